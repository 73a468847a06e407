"""Stars: one to five by the month's mean score, with a bonus if the policy gives one (rules, section 15)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import decimal_text, plain
from payroll.month.context import Month
from payroll.month.entries import joined
from payroll.month.rules.last_day import Said, month_lines
from payroll.month.rules.mean_scores import MEAN, MeanScores
from payroll.month.samples import reached


def star_entries(month: Month, scores: MeanScores) -> pd.DataFrame:
    """Return one entry for each employee whose mean reaches a band."""
    return joined(_by_band(month, scores))


def _by_band(month: Month, scores: MeanScores) -> Iterator[pd.DataFrame]:
    for rules, under in scores.days.by_rules(month):
        if rules.stars is None:
            continue
        band_of = reached(scores.mean, [band.from_percent for band in rules.stars.bands])
        for position, band in enumerate(rules.stars.bands):
            group = under & (band_of == position)
            if not group.any():
                continue
            those = scores.where(group)
            start, bonus = decimal_text(band.from_percent), plain(band.bonus, month.places)
            given = Text.of(", bonus {bonus}", bonus=bonus) if band.bonus else Text.of(", no bonus")
            reaches = Text.counted(
                ", band from {start}%: {count} star{given}",
                ", band from {start}%: {count} stars{given}",
                band.stars,
                start=start,
                given=given,
            )
            told = EMPTY.join((MEAN, reaches))
            amount = np.full(int(group.sum()), band.bonus, np.int64)
            said = Said(told, those.words, those.evidence)
            yield month_lines(month, ("star", rules.stars.clause), those.days, amount, said)
