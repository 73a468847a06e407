"""Which rows of ``scores`` make samples, and what is wrong with the others (rules, section 15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.month import kinds_quality as kinds
from payroll.month.context import Details, Month, Row, problem_at, records
from payroll.month.samples import NO_CARD, NO_FATAL, NO_GRADE, NO_ITEM, graded, samples
from payroll.period import iso_day
from payroll.policy.quality_rules import ScorecardRule
from payroll.problems import Problem, ProblemKind
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE

LISTED = 100
"""So many problems of one kind are listed; the last one says how many more there are."""


def check_scores(month: Month, dispositions: npt.NDArray[np.int8], usable: npt.NDArray[np.bool_]) -> list[Problem]:
    """Set aside the samples with a row in error; those under a version without a card are out of scope."""
    table = month.tables.scores
    if not usable.any():
        return []
    given = graded(month, table)
    points = given["points"].to_numpy()
    dispositions[usable & (points == NO_CARD)] = ROW_OUT_OF_SCOPE
    usable = usable & (points != NO_CARD)
    sample, _ = pd.factorize(table["sample_id"])
    wrong = usable & (points <= NO_ITEM)
    mixed = _mixed(table, sample)
    aside = np.isin(sample, sample[wrong]) | mixed[sample]
    dispositions[usable & aside] = ROW_SET_ASIDE
    kept = usable & ~aside
    return [
        *_unknown(month, table, given, wrong),
        *_about_several(month, table, usable & mixed[sample]),
        *_incomplete(month, table[kept], given[kept]),
    ]


def _mixed(table: pd.DataFrame, sample: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Tell of each sample whether its rows are about several people or dates."""
    _, first = np.unique(sample, return_index=True)
    mixed = np.zeros(len(first), bool)
    for name in ("employee", "date"):
        values = table[name].to_numpy()
        mixed[sample[values != values[first][sample]]] = True
    return mixed


_Known = Callable[[ScorecardRule], Iterable[str]]
_UNKNOWN: Mapping[int, tuple[ProblemKind, str, _Known]] = {
    NO_ITEM: (kinds.SCORE_ITEM, "item", lambda card: card.items),
    NO_GRADE: (kinds.SCORE_GRADE, "grade", lambda _: ("good", "poor", "not-applicable")),
    NO_FATAL: (kinds.SCORE_FATAL, "item", lambda card: card.fatal),
}
"""For each mark of a row in error: the kind of the problem, the column, and what might stand there."""


def _unknown(month: Month, table: pd.DataFrame, given: pd.DataFrame, wrong: npt.NDArray[np.bool_]) -> list[Problem]:
    problems = []
    for mark, (kind, column, known) in _UNKNOWN.items():
        rows = table.assign(version=given["version"].to_numpy())[wrong & (given["points"].to_numpy() == mark)]
        for row, more in _first_of(rows):
            policy = month.policies.versions[row["version"]]
            card = policy.rules.scorecard
            assert card is not None  # the mark says so
            words = {"sample": row["sample_id"], "item": row["item"], "policy": policy.label}
            details: Details = {**words, "known": ", ".join(known(card)) or "–", "more": more}
            problems.append(problem_at(kind, month.tables.files, row, column, row[column], details))
    return problems


def _about_several(month: Month, table: pd.DataFrame, mixed: npt.NDArray[np.bool_]) -> list[Problem]:
    problems = []
    for row, more in _first_of(table[mixed].drop_duplicates("sample_id")):
        of_sample = table[table["sample_id"] == row["sample_id"]].drop_duplicates(["employee", "date"])
        about = [f"{month.employee_id(each['employee'])} {iso_day(each['date'])}" for each in records(of_sample)]
        details: Details = {"about": ", ".join(about), "more": more}
        problems.append(problem_at(kinds.SAMPLE_MIXED, month.tables.files, row, "sample_id", row["sample_id"], details))
    return problems


def _incomplete(month: Month, rows: pd.DataFrame, given: pd.DataFrame) -> list[Problem]:
    """Warn of samples without a fatal error that lack rows of items."""
    found = samples(month, rows, given)
    cards = [policy.rules.scorecard for policy in month.policies.versions]
    size = np.array([len(card.items) if card else 0 for card in cards], np.int64)
    problems = []
    for row, more in _first_of(found[~found["fatal"] & (found["graded"] < size[found["version"]])]):
        stated = set(rows.loc[rows["sample_id"] == row["sample_id"], "item"])
        card = cards[row["version"]]
        assert card is not None  # it is larger than what is graded
        details: Details = {"items": ", ".join(code for code in card.items if code not in stated), "more": more}
        problems.append(
            problem_at(kinds.SAMPLE_INCOMPLETE, month.tables.files, row, "sample_id", row["sample_id"], details)
        )
    return problems


def _first_of(rows: pd.DataFrame) -> list[tuple[Row, Text]]:
    """Return the first rows one by one, the last with words for how many more there are."""
    listed = records(rows.sort_values(["file", "row"]).head(LISTED))
    more = len(rows) - len(listed)
    words = Text.of(" (and {more} more like it, not listed one by one)", more=more)
    return [(row, words if more and row is listed[-1] else EMPTY) for row in listed]
