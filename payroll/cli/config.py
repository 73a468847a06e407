"""``payroll.toml``: what the commands are to take where an option is not given.

It is looked for in the current folder and the folders above it. Nothing here is slow to load, since the language
of the help texts may stand in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from payroll.language import LANGUAGES, Language, Text
from payroll.places import is_url
from payroll.toml_fault import toml_fault

NAME = "payroll.toml"

Kind = Literal["folder", "place", "name", "language", "codes", "switch"]
"""What a value is: a folder, a path or URL, a text, ``zh`` or ``en``, a list of codes, true or false."""
KEYS: Mapping[str, Kind] = {
    "data": "folder",
    "policies": "folder",
    "out": "folder",
    "db": "place",
    "evidence": "place",
    "by": "name",
    "lang": "language",
    "accept": "codes",
    "workbook": "switch",
    "page": "switch",
    "check_law": "switch",
}
"""The keys that may stand in the file: each is the option of the same name."""
USUAL: Mapping[str, str] = {"data": "data", "policies": "policies", "out": "out", "db": "payroll.db"}
"""What is meant where neither an option nor the file names a place; beside the file, if there is one."""


class Named(NamedTuple):
    """Who is at work, and where the name comes from, which the book records."""

    name: str
    source: Literal["option", "configuration"]


Value: TypeAlias = str | bool | list[str] | Named


@dataclass(frozen=True, slots=True)
class Configuration:
    """A file that was read: where it is, and its values by key, paths joined to the file's folder."""

    file: Path
    values: Mapping[str, Value]


class ConfigurationError(Exception):
    """A file that cannot be gone by; ``text`` says where, what was found and what to write instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class _Form(NamedTuple):
    """What a value has to be, in words, and an example."""

    words: Text
    example: str


_FORMS: Mapping[Kind, _Form] = {
    "folder": _Form(Text.of("the path of a folder"), '"data"'),
    "place": _Form(Text.of("a path or a URL"), '"payroll.db"'),
    "name": _Form(Text.of("a name"), '"Wang Fang"'),
    "language": _Form(Text.of("zh or en"), '"zh"'),
    "codes": _Form(Text.of("a list of error codes"), '["NAME-DIFFERS"]'),
    "switch": _Form(Text.of("true or false, without quotes"), "true"),
}


def current_folder() -> Path:
    """Return the folder in which the command is given; a relative one if it was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def find_configuration(start: Path) -> Path | None:
    """Return the nearest ``payroll.toml`` in ``start`` or a folder above it, None if there is none."""
    return next((folder / NAME for folder in (start, *start.parents) if _is_file(folder / NAME)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder above that nobody may look into
        return False


def read_configuration(file: Path, current: Path) -> Configuration:
    """Return what a file says, for a command that is given in the folder ``current``.

    Paths are relative to the file; in its own folder they stay as they are written. Places that it does not name
    are the usual ones, beside it. Raises ``ConfigurationError`` for a file that cannot be read, is no TOML, or
    has an unknown key or a value of another type.
    """
    text = _text(file)
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(_no_toml(file, text, str(error))) from error
    for key, value in said.items():
        _check(file, text, key, value)
    base = Path() if file.parent == current else file.parent
    values = {key: _placed(base, key, value) for key, value in {**USUAL, **said}.items()}
    return Configuration(file, values)


def configured_language(start: Path) -> Language | None:
    """Return the language that the nearest file asks for; a file in error is told of elsewhere."""
    file = find_configuration(start)
    if file is None:
        return None
    try:
        language = read_configuration(file, start).values.get("lang")
    except ConfigurationError:
        return None
    return next((each for each in LANGUAGES if each == language), None)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            Text.of("{file} is not in UTF-8: save it again in Notepad with the encoding UTF-8", file=file)
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(Text.of("{file} cannot be read: {reason}", file=file, reason=reason)) from error


def _no_toml(file: Path, text: str, reason: str) -> Text:
    fault = toml_fault(text, reason)
    if fault.repeated:
        return Text.of(
            "{file}:{line}: a key is written twice: {words}. Keep one of them",
            file=file,
            line=fault.row,
            words=fault.words,
        )
    return Text.of(
        "{file}:{line} is not TOML ({words}). Write key = value on each line, texts in quotation marks, paths with / "
        "or in single quotation marks, such as data = 'D:\\payroll\\data'",
        file=file,
        line=fault.row,
        words=fault.words,
    )


def _check(file: Path, text: str, key: str, value: object) -> None:
    """Raise ``ConfigurationError`` for an unknown key or a value that is not what the key takes."""
    place = f"{file}:{_line_of(text, key)}"
    kind = KEYS.get(key)
    if kind is None:
        close = get_close_matches(key, KEYS, n=1)
        known = ", ".join(KEYS)
        guess = Text.of("; is it {close}?", close=close[0]) if close else Text.of(".")
        raise ConfigurationError(
            Text.of(
                "{place}: no such key «{key}»{guess} There are: {known}", place=place, key=key, guess=guess, known=known
            )
        )
    if not _is(kind, value):
        import json

        form, found = _FORMS[kind], json.dumps(value, ensure_ascii=False, default=str)
        raise ConfigurationError(
            Text.of(
                "{place}: {key} must be {words}, found {found}; write it as {key} = {example}",
                place=place,
                key=key,
                words=form.words,
                found=found,
                example=form.example,
            )
        )


def _is(kind: Kind, value: object) -> bool:
    if kind == "switch":
        return isinstance(value, bool)
    if kind == "codes":
        return isinstance(value, list) and all(isinstance(each, str) and each for each in value)
    if kind == "language":
        return value in LANGUAGES
    sqlite = kind == "place" and str(value).startswith("sqlite:")  # its path would not be relative to the file
    return isinstance(value, str) and bool(value.strip()) and not sqlite


def _line_of(text: str, key: str) -> int:
    """Return the line on which a key (or a table of that name) stands."""
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[].=]")
    return next((number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)), 1)


def _placed(base: Path, key: str, value: Value) -> Value:
    """Return a value as the option takes it: a path joined to the file's folder, the rest as it is."""
    if key == "by":
        return Named(str(value), "configuration")
    if KEYS[key] in {"folder", "place"} and not is_url(str(value)):
        return str(base / str(value))
    return value
