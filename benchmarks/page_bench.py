"""Measures the page of a month with fifty thousand lines, written and in Chromium: `make bench-page`."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.bench import WORK, month
from benchmarks.month_maker import PERIOD
from payroll.reports.page.page import write_page
from payroll.run import begin, finish, report, shown_evidence
from tests.browser import chromium, opened

EMPLOYEES = 21_000
"""They give 50,000 lines."""
_MEASURE = """() => {
  const took = {};
  const time = (name, act) => {
    const begun = performance.now();
    act();
    document.body.offsetHeight;  // the browser lays the rows out
    took[name] = Math.round(performance.now() - begun);
  };
  const click = (selector) => document.querySelector(selector).click();
  const search = (text) => {
    const field = document.getElementById("search");
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };
  const choose = (number) => {
    const field = document.querySelector('[data-filter="rule"]');
    field.selectedIndex = number;
    field.dispatchEvent(new Event("change"));
  };
  time("open the ledger", () => click("#tab-ledger"));
  time("search a word", () => search("08:41"));
  time("search two words", () => search("08:41 E000"));
  time("search nothing", () => search(""));
  for (const name of ["amount", "name", "date"]) {
    time(`sort by ${name}`, () => click(`[data-sort="${name}"]`));
    time(`sort by ${name} again`, () => click(`[data-sort="${name}"]`));
  }
  time("filter by rule", () => choose(2));
  time("unfold a line", () => click(".fold"));
  time("one person", () => click(".rows .link"));
  return took;
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=EMPLOYEES)
    folder = month(parser.parse_args().employees, "csv")
    computed = finish(begin(PERIOD, folder / "data", folder / "policies"))
    written = report(computed, "en")
    begun = time.perf_counter()
    evidence = shown_evidence(computed, written)
    path = WORK / "month.html"
    write_page(path, written, evidence)
    seconds = time.perf_counter() - begun
    size = path.stat().st_size / 1e6
    print(f"{len(written.ledger):,} lines: page written in {seconds:.2f} s, {size:.1f} MB")
    show(path)


def show(path: Path) -> None:
    """Open the page and print how long it takes to be seen, and what each act takes."""
    with chromium() as browser, opened(browser, path) as (page, _):
        page.wait_for_selector(".rows tbody tr")
        seen = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        drawn = page.evaluate("performance.now()")
        print(f"in Chromium: first seen after {seen:.0f} ms, tables ready before {drawn:.0f} ms")
        page.wait_for_timeout(3_000)  # what a search needs is made ready while the reader looks
        print("milliseconds: " + json.dumps(page.evaluate(_MEASURE)).strip("{}").replace('"', ""))


if __name__ == "__main__":
    main()
