"""The ledger and the tables beside it (rules, section 11)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.language import Text
from payroll.month.context import Month, records
from payroll.month.ledger import adjustments, attendance_table
from payroll.month.month import judge
from payroll.policy.model import (
    Calendar,
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    HandoverRule,
    IncidentRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    SwapRule,
)
from payroll.problems import stopping
from tests.month_builder import (
    BARE,
    PRICED_BY_FIVE,
    a_month,
    addition,
    assignment,
    cents,
    complaint,
    daily,
    employee,
    incident,
    leave,
    ledger,
    lines,
    office_month,
    percent,
    problems,
    punch,
    shift,
    swap,
    version,
    wage,
)
from tests.month_frames import ledger_lines

DAY = "2026-10-12"
LATE = replace(BARE, lateness=OccurrenceRule(clause="7.1", tiers=(percent("1"), percent("5", occurrence=3))))
GAMES = {"games": IncidentRule(title=Text("打游戏", "Games"), price=Price(amount=cents("20")))}


def ids(month: Month) -> list[str]:
    return ledger(month)["entry_id"].tolist()


def column(month: Month, name: str) -> list[object]:
    return ledger(month)[name].tolist()


# Identity


def test_an_entry_keeps_its_id_when_a_time_is_corrected() -> None:
    before = ledger(office_month(LATE, {DAY: ("08:45", "17:30")}))
    after = ledger(office_month(LATE, {DAY: ("08:50", "17:31")}))
    assert before["entry_id"].tolist() == after["entry_id"].tolist() == ["2026-10/0001/lateness/2026-10-12.1"]
    assert (before["quantity"].tolist(), after["quantity"].tolist()) == (["15"], ["20"])


def test_an_entry_keeps_its_id_when_an_earlier_one_goes_away() -> None:
    before = office_month(LATE, {DAY: ("08:45", "17:30"), "2026-10-13": ("08:45", "17:30")})
    after = office_month(LATE, {DAY: ("08:30", "17:30"), "2026-10-13": ("08:45", "17:30")})
    assert ids(after) == ids(before)[1:]


def test_each_shift_of_a_work_date_has_an_id_of_its_own() -> None:
    month = a_month(
        policy=LATE,
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "13:30-17:30"), shift("0001", DAY, "08:30-12:00")],
        punches=[punch("0001", DAY, "08:40", "12:00", "13:40", "17:30")],
    )
    assert ids(month) == ["2026-10/0001/lateness/2026-10-12.1", "2026-10/0001/lateness/2026-10-12.2"]


def test_no_two_entries_of_a_crowded_day_share_an_id() -> None:
    month = crowded_month()
    # Ten of 0001 (see below), a hand-over and a swap too many of 0002.
    assert len(set(ids(month))) == len(ids(month)) == 12


def test_the_same_event_in_two_periods_has_two_ids() -> None:
    september = a_month(
        "2026-09",
        replace(BARE, incidents=GAMES),
        employees=[employee("0001")],
        incidents=[incident("I1", "2026-09-30", "games")],
    )
    october = a_month(
        "2026-10",
        replace(BARE, incidents=GAMES),
        employees=[employee("0001")],
        incidents=[incident("I1", DAY, "games")],
    )
    assert ids(september) != ids(october)


def two_people(one: str, other: str, of_one: str, of_other: str) -> Month:
    """Return a month with an incident of each of two people."""
    return a_month(
        policy=replace(BARE, incidents=GAMES),
        employees=[employee(one), employee(other)],
        incidents=[
            incident(of_one, DAY, "games", employee_id=one),
            incident(of_other, DAY, "games", employee_id=other),
        ],
    )


def test_ids_of_employees_that_would_give_two_lines_the_same_id_are_an_error_about_no_row() -> None:
    month = two_people("A", "A/incident/1", "1/incident/y", "y")
    assert len(set(ids(month))) == 1
    found = [each for each in judge(month).problems if each.code == "EMPLOYEE-ID-AMBIGUOUS"]
    assert [(each.value, each.details["other"], each.row) for each in found] == [("A/incident/1", "A", None)]
    assert stopping(found, ["EMPLOYEE-ID-AMBIGUOUS"]) == found


@pytest.mark.parametrize("other", ["A/correction/2026-10/A", "A/waiver", "A/2/lateness", "A/lateness"])
def test_every_name_of_a_rule_and_of_lines_about_lines_counts(other: str) -> None:
    month = a_month(employees=[employee("A"), employee("A/2"), employee(other)])
    assert "EMPLOYEE-ID-AMBIGUOUS" in problems(month)


@pytest.mark.parametrize("other", ["A/2", "A/incidents/1", "AB/incident/1", "incident/A"])
def test_other_ids_with_a_slash_are_no_error_and_their_lines_differ(other: str) -> None:
    month = two_people("A", other, "1/incident/y", "y")
    assert "EMPLOYEE-ID-AMBIGUOUS" not in problems(month)
    assert len(set(ids(month))) == 2


def test_two_lines_of_one_employee_with_the_same_id_are_an_error_about_no_row() -> None:
    # P gives the morning to X/P in swap S, and takes the afternoon of Q in swap S/X; nobody comes.
    month = a_month(
        policy=replace(BARE, handover=HandoverRule(amount=cents("20"))),
        employees=[employee("P"), employee("Q"), employee("X/P")],
        shifts=[shift("P", DAY, "08:30-12:00"), shift("Q", DAY, "13:30-17:30")],
        swaps=[swap("S", "P", "X/P", DAY), swap("S/X", "Q", "P", DAY)],
    )
    found = [each for each in judge(month).problems if each.severity == "error"]
    assert [(each.code, each.value, each.row) for each in found] == [
        ("ENTRY-ID-REPEATED", "2026-10/P/handover/S/X/P/2026-10-12.1", None)
    ]


# Order


def test_lines_are_ordered_by_employee_date_rule_and_event_as_text() -> None:
    month = a_month(
        policy=replace(BARE, incidents=GAMES),
        employees=[employee("2"), employee("10")],
        incidents=[
            incident("I2", DAY, "games", employee_id="2"),
            incident("I10", DAY, "games", employee_id="2"),
            incident("I3", "2026-10-11", "games", employee_id="2"),
            incident("I4", "2026-10-20", "games", employee_id="10"),
        ],
        additions=[addition("Z", DAY, "1.00", employee_id="2")],
    )
    assert [entry.rpartition("/")[2] for entry in ids(month)] == ["I4", "I3", "Z", "I10", "I2"]


# Kinds, signs, quantities


def crowded_month() -> Month:
    """One day of 0001 on which nearly everything happens, and a shift of 0002's that stays empty."""
    rules = replace(
        LATE,
        early_departure=PRICED_BY_FIVE,
        absence=OccurrenceRule(tiers=(daily("1"),)),
        swaps=SwapRule(limit=0, amount=cents("15")),
        handover=HandoverRule(amount=cents("20")),
        complaints=ComplaintRule(steps=(ComplaintStep(cents("30"), "talk"), ComplaintStep(0, "dismissal-review"))),
        probation=ProbationRule(months=3, on_complaint="probation-review"),
        incidents=GAMES,
        guard=GuardRule(max_percent=Decimal(1)),
    )
    return a_month(
        policy=rules,
        employees=[employee("0001", hired="2026-09-01"), employee("0002")],
        shifts=[shift("0001", DAY), shift("0002", "2026-10-20")],
        punches=[punch("0001", DAY, "08:45", "17:00")],
        swaps=[swap("W1", "0002", "0001", "2026-10-20")],
        complaints=[complaint("C1", f"{DAY} 10:00")],
        incidents=[incident("I1", DAY, "games")],
        additions=[addition("A1", DAY, "500.00")],
    )


def test_each_line_has_a_kind_and_the_sign_that_goes_with_it() -> None:
    table = ledger(crowded_month())
    own = table[table["employee_id"] == "0001"]
    assert list(zip(own["rule"], own["kind"], own["amount"], strict=True)) == [
        ("addition", "addition", 50_000),
        ("complaint", "charge", -3_000),
        ("early-departure", "charge", -500),
        ("incident", "charge", -2_000),
        ("lateness", "charge", -4_350),
        ("probation", "notice", 0),
        ("absence", "charge", -20_000),
        ("handover", "charge", -2_000),
        ("swap-quota", "charge", -1_500),
        # Charges of 333.50, of which 200.00 not worked; 1 % of (4350.00 − 200.00) = 41.50; 133.50 − 41.50
        ("guard", "relief", 9_200),
    ]


def test_a_charge_of_nothing_is_a_notice() -> None:
    month = office_month(replace(BARE, lateness=OccurrenceRule()), {DAY: ("08:45", "17:30")})
    assert column(month, "kind") == ["notice"]


def test_the_quantity_of_lateness_and_early_departure_is_their_minutes() -> None:
    month = office_month(replace(LATE, early_departure=PRICED_BY_FIVE), {DAY: ("08:45", "17:00")})
    assert column(month, "quantity") == ["30", "15"]


def test_the_quantity_of_an_absence_is_its_share_of_the_day() -> None:
    rules = replace(BARE, absence=PRICED_BY_FIVE)
    assert column(office_month(rules, {DAY: ()}), "quantity") == ["1"]
    most_on_leave = [leave("L1", f"{DAY} 08:30", f"{DAY} 16:30")]  # 60 of 540 minutes are left
    assert column(office_month(rules, {DAY: ()}, leave=most_on_leave), "quantity") == ["0.1111"]


def test_other_lines_have_no_quantity() -> None:
    month = a_month(
        policy=replace(BARE, incidents=GAMES), employees=[employee("0001")], incidents=[incident("I1", DAY, "games")]
    )
    assert column(month, "quantity") == [""]


# Where a line comes from


def test_a_line_names_the_version_and_the_clause_that_made_it() -> None:
    month = office_month([version(BARE), version(LATE, "2026-10-12")], {DAY: ("08:45", "17:30")})
    assert column(month, "policy") == ["office@2026-10-12#01234567"]
    assert column(month, "clause") == ["7.1"]


def test_the_evidence_of_lateness_is_the_rota_row_and_the_punch() -> None:
    assert column(office_month(LATE, {DAY: ("08:45", "17:30")}), "evidence") == ["shifts.csv:2; punches.csv:2"]


def test_the_evidence_of_a_missing_punch_is_the_one_that_is_there() -> None:
    rules = replace(BARE, missing_punch=PRICED_BY_FIVE)
    assert column(office_month(rules, {DAY: ("17:30",)}), "evidence") == ["shifts.csv:2; punches.csv:2"]


def test_the_evidence_of_a_calendars_shift_is_the_policy_file() -> None:
    rules = replace(LATE, calendar=Calendar("office", frozenset(range(5)), ""))
    month = a_month(
        policy=rules,
        employees=[employee("0001", hired=DAY, left=DAY)],
        punches=[punch("0001", DAY, "08:45", "17:30")],
    )
    assert column(month, "evidence") == ["office/2020-01-01.toml; punches.csv:2"]


def test_the_evidence_of_a_swapped_shift_names_the_swap() -> None:
    month = a_month(
        policy=LATE,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY)],
        punches=[punch("0002", DAY, "08:45", "17:30")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert column(month, "evidence") == ["shifts.csv:2; swaps.csv:2; punches.csv:2"]


def test_the_evidence_names_the_leave_that_moved_the_expected_start() -> None:
    month = office_month(LATE, {DAY: ("12:15", "17:30")}, leave=[leave("L1", f"{DAY} 08:30", f"{DAY} 12:00")])
    assert column(month, "evidence") == ["shifts.csv:2; leave.csv:2; punches.csv:2"]


def test_the_evidence_of_a_day_names_the_rows_of_all_its_shifts() -> None:
    rules = replace(BARE, lateness=OccurrenceRule(per="day"))
    month = a_month(
        policy=rules,
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")],
        punches=[punch("0001", DAY, "08:40", "12:00", "13:40", "17:30")],
    )
    assert column(month, "evidence") == ["shifts.csv:2; punches.csv:2; shifts.csv:3; punches.csv:4"]


def test_the_evidence_of_an_event_is_its_row() -> None:
    month = a_month(
        policy=replace(BARE, incidents=GAMES),
        employees=[employee("0001")],
        incidents=[incident("I1", "2026-09-01", "games"), incident("I2", DAY, "games")],
    )
    assert column(month, "evidence") == ["incidents.csv:3"]


# Adjustments


def adjusted(month: Month) -> list[dict[str, object]]:
    judged = judge(month)
    return records(adjustments(month, judged.entries, judged.swaps))


def test_the_columns_of_the_adjustments_add_up_to_the_total_of_the_ledger() -> None:
    month = crowded_month()
    table = ledger(month)
    for row in adjusted(month):
        sums = [row[name] for name in ("lateness", "early_departure", "absence", "missing_punch", "swaps", "handover")]
        sums += [row[name] for name in ("complaints", "incidents", "additions", "guard", "corrections", "waivers")]
        own = table[table["employee_id"] == row["employee_id"]]
        assert row["total"] == sum(map(int, map(str, sums))) == own["amount"].sum()


def test_everyone_employed_on_one_day_of_the_period_has_a_row() -> None:
    people = [
        employee("0001", left="2026-09-30"),
        employee("0002", left="2026-10-01"),
        employee("0003", hired="2026-10-31"),
        employee("0004", hired="2026-11-01"),
    ]
    assert [row["employee_id"] for row in adjusted(a_month(employees=people))] == ["0002", "0003"]


def test_wage_store_and_policy_are_those_of_the_last_day_employed() -> None:
    month = a_month(
        policy=[version(BARE), version(BARE, "2026-10-31"), version(BARE, policy="shop")],
        employees=[employee("0001", policy="office"), employee("0002", policy="office", left="2026-10-30")],
        wages=[wage("0001", "2026-10-31", "5000.00"), wage("0002", "2026-10-31", "5000.00")],
        assignments=[
            assignment("0001", "2026-10-31", store="S2"),
            assignment("0002", "2026-10-30", policy="shop"),
            assignment("0002", "2026-10-31", store="S2"),
        ],
    )
    assert [(row["base_wage"], row["store"], row["policy"]) for row in adjusted(month)] == [
        (500_000, "S2", "office@2026-10-31#01234567"),
        (435_000, "S1", "shop@2020-01-01#01234567"),
    ]


def test_lateness_entries_and_swaps_that_count_are_counted() -> None:
    rules = replace(LATE, swaps=SwapRule(limit=5, counts="requester"))
    month = a_month(
        policy=rules,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY), shift("0001", "2026-10-13"), shift("0001", "2026-10-14")],
        punches=[punch("0001", "2026-10-13", "08:31", "17:30"), punch("0001", "2026-10-14", "08:31", "17:30")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert [(row["late_count"], row["swap_count"]) for row in adjusted(month)] == [(2, 1), (0, 0)]


def test_actions_are_named_in_the_order_of_the_ledger_each_once() -> None:
    rules = replace(
        BARE,
        complaints=ComplaintRule(steps=(ComplaintStep(0, "talk"), ComplaintStep(0, "dismissal-review"))),
        incidents={"games": replace(GAMES["games"], action="talk"), "calls": replace(GAMES["games"], action="warning")},
    )
    month = a_month(
        policy=rules,
        employees=[employee("0001")],
        complaints=[complaint("C1", "2026-10-14 10:00"), complaint("C2", "2026-10-15 10:00")],
        incidents=[incident("I1", "2026-10-13", "calls"), incident("I2", "2026-10-16", "games")],
    )
    assert [row["actions"] for row in adjusted(month)] == ["warning; talk; dismissal-review"]


def test_who_did_nothing_wrong_has_a_row_of_nothing() -> None:
    month = office_month(LATE, {DAY: ("08:30", "17:30")})
    assert [(row["total"], row["late_count"], row["actions"]) for row in adjusted(month)] == [(0, 0, "")]
    assert lines(month) == []


# Attendance


def test_the_attendance_shows_code_and_swap_of_each_shift_of_the_period() -> None:
    month = a_month(
        employees=[employee("0001"), employee("0002")],
        shifts=[
            shift("0001", "2026-09-30"),
            shift("0001", DAY),
            shift("0001", "2026-10-13", "08:00-12:00"),
            shift("0001", "2026-10-14", "rest"),
        ],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    table = attendance_table(month, judge(month).attendance)
    assert list(zip(table["employee_id"], table["shift"], table["swap_id"], table["verdict"], strict=True)) == [
        ("0001", "", "", "absent"),
        ("0002", "office", "W1", "absent"),
    ]


def test_a_ledger_without_lines_has_its_columns() -> None:
    month = a_month(employees=[employee("0001")])
    table = ledger_lines(month, judge(month).entries)
    assert len(table) == 0
    assert {"entry_id", "amount", "explanation_zh", "explanation_en"} <= set(table.columns)
