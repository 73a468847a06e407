"""How and until when an employee objects: the table of the policy, and the deadline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from payroll.language import Text
from payroll.period import day_number
from payroll.policy.load import load_version
from payroll.policy.objection_rule import ObjectionRule
from tests.test_policy_load import POLICY, SHIFT, write

OCTOBER_ENDS = day_number(date(2026, 10, 31))
GIVEN_OUT = day_number(date(2026, 11, 5))


def loaded(folder: Path, table: str) -> tuple[ObjectionRule | None, list[str]]:
    """Return the rule of a policy with this table, and the keys of its problems."""
    version, problems = load_version(write(folder, POLICY + SHIFT + table))
    return (version.rules.objections if version else None), [problem.column for problem in problems]


def test_a_policy_without_the_table_says_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == (None, [])


def test_every_key_is_read(tmp_path: Path) -> None:
    table = """
[objections]
clause = "9.1"
days = 10
counted_from = "period-end"
to = { zh = "人力资源部", en = "HR" }
how = { zh = "书面", en = "in writing" }
"""
    rule = ObjectionRule(
        clause="9.1",
        days=10,
        counted_from="period-end",
        to=Text("人力资源部", "HR"),
        how=Text("书面", "in writing"),
    )
    assert loaded(tmp_path, table) == (rule, [])


def test_days_are_counted_from_the_issue_unless_the_policy_says_otherwise(tmp_path: Path) -> None:
    assert loaded(tmp_path, "[objections]\ndays = 10\n") == (ObjectionRule(days=10, counted_from="issue"), [])


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("[objections]\n", "objections"),
        ('[objections]\nclause = "9"\n', "objections"),
        ("[objections]\ndays = 0\n", "objections.days"),
        ("[objections]\ndays = 367\n", "objections.days"),
        ('[objections]\ndays = 5\ncounted_from = "payday"\n', "objections.counted_from"),
        ('[objections]\nto = { zh = "店长", en = "manager" }\ncounted_from = "issue"\n', "objections.counted_from"),
    ],
)
def test_a_table_that_says_nothing_or_something_impossible_is_refused(tmp_path: Path, table: str, key: str) -> None:
    assert loaded(tmp_path, table) == (None, [key])


@pytest.mark.parametrize("days", [1, 366])
def test_the_bounds_of_the_days_are_allowed(tmp_path: Path, days: int) -> None:
    assert loaded(tmp_path, f"[objections]\ndays = {days}\n") == (ObjectionRule(days=days), [])


# The deadline ----------------------------------------------------------------------------------------


def deadline(rule: ObjectionRule, issued: int | None) -> date | None:
    last = rule.last_day(OCTOBER_ENDS, issued)
    return None if last is None else date.fromordinal(last + date(1970, 1, 1).toordinal())


def test_ten_days_from_the_issue_on_5_november_end_on_15_november() -> None:
    assert deadline(ObjectionRule(days=10), GIVEN_OUT) == date(2026, 11, 15)


def test_one_day_from_the_issue_is_the_day_after_it() -> None:
    assert deadline(ObjectionRule(days=1), GIVEN_OUT) == date(2026, 11, 6)


def test_ten_days_from_the_end_of_october_end_on_10_november_whenever_it_is_given_out() -> None:
    rule = ObjectionRule(days=10, counted_from="period-end")
    assert deadline(rule, GIVEN_OUT) == deadline(rule, None) == date(2026, 11, 10)


def test_days_from_an_issue_that_nobody_named_have_no_last_day() -> None:
    assert deadline(ObjectionRule(days=10), None) is None


def test_no_days_are_no_deadline() -> None:
    assert deadline(ObjectionRule(to=Text("店长", "the manager")), GIVEN_OUT) is None
