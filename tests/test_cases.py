"""Months with their right answers, through the whole program: files in, files out.

Each folder of ``tests/cases`` is one; ``../shared/cases`` beside a checkout holds more where it is there.
``about.txt`` names the period and what is shown; ``expected`` has some of the columns of the files written.
"""

import csv
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payroll.cli.app import app

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "tests" / "cases", ROOT.parent / "shared" / "cases")
CASES = sorted(case for folder in FOLDERS if folder.is_dir() for case in folder.iterdir() if case.is_dir())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def options(about: str) -> list[str]:
    """Return what an about text says after `Run with`: ``--accept SWAP-INVALID``."""
    _, found, rest = about.partition("Run with ")
    return shlex.split(rest.split(".")[0]) if found else []


def test_there_are_cases_of_our_own() -> None:
    assert len([case for case in CASES if case.is_relative_to(ROOT)]) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_month_has_its_right_answers(case: Path, tmp_path: Path) -> None:
    about = (case / "about.txt").read_text(encoding="utf-8")
    places = ["--data", str(case / "data"), "--policies", str(case / "policies"), "--out", str(tmp_path)]
    result = CliRunner().invoke(app, ["run", about.split()[0], *places, "--no-workbook", *options(about)])
    assert result.exit_code == 0, result.output
    for expected in sorted((case / "expected").glob("*.csv")):
        wanted = rows(expected)
        columns = expected.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        got = [{column: row[column] for column in columns} for row in rows(tmp_path / expected.name)]
        assert got == wanted, expected.name
    for source in rows(tmp_path / "sources.csv"):
        parts = sum(int(source[part]) for part in ("used", "duplicate", "out_of_scope", "set_aside"))
        assert int(source["rows"]) == parts, source["file"]
