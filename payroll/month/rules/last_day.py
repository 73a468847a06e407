"""Lines about a whole month: one for an employee, on the last day employed in the period, by whole columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.language import EMPTY, LANGUAGES, Text
from payroll.money import decimal_text, round_half_up
from payroll.month.context import Month
from payroll.month.entries import NO_OCCURRENCE, same_text, text_series
from payroll.month.lookup import Ints, last_days_employed
from payroll.month.rules.occurrence_text import price_text
from payroll.month.rules.prices import price_of
from payroll.month.words import TextColumn, Words, amounts, choose, clause_text, fill, in_one, type_of_text
from payroll.policy.model import Price, Rules


@dataclass(frozen=True, slots=True)
class LastDays:
    """Some employees on the last day employed in the period: who, the day, the version (-1: none), the base wage."""

    employee: npt.NDArray[np.int32]
    date: npt.NDArray[np.int32]
    version: npt.NDArray[np.int32]
    base: npt.NDArray[np.int64]

    def where(self, wanted: npt.NDArray[np.bool_]) -> LastDays:
        """Return those that are wanted."""
        return LastDays(self.employee[wanted], self.date[wanted], self.version[wanted], self.base[wanted])

    def by_rules(self, month: Month) -> Iterator[tuple[Rules, npt.NDArray[np.bool_]]]:
        """Yield the rules of each version in force, and who is under them."""
        for version in np.unique(self.version[self.version >= 0]).tolist():
            yield month.facts.rules(version), self.version == version


def last_days(month: Month, employee: Ints) -> LastDays:
    """Return the last days of employees who are employed in the period."""
    date = last_days_employed(month.facts.left, month.period)[employee]
    version, base = month.facts.version(employee, date), month.facts.base_wage(employee, date)
    return LastDays(employee.astype(np.int32), date, version, base)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a price comes to: whole amounts, and the arithmetic as a template and the columns that fill it."""

    amount: npt.NDArray[np.int64]
    template: Text
    words: Mapping[str, TextColumn]


def cost_of(month: Month, price: Price, base: npt.NDArray[np.int64]) -> Cost:
    """Return what a price comes to for each base wage."""
    numerator, denominator = price_of(price, base)
    amount = round_half_up(numerator, denominator).astype(np.int64)
    rate = ""
    if price.percent_of_base is not None:
        rate = f"{decimal_text(price.percent_of_base)}%"
    elif price.daily_wages is not None:
        rate = decimal_text(price.daily_wages)
    words: dict[str, TextColumn] = {
        "base": amounts(base, month.places),
        "rate": rate,
        "share": "",
        "amount": amounts(amount, month.places),
        "equals": choose((numerator % denominator == 0).astype(bool), "=", "≈"),
    }
    return Cost(amount, price_text(price), words)


def consequence(
    month: Month, price: Price, action: str, base: npt.NDArray[np.int64], review: str = ""
) -> tuple[Cost, str]:
    """Return what a price comes to, and the action.

    With ``review``, rows that may speak for the employee were set aside: if there were a charge or an
    action, nothing is charged, and ``review`` is proposed instead.
    """
    cost = cost_of(month, price, base)
    if not review or not (action or cost.amount.any()):
        return cost, action
    free = cost_of(month, Price(), base)
    return Cost(free.amount, EMPTY.join((free.template, _SET_ASIDE)), free.words), review


_SET_ASIDE = Text.of("; rows were set aside, a person decides")


@dataclass(frozen=True, slots=True)
class Said:
    """What lines say: a template, the columns that fill it, the rows it rests on, and the action proposed."""

    template: Text
    words: Words
    evidence: TextColumn
    action: str = ""


def month_lines(month: Month, rule: tuple[str, str], days: LastDays, amount: Ints, said: Said) -> pd.DataFrame:
    """Return one entry for each employee.

    ``rule`` is the rule's name and clause; ``amount`` in minor units, deductions negative. The sentence
    begins with the period.
    """
    name, clause = rule
    count = len(days.employee)
    end = Text(*(text.replace("{", "{{").replace("}", "}}") for text in clause_text(clause)))
    zh, en = (
        fill(f"{month.period.name} {said.template.to(to)}{end.to(to)}", in_one(said.words, to), count)
        for to in LANGUAGES
    )
    return pd.DataFrame(
        {
            "employee": days.employee,
            "date": days.date,
            "rule": same_text(name, count),
            "event": same_text(name, count),
            "clause": same_text(clause, count),
            "occurrence": np.full(count, NO_OCCURRENCE, np.int32),
            "quantity": same_text("", count),
            "amount": amount.astype(np.int64),
            "action": same_text(said.action, count),
            "version": days.version,
            "evidence": text_series(fill("{rows}", {"rows": said.evidence}, count)),
            "explanation_zh": text_series(zh),
            "explanation_en": text_series(en),
            "missed": np.zeros(count, np.int32),
            "scheduled": np.zeros(count, np.int32),
        }
    )


def joined_text(column: pa.Array, starts: Ints, separator: str) -> pa.Array:
    """Return the texts from each start up to the next, joined."""
    offsets = pa.array(np.append(starts, len(column)), pa.int64())
    return pc.binary_join(pa.LargeListArray.from_arrays(offsets, column), pa.scalar(separator, type_of_text))


def starts_of(employee: Ints) -> npt.NDArray[np.intp]:
    """Return where each employee begins in a sorted column of them."""
    return np.flatnonzero(np.diff(employee, prepend=-1))
