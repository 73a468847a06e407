"""What the page of a month holds: numbers, decisions, problems, charts, tables."""

import base64
import dataclasses
import json
import re
import zlib
from html import unescape
from typing import Any

import pandas as pd
import pytest

from payroll.language import Text
from payroll.period import NO_DAY
from payroll.problems import Problem, ProblemKind
from payroll.reports.page import data as page_data
from payroll.reports.page.charts import MOST_BARS, charts
from payroll.reports.page.data import page_tables
from payroll.reports.page.overview import counts, decisions, money, notices, problem_groups, sums
from payroll.reports.page.page import page_text
from payroll.reports.result import MonthReport
from tests.page_months import NASTY, month, with_lines
from tests.report_example import FIRST, TIME_IMPOSSIBLE, example, without_rows


def data_of(page: str) -> Any:
    """Return the data that a page carries."""
    kind, text = re.findall(r'<script type="([^"]+)" id="data">(.*?)</script>', page, re.DOTALL)[0]
    return json.loads(zlib.decompress(base64.b64decode(text)) if kind == "text/plain" else text)


def column(table: Any, name: str) -> list[Any]:
    """Return the cells of a column of the page's data."""
    found = next(each for each in table["columns"] if each["name"] == name)
    return [found["texts"][at] for at in found["at"]] if "at" in found else found["values"]


def table_of(report: MonthReport, name: str) -> Any:
    return next(table for table in page_tables(report) if table["name"] == name)


def shown(table: Any) -> list[str]:
    return [each["name"] for each in table["columns"] if each.get("shown")]


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        (0, 2, "0.00"),
        (-1, 2, "-0.01"),
        (-99, 2, "-0.99"),
        (-100, 2, "-1.00"),
        (99_999, 2, "999.99"),
        (100_000, 2, "1,000.00"),
        (-165_235, 2, "-1,652.35"),
        (1_234_567, 0, "1,234,567"),
        (-7, 0, "-7"),
        (-1234, 3, "-1.234"),
    ],
)
def test_amounts_are_written_with_commas_between_thousands(amount: int, places: int, text: str) -> None:
    assert money(amount, places) == text


def test_the_head_counts_people_shifts_and_lines() -> None:
    assert [(number.label, number.value) for number in counts(example("en"))] == [
        ("Employees", "2"),
        ("Shifts", "3"),
        ("Ledger lines", "3"),
    ]


def test_the_head_adds_up_each_kind_of_line_and_all_of_them() -> None:
    assert [(number.label, number.value) for number in sums(example("zh"))] == [
        ("扣款", "-40.00"),
        ("增发", "1,234,567.89"),
        ("合计（CNY）", "1,234,527.89"),
    ]


def test_reliefs_and_corrections_have_a_number_only_where_there_are_any() -> None:
    lines = with_lines(3).assign(kind=["charge", "relief", "correction"], amount=[-500, 300, 100])
    report = dataclasses.replace(example("en"), ledger=lines)
    assert [(number.label, number.value) for number in sums(report)] == [
        ("Deductions", "-5.00"),
        ("Additions", "0.00"),
        ("Reliefs", "3.00"),
        ("Corrections", "1.00"),
        ("Total (CNY)", "-1.00"),
    ]


def test_what_waits_for_a_person_is_told_with_who_when_and_why() -> None:
    [waiting] = decisions(example("en"))
    assert (waiting.employee_id, waiting.name, waiting.date, waiting.rule) == (
        "0008",
        "李芳",
        "2026-10-09",
        "Complaint",
    )
    assert (waiting.action, waiting.explanation) == ("Review: dismissal", "The 3rd complaint.")


def test_problems_are_grouped_by_kind_errors_first() -> None:
    warning = ProblemKind("A-WARNING", "warning", Text("提醒 {value}", "note {value}"), Text("无", "nothing"))
    problems = [
        Problem(warning, "a.csv", row=2, value="x"),
        Problem(TIME_IMPOSSIBLE, "punches.csv", row=118, value="25:10"),
        Problem(warning, "a.csv", row=7, value="y"),
    ]
    first, second = problem_groups(problems, "en")
    assert (first.code, first.count, first.message) == ("TIME-IMPOSSIBLE", 1, "time «25:10» does not exist.")
    assert (second.code, second.count, second.message) == ("A-WARNING", 2, "note x")
    assert second.places == (("a.csv:2", "note x"), ("a.csv:7", "note y"))


def test_shifts_that_nobody_can_judge_are_told_above() -> None:
    report = example("en")
    unclear = dataclasses.replace(report, attendance=report.attendance.assign(verdict=["ok", "unclear", "unclear"]))
    assert any(note.startswith("Shifts that could not be judged and cost nothing: 2.") for note in notices(unclear))
    assert not any("judged" in note for note in notices(report))


def test_a_month_under_a_law_says_what_the_law_came_to() -> None:
    law = pd.DataFrame({"profile": ["CN", "CN"], "status": ["cut", "allowed"], "cut": [1250, 0]})
    report = dataclasses.replace(example("en"), law=law, profile_checked=True)
    assert notices(report) == [
        "Check against the law: No limit found 1, Cut 1; 12.50 cut in all. This is not legal advice."
    ]


def test_deductions_are_charted_by_rule_the_largest_first() -> None:
    chart = charts(month(120))[0]
    assert chart.title == "Deductions by rule"
    # n % 3 == 0: 3 + 6 + … + 99 = 1683 and 2 + 5 + … + 17 = 57; line 0 costs nothing and is a notice
    assert [(bar.label, bar.value, bar.note) for bar in chart.bars] == [
        ("Lateness", "1,740.00", "39 lines"),
        ("Incident", "1,720.00", "40 lines"),
        ("Complaint", "1,680.00", "39 lines"),
    ]
    assert [round(bar.share) for bar in chart.bars] == [100, 99, 97]


def test_the_smallest_of_many_stores_are_one_bar_that_chooses_none() -> None:
    lines = with_lines(40).assign(
        store=[f"Store {n:02d}" for n in range(40)], amount=[-(n + 1) * 100 for n in range(40)]
    )
    by_store = charts(dataclasses.replace(example("en"), ledger=lines.assign(kind="charge")))[1]
    assert len(by_store.bars) == MOST_BARS + 1
    assert (by_store.bars[0].label, by_store.bars[0].value) == ("Store 39", "40.00")
    # the 28 stores from 1 to 28: 28 × 29 / 2
    assert (by_store.bars[-1].label, by_store.bars[-1].value) == ("28 others", "406.00")
    assert (by_store.bars[-1].choice, by_store.bars[-1].share) == ("", 0)
    assert by_store.bars[-2].choice == "Store 28"


def test_one_store_alone_has_no_chart() -> None:
    assert [chart.name for chart in charts(example("en"))] == ["rule", "weekday", "arrival"]


def test_weekdays_begin_with_monday() -> None:
    # 2026-10-08 was a Thursday; the only charge of the example
    chart = next(chart for chart in charts(example("en")) if chart.name == "weekday")
    assert [(bar.label, bar.value) for bar in chart.bars][3] == ("Thu", "40.00")
    assert {bar.value for bar in chart.bars if bar.label != "Thu"} == {"0.00"}


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [
        ([522], ["08:40–08:44"]),
        ([540, 619], ["09:00–09:04", "10:15–10:19"]),  # 16 bars of 5 minutes
        ([540, 620], ["09:00–09:09", "10:20–10:29"]),  # 17 of them would be too many
        ([0, 1439], ["00:00–01:59", "22:00–23:59"]),
    ],
)
def test_arrivals_are_charted_in_as_few_minutes_as_give_sixteen_bars(minutes: list[int], labels: list[str]) -> None:
    report = example("en")
    late = report.attendance.iloc[[0] * len(minutes)].assign(arrival=[FIRST * 1440 + minute for minute in minutes])
    chart = charts(dataclasses.replace(report, attendance=late))[-1]
    assert [bar.label for bar in chart.bars if bar.share] == labels
    assert {bar.note for bar in chart.bars if bar.share} == {"12 min"}


def test_a_month_without_anything_has_no_chart() -> None:
    assert charts(without_rows(example("en"))) == []


def test_the_tables_hold_every_row_in_the_language_of_the_page() -> None:
    ledger = table_of(example("zh"), "ledger")
    assert (ledger["title"], ledger["rows"]) == ("台账", 3)
    assert column(ledger, "rule") == ["迟到", "投诉", "奖金提成"]
    assert column(ledger, "amount") == [-4000, 0, 123456789]
    assert column(ledger, "occurrence") == [1, 3, None]
    assert column(ledger, "explanation_zh") == ["迟到 12 分钟。", "第 3 次投诉。", "提成。"]
    assert column(table_of(example("en"), "attendance"), "arrival")[2] is None
    assert NO_DAY not in column(table_of(example("en"), "attendance"), "departure")


def test_columns_that_say_nothing_are_only_unfolded() -> None:
    assert shown(table_of(example("en"), "adjustments")) == [
        *("employee_id", "name", "store", "total", "base_wage", "lateness", "additions"),
        *("late_count", "swap_count", "actions"),
    ]
    law = pd.DataFrame({"entry_id": ["e1"], "status": ["not-checked"]})
    assert "law" not in shown(table_of(dataclasses.replace(example("en"), law=_law(law)), "ledger"))
    checked = law.assign(status="cut")
    assert "law" in shown(table_of(dataclasses.replace(example("en"), law=_law(checked)), "ledger"))


def _law(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the law's table with the columns that the test does not ask for."""
    texts = (
        "employee_id",
        "name",
        "rule",
        "kind",
        "limit",
        "basis",
        "mark",
        "citation",
        "profile",
        "notes_zh",
        "notes_en",
    )
    return rows.assign(date=FIRST, asked=0, allowed=0, cut=0, **dict.fromkeys(texts, ""))


def test_of_very_many_lines_the_first_are_carried_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_data, "MOST_LINES", 2)
    ledger = table_of(example("en"), "ledger")
    assert (ledger["rows"], ledger["cut"]) == (
        2,
        "The ledger has 3 lines; this page holds the first 2. All are in ledger.csv.",
    )
    monkeypatch.setattr(page_data, "MOST_LINES", 3)
    assert table_of(example("en"), "ledger")["cut"] == ""


@pytest.mark.parametrize(
    ("most", "rows", "said"),
    [
        (3, 3, ""),
        (2, 2, "The month has 3 shifts; this page lists the 2 that are not OK. All are in attendance.csv."),
        (1, 0, "The month has 3 shifts, too many for this page. All are in attendance.csv."),
    ],
)
def test_of_very_many_shifts_those_out_of_order_are_carried(
    monkeypatch: pytest.MonkeyPatch, most: int, rows: int, said: str
) -> None:
    monkeypatch.setattr(page_data, "MOST_SHIFTS", most)
    attendance = table_of(example("en"), "attendance")
    assert (attendance["rows"], attendance["cut"]) == (rows, said)


def test_a_page_says_in_its_markup_what_matters_most() -> None:
    text = unescape(re.sub(r"<script.*?</script>|<style.*?</style>", "", page_text(example("en")), flags=re.DOTALL))
    for said in ("October 2026", "1,234,527.89", "Review: dismissal", "The 3rd complaint.", "TIME-IMPOSSIBLE"):
        assert said in text
    assert "What to do: Correct the cell." in text
    assert "the deductions have not been checked against any law" in text


def test_a_name_without_a_row_is_not_in_the_page() -> None:
    report = example("en")
    nobody = dataclasses.replace(
        without_rows(report), attendance=report.attendance.assign(name=report.attendance["name"].astype("category"))[:0]
    )
    assert "王小明" not in page_text(nobody)


def test_the_same_month_gives_the_same_page() -> None:
    assert page_text(month(300, "zh")) == page_text(month(300, "zh"))


def test_the_page_asks_for_nothing_and_its_policy_forbids_to() -> None:
    page = page_text(example("zh"))
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert unescape(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    outside = re.sub(r"<style>.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
    assert set(re.findall(r'(?:src|href)="([^"]*)"', outside)) == {"data:,", "#tables"}
    assert not re.findall(r"url\((?!data:)", page)
    assert "@import" not in page


def test_names_that_are_markup_stay_names() -> None:
    report = month(2)
    lines = report.ledger.assign(name=NASTY, store=NASTY, explanation_en=NASTY, action="dismissal-review")
    page = page_text(dataclasses.replace(report, ledger=lines))
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert column(data_of(page)["tables"][1], "name") == [NASTY, NASTY]


def test_the_data_of_a_large_month_are_compressed_and_complete() -> None:
    small, large = page_text(month(100)), page_text(month(12_000))
    assert 'type="application/json"' in small
    assert 'type="text/plain"' in large
    assert column(data_of(large)["tables"][1], "explanation_en")[11_999] == "event 11999 of the month"


def test_bytes_of_an_old_encoding_in_a_file_name_do_not_stop_the_page() -> None:
    report = dataclasses.replace(
        example("en"), problems=[Problem(TIME_IMPOSSIBLE, "caf\udce9.csv", row=1, value="25:10")]
    )
    assert "caf?.csv:1" in page_text(report)


def test_the_page_carries_the_chinese_characters_that_occur_as_a_font() -> None:
    assert "font/otf" in page_text(example("en"))
    ascii_only = dataclasses.replace(
        without_rows(example("en")), policies=(("office@2026-01-01#3f9a1c20", Text("客服", "Office")),)
    )
    assert "font/otf" not in page_text(ascii_only)


def test_rows_of_evidence_are_carried_under_the_headings_of_their_file() -> None:
    rows = pd.DataFrame([["0007", "08:42"]], index=[118], columns=["工号", "打卡时间"])
    [source] = data_of(page_text(example("en"), [("punches.csv", rows)]))["evidence"]
    assert (source["place"], source["rows"]) == ("punches.csv", [118])
    assert [(each["heading"], each["texts"]) for each in source["columns"]] == [
        ("工号", ["0007"]),
        ("打卡时间", ["08:42"]),
    ]
