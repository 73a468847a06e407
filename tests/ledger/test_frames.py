"""The month's lines and adjustments as objects of the evidence store: the same rows have the same bytes."""

import io
import itertools
import tempfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from payroll.ledger import frames as frames_module
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.frames import frame_in, frames_in, keep_frames

STORES = ("人民路店", "南京路店", "虹桥店")
OLD_OBJECT = (
    "eNqFVM9rE0EUfrvZDqFUCKWz7EIoUZLFQpPspk2oJR5mm8YkjTUGIVYE2aRrWkw3NUndWjx48CJ4ElFP/gHiHyBFe9ODf4Anj3r17K3Oj222Ac"
    "HHzsyb9773vm8fyzZI08KAf0v4lbSIEXURRnEA8J/IdEfSJbrnzFwhba5kTdO0sj1n5HrucJi9oM6lzaWMdbFgQCKXddpD1+u4eiq6nLFWNwCW"
    "ahsQzWcsrOAiLtZZ81mA+SSiHX9+fP7r+M3U9MrxC3qKyFPqUf45rDEhsTMh00khRI7oQNNJfHlC52xJpD81AD7TdUIXzVLGCdh8QsDMP6dTUn"
    "Hny+mEYUW/mwcNDTs77p6Do4BnUrIWdb3R4PG93e0U1FkPHpwajvoD9ywi04iyTScCWKEucvb6B94IVKTH9boBcTyjpxDoYSssq0h9K6snkhGt"
    "xjGTKkNR/SbpSDeADUJU5QHF9ICM17yU1NeS8U42vkoLi3SkrI5uMV6enKiWBSfXxWtr6qbxQw7pFs6jFYEOpHN8W20b7yP/wKvfFRUZUfWZAn"
    "pcmyHN5o3Wqhia9iGSZXbUtQkhN4mwDUJ8YndJmZAuWevymE0B68y51aB4n0P5fZltFX/s2jxToqAV5qxxkN0d44VtseBOu3XFanu0V+UowBOb"
    "d678r56h7Adbt5s9oTisrwYirhFSZTy2T66zezl8P7vMWbhSUh33C5LMrWya7aUa770WQOzgLHFUl5303mH5wNZ5/pDN55DzhfxC/Dn+oMlYRS"
    "jlTitvdrzefacl4HZYehW0xL4zeHjgjtKd/f20Mxj0/cQjdzDc7XuJXCFjZiydfeLjB5IRgAb9W/wFHGDu1g=="
)
"""What ``record`` kept before objects were written in groups of rows: texts with dictionaries, numbers of 32 bits.

Its three lines: of 二店, 一店 and 二店; on days 20,668 to 20,670; of -2000, -15000 and -1.
"""


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(str(tmp_path / "evidence"))


def rows(count: int) -> pd.DataFrame:
    """Return so many lines in the types that a month's own lines have."""
    number = np.arange(count)
    return pd.DataFrame(
        {
            "entry_id": pd.Series([f"2026-10/{each:05d}/lateness/2026-10-06.1" for each in number], dtype="str"),
            "store": pd.Categorical([STORES[each % 3] for each in number], categories=list(STORES)),
            "date": pd.Series(20_732 + number % 31, dtype="int32"),
            "occurrence": pd.Series(number % 4 - 1, dtype="int32"),
            "amount": pd.Series(-100 * number, dtype="int64"),
            "explanation_zh": pd.Series([f"迟到 {each % 40} 分钟" for each in number], dtype="str"),
        }
    )


def cut(frame: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]


def content(store: EvidenceStore, name: str) -> bytes:
    return store.get(name, "parquet")


@pytest.mark.parametrize("group", [64, 1000, 1 << 16])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_cuts_of_the_frames_do_not_matter(
    evidence: EvidenceStore, monkeypatch: pytest.MonkeyPatch, group: int, size: int
) -> None:
    monkeypatch.setattr(frames_module, "GROUP_ROWS", group)
    frame = rows(2500)
    assert keep_frames(cut(frame, size), evidence) == keep_frames([frame], evidence)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cuts=st.lists(st.integers(0, 200), max_size=8))
def test_neither_do_any_other_cuts_nor_frames_without_rows(evidence: EvidenceStore, cuts: list[int]) -> None:
    frame = rows(200)
    edges = [0, *sorted(cuts), 200]
    parts = [frame.iloc[one:other] for one, other in itertools.pairwise(edges)]
    assert keep_frames(parts, evidence) == keep_frames([frame], evidence)


def test_pages_within_a_group_do_not_depend_on_the_cuts_either(evidence: EvidenceStore) -> None:
    # Some 3 MB of explanations, so that the column takes several pages of Parquet, which end after 1 MB.
    frame = rows(4000).assign(explanation_zh=[f"{each:05d} " * 130 for each in range(4000)])
    assert keep_frames(cut(frame, 999), evidence) == keep_frames([frame], evidence)


def types() -> dict[str, Callable[[pd.DataFrame], pd.DataFrame]]:
    """Return other types in which the same rows can come."""
    return {
        "categories that no row has": lambda f: f.assign(store=f["store"].cat.add_categories(["嘉定店"])),
        "categories in another order": lambda f: f.assign(store=f["store"].cat.reorder_categories(STORES[::-1])),
        "more categories": lambda f: f.astype({"explanation_zh": "category", "entry_id": "category"}),
        "no categories": lambda f: f.astype({"store": "str"}),
        "objects": lambda f: f.astype({"store": "object", "entry_id": "object"}),
        "numbers of 64 bits": lambda f: f.astype({"date": "int64", "occurrence": "int64"}),
        "numbers of 32 bits": lambda f: f.astype({"amount": "int32"}),
        "numbers as objects": lambda f: f.astype({"amount": "object"}),
        "another index": lambda f: f.set_index(f.index[::-1]),
    }


@pytest.mark.parametrize("other", types().values(), ids=types())
def test_the_types_of_the_frames_do_not_matter(
    evidence: EvidenceStore, other: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    frame = rows(500)
    expected = keep_frames([frame], evidence)
    assert keep_frames([other(frame)], evidence) == expected
    assert keep_frames([frame.iloc[:200], other(frame.iloc[200:350]), frame.iloc[350:]], evidence) == expected


def test_a_value_that_differs_makes_another_object(evidence: EvidenceStore) -> None:
    frame = rows(10)
    other = frame.assign(amount=[*frame["amount"][:9], -901])
    assert keep_frames([frame], evidence) != keep_frames([other], evidence)
    assert keep_frames([frame[::-1]], evidence) != keep_frames([frame], evidence)


def test_a_month_without_lines_is_one_object_whatever_the_types_of_its_empty_frames(evidence: EvidenceStore) -> None:
    typed, bare = rows(0), pd.DataFrame(columns=list(rows(0).columns))
    kept = keep_frames([typed], evidence)
    assert keep_frames([bare, typed, bare], evidence) == kept
    assert keep_frames([bare], evidence) == kept
    found = frame_in(content(evidence, kept))
    assert len(found) == 0
    assert {name: str(kind) for name, kind in found.dtypes.items()} == {
        **dict.fromkeys(["entry_id", "store", "explanation_zh"], "str"),
        **dict.fromkeys(["date", "occurrence", "amount"], "int64"),
    }
    assert list(frames_in(content(evidence, kept), 10)) == []


def test_empty_frames_first_do_not_say_the_types_of_the_rows(evidence: EvidenceStore) -> None:
    frame = rows(3)
    bare = pd.DataFrame(columns=list(frame.columns))
    assert keep_frames([bare, frame, bare], evidence) == keep_frames([frame], evidence)


def test_rows_come_back_whole_and_in_batches(evidence: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames_module, "GROUP_ROWS", 40)
    frame = rows(100)
    kept = content(evidence, keep_frames([frame], evidence))
    wanted = frame.astype({"store": "str", "date": "int64", "occurrence": "int64"})
    pd.testing.assert_frame_equal(frame_in(kept), wanted)
    batches = list(frames_in(kept, 30))
    assert max(map(len, batches)) == 30
    pd.testing.assert_frame_equal(pd.concat(batches, ignore_index=True), wanted)


def test_rows_are_kept_in_groups_and_nothing_names_pandas(
    evidence: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_module, "GROUP_ROWS", 40)
    kept = content(evidence, keep_frames(cut(rows(100), 9), evidence))
    found = parquet.ParquetFile(io.BytesIO(kept)).metadata
    assert [found.row_group(each).num_rows for each in range(found.num_row_groups)] == [40, 40, 20]
    assert found.metadata is None
    assert b"pandas" not in kept


def test_frames_are_asked_for_one_by_one_as_their_groups_are_written(
    evidence: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_module, "GROUP_ROWS", 10)
    write_table = parquet.ParquetWriter.write_table
    given_then_written: list[str] = []

    def noted_frames() -> Iterator[pd.DataFrame]:
        for part in cut(rows(40), 10):
            given_then_written.append("given")
            yield part

    def noted_write(writer: parquet.ParquetWriter, *arguments: object) -> None:
        given_then_written.append("written")
        write_table(writer, *arguments)

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", noted_write)
    keep_frames(noted_frames(), evidence)
    assert given_then_written == ["given", "written"] * 4


def test_an_object_that_an_earlier_version_kept_is_read() -> None:
    old = zlib.decompress(b64decode(OLD_OBJECT))
    found = frame_in(old)
    assert found["entry_id"].tolist() == [
        "2026-08/0001/lateness/2026-08-03.1",
        "2026-08/0002/absence/2026-08-04.1",
        "2026-08/0003/lateness/2026-08-05.1",
    ]
    assert found["store"].tolist() == ["二店", "一店", "二店"]
    assert found["store"].dtype == "str"
    assert found["date"].tolist() == [20_668, 20_669, 20_670]
    assert found["amount"].tolist() == [-2000, -15_000, -1]
    pd.testing.assert_frame_equal(pd.concat(frames_in(old, 2), ignore_index=True), found)


def test_what_is_no_such_object_is_refused() -> None:
    for wrong in (b"", b"no table", zlib.decompress(b64decode(OLD_OBJECT))[:-9]):
        with pytest.raises(ValueError, match=r"."):
            frame_in(wrong)
        with pytest.raises(ValueError, match=r"."):
            list(frames_in(wrong, 10))


def test_frames_of_other_columns_and_no_frame_are_refused(evidence: EvidenceStore) -> None:
    frame = rows(3)
    for wrong in (frame[list(frame.columns[::-1])], frame.drop(columns="amount"), frame.assign(more=1)):
        with pytest.raises(ValueError, match="columns"):
            keep_frames([frame, wrong], evidence)
    with pytest.raises(ValueError, match="no frame"):
        keep_frames([], evidence)
    with pytest.raises(ValueError, match=r"."):
        keep_frames([frame.assign(amount=0.5)], evidence)


def test_nothing_is_kept_if_the_frames_end_with_an_error(evidence: EvidenceStore, tmp_path: Path) -> None:
    def broken() -> Iterator[pd.DataFrame]:
        yield rows(3)
        raise OSError("part 2 is gone")

    with pytest.raises(OSError, match="part 2 is gone"):
        keep_frames(broken(), evidence)
    assert not (tmp_path / "evidence").exists()


def test_a_temporary_folder_that_cannot_be_used_is_named(
    evidence: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = str(tmp_path / "gone")
    monkeypatch.setattr(tempfile, "tempdir", gone)
    with pytest.raises(EvidenceError) as refused:
        keep_frames([rows(3)], evidence)
    assert f"the temporary folder {gone}" in refused.value.text.en
    assert f"临时文件夹 {gone}" in refused.value.text.zh
    assert not (tmp_path / "evidence").exists()
