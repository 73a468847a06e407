"""What holds for quality and rewards together: any split of the employees, the order of rows, months without them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.policy.model import Price
from payroll.policy.quality_rules import (
    FatalError,
    ResponseTimesRule,
    ScorecardItem,
    ScorecardLevel,
    ScorecardRule,
    StarBand,
    StarsRule,
)
from payroll.policy.reward_rules import CommissionRule, CommissionTier, FullAttendanceRule
from payroll.tables import ROW_SET_ASIDE, ROW_USED
from tests.month_builder import BARE, a_month, employee, ledger, punch, shift, version
from tests.month_frames import Row, ledger_lines
from tests.test_month_properties import assert_same, judged_in_parts

ITEMS = {
    code: ScorecardItem(title=Text(code, code), good=points, fair=points - 2) for code, points in (("a", 5), ("b", 9))
}
RULES = replace(
    BARE,
    scorecard=ScorecardRule(
        items=ITEMS,
        fatal={"taboo": FatalError(title=Text("禁语", "Taboo"), price=Price(amount=500), action="warning")},
        levels=(ScorecardLevel(Decimal(0), Price(daily_wages=Decimal("0.3"))), ScorecardLevel(Decimal(70))),
    ),
    stars=StarsRule(bands=(StarBand(Decimal(50), 3), StarBand(Decimal(75), 5, 1000))),
    response_times=ResponseTimesRule(
        first_seconds=15, further_seconds=20, within_percent=Decimal(60), price=Price(percent_of_base=Decimal("0.7"))
    ),
    commission=CommissionRule(tiers=(CommissionTier(0, Decimal("1.1")), CommissionTier(30_000, Decimal(3)))),
    full_attendance=FullAttendanceRule(amount=20_000),
)
LATER = replace(RULES, scorecard=replace(RULES.scorecard or ScorecardRule(items=ITEMS), items={"a": ITEMS["a"]}))
PEOPLE = [f"{number:04d}" for number in range(1, 9)]


def random_rows(chance: Random) -> dict[str, list[Row]]:
    """Return rows of all tables that the rules look at; a few of them are in error."""

    def a_day() -> str:
        return f"2026-10-{chance.randint(1, 31):02d}"

    scores = []
    for number in range(30):
        who, day = chance.choice(PEOPLE), a_day()
        for item in ("a", "b") if day < "2026-10-20" or chance.random() < 0.1 else ("a",):
            grade = chance.choice(["good", "fair", "poor", "not-applicable"])
            scores.append({"sample_id": f"S{number}", "employee_id": who, "date": day, "item": item, "grade": grade})
        if chance.random() < 0.2:
            scores.append(scores[-1] | {"item": "taboo", "grade": "fatal"})
    chats = [
        {
            "conversation_id": f"C{number}",
            "employee_id": chance.choice(PEOPLE),
            "time": f"{a_day()} 19:{number % 60:02d}",
            "first_response_seconds": chance.choice(["", "14", "15", "16"]),
            "slowest_response_seconds": chance.choice(["", "20", "21"]),
        }
        for number in range(40)
    ]
    sales = [
        {
            "sale_id": f"X{number}",
            "employee_id": chance.choice(PEOPLE),
            "date": a_day(),
            "amount": str(chance.randint(0, 300)),
        }
        for number in range(20)
    ]
    return {"scores": scores, "chats": chats, "sales": sales}


def month_of(rows: dict[str, list[Row]], seed: int, order: int = 0) -> Month:
    """Return the month of these rows, in an order of which there are many."""
    chance, shuffling = Random(seed), Random(order)
    days = [f"2026-10-{day:02d}" for day in (12, 13)]
    numbered = {name: [{"#": str(number)} | row for number, row in enumerate(table, 2)] for name, table in rows.items()}
    return a_month(
        policy=[version(RULES), version(LATER, "2026-10-20")],
        employees=[employee(who, left="2026-10-25" if who == "0003" else "") for who in PEOPLE],
        shifts=[shift(who, day) for who in PEOPLE for day in days],
        punches=[
            punch(who, day, chance.choice(["08:20", "08:20", "08:40"]), "17:40") for who in PEOPLE for day in days
        ],
        records={name: shuffling.sample(table, len(table)) for name, table in numbered.items()},
        doubtful={"scores": [("0001", "2026-10-05")], "chats": [("0002", "")]},
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_split_of_the_employees_and_any_order_of_rows_makes_the_same_ledger(seed: int) -> None:
    rows = random_rows(Random(seed))
    month = month_of(rows, seed)
    whole = ledger(month)
    assert {"scorecard", "star", "response-time", "commission", "full-attendance"} <= set(whole["rule"])
    assert whole["entry_id"].is_unique
    for parts in (2, 8):
        part_of = np.arange(len(PEOPLE)) % parts
        assert_same(ledger_lines(month, judged_in_parts(month, part_of)), whole)
    assert_same(ledger(month_of(rows, seed, order=1)), whole)


def test_every_row_is_accounted_for() -> None:
    month = month_of(random_rows(Random(5)), 5)
    dispositions = judge(month).dispositions
    for table in ("scores", "chats", "sales"):
        assert len(dispositions[table]) == len(getattr(month.tables, table))
    assert {ROW_USED, ROW_SET_ASIDE} == set(dispositions["scores"].tolist())


def test_a_policy_without_these_rules_makes_no_line_of_these_tables() -> None:
    rows = random_rows(Random(1))
    assert not ledger(month_of(rows, 1)).empty
    assert ledger(a_month(employees=[employee(who) for who in PEOPLE], records=rows)).empty
