"""A month is closed batch by batch from its evidence: with the lines that it has at once, or not at all."""

import io
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

from payroll import recorded
from payroll.bookkeeping.months import Bookkeeper, close_draft
from payroll.ledger import frames
from payroll.ledger.acts import acts
from payroll.ledger.book import Book, reading, writing
from payroll.ledger.drafts import draft_of, save_draft
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.frames import frames_in, keep_frames
from payroll.ledger.lines import LINE_FIELDS, read_lines
from payroll.ledger.manifest import Manifest
from payroll.ledger.net import ledger_form, recorded_form
from payroll.ledger.verify import verify
from tests.ledger.book_examples import AT, NO_PROBLEMS, WANG, lines_of
from tests.ledger.conftest import book, url
from tests.postgres import postgres_url

__all__ = ["book", "postgres_url", "url"]

AMOUNTS = tuple(range(-2000, -2010, -1))


@pytest.fixture
def keeper(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bookkeeper:
    """Who closes months here, whose lines are kept in groups of four and read in batches of three."""
    monkeypatch.setattr(frames, "GROUP_ROWS", 4)
    monkeypatch.setattr(recorded, "BATCH", 3)
    return Bookkeeper(book, EvidenceStore(str(tmp_path / "evidence")), WANG)


def draft(keeper: Bookkeeper, lines: str) -> Manifest:
    """Save a draft of 2026-10 with the lines of an object of the evidence store."""
    people = keep_frames([pd.DataFrame({"employee_id": ["E01"]})], keeper.store)
    manifest = Manifest("2026-10", "1", "CNY", (), (), keeper.store.put(b"{}", "json"), (), (), lines, people)
    with writing(keeper.book) as connection:
        save_draft(connection, manifest, {}, NO_PROBLEMS, WANG, AT)
    return manifest


def posted(keeper: Bookkeeper) -> pd.DataFrame:
    with reading(keeper.book) as connection:
        return read_lines(connection)


def test_a_month_of_several_batches_is_posted_whole(keeper: Bookkeeper) -> None:
    lines = lines_of("2026-10", AMOUNTS)
    draft(keeper, keep_frames([ledger_form(lines)], keeper.store))
    closing = close_draft(keeper, "2026-10", "月度结账")
    pd.testing.assert_frame_equal(posted(keeper)[list(LINE_FIELDS[1:])], recorded_form(ledger_form(lines)))
    details = closing.act.details
    assert (details["first_line"], details["last_line"], details["lines"]) == (1, 10, 10)
    # -2000 - 2001 - … - 2009
    assert details["totals"] == {"lines": 10, "amount": -20045, "by_rule": {"lateness": -20045}, "currency": "CNY"}
    assert verify(keeper.book, keeper.store) == []


def test_a_month_without_lines_is_closed(keeper: Bookkeeper) -> None:
    draft(keeper, keep_frames([ledger_form(lines_of("2026-10", ()))], keeper.store))
    assert close_draft(keeper, "2026-10", "月度结账").act.details["lines"] == 0
    assert verify(keeper.book, keeper.store) == []


def assert_not_closed(keeper: Bookkeeper, said: str) -> None:
    with pytest.raises(EvidenceError, match=said):
        close_draft(keeper, "2026-10", "月度结账")
    assert posted(keeper).empty
    with reading(keeper.book) as connection:
        assert acts(connection) == []
        assert draft_of(connection, "2026-10") is not None


@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_lines_that_were_altered_anywhere_in_the_evidence_are_not_posted(keeper: Bookkeeper, place: float) -> None:
    kept = keep_frames([ledger_form(lines_of("2026-10", AMOUNTS))], keeper.store)
    draft(keeper, kept)
    file = Path(keeper.store.place, kept[:2], f"{kept}.parquet")
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)
    assert_not_closed(keeper, "was altered or cut short")


def test_a_month_whose_lines_cannot_be_read_to_the_end_is_not_posted_in_part(keeper: Bookkeeper) -> None:
    # An object that fits its name: the first four lines are sound, those of the second group are no Parquet.
    lines = ledger_form(lines_of("2026-10", AMOUNTS))
    content = bytearray(keeper.store.get(keep_frames([lines], keeper.store), "parquet"))
    second = parquet.ParquetFile(io.BytesIO(content)).metadata.row_group(1).column(0).data_page_offset
    content[second : second + 20] = bytes(20)
    broken = bytes(content)
    batches = frames_in(broken, 3)
    assert len(next(batches)) == 3
    with pytest.raises(ValueError, match=r"."):
        list(batches)
    draft(keeper, keeper.store.put(broken, "parquet"))
    assert_not_closed(keeper, "the record of the run was altered")
