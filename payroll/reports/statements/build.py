"""A month's report as statements: one for each employee that it has a row for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from payroll.language import COMMA, Text, same
from payroll.local_forms import currency_name, long_date, month_name, short_date, signed, unsigned
from payroll.policy.objection_rule import ObjectionRule
from payroll.reports.columns import ADJUSTMENTS
from payroll.reports.decisions import Decided
from payroll.reports.result import MonthReport
from payroll.reports.statements import words
from payroll.reports.statements.discretion import Colleagues, Discretion
from payroll.reports.statements.formats import presence, times
from payroll.reports.statements.rows import ByPerson, LawRow, LedgerRow, ShiftRow, SwapRow
from payroll.reports.statements.statement import Group, Line, Section, Shift, Statement, Sum
from payroll.reports.words import action_words, decision_word, rule_word

_WITHOUT_NOTES = frozenset(
    {
        *("lateness", "early-departure", "absence", "missing-punch", "swap-quota", "swap-notice", "handover"),
        *("complaint", "probation", "daily-report", "handover-record", "meeting", "response-time"),
        *("commission", "full-attendance", "star", "part-month", "probation-pay", "absence-limit", "guard"),
    }
)
"""Rules whose explanations hold nothing that somebody typed."""
_SUMMED = tuple(
    column for column in ADJUSTMENTS.columns if column.kind == "money" and column.name not in {"base_wage", "total"}
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a statement says beside the month itself.

    ``closed_on``   the day on which the month was closed (day number), None while it is open
    ``issued``      the day on which statements are given out, None where nobody has said it
    ``objections``  how to object, by label of the policy version that somebody is under
    ``colleagues``  whose names do not stand in anybody else's statement
    """

    closed_on: int | None = None
    issued: int | None = None
    objections: Mapping[str, ObjectionRule | None] = field(default_factory=dict)
    colleagues: Colleagues = field(default_factory=lambda: Colleagues({}))


@dataclass(frozen=True, slots=True)
class _Own:
    """The rows of one employee: that of the adjustments, and those of the other tables."""

    person: Mapping[str, Any]
    ledger: Sequence[LedgerRow]
    shifts: Sequence[ShiftRow]
    law: Mapping[str, LawRow]
    swaps: Sequence[SwapRow]

    def told_by_law(self) -> Mapping[str, LawRow]:
        """Return what is told of the law check, by line; of one without an amount only a review by a person."""
        found = ((row, self.law[row.entry_id]) for row in self.ledger if row.entry_id in self.law)
        return {row.entry_id: law for row, law in found if row.amount or law.status == "review"}


def statements(report: MonthReport, occasion: Occasion, wanted: Collection[str] | None = None) -> Iterator[Statement]:
    """Yield the statement of each employee of ``report.adjustments`` in its order, or only of the ``wanted`` ids."""
    people = report.adjustments
    if wanted is not None:
        people = people[people["employee_id"].isin(list(wanted))]
    reviews = {each.entry_id: each for each in report.decided if each.matter == "review"}
    writer = _Writer(report, occasion, Discretion(occasion.colleagues), reviews)
    for own in _each(report, people):
        yield writer.statement(own)


def _each(report: MonthReport, people: pd.DataFrame) -> Iterator[_Own]:
    ids = pd.Index(people["employee_id"].astype("str"))
    ledger = ByPerson(report.ledger, ids, LedgerRow)
    shifts = ByPerson(report.attendance, ids, ShiftRow)
    swaps = ByPerson(report.swaps, ids, SwapRow)
    law = None if report.law is None else ByPerson(report.law, ids, LawRow)
    for position, person in enumerate(people.to_dict("records")):
        said = {row.entry_id: row for row in law.of(position)} if law else {}
        yield _Own(
            {str(name): cell for name, cell in person.items()},
            ledger.of(position),
            shifts.of(position),
            said,
            swaps.of(position),
        )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the statements of one month; ``reviews`` are the decisions about what lines propose, by entry."""

    report: MonthReport
    occasion: Occasion
    discretion: Discretion
    reviews: Mapping[str, Decided]

    def say(self, text: Text) -> str:
        return text.to(self.report.language)

    def signed(self, minor: int) -> str:
        return signed(minor, self.report.places, self.report.language)

    def unsigned(self, minor: int) -> str:
        return unsigned(minor, self.report.places, self.report.language)

    def statement(self, own: _Own) -> Statement:
        language = self.report.language
        wage, total = int(own.person["base_wage"]), int(own.person["total"])
        return Statement(
            employee_id=str(own.person["employee_id"]),
            language=language,
            title=self.say(words.TITLE),
            month=month_name(self.report.period, language),
            state=self._state(),
            facts=self._facts(own.person),
            sums_title=self.say(words.SUMS),
            sums=tuple(self._sums(own.person)),
            total=Sum(self.say(words.TOTAL), self.signed(total)),
            pay=Sum(self.say(words.PAY), self.unsigned(wage + total), self.say(words.PAY_NOTE)) if wage else None,
            lines_title=self.say(words.LINES),
            groups=tuple(self._groups(own)),
            about_lines="" if own.ledger else self.say(words.NO_LINES),
            shifts_title=self.say(words.SHIFTS),
            shift_headings=tuple(self.say(heading) for heading in words.HEADINGS) if own.shifts else (),
            shifts=tuple(self._shift(row) for row in own.shifts),
            about_shifts="" if own.shifts else self.say(words.NO_SHIFTS),
            sections=tuple(self._sections(own)),
            signing_title=self.say(words.SIGNING),
            signing=self.say(words.SIGNED),
            blanks=tuple(self.say(blank) for blank in words.BLANKS),
            footer=self._footer(own),
        )

    def _state(self) -> str:
        closed = self.occasion.closed_on
        return self.say(words.DRAFT) if closed is None else words.closed_text(closed, self.report.language)

    def _facts(self, person: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        report, language = self.report, self.report.language
        first, last = (long_date(day, language) for day in (report.first, report.last))
        wage = self.unsigned(int(person["base_wage"]))
        issued = long_date(self.occasion.issued, language) if self.occasion.issued is not None else ""
        found = (
            (Text.of("Name"), person["name"]),
            (Text.of("Employee ID"), person["employee_id"]),
            (Text.of("Store"), person["store"]),
            (
                Text.within("days", "Pay period"),
                self.say(Text.within("dates in words", "{first} to {last}", first=first, last=last)),
            ),
            (Text.within("applied", "Rules"), self._policy_title(person["policy"])),
            (Text.of("Base wage"), f"{wage} {report.currency}" if person["base_wage"] else ""),
            (Text.of("Given out on"), issued),
        )
        return tuple((self.say(label), str(value)) for label, value in found if value)

    def _policy_title(self, label: str) -> str:
        return self.say(dict(self.report.policies).get(label, same(label)))

    def _sums(self, person: Mapping[str, Any]) -> Iterator[Sum]:
        late, language = int(person["late_count"]), self.report.language
        for column in _SUMMED:
            minor = int(person.get(column.name, 0))
            count = late if column.name == "lateness" else 0
            if minor or count:
                note = words.times_text(count, language) if count else ""
                yield Sum(self.say(column.heading), self.signed(minor), note)

    def _groups(self, own: _Own) -> Iterator[Group]:
        notes = self._notes(own)
        for kind, title in words.GROUPS.items():
            rows = [row for row in own.ledger if row.kind == kind]
            if rows:
                total = "" if kind == "notice" else self.signed(sum(row.amount for row in rows))
                yield Group(self.say(title), total, tuple(self._line(row, own, notes) for row in rows))

    def _line(self, row: LedgerRow, own: _Own, notes: Sequence[str]) -> Line:
        language = self.report.language
        what = rule_word(row.rule, language)
        if row.clause:
            what = words.CLAUSE.to(language).format(rule=what, clause=row.clause)
        law = self._law(own.told_by_law().get(row.entry_id), notes)
        typed = row.kind in {"correction", "waiver"} or row.rule not in _WITHOUT_NOTES
        why = self.discretion.told_to(
            str(own.person["employee_id"]), Text(row.explanation_zh, row.explanation_en), holds_notes=typed
        )
        return Line(
            date=short_date(row.date, _year(self.report.period), language),
            what=what,
            amount=self.signed(row.amount) if row.amount else "–",
            why=self.say(why),
            proposal=self._proposal(row, own),
            small=" · ".join(filter(None, (law, words.ENTRY.to(language).format(entry=row.entry_id)))),
        )

    def _proposal(self, row: LedgerRow, own: _Own) -> str:
        """Return what a line proposes and what was decided about it, but not by whom; "" if it proposes nothing."""
        language = self.report.language
        if not row.action:
            return ""
        action, decided = action_words(row.action, language), self.reviews.get(row.entry_id)
        if decided is None:
            return words.PROPOSAL.to(language).format(action=action)
        reason = " ".join(decided.reason.split())
        told = self.discretion.told_to(str(own.person["employee_id"]), same(reason), holds_notes=True)
        return words.PROPOSAL_DECIDED.to(language).format(
            action=action,
            decision=decision_word(decided.decision, language),
            day=long_date(decided.decided_on, language),
            reason=self.say(told),
        )

    def _law(self, law: LawRow | None, notes: Sequence[str]) -> str:
        """Return what the check against the law said of a line; nothing of what needs no check."""
        if law is None:
            return ""
        language = self.report.language
        figures = {
            "asked": self.unsigned(law.asked),
            "allowed": self.unsigned(law.allowed),
            "cut": self.unsigned(law.cut),
            "citation": words.cited(law, language),
        }
        note = self._note(law)
        return words.law_note(law, figures, notes.index(note) + 1 if note else 0, language)

    def _note(self, law: LawRow) -> str:
        return law.notes_zh if self.report.language == "zh" else law.notes_en

    def _notes(self, own: _Own) -> tuple[str, ...]:
        """Return what is told beside the law checks, each once: it is mostly the same of all lines."""
        told = (self._note(law) for law in own.told_by_law().values())
        return tuple(dict.fromkeys(filter(None, told)))

    def _shift(self, row: ShiftRow) -> Shift:
        language = self.report.language
        verdict = words.shift_verdict(row.verdict, row.late_minutes, row.early_minutes, language)
        swap = words.SWAP.to(language).format(swap=row.swap_id) if row.swap_id else ""
        return Shift(
            date=short_date(row.date, _year(self.report.period), language),
            times=times(row.start, row.end, row.date, language),
            presence=presence(row.arrival, row.departure, row.date, language),
            verdict=verdict + swap,
            is_plain=row.verdict == "ok",
        )

    def _sections(self, own: _Own) -> Iterator[Section]:
        language = self.report.language
        for row in own.swaps:
            if row.limit >= 0 or row.used or row.pending:
                yield words.swap_section(row, language)
        profiles = tuple(dict.fromkeys(row.profile for row in own.law.values() if row.profile))
        if own.told_by_law():
            yield words.law_section(profiles, self._notes(own), language)
        rule = self.occasion.objections.get(str(own.person["policy"]))
        yield words.objection_section(rule, self.report.last, self.occasion.issued, language)

    def _footer(self, own: _Own) -> str:
        report, language = self.report, self.report.language
        labels = dict.fromkeys((own.person["policy"], *(row.policy for row in own.ledger)))
        return words.FOOTER.to(language).format(
            version=report.tool_version,
            policies=self.say(COMMA).join(label for label in labels if label),
            currency=currency_name(report.currency, language),
            code=report.currency,
        )


def _year(period: str) -> int:
    return int(period[:4])
