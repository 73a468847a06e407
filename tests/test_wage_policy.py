"""The keys of a policy file that are about the wage itself (rules, sections 18 to 20)."""

from decimal import Decimal
from pathlib import Path

import pytest

from payroll.policy.wage_rules import PartMonthRule
from tests.test_policy_load import POLICY, only_problem, rules_of


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
