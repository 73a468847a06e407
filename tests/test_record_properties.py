"""What holds for every month with records: order of rows, any split of the employees, and more records never cost."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.policy.discipline_rule import DisciplineRule, DisciplineStep
from payroll.policy.model import Calendar, IncidentRule, OccurrenceRule, Price, Rules, SwapRule
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from tests.month_builder import BARE, a_month, cents, employee, flat, incident, leave, punch, shift, swap
from tests.month_frames import Row, ledger_lines
from tests.test_month_properties import assert_same, judged_in_parts

TIERS = (flat("1"), flat("3", occurrence=2), flat("7", occurrence=4))
RULES = replace(
    BARE,
    calendar=Calendar("office", frozenset(range(5)), ""),
    lateness=OccurrenceRule(tiers=TIERS),
    absence=OccurrenceRule(tiers=(flat("20"),)),
    swaps=SwapRule(limit=1, amount=cents("2")),
    incidents={
        "call": IncidentRule(title=Text("电话", "Call"), price=Price(amount=cents("5")), over_minutes=3),
        "away": IncidentRule(title=Text("离岗", "Away"), needs_proof=True, unless_approved=True),
    },
    daily_report=DailyReportRule(per="day", tiers=TIERS, due_hours=2),
    handover_record=OccurrenceRule(per="day", tiers=TIERS, counting="all"),
    meetings=MeetingRule(per="day", tiers=TIERS, weekday=0, time=870),
    discipline=DisciplineRule(
        counts=frozenset({"lateness", "daily-report", "meeting", "incident:call"}),
        window="rolling-12",
        steps=(DisciplineStep(2, "oral-warning"), DisciplineStep(4, "written-warning")),
    ),
)
PEOPLE = [f"000{number}" for number in range(1, 6)]
DAYS = [f"2026-10-{day:02d}" for day in range(12, 17)]

a_few = settings(derandomize=True, deadline=None, max_examples=5, suppress_health_check=list(HealthCheck))


class RandomRows(NamedTuple):
    """The rows of a random week of five people in two stores, by table."""

    rows: dict[str, list[Row]]

    def month(self, policy: Rules = RULES, changed: Mapping[str, list[Row]] = {}) -> Month:
        rows = {**self.rows, **changed}
        return a_month(
            policy=policy,
            employees=rows["employees"],
            shifts=rows["shifts"],
            punches=[rows["punches"]],
            swaps=rows["swaps"],
            leave=rows["leave"],
            incidents=rows["incidents"],
            records={name: rows[name] for name in ("reports", "handovers", "meetings", "promotions", "history")},
        )


def random_rows(chance: Random) -> RandomRows:
    each = [(person, day) for person in PEOPLE for day in DAYS]

    def some(share: float) -> list[tuple[str, str]]:
        return [pair for pair in each if chance.random() < share]

    def about(person: str, day: str, **cells: str) -> Row:
        return {"employee_id": person, "date": day, **cells}

    rows = {
        "employees": [employee(person) | {"store": chance.choice(["S1", "S2", ""])} for person in PEOPLE],
        "shifts": [shift(person, day, chance.choice(["office", "evening", "rest"])) for person, day in some(0.3)],
        "promotions": [shift(person, day, "20:00-23:00") for person, day in some(0.1)],
        "punches": [
            row
            for person, day in some(0.8)
            for row in punch(person, day, chance.choice(["08:25", "08:40", "18:20"]), chance.choice(["17:35", "23:55"]))
        ],
        "swaps": [
            swap(f"W{number}", one, other, chance.choice(DAYS), status=chance.choice(["approved", "pending"]))
            for number, (one, other) in enumerate(chance.sample(PEOPLE, 2) for _ in range(3))
        ],
        "leave": [leave(f"L{n}", day, day, employee_id=person) for n, (person, day) in enumerate(some(0.05))],
        "incidents": [
            incident(f"I{n}", day, chance.choice(["call", "away"]), employee_id=person)
            | {"minutes": chance.choice(["3", "4", "9"]), "proof": "P", "approved_by": chance.choice(["", "M"])}
            for n, (person, day) in enumerate(some(0.15))
        ],
        "reports": [
            about(person, day, handed_in_at=f"{day} {chance.choice(['19:30', '19:31'])}", status=status)
            for person, day in some(0.7)
            for status in chance.choice([["complete"], ["incomplete"], ["incomplete", "complete"]])
        ],
        "handovers": [about(person, day, status="complete") for person, day in some(0.8)],
        "meetings": [
            about(person, day, status=chance.choice(["attended", "missed", "no-report", "excused"]))
            for person, day in some(0.1)
        ],
        "history": [
            about(person, "2026-08-03", rule="lateness", entry_id=f"2026-08/{person}/lateness/{n}")
            for n, (person, _) in enumerate(some(0.1))
        ],
    }
    return RandomRows({name: [{"#": str(n)} | row for n, row in enumerate(table, 2)] for name, table in rows.items()})


def ledger_of(month: Month) -> pd.DataFrame:
    return ledger_lines(month, judge(month).entries)


def totals(month: Month) -> dict[int, int]:
    sums = judge(month).entries.groupby("employee")["amount"].sum()
    return {person: int(sums.get(person, 0)) for person in range(len(PEOPLE))}


@a_few
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: Random) -> None:
    week = random_rows(chance)
    shuffled = RandomRows({name: chance.sample(table, len(table)) for name, table in week.rows.items()})
    assert_same(ledger_of(shuffled.month()), ledger_of(week.month()))


@a_few
@given(chance=st.randoms(use_true_random=False), parts=st.integers(2, 5))
def test_any_split_of_the_employees_makes_the_same_ledger(chance: Random, parts: int) -> None:
    month = random_rows(chance).month()
    part_of = np.array([chance.randrange(parts) for _ in PEOPLE])
    assert_same(ledger_lines(month, judged_in_parts(month, part_of)), ledger_of(month))


@a_few
@given(chance=st.randoms(use_true_random=False))
def test_one_more_record_that_is_good_never_costs_and_one_less_never_pays(chance: Random) -> None:
    week = random_rows(chance)
    before = totals(week.month())
    person, date = chance.choice(PEOPLE), chance.choice(DAYS)
    row = {"employee_id": person, "date": date, "status": "complete"}
    for table in ("reports", "handovers"):
        after = totals(week.month(changed={table: [*week.rows[table], row]}))
        assert all(after[someone] >= before[someone] for someone in before)
        if week.rows[table]:
            fewer = totals(week.month(changed={table: week.rows[table][1:]}))
            assert all(fewer[someone] <= before[someone] for someone in before)


@a_few
@given(chance=st.randoms(use_true_random=False))
def test_one_more_incident_never_raises_pay(chance: Random) -> None:
    week = random_rows(chance)
    one_more = incident("I99", chance.choice(DAYS), "call", employee_id=chance.choice(PEOPLE)) | {"minutes": "4"}
    before, after = (
        totals(week.month(changed={"incidents": rows}))
        for rows in (week.rows["incidents"], [*week.rows["incidents"], one_more])
    )
    assert sum(before.values()) - sum(after.values()) == cents("5")


@a_few
@given(chance=st.randoms(use_true_random=False))
def test_without_discipline_only_its_own_lines_are_gone(chance: Random) -> None:
    week = random_rows(chance)
    with_it, without = ledger_of(week.month()), ledger_of(week.month(replace(RULES, discipline=None)))
    assert_same(with_it[with_it["rule"] != "discipline"].reset_index(drop=True), without)
    assert set(with_it.loc[with_it["rule"] == "discipline", "amount"]) <= {0}
