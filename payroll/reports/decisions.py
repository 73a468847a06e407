"""What a person is asked about a month, and what was decided: the sheet of decisions, before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from payroll.language import LANGUAGES, Language, Text
from payroll.period import NO_DAY, iso_day
from payroll.reports.columns import LEDGER, ReportColumn, ReportTable
from payroll.reports.words import ACTION_QUESTIONS, decision_word

Matter = Literal["review", "waiver"]
"""What is decided: what a line proposes, or whether nothing is taken for a charge."""
WAIVE = "waive"
ANSWERS = ("yes", "no", "postponed")
"""The decisions about what a line proposes."""
SETTLING = ("yes", "no")
"""Those after which nothing is left to decide."""
MOST_CHARGES = 20_000
"""With more charges than this the sheet lists those alone that are waived: nobody looks through so many lines."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a ledger line, and where it is on record.

    ``decision`` is a word of ``ANSWERS`` or ``WAIVE``, ``decided_on`` a day number; ``act`` is the number of the
    act in the book of record, 0 for a decision that is not recorded.
    """

    entry_id: str
    decision: str
    decided_by: str
    decided_on: int
    reason: str
    act: int = 0

    @property
    def matter(self) -> Matter:
        """What was decided."""
        return matter_of(self.decision)


def matter_of(decision: str) -> Matter:
    """Return what a decision is about."""
    return "waiver" if decision == WAIVE else "review"


def status_text(decided: Decided) -> Text:
    """Return where a decision is on record."""
    if not decided.act:
        return Text.of("not recorded by this run")
    return Text.of("recorded, act {act}", act=decided.act)


def settled(decided: Iterable[Decided]) -> dict[str, Decided]:
    """Return what was decided about what lines propose, by entry: yes or no. What is postponed still waits."""
    return {each.entry_id: each for each in decided if each.decision in SETTLING}


def waits(ledger: pd.DataFrame, decided: Iterable[Decided]) -> np.ndarray:
    """Tell of each line of a ledger whether it proposes something that nobody has decided yet."""
    proposes = (ledger["action"].astype("str") != "").to_numpy(bool)
    return proposes & ~ledger["entry_id"].astype("str").isin(list(settled(decided))).to_numpy(bool)


def decided_text(decided: Decided, language: Language) -> str:
    """Return what was decided, by whom, when and why, for those who work with the month."""
    word, by = decision_word(decided.decision, language), decided.decided_by
    day, reason = iso_day(decided.decided_on), " ".join(decided.reason.split())
    said = Text.of("Decided: {word} ({by}, {day}), reason: {reason}", word=word, by=by, day=day, reason=reason)
    return said.to(language)


def question_text(action: str) -> Text:
    """Return what a person is asked where a line proposes ``action``."""
    return ACTION_QUESTIONS.get(action, Text.of("Carry out «{action}»?", action=action))


_WAIVED = Text.of("Waive this charge?")
_BY_NAME: Mapping[str, ReportColumn] = {column.name: column for column in LEDGER.columns}
_KEPT = ("employee_id", "name", "store", "date", "rule", "amount", "explanation_{language}", "entry_id")

DECISIONS = ReportTable(
    "decisions",
    Text.within("sheet", "Decisions"),
    Text.within("title", "Decisions"),
    Text.of(
        "Fill in decision, name, date and reason in the pale yellow cells, save, and run payroll run again: "
        "decisions go on record; a waived charge is given back in this month, any other decision changes no amount."
    ),
    Text.of("Nothing to decide this month, and no charges."),
    (
        *(replace(_BY_NAME[name], summed=False) for name in ("employee_id", "name", "store", "date", "rule", "amount")),
        ReportColumn("question", Text.of("Question"), width=26),
        ReportColumn("decision", Text.of("Decision"), width=11, words=decision_word, filled_in=True),
        ReportColumn("decided_by", Text.of("Decided by"), width=14, filled_in=True),
        ReportColumn("decided_on", Text.of("Decided on"), "day", 18, filled_in=True),
        ReportColumn("reason", Text.of("Reason"), width=36, filled_in=True),
        ReportColumn("status", Text.of("On record"), width=18),
        _BY_NAME["explanation_zh"],
        _BY_NAME["explanation_en"],
        _BY_NAME["entry_id"],
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "rule", "amount", "question"),
        *("decision", "decided_by", "decided_on", "reason", "status", "explanation_{language}", "entry_id"),
    ),
)
"""The sheet in which people decide; it is read back as the table ``decisions`` (``payroll.tables``)."""

SHEETS = tuple(DECISIONS.sheet.to(language) for language in LANGUAGES)
"""The names that the sheet may have."""


def questions(ledger: pd.DataFrame, decided: Iterable[Decided], language: Language) -> pd.DataFrame:
    """Return the rows of ``DECISIONS``: what the lines of a month propose, then its charges, with what was decided.

    ``ledger`` is that of ``MonthReport``. ``matter`` tells what a row asks (``Matter``).
    """
    proposing = ledger[(ledger["action"] != "").to_numpy()]
    asked = [question_text(str(action)).to(language) for action in proposing["action"]]
    known = {(each.entry_id, each.matter): each for each in decided}
    charges = _charges(ledger, [entry for entry, matter in known if matter == "waiver"])
    waivers = _asked(charges, [_WAIVED.to(language)] * len(charges), "waiver", language)
    rows = pd.concat([_asked(proposing, asked, "review", language), waivers], ignore_index=True)
    found = [known.get(key) for key in zip(rows["entry_id"], rows["matter"], strict=True)]
    return rows.assign(
        decision=[each.decision if each else "" for each in found],
        decided_by=[each.decided_by if each else "" for each in found],
        decided_on=np.array([each.decided_on if each else NO_DAY for each in found], np.int32),
        reason=[each.reason if each else "" for each in found],
        status=[status_text(each).to(language) if each else "" for each in found],
    )


def _charges(ledger: pd.DataFrame, waived: list[str]) -> pd.DataFrame:
    charges = ledger[((ledger["kind"] == "charge") & (ledger["amount"] < 0)).to_numpy(bool)]
    return charges if len(charges) <= MOST_CHARGES else charges[charges["entry_id"].isin(waived).to_numpy(bool)]


def _asked(lines: pd.DataFrame, asked: list[str], matter: Matter, language: Language) -> pd.DataFrame:
    kept = {name: lines[name].astype("str") for name in (each.format(language=language) for each in _KEPT)}
    kept |= {name: lines[name] for name in ("date", "amount")}
    return pd.DataFrame(kept).assign(question=asked, matter=matter)
