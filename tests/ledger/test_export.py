"""The export: the texts that were hashed, all of the evidence, the same bytes each time, whole or not at all."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from payroll.language import Text
from payroll.ledger.book import Book as RealBook
from payroll.ledger.book import reading
from payroll.ledger.closing import receipt
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceError
from payroll.ledger.export import LINE_COLUMNS, Exported, write_export
from payroll.ledger.lines import columns_of
from payroll.ledger.schema import ACT, LINE, RUN
from tests.ledger.book_examples import MemoryStore, fill
from tests.ledger.hand_made_book import AWKWARD, Book, october, three_months
from tests.ledger.hand_made_book import LINE as FIELDS

SOURCES = Path(__file__).parents[2] / "payroll/ledger"


class Store:
    """An evidence store in memory, in which some pieces may be missing."""

    def __init__(self, book: Book, missing: tuple[str, ...] = ()) -> None:
        self.book, self.missing = book, missing

    def get(self, sha256: str, suffix: str) -> bytes:
        if sha256 in self.missing:
            raise EvidenceError(Text(f"缺少 {sha256}。", f"the evidence store lacks {sha256}."))
        return self.book.evidence[sha256, suffix]


def export(book: Book, path: Path, missing: tuple[str, ...] = (), rows: int = 3) -> Exported:
    return write_export(path, book.batches(rows), book.acts, book.runs, Store(book, missing))


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_text(table: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in table]


def test_the_tables_give_back_exactly_what_was_hashed(tmp_path: Path) -> None:
    book = three_months()
    exported = export(book, tmp_path / "book.zip")
    files = contents(tmp_path / "book.zip")
    assert rows(files["lines.csv"]) == as_text(book.lines)
    assert rows(files["acts.csv"]) == as_text(book.acts)
    assert sorted(rows(files["runs.csv"]), key=lambda run: run["run_id"]) == sorted(
        as_text(book.runs), key=lambda run: run["run_id"]
    )
    assert (exported.lines, exported.acts, exported.runs) == (14, 7, 4)
    assert {line["explanation_en"] for line in rows(files["lines.csv"])} > set(AWKWARD)


@settings(deadline=None)  # each writes a zip, and the disk may be busy
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=8))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    book = Book([], [], [], {})
    book.close("2026-10", [("lateness", -1, text) for text in texts])
    path = tmp_path_factory.mktemp("any") / "book.zip"
    export(book, path)
    assert [line["explanation_en"] for line in rows(contents(path)["lines.csv"])] == texts


def test_the_files_are_those_that_the_instructions_name(tmp_path: Path) -> None:
    book = three_months()
    export(book, tmp_path / "book.zip")
    names = list(contents(tmp_path / "book.zip"))
    fixed = ["HOW-TO-CHECK.md", "SHA256SUMS", "acts.csv", "check.py", "lines.csv", "runs.csv"]
    receipts = [f"receipts/2026-{month}.json" for month in (10, 11, 12)]
    evidence = [f"evidence/{sha256[:2]}/{sha256}.{suffix}" for sha256, suffix in book.evidence]
    policies = [name for name in names if name.startswith("policies/")]
    assert sorted(names) == sorted([*fixed, *receipts, *evidence, *policies])
    assert names[:-1] == sorted(names[:-1])
    assert names[-1] == "SHA256SUMS"


def test_evidence_and_policies_are_the_bytes_that_were_kept(tmp_path: Path) -> None:
    book = three_months()
    exported = export(book, tmp_path / "book.zip")
    files = contents(tmp_path / "book.zip")
    assert exported.evidence == len(book.evidence)
    for (sha256, suffix), data in book.evidence.items():
        assert files[f"evidence/{sha256[:2]}/{sha256}.{suffix}"] == data
    # The id “仓库 a/b” is no name of a folder; the three contents of retail@2023-02-03 are told apart.
    assert files["policies/仓库_a_b/2024-01-01.toml"] == b"# stock"
    for text in (b"# policy", b"# amended", b"# policy, new"):
        name = f"policies/retail/2023-02-03-{hashlib.sha256(text).hexdigest()[:12]}.toml"
        assert files[name] == text


def test_a_policy_of_one_content_has_a_plain_name(tmp_path: Path) -> None:
    export(october(), tmp_path / "book.zip")
    assert contents(tmp_path / "book.zip")["policies/retail/2023-02-03.toml"] == b"# policy"


def test_a_receipt_is_the_details_of_its_closing_with_who_when_why_and_the_seal(tmp_path: Path) -> None:
    book = october()
    export(book, tmp_path / "book.zip")
    receipt = json.loads(contents(tmp_path / "book.zip")["receipts/2026-10.json"])
    closed = {"number": 1, "who": "李会计", "who_from": "option", "at": "2026-12-01T09:12:44+08:00", "why": "按时"}
    assert receipt == {**json.loads(book.acts[0]["details"]), "closed": closed, "seal": book.acts[0]["hash"]}


def test_checker_and_instructions_are_copied_as_they_are(tmp_path: Path) -> None:
    export(october(), tmp_path / "book.zip")
    files = contents(tmp_path / "book.zip")
    assert files["check.py"] == (SOURCES / "checker.py").read_bytes()
    assert files["HOW-TO-CHECK.md"] == (SOURCES / "how_to_check.md").read_bytes()


def test_the_sums_are_those_of_all_other_files(tmp_path: Path) -> None:
    export(three_months(), tmp_path / "book.zip")
    files = contents(tmp_path / "book.zip")
    listed = {line[66:]: line[:64] for line in files.pop("SHA256SUMS").decode().splitlines()}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_same_book_gives_the_same_bytes_however_it_comes(tmp_path: Path) -> None:
    book = three_months()
    export(book, tmp_path / "one.zip")
    export(book, tmp_path / "two.zip", rows=1000)
    write_export(tmp_path / "three.zip", book.batches(3), book.acts, reversed(book.runs), Store(book))
    one = (tmp_path / "one.zip").read_bytes()
    assert one == (tmp_path / "two.zip").read_bytes()
    assert one == (tmp_path / "three.zip").read_bytes()


def test_a_run_that_no_act_refers_to_is_left_out(tmp_path: Path) -> None:
    book = october()
    draft = book.run("2026-11", "# draft")
    export(book, tmp_path / "book.zip")
    files = contents(tmp_path / "book.zip")
    assert draft not in {run["run_id"] for run in rows(files["runs.csv"])}
    assert not any(hashlib.sha256(b"# draft").hexdigest() in name for name in files)


def test_missing_evidence_refuses_the_export_and_is_named(tmp_path: Path) -> None:
    book = three_months()
    (tmp_path / "book.zip").write_bytes(b"the export of yesterday")
    punches = hashlib.sha256(b"PAR1 punches 2026-10").hexdigest()
    policy = hashlib.sha256(b"# policy, new").hexdigest()
    with pytest.raises(BookError) as caught:
        export(book, tmp_path / "book.zip", missing=(punches, policy))
    text = caught.value.text
    assert f"punches.csv of 2026-10: the evidence store lacks {punches}." in text.en
    assert f"2026-10 的 punches.csv：缺少 {punches}。" in text.zh
    assert f"the policy retail@2023-02-03: the evidence store lacks {policy}." in text.en
    assert (tmp_path / "book.zip").read_bytes() == b"the export of yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["book.zip"]


def test_of_much_missing_evidence_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    book = three_months()
    with pytest.raises(BookError) as caught:
        export(book, tmp_path / "book.zip", missing=tuple(sha256 for sha256, _ in book.evidence))
    assert caught.value.text.en.count("the evidence store lacks") == 5
    assert caught.value.text.en.endswith(f"And {len(book.evidence) - 5} more.")


def test_a_missing_or_unreadable_run_refuses_the_export_and_is_named(tmp_path: Path) -> None:
    book = october()
    run = book.runs.pop()
    with pytest.raises(BookError, match=f"the run {run['run_id']} of 2026-10 is not in the book"):
        export(book, tmp_path / "book.zip")
    book.runs.append({**run, "manifest": run["manifest"].replace("}", " }")})
    with pytest.raises(BookError, match=f"the manifest of the run {run['run_id']} of 2026-10 cannot be read"):
        export(book, tmp_path / "book.zip")
    assert not list(tmp_path.iterdir())


def test_lines_that_break_off_leave_nothing_behind(tmp_path: Path) -> None:
    book = october()

    def breaking() -> Iterator[list[list[object]]]:
        yield from book.batches()[:2]
        raise ConnectionError("lost")

    with pytest.raises(BookError, match="cannot export"):
        write_export(tmp_path / "book.zip", breaking(), book.acts, book.runs, Store(book))
    assert not list(tmp_path.iterdir())


def test_a_killed_export_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    of_target = hashlib.sha256(b"book.zip").hexdigest()[:16]
    (tmp_path / f".payroll-export-{of_target}-0123").write_bytes(b"half")
    (tmp_path / ".payroll-export-of-another-file-0123").write_bytes(b"in progress")
    export(october(), tmp_path / "book.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"book.zip", ".payroll-export-of-another-file-0123"}


def test_a_folder_of_the_name_and_a_file_in_the_way_are_told(tmp_path: Path) -> None:
    (tmp_path / "book.zip").mkdir()
    with pytest.raises(BookError, match="a folder of this name exists"):
        export(october(), tmp_path / "book.zip")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BookError, match=r"cannot be a folder|a part of the path is a file"):
        export(october(), tmp_path / "file" / "book.zip")


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    assert export(october(), tmp_path / "a" / "b" / "book.zip").path.is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode there")
def test_a_name_that_is_no_utf_8_will_do(tmp_path: Path) -> None:
    assert export(october(), tmp_path / "\udcff.zip").path.exists()


def test_lines_pass_through_without_being_held(tmp_path: Path) -> None:
    book = october()
    columns = [[book.lines[0][name]] * 2_000 for name in LINE_COLUMNS]

    def peak(batches: int) -> int:
        lines = ([list(column) for column in columns] for _ in range(batches))
        tracemalloc.start()
        exported = write_export(tmp_path / "book.zip", lines, book.acts, book.runs, Store(book))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert exported.lines == 2_000 * batches
        return most

    assert peak(12) < 1.2 * peak(3)


class Kept:
    """What the book's own store gives."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def get(self, sha256: str, suffix: str) -> bytes:
        return self.store.objects[sha256, suffix]


def test_a_real_book_is_exported_and_passes_the_checker(book: RealBook, store: MemoryStore, tmp_path: Path) -> None:
    first, second = fill(book, store)
    path = tmp_path / "export.zip"
    with reading(book) as connection:
        lines = columns_of(connection, select(LINE).order_by(LINE.c.sequence))
        acts = connection.execute(select(ACT).order_by(ACT.c.number)).mappings().all()
        runs = connection.execute(select(RUN)).mappings().all()
        exported = write_export(path, lines, acts, runs, Kept(store))
    assert (exported.lines, exported.acts, exported.runs) == (11, 4, 3)  # the draft's run is left out
    files = contents(path)
    assert json.loads(files["receipts/2026-08.json"]) == receipt(first)
    assert json.loads(files["receipts/2026-09.json"]) == receipt(second)
    command = [sys.executable, "-I", "-S", str(SOURCES / "checker.py"), str(path)]
    heads = ["--head", first.seal, "--head", second.seal]
    done = subprocess.run([*command, *heads], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_example_in_the_instructions_can_be_worked_out_by_hand() -> None:
    text = (SOURCES / "how_to_check.md").read_text(encoding="utf-8")
    hashed, result = (block.strip("\n") for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL))
    assert hashlib.sha256(hashed.encode()).hexdigest() == result
    rest, found = hashed.encode().removeprefix(b"payroll/line/1" + b"0" * 64), []
    while rest:
        length, _, rest = rest.partition(b":")
        found.append(rest[: int(length)].decode())
        rest = rest[int(length) :]
    assert len(found) == len(FIELDS)
    assert (found[0], found[3], found[4], found[11]) == ("1", "E01", "王小明", "-2000")
