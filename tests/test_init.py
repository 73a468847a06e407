"""``payroll init``: a folder in which a month can be computed as soon as its tables are filled in."""

import csv
import hashlib
import re
import shlex
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.cli.config import read_configuration
from payroll.intake.files import read_files
from payroll.language import Language
from payroll.policy.choices import choices_of
from payroll.policy.load import load_policies
from payroll.reports.blank_table import write_blank_table
from payroll.reports.blank_words import AT_ONCE, PURPOSES, WHEN_NEEDED, heading_of, words_of
from payroll.reports.first_month import steps, workbook_name
from payroll.shipped import shipped_folder
from payroll.table import Table
from payroll.tables import TABLES

LANGUAGES: Sequence[Language] = ("zh", "en")
MORE = {"zh": "更多表格", "en": "more-tables"}
GUIDE = {"zh": "开始.html", "en": "START.html"}


def say(*words: str, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def made(folder: Path, lang: str, *options: str) -> Path:
    code, said = say("init", str(folder), "--period", "2026-10", *options, lang=lang)
    assert code == 0, said
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return a fresh folder in each language, only to be looked at."""
    return {lang: made(tmp_path_factory.mktemp(lang) / "工资 pay", lang) for lang in LANGUAGES}


def sheet_of(folder: Path, table: Table, lang: Language) -> Worksheet:
    place = "data" if table in AT_ONCE else MORE[lang]
    sheet = load_workbook(folder / place / workbook_name(table, lang)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def lists_of(sheet: Worksheet) -> dict[str, list[str]]:
    """Return the words of each drop-down by heading."""
    headings = {cell.column_letter: str(cell.value) for cell in sheet[1]}
    rules = sheet.data_validations.dataValidation
    return {
        headings[str(rule.sqref)[0]]: str(rule.formula1).strip('"').split(",") for rule in rules if rule.type == "list"
    }


# ---------------------------------------------------------------- what there is


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_folder_holds_settings_policies_a_workbook_for_each_table_and_a_guide(
    folders: Mapping[str, Path], lang: Language
) -> None:
    found = {path.relative_to(folders[lang]).as_posix() for path in folders[lang].rglob("*") if path.is_file()}
    assert found == {
        "payroll.toml",
        GUIDE[lang],
        "policies/office-service/2023-02-03.toml",
        "policies/online-shop/2023-02-03.toml",
        *(f"data/{workbook_name(table, lang)}" for table in AT_ONCE),
        *(f"{MORE[lang]}/{workbook_name(table, lang)}" for table in WHEN_NEEDED),
    }
    assert len(AT_ONCE) + len(WHEN_NEEDED) == len(TABLES) == len(PURPOSES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_another_folder_than_the_current_one_has_to_be_gone_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, here = say("init", ".", "--period", "2026-10", lang=lang)
    assert code == 0
    assert ("命令就在这个文件夹里运行" if lang == "zh" else "give its commands in this folder") in here
    assert "cd " not in here
    code, there = say("init", "pay", "--period", "2026-10", lang=lang)
    assert code == 0
    assert "cd pay" in there


def test_tables_that_charge_by_their_absence_are_not_in_the_data_folder_while_they_are_empty() -> None:
    names = {table.name for table in AT_ONCE}
    assert names & {"reports", "handovers", "meetings", "punches"} == set()
    assert {"employees", "shifts", "swaps", "leave", "complaints", "incidents", "additions"} <= names


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ["data", "more"])
def test_every_empty_workbook_is_read_as_its_table_without_rows_and_without_a_problem(
    folders: Mapping[str, Path], lang: Language, place: str
) -> None:
    read = read_files(folders[lang] / (MORE[lang] if place == "more" else place))
    tables = AT_ONCE if place == "data" else WHEN_NEEDED
    assert read.problems == ()
    assert {record.table: record.rows for record in read.records} == {table.name: 0 for table in tables}
    for table in tables:
        assert set(read.tables[table.name][0].columns) == {column.name for column in table.columns}


def test_the_settings_name_the_folders_and_the_language(folders: Mapping[str, Path]) -> None:
    for lang in LANGUAGES:
        values = read_configuration(folders[lang] / "payroll.toml", folders[lang]).values
        assert values == {
            "data": "data",
            "policies": "policies",
            "out": "out",
            "db": "payroll.db",
            "evidence": "evidence",
            "lang": lang,
        }


def test_each_setting_that_is_commented_out_can_be_switched_on(folders: Mapping[str, Path], tmp_path: Path) -> None:
    for lang in LANGUAGES:
        text = (folders[lang] / "payroll.toml").read_text(encoding="utf-8")
        file = tmp_path / "payroll.toml"
        file.write_text(re.sub(r"^# (\w+ *= )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
        values = read_configuration(file, tmp_path).values
        assert values["accept"] == ["NAME-DIFFERS"]
        assert (values["check_law"], values["workbook"], values["page"]) == (True, False, True)
        assert "by" in values


def test_the_policies_are_the_shipped_ones_with_a_word_about_their_title(folders: Mapping[str, Path]) -> None:
    for path in shipped_folder("policies").rglob("*.toml"):
        mine = folders["zh"] / "policies" / path.relative_to(shipped_folder("policies"))
        lines = mine.read_text(encoding="utf-8").splitlines()
        hints = [number for number, line in enumerate(lines) if "请把标题改成" in line]
        assert len(hints) == 1
        assert lines[hints[0] + 1].startswith("title ")
        del lines[hints[0]]
        assert lines == path.read_text(encoding="utf-8").splitlines()
    assert load_policies(folders["zh"] / "policies")[1] == []


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        folder = made(tmp_path / name, "zh")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digests.append([(f.relative_to(folder), hashlib.sha256(f.read_bytes()).hexdigest()) for f in files])
    assert digests[0] == digests[1]


# ---------------------------------------------------------------- the workbooks


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_its_heading_a_note_a_hint_and_a_format(
    folders: Mapping[str, Path], table: Table, lang: Language
) -> None:
    sheet = sheet_of(folders[lang], table, lang)
    assert sheet.max_row == 1
    hints = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for column, cell in zip(table.columns, sheet[1], strict=True):
        assert cell.value == heading_of(column, lang)
        note = cell.comment.text if cell.comment else ""
        needed = {"zh": ("必填", "选填"), "en": ("Must be filled in", "May stay empty")}[lang]
        assert note.startswith(needed[0] if column.value_required else needed[1])
        hint = hints[f"{cell.column_letter}2:{cell.column_letter}1048576"]
        assert (hint.promptTitle, hint.prompt) == (cell.value, note)
        wanted = {"day": "yyyy-mm-dd", "minute": "yyyy-mm-dd hh:mm", "money": "0.00", "count": "0"}
        assert sheet.column_dimensions[cell.column_letter].number_format == wanted.get(column.kind, "@")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_drop_downs_offer_one_word_for_each_meaning_and_the_reader_knows_them(
    folders: Mapping[str, Path], lang: Language
) -> None:
    for table in TABLES:
        lists = lists_of(sheet_of(folders[lang], table, lang))
        for column in (column for column in table.columns if column.words):
            offered = lists[heading_of(column, lang)]
            assert sorted(column.words[word] for word in offered) == sorted(set(column.words.values()))


def test_drop_downs_offer_what_the_policies_know(folders: Mapping[str, Path]) -> None:
    zh, en = folders["zh"], folders["en"]
    tables = {table.name: table for table in TABLES}
    assert lists_of(sheet_of(zh, tables["employees"], "zh")) == {"制度": ["office-service", "online-shop"]}
    assert lists_of(sheet_of(zh, tables["shifts"], "zh")) == {"班次": ["office", "evening", "sunday", "休"]}
    assert lists_of(sheet_of(en, tables["shifts"], "en")) == {"Shift": ["office", "evening", "sunday", "rest"]}
    assert lists_of(sheet_of(zh, tables["complaints"], "zh"))["严重程度"] == ["轻微", "一般", "严重"]
    assert lists_of(sheet_of(en, tables["complaints"], "en"))["Severity"] == ["minor", "moderate", "serious"]
    assert lists_of(sheet_of(zh, tables["swaps"], "zh"))["状态"] == ["审批通过", "审批中", "已拒绝", "已撤销"]
    assert lists_of(sheet_of(en, tables["swaps"], "en"))["Status"] == ["approved", "pending", "rejected", "cancelled"]
    assert "private-call" in lists_of(sheet_of(zh, tables["incidents"], "zh"))["事项"]


def test_a_list_that_excel_would_not_take_is_left_out(tmp_path: Path) -> None:
    incidents = next(table for table in TABLES if table.name == "incidents")
    for length, wanted in ((255, {"Code"}), (256, set())):
        codes = ["a" * 100, "b" * 100, "c" * (length - 202)]
        write_blank_table(tmp_path / "x.xlsx", incidents, {("incidents", "code"): codes}, "en", 20_000)
        sheet = load_workbook(tmp_path / "x.xlsx").active
        assert isinstance(sheet, Worksheet)
        assert set(lists_of(sheet)) == wanted


# ---------------------------------------------------------------- filled in and run


def fill(path: Path, *rows: Sequence[object]) -> None:
    book = load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def filled(folder: Path, lang: Language) -> Path:
    """Fill in a month: two late days of 0001, a cover of a shift, leave, a complaint, an incident, a commission."""
    zh = lang == "zh"
    tables = {table.name: table for table in TABLES}
    shutil.copy(folder / MORE[lang] / workbook_name(tables["punches"], lang), folder / "data")

    def rows(name: str, *given: Sequence[object]) -> None:
        fill(folder / "data" / workbook_name(tables[name], lang), *given)

    hired, approved = date(2024, 3, 1), "审批通过" if zh else "approved"
    rows(
        "employees",
        ("0001", "林晓", "", "", "office-service", hired, None, 5000, None),
        ("0002", "陈默", "一店", "", "online-shop", hired, None, 4800.5, None),
        ("0003", "周宁", "一店", "", "online-shop", hired, None, 4800.5, None),
    )
    rows(
        "shifts",
        ("0002", date(2026, 10, 8), "evening"),
        ("0002", date(2026, 10, 12), None, "18:30", "24:00"),
        ("0001", date(2026, 10, 13), "休" if zh else "rest"),
        ("0003", date(2026, 10, 15), "evening"),
    )
    rows(
        "punches",
        ("0001", datetime.fromisoformat("2026-10-08 08:29")),
        ("0001", datetime.fromisoformat("2026-10-08 17:31")),
        ("0001", datetime.fromisoformat("2026-10-09 08:42")),
        ("0001", datetime.fromisoformat("2026-10-09 17:31")),
        ("0001", datetime.fromisoformat("2026-10-12 08:31")),
        ("0001", datetime.fromisoformat("2026-10-12 17:31")),
        ("0002", datetime.fromisoformat("2026-10-08 18:25")),
        ("0002", datetime.fromisoformat("2026-10-09 00:01")),
        ("0003", datetime.fromisoformat("2026-10-12 18:25")),
        ("0003", datetime.fromisoformat("2026-10-13 00:01")),
    )
    swap = (
        "HB-1",
        "0002",
        "0003",
        date(2026, 10, 12),
        None,
        datetime.fromisoformat("2026-10-09 12:00"),
        approved,
        "店长",
        None,
    )
    rows("swaps", swap)
    rows(
        "leave",
        ("QJ-1", "0001", "2026-10-14", "2026-10-30", "年假", datetime.fromisoformat("2026-10-01 09:00"), approved),
    )
    rows(
        "complaints",
        (
            "TS-1",
            "0001",
            datetime.fromisoformat("2026-10-08 10:00"),
            None,
            *(("客户", "服务", "一般", "属实") if zh else ("customer", "service", "moderate", "upheld")),
        ),
    )
    rows("incidents", ("WJ-1", "0001", date(2026, 10, 8), "private-call", "店长", None, None, 5))
    rows("additions", ("JJ-1", "0001", date(2026, 10, 31), "提成", 88.8))
    return folder


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_in_folder_runs_without_an_option_and_without_a_problem_of_its_tables(
    tmp_path: Path, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(made(tmp_path / "pay", lang), lang)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(app, ["run", "2026-10"])
    assert result.exit_code == 0, result.output
    out = folder / "out" / "2026-10"
    assert {row["code"] for row in table_of(out / "problems.csv")} == {"RECORDS-NOT-GIVEN"}
    lines = {(row["employee_id"], row["rule"], row["date"]): row["amount"] for row in table_of(out / "ledger.csv")}
    # 5000.00 at 1 % is 50.00 for each of the two late days; a complaint of the middle severity is 30.00.
    assert lines == {
        ("0001", "lateness", "2026-10-09"): "-50.00",
        ("0001", "lateness", "2026-10-12"): "-50.00",
        ("0001", "complaint", "2026-10-08"): "-30.00",
        ("0001", "incident", "2026-10-08"): "0.00",
        ("0001", "addition", "2026-10-31"): "88.80",
    }
    worked = {(row["employee_id"], row["date"], row["verdict"]) for row in table_of(out / "attendance.csv")}
    assert {("0002", "2026-10-08", "ok"), ("0003", "2026-10-12", "ok")} <= worked
    assert not [each for each in worked if each[0] == "0001" and each[1] == "2026-10-13"]
    assert all(row["set_aside"] == "0" for row in table_of(out / "sources.csv"))


def test_an_empty_folder_is_refused_for_its_employees_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made(tmp_path / "pay", "en"))
    code, said = say("run", "2026-10")
    assert code == 2
    assert "EMPLOYEES-NONE" in said
    found = table_of(tmp_path / "pay" / "out" / "2026-10" / "problems.csv")
    assert [row["code"] for row in found if row["severity"] == "error"] == ["EMPLOYEES-NONE"]


# ---------------------------------------------------------------- the guide


def commands_of(page: str) -> list[list[str]]:
    return [shlex.split(unescape(command)) for command in re.findall("<pre>(.*?)</pre>", page)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_has_ten_steps_and_each_of_its_commands_works_in_a_filled_in_folder(
    tmp_path: Path, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PAYROLL_DB", "PAYROLL_EVIDENCE", "PAYROLL_BY"):
        monkeypatch.delenv(name, raising=False)
    folder = filled(made(tmp_path / "pay", lang), lang)
    monkeypatch.chdir(folder)
    page = (folder / GUIDE[lang]).read_text(encoding="utf-8")
    assert page.count("<li>") == 10
    commands = commands_of(page)
    assert len(commands) == 11
    for command in commands:
        assert command[0] == "payroll"
        result = CliRunner().invoke(app, command[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"
    assert (folder / "payroll.db").is_file()
    assert (folder / "out" / "2026-10" / "receipt-2026-10.json").is_file()


def test_the_guide_is_about_the_month_and_the_policies_that_were_chosen(tmp_path: Path) -> None:
    folder = made(tmp_path / "pay", "en", "--policy", "online-shop")
    page = (folder / "START.html").read_text(encoding="utf-8")
    assert "policies/online-shop" in page
    assert "office-service" not in page
    assert "payroll run 2026-10" in page
    assert "payroll run 2026-11" in page


def test_after_december_comes_the_january_of_the_next_year() -> None:
    last = steps("2026-12", ["office-service"], "en")[-1]
    assert last.commands[-1] == "payroll run 2027-01"


# ---------------------------------------------------------------- nothing is overwritten


@pytest.mark.parametrize("name", ["payroll.toml", "data", "policies", "START.html", "more-tables"])
def test_what_is_there_is_named_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    if "." in name:
        there.write_text("mine", encoding="utf-8")
    else:
        there.mkdir()
    code, said = say("init", str(tmp_path))
    assert code == 2
    assert said.startswith(f"{there}: there already, so nothing was written.")
    assert list(tmp_path.iterdir()) == [there]


def test_a_folder_with_other_files_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    made(tmp_path, "en")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pay").write_text("mine", encoding="utf-8")
    code, said = say("init", str(tmp_path / "pay"))
    assert (code, "is a file; name another folder" in said) == (2, True)


def test_without_a_name_a_new_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert say("init")[0] == 0
    assert (tmp_path / "payroll" / "payroll.toml").is_file()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--policy", "shop"), "no policy shop comes with the program; there are: office-service, online-shop"),
        (("--period", "October"), "«October» is not a pay period"),
    ],
)
def test_what_is_not_known_is_refused_before_anything_is_written(
    tmp_path: Path, words: tuple[str, str], wanted: str
) -> None:
    code, said = say("init", str(tmp_path / "pay"), *words)
    assert code == 2
    assert wanted in said
    assert not (tmp_path / "pay").exists()


# ---------------------------------------------------------------- what the policies know


def test_words_of_another_language_are_offered_where_there_are_no_others(tmp_path: Path) -> None:
    complaints = next(table for table in TABLES if table.name == "complaints")
    severity = complaints.column("severity")
    assert words_of(complaints, severity, {("complaints", "severity"): ("轻微",)}, "en") == ("轻微",)
    assert words_of(complaints, severity, {}, "en") == ()
    assert choices_of(load_policies(tmp_path)[0])["shifts", "shift"] == ()
