"""What auditors do with the book through the commands, on both databases: verify, replay, show, export, sample."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.book.shop import OCTOBER, POLICY, Shop, write_policy
from tests.ledger.test_upgrade import make_older

FINE = "2026-10/E02/complaint/C1"


def receipt(shop: Shop, period: str) -> dict[str, str]:
    """Return the receipt of a closed month."""
    path = shop.folder / "out" / period / f"receipt-{period}.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_sound_book_is_verified_also_against_the_receipts_that_were_kept(audited: Shop) -> None:
    assert "are as they were recorded" in audited.done("ledger", "verify")
    assert "都与记录一致" in audited.done("ledger", "verify", lang="zh")
    for period in ("2026-10", "2026-11"):
        for kept in ("head", "seal"):
            audited.done("ledger", "verify", "--head", receipt(audited, period)[kept])


def test_a_hash_that_the_book_does_not_hold_fails_the_check(audited: Shop) -> None:
    zh, en = audited.refused("ledger", "verify", "--head", "0" * 63 + "1", code=1)
    assert "没有校验值" in zh
    assert "does not hold the hash" in en


def test_evidence_that_was_altered_fails_the_check_and_the_replay(audited: Shop) -> None:
    [policy] = (audited.folder / "evidence").rglob("*.toml")
    policy.write_text(policy.read_text(encoding="utf-8").replace("amount = 30", "amount = 20"), encoding="utf-8")
    zh, en = audited.refused("ledger", "verify", code=1)
    assert policy.stem in zh
    assert policy.stem in en
    assert "altered" in audited.refused("ledger", "replay", "2026-10")[1]


def test_every_closed_month_is_replayed_to_the_same_bytes(audited: Shop) -> None:
    files = "ledger.csv, adjustments.csv, attendance.csv, swaps.csv, sources.csv, law.csv"
    for period, lines in (("2026-10", 5), ("2026-11", 3)):
        said = audited.done("ledger", "replay", period)
        assert f"{period} computed again: {lines} lines the same in every field; the same bytes: {files}" in said
    assert "还没有结账" in audited.refused("ledger", "replay", "2026-12")[0]


def test_a_month_is_replayed_without_its_files_and_policies(audited: Shop) -> None:
    for folder in ("data", "late", "policies", "out"):
        (audited.folder / folder).rename(audited.folder / f"{folder} of last year")
    audited.done("ledger", "replay", "2026-10")
    audited.done("ledger", "replay", "2026-11")


@pytest.mark.parametrize(
    ("words", "numbers", "total"),
    [
        ("", range(1, 9), "-140.50"),
        ("--period 2026-10", range(1, 6), "-67.00"),
        ("--period 2026-11 --employee E02", (7, 8), "-30.00"),
        ("--store 中山路店", (3, 4, 5, 7, 8), "-10.00"),
        ("--rule complaint --rule incident", (3, 4, 7, 8), "-110.00"),
        ("--amount-to -50", (4, 8), "-110.00"),
        ("--amount-from -43.50 --amount-to 30.00", (1, 2, 3, 6, 7), "-130.50"),
        ("--rule 投诉 --rule Incident", (3, 4, 7, 8), "-110.00"),
        ("--rule commission", (), None),
    ],
)
def test_posted_lines_are_shown_by_what_they_are_about(
    audited: Shop, words: str, numbers: tuple[int, ...], total: str | None
) -> None:
    said = audited.done("ledger", "show", *words.split())
    shown = [line.split("\t") for line in said.splitlines() if "\t" in line]
    assert [row[0] for row in shown] == ["Line", *map(str, numbers)]
    assert (f"total {total} CNY" in said) if total else ("No line meets the conditions" in said)


@pytest.mark.parametrize("command", [("show",), ("sample", "--size", "1")])
def test_what_no_posted_line_is_about_is_told_with_what_may_be_meant(audited: Shop, command: tuple[str, ...]) -> None:
    def refused(*words: str) -> tuple[str, str]:
        return audited.refused("ledger", *command, *words)

    zh, en = refused("--rule", "complaint", "--rule", "latenes")
    assert "没有规则“latenes”，有：absence（缺勤）、" in zh
    assert "there is no rule «latenes»; there are: absence (Absence), absence-limit (Absence limit), " in en
    zh, en = refused("--store", "中山路")
    assert "没有门店“中山路”的已入账台账，有：中山路店" in zh
    assert "no posted line is of the store «中山路»; there are: 中山路店" in en
    assert "E09; did you mean E0" in refused("--employee", "E09")[1]
    assert "工号：E02 韩梅" in refused("--employee", "韩梅")[0]


def test_the_kind_of_a_line_has_the_word_of_the_language(audited: Shop) -> None:
    kinds = [line.split("\t")[3] for line in audited.done("ledger", "show", lang="zh").splitlines() if "\t" in line]
    assert set(kinds) == {"类型", "扣款", "增发", "更正", "免除"}


def test_amounts_that_are_none_are_refused(audited: Shop) -> None:
    for wrong in ("many", "0.001", "NaN", "1e999999", "1e-999999", "1e5000"):
        assert wrong in audited.refused("ledger", "show", "--amount-from", wrong)[0]
    assert "上限" in audited.refused("ledger", "show", "--amount-from", "1", "--amount-to", "0")[0]


def test_an_export_is_checked_offline_by_the_program_in_it(audited: Shop, tmp_path: Path) -> None:
    said = audited.done("ledger", "export", "--out", str(tmp_path / "book.zip"))
    assert "8 lines, 4 acts" in said
    with zipfile.ZipFile(tmp_path / "book.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    check = [sys.executable, "-I", "-S", "check.py"]
    found = subprocess.run(check, cwd=tmp_path / "unpacked", capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    lines = next((tmp_path / "unpacked").rglob("lines.csv"))
    content = lines.read_text(encoding="utf-8-sig")
    assert FINE in content
    lines.write_text(content.replace("-3000", "-2000", 1), encoding="utf-8-sig", newline="")
    found = subprocess.run(check, cwd=tmp_path / "unpacked", capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 1, found.stdout + found.stderr


def test_an_export_is_the_same_bytes_each_time(audited: Shop) -> None:
    for name in ("one.zip", "two.zip"):
        audited.done("ledger", "export", "--out", name)
    assert (audited.folder / "one.zip").read_bytes() == (audited.folder / "two.zip").read_bytes()


@pytest.mark.parametrize(
    "words", ["--size 3", "--method monetary-unit --size 4", "--method monetary-unit --tolerable 200"]
)
def test_a_sample_is_drawn_again_from_its_seed(audited: Shop, words: str) -> None:
    first = audited.done("ledger", "sample", *words.split(), "--seed", "2026")
    assert first == audited.done("ledger", "sample", *words.split(), "--seed", "2026")
    assert "seed 2026" in first
    assert "2026-1" in first


def test_a_sample_without_a_seed_tells_the_one_that_it_took(audited: Shop) -> None:
    first = audited.done("ledger", "sample", "--size", "3")
    seed = first.split("seed ")[1].split(";")[0]
    assert audited.done("ledger", "sample", "--size", "3", "--seed", seed) == first


def test_a_sample_of_nothing_or_of_too_much_is_refused(audited: Shop) -> None:
    assert "没有可抽样的记录" in audited.refused("ledger", "sample", "--rule", "commission")[0]
    assert "found 9" in audited.refused("ledger", "sample", "--size", "9", "--seed", "1")[1]
    assert "many" in audited.refused("ledger", "sample", "--tolerable", "many", "--seed", "1")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--tolerable 0", "--tolerable must be above 0 and below 100 (percent); found 0."),
        ("--tolerable 100", "--tolerable must be above 0 and below 100 (percent); found 100."),
        ("--expected 5", "--expected must not be negative and must be below --tolerable (5); found 5."),
        ("--expected -0.1", "--expected must not be negative and must be below --tolerable (5); found -0.1."),
        ("--method monetary-unit --tolerable 0", "--tolerable must be above 0; found 0."),
        ("--method monetary-unit --tolerable 100 --expected 200.50", "--tolerable (100); found 200.50."),
    ],
)
def test_errors_that_make_no_sample_are_told_as_they_were_written(audited: Shop, words: str, said: str) -> None:
    assert said in audited.refused("ledger", "sample", *words.split(), "--seed", "1")[1]


def test_a_sample_of_amounts_asks_which_amount_is_tolerable(audited: Shop) -> None:
    zh, en = audited.refused("ledger", "sample", "--method", "monetary-unit", "--seed", "1")
    assert "可容忍的错报金额" in zh
    assert "which amount of misstatement is tolerable" in en


def test_amounts_of_two_currencies_are_never_added_up(closed: Shop) -> None:
    write_policy(closed.folder / "policies", POLICY.replace('"CNY"', '"USD"'))
    closed.run("2026-11")
    closed.done("close", "2026-11")
    said = closed.done("ledger", "show")
    assert "5 lines, total -67.00 CNY" in said
    assert "1 line, total -43.50 USD" in said
    sample = ("ledger", "sample", "--method", "monetary-unit", "--tolerable", "50", "--seed", "1")
    assert "CNY, USD" in closed.refused(*sample)[1]
    assert "30" in closed.done(*sample, "--period", "2026-10")


def test_an_upgrade_is_told_and_then_done(closed: Shop) -> None:
    assert "of this version already" in closed.done("ledger", "upgrade")
    make_older(closed.book)
    zh, en = closed.say("ledger", "verify", lang="zh"), closed.say("ledger", "verify")
    assert (zh.code, en.code) == (2, 2)
    assert "payroll ledger upgrade" in zh.text
    assert "Make a backup, then run `payroll ledger upgrade`" in en.text
    told = closed.done("ledger", "upgrade")
    assert "0002" in told
    assert "Nothing was changed" in told
    assert closed.say("ledger", "verify").code == 2
    assert "Done." in closed.done("ledger", "upgrade", "--yes")
    assert "are as they were recorded" in closed.done("ledger", "verify")
    assert [line["amount"] for line in closed.lines()] == list(OCTOBER.values())


@pytest.mark.parametrize(
    "words",
    [
        "ledger show --employee {}",
        "ledger show --store {}",
        "ledger sample --rule {}",
        "ledger sample --seed {}",
        "waive {} --reason x",
        "appeal open {} --text x",
    ],
)
def test_broken_text_is_refused_like_any_other_mistake(audited: Shop, words: str) -> None:
    """What the system makes of bytes that are no UTF-8."""
    said = audited.refused(*words.format("\udcff").split())
    assert "\\udcff" in said[0]
    assert "cannot be recorded" in said[1]
