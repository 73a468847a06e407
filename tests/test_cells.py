import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.intake.cells import (
    NO_TEXT,
    Fault,
    Moment,
    MoneyReader,
    as_written,
    day_of,
    id_of,
    moment_of,
    moment_or_day_of,
    time_of,
    word_reader,
)
from payroll.intake.columns import (
    EMPTY,
    categorical,
    day_column,
    distinct,
    distinct_words,
    number_column,
    text_column,
    understand_text,
)
from payroll.intake.kinds import KINDS
from payroll.intake.moments import moment_column
from payroll.language import Text
from payroll.problems import Problem
from payroll.table_words import APPROVAL_WORDS

OCT_8 = 20734
"""2026-10-08: 56 years of 365 days, 14 leap days (1972 to 2024), and day 281 of the year, from 0."""
DAY = 86400


def code(read: object) -> str:
    assert isinstance(read, Fault)
    return read.kind.code


def test_the_day_number_of_the_tests_is_worked_out_by_hand() -> None:
    assert OCT_8 == 56 * 365 + 14 + (31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 7)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-08",
        "2026/10/8",
        "2026-10-8",
        "2026.10.8",
        "2026年10月8日",
        "2026年10月8",
        "20261008",
        "2026/10/08 星期四",
        "2026-10-08 周四",
        "2026-10-08(四)",
        "2026-10-08 四",
        "2026-10-08 Thu",
        "2026-10-08 00:00:00",
        "2026-10-08 0:00",
    ],
)
def test_a_date_may_be_written_in_these_forms(text: str) -> None:
    assert day_of(text) == OCT_8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-30", "DATE-IMPOSSIBLE"),
        ("20261301", "DATE-IMPOSSIBLE"),
        ("1969-12-31", "DATE-IMPOSSIBLE"),
        ("2101-01-01", "DATE-IMPOSSIBLE"),
        ("03/04/2026", "DATE-AMBIGUOUS"),
        ("13/04/2026", "DATE-AMBIGUOUS"),
        ("26-10-08", "DATE-AMBIGUOUS"),
        ("46113", "DATE-NUMBER"),
        ("202610", "DATE-FORM"),
        ("2026-10-08 08:30", "DATE-FORM"),
        ("2026-10/08", "DATE-FORM"),
        ("next Monday", "DATE-FORM"),
        ("10月8日", "DATE-FORM"),
    ],
)
def test_any_other_date_is_named_and_not_guessed(text: str, expected: str) -> None:
    assert code(day_of(text)) == expected


def test_the_years_1970_and_2100_are_still_dates() -> None:
    assert day_of("1970-01-01") == 0
    assert day_of("2100-12-31") == 131 * 365 + 32 - 1  # 32 leap days from 1972 to 2096; 2100 is none


def test_the_number_of_a_date_is_turned_back_for_the_message() -> None:
    fault = day_of("46113")
    assert isinstance(fault, Fault)
    assert fault.details == {"date": "2026-04-01"}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8:30", 510), ("08:30", 510), ("08:30:59", 510), ("08:30:00.000000", 510), ("00:00", 0), ("24:00", 1440)],
)
def test_a_time_of_day_is_minutes_after_midnight(text: str, minutes: int) -> None:
    assert time_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25:10", "TIME-IMPOSSIBLE"),
        ("08:60", "TIME-IMPOSSIBLE"),
        ("24:01", "TIME-IMPOSSIBLE"),
        ("08:30:60", "TIME-IMPOSSIBLE"),
        ("184:00", "TIME-IMPOSSIBLE"),
        ("0.354166", "TIME-FORM"),
        ("8点30", "TIME-FORM"),
        ("0830", "TIME-FORM"),
        ("8:5", "TIME-FORM"),
        ("08:30+08:00", "TIME-FORM"),
    ],
)
def test_any_other_time_is_named(text: str, expected: str) -> None:
    assert code(time_of(text)) == expected


def test_a_fraction_of_a_day_is_said_to_be_one() -> None:
    fault = time_of("0.354166")
    assert isinstance(fault, Fault)
    hint = fault.details["hint"]
    assert isinstance(hint, Text)
    assert "08:30" in hint.en
    assert "08:30" in hint.zh


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-08 08:42:10", Moment(OCT_8 * DAY + 31330)),
        ("2026/10/8 8:42", Moment(OCT_8 * DAY + 31320)),
        ("2026-10-08T08:42:10", Moment(OCT_8 * DAY + 31330)),
        ("2026年10月8日  08:42", Moment(OCT_8 * DAY + 31320)),
        ("2026-10-08 星期四 08:42", Moment(OCT_8 * DAY + 31320)),
        ("2026-10-08 24:00", Moment((OCT_8 + 1) * DAY)),
        ("2026-10-08T00:42:10Z", Moment(OCT_8 * DAY + 2530, 0)),
        ("2026-10-08T08:42:10+08:00", Moment(OCT_8 * DAY + 31330, 28800)),
        ("2026-10-08 08:42:10 -0530", Moment(OCT_8 * DAY + 31330, -19800)),
    ],
)
def test_a_timestamp_may_be_written_in_these_forms(text: str, moment: Moment) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("read", "text", "example"),
    [
        (day_of, "10月20日", "2026-10-08"),
        (moment_or_day_of, "10月20日", "2026-10-08"),
        (moment_or_day_of, "10月20日 7:00", "2026-10-08 08:30"),  # without the time it would be a whole day
        (moment_of, "10月20日", "2026-10-08 08:30"),
    ],
)
def test_the_form_that_is_asked_for_has_a_time_where_there_is_one(
    read: Callable[[str], object], text: str, example: str
) -> None:
    fault = read(text)
    assert isinstance(fault, Fault)
    problem = Problem(fault.kind, "leave.csv", column="start", value=text, details={**fault.details, "more": NO_TEXT})
    assert problem.message("en") == f"start «{text}» is not a date like {example}"
    assert problem.message("zh") == f"“start”中的“{text}”不是日期，应写成 {example}"
    assert problem.fix("en") == f"write the date like {example} and run again"


@pytest.mark.parametrize(
    ("text", "expected", "day"),
    [
        ("2026-10-08", "TIME-MISSING", OCT_8),
        ("2026-10-08 25:10", "TIME-IMPOSSIBLE", OCT_8),
        ("2026-10-08 08:20+15:00", "TIME-IMPOSSIBLE", OCT_8),
        ("2026-10-08 08:20-08:60", "TIME-IMPOSSIBLE", OCT_8),
        ("2026-10-08 08:20:00+99:59", "TIME-IMPOSSIBLE", OCT_8),
        ("2026-10-08 8点", "TIME-FORM", OCT_8),
        ("2026-02-30 08:00", "DATE-IMPOSSIBLE", None),
        ("1990-00--8 -16:-29:-40", "DATE-FORM", None),
        ("10/08/2026 08:00", "DATE-AMBIGUOUS", None),
        ("08:42", "DATE-FORM", None),
    ],
)
def test_of_a_wrong_timestamp_the_day_is_kept_where_it_can_be_read(text: str, expected: str, day: int | None) -> None:
    fault = moment_of(text)
    assert code(fault) == expected
    assert isinstance(fault, Fault)
    assert fault.readable == day


def test_leave_may_start_on_a_bare_date() -> None:
    assert moment_or_day_of("2026-10-08") == Moment(OCT_8 * DAY, None, bare=True)
    assert moment_or_day_of("2026-10-08 00:00") == Moment(OCT_8 * DAY, None, bare=False)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("5000", 500000), ("5000.5", 500050), ("5000.05", 500005), ("0.01", 1), ("0005", 500)],
)
def test_an_amount_becomes_minor_units(text: str, amount: int) -> None:
    assert MoneyReader("CNY", 2, above_zero=True)(text) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,000元", "MONEY-FORM"),
        ("5,000", "MONEY-FORM"),
        ("￥5000", "MONEY-FORM"),
        ("NaN", "MONEY-FORM"),
        ("1e3", "MONEY-FORM"),
        ("inf", "MONEY-FORM"),
        ("+5", "MONEY-FORM"),
        ("5.", "MONEY-FORM"),
        ("1234567890123", "MONEY-FORM"),
        ("5000.005", "MONEY-PLACES"),
        ("-5", "MONEY-NEGATIVE"),
        ("0", "MONEY-ZERO"),
        ("0.00", "MONEY-ZERO"),
    ],
)
def test_any_other_amount_is_refused(text: str, expected: str) -> None:
    assert code(MoneyReader("CNY", 2, above_zero=True)(text)) == expected


def test_a_currency_without_places_takes_no_decimals() -> None:
    read = MoneyReader("JPY", 0, above_zero=False)
    assert read("5000") == 5000
    assert code(read("5000.0")) == "MONEY-PLACES"


def test_zero_is_an_amount_where_nothing_else_is_said() -> None:
    assert MoneyReader("CNY", 2, above_zero=False)("0") == 0


def test_an_id_is_kept_as_written() -> None:
    assert id_of("0007") == "0007"
    assert id_of("'0007") == "0007"
    assert id_of("EMP 7") == "EMP 7"


@pytest.mark.parametrize("text", ["7.0", "1.23E+16", "1E+05", "1.2e+10"])
def test_an_id_that_a_spreadsheet_made_a_number_is_damaged(text: str) -> None:
    assert code(id_of(text)) == "ID-NOT-TEXT"


def test_words_are_known_in_both_languages_and_any_case() -> None:
    read = word_reader(APPROVAL_WORDS)
    assert read("Approved") == "approved"
    assert read("已拒绝") == "rejected"
    assert code(read("maybe")) == "WORD-UNKNOWN"


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    fault = word_reader(APPROVAL_WORDS)("maybe")
    assert isinstance(fault, Fault)
    assert fault.details["allowed"] == Text(
        "审批通过（approved）、审批中（pending）、已拒绝（rejected）、已撤销（cancelled）",
        "approved, pending, rejected, cancelled",
    )


# ---------------------------------------------------------------- columns


def column(*cells: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_full_width_digits_are_converted_with_a_warning() -> None:
    read = number_column(column("５０００", "5000", "－5"), MoneyReader("CNY", 2, above_zero=False), required=True)
    assert read.values.tolist() == [500000, 500000, EMPTY]
    assert [cause.kind.code for cause in read.warnings.causes] == ["FULL-WIDTH"]
    assert read.warnings.positions.tolist() == [0]
    assert [cause.kind.code for cause in read.faults.causes] == ["MONEY-NEGATIVE"]


AMOUNTS = st.from_regex(
    r"(0{0,3}[0-9]{1,12}(\.[0-9]{1,3})?|-?[0-9]{1,3}|[0-9]*\.?|12345678901234| 7 |５)", fullmatch=True
)


@given(st.lists(AMOUNTS, max_size=6), st.sampled_from([0, 2, 3]), st.booleans())
def test_amounts_are_read_alike_whatever_stands_beside_them(texts: list[str], places: int, above_zero: bool) -> None:
    """A column of plain amounts is read as a whole; an amount in it is what it is by itself."""
    read = MoneyReader("CNY", places, above_zero)
    alone = [understand_text(text, read, required=False)[0] for text in texts]
    whole = number_column(column(*texts), read, required=False)
    assert whole.values.tolist() == [amount if isinstance(amount, int) else EMPTY for amount in alone]
    assert whole.faults.positions.tolist() == [at for at, amount in enumerate(alone) if isinstance(amount, Fault)]


def test_an_empty_word_of_a_dictionary_is_no_amount() -> None:
    cells = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), pa.array(["5", None]))
    read = number_column(pa.chunked_array([cells]), MoneyReader("CNY", 2, above_zero=False), required=False)
    assert read.values.tolist() == [500, EMPTY, 500]


def test_blanks_of_every_kind_are_empty_cells() -> None:
    found = distinct(column("", None, " \t", "\u3000", "\ufeff"), time_of, required=True)
    assert found.faults().positions.tolist() == [0, 1, 2, 3, 4]
    assert {cause.kind.code for cause in found.faults().causes} == {"VALUE-MISSING"}
    assert number_column(column("", None), time_of, required=False).faults.causes == ()


def test_words_are_categories_as_pandas_makes_them() -> None:
    words = pd.Index(["B", "A", ""], dtype="str")
    assert distinct_words(words) == pd.CategoricalDtype(words)
    made = categorical(np.array([1, 0, 2, 0], np.int32), words)
    expected = pd.Categorical(pd.array(["A", "B", "", "B"], dtype="str"), categories=words)
    assert pd.Series(made).equals(pd.Series(expected))


def test_a_word_that_stands_twice_in_a_dictionary_is_one_word() -> None:
    cells = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 1]), pa.array(["A", "B", "A"]))
    read = text_column(pa.chunked_array([cells]), as_written, required=False, typed=False)
    assert [read.words[code] for code in read.values] == ["A", "B", "A", "B"]
    assert len(set(read.words)) == len(read.words)


def test_texts_that_differ_only_in_blanks_are_one_word() -> None:
    read = text_column(column("A", " A ", "B", None), lambda text: text, required=False, typed=False)
    assert read.words == ("A", "B", "")
    assert read.values.tolist() == [0, 0, 1, 2]


def test_dictionary_columns_and_chunks_with_other_dictionaries_read_alike() -> None:
    chunks = [pa.array(["2026-10-08", None]).dictionary_encode(), pa.array(["2026-10-09"]).dictionary_encode()]
    read = day_column(pa.chunked_array(chunks), day_of, required=False)
    assert read.values.tolist() == [OCT_8, EMPTY, OCT_8 + 1]


def test_stored_dates_and_midnights_are_days() -> None:
    for kind in (pa.date32(), pa.timestamp("ms"), pa.timestamp("ns")):
        cells = pa.chunked_array([pa.array([OCT_8], pa.int32()).cast(pa.date32()).cast(kind)])
        assert day_column(cells, day_of, required=True).values.tolist() == [OCT_8]


def test_a_stored_date_outside_the_years_is_a_problem_like_a_written_one() -> None:
    cells = pa.chunked_array([pa.array([-1], pa.int32()).cast(pa.date32())])
    assert [cause.kind.code for cause in day_column(cells, day_of, required=True).faults.causes] == ["DATE-IMPOSSIBLE"]


USUAL = "2026-10-08 08:42:10"
UNUSUAL = ["2026/10/8 8:42", "2026-10-08T00:42:10Z", "2026-10-08 24:00", "2026-10-08 25:10", "2026-10-08", "", "x"]
MEANING = [OCT_8 * DAY + 31320, OCT_8 * DAY + 2530, (OCT_8 + 1) * DAY, OCT_8 * DAY, OCT_8 * DAY, EMPTY, EMPTY]


@pytest.mark.parametrize("chunks", [1, 3])
def test_a_column_of_timestamps_means_what_its_cells_mean(chunks: int) -> None:
    texts = [USUAL, *UNUSUAL]
    cells = pa.chunked_array([pa.array([USUAL, USUAL]), *([pa.array(texts)] * chunks)])
    read = moment_column(cells, moment_of, required=True)
    assert read.values.tolist() == [OCT_8 * DAY + 31330] * 2 + ([OCT_8 * DAY + 31330, *MEANING] * chunks)
    faulty = [2 + 8 * chunk + place for chunk, place in itertools.product(range(chunks), (4, 5, 6, 7))]
    assert read.faults.positions.tolist() == faulty
    found = [read.faults.causes[which].kind.code for which in read.faults.which]
    assert found == ["TIME-IMPOSSIBLE", "TIME-MISSING", "VALUE-MISSING", "DATE-FORM"] * chunks
    assert read.offset_at.tolist() == [2 + 8 * chunk + 2 for chunk in range(chunks)]
    assert read.offsets.tolist() == [0] * chunks


@given(st.lists(st.sampled_from([USUAL, *UNUSUAL, "2026-02-30 08:00", "２０２６-10-08 08:42", "2026-10-08 08:61:00"])))
def test_any_column_of_timestamps_reads_as_cell_by_cell(texts: list[str]) -> None:
    whole = moment_column(column(*texts), moment_of, required=True)
    single = [moment_column(column(text), moment_of, required=True) for text in texts]
    assert whole.values.tolist() == [value for read in single for value in read.values.tolist()]
    assert whole.faults.positions.tolist() == [place for place, read in enumerate(single) if read.faults.causes]
    assert whole.warnings.positions.tolist() == [place for place, read in enumerate(single) if read.warnings.causes]


def test_stored_timestamps_are_seconds_and_those_with_a_zone_name_their_offset() -> None:
    seconds = OCT_8 * DAY + 31330
    local = pa.chunked_array([pa.array([seconds * 1000], pa.timestamp("ms"))])
    zoned = pa.chunked_array([pa.array([seconds * 1000], pa.timestamp("ms", tz="Asia/Shanghai"))])
    assert moment_column(local, moment_of, required=True).values.tolist() == [seconds]
    read = moment_column(zoned, moment_of, required=True)
    assert read.values.tolist() == [seconds + 28800]
    assert read.offsets.tolist() == [28800]


def test_stored_timestamps_that_are_all_midnights_are_dates() -> None:
    cells = pa.chunked_array([pa.array([OCT_8 * DAY], pa.timestamp("s"))])
    assert moment_column(cells, moment_or_day_of, required=True).bare.tolist() == [0]
    assert moment_column(cells, moment_of, required=True).faults.positions.tolist() == [0]


def test_every_kind_has_its_own_code_and_speaks_both_languages() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert all((*kind.message, *kind.fix))


@pytest.mark.parametrize(("written", "offset"), [("+14:00", 50400), ("-14:00", -50400), ("+05:59", 21540)])
def test_an_offset_has_at_most_14_hours_and_59_minutes(written: str, offset: int) -> None:
    read = moment_of(f"2026-10-08 08:20{written}")
    assert isinstance(read, Moment)
    assert read.offset == offset


@pytest.mark.parametrize("text", ["12026-10-08", "5881580-07-11", "-221-09-04", "-0044-03-15 00:00:00"])
def test_a_year_that_has_not_four_digits_is_impossible(text: str) -> None:
    assert code(day_of(text)) == "DATE-IMPOSSIBLE"


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.date32(), pa.timestamp("ms"), pa.float64(), pa.dictionary(pa.int32(), pa.string())]
)
def test_a_column_without_cells_is_understood_whatever_its_type(kind: pa.DataType) -> None:
    for cells in (pa.chunked_array([], kind), pa.chunked_array([pa.array([], pa.string()).cast(kind)])):
        assert len(day_column(cells, day_of, required=True).values) == 0
        assert len(moment_column(cells, moment_of, required=True).values) == 0
        assert len(text_column(cells, id_of, required=True, typed=True).values) == 0
