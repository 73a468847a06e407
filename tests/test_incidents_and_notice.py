"""Leave notice, incidents and additions (rules, section 9)."""

from dataclasses import replace
from decimal import Decimal

from payroll.language import Text
from payroll.policy.model import IncidentRule, LeaveRule, OccurrenceRule, Price, Rules
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    addition,
    cents,
    daily,
    employee,
    incident,
    leave,
    lines,
    problems,
    shift,
    total,
    verdicts,
    version,
    wage,
)

ANNE = [employee("0001")]
DAY = "2026-10-12"


def notice(days: int = 1, amount: str = "0", except_kinds: frozenset[str] = frozenset()) -> Rules:
    return replace(BARE, leave=LeaveRule(notice_days=days, amount=cents(amount), except_kinds=except_kinds))


def asked(at: str, rules: Rules, *, since: str = DAY, kind: str = "annual", status: str = "approved") -> list[Line]:
    row = leave("L1", since, since if " " not in since else f"{DAY} 23:00", asked=at, kind=kind, status=status)
    return lines(a_month(policy=rules, employees=ANNE, leave=[row]))


# Leave notice


def test_leave_asked_for_on_the_last_day_of_notice_is_in_time() -> None:
    assert asked("2026-10-11 23:59", notice(1)) == []
    assert asked("2026-10-09 23:59", notice(3)) == []


def test_leave_asked_for_a_day_later_makes_an_entry_on_the_day_of_its_start() -> None:
    entry = [Line("0001", DAY, "leave-notice", 0, "0.00", "")]
    assert asked("2026-10-12 00:00", notice(1)) == entry
    assert asked("2026-10-10 00:00", notice(3)) == entry


def test_with_no_days_of_notice_the_day_itself_is_in_time_and_the_day_after_is_not() -> None:
    assert asked("2026-10-12 23:59", notice(0)) == []
    assert len(asked("2026-10-13 00:00", notice(0))) == 1


def test_notice_counts_days_and_not_hours() -> None:
    # From 22:00, asked for at 00:01 of the day before: 46 hours, one day.
    assert asked("2026-10-11 00:01", notice(1), since=f"{DAY} 22:00") == []
    assert len(asked("2026-10-11 00:01", notice(2), since=f"{DAY} 22:00")) == 1


def test_late_notice_costs_what_the_policy_says() -> None:
    assert [line.amount for line in asked("2026-10-12 07:00", notice(1, "25"))] == ["-25.00"]


def test_excepted_kinds_need_no_notice() -> None:
    rules = notice(1, except_kinds=frozenset({"sick", "病假"}))
    assert asked("2026-10-12 07:00", rules, kind="sick") == []
    assert asked("2026-10-12 07:00", rules, kind="病假") == []
    assert len(asked("2026-10-12 07:00", rules, kind="annual")) == 1


def test_leave_that_is_not_approved_needs_no_notice() -> None:
    for status in ("pending", "rejected", "cancelled"):
        assert asked("2026-10-12 07:00", notice(1), status=status) == []


def test_leave_with_late_notice_is_leave_all_the_same() -> None:
    month = a_month(
        policy=notice(1),
        employees=ANNE,
        shifts=[shift("0001", DAY)],
        leave=[leave("L1", DAY, DAY, asked=f"{DAY} 08:00")],
    )
    assert verdicts(month) == ["leave"]


def test_leave_belongs_to_the_period_of_its_first_day() -> None:
    for since, entries in (("2026-09-30", 0), ("2026-10-01", 1), ("2026-10-31", 1), ("2026-11-01", 0)):
        row = leave("L1", since, "2026-11-02", asked="2026-11-03 09:00")
        assert len(lines(a_month(policy=notice(1), employees=ANNE, leave=[row]))) == entries


def test_the_version_of_the_first_day_of_leave_decides() -> None:
    policy = [version(BARE), version(notice(1), DAY)]
    for since, entries in (("2026-10-11", 0), (DAY, 1)):
        row = leave("L1", since, "2026-10-13", asked="2026-10-12 09:00")
        assert len(lines(a_month(policy=policy, employees=ANNE, leave=[row]))) == entries


# Incidents


def listed(price: Price | None = None, action: str = "") -> Rules:
    rule = IncidentRule(title=Text("打游戏", "Games"), price=price or Price(), action=action)
    return replace(BARE, incidents={"games": rule})


def cost(price: Price, wage: str = "4350.00") -> list[str]:
    month = a_month(policy=listed(price), employees=[employee("0001", wage)], incidents=[incident("I1", DAY, "games")])
    return [line.amount for line in lines(month)]


def test_an_incident_is_priced_like_a_tier() -> None:
    assert cost(Price(amount=cents("20"))) == ["-20.00"]
    # 4350.00 × 2.5 % = 108.75
    assert cost(Price(percent_of_base=Decimal("2.5"))) == ["-108.75"]
    # 4350.00 ÷ 21.75 × 0.5 = 100.00
    assert cost(Price(daily_wages=Decimal("0.5"))) == ["-100.00"]
    assert cost(Price()) == ["0.00"]


def test_an_incident_by_daily_wage_is_rounded_half_up() -> None:
    # 4000.00 ÷ 21.75 = 183.908...
    assert cost(Price(daily_wages=Decimal(1)), "4000.00") == ["-183.91"]
    # 0.87 ÷ 21.75 = 0.04, an eighth of it is 0.005
    assert cost(Price(daily_wages=Decimal("0.125")), "0.87") == ["-0.01"]


def test_an_incident_may_name_an_action() -> None:
    month = a_month(policy=listed(action="written-warning"), employees=ANNE, incidents=[incident("I1", DAY, "games")])
    assert lines(month) == [Line("0001", DAY, "incident", 0, "0.00", "written-warning")]


def test_each_incident_makes_its_own_entry() -> None:
    rows = [incident("I1", DAY, "games"), incident("I2", DAY, "games")]
    month = a_month(policy=listed(Price(amount=500)), employees=ANNE, incidents=rows)
    assert [line.amount for line in lines(month)] == ["-5.00", "-5.00"]


def test_an_incident_goes_by_the_base_wage_and_the_version_of_its_day() -> None:
    month = a_month(
        policy=[version(listed(Price(percent_of_base=Decimal(1)))), version(listed(Price(amount=700)), "2026-10-20")],
        employees=[employee("0001", "4000.00")],
        wages=[wage("0001", "2026-10-13", "5000.00")],
        incidents=[
            incident("I1", DAY, "games"),
            incident("I2", "2026-10-13", "games"),
            incident("I3", "2026-10-20", "games"),
        ],
    )
    assert [line.amount for line in lines(month)] == ["-40.00", "-50.00", "-7.00"]


def test_a_code_that_the_policy_does_not_list_is_an_error() -> None:
    for code in ("game", "Games", ""):
        month = a_month(policy=listed(), employees=ANNE, incidents=[incident("I1", DAY, code)])
        assert problems(month) == ["INCIDENT-CODE", "NO-ROTA"]
        assert lines(month) == []


def test_incidents_of_other_periods_are_left_alone() -> None:
    rows = [incident(f"I{n}", day, "games") for n, day in enumerate(("2026-09-30", "2026-11-01"))]
    month = a_month(policy=listed(), employees=ANNE, incidents=[*rows, incident("I9", "2026-09-30", "unknown")])
    assert problems(month) == ["NO-ROTA"]
    assert lines(month) == []


def test_incidents_and_additions_lie_within_the_employment_first_and_last_day_included() -> None:
    people = [employee("0001", hired=DAY, left="2026-10-20")]
    for day, wrong in (("2026-10-11", 2), (DAY, 0), ("2026-10-20", 0), ("2026-10-21", 2)):
        month = a_month(
            policy=listed(),
            employees=people,
            incidents=[incident("I1", day, "games")],
            additions=[addition("A1", day, "100.00")],
        )
        assert problems(month).count("EVENT-OUTSIDE-EMPLOYMENT") == wrong
        assert len(lines(month)) == 2 - wrong


def test_an_event_before_the_first_version_is_an_error() -> None:
    for day, wrong in (("2026-10-14", 3), ("2026-10-15", 0)):
        month = a_month(
            policy=[version(listed(), "2026-10-15")],
            employees=ANNE,
            leave=[leave("L1", day, day)],
            incidents=[incident("I1", day, "games")],
            additions=[addition("A1", day, "100.00")],
        )
        assert problems(month).count("POLICY-NOT-IN-FORCE") == wrong


# Additions


def test_an_addition_is_one_entry_of_its_amount() -> None:
    month = a_month(employees=ANNE, additions=[addition("A1", DAY, "0.01"), addition("A2", "2026-10-31", "1200.50")])
    assert lines(month) == [
        Line("0001", DAY, "addition", 0, "0.01", ""),
        Line("0001", "2026-10-31", "addition", 0, "1200.50", ""),
    ]


def test_additions_of_other_periods_are_left_alone() -> None:
    month = a_month(
        employees=ANNE, additions=[addition("A1", "2026-09-30", "5.00"), addition("A2", "2026-11-01", "5.00")]
    )
    assert lines(month) == []


def test_additions_and_deductions_add_up() -> None:
    rules = replace(listed(Price(amount=2000)), absence=OccurrenceRule(tiers=(daily("1"),)))
    month = a_month(
        policy=rules,
        employees=ANNE,
        shifts=[shift("0001", DAY)],
        incidents=[incident("I1", DAY, "games")],
        additions=[addition("A1", DAY, "500.00")],
    )
    # 500.00 − 20.00 − 200.00
    assert total(month) == "280.00"
