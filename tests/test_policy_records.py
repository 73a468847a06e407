"""The tables of a policy about records that are kept, and the steps of discipline: what is read, what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from payroll.policy import kinds
from payroll.policy.discipline_rule import DisciplineRule, DisciplineStep
from payroll.policy.model import OccurrenceRule, Price, Tier
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from tests.test_policy_load import POLICY, problems_of, rules_of

STEP = '[[discipline.step]]\ncount = 3\naction = "oral-warning"\n'


def test_every_key_is_read(tmp_path: Path) -> None:
    text = (
        """
[daily_report]
clause = "7.2"
counting = "all"
due_hours = 2
[[daily_report.tier]]
from_occurrence = 3
percent_of_base = 0.5
[[daily_report.tier]]
amount = 5
[handover_record]
clause = "4.2.2"
[[handover_record.tier]]
daily_wages = 1
[meetings]
clause = "5.1"
weekday = "sun"
time = "14:30"
[incidents.call]
needs_proof = true
over_minutes = 3
unless_approved = true
[discipline]
clause = "9"
counts = ["lateness", "incident:call"]
window = "rolling-12"
[[discipline.step]]
count = 5
action = "written-warning"
"""
        + STEP
    )
    rules = rules_of(tmp_path, text)
    tiers = (Tier(1, 0, Price(amount=500)), Tier(3, 0, Price(percent_of_base=Decimal("0.5"))))
    assert rules.daily_report == DailyReportRule(clause="7.2", counting="all", per="day", tiers=tiers, due_hours=2)
    days = (Tier(1, 0, Price(daily_wages=Decimal(1))),)
    assert rules.handover_record == OccurrenceRule(clause="4.2.2", per="day", tiers=days)
    assert rules.meetings == MeetingRule(clause="5.1", per="day", weekday=6, time=870)
    incident = rules.incidents["call"]
    assert (incident.needs_proof, incident.over_minutes, incident.unless_approved) == (True, 3, True)
    assert rules.discipline == DisciplineRule(
        clause="9",
        counts=frozenset({"lateness", "incident:call"}),
        window="rolling-12",
        steps=(DisciplineStep(3, "oral-warning"), DisciplineStep(5, "written-warning")),
    )


def test_keys_left_out_take_their_defaults(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "[daily_report]\n[handover_record]\n[incidents.call]\n")
    assert rules.daily_report == DailyReportRule(per="day")
    assert rules.daily_report is not None
    assert rules.daily_report.due_hours is None
    assert rules.handover_record == OccurrenceRule(per="day")
    incident = rules.incidents["call"]
    assert (incident.needs_proof, incident.over_minutes, incident.unless_approved) == (False, None, False)
    assert (rules.meetings, rules.discipline) == (None, None)
    discipline = rules_of(tmp_path, '[discipline]\ncounts = ["absence"]\n' + STEP).discipline
    assert discipline is not None
    assert (discipline.window, discipline.clause) == ("employment", "")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[daily_report]\ndue_hours = -1\n", "daily_report.due_hours"),
        ("[daily_report]\ndue_hours = 1.5\n", "daily_report.due_hours"),
        ('[meetings]\nweekday = "monday"\ntime = "14:30"\n', "meetings.weekday"),
        ('[meetings]\nweekday = "mon"\ntime = "24:00"\n', "meetings.time"),
        ("[incidents.call]\nneeds_proof = 1\n", "incidents.call.needs_proof"),
        ('[incidents.call]\nunless_approved = "yes"\n', "incidents.call.unless_approved"),
        ("[incidents.call]\nover_minutes = 1441\n", "incidents.call.over_minutes"),
        ("[discipline]\ncounts = []\n" + STEP, "discipline.counts"),
        ('[discipline]\ncounts = ["latenes"]\n' + STEP, "discipline.counts[1]"),
        ('[discipline]\ncounts = ["lateness", "incident:"]\n' + STEP, "discipline.counts[2]"),
        ('[discipline]\ncounts = ["guard"]\n' + STEP, "discipline.counts[1]"),
        (
            '[discipline]\ncounts = ["lateness"]\n[[discipline.step]]\ncount = 0\naction = "x"\n',
            "discipline.step[1].count",
        ),
        (
            '[discipline]\ncounts = ["lateness"]\n[[discipline.step]]\ncount = 1\naction = ""\n',
            "discipline.step[1].action",
        ),
        ('[discipline]\ncounts = ["lateness"]\nstep = []\n', "discipline.step"),
    ],
)
def test_an_impossible_value_is_named_with_its_key(tmp_path: Path, text: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, POLICY + text)
    assert (problem.kind, problem.column) == (kinds.VALUE, column)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('[daily_report]\nper = "shift"\n', "daily_report.per"),
        ("[handover_record]\ndue_hours = 1\n", "handover_record.due_hours"),
        ("[[daily_report.tier]]\nfrom_minutes = 5\n", "daily_report.tier[1].from_minutes"),
        ('[meetings]\nweekday = "mon"\ntime = "14:30"\ngrace_minutes = 5\n', "meetings.grace_minutes"),
    ],
)
def test_what_has_no_minutes_and_goes_by_the_day_has_no_keys_for_them(tmp_path: Path, text: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, POLICY + text)
    assert (problem.kind, problem.column) == (kinds.KEY_UNKNOWN, column)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("[meetings]\n", ["meetings.weekday", "meetings.time"]),
        ('[discipline]\ncounts = ["lateness"]\n', ["discipline.step"]),
        ("[discipline]\n" + STEP, ["discipline.counts"]),
    ],
)
def test_a_missing_key_is_named(tmp_path: Path, text: str, columns: list[str]) -> None:
    found = problems_of(tmp_path, POLICY + text)
    assert sorted((problem.kind.code, problem.column) for problem in found) == sorted(
        (kinds.KEY_MISSING.code, column) for column in columns
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[[daily_report.tier]]\namount = 1\n[[daily_report.tier]]\namount = 2\n", "daily_report.tier[2]"),
        ("[[handover_record.tier]]\namount = 1\ndaily_wages = 2\n", "handover_record.tier[1]"),
        ('[discipline]\ncounts = ["lateness"]\n' + STEP + STEP, "discipline.step[2]"),
        ('[discipline]\ncounts = ["incident:games"]\n' + STEP + "[incidents.call]\n", "discipline.counts[1]"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, text: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, POLICY + text)
    assert (problem.kind, problem.column) == (kinds.CONTRADICTION, column)
    assert problem.message("zh") != problem.message("en")
