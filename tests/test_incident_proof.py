"""Incidents with proof (rules, section 14)."""

from dataclasses import replace

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.policy.model import IncidentRule, Price, Rules
from tests.month_builder import BARE, a_month, amounts, cents, employee, incident, ledger, problems, version
from tests.month_frames import Row

DAY = "2026-10-12"


def asking(*, needs_proof: bool = False, over_minutes: int | None = None, unless_approved: bool = False) -> Rules:
    rule = IncidentRule(
        clause="2.6",
        title=Text("私人电话", "Private call"),
        price=Price(amount=cents("20")),
        needs_proof=needs_proof,
        over_minutes=over_minutes,
        unless_approved=unless_approved,
    )
    return replace(BARE, incidents={"call": rule})


def call(proof: str = "", minutes: str = "", approved_by: str = "") -> Row:
    return incident("I1", DAY, "call") | {"proof": proof, "minutes": minutes, "approved_by": approved_by}


def month_of(rules: Rules, *rows: Row) -> Month:
    return a_month(policy=rules, employees=[employee("0001")], incidents=rows)


def cost(rules: Rules, row: Row) -> list[str]:
    return [*amounts(month_of(rules, row)), *(code for code in problems(month_of(rules, row)) if code != "NO-ROTA")]


def test_a_code_that_needs_proof_makes_a_line_with_it_and_an_error_without() -> None:
    assert cost(asking(needs_proof=True), call("录音 3")) == ["-20.00"]
    assert cost(asking(needs_proof=True), call()) == ["INCIDENT-PROOF"]
    assert cost(asking(), call()) == ["-20.00"]


def test_a_row_in_error_is_set_aside() -> None:
    judged = judge(month_of(asking(needs_proof=True), call()))
    assert judged.dispositions["incidents"].tolist() == [2]
    assert [problem.severity for problem in judged.problems if problem.code == "INCIDENT-PROOF"] == ["error"]


def test_only_what_lasted_longer_than_the_minutes_counts() -> None:
    assert cost(asking(over_minutes=3), call(minutes="3")) == []
    assert cost(asking(over_minutes=3), call(minutes="4")) == ["-20.00"]
    assert cost(asking(over_minutes=0), call(minutes="0")) == []
    assert cost(asking(over_minutes=0), call(minutes="1")) == ["-20.00"]


def test_without_minutes_it_counts_as_it_was_reported_with_a_warning() -> None:
    month = month_of(asking(over_minutes=3), call())
    assert amounts(month) == ["-20.00"]
    assert "INCIDENT-MINUTES" in problems(month)
    assert cost(asking(), call(minutes="1")) == ["-20.00"]


def test_what_was_approved_makes_no_line() -> None:
    assert cost(asking(unless_approved=True), call(approved_by="店长")) == []
    assert cost(asking(unless_approved=True), call()) == ["-20.00"]
    assert cost(asking(), call(approved_by="店长")) == ["-20.00"]


def test_a_row_that_makes_no_line_needs_nothing_more() -> None:
    everything = asking(needs_proof=True, over_minutes=3, unless_approved=True)
    assert cost(everything, call(approved_by="店长")) == []
    assert cost(everything, call(minutes="3")) == []
    assert cost(everything, call(minutes="4")) == ["INCIDENT-PROOF"]
    assert cost(everything, call()) == ["INCIDENT-MINUTES", "INCIDENT-PROOF"]
    assert cost(everything, call(minutes="4", proof="录音")) == ["-20.00"]


def test_a_row_without_a_line_is_used_all_the_same() -> None:
    judged = judge(month_of(asking(over_minutes=3), call(minutes="3")))
    assert judged.dispositions["incidents"].tolist() == [0]


def test_the_version_of_the_day_decides() -> None:
    policy = [version(asking()), version(asking(needs_proof=True), "2026-10-13")]
    rows = [incident("I1", DAY, "call"), incident("I2", "2026-10-13", "call")]
    month = a_month(policy=policy, employees=[employee("0001")], incidents=rows)
    assert amounts(month) == ["-20.00"]
    assert "INCIDENT-PROOF" in problems(month)


def test_the_explanation_names_what_is_asked_for() -> None:
    month = month_of(asking(needs_proof=True, over_minutes=3), call("录音 3", "8") | {"reported_by": "林小满"})
    table = ledger(month)
    assert table["explanation_zh"].tolist() == [
        "2026-10-12 私人电话（林小满 上报），8 分钟，证据：录音 3，扣 20.00（条款 2.6）"
    ]
    assert table["explanation_en"].tolist() == [
        "2026-10-12 Private call (reported by 林小满), 8 min, proof: 录音 3, 20.00 (clause 2.6)"
    ]


def test_what_is_not_asked_for_is_not_told() -> None:
    table = ledger(month_of(asking(), call("录音 3", "8")))
    assert table["explanation_en"].tolist() == ["2026-10-12 Private call, 20.00 (clause 2.6)"]
