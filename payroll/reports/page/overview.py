"""What stands on top of the page: the numbers of the month, what waits for a person, the problems."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from payroll.language import LANGUAGES, PAUSE, Language, Text
from payroll.money import plain
from payroll.period import iso_day
from payroll.problems import Problem
from payroll.reports.decisions import Decided, decided_text, settled, waits
from payroll.reports.result import MonthReport
from payroll.reports.words import action_words, law_status_word, rule_word, severity_word

FIRST = 8
"""So many decisions are shown at once."""
LISTED = 100
"""So many decisions, and so many places of one kind of problem, are listed; the tables have all of them."""
_SUMS: Mapping[str, Text] = {
    "charge": Text.of("Deductions"),
    "addition": Text.within("all", "Additions"),
    "wage": Text.of("Parts of the wage"),
    "relief": Text.of("Reliefs"),
    "correction": Text.of("Corrections"),
    "waiver": Text.of("Waivers"),
}
"""The kinds of line that have an amount."""
_ALWAYS = ("charge", "addition")


@dataclass(frozen=True, slots=True)
class Number:
    """One big number: what it counts, the number as people write it, and how it looks."""

    label: str
    value: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that a person has to decide, or has decided: about whom, what, and why; ``decided`` is the decision."""

    entry_id: str
    employee_id: str
    name: str
    store: str
    date: str
    action: str
    rule: str
    explanation: str
    decided: str = ""


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All problems of one kind: the first message speaks for them; ``places`` are some, each with its own message."""

    severity: str
    severity_word: str
    code: str
    count: int
    message: str
    fix: str
    places: tuple[tuple[str, str], ...]


def money(amount: int, places: int) -> str:
    """Return minor units as people read them: ``-1,652.35``."""
    whole, _, rest = plain(amount, places).partition(".")
    grouped = f"{int(whole):,}" if amount <= -(10**places) or amount >= 0 else whole
    return f"{grouped}.{rest}" if rest else grouped


def counts(report: MonthReport) -> list[Number]:
    """Return how many people, shifts and lines the month has."""
    named = (
        (Text.of("Employees"), len(report.adjustments)),
        (Text.of("Shifts"), len(report.attendance)),
        (Text.of("Ledger lines"), len(report.ledger)),
    )
    return [Number(label.to(report.language), f"{count:,}") for label, count in named]


def sums(report: MonthReport) -> list[Number]:
    """Return what each kind of line comes to (those without any are left out), and the total of all of them."""
    ledger, language = report.ledger, report.language
    found = {str(kind): int(amount) for kind, amount in ledger.groupby("kind", observed=True)["amount"].sum().items()}
    kinds = [kind for kind in _SUMS if kind in _ALWAYS or kind in found]
    numbers = [Number(_SUMS[kind].to(language), money(found.get(kind, 0), report.places)) for kind in kinds]
    total = int(ledger["amount"].sum())
    label = Text.of("Total ({currency})", currency=report.currency).to(language)
    return [*numbers, Number(label, money(total, report.places), "total")]


def decisions(report: MonthReport) -> list[Decision]:
    """Return every line that leaves something to a person."""
    waiting = report.ledger[waits(report.ledger, report.decided)]
    postponed = {each.entry_id: each for each in report.decided if each.decision == "postponed"}
    return [_decision(row, postponed, report.language) for row in waiting.to_dict("records")]


def decisions_made(report: MonthReport) -> list[Decision]:
    """Return every line that proposes something about which a person has decided."""
    made, ledger = settled(report.decided), report.ledger
    about = ledger[ledger["entry_id"].astype("str").isin(list(made)) & (ledger["action"].astype("str") != "")]
    return [_decision(row, made, report.language) for row in about.to_dict("records")]


def _decision(row: Mapping[Hashable, Any], decided: Mapping[str, Decided], language: Language) -> Decision:
    known = decided.get(row["entry_id"])
    return Decision(
        entry_id=row["entry_id"],
        employee_id=row["employee_id"],
        name=row["name"],
        store=row["store"],
        date=iso_day(row["date"]),
        action=action_words(row["action"], language),
        rule=rule_word(row["rule"], language),
        explanation=row[f"explanation_{language}"],
        decided=decided_text(known, language) if known else "",
    )


def problem_groups(problems: Sequence[Problem], language: Language) -> list[ProblemGroup]:
    """Return the problems by kind, errors first."""
    ordered = sorted(problems, key=lambda problem: (problem.severity, problem.code))
    groups = [list(group) for _, group in groupby(ordered, key=lambda problem: (problem.severity, problem.code))]
    return [_problem_group(group, language) for group in groups]


def _problem_group(group: Sequence[Problem], language: Language) -> ProblemGroup:
    first = group[0]
    return ProblemGroup(
        severity=first.severity,
        severity_word=severity_word(first.severity, language),
        code=first.code,
        count=len(group),
        message=first.message(language),
        fix=first.fix(language),
        places=tuple((problem.place(), problem.message(language)) for problem in group[:LISTED]),
    )


def notices(report: MonthReport) -> list[str]:
    """Return what a reader has to know of the whole month: shifts to be looked at, what the law check says."""
    language, found = report.language, []
    unclear = int(report.attendance["verdict"].astype("str").str.contains("unclear").sum())
    if unclear:
        found.append(
            Text.of(
                "Shifts that could not be judged and cost nothing: {unclear:,}. Check them by hand («To be checked» "
                "in the attendance).",
                unclear=unclear,
            )
        )
    if law := _law(report):
        found.append(law)
    if not report.profile_checked:
        found.append(Text.of("Note: the deductions have not been checked against any law."))
    return [text.to(language) for text in found]


def _law(report: MonthReport) -> Text | None:
    """Return what the check against the law came to, None where nothing was checked."""
    law = report.law
    if law is None or law.empty or not (law["profile"] != "").any():
        return None
    statuses = law["status"].astype("str").value_counts().sort_index()
    told = PAUSE.join(
        Text(*(f"{law_status_word(str(status), language)} {count:,}" for language in LANGUAGES))
        for status, count in statuses.items()
    )
    cut = money(int(law["cut"].sum()), report.places)
    return Text.of("Check against the law: {told}; {cut} cut in all. This is not legal advice.", told=told, cut=cut)
