"""Meetings (rules, section 13)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from payroll.month.context import Month
from payroll.policy.model import PolicyVersion, Rules, Tier
from payroll.policy.record_rules import MeetingRule
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    assignment,
    employee,
    flat,
    leave,
    ledger,
    lines,
    problems,
    version,
)
from tests.month_frames import Row

MONDAY, NEXT, TUESDAY = "2026-10-12", "2026-10-19", "2026-10-13"
TWO = [employee("0001"), employee("0002")]


def weekly(*tiers: Tier, time: int = 14 * 60 + 30) -> Rules:
    return replace(BARE, meetings=MeetingRule(clause="5.1", per="day", tiers=tiers, weekday=0, time=time))


def there(employee_id: str, status: str = "attended", date: str = MONDAY) -> Row:
    return {"employee_id": employee_id, "date": date, "status": status}


def meeting(
    *rows: Row,
    policy: Rules | Sequence[PolicyVersion] | None = None,
    people: Iterable[Row] = TWO,
    away: Iterable[Row] = (),
    assignments: Iterable[Row] = (),
    doubtful: Iterable[tuple[str, str]] = (),
    unclear: Iterable[tuple[str, str]] = (),
) -> Month:
    return a_month(
        policy=policy or weekly(),
        employees=people,
        assignments=assignments,
        leave=away,
        records={"meetings": rows},
        doubtful={"meetings": doubtful},
        unclear=unclear,
    )


def who(month: Month) -> list[tuple[str, str]]:
    return [(line.employee, line.date) for line in lines(month, "meeting")]


def test_who_missed_it_reported_nothing_or_is_not_on_the_list_makes_an_occurrence() -> None:
    assert who(meeting(there("0001"), there("0002", "missed"))) == [("0002", MONDAY)]
    assert who(meeting(there("0001"), there("0002", "no-report"))) == [("0002", MONDAY)]
    assert who(meeting(there("0001"))) == [("0002", MONDAY)]
    assert who(meeting(there("0001"), there("0002"))) == []
    assert who(meeting(there("0001"), there("0002", "excused"))) == []


def test_without_a_row_there_was_no_meeting() -> None:
    assert who(meeting()) == []
    assert who(meeting(there("0001", date="2026-09-28"), there("0001", date="2026-11-02"))) == []


def test_any_row_tells_that_there_was_one() -> None:
    assert who(meeting(there("0001", "excused"))) == [("0002", MONDAY)]
    assert who(meeting(there("0001", "missed"))) == [("0001", MONDAY), ("0002", MONDAY)]


def test_meetings_are_numbered_and_priced_by_their_number() -> None:
    rows = [there("0001", date=date) for date in (MONDAY, NEXT)]
    month = meeting(*rows, policy=weekly(flat("10"), flat("30", occurrence=2)))
    assert lines(month) == [
        Line("0002", MONDAY, "meeting", 1, "-10.00", ""),
        Line("0002", NEXT, "meeting", 2, "-30.00", ""),
    ]
    assert ledger(month)["entry_id"].tolist()[0] == f"2026-10/0002/meeting/{MONDAY}"


# Who has to attend


def test_a_meeting_is_that_of_its_store() -> None:
    people = [*TWO, employee("0003") | {"store": "S2"}]
    assert who(meeting(there("0001"), people=people)) == [("0002", MONDAY)]
    assert who(meeting(there("0001"), there("0003"), people=people)) == [("0002", MONDAY)]


def test_the_store_is_that_of_the_day() -> None:
    moves = [assignment("0002", MONDAY, store="S2")]
    assert who(meeting(there("0001"), assignments=moves)) == []
    earlier = [there("0001", date="2026-10-05")]
    assert who(meeting(*earlier, assignments=moves)) == [("0002", "2026-10-05")]


def test_people_without_a_store_are_one_group() -> None:
    people = [employee(name) | {"store": ""} for name in ("0001", "0002")] + [employee("0003")]
    assert who(meeting(there("0001"), people=people)) == [("0002", MONDAY)]


def test_only_who_is_employed_on_that_day_has_to_attend() -> None:
    for hired, left, found in (
        (MONDAY, "", True),
        (TUESDAY, "", False),
        ("2020-01-06", MONDAY, True),
        ("2020-01-06", "2026-10-11", False),
    ):
        people = [employee("0001"), employee("0002", hired=hired, left=left)]
        assert bool(who(meeting(there("0001"), people=people))) == found


def test_only_who_is_under_a_version_with_the_rule_has_to_attend_and_makes_a_meeting() -> None:
    people = [employee("0001", policy="office"), employee("0002", policy="shop")]
    policy = [version(weekly()), version(BARE, policy="shop")]
    assert who(meeting(there("0001"), policy=policy, people=people)) == []
    assert who(meeting(there("0002"), policy=policy, people=people)) == []
    later = [version(BARE), version(weekly(), NEXT)]
    rows = [there("0001", date=date) for date in (MONDAY, NEXT)]
    assert who(meeting(*rows, policy=later)) == [("0002", NEXT)]


# Leave


def test_leave_that_covers_the_time_excuses() -> None:
    def away(since: str, until: str, status: str = "approved") -> list[tuple[str, str]]:
        row = leave("L1", since, until, employee_id="0002", status=status)
        return who(meeting(there("0001"), there("0002", "missed"), away=[row]))

    assert away(MONDAY, MONDAY) == []
    assert away(f"{MONDAY} 14:30", f"{MONDAY} 14:31") == []
    assert away(f"{MONDAY} 14:31", f"{MONDAY} 18:00") == [("0002", MONDAY)]
    assert away(f"{MONDAY} 09:00", f"{MONDAY} 14:30") == [("0002", MONDAY)]
    assert away(f"{MONDAY} 09:00", f"{MONDAY} 14:31") == []
    assert away(TUESDAY, TUESDAY) == [("0002", MONDAY)]
    assert away(MONDAY, MONDAY, status="pending") == [("0002", MONDAY)]


def test_the_time_is_that_of_the_persons_own_version() -> None:
    people = [employee("0001", policy="office"), employee("0002", policy="shop")]
    policy = [version(weekly()), version(weekly(time=9 * 60), policy="shop")]
    row = leave("L1", f"{MONDAY} 08:00", f"{MONDAY} 10:00", employee_id="0002")
    assert who(meeting(there("0001"), policy=policy, people=people, away=[row])) == []
    row = leave("L1", f"{MONDAY} 14:00", f"{MONDAY} 15:00", employee_id="0002")
    assert who(meeting(there("0001"), policy=policy, people=people, away=[row])) == [("0002", MONDAY)]


# What is not known


def test_a_row_or_leave_that_was_set_aside_makes_no_occurrence() -> None:
    assert who(meeting(there("0001"), doubtful=[("0002", MONDAY)])) == []
    assert who(meeting(there("0001"), doubtful=[("0002", "")])) == []
    assert who(meeting(there("0001"), doubtful=[("0002", TUESDAY)])) == [("0002", MONDAY)]
    assert who(meeting(there("0001"), unclear=[("0002", MONDAY)])) == []


def test_a_meeting_on_another_weekday_counts_with_a_warning_for_each() -> None:
    def weekdays(month: Month) -> list[str]:
        return [code for code in problems(month) if code == "MEETING-WEEKDAY"]

    month = meeting(there("0001", date=TUESDAY), there("0002", "missed", TUESDAY))
    assert who(month) == [("0002", TUESDAY)]
    assert weekdays(month) == ["MEETING-WEEKDAY"]
    assert weekdays(meeting(there("0001"))) == []


def test_without_the_table_there_was_no_meeting_and_one_warning_says_so() -> None:
    month = a_month(policy=weekly(), employees=TWO)
    assert who(month) == []
    assert problems(month) == ["NO-ROTA", "NO-ROTA", "RECORDS-NOT-GIVEN"]


# What is told


def test_the_explanation_says_what_the_list_says() -> None:
    people = [*TWO, employee("0003"), employee("0004")]
    rows = [there("0001"), there("0002", "missed"), there("0003", "no-report")]
    table = ledger(meeting(*rows, people=people, policy=weekly(flat("10"))))
    assert table["explanation_zh"].tolist() == [
        "2026-10-12 14:30 例会，未参加；本月第 1 次，扣 10.00（条款 5.1）",
        "2026-10-12 14:30 例会，参加而没有汇报；本月第 1 次，扣 10.00（条款 5.1）",
        "2026-10-12 14:30 例会，签到表上没有；本月第 1 次，扣 10.00（条款 5.1）",
    ]
    assert table["explanation_en"].tolist() == [
        "2026-10-12 14:30 meeting, missed; no. 1 this month, 10.00 charged (clause 5.1)",
        "2026-10-12 14:30 meeting, attended without a report; no. 1 this month, 10.00 charged (clause 5.1)",
        "2026-10-12 14:30 meeting, not on the list; no. 1 this month, 10.00 charged (clause 5.1)",
    ]
    # Who is on no list has the first row of the meeting's list as evidence.
    assert table["evidence"].tolist() == ["meetings.csv:3", "meetings.csv:4", "meetings.csv:2"]
