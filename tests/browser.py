"""A real browser for the tests of pages: Debian's Chromium, driven by Playwright; nothing leaves the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser. Tests that use it are marked ``browser``."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests need Chromium: install it (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, path: Path, *, dark: bool = False, width: int = 1200, height: int = 900, script: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """Open a file as a page; yields it with the requests to anywhere else, and checks that no script failed.

    The page's own security policy holds. Without ``script`` the browser runs none.
    """
    context = browser.new_context(
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": height},
        java_script_enabled=script,
    )
    page = context.new_page()
    requests: list[str] = []
    failures: list[str] = []
    own = path.resolve().as_uri()
    page.on("request", lambda request: _note(requests, request.url, own))
    page.on("pageerror", lambda error: failures.append(str(error)))
    try:
        page.goto(own)
        yield page, requests
        assert not failures, failures
    finally:
        context.close()


def _note(requests: list[str], url: str, own: str) -> None:
    if url.split("#", maxsplit=1)[0] != own and not url.startswith(("data:", "blob:")):
        requests.append(url)


def axe_violations(page: Page) -> list[str]:
    """Return what the accessibility checker finds: rule, and where."""
    results = Axe().run(page)
    return [
        f"{violation['id']}: {node['target']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
