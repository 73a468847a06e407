"""What a law asks for before anything may be taken, each at its boundary (rules, 22.3 to 22.8)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from payroll.language import Text
from payroll.policy.model import ComplaintRule, ComplaintStep, HandoverRule, IncidentRule, OccurrenceRule, Price, Tier
from tests.law_builder import (
    DAY,
    Checked,
    carried,
    checked,
    contract,
    costing,
    damage,
    fine,
    judged_month,
    law_rows,
    notes,
    rules,
    signed,
)
from tests.month_builder import (
    Line,
    addition,
    cents,
    complaint,
    employee,
    ledger,
    lines,
    percent,
    problems,
    punch,
    shift,
    version,
)
from tests.month_frames import day

# What is recorded, and when


def test_a_rule_signed_for_on_the_day_holds_and_a_day_later_does_not() -> None:
    def result(*signatures: dict[str, str]) -> tuple[str, str]:
        month = judged_month(rules("CN"), fine(), acknowledgements=signatures)
        return checked(month)[0].allowed, checked(month)[0].limit

    assert result(signed(DAY)) == ("100.00", "")
    assert result(signed("2026-10-13")) == ("0.00", "rule-told")
    assert result(signed("2026-10-13"), signed("2026-10-01")) == ("100.00", "")


def test_a_signature_for_another_version_is_none() -> None:
    month = judged_month(rules("CN"), fine(), acknowledgements=[signed("2026-01-01", version="2019-01-01")])
    assert checked(month)[0].allowed == "100.00"
    assert "the employee was told of the rules: not recorded" in notes(month)
    assert "ACKNOWLEDGEMENT-VERSION" in problems(month)
    known = judged_month(rules("CN"), fine(), acknowledgements=[signed("2026-01-01")])
    assert "ACKNOWLEDGEMENT-VERSION" not in problems(known)


@pytest.mark.parametrize("key", ["consulted_on", "published_on"])
def test_rules_are_published_no_later_than_the_event(key: str) -> None:
    def result(date: str) -> tuple[str, str]:
        dates: dict[str, Any] = {"consulted_on": day("2020-01-01"), "published_on": day("2020-01-01")} | {
            key: day(date)
        }
        month = judged_month(replace(rules("CN"), **dates), fine())
        assert "rules are consulted on and published: not recorded" not in notes(month)
        return checked(month)[0].allowed, checked(month)[0].limit

    assert result(DAY) == ("100.00", "")
    assert result("2026-10-13") == ("0.00", "rule-procedure")


def test_what_is_not_recorded_is_told() -> None:
    told = notes(judged_month(rules("CN"), fine(), damage(loss="")))
    assert "rules are consulted on and published: not recorded" in told
    assert "the employee was told of the rules: not recorded" in told
    assert "the contract provides for making good: not recorded" in told
    assert "no more than the loss caused: not recorded" in told


def test_a_complaint_goes_by_the_day_it_was_received() -> None:
    book = replace(rules("CN"), complaints=ComplaintRule(steps=(ComplaintStep(3000),)))
    received = complaint("C1", f"{DAY} 10:00", decided="2026-10-20 10:00")
    for date, allowed in ((DAY, "30.00"), ("2026-10-13", "0.00")):
        month = judged_month(book, complaints=[received], acknowledgements=[signed(date)])
        assert checked(month)[0].allowed == allowed


def test_a_contract_without_a_clause_refuses_a_loss_and_no_contract_is_told() -> None:
    def result(*contracts: dict[str, str]) -> tuple[str, str]:
        row = checked(judged_month(rules("CN"), damage(), contracts=contracts))[0]
        return row.allowed, row.limit

    assert result() == ("100.00", "")
    assert result(contract()) == ("100.00", "")
    assert result(contract(clause="")) == ("0.00", "loss-in-contract")
    assert result(contract(end=DAY)) == ("100.00", "")
    assert result(contract(clause="", end="2026-10-11")) == ("100.00", "")  # it was over: none is recorded
    assert result(contract(), contract("2026-01-01", clause="")) == ("0.00", "loss-in-contract")


def test_no_more_than_the_loss_is_taken() -> None:
    assert [row.allowed for row in checked(judged_month(rules("CN"), damage(loss="100.00")))] == ["100.00"]
    month = judged_month(rules("CN"), damage(loss="99.99"))
    assert [(row.allowed, row.limit) for row in checked(month)] == [("99.99", "loss-not-above-damage")]


def test_a_loss_is_taken_within_a_year_of_the_event() -> None:
    def result(date: str) -> str:
        row = {"employee_id": "0001", "entry_id": "2025-10/0001/incident/L1", "date": date, "amount": "10.00"}
        return checked(judged_month(rules("UK-retail"), carried=[row]))[0].allowed

    assert result("2025-10-31") == "10.00"  # 365 days before the last day
    assert result("2025-10-30") == "0.00"


# One act, one punishment


def test_of_the_fines_for_one_act_the_dearest_stands() -> None:
    book = rules("CN")
    dear = IncidentRule(title=Text("更重", "Worse"), price=Price(amount=cents("150")))
    book = replace(book, incidents={**book.incidents, "worse": dear})
    month = judged_month(book, fine("F1", act="A"), fine("F2", act="A", code="worse"), fine("F3", act="B"), fine("F4"))
    assert [(row.event, row.allowed, row.limit) for row in checked(month)] == [
        ("F1", "0.00", "one-act-once"),
        ("F2", "150.00", ""),
        ("F3", "100.00", ""),
        ("F4", "100.00", ""),
    ]


def test_of_equal_fines_for_one_act_the_oldest_stands() -> None:
    month = judged_month(rules("CN"), fine("F1", "2026-10-13", act="A"), fine("F2", "2026-10-12", act="A"))
    assert [(row.event, row.allowed) for row in checked(month)] == [("F2", "100.00"), ("F1", "0.00")]


def test_a_complaint_and_an_incident_may_be_one_act_and_a_loss_is_no_second_punishment() -> None:
    book = replace(rules("CN"), complaints=ComplaintRule(steps=(ComplaintStep(3000),)))
    row = complaint("C1", f"{DAY} 10:00") | {"act": "A"}
    month = judged_month(book, fine("F1", act="A"), damage("L1", act="A"), complaints=[row])
    assert {row.event: row.allowed for row in checked(month)} == {"C1": "0.00", "F1": "100.00", "L1": "100.00"}


def test_a_fine_that_may_not_be_taken_anyway_displaces_none() -> None:
    book = rules("IN")
    dear = IncidentRule(title=Text("更重", "Worse"), price=Price(amount=cents("120")))
    book = replace(book, incidents={**book.incidents, "worse": dear})
    month = judged_month(book, fine("F1", act="A", heard_on=DAY), fine("F2", act="A", code="worse"))
    assert [(row.event, row.allowed, row.limit) for row in checked(month)] == [
        ("F1", "100.00", ""),
        ("F2", "0.00", "show-cause"),
    ]


def test_without_a_profile_an_act_may_be_charged_twice() -> None:
    month = judged_month(rules("", max_percent="100"), fine("F1", act="A"), fine("F2", act="A"))
    assert [row.allowed for row in checked(month)] == ["100.00", "100.00"]


# Kinds and order


def test_the_oldest_is_served_first() -> None:
    # 20% of 4350.00 is 870.00.
    book = costing(rules("CN", max_percent="20"), fine="500.00")
    month = judged_month(book, fine("F1", "2026-10-20"), fine("F2", "2026-10-02"))
    assert [(row.event, row.allowed, row.limit) for row in checked(month)] == [
        ("F2", "500.00", ""),
        ("F1", "370.00", "max_percent"),
    ]


def test_on_one_day_the_rule_and_then_the_event_decide() -> None:
    book = replace(
        costing(rules("CN", max_percent="20"), fine="500.00"), lateness=OccurrenceRule(tiers=(percent("10"),))
    )
    month = judged_month(
        book, fine("F2"), fine("F1"), shifts=[shift("0001", DAY)], punches=[punch("0001", DAY, "09:00", "17:30")]
    )
    # incident/F1, incident/F2, lateness: 500.00, 370.00, nothing.
    assert [(row.event, row.allowed) for row in checked(month)] == [
        ("F1", "500.00"),
        ("F2", "370.00"),
        (f"{DAY}.1", "0.00"),
    ]
    assert checked(month)[2].status == "cut"


def test_lateness_as_time_not_worked_lowers_the_wage_that_bounds_go_by() -> None:
    late = OccurrenceRule(kind="absence", tiers=(Tier(price=Price(amount=cents("200"))),))
    book = replace(costing(rules("CN", max_percent="20"), fine="1000.00"), lateness=late)
    month = judged_month(
        book, fine(day="2026-10-01"), shifts=[shift("0001", DAY)], punches=[punch("0001", DAY, "09:00", "17:30")]
    )
    # 30 minutes are 12.50: W = 4337.50, 20% of it 867.50; the other 187.50 of the lateness are a fine.
    assert [(row.kind, row.allowed) for row in checked(month)] == [("discipline", "867.50"), ("absence", "12.50")]


def test_a_hand_over_may_be_a_loss() -> None:
    book = replace(rules("CN"), handover=HandoverRule(kind="loss", amount=2000))
    assert book.handover is not None
    assert book.handover.kind == "loss"


def test_gross_wages_are_those_with_additions() -> None:
    book = costing(rules("UK-retail"), damage="1000.00")
    month = judged_month(
        book, damage(), acknowledgements=[signed("2020-01-06")], additions=[addition("A1", "2026-10-20", "0.50")]
    )
    assert [row.allowed for row in checked(month)] == ["435.05"]


# Proposals


def test_a_dismissal_is_reviewed_with_the_questions_of_the_law() -> None:
    book = replace(rules("CN"), complaints=ComplaintRule(steps=(ComplaintStep(0, "dismissal-review"),)))
    month = judged_month(book, complaints=[complaint("C1", f"{DAY} 10:00")])
    assert checked(month) == [Checked("C1", "", "0.00", "0.00", "", "review")]
    assert "Is it a serious breach of valid rules (39)?" in notes(month)
    assert "Was the union told the reasons (43)?" in notes(month)


def test_a_proposal_without_a_profile_is_not_checked() -> None:
    book = replace(rules(""), complaints=ComplaintRule(steps=(ComplaintStep(0, "dismissal-review"),)))
    assert checked(judged_month(book, complaints=[complaint("C1", f"{DAY} 10:00")]))[0].status == "not-checked"


# What is carried over


def test_what_a_bound_cut_of_a_loss_is_carried_and_a_fine_is_dropped() -> None:
    book = costing(rules("CN", by_analogy=True), fine="1000.00", damage="1000.00")
    month = judged_month(book, fine(), damage())
    assert carried(month) == [("2026-10/0001/incident/L1", "130.00")]


def test_what_a_loss_was_not_is_not_carried() -> None:
    assert carried(judged_month(rules("CN"), damage(loss="60.00"))) == []
    assert carried(judged_month(rules("CN"), damage(), contracts=[contract(clause="")])) == []
    assert carried(judged_month(costing(rules("HK", currency="HKD"), damage="301.00"), damage())) == []


def test_a_carried_loss_is_charged_before_all_others_and_carried_on_under_its_first_id() -> None:
    row = {
        "employee_id": "0001",
        "entry_id": "2026-09/0001/incident/L0",
        "date": "2026-09-20",
        "amount": "880.00",
        "clause": "9",
    }
    month = judged_month(rules("CN"), damage("L1", "2026-10-01"), carried=[row])
    # 20% of 4350.00 is 870.00, all of it for the older loss.
    assert lines(month) == [
        Line("0001", "2026-10-01", "incident", 0, "-100.00", ""),
        Line("0001", "2026-10-01", "loss-carried", 0, "-880.00", ""),
        Line("0001", "2026-10-31", "guard", 0, "110.00", ""),
    ]
    assert "2026-10/0001/loss-carried/2026-09/0001/incident/L0" in ledger(month)["entry_id"].tolist()
    assert carried(month) == [("2026-09/0001/incident/L0", "10.00"), ("2026-10/0001/incident/L1", "100.00")]


def test_a_carried_loss_lies_on_the_first_day_employed_and_none_is_left_to_who_is_gone() -> None:
    row = {"employee_id": "0001", "entry_id": "2026-09/0001/incident/L0", "date": "2026-09-20", "amount": "10.00"}
    later = judged_month(rules("CN"), employees=[employee("0001", hired="2026-10-05")], carried=[row])
    assert lines(later, "loss-carried") == [Line("0001", "2026-10-05", "loss-carried", 0, "-10.00", "")]
    gone = judged_month(rules("CN"), employees=[employee("0001", left="2026-09-30")], carried=[row])
    assert lines(gone) == []
    assert "CARRIED-NOT-EMPLOYED" in problems(gone)


# Which law


def test_a_profile_that_is_not_in_force_yet_checks_nothing_and_says_so() -> None:
    month = judged_month(
        rules("CN-shenzhen"),
        fine(day="2019-04-10"),
        period="2019-04",
        employees=[employee("0001", hired="2019-01-01", left="2019-04-23")],
    )
    assert checked(month) == []  # no policy is in force
    old = [version(rules("CN-shenzhen"), "2019-01-01")]
    for left, status in (("2019-04-23", "not-checked"), ("2019-04-24", "allowed")):
        month = judged_month(
            old,
            fine(day="2019-04-10"),
            period="2019-04",
            employees=[employee("0001", hired="2019-01-01", left=left)],
        )
        assert [row.status for row in checked(month)] == [status]
    early = judged_month(old, period="2019-03", employees=[employee("0001", hired="2019-01-01")])
    assert "LAW-NOT-IN-FORCE" in problems(early)


def test_the_law_is_that_of_the_policy_of_the_last_day() -> None:
    book = [version(rules("CN")), version(rules("CN-guangdong"), "2026-10-31")]
    month = judged_month(book, fine())
    assert [row.limit for row in checked(month)] == ["no-fines"]


def test_a_line_names_the_limit_its_basis_and_its_source() -> None:
    (row,) = law_rows(judged_month(costing(rules("CN"), damage="870.01"), damage()))
    assert (row["basis"], row["mark"]) == ("law", "P")
    assert "第十六条 / Interim Provisions on Payment of Wages (1994) No. 489, art. 16" in str(row["citation"])
    assert str(row["profile"]).startswith("CN@2008-01-15#")


def test_the_policy_s_own_figure_is_cited_with_its_source() -> None:
    book = costing(rules("CN", max_percent="20", max_percent_source="员工手册 12"), fine="870.01")
    (row,) = law_rows(judged_month(book, fine()))
    assert (row["limit"], row["basis"], row["citation"]) == ("max_percent", "employer policy", "员工手册 12")


def test_the_relief_names_every_limit_that_cut() -> None:
    book = costing(rules("CN-guangdong"), damage="1000.00")
    month = judged_month(book, fine(), damage(notified_on=DAY), contracts=[contract()])
    told = ledger(month)
    text = told.loc[told["rule"] == "guard", "explanation_en"].iloc[0]
    assert "rules may not contain fines" in text
    assert ": 1 charged, 100.00 given back" in text
    assert ": 1 charged, 130.00 given back; given back 230.00 in all" in text
    assert "not legal advice" in text


def test_decimal_percentages_keep_their_exactness() -> None:
    # 12.5% of 4350.00 is 543.75.
    book = costing(rules("CN", max_percent="12.5"), fine="543.76")
    assert checked(judged_month(book, fine()))[0].allowed == "543.75"
    assert Decimal("0.125") * Decimal("4350.00") == Decimal("543.75")


@pytest.mark.parametrize(("day", "taken", "found"), [("2026-09-30", 1, 0), ("2026-10-01", 0, 1)])
def test_a_loss_of_the_period_itself_is_not_carried_into_it(day: str, taken: int, found: int) -> None:
    row = {"employee_id": "0001", "entry_id": "2026-10/0001/incident/L0", "date": day, "amount": "10.00"}
    month = judged_month(rules("CN"), carried=[row])
    assert len(lines(month, "loss-carried")) == taken
    assert problems(month).count("CARRIED-NOT-EARLIER") == found


@pytest.mark.parametrize(
    ("action", "asked"),
    [("dismissal-review", True), ("Dismissal", True), ("辞退", True), ("written-warning", False), ("降职", False)],
)
def test_the_law_asks_its_questions_of_whatever_names_a_dismissal(action: str, asked: bool) -> None:
    book = replace(rules("CN"), complaints=ComplaintRule(steps=(ComplaintStep(0, action),)))
    month = judged_month(book, complaints=[complaint("C1", f"{DAY} 10:00")])
    assert ("Was the union told the reasons" in notes(month)) is asked


# What the absence limit gave back


def test_what_the_absence_limit_gave_back_comes_off_the_latest_absence_first() -> None:
    # Three absences at 2000.00 each, a wage of 4350.00: 1650.00 go back, all of the last shift of the last day.
    dear = OccurrenceRule(tiers=(Tier(1, 0, Price(amount=cents("2000"))),), within_wage=True)
    shifts = [
        shift("0001", "2026-10-12"),
        shift("0001", "2026-10-13", "office"),
        shift("0001", "2026-10-13", "evening"),
    ]
    month = judged_month(replace(rules("CN"), absence=dear), shifts=shifts)
    asked = {line.event: line.asked for line in checked(month)}
    assert asked == {"2026-10-12.1": "2000.00", "2026-10-13.1": "2000.00", "2026-10-13.2": "350.00"}


def test_what_goes_back_beyond_the_latest_absence_comes_off_the_one_before() -> None:
    # 3 × 4000.00 less 4350.00: 7650.00 go back, first what lies above the time, the latest first. The evening's time
    # is 330 of 870 minutes of 200.00: 75.86, so 3924.14 come off it; 3725.86 of the 3875.86 above the office's time.
    dear = OccurrenceRule(tiers=(Tier(1, 0, Price(amount=cents("4000"))),), within_wage=True)
    shifts = [
        shift("0001", "2026-10-12"),
        shift("0001", "2026-10-13", "office"),
        shift("0001", "2026-10-13", "evening"),
    ]
    month = judged_month(replace(rules("CN"), absence=dear), shifts=shifts)
    asked = {line.event: line.asked for line in checked(month)}
    assert asked == {"2026-10-12.1": "4000.00", "2026-10-13.1": "274.14", "2026-10-13.2": "75.86"}
