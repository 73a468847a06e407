"""The whole rule book of a version: its sections, and the page that is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from payroll.language import Language, Text
from payroll.period import iso_day
from payroll.policy.model import PolicyVersion, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.clauses import describe_clauses
from payroll.policy.sentences.company import describe_company_rules
from payroll.policy.sentences.complaints import describe_complaints
from payroll.policy.sentences.discipline import describe_discipline
from payroll.policy.sentences.employment import describe_leave, describe_part_month, describe_probation
from payroll.policy.sentences.general import describe_calendar, describe_general, describe_punches, describe_shifts
from payroll.policy.sentences.guard import describe_guard
from payroll.policy.sentences.incidents import describe_incidents
from payroll.policy.sentences.objections import describe_objections
from payroll.policy.sentences.occurrences import describe_occurrences
from payroll.policy.sentences.parts import Section
from payroll.policy.sentences.quality import describe_response_times, describe_scorecard, describe_stars
from payroll.policy.sentences.records import describe_records
from payroll.policy.sentences.rewards import describe_commission, describe_full_attendance
from payroll.policy.sentences.swaps import describe_handover, describe_swaps

DESCRIBED: tuple[Callable[[Rules, Example], Iterator[Section]], ...] = (
    describe_general,
    describe_shifts,
    describe_calendar,
    describe_punches,
    describe_occurrences,
    describe_swaps,
    describe_handover,
    describe_complaints,
    describe_probation,
    describe_part_month,
    describe_leave,
    describe_incidents,
    describe_records,
    describe_discipline,
    describe_scorecard,
    describe_stars,
    describe_response_times,
    describe_commission,
    describe_full_attendance,
    describe_guard,
    describe_objections,
    describe_company_rules,
    describe_clauses,
)
"""In the order of the file."""

_PROPOSALS = Text.of("What is proposed is only proposed: a person decides.")
_UNCHECKED = Text.of("These charges have not been checked against any law.")


def rule_book(rules: Rules, example: Example) -> list[Section]:
    """Return the sections of a rule book, with examples for the base wage of ``example``."""
    return [section for describe in DESCRIBED for section in describe(rules, example)]


def published(sections: Iterable[Section]) -> list[tuple[Section, list[Text]]]:
    """Return the sections that say anything to staff, each with its sentences."""
    found = ((section, list(_sentences(section))) for section in sections)
    return [(section, sentences) for section, sentences in found if sentences]


def page(version: PolicyVersion, example: Example, language: Language, *, markdown: bool) -> str:
    """Return the rule book as it is published: plain text, or the same as Markdown."""
    heading, item = ("## ", "- ") if markdown else ("", "  ")
    lines = [("# " if markdown else "") + version.rules.title.to(language), ""]
    since, label = iso_day(version.date), version.label
    lines.append(Text.of("In force from {since}. Version: {label}", since=since, label=label).to(language))
    sections = rule_book(version.rules, example)
    for section, sentences in published(sections):
        lines += ["", heading + section_title(section).to(language)]
        lines += [""] * markdown + [item + sentence.to(language) for sentence in sentences]
    lines += ["", *(text.to(language) for text in _endings(version.rules, sections))]
    return "\n".join(lines) + "\n"


def section_title(section: Section) -> Text:
    """Return the name of a rule with its clause."""
    if not section.clause:
        return section.title
    return Text.of("{title} (clause {clause})", title=section.title, clause=section.clause)


def _sentences(section: Section) -> Iterator[Text]:
    published = [fact.sentence() for fact in section.facts if fact.is_published]
    if published:
        yield from (*section.meaning, *published, *section.notes, *section.examples)


def _endings(rules: Rules, sections: list[Section]) -> Iterator[Text]:
    if any("is proposed" in fact.value.en for section in sections for fact in section.facts):
        yield _PROPOSALS
    if rules.guard is None or not rules.guard.profile:
        yield _UNCHECKED
