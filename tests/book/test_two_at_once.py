"""Two people who close the same month at once, each with the command in a process of its own."""

from tests.book.shop import Shop
from tests.ledger.processes import at_once

CLOSE = """
from contextlib import chdir
from typer.testing import CliRunner
from payroll.cli.app import app
who, folder = arguments[0].split("|")
with chdir(folder):
    CliRunner().invoke(app, ["ledger", "verify", "--db", url])  # loads what there is to load
    ready()
    words = ["close", "2026-10", "--db", url, "--by", who, "--out", f"out of {who}", "--lang", "en"]
    result = CliRunner().invoke(app, words)
print(result.exit_code, " ".join(result.output.split()))
"""


def test_two_people_who_close_a_month_at_once_close_it_once(drafted: Shop) -> None:
    said = sorted(at_once(CLOSE, drafted.place, [f"{who}|{drafted.folder}" for who in ("Wang", "Li")]))
    assert said[0].startswith("0 2026-10 is closed: 5 lines"), said
    assert said[1].startswith("2 2026-10 was closed already, by "), said
    closed_by = "Wang" if "by Wang" in said[0] else "Li"
    assert f"closed already, by {closed_by}" in said[1]
    assert [folder.name for folder in drafted.folder.glob("out of *")] == [f"out of {closed_by}"]
    assert len(drafted.lines()) == 5
    assert "are as they were recorded" in drafted.done("ledger", "verify")
