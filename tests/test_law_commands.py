"""What commands write and say of the law: law.csv, carried.csv, the exit code, explain, and a replay."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.policy import law
from payroll.policy.law_model import Laws

POLICY = """[policy]
title = { zh = "测试制度", en = "Test rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "a test"
[incidents.fine]
amount = 100
[incidents.damage]
kind = "loss"
amount = 1000
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with data of October: a fine, and a loss of 1000.00 at a wage of 4350.00."""
    write(tmp_path / "data" / "employees.csv", "employee_id,name,hire_date,base_wage\n0001,张一,2020-01-06,4350.00\n")
    write(
        tmp_path / "data" / "incidents.csv",
        "incident_id,employee_id,date,code,loss\nF1,0001,2026-10-12,fine,\nL1,0001,2026-10-13,damage,1500.00\n",
    )
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(place: Path, guard: str, *options: str, period: str = "2026-10") -> tuple[int, str]:
    write(place / "policies" / "desk" / "2020-01-01.toml", POLICY + guard)
    arguments = ("--data", str(place / "data"), "--policies", str(place / "policies"), "--lang", "en")
    command = ["run", period, *arguments, "--out", str(place / "out"), *options]
    result = CliRunner().invoke(app, command)
    return result.exit_code, " ".join(result.output.split())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_law_csv_says_of_each_charge_what_may_be_taken(place: Path) -> None:
    code, told = run(place, '[guard]\nprofile = "CN"\n', "--no-workbook")
    assert code == 0
    first, second = rows(place / "out" / "law.csv")
    assert (first["entry_id"], first["kind"], first["asked"], first["cut"], first["status"]) == (
        *("2026-10/0001/incident/F1", "discipline"),
        *("100.00", "0.00", "allowed"),
    )
    assert (second["kind"], second["asked"], second["allowed"], second["cut"]) == (
        "loss",
        "1000.00",
        "870.00",
        "130.00",
    )
    assert (second["limit"], second["basis"], second["mark"]) == ("loss-20-percent", "law", "P")
    assert "罚款没有明确的法律依据" in first["notes_zh"]
    assert "The law: No limit found 1, Cut 1; " in told
    assert "130.00 cut in all, see law.csv (not legal advice)" in told


def test_without_a_profile_every_line_says_that_it_is_not_checked(place: Path) -> None:
    code, told = run(place, "", "--no-workbook")
    assert code == 0
    assert {row["status"] for row in rows(place / "out" / "law.csv")} == {"not-checked"}
    assert "not checked against any law" in told


@pytest.mark.parametrize(
    ("guard", "wanted"), [("", 1), ('[guard]\nprofile = "CN"\n', 1), ('[guard]\nprofile = "JP"\n', 0)]
)
def test_check_law_ends_with_1_if_anything_was_cut_or_not_checked(place: Path, guard: str, wanted: int) -> None:
    code, told = run(place, guard, "--no-workbook", "--no-record", "--check-law")
    assert code == wanted, told
    assert (place / "out" / "law.csv").exists()
    assert run(place, guard, "--no-workbook", "--no-record")[0] == 0


def test_what_is_left_of_a_loss_goes_into_the_next_month_and_the_file_goes_with_its_cause(place: Path) -> None:
    run(place, '[guard]\nprofile = "CN"\n', "--no-workbook", "--no-record")
    written = place / "out" / "carried.csv"
    assert rows(written) == [
        {
            "employee_id": "0001",
            "entry_id": "2026-10/0001/incident/L1",
            "date": "2026-10-13",
            "amount": "130.00",
            "clause": "",
            "period": "2026-11",
        }
    ]
    (place / "data" / "carried.csv").write_bytes(written.read_bytes())
    code, told = run(place, '[guard]\nprofile = "CN"\n', "--no-workbook", "--no-record", period="2026-11")
    assert code == 0, told
    (line,) = rows(place / "out" / "ledger.csv")
    assert (line["rule"], line["date"], line["amount"]) == ("loss-carried", "2026-11-01", "-130.00")
    assert not written.exists()
    run(place, '[guard]\nprofile = "CN"\n', "--no-workbook", "--no-record", period="2026-12")
    assert rows(place / "out" / "ledger.csv") == []  # the file was left where it lay
    assert "CARRIED-OTHER-PERIOD" in [row["code"] for row in rows(place / "out" / "problems.csv")]


def test_explain_and_the_workbook_say_what_the_law_says(place: Path) -> None:
    code, _ = run(place, '[guard]\nprofile = "CN-guangdong"\n', "--no-record")
    assert code == 0
    arguments = ("--data", str(place / "data"), "--policies", str(place / "policies"), "--lang", "en")
    result = CliRunner().invoke(app, ["explain", "0001", "2026-10", *arguments])
    told = " ".join(result.output.split())
    assert "law: Refused · Discipline · 0.00 allowed, 100.00 cut · no-fines" in told
    assert "not legal advice" in told
    book = load_workbook(place / "out" / "payroll-2026-10.xlsx")
    cells = [[cell.value for cell in row] for row in book["Ledger"].iter_rows()]
    (head,) = (row for row in cells if "Law" in row)
    column = head.index("Law")
    assert [row[column] for row in cells[cells.index(head) + 1 :]] == ["Refused", "Refused", None]


def test_an_unknown_profile_stops_the_run(place: Path) -> None:
    code, told = run(place, '[guard]\nprofile = "China"\n', "--no-record")
    assert code == 2
    assert "there is no profile of a law called «China»" in told


def test_a_closed_month_is_computed_again_on_the_law_that_it_was_checked_against(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = ("--db", str(place / "book.db"), "--evidence", str(place / "evidence"))
    assert run(place, '[guard]\nprofile = "CN-shanghai"\n', "--no-workbook", *book, "--by", "Lin")[0] == 0
    assert (
        CliRunner().invoke(app, ["close", "2026-10", *book, "--by", "Lin", "--out", str(place / "out")]).exit_code == 0
    )
    with sqlite3.connect(place / "book.db") as connection:
        (text,) = connection.execute("SELECT manifest FROM run").fetchone()
    assert [(each["profile"], each["date"]) for each in json.loads(text)["laws"]] == [
        ("CN", "2008-01-15"),
        ("CN-shanghai", "2020-01-01"),
    ]
    monkeypatch.setattr(law, "shipped_laws", Laws)  # a program that knows none of it any more
    result = CliRunner().invoke(app, ["ledger", "replay", "2026-10", *book, "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "law.csv" in result.output
