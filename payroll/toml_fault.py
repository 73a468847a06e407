"""What is wrong with a TOML file that cannot be read, for people who write one in Chinese: the parser says little."""

from __future__ import annotations

import re
from typing import NamedTuple

from payroll.language import Text, same

_WRITTEN_OUT = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
"""The parts of a line in which anything may stand: texts and remarks."""
_NOT_PLAIN = re.compile(r"[\w-]*[^\x00-\x7f][\w-]*")
_QUOTES = "“”‘’＂＇「」"
_SIGNS = "＝：，［］｛｝＃。、【】"
_REPEATED = re.compile(r"twice|overwrite|immutable|[Dd]uplicate")


class TomlFault(NamedTuple):
    """Where a file is wrong (``row`` 0: it is empty), whether something stands twice in it, and what is wrong."""

    row: int
    repeated: bool
    words: Text


def toml_fault(text: str, said: str) -> TomlFault:
    """Return what is wrong with ``text``, of which the parser said ``said``."""
    place = re.search(r"\(at line ([0-9]+), column [0-9]+\)", said)
    lines = text.splitlines()
    row = int(place[1]) if place else len(lines)
    line = lines[row - 1].strip() if 0 < row <= len(lines) else ""
    if _REPEATED.search(said):
        return TomlFault(row, True, Text.of("«{line}» was written before", line=line))
    return TomlFault(row, False, _not_plain(line) or same(re.sub(r" \(at .*\)$", "", said)))


def _not_plain(line: str) -> Text | None:
    """Return which signs of a line are not those of TOML, None if all are."""
    found = _WRITTEN_OUT.sub("", line)
    if quotes := _those(_QUOTES, found):
        return Text.of("quotation marks are to be plain ones, \" or ', not {signs}", signs=quotes)
    if signs := _those(_SIGNS, found):
        return Text.of("write = : , [ ] {{ }} # as plain signs, not {signs}", signs=signs)
    if _NOT_PLAIN.search(found):
        quoted = "".join(
            part if _WRITTEN_OUT.fullmatch(part) else _NOT_PLAIN.sub(r'"\g<0>"', part)
            for part in re.split(f"({_WRITTEN_OUT.pattern})", line)
        )
        return Text.of("words with other letters than a to z stand in quotation marks: {example}", example=quoted)
    return None


def _those(signs: str, found: str) -> str:
    return " ".join(dict.fromkeys(sign for sign in found if sign in signs))
