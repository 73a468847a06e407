"""Every month that has its right answers elsewhere, in parts: the cases, the samples, random months."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pyarrow.csv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from payroll.company_rules import ALONE
from payroll.engine.errors import EngineError
from tests.engine.compared import (
    MonthFolder,
    computed_in_parts,
    differences,
    in_one_process,
    in_parts,
    rows_of,
    same_in_parts,
)
from tests.oracle.random_month import write_month
from tests.test_cases import CASES, ROOT

PARTS = (1, 2, 7)
RULE = "seniority.py"
RANDOM_PARTS = ((5, 40), (2, 5))
"""In turn, since as many parts as people take their time."""


def month_of_case(case: Path) -> MonthFolder:
    about = (case / "about.txt").read_text(encoding="utf-8")
    return MonthFolder(about.split()[0], case / "data", case / "policies")


def has_own_rule(case: Path) -> bool:
    return any((case / "policies").rglob("*.py"))


@pytest.mark.parametrize("case", [case for case in CASES if not has_own_rule(case)], ids=lambda case: case.name)
def test_a_case_is_the_same_in_parts(case: Path) -> None:
    same_in_parts(month_of_case(case), PARTS)


@pytest.mark.parametrize("sample", ["office-desk", "shop-desk"])
def test_a_sample_is_the_same_in_parts(sample: str) -> None:
    files = same_in_parts(MonthFolder("2026-10", ROOT / "data_samples" / sample / "data", ROOT / "policies"), PARTS)
    assert len(rows_of(files, "adjustments.csv")) >= 7  # so seven parts are seven


# A company's own rules -------------------------------------------------------------------------------


def of_company(folder: Path, statement: str) -> MonthFolder:
    """Return the case of a company's own rule, whose module makes a statement of its own."""
    case = ROOT / "tests" / "cases" / "company-rule"
    shutil.copytree(case / "policies", folder / "policies")
    module = folder / "policies" / "shop" / RULE
    before = hashlib.sha256(module.read_bytes()).hexdigest()
    module.write_text(module.read_text(encoding="utf-8") + statement, encoding="utf-8")
    after = hashlib.sha256(module.read_bytes()).hexdigest()
    for policy in module.parent.glob("*.toml"):
        policy.write_text(policy.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return MonthFolder("2026-10", case / "data", folder / "policies")


def test_a_rule_that_looks_at_each_employee_alone_is_the_same_in_parts(tmp_path: Path) -> None:
    files = same_in_parts(of_company(tmp_path, f"\n{ALONE} = True\n"))
    found = [row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "company:seniority"]
    assert found == ["0001", "0002"]


@pytest.mark.parametrize("statement", ["", f"\n{ALONE} = False\n", f'\n{ALONE} = "yes"\n'])
def test_a_rule_that_does_not_say_so_is_refused_with_what_to_do(statement: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as refused:
        computed_in_parts(of_company(tmp_path, statement), 2, str(tmp_path / "out"))
    words = refused.value.text
    assert f"shop/{RULE}" in words.en
    assert "EACH_EMPLOYEE_ALONE = True" in words.en
    assert "EACH_EMPLOYEE_ALONE = True" in words.zh
    assert not (tmp_path / "out").exists()


# Random months ---------------------------------------------------------------------------------------


def random_month(folder: Path, seed: int) -> MonthFolder:
    period = write_month(folder, seed, of_wages=seed % 3 == 1, of_law=seed % 3 == 2)
    return MonthFolder(period, folder / "data", folder / "policies")


@pytest.mark.parametrize("seed", range(12))
def test_a_random_month_is_the_same_in_parts(seed: int, tmp_path: Path) -> None:
    same_in_parts(random_month(tmp_path, seed), RANDOM_PARTS[seed % 2])


def divided(month: MonthFolder, folder: Path, rng: random.Random) -> MonthFolder:
    """Return the month with each row of punches and of the rota in some file, in any order, CSV or Parquet."""
    shutil.copytree(month.data, folder)
    for table in ("punches", "shifts"):
        path = folder / f"{table}.csv"
        if not path.exists():
            continue
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        path.unlink()
        (folder / table / "more").mkdir(parents=True)
        where = [rng.randrange(4) for _ in lines]
        for number in range(4):
            mine = [line for line, place in zip(lines, where, strict=True) if place == number]
            name = folder / table / rng.choice(("", "more")) / f"part-{number:03d}.csv"
            name.write_text("\n".join([head, *mine, ""]), encoding="utf-8")
            if number % 2 and mine:
                as_parquet(name)
    return MonthFolder(month.period, folder, month.policies)


def as_parquet(path: Path) -> None:
    """Put a Parquet file of texts in the place of a CSV file."""
    names = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    options = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, "string"), strings_can_be_null=False)
    parquet.write_table(pyarrow.csv.read_csv(path, convert_options=options), path.with_suffix(".parquet"))
    path.unlink()


@pytest.fixture(scope="module")
def undivided(tmp_path_factory: pytest.TempPathFactory) -> MonthFolder:
    return random_month(tmp_path_factory.mktemp("undivided"), 17)


@pytest.fixture(scope="module")
def paid(undivided: MonthFolder) -> list[dict[str, str]]:
    return rows_of(in_one_process(undivided), "adjustments.csv")


@settings(max_examples=3, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), parts=st.integers(2, 12))
def test_rows_may_lie_in_any_files(
    seed: int,
    parts: int,
    undivided: MonthFolder,
    paid: list[dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("divided") / "data"
    month = divided(undivided, folder, random.Random(seed))
    alone = in_one_process(month)
    assert differences(alone, in_parts(month, parts)[0]) == []
    assert rows_of(alone, "adjustments.csv") == paid  # and the division changes nothing that anybody is paid
