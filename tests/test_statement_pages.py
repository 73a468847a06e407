"""Statements in a real browser: no request, nothing that the accessibility checker finds, and one page of paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from payroll.language import LANGUAGES, Language
from payroll.reports.statements.page import html_page
from tests.browser import axe_violations, chromium, opened
from tests.statement_month import told

pytestmark = pytest.mark.browser
FORTY_LATENESSES, MARKUP, RARE, BOUNDED, NOTHING = "0001", "0002", "0003", "0005", "0006"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def page_of(folder: Path, employee: str, language: Language) -> Path:
    path = folder / f"{employee}-{language}.html"
    path.write_text(html_page(told(language)[employee]), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("employee", [FORTY_LATENESSES, MARKUP, RARE, BOUNDED, NOTHING])
@pytest.mark.parametrize(("dark", "width"), [(False, 1200), (True, 1200), (False, 360)])
def test_a_page_is_accessible_and_asks_for_nothing(
    browser: Browser, tmp_path: Path, employee: str, language: Language, *, dark: bool, width: int
) -> None:
    with opened(browser, page_of(tmp_path, employee, language), dark=dark, width=width) as (page, requests):
        assert requests == []
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_markup_in_a_name_is_text(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(tmp_path, MARKUP, "zh")) as (page, _):
        assert page.locator("dd").first.inner_text() == dict(told("zh")[MARKUP].facts)["姓名"]
        assert page.locator("script").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_comes_from_the_font_in_the_page(browser: Browser, tmp_path: Path, language: Language) -> None:
    with opened(browser, page_of(tmp_path, RARE, language)) as (page, _):
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        body = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]
        used = {
            (font["familyName"], font["isCustomFont"])
            for node in body
            for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        }
        assert used == {("Noto Sans CJK SC", True)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("employee", [RARE, NOTHING])
def test_a_normal_month_is_printed_on_one_page_of_a4(
    browser: Browser, tmp_path: Path, employee: str, language: Language
) -> None:
    with opened(browser, page_of(tmp_path, employee, language)) as (page, _):
        paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper) == 1
    assert [round(length / 72 * 25.4) for length in paper[0].get_size()] == [210, 297]
