"""Tables kept as Parquet come back as they were, whatever is in them."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from payroll.intake.files import read_files
from payroll.intake.kept import from_parquet, to_parquet
from payroll.intake.raw import RawTable

ROOT = Path(__file__).parent.parent
TEXT = st.text(max_size=6)
"""Any text that Arrow can hold."""
ODD_TEXT = st.text(st.characters(categories=None), max_size=6)
"""Any text of Python, surrogates (the odd bytes of file names) included."""
INTEGERS = st.integers(-(2**31), 2**31 - 1)
CELLS: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): TEXT,
    pa.dictionary(pa.int32(), pa.string()): st.sampled_from(["", "0007", "休", " a\n"]),
    pa.large_string(): TEXT,
    pa.int8(): st.integers(-128, 127),
    pa.uint16(): st.integers(0, 2**16 - 1),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.uint64(): st.integers(0, 2**64 - 1),
    pa.float32(): st.floats(width=32, allow_nan=False),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.decimal128(9, 2): st.integers(-999, 999).map(lambda cents: Decimal(cents) / 100),
    pa.date32(): st.dates(),
    pa.timestamp("s"): st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    pa.timestamp("us"): st.datetimes(),
    pa.timestamp("s", "Asia/Shanghai"): INTEGERS,
    pa.timestamp("ns"): INTEGERS,
    pa.time32("s"): st.integers(0, 86_399),
    pa.time64("us"): st.integers(0, 86_399_999_999),
    pa.null(): st.none(),
}


@st.composite
def raw_tables(draw: st.DrawFn) -> RawTable:
    """Return a table of any columns in any number of chunks."""
    size = draw(st.integers(0, 5))
    names = draw(
        st.lists(st.one_of(ODD_TEXT, st.sampled_from(["row", "fields", "a.b", "员工"])), unique=True, max_size=5)
    )
    columns = {}
    for name in names:
        kind = draw(st.sampled_from(list(CELLS)))
        cells = draw(st.lists(st.none() | CELLS[kind], min_size=size, max_size=size))
        cut = draw(st.integers(0, size))
        columns[name] = pa.chunked_array([_array(cells[:cut], kind), _array(cells[cut:], kind)], kind)
    return RawTable(
        file=draw(ODD_TEXT),
        sheet=draw(ODD_TEXT),
        format=draw(TEXT),
        columns=columns,
        rows=np.array(draw(st.lists(INTEGERS, min_size=size, max_size=size)), np.int32),
        headings=draw(st.dictionaries(ODD_TEXT, ODD_TEXT, max_size=3)),
        title=draw(ODD_TEXT),
        fields=draw(st.just([]) | st.lists(st.lists(ODD_TEXT, max_size=3), min_size=size, max_size=size)),
    )


def _array(cells: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(kind):
        return pa.array(cells, kind.value_type).dictionary_encode()
    return pa.array(cells, kind)


def assert_same(found: RawTable, wanted: RawTable) -> None:
    for name in ("file", "sheet", "format", "title"):
        assert getattr(found, name) == getattr(wanted, name), name
    assert list(found.headings.items()) == list(wanted.headings.items())
    assert list(found.columns) == list(wanted.columns)
    for name, column in wanted.columns.items():
        assert found.columns[name].type == column.type, name
        assert _comparable(found.columns[name]) == _comparable(column), name
    assert found.rows.dtype == np.int32
    assert found.rows.tolist() == wanted.rows.tolist()
    assert [list(row) for row in found.fields] == [list(row) for row in wanted.fields]


def _comparable(column: pa.ChunkedArray) -> list[Any]:
    cells: list[Any] = (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_pylist()
    return cells


@settings(deadline=None)
@given(raw_tables())
def test_any_table_comes_back_as_it_was(raw: RawTable) -> None:
    assert_same(from_parquet(to_parquet(raw)), raw)


@settings(deadline=None)
@given(raw_tables())
def test_the_same_table_has_the_same_bytes(raw: RawTable) -> None:
    assert to_parquet(raw) == to_parquet(raw)


def test_a_table_that_came_back_has_the_same_bytes_again() -> None:
    raw = table(employee_id=pa.array(["0007", "0008", None]).dictionary_encode(), time=pa.array(["8:30", "", None]))
    once = to_parquet(raw)
    assert to_parquet(from_parquet(once)) == once


def table(**columns: pa.Array) -> RawTable:
    size = len(next(iter(columns.values()))) if columns else 0
    chunked = {name: pa.chunked_array([column]) for name, column in columns.items()}
    return RawTable("punches.csv", "", "csv", chunked, np.arange(2, 2 + size, dtype=np.int32))


def test_a_table_without_columns_keeps_its_rows() -> None:
    raw = RawTable("punches.csv", "", "csv", {}, np.array([3, 9], np.int32))
    found = from_parquet(to_parquet(raw))
    assert found.rows.tolist() == [3, 9]
    assert found.columns == {}


def test_a_table_without_rows_keeps_its_columns_and_their_types() -> None:
    kind = pa.dictionary(pa.int32(), pa.string())
    found = from_parquet(to_parquet(table(employee_id=pa.array([], kind), date=pa.array([], pa.timestamp("s")))))
    assert {name: column.type for name, column in found.columns.items()} == {
        "employee_id": kind,
        "date": pa.timestamp("s"),
    }
    assert len(found) == 0


def test_an_empty_cell_and_an_empty_text_stay_apart() -> None:
    found = from_parquet(to_parquet(table(shift=pa.array(["", None, "休"]))))
    assert found.columns["shift"].to_pylist() == ["", None, "休"]


def test_the_odd_bytes_of_a_file_name_are_kept() -> None:
    raw = RawTable(
        "打卡-\udcb4\udcf2.csv", "\udcff", "csv", {"\udcff": pa.chunked_array([["x"]])}, np.array([2], np.int32)
    )
    found = from_parquet(to_parquet(raw))
    assert (found.file, found.sheet, list(found.columns)) == ("打卡-\udcb4\udcf2.csv", "\udcff", ["\udcff"])


def test_columns_are_called_in_the_parquet_as_in_the_table_and_the_row_stands_first() -> None:
    stored = parquet.read_table(pa.BufferReader(to_parquet(table(employee_id=pa.array(["0007"])))))
    assert stored.column_names == ["row", "employee_id"]
    assert stored.to_pydict() == {"row": [2], "employee_id": ["0007"]}


def test_more_different_ids_than_fit_into_a_page_stay_a_dictionary() -> None:
    ids = pa.array([f"{number:040d}" for number in range(60_000)])  # 2.4 MB; the usual limit is 1 MB
    found = from_parquet(to_parquet(table(employee_id=ids.dictionary_encode())))
    assert found.columns["employee_id"].type == pa.dictionary(pa.int32(), pa.string())
    assert found.columns["employee_id"].cast(pa.string()).combine_chunks().equals(ids)


@pytest.mark.parametrize("sample", ["office-desk", "shop-desk"])
def test_every_table_of_a_sample_comes_back_as_it_was(sample: str) -> None:
    tables = [raw for raws in read_files(ROOT / "data_samples" / sample / "data").tables.values() for raw in raws]
    assert len(tables) >= 5
    for raw in tables:
        assert_same(from_parquet(to_parquet(raw)), raw)


def test_what_is_no_parquet_is_refused() -> None:
    with pytest.raises(ValueError, match="Parquet"):
        from_parquet(b"employee_id,time\n0007,2026-10-12 08:31\n")


def test_a_parquet_that_holds_no_kept_table_is_refused() -> None:
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({"date": [datetime.date(2026, 10, 8)]}), sink)
    with pytest.raises(ValueError, match="payroll"):
        from_parquet(sink.getvalue())


def test_a_parquet_that_was_cut_short_is_refused() -> None:
    data = to_parquet(table(employee_id=pa.array(["0007"]))).to_pybytes()
    with pytest.raises(ValueError, match="Parquet"):
        from_parquet(data[:-20])
