"""Statements of months in a book: drafts with what they carry, closed months as they were posted."""

import pytest

from payroll.ledger.book import reading
from payroll.ledger.drafts import closings
from tests.book.shop import AUTUMN, FINE, THIRD, Shop, table_of
from tests.test_statements import Reader

FOLDER = "told"


def page(shop: Shop, employee: str, period: str = "2026-10", lang: str = "en") -> str:
    """Return what the page of an employee shows, on one line."""
    file = shop.folder / FOLDER / f"{employee}-{period}-{lang}.html"
    return " ".join(Reader(file.read_text(encoding="utf-8")).shown.split())


def tell(shop: Shop, period: str = "2026-10", *options: str, lang: str = "en") -> str:
    return shop.done("statements", period, "--out", FOLDER, "--format", "html", *options, lang=lang)


def files(shop: Shop) -> list[str]:
    return sorted(path.name for path in (shop.folder / FOLDER).iterdir())


def test_a_draft_is_told_with_its_amounts(drafted: Shop) -> None:
    said = tell(drafted)
    assert "2 statements in told (html)" in said
    # 2 × 43.50; 30.00 + 50.00 − 100.00
    assert "Adjustments in all −87.00" in page(drafted, "E01")
    assert "Adjustments in all +20.00" in page(drafted, "E02")
    assert "Draft: the month is not closed yet" in page(drafted, "E01")
    assert FINE in page(drafted, "E02")


def test_one_employee_is_one_file_in_each_format(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--employee", "E02", "--out", FOLDER, lang="zh")
    assert files(drafted) == ["E02-2026-10-zh.html", "E02-2026-10-zh.pdf"]


def test_statements_lie_beside_the_results_unless_said_otherwise(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--format", "html")
    assert (drafted.folder / "out" / "2026-10" / "statements" / "E01-2026-10-en.html").is_file()
    (drafted.folder / "payroll.toml").write_text('out = "results"\n', encoding="utf-8")
    drafted.done("statements", "2026-10", "--format", "html")
    assert (drafted.folder / "results" / "2026-10" / "statements" / "E01-2026-10-en.html").is_file()


def test_the_totals_are_those_of_the_run_also_with_what_the_month_carries(audited: Shop) -> None:
    # November carries the late complaint of E02 (−60.00) and the waiver of the first one (+30.00)
    audited.done("run", "2026-12", "--no-workbook")
    for period in ("2026-10", "2026-11", "2026-12"):
        tell(audited, period)
        for row in table_of(audited.folder / "out" / period / "adjustments.csv"):
            amount = row["total"].replace("-", "−")
            sign = "" if row["total"].startswith(("-", "0")) else "+"
            assert f"Adjustments in all {sign}{amount}" in page(audited, row["employee_id"], period)


def test_corrections_and_waivers_are_told_with_who_decided_and_why(audited: Shop) -> None:
    tell(audited, "2026-11", lang="zh")
    told = page(audited, "E02", "2026-11", lang="zh")
    assert "往月更正" in told
    assert "免除 +30.00" in told
    assert "顾客撤回" in told
    assert "王芳" in told


def test_a_closed_month_is_told_from_the_book_whatever_the_files_say_now(closed: Shop) -> None:
    tell(closed)
    before = page(closed, "E01")
    closed.write({**AUTUMN, **THIRD})
    said = tell(closed)
    assert "2026-10 is closed: the statements come from the book" in said
    assert page(closed, "E01") == before
    with reading(closed.book) as connection:
        day = closings(connection)["2026-10"].act.at[:10]
    assert f"Closed on {int(day[8:])} " in before


def test_a_closed_month_needs_no_files(closed: Shop) -> None:
    tell(closed, "2026-10", "--data", "nowhere", "--policies", "nowhere either")
    assert "Adjustments in all −87.00" in page(closed, "E01")


def test_what_later_months_correct_stands_in_their_statements(audited: Shop) -> None:
    tell(audited)
    assert "Adjustments in all +20.00" in page(audited, "E02")  # as it was posted


def test_files_that_say_something_else_than_the_draft_are_run_first(drafted: Shop) -> None:
    drafted.write({**AUTUMN, **THIRD})
    chinese, english = drafted.refused("statements", "2026-10", "--out", FOLDER)
    assert "payroll run 2026-10" in chinese
    assert "payroll run 2026-10" in english
    assert not (drafted.folder / FOLDER).exists()
    drafted.run("2026-10")
    tell(drafted)
    assert "Adjustments in all −652.50" in page(drafted, "E01")  # 3 × 217.50


def test_the_same_month_again_is_the_same_bytes(drafted: Shop) -> None:
    def written() -> dict[str, bytes]:
        drafted.done("statements", "2026-10", "--out", FOLDER, "--issued", "2026-11-05")
        return {path.name: path.read_bytes() for path in (drafted.folder / FOLDER).iterdir()}

    first = written()
    assert len(first) == 4
    assert written() == first


def test_who_is_no_more_in_the_month_has_no_statement_left(drafted: Shop) -> None:
    tell(drafted)
    drafted.run(
        "2026-10",
        {**AUTUMN, "employees": (AUTUMN["employees"][0],), "complaints": (), "incidents": ()} | {"additions": ()},
    )
    tell(drafted)
    assert files(drafted) == ["E01-2026-10-en.html"]


def test_without_a_book_it_says_what_is_lacking(new: Shop) -> None:
    if "://" in new.db:
        pytest.skip("a server's book is always named")
    said = tell(new)
    assert f"there is no book {new.db}" in said
    assert "Adjustments in all −87.00" in page(new, "E01")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--employee", "E1"), ("没有 E1 的明细", "no statement for E1", "E01")),
        (("--format", "docx"), ("html,pdf", "html,pdf")),
        (("--format", ""), ("html,pdf", "html,pdf")),
        (("--issued", "5.11.2026"), ("2026-11-05", "2026-11-05")),
        (("--issued", "9999-12-31"), ("9999-12-31", "9999-12-31", "1971 to 2099")),
        (("--out", "data/punches/statements"), ("要读取的文件", "files to be read")),
        (("--out", "policies/statements"), ("要读取的文件", "files to be read")),
        (("--accept", "NO-SUCH"), ("NO-SUCH", "NO-SUCH")),
    ],
)
def test_what_cannot_be_done_is_refused_in_both_languages(
    drafted: Shop, words: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    chinese, english = drafted.refused("statements", "2026-10", "--out", FOLDER, *words)
    assert expected[0] in chinese
    assert all(word in english for word in expected[1:])
    assert not (drafted.folder / FOLDER).exists()


def test_errors_stop_statements_as_they_stop_a_run(drafted: Shop) -> None:
    drafted.write({**AUTUMN, "incidents": ("N1,E02,2026-10-16,no-such-code",)})
    _, english = drafted.refused("statements", "2026-10", "--out", FOLDER)
    assert "INCIDENT-CODE" in english
    assert not (drafted.folder / FOLDER).exists()


def beside(shop: Shop) -> list[str]:
    return sorted(path.name for path in (shop.folder / "out" / "2026-10" / "statements").iterdir())


def test_a_run_that_comes_to_something_else_removes_the_statements_that_it_wrote(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--format", "html")
    drafted.done("statements", "2026-10", lang="zh")
    for kept in ("notes-2026-10.html", "E01-2026-09-en.html", "E01-2026-10-en.txt"):
        (drafted.folder / "out" / "2026-10" / "statements" / kept).write_text("mine", encoding="utf-8")
    drafted.write({**AUTUMN, **THIRD}, "data")
    said = drafted.done("run", "2026-10", "--no-workbook")
    assert "outdated statements removed: 4. Write them again with payroll statements 2026-10." in said
    assert beside(drafted) == ["E01-2026-09-en.html", "E01-2026-10-en.txt", "notes-2026-10.html"]


def test_a_run_that_comes_to_the_same_leaves_the_statements(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--format", "html")
    for options in ((), ("--no-record", "--out", "out/2026-10")):
        said = drafted.done("run", "2026-10", "--no-workbook", *options)
        assert "removed" not in said
        assert beside(drafted) == ["E01-2026-10-en.html", "E02-2026-10-en.html"]


def test_a_run_that_is_not_recorded_removes_outdated_statements_too(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--format", "html", "--employee", "E01")
    drafted.write({**AUTUMN, **THIRD}, "data")
    assert "已删除旧的明细 1 份" in drafted.done(
        "run", "2026-10", "--no-workbook", "--no-record", "--out", "out/2026-10", lang="zh"
    )
    assert beside(drafted) == []


def test_closing_leaves_statements_and_says_that_they_are_of_the_draft(drafted: Shop) -> None:
    drafted.done("statements", "2026-10", "--format", "html")
    said = drafted.done("close", "2026-10")
    assert "still marked as draft: 2. Write them again with payroll statements 2026-10." in said
    assert len(beside(drafted)) == 2


def test_closing_says_nothing_of_statements_where_there_are_none(drafted: Shop) -> None:
    assert "statements" not in drafted.done("close", "2026-10")
