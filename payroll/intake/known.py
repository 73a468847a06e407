"""Who is known: the employees, under which policy they are when, and who the clocks mean by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from payroll.intake import frames
from payroll.intake.cells import half_width, plain_id, text_of, tidy
from payroll.intake.checks import check_employees
from payroll.intake.identities import Identities, check_identities, identities_of
from payroll.intake.people import Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, SET_ASIDE, Setting
from payroll.intake.settling import read_table
from payroll.intake.sources import Intake
from payroll.intake.zones import PolicyFacts, Zones
from payroll.problems import Problem
from payroll.tables import ASSIGNMENTS, EMPLOYEES, IDENTITIES


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells of all other tables are understood with.

    ``employees`` as of ``payroll.tables``; ``settled`` are all rows of employees, assignments and identities.
    """

    employees: pd.DataFrame
    setting: Setting
    identities: Identities
    settled: Mapping[str, pd.DataFrame]
    problems: Sequence[Problem]

    @property
    def roster(self) -> Roster:
        """The employees by id."""
        return self.setting.roster


def know_people(intake: Intake, facts: PolicyFacts) -> Known:
    """Read the employees, then the assignments, which say what time zone holds for the others, and the identities."""
    people, problems = _read_employees(intake, facts)
    employees = frames.employees_frame(people)
    roster = _roster(people, employees, with_names=any(source.is_of_clock for source in intake.sources))
    zones = Zones(facts, employees["policy"].tolist())
    assignments, found = read_table(intake, ASSIGNMENTS, Setting(roster, zones), {})
    problems += found
    setting = Setting(roster, Zones(facts, zones.policies, _policy_changes(assignments)))
    identities, found = read_table(intake, IDENTITIES, setting, {}, lambda rows: check_identities(rows, roster))
    problems += found
    settled = {EMPLOYEES.name: people, ASSIGNMENTS.name: assignments, IDENTITIES.name: identities}
    return Known(employees, setting, identities_of(identities), settled, problems)


def _read_employees(intake: Intake, facts: PolicyFacts) -> tuple[pd.DataFrame, list[Problem]]:
    assigned = _with_assigned_policy([file.raw for file in intake.files.get(ASSIGNMENTS.name, ())])
    setting = Setting(Roster(()), Zones(facts))
    return read_table(intake, EMPLOYEES, setting, {}, lambda rows: check_employees(rows, list(facts.zones), assigned))


def _with_assigned_policy(assignments: Sequence[RawTable]) -> set[str]:
    """Return the ids to which a row of ``assignments`` gives a policy, before any of its cells is judged."""
    return {
        plain_id(half_width(tidy(text_of(employee))))
        for raw in assignments
        if {"employee_id", "policy"} <= set(raw.columns)
        for employee, policy in zip(
            raw.columns["employee_id"].to_pylist(), raw.columns["policy"].to_pylist(), strict=True
        )
        if tidy(text_of(policy))
    }


def _roster(people: pd.DataFrame, employees: pd.DataFrame, *, with_names: bool) -> Roster:
    aside = frozenset(people.loc[people["fate"] == SET_ASIDE, "employee_id"].astype("str")) - {""}
    ids = employees["employee_id"].tolist()
    names = employees["name"].tolist() if with_names else ()  # a clock may know people by name alone
    return Roster(ids, aside.difference(ids), bool(ids or aside), names)


def _policy_changes(assignments: pd.DataFrame) -> dict[int, list[tuple[int, str]]]:
    changes: dict[int, list[tuple[int, str]]] = {}
    clean = assignments[(assignments["fate"] == CLEAN) & (assignments["policy"] != "")]
    for employee, day, policy in zip(clean["employee_id"], clean["effective_from"], clean["policy"], strict=True):
        changes.setdefault(int(employee), []).append((int(day), str(policy)))
    return {employee: sorted(dated) for employee, dated in changes.items()}
