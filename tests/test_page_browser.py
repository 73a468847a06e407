"""The page of a month in a real browser."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from payroll.language import LANGUAGES, Language
from payroll.reports.page import data as page_data
from payroll.reports.page.page import page_text
from payroll.reports.result import MonthReport
from tests.browser import axe_violations, chromium, opened
from tests.page_months import NASTY, month
from tests.report_example import example, without_rows

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def written(folder: Path, report: MonthReport, evidence: list[tuple[str, pd.DataFrame]] | None = None) -> Path:
    path = folder / "month.html"
    path.write_text(page_text(report, evidence or []), encoding="utf-8")
    return path


def open_tab(page: Page, table: str) -> None:
    page.click(f"#tab-{table}")


def search(page: Page, text: str) -> None:
    page.fill("#search", text)


def status(page: Page) -> str:
    return page.inner_text(".status")


def shown(page: Page, column: str) -> list[str]:
    """Return the cells of a column that are on the page."""
    return [text.strip() for text in page.locator(f".rows tbody .c-{column}").all_inner_texts()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_asked_of_anybody_and_everything_is_accessible(
    browser: Browser, tmp_path: Path, language: Language, dark: bool
) -> None:
    path = written(tmp_path, month(120, language))
    with opened(browser, path, dark=dark) as (page, requests):
        for tab in page.locator('[role="tab"]').all():
            tab.click()
            if page.locator(".fold").count():
                page.locator(".fold").first.click()
            assert axe_violations(page) == [], tab.inner_text()
        page.locator("figure summary").first.click()
        page.locator(".problem summary").first.click()
        page.locator(".bar").first.focus()
        assert axe_violations(page) == []
        assert requests == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_screen_is_not_scrolled_sideways(browser: Browser, tmp_path: Path, language: Language) -> None:
    with opened(browser, written(tmp_path, month(120, language)), width=390, height=844) as (page, _):
        open_tab(page, "ledger")
        page.locator(".fold").nth(2).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe_violations(page) == []


def test_where_columns_are_many_they_scroll_in_their_box_and_words_are_not_upright(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, written(tmp_path, month(120, "zh")), width=760) as (page, _):
        open_tab(page, "adjustments")
        assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.scroll'))")
        letter = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.rows')).fontSize)")
        for column in ("name", "store", "actions"):
            assert page.evaluate(f"document.querySelector('.rows td.c-{column}').clientWidth") >= 5 * letter
        heads = page.evaluate("[...document.querySelectorAll('.rows th button')].map(each => each.clientWidth)")
        assert min(heads) >= 4 * letter


def test_the_page_itself_refuses_every_request(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, example("en"))) as (page, _):
        tried = "fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')"
        assert page.evaluate(tried) == "refused"
        with page.expect_event("requestfailed") as failed:
            page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))")
        assert failed.value.failure == "csp"


def test_names_that_are_markup_run_nothing(browser: Browser, tmp_path: Path) -> None:
    report = month(3)
    nasty = report.ledger.assign(
        name=NASTY, store=[NASTY, "", ""], explanation_en=NASTY, evidence=NASTY, action="dismissal-review"
    )
    people = report.adjustments.assign(name=NASTY)
    path = written(tmp_path, dataclasses.replace(report, ledger=nasty, adjustments=people))
    with opened(browser, path) as (page, _):
        open_tab(page, "ledger")
        page.click("#unfold-all")
        page.locator(".bar").first.hover()
        assert shown(page, "name") == [NASTY] * 3
        page.locator(".rows .link").first.click()
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") is None
        assert page.locator("main img").count() == 0


def test_searching_finds_every_word_in_any_text_of_a_line(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        assert status(page) == "Rows: 120 · Amount: -5,140.00 CNY"
        search(page, "EVENT PUNCHES.CSV:112")
        assert status(page) == "Rows: 1 of 120 · Amount: -10.00 CNY"
        assert shown(page, "name") == ["Person 0030"]
        search(page, "2026-10-31")  # days 31, of lines 30, 61 and 92
        assert status(page) == "Rows: 3 of 120 · Amount: -183.00 CNY"
        search(page, "no such thing")
        assert status(page) == "Rows: 0 of 120"
        assert "No rows match the filters." in page.inner_text("#panel")


def test_filters_are_of_store_rule_and_kind_and_go_together(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        page.select_option('[data-filter="rule"]', "Lateness")
        assert status(page).startswith("Rows: 40 of 120")
        page.select_option('[data-filter="store"]', "Store 1")
        # lines 9, 21, 33 … 117: 9 + 21 + 33 + 45 + 57 + 69 + 81 + 93 + 5 + 17
        assert status(page) == "Rows: 10 of 120 · Amount: -430.00 CNY"
        assert set(shown(page, "store")) == {"Store 1"}
        assert page.inner_text("tfoot .c-amount") == "-430.00"
        page.click("text=Clear filters")
        page.select_option('[data-filter="kind"]', "Notice")
        assert status(page) == "Rows: 2 of 120 · Amount: 0.00 CNY"


def test_a_click_on_a_heading_sorts_then_turns_round_then_restores(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        heading = page.locator('[data-sort="amount"]')
        heading.click()
        assert shown(page, "amount")[:3] == ["-99.00", "-98.00", "-97.00"]
        assert page.get_attribute("th.c-amount", "aria-sort") == "ascending"
        heading.click()
        # lines 0 and 100 cost nothing, 1 and 101 cost 1: equal ones stay in the order of the ledger
        assert shown(page, "amount")[:4] == ["0.00", "0.00", "-1.00", "-1.00"]
        assert shown(page, "employee_id")[:4] == ["0000", "0020", "0001", "0021"]
        heading.click()
        assert shown(page, "employee_id")[:3] == ["0000", "0001", "0002"]
        assert page.get_attribute("th.c-amount", "aria-sort") == "none"


def test_chinese_names_are_sorted_by_their_sound(browser: Browser, tmp_path: Path) -> None:
    report = month(3, "zh")
    named = report.ledger.assign(name=["周夏至", "陈谷雨", "林小满"])
    with opened(browser, written(tmp_path, dataclasses.replace(report, ledger=named))) as (page, _):
        open_tab(page, "ledger")
        page.click('[data-sort="name"]')
        assert shown(page, "name") == ["陈谷雨", "林小满", "周夏至"]


def test_a_click_on_a_person_shows_that_persons_lines_in_every_table(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        page.click("text=Person 0005")
        assert status(page) == "Rows: 3 of 120 · Amount: -135.00 CNY"  # lines 5, 45 and 85
        open_tab(page, "attendance")
        assert status(page) == "Rows: 0 of 3"
        page.click(".person")
        assert status(page) == "Rows: 3"


def test_a_name_of_the_adjustments_leads_to_the_ledger(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, example("en"))) as (page, _):
        page.click("text=李芳 >> nth=1")
        assert page.get_attribute("#tab-ledger", "aria-selected") == "true"
        assert status(page) == "Rows: 2 of 3 · Amount: 1,234,567.89 CNY"


def test_a_line_unfolds_to_explanation_evidence_shift_policy_and_law(browser: Browser, tmp_path: Path) -> None:
    report = example("en")
    about = {"entry_id": "e1", "employee_id": "0007", "name": "王小明", "rule": "lateness", "kind": "discipline"}
    amounts = {"date": 0, "asked": 4000, "allowed": 3000, "cut": 1000, "status": "cut", "limit": "a fifth"}
    said = {"basis": "", "mark": "", "citation": "Article 16", "profile": "CN", "notes_zh": "", "notes_en": "Ask."}
    law = pd.DataFrame([about | amounts | said])
    rows = pd.DataFrame([["0007", "2026-10-08 08:42"]], index=[118], columns=["工号", "打卡时间"])
    path = written(tmp_path, dataclasses.replace(report, law=law), [("punches.csv", rows)])
    with opened(browser, path) as (page, _):
        open_tab(page, "ledger")
        page.locator(".fold").first.click()
        unfolded = page.inner_text(".details")
    for part in (
        "Late by 12 minutes.",
        "08:30–17:30 · arrival 08:42 · departure – · Late, no departure punch",
        "Cut · Discipline · allowed 30.00, cut 10.00 · a fifth · Article 16 · CN · Ask.",
        "punches.csv:118",
        "打卡时间 2026-10-08 08:42",
        "office-service@2026-01-01#3f9a1c20",
        "7.1",
    ):
        assert part in unfolded


def test_a_line_carried_for_another_month_does_not_show_rows_of_this_one(browser: Browser, tmp_path: Path) -> None:
    report = example("en")
    lines = report.ledger.assign(evidence=["punches.csv:118; act:2", "punches.csv:118", ""])
    rows = pd.DataFrame([["a row of this month"]], index=[118], columns=["note"])
    path = written(tmp_path, dataclasses.replace(report, ledger=lines), [("punches.csv", rows)])
    with opened(browser, path) as (page, _):
        open_tab(page, "ledger")
        page.click("#unfold-all")
        carried, own = (page.locator(".details").nth(number).inner_text() for number in (0, 1))
    assert "act:2" in carried
    assert "a row of this month" not in carried
    assert "a row of this month" in own


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.id"))


def test_everything_can_be_done_with_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        page.keyboard.press("Tab")
        assert page.inner_text(":focus") == "Skip to the tables"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page) == "tab-adjustments"
        page.keyboard.press("ArrowRight")
        assert focused(page) == "tab-ledger"
        page.keyboard.press("Tab")
        assert focused(page) == "search"
        page.keyboard.type("lateness")
        assert status(page).startswith("Rows: 40 of 120")
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        for _ in range(20):  # past the filters, the buttons and the headings
            page.keyboard.press("Tab")
            if focused(page).startswith("Unfold"):
                break
        assert focused(page) == "Unfold Person 0000 1"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.get_attribute(":focus", "aria-expanded") == "true"
        assert "event 1 of the month" in page.inner_text(".details")
        page.keyboard.press("Escape")
        assert page.locator(".details").count() == 0
        assert focused(page) == "Unfold Person 0001 2"


def test_arrows_go_on_over_the_end_of_a_page_of_rows(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        page.locator(".fold").first.focus()
        for key, at in (("End", 50), ("ArrowDown", 51), ("PageDown", 101), ("PageDown", 120), ("ArrowDown", 120)):
            page.keyboard.press(key)
            assert focused(page).endswith(f" {at}"), key
        assert page.inner_text(".pages span") == "Page 3 of 3"
        for key, at in (("Home", 101), ("ArrowUp", 100), ("PageUp", 50)):
            page.keyboard.press(key)
            assert focused(page).endswith(f" {at}"), key


def test_pages_of_rows_are_turned_by_buttons_that_keep_the_focus(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        open_tab(page, "ledger")
        page.click("text=Next page")
        assert page.inner_text(":focus") == "Next page"
        assert page.get_attribute(".rows tbody tr >> nth=0", "aria-rowindex") == "52"  # the head is row 1
        assert page.get_attribute(".rows", "aria-rowcount") == "121"
        page.keyboard.press("Enter")
        assert page.inner_text(".pages span") == "Page 3 of 3"
        assert len(shown(page, "amount")) == 20


def test_a_bar_tells_its_figures_when_it_is_pointed_at_or_focused(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        page.locator(".bar").first.hover()
        assert page.inner_text("#tip") == "Lateness: 1,740.00, 39 lines"
        page.locator(".bar").nth(1).focus()
        assert page.inner_text("#tip") == "Incident: 1,720.00, 40 lines"
        page.keyboard.press("Escape")
        assert not page.is_visible("#tip")


def test_a_bar_leads_to_the_lines_that_it_stands_for(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120))) as (page, _):
        page.locator(".bar").first.focus()
        page.keyboard.press("Enter")
        assert status(page) == "Rows: 39 of 120 · Amount: -1,740.00 CNY"
        assert page.input_value('[data-filter="rule"]') == "Lateness"


def test_fifty_thousand_lines_are_quick(browser: Browser, tmp_path: Path) -> None:
    path = written(tmp_path, month(50_000))
    with opened(browser, path) as (page, _):
        open_tab(page, "ledger")
        assert status(page).startswith("Rows: 50,000 ")
        assert page.get_attribute(".rows", "aria-rowcount") == "50001"
        assert page.locator(".rows tbody tr").count() == 50
        begun = time.monotonic()
        search(page, "event punches.csv:50001")
        assert status(page) == "Rows: 1 of 50,000 · Amount: -99.00 CNY"
        search(page, "")
        page.click('[data-sort="amount"]')
        page.select_option('[data-filter="store"]', "Store 3")
        assert status(page).startswith("Rows: 12,500 of 50,000")
        assert time.monotonic() - begun < 5  # of a busy machine; benchmarks/page_bench.py measures


def test_what_the_page_does_not_carry_is_said_above_the_rows(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_data, "MOST_SHIFTS", 2)
    with opened(browser, written(tmp_path, example("en"))) as (page, _):
        assert not page.is_visible("#panel .notice")
        open_tab(page, "attendance")
        assert "lists the 2 that are not OK" in page.inner_text("#panel .notice")
        assert "lists the 2 that are not OK" in printed(page, tmp_path)


def printed(page: Page, folder: Path) -> str:
    page.pdf(path=folder / "month.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(folder / "month.pdf")
    return "\n".join(each.get_textpage().get_text_bounded() for each in document)


def test_on_paper_stand_all_rows_that_are_found(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(120)), dark=True) as (page, _):
        open_tab(page, "ledger")
        page.select_option('[data-filter="store"]', "Store 1")
        page.locator(".fold").first.click()
        text = printed(page, tmp_path)
        assert len(re.findall(r"Person 00\d\d", text)) == 30
        assert "Store: Store 1" in text
        assert "event 1 of the month" in text
        assert "Clear filters" not in text
        assert text.count("Employee ID") >= 2  # the heading stands on each sheet again
        page.select_option('[data-filter="store"]', "")
        assert len(re.findall(r"Person 00\d\d", printed(page, tmp_path))) == 120
        assert page.locator(".rows tbody .fold").count() == 50


def test_paper_ends_after_a_thousand_rows_and_says_so(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, month(1_001))) as (page, _):
        open_tab(page, "ledger")
        text = printed(page, tmp_path)
        assert len(re.findall(r"Person 00\d\d", text)) == 1_000
        assert "Only the first 1,000 of 1,001 rows are printed" in text


def test_without_scripts_the_head_still_tells_the_month(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, example("en")), script=False) as (page, _):
        text = page.inner_text("body")
        for said in ("1,234,527.89", "Review: dismissal", "TIME-IMPOSSIBLE", "Deductions by rule", "The tables need"):
            assert said in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_with_nothing_in_it_says_so(browser: Browser, tmp_path: Path, language: Language) -> None:
    with opened(browser, written(tmp_path, without_rows(example(language)))) as (page, _):
        for tab in page.locator('[role="tab"]').all():
            tab.click()
            assert axe_violations(page) == []
        assert page.locator(".charts .fine").count() == 1
        assert (
            page.inner_text("#panel .scroll .fine")
            == {"zh": "没有读取任何文件。", "en": "No files were read."}[language]
        )
