"""Statements for employees: what they say, worked out by hand; whom they do not name; the files that are written."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payroll import local_forms
from payroll.bookkeeping.issuing import occasion_of
from payroll.language import LANGUAGES, Language, Text
from payroll.period import NO_DAY, day_number
from payroll.policy.objection_rule import ObjectionRule
from payroll.reports.folder import OutputError
from payroll.reports.statements import formats
from payroll.reports.statements.build import statements
from payroll.reports.statements.discretion import Colleagues, Discretion
from payroll.reports.statements.files import write_statements
from payroll.reports.statements.names import earlier_files, file_names
from payroll.reports.statements.page import html_page
from payroll.reports.statements.pdf import pdf_document
from payroll.reports.statements.rows import SwapRow
from payroll.reports.statements.statement import Group, Line, Section, Shift, Statement, Sum
from payroll.reports.statements.words import objection_section, swap_section
from payroll.run import begin, finish, report
from tests.oracle.random_month import write_month as write_random_month
from tests.statement_month import ISSUED, LONG_NAME, MARKUP_NAME, MARKUP_NOTE, RARE_NAME, october, told

TUESDAY = day_number(date(2026, 10, 6))


def minute(day: int, hour: int, minutes: int) -> int:
    return day * 1440 + hour * 60 + minutes


# What it says ----------------------------------------------------------------------------------------


def section(statement: Statement, title: str) -> Section:
    (found,) = (each for each in statement.sections if each.title == title)
    return found


def group(statement: Statement, title: str) -> Group:
    (found,) = (each for each in statement.groups if each.title == title)
    return found


def test_the_head_tells_who_which_month_and_under_which_rules() -> None:
    statement = told()["0005"]
    assert (statement.title, statement.month) == ("Statement of pay adjustments", "October 2026")
    assert statement.facts == (
        ("Name", "陈一"),
        ("Employee ID", "0005"),
        ("Store", "北店"),
        ("Pay period", "1 October 2026 to 31 October 2026"),
        ("Rules", "Test rules"),
        ("Base wage", "3,000.00 CNY"),
        ("Given out on", "5 November 2026"),
    )


def test_what_is_empty_is_not_told() -> None:
    assert "Store" not in dict(told()["0003"].facts)


def test_forty_latenesses_cost_two_times_one_and_thirty_eight_times_five_per_cent() -> None:
    # 2 × 50.00 + 38 × 250.00 = 9600.00 of a wage of 5000.00
    statement = told()["0001"]
    assert statement.sums == (Sum("Lateness", "−9,600.00", "40 times"),)
    assert statement.total == Sum("Adjustments in all", "−9,600.00")
    assert statement.pay == Sum("Base wage with adjustments", "−4,600.00", "before tax and insurance")
    assert group(statement, "Deductions").sum == "−9,600.00"
    assert [line.amount for line in group(statement, "Deductions").lines] == ["−50.00"] * 2 + ["−250.00"] * 38
    assert len(statement.shifts) == 40


def test_a_line_tells_date_rule_clause_amount_arithmetic_law_check_and_number() -> None:
    assert group(told()["0001"], "Deductions").lines[0] == Line(
        date="Thu 1 Oct",
        what="Lateness · clause 7.1",
        amount="−50.00",
        why="2026-10-01 shift 08:30–12:00, first punch 08:45, 15 min late; no. 1 this month, at 1%: "
        "5000.00 × 1% = 50.00 (clause 7.1)",
        proposal="",
        small="Law check: not checked against any law · entry 2026-10/0001/lateness/2026-10-01.1",
    )
    assert group(told("zh")["0001"], "扣款").lines[0] == Line(
        date="10月1日 周四",
        what="迟到 · 条款 7.1",
        amount="−50.00",
        why="2026-10-01 班次 08:30–12:00，首次打卡 08:45，迟到 15 分钟；本月第 1 次，按 1%："
        "5000.00 × 1% = 50.00（条款 7.1）",
        proposal="",
        small="法律检查：没有对照任何法律 · 编号 2026-10/0001/lateness/2026-10-01.1",
    )


def test_what_costs_nothing_stands_apart_without_a_sum() -> None:
    recorded = group(told()["0003"], "On record only, no amount")
    assert (recorded.sum, [line.what for line in recorded.lines]) == ("", ["Early departure"])
    assert recorded.lines[0].amount == "–"


def test_a_proposal_is_told_as_one() -> None:
    (line,) = (line for line in group(told()["0003"], "Deductions").lines if line.proposal)
    assert line.proposal == "Proposed: «Review: dismissal». The rules propose it; a person decides, and nobody has yet."
    (line,) = (line for line in group(told("zh")["0003"], "扣款").lines if line.proposal)
    assert line.proposal == "提议：“待审议：是否辞退”。这是按制度提出的，尚未决定，由人决定。"


def test_what_the_bound_gives_back_is_told_at_the_charge_and_as_a_line() -> None:
    # a fine of 1000.00, of which 20 % of 3000.00 = 600.00 may be taken
    statement = told()["0005"]
    assert statement.sums == (Sum("Incidents", "−1,000.00"), Sum("Deduction cap", "+400.00"))
    assert statement.total.amount == "−600.00"
    (fine,) = group(statement, "Deductions").lines
    assert fine.small.startswith("Law check: of 1,000.00, 600.00 may be taken and 400.00 is given back")
    assert group(statement, "Given back").sum == "+400.00"


def test_what_else_the_law_says_is_told_once_and_pointed_to() -> None:
    law = section(told()["0005"], "Law check")
    (fine,) = group(told()["0005"], "Deductions").lines
    assert law.sentences[0].startswith("Checked against CN@")
    assert law.sentences[0].endswith("The check is not legal advice.")
    assert "(see note 1)" in fine.small
    assert [remark.partition(":")[0] for remark in law.remarks] == ["Note 1"]


def test_without_a_profile_it_says_that_nothing_was_checked() -> None:
    assert section(told()["0001"], "Law check").sentences == ("The deductions were not checked against any law.",)


def test_a_month_without_anything_says_so() -> None:
    statement = told()["0006"]
    assert (statement.groups, statement.sums, statement.shifts) == ((), (), ())
    assert statement.total.amount == "0.00"
    assert statement.about_lines == "No deductions this month, and no other entries."
    assert statement.about_shifts == "No shifts this month."
    assert [each.title for each in statement.sections] == ["Swaps", "If you do not agree"]


def test_each_shift_stands_with_its_punches_and_its_verdict_in_plain_words() -> None:
    assert told()["0003"].shifts == (
        Shift("Tue 6 Oct", "08:30–17:30", "08:30–17:18", "Left early by 12 min", is_plain=False),
        Shift("Wed 7 Oct", "08:30–17:30", "08:20–none", "No departure punch", is_plain=False),
    )
    assert told("zh")["0007"].shifts == (
        Shift("10月20日 周二", "08:30–17:30", "08:40–17:30", "迟到 10 分钟（换班 W2）", is_plain=False),
    )


def test_a_shift_over_midnight_marks_the_next_day() -> None:
    assert told("zh")["0002"].shifts[0] == Shift(
        "10月6日 周二", "22:00–次日06:30", "21:55–次日06:35", "正常", is_plain=True
    )


def test_a_draft_and_a_closed_month_say_what_they_are() -> None:
    assert told()["0001"].state == "Draft: the month is not closed yet"
    closed = next(statements(report(october(), "en"), occasion_of(october(), ISSUED), ["0001"]))
    assert closed.state == "Closed on 5 November 2026"


@pytest.mark.parametrize(
    ("swaps", "sentence"),
    [
        (SwapRow(1, 0, 2, 1), "1 counted this month; 2 allowed, 1 left."),
        (SwapRow(2, 1, 3, 0), "2 counted this month, 1 waiting for approval; 3 allowed, 0 left."),
        (SwapRow(3, 0, -1, -1), "3 counted this month; no limit."),
    ],
)
def test_swaps_are_told_as_used_and_left(swaps: SwapRow, sentence: str) -> None:
    assert swap_section(swaps, "en").sentences == (sentence,)


# How to object ---------------------------------------------------------------------------------------

END_OF_OCTOBER = day_number(date(2026, 10, 31))


def objection(rule: ObjectionRule | None, issued: int | None = None, language: Language = "en") -> str:
    return " ".join(objection_section(rule, END_OF_OCTOBER, issued, language).sentences)


def test_without_a_rule_it_names_hr_and_invents_no_deadline() -> None:
    said = objection(None, ISSUED)
    assert said.startswith("Tell the HR department the number of the entry and your reason")
    assert "The rules set no time limit." in said
    assert "HR records it as an appeal and a person decides" in said
    assert "payroll" not in said
    assert "2026" not in said


def test_seven_days_from_5_november_end_on_12_november() -> None:
    assert (
        "Until and including 12 November 2026 (clause 9.2)." in section(told()["0001"], "If you do not agree").sentences
    )
    assert "最晚 2026年11月12日，当日仍可提出（条款 9.2）。" in section(told("zh")["0001"], "有异议怎么办").sentences


def test_days_from_an_unknown_issue_are_told_without_a_date() -> None:
    said = objection(ObjectionRule(days=7))
    assert "within 7 days, counted from the day after you receive this" in said
    assert "2026" not in said


def test_days_from_the_end_of_the_period_need_no_issue() -> None:
    assert "Until and including 7 November 2026." in objection(ObjectionRule(days=7, counted_from="period-end"))


def test_to_whom_and_how_is_what_the_policy_says() -> None:
    rule = ObjectionRule(to=Text("店长", "the store manager"), how=Text("书面", "in writing"))
    assert objection(rule).startswith("Tell the store manager the number")
    assert "How: in writing." in objection(rule)
    assert objection(rule, language="zh").startswith("请把记录编号和理由告诉店长")


# Dates, times and amounts ----------------------------------------------------------------------------


def test_amounts_are_grouped_and_below_zero_have_a_minus_sign() -> None:
    assert local_forms.unsigned(123_456_789, 2, "zh") == "1,234,567.89"
    assert local_forms.signed(-5_000, 2, "en") == "−50.00"
    assert local_forms.signed(5_000, 2, "en") == "+50.00"
    assert local_forms.signed(0, 2, "en") == "0.00"
    assert local_forms.signed(-5_000, 0, "zh") == "−5,000"


def test_dates_are_those_of_the_language_and_name_another_year() -> None:
    assert local_forms.short_date(TUESDAY, 2026, "zh") == "10月6日 周二"
    assert local_forms.short_date(TUESDAY, 2026, "en") == "Tue 6 Oct"
    assert local_forms.short_date(TUESDAY, 2027, "zh") == "2026年10月6日"
    assert local_forms.long_date(TUESDAY, "en") == "6 October 2026"


def test_times_of_another_day_are_marked() -> None:
    evening, midnight = minute(TUESDAY, 18, 30), minute(TUESDAY + 1, 0, 0)
    assert formats.times(evening, midnight, TUESDAY, "en") == "18:30–24:00"
    assert formats.times(evening, midnight + 1, TUESDAY, "en") == "18:30–00:01 (+1)"
    assert formats.presence(minute(TUESDAY - 1, 23, 59), midnight, TUESDAY, "zh") == "前日23:59–次日00:00"


def test_missing_punches_are_told() -> None:
    at = minute(TUESDAY, 8, 30)
    assert formats.presence(NO_DAY, NO_DAY, TUESDAY, "zh") == "–"
    assert formats.presence(at, NO_DAY, TUESDAY, "zh") == "08:30–无"
    assert formats.presence(NO_DAY, at, TUESDAY, "en") == "none–08:30"


# No names of others ----------------------------------------------------------------------------------

PEOPLE = {"0001": "王芳", "0002": "李雷", "3": "Ann", "0050": "李雷雷", "E07": "May Lee"}
DISCREET = Discretion(Colleagues(PEOPLE, {"店长 赵"}, {"0001": frozenset({"0002"})}))


@pytest.mark.parametrize(
    ("said", "told_instead"),
    [
        ("与李雷一起", "与同事一起"),
        ("与李雷雷一起", "与同事一起"),
        ("本人王芳", "本人王芳"),
        ("（店长 赵 上报）", "（同事 上报）"),
        ("with Ann, and Anna", "with 同事, and Anna"),
        ("with May Lee.", "with 同事."),
        ("see E07: here", "see 同事: here"),
        ("E07-2 and xE07", "E07-2 and xE07"),
        ("3 次，扣 50.00，2026-10-09", "3 次，扣 50.00，2026-10-09"),
        ("补 0050 的班", "补 同事 的班"),
        ("0050.25 and 0050%", "0050.25 and 0050%"),
        ("换班 0002", "换班 0002"),
    ],
)
def test_names_and_ids_in_notes_are_those_of_a_colleague(said: str, told_instead: str) -> None:
    assert DISCREET.told_to("0001", Text(said, ""), holds_notes=True).zh == told_instead


def test_the_owner_of_a_swapped_shift_is_named_only_to_the_other_party() -> None:
    said = Text("班次（换班 W1，原为 0050 的班）", "shift (swap W1, was 0050's)")
    hidden = DISCREET.told_to("0001", said, holds_notes=False)
    assert hidden == Text("班次（换班 W1，原为 同事 的班）", "shift (swap W1, was a colleague's)")
    own = Text("班次（换班 W1，原为 0002 的班）", "shift (swap W1, was 0002's)")
    assert DISCREET.told_to("0001", own, holds_notes=False) == own


def test_what_the_program_writes_itself_is_left_as_it_is() -> None:
    said = Text("3 次，E07", "E07")
    assert DISCREET.told_to("0001", said, holds_notes=False) == said


def test_who_reported_an_incident_or_stands_in_a_note_is_not_named() -> None:
    assert "（同事 上报）" in group(told("zh")["0005"], "扣款").lines[0].why
    assert "与同事一起值班" in group(told("zh")["0004"], "增发").lines[0].why


def renamed(folder: Path) -> None:
    """Give everybody in a random month an id and a name that can be told from all else, and put names into notes."""
    tables = {path: read_table(path) for path in (folder / "data").glob("*.csv")}
    roster = [row["employee_id"] for row in tables[folder / "data" / "employees.csv"]]
    ids = {employee_id: f"Q{number:03}Z" for number, employee_id in enumerate(roster)}
    for path, rows in tables.items():
        for number, row in enumerate(rows):
            for name in {"employee_id", "requester_id", "counterpart_id"} & set(row):
                row[name] = ids.get(row[name], row[name])
            one, other = number * 7 % len(ids), number * 5 % len(ids)
            told = {"name": f"甲{row.get('employee_id', '')[1:4]}乙", "reported_by": f"甲{one:03}乙"}
            row |= {name: value for name, value in told.items() if row.get(name)}
            if path.stem == "additions" or "note" in row:
                row["note"] = f"代甲{one:03}乙（Q{other:03}Z）值班"
        write_table(path, rows)


def read_table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    if rows:
        text = io.StringIO()
        writer = csv.DictWriter(text, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8")


def said_of(statement: Statement) -> set[str]:
    """Return everybody whom a page names or numbers."""
    return set(re.findall(r"Q\d{3}Z|甲\d{3}乙", html_page(statement)))


@pytest.mark.parametrize("seed", range(100, 108))
def test_nobody_else_stands_in_a_statement_but_the_other_party_of_an_own_swap(seed: int, tmp_path: Path) -> None:
    period = write_random_month(tmp_path, seed)
    renamed(tmp_path)
    computed = finish(begin(period, tmp_path / "data", tmp_path / "policies"))
    occasion = occasion_of(computed)
    for language in LANGUAGES:
        for statement in statements(report(computed, language), occasion):
            own = statement.employee_id
            partners = occasion.colleagues.counterparts.get(own, frozenset())
            assert said_of(statement) <= {own, occasion.colleagues.names[own], *partners}


def test_the_ledger_itself_does_name_others(tmp_path: Path) -> None:
    # so that the test above can fail
    period = write_random_month(tmp_path, 100)
    renamed(tmp_path)
    lines = report(finish(begin(period, tmp_path / "data", tmp_path / "policies")), "zh").ledger
    named = [set(re.findall(r"甲\d{3}乙", text)) for text in lines["explanation_zh"]]
    own = lines["name"].tolist()
    assert any(names - {mine} for names, mine in zip(named, own, strict=True))


# Pages -----------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What a page shows, and the tags and references that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown, self.tags, self.references = "", set[str](), list[str]()
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.tags.add(tag)
        self.references += [str(value) for name, value in attrs if name in {"src", "href", "data", "action"}]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.shown += " "

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "title"}:
            self.shown += data


def shown(statement: Statement) -> str:
    return " ".join(Reader(html_page(statement)).shown.split())


def printed(statement: Statement) -> tuple[str, int]:
    """Return the text of a PDF without spaces and line ends, and how many pages it has."""
    document = pypdfium2.PdfDocument(pdf_document(statement))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(text.split()), len(document)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("employee", ["0001", "0002", "0003", "0005", "0006"])
def test_html_and_pdf_say_everything_that_a_statement_holds(employee: str, language: Language) -> None:
    statement = told(language)[employee]
    wanted = [*texts_of(statement)]
    page, (pdf, _) = shown(statement), printed(statement)
    assert [text for text in wanted if " ".join(text.split()) not in page] == []
    assert [text for text in wanted if "".join(text.split()) not in pdf] == []


def texts_of(value: Any) -> list[str]:
    """Return every text of a statement but what is not shown: the language, and empty texts."""
    if isinstance(value, str):
        return [value] if value and value not in LANGUAGES else []
    if isinstance(value, bool) or value is None:
        return []
    parts = value if isinstance(value, tuple) else [getattr(value, name) for name in value.__dataclass_fields__]
    return [text for part in parts for text in texts_of(part)]


def test_markup_in_names_and_notes_is_text() -> None:
    statement = told()["0002"]
    reader = Reader(html_page(statement))
    assert MARKUP_NAME in reader.shown
    assert MARKUP_NOTE in reader.shown
    assert "script" not in reader.tags
    pdf, _ = printed(statement)
    assert "".join(MARKUP_NAME.split()) in pdf
    assert "".join(MARKUP_NOTE.split()) in pdf


@pytest.mark.parametrize("odd", ["a\x00b", "\x07", "\u202eabc", "😀", "\ue000", "x" * 5000, "line\nline\r\n\tend"])
def test_odd_characters_stop_no_page(odd: str) -> None:
    statement = replace(told()["0006"], facts=(("Name", odd),))
    assert "Each amount, and why" in shown(statement)
    assert "Eachamount,andwhy" in printed(statement)[0]


def test_long_and_rare_names_are_whole() -> None:
    assert "".join(LONG_NAME.split()) in printed(told()["0001"])[0]
    assert RARE_NAME in printed(told()["0003"])[0]


def test_a_page_refers_to_nothing_outside_itself() -> None:
    page = html_page(told("zh")["0001"])
    assert Reader(page).references == []
    assert set(re.findall(r"url\((\w+):", page)) == {"data"}
    assert "@import" not in page


def test_a_normal_month_is_one_page_and_forty_latenesses_are_few() -> None:
    assert printed(told("zh")["0003"])[1] == 1
    assert 1 < printed(told("zh")["0001"])[1] <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_of_a_pdf_are_inside_and_it_names_no_person(language: Language) -> None:
    content = pdf_document(told(language)["0003"])
    document = pypdfium2.PdfDocument(content)
    assert b"NotoSansCJK" in content
    assert content.count(b"/FontFile") >= 2
    metadata = {name: value for name, value in document.get_metadata_dict().items() if value}
    assert set(metadata) == {"Title", "Creator"}
    assert metadata["Title"] == f"{told(language)['0003'].title} {told(language)['0003'].month}"


def test_the_same_statement_is_the_same_bytes() -> None:
    statement = told()["0001"]
    assert html_page(statement) == html_page(statement)
    assert pdf_document(statement) == pdf_document(told("en")["0001"])


# Files -----------------------------------------------------------------------------------------------


def test_names_begin_with_the_id_and_tell_month_and_language() -> None:
    assert file_names(["0203", "0204"], "2026-10", "zh") == {"0203": "0203-2026-10-zh", "0204": "0204-2026-10-zh"}


@pytest.mark.parametrize(
    ("employee_id", "name"),
    [
        ("a/b\\c", "a%2Fb%5Cc-2026-10-en"),
        ('<>:"|?*', "%3C%3E%3A%22%7C%3F%2A-2026-10-en"),
        ("100%", "100%25-2026-10-en"),
        ("../x", "%2E.%2Fx-2026-10-en"),
        ("CON", "CON-2026-10-en"),
        ("工号七", "工号七-2026-10-en"),
    ],
)
def test_names_are_safe_on_every_system(employee_id: str, name: str) -> None:
    assert file_names([employee_id], "2026-10", "en") == {employee_id: name}


def test_ids_that_differ_only_in_capitals_get_names_of_their_own() -> None:
    names = file_names(["A1", "a1", "b"], "2026-10", "en")
    assert names == {"A1": "A1-2026-10-en", "a1": "a1~2-2026-10-en", "b": "b-2026-10-en"}


@settings(derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(min_size=1, max_size=150), unique=True, max_size=8))
def test_names_are_unique_and_short_whatever_the_ids(ids: list[str]) -> None:
    names = file_names(ids, "2026-10", "zh").values()
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(not re.search(r'[<>:"/\\|?*\x00-\x1f]', name) for name in names)
    assert all(len(name.encode()) < 255 for name in names)


def some(count: int) -> list[Statement]:
    """Return ``count`` statements, each of another employee."""
    return [replace(told()["0006"], employee_id=f"{number:04}") for number in range(count)]


def write(folder: Path, found: list[Statement], **options: Any) -> list[str]:
    names = file_names([each.employee_id for each in found], "2026-10", "en")
    paths = write_statements(found, names, folder, **options)
    assert all(path.parent == folder and path.is_file() for path in paths)
    return sorted(path.name for path in folder.iterdir())


def test_each_format_is_written_once_for_everybody(tmp_path: Path) -> None:
    names = write(tmp_path, some(2))
    assert names == [f"000{n}-2026-10-en.{form}" for n in range(2) for form in ("html", "pdf")]


def test_many_are_drawn_by_two_processes_with_the_same_bytes(tmp_path: Path) -> None:
    found = some(101)
    assert len(write(tmp_path, found)) == 202
    for each in (found[0], found[50], found[100]):
        name = f"{each.employee_id}-2026-10-en"
        assert (tmp_path / f"{name}.html").read_bytes() == html_page(each).encode()
        assert (tmp_path / f"{name}.pdf").read_bytes() == pdf_document(each)


def ends(*_: object) -> None:
    """End the process as the system does that kills it."""
    os._exit(1)


def test_a_process_that_ends_is_told_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payroll.reports.statements.files.draw", ends)
    with pytest.raises(OutputError, match="a process that draws the pages ended"):
        write(tmp_path, some(51))
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_no_file(tmp_path: Path) -> None:
    assert write(tmp_path, []) == []


def test_what_is_not_written_again_goes(tmp_path: Path) -> None:
    write(tmp_path, some(3))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "0000-2026-10-zh.pdf").write_text("another language", encoding="utf-8")
    earlier = earlier_files(tmp_path, "2026-10", "en")
    assert len(earlier) == 6
    names = write(tmp_path, some(1), formats=("html",), earlier=earlier)
    assert names == ["0000-2026-10-en.html", "0000-2026-10-zh.pdf", "notes.txt"]


def test_a_statement_is_tagged_and_opens_without_an_error_of_the_reader() -> None:
    document = pdf_document(told()["0001"])
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(document))
    assert b"/Suspects" not in document


def test_a_line_without_an_amount_has_no_sentence_about_the_law_unless_a_person_is_to_review_it() -> None:
    for statement in told().values():
        for each in (line for found in statement.groups for line in found.lines if line.amount == "–"):
            assert "Law check" not in each.small or "to be reviewed by a person" in each.small
