"""What a statement says: its headings and sentences, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from payroll.language import COMMA, EMPTY, Language, Text
from payroll.local_forms import long_date
from payroll.policy.objection_rule import ObjectionRule
from payroll.reports.statements.rows import LawRow, SwapRow
from payroll.reports.statements.statement import Section
from payroll.reports.words import verdict_words

TITLE = Text.of("Statement of pay adjustments")
DRAFT = Text.of("Draft: the month is not closed yet")
SUMS = Text.of("What the month comes to")
TOTAL = Text.of("Adjustments in all")
PAY = Text.of("Base wage with adjustments")
PAY_NOTE = Text.of("before tax and insurance")
LINES = Text.of("Each amount, and why")
NO_LINES = Text.of("No deductions this month, and no other entries.")
SHIFTS = Text.of("Each shift")
NO_SHIFTS = Text.of("No shifts this month.")
HEADINGS = (Text.of("Date"), Text.of("Shift"), Text.of("Came–left"), Text.of("Verdict"))
SIGNING = Text.of("Receipt")
SIGNED = Text.of("I have received this statement. My signature says that I received it, not that I agree with it.")
BLANKS = (Text.of("Signature"), Text.of("Date"))
PROPOSAL = Text.template("Proposed: «{action}». The rules propose it; a person decides, and nobody has yet.")
PROPOSAL_DECIDED = Text.template("Proposed: «{action}». Decided: {decision} ({day}), reason: {reason}")
CLAUSE = Text.template("{rule} · clause {clause}")
ENTRY = Text.template("entry {entry}")
SWAP = Text.template(" (swap {swap})")
MINUTES = Text.template("{word} by {minutes} min")
FOOTER = Text.template("Computed by payroll {version} by {policies}. Amounts in {currency} ({code}).")
GROUPS: Mapping[str, Text] = {
    "charge": Text.of("Deductions"),
    "wage": Text.of("Parts of the wage"),
    "addition": Text.within("all", "Additions"),
    "relief": Text.of("Given back"),
    "correction": Text.of("Corrections of earlier months"),
    "waiver": Text.of("Waivers"),
    "notice": Text.of("On record only, no amount"),
}
"""The kinds of lines, in the order in which they are told."""

OWN_BOUNDS = frozenset({"max_percent", "minimum_wage"})
"""Limits of a charge that are the policy's own, by their code in ``law.csv``."""
_NOT_CHECKED = Text.of("Law check: not checked against any law")
_BOUNDED = Text.template("Law check: not checked against any law; {cut} is given back by the bound of the rules")
_LAW_SAYS: Mapping[str, Text] = {
    "allowed": Text.of("Law check: no limit found"),
    "review": Text.of("Law check: to be reviewed by a person"),
    "cut": Text.template("Law check: of {asked}, {allowed} may be taken and {cut} is given back ({citation})"),
    "refused": Text.template("Law check: may not be taken, {cut} is given back ({citation})"),
}


def law_note(law: LawRow, figures: Mapping[str, str], remark: int, language: Language) -> str:
    """Return what the check against the law said of a line.

    ``figures`` are asked, allowed, cut and citation; ``remark`` is the number of what else is told of it, 0 for none.
    """
    unchecked = _BOUNDED if law.cut else _NOT_CHECKED
    told = _LAW_SAYS.get(law.status, unchecked).to(language).format(**figures)
    more = Text.of(" (see note {remark})", remark=remark) if remark else EMPTY
    return told + more.to(language)


def cited(law: LawRow, language: Language) -> str:
    """Return what limits a charge, in one language: a citation stands in both, as ``zh / en``."""
    if law.limit in OWN_BOUNDS:
        return Text.of("the bound set by the rules").to(language)
    parts = law.citation.split(" / ")
    return parts[language == "en"] if len(parts) == 2 else law.citation


def law_section(profiles: Sequence[str], notes: Sequence[str], language: Language) -> Section:
    """Return what holds for all law checks of a statement.

    ``profiles`` are the laws that were asked, ``notes`` what else is told of lines, in the order of their numbers.
    """
    checked = COMMA.to(language).join(profiles)
    told = Text.of("Checked against {checked}. The check is not legal advice.", checked=checked)
    none = Text.of("The deductions were not checked against any law.")
    remarks = tuple(
        Text.of("Note {number}: {note}", number=number, note=note).to(language) for number, note in enumerate(notes, 1)
    )
    return Section(Text.of("Law check").to(language), ((told if profiles else none).to(language),), remarks)


def swap_section(swaps: SwapRow, language: Language) -> Section:
    """Return how many swaps are used and left; ``limit`` and ``remaining`` below 0: there is no limit."""
    used, limit = swaps.used, swaps.limit
    waiting = EMPTY
    if swaps.pending:
        waiting = Text.of(", {pending} waiting for approval", pending=swaps.pending)
    told = Text.of(
        "{used} counted this month{waiting}; {limit} allowed, {remaining} left.",
        used=used,
        waiting=waiting,
        limit=limit,
        remaining=swaps.remaining,
    )
    if limit < 0:
        told = Text.of("{used} counted this month{waiting}; no limit.", used=used, waiting=waiting)
    return Section(Text.of("Swaps").to(language), (told.to(language),))


def closed_text(day: int, language: Language) -> str:
    """Return that the month was closed on a day."""
    date = long_date(day, language)
    return Text.of("Closed on {date}", date=date).to(language)


def objection_section(rule: ObjectionRule | None, period_end: int, issued: int | None, language: Language) -> Section:
    """Return how to object and until when; without a rule the general way, and no deadline."""
    found = rule or ObjectionRule()
    sentences = tuple(text.to(language) for text in _objections(found, period_end, issued, language))
    return Section(Text.of("If you do not agree").to(language), sentences)


def _objections(rule: ObjectionRule, period_end: int, issued: int | None, language: Language) -> Iterator[Text]:
    to = rule.to or Text.of("the HR department")
    yield Text.of(
        "Tell {to} the number of the entry and your reason; if a shift is wrong, its date and the right times.", to=to
    )
    if rule.how:
        yield Text.of("How: {how}.", how=rule.how)
    clause = Text.of(" (clause {clause})", clause=rule.clause) if rule.clause else EMPTY
    until = rule.last_day(period_end, issued)
    if rule.days is None:
        yield Text.of("The rules set no time limit.")
    elif until is None:
        yield Text.of(
            "Until when: within {days} days, counted from the day after you receive this{clause}.",
            days=rule.days,
            clause=clause,
        )
    else:
        day = long_date(until, language)
        yield Text.of("Until and including {day}{clause}.", day=day, clause=clause)
    yield Text.of("HR records it as an appeal and a person decides; what is granted is given back.")


def times_text(count: int, language: Language) -> str:
    """Return how often: ``4 次``, ``1 time``, ``4 times``."""
    return Text.counted("{count} time", "{count} times", count).to(language)


def shift_verdict(verdict: str, late: int, early: int, language: Language) -> str:
    """Return a verdict in plain words, with the minutes: ``迟到 12 分钟、缺下班卡``."""
    minutes = {"late": late, "early": early}
    parts = []
    for part in verdict.split("+"):
        word = verdict_words(part, language)
        parts.append(MINUTES.to(language).format(word=word, minutes=minutes[part]) if minutes.get(part) else word)
    return COMMA.to(language).join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])
