"""The rows that ledger lines rest on, as the files hold them."""

from payroll.intake.evidence_rows import evidence_rows
from payroll.intake.files import FilesRead
from tests.raw_tables import raw_table

PUNCHES = raw_table(
    "employee_id, time\n0007, 2026-10-08 08:42\n0008, 2026-10-08 08:20\n0007, 2026-10-08 17:31",
    "punches.csv",
    headings={"time": "打卡时间"},
)
SHEET = raw_table("employee_id, date\n0007, 2026-10-08", "rota.xlsx", "October")
FILES = FilesRead({"punches": [PUNCHES], "shifts": [SHEET]}, (), (), {})


def rows(*stated: str, most: int = 10) -> dict[str, dict[int, list[str]]]:
    found = evidence_rows(FILES, stated, "en", most)
    return {place: dict(zip(frame.index.tolist(), frame.to_numpy().tolist(), strict=True)) for place, frame in found}


def test_each_row_that_is_named_comes_once() -> None:
    assert rows("punches.csv:4; rota.xlsx[October]:2", "punches.csv:4", "punches.csv:2") == {
        "punches.csv": {2: ["0007", "2026-10-08 08:42"], 4: ["0007", "2026-10-08 17:31"]},
        "rota.xlsx[October]": {2: ["0007", "2026-10-08"]},
    }


def test_what_is_no_row_of_a_table_is_left_out() -> None:
    assert rows("office/2026-01-01.toml; act:3; punches.csv:99; rota.xlsx:2", "") == {}


def test_headings_are_those_of_the_file_or_else_those_of_the_table_in_the_language_of_the_reader() -> None:
    for language, headings in (("en", ["employee id", "打卡时间"]), ("zh", ["工号", "打卡时间"])):
        [(_, frame)] = evidence_rows(FILES, ["punches.csv:2"], language, 10)  # type: ignore[arg-type]
        assert list(frame.columns) == headings


def test_of_more_rows_than_asked_for_none_are_given() -> None:
    assert set(rows("punches.csv:2; punches.csv:3", most=2)["punches.csv"]) == {2, 3}
    assert rows("punches.csv:2; punches.csv:3; punches.csv:4", most=2) == {}
