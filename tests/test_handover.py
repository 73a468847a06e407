"""Swapped shifts that nobody came to (rules, section 6)."""

from dataclasses import replace
from typing import Literal

from payroll.policy.model import HandoverRule, OccurrenceRule, Rules
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    cents,
    daily,
    employee,
    leave,
    lines,
    office_hours,
    punch,
    shift,
    swap,
    version,
)
from tests.month_frames import Row

PEOPLE = [employee("0001"), employee("0002"), employee("0003")]
DAY = "2026-10-12"


def charging(charge: Literal["both", "requester", "counterpart"] = "both") -> Rules:
    return replace(BARE, handover=HandoverRule(amount=cents("20"), charge=charge))


def parties(*swaps: Row, rules: Rules | None = None, taps: tuple[str, ...] = ()) -> list[str]:
    """0001's office shift of the 12th, in the end taken by whoever the swaps say."""
    month = a_month(
        policy=rules or charging(),
        employees=PEOPLE,
        shifts=[shift("0001", DAY)],
        punches=[punch("0002", DAY, *taps)],
        swaps=swaps,
    )
    return [line.employee for line in lines(month, "handover")]


def test_an_empty_shift_costs_both_parties_on_its_work_date() -> None:
    month = a_month(
        policy=charging(), employees=PEOPLE, shifts=[shift("0001", DAY)], swaps=[swap("W1", "0001", "0002", DAY)]
    )
    assert lines(month) == [
        Line("0001", DAY, "handover", 0, "-20.00", ""),
        Line("0002", DAY, "handover", 0, "-20.00", ""),
    ]


def test_the_policy_says_whom_it_costs() -> None:
    row = swap("W1", "0001", "0002", DAY)
    assert parties(row, rules=charging("requester")) == ["0001"]
    assert parties(row, rules=charging("counterpart")) == ["0002"]


def test_a_complete_hand_over_costs_nothing_and_an_incomplete_or_unrecorded_one_does() -> None:
    assert parties(swap("W1", "0001", "0002", DAY, handover="complete")) == []
    assert parties(swap("W1", "0001", "0002", DAY, handover="incomplete")) == ["0001", "0002"]
    assert parties(swap("W1", "0001", "0002", DAY, handover="")) == ["0001", "0002"]


def test_one_tap_is_enough_for_a_shift_not_to_be_empty() -> None:
    assert parties(swap("W1", "0001", "0002", DAY), taps=("17:30",)) == []
    assert parties(swap("W1", "0001", "0002", DAY), taps=("23:59",)) == ["0001", "0002"]


def test_a_shift_that_no_swap_moved_is_only_an_absence() -> None:
    assert parties() == []
    assert parties(swap("W1", "0001", "0002", DAY, status="pending")) == []


def test_leave_of_the_taker_makes_no_empty_shift() -> None:
    month = a_month(
        policy=charging(),
        employees=PEOPLE,
        shifts=[shift("0001", DAY)],
        swaps=[swap("W1", "0001", "0002", DAY)],
        leave=[leave("L1", DAY, DAY, employee_id="0002")],
    )
    assert lines(month) == []


def test_the_last_of_several_swaps_answers_for_the_shift() -> None:
    first = swap("W1", "0001", "0002", DAY, asked="2026-09-01 09:00", handover="complete")
    second = swap("W2", "0002", "0003", DAY, asked="2026-09-02 09:00", handover="incomplete")
    assert parties(first, second) == ["0002", "0003"]


def test_the_hand_over_of_the_last_swap_decides() -> None:
    first = swap("W1", "0001", "0002", DAY, asked="2026-09-01 09:00", handover="incomplete")
    second = swap("W2", "0002", "0003", DAY, asked="2026-09-02 09:00", handover="complete")
    assert parties(first, second) == []


def test_the_shift_that_was_taken_back_in_exchange_counts_as_well() -> None:
    # 0001 takes 0002's evening of the 14th and does not come.
    month = a_month(
        policy=charging("requester"),
        employees=PEOPLE,
        shifts=[shift("0001", DAY), shift("0002", "2026-10-14", "evening")],
        punches=[punch("0002", DAY, "08:30", "17:30")],
        swaps=[swap("W1", "0001", "0002", DAY, back="2026-10-14")],
    )
    assert lines(month) == [Line("0001", "2026-10-14", "handover", 0, "-20.00", "")]


def test_each_empty_shift_of_a_day_makes_its_own_entries() -> None:
    month = a_month(
        policy=charging("requester"),
        employees=PEOPLE,
        shifts=[shift("0001", DAY, "08:00-12:00"), shift("0001", DAY, "14:00-18:00")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert [(line.employee, line.amount) for line in lines(month)] == [("0001", "-20.00"), ("0001", "-20.00")]


def test_the_absence_counts_as_any_other() -> None:
    rules = replace(charging(), absence=OccurrenceRule(tiers=(daily("1"),)))
    month = a_month(
        policy=rules, employees=PEOPLE, shifts=[shift("0001", DAY)], swaps=[swap("W1", "0001", "0002", DAY)]
    )
    assert lines(month) == [
        Line("0001", DAY, "handover", 0, "-20.00", ""),
        Line("0002", DAY, "absence", 1, "-200.00", ""),
        Line("0002", DAY, "handover", 0, "-20.00", ""),
    ]


def test_the_policy_of_the_requester_on_the_work_date_decides() -> None:
    people = [employee("0001", policy="office"), employee("0002", policy="shop")]
    dear = replace(BARE, handover=HandoverRule(amount=cents("99")))
    month = a_month(
        policy=[version(charging()), version(BARE, DAY), version(dear, policy="shop")],
        employees=people,
        shifts=[shift("0001", "2026-10-11"), shift("0001", DAY)],
        swaps=[swap("W1", "0001", "0002", "2026-10-11"), swap("W2", "0001", "0002", DAY)],
    )
    # The office dropped the rule on the 12th; the shop's 99.00 concerns nobody.
    assert [(line.employee, line.date, line.amount) for line in lines(month)] == [
        ("0001", "2026-10-11", "-20.00"),
        ("0002", "2026-10-11", "-20.00"),
    ]


def test_an_empty_neighbour_is_left_to_its_own_period() -> None:
    month = a_month(
        policy=charging(),
        employees=PEOPLE,
        shifts=[shift("0001", "2026-09-30"), shift("0001", "2026-11-01")],
        swaps=[swap("W1", "0001", "0002", "2026-09-30"), swap("W2", "0001", "0002", "2026-11-01")],
    )
    assert lines(month) == []


def test_an_unclear_shift_is_not_called_empty() -> None:
    month = a_month(
        policy=charging(),
        employees=PEOPLE,
        shifts=[shift("0001", DAY)],
        swaps=[swap("W1", "0001", "0002", DAY)],
        unclear=[("0002", DAY)],
    )
    assert lines(month) == []


def test_a_punch_of_the_one_who_gave_the_shift_away_does_not_fill_it() -> None:
    month = a_month(
        policy=office_hours(charging("counterpart")),
        employees=PEOPLE,
        shifts=[shift("0001", DAY)],
        punches=[punch("0001", DAY, "08:30", "17:30")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert [line.employee for line in lines(month)] == ["0002"]
