"""Problems that count rows or people: one for each cause, which can be added up over parts of the employees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from payroll.language import Text
from payroll.month.context import Details, Month, Row, problem_at, records
from payroll.month.kinds import POLICY_NOT_GIVEN, POLICY_NOT_IN_FORCE
from payroll.period import iso_day
from payroll.problems import Problem

NOWHERE = -1
"""``file`` of a shift that the calendar makes: it stands in no file."""
_ROWS, _PEOPLE = "rows", "people"


def counted_rows(number: int) -> Details:
    """Return the details of a problem that is about so many rows of a file."""
    return {_ROWS: str(number), "count": Text.counted("{count} row", "{count} rows", number)}


def counted_people(number: int) -> Details:
    """Return the details of a problem that is about so many employees."""
    return {_PEOPLE: str(number), "count": Text.counted("{count} employee", "{count} employees", number)}


def first_of_each(rows: pd.DataFrame, causes: list[str]) -> list[Row]:
    """Return the first row of each cause, with how many ``rows`` it has."""
    ordered = rows.sort_values("row")
    size = ordered.groupby(causes, observed=True)["row"].transform("size")
    return records(ordered.assign(rows=size).drop_duplicates(causes))


def version_problems(month: Month, rows: pd.DataFrame, column: str) -> list[Problem]:
    """One problem for each policy that is not yet in force on the days of ``rows``, in each file.

    ``rows`` have employee, file (NOWHERE for a calendar's shift), row and a day in ``date``.
    """
    if rows.empty:
        return []
    policy = month.facts.policy.at(rows["employee"].to_numpy(), rows["date"].to_numpy())
    problems = []
    for first in first_of_each(rows.assign(policy_index=policy), ["policy_index", "file"]):
        day, index = iso_day(first["date"]), first["policy_index"]
        details = {"policy": month.policies.ids[index], "day": day, **counted_rows(first["rows"])}
        if index < 0:
            missing = {"employee": month.employee_id(first["employee"]), "day": day, **counted_rows(first["rows"])}
            problems.append(problem_at(POLICY_NOT_GIVEN, month.tables.files, first, column, day, missing))
        elif first["file"] == NOWHERE:
            problems.append(Problem(POLICY_NOT_IN_FORCE, value=day, details=details))
        else:
            problems.append(problem_at(POLICY_NOT_IN_FORCE, month.tables.files, first, column, day, details))
    return problems


def added_up(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems of several parts of the employees as those of all of them.

    Of one that counts, the rows or people of all parts are counted, at the first place of all; the others stay.
    """
    result: list[Problem] = []
    places: dict[tuple[object, ...], int] = {}
    for problem in problems:
        unit = next((unit for unit in (_ROWS, _PEOPLE) if unit in problem.details), "")
        policy = problem.details.get("policy", "")
        named = "" if problem.kind in {POLICY_NOT_IN_FORCE, POLICY_NOT_GIVEN} else problem.value
        key = (problem.code, problem.file, problem.sheet, problem.column, unit, policy, named)
        if not unit or key not in places:
            places[key] = len(result)
            result.append(problem)
        else:
            result[places[key]] = _together(result[places[key]], problem, unit)
    return result


def _together(one: Problem, other: Problem, unit: str) -> Problem:
    first = min(one, other, key=lambda each: (each.row or 0, each.value))
    number = int(str(one.details[unit])) + int(str(other.details[unit]))
    counted = counted_rows(number) if unit == _ROWS else counted_people(number)
    return replace(first, details={**first.details, **counted})
