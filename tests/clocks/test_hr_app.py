"""The list of punches of HR apps: invalid rows, and telephone numbers that nobody sees."""

from __future__ import annotations

from pathlib import Path

from payroll.intake.intake import clean_files
from payroll.period import pay_period
from tests.clocks.sample_rows import counts, expected, read_sample, read_text, rows_of, told
from tests.raw_tables import ONE_POLICY

HEADINGS = "姓名,工号,手机号,打卡时间,打卡地点,是否有效\n"


def test_valid_rows_are_punches_and_invalid_ones_are_told_once(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "hr-app")
    assert rows_of(found, "punches") == expected("hr-app", "punches")
    assert told(found) == [("CLOCK-REJECTED", 3, "是否有效 = 否")]
    assert found.problems[0].details["count"] == "2"
    assert counts(found) == [("hr-app", 5, 0, 2, 0)]


def test_no_message_shows_a_telephone_number(tmp_path: Path) -> None:
    rows = (
        "叶立春,0201,13000000201,2026-02-24 08:02:53,南街,否\n"
        "叶立春,0201,13000000201,2026-02-24 08:02:53,南街,是,多了一格\n"
        "叶立春,,13000000201,2026-02-24 08:02:53,南街,是\n"
        "叶立春,0201,13000000201,八点,南街,是\n"
        "叶立春,0201\n"
    )
    found = read_text(tmp_path, HEADINGS + rows)
    people = "工号,姓名,入职日期,基本工资\n0201,叶立春,2025-01-01,5000\n"
    (tmp_path / "员工.csv").write_text(people, "utf-8")
    cleaned = clean_files(read_text(tmp_path, HEADINGS + rows), ONE_POLICY, pay_period("2026-02"))
    problems = [*found.problems, *cleaned.problems]
    assert {"CLOCK-REJECTED", "ROW-TOO-LONG", "ROW-TOO-SHORT", "VALUE-MISSING", "DATE-FORM"} <= {
        problem.code for problem in problems
    }
    for problem in problems:
        shown = problem.message("zh") + problem.message("en") + problem.value + problem.column
        assert "13000000201" not in shown


def test_the_plain_table_of_punches_is_left_to_its_own_reader(tmp_path: Path) -> None:
    found = read_text(tmp_path, "姓名,工号,打卡时间,设备\n叶立春,0201,2026-02-24 08:02:53,门口\n", "打卡.csv")
    assert counts(found) == [("csv", 1, 0, 0, 0)]
