"""Check an exported book of record · 检查导出的账簿.

    python check.py                      the folder that this file lies in · 本文件所在的文件夹
    python check.py BOOK.zip             an export that is not unpacked · 没有解压的导出文件
    python check.py --head HASH ...      this hash, from a receipt kept elsewhere, must be in the book
                                         别处保存的回执上的校验值必须在账簿中

Needs nothing but Python 3.8 or later. Ends with 0: all is well, 1: at the first thing that is wrong, 2: called wrongly.
只需要 Python 3.8 或更新的版本。返回 0：无误；1：遇到第一处错误；2：用法不对。
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

LINE = (  # noqa: SIM905
    "sequence entry_id period employee_id name store date rule clause occurrence quantity amount currency action kind "
    "corrects policy evidence explanation_zh explanation_en hash"
).split()
ACT = "number kind period subject who who_from at why details last_line line_head hash".split()  # noqa: SIM905
RUN = "run_id period manifest outputs problems hash".split()  # noqa: SIM905
NO_HASH = "0" * 64
HASH = re.compile("[0-9a-f]{64}")
SUMS = "SHA256SUMS"
SHOWN = 200
FIXED = {"lines.csv", "acts.csv", "runs.csv", "check.py", "HOW-TO-CHECK.md"}
NOT_OURS = re.compile(r"(.*/)?(\..*|Thumbs\.db|desktop\.ini)")


class FaultError(Exception):
    """The first thing that is wrong: where, and what, in Chinese and in English."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.place, self.zh, self.en = place, zh, en


class Export:
    """The files of an export, in a folder or in a zip."""

    def __init__(self, path: Path) -> None:
        """Take what is at ``path``. Raises ``OSError`` or ``BadZipFile`` if it cannot be read."""
        self.archive = None if path.is_dir() else zipfile.ZipFile(str(path))
        self.paths: dict[str, Any] = {}
        found: list[tuple[str, Any]]
        if self.archive is None:
            found = [(each.relative_to(path).as_posix(), each) for each in path.rglob("*") if each.is_file()]
        else:
            found = [(each.filename, each) for each in self.archive.infolist() if not each.is_dir()]
        for name, each in found:
            plain = unicodedata.normalize("NFC", name)  # some systems write names with accents apart
            if plain in self.paths:
                raise FaultError(plain, "有两个同名的文件", "there are two files of this name")
            self.paths[plain] = each

    def open(self, name: str) -> IO[bytes]:
        """Open one file. Raises ``FaultError`` if it is not there."""
        if name not in self.paths:
            raise FaultError(name, "缺少这个文件", "this file is missing")
        found = self.paths[name]
        return self.archive.open(found) if self.archive else open(str(found), "rb")  # noqa: PTH123

    def sha256(self, name: str) -> str:
        """Return the SHA-256 of a file's bytes."""
        digest = hashlib.sha256()
        with self.open(name) as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        return digest.hexdigest()

    def inside(self, folder: str) -> set[str]:
        """Return the names of the files in a folder, but for those that systems leave behind."""
        return {name for name in self.paths if name.startswith(folder + "/") and not NOT_OURS.fullmatch(name)}


@dataclass
class Closing:
    """A closing: its act, its details (the receipt), and what the lines in its range come to."""

    act: dict[str, str]
    details: dict[str, Any]
    last: int
    amount: int = 0
    by_rule: dict[str, int] = field(default_factory=dict)


def record_hash(tag: str, previous: str, texts: list[str]) -> str:
    """Return SHA-256 of the tag, the hash before, and each text as a netstring (length in bytes, colon, text)."""
    parts = [(tag + previous).encode()]
    for text in texts:
        content = text.encode("utf-8")
        parts += (b"%d:" % len(content), content)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def rows(export: Export, name: str, headings: list[str]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file below its headings, every text exactly as it is."""
    csv.field_size_limit(2**31 - 1)
    with export.open(name) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        number = 0
        try:
            for number, row in enumerate(csv.reader(text, strict=True)):
                if number == 0:
                    same(name, "headings", row, headings)
                if len(row) != len(headings):
                    same(f"{name} {number}", "columns", len(row), len(headings))
                if number:
                    yield row
        except (csv.Error, UnicodeDecodeError) as error:
            place = f"{name} {number + 1}"
            raise FaultError(place, f"无法读取（{error}）", f"cannot be read ({error})") from error


def chained(export: Export, name: str, headings: list[str], tag: str) -> Iterator[list[str]]:
    """Yield the rows of a chained table; each has the next number, and the hash of itself and the one before."""
    previous = NO_HASH
    for number, row in enumerate(rows(export, name, headings), 1):
        if row[0] != str(number):
            raise FaultError(name, f"应为第 {number} 号，现为 {row[0]}", f"expected number {number}, found {row[0]}")
        previous = record_hash(tag, previous, row[:-1])
        if row[-1] != previous:
            place = f"{name} {number} ({row[1]})"
            raise FaultError(place, f"校验值与内容不符，应为 {previous}", f"its content gives another hash, {previous}")
        yield row


def whole(text: object) -> int:
    """Return a whole number in plain decimal. Raises ``ValueError`` for anything else."""
    if not re.fullmatch("0|-?[1-9][0-9]{0,18}", str(text)):
        raise ValueError(text)
    return int(str(text))


def parsed(text: str) -> dict[str, Any]:
    """Return an object of JSON. Raises ``ValueError`` for anything else, and for a name that is there twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("a name is there twice")
        return dict(pairs)

    found = json.loads(text, object_pairs_hook=once)
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one exception for every other form
    return found


@contextmanager
def form_of(place: str) -> Iterator[None]:
    """Turn whatever has another form than the book gives it into a fault at ``place``."""
    try:
        yield
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise FaultError(place, f"内容的形式不对（{error}）", f"is not of the form expected ({error})") from error


def same(place: str, name: str, said: object, found: object) -> None:
    """Raise ``FaultError`` unless what is said of ``name`` is what was found (as JSON: 1 is not 1.0 or true)."""
    if isinstance(said, dict) and isinstance(found, dict):
        for key in sorted({*said} & {*found}):
            same(place, f"{name} {key}", said[key], found[key])
    texts = [json.dumps(each, sort_keys=True, ensure_ascii=False) for each in (said, found)]
    if texts[0] != texts[1]:
        shown = [text if len(text) <= SHOWN else text[:SHOWN] + "…" for text in texts]
        zh, en = f"{name} 写的是 {shown[0]}，应为 {shown[1]}", f"{name} says {shown[0]}, expected {shown[1]}"
        raise FaultError(place, zh, en)


def read_acts(export: Export, heads: set[str]) -> tuple[list[dict[str, str]], list[Closing]]:
    """Check the chain of acts, and that the closings' ranges follow one another; return acts and closings."""
    acts: list[dict[str, str]] = []
    closings: list[Closing] = []
    last = 0
    for row in chained(export, "acts.csv", ACT, "payroll/act/1"):
        act = {name: row[position] for position, name in enumerate(ACT)}
        place = f"acts.csv {act['number']} ({act['kind']} {act['period']})"
        with form_of(place):
            details = parsed(act["details"])
            if act["kind"] == "closing":
                same(place, "period, run", [details["period"], details["run"]], [act["period"], act["subject"]])
                end = whole(details["last_line"])
                ranged = [details[each] for each in ("first_line", "last_line", "lines")]
                same(place, "first_line, last_line, lines", ranged, [last + 1, end, max(0, end - last)])
                same(place, "closings", [act["period"] for each in closings if each.act["period"] == act["period"]], [])
                closings.append(Closing(act, details, end))
                last = end
            same(place, "last_line", act["last_line"], str(last))
        heads.discard(act["hash"])
        acts.append(act)
    return acts, closings


def check_lines(export: Export, closings: list[Closing], heads: set[str]) -> dict[int, str]:
    """Check the chain of lines and sum up the closings; return the hash at the end of each range."""
    hashes, number = {0: NO_HASH}, 0
    amount, rule, period, currency = (LINE.index(name) for name in ("amount", "rule", "period", "currency"))
    lines = chained(export, "lines.csv", LINE, "payroll/line/1")
    for closing in closings:
        with form_of(f"lines.csv ({closing.act['period']})"):
            of_all = [closing.act["period"], closing.details["totals"]["currency"]]
            while number < closing.last:
                row = next(lines, None)
                if row is None:
                    raise FaultError("lines.csv", f"缺少第 {number + 1} 行", f"line {number + 1} is missing")
                number += 1
                if [row[period], row[currency]] != of_all:
                    same(f"lines.csv {number}", "period, currency", [row[period], row[currency]], of_all)
                closing.amount += whole(row[amount])
                closing.by_rule[row[rule]] = closing.by_rule.get(row[rule], 0) + int(row[amount])
                heads.discard(row[-1])
                hashes[closing.last] = row[-1]
    for row in lines:
        raise FaultError("lines.csv", f"第 {row[0]} 行不属于任何一次结账", f"line {row[0]} belongs to no closing")
    return hashes


def check_closings(acts: list[dict[str, str]], closings: list[Closing], hashes: dict[int, str]) -> None:
    """Check that acts and closings name the hashes of their lines, and the closings their totals."""
    for act in acts:
        same(f"acts.csv {act['number']}", "line_head", act["line_head"], hashes[int(act["last_line"])])
    for closing in closings:
        place, details = f"acts.csv {closing.act['number']} ({closing.act['period']})", closing.details
        with form_of(place):
            same(place, "head", details["head"], hashes[closing.last])
            same(place, "previous_head", details["previous_head"], hashes[details["first_line"] - 1])
            found = {"lines": details["lines"], "amount": closing.amount, "by_rule": closing.by_rule}
            same(place, "totals", details["totals"], {**found, "currency": details["totals"]["currency"]})


def check_receipts(export: Export, closings: list[Closing]) -> None:
    """Check that there is one receipt for each closing, and that it says what the closing's act says."""
    for closing in closings:
        name, act = f"receipts/{closing.act['period']}.json", closing.act
        closed = {"number": int(act["number"]), **{key: act[key] for key in ("who", "who_from", "at", "why")}}
        with export.open(name) as file, form_of(name):
            said = parsed(file.read().decode("utf-8-sig"))
            same(name, "receipt", said, {**closing.details, "closed": closed, "seal": act["hash"]})
    only(export, "receipts", {f"receipts/{closing.act['period']}.json" for closing in closings})


def only(export: Export, folder: str, expected: set[str]) -> None:
    """Check that a folder holds no other files."""
    for name in sorted(export.inside(folder) - expected):
        raise FaultError(name, "账簿中没有提到这个文件", "the book knows nothing of this file")


def read_runs(export: Export, acts: list[dict[str, str]], closings: list[Closing]) -> list[dict[str, Any]]:
    """Check that every run that was closed on or amended with is there, as sealed; return the manifests."""
    wanted = {act["subject"]: act["period"] for act in acts if act["kind"] in ("closing", "amendment")}
    sealed = {closing.details["run"]: closing.details for closing in closings}
    manifests = []
    for row in rows(export, "runs.csv", RUN):
        place, run = f"runs.csv {row[0]}", {name: row[position] for position, name in enumerate(RUN)}
        if run["run_id"] not in wanted:
            raise FaultError(place, "没有结账或补入用到它，或重复", "is there twice, or nothing in the book goes by it")
        same(place, "run_id", run["run_id"], hashlib.sha256(run["manifest"].encode()).hexdigest())
        same(place, "hash", run["hash"], record_hash("payroll/run/1", NO_HASH, row[:-1]))
        with form_of(place):
            manifest = parsed(run["manifest"])
            same(place, "period", [run["period"], manifest["period"]], [wanted.pop(run["run_id"])] * 2)
            told = told_by(manifest, parsed(run["outputs"]))
            details = sealed.get(run["run_id"], told)
            same(place, "receipt", {name: details[name] for name in told}, told)
        manifests.append(manifest)
    for run_id, period in wanted.items():
        raise FaultError(f"runs.csv {run_id}", f"缺少（{period}）", f"is missing ({period})")
    return manifests


def told_by(manifest: dict[str, Any], outputs: dict[str, Any]) -> dict[str, Any]:
    """Return what a receipt says of the run that it closed on."""
    told = {name: manifest[name] for name in ("tool_version", "carried", "accepted")}
    inputs = {file["file"]: file["sha256"] for file in manifest["files"]}
    policies = {f"{policy['policy_id']}@{policy['date']}": policy["sha256"] for policy in manifest["policies"]}
    return {**told, "inputs": inputs, "policies": policies, "outputs": outputs}


def objects_of(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield hash and suffix of every piece of evidence that a run refers to."""
    tables = [each for file in manifest["files"] for each in (file["evidence"], file["set_aside"]) if each]
    yield from ((each, "parquet") for each in (*tables, manifest["lines"], manifest["people"]))
    yield from ((each["sha256"], "toml") for each in (*manifest["policies"], *manifest.get("laws", ())))
    yield from ((each["sha256"], each["suffix"]) for each in manifest.get("attachments", ()))
    yield manifest["calendar"], "json"


def copies_of(manifests: list[dict[str, Any]]) -> dict[str, str]:
    """Return the readable copies of policies and their hashes; two of one version are told apart by these."""
    found: dict[str, set[str]] = {}
    for policy in (policy for manifest in manifests for policy in manifest["policies"]):
        folder, date = (re.sub(r"[^\w-]", "_", policy[name]) for name in ("policy_id", "date"))
        found.setdefault(unicodedata.normalize("NFC", f"policies/{folder}/{date}"), set()).add(policy["sha256"])
    known = [(name, each, len(hashes) == 1) for name, hashes in found.items() for each in hashes]
    return {f"{name}.toml" if alone else f"{name}-{each[:12]}.toml": each for name, each, alone in known}


def check_evidence(export: Export, manifests: list[dict[str, Any]]) -> dict[str, str]:
    """Check every piece of evidence and every copy of a policy; return the files' hashes."""
    with form_of("runs.csv"):
        pieces = {each for manifest in manifests for each in objects_of(manifest)}
        files = {f"evidence/{sha256[:2]}/{sha256}.{suffix}": sha256 for sha256, suffix in pieces}
        files.update(copies_of(manifests))
    for name in sorted(files):
        same(name, "SHA-256", export.sha256(name), files[name])
    for folder in ("evidence", "policies"):
        only(export, folder, set(files))
    return files


def check_sums(export: Export, others: set[str]) -> int:
    """Check that the export is complete and undamaged, by its list of all files; return how many they are."""
    with export.open(SUMS) as file, form_of(SUMS):
        found = [line.split("  ", 1) for line in file.read().decode("utf-8").splitlines()]
        listed = {unicodedata.normalize("NFC", name): sha256 for sha256, name in found}
    for name in sorted(set(listed) ^ (others | FIXED | export.inside("receipts"))):
        raise FaultError(SUMS, f"{name} 不在清单中，或不该有", f"{name} is missing from the list, or one too many")
    for name in sorted(listed):
        same(name, f"SHA-256 ({SUMS})", export.sha256(name), listed[name])
    return len(listed)


def check(export: Export, heads: set[str]) -> None:
    """Check everything and say so. Raises ``FaultError`` at the first thing that is wrong."""
    missing = set(heads)
    acts, closings = read_acts(export, missing)
    hashes = check_lines(export, closings, missing)
    last, seal = max(hashes), acts[-1]["hash"] if acts else NO_HASH
    say(f"链：{last} 行，{len(acts)} 条经办记录", f"chains: {last} lines, {len(acts)} acts")
    check_closings(acts, closings, hashes)
    check_receipts(export, closings)
    say(f"回执：{len(closings)} 个月", f"receipts of {len(closings)} months: ranges, totals and heads")
    manifests = read_runs(export, acts, closings)
    files = check_evidence(export, manifests)
    zh = f"计算 {len(manifests)} 次，证据与制度副本 {len(files)} 个"
    say(zh, f"{len(manifests)} runs, {len(files)} pieces of evidence and copies of policies")
    say(f"全部文件（{SUMS}）：{check_sums(export, set(files))} 个", "every file is as it was exported")
    for head in sorted(missing):
        raise FaultError("--head", f"账簿中没有 {head}", f"{head} is not in the book: its tail was cut, or rewritten")
    if heads:
        say(f"账簿中有给出的 {len(heads)} 个校验值", "the given hashes are in the book")
    else:
        zh = "没有给出 --head：末尾被截去是看不出来的，请用别处保存的回执上的 seal 再查"
        say(zh, "no --head given: a cut tail does not show, so check with the seal of a receipt kept elsewhere")
    say(f"最后一行 {hashes[last]}，最后一条经办记录 {seal}", f"last line {hashes[last]}, last act {seal}")


def say(zh: str, en: str) -> None:
    """Print one sentence in both languages."""
    sys.stdout.write(f"{zh}\n    {en}\n")


def called_with(words: list[str]) -> tuple[Path, set[str]] | None:
    """Return the path and the hashes that the command line names, None if it makes no sense."""
    paths, heads = [], set()
    waiting = iter(words)
    for word in waiting:
        if word == "--head":
            heads.add(next(waiting, "").strip().lower())
        else:
            paths.append(word)
    path = Path(paths[0]) if paths else Path(__file__).resolve().parent
    makes_sense = len(paths) <= 1 and all(HASH.fullmatch(head) for head in heads) and path.exists()
    return (path, heads) if makes_sense else None


def main(words: list[str]) -> int:
    """Check what the command line names; return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    called = called_with(words)
    if called is None:
        sys.stdout.write(str(__doc__))
        return 0 if words in (["-h"], ["--help"]) else 2
    try:
        check(Export(called[0]), called[1])
    except FaultError as fault:
        say(f"有误：{fault.place}：{fault.zh}", f"WRONG: {fault.place}: {fault.en}")
        return 1
    except (EOFError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        say(f"有误：{called[0]} 无法读取：{error}", f"WRONG: {called[0]} cannot be read: {error}")
        return 1
    say("检查完毕，没有发现错误", "ALL WELL: nothing wrong was found")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
