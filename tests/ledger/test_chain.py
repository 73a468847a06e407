"""What is hashed, by examples that were put together by hand, and the two forms of it against each other."""

from hashlib import sha256

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.ledger.chain import (
    ACT_FIELDS,
    LINE_FIELDS,
    LINE_TAG,
    NO_HASH,
    chained,
    payload,
    payloads,
    row_hash,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ROWS = st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), TEXT, TEXT), min_size=1, max_size=20)


def test_a_field_is_its_length_in_bytes_a_colon_and_its_text() -> None:
    assert payload(["迟到", "", -2000, 0]) == "6:迟到0:5:-20001:0".encode()


def test_a_hash_is_over_the_tag_the_hash_before_and_the_payload() -> None:
    written = "payroll/line/1" + "0" * 64 + "1:1" + "3:E01"
    assert row_hash(LINE_TAG, NO_HASH, [1, "E01"]) == sha256(written.encode()).hexdigest()


def test_a_known_row_has_a_known_hash() -> None:
    # printf '%s%064d%s' payroll/line/1 0 '1:16:迟到' | sha256sum
    expected = "a6dc688f9827db726e898d3280d296408c3dce0f9f8ffc96e1abef830232fe45"
    assert row_hash(LINE_TAG, NO_HASH, [1, "迟到"]) == expected


def test_a_text_that_moves_from_one_field_to_the_next_changes_the_payload() -> None:
    assert payload(["ab", "c"]) != payload(["a", "bc"])


def test_the_fields_are_hashed_in_the_order_that_is_written_down() -> None:
    assert (
        *("sequence", "entry_id", "period", "employee_id", "name", "store", "date", "rule", "clause"),
        *("occurrence", "quantity", "amount", "currency", "action", "kind", "corrects", "policy", "evidence"),
        *("explanation_zh", "explanation_en"),
    ) == LINE_FIELDS
    assert (
        *("number", "kind", "period", "subject", "who", "who_from", "at", "why", "details", "last_line"),
        "line_head",
    ) == ACT_FIELDS


@given(ROWS)
def test_whole_columns_and_single_rows_are_hashed_alike(rows: list[tuple[int, str, str]]) -> None:
    numbers, ones, others = zip(*rows, strict=True)
    columns = [pa.array(numbers, pa.int64()), pa.array(ones, pa.string()), pa.array(others, pa.string())]
    hashes = chained(LINE_TAG, NO_HASH, payloads(columns))
    previous = NO_HASH
    for row, found in zip(rows, hashes, strict=True):
        previous = row_hash(LINE_TAG, previous, row)
        assert found == previous


@pytest.mark.parametrize("longest", [4095, 4096, 70_000])
def test_columns_that_say_the_same_in_each_row_and_long_texts_are_hashed_as_others(longest: int) -> None:
    rows = [(1, "同", "", "x" * longest), (2, "同", "", "短")]
    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    assert payloads(columns) == [payload(row) for row in rows]
    assert payloads(columns)[0] == f"1:13:同0:{longest}:{'x' * longest}".encode()


@given(ROWS, st.data())
def test_a_changed_row_changes_its_hash_and_all_that_follow(
    rows: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    number, one, other = rows[place]
    changed = [*rows[:place], (number, one + "x", other), *rows[place + 1 :]]
    before = chained(LINE_TAG, NO_HASH, map(payload, rows))
    after = chained(LINE_TAG, NO_HASH, map(payload, changed))
    assert [one == other for one, other in zip(before, after, strict=True)] == [at < place for at in range(len(rows))]
