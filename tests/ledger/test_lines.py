"""Posting and reading lines."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payroll.ledger import lines as lines_module
from payroll.ledger.book import Book, open_book, reading, writing
from payroll.ledger.chain import LINE_TAG, NO_HASH, row_hash
from payroll.ledger.errors import BookError
from payroll.ledger.lines import LINE_FIELDS, Posted, post_lines, read_lines
from payroll.ledger.schema import LINE
from payroll.ledger.verify import verify
from tests.ledger.book_examples import MemoryStore, lines_of
from tests.postgres import empty_database

ODD = "逗号,引号\"'换行\r\n制表\t反斜杠\\. \\N 🙂 "
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def post(book: Book, *frames: pd.DataFrame) -> Posted:
    with writing(book) as connection:
        return post_lines(connection, frames)


def read(book: Book) -> pd.DataFrame:
    with reading(book) as connection:
        return read_lines(connection)


def plainly_hashed(frame: pd.DataFrame, first: int = 1, previous: str = NO_HASH) -> list[str]:
    """Return the hashes worked out row by row."""
    hashes = []
    for number, row in enumerate(frame.itertuples(index=False), first):
        previous = row_hash(LINE_TAG, previous, [number, *row])
        hashes.append(previous)
    return hashes


def test_lines_are_read_as_they_were_posted(book: Book) -> None:
    frame = lines_of("2026-10", (-2000, 0, 3000)).assign(explanation_zh=["", ODD, "同上"], name=["", "李雷", ODD])
    post(book, frame)
    found = read(book)
    assert found["sequence"].tolist() == [1, 2, 3]
    pd.testing.assert_frame_equal(found[list(LINE_FIELDS[1:])], frame)
    assert found["hash"].tolist() == plainly_hashed(frame)


def test_a_second_posting_continues_the_sequence_and_the_chain(book: Book) -> None:
    one, other = lines_of("2026-09", (-2000, -4000)), lines_of("2026-10", (-9000,))
    first, second = post(book, one), post(book, other)
    hashes = plainly_hashed(pd.concat([one, other]))
    assert first == Posted(1, 2, hashes[1], {"lateness": -6000})
    assert second == Posted(3, 3, hashes[2], {"lateness": -9000})


def test_posting_no_lines_leaves_the_chain_where_it_was(book: Book) -> None:
    assert post(book, lines_of("2026-09", ())) == Posted(1, 0, NO_HASH, {})
    posted = post(book, lines_of("2026-10", (-2000,)))
    assert post(book, lines_of("2026-11", ())) == Posted(2, 1, posted.head, {})
    assert post(book) == Posted(2, 1, posted.head, {})


def test_lines_are_posted_in_several_batches_as_in_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lines_of("2026-10", range(-7, 0))
    monkeypatch.setattr(lines_module, "BATCH", 3)
    post(book, frame)
    assert read(book)["hash"].tolist() == plainly_hashed(frame)


@pytest.mark.parametrize("cuts", [(), (3,), (0, 1, 1, 6, 7)])
def test_the_cuts_of_the_frames_do_not_matter_to_the_chain(
    book: Book, monkeypatch: pytest.MonkeyPatch, cuts: tuple[int, ...]
) -> None:
    frame = pd.concat([lines_of("2026-10", range(-7, 0)), lines_of("2026-10", (500,), "waiver")], ignore_index=True)
    monkeypatch.setattr(lines_module, "BATCH", 2)
    edges = (0, *cuts, 8)
    posted = post(book, *(frame.iloc[one:other] for one, other in itertools.pairwise(edges)))
    hashes = plainly_hashed(frame)
    assert posted == Posted(1, 8, hashes[-1], {"lateness": -28, "waiver": 500})  # 7 + 6 + 5 + 4 + 3 + 2 + 1
    assert read(book)["hash"].tolist() == hashes


def test_amounts_of_a_rule_may_come_to_more_than_64_bits(book: Book) -> None:
    assert post(book, lines_of("2026-10", (2**62, 2**62, 2**62, -1))).amounts == {"lateness": 3 * 2**62 - 1}


def test_frames_that_end_with_an_error_leave_no_line(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lines_of("2026-10", range(-7, 0))
    monkeypatch.setattr(lines_module, "BATCH", 2)

    def broken() -> Iterator[pd.DataFrame]:
        yield frame.iloc[:5]
        raise LookupError("part 2 is gone")

    with pytest.raises(LookupError, match="part 2 is gone"), writing(book) as connection:
        post_lines(connection, broken())
    assert read(book).empty
    assert post(book, frame).first == 1


@pytest.mark.postgres
def test_sqlite_and_postgresql_give_the_same_hashes(tmp_path: Path, postgres_url: str) -> None:
    frame = lines_of("2026-10", (-2000, 0, 3000)).assign(explanation_zh=["", ODD, "同上"])
    with empty_database(postgres_url) as url:
        books = [open_book(each, create=True) for each in (str(tmp_path / "payroll.db"), url)]
        heads = [post(book, frame).head for book in books]
        assert heads[0] == heads[1] == plainly_hashed(frame)[-1]
        pd.testing.assert_frame_equal(read(books[0]), read(books[1]))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=4), amount=st.integers(-(2**63), 2**63 - 1))
def test_any_text_and_amount_is_read_as_posted_and_verifies(book: Book, texts: list[str], amount: int) -> None:
    with reading(book) as connection:
        before = len(read_lines(connection))
    frame = lines_of(f"{1970 + before:04d}-10", [amount] * len(texts)).assign(explanation_zh=texts, store=texts[::-1])
    post(book, frame.astype({"explanation_zh": "str", "store": "str"}))
    found = read(book).tail(len(texts))
    assert found["explanation_zh"].tolist() == texts
    assert found["amount"].tolist() == [amount] * len(texts)
    wrong = {(finding.kind, finding.name) for finding in verify(book, MemoryStore())}
    assert wrong == {("line", "1")}  # lines that no closing covers, and nothing else


@pytest.mark.parametrize("kind", ["category", "object", "string[python]"])
def test_columns_of_other_text_types_are_posted_as_their_text(book: Book, kind: str) -> None:
    frame = lines_of("2026-10", (-2000, -4000))
    post(book, frame.astype({"rule": kind, "name": kind}))
    assert read(book)["hash"].tolist() == plainly_hashed(frame)


def test_lines_are_chosen_by_conditions_and_stay_in_order(book: Book) -> None:
    post(book, pd.concat([lines_of("2026-10", (-1, -2)), lines_of("2026-09", (-3,))]))
    with reading(book) as connection:
        found = read_lines(connection, LINE.c.period == "2026-10", LINE.c.amount < -1)
        nothing = read_lines(connection, LINE.c.period == "2025-01")
    assert found["amount"].tolist() == [-2]
    assert nothing.empty
    assert nothing.dtypes.equals(found.dtypes)


def test_an_entry_id_is_posted_once(book: Book) -> None:
    post(book, lines_of("2026-10", (-2000,)))
    with pytest.raises(BookError) as refused:
        post(book, lines_of("2026-10", (-2000, -4000)))
    assert "one of the entry ids is posted already" in refused.value.text.en
    assert "记录编号已经入过账" in refused.value.text.zh
    assert len(read(book)) == 1


@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_an_entry_id_that_is_too_long_for_postgresql_is_told_as_that(book: Book) -> None:
    digits = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(128))  # nothing compresses them
    with pytest.raises(BookError, match="an id is too long for its index"):
        post(book, lines_of("2026-10", (-2000,)).assign(entry_id=f"2026-10/E01/incident/{digits}"))
    assert read(book).empty


def test_one_bad_line_among_several_batches_leaves_none(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lines_of("2026-10", range(-7, 0))
    monkeypatch.setattr(lines_module, "BATCH", 3)
    twice = frame.assign(entry_id=[*frame["entry_id"][:5], frame["entry_id"][0], "last"])
    with pytest.raises(BookError, match="posted already"):
        post(book, twice.astype({"entry_id": "str"}))
    assert read(book).empty
    assert post(book, frame).first == 1


def test_text_that_one_database_cannot_hold_is_refused_by_both(book: Book) -> None:
    with pytest.raises(BookError, match="cannot be recorded"):
        post(book, lines_of("2026-10", (-2000,)).assign(name="李\0雷"))


def wrong_frames() -> Iterator[pd.DataFrame]:
    frame = lines_of("2026-10", (-2000, -4000))
    yield frame.drop(columns="rule")
    yield frame[list(reversed(frame.columns))]
    yield frame.assign(name=pd.Series(["李雷", None], dtype="str"))


@pytest.mark.parametrize("frame", list(wrong_frames()))
def test_other_columns_and_empty_cells_are_refused(book: Book, frame: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="column"):
        post(book, frame)
    assert read(book).empty
