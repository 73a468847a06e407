"""Tables of records: read like any other, and known to be there or not."""

from __future__ import annotations

from payroll.intake.cells import Fault, count_of
from payroll.period import NO_DAY
from tests.month_frames import day
from tests.raw_tables import clean, codes


def test_a_count_is_a_whole_number_that_is_not_negative() -> None:
    assert count_of("0") == 0
    assert count_of("15.0") == 15
    assert isinstance(count_of("-1"), Fault)
    assert isinstance(count_of("1.5"), Fault)


def test_a_table_that_the_data_lacks_is_not_given() -> None:
    cleaned = clean({})
    assert "reports" not in cleaned.tables.given
    assert cleaned.tables.reports.empty
    assert cleaned.tables.doubtful["reports"].empty


def test_a_table_without_rows_is_given() -> None:
    assert "reports" in clean({"reports": "employee_id, date"}).tables.given


def test_rows_have_the_columns_of_their_table_and_say_where_they_stand() -> None:
    chats = """
conversation_id, employee_id, time, first_response_seconds, characters_per_minute
C1, 0007, 2026-10-08 09:00:30, 12,
"""
    row = clean({"chats": chats}).tables.chats.iloc[0]
    assert row["time"] == day("2026-10-08") * 1440 + 540
    assert row["first_response_seconds"] == 12
    assert row["characters_per_minute"] == -1
    assert row["row"] == 2


def test_of_rows_in_error_it_is_known_whose_they_are_and_of_which_day() -> None:
    reports = """
employee_id, date, status
0007, 2026-10-08, perhaps
0008, 2026-13-08, complete
0007, 2026-10-09, complete
"""
    cleaned = clean({"reports": reports})
    assert codes(cleaned) == [("WORD-UNKNOWN", 2), ("DATE-IMPOSSIBLE", 3)]
    doubtful = cleaned.tables.doubtful["reports"]
    assert doubtful["employee"].tolist() == [0, 1]
    assert doubtful["date"].tolist() == [day("2026-10-08"), NO_DAY]
    assert cleaned.tables.reports["date"].tolist() == [day("2026-10-09")]


def test_hand_over_records_that_say_the_same_are_so_many_and_reports_are_one() -> None:
    twice = """
employee_id, date
0007, 2026-10-08
0007, 2026-10-08
"""
    cleaned = clean({"handovers": twice, "reports": twice})
    assert len(cleaned.tables.handovers) == 2
    assert len(cleaned.tables.reports) == 1
    assert codes(cleaned) == [("ROW-REPEATED", 3)]


def test_a_contract_may_end_on_the_day_it_starts_and_not_before() -> None:
    cleaned = clean(
        {
            "contracts": """
employee_id, start, end
0007, 2026-10-08, 2026-10-07
0007, 2026-10-09, 2026-10-09
0007, 2026-10-10,
"""
        }
    )
    assert codes(cleaned) == [("CONTRACT-BACKWARDS", 2)]
    assert cleaned.tables.contracts["start"].tolist() == [day("2026-10-09"), day("2026-10-10")]
