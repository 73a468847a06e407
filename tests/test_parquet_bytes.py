"""Tables as Parquet: the same rows are the same bytes, however their columns are kept."""

import pandas as pd
import pyarrow as pa

from payroll.reports.columns import LAW
from payroll.reports.parquet_files import parquet_bytes


def test_a_text_that_stands_twice_in_a_dictionary_is_written_once() -> None:
    assert written([0, 1, 2, 3], ["", "cut", "", "refused"]) == written([0, 1, 0, 2], ["", "cut", "refused"])


def written(positions: list[int], texts: list[str]) -> bytes:
    status = pa.DictionaryArray.from_arrays(pa.array(positions, pa.int32()), pa.array(texts))
    columns = {column.name: ["1"] * 4 for column in LAW.columns if column.kind in {"text", "number"}}
    others = {column.name: [1] * 4 for column in LAW.columns if column.name not in columns}
    kept = pd.Series(pd.arrays.ArrowExtensionArray(status))
    frame = pd.DataFrame({**columns, **others}).assign(status=kept)
    return bytes(parquet_bytes(LAW, frame, 2).to_pybytes())
