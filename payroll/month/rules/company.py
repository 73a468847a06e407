"""A company's own rules: run with the same facts as ours, and their entries checked (rules, section 23)."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import Text, same
from payroll.money import MONEY_DIGITS
from payroll.month.context import Month, OwnRule
from payroll.month.entries import ENTRY_COLUMNS, fits, no_entries
from payroll.month.facts import Facts
from payroll.policy.kinds_company import RULE_FAILS, RULE_RESULT
from payroll.problems import Problem, ProblemKind


def company_entries(facts: Facts, own: OwnRule) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the entries of one rule of the company, or none and the problem of it.

    Of its entries those count whose policy version names this very file.
    """
    try:
        found = own.judge(facts)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a company's code raises is told
        return no_entries(), [_problem(RULE_FAILS, own, _words(error, own))]
    wrong = _fault(facts.month, own, found)
    if wrong is not None:
        return no_entries(), [_problem(RULE_RESULT, own, wrong)]
    entries = _typed(found)
    return entries[entries["version"].isin(own.versions)], []


def _words(error: BaseException, own: OwnRule) -> Text:
    """Return what went wrong, and the line of the module in which it did."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == own.module:
            line = trace.tb_lineno
        trace = trace.tb_next
    place = f"{own.module}:{line}: " if line else ""
    words = f"{place}{type(error).__name__}: {error}"
    return same(words)


def _fault(month: Month, own: OwnRule, found: object) -> Text | None:
    """Return what is wrong with what a rule returned: the first thing, with its row and event."""
    if not isinstance(found, pd.DataFrame) or set(ENTRY_COLUMNS) - set(found.columns):
        return Text.of("it is not what entries(…) makes")
    twice = found.columns[found.columns.duplicated()]
    if len(twice):
        return Text.of("the column {name} stands there twice, expected once", name=reprlib.repr(twice[0]))
    wrong = next(_unfit_values(month, found), None) or next(_wrong_lines(month, own, found), None)
    if wrong is None:
        return None
    row, reason = wrong
    event = reprlib.repr(found["event"].iloc[row])
    return Text.of("row {row} (event {event}): {reason}", row=row + 1, event=event, reason=reason)


def _unfit_values(month: Month, found: pd.DataFrame) -> Iterator[tuple[int, Text]]:
    """Yield the row of each value that cannot be recorded as it is, and what is wrong with it."""
    most = 10 ** (MONEY_DIGITS + month.places) - 1
    whole = Text.of("a whole number of 32 bits at most")
    money = Text.of("a whole number of minor units from {least} to {most}", least=-most, most=most)
    text = Text.of("text without NUL and broken characters")
    for name in ENTRY_COLUMNS:
        expected = money if name == "amount" else text if no_entries()[name].dtype == "str" else whole
        for row, value in enumerate(found[name].tolist()):
            if not fits(name, value) or (name == "amount" and abs(value) > most):
                shown = reprlib.repr(value)
                told = Text.of("{column} is {found}, expected {expected}", column=name, found=shown, expected=expected)
                yield row, told


def _wrong_lines(month: Month, own: OwnRule, found: pd.DataFrame) -> Iterator[tuple[int, Text]]:
    """Yield the first row of each thing that is wrong with entries of which every value fits."""
    lines = _typed(found)
    employee, date = lines["employee"].to_numpy(), lines["date"].to_numpy()
    unknown = (employee < 0) | (employee >= len(month.tables.employees))
    if unknown.any():
        yield int(unknown.argmax()), Text.of("there is no such employee")
        return
    explained = (lines[["explanation_zh", "explanation_en"]] != "").to_numpy().all(axis=1)
    wrong = (
        (lines["rule"] != own.name, Text.of("the rule of its entries must be {name}", name=own.name)),
        (
            ~(month.in_period(date) & month.facts.employed(employee, date)),
            Text.of("a date is outside the pay period or the employment"),
        ),
        (
            lines["version"].to_numpy() != month.facts.version(employee, date),
            Text.of("a version is not the one in force on the day"),
        ),
        (lines.duplicated(["employee", "event"]), Text.of("an employee has the same event twice")),
        (~explained, Text.of("an explanation is missing (Chinese and English)")),
    )
    for rows, reason in wrong:
        if np.any(rows):
            yield int(np.argmax(rows)), reason


def _typed(found: pd.DataFrame) -> pd.DataFrame:
    return found[list(ENTRY_COLUMNS)].astype(no_entries().dtypes.to_dict()).reset_index(drop=True)


def _problem(kind: ProblemKind, own: OwnRule, reason: Text) -> Problem:
    return Problem(kind, value=own.name, details={"module": own.module, "reason": reason})
