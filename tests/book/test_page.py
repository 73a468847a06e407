"""The page of a month and the book, on both databases: it tells what the run wrote, or what was posted."""

import shutil

from tests.book.shop import AUTUMN, LATE_1, THIRD, Shop
from tests.test_page_data import column, data_of


def ledger_of(shop: Shop, place: str) -> dict[str, int]:
    """Return the amounts of a page's ledger in minor units, by entry."""
    page = (shop.folder / place).read_text(encoding="utf-8")
    ledger = next(table for table in data_of(page)["tables"] if table["name"] == "ledger")
    return dict(zip(column(ledger, "entry_id"), column(ledger, "amount"), strict=True))


def test_the_page_of_an_open_month_is_the_one_that_the_run_writes(november: Shop) -> None:
    november.done("waive", LATE_1, "--reason", "it rained")
    before = november.everything()
    november.done("page", "2026-11", "--out", "looked")
    assert november.everything() == before
    november.done("run", "2026-11", "--no-workbook", "--page")
    looked = (november.folder / "looked" / "month-2026-11.html").read_bytes()
    assert looked == (november.folder / "out" / "2026-11" / "month-2026-11.html").read_bytes()
    # 李雷 is late once in November; the waiver gives 43.50 of October back
    assert sorted(ledger_of(november, "looked/month-2026-11.html").values()) == [-4350, 4350]


def test_the_page_of_a_closed_month_is_what_was_posted_whatever_the_files_say_now(closed: Shop) -> None:
    closed.write(THIRD, "data")
    said = closed.done("page", "2026-10", "--out", "looked")
    assert "2026-10 was closed by " in said
    assert sum(ledger_of(closed, "looked/month-2026-10.html").values()) == -6700
    shutil.rmtree(closed.folder / "data")
    closed.done("page", "2026-10", "--out", "again")
    pages = [(closed.folder / name / "month-2026-10.html").read_bytes() for name in ("looked", "again")]
    assert pages[0] == pages[1]
    assert b"was closed by" in pages[0]


def test_a_closed_month_shows_the_corrections_that_it_carried(audited: Shop) -> None:
    audited.done("page", "2026-11", "--out", "looked")
    # the lateness of November, the waiver of 30.00 and the late complaint of 60.00
    assert sorted(ledger_of(audited, "looked/month-2026-11.html").values()) == [-6000, -4350, 3000]


def test_a_run_without_a_page_takes_the_old_one_away(drafted: Shop) -> None:
    page = drafted.folder / "out" / "2026-10" / "month-2026-10.html"
    drafted.done("run", "2026-10", "--no-workbook", "--page")
    assert page.exists()
    drafted.done("run", "2026-10", "--no-workbook")
    assert not page.exists()


def test_errors_stop_the_page_as_they_stop_a_run(drafted: Shop) -> None:
    drafted.write({"employees": AUTUMN["employees"], "punches": ("E01,2026-10-12 25:10",)}, "wrong")
    for said in drafted.refused("page", "2026-10", "--data", "wrong", "--out", "looked"):
        assert "punches.csv:2  TIME-IMPOSSIBLE" in said
    assert not (drafted.folder / "looked").exists()


def test_the_page_is_not_written_among_the_files_that_are_read(drafted: Shop) -> None:
    assert "holds files to be read" in drafted.refused("page", "2026-10", "--out", "data")[1]


def test_a_month_without_a_book_is_shown_by_itself(new: Shop) -> None:
    new.done("page", "2026-10", "--out", "looked", "--db", "none-yet.db")
    assert sum(ledger_of(new, "looked/month-2026-10.html").values()) == -6700
    assert not (new.folder / "none-yet.db").exists()
