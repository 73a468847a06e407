"""The site of the documents in a browser: it opens from a folder, finds what is asked for, and everybody can use it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe_violations, chromium
from tests.documents import ROOT

pytestmark = pytest.mark.browser

HALVES = {"en": ("", "mkdocs.yml"), "zh": ("zh/", "mkdocs.zh.yml")}
OF_THE_THEME = re.compile(r"aria-dialog-name: \['\.md-search'\]|landmark-unique: \['#__code_\d+ > \.md-code__nav'\]")
"""What the checker finds in every page made with the theme: names that its own dialog and buttons lack."""
PAGES = ("index.html", "policy.html", "howto-hr.html", "proof.html", "commands.html", "scale.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both halves as `make site` does, into another folder."""
    folder = tmp_path_factory.mktemp("site")
    surroundings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    for place, config in HALVES.values():
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(ROOT / config),
            "-d",
            str(folder / place),
        ]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def asked_for(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it asks for that is no file of the site; no script may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    elsewhere: list[str] = []
    failures: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else elsewhere.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page, elsewhere
    context.close()
    assert failures == []


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_page_is_complete_without_a_network_and_everybody_can_read_it(
    site: Path, asked_for: tuple[Page, list[str]], half: str, name: str, colours: str
) -> None:
    page, elsewhere = asked_for
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto((site / HALVES[half][0] / name).as_uri())
    page.wait_for_load_state("networkidle")
    assert elsewhere == []
    assert page.get_attribute("html", "lang") == half
    assert [found for found in axe_violations(page) if not OF_THE_THEME.fullmatch(found)] == []


@pytest.mark.parametrize(
    ("half", "words", "first"),
    [
        ("en", "waive", "Waivers and appeals 免除与申诉"),
        ("en", "ledger verify", "payroll ledger verify"),
        ("zh", "换班", "3 换班"),
        ("zh", "回执", "回执"),
        ("zh", "工资折算", "18 工资折算"),
        ("zh", "ledger verify", "payroll ledger verify"),
    ],
)
def test_the_search_finds_the_section_that_is_about_it(
    site: Path, asked_for: tuple[Page, list[str]], half: str, words: str, first: str
) -> None:
    page, elsewhere = asked_for
    page.goto((site / HALVES[half][0] / "index.html").as_uri())
    page.click("input.md-search__input")
    page.keyboard.insert_text(words)
    page.press("input.md-search__input", "End")
    page.wait_for_selector(".md-search-result__link h2")
    assert page.inner_text(".md-search-result__link h2") == first
    assert elsewhere == []


@pytest.mark.parametrize("half", HALVES)
def test_the_header_leads_to_the_same_page_in_the_other_language(
    site: Path, asked_for: tuple[Page, list[str]], half: str
) -> None:
    page, _ = asked_for
    other = "zh" if half == "en" else "en"
    page.goto((site / HALVES[half][0] / "rules.html").as_uri())
    page.click("a.other-half")
    page.wait_for_load_state()
    assert page.url == (site / HALVES[other][0] / "rules.html").as_uri()
    assert page.get_attribute("html", "lang") == other


def test_a_policy_that_a_page_links_to_is_shown_in_the_site(site: Path, asked_for: tuple[Page, list[str]]) -> None:
    page, _ = asked_for
    page.goto((site / "policy.html").as_uri())
    page.click("text=online-shop >> nth=-1")
    page.wait_for_load_state()
    assert "repository/policies/online-shop" in page.url
    assert "[complaints]" in page.inner_text("article")
