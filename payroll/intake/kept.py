"""A table as a file held it, kept as Parquet: nothing of it is lost, and the same table has the same bytes.

The Parquet columns are ``row``, then the table's columns, then ``fields`` where it has them; the other
properties stand as JSON in the file's metadata under ``payroll``. Snappy and one large group of rows
took the least time for millions of punches; texts that are mostly different get no dictionary.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from payroll.intake.raw import RawTable

_KEY = b"payroll"
_GROUP_ROWS = 1 << 23
_DICTIONARY_BYTES = 1 << 27
"""Above this size the ids of a column would be written out row by row, which is slow."""
_FIELDS = pa.list_(pa.string())
_AS_BYTES = pa.list_(pa.binary())


@dataclass(frozen=True, slots=True)
class _Properties:
    """What the metadata of the Parquet hold: what is no column, and the columns' true names, in order."""

    file: str
    sheet: str
    format: str
    title: str
    headings: Mapping[str, str]
    columns: Sequence[str]


def to_parquet(raw: RawTable) -> pa.Buffer:
    """Return a table as the bytes of a Parquet file.

    ``raw.fields`` must be empty or have one entry for each row (else ``pyarrow.ArrowInvalid``).
    """
    columns = [pa.chunked_array([pa.array(raw.rows, pa.int32())]), *raw.columns.values()]
    names = _distinct(["row", *raw.columns, *(["fields"] if raw.fields else [])])
    if raw.fields:
        columns.append(pa.chunked_array([_encoded_fields(raw.fields)]))
    properties = {
        "file": raw.file,
        "sheet": raw.sheet,
        "format": raw.format,
        "title": raw.title,
        "headings": dict(raw.headings),
        "columns": list(raw.columns),
    }
    table = pa.table(columns, names=names).replace_schema_metadata(
        {_KEY: _to_bytes(json.dumps(properties, ensure_ascii=False))}
    )
    repeating = [name for name, column in zip(names, columns, strict=True) if pa.types.is_dictionary(column.type)]
    sink = pa.BufferOutputStream()
    parquet.write_table(
        table,
        sink,
        compression="snappy",
        use_dictionary=repeating,
        column_encoding={names[0]: "DELTA_BINARY_PACKED"},
        dictionary_pagesize_limit=_DICTIONARY_BYTES,
        row_group_size=_GROUP_ROWS,
        write_statistics=False,
    )
    return sink.getvalue()


def from_parquet(data: bytes | pa.Buffer) -> RawTable:
    """Return the table that ``to_parquet`` made ``data`` of. Raises ``ValueError`` for anything else."""
    try:
        stored = parquet.ParquetFile(pa.BufferReader(data))
        metadata = stored.metadata.metadata or {}
        properties = _Properties(**json.loads(_to_text(metadata[_KEY])))
        found = _as_written(stored.read(), metadata)
    except (pa.ArrowException, OSError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
    width = 1 + len(properties.columns)
    return RawTable(
        file=properties.file,
        sheet=properties.sheet,
        format=properties.format,
        columns=dict(zip(properties.columns, found[1:width], strict=True)),
        rows=found[0].to_numpy(),
        headings=properties.headings,
        title=properties.title,
        fields=_decoded_fields(found[width]) if len(found) > width else (),
    )


def _distinct(names: Iterable[str]) -> list[str]:
    r"""Return names that Parquet can hold, each once: a surrogate is written ``\udcff``, a second ``row`` ``row'``."""
    used: dict[str, None] = {}
    for name in names:
        shown = name.encode("utf-8", "backslashreplace").decode()
        while shown in used:
            shown += "'"
        used[shown] = None
    return list(used)


def _as_written(table: pa.Table, metadata: Mapping[bytes, bytes]) -> list[pa.ChunkedArray]:
    """Return the columns with their types: Parquet has no seconds, and hands them back as milliseconds."""
    schema = pa.ipc.read_schema(pa.BufferReader(base64.b64decode(metadata[b"ARROW:schema"])))
    return [
        column if column.type == written.type else column.cast(written.type)
        for column, written in zip(table.columns, schema, strict=True)
    ]


def _encoded_fields(fields: Sequence[Sequence[str]]) -> pa.Array:
    cells = pa.array([[_to_bytes(cell) for cell in row] for row in fields], _AS_BYTES)
    return pc.cast(cells, options=pc.CastOptions(_FIELDS, allow_invalid_utf8=True))


def _decoded_fields(cells: pa.ChunkedArray) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_to_text, row)) for row in cells.cast(_AS_BYTES).to_pylist())


def _to_bytes(text: str) -> bytes:
    """Return a text as UTF-8; the odd bytes of a file name, which Python keeps as surrogates, do not stop it."""
    return text.encode("utf-8", "surrogatepass")


def _to_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
