"""A mapping that the user writes: how a file of a clock that no reader knows becomes a table.

A small TOML file beside the data, ``NAME.mapping.toml``. Declarations and their checks only;
``payroll.intake.mapped`` applies them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from payroll.intake.kinds_mapping import MAPPING_KEY, MAPPING_LACKS, MAPPING_TOML, MAPPING_VALUE
from payroll.language import Text, same
from payroll.problems import Problem
from payroll.table import Column, Table
from payroll.tables import LEAVE, PUNCHES, TABLES
from payroll.toml_fault import toml_fault

EXTENSION = ".mapping.toml"

Place = str | int
"""A column of the file: its heading, or its number from 1."""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How a file becomes a table.

    ``file``        the mapping's own name within the data folder
    ``files``       patterns of the names of the files that it is for (``*`` and ``?``)
    ``reader``      name of a reader that knows the format and only needs ``zone``; "" otherwise
    ``header_row``  the row of the headings as Excel counts, 0 if there are none
    ``sheet``       the sheet that is read, "" for every visible one
    ``columns``     column of the table -> columns of the file, whose cells are joined by a blank
    ``constants``   column of the table -> the same text for every row
    ``formats``     column of the table -> formats of a date or time (``%d/%m/%Y %H:%M``), the first that fits
    ``values``      column of the table -> text of the file -> text of the table
    ``skip``        column of the file -> texts; rows with one of them are out of scope
    ``zone``        the time zone of the file's times, "" for the policy's
    """

    file: str
    files: tuple[str, ...]
    reader: str = ""
    table: Table = PUNCHES
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_row: int = 1
    columns: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    zone: str = ""

    def is_for(self, name: str) -> bool:
        """Tell whether the mapping is for a file, by its name within the data folder or without the folder."""
        short = PurePosixPath(name).name
        return any(fnmatchcase(name, pattern) or fnmatchcase(short, pattern) for pattern in self.files)


def read_mapping(file: str, content: bytes, readers: Sequence[str]) -> FileMapping | list[Problem]:
    """Return the mapping in a TOML file, or everything that is wrong with it.

    ``file`` is its name within the data folder, ``readers`` the names of those that take a zone.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [Problem(MAPPING_TOML, file, details={"reason": same(str(error))})]
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # no TOML, a number or a nesting beyond what Python reads
        fault = toml_fault(text, str(error))
        return [Problem(MAPPING_TOML, file, row=fault.row or None, details={"reason": fault.words})]
    wrong: list[Problem] = []
    table = next((each for each in TABLES if data.get("table", PUNCHES.name) in (each.name, each.zh)), None)
    checks = _checks(table or PUNCHES, readers)
    for key, value in data.items():
        if key not in checks:
            details = {"known": ", ".join(checks)}
            wrong.append(Problem(MAPPING_KEY, file, column=key, value=key, details=details))
            continue
        wrong += [
            Problem(MAPPING_VALUE, file, column=place, value=found, details={"expected": expected})
            for place, found, expected in checks[key](key, value)
        ]
    if not wrong and not data.get("reader"):
        wrong += _lacking(file, data, table or PUNCHES)
    if wrong or table is None:
        return wrong
    return _mapping(file, data, table)


def _mapping(file: str, data: Mapping[str, object], table: Table) -> FileMapping:
    own_name = file.removesuffix(EXTENSION)

    def texts(key: str) -> dict[str, object]:
        found = data.get(key, {})
        return dict(found) if isinstance(found, dict) else {}

    return FileMapping(
        file,
        tuple(map(str, _list(data.get("files", own_name)))),
        str(data.get("reader", "")),
        table,
        str(data.get("encoding", "")),
        str(data.get("separator", "")),
        str(data.get("sheet", "")),
        int(str(data.get("header_row", 1))),
        {
            name: tuple(each for each in _list(value) if isinstance(each, (str, int)))
            for name, value in texts("columns").items()
        },
        {name: str(value) for name, value in texts("constants").items()},
        {name: tuple(map(str, _list(value))) for name, value in texts("formats").items()},
        {
            name: {str(word): str(meant) for word, meant in value.items()}
            for name, value in texts("values").items()
            if isinstance(value, dict)
        },
        {_place(name): frozenset(map(str, _list(value))) for name, value in texts("skip").items()},
        str(data.get("zone", "")),
    )


_DIGITS = 6
"""The number of a column has no more; what is longer is a heading."""


def _place(name: str) -> Place:
    """Return a key as a column: keys of TOML are texts, so a number from 1 there is a number of a column."""
    return int(name) if name.isdecimal() and len(name) <= _DIGITS and int(name) > 0 else name


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _lacking(file: str, data: Mapping[str, object], table: Table) -> list[Problem]:
    given = {name for key in ("columns", "constants") if isinstance(found := data.get(key), dict) for name in found}
    lacking = [
        column.name
        for column in table.columns
        if column.heading_required and column.name not in given and not _may_lack(table, column)
    ]
    if not lacking:
        return []
    details = {"table": Text(table.zh, table.name)}
    return [Problem(MAPPING_LACKS, file, column="columns", value=", ".join(lacking), details=details)]


def _may_lack(table: Table, column: Column) -> bool:
    """Tell whether a column may be missing: an id of a row is then made of the file's name and the row."""
    is_rows_id = column.name in table.key and column.kind == "id" and column.name != "employee_id"
    return is_rows_id or (table is LEAVE and column.name == "requested_at")


# ---------------------------------------------------------------- what a key may hold

_Wrong = list[tuple[str, str, Text]]
"""Key, what was found, what was expected."""
_Test = Callable[[object], bool]
_Check = Callable[[str, object], _Wrong]


def _checks(table: Table, readers: Sequence[str]) -> dict[str, _Check]:
    names = [column.name for column in table.columns]
    tables = ", ".join(each.name for each in TABLES)
    return {
        "files": _texts(Text.of('a file name or pattern such as "kq*.txt"'), _is_text),
        "table": _one(
            Text.of("a table: {tables}", tables=tables), lambda value: any(value in (t.name, t.zh) for t in TABLES)
        ),
        "reader": _one(
            Text.of("a reader that takes a zone: {readers}", readers=", ".join(readers)),
            lambda value: value in readers,
        ),
        "encoding": _one(Text.of('an encoding such as "gb18030"'), _is_encoding),
        "separator": _one(
            Text.of('one character such as ";" or "\\t"'),
            lambda value: isinstance(value, str) and len(value) == 1,
        ),
        "sheet": _one(Text.of("the name of a sheet"), _is_text),
        "header_row": _one(
            Text.of("the row of the headings, 0 for none"),
            lambda value: type(value) is int and 0 <= value <= 1000,
        ),
        "zone": _one(Text.of('a time zone such as "UTC" or "Asia/Shanghai"'), _is_zone),
        "columns": _table(
            names,
            Text.of("a heading, a number of a column from 1, or a list of them"),
            _is_place,
        ),
        "constants": _table(names, Text.of("a text"), _is_text),
        "formats": _table(names, Text.of('a format of dates such as "%d/%m/%Y %H:%M"'), _is_format),
        "values": _table(names, Text.of("a table from texts to texts"), _is_word_table),
        "skip": _table(None, Text.of("a text or a list of texts"), _is_text),
    }


def _shown(value: object) -> str:
    try:
        return repr(value)
    except RecursionError:  # a key such as a.a.a… nests as deep as it is long
        return "…"


def _one(expected: Text, good: _Test) -> _Check:
    return lambda key, value: [] if good(value) else [(key, _shown(value), expected)]


def _texts(expected: Text, good: _Test) -> _Check:
    return lambda key, value: [(key, _shown(each), expected) for each in _list(value) or [value] if not good(each)]


def _table(names: Sequence[str] | None, expected: Text, good: _Test) -> _Check:
    def check(key: str, value: object) -> _Wrong:
        if not isinstance(value, dict):
            return [(key, _shown(value), Text.of("a table: [{key}]", key=key))]
        wrong: _Wrong = []
        for name, content in value.items():
            if names is not None and name not in names:
                columns = ", ".join(names)
                wrong.append((f"{key}.{name}", name, Text.of("a column: {columns}", columns=columns)))
            elif isinstance(content, list) and not content:
                wrong.append((f"{key}.{name}", "[]", expected))
            else:
                wrong += [(f"{key}.{name}", _shown(each), expected) for each in _list(content) if not good(each)]
        return wrong

    return check


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_place(value: object) -> bool:
    return _is_text(value) or (type(value) is int and value >= 1)


def _is_encoding(value: object) -> bool:
    try:
        return isinstance(value, str) and b"8".decode(value, errors="ignore") is not None
    except (LookupError, ValueError):
        return False


def _is_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and ZoneInfo(value) is not None
    except (OSError, ValueError, KeyError):  # a zone that is not found is a KeyError
        return False


_DIRECTIVE = re.compile("%.")
_SOME_MOMENT = datetime(2026, 10, 8, 8, 42, 10)  # noqa: DTZ001 - a clock's own wall time


def _is_format(value: object) -> bool:
    """Tell whether a format can be read back: a day or a time must be in it."""
    if not isinstance(value, str) or "%" not in value:
        return False
    try:
        # Word by word: the C library of Windows writes no Chinese characters where the locale has none.
        datetime.strptime(_DIRECTIVE.sub(lambda word: _SOME_MOMENT.strftime(word[0]), value), value)  # noqa: DTZ007
    except (ValueError, re.error):  # a directive that stands twice
        return False
    return True


def _is_word_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(meant, str) for meant in value.values())
