"""Decisions of people: filled in in the workbook or written into a table, read by the next run, put on record."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from payroll.bookkeeping import deciding
from payroll.bookkeeping.deciding import Written, weigh
from payroll.cli.app import app
from payroll.ledger.net import ledger_frame
from payroll.period import day_number
from payroll.reports import decisions
from payroll.reports.decisions import Decided, questions
from payroll.reports.statements.build import Occasion, statements
from payroll.reports.statements.discretion import Colleagues
from payroll.tables import SourceFile
from tests.report_example import example

ROOT = Path(__file__).parent.parent
BOOK = "payroll-2026-10.xlsx"
CHARGE = "2026-10/0202/complaint/TS-1001"
"""30.00 for a first complaint."""
REVIEW = "2026-10/0205/complaint/TS-1002"
"""A third complaint: no charge, but whether to dismiss is to be decided."""
HEADS = {
    "zh": ("决定", "记录编号", "决定", "决定人", "决定日期", "原因", "入账情况"),
    "en": ("Decisions", "Entry ID", "Decision", "Decided by", "Decided on", "Reason", "On record"),
}
DAY = datetime.date(2026, 11, 2)
EVENT = day_number(datetime.date(2026, 10, 13))
TODAY = day_number(datetime.date(2026, 11, 28))


@dataclass(frozen=True)
class Desk:
    """The shop desk in a folder of its own, with a book of its own."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, *options: str, lang: str = "zh") -> Result:
        places = ("--data", str(self.data), "--policies", str(ROOT / "policies"), "--out", str(self.out))
        command = ["run", "2026-10", *places, "--db", str(self.folder / "payroll.db"), "--lang", lang, *options]
        return CliRunner().invoke(app, command)

    def close(self) -> Result:
        place = ("--out", str(self.out), "--db", str(self.folder / "payroll.db"), "--lang", "en")
        return CliRunner().invoke(app, ["close", "2026-10", "--by", "He", *place])

    def acts(self) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / "payroll.db") as book:
            return book.execute("SELECT kind, subject, who, who_from, why, period FROM act ORDER BY number").fetchall()

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.out / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def fill(self, entry: str, *cells: object, lang: str = "zh") -> int:
        """Fill in decision, name, date and reason in the row of an entry, as HR does; return the row."""
        book = openpyxl.load_workbook(self.out / BOOK)
        sheet, at = self.places(book, lang)
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, at[0]).value == entry)
        for column, value in zip(at[1:], cells, strict=False):
            sheet.cell(row, column).value = value
        book.save(self.out / BOOK)
        return row

    def shown(self, entry: str, lang: str = "zh") -> list[Any]:
        """Return decision, name, date, reason and what is on record, as the workbook shows them."""
        book = openpyxl.load_workbook(self.out / BOOK, data_only=True)
        sheet, at = self.places(book, lang)
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, at[0]).value == entry)
        return [sheet.cell(row, column).value for column in at[1:]]

    @staticmethod
    def places(book: Any, lang: str) -> tuple[Any, list[int]]:
        """Return the sheet of decisions, and where its columns are."""
        name, *heads = HEADS[lang]
        sheet = book[name]
        head = next(row for row in range(1, 11) if sheet.cell(row, 1).value in {"工号", "Employee ID"})
        found = {sheet.cell(head, column).value: column for column in range(1, sheet.max_column + 1)}
        return sheet, [found[each] for each in heads]

    def explain(self, employee: str, *options: str) -> str:
        places = ("--data", str(self.data), "--policies", str(ROOT / "policies"), "--out", str(self.out))
        command = ["explain", employee, "2026-10", *places, "--db", str(self.folder / "payroll.db"), "--lang", "en"]
        told = CliRunner().invoke(app, [*command, *options])
        assert told.exit_code == 0, told.output
        return told.stdout


@pytest.fixture(autouse=True)
def _on_the_28th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "today", lambda: TODAY)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(ROOT / "data_samples" / "shop-desk" / "data", tmp_path / "data")
    return Desk(tmp_path)


@pytest.fixture
def drafted(desk: Desk) -> Desk:
    """Return the desk after a first run."""
    assert desk.run().exit_code == 0
    return desk


def test_the_sheet_asks_for_each_review_and_each_charge(drafted: Desk) -> None:
    assert drafted.shown(REVIEW) == [None] * 5
    book = openpyxl.load_workbook(drafted.out / BOOK)
    sheet, at = drafted.places(book, "zh")
    asked = [sheet.cell(row, at[0]).value for row in range(1, sheet.max_row + 1)]
    assert [entry for entry in asked if str(entry).startswith("2026-10/")] == [
        REVIEW,
        CHARGE,
        "2026-10/0204/handover/HB-1008/0204/2026-10-24.1",
        "2026-10/0206/complaint/TS-0928",
        "2026-10/0207/handover/HB-1008/0204/2026-10-24.1",
    ]
    offered = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"}
    first = next(row for row in range(1, 20) if sheet.cell(row, at[0]).value == REVIEW)
    letter = sheet.cell(1, at[1]).column_letter
    assert offered == {
        f"{letter}{first}": '"是,否,暂缓"',
        f"{letter}{first + 1}:{letter}{first + 4}": '"免除"',
    }
    kinds = sorted(each.type for each in sheet.data_validations.dataValidation)
    assert kinds == ["date", "list", "list", "textLength", "textLength"]


def test_explain_tells_what_was_decided_about_a_person(drafted: Desk) -> None:
    assert json.loads(drafted.explain("0205", "--json"))["decisions"] == []
    drafted.fill(REVIEW, "否", "何清明", DAY, "再给一次机会")
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    assert drafted.run().exit_code == 0
    [review] = json.loads(drafted.explain("0205", "--json"))["decisions"]
    assert review == {
        "entry_id": REVIEW,
        "decision": "no",
        "decided_by": "何清明",
        "decided_on": "2026-11-02",
        "reason": "再给一次机会",
        "act": review["act"],
    }
    [waiver] = json.loads(drafted.explain("0202", "--json"))["decisions"]
    assert (waiver["entry_id"], waiver["decision"], waiver["reason"]) == (CHARGE, "waive", "客户已撤诉")
    assert sorted((review["act"], waiver["act"])) == [1, 2]
    assert "Decided: No (何清明, 2026-11-02), reason: 再给一次机会" in drafted.explain("0205")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_waiver_filled_in_is_recorded_and_carried_by_the_same_month(desk: Desk, lang: str) -> None:
    assert desk.run(lang=lang).exit_code == 0
    desk.fill(CHARGE, {"zh": "免除", "en": "Waive"}[lang], "何清明", DAY, "客户已撤诉", lang=lang)
    done = desk.run(lang=lang)
    assert done.exit_code == 0, done.output
    assert {"zh": "读到新的决定 1 条，已记入账簿", "en": "1 new decision read and recorded"}[lang] in done.output
    assert desk.acts() == [("waiver", CHARGE, "何清明", "decisions", "客户已撤诉", "2026-10")]
    line = next(row for row in desk.table("ledger.csv") if row["kind"] == "waiver")
    assert (line["amount"], line["corrects"]) == ("30.00", CHARGE)
    assert "（何清明，2026-11-02）：客户已撤诉" in line["explanation_zh"]
    assert "waived by 何清明 on 2026-11-02: 客户已撤诉" in line["explanation_en"]
    person = next(row for row in desk.table("adjustments.csv") if row["employee_id"] == "0202")
    assert (person["complaints"], person["waivers"]) == ("-30.00", "30.00")
    word, by, day, why, status = desk.shown(CHARGE, lang)
    assert (word, by, day.date(), why) == ({"zh": "免除", "en": "Waive"}[lang], "何清明", DAY, "客户已撤诉")
    assert status == {"zh": "已入账，第 1 号经办记录", "en": "recorded, act 1"}[lang]


def test_the_line_of_a_waiver_has_no_base_in_the_workbook(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    assert drafted.run().exit_code == 0
    rows = list(openpyxl.load_workbook(drafted.out / BOOK, data_only=True)["台账"].values)
    heads = next(row for row in rows if "基数" in row)
    kind, base = heads.index("类型"), heads.index("基数")
    assert [row[base] for row in rows if row[kind] == "免除"] == [None]
    assert 30 in [row[base] for row in rows if row[kind] == "扣款"]


def test_a_decision_on_a_review_is_recorded_changes_no_amount_and_is_shown_again(drafted: Desk) -> None:
    before = drafted.table("adjustments.csv")
    drafted.fill(REVIEW, "否", "何清明", DAY, "先谈话")
    assert drafted.run().exit_code == 0
    assert drafted.acts() == [("review", REVIEW, "何清明", "decisions", "先谈话", "2026-10")]
    assert drafted.table("adjustments.csv") == before
    assert drafted.shown(REVIEW)[0] == "否"
    assert drafted.shown(REVIEW)[4] == "已入账，第 1 号经办记录"


def test_reading_the_same_decisions_again_adds_nothing(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    drafted.fill(REVIEW, "是", "何清明", DAY, "已谈话")
    assert drafted.run().exit_code == 0
    acts, book = drafted.acts(), (drafted.out / BOOK).read_bytes()
    again = drafted.run()
    assert again.exit_code == 0
    assert "没有新增记录" in again.output
    assert (drafted.acts(), (drafted.out / BOOK).read_bytes()) == (acts, book)


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_both_stay_on_record(drafted: Desk) -> None:
    drafted.fill(REVIEW, "暂缓", "何清明", DAY, "等调查")
    drafted.run()
    drafted.fill(REVIEW, "否", "何清明", DAY + datetime.timedelta(days=1), "不属实")
    assert drafted.run().exit_code == 0
    assert [act[4] for act in drafted.acts()] == ["等调查", "不属实"]
    assert drafted.shown(REVIEW)[0] == "否"


def test_a_recorded_row_that_is_cleared_stays_on_record_and_comes_again(drafted: Desk) -> None:
    drafted.fill(REVIEW, "否", "何清明", DAY, "先谈话")
    drafted.run()
    drafted.fill(REVIEW, None, None, None, None)
    assert drafted.run().exit_code == 0
    assert len(drafted.acts()) == 1
    assert drafted.shown(REVIEW)[0] == "否"


def test_bad_rows_are_problems_with_sheet_row_and_column_and_the_workbook_stays(drafted: Desk) -> None:
    row = drafted.fill(CHARGE, "免除", None, DAY, " ")
    other = drafted.fill(REVIEW, "辞退", "何清明", "11/2", "x")
    before = (drafted.out / BOOK).read_bytes()
    done = drafted.run()
    assert done.exit_code == 2
    found = {(each["file"], each["sheet"], each["row"], each["column"], each["code"])
             for each in drafted.table("problems.csv") if each["severity"] == "error"}  # fmt: skip
    assert found == {
        (BOOK, "决定", str(row), "决定人", "VALUE-MISSING"),
        (BOOK, "决定", str(row), "原因", "VALUE-MISSING"),
        (BOOK, "决定", str(other), "决定", "WORD-UNKNOWN"),
        (BOOK, "决定", str(other), "决定日期", "DATE-FORM"),
    }
    assert (drafted.out / BOOK).read_bytes() == before
    assert drafted.acts() == []


def test_a_bad_row_cannot_be_accepted_away_since_it_would_be_lost(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", None, DAY, "客户已撤诉")
    before = (drafted.out / BOOK).read_bytes()
    done = drafted.run("--accept", "VALUE-MISSING", "--reason", "x")
    assert done.exit_code == 2
    assert (drafted.out / BOOK).read_bytes() == before


@pytest.mark.parametrize(
    ("entry", "word", "code"),
    [
        (REVIEW, "免除", "DECISION-NOT-WAIVED"),  # a line of 0
        (CHARGE, "否", "DECISION-NOT-ASKED"),  # nothing is proposed there
    ],
)
def test_a_decision_that_the_line_does_not_ask_for_is_an_error(drafted: Desk, entry: str, word: str, code: str) -> None:
    row = drafted.fill(entry, word, "何清明", DAY, "x")
    assert drafted.run().exit_code == 2
    found = [each for each in drafted.table("problems.csv") if each["severity"] == "error"]
    assert [(each["code"], each["row"], each["column"], each["value"]) for each in found] == [
        (code, str(row), "决定", word)
    ]


def test_a_line_that_is_gone_is_an_error_until_the_row_is_cleared(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    complaints = drafted.data / "complaints.csv"
    lines = complaints.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    complaints.write_text("".join(line for line in lines if "TS-1001" not in line), encoding="utf-8")
    assert drafted.run().exit_code == 2
    assert "DECISION-ENTRY" in {each["code"] for each in drafted.table("problems.csv")}
    drafted.fill(CHARGE, None, None, None, None)
    assert drafted.run().exit_code == 0


def test_a_decision_on_record_whose_line_went_away_later_stops_nothing(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    assert drafted.run().exit_code == 0
    complaints = drafted.data / "complaints.csv"
    lines = complaints.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    complaints.write_text("".join(line for line in lines if "TS-1001" not in line), encoding="utf-8")
    done = drafted.run(lang="en")
    assert done.exit_code == 0, done.output
    assert "act 1 has nothing to give back" in done.output


def test_a_run_that_is_not_recorded_keeps_them_in_its_workbook_and_says_so(desk: Desk) -> None:
    desk.run("--no-record")
    desk.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    done = desk.run("--no-record")
    assert done.exit_code == 0
    assert "读到决定 1 条，没有入账" in done.output
    word, by, day, why, status = desk.shown(CHARGE)
    assert (word, by, day.date(), why, status) == ("免除", "何清明", DAY, "客户已撤诉", "本次运行没有入账")
    assert not [row for row in desk.table("ledger.csv") if row["kind"] == "waiver"]
    assert not (desk.folder / "payroll.db").exists()


def test_without_a_new_workbook_decisions_of_the_earlier_one_are_read_all_the_same(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    assert drafted.run("--no-workbook").exit_code == 0
    assert [act[0] for act in drafted.acts()] == ["waiver"]


def test_a_workbook_in_the_other_language_is_read_too(drafted: Desk) -> None:
    drafted.fill(REVIEW, "no", "He", DAY, "talk first")
    assert drafted.run(lang="en").exit_code == 0
    assert drafted.shown(REVIEW, "en")[0] == "No"


def test_closing_waits_for_decisions_that_no_run_has_read(drafted: Desk) -> None:
    row = drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    refused = drafted.close()
    assert refused.exit_code == 2
    assert f"decisions that were not read yet (rows {row})" in refused.output
    assert drafted.run().exit_code == 0
    closed = drafted.close()
    assert closed.exit_code == 0, closed.output
    assert [act[0] for act in drafted.acts()] == ["waiver", "closing"]


def test_a_decision_in_the_workbook_of_a_closed_month_is_named_with_the_way_to_waive(drafted: Desk) -> None:
    assert drafted.close().exit_code == 0
    assert "payroll waive" not in drafted.run().output
    row = drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    refused = drafted.run()
    assert refused.exit_code == 2
    assert f"没有读入的决定（第 {row} 行）" in refused.output
    assert "payroll waive 记录编号" in refused.output
    assert "payroll amend" in refused.output


def test_closing_waits_for_a_row_that_is_half_filled_in(drafted: Desk) -> None:
    drafted.fill(CHARGE, "免除")
    assert drafted.close().exit_code == 2


def test_a_workbook_that_cannot_be_read_stops_the_run_and_stays(drafted: Desk) -> None:
    (drafted.out / BOOK).write_bytes(b"PK\x03\x04 not a workbook")
    done = drafted.run()
    assert done.exit_code == 2
    assert "FILE-DAMAGED" in {each["code"] for each in drafted.table("problems.csv")}
    assert (drafted.out / BOOK).read_bytes() == b"PK\x03\x04 not a workbook"


def test_a_sheet_that_lost_a_column_is_an_error(drafted: Desk) -> None:
    book = openpyxl.load_workbook(drafted.out / BOOK)
    sheet, at = drafted.places(book, "zh")
    sheet.delete_cols(at[4])
    book.save(drafted.out / BOOK)
    assert drafted.run().exit_code == 2
    assert "COLUMN-MISSING" in {each["code"] for each in drafted.table("problems.csv")}


@pytest.mark.parametrize("how", ["renamed", "hidden", "deleted"])
def test_a_workbook_without_the_sheet_stops_run_and_close_and_stays(drafted: Desk, how: str) -> None:
    drafted.fill(CHARGE, "免除", "何清明", DAY, "客户已撤诉")
    book = openpyxl.load_workbook(drafted.out / BOOK)
    if how == "renamed":
        book["决定"].title = "决定2"
    elif how == "hidden":
        book["决定"].sheet_state = "hidden"
    else:
        del book["决定"]
    book.save(drafted.out / BOOK)
    before = (drafted.out / BOOK).read_bytes()
    done = drafted.run("--accept", "DECISIONS-SHEET", "--reason", "x")
    assert done.exit_code == 2
    assert "决定/Decisions" in done.output
    found = [each for each in drafted.table("problems.csv") if each["severity"] == "error"]
    assert [(each["code"], each["file"]) for each in found] == [("DECISIONS-SHEET", BOOK)]
    assert "移到别的文件夹" in found[0]["fix"]
    assert drafted.close().exit_code == 2
    assert (drafted.out / BOOK).read_bytes() == before
    assert drafted.acts() == []


def test_a_workbook_without_the_sheet_that_is_moved_away_is_no_obstacle(drafted: Desk) -> None:
    book = openpyxl.load_workbook(drafted.out / BOOK)
    del book["决定"]
    book.save(drafted.out / BOOK)
    assert drafted.run().exit_code == 2
    (drafted.out / BOOK).rename(drafted.folder / BOOK)
    assert drafted.run().exit_code == 0
    assert drafted.shown(REVIEW) == [None] * 5


# The table in the data folder ------------------------------------------------------------------------


def write_table(desk: Desk, *rows: str) -> None:
    heads = "entry_id,decision,decided_by,decided_on,reason"
    (desk.data / "decisions.csv").write_text("\n".join((heads, *rows, "")), encoding="utf-8")


def test_a_table_of_decisions_is_read_with_the_first_run(desk: Desk) -> None:
    write_table(desk, f"{CHARGE},waive,He,2026-11-02,withdrawn", f"{REVIEW},no,He,2026-11-02,talk first")
    assert desk.run().exit_code == 0
    assert [act[:2] for act in desk.acts()] == [("waiver", CHARGE), ("review", REVIEW)]
    [line] = [row for row in desk.table("ledger.csv") if row["kind"] == "waiver"]
    assert "（He，2026-11-02）：withdrawn" in line["explanation_zh"]
    account = next(row for row in desk.table("sources.csv") if row["file"] == "decisions.csv")
    assert (account["table"], account["used"], account["out_of_scope"]) == ("decisions", "2", "0")
    assert desk.run().exit_code == 0
    assert len(desk.acts()) == 2


def test_decisions_about_another_month_are_out_of_scope(desk: Desk) -> None:
    write_table(desk, "2026-09/0202/complaint/TS-0900,waive,He,2026-10-02,withdrawn")
    assert desk.run().exit_code == 0
    assert desk.acts() == []
    account = next(row for row in desk.table("sources.csv") if row["file"] == "decisions.csv")
    assert (account["used"], account["out_of_scope"]) == ("0", "1")


def test_an_unknown_line_of_this_month_in_the_table_is_an_error(desk: Desk) -> None:
    write_table(desk, "2026-10/0202/complaint/TS-9999,waive,He,2026-11-02,withdrawn")
    assert desk.run().exit_code == 2
    found = next(each for each in desk.table("problems.csv") if each["severity"] == "error")
    assert (found["code"], found["file"], found["row"]) == ("DECISION-ENTRY", "decisions.csv", "2")


def test_an_old_row_of_the_table_does_not_undo_what_was_decided_later(desk: Desk) -> None:
    write_table(desk, f"{REVIEW},postponed,He,2026-11-02,wait")
    desk.run()
    desk.fill(REVIEW, "是", "He", DAY, "done")
    assert desk.run().exit_code == 0
    assert desk.run().exit_code == 0
    assert [act[4] for act in desk.acts()] == ["wait", "done"]
    assert desk.shown(REVIEW)[0] == "是"


def test_two_different_new_decisions_about_one_line_are_an_error(drafted: Desk) -> None:
    write_table(drafted, f"{REVIEW},no,He,2026-11-02,talk first")
    row = drafted.fill(REVIEW, "是", "Li", DAY, "enough")
    assert drafted.run().exit_code == 2
    found = next(each for each in drafted.table("problems.csv") if each["code"] == "DECISION-TWICE")
    assert (found["file"], found["row"]) == (BOOK, str(row))
    assert "decisions.csv:2" in found["message"]


# What is decided does not wait any more ---------------------------------------------------------------


def cover_count(desk: Desk, label: str) -> Any:
    sheet = openpyxl.load_workbook(desk.out / BOOK, data_only=True)["封面"]
    return next(row[1].value for row in sheet.iter_rows() if row[0].value == label)


def test_what_is_decided_waits_neither_in_the_summary_nor_on_cover_and_page(drafted: Desk) -> None:
    assert cover_count(drafted, "待决定的行") == 1
    drafted.fill(REVIEW, "否", "何清明", DAY, "先谈话")
    done = drafted.run("--page")
    assert "待处理" not in done.output
    assert cover_count(drafted, "待决定的行") == 0
    page = (drafted.out / "month-2026-10.html").read_text(encoding="utf-8")
    assert "没有需要由人决定的事项。" in page
    assert "已决定：否（何清明，2026-11-02），原因：先谈话" in page


def test_what_is_postponed_still_waits(drafted: Desk) -> None:
    drafted.fill(REVIEW, "暂缓", "何清明", DAY, "等调查")
    done = drafted.run("--page")
    assert "待处理 1 项" in done.output
    assert cover_count(drafted, "待决定的行") == 1
    page = (drafted.out / "month-2026-10.html").read_text(encoding="utf-8")
    assert "没有需要由人决定的事项。" not in page
    assert "已决定：暂缓（何清明，2026-11-02），原因：等调查" in page


def test_a_statement_tells_the_decision_but_not_who_made_it_nor_names_of_others() -> None:
    made = Decided("e2", "yes", "王芳", day_number(DAY), "王芳说\n口头警告", 1)
    report = replace(example(), decided=(made,))
    occasion = Occasion(colleagues=Colleagues({"9999": "王芳"}))
    told = "\n".join(
        line.proposal for each in statements(report, occasion) for group in each.groups for line in group.lines
    )
    assert "已决定：是（2026年11月2日），原因：同事说 口头警告" in told
    assert "尚未决定" not in told
    assert "王芳" not in told


# What counts ------------------------------------------------------------------------------------------


def decided(entry: str, decision: str, reason: str = "r") -> Written:
    day = day_number(DAY)
    return Written(Decided(entry, decision, "He", day, reason), SourceFile("decisions.csv"), 2)


def test_a_waiver_of_what_is_forgiven_already_is_an_error() -> None:
    lines = ledger_frame(example().ledger, "2026-10", "CNY")
    assert weigh([decided("e1", "waive")], lines, (), (), TODAY).problems == ()
    [problem] = weigh([decided("e1", "waive")], lines, (), {"e1"}, TODAY).problems
    assert problem.code == "DECISION-NOT-WAIVED"
    assert "已有经办记录，由未结账的月份入账" in problem.message("zh")


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "DECISION-EARLY"), (0, ""), (TODAY - EVENT, ""), (TODAY - EVENT + 1, "DECISION-LATER")]
)
def test_a_decision_is_not_dated_before_its_event_nor_after_today(days: int, code: str) -> None:
    lines = ledger_frame(example().ledger.assign(date=EVENT), "2026-10", "CNY")
    written = decided("e1", "waive")
    written = replace(written, decided=replace(written.decided, decided_on=EVENT + days))
    assert [(each.code, each.row, each.column) for each in weigh([written], lines, (), (), TODAY).problems] == (
        [(code, 2, "decided_on")] if code else []
    )


def test_a_date_after_today_stops_the_run_and_nothing_is_recorded(drafted: Desk) -> None:
    row = drafted.fill(CHARGE, "免除", "何清明", datetime.date(2026, 11, 29), "客户已撤诉")
    assert drafted.run().exit_code == 2
    found = next(each for each in drafted.table("problems.csv") if each["severity"] == "error")
    assert (found["code"], found["row"], found["column"]) == ("DECISION-LATER", str(row), "决定日期")
    assert drafted.acts() == []


def test_what_is_on_record_once_is_not_new_also_if_a_later_one_replaced_it() -> None:
    lines = ledger_frame(example().ledger, "2026-10", "CNY")
    old, new = decided("e2", "yes"), decided("e2", "no")
    known = (Decided("e2", "yes", "He", day_number(DAY), "r", 1), Decided("e2", "no", "He", day_number(DAY), "r", 2))
    assert weigh([old, new], lines, known, (), TODAY).fresh == ()
    other = decided("e2", "yes", "another reason")
    assert weigh([other], lines, known, (), TODAY).fresh == (other,)


def test_with_very_many_charges_only_the_waived_ones_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "MOST_CHARGES", 0)
    ledger = example().ledger
    assert questions(ledger, (), "en")["entry_id"].tolist() == ["e2"]
    waived = Decided("e1", "waive", "He", day_number(DAY), "r", 1)
    assert questions(ledger, (waived,), "en")["entry_id"].tolist() == ["e2", "e1"]


def test_a_word_of_the_policys_own_is_asked_for_as_it_is_written() -> None:
    ledger = example().ledger.assign(action=["", "talk-to-manager", ""])
    assert questions(ledger, (), "en")["question"].tolist() == ["Carry out «talk-to-manager»?", "Waive this charge?"]
