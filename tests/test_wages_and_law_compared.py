"""Random months with the keys of sections 18, 19 and 22: the program and the slow implementation agree."""

import pytest

from payroll.money import plain
from payroll.month.context import records
from payroll.month.law.table import law_table
from payroll.month.ledger import in_ledger_order
from payroll.month.ledger import lines_of as whole_lines_of
from payroll.period import iso_day
from tests.month_builder import lines_of
from tests.oracle.compared import Random30, random_month

WAGES = range(2000, 2008)
"""Random months with parts of the wage; widen the range for a longer run."""

LAW = (*range(3010, 3015), *range(3505, 3510))
"""Random months under profiles, the second half with parts of the wage as well."""


def month_of_law(seed: int) -> Random30:
    return random_month(seed, of_law=True, of_wages=seed >= 3500)


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


@pytest.mark.parametrize("seed", LAW)
def test_what_the_law_lets_stand_is_that_of_the_slow_implementation(seed: int) -> None:
    random = month_of_law(seed)
    assert_same_lines(random)
    ordered = in_ledger_order(random.judged.entries)
    lines = whole_lines_of(random.month, ordered)
    table = law_table(lines, ordered.index.to_numpy(), random.judged.verdicts)
    number = dict(zip(lines["entry_id"], lines["occurrence"], strict=True))
    checked = [
        (
            *(row["employee_id"], iso_day(row["date"]), row["rule"], str(max(number[row["entry_id"]], 0) or "")),
            *(row["kind"], plain(row["asked"], random.month.places), plain(row["allowed"], random.month.places)),
            str(row["status"] != "not-checked"),
        )
        for row in records(table.astype(object))
        if row["kind"]
    ]
    columns = ("employee_id", "date", "rule", "occurrence", "kind", "asked", "allowed", "by_law")
    slowly = [tuple(row[name] for name in columns) for row in random.slowly.law]
    assert sorted(checked) == sorted(slowly)


def test_the_months_are_cut_refused_and_carried() -> None:
    lines = [row for seed in LAW for row in month_of_law(seed).slowly.law]
    cut = [row for row in lines if row["allowed"] != row["asked"]]
    assert {row["by_law"] for row in cut} == {"True", "False"}
    assert any(row["allowed"] != "0.00" for row in cut)
    assert any(row["rule"] == "loss-carried" for row in lines)
