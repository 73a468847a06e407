"""The guard: what the policy's bounds and the law let stand, and what goes back (rules, sections 10 and 22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.month.context import Month, records
from payroll.month.entries import Entry, entries
from payroll.month.facts import Facts
from payroll.month.law.allow import Allowed, Under, allow
from payroll.month.law.charges import LOSS, charges_of, with_records, without_given_back
from payroll.month.law.conditions import Dates
from payroll.month.law.verdicts import Collected, Verdicts
from payroll.month.law.words import Cut, Told, explanation
from payroll.month.lookup import last_days_employed
from payroll.month.wage import sums_of, wage_of_period
from payroll.period import NO_DAY
from payroll.policy.law_model import Law


@dataclass(frozen=True, slots=True)
class Guarded:
    """One entry for everyone from whom less is taken than the rules charge, and what the law says of each line."""

    reliefs: pd.DataFrame
    verdicts: Verdicts


def guard(facts: Facts, lines: pd.DataFrame) -> Guarded:
    """Judge all other ``lines`` of the period. Charges stay in full; the entry gives the difference back."""
    month = facts.month
    charges = without_given_back(charges_of(month, lines), lines)
    charges = charges.assign(proposes=(lines["action"] != "").to_numpy()[charges["line"].to_numpy()])
    whose = charges["employee"].to_numpy()
    last = last_days_employed(month.facts.left, month.period)[whose]
    version = month.facts.version(whose, last)
    collected, found = Collected(), list[Entry]()
    for own, under, number in _groups(month, last, version):
        group = charges[own] if under is None else with_records(month, charges[own])
        if under is None:
            collected.add(group, _unguarded(group), "")
            continue
        group = _in_order(month, lines, group)
        people = wages_of(month, lines, group)
        dates = Dates(last[own], *_procedure(month, group["version"].to_numpy()))
        done = allow(group.assign(person=_persons(group, people)), people, dates, under)
        collected.add(group, done, under.law.label if under.law else "")
        found.extend(_reliefs(month, group, done, under, number))
        if under.law is not None and under.law.of("carry"):
            collected.carried.append(_carried(month, group, done))
    return Guarded(entries(found), collected.verdicts())


def _groups(month: Month, last: np.ndarray, version: np.ndarray) -> Iterator[tuple[np.ndarray, Under | None, int]]:
    """Yield the charges under each guard and law (None: no guard), by the policy of the last day employed."""
    for number in np.unique(version).tolist():
        rule = month.facts.rules(number).guard if number >= 0 else None
        own = version == number
        if rule is None:
            yield own, None, number
            continue
        laws: dict[str, tuple[Law | None, list[int]]] = {}
        for day in np.unique(last[own]).tolist():
            law = month.policies.laws.in_force(rule.profile, day) if rule.profile else None
            laws.setdefault(law.label if law else "", (law, []))[1].append(day)
        for law, days in laws.values():
            yield own & np.isin(last, days), Under(rule, law, month.period.wage_days), number


def _unguarded(charges: pd.DataFrame) -> Allowed:
    count, nothing = len(charges), np.zeros(len(charges), np.int64)
    asked = charges["asked"].to_numpy()
    no_limit, refused = np.full(count, -1, np.int16), np.zeros(count, bool)
    return Allowed(nothing, asked, no_limit, nothing, refused, nothing, pd.DataFrame())


def _in_order(month: Month, lines: pd.DataFrame, charges: pd.DataFrame) -> pd.DataFrame:
    few = lines[["rule", "event", "clause"]].iloc[charges["line"].to_numpy()]
    base = month.facts.base_wage(charges["employee"].to_numpy(), charges["date"].to_numpy())
    return charges.assign(rule=few["rule"].array, event=few["event"].array, clause=few["clause"].array, daily_base=base)


def _procedure(month: Month, version: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return when the version of each charge was consulted on and published, NO_DAY where it does not say."""
    rules = [each.rules for each in month.policies.versions]
    consulted = [NO_DAY if each.consulted_on is None else each.consulted_on for each in rules]
    published = [NO_DAY if each.published_on is None else each.published_on for each in rules]
    return np.array(consulted, np.int32)[version], np.array(published, np.int32)[version]


def _persons(charges: pd.DataFrame, people: pd.DataFrame) -> np.ndarray:
    return np.searchsorted(people["employee"].to_numpy(), charges["employee"].to_numpy())


def wages_of(month: Month, lines: pd.DataFrame, charges: pd.DataFrame) -> pd.DataFrame:
    """Return everyone with charges, and what the wage of the period goes by.

    The columns of ``payroll.month.wage.wage_of_period``, sorted by employee, and gross: the wage with the additions,
    as Python integers too, before any deduction and times the days of the period.
    """
    people = wage_of_period(month, lines, np.unique(charges["employee"].to_numpy()))
    employee = people["employee"].to_numpy()
    additions = sum(_sums(lines, rule, employee) for rule in ADDITIONS)
    return people.assign(gross=people["wage"].to_numpy() + additions * month.period.wage_days)


ADDITIONS = ("addition", "commission", "full-attendance", "star")
"""Rules whose lines are part of gross wages."""


def _sums(lines: pd.DataFrame, rule: str, employee: np.ndarray) -> np.ndarray:
    own = lines[["employee", "amount"]][lines["rule"] == rule]
    return np.zeros(len(employee), object) if own.empty else sums_of(own, employee)


def _reliefs(month: Month, charges: pd.DataFrame, done: Allowed, under: Under, number: int) -> Iterator[Entry]:
    """Yield the relief of everyone from whom less is taken than was charged (10.4, 22.8)."""
    persons = _persons(charges, done.people)
    asked = charges["asked"].to_numpy()
    totals = np.zeros(len(done.people), np.int64)
    np.add.at(totals, persons, asked)
    cut = asked - done.time - done.rest
    few = np.flatnonzero(cut > 0)
    cuts: dict[int, dict[int, Cut]] = {}
    columns = (persons[few], done.limit[few], cut[few], done.bounded[few])
    for person, limit, amount, bounded in zip(*(column.tolist() for column in columns), strict=True):
        own = cuts.setdefault(person, {}).setdefault(limit, Cut())
        own.add(amount, bounded)
    rows = records(done.people.iloc[sorted(cuts)])
    for person, row in zip(sorted(cuts), rows, strict=True):
        own_cuts = {done.limits[limit]: each for limit, each in cuts[person].items()}
        told = Told(row | {"person": person}, int(totals[person]), own_cuts)
        yield Entry(
            employee=row["employee"],
            date=row["last"],
            rule="guard",
            event="guard",
            clause=under.rule.clause,
            amount=sum(each.amount for each in own_cuts.values()),
            version=number,
            evidence=month.policies.versions[number].file,
            explanation=explanation(month, told, done.bounds, under),
        )


def _carried(month: Month, charges: pd.DataFrame, done: Allowed) -> pd.DataFrame:
    """Return what bounds of the month cut of losses: the next month may take it."""
    left = np.flatnonzero((charges["kind"].to_numpy() == LOSS) & (done.bounded > 0))
    few = charges.iloc[left]
    ids = [
        row["event"]
        if row["carried"]
        else f"{month.period.name}/{month.employee_id(row['employee'])}/{row['rule']}/{row['event']}"
        for row in records(few[["employee", "carried", "rule", "event"]])
    ]
    return pd.DataFrame(
        {
            "employee": few["employee"].to_numpy(),
            "entry_id": pd.array(ids, dtype="str"),
            "date": few["day"].to_numpy(),
            "amount": done.bounded[left],
            "clause": few["clause"].array,
        }
    )
