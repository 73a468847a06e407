"""Times as clocks write them: one form for all, and the order of day and month told by the file or not at all."""

import pyarrow as pa
import pytest

from payroll.intake.readers.clock_moments import DateOrder, OrderUnknown, date_order, iso_moments


def column(*texts: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.string())])


def iso(order: DateOrder, *texts: str) -> list[str]:
    result: list[str] = iso_moments(column(*texts), order).to_pylist()
    return result


def test_a_time_with_the_year_first_stays_as_it_is() -> None:
    assert iso("year first", "2026-10-08 08:42:10", "2026-10-08 08:42") == ["2026-10-08 08:42:10", "2026-10-08 08:42"]


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("day first", "29/08/2026 07:54:23", "2026-08-29 07:54:23"),
        ("month first", "08/29/2026 07:54:23", "2026-08-29 07:54:23"),
        ("day first", "01/09/2026 7:26:40", "2026-09-01 07:26:40"),
        ("month first", "1/27/2026 23:29", "2026-01-27 23:29"),
        ("month first", "06-30-2016  01:19:29PM", "2016-06-30 13:19:29"),
        ("month first", "06-30-2016  12:05:00AM", "2016-06-30 00:05:00"),
        ("month first", "06-30-2016  12:05:00PM", "2016-06-30 12:05:00"),
        ("month first", "06-30-2016  11:59:59 pm", "2016-06-30 23:59:59"),
        ("month first", "09/01/26 09:00", "2026-09-01 09:00"),
        ("day first", "09/01/26 09:00", "2026-01-09 09:00"),
        ("year first", "26-06-01 09:00", "2026-06-01 09:00"),
        ("day first", "2026/06/08 11:30:38", "2026-06-08 11:30:38"),
        ("day first", "29.02.2028 00:00:00", "2028-02-29 00:00:00"),
        ("day first", "  29/08/2026 23:59:59 ", "2026-08-29 23:59:59"),
    ],
)
def test_every_form_becomes_one(order: DateOrder, text: str, expected: str) -> None:
    assert iso(order, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "31/04/2026 08:00:00",
        "29/02/2026 08:00:00",
        "00/04/2026 08:00:00",
        "30/00/2026 08:00:00",
        "30/13/2026 08:00:00",
        "30/04/2026 24:00:00",
        "30/04/2026 08:60:00",
        "30/04/2026 08:00:60",
        "30/04/2026 00:10PM",
        "30/04/2026 13:10PM",
        "30/04/126 08:00:00",
        "1990-00--8 -16:-29:-40",
        "30/04/2026",
        "未打卡",
        "",
    ],
)
def test_what_is_no_time_stays_as_it_is_written(text: str) -> None:
    assert iso("day first", text, "29/08/2026 07:54:23") == [text, "2026-08-29 07:54:23"]


def test_forms_may_be_mixed_in_any_order() -> None:
    texts = ["9/8/2026 7:54:23", "", "no time", "10/08/2026 17:54:23", "9/8/2026 7:54:24", "2026-08-11 08:00:00"]
    expected = [
        "2026-08-09 07:54:23",
        "",
        "no time",
        "2026-08-10 17:54:23",
        "2026-08-09 07:54:24",
        "2026-08-11 08:00:00",
    ]
    assert iso("day first", *texts) == expected


def test_mornings_and_afternoons_may_be_mixed() -> None:
    texts = ["06-30-2026  09:00:00AM", "06-30-2026  01:00:00PM", "06-30-2026  01:00:00XM", "06-30-2026  12:00:00am"]
    expected = ["2026-06-30 09:00:00", "2026-06-30 13:00:00", "06-30-2026  01:00:00XM", "2026-06-30 00:00:00"]
    assert iso("month first", *texts) == expected


def test_a_part_of_a_larger_column_is_read_on_its_own() -> None:
    whole = pa.array(["1/8/2026 08:00:00", "30/08/2026 09:00:00", "31/08/2026 10:00:00"], pa.string())
    piece = pa.chunked_array([whole.slice(1, 2)])
    assert iso_moments(piece, "day first").to_pylist() == ["2026-08-30 09:00:00", "2026-08-31 10:00:00"]


def test_a_column_without_rows_is_read() -> None:
    empty = pa.chunked_array([], pa.string())
    assert date_order([empty]) == "year first"
    assert iso_moments(empty, "year first").to_pylist() == []


def test_one_value_above_12_decides_the_order() -> None:
    assert date_order([column("05/08/2026 08:00", "13/08/2026 08:00")]) == "day first"
    assert date_order([column("05/08/2026 08:00", "08/13/2026 08:00")]) == "month first"


def test_without_a_value_above_12_the_order_is_not_guessed() -> None:
    assert date_order([column("2026-01-30 08:00", "12/08/2026 08:00", "11/08/2026 08:00")]) == OrderUnknown(
        "open", ("12/08/2026 08:00",), (0, 1)
    )


def test_a_value_that_is_neither_day_nor_month_decides_nothing() -> None:
    assert date_order([column("32/08/2026 08:00", "05/08/2026 08:00")]) == OrderUnknown(
        "open", ("05/08/2026 08:00",), (0, 1)
    )


def test_all_sheets_of_a_file_decide_together() -> None:
    assert date_order([column("05/08/2026 08:00"), column("31/08/2026 08:00")]) == "day first"


def test_dates_that_contradict_each_other_are_told() -> None:
    assert date_order([column("05/08/2026 08:00", "13/08/2026 08:00"), column("08/14/2026 08:00")]) == OrderUnknown(
        "mixed", ("13/08/2026 08:00", "08/14/2026 08:00"), (0, 1)
    )


def test_dates_with_the_year_first_have_no_order_to_decide() -> None:
    assert date_order([column("2026-05-08 08:00", "2026/5/8 08:00")]) == "year first"


def test_a_year_of_two_digits_is_told_by_the_days_that_change() -> None:
    days = range(1, 29)
    assert date_order([column(*(f"26-06-{day:02d} 08:00" for day in days))]) == "year first"
    assert date_order([column(*(f"{day:02d}/06/26 08:00" for day in days))]) == "day first"
    assert date_order([column(*(f"06/{day:02d}/26 08:00" for day in days))]) == "month first"


def test_a_year_of_two_digits_that_may_be_a_day_is_not_guessed() -> None:
    assert date_order([column("26-06-01 08:00", "26-06-02 08:00")]) == OrderUnknown("year", ("26-06-01 08:00",), (0, 0))
