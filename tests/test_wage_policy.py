"""The keys of a policy file that are about the wage itself (rules, sections 18 to 20)."""

from decimal import Decimal
from pathlib import Path

import pytest

from payroll.policy.check import check_policy
from payroll.policy.model import Price
from payroll.policy.wage_rules import PartMonthRule
from tests.test_policy_load import POLICY, only_problem, rules_of, write


def said(folder: Path, text: str) -> tuple[str, str, str]:
    """Return code, key and value of the only problem of a policy."""
    problem = only_problem(folder, POLICY + text)
    return problem.code, problem.column, problem.value


def test_a_part_month_names_its_method(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, '[part_month]\nclause = "8.1"\nmethod = "paid-days"\n')
    assert rules.part_month == PartMonthRule(clause="8.1", method="paid-days")
    assert said(tmp_path, "[part_month]\n") == ("POLICY-KEY-MISSING", "part_month.method", "")
    wrong = said(tmp_path, '[part_month]\nmethod = "work-days"\n')
    assert wrong == ("POLICY-VALUE", "part_month.method", '"work-days"')


@pytest.mark.parametrize(("given", "percent"), [("80", "80"), ("0", "0"), ("100", "100"), ("87.5", "87.5")])
def test_probation_may_be_paid_at_a_percentage(tmp_path: Path, given: str, percent: str) -> None:
    rules = rules_of(tmp_path, f"[probation]\nmonths = 3\nwage_percent = {given}\n")
    assert rules.probation is not None
    assert rules.probation.wage_percent == Decimal(percent)


def test_a_percentage_above_a_hundred_is_refused(tmp_path: Path) -> None:
    wrong = said(tmp_path, "[probation]\nmonths = 3\nwage_percent = 100.1\n")
    assert wrong == ("POLICY-VALUE", "probation.wage_percent", "100.1")


def test_only_absences_can_be_kept_within_the_wage(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "[absence]\nwithin_wage = true\n[missing_punch]\n")
    assert rules.absence is not None
    assert rules.missing_punch is not None
    assert (rules.absence.within_wage, rules.missing_punch.within_wage) == (True, False)
    for table in ("lateness", "early_departure", "missing_punch"):
        wrong = said(tmp_path, f"[{table}]\nwithin_wage = true\n")
        assert wrong == ("POLICY-KEY-UNKNOWN", f"{table}.within_wage", "true")
    assert said(tmp_path, "[absence]\nwithin_wage = 1\n") == ("POLICY-VALUE", "absence.within_wage", "1")


@pytest.mark.parametrize("table", ["lateness", "early_departure", "absence"])
def test_what_lasts_may_be_priced_by_the_hour(tmp_path: Path, table: str) -> None:
    rules = rules_of(tmp_path, f"hours_per_day = 7.5\n[{table}]\n[[{table}.tier]]\nhourly_wages = 1.5\n")
    rule = getattr(rules, table)
    assert rule.tiers[0].price == Price(hourly_wages=Decimal("1.5"))
    assert rules.hours_per_day == Decimal("7.5")


def test_a_paid_day_has_eight_hours_unless_the_policy_says_otherwise(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "").hours_per_day == 8
    assert rules_of(tmp_path, "hours_per_day = 24\n").hours_per_day == 24
    for hours in ("0", "24.5", "-1", '"eight"'):
        assert said(tmp_path, f"hours_per_day = {hours}\n") == ("POLICY-VALUE", "policy.hours_per_day", hours)


def test_what_has_no_length_cannot_be_priced_by_the_hour(tmp_path: Path) -> None:
    wrong = said(tmp_path, "[missing_punch]\n[[missing_punch.tier]]\namount = 5\n" + _HOURLY)
    assert wrong == ("POLICY-CONTRADICTION", "missing_punch.tier[2].hourly_wages", "1")
    unknown = said(tmp_path, "[incidents.games]\nhourly_wages = 1\n")
    assert unknown == ("POLICY-KEY-UNKNOWN", "incidents.games.hourly_wages", "1")


_HOURLY = "[[missing_punch.tier]]\nfrom_occurrence = 2\nhourly_wages = 1\n"


def test_a_tier_has_one_price(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, POLICY + "[lateness]\n[[lateness.tier]]\nhourly_wages = 1\namount = 5\n")
    assert (problem.code, problem.column) == ("POLICY-CONTRADICTION", "lateness.tier[1]")
    assert "hourly_wages, amount" in problem.message("en")


def test_free_corrections_are_a_number_of_missing_punches(tmp_path: Path) -> None:
    def free(text: str) -> int | None:
        rule = rules_of(tmp_path, f"[missing_punch]\n{text}").missing_punch
        assert rule is not None
        return rule.free_corrections

    assert (free(""), free("free_corrections = 0\n"), free("free_corrections = 3\n")) == (None, 0, 3)
    assert said(tmp_path, "[missing_punch]\nfree_corrections = -1\n")[1] == "missing_punch.free_corrections"
    assert said(tmp_path, "[absence]\nfree_corrections = 1\n")[0] == "POLICY-KEY-UNKNOWN"


def test_absences_that_stay_within_the_wage_cannot_cost_more_than_it(tmp_path: Path) -> None:
    tier = "[[absence.tier]]\ndaily_wages = 2\n"

    def found(text: str) -> list[str]:
        file = write(tmp_path, POLICY + f"[absence]\n{text}{tier}")
        return [problem.code for problem in check_policy(file)]

    assert "POLICY-ABSENCE-ABOVE-WAGE" in found("")
    assert "POLICY-ABSENCE-ABOVE-WAGE" not in found("within_wage = true\n")
