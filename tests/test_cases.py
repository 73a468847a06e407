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


def assert_right(folder: Path, period: str, policies: Path, out: Path, accepted: list[str]) -> None:
    """Run a month and compare what it writes with the answers in its folder; every row is accounted for."""
    places = ["--data", str(folder / "data"), "--policies", str(policies), "--out", str(out)]
    result = CliRunner().invoke(app, ["run", period, *places, "--no-workbook", *accepted])
    assert result.exit_code == 0, result.output
    for expected in sorted((folder / "expected").glob("*.csv")):
        wanted = rows(expected)
        columns = expected.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        got = [{column: row[column] for column in columns} for row in rows(out / expected.name)]
        assert got == wanted, expected.name
    for source in rows(out / "sources.csv"):
        parts = sum(int(source[part]) for part in ("used", "duplicate", "out_of_scope", "set_aside"))
        assert int(source["rows"]) == parts, source["file"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_month_has_its_right_answers(case: Path, tmp_path: Path) -> None:
    about = (case / "about.txt").read_text(encoding="utf-8")
    assert_right(case, about.split()[0], case / "policies", tmp_path, options(about))


@pytest.mark.parametrize("sample", ["office-desk", "shop-desk"])
def test_a_sample_has_the_answers_that_lie_beside_it(sample: str, tmp_path: Path) -> None:
    assert_right(ROOT / "data_samples" / sample, "2026-10", ROOT / "policies", tmp_path, [])
