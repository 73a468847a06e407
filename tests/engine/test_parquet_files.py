"""The tables of a month as Parquet: the columns of the CSV files, typed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from payroll.language import Text
from payroll.period import NO_DAY
from payroll.reports.columns import ADJUSTMENTS, ReportColumn, ReportTable
from payroll.reports.parquet_files import arrow_table, parquet_bytes
from tests.month_frames import day

NOTHING = Text("", "")


def minute(text: str) -> int:
    """Return the minute since 1970 of ``2026-10-08 08:42``."""
    clock = text[11:].split(":")
    return day(text[:10]) * 1440 + int(clock[0]) * 60 + int(clock[1])


TABLE = ReportTable(
    "invented",
    *(NOTHING,) * 4,
    columns=(
        ReportColumn("name", NOTHING),
        ReportColumn("quantity", NOTHING, "number"),
        ReportColumn("count", NOTHING, "count"),
        ReportColumn("amount", NOTHING, "money"),
        ReportColumn("date", NOTHING, "day"),
        ReportColumn("arrival", NOTHING, "minute"),
        ReportColumn("extra", NOTHING, optional=True),
    ),
)
FRAME = pd.DataFrame(
    {
        "name": pd.Series(["叶立春", "", "=1+1", "叶立春"], dtype="str"),
        "quantity": pd.Series(["12", "0.5", "", "-3"], dtype="str"),
        "count": np.array([3, -1, 0, 250], np.int16),
        "amount": np.array([1250, 0, -1, -123456789012345678], np.int64),
        "date": np.array([day("2026-10-08"), NO_DAY, day("1970-01-01"), day("2000-02-29")], np.int32),
        "arrival": np.array([minute("2026-10-08 08:42"), minute("1969-12-31 23:59"), NO_DAY, 0], np.int32),
        "not written": [1, 2, 3, 4],
    }
)


def written(frame: pd.DataFrame, places: int = 2) -> pa.Table:
    """Return the rows as they are read back."""
    return parquet.read_table(pa.BufferReader(parquet_bytes(TABLE, frame, places)))


def test_columns_are_those_of_the_csv_file_in_its_order() -> None:
    assert written(FRAME).column_names == ["name", "quantity", "count", "amount", "date", "arrival"]
    assert written(FRAME.assign(extra="x")).column_names[-1] == "extra"


def test_each_kind_has_its_type() -> None:
    texts = pa.dictionary(pa.int32(), pa.string())
    types = [texts, texts, pa.int32(), pa.decimal128(19, 2), pa.date32(), pa.timestamp("ms")]
    assert written(FRAME).schema.types == types


def test_values_are_what_the_frame_says_and_empty_cells_are_null() -> None:
    columns = written(FRAME).to_pydict()
    assert columns["name"] == ["叶立春", None, "=1+1", "叶立春"]  # nothing runs a cell of Parquet
    assert columns["quantity"] == ["12", "0.5", None, "-3"]
    assert columns["count"] == [3, None, 0, 250]
    assert columns["date"] == [date(2026, 10, 8), None, date(1970, 1, 1), date(2000, 2, 29)]
    assert columns["arrival"][:2] == [datetime(2026, 10, 8, 8, 42), datetime(1969, 12, 31, 23, 59)]  # noqa: DTZ001
    assert columns["arrival"][2:] == [None, datetime(1970, 1, 1)]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("places", "amounts"),
    [
        (0, ["1250", "0", "-1", "-123456789012345678"]),
        (2, ["12.50", "0.00", "-0.01", "-1234567890123456.78"]),
        (3, ["1.250", "0.000", "-0.001", "-123456789012345.678"]),
    ],
)
def test_amounts_have_the_places_of_the_currency(places: int, amounts: list[str]) -> None:
    table = written(FRAME, places)
    assert table.schema.field("amount").type == pa.decimal128(19, places)
    assert table["amount"].to_pylist() == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize("amount", [2**63 - 1, -(2**63)])
def test_the_largest_amounts_of_64_bits_keep_their_digits(amount: int) -> None:
    frame = FRAME.iloc[:1].assign(amount=np.array([amount], np.int64))
    assert str(arrow_table(TABLE, frame, 0)["amount"][0].as_py()) == str(amount)


def test_texts_may_come_in_every_form_that_frames_have() -> None:
    texts = ["a", "", "b", "a"]
    dictionary = pd.Series(pd.arrays.ArrowExtensionArray(pa.array(texts).dictionary_encode()))
    forms = [pd.Series(pd.Categorical(texts)), pd.Series(texts, dtype=object), dictionary]
    for form in forms:
        assert written(FRAME.assign(name=form))["name"].to_pylist() == ["a", None, "b", "a"]


def test_no_rows_have_the_same_types() -> None:
    assert written(FRAME.iloc[:0]).schema.equals(written(FRAME).schema)
    assert written(FRAME.iloc[:0]).num_rows == 0


def test_only_empty_cells() -> None:
    empty = FRAME.assign(name="", quantity="", count=-1, date=NO_DAY, arrival=NO_DAY)
    assert all(
        written(empty)[name].null_count == len(FRAME) for name in ("name", "quantity", "count", "date", "arrival")
    )


def test_the_same_rows_are_the_same_bytes() -> None:
    assert parquet_bytes(TABLE, FRAME, 2).to_pybytes() == parquet_bytes(TABLE, FRAME.copy(), 2).to_pybytes()


def test_the_tables_of_the_program_leave_out_the_columns_that_the_month_lacks() -> None:
    names = [column.name for column in ADJUSTMENTS.columns if not column.optional]
    texts = {column.name for column in ADJUSTMENTS.columns if column.kind == "text"}
    frame = pd.DataFrame({name: pd.Series([], dtype="str" if name in texts else "int64") for name in names})
    assert arrow_table(ADJUSTMENTS, frame, 2).column_names == names
