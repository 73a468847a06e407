"""A company's own rules: named by their policy with their hash, run with our facts, and checked."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from payroll.policy.load import load_policies
from payroll.problems import Problem, errors
from payroll.run import Computed, begin, finish

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
    return finish(begin("2026-10", CASE / "data", shop.parent))


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
        ("version=version,", "version=version - 1,", "version"),
        ("employee=employee,", "employee=employee - 1,", "no such employee"),
    ],
)
def test_what_a_rule_must_not_return_is_an_error(shop: Path, old: str, new: str, words: str) -> None:
    rewrite(shop, old, new)
    problem = failing(shop)
    assert problem.code == "COMPANY-RULE-RESULT"
    assert words in problem.message("en")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("amount=amount,", "amount=-99.99,", "amount is -99.99, expected a whole number of minor units"),
        ("amount=amount,", "amount=150.0,", "amount is 150.0, expected a whole number"),
        ("amount=amount,", 'amount=__import__("decimal").Decimal("10.75"),', "amount is Decimal('10.75'), expected"),
        ("amount=amount,", 'amount="10",', "amount is '10', expected a whole number"),
        ("amount=amount,", "amount=True,", "amount is True, expected a whole number"),
        ("amount=amount,", "amount=None,", "amount is None, expected a whole number"),
        ("date=day,", "date=day + 0.7,", ".7, expected a whole number"),
        ("employee=employee,", "employee=employee + 2**32,", "expected a whole number of 32 bits at most"),
        ("event=iso_day(day),", "event=None,", "event is None, expected text"),
        ("event=iso_day(day),", 'event="a\\0b",', r"event is 'a\x00b', expected text without NUL"),
        ("event=iso_day(day),", 'event="\\ud800",', r"event is '\ud800', expected text without NUL"),
        ("evidence=place_of(month, row),", "evidence=None,", "evidence is None, expected text"),
        ("explanation=Text(", "explanation=Text(None, 'x') or Text(", "explanation_zh is None, expected text"),
        ("entries(_awards(facts))", "entries(_awards(facts)).assign(quantity=None)", "quantity is None, expected text"),
        ("entries(_awards(facts))", 'entries(_awards(facts)).assign(amount="much")', "amount is 'much', expected"),
        ("entries(_awards(facts))", "entries(_awards(facts)).assign(missed=0.5)", "missed is 0.5, expected a whole"),
    ],
)
def test_what_cannot_be_a_line_as_it_is_is_an_error_and_is_never_made_to_fit(
    shop: Path, old: str, new: str, words: str
) -> None:
    rewrite(shop, old, new)
    problem = failing(shop)
    assert problem.code == "COMPANY-RULE-RESULT"
    assert words in problem.message("en")
    assert "row 1 (event " in problem.message("en")


def test_the_row_and_the_event_of_what_is_wrong_are_told(shop: Path) -> None:
    rewrite(shop, "amount=amount,", "amount=amount if amount > 5000 else 0.5,")
    assert "row 2 (event '2026-10-31'): amount is 0.5, expected a whole number" in failing(shop).message("en")


MOST = 99_999_999_999_999
"""Of CNY: twelve digits before the point and two behind it, in minor units."""


@pytest.mark.parametrize("amount", [MOST, -MOST])
def test_an_amount_may_have_as_many_digits_as_one_of_a_table(shop: Path, amount: int) -> None:
    rewrite(shop, "amount=amount,", f"amount={amount},")
    assert amounts(shop) == [amount, amount]


@pytest.mark.parametrize("amount", [MOST + 1, -MOST - 1, 2**62, 2**70])
def test_a_greater_amount_is_an_error_so_that_no_sum_passes_64_bits(shop: Path, amount: int) -> None:
    rewrite(shop, "amount=amount,", f"amount={amount},")
    expected = f"amount is {amount}, expected a whole number of minor units from -{MOST} to {MOST}"
    assert expected in failing(shop).message("en")


def test_a_column_twice_is_an_error(shop: Path) -> None:
    rewrite(
        shop,
        "entries(_awards(facts))",
        'pd.concat([entries(_awards(facts)), entries(_awards(facts))[["amount"]]], axis=1)',
    )
    assert "the column 'amount' stands there twice" in failing(shop).message("en")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('NAME = "seniority"', 'NAME = "seniority"\nimport sys\nsys.exit(0)'),
        ("    month = facts.month", "    raise SystemExit(0)\n    month = facts.month"),
    ],
)
def test_a_rule_cannot_end_the_program(shop: Path, old: str, new: str) -> None:
    rewrite(shop, old, new)
    problem = failing(shop)
    assert problem.code == "COMPANY-RULE-FAILS"
    assert "SystemExit: 0" in problem.message("en")


def test_a_rule_is_compiled_as_it_is_written(shop: Path) -> None:
    told = 'NAME = "seniority"\n\ndef _years(of: int) -> None: ...\nassert _years.__annotations__["of"] is int'
    rewrite(shop, 'NAME = "seniority"', told)
    assert amounts(shop) == [15000, 5000]


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
