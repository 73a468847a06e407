"""A table as a file holds it, before any cell is understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_FILE_FORMATS = frozenset({"csv", "xlsx", "xls", "parquet", ""})


def is_of_clock(format_name: str) -> bool:
    """Tell whether it is the format of a clock's export."""
    return format_name not in _FILE_FORMATS


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of one file (or one sheet of it).

    ``file``     the name within the data folder, with ``/`` between folders
    ``sheet``    the sheet's name where the file has several that are read, else ""
    ``format``   ``csv``, ``xlsx``, ``xls``, ``parquet`` or the name of a clock's reader
    ``columns``  name of the column (the contract's; in a rota matrix the heading as written) -> cells,
                 all of one length. Text (``string`` or ``dictionary<int32, string>``) from CSV and
                 workbooks, a blank cell is null or "";
                 from Parquet also integers, floats, decimals, dates and timestamps as stored.
                 A number typed into a workbook cell is its shortest plain decimal (7.0 -> ``7``), a
                 date ``2026-10-08``, a timestamp ``2026-10-08 08:42:10``, a time ``08:30``.
    ``rows``     int32, the row of each record as Excel counts (the first row of a file is 1)
    ``headings`` name of the column -> heading as the file writes it, for messages
    ``title``    the name of the sheet, also where it is the only one that is read
    ``fields``   of rows that reading set aside, where their columns may not be what the headings say: all
                 fields of each row
    """

    file: str
    sheet: str
    format: str
    columns: Mapping[str, pa.ChunkedArray]
    rows: npt.NDArray[np.int32]
    headings: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    fields: Sequence[Sequence[str]] = ()

    @property
    def is_of_clock(self) -> bool:
        """Whether a reader of a clock's export made it, with that clock's ids of people."""
        return is_of_clock(self.format)

    def texts(self, column: str) -> dict[int, str]:
        """Return what stands in a column as text, by row; nothing for a column that is not there."""
        cells = self.columns.get(column)
        texts = [] if cells is None else [str(cell) for cell in cells.to_pylist()]
        return dict(zip(self.rows.tolist(), texts, strict=False))

    def __len__(self) -> int:
        return len(self.rows)
