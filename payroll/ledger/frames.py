"""The lines and the adjustments of a month as objects of the evidence store: the same rows have the same bytes.

An object is Parquet in groups of ``GROUP_ROWS`` rows, so that it is written and read in the memory of one group,
whatever the frames were cut into. Texts are plain strings and numbers int64, whatever types the frames had; which
texts get a dictionary is said by their names. Nothing in it names pandas.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from payroll.language import Text, same
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.net import LEDGER_COLUMNS

GROUP_ROWS = 1 << 16
"""How many rows a group has; the last one may have fewer."""

_NUMBERS = frozenset({"date", "occurrence", "amount"})
_TEXTS = frozenset(LEDGER_COLUMNS) - _NUMBERS | {"actions"}
_REPEATING = frozenset(
    {
        *("period", "store", "date", "rule", "clause", "occurrence", "quantity", "currency", "action", "kind"),
        *("corrects", "policy", "actions"),
    }
)
"""The columns in which the same values come again and again."""


def keep_frames(frames: Iterable[pd.DataFrame], store: EvidenceStore) -> str:
    """Keep the rows of the frames, one frame after the other, as one object, and return its SHA-256.

    All frames have the same columns: the texts of ``LEDGER_COLUMNS`` and ``actions``, of any type that holds texts,
    and for the rest whole numbers. How the rows are cut into frames does not matter to the object, nor do frames
    without rows. Raises ``EvidenceError`` if it cannot be kept, ``ValueError`` for frames of different columns, no
    frame at all, or what is no text or whole number.
    """
    given = iter(frames)
    first = next(given, None)
    if first is None:
        raise ValueError("no frame, so no columns")
    schema = pa.schema([(name, pa.string() if name in _TEXTS else pa.int64()) for name in first.columns])
    with _telling():
        temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with temporary as folder:
        path = Path(folder, "rows.parquet")
        _write(_groups(chain([first], given), schema), schema, path)
        with _telling():
            return store.put_file(path, "parquet")


def frame_in(content: bytes) -> pd.DataFrame:
    """Return all rows of an object, texts as ``str``. Raises ``ValueError`` for anything that is no such object."""
    try:
        return _frame(parquet.ParquetFile(pa.BufferReader(content)).read())
    except (pa.ArrowException, OSError) as error:
        raise ValueError(str(error)) from error


def frames_in(content: bytes, rows: int) -> Iterator[pd.DataFrame]:
    """Yield the rows of an object in frames of at most ``rows``. Raises ``ValueError`` as ``frame_in``."""
    try:
        for batch in parquet.ParquetFile(pa.BufferReader(content), pre_buffer=False).iter_batches(rows):
            yield _frame(pa.table(batch))
    except (pa.ArrowException, OSError) as error:
        raise ValueError(str(error)) from error


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame. Earlier versions of the program kept dictionaries."""
    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    frame: pd.DataFrame = pa.table(plain, names=table.column_names).to_pandas()
    return frame


def _groups(frames: Iterable[pd.DataFrame], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield all rows in tables of ``GROUP_ROWS``, every column in one piece: pages would begin anew with each."""
    waiting: list[pa.Table] = []
    missing = GROUP_ROWS
    for frame in frames:
        table, start = _table(frame, schema), 0
        while start < len(table):
            part = table.slice(start, missing)
            waiting.append(part.cast(schema))
            start, missing = start + len(part), missing - len(part)
            if not missing:
                yield pa.concat_tables(waiting).combine_chunks()
                waiting, missing = [], GROUP_ROWS
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def _table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    if list(frame.columns) != schema.names:
        raise ValueError(f"columns {list(frame.columns)}, expected {schema.names}")
    return pa.table({name: pa.Array.from_pandas(frame[name]) for name in schema.names})


def _write(groups: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    repeating = [name for name in schema.names if name in _REPEATING]
    options = {"compression": "snappy", "use_dictionary": repeating, "write_statistics": False, "store_schema": False}
    with _telling():
        writer = parquet.ParquetWriter(path, schema, **options)
    try:
        for group in groups:  # what is wrong there is not for the temporary folder to tell
            with _telling():
                writer.write_table(group, GROUP_ROWS)
    finally:
        with _telling():
            writer.close()


@contextmanager
def _telling() -> Iterator[None]:
    """Raise ``EvidenceError`` for what goes wrong with the temporary file."""
    try:
        yield
    except OSError as error:
        reason, folder = same(error.strerror or str(error)), tempfile.gettempdir()
        raise EvidenceError(
            Text.of(
                "the lines of the month cannot be laid out in the temporary folder {folder}: {reason}. Correct this "
                "and run the same command again.",
                folder=folder,
                reason=reason,
            )
        ) from error
