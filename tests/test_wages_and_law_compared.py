"""Random months with the keys of sections 18 and 19: the program and the slow implementation agree."""

import pytest

from tests.month_builder import lines_of
from tests.oracle.compared import Random30, random_month

WAGES = range(2000, 2008)
"""Random months with parts of the wage; widen the range for a longer run."""


def assert_same_lines(random: Random30) -> None:
    """Compare the ledgers line by line, proposals of one day in any order."""
    columns = ("employee_id", "date", "rule", "occurrence", "amount", "action")
    lines = [
        (line.employee, line.date, line.rule, str(line.occurrence or ""), line.amount, line.action)
        for line in lines_of(random.month, random.judged)
    ]
    slowly = [tuple(row[name] for name in columns) for row in random.slowly.ledger]
    assert sorted(lines) == sorted(slowly)


@pytest.mark.parametrize("seed", WAGES)
def test_parts_of_the_wage_are_those_of_the_slow_implementation(seed: int) -> None:
    assert_same_lines(random_month(seed, of_wages=True))


def test_the_months_have_all_lines_of_the_section() -> None:
    rules = {row["rule"] for seed in WAGES for row in random_month(seed, of_wages=True).slowly.ledger}
    assert {"part-month", "probation-pay", "absence-limit"} <= rules
