"""The workbook in LibreOffice: it opens cleanly, and what it computes is what is stored (make test-office)."""

import csv
import dataclasses
import random
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.reports.workbook_month import write_month_workbook
from payroll.working import Working
from tests.report_example import example
from tests.test_month_workbook import BACKING
from tests.test_reports_workbook import column, head_row

pytestmark = pytest.mark.office
ROOT = Path(__file__).parent.parent
NAME = "payroll-2026-10.xlsx"


def converted(workbook: Path, form: str, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it in another form."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{workbook.stem}.{form}"


def recalculated(workbook: Any, folder: Path) -> Any:
    """Return a workbook with what LibreOffice makes of its formulas; no value of ours goes along."""
    (folder / "in").mkdir(parents=True)
    workbook.save(folder / "in" / NAME)  # openpyxl writes formulas without values
    return openpyxl.load_workbook(converted(folder / "in" / NAME, "xlsx", folder), data_only=True)


@pytest.fixture(
    scope="module",
    params=[(sample, lang) for sample in ("shop-desk", "office-desk") for lang in ("zh", "en")],
    ids="-".join,
)
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of results of a sample."""
    sample, lang = request.param
    out = tmp_path_factory.mktemp(sample)
    data = ["--data", str(ROOT / "data_samples" / sample / "data"), "--policies", str(ROOT / "policies")]
    result = CliRunner().invoke(app, ["run", "2026-10", *data, "--out", str(out), "--lang", lang])
    assert result.exit_code == 0, result.output
    return out


def test_recalculated_totals_are_those_of_the_adjustments(month: Path, tmp_path: Path) -> None:
    with_formulas = openpyxl.load_workbook(month / NAME)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in with_formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    stored = openpyxl.load_workbook(month / NAME, data_only=True)
    again = recalculated(with_formulas, tmp_path)
    cover, people, ledger, _, charts, *_ = stored.sheetnames
    assert {sheet for sheet, _ in formulas} >= {cover, people, ledger, charts}
    for sheet, cell in formulas:
        assert again[sheet][cell].value == pytest.approx(stored[sheet][cell].value), (sheet, cell)
    with (month / "adjustments.csv").open(encoding="utf-8-sig", newline="") as file:
        totals = [float(row["total"]) for row in csv.DictReader(file)]
    head = head_row(stored[people])
    headings = [str(cell.value) for cell in again[people][head]]
    number = next(position for position, heading in enumerate(headings, 1) if "CNY" in heading)
    found = [again[people].cell(head + row, number).value for row in range(1, len(totals) + 1)]
    assert found == pytest.approx(totals)
    rows = [[cell.value for cell in row] for row in again[cover].iter_rows()]
    sums = [row[1] for row in rows if row[0] in {"合计", "Total", "台账合计", "Total of the ledger"}]
    assert sums == [pytest.approx(sum(totals))] * 2


def test_another_rate_changes_the_amount_and_the_sums_and_stands_out(tmp_path: Path) -> None:
    write_month_workbook(tmp_path / "month.xlsx", example("en"), BACKING)
    book = openpyxl.load_workbook(tmp_path / "month.xlsx")
    ledger = book["Ledger"]
    column(ledger, "Rate")[0].value = 3  # 3% of 4000.00 instead of 1%
    again = recalculated(book, tmp_path / "again")
    place = column(ledger, "Amount (CNY)")[0].coordinate
    posted = column(ledger, "Posted")[0].coordinate
    assert (again["Ledger"][place].value, again["Ledger"][posted].value) == (-120, -40)
    assert again["Adjustments"][column(book["Adjustments"], "Lateness")[0].coordinate].value == -120
    assert again["Adjustments"][column(book["Adjustments"], "Total (CNY)")[0].coordinate].value == -120
    cover = {row[0].value: row[1].value for row in again["Cover"].iter_rows()}
    assert cover["Total"] == pytest.approx(1234567.89 - 120)
    assert cover["Total of the ledger"] == pytest.approx(1234567.89 - 40)


def workings(count: int) -> list[Working]:
    """Return figures at random, many of them such that the exact amount ends in half a fen."""
    chance = random.Random(20261031)
    found = []
    for _ in range(count):
        base = chance.randrange(200_000, 3_000_000)
        rate = Decimal(chance.choice(("1", "2.5", "5", "0.5", "12.5", "1.25")))
        minutes = Decimal(chance.choice((450, 480, 540)))
        times = (chance.randrange(1, 480), minutes)
        found.append(
            chance.choice(
                (
                    Working(method="percent", base=base, rate=rate),
                    Working(method="percent", base=base // 100 * 100 + 50, rate=Decimal(1)),  # ends in half a fen
                    Working(method="percent", base=base // 8 * 8, rate=Decimal("0.0625")),
                    Working(method="daily", base=base, rate=Decimal(3), times=times),
                    Working(method="daily", base=base // 2175 * 2175, rate=Decimal("0.005")),  # half a fen a day
                    Working(method="hourly", base=base, rate=Decimal("1.5"), times=(times[0], Decimal(60))),
                    Working(method="part", base=base, times=(times[0] % 31, Decimal(31)), sign=1),
                    Working(method="part", base=base, times=(times[0] % 21, Decimal("21.75")), sign=1),
                    Working(method="tiers", base=base * 30, tiers=((0, rate), (5_000_000, rate + 1)), sign=1),
                )
            )
        )
    return found


def test_the_spreadsheet_rounds_as_the_rules_do(tmp_path: Path) -> None:
    made = workings(2_000)
    exact = [each.exact for each in made]
    assert sum((2 * amount).denominator == 1 and amount.denominator == 2 for amount in exact) > 200
    line = example("en").ledger.iloc[[0]]
    lines = pd.concat([line] * len(made), ignore_index=True)
    lines = lines.assign(entry_id=[str(number) for number in range(len(made))], amount=[each.amount for each in made])
    backing = dataclasses.replace(BACKING, workings={str(number): each for number, each in enumerate(made)})
    write_month_workbook(tmp_path / "month.xlsx", dataclasses.replace(example("en"), ledger=lines), backing)
    book = openpyxl.load_workbook(tmp_path / "month.xlsx")
    again = recalculated(book, tmp_path / "again")
    cells = [cell.coordinate for cell in column(book["Ledger"], "Amount (CNY)")]
    found = [round(again["Ledger"][cell].value * 100, 6) for cell in cells]
    wrong = [(each, cell) for each, cell in zip(made, found, strict=True) if cell != each.amount]
    assert wrong == []


def test_it_prints(month: Path, tmp_path: Path) -> None:
    pdf = converted(month / NAME, "pdf", tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("lang", "name"), [("zh", "data/投诉"), ("en", "data/complaints")])
def test_an_empty_table_of_init_keeps_its_headings_and_lists(tmp_path: Path, lang: str, name: str) -> None:
    result = CliRunner().invoke(app, ["init", str(tmp_path / "pay"), "--lang", lang])
    assert result.exit_code == 0, result.output
    workbook = tmp_path / "pay" / f"{name}.xlsx"
    ours, theirs = (openpyxl.load_workbook(path).active for path in (workbook, converted(workbook, "xlsx", tmp_path)))
    assert ours is not None
    assert theirs is not None
    assert [cell.value for cell in theirs[1]] == [cell.value for cell in ours[1]]
    lists = [
        sorted(str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.type == "list")
        for sheet in (ours, theirs)
    ]
    assert lists[0] == lists[1]
    assert len(lists[0]) == 4
