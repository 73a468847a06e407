"""The quality scorecard: fatal errors, and the month's mean score with its level and stars (rules, section 15)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from payroll.language import EMPTY, LANGUAGES, Text
from payroll.money import decimal_text
from payroll.month.context import Month, records
from payroll.month.doubt import doubted
from payroll.month.entries import Entry, entries, joined, no_entries, place_of
from payroll.month.facts import Facts
from payroll.month.rules.last_day import Said, consequence, cost_of, month_lines
from payroll.month.rules.mean_scores import MEAN, MeanScores, mean_scores
from payroll.month.rules.stars import star_entries
from payroll.month.samples import FATAL, graded, reached, samples
from payroll.month.words import clause_text, fill
from payroll.period import iso_day
from payroll.policy.quality_rules import ScorecardLevel, ScorecardRule

REVIEW = "scorecard-review"
_FREE = ScorecardLevel(Decimal(-1))
"""What is below all levels."""
_REACHED = Text.template(", level from {level}%{title}")
_BELOW = Text.of(", below all levels")


def scorecard_entries(facts: Facts) -> pd.DataFrame:
    """Return the entries of all fatal errors, and for everybody with a score those of the month and of the stars."""
    month, rows = facts.month, facts.used("scores")
    if rows.empty:
        return no_entries()
    given = graded(month, rows)
    found = samples(month, rows, given)
    fatal = rows.assign(version=given["version"].to_numpy())[given["points"].to_numpy() == FATAL]
    lines = [entries(_fatal_errors(month, fatal, found))]
    scores = mean_scores(month, found)
    if scores is not None:
        lines += [*_month_scores(facts, scores), star_entries(month, scores)]
    return joined(lines)


def _fatal_errors(month: Month, rows: pd.DataFrame, found: pd.DataFrame) -> Iterator[Entry]:
    of_sample = found[found["fatal"]]
    maximum = dict(zip(of_sample["sample_id"], of_sample["maximum"].tolist(), strict=True))
    base = month.facts.base_wage(rows["employee"].to_numpy(), rows["date"].to_numpy())
    for index, row in enumerate(records(rows)):
        card = month.facts.rules(row["version"]).scorecard
        assert card is not None  # the row was graded by it
        error = card.fatal[row["item"]]
        cost = cost_of(month, error.price, base[index : index + 1])
        zero, clause = f"0/{maximum[row['sample_id']]}", clause_text(card.clause)
        charge = Text(*(fill(cost.template.to(to), cost.words, 1)[0].as_py() for to in LANGUAGES))
        yield Entry(
            employee=row["employee"],
            date=row["date"],
            rule="fatal-error",
            event=f"{row['sample_id']}.{row['item']}",
            clause=card.clause,
            amount=-int(cost.amount[0]),
            version=row["version"],
            evidence=place_of(month, row),
            action=error.action,
            explanation=Text.of(
                "{date} quality sample {sample_id}: fatal error «{title}», score {zero}{charge}{clause}",
                date=iso_day(row["date"]),
                sample_id=row["sample_id"],
                title=error.title,
                zero=zero,
                charge=charge,
                clause=clause,
            ),
        )


def _month_scores(facts: Facts, scores: MeanScores) -> Iterator[pd.DataFrame]:
    doubt = doubted(facts, "scores")[scores.days.employee]
    for rules, under in scores.days.by_rules(facts.month):
        card = rules.scorecard
        if card is None:
            continue
        level_of = reached(scores.mean, [level.from_percent for level in card.levels])
        for position, level in ((-1, _FREE), *enumerate(card.levels)):
            group = under & (level_of == position)
            for doubtful, review in ((False, ""), (True, REVIEW)):
                those = scores.where(group & (doubt == doubtful))
                if len(those.days.employee):
                    yield _of_level(facts.month, those, card, level, review)


def _of_level(
    month: Month, scores: MeanScores, card: ScorecardRule, level: ScorecardLevel, review: str
) -> pd.DataFrame:
    """Return the entries of those who reach a level."""
    cost, action = consequence(month, level.price, level.action, scores.days.base, review)
    place = _BELOW if level is _FREE else _REACHED
    told = EMPTY.join((MEAN, place, cost.template))
    title = Text.of(" ({title})", title=level.title) if level.title else EMPTY
    of_level = {"level": decimal_text(level.from_percent), "title": title}
    words = {**scores.words, **cost.words, **of_level}
    said = Said(told, words, scores.evidence, action)
    return month_lines(month, ("scorecard", card.clause), scores.days, -cost.amount, said)
