"""The two shipped policies and the reference page: they say what the documents say, and nothing is left out."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from payroll.policy.check import check_policy
from payroll.policy.load import load_policies
from payroll.policy.model import ComplaintStep, OccurrenceRule, Price, Rules, ShiftTimes, Tier
from payroll.policy.quality_rules import ResponseTimesRule
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from tests.test_policy_load import rules_of

ROOT = Path(__file__).parent.parent
POLICIES = ROOT / "policies"


def shipped(policy_id: str) -> Rules:
    policies, problems = load_policies(POLICIES)
    assert problems == []
    (version,) = policies.of(policy_id)
    assert version.file == f"{policy_id}/2023-02-03.toml"
    return version.rules


def text_of(policy_id: str) -> str:
    return (POLICIES / policy_id / "2023-02-03.toml").read_text(encoding="utf-8")


def test_two_policies_are_shipped_and_load_without_problems() -> None:
    policies, problems = load_policies(POLICIES)
    assert problems == []
    assert policies.ids == ("office-service", "online-shop")


def test_the_check_says_which_rules_have_no_price_and_what_the_office_document_leaves_open() -> None:
    """It prices lateness and neither absence nor a missing punch, so both are cheaper than the third lateness."""
    found = [(problem.file, problem.code, problem.column) for problem in check_policy(POLICIES)]
    assert found == [
        ("office-service/2023-02-03.toml", "POLICY-LOOPHOLE", "absence"),
        ("office-service/2023-02-03.toml", "POLICY-NOT-PRICED", "daily_report"),
        ("office-service/2023-02-03.toml", "POLICY-LOOPHOLE", "missing_punch"),
        ("office-service/2023-02-03.toml", "POLICY-NOT-PRICED", "missing_punch"),
        ("online-shop/2023-02-03.toml", "POLICY-NOT-PRICED", "handover_record"),
        ("online-shop/2023-02-03.toml", "POLICY-NOT-PRICED", "lateness"),
        ("online-shop/2023-02-03.toml", "POLICY-NOT-PRICED", "meetings"),
    ]


def test_the_office_works_from_half_past_eight_to_half_past_five() -> None:
    rules = shipped("office-service")
    assert rules.shifts == {"office": ShiftTimes(8 * 60 + 30, 17 * 60 + 30)}
    assert rules.calendar is not None
    assert (rules.calendar.shift, rules.calendar.holidays) == ("office", "CN")
    assert rules.calendar.weekdays == {0, 1, 2, 3, 4}


def test_lateness_at_the_office_costs_one_percent_and_five_from_the_third_day() -> None:
    rule = shipped("office-service").lateness
    assert rule is not None
    assert (rule.clause, rule.per, rule.counting, rule.grace_minutes) == ("7.1", "day", "marginal", 0)
    assert rule.tiers == (
        Tier(1, 0, Price(percent_of_base=Decimal(1))),
        Tier(3, 0, Price(percent_of_base=Decimal(5))),
    )


def test_complaints_at_the_office_cost_at_least_ten_by_severity() -> None:
    rules = shipped("office-service")
    assert rules.complaints is not None
    assert (rules.complaints.clause, rules.complaints.minimum, rules.complaints.steps) == ("6.1", 1000, ())
    assert rules.complaints.sources == {"customer", "sales"}
    assert min(rules.complaints.severity.values()) == 1000
    assert rules.probation is not None
    assert (rules.probation.clause, rules.probation.months) == ("6.1", 3)


def test_the_shop_works_in_the_evening_and_all_sunday() -> None:
    rules = shipped("online-shop")
    assert rules.shifts == {"evening": ShiftTimes(1110, 1440), "sunday": ShiftTimes(570, 1440)}
    assert rules.calendar is None


def test_the_shop_allows_two_swaps_and_charges_a_failed_handover() -> None:
    rules = shipped("online-shop")
    assert rules.swaps is not None
    assert (rules.swaps.clause, rules.swaps.limit, rules.swaps.notice_hours, rules.swaps.amount) == ("4.2.4", 2, 0, 0)
    assert rules.handover is not None
    assert (rules.handover.clause, rules.handover.amount, rules.handover.charge) == ("4.2.5", 2000, "both")


def test_a_complaint_at_the_shop_costs_thirty_then_sixty_then_a_review() -> None:
    rule = shipped("online-shop").complaints
    assert rule is not None
    assert (rule.clause, rule.window, sorted(rule.sources)) == ("4.3.5", "employment", ["customer"])
    assert rule.steps == (ComplaintStep(3000), ComplaintStep(6000), ComplaintStep(0, "dismissal-review"))


def test_the_shop_answers_within_fifteen_and_twenty_seconds_and_that_costs_nothing() -> None:
    assert shipped("online-shop").response_times == ResponseTimesRule(
        clause="6.1", first_seconds=15, further_seconds=20, characters_per_minute=50
    )


def test_the_example_of_a_scorecard_can_be_taken_as_it_stands(tmp_path: Path) -> None:
    text = text_of("online-shop")
    example = text.partition("# [scorecard]\n")[2].partition("\n\n")[0]
    rules = rules_of(tmp_path, "[scorecard]\n" + "\n".join(line.removeprefix("# ") for line in example.splitlines()))
    assert rules.scorecard is not None
    assert (len(rules.scorecard.items), sum(item.good for item in rules.scorecard.items.values())) == (10, 90)
    assert len(rules.scorecard.fatal) == 3
    assert shipped("online-shop").scorecard is None


def test_what_has_no_figure_in_the_document_costs_nothing() -> None:
    shop, office = shipped("online-shop"), shipped("office-service")
    assert shop.lateness is not None
    assert (shop.lateness.clause, shop.lateness.tiers) == ("4.2.1", ())
    assert shop.leave is not None
    assert (shop.leave.clause, shop.leave.notice_days, shop.leave.amount) == ("4.2.1", 1, 0)
    assert {rule.price for rules in (shop, office) for rule in rules.incidents.values()} == {Price()}
    assert sorted({rule.clause for rule in office.incidents.values()}) == ["2.5", "2.6", "3.1"]
    assert sorted({rule.clause for rule in shop.incidents.values()}) == ["4.2.1", "4.2.2", "4.3.1", "4.3.3"]


def test_what_is_kept_each_day_each_shift_and_each_week_is_counted_without_a_price() -> None:
    office, shop = shipped("office-service"), shipped("online-shop")
    assert office.daily_report == DailyReportRule(clause="7.2", per="day")
    assert shop.handover_record == OccurrenceRule(clause="4.2.2", per="day")
    assert shop.meetings == MeetingRule(clause="5.1", per="day", weekday=0, time=14 * 60 + 30)


def test_a_private_call_is_one_of_more_than_three_minutes_and_leaving_with_the_managers_word_is_none() -> None:
    assert shipped("office-service").incidents["private-call"].over_minutes == 3
    assert shipped("online-shop").incidents["leaving-post"].unless_approved
    assert not any(
        rule.needs_proof for name in ("office-service", "online-shop") for rule in shipped(name).incidents.values()
    )


@pytest.mark.parametrize(
    ("policy_id", "clauses"),
    [
        ("office-service", "2.4 2.5 2.6 3.1 6.1 6.2 6.3 7.1 7.2"),
        ("online-shop", "4.1 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.3.1 4.3.3 4.3.5 5.1 6.1"),
    ],
)
def test_every_clause_of_the_document_has_its_section(policy_id: str, clauses: str) -> None:
    assert sorted(shipped(policy_id).clauses) == sorted(clauses.split())
    headings = " ".join(re.findall(r"^# ---- (.*?) ---", text_of(policy_id), re.MULTILINE))
    assert set(clauses.split()) <= set(re.findall(r"[0-9]+(?:\.[0-9]+)+", headings))


def test_no_statutory_figure_is_shipped() -> None:
    for policy_id in ("office-service", "online-shop"):
        assert shipped(policy_id).guard is None
        assert "# max_percent  = …" in text_of(policy_id)
