"""The made months of the benchmarks: a dataset in parts is the month of single files, however it is divided."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks.month_maker import CHUNK, PERIOD, even_sizes, make_dataset, make_month, skewed_sizes
from payroll.problems import errors
from payroll.run import begin, finish, report

EMPLOYEES = 500


def ledger(folder: Path) -> pd.DataFrame:
    """Return the ledger of a made month, without the names and rows of the files that its lines rest on."""
    computed = finish(begin(PERIOD, folder / "data", folder / "policies"))
    assert errors(computed.problems) == []
    return report(computed, "en").ledger.drop(columns="evidence")


@pytest.fixture(scope="module")
def of_single_files(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("single") / "month"
    make_month(folder, EMPLOYEES, "csv")
    return ledger(folder)


@pytest.mark.parametrize(
    ("form", "files", "skewed"), [("csv", 3, False), ("parquet", 1, False), ("parquet", 7, False), ("parquet", 4, True)]
)
def test_a_dataset_in_parts_comes_to_the_ledger_of_the_single_files(
    tmp_path: Path, of_single_files: pd.DataFrame, form: str, files: int, *, skewed: bool
) -> None:
    make_dataset(tmp_path / "month", EMPLOYEES, form, files=files, skewed=skewed)
    names = [f"part-{number:03d}.{form}" for number in range(files)]
    for table in ("employees", "shifts", "punches"):
        assert sorted(path.name for path in (tmp_path / "month" / "data" / table).iterdir()) == names
    pd.testing.assert_frame_equal(ledger(tmp_path / "month"), of_single_files)


def test_a_month_has_lines_of_every_kind_that_it_was_made_for(of_single_files: pd.DataFrame) -> None:
    assert {"lateness", "absence", "complaint"} <= set(of_single_files["rule"].astype("str"))
    assert 2 * EMPLOYEES < len(of_single_files) < 3 * EMPLOYEES


def test_files_are_as_even_as_can_be() -> None:
    assert even_sizes(10, 3) == [3, 3, 4]
    assert even_sizes(50_001, 3) == [16_667, 16_667, 16_667]


def test_of_skewed_files_each_has_half_of_the_employees_that_are_left() -> None:
    assert skewed_sizes(1_000, 5) == [500, 250, 125, 63, 62]
    assert skewed_sizes(3, 8) == [2, 1], "no file is empty"


def test_without_a_number_there_is_a_file_for_each_25000_employees(tmp_path: Path) -> None:
    make_dataset(tmp_path / "exact", CHUNK, "parquet")
    assert rows(tmp_path / "exact", "shifts") == [CHUNK * 26]
    make_dataset(tmp_path / "more", CHUNK + 1, "parquet")
    assert [count // 26 for count in rows(tmp_path / "more", "shifts")] == [12_500, 12_501]


def rows(folder: Path, table: str) -> list[int]:
    return [parquet.read_metadata(path).num_rows for path in sorted((folder / "data" / table).iterdir())]


def test_parquet_holds_times_as_timestamps_days_as_days_and_ids_as_strings(tmp_path: Path) -> None:
    make_dataset(tmp_path / "month", 50, "parquet", files=1)
    punches = parquet.read_schema(tmp_path / "month" / "data" / "punches" / "part-000.parquet")
    shifts = parquet.read_schema(tmp_path / "month" / "data" / "shifts" / "part-000.parquet")
    assert pa.types.is_timestamp(punches.field("time").type)
    assert shifts.field("date").type == pa.date32()
    assert [schema.field("employee_id").type for schema in (punches, shifts)] == [pa.string(), pa.string()]


def test_swaps_are_among_neighbours_across_the_company_and_in_chains_of_three(tmp_path: Path) -> None:
    make_dataset(tmp_path / "month", EMPLOYEES, "parquet", files=5)
    swaps = parquet.read_table(tmp_path / "month" / "data" / "swaps.parquet").to_pandas()
    pairs = list(zip(swaps["requester_id"], swaps["counterpart_id"], strict=True))
    assert len(pairs) == 12, "one for each fifty employees, and two that go on"
    assert ("0000000", "0000001") in pairs
    assert ("0000150", "0000411") in pairs, "half the company further, eleven people on"
    assert ("0000200", "0000201") in pairs
    assert ("0000201", "0000362") in pairs, "the neighbour gives the shift on, a third of the company further"
