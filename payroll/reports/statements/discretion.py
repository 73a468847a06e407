"""No names of others: what a statement says instead where an explanation names somebody else.

An explanation is written for HR. It can name the person who reported an incident, or, in a note that somebody typed,
anybody. It names other employees by their id only where a shift was swapped. The other party of a swap of one's own
may be named: it is known, and it is needed to check the line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from payroll.language import LANGUAGES, Language, Text

SOMEBODY = Text.of("a colleague")
_OWNER: Mapping[Language, str] = {"zh": r"原为 (.+?) 的班", "en": r", was (.+?)'s"}
"""How an explanation names the owner of a shift that was swapped (``payroll/month/rules/occurrence_text.py``)."""
_JOINED = re.compile(r"[A-Za-z0-9_.:/%-]", re.ASCII)
"""Characters that make what stands beside an id or a Latin name part of another word, a date or an amount."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Everybody whom a text may name.

    ``names``         the name of each employee, by id
    ``others``        further names, such as those of people who report incidents
    ``counterparts``  by employee, the ids of those with whom she or he swapped
    """

    names: Mapping[str, str]
    others: Collection[str] = ()
    counterparts: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Discretion:
    """Takes the names of others out of explanations."""

    def __init__(self, colleagues: Colleagues) -> None:
        self._colleagues = colleagues
        said = {*colleagues.names, *colleagues.names.values(), *colleagues.others}
        self._lengths: dict[str, list[int]] = {}
        self._said = {each for each in said if len(each) >= _SHORTEST and not _is_figure(each)}
        for each in self._said:
            lengths = self._lengths.setdefault(each[0], [])
            if len(each) not in lengths:
                lengths.append(len(each))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def told_to(self, employee_id: str, explanation: Text, *, holds_notes: bool) -> Text:
        """Return an explanation without the names of others; ``holds_notes``: it may hold what somebody typed."""
        known = {employee_id, *self._colleagues.counterparts.get(employee_id, ())}
        kept = known | {self._colleagues.names.get(employee_id, "")}
        zh, en = (_owner_hidden(text, language, known) for text, language in zip(explanation, LANGUAGES, strict=True))
        if holds_notes:
            zh, en = self._hidden(zh, kept, SOMEBODY.zh), self._hidden(en, kept, SOMEBODY.en)
        return Text(zh, en)

    def _hidden(self, text: str, kept: Collection[str], somebody: str) -> str:
        """Return the text with every known name in it replaced, but for those that are kept."""
        pieces, begin, at = [], 0, 0
        while at < len(text):
            found = self._name_at(text, at)
            if found and found not in kept:
                pieces += [text[begin:at], somebody]
                begin = at + len(found)
            at += len(found) or 1
        return "".join([*pieces, text[begin:]]) if pieces else text

    def _name_at(self, text: str, at: int) -> str:
        """Return the longest known name that begins at a place, "" for none."""
        for length in self._lengths.get(text[at], ()):
            name = text[at : at + length]
            if name in self._said and not _runs_on(text, at, at + length):
                return name
        return ""


def _is_figure(said: str) -> bool:
    """Tell whether an id looks like a number of minutes or an amount, which it must not replace."""
    return said.isdigit() and len(said) < 4


def _runs_on(text: str, begin: int, end: int) -> bool:
    """Tell whether a name is only a part of a word, a date or an amount; Chinese has no such borders."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    first, last = text[begin], text[end - 1]
    is_part_before = bool(_JOINED.match(first) and _JOINED.match(before))
    ends_there = after in {".", ":"} and not _JOINED.match(text[end + 1 : end + 2])
    return is_part_before or bool(_JOINED.match(last) and _JOINED.match(after) and not ends_there)


def _owner_hidden(text: str, language: Language, known: Collection[str]) -> str:
    """Return the text without the id of the one whose shift it was, unless that person is known."""

    def said(found: re.Match[str]) -> str:
        return found[0] if found[1] in known else found[0].replace(found[1], SOMEBODY.to(language))

    return re.sub(_OWNER[language], said, text)
