"""The workbook in LibreOffice: it opens cleanly, and recalculated totals are the stored ones (make test-office)."""

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from payroll.cli.app import app

pytestmark = pytest.mark.office
ROOT = Path(__file__).parent.parent


def converted(workbook: Path, form: str, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it in another form."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{workbook.stem}.{form}"


@pytest.fixture(scope="module", params=["zh", "en"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of results of the shop desk."""
    out = tmp_path_factory.mktemp(str(request.param))
    data = ["--data", str(ROOT / "data_samples" / "shop-desk" / "data"), "--policies", str(ROOT / "policies")]
    result = CliRunner().invoke(app, ["run", "2026-10", *data, "--out", str(out), "--lang", str(request.param)])
    assert result.exit_code == 0, result.output
    return out


def test_recalculated_totals_are_those_of_the_adjustments(month: Path, tmp_path: Path) -> None:
    workbook = month / "payroll-2026-10.xlsx"
    recalculated = openpyxl.load_workbook(converted(workbook, "xlsx", tmp_path), data_only=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(workbook)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    stored = openpyxl.load_workbook(workbook, data_only=True)
    assert formulas
    for sheet, cell in formulas:
        assert recalculated[sheet][cell].value == pytest.approx(stored[sheet][cell].value), (sheet, cell)
    with (month / "adjustments.csv").open(encoding="utf-8-sig", newline="") as file:
        total = sum(Decimal(row["total"]) for row in csv.DictReader(file))
    first = recalculated.sheetnames[0]
    sums = [recalculated[sheet][cell].value for sheet, cell in formulas if sheet == first]
    assert float(total) in [pytest.approx(value) for value in sums]


def test_it_prints(month: Path, tmp_path: Path) -> None:
    pdf = converted(month / "payroll-2026-10.xlsx", "pdf", tmp_path)
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
