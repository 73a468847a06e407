"""All files of a data folder, read: tables as the files hold them, a record of each file, the problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

import pyarrow as pa

from payroll.intake import kinds_clocks, limits
from payroll.intake import kinds_files as kinds
from payroll.intake.ahead import AT_ONCE, BegunFile, begin_file, largest_first
from payroll.intake.delimited import TextFile, open_text, read_text, text_grid
from payroll.intake.found import FoundFile, FoundFiles, find_files
from payroll.intake.grid import Grid, TableRead, empty_table
from payroll.intake.headings import TITLE_ROWS, find_heading
from payroll.intake.html_tables import read_page
from payroll.intake.kinds_mapping import MAPPING_ENCODING, MAPPING_READER
from payroll.intake.mapped import FORMAT, read_mapped
from payroll.intake.mapping import FileMapping
from payroll.intake.midnights import with_midnights
from payroll.intake.raw import RawTable
from payroll.intake.readers import READERS, ClockRead, Reader
from payroll.intake.sniff import FileKind, name_fits, sniff
from payroll.intake.workbook import read_sheets, read_workbook
from payroll.language import Text
from payroll.problems import Problem, ProblemKind, errors
from payroll.record_tables import RECORD_TABLES
from payroll.tables import PUNCHES, TABLES

_UNREADABLE: Mapping[FileKind, ProblemKind] = {
    "old-xls": kinds.XLS_TOO_OLD,
    "encrypted": kinds.FILE_ENCRYPTED,
    "damaged": kinds.FILE_DAMAGED,
    "empty": kinds.FILE_EMPTY,
    "binary": kinds.FILE_KIND,
}
_MAY_BE_A_CLOCKS = frozenset({"old-xls", "encrypted", "damaged"})
"""Of a file whose name tells no table: what may hide punches, and is therefore an error and not only ignored."""
_WHAT_IT_IS: Mapping[FileKind, Text] = {
    "text": Text.of("text (CSV)"),
    "xlsx": Text.of("an xlsx workbook"),
    "xls": Text.of("an xls workbook"),
    "old-xls": Text.of("an xls workbook"),
    "parquet": Text.of("a Parquet file"),
}
_NAMED = tuple(table for table in TABLES if table not in RECORD_TABLES)
"""The tables that a file is told to resemble: those of records have so few columns that many a list does."""
_OF_ANY_LIST = 2
"""A person and a day have a column in many a list."""
_FORMATS: Mapping[FileKind, str] = {"text": "csv", "xlsx": "xlsx", "xls": "xls", "parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of the rows of one table of one file.

    ``table`` is "" for a file that is not read. ``rows`` counts every row with content below the
    headings; it is the number of different rows in the table that was read, plus ``set_aside`` (rows
    that an error keeps out of it), plus ``out_of_scope`` and ``duplicate`` (rows of a clock's export
    without a punch, or with punches that another sheet of the file has too).
    """

    file: str
    sheet: str
    table: str
    format: str
    sha256: str
    rows: int
    set_aside: RawTable
    out_of_scope: int = 0
    duplicate: int = 0


@dataclass(frozen=True, slots=True)
class FilesRead:
    """Everything that was read: name of the table -> its raw tables, in the order of the files' names."""

    tables: Mapping[str, Sequence[RawTable]]
    records: tuple[FileRecord, ...]
    problems: tuple[Problem, ...]
    clocks: Mapping[str, ClockRead]
    """File -> what a clock's reader told of it beside the punches."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What one file gave: the table it is, the format, what was read by name of the table, the problems.

    ``clock`` is what a clock's reader told.
    """

    table: str
    format: str
    reads: Mapping[str, Sequence[TableRead]]
    problems: Sequence[Problem]
    clock: ClockRead | None = None


def read_files(
    folder: Path, readers: Sequence[Reader] = READERS, begun: MutableMapping[Path, BegunFile] | None = None
) -> FilesRead:
    """Read all tables of a data folder. Whatever is wrong with a file is a problem; nothing is raised.

    ``begun`` are files that are being read already; they are taken out of it, so that their bytes can be let go.
    """
    found = find_files(folder, zoned(readers))
    return collected(found, read_each(found.files, readers, begun))


def zoned(readers: Sequence[Reader] = READERS) -> list[str]:
    """Return the names of the readers that ask for a time zone."""
    return [reader.name for reader in readers if reader.read_in_zone is not None]


def read_each(
    files: Sequence[FoundFile],
    readers: Sequence[Reader] = READERS,
    begun: MutableMapping[Path, BegunFile] | None = None,
) -> dict[str, FilesRead]:
    """Read files side by side; return what each gave, by its name."""
    ahead = {} if begun is None else begun
    with ThreadPoolExecutor(AT_ONCE) as threads:
        reading = {
            file.name: threads.submit(read_file, file, readers, ahead.pop(file.path, None))
            for file in largest_first(tuple(files))
        }
    return {name: done.result() for name, done in reading.items()}


def collected(found: FoundFiles, reads: Mapping[str, FilesRead]) -> FilesRead:
    """Return everything that the files of a folder gave, in the order of their names; mappings' own files at last."""
    read = _collected([reads[file.name] for file in found.files], found.problems)
    return replace(read, records=(*read.records, *(record for file in found.mappings for record in _as_mapping(file))))


def read_file(file: FoundFile, readers: Sequence[Reader] = READERS, begun: BegunFile | None = None) -> FilesRead:
    """Read one file, which may be ``begun`` already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        try:
            size = file.path.stat().st_size
            if size > limits.FILE_BYTES:
                return FilesRead({}, (), (limits.file_too_big(file.name, size, limits.FILE_BYTES),), {})
            reading = begun or begin_file(file.path, pool)
            data = pa.py_buffer(reading.data.result())
        except OSError as error:
            problem = Problem(kinds.FILE_UNREADABLE, file.name, value=str(error.strerror or error))
            return FilesRead({}, (), (problem,), {})
        content = _content(file, data, readers)
        sha256 = reading.sha256.result()
    records = [
        FileRecord(
            file.name,
            read.raw.sheet,
            table,
            content.format,
            sha256,
            len(read),
            read.set_aside,
            read.out_of_scope,
            read.duplicate,
        )
        for table, reads in content.reads.items()
        for read in reads
    ]
    if not records:
        empty = empty_table(file.name, "", content.format)
        records = [FileRecord(file.name, "", content.table, content.format, sha256, 0, empty)]
    tables = {table: [read.raw for read in reads] for table, reads in content.reads.items() if reads}
    clocks = {file.name: content.clock} if content.clock is not None else {}
    return FilesRead(tables, tuple(records), tuple(content.problems), clocks)


def _as_mapping(file: FoundFile) -> list[FileRecord]:
    """Return the record of a mapping's own file; one that cannot be read is a problem already."""
    try:
        sha256 = hashlib.sha256(file.path.read_bytes()).hexdigest()
    except OSError:
        return []
    return [FileRecord(file.name, "", "", FORMAT, sha256, 0, empty_table(file.name, "", FORMAT))]


def _collected(reads: Iterable[FilesRead], problems: Sequence[Problem]) -> FilesRead:
    tables: dict[str, list[RawTable]] = {}
    records: list[FileRecord] = []
    found = list(problems)
    clocks: dict[str, ClockRead] = {}
    for read in reads:
        for name, raw in read.tables.items():
            tables.setdefault(name, []).extend(raw)
        records += read.records
        found += read.problems
        clocks.update(read.clocks)
    return FilesRead(tables, tuple(records), tuple(found), clocks)


def _content(file: FoundFile, data: pa.Buffer, readers: Sequence[Reader]) -> _Content:
    kind = sniff(memoryview(data))
    possible = [reader for reader in readers if file.table is None or file.table.name in reader.tables]
    if file.mapping is not None:
        return _mapped(file, data, kind, file.mapping, readers)
    if kind == "text":
        content = _of_text(file, data, possible)
    elif kind in {"xlsx", "xls"}:
        content = _of_workbook(file, bytes(data), kind, possible)
    elif kind == "html":
        content = _of_page(file, data, possible)
    elif kind == "parquet" and file.table is not None:
        from payroll.intake.columnar import read_parquet

        read, problems = read_parquet(file.name, data, file.table)
        content = _Content(file.table.name, "parquet", {file.table.name: [read]}, problems)
    elif kind == "old-xls":
        content = _of_old_workbook(file, bytes(data), possible)
    elif kind == "binary" and "attlog" in file.path.name.lower():
        content = _unread(file, kind, [Problem(kinds_clocks.CLOCK_BINARY, file.name)])
    elif file.table is not None or kind in _MAY_BE_A_CLOCKS:
        content = _unread(file, kind, [Problem(_UNREADABLE[kind], file.name)])
    else:
        content = _unread(file, kind, [Problem(kinds.FILE_IGNORED, file.name)])
    if content.reads and not name_fits(file.name, kind):
        details = {"found": _WHAT_IT_IS[kind]}
        warning = Problem(kinds.FILE_NOT_ITS_NAME, file.name, value=file.path.suffix, details=details)
        return _Content(content.table, content.format, content.reads, [warning, *content.problems], content.clock)
    return content


def _mapped(
    file: FoundFile, data: pa.Buffer, kind: FileKind, mapping: FileMapping, readers: Sequence[Reader]
) -> _Content:
    """Return what a file gives by the mapping that the user wrote for it."""
    found: Sequence[Problem] = ()
    if kind in {"xlsx", "xls"}:
        sheets, found = read_sheets(file.name, bytes(data), kind)
    elif mapping.encoding or kind == "text":
        grid = _mapped_grid(file, data, mapping)
        if isinstance(grid, Problem):
            return _unread(file, kind, [grid])
        sheets = [grid]
    else:
        return _unread(file, kind, [Problem(_UNREADABLE.get(kind, kinds.FILE_KIND), file.name)])
    if not sheets and errors(found):
        return _unread(file, kind, found)
    reader = next((each for each in readers if mapping.reader and each.name == mapping.reader), None)
    if reader is not None and reader.read_in_zone is not None:
        if not reader.recognises(sheets):
            return _unread(file, kind, [Problem(MAPPING_READER, file.name, value=reader.name)])
        return _told(file, reader, reader.read_in_zone(file.name, sheets, mapping.zone), found)
    reads, wrong = read_mapped(file.name, sheets, mapping)
    return _Content(mapping.table.name, FORMAT, {mapping.table.name: reads}, [*found, *wrong])


def _mapped_grid(file: FoundFile, data: pa.Buffer, mapping: FileMapping) -> Grid | Problem:
    if mapping.encoding:
        try:
            data = pa.py_buffer(bytes(data).decode(mapping.encoding).lstrip("\ufeff").encode("utf-8"))
        except UnicodeError:
            details = {"mapping": mapping.file}
            return Problem(MAPPING_ENCODING, file.name, value=mapping.encoding, details=details)
    source = open_text(file.name, data, None)
    if isinstance(source, Problem):
        return source
    return text_grid(replace(source, separator=mapping.separator) if mapping.separator else source)


def _of_text(file: FoundFile, data: pa.Buffer, readers: Sequence[Reader]) -> _Content:
    source = open_text(file.name, data, file.table)
    if isinstance(source, Problem):
        ignored = file.table is None and source.kind is kinds.FILE_EMPTY
        return _unread(file, "text", [Problem(kinds.FILE_IGNORED, file.name) if ignored else source])
    reader = _reader_of(file, [source.grid_of_head()], readers)
    if isinstance(reader, Problem):
        return _unread(file, "text", [reader])
    if reader is not None:
        return _of_clocks_text(file, source, reader)
    if file.table is None:
        return _unread(file, "text", [_of_no_table(file, [source.grid_of_head()])])
    read, problems = read_text(source, file.table)
    return _Content(file.table.name, "csv", {file.table.name: [read]}, [*source.warnings, *problems])


def _of_no_table(file: FoundFile, sheets: Sequence[Grid]) -> Problem:
    """Return the warning of a file whose name tells no table: by its headings it may be one all the same."""
    fitting = [
        (len(heading.columns), table)
        for grid in sheets
        for table in _NAMED
        if (heading := find_heading(table, grid.rows[:TITLE_ROWS])) is not None
        if not heading.missing and not heading.matrix and (table is PUNCHES or len(heading.columns) > _OF_ANY_LIST)
    ]
    if not fitting:
        return Problem(kinds.FILE_IGNORED, file.name)
    _, table = max(fitting, key=itemgetter(0))
    return Problem(kinds.FILE_WITHOUT_NAME, file.name, details={"table": Text(table.zh, table.name)})


def _of_page(file: FoundFile, data: pa.Buffer, readers: Sequence[Reader]) -> _Content:
    """Return what a web page gives: only the exports of clocks are read, which some of them call xls."""
    page = read_page(file.name, data)
    if isinstance(page, Problem):
        return _unread(file, "html", [page])
    grid, warnings = page
    reader = _reader_of(file, [grid], readers) if grid.rows else None
    if reader is None or isinstance(reader, Problem):
        return _unread(file, "html", [reader or Problem(kinds.FILE_HTML, file.name)])
    return _of_clock(file, [grid], reader, warnings)


def _of_workbook(file: FoundFile, data: bytes, kind: FileKind, readers: Sequence[Reader]) -> _Content:
    sheets, problems = read_sheets(file.name, data, kind)
    if not sheets and any(problem.severity == "error" for problem in problems):
        return _unread(file, kind, problems)
    reader = _reader_of(file, sheets, readers)
    if isinstance(reader, Problem):
        return _unread(file, kind, [reader])
    if reader is not None:
        return _of_clock(file, sheets, reader, problems)
    if file.table is None:
        return _unread(file, kind, [_of_no_table(file, sheets)])
    if kind == "xlsx":
        sheets = [with_midnights(sheet, file.table, data) for sheet in sheets]
    reads, found = read_workbook(file.name, _FORMATS[kind], sheets, file.table)
    return _Content(file.table.name, _FORMATS[kind], {file.table.name: reads}, [*problems, *found])


def _of_old_workbook(file: FoundFile, data: bytes, readers: Sequence[Reader]) -> _Content:
    """Read a workbook of before Excel 97, which only clocks still write; any other is refused."""
    from payroll.intake.old_workbook import read_old_sheets

    sheets = read_old_sheets(file.name, data)
    if isinstance(sheets, Problem):
        return _unread(file, "old-xls", [sheets])
    reader = _reader_of(file, sheets, readers)
    if isinstance(reader, Reader):
        return _of_clock(file, sheets, reader, [])
    return _unread(file, "old-xls", [reader or Problem(kinds.XLS_TOO_OLD, file.name)])


def _of_clock(file: FoundFile, sheets: Sequence[Grid], reader: Reader, problems: Sequence[Problem]) -> _Content:
    return _told(file, reader, reader.read(file.name, sheets), problems)


def _of_clocks_text(file: FoundFile, source: TextFile, reader: Reader) -> _Content:
    if reader.read_text is not None and (clock := reader.read_text(source)) is not None:
        return _told(file, reader, clock, source.warnings)
    grid = text_grid(source)
    if isinstance(grid, Problem):
        return _unread(file, "text", [grid])
    return _of_clock(file, [grid], reader, source.warnings)


def _told(file: FoundFile, reader: Reader, clock: ClockRead, problems: Sequence[Problem]) -> _Content:
    table = file.table.name if file.table is not None else next(iter(reader.tables), "")
    return _Content(table, reader.name, clock.tables, [*problems, *clock.problems], clock)


def _reader_of(file: FoundFile, sheets: Sequence[Grid], readers: Sequence[Reader]) -> Reader | Problem | None:
    """Return the one reader that recognises the sheets, the problem of two that do, or None."""
    claims = [reader for reader in readers if reader.recognises(sheets)]
    if len(claims) > 1:
        return Problem(kinds_clocks.READERS_TWO, file.name, value=", ".join(reader.name for reader in claims))
    return claims[0] if claims else None


def _unread(file: FoundFile, kind: FileKind, problems: Sequence[Problem]) -> _Content:
    table = file.table.name if file.table is not None else ""
    return _Content(table, _FORMATS.get(kind, ""), {}, problems)
