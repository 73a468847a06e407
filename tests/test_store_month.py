"""From a judged month to the calendars of its stores: who is in which, whose shifts, and how much is known."""

from dataclasses import replace
from datetime import date as calendar_date

import pytest

from payroll.month.context import Month
from payroll.month.month import arrange, attend
from payroll.period import MINUTES_PER_DAY, clock, date_of
from payroll.policy.calendar_days import OfficialDays
from payroll.policy.model import Calendar, OccurrenceRule, SwapRule
from payroll.reports.calendar.records import CalendarPerson, CalendarShift, StoreCalendar
from payroll.store_month import known_attendance, store_calendars
from tests.month_builder import BARE, a_month, assignment, employee, leave, punch, shift, swap
from tests.month_frames import Row, day

POLICY = replace(BARE, swaps=SwapRule(limit=2), lateness=OccurrenceRule())


def at_store(employee_id: str, store: str, **more: str) -> Row:
    return employee(employee_id, **more) | {"store": store}


def calendars(month: Month, *, as_of: str = "", plan: bool = False) -> dict[str, StoreCalendar]:
    arranged = arrange(month)
    attended = attend(arranged.month, arranged.swaps.shifts)
    known = known_attendance(arranged, attended, day(as_of) if as_of else None, plan=plan)
    found = store_calendars(arranged, known, list(month.facts.store_names))
    return {calendar.store: calendar for calendar in found}


def only(month: Month, *, as_of: str = "", plan: bool = False) -> StoreCalendar:
    (calendar,) = calendars(month, as_of=as_of, plan=plan).values()
    return calendar


def of(calendar: StoreCalendar, employee_id: str) -> CalendarPerson:
    (person,) = (person for person in calendar.people if person.employee_id == employee_id)
    return person


def shifts(calendar: StoreCalendar, employee_id: str, date: str) -> tuple[CalendarShift, ...]:
    return of(calendar, employee_id).days[day(date)].shifts


def times(shift: CalendarShift) -> str:
    return f"{clock(shift.start)}-{clock(shift.end)}"


def told(calendar: StoreCalendar) -> list[tuple[int, str, str, str, bool]]:
    """Return (number, date, giver, taker, pending) of each move."""
    return [
        (move.number, date_of(move.date).isoformat(), move.giver, move.taker, move.pending) for move in calendar.moves
    ]


# Whose calendar it is


def test_everybody_is_in_the_calendar_of_their_store() -> None:
    found = calendars(a_month(employees=[at_store("1", "S1"), at_store("2", "S2"), at_store("3", "")]))
    assert {store: [person.employee_id for person in each.people] for store, each in found.items()} == {
        "": ["3"],
        "S1": ["1"],
        "S2": ["2"],
    }


def test_each_calendar_knows_the_kinds_of_shifts_of_all_stores_the_most_frequent_first() -> None:
    rota = [
        shift("1", "2026-10-14", "08:00-16:00"),
        *(shift("2", date, "22:00-06:00") for date in ("2026-10-14", "2026-10-15")),
    ]
    found = calendars(a_month(employees=[at_store("1", "S1"), at_store("2", "S2")], shifts=rota))
    assert {each.kinds for each in found.values()} == {((1320, 1800, ""), (480, 960, ""))}


def test_a_store_in_which_nobody_is_employed_has_no_calendar() -> None:
    found = calendars(a_month(employees=[at_store("1", "S1"), at_store("2", "S2", left="2026-09-30")]))
    assert list(found) == ["S1"]


def test_who_changes_the_store_is_in_both_each_for_its_days() -> None:
    found = calendars(
        a_month(
            employees=[at_store("1", "S1")],
            assignments=[assignment("1", "2026-10-15", store="S2")],
            shifts=[shift("1", "2026-10-14"), shift("1", "2026-10-15")],
        )
    )
    before, after = of(found["S1"], "1"), of(found["S2"], "1")
    assert (before.days[day("2026-10-14")].kind, before.days[day("2026-10-15")].kind) == ("work", "elsewhere")
    assert (after.days[day("2026-10-14")].kind, after.days[day("2026-10-15")].kind) == ("elsewhere", "work")


def test_days_are_of_work_rest_nothing_or_outside_the_employment() -> None:
    rota = [shift("1", "2026-10-08"), shift("1", "2026-10-09", "rest")]
    person = of(only(a_month(employees=[at_store("1", "S1", hired="2026-10-07")], shifts=rota)), "1")
    kinds = [person.days[day(f"2026-10-{number:02}")].kind for number in (6, 7, 8, 9)]
    assert kinds == ["not-employed", "free", "work", "rest"]


def test_two_sessions_and_a_night_belong_to_the_day_on_which_they_begin() -> None:
    rota = [shift("1", "2026-10-08", "14:00-18:00"), shift("1", "2026-10-08", "09:00-12:00")]
    calendar = only(a_month(employees=[employee("1")], shifts=[*rota, shift("1", "2026-10-31", "night")]))
    assert [times(each) for each in shifts(calendar, "1", "2026-10-08")] == ["09:00-12:00", "14:00-18:00"]
    (night,) = shifts(calendar, "1", "2026-10-31")
    assert (night.end - night.start, night.end // MINUTES_PER_DAY) == (480, day("2026-11-01"))


def test_official_days_are_those_of_the_calendars_of_its_people() -> None:
    with_calendar = replace(POLICY, calendar=Calendar("office", frozenset(range(5)), "CN"))
    official = OfficialDays(frozenset({day("2026-10-01"), day("2026-09-30")}), frozenset({day("2026-10-10")}))
    month = a_month(policy=with_calendar, employees=[employee("1")])
    found = only(replace(month, official_days={("CN", 2026): official}))
    assert found.holidays == frozenset({day("2026-10-01")})
    assert found.make_up_days == frozenset({day("2026-10-10")})


# Swaps


def swapped(*rows: Row, people: tuple[Row, ...] = (), period: str = "2026-10") -> Month:
    """Return a month of 1, 2 and 3 with an office shift each on the 8th, 9th and 10th in turn."""
    return a_month(
        period,
        POLICY,
        employees=people or [at_store("1", "S1"), at_store("2", "S1"), at_store("3", "S1")],
        shifts=[shift("1", "2026-10-08"), shift("2", "2026-10-09"), shift("3", "2026-10-10")],
        swaps=rows,
    )


def test_a_swap_there_and_back_is_two_moves_of_one_number() -> None:
    calendar = only(swapped(swap("A", "1", "2", "2026-10-08", back="2026-10-09")))
    assert told(calendar) == [(1, "2026-10-08", "1", "2", False), (1, "2026-10-09", "2", "1", False)]
    assert [each.swap for each in shifts(calendar, "2", "2026-10-08")] == [1]
    assert shifts(calendar, "1", "2026-10-08") == ()
    assert (of(calendar, "1").used, of(calendar, "1").left) == (1, 1)


def test_swaps_are_numbered_by_their_first_date() -> None:
    calendar = only(swapped(swap("A", "3", "1", "2026-10-10"), swap("B", "1", "2", "2026-10-08")))
    assert told(calendar) == [(2, "2026-10-10", "3", "1", False), (1, "2026-10-08", "1", "2", False)]


def test_a_chain_is_followed_move_by_move() -> None:
    calendar = only(
        swapped(
            swap("A", "1", "2", "2026-10-08", asked="2026-09-01 09:00"),
            swap("B", "2", "3", "2026-10-08", asked="2026-09-02 09:00"),
        )
    )
    assert told(calendar) == [(1, "2026-10-08", "1", "2", False), (2, "2026-10-08", "2", "3", False)]
    assert [each.swap for each in shifts(calendar, "3", "2026-10-08")] == [2]
    assert all(len(move.times) == 1 for move in calendar.moves)


def test_a_pending_swap_moves_nothing() -> None:
    calendar = only(swapped(swap("A", "1", "2", "2026-10-08", status="pending")))
    assert told(calendar) == [(1, "2026-10-08", "1", "2", True)]
    assert len(shifts(calendar, "1", "2026-10-08")) == 1
    assert (of(calendar, "1").pending, of(calendar, "1").left) == (1, 1)


@pytest.mark.parametrize("status", ["rejected", "cancelled"])
def test_a_swap_that_was_not_allowed_is_not_shown(status: str) -> None:
    assert told(only(swapped(swap("A", "1", "2", "2026-10-08", status=status)))) == []


def test_a_swap_that_is_set_aside_is_not_shown() -> None:
    assert told(only(swapped(swap("A", "1", "2", "2026-10-12")))) == [], "1 has no shift on that day"


def test_of_a_swap_of_the_neighbouring_month_nothing_is_shown() -> None:
    month = a_month(
        policy=POLICY,
        employees=[employee("1"), employee("2")],
        shifts=[shift("1", "2026-09-30"), shift("1", "2026-10-01")],
        swaps=[swap("A", "1", "2", "2026-09-30"), swap("B", "1", "2", "2026-10-01")],
    )
    assert told(only(month)) == [(1, "2026-10-01", "1", "2", False)]


def test_a_pending_swap_with_somebody_unknown_keeps_the_id() -> None:
    calendar = only(swapped(swap("A", "1", "9", "2026-10-08", status="pending")))
    assert told(calendar) == [(1, "2026-10-08", "1", "9", True)]


def test_a_shift_that_goes_to_another_store_is_in_both_calendars_and_counts_where_it_is_worked() -> None:
    people = (at_store("1", "S1"), at_store("2", "S2"), at_store("3", "S2"))
    found = calendars(swapped(swap("A", "1", "2", "2026-10-08"), people=people))
    assert told(found["S1"]) == told(found["S2"]) == [(1, "2026-10-08", "1", "2", False)]
    guest = of(found["S1"], "2")
    assert (guest.guest, guest.guest_of, list(guest.days)) == (True, "S2", [day("2026-10-08")])
    assert [(each.swap, each.elsewhere) for each in shifts(found["S1"], "2", "2026-10-08")] == [(1, False)]
    assert [(each.swap, each.elsewhere) for each in shifts(found["S2"], "2", "2026-10-08")] == [(1, True)]
    assert of(found["S2"], "1").guest
    assert [person.employee_id for person in found["S1"].people] == ["1", "2"]


# How much is known


def punched(*dates: str, late: int = 0) -> list[list[Row]]:
    return [punch("1", date, f"08:{30 + late}", "17:30") for date in dates]


def a_week(*punches: list[Row], period: str = "2026-10") -> Month:
    """Return a month of one person with an office shift on the 8th, the 9th and the 12th."""
    rota = [shift("1", f"2026-10-{number}") for number in ("08", "09", "12")]
    return a_month(period, POLICY, employees=[employee("1")], shifts=rota, punches=punches)


def states(calendar: StoreCalendar) -> list[str]:
    days = of(calendar, "1").days
    return [shift.state for number in ("08", "09", "12") for shift in days[day(f"2026-10-{number}")].shifts]


def test_a_month_without_punches_is_a_plan_without_absences() -> None:
    calendar = only(a_week())
    assert (calendar.known_until, calendar.complete) == (None, False)
    assert states(calendar) == ["planned", "planned", "planned"]


def test_punches_of_the_month_before_leave_the_next_one_a_plan() -> None:
    calendar = only(a_week(punch("1", "2026-09-30", "08:30", "17:30")))
    assert calendar.known_until is None
    assert states(calendar) == ["planned", "planned", "planned"]


def test_within_a_month_what_lies_after_the_latest_punch_is_not_known() -> None:
    calendar = only(a_week(*punched("2026-10-09")))
    assert (calendar.known_until, calendar.complete) == (day("2026-10-09"), False)
    assert states(calendar) == ["absent", "planned", "planned"]


def test_punches_up_to_the_end_of_the_last_shift_make_the_month_complete() -> None:
    calendar = only(a_week(*punched("2026-10-12")))
    assert (calendar.known_until, calendar.complete) == (day("2026-10-31"), True)
    assert states(calendar) == ["absent", "absent", "planned"]


def test_one_minute_less_and_it_is_not_complete() -> None:
    calendar = only(a_week(punch("1", "2026-10-12", "08:30", "17:29")))
    assert (calendar.known_until, calendar.complete) == (day("2026-10-12"), False)


def test_up_to_a_day_what_comes_later_is_not_marked() -> None:
    month = a_week(*punched("2026-10-12", late=20))
    assert states(only(month, as_of="2026-10-08")) == ["absent", "planned", "planned"]
    (shift,) = shifts(only(month, as_of="2026-10-09"), "1", "2026-10-12")
    assert shift.late_minutes == 0


def test_a_plan_marks_nothing_even_of_a_month_that_is_over() -> None:
    calendar = only(a_week(*punched("2026-10-12", late=20)), plan=True)
    assert states(calendar) == ["planned", "planned", "planned"]
    assert shifts(calendar, "1", "2026-10-12")[0].late_minutes == 0


def test_of_a_shift_that_is_still_going_on_only_the_lateness_is_known() -> None:
    calendar = only(a_week(punch("1", "2026-10-08", "08:47")))
    (shift,) = shifts(calendar, "1", "2026-10-08")
    assert (shift.late_minutes, shift.no_departure) == (17, False)


def test_lateness_early_departure_and_missing_punches_are_told() -> None:
    month = a_week(
        punch("1", "2026-10-08", "08:47", "17:09"),
        punch("1", "2026-10-09", "08:30"),
        punch("1", "2026-10-12", "17:31"),
    )
    calendar = only(month)
    first, second, third = (shifts(calendar, "1", f"2026-10-{number}")[0] for number in ("08", "09", "12"))
    assert (first.late_minutes, first.early_minutes) == (17, 21)
    assert (second.no_arrival, second.no_departure) == (False, True)
    assert (third.no_arrival, third.no_departure) == (True, False)


def test_leave_is_shown_also_of_days_that_are_still_to_come() -> None:
    month = a_month(
        employees=[employee("1")],
        shifts=[shift("1", "2026-10-08"), shift("1", "2026-10-09")],
        leave=[
            leave("A", "2026-10-08", "2026-10-08", employee_id="1"),
            leave("B", "2026-10-09 08:00", "2026-10-09 10:30", employee_id="1"),
        ],
    )
    (whole,), (part,) = (shifts(only(month), "1", f"2026-10-{number}") for number in ("08", "09"))
    assert (whole.state, whole.expected) == ("leave", None)
    assert part.state == "planned"
    assert [clock(minute) for minute in part.expected or ()] == ["10:30", "17:30"]


def test_what_cannot_be_judged_is_to_be_checked_and_has_no_other_mark() -> None:
    month = a_month(
        policy=POLICY,
        employees=[employee("1")],
        shifts=[shift("1", "2026-10-08")],
        punches=[punch("1", "2026-10-08", "08:47", "17:30")],
        unclear=[("1", "2026-10-08")],
    )
    (shift_,) = shifts(only(month), "1", "2026-10-08")
    assert (shift_.state, shift_.late_minutes) == ("unclear", 0)


def test_the_days_of_the_period_are_those_of_the_pay_period() -> None:
    calendar = only(a_month(policy=replace(BARE, period_start_day=26), employees=[employee("1")]))
    assert (date_of(calendar.first), date_of(calendar.last)) == (
        calendar_date(2026, 9, 26),
        calendar_date(2026, 10, 25),
    )
