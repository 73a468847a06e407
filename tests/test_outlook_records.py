"""Before it costs: records, meetings, discipline and the award for full attendance. A base wage of 4350.00."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.month.outlook.ahead import Urgency
from payroll.policy.discipline_rule import DisciplineRule, DisciplineStep
from payroll.policy.model import IncidentRule, OccurrenceRule, Rules, Tier, Window
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from payroll.policy.reward_rules import FullAttendanceRule
from tests.month_builder import BARE, a_month, cents, employee, flat, incident, leave, punch, shift
from tests.month_frames import Row
from tests.test_outlook import DAYS, findings, told

FIVE_THEN_TEN = (flat("5"), flat("10", occurrence=3))
ANNE = employee("0001")


def asked(*tiers: Tier, hours: int | None = None, counting: Any = "marginal") -> Rules:
    rule = DailyReportRule(per="day", tiers=tiers or FIVE_THEN_TEN, due_hours=hours, counting=counting)
    return replace(BARE, daily_report=rule)


def report(date: str, at: str = "", status: str = "") -> Row:
    return {"employee_id": "0001", "date": date, "handed_in_at": at, "status": status}


def reporting(policy: Rules, worked: int, *reports: Row, last: str = "21:30", doubt: str = "") -> Month:
    """Return a month with an office shift on each of ``DAYS``, so many of them worked; 0002 has the latest punch."""
    today = DAYS[worked - 1]
    return a_month(
        policy=policy,
        employees=[ANNE, employee("0002")],
        shifts=[*(shift("0001", date) for date in DAYS), shift("0002", today, "16:00-23:00")],
        punches=[
            *(punch("0001", date, "08:25", "17:35") for date in DAYS[:worked]),
            punch("0002", today, "15:55", last),
        ],
        records={"reports": [*reports, {"employee_id": "0002", "date": today}]},
        doubtful={"reports": [("0001", doubt)]} if doubt else None,
    )


# Daily reports


def test_the_third_day_without_a_report_costs_more_and_is_told() -> None:
    assert told(reporting(asked(), 2), DAYS[1]) == [("0001", "daily-report", 2, "10.00")]


def test_the_second_costs_what_the_first_did() -> None:
    assert told(reporting(asked(), 1), DAYS[0]) == []
    assert told(reporting(asked(), 1), DAYS[0], everything=True) == [("0001", "daily-report", 1, "5.00")]


def test_a_day_with_its_report_does_not_count() -> None:
    month = reporting(asked(), 3, report(DAYS[0]))
    assert told(month, DAYS[2]) == [("0001", "daily-report", 2, "10.00")]
    assert told(reporting(asked(), 3, *map(report, DAYS[:3])), DAYS[2], everything=True) == []


def test_it_is_told_with_the_next_shift_in_both_languages() -> None:
    (found,) = findings(reporting(asked(), 2), DAYS[1])
    assert found["urgency"] == Urgency.DEARER
    assert found["explanation_zh"].startswith("本月已有 2 天缺工作报告；再缺一天要扣 10.00：2026-10-12 ")
    assert found["explanation_en"].startswith(
        "without a report 2 times this month; the next day without one costs 10.00: 2026-10-12 "
    )


def test_where_all_are_priced_alike_the_next_one_prices_the_earlier_ones_anew() -> None:
    """3 × 10.00 − 2 × 5.00 = 20.00."""
    assert told(reporting(asked(counting="all"), 2), DAYS[1]) == [("0001", "daily-report", 2, "20.00")]


def test_the_report_of_a_day_is_awaited_until_its_shift_is_over() -> None:
    """The shift ends at 17:30, its window of 240 minutes at 21:30."""
    assert told(reporting(asked(), 2, last="21:29"), DAYS[1]) == []
    assert told(reporting(asked(), 2, last="21:30"), DAYS[1]) == [("0001", "daily-report", 2, "10.00")]


def test_a_report_is_awaited_until_it_is_due() -> None:
    """Five hours after 17:30 are 22:30."""
    assert told(reporting(asked(hours=5), 2, last="22:29"), DAYS[1]) == []
    assert told(reporting(asked(hours=5), 2, last="22:30"), DAYS[1]) == [("0001", "daily-report", 2, "10.00")]


def test_an_earlier_day_leaves_out_what_was_handed_in_after_it() -> None:
    late = report(DAYS[0], f"{DAYS[2]} 00:00")
    assert [row[2] for row in told(reporting(asked(), 3, late), DAYS[1])] == [2]
    in_time = report(DAYS[0], f"{DAYS[1]} 23:59")
    assert told(reporting(asked(), 3, in_time), DAYS[1]) == []


def test_a_report_of_the_next_day_that_is_there_already_is_left_out() -> None:
    month = reporting(asked(), 2, report(DAYS[2]))
    assert told(month, DAYS[1]) == [("0001", "daily-report", 2, "10.00")]


def test_where_rows_are_in_doubt_the_next_day_is_not_told() -> None:
    assert told(reporting(asked(), 2, doubt=DAYS[2]), DAYS[1], everything=True) == []


def test_without_the_table_nothing_is_missing() -> None:
    month = a_month(policy=asked(), employees=[ANNE], shifts=[shift("0001", DAYS[0])])
    assert told(month, DAYS[0], everything=True) == []


@settings(derandomize=True, deadline=None, max_examples=15)
@given(
    prices=st.lists(st.integers(0, 30), min_size=1, max_size=4),
    worked=st.integers(1, 5),
    counting=st.sampled_from(["marginal", "all"]),
)
def test_what_is_told_is_what_the_next_day_then_costs(prices: list[int], worked: int, counting: Any) -> None:
    tiers = tuple(flat(str(price), occurrence=number) for number, price in enumerate(prices, 1))
    policy = asked(*tiers, counting=counting)
    (found,) = findings(reporting(policy, worked), DAYS[worked - 1], everything=True)

    def charged(month: Month) -> int:
        entries = judge(month).entries
        return -int(entries.loc[entries["rule"] == "daily-report", "amount"].sum())

    assert found["cost"] == charged(reporting(policy, worked + 1)) - charged(reporting(policy, worked))


# Hand-over records


@pytest.mark.parametrize(("kept", "wanted"), [(0, [("0001", "handover-record", 2, "10.00")]), (1, [])])
def test_the_third_day_without_a_hand_over_record_is_told(kept: int, wanted: list[Any]) -> None:
    policy = replace(BARE, handover_record=OccurrenceRule(per="day", tiers=FIVE_THEN_TEN))
    month = a_month(
        policy=policy,
        employees=[ANNE],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", date, "08:25", "21:30") for date in DAYS[:2]],
        records={"handovers": [{"employee_id": "0001", "date": date} for date in DAYS[:kept]]},
    )
    assert told(month, DAYS[1]) == wanted


# Meetings

MONDAYS = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26")


def meeting(
    *rows: tuple[str, str], tiers: Sequence[Tier] = FIVE_THEN_TEN, left: str = "", away: Iterable[Row] = ()
) -> Month:
    """Return a month in which 0002 attends on each of the Mondays, and the list says of 0001 what ``rows`` do."""
    rule = MeetingRule(per="day", tiers=tuple(tiers), weekday=0, time=870)
    lists = [
        *({"employee_id": "0002", "date": date, "status": "attended"} for date in MONDAYS),
        *({"employee_id": "0001", "date": date, "status": status} for date, status in rows),
    ]
    return a_month(
        policy=replace(BARE, meetings=rule),
        employees=[employee("0001", left=left), employee("0002")],
        leave=away,
        records={"meetings": lists},
    )


def test_the_third_meeting_that_is_missed_is_told_before_it_takes_place() -> None:
    (found,) = findings(meeting((MONDAYS[0], "missed")), MONDAYS[1])  # of the second the list says nothing
    assert (found["employee_id"], found["rule"], found["count"], found["cost"]) == ("0001", "meeting", 2, cents("10"))
    assert found["explanation_zh"].startswith(
        "本月已有 2 次例会未参加或没有汇报；再有一次要扣 10.00：2026-10-19 14:30 例会"
    )
    assert "the next one costs 10.00: 2026-10-19 14:30 meeting" in found["explanation_en"]


def test_meetings_after_the_as_of_day_have_not_been_missed_yet() -> None:
    assert told(meeting(), "2026-10-11", everything=True) == [("0001", "meeting", 1, "5.00")]
    assert told(meeting(), "2026-10-11") == []
    assert told(meeting(), "2026-10-12") == [("0001", "meeting", 2, "10.00")]


def test_who_attended_so_far_is_not_told_of() -> None:
    month = meeting(*((date, "attended") for date in MONDAYS))
    assert told(month, MONDAYS[2], everything=True) == []


def test_a_meeting_on_leave_is_not_missed() -> None:
    away = leave("QJ-1", f"{MONDAYS[2]} 14:30", f"{MONDAYS[2]} 14:31")
    assert told(meeting(away=[away]), MONDAYS[1], everything=True) == []
    before = leave("QJ-1", f"{MONDAYS[2]} 13:00", f"{MONDAYS[2]} 14:30")
    assert len(told(meeting(away=[before]), MONDAYS[1], everything=True)) == 1


def test_there_is_no_meeting_after_the_period_or_the_employment() -> None:
    assert told(meeting(), MONDAYS[3], everything=True) == []  # the next one is in November
    assert len(told(meeting(left=MONDAYS[2]), MONDAYS[1])) == 1
    assert told(meeting(left="2026-10-18"), MONDAYS[1]) == []


# Discipline

STEPS = (DisciplineStep(2, "oral-warning"), DisciplineStep(4, "written-warning"))


def counting(
    late: int = 0,
    *,
    counts: Iterable[str] = ("lateness",),
    window: Window = "employment",
    history: Iterable[Row] = (),
    incidents: Iterable[Row] = (),
) -> Month:
    """Return a month with so many late shifts, one on each of ``DAYS``."""
    rule = DisciplineRule(clause="8", counts=frozenset(counts), window=window, steps=STEPS)
    titles = {code: IncidentRule(title=Text(code, code)) for code in ("games", "call")}
    return a_month(
        policy=replace(BARE, lateness=OccurrenceRule(), discipline=rule, incidents=titles),
        employees=[ANNE],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", date, "08:40", "21:30") for date in DAYS[:late]],
        incidents=incidents,
        records={"history": history},
    )


def past(date: str, rule: str = "lateness", code: str = "") -> Row:
    return {"employee_id": "0001", "date": date, "rule": rule, "entry_id": "", "code": code}


def steps(month: Month, as_of: str, *, everything: bool = False) -> list[tuple[int, str, int]]:
    found = findings(month, as_of, everything=everything)
    return [(row["count"], row["action"], row["urgency"]) for row in found if row["rule"] == "discipline"]


def test_one_away_from_a_step_is_told() -> None:
    assert steps(counting(1), DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]
    assert steps(counting(2), DAYS[1]) == []  # the third proposes nothing
    assert steps(counting(3), DAYS[2]) == [(3, "written-warning", Urgency.ACTION)]


def test_nobody_is_told_of_what_has_not_begun() -> None:
    assert steps(counting(0), DAYS[0], everything=True) == []


def test_beyond_the_last_step_each_proposes_it_again_and_that_is_nothing_new() -> None:
    assert steps(counting(4), DAYS[3]) == []
    assert steps(counting(4), DAYS[3], everything=True) == [(4, "written-warning", Urgency.SAME)]


def test_an_earlier_day_leaves_out_what_came_after_it_also_for_steps() -> None:
    assert steps(counting(3), DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]


def test_the_months_before_count_within_the_window() -> None:
    before = [past("2026-03-02"), past("2026-09-30")]
    assert steps(counting(1, history=before), DAYS[0]) == [(3, "written-warning", Urgency.ACTION)]
    assert steps(counting(0, history=before[:1]), DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]
    assert steps(counting(1, history=before, window="period"), DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]


def test_the_window_of_twelve_months_is_that_of_the_next_day() -> None:
    """As of 8 October the next entry is of the 9th, with which what happened after 9 October 2025 counts."""
    assert steps(counting(0, history=[past("2025-10-10")], window="rolling-12"), DAYS[0]) != []
    assert steps(counting(0, history=[past("2025-10-09")], window="rolling-12"), DAYS[0]) == []


def test_incidents_count_by_their_code() -> None:
    rows = [incident("W1", DAYS[0], "call"), incident("W2", DAYS[0], "games")]
    assert steps(counting(incidents=rows, counts=["incident:call"]), DAYS[1]) == [(1, "oral-warning", Urgency.ACTION)]
    assert steps(counting(incidents=rows[1:], counts=["incident:call"]), DAYS[1]) == []


def test_a_step_is_told_in_both_languages() -> None:
    found = next(row for row in findings(counting(3), DAYS[2]) if row["rule"] == "discipline")
    assert found["explanation_zh"] == (
        "入职以来已有 3 次计入纪律处分；再有一次为第 4 次，提议“书面警告”，由人决定（条款 8）"
    )
    assert found["explanation_en"] == (
        "counted for discipline 3 times of the employment; the next is no. 4: «Written warning» is proposed, "
        "a person decides (clause 8)"
    )


def test_on_the_last_day_of_the_period_nothing_more_can_count() -> None:
    assert steps(counting(1), "2026-10-30") != []
    assert steps(counting(1), "2026-10-31") == []


def test_the_record_that_is_not_due_yet_does_not_count_for_discipline() -> None:
    rule = DisciplineRule(counts=frozenset({"daily-report"}), steps=STEPS)
    policy = replace(asked(flat("5")), discipline=rule)
    assert steps(reporting(policy, 1, last="21:29"), DAYS[0]) == []
    assert steps(reporting(policy, 1, last="21:30"), DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]


def test_leave_of_an_earlier_day_does_not_disturb_the_count() -> None:
    """Shifts that do not count yet are left out, and the leave stays with the shifts that it touches."""
    month = counting(1)
    award = FullAttendanceRule(amount=cents("200"))
    policy = replace(month.policies.versions[0].rules, full_attendance=award)
    away = a_month(
        policy=policy,
        employees=[employee("0000"), ANNE],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", DAYS[0], "08:40", "21:30")],
        leave=[leave("QJ-1", DAYS[5], DAYS[5])],
    )
    assert steps(away, DAYS[0]) == [(1, "oral-warning", Urgency.ACTION)]


# Full attendance

AWARD = FullAttendanceRule(clause="6.5", amount=cents("200"), late_allowed=1, excused_kinds=frozenset({"annual"}))


def attending(
    *taps: Sequence[str], rule: FullAttendanceRule = AWARD, hired: str = "2020-01-06", away: Iterable[Row] = ()
) -> Month:
    """Return a month with an office shift on each of ``DAYS``; the taps are those of the first ones."""
    return a_month(
        policy=replace(BARE, full_attendance=rule),
        employees=[employee("0001", hired=hired)],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", date, *clocks) for date, clocks in zip(DAYS, taps, strict=False)],
        leave=away,
    )


LATER = "21:30"
"""A punch outside the window of the shift: by then it was closed."""
ON_TIME, LATE, EARLY = ("08:25", "17:35", LATER), ("08:31", "17:35", LATER), ("08:25", "16:00", LATER)


def award(month: Month, as_of: str, *, everything: bool = True) -> list[tuple[int, int, str]]:
    found = findings(month, as_of, everything=everything)
    return [(row["count"], row["cost"], row["explanation_en"]) for row in found if row["rule"] == "full-attendance"]


def test_the_last_lateness_that_is_allowed_is_told() -> None:
    assert award(attending(ON_TIME, LATE), DAYS[1], everything=False) == [
        (
            1,
            cents("200"),
            "the award of 200.00 for full attendance can still be earned: late 1, allowed 1, the next one loses it"
            " (clause 6.5)",
        )
    ]
    assert award(attending(ON_TIME, ON_TIME), DAYS[1], everything=False) == []


def test_everything_tells_who_can_still_earn_it() -> None:
    assert award(attending(ON_TIME), DAYS[0]) == [
        (0, 0, "the award of 200.00 for full attendance can still be earned: late 0, allowed 1 (clause 6.5)")
    ]
    strict = replace(AWARD, late_allowed=0)
    assert [row[:2] for row in award(attending(ON_TIME, rule=strict), DAYS[0])] == [(0, cents("200"))]
    assert award(attending(ON_TIME, rule=strict), DAYS[0], everything=False) == []


def test_what_has_lost_it_is_told_with_the_reason() -> None:
    lost = "the award of 200.00 for full attendance is lost: "
    assert award(attending(LATE, LATE), DAYS[1]) == [(2, 0, f"{lost}late: 2 (1 allowed) (clause 6.5)")]
    early = attending(EARLY, ON_TIME)
    assert award(early, DAYS[1]) == [(0, 0, f"{lost}left early: 1 (clause 6.5)")]
    absent = attending((), ON_TIME)
    assert award(absent, DAYS[1]) == [(0, 0, f"{lost}absent: 1 (clause 6.5)")]


def test_leave_that_is_approved_for_later_stands_in_the_way_already() -> None:
    sick = leave("QJ-1", DAYS[4], DAYS[4], kind="sick")
    assert award(attending(ON_TIME, away=[sick]), DAYS[0]) == [
        (0, 0, "the award of 200.00 for full attendance is lost: on leave (clause 6.5)")
    ]
    annual = leave("QJ-1", DAYS[4], DAYS[4])
    assert "can still be earned" in award(attending(ON_TIME, away=[annual]), DAYS[0])[0][2]


def test_shifts_that_lie_ahead_are_taken_as_attended_and_joiners_have_no_award() -> None:
    month = attending(ON_TIME, ON_TIME, ON_TIME)
    assert "can still be earned" in award(month, DAYS[0])[0][2]
    assert len(award(attending(ON_TIME, hired="2026-10-01"), DAYS[0])) == 1
    assert award(attending(ON_TIME, hired="2026-10-02"), DAYS[0]) == []
