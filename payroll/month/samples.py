"""Samples of quality: what each row of ``scores`` gives by its card, and the score of each sample (rules, 15)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month
from payroll.month.lookup import Ints
from payroll.month.rules.prices import Exact
from payroll.policy.quality_rules import ScorecardRule

NOT_APPLICABLE, FATAL, NO_ITEM, NO_GRADE, NO_FATAL, NO_CARD = -1, -2, -3, -4, -5, -6
"""What a row gives in place of points; those below ``FATAL`` are no part of a sample."""

_lcm = np.frompyfunc(lcm, 2, 1)


def graded(month: Month, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what rows of ``scores`` give, each by the version of its date.

    Columns: version (int32), points (int64: of the grade, or one of the marks above), good (int64: the
    points of a good grade, 0 where the card has no such item).
    """
    version = month.facts.version(rows["employee"].to_numpy(), rows["date"].to_numpy())
    item, items = pd.factorize(rows["item"])
    grade, grades = pd.factorize(rows["grade"])
    points = np.full(len(rows), NO_CARD, np.int64)
    good = np.zeros(len(rows), np.int64)
    for index, policy in enumerate(month.policies.versions):
        card = policy.rules.scorecard
        under = np.flatnonzero(version == index)
        if card is None or not len(under):
            continue
        points[under] = _points(card, items.tolist(), grades.tolist())[item[under], grade[under]]
        good[under] = np.array([_good(card, code) for code in items], np.int64)[item[under]]
    return pd.DataFrame({"version": version, "points": points, "good": good})


def _points(card: ScorecardRule, items: Sequence[str], grades: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.array([[_worth(card, item, grade) for grade in grades] for item in items], np.int64)


def _worth(card: ScorecardRule, code: str, grade: str) -> int:
    if grade == "fatal":
        return FATAL if code in card.fatal else NO_FATAL
    item = card.items.get(code)
    if item is None:
        return NO_ITEM
    points = {"good": item.good, "fair": item.fair, "poor": item.poor, "not-applicable": NOT_APPLICABLE}[grade]
    return NO_GRADE if points is None else points


def _good(card: ScorecardRule, code: str) -> int:
    return card.items[code].good if code in card.items else 0


def samples(month: Month, rows: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each sample, by employee, date and id; ``given`` is what ``graded`` makes of ``rows``.

    Columns: sample_id (str), employee, date (day), version (int32), points, maximum (int64), fatal
    (bool), graded (int64: the items that have a row), file, row (int32: where its first row stands).
    """
    sample, ids = pd.factorize(rows["sample_id"])
    points, good = given["points"].to_numpy(), given["good"].to_numpy()
    count = len(ids)
    fatal = np.bincount(sample[points == FATAL], minlength=count) > 0
    applies = points >= 0
    place = (rows["file"].to_numpy(np.int64) << 32) | rows["row"].to_numpy(np.int64)
    order = np.lexsort((place, sample))
    first = order[np.searchsorted(sample[order], np.arange(count))]
    version = given["version"].to_numpy()[first]
    maximum = _sums(sample[applies], good[applies], count)
    left_out = _sums(sample[points == NOT_APPLICABLE], good[points == NOT_APPLICABLE], count)
    whole = _whole_cards(month)[version]
    table = pd.DataFrame(
        {
            "sample_id": ids.astype("str"),
            "employee": rows["employee"].to_numpy()[first],
            "date": rows["date"].to_numpy()[first],
            "version": version,
            "points": np.where(fatal, 0, _sums(sample[applies], points[applies], count)),
            "maximum": np.where(fatal, whole - left_out, maximum),
            "fatal": fatal,
            "graded": np.bincount(sample[points >= NOT_APPLICABLE], minlength=count),
            "file": rows["file"].to_numpy()[first],
            "row": rows["row"].to_numpy()[first],
        }
    )
    return table.sort_values(["employee", "date", "sample_id"], ignore_index=True)


def _sums(sample: Ints, values: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    return np.bincount(sample, values, count).astype(np.int64)  # exact: far below 2 ** 53


def _whole_cards(month: Month) -> npt.NDArray[np.int64]:
    """Return the points of a card that is good throughout, for each version."""
    cards = [policy.rules.scorecard for policy in month.policies.versions]
    return np.array([sum(item.good for item in card.items.values()) if card else 0 for card in cards], np.int64)


def means(scored: pd.DataFrame, starts: npt.NDArray[np.intp]) -> Exact:
    """Return the mean score as per cent, exact, of each employee.

    ``scored`` are the samples that have a score, sorted by employee; ``starts`` tells where each begins.
    """
    maximum = np.maximum(scored["maximum"].to_numpy(), 1).astype(object)  # 0 only where the points are 0 too
    counts = np.diff([*starts, len(scored)])
    denominator = _lcm.reduceat(maximum, starts)
    numerator = np.add.reduceat(scored["points"].to_numpy(object) * (np.repeat(denominator, counts) // maximum), starts)
    return 100 * numerator, denominator * counts.astype(object)


def reached(mean: Exact, starts: Sequence[Decimal]) -> npt.NDArray[np.int64]:
    """Return for each mean the position of the highest of the starts (sorted) that is at most the mean, else -1."""
    position = np.full(len(mean[0]), -1, np.int64)
    for start in starts:
        least = Fraction(start)
        position += (mean[0] * least.denominator >= mean[1] * least.numerator).astype(bool)
    return position
