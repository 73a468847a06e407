"""The statutory guard: what all charges together may take (rules, section 10)."""

from dataclasses import replace
from decimal import Decimal

from payroll.language import Text
from payroll.month.context import Month
from payroll.policy.model import GuardRule, IncidentRule, OccurrenceRule, Price, Rules
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    addition,
    assignment,
    cents,
    daily,
    employee,
    incident,
    ledger,
    lines,
    shift,
    total,
    version,
    wage,
)
from tests.month_frames import Row

DAY = "2026-10-12"


def guarded(
    max_percent: str | None = None, minimum_wage: str | None = None, *, fine: str = "0", absence: str = "1"
) -> Rules:
    """Incidents cost ``fine`` each, an absence ``absence`` daily wages."""
    guard = GuardRule(
        profile="CN",
        max_percent=None if max_percent is None else Decimal(max_percent),
        minimum_wage=None if minimum_wage is None else cents(minimum_wage),
    )
    games = IncidentRule(title=Text("打游戏", "Games"), price=Price(amount=cents(fine)))
    return replace(BARE, guard=guard, incidents={"games": games}, absence=OccurrenceRule(tiers=(daily(absence),)))


def fined(rules: Rules, *, absent: tuple[str, ...] = (), person: Row | None = None, day: str = DAY) -> Month:
    """One incident on ``day``, and an absence from the office shift of each day of ``absent``."""
    return a_month(
        policy=rules,
        employees=[person or employee("0001")],
        shifts=[shift("0001", date) for date in absent],
        incidents=[incident("I1", day, "games")],
    )


def relief(month: Month) -> list[str]:
    return [line.amount for line in lines(month, "guard")]


def test_charges_exactly_at_the_bound_stay_and_a_cent_more_goes_back() -> None:
    # 20 % of 4350.00 is 870.00.
    assert relief(fined(guarded("20", fine="870.00"))) == []
    assert relief(fined(guarded("20", fine="870.01"))) == ["0.01"]


def test_the_minimum_wage_leaves_what_lies_above_it() -> None:
    # 4350.00 − 2690.00 = 1660.00
    assert relief(fined(guarded(None, "2690.00", fine="1660.00"))) == []
    assert relief(fined(guarded(None, "2690.00", fine="1660.01"))) == ["0.01"]


def test_the_smaller_of_two_bounds_holds() -> None:
    # 20 % is 870.00; above 3400.00 there are 950.00, above 3500.00 only 850.00.
    assert relief(fined(guarded("20", "3400.00", fine="1000.00"))) == ["130.00"]
    assert relief(fined(guarded("20", "3500.00", fine="1000.00"))) == ["150.00"]


def test_a_bound_is_never_below_zero() -> None:
    # 4350.00 lies below a minimum wage of 5000.00: nothing at all may be taken.
    assert relief(fined(guarded("20", "5000.00", fine="12.34"))) == ["12.34"]
    assert total(fined(guarded("20", "5000.00", fine="12.34"))) == "0.00"


def test_a_bound_is_rounded_down() -> None:
    # 20 % of 4350.04 is 870.008: 870.00 may be taken, 870.01 may not.
    person = employee("0001", "4350.04")
    assert relief(fined(guarded("20", fine="870.00"), person=person)) == []
    assert relief(fined(guarded("20", fine="870.01"), person=person)) == ["0.01"]


def test_a_percentage_may_have_decimals() -> None:
    # 12.5 % of 4350.00 is 543.75.
    assert relief(fined(guarded("12.5", fine="600.00"))) == ["56.25"]


def test_a_guard_without_bounds_gives_nothing_back() -> None:
    assert relief(fined(guarded(fine="9999.00"))) == []


def test_a_bound_of_nothing_per_cent_gives_everything_back() -> None:
    assert relief(fined(guarded("0", fine="12.34"))) == ["12.34"]


def test_a_policy_without_a_guard_gives_nothing_back() -> None:
    assert relief(fined(replace(guarded(fine="9999.00"), guard=None))) == []


def test_the_charges_stay_on_the_ledger_and_the_relief_lies_on_the_last_day() -> None:
    assert lines(fined(guarded("20", fine="900.00"))) == [
        Line("0001", DAY, "incident", 0, "-900.00", ""),
        Line("0001", "2026-10-31", "guard", 0, "30.00", ""),
    ]


def test_time_not_worked_comes_off_the_wage_and_off_the_charges() -> None:
    # Absent one day: W = 4350.00 − 200.00 = 4150.00, 20 % of it 830.00.
    assert relief(fined(guarded("20", fine="830.00"), absent=(DAY,))) == []
    assert relief(fined(guarded("20", fine="830.01"), absent=(DAY,))) == ["0.01"]


def test_an_absence_alone_is_never_given_back() -> None:
    # One daily wage each: no fine at all, even where nothing may be fined.
    days = ("2026-10-12", "2026-10-13", "2026-10-14")
    assert relief(fined(guarded("0", "5000.00"), absent=days)) == []


def test_what_an_absence_costs_above_a_daily_wage_is_a_fine() -> None:
    # Three daily wages 600.00, of which 200.00 are time not worked: W = 4150.00, 5 % = 207.50, fine 400.00.
    assert relief(fined(guarded("5", absence="3"), absent=(DAY,))) == ["192.50"]


def test_an_absence_that_costs_less_than_the_daily_wage_counts_with_what_it_costs() -> None:
    # Half a daily wage: W = 4350.00 − 100.00 = 4250.00, 20 % = 850.00.
    assert relief(fined(guarded("20", fine="850.01", absence="0.5"), absent=(DAY,))) == ["0.01"]


def test_the_share_of_a_day_bounds_the_time_not_worked() -> None:
    # Absent 240 of 450 minutes, priced at 150.00: the share is 106.67, the other 43.33 are a fine.
    rules = replace(
        guarded("0"), absence=OccurrenceRule(tiers=(replace(daily("1"), price=Price(amount=cents("150"))),))
    )
    month = a_month(
        policy=rules,
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")],
        punches=[[{"employee_id": "0001", "time": f"{DAY} 08:30"}, {"employee_id": "0001", "time": f"{DAY} 12:00"}]],
    )
    assert relief(month) == ["43.33"]


def test_a_month_employed_in_part_has_a_wage_in_part() -> None:
    # 3100.00 × 10/31 = 1000.00, 20 % of it 200.00; the relief lies on the last day employed.
    person = employee("0001", "3100.00", left="2026-10-10")
    month = fined(guarded("20", fine="250.00"), person=person, day="2026-10-05")
    assert lines(month, "guard") == [Line("0001", "2026-10-10", "guard", 0, "50.00", "")]


def test_who_joins_and_leaves_in_one_month_has_the_days_between_both_included() -> None:
    # 8 to 12 October are 5 of 31 days: 3100.00 × 5/31 = 500.00, 20 % = 100.00.
    person = employee("0001", "3100.00", hired="2026-10-08", left="2026-10-12")
    assert relief(fined(guarded("20", fine="100.00"), person=person)) == []
    assert relief(fined(guarded("20", fine="100.01"), person=person)) == ["0.01"]


def test_the_minimum_wage_is_taken_for_the_days_employed_as_well() -> None:
    # (3100.00 − 2480.00) × 10/31 = 200.00
    person = employee("0001", "3100.00", left="2026-10-10")
    assert relief(fined(guarded(None, "2480.00", fine="200.00"), person=person, day="2026-10-05")) == []
    assert relief(fined(guarded(None, "2480.00", fine="200.01"), person=person, day="2026-10-05")) == ["0.01"]


def test_the_wage_stays_exact_until_the_bound() -> None:
    # 1000.00 × 10/31 = 322.5806..., 50 % of it 161.2903...: 161.29.
    person = employee("0001", "1000.00", left="2026-10-10")
    assert relief(fined(guarded("50", fine="161.29"), person=person, day="2026-10-05")) == []
    assert relief(fined(guarded("50", fine="161.30"), person=person, day="2026-10-05")) == ["0.01"]


def test_february_has_its_own_number_of_days() -> None:
    # 2800.00 × 14/28 = 1400.00, 20 % of it 280.00.
    person = employee("0001", "2800.00", left="2026-02-14")
    month = a_month(
        "2026-02", guarded("20", fine="280.01"), employees=[person], incidents=[incident("I1", "2026-02-02", "games")]
    )
    assert relief(month) == ["0.01"]


def test_the_base_wage_and_the_guard_are_those_of_the_last_day_employed() -> None:
    month = a_month(
        policy=[version(guarded("20", fine="900.00")), version(guarded("10", fine="900.00"), "2026-10-31")],
        employees=[employee("0001", "4350.00")],
        wages=[wage("0001", "2026-10-31", "5000.00")],
        incidents=[incident("I1", DAY, "games")],
    )
    # 10 % of 5000.00 is 500.00.
    assert relief(month) == ["400.00"]


def test_the_guard_is_that_of_the_policy_moved_to() -> None:
    month = a_month(
        policy=[version(guarded("20", fine="900.00")), version(BARE, policy="shop")],
        employees=[employee("0001", policy="office"), employee("0002", policy="office")],
        assignments=[assignment("0001", "2026-10-31", policy="shop"), assignment("0002", "2026-11-01", policy="shop")],
        incidents=[incident("I1", DAY, "games"), incident("I2", DAY, "games", employee_id="0002")],
    )
    assert lines(month, "guard") == [Line("0002", "2026-10-31", "guard", 0, "30.00", "")]


def test_additions_neither_raise_the_bound_nor_lower_the_charges() -> None:
    month = a_month(
        policy=guarded("20", fine="900.00"),
        employees=[employee("0001")],
        incidents=[incident("I1", DAY, "games")],
        additions=[addition("A1", DAY, "5000.00")],
    )
    assert relief(month) == ["30.00"]


def test_each_person_has_a_bound_of_their_own() -> None:
    month = a_month(
        policy=guarded("20", fine="900.00"),
        employees=[employee("0001", "4350.00"), employee("0002", "9000.00")],
        incidents=[incident("I1", DAY, "games"), incident("I2", DAY, "games", employee_id="0002")],
    )
    assert [(line.employee, line.amount) for line in lines(month, "guard")] == [("0001", "30.00")]


def test_the_entry_names_the_bound_that_held_and_its_source() -> None:
    def told(rules: Rules) -> str:
        table = ledger(fined(rules))
        return str(table.loc[table["rule"] == "guard", "explanation_en"].iloc[0])

    assert "max_percent" in told(guarded("20", "3400.00", fine="1000.00"))
    assert "minimum_wage" not in told(guarded("20", "3400.00", fine="1000.00"))
    assert "minimum_wage" in told(guarded("20", "3500.00", fine="1000.00"))
    assert "profile CN" in told(guarded("20", fine="1000.00"))
    unchecked = guarded("20", fine="1000.00")
    own = replace(unchecked, guard=GuardRule(max_percent=Decimal(20)))
    assert "not checked against any law" in told(own)
