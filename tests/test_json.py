"""--json: every command that prints results has it, and it says what the tables and the CSV files say."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from payroll.cli.answer import print_answer
from payroll.cli.app import app
from tests.json_answers import ROOT, answer, documented

SHOP = ["--data", str(ROOT / "data_samples" / "shop-desk" / "data"), "--policies", str(ROOT / "policies")]
POLICY = ROOT / "policies" / "online-shop"

WITHOUT = {"demo": "shows people around; `run` and `explain` have what it prints"}
"""Commands without --json, and why."""


def commands() -> dict[str, Any]:
    """Return every command by its words."""
    found: dict[str, Any] = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [((), get_command(app))]
    while waiting:
        words, command = waiting.pop()
        below = getattr(command, "commands", None)
        if below is None:
            found[" ".join(words)] = command
        else:
            waiting += [((*words, name), each) for name, each in below.items()]
    return found


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_written(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return rows of JSON as a CSV file writes them."""
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]


# Every command


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_that_prints_results_has_json(name: str) -> None:
    options = {option for each in commands()[name].params for option in each.opts}
    assert ("--json" in options) is (name not in WITHOUT)


def test_no_command_is_excused_that_there_is_not() -> None:
    assert set(WITHOUT) <= set(commands())


@pytest.mark.parametrize("name", sorted(set(commands()) - set(WITHOUT)))
def test_the_answer_of_every_command_is_documented(name: str) -> None:
    assert documented(name)[:2] != [], f"docs/json.md lacks: ## `{name}`"


# The months


@pytest.fixture(scope="session")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the shop desk's October."""
    folder = tmp_path_factory.mktemp("october")
    answer("run", "2026-10", *SHOP, "--out", str(folder), "--no-record", "--no-workbook")
    return folder


def test_run_tells_the_month_in_sums_and_its_problems(tmp_path: Path) -> None:
    found = answer("run", "2026-10", *SHOP, "--out", str(tmp_path), "--no-record", "--no-workbook")
    assert list(found)[2:] == documented("run")
    # data_samples/shop-desk/about.md: 9 people; additions 1652.35, complaints 30.00 and 60.00, hand-over 20.00 twice
    assert [found[name] for name in ("period", "first", "last", "currency", "employees", "lines", "total")] == [
        *("2026-10", "2026-10-01", "2026-10-31", "CNY", 9, 16, "1522.35")
    ]
    assert {row["rule"]: row["amount"] for row in found["rules"]} == {
        "addition": "1652.35",
        "complaint": "-90.00",
        "handover": "-40.00",
        "lateness": "0.00",
        "leave-notice": "0.00",
        "swap-notice": "0.00",
        "swap-quota": "0.00",
    }
    assert found["actions"] == [{"action": "dismissal-review", "lines": 1}]
    assert sum(row["shifts"] for row in found["verdicts"]) == found["shifts"] == 129
    assert (found["draft"], found["law_checked"], found["law_clear"]) == (None, False, False)
    assert sorted(Path(file).name for file in found["files"]) == sorted(path.name for path in tmp_path.iterdir())
    written = csv_rows(tmp_path / "problems.csv")
    assert [(row["code"], str(row["row"] or ""), row["message_en"]) for row in found["problems"]] == [
        (row["code"], row["row"], row["message"]) for row in written
    ]


def test_run_with_a_check_of_the_law_that_was_not_made_ends_with_1(tmp_path: Path) -> None:
    words = ("run", "2026-10", *SHOP, "--out", str(tmp_path), "--no-record", "--no-workbook", "--check-law")
    assert answer(*words, code=1)["law_clear"] is False


def test_explain_tells_the_days_and_lines_of_the_files(october: Path) -> None:
    found = answer("explain", "0203", "2026-10", *SHOP)
    assert list(found)[2:] == documented("explain")
    for name, rows in (("ledger", found["lines"]), ("law", found["law"]), ("adjustments", [found["adjustments"]])):
        assert as_written(rows) == [row for row in csv_rows(october / f"{name}.csv") if row["employee_id"] == "0203"]
    shifts = [(day["date"], shift) for day in found["days"] for shift in day["shifts"]]
    names = ("start", "end", "arrival", "departure", "late_minutes", "early_minutes", "verdict", "swap_id")
    attended = [row for row in csv_rows(october / "attendance.csv") if row["employee_id"] == "0203"]
    assert [
        (date, shift["shift"], *as_written([{name: shift[name] for name in names}])[0].values())
        for date, shift in shifts
    ] == [(row["date"], row["shift"], *(row[name] for name in names)) for row in attended]


def test_explain_tells_what_about_md_says_of_a_day() -> None:
    # 0203 takes the shift of 0204 on the 7th and comes at 18:47, 17 minutes late; gives the 6th, 13th and 20th away
    days = {day["date"]: day for day in answer("explain", "0203", "2026-10", *SHOP)["days"]}
    [worked] = days["2026-10-07"]["shifts"]
    assert (worked["arrival"], worked["late_minutes"], worked["taken_from"]) == ("2026-10-07 18:47", 17, "0204")
    assert [day for day in days if days[day]["kind"] == "given"] == ["2026-10-06", "2026-10-13", "2026-10-20"]
    assert days["2026-10-07"]["entries"] == ["2026-10/0203/lateness/2026-10-07.1"]


def test_explain_can_be_cut_to_a_day_and_keeps_the_lines_of_the_month() -> None:
    found = answer("explain", "0203", "2026-10", "--day", "2026-10-07", *SHOP)
    assert [day["date"] for day in found["days"]] == ["2026-10-07"]
    assert [line["amount"] for line in found["lines"]] == ["0.00", "0.00", "288.00"]


def test_warnings_are_the_rows_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "warnings.csv"
    found = answer("warnings", "2026-10", "--as-of", "2026-10-14", "--out", str(file), *SHOP)
    assert list(found)[2:] == documented("warnings")
    assert (found["as_of"], found["latest_punch"], found["currency"]) == ("2026-10-14", "2026-11-01 00:06", "CNY")
    assert as_written(found["warnings"]) == csv_rows(file)
    assert (len(found["warnings"]), found["files"]) == (11, [str(file)])


def test_the_quota_is_that_of_the_file(october: Path) -> None:
    found = answer("swaps", "quota", "2026-10", *SHOP)
    assert list(found)[2:] == documented("swaps quota")
    assert as_written(found["swaps"]) == csv_rows(october / "swaps.csv")
    assert found["swaps"][2] == {
        "employee_id": "0203",
        "name": "罗大雪",
        "store": "示例一店",
        "used": 3,
        "pending": 0,
        "limit": 2,
        "remaining": 0,
    }


def test_a_swap_that_is_allowed_ends_with_0_and_one_that_is_not_with_1_and_its_reasons() -> None:
    allowed = answer("swaps", "check", "0205", "0201", "2026-10-11", "--at", "2026-10-08 10:00", *SHOP)
    assert list(allowed)[2:] == documented("swaps check")
    assert (allowed["allowed"], allowed["reasons"]) == (True, [])
    assert allowed["moves"] == [{"from": "0205", "to": "0201", "start": "2026-10-11 09:30", "end": "2026-10-12 00:00"}]
    refused = answer("swaps", "check", "0205", "0203", "2026-10-11", "--at", "2026-10-08 10:00", *SHOP, code=1)
    assert refused["reasons"] == [
        {
            "reason_zh": "0203 本月已换 3 次，待审批 0 次，每月最多 2 次",
            "reason_en": "0203: 3 used, 0 pending, 2 a month allowed",
        }
    ]


def test_a_simulation_is_the_rows_of_its_files(tmp_path: Path) -> None:
    out = tmp_path / "trial"
    found = answer("simulate", "2026-10", "--under", str(ROOT / "policies"), *SHOP, "--out", str(out), "--no-workbook")
    assert list(found)[2:] == documented("simulate")
    for name in ("people", "stores", "rules", "lines"):
        assert as_written(found[name]) == csv_rows(out / f"simulation-{name}.csv")
    assert (found["periods"], len(found["people"]), found["lines"]) == (["2026-10"], 9, [])


# Files


def test_a_new_folder_names_what_was_written(tmp_path: Path) -> None:
    made = answer("init", str(tmp_path / "new"), "--policy", "online-shop", "--period", "2026-10")
    assert list(made)[2:] == documented("init")
    assert made["policies"] == ["online-shop"]
    written = {str(path) for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert set(made["files"]) == written


def test_the_doctor_lists_what_it_finds(tmp_path: Path) -> None:
    places = ("--data", str(tmp_path / "none"), "--policies", str(tmp_path / "none"), "--db", str(tmp_path / "no.db"))
    said = answer("doctor", "2026-10", *places, code=1)
    assert list(said)[2:] == documented("doctor")
    assert {"ok", "error"} <= {finding["state"] for finding in said["findings"]}


def test_a_page_and_pictures_are_named(tmp_path: Path) -> None:
    page = answer("page", "2026-10", *SHOP, "--out", str(tmp_path), "--db", str(tmp_path / "none.db"))
    assert list(page)[2:] == documented("page")
    pictures = answer("calendar", "2026-10", *SHOP, "--out", str(tmp_path), "--format", "svg")
    assert list(pictures)[2:] == documented("calendar")
    place = ("--out", str(tmp_path), "--db", str(tmp_path / "none.db"))
    statement = answer("statements", "2026-10", *SHOP, *place, "--employee", "0206")
    assert list(statement)[2:] == documented("statements")
    written = {path.name for path in tmp_path.iterdir()}
    assert {Path(file).name for file in (*page["files"], *pictures["files"], *statement["files"])} == written


def test_inspect_tells_the_table_and_the_columns(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("工号,打卡时间\n0001,2026-10-12 08:31\n", encoding="gb18030")
    found = answer("inspect", str(file))
    assert list(found)[2:] == documented("inspect")
    [table] = found["tables"]
    assert (table["table"], table["format"], table["rows"]) == ("punches", "csv", 1)
    assert [(row["column"], row["heading"], row["first"]) for row in found["columns"]] == [
        *(("employee_id", "工号", ["0001"]), ("time", "打卡时间", ["2026-10-12 08:31"]))
    ]


def test_inspect_of_a_file_in_error_is_an_answer_with_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "punches.csv"
    file.write_text("工号,时刻\n0001,2026-10-12 08:31\n", encoding="utf-8")
    [problem, *_] = answer("inspect", str(file), code=2)["problems"]
    assert (problem["severity"], problem["code"], problem["file"]) == ("error", "COLUMN-MISSING", "punches.csv")


def test_a_draft_of_a_mapping_is_named(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("谁,何时\n0001,2026-10-12 08:31\n", encoding="utf-8")
    assert answer("inspect", str(file), "--draft-mapping")["files"] == [str(file) + ".mapping.toml"]


# Policies


def test_policy_check_counts_and_tells_the_problems(tmp_path: Path) -> None:
    found = answer("policy", "check", str(ROOT / "policies"))
    assert list(found)[2:] == documented("policy check")
    assert (found["errors"], found["warnings"]) == (0, len(found["problems"]))
    wrong = tmp_path / "shop"
    wrong.mkdir()
    (wrong / "2026-01-01.toml").write_text("[policy]\nnonsense = 1\n", encoding="utf-8")
    found = answer("policy", "check", str(tmp_path), code=1)
    assert found["errors"] > 0
    assert {"POLICY-KEY-UNKNOWN"} <= {problem["code"] for problem in found["problems"]}


def test_policy_show_tells_the_sentences_that_are_printed() -> None:
    found = answer("policy", "show", str(POLICY))
    assert list(found)[2:] == documented("policy show")
    printed = CliRunner().invoke(app, ["policy", "show", str(POLICY), "--lang", "zh"]).output
    sentences = [sentence["sentence_zh"] for section in found["sections"] for sentence in section["sentences"]]
    assert [line[2:] for line in printed.splitlines() if line.startswith("  ")] == sentences
    assert (found["policy"], found["date"]) == ("online-shop", "2023-02-03")


def test_policy_diff_tells_what_held_before_and_holds_now(tmp_path: Path) -> None:
    old = next(POLICY.glob("*.toml"))
    new = tmp_path / "2027-01-01.toml"
    text = old.read_text(encoding="utf-8")
    assert text.count("\nlimit ") == 1
    new.write_text(re.sub(r"\nlimit +=.*", "\nlimit = 3", text), encoding="utf-8")
    found = answer("policy", "diff", str(old), str(new))
    assert list(found)[2:] == documented("policy diff")
    [change] = found["changes"]
    assert (change["key"], found["same_file"]) == ("swaps.limit", False)
    assert ("2" in change["before"]["value_en"], "3" in change["after"]["value_en"]) == (True, True)


# Refusals


def test_a_refusal_is_a_document_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "employees.csv").write_text(
        "employee_id,name,hire_date,base_wage,policy\n0001,甲,2026-13-01,5000,online-shop\n", encoding="utf-8"
    )
    found = answer("explain", "0001", "2026-10", "--data", str(tmp_path), *SHOP[2:], code=2)
    assert list(found) == ["command", "exit_code", "error_zh", "error_en", "problems"]
    assert found["command"] == "explain"
    [problem] = [each for each in found["problems"] if each["row"] is not None]
    assert [problem[name] for name in ("severity", "file", "row", "column", "value")] == [
        *("error", "employees.csv", 2, "hire_date", "2026-13-01")
    ]
    assert all(problem[name] for name in ("code", "message_zh", "message_en", "fix_zh", "fix_en"))


@pytest.mark.parametrize(
    ("words", "command", "said"),
    [
        (("explain", "9999", "2026-10", *SHOP), "explain", "9999 is not in the employees table"),
        (("swaps", "quota", "2026-13", *SHOP), "swaps quota", "«2026-13» is not a pay period"),
        (("policy", "check", "nowhere"), "policy check", "nowhere does not exist"),
        (("swaps", "check", "0205"), "swaps check", "B is missing"),
        (("run", "2026-10", "--frob"), "run", "there is no option --frob"),
    ],
)
def test_what_cannot_be_done_is_told_as_json_as_well(words: tuple[str, ...], command: str, said: str) -> None:
    found = answer(*words, code=2)
    assert (found["command"], found["problems"]) == (command, [])
    assert said in found["error_en"]


def test_without_json_a_refusal_is_told_in_words_on_standard_error() -> None:
    result = CliRunner().invoke(app, ["explain", "9999", "2026-10", *SHOP, "--lang", "zh"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "员工表中没有工号 9999\n"


# The form


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "0204", "2026-10", *SHOP),
        ("warnings", "2026-10", *SHOP),
        ("policy", "show", str(POLICY)),
        ("policy", "check", str(POLICY)),
    ],
)
def test_the_document_is_the_same_in_either_language(words: tuple[str, ...]) -> None:
    assert answer(*words, lang="zh") == answer(*words, lang="en")


def test_the_document_is_utf_8_on_a_console_of_another_encoding() -> None:
    command = [sys.executable, "-m", "payroll", "explain", "0204", "2026-10", *SHOP, "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp437", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, check=True, env=environment, cwd=ROOT)
    assert json.loads(done.stdout.decode("utf-8"))["adjustments"]["name"] == "方寒露"


def test_rows_stand_on_lines_of_their_own(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_answer("x", {"rows": iter([{"a": "一"}, {"a": None}]), "none": [], "words": ["p", "q"]})
    assert capfdbinary.readouterr().out.decode() == (
        '{\n  "command": "x",\n  "exit_code": 0,\n  "rows": [\n    {"a": "一"},\n    {"a": null}\n  ],\n'
        '  "none": [],\n  "words": ["p", "q"]\n}\n'
    )


def test_no_rows_are_an_empty_list(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_answer("x", {"rows": iter(())})
    assert json.loads(capfdbinary.readouterr().out)["rows"] == []


def test_broken_text_of_a_file_name_does_not_break_the_document(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_answer("x", {"file": "a\udce9.csv"})
    assert json.loads(capfdbinary.readouterr().out)["file"] == "a?.csv"
