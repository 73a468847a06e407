"""Verifying a book: sound as it was recorded, and what is found when it is not.

``test_manipulations`` draws manipulations at random; here are those that need words of their own.
"""

import json
import sqlite3
from contextlib import closing

import pytest

from payroll.ledger import verify_lines
from payroll.ledger.book import Book, reading
from payroll.ledger.chain import ACT_TAG, LINE_TAG, NO_HASH, RUN_TAG, row_hash
from payroll.ledger.closing import receipt
from payroll.ledger.drafts import closings
from payroll.ledger.verify import verify
from tests.ledger.book_examples import MemoryStore, close, draft, fill, lines_of, past_the_guards


def found(book: Book, store: MemoryStore, head: str | None = None) -> list[tuple[str, str]]:
    return [(finding.kind, finding.name) for finding in verify(book, store, head)]


def test_a_book_is_sound_as_it_was_recorded(book: Book, store: MemoryStore) -> None:
    assert verify(book, store) == []
    fill(book, store)
    assert verify(book, store) == []


@pytest.mark.parametrize("batch", [1, 4, 11, 12])
def test_the_first_bad_line_is_found_in_any_batch(
    book: Book, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    fill(book, store)
    monkeypatch.setattr(verify_lines, "BATCH", batch)
    assert verify(book, store) == []
    with past_the_guards(book) as bypass:
        bypass.do("UPDATE line SET amount = amount + 1 WHERE sequence IN (8, 10)")
    assert found(book, store) == [("line", "8")]


def test_a_bad_line_is_told_with_its_entry_id(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with past_the_guards(book) as bypass:
        bypass.do("UPDATE line SET amount = 0 WHERE sequence = 2")
    [finding] = verify(book, store)
    entry = "2026-08/E01/lateness/2026-08-02#1"
    assert finding.text.en == f"line 2 {entry}: is not as it was posted (its hash does not fit)."
    assert finding.text.zh == f"第 2 行 {entry}：内容与入账时不同（校验值不符）。"


def test_bad_lines_and_bad_acts_are_told_together(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with past_the_guards(book) as bypass:
        bypass.do("UPDATE line SET name = 'x' WHERE sequence = 9", "UPDATE act SET why = 'x' WHERE number = 2")
    assert found(book, store) == [("line", "9"), ("act", "2")]


def heads(book: Book) -> dict[str, str]:
    with reading(book) as connection:
        last = receipt(closings(connection)["2026-09"])
    return {"head": last["head"], "seal": last["seal"], "previous": last["previous_head"]}


@pytest.mark.parametrize("which", ["head", "seal", "previous"])
def test_the_hashes_of_a_receipt_are_in_the_book(book: Book, store: MemoryStore, which: str) -> None:
    fill(book, store)
    assert verify(book, store, heads(book)[which]) == []
    assert verify(book, store, f" {heads(book)[which].upper()}\n") == []


@pytest.mark.parametrize("which", ["head", "seal"])
def test_a_cut_tail_shows_only_against_a_head_that_was_kept(book: Book, store: MemoryStore, which: str) -> None:
    fill(book, store)
    kept = heads(book)[which]
    with past_the_guards(book) as bypass:
        run_id = bypass.table("act")[3][3]
        bypass.do(
            "DELETE FROM line WHERE sequence > 6",
            "DELETE FROM act WHERE number = 4",
            ("DELETE FROM run WHERE run_id = ?", [run_id]),
        )
    assert verify(book, store) == []
    [finding] = verify(book, store, kept)
    assert (finding.kind, finding.name) == ("head", kept)
    assert "its end was cut off" in finding.text.en
    assert "末尾被删去" in finding.text.zh


def test_a_hash_that_was_never_there_is_told_even_of_an_empty_book(book: Book, store: MemoryStore) -> None:
    assert found(book, store, "f" * 64) == [("head", "f" * 64)]


def forge_act(book: Book, number: int, column: str, value: object) -> None:
    """Change an act and chain all acts from it on anew, as somebody could who knows how."""
    with past_the_guards(book) as bypass:
        previous = NO_HASH
        for row in bypass.table("act"):
            values = list(row[:-1])
            if row[0] == number:
                columns = ("number", "kind", "period", "subject", "who", "who_from", "at", "why", "details")
                values[(*columns, "last_line", "line_head").index(column)] = value
            previous = row_hash(ACT_TAG, previous, values)
            bypass.do(
                (f"UPDATE act SET {column} = ? WHERE number = ?", (value, number)),  # noqa: S608
                ("UPDATE act SET hash = ? WHERE number = ?", (previous, row[0])),
            )


def details_of(book: Book, number: int) -> dict[str, object]:
    with past_the_guards(book) as bypass:
        details: dict[str, object] = json.loads(bypass.table("act")[number - 1][8])
        return details


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"first_line": 8}, "do not follow"),
        ({"last_line": 10}, "do not follow"),
        ({"run": "x"}, "do not follow"),
        ({"head": "x"}, "not those that were sealed"),
        ({"previous_head": "x"}, "not those that were sealed"),
        ({"lines": 4}, "number of its lines"),
        ({"totals": {"lines": 5, "amount": -6001, "by_rule": {"lateness": -8000, "waiver": 2000}}}, "totals"),
        ({"totals": {"lines": 5, "amount": -6000, "by_rule": {"lateness": -7999, "waiver": 1999}}}, "totals"),
        ({"totals": {}}, "holds a value"),
        ({"outputs": {"ledger.csv": "x"}}, "output files"),
    ],
)
def test_a_closing_that_was_forged_does_not_fit_its_lines(
    book: Book, store: MemoryStore, changed: dict[str, object], said: str
) -> None:
    fill(book, store)
    details = {**details_of(book, 4), **changed}
    forge_act(book, 4, "details", json.dumps(details))
    [finding] = verify(book, store)
    assert (finding.kind, finding.name) == ("act", "4")
    assert said in finding.text.en


@pytest.mark.parametrize("text", ["{", "[]", "1", ""])
def test_details_that_cannot_be_read_are_told(book: Book, store: MemoryStore, text: str) -> None:
    fill(book, store)
    forge_act(book, 3, "details", text)
    assert ("act", "3") in found(book, store)


@pytest.mark.parametrize("column", ["outputs", "problems", "manifest"])
def test_a_run_that_was_forged_and_cannot_be_read_is_told(book: Book, store: MemoryStore, column: str) -> None:
    manifest = draft(book, store, "2026-10")
    with past_the_guards(book) as bypass:
        row = dict(zip(("run_id", "period", "manifest", "outputs", "problems"), bypass.table("run")[0], strict=False))
        row[column] = "{"
        forged = row_hash(RUN_TAG, NO_HASH, list(row.values()))
        bypass.do((f"UPDATE run SET {column} = '{{', hash = ?", [forged]))  # noqa: S608
    assert ("run", manifest.run_id) in found(book, store)


def test_a_closing_forged_to_another_month_does_not_fit(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    forge_act(book, 4, "period", "2026-11")
    assert ("act", "4") in found(book, store)


def test_evidence_that_is_missing_or_altered_is_told_once(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    names = {suffix: name for name, suffix in store.objects}
    del store.objects[names["toml"], "toml"]
    store.objects[names["json"], "json"] = b"{ }"
    texts = {finding.name: finding.text for finding in verify(book, store)}
    assert set(texts) == {f"{names['toml']}.toml", f"{names['json']}.json"}
    assert texts[f"{names['toml']}.toml"].en.endswith("is missing.")
    assert texts[f"{names['json']}.json"].zh.endswith("内容被改动过。")


@pytest.mark.parametrize("index", ["line_entry_id", "line_period"])
def test_an_index_that_was_dropped_is_told(book: Book, store: MemoryStore, index: str) -> None:
    with past_the_guards(book) as bypass:
        bypass.connection.execute(f"DROP INDEX {index}")
    assert found(book, store) == [("schema", f"add_index {index}")]


def test_a_column_that_was_added_is_told_and_a_table_beside_the_book_is_not(book: Book, store: MemoryStore) -> None:
    with past_the_guards(book) as bypass:
        bypass.connection.execute("CREATE TABLE notes (id INTEGER)")
        assert found(book, store) == []
        bypass.connection.execute("ALTER TABLE line ADD COLUMN note TEXT")
    assert [kind for kind, _ in found(book, store)] == ["schema"]


def test_a_trigger_that_is_not_ours_is_told(book: Book, store: MemoryStore) -> None:
    with past_the_guards(book) as bypass:
        if book.dialect == "sqlite":
            bypass.connection.execute("CREATE TRIGGER odd AFTER INSERT ON run BEGIN DELETE FROM draft; END")
        else:
            bypass.connection.execute("CREATE RULE odd AS ON INSERT TO run DO INSTEAD NOTHING")
    assert found(book, store) == [("guard", "odd")]


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_a_right_that_was_granted_is_told(book: Book, store: MemoryStore, right: str) -> None:
    with past_the_guards(book) as bypass:
        bypass.connection.execute(f"GRANT {right} ON act TO PUBLIC")
    assert found(book, store) == [("guard", f"{right} act")]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "statement", "named"),
    [
        ("line", "UPDATE line SET name = CAST(name AS BLOB) WHERE sequence = 4", ("line", "4")),
        ("line", "UPDATE line SET name = CAST(x'e69d8eff' AS TEXT) WHERE sequence = 4", ("line", "4")),
        ("line", "UPDATE line SET entry_id = CAST(x'ff' AS TEXT) WHERE sequence = 4", ("line", "4")),
        ("line", "UPDATE line SET name = name || char(0) WHERE sequence = 4", ("line", "4")),
        ("line", "UPDATE line SET amount = 0.5 WHERE sequence = 4", ("line", "4")),
        ("line", "UPDATE line SET hash = CAST(hash AS BLOB) WHERE sequence = 4", ("line", "4")),
        ("act", "UPDATE act SET who = CAST(x'ff' AS TEXT) WHERE number = 2", ("act", "2")),
        ("act", "UPDATE act SET who = CAST(who AS BLOB) WHERE number = 2", ("act", "2")),
        ("draft", "UPDATE draft SET who = CAST(x'ff' AS TEXT)", ("draft", "2026-10")),
        ("draft", "UPDATE draft SET who = CAST(who AS BLOB)", ("draft", "2026-10")),
    ],
)
def test_values_that_only_sqlite_lets_in_are_told(
    book: Book, store: MemoryStore, table: str, statement: str, named: tuple[str, str]
) -> None:
    fill(book, store)
    with past_the_guards(book) as bypass:
        bypass.do(statement)
    assert [each for each in found(book, store) if each[0] == table] == [named]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_sqlite_finds_wrong_with_its_file_is_told(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with closing(sqlite3.connect(book.place)) as connection:  # an index that does not know of a line
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = sql || ' WHERE sequence <> 3' WHERE name = 'line_period'")
        connection.commit()
    [finding, *_] = verify(book, store)
    assert finding.kind in ("file", "schema")


def test_a_line_beyond_the_last_closing_is_told_even_if_it_is_chained(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    close(book, "2026-08", lines_of("2026-08", (-2000,)))
    with past_the_guards(book) as bypass:
        row = list(bypass.table("line")[0])
        row[:2] = [2, "2026-08/E01/addition/2026-08-31#1"]
        row[-1] = row_hash(LINE_TAG, row[-1], row[:-1])
        marks = ", ".join("?" * len(row))
        bypass.do((f"INSERT INTO line VALUES ({marks})", row))  # noqa: S608
    assert found(book, store) == [("line", "2")]
