"""Complaints: which qualify, how they are numbered and what they cost (rules, section 7)."""

from dataclasses import replace
from typing import Literal

from payroll.month.month import judge
from payroll.policy.model import ComplaintRule, ComplaintStep, Rules
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    assignment,
    cents,
    complaint,
    employee,
    lines,
    problems,
    version,
)
from tests.month_frames import Row

LADDER = (ComplaintStep(cents("30")), ComplaintStep(cents("60")), ComplaintStep(action="dismissal-review"))


def ladder(window: Literal["employment", "year", "period", "rolling-12"] = "employment") -> Rules:
    return replace(BARE, complaints=ComplaintRule(steps=LADDER, window=window))


BY_SEVERITY = replace(
    BARE,
    complaints=ComplaintRule(severity={"minor": cents("5"), "major": cents("100")}, minimum=cents("10")),
)


def numbered(
    *rows: Row, rules: Rules | None = None, period: str = "2026-10", hired: str = "2020-01-06", left: str = ""
) -> list[tuple[str, int]]:
    month = a_month(period, rules or ladder(), employees=[employee("0001", hired=hired, left=left)], complaints=rows)
    return [(line.date, line.occurrence) for line in lines(month, "complaint")]


def priced(*rows: Row, rules: Rules = BY_SEVERITY) -> list[str]:
    month = a_month(policy=rules, employees=[employee("0001")], complaints=rows)
    return [line.amount for line in lines(month, "complaint")]


# Steps


def test_thirty_then_double_then_a_review_and_the_last_step_from_there_on() -> None:
    month = a_month(
        policy=ladder(),
        employees=[employee("0001")],
        complaints=[complaint(f"C{day}", f"2026-10-{day} 10:00") for day in (12, 13, 14, 15)],
    )
    assert lines(month) == [
        Line("0001", "2026-10-12", "complaint", 1, "-30.00", ""),
        Line("0001", "2026-10-13", "complaint", 2, "-60.00", ""),
        Line("0001", "2026-10-14", "complaint", 3, "0.00", "dismissal-review"),
        Line("0001", "2026-10-15", "complaint", 4, "0.00", "dismissal-review"),
    ]


def test_the_order_of_decisions_counts_and_not_that_of_receipt() -> None:
    rows = (
        complaint("C1", "2026-10-01 09:00", decided="2026-10-20 09:00"),
        complaint("C2", "2026-10-05 09:00", decided="2026-10-10 09:00"),
    )
    assert numbered(*rows) == [("2026-10-10", 1), ("2026-10-20", 2)]


def test_complaints_decided_in_one_minute_go_by_their_ids_as_text() -> None:
    month = a_month(
        policy=ladder(),
        employees=[employee("0001")],
        complaints=[complaint("C2", "2026-10-12 10:00:01"), complaint("C10", "2026-10-12 10:00:59")],
    )
    judged = judge(month).entries
    assert dict(zip(judged["event"], judged["occurrence"], strict=True)) == {"C10": 1, "C2": 2}


def test_an_empty_decision_is_made_when_the_complaint_came() -> None:
    assert numbered(complaint("C1", "2026-10-12 10:00")) == [("2026-10-12", 1)]


# In the period


def test_complaints_are_charged_in_the_period_of_their_decision() -> None:
    late = complaint("C1", "2026-09-30 10:00", decided="2026-10-01 00:00")
    assert numbered(late) == [("2026-10-01", 1)]
    assert numbered(complaint("C1", "2026-09-30 10:00", decided="2026-09-30 23:59")) == []
    assert numbered(complaint("C1", "2026-10-12 10:00", decided="2026-10-31 23:59")) == [("2026-10-31", 1)]
    assert numbered(complaint("C1", "2026-10-12 10:00", decided="2026-11-01 00:00")) == []


def test_a_decision_after_the_period_does_not_count_for_those_in_it() -> None:
    rows = (
        complaint("C1", "2026-10-01 09:00", decided="2026-11-01 09:00"),
        complaint("C2", "2026-10-05 09:00", decided="2026-10-10 09:00"),
    )
    assert numbered(*rows) == [("2026-10-10", 1)]


# What qualifies


def test_only_upheld_complaints_of_listed_sources_and_categories_count() -> None:
    last = complaint("C9", "2026-10-30 10:00")
    for other in (
        complaint("C1", "2026-10-12 10:00", status="rejected"),
        complaint("C1", "2026-10-12 10:00", status="open"),
        complaint("C1", "2026-10-12 10:00", source="sales"),
        complaint("C1", "2026-10-12 10:00", category="product"),
    ):
        assert numbered(other, last) == [("2026-10-30", 1)]


def test_the_policy_may_list_other_sources_and_categories() -> None:
    rule = ComplaintRule(steps=LADDER, sources=frozenset({"sales"}), categories=frozenset({"product"}))
    rows = (
        complaint("C1", "2026-10-12 10:00", source="sales", category="product"),
        complaint("C2", "2026-10-13 10:00"),
    )
    assert numbered(*rows, rules=replace(BARE, complaints=rule)) == [("2026-10-12", 1)]


def test_a_complaint_is_received_within_the_employment_first_and_last_day_included() -> None:
    def of(received: str) -> list[tuple[str, int]]:
        row = complaint("C1", received, decided="2026-10-20 10:00")
        return numbered(row, hired="2026-10-12", left="2026-10-20")

    assert of("2026-10-11 23:59") == []
    assert of("2026-10-12 00:00") == [("2026-10-20", 1)]


def test_a_complaint_is_decided_within_the_employment() -> None:
    def of(decided: str) -> list[tuple[str, int]]:
        return numbered(complaint("C1", "2026-10-12 10:00", decided=decided), left="2026-10-20")

    assert of("2026-10-20 23:59") == [("2026-10-20", 1)]
    assert of("2026-10-21 00:00") == []


def test_the_lists_are_those_of_the_version_of_the_day_it_was_received() -> None:
    sales = replace(BARE, complaints=ComplaintRule(steps=LADDER, sources=frozenset({"sales"})))
    month = a_month(
        policy=[version(ladder()), version(sales, "2026-10-13")],
        employees=[employee("0001")],
        complaints=[
            complaint("C1", "2026-10-12 10:00", decided="2026-10-20 10:00"),
            complaint("C2", "2026-10-13 10:00", decided="2026-10-21 10:00"),
        ],
    )
    assert [line.date for line in lines(month)] == ["2026-10-20"]


def test_a_complaint_of_before_the_first_version_goes_by_the_first() -> None:
    month = a_month(
        policy=[version(ladder(), "2026-10-01")],
        employees=[employee("0001")],
        complaints=[
            complaint("C1", "2025-03-01 10:00"),
            complaint("C2", "2026-09-30 10:00", decided="2026-10-02 10:00"),
        ],
    )
    assert problems(month) == ["NO-ROTA"]
    assert lines(month) == [Line("0001", "2026-10-02", "complaint", 2, "-60.00", "")]


# Windows


def test_employment_counts_from_the_hire_date() -> None:
    rows = (complaint("C1", "2020-01-06 10:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows) == [("2026-10-12", 2)]
    rows = (complaint("C1", "2020-01-05 10:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows) == [("2026-10-12", 1)]


def test_a_year_begins_on_the_first_of_january() -> None:
    rows = (complaint("C1", "2026-01-01 00:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("year")) == [("2026-10-12", 2)]
    rows = (complaint("C1", "2025-12-31 23:59"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("year")) == [("2026-10-12", 1)]


def test_the_year_is_that_of_the_decision() -> None:
    rows = (complaint("C1", "2025-12-31 10:00", decided="2026-01-01 10:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("year")) == [("2026-10-12", 2)]


def test_in_a_period_across_new_year_each_decision_has_its_own_year() -> None:
    rules = replace(ladder("year"), period_start_day=26)
    rows = (complaint("C1", "2025-12-30 10:00"), complaint("C2", "2026-01-02 10:00"))
    assert numbered(*rows, rules=rules, period="2026-01") == [("2025-12-30", 1), ("2026-01-02", 1)]


def test_the_window_of_a_period_begins_with_its_first_day() -> None:
    rows = (complaint("C1", "2026-10-01 00:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("period")) == [("2026-10-01", 1), ("2026-10-12", 2)]
    rows = (complaint("C1", "2026-09-30 23:59"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("period")) == [("2026-10-12", 1)]


def test_twelve_months_back_count_from_the_day_after_the_same_day() -> None:
    rows = (complaint("C1", "2025-10-13 00:00"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("rolling-12")) == [("2026-10-12", 2)]
    rows = (complaint("C1", "2025-10-12 23:59"), complaint("C2", "2026-10-12 10:00"))
    assert numbered(*rows, rules=ladder("rolling-12")) == [("2026-10-12", 1)]


def test_twelve_months_before_a_leap_day_is_the_28th_of_february() -> None:
    rows = (complaint("C1", "2023-03-01 00:00"), complaint("C2", "2024-02-29 10:00"))
    assert numbered(*rows, rules=ladder("rolling-12"), period="2024-02") == [("2024-02-29", 2)]
    rows = (complaint("C1", "2023-02-28 23:59"), complaint("C2", "2024-02-29 10:00"))
    assert numbered(*rows, rules=ladder("rolling-12"), period="2024-02") == [("2024-02-29", 1)]


def test_each_complaint_has_the_window_and_the_prices_of_the_version_it_was_received_under() -> None:
    month = a_month(
        policy=[version(ladder("period")), version(ladder("employment"), "2026-10-15")],
        employees=[employee("0001")],
        complaints=[
            complaint("C1", "2026-09-01 10:00"),
            complaint("C2", "2026-10-14 10:00"),
            complaint("C3", "2026-10-15 10:00"),
        ],
    )
    # C2 is the first of the period; C3 the third of the employment.
    assert [(line.occurrence, line.amount) for line in lines(month)] == [(1, "-30.00"), (3, "0.00")]


def test_who_changes_the_policy_takes_the_count_along() -> None:
    month = a_month(
        policy=[version(ladder()), version(ladder(), policy="shop")],
        employees=[employee("0001", policy="office")],
        assignments=[assignment("0001", "2026-10-13", policy="shop")],
        complaints=[complaint("C1", "2026-10-12 10:00"), complaint("C2", "2026-10-13 10:00")],
    )
    assert [line.occurrence for line in lines(month)] == [1, 2]


# Severity


def test_a_severity_costs_its_amount_and_never_less_than_the_minimum() -> None:
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major")) == ["-100.00"]
    assert priced(complaint("C1", "2026-10-12 10:00", severity="minor")) == ["-10.00"]


def test_an_amount_of_its_own_wins_over_the_severity_but_not_over_the_minimum() -> None:
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major", amount="55.50")) == ["-55.50"]
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major", amount="10.01")) == ["-10.01"]
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major", amount="9.99")) == ["-10.00"]
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major", amount="0")) == ["-10.00"]


def test_an_amount_of_its_own_needs_no_severity() -> None:
    assert priced(complaint("C1", "2026-10-12 10:00", amount="12")) == ["-12.00"]


def test_a_severity_that_is_not_listed_is_an_error() -> None:
    for severity in ("", "grave"):
        month = a_month(
            policy=BY_SEVERITY,
            employees=[employee("0001")],
            complaints=[complaint("C1", "2026-10-12 10:00", severity=severity)],
        )
        assert problems(month) == ["COMPLAINT-SEVERITY", "NO-ROTA"]
        assert lines(month) == []


def test_an_unlisted_severity_of_another_period_is_none_of_this_one() -> None:
    month = a_month(
        policy=BY_SEVERITY,
        employees=[employee("0001")],
        complaints=[
            complaint("C1", "2026-09-12 10:00", severity="grave"),
            complaint("C2", "2026-10-12 10:00", severity="major"),
        ],
    )
    assert problems(month) == ["NO-ROTA"]
    assert [(line.occurrence, line.amount) for line in lines(month)] == [(2, "-100.00")]


def test_with_steps_an_amount_of_its_own_is_ignored_with_a_warning() -> None:
    month = a_month(
        policy=ladder(),
        employees=[employee("0001")],
        complaints=[complaint("C1", "2026-10-12 10:00", amount="99")],
    )
    assert problems(month) == ["COMPLAINT-AMOUNT-IGNORED", "NO-ROTA"]
    assert [line.amount for line in lines(month)] == ["-30.00"]


def test_a_policy_without_the_table_judges_no_complaint() -> None:
    assert priced(complaint("C1", "2026-10-12 10:00", severity="major"), rules=BARE) == []


def test_complaints_of_two_people_are_counted_apart() -> None:
    month = a_month(
        policy=ladder(),
        employees=[employee("0001"), employee("0002")],
        complaints=[complaint("C1", "2026-10-12 10:00"), complaint("C2", "2026-10-13 10:00", employee_id="0002")],
    )
    assert [(line.employee, line.occurrence) for line in lines(month)] == [("0001", 1), ("0002", 1)]


def test_a_complaint_that_is_set_aside_for_its_severity_is_not_counted() -> None:
    rule = ComplaintRule(severity={"minor": 1000})
    month = a_month(
        policy=replace(BARE, complaints=rule),
        employees=[employee("0001")],
        complaints=[
            complaint("K1", "2026-10-05 10:00", severity="odd"),
            complaint("K2", "2026-10-06 10:00", severity="minor"),
        ],
    )
    assert "COMPLAINT-SEVERITY" in problems(month)
    assert [(line.occurrence, line.amount) for line in lines(month, "complaint")] == [(1, "-10.00")]
