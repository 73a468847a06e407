"""The life of a month in the book: draft, closing, receipt; and what is refused on the way."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from payroll.ledger.acts import Who, acts, append_act, last_line_of, now
from payroll.ledger.book import Book, open_book, reading, writing
from payroll.ledger.chain import ACT_TAG, NO_HASH, row_hash
from payroll.ledger.closing import close_month, receipt, totals
from payroll.ledger.drafts import closings, draft_of, drafted_periods, run_of, save_draft
from payroll.ledger.errors import BookError
from payroll.ledger.lines import Posted, read_lines
from payroll.ledger.manifest import canonical_json
from payroll.ledger.verify import verify
from tests.ledger.book_examples import (
    AT,
    NO_PROBLEMS,
    OUTPUTS,
    WANG,
    MemoryStore,
    amend,
    close,
    draft,
    fill,
    lines_of,
    manifest_of,
    past_the_guards,
    waive,
)


def count_of(book: Book, table: str) -> int:
    with past_the_guards(book) as bypass:
        return len(bypass.table(table))


def refusal(work: Callable[[], object]) -> BookError:
    with pytest.raises(BookError) as refused:
        work()
    assert refused.value.text.zh != refused.value.text.en
    return refused.value


def test_a_draft_is_the_current_run_of_its_month(book: Book, store: MemoryStore) -> None:
    manifest = draft(book, store, "2026-10")
    with reading(book) as connection:
        found = draft_of(connection, "2026-10")
        nothing = draft_of(connection, "2026-11")
        months = drafted_periods(connection)
    assert found is not None
    assert (found.run.manifest, found.run.outputs, found.run.problems) == (manifest, OUTPUTS, NO_PROBLEMS)
    assert (found.who, found.who_from, found.at) == ("王芳", "option", AT)
    assert nothing is None
    assert months == ["2026-10"]


def test_the_same_run_again_adds_nothing(book: Book, store: MemoryStore) -> None:
    manifest = manifest_of("2026-10", store)
    later = "2026-11-04T10:00:00+08:00"
    with writing(book) as connection:
        assert save_draft(connection, manifest, OUTPUTS, NO_PROBLEMS, WANG, AT) is True
    with writing(book) as connection:
        assert save_draft(connection, manifest, OUTPUTS, NO_PROBLEMS, Who("李雷", "login"), later) is False
        found = draft_of(connection, "2026-10")
    assert found is not None
    assert (found.who, found.at) == ("王芳", AT)
    assert (count_of(book, "run"), count_of(book, "draft")) == (1, 1)


def test_the_same_run_with_other_files_written_replaces_the_draft(book: Book, store: MemoryStore) -> None:
    manifest = draft(book, store, "2026-10")
    with writing(book) as connection:
        assert save_draft(connection, manifest, {"ledger.csv": "d" * 64}, NO_PROBLEMS, WANG, AT) is True
        found = draft_of(connection, "2026-10")
    assert found is not None
    assert found.run.outputs == {"ledger.csv": "d" * 64}
    assert verify(book, store) == []


def test_another_run_replaces_the_draft_and_the_run_that_nothing_refers_to(book: Book, store: MemoryStore) -> None:
    first = draft(book, store, "2026-10")
    second = draft(book, store, "2026-10", note="again")
    with reading(book) as connection:
        assert run_of(connection, first.run_id) is None
        found = draft_of(connection, "2026-10")
    assert found is not None
    assert found.run.manifest == second
    assert verify(book, store) == []


def test_a_closing_posts_the_lines_and_seals_them(book: Book, store: MemoryStore) -> None:
    manifest = draft(book, store, "2026-08")
    closing = close(book, "2026-08", lines_of("2026-08", (-2000, -4000)))
    with reading(book) as connection:
        lines = read_lines(connection)
        assert closings(connection) == {"2026-08": closing}
        assert draft_of(connection, "2026-08") is None
        assert run_of(connection, manifest.run_id) is not None
    act = closing.act
    assert (act.number, act.kind, act.period, act.subject) == (1, "closing", "2026-08", manifest.run_id)
    assert (act.who, act.who_from, act.at, act.why) == ("王芳", "option", AT, "月度结账")
    assert (act.last_line, act.line_head) == (2, lines["hash"].iloc[1])
    assert closing.seal == row_hash(
        ACT_TAG,
        NO_HASH,
        [
            *(1, "closing", "2026-08", manifest.run_id, "王芳", "option", AT, "月度结账"),
            *(canonical_json(dict(act.details)), 2, act.line_head),
        ],
    )


def test_the_receipt_tells_what_was_closed(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with reading(book) as connection:
        closing = closings(connection)["2026-09"]
        hashes = read_lines(connection)["hash"].tolist()
    policy = sha256(b"policy").hexdigest()
    assert receipt(closing) == {
        "period": "2026-09",
        "run": closing.act.subject,
        "tool_version": "1.0.0",
        "first_line": 7,
        "last_line": 11,
        "lines": 5,
        "head": hashes[10],
        "previous_head": hashes[5],
        "inputs": {"punches.csv": "a" * 64},
        "policies": {"store@2026-01-01": policy},
        "outputs": OUTPUTS,
        # -2000 - 2000 - 4000, and 2000 + 0 of waivers
        "totals": {"lines": 5, "amount": -6000, "by_rule": {"lateness": -8000, "waiver": 2000}, "currency": "CNY"},
        "carried": [2, 3],
        "accepted": ["PUNCH-UNREADABLE"],
        "problems": {"errors": 0, "warnings": 0, "accepted": {}},
        "drafted": {"who": "王芳", "who_from": "option", "at": AT},
        "closed": {"number": 4, "who": "王芳", "who_from": "option", "at": AT, "why": "月度结账"},
        "seal": closing.act.hash,
    }
    json.dumps(receipt(closing))


def test_a_month_without_lines_is_closed_too(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    closing = close(book, "2026-08", lines_of("2026-08", ()))
    assert (closing.act.details["first_line"], closing.act.details["last_line"]) == (1, 0)
    assert (closing.act.details["head"], closing.act.line_head) == (NO_HASH, NO_HASH)
    draft(book, store, "2026-09")
    close(book, "2026-09", lines_of("2026-09", (-2000,)))
    draft(book, store, "2026-10")
    close(book, "2026-10", lines_of("2026-10", ()))
    assert verify(book, store) == []


def test_totals_are_those_of_the_posted_lines_and_do_not_overflow() -> None:
    posted = Posted(3, 6, NO_HASH, {"lateness": 3 * 2**62, "waiver": -1})
    assert totals(posted, "CNY") == {
        "lines": 4,
        "amount": 3 * 2**62 - 1,
        "by_rule": {"lateness": 3 * 2**62, "waiver": -1},
        "currency": "CNY",
    }


def test_a_month_that_is_closed_in_parts_has_the_receipt_of_one_that_is_closed_at_once(
    book: Book, store: MemoryStore, tmp_path: Path
) -> None:
    frame = pd.concat([lines_of("2026-08", (-2000, -4000, -1)), lines_of("2026-08", (2000,), "waiver")])
    other = open_book(str(tmp_path / "other.db"), create=True)
    for each in (book, other):
        draft(each, store, "2026-08")
    at_once = close(other, "2026-08", frame)
    with writing(book) as connection:
        parts = (frame.iloc[:1], frame.iloc[1:1], frame.iloc[1:])
        in_parts = close_month(connection, "2026-08", parts, (), WANG, AT, "月度结账")
    assert receipt(in_parts) == receipt(at_once)
    assert in_parts.act.details["totals"]["by_rule"] == {"lateness": -6001, "waiver": 2000}
    assert verify(book, store) == []


def test_without_a_draft_nothing_is_closed(book: Book) -> None:
    said = refusal(lambda: close(book, "2026-08", lines_of("2026-08", ()))).text
    assert "`payroll run 2026-08` first" in said.en
    assert "没有草稿" in said.zh


def test_open_errors_stop_a_closing_and_accepted_ones_do_not(book: Book, store: MemoryStore) -> None:
    for count, accepted in ((1, {}), (0, {"PUNCH-UNREADABLE": 3})):
        problems = {"errors": count, "warnings": 2, "accepted": accepted}
        with writing(book) as connection:
            save_draft(connection, manifest_of("2026-08", store), OUTPUTS, problems, WANG, AT)
        if count:
            said = refusal(lambda: close(book, "2026-08", lines_of("2026-08", ()))).text
            assert "has 1 open error." in said.en
            assert "还有 1 个错误没有处理" in said.zh
    close(book, "2026-08", lines_of("2026-08", ()))


def test_an_earlier_month_with_a_draft_is_closed_first(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    draft(book, store, "2026-09")
    said = refusal(lambda: close(book, "2026-09", lines_of("2026-09", ()))).text
    assert "`payroll close 2026-08` first" in said.en
    close(book, "2026-08", lines_of("2026-08", ()))
    close(book, "2026-09", lines_of("2026-09", ()))


def test_a_later_draft_does_not_stop_a_closing(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    draft(book, store, "2026-09")
    close(book, "2026-08", lines_of("2026-08", ()))


def test_a_month_is_closed_once_and_not_run_again(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    close(book, "2026-08", lines_of("2026-08", (-2000,)))
    said = refusal(lambda: close(book, "2026-08", lines_of("2026-08", (-2000,)))).text
    assert said.en.startswith(f"2026-08 was closed already, by 王芳 at {AT}.")
    assert "`payroll amend 2026-08`" in said.en
    again = refusal(lambda: draft(book, store, "2026-08", note="again")).text
    assert "2026-08 is closed and cannot be run again" in again.en
    assert "不能重新运行" in again.zh
    assert count_of(book, "run") == 1


@pytest.mark.parametrize(("carried", "due"), [((), (2,)), ((2,), ()), ((2,), (2, 3))])
def test_a_draft_that_carries_other_acts_than_are_due_is_run_again(
    book: Book, store: MemoryStore, carried: tuple[int, ...], due: tuple[int, ...]
) -> None:
    draft(book, store, "2026-08")
    close(book, "2026-08", lines_of("2026-08", (-2000,)))
    waive(book, "2026-08", "2026-08/E01/lateness/2026-08-01#1")
    amend(book, store, "2026-08")
    draft(book, store, "2026-09", carried)
    said = refusal(lambda: close(book, "2026-09", lines_of("2026-09", ()), due)).text
    assert "Run `payroll run 2026-09` again" in said.en
    assert f"act {max({*carried} ^ {*due})}" in said.en


def test_the_order_in_which_acts_are_due_does_not_matter(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08", (3, 2))
    close(book, "2026-08", lines_of("2026-08", ()), (2, 3))


@pytest.mark.parametrize(("who", "why", "said"), [("", "x", "--by"), (" ", "x", "--by"), ("x", "", "--reason")])
def test_nobody_and_no_reason_are_refused(book: Book, store: MemoryStore, who: str, why: str, said: str) -> None:
    draft(book, store, "2026-08")

    def close_namelessly() -> None:
        with writing(book) as connection:
            close_month(connection, "2026-08", [lines_of("2026-08", (-1,))], (), Who(who, "option"), AT, why)

    error = refusal(close_namelessly)
    assert said in error.text.en
    assert said in error.text.zh
    assert count_of(book, "line") == 0


def test_lines_of_another_month_are_refused(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    right, wrong = lines_of("2026-08", (-1,)), lines_of("2026-09", (-1,))
    for lines in ([pd.concat([right, wrong])], [right, wrong]):
        with pytest.raises(ValueError, match="2026-08"), writing(book) as connection:
            close_month(connection, "2026-08", lines, (), WANG, AT, "月度结账")
        assert count_of(book, "line") == 0


@pytest.mark.parametrize("why", ["坏\udc80", "a\0b"])
def test_text_that_cannot_be_recorded_is_refused(book: Book, why: str) -> None:
    def append() -> None:
        with writing(book) as connection:
            append_act(connection, "waiver", "2026-08", "x", WANG, AT, why, {})

    assert "cannot be recorded" in refusal(append).text.en


@pytest.mark.parametrize("at", ["2026-11-03 09:12:44+08:00", "2026-11-03T09:12:44", "2026-11-03T09:12+08:00", "today"])
def test_a_moment_has_seconds_and_an_offset(book: Book, at: str) -> None:
    with pytest.raises(ValueError, match=at.replace("+", r"\+")), writing(book) as connection:
        append_act(connection, "waiver", "2026-08", "x", WANG, at, "x", {})


def test_now_is_a_moment(book: Book) -> None:
    with writing(book) as connection:
        assert append_act(connection, "waiver", "2026-08", "x", WANG, now(), "x", {}).number == 1


def test_acts_are_chained_and_read_in_order_by_kind(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with reading(book) as connection:
        found = acts(connection)
        some = acts(connection, ("waiver", "amendment"))
        assert last_line_of(connection) == (11, found[3].line_head)
    assert [(act.number, act.kind, act.last_line) for act in found] == [
        (1, "closing", 6),
        (2, "waiver", 6),
        (3, "amendment", 6),
        (4, "closing", 11),
    ]
    assert some == found[1:3]
    assert found[2].details == {"files": ["punches.csv"]}
