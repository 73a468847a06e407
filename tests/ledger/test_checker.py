"""The stand-alone checker: run as an auditor runs it, on books put together by hand and then tampered with."""

import ast
import csv
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from payroll.ledger.export import write_export
from tests.ledger.hand_made_book import ACT, LINE, RUN, ZEROS, Book, chain_hash, october, three_months

CHECKER = Path(__file__).parents[2] / "payroll/ledger/checker.py"
Rows = list[list[str]]
Tampering = Callable[[Path, random.Random], object]


class Store:
    """An evidence store in memory."""

    def __init__(self, evidence: Mapping[tuple[str, str], bytes]) -> None:
        self.evidence = evidence

    def get(self, sha256: str, suffix: str) -> bytes:
        return self.evidence[sha256, suffix]


def exported(book: Book, path: Path) -> Path:
    write_export(path, book.batches(), book.acts, book.runs, Store(book.evidence))
    return path


def unpacked(book: Book, folder: Path) -> Path:
    with zipfile.ZipFile(exported(book, folder.with_suffix(".zip"))) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path, *words: str) -> tuple[int, str]:
    """Run the checker with nothing but Python's own library; return its exit code and what it said."""
    command = [sys.executable, "-I", "-S", str(folder / "check.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(three_months(), tmp_path_factory.mktemp("sound") / "book")


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound export, to be tampered with."""
    return Path(shutil.copytree(sound, tmp_path / "book"))


def test_a_sound_export_passes_and_says_what_was_checked_in_both_languages(sound: Path) -> None:
    code, said = checked(sound)
    assert code == 0
    assert "链：14 行，7 条经办记录" in said
    assert "chains: 14 lines, 7 acts" in said
    assert "4 runs" in said
    assert said.endswith("检查完毕，没有发现错误\n    ALL WELL: nothing wrong was found\n")


def test_a_book_without_anything_passes(tmp_path: Path) -> None:
    assert checked(unpacked(Book([], [], [], {}), tmp_path / "empty"))[0] == 0


def test_the_zip_is_checked_as_it_is(sound: Path) -> None:
    assert checked(sound, str(sound.with_suffix(".zip")))[0] == 0


def test_a_damaged_zip_is_told_and_not_a_traceback(sound: Path, tmp_path: Path) -> None:
    data = bytearray(sound.with_suffix(".zip").read_bytes())
    chance = random.Random(7)
    for _ in range(12):
        damaged = bytearray(data)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        (tmp_path / "damaged.zip").write_bytes(damaged)
        code, said = checked(sound, str(tmp_path / "damaged.zip"))
        assert (code, "WRONG" in said) == (1, True)
    (tmp_path / "damaged.zip").write_bytes(data[: len(data) // 2])
    assert checked(sound, str(tmp_path / "damaged.zip"))[0] == 1


def test_two_files_of_one_name_in_the_zip_are_refused(sound: Path, tmp_path: Path) -> None:
    doubled = Path(shutil.copy(sound.with_suffix(".zip"), tmp_path / "doubled.zip"))
    with zipfile.ZipFile(doubled, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("lines.csv", (sound / "lines.csv").read_bytes())
    code, said = checked(sound, str(doubled))
    assert code == 1
    assert "lines.csv: there are two files of this name" in said


def test_the_hashes_of_receipts_are_found_and_others_are_not(sound: Path) -> None:
    heads = []
    for period in ("2026-10", "2026-11", "2026-12"):
        receipt = json.loads((sound / f"receipts/{period}.json").read_text(encoding="utf-8"))
        heads += ["--head", receipt["seal"], "--head", receipt["head"].upper()]
    assert checked(sound, *heads)[0] == 0
    code, said = checked(sound, "--head", "ab" * 32)
    assert code == 1
    assert "ab" * 32 in said


def test_a_tail_cut_off_cleanly_shows_only_against_a_receipt_kept_elsewhere(sound: Path, tmp_path: Path) -> None:
    kept = json.loads((sound / "receipts/2026-12.json").read_text(encoding="utf-8"))
    cut = unpacked(october(), tmp_path / "cut")
    code, said = checked(cut)
    assert code == 0
    assert "末尾被截去是看不出来的" in said
    assert "a cut tail does not show" in said
    assert checked(cut, "--head", kept["seal"])[0] == 1
    assert checked(cut, "--head", kept["head"])[0] == 1
    first = json.loads((sound / "receipts/2026-10.json").read_text(encoding="utf-8"))
    assert checked(cut, "--head", first["seal"], "--head", first["head"])[0] == 0


@pytest.mark.parametrize(
    "words", [["--head"], ["--head", "abc"], ["--head", "g" * 64], ["nowhere.zip"], ["--force"], [".", "."]]
)
def test_a_wrong_call_ends_with_2_and_tells_the_usage(sound: Path, words: list[str]) -> None:
    code, said = checked(sound, *words)
    assert code == 2
    assert "python check.py --head HASH" in said


def test_help_ends_with_0(sound: Path) -> None:
    assert checked(sound, "--help")[0] == 0


def test_the_checker_is_python_3_8_and_needs_only_its_own_library() -> None:
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"), feature_version=(3, 8))
    used = {name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    used |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert used <= set(sys.stdlib_module_names)


# Tampering. After each of these the sums are made good again, so that the chain itself has to show it.


def table(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_table(path: Path, rows: Rows) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def changed(text: str, chance: random.Random) -> str:
    """Return the text with one character put in, taken out or exchanged."""
    at, letter = chance.randrange(len(text) + 1), chance.choice('07a ,"\n王-')
    kind = chance.choice(("in", "out", "other")) if at < len(text) else "in"
    result = text[:at] + ("" if kind == "out" else letter) + text[at + (kind != "in") :]
    return result if result != text else text + "x"


def change_a_cell(file: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        rows = table(folder / file)
        row, column = chance.randrange(len(rows)), chance.randrange(len(rows[0]))
        rows[row][column] = changed(rows[row][column], chance)
        write_table(folder / file, rows)

    return tamper


def take_a_row_out(file: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        rows = table(folder / file)
        del rows[chance.randrange(len(rows))]
        write_table(folder / file, rows)

    return tamper


def double_a_row(file: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        rows = table(folder / file)
        rows.insert(chance.randrange(1, len(rows) + 1), list(chance.choice(rows[1:])))
        write_table(folder / file, rows)

    return tamper


def exchange_two_rows(file: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        rows = table(folder / file)
        one, other = chance.sample(range(1, len(rows)), 2)
        rows[one], rows[other] = rows[other], rows[one]
        write_table(folder / file, rows)

    return tamper


def move_text_over_the_edge_of_a_cell(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "lines.csv")
    row, column = chance.randrange(1, len(rows)), chance.randrange(1, len(LINE) - 1)
    if not rows[row][column]:
        column = LINE.index("entry_id")
    rows[row][column], rows[row][column + 1] = rows[row][column][:-1], rows[row][column][-1] + rows[row][column + 1]
    write_table(folder / "lines.csv", rows)


def rechained(rows: Rows, tag: str) -> Rows:
    previous, result = ZEROS, [rows[0]]
    for row in rows[1:]:
        previous = chain_hash(tag, previous, list(row[:-1]))
        result.append([*row[:-1], previous])
    return result


def change_a_line_and_chain_all_lines_anew(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "lines.csv")
    row, column = chance.randrange(1, len(rows)), chance.randrange(1, len(LINE))
    rows[row][column] = changed(rows[row][column], chance)
    write_table(folder / "lines.csv", rechained(rows, "payroll/line/1"))


def add_a_line_in_its_chain(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "lines.csv")
    forged = [str(len(rows)), f"forged {chance.random()}", *rows[-1][2:]]
    write_table(folder / "lines.csv", rechained([*rows, forged], "payroll/line/1"))


def change_an_act_and_chain_all_acts_anew(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "acts.csv")
    row, column = chance.randrange(1, len(rows)), chance.randrange(1, len(ACT))
    rows[row][column] = changed(rows[row][column], chance)
    write_table(folder / "acts.csv", rechained(rows, "payroll/act/1"))


def change_a_receipt(folder: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((folder / "receipts").iterdir()))
    receipt = json.loads(path.read_text(encoding="utf-8"))
    name = chance.choice(sorted(receipt))
    receipt[name] = chance.choice(["", None, 1, 1.0, True, [], {}, "ab" * 32, [receipt[name]]])
    if chance.random() < 0.3:
        receipt["added"] = chance.choice([None, 1])
    path.write_text(json.dumps(receipt), encoding="utf-8")


def name_something_twice_in_a_receipt(folder: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((folder / "receipts").iterdir()))
    text = path.read_text(encoding="utf-8").strip()
    path.write_text('{"lines": 99,' + text[1:], encoding="utf-8")


def remove_a_file(of: str) -> Tampering:
    return lambda folder, chance: chance.choice(files(folder, of)).unlink()


def damage_a_file(of: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        path = chance.choice(files(folder, of))
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data if chance.random() < 0.7 else data[:-1])

    return tamper


def put_a_file_beside(of: str) -> Tampering:
    def tamper(folder: Path, chance: random.Random) -> None:
        beside = chance.choice(files(folder, of))
        content = f"forged {chance.random()}".encode()
        beside.with_name(hashlib.sha256(content).hexdigest() + beside.suffix).write_bytes(content)

    return tamper


def exchange_two_pieces_of_evidence(folder: Path, chance: random.Random) -> None:
    one, other = chance.sample(files(folder, "evidence"), 2)
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])


def change_a_run_and_hash_it_anew(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "runs.csv")
    row = chance.choice([row for row in rows[1:] if json.loads(row[2])["lines"]])
    manifest = json.loads(row[2])
    manifest[chance.choice(["calendar", "people", "lines"])] = "ab" * 32
    row[2] = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if chance.random() < 0.5:
        row[0] = hashlib.sha256(row[2].encode()).hexdigest()
    row[-1] = chain_hash("payroll/run/1", ZEROS, list(row[:-1]))
    write_table(folder / "runs.csv", rows)


def change_outputs_of_a_closed_run_and_hash_it_anew(folder: Path, chance: random.Random) -> None:
    rows = table(folder / "runs.csv")
    receipt = json.loads(chance.choice(files(folder, "receipts")).read_text(encoding="utf-8"))
    row = next(row for row in rows if row[0] == receipt["run"])
    row[RUN.index("outputs")] = '{"ledger.csv":"' + "ab" * 32 + '"}'
    row[-1] = chain_hash("payroll/run/1", ZEROS, list(row[:-1]))
    write_table(folder / "runs.csv", rows)


def files(folder: Path, of: str) -> list[Path]:
    return sorted(path for path in (folder / of).rglob("*") if path.is_file())


def make_sums_good(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in files(folder, ".") if path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


TAMPERINGS: dict[str, Tampering] = {
    **{f"a cell of {file} is changed": change_a_cell(file) for file in ("lines.csv", "acts.csv", "runs.csv")},
    **{f"a row of {file} is taken out": take_a_row_out(file) for file in ("lines.csv", "acts.csv", "runs.csv")},
    **{f"a row of {file} is there twice": double_a_row(file) for file in ("lines.csv", "acts.csv", "runs.csv")},
    **{f"two rows of {file} are exchanged": exchange_two_rows(file) for file in ("lines.csv", "acts.csv")},
    **{f"a file of {of} is removed": remove_a_file(of) for of in ("receipts", "evidence", "policies")},
    **{f"a file of {of} is damaged": damage_a_file(of) for of in ("evidence", "policies")},
    **{f"a file is put into {of}": put_a_file_beside(of) for of in ("receipts", "evidence", "policies")},
    "text moves over the edge of a cell": move_text_over_the_edge_of_a_cell,
    "a line is changed and the chain made anew": change_a_line_and_chain_all_lines_anew,
    "a line is added in its chain": add_a_line_in_its_chain,
    "an act is changed and the chain made anew": change_an_act_and_chain_all_acts_anew,
    "a receipt is changed": change_a_receipt,
    "a receipt says something twice": name_something_twice_in_a_receipt,
    "two pieces of evidence are exchanged": exchange_two_pieces_of_evidence,
    "a run is changed and hashed anew": change_a_run_and_hash_it_anew,
    "the outputs of a run are changed": change_outputs_of_a_closed_run_and_hash_it_anew,
}
TIMES = 9


def test_there_are_more_than_two_hundred_tamperings() -> None:
    assert TIMES * len(TAMPERINGS) > 200


MANY = """
import contextlib, importlib.util, io, json, sys
spec = importlib.util.spec_from_file_location("check", sys.argv[1])
check = importlib.util.module_from_spec(spec)
sys.modules["check"] = check
spec.loader.exec_module(check)
found = []
for folder in sys.argv[2:]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = check.main([folder])
    found.append([code, said.getvalue()])
print(json.dumps(found))
"""
"""Checks one folder after the other in one process."""


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(name: str, sound: Path, tmp_path: Path) -> None:
    copies = [Path(shutil.copytree(sound, tmp_path / str(turn))) for turn in range(TIMES)]
    for turn, copy in enumerate(copies):
        TAMPERINGS[name](copy, random.Random(f"{name} {turn}"))
        make_sums_good(copy)
    command = [sys.executable, "-I", "-S", "-c", MANY, str(sound / "check.py"), *map(str, copies)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    for turn, (code, said) in enumerate(json.loads(done.stdout)):
        assert code == 1, f"turn {turn} of {name} was not found:\n{said}"
        assert said.count("WRONG: ") == 1
        assert "有误：" in said


def test_the_first_bad_line_is_named(folder: Path) -> None:
    rows = table(folder / "lines.csv")
    rows[4][LINE.index("amount")] = "-1"
    rows[9][LINE.index("amount")] = "-1"
    write_table(folder / "lines.csv", rows)
    code, said = checked(folder)
    assert code == 1
    assert "WRONG: lines.csv 4 (2026-10/E01/lateness/4): its content gives another hash" in said


def test_totals_that_are_not_those_of_the_lines_are_found_though_every_hash_fits(tmp_path: Path) -> None:
    book = october()
    details = json.loads(book.acts[0]["details"])
    details["totals"]["amount"] += 1
    book.acts[0]["details"] = json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    book.acts[0]["hash"] = chain_hash("payroll/act/1", ZEROS, [book.acts[0][name] for name in ACT])
    code, said = checked(unpacked(book, tmp_path / "book"))
    assert code == 1
    assert "totals amount says -5499, expected -5500" in said


@pytest.mark.parametrize("name", ["HOW-TO-CHECK.md", "check.py", "SHA256SUMS", "lines.csv"])
def test_the_sums_show_what_the_chain_does_not_hold(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n# more\n" if name != "lines.csv" else rewritten(path))
    code, said = checked(folder)
    assert code == 1
    assert f"WRONG: {name}" in said


def rewritten(path: Path) -> bytes:
    """The same rows with other ends of lines: the content is the same, the bytes are not."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table(path))
    return text.getvalue().encode()


def test_a_file_that_the_list_lacks_is_told(folder: Path) -> None:
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(sums[1:]), encoding="utf-8")
    code, said = checked(folder)
    assert code == 1
    assert "HOW-TO-CHECK.md is missing from the list" in said


def test_notes_and_what_systems_leave_behind_do_no_harm(folder: Path) -> None:
    (folder / "my notes.txt").write_text("seen", encoding="utf-8")
    (folder / "evidence/.DS_Store").write_bytes(b"x")
    (folder / "receipts/Thumbs.db").write_bytes(b"x")
    assert checked(folder)[0] == 0
