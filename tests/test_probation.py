"""Probation: a complaint in it asks for a review, its end for a decision (rules, section 8)."""

from dataclasses import replace

from payroll.policy.model import ComplaintRule, ComplaintStep, ProbationRule, Rules
from tests.month_builder import BARE, Line, a_month, assignment, cents, complaint, employee, lines, version
from tests.month_frames import Row

COMPLAINTS = ComplaintRule(steps=(ComplaintStep(cents("30")),))


def probation(months: int = 3, on_complaint: str = "probation-review") -> Rules:
    return replace(BARE, probation=ProbationRule(months=months, on_complaint=on_complaint), complaints=COMPLAINTS)


def decisions(hired: str, *, period: str = "2026-10", months: int = 3, left: str = "", stated: str = "") -> list[str]:
    person = employee("0001", hired=hired, left=left, probation_end=stated)
    month = a_month(period, probation(months), employees=[person])
    assert all(line.action == "probation-decision" and line.amount == "0.00" for line in lines(month))
    return [line.date for line in lines(month, "probation")]


def reviews(*rows: Row, hired: str, rules: Rules | None = None, stated: str = "") -> list[Line]:
    person = employee("0001", hired=hired, probation_end=stated)
    month = a_month(policy=rules or probation(), employees=[person], complaints=rows)
    return [line for line in lines(month, "probation") if line.action != "probation-decision"]


def test_probation_ends_on_the_same_day_of_the_month() -> None:
    assert decisions("2026-07-15") == ["2026-10-15"]


def test_probation_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert decisions("2025-11-30", period="2026-02") == ["2026-02-28"]
    assert decisions("2023-11-30", period="2024-02") == ["2024-02-29"]


def test_a_decision_is_due_in_the_period_in_which_probation_ends() -> None:
    assert decisions("2026-06-30") == []  # 30 September
    assert decisions("2026-07-01") == ["2026-10-01"]
    assert decisions("2026-07-31") == ["2026-10-31"]
    assert decisions("2026-08-01") == []  # 1 November


def test_the_roster_may_state_the_end() -> None:
    assert decisions("2026-07-15", stated="2026-10-20") == ["2026-10-20"]
    assert decisions("2026-07-15", stated="2026-11-20") == []


def test_who_has_left_by_then_needs_no_decision() -> None:
    assert decisions("2026-07-15", left="2026-10-15") == ["2026-10-15"]
    assert decisions("2026-07-15", left="2026-10-14") == []


def test_without_the_table_there_is_no_probation_whatever_the_roster_states() -> None:
    person = employee("0001", hired="2026-07-15", probation_end="2026-10-15")
    assert lines(a_month(policy=BARE, employees=[person])) == []


def test_the_version_of_the_hire_date_decides() -> None:
    policy = [version(probation(3)), version(probation(2), "2026-08-01")]
    people = [employee("0001", hired="2026-07-31"), employee("0002", hired="2026-08-01")]
    # Three months after 31 July, two months after 1 August.
    assert [(line.employee, line.date) for line in lines(a_month(policy=policy, employees=people))] == [
        ("0001", "2026-10-31"),
        ("0002", "2026-10-01"),
    ]


def test_a_version_without_the_table_on_the_hire_date_means_no_probation() -> None:
    policy = [version(BARE), version(probation(), "2026-08-01")]
    assert lines(a_month(policy=policy, employees=[employee("0001", hired="2026-07-15")])) == []


def test_who_was_hired_before_the_first_version_goes_by_the_first() -> None:
    policy = [version(probation(), "2026-09-01")]
    month = a_month(policy=policy, employees=[employee("0001", hired="2026-07-15")])
    assert [line.date for line in lines(month)] == ["2026-10-15"]


def test_the_policy_is_that_of_the_hire_date_and_not_of_a_transfer() -> None:
    month = a_month(
        policy=[version(probation(3)), version(probation(1), policy="shop")],
        employees=[employee("0001", hired="2026-07-15", policy="office")],
        assignments=[assignment("0001", "2026-08-01", policy="shop")],
    )
    assert [line.date for line in lines(month)] == ["2026-10-15"]


def test_a_complaint_on_the_last_day_of_probation_asks_for_a_review_and_on_its_end_no_more() -> None:
    # Hired on 15 July: the 14th of October is in probation, the 15th is not.
    assert reviews(complaint("C1", "2026-10-14 23:59"), hired="2026-07-15") == [
        Line("0001", "2026-10-14", "probation", 0, "0.00", "probation-review")
    ]
    assert reviews(complaint("C1", "2026-10-15 00:00"), hired="2026-07-15") == []


def test_the_review_goes_by_the_receipt_and_lies_on_the_day_of_the_decision() -> None:
    row = complaint("C1", "2026-10-14 10:00", decided="2026-10-28 10:00")
    assert [line.date for line in reviews(row, hired="2026-07-15")] == ["2026-10-28"]


def test_each_complaint_in_probation_is_joined_by_a_review() -> None:
    rows = [complaint("C1", "2026-10-12 10:00"), complaint("C2", "2026-10-12 11:00")]
    assert len(reviews(*rows, hired="2026-09-01")) == 2


def test_a_complaint_that_does_not_qualify_asks_for_nothing() -> None:
    assert reviews(complaint("C1", "2026-10-12 10:00", status="rejected"), hired="2026-09-01") == []


def test_without_an_action_for_complaints_nothing_is_asked() -> None:
    assert reviews(complaint("C1", "2026-10-12 10:00"), hired="2026-09-01", rules=probation(on_complaint="")) == []


def test_the_end_that_the_roster_states_bounds_the_reviews_too() -> None:
    row = complaint("C1", "2026-10-12 10:00")
    assert reviews(row, hired="2026-09-01", stated="2026-10-12") == []
    assert len(reviews(row, hired="2026-09-01", stated="2026-10-13")) == 1


def test_the_action_is_that_of_the_version_of_the_day_of_receipt() -> None:
    policy = [version(probation(on_complaint="")), version(probation(on_complaint="talk"), "2026-10-13")]
    month = a_month(
        policy=policy,
        employees=[employee("0001", hired="2026-09-01")],
        complaints=[
            complaint("C1", "2026-10-12 10:00", decided="2026-10-20 10:00"),
            complaint("C2", "2026-10-13 10:00", decided="2026-10-21 10:00"),
        ],
    )
    assert [(line.date, line.action) for line in lines(month, "probation")] == [("2026-10-21", "talk")]
