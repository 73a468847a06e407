"""A company's own rules: run with the same facts as ours, and their entries checked (rules, section 23)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from payroll.language import Text, same
from payroll.month.context import Month, OwnRule
from payroll.month.entries import ENTRY_COLUMNS, no_entries
from payroll.month.facts import Facts
from payroll.policy.kinds_company import RULE_FAILS, RULE_RESULT
from payroll.problems import Problem, ProblemKind


def company_entries(facts: Facts, own: OwnRule) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the entries of one rule of the company, or none and the problem of it.

    Of its entries those count whose policy version names this very file.
    """
    try:
        found = own.judge(facts)
    except Exception as error:  # noqa: BLE001 - whatever a company's own code raises is told to its author
        return no_entries(), [_problem(RULE_FAILS, own, _words(error, own))]
    wrong = _fault(facts.month, own, found)
    if wrong is not None:
        return no_entries(), [_problem(RULE_RESULT, own, wrong)]
    entries = found[list(ENTRY_COLUMNS)].astype(no_entries().dtypes.to_dict())
    return entries[entries["version"].isin(own.versions)], []


def _words(error: Exception, own: OwnRule) -> Text:
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
    if not isinstance(found, pd.DataFrame) or set(ENTRY_COLUMNS) - set(found.columns):
        return Text.of("it is not what entries(…) makes")
    try:
        typed = found[list(ENTRY_COLUMNS)].astype(no_entries().dtypes.to_dict())
    except (TypeError, ValueError, OverflowError) as error:
        return Text.of("a column has the wrong type: {error}", error=error)
    return next(_wrong_lines(month, own, typed), None)


def _wrong_lines(month: Month, own: OwnRule, lines: pd.DataFrame) -> Iterator[Text]:
    """Yield what is wrong with entries that have the right columns."""
    employee, date = lines["employee"].to_numpy(), lines["date"].to_numpy()
    if ((employee < 0) | (employee >= len(month.tables.employees))).any():
        yield Text.of("there is no such employee")
        return
    if (lines["rule"] != own.name).any():
        yield Text.of("the rule of its entries must be {name}", name=own.name)
    if not (month.in_period(date) & month.facts.employed(employee, date)).all():
        yield Text.of("a date is outside the pay period or the employment")
    if (lines["version"].to_numpy() != month.facts.version(employee, date)).any():
        yield Text.of("a version is not the one in force on the day")
    if lines.duplicated(["employee", "event"]).any():
        yield Text.of("an employee has the same event twice")
    if (lines[["explanation_zh", "explanation_en"]] == "").to_numpy().any():
        yield Text.of("an explanation is missing (Chinese and English)")


def _problem(kind: ProblemKind, own: OwnRule, reason: Text) -> Problem:
    return Problem(kind, value=own.name, details={"module": own.module, "reason": reason})
