"""The mean score of everybody of whom there is a sample in the period, and how it is told (rules, section 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import COMMA, Text
from payroll.money import plain, round_half_up
from payroll.month.context import Month
from payroll.month.entries import place
from payroll.month.rules.last_day import LastDays, joined_text, last_days, starts_of
from payroll.month.rules.prices import Exact
from payroll.month.samples import means
from payroll.month.words import choose, column_text, fill, numbers, text_of

MEAN = Text.template("quality samples {samples}; mean {equals_mean} {mean}%")
"""How a mean is told: each sample with its maximum. The columns are the ``words`` of ``MeanScores``."""
_FATAL = Text.of(" (fatal error)")


@dataclass(frozen=True, slots=True)
class MeanScores:
    """Mean scores: per cent, exact, of each employee; the words that tell them; the first row of each sample."""

    days: LastDays
    mean: Exact
    words: Mapping[str, pa.Array | tuple[pa.Array, pa.Array]]
    evidence: pa.Array

    def where(self, wanted: npt.NDArray[np.bool_]) -> MeanScores:
        """Return those that are wanted."""
        mask = pa.array(wanted)
        words = {name: _filtered(column, mask) for name, column in self.words.items()}
        mean = (self.mean[0][wanted], self.mean[1][wanted])
        return MeanScores(self.days.where(wanted), mean, words, self.evidence.filter(mask))


def _filtered(column: pa.Array | tuple[pa.Array, pa.Array], mask: pa.Array) -> pa.Array | tuple[pa.Array, pa.Array]:
    if isinstance(column, tuple):
        return column[0].filter(mask), column[1].filter(mask)
    return column.filter(mask)


def mean_scores(month: Month, found: pd.DataFrame) -> MeanScores | None:
    """Return the mean scores of ``found`` (``payroll.month.samples``), None if none of the samples has a score."""
    scored = found[(found["maximum"] > 0) | found["fatal"]]
    if scored.empty:
        return None
    starts = starts_of(scored["employee"].to_numpy())
    mean = means(scored, starts)
    hundredths = round_half_up(100 * mean[0], mean[1])
    words = {
        "samples": (
            joined_text(_told(scored, _FATAL.zh), starts, COMMA.zh),
            joined_text(_told(scored, _FATAL.en), starts, COMMA.en),
        ),
        "mean": text_of(hundredths.astype(np.int64), lambda value: plain(value, 2)),
        "equals_mean": choose((hundredths * mean[1] == 100 * mean[0]).astype(bool), "=", "≈"),
    }
    rows = joined_text(place(month, scored["file"].to_numpy(), scored["row"].to_numpy()), starts, "; ")
    return MeanScores(last_days(month, scored["employee"].to_numpy()[starts]), mean, words, rows)


def _told(scored: pd.DataFrame, fatal: str) -> pa.Array:
    columns = {
        "sample": column_text(scored["sample_id"]),
        "points": numbers(scored["points"].to_numpy()),
        "maximum": numbers(scored["maximum"].to_numpy()),
        "fatal": choose(scored["fatal"].to_numpy(), fatal, ""),
    }
    return fill("{sample} {points}/{maximum}{fatal}", columns, len(scored))
