"""The award for full attendance (rules, section 17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from payroll.month.context import Month, records
from payroll.policy.model import OccurrenceRule, PolicyVersion, Rules
from payroll.policy.reward_rules import FullAttendanceRule
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    amounts,
    cents,
    employee,
    leave,
    ledger,
    lines,
    punch,
    shift,
    swap,
    version,
)
from tests.month_frames import Row
from tests.test_policy_load import POLICY, problems_of, rules_of

LAST = "2026-10-31"
AWARD = FullAttendanceRule(clause="6.3", amount=cents("200"), late_allowed=1, excused_kinds=frozenset({"annual"}))
RULES = replace(BARE, full_attendance=AWARD)
GIVEN = [Line("0001", LAST, "full-attendance", 0, "200.00", "")]
REVIEW = [Line("0001", LAST, "full-attendance", 0, "0.00", "full-attendance-review")]
ON_TIME = ("08:25", "17:35")
DAYS = ("2026-10-12", "2026-10-13", "2026-10-14")


def month_of(
    *taps: Sequence[str],
    policy: Rules | Sequence[PolicyVersion] = RULES,
    hired: str = "2020-01-06",
    left: str = "",
    leave: Iterable[Row] = (),
    unclear: Iterable[tuple[str, str]] = (),
) -> Month:
    """Return a month of 0001 with an office shift for each of the taps, from the 12th on."""
    days = list(zip(DAYS, taps, strict=False))
    return a_month(
        policy=policy,
        employees=[employee("0001", hired=hired, left=left)],
        shifts=[shift("0001", day) for day, _ in days],
        punches=[punch("0001", day, *clocks) for day, clocks in days],
        leave=leave,
        unclear=unclear,
    )


def award(month: Month) -> list[Line]:
    return lines(month, "full-attendance")


def test_who_comes_and_goes_in_time_all_month_gets_the_award() -> None:
    month = month_of(ON_TIME, ON_TIME)
    assert award(month) == GIVEN
    (row,) = records(ledger(month))
    assert row["explanation_zh"] == "2026-10 全勤：2 个班次，迟到 0 次（允许 1 次），奖金 200.00（条款 6.3）"
    assert row["explanation_en"] == ("2026-10 full attendance: 2 shifts, 0 late (1 allowed), award 200.00 (clause 6.3)")
    assert row["evidence"] == "office/2020-01-01.toml"
    assert row["kind"] == "addition"


@pytest.mark.parametrize(
    "taps",
    [
        (),  # absent
        ("08:25", "17:29"),  # early
        ("08:25",),  # no departure
        ("17:35",),  # no arrival
        ("08:31", "17:29"),  # late, which is allowed once, and early
    ],
)
def test_what_is_not_full_attendance(taps: Sequence[str]) -> None:
    assert award(month_of(ON_TIME, taps)) == []


def test_so_many_late_shifts_are_allowed_and_no_more() -> None:
    late = ("08:31", "17:35")
    assert award(month_of(late, ON_TIME)) == GIVEN
    assert award(month_of(late, late)) == []
    strict = replace(BARE, full_attendance=replace(AWARD, late_allowed=0))
    assert award(month_of(late, ON_TIME, policy=strict)) == []


def test_within_the_grace_nobody_is_late() -> None:
    strict = replace(BARE, full_attendance=replace(AWARD, late_allowed=0), lateness=OccurrenceRule(grace_minutes=5))
    assert award(month_of(("08:35", "17:35"), policy=strict)) == GIVEN
    assert award(month_of(("08:36", "17:35"), policy=strict)) == []


@pytest.mark.parametrize(
    ("hired", "left", "given"),
    [
        ("2026-10-01", "2026-10-31", True),
        ("2026-10-02", "", False),
        ("2020-01-06", "2026-10-30", False),
        ("2020-01-06", "2026-11-01", True),
    ],
)
def test_it_takes_employment_on_every_day_of_the_period(hired: str, left: str, given: bool) -> None:
    assert award(month_of(ON_TIME, hired=hired, left=left)) == (GIVEN if given else [])


def test_it_takes_a_shift() -> None:
    assert award(month_of()) == []


def test_shifts_of_other_periods_do_not_matter() -> None:
    shifts = [shift("0001", day) for day in ("2026-09-30", "2026-10-12", "2026-11-01")]
    month = a_month(
        policy=RULES, employees=[employee("0001")], shifts=shifts, punches=[punch("0001", "2026-10-12", *ON_TIME)]
    )
    assert award(month) == GIVEN


def test_a_shift_that_was_given_away_is_the_other_ones() -> None:
    month = a_month(
        policy=RULES,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", "2026-10-12"), shift("0001", "2026-10-13"), shift("0002", "2026-10-14")],
        punches=[punch("0001", "2026-10-12", *ON_TIME), punch("0002", "2026-10-14", *ON_TIME)],
        swaps=[swap("H1", "0001", "0002", "2026-10-13")],
    )
    assert award(month) == GIVEN


@pytest.mark.parametrize(
    ("since", "until", "kind", "given"),
    [
        ("2026-10-13", "2026-10-13", "annual", True),  # excused
        ("2026-10-13", "2026-10-13", "sick", False),
        ("2026-10-13 17:29", "2026-10-13 18:00", "sick", False),  # a minute of the shift
        ("2026-10-13 17:30", "2026-10-13 18:00", "sick", True),  # nothing of it
        ("2026-10-15", "2026-10-20", "sick", True),  # no shift
    ],
)
def test_leave_that_covers_some_of_a_shift_stands_in_the_way_unless_excused(
    since: str, until: str, kind: str, given: bool
) -> None:
    second = () if len(since) == 10 and since == DAYS[1] else ON_TIME
    month = month_of(ON_TIME, second, leave=[leave("L1", since, until, kind=kind)])
    assert award(month) == (GIVEN if given else [])


def test_leave_that_is_not_excused_counts_beside_leave_that_is() -> None:
    both = [
        leave("L1", "2026-10-13 08:30", "2026-10-13 12:00", kind="annual"),
        leave("L2", "2026-10-13 12:00", "2026-10-13 17:30", kind="sick"),
    ]
    assert award(month_of(ON_TIME, (), leave=both)) == []
    assert award(month_of(ON_TIME, (), leave=[both[0], both[1] | {"kind": "annual"}])) == GIVEN


def test_leave_around_the_period_does_not_matter() -> None:
    month = a_month(
        policy=RULES,
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-09-30"), shift("0001", "2026-10-12")],
        punches=[punch("0001", "2026-10-12", *ON_TIME)],
        leave=[leave("L1", "2026-09-30", "2026-09-30", kind="sick")],
    )
    assert award(month) == GIVEN


# Unclear shifts


def test_if_only_unclear_shifts_stand_in_the_way_a_person_decides() -> None:
    month = month_of(ON_TIME, (), unclear=[("0001", "2026-10-13")])
    assert award(month) == REVIEW
    (row,) = [row for row in records(ledger(month)) if row["rule"] == "full-attendance"]
    assert row["explanation_zh"].startswith("2026-10 全勤：2 个班次，迟到 0 次（允许 1 次），2 个待核实；奖金 200.00")
    assert row["explanation_en"].endswith(
        "2 to be checked; whether the award of 200.00 is due, a person decides (clause 6.3)"
    )


def test_unclear_shifts_alone_are_for_a_person_too() -> None:
    assert award(month_of(ON_TIME, unclear=[("0001", "")])) == REVIEW


def test_with_anything_else_in_the_way_there_is_nothing_to_decide() -> None:
    assert award(month_of((), ON_TIME, ON_TIME, unclear=[("0001", "2026-10-14")])) == []


# Versions


def test_the_version_of_the_last_day_decides_for_the_whole_month() -> None:
    dearer = replace(BARE, full_attendance=replace(AWARD, amount=cents("300")))
    assert amounts(month_of(ON_TIME, policy=[version(RULES), version(dearer, LAST)])) == ["300.00"]
    assert amounts(month_of(ON_TIME, policy=[version(RULES), version(BARE, LAST)])) == []
    assert amounts(month_of(ON_TIME, policy=[version(BARE), version(RULES, LAST)])) == ["200.00"]


# The policy file


def test_a_file_with_every_key_gives_the_award(tmp_path: Path) -> None:
    text = """
[full_attendance]
clause = "6.3"
amount = 200
late_allowed = 1
excused_kinds = ["annual"]
"""
    assert rules_of(tmp_path, text).full_attendance == AWARD
    assert rules_of(tmp_path, "[full_attendance]\namount = 1\n").full_attendance == FullAttendanceRule(amount=100)


def test_an_award_without_an_amount_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, f"{POLICY}[full_attendance]\nlate_allowed = 1\n")
    assert (problem.code, problem.column) == ("POLICY-KEY-MISSING", "full_attendance.amount")
