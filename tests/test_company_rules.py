"""A company's own rules: named by their policy with their hash, run with our facts, and checked."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from payroll.policy.load import load_policies
from payroll.problems import Problem, errors
from payroll.run import Computed, compute

CASE = Path(__file__).parent / "cases" / "company-rule"
MODULE = "seniority.py"
POLICY = "2023-02-03.toml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a copy of the case's policy folder."""
    shutil.copytree(CASE / "policies", tmp_path / "policies")
    return tmp_path / "policies" / "shop"


def rewrite(shop: Path, old: str, new: str) -> None:
    """Change the module, and the hash that the policy states with it."""
    module, policy = shop / MODULE, shop / POLICY
    before = hashlib.sha256(module.read_bytes()).hexdigest()
    text = module.read_text(encoding="utf-8")
    assert old in text
    module.write_text(text.replace(old, new), encoding="utf-8")
    after = hashlib.sha256(module.read_bytes()).hexdigest()
    policy.write_text(policy.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def loading(shop: Path) -> list[Problem]:
    return errors(load_policies(shop.parent)[1])


def computed(shop: Path) -> Computed:
    return compute("2026-10", CASE / "data", shop.parent)


def failing(shop: Path) -> Problem:
    (problem,) = errors(computed(shop).problems)
    return problem


def amounts(shop: Path) -> list[int]:
    judged = computed(shop).judged
    assert judged is not None
    return judged.entries["amount"].tolist()


def test_a_module_that_is_not_there_is_an_error_of_the_policy(shop: Path) -> None:
    (shop / MODULE).unlink()
    (problem,) = loading(shop)
    assert (problem.code, problem.file) == ("COMPANY-RULE-UNREADABLE", f"shop/{POLICY}")
    assert problem.column == "company_rules.seniority.module"


def test_a_module_with_another_hash_is_not_run(shop: Path) -> None:
    module = shop / MODULE
    module.write_text(module.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    (problem,) = loading(shop)
    assert problem.code == "COMPANY-RULE-CHANGED"
    assert problem.value == hashlib.sha256(module.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("def rule(", "def rule((", "COMPANY-RULE-SYNTAX"),
        ("def rule(", "def another(", "COMPANY-RULE-WITHOUT-FUNCTION"),
    ],
)
def test_what_is_no_rule_is_an_error_of_the_policy(shop: Path, old: str, new: str, code: str) -> None:
    rewrite(shop, old, new)
    assert [problem.code for problem in loading(shop)] == [code]


def test_a_module_may_lie_nowhere_but_beside_the_policy(shop: Path) -> None:
    policy = shop / POLICY
    policy.write_text(policy.read_text(encoding="utf-8").replace(MODULE, f"../{MODULE}"), encoding="utf-8")
    (problem,) = loading(shop)
    assert problem.column == "company_rules.seniority.module"


def test_nothing_is_run_that_the_policy_does_not_name(shop: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    (shop / "other.py").write_text(f"open({str(trace)!r}, 'w').close()\n", encoding="utf-8")
    assert amounts(shop) == [15000, 5000]
    assert not trace.exists()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('NAME = "seniority"', 'NAME = missing["seniority"]', "NameError"),
        ("    month = facts.month", "    month = facts.months", f"shop/{MODULE}:18: AttributeError"),
    ],
)
def test_what_a_module_raises_is_told_with_its_line(shop: Path, old: str, new: str, words: str) -> None:
    rewrite(shop, old, new)
    problem = failing(shop)
    assert problem.code == "COMPANY-RULE-FAILS"
    assert words in problem.message("zh")
    assert words in problem.message("en")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("return entries(_awards(facts))", "return list(_awards(facts))", "entries"),
        ('rule=f"company:{NAME}"', 'rule="lateness"', "company:seniority"),
        ("                date=day,", "                date=day - 40,", "outside the pay period"),
        ("entries(_awards(facts))", 'entries(_awards(facts)).assign(amount="much")', "wrong type"),
        ("version=version,", "version=version - 1,", "version"),
        ("employee=employee,", "employee=employee - 1,", "no such employee"),
    ],
)
def test_what_a_rule_must_not_return_is_an_error(shop: Path, old: str, new: str, words: str) -> None:
    rewrite(shop, old, new)
    problem = failing(shop)
    assert problem.code == "COMPANY-RULE-RESULT"
    assert words in problem.message("en")


def test_an_event_twice_is_an_error(shop: Path) -> None:
    rewrite(shop, "entries(_awards(facts))", "entries([*_awards(facts), *_awards(facts)])")
    assert failing(shop).code == "COMPANY-RULE-RESULT"


def test_lines_count_on_days_whose_version_names_the_rule(shop: Path) -> None:
    later = (shop / POLICY).read_text(encoding="utf-8").partition("# The company's own rule")[0]
    (shop / "2026-10-31.toml").write_text(later, encoding="utf-8")
    assert amounts(shop) == [15000]  # 0001 on 15 October; 0002 would have theirs on the 31st


def test_another_version_may_have_another_module(shop: Path) -> None:
    text = (shop / MODULE).read_text(encoding="utf-8").replace("years * each_year", "10 * years * each_year")
    (shop / "seniority_2.py").write_text(text, encoding="utf-8")
    first = (shop / POLICY).read_text(encoding="utf-8")
    old, new = (hashlib.sha256((shop / name).read_bytes()).hexdigest() for name in (MODULE, "seniority_2.py"))
    later = first.replace(MODULE, "seniority_2.py").replace(old, new)
    (shop / "2026-10-31.toml").write_text(later, encoding="utf-8")
    assert amounts(shop) == [15000, 50000]
