"""What has changed between two versions, in the words of the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from payroll.language import EMPTY, Language, Text, same
from payroll.policy.model import Rules
from payroll.policy.pricing import example_of
from payroll.policy.sentences.book import DESCRIBED, section_title
from payroll.policy.sentences.parts import Fact, Section
from payroll.policy.words import NONE


@dataclass(frozen=True, slots=True)
class Change:
    """A point that changed: its key, what it is about, and what held before and holds now; ``None``: nothing."""

    key: str
    topic: Text
    before: Text | None
    after: Text | None

    def line(self) -> Text:
        """Return the change as a line: ``late from the third time on: 5 % → 3 % of the base wage``."""
        if self.before is None:
            return Text.of("new: {topic}: {after}", topic=self.topic, after=_or_none(self.after))
        if self.after is None:
            return Text.of("gone: {topic}: {before}", topic=self.topic, before=self.before)
        return Text.of("{topic}: {before} → {after}", topic=self.topic, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A rule in which something changed; ``fate`` says that the whole rule is new or gone."""

    title: Text
    fate: Text
    changes: tuple[Change, ...]


_NEW, _GONE, _KEPT = Text.of(" (new)"), Text.of(" (gone)"), EMPTY


def compare(old: Rules, new: Rules) -> list[ChangedSection]:
    """Return the rules in which something changed, in the order of the file; none if both say the same."""
    found = []
    for describe in DESCRIBED:
        before = {section.key: section for section in describe(old, example_of(old))}
        after = {section.key: section for section in describe(new, example_of(new))}
        for key in dict.fromkeys((*before, *after)):
            section = _compared(before.get(key), after.get(key))
            if section.changes:
                found.append(section)
    others = tuple(_others(old, new, {change.key for section in found for change in section.changes}))
    return [*found, ChangedSection(Text.of("Others"), _KEPT, others)] if others else found


def _compared(before: Section | None, after: Section | None) -> ChangedSection:
    shown = after or before
    assert shown is not None
    old, new = _facts(before, after), _facts(after, before)
    changes = []
    for key in _in_order(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or was.value != now.value:
            told = now or was
            assert told is not None
            changes.append(Change(key, told.topic, was.value if was else None, now.value if now else None))
    fate = _NEW if before is None else _GONE if after is None else _KEPT
    whole = {change.key for change in changes if change.before is None or change.after is None}
    kept = (change for change in changes if change.key.rpartition(".")[0] not in whole)
    return ChangedSection(section_title(shown), fate, tuple(kept))


def _facts(section: Section | None, other: Section | None) -> dict[str, Fact]:
    """Return the points of a section by their keys; its clause too, unless the whole rule is new or gone."""
    if section is None:
        return {}
    key, facts = f"{section.key}.clause", {fact.key: fact for fact in section.facts}
    clause = same(section.clause) if section.clause else NONE
    return ({key: Fact(key, Text.of("Clause"), clause)} if other else {}) | facts


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """Return the keys of both: each that is gone stands after the one that it stood after."""
    keys = list(new)
    for position, key in enumerate(old):
        if key not in keys:
            keys.insert(keys.index(old[position - 1]) + 1 if position else 0, key)
    return keys


def _others(old: Rules, new: Rules, told: set[str]) -> Iterator[Change]:
    """Yield tables that differ and of which no word tells: a difference is never passed over."""
    for field in fields(Rules):
        was, now = getattr(old, field.name), getattr(new, field.name)
        named = any(key.partition(".")[0] == field.name or key == f"policy.{field.name}" for key in told)
        if was != now and not named:
            topic, words = same(f"[{field.name}]"), Text.of("see the file")
            before = Text.of("as it was") if was and now else words
            yield Change(field.name, topic, before if was else None, words if now else None)


def lines(sections: list[ChangedSection], language: Language) -> Iterator[str]:
    """Yield the changes as lines of text, each with its key."""
    for section in sections:
        yield section.title.to(language) + section.fate.to(language)
        for change in section.changes:
            yield f"  {change.line().to(language)}  [{change.key}]"


def _or_none(value: Text | None) -> Text:
    return value or NONE
