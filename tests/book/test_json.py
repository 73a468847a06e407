"""The commands of the book with --json, on a month worked out by hand (``tests.book.shop``), on both databases."""

import json
from typing import Any

import pytest

from tests.book.shop import AUTUMN, FINE, LATE_1, OCTOBER, Shop, amend, complaint
from tests.json_answers import documented


def answer(shop: Shop, *words: str, code: int = 0, lang: str = "en") -> dict[str, Any]:
    """Return the JSON document that a command of the shop prints."""
    said = shop.say(*words, "--json", lang=lang)
    assert said.code == code, said.text
    found: dict[str, Any] = json.loads(said.text)
    assert found["exit_code"] == code
    if code != 2:
        assert list(found)[2:] == documented(found["command"])
    return found


def fen(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_a_run_that_is_recorded_tells_of_its_draft(new: Shop) -> None:
    found = answer(new, "run", "2026-10", "--no-workbook")
    assert (found["lines"], found["total"]) == (5, "-67.00")
    assert found["draft"] == {"is_new": True, "not_posted": [], "without_effect": []}
    assert answer(new, "run", "2026-10", "--no-workbook")["draft"]["is_new"] is False


def test_a_month_carries_a_waiver_as_a_line(november: Shop) -> None:
    answer(november, "waive", FINE, "--reason", "顾客撤回")
    found = answer(november, "run", "2026-11", "--no-workbook")
    [line] = found["carried"]
    assert (line["corrects"], line["amount"], line["kind"]) == (FINE, "30.00", "waiver")


def test_corrections_and_waivers_are_sums_beside_those_of_the_rules(november: Shop) -> None:
    amend(november, {"complaints": (*AUTUMN["complaints"], complaint("C2", "E02", "2026-10-28"))})
    november.done("waive", LATE_1, "--reason", "it rained")
    found = answer(november, "run", "2026-11", "--no-workbook")
    # 李雷 is late once in November; a second complaint of October costs 60.00; 43.50 of October is given back
    assert found["rules"] == [{"rule": "lateness", "lines": 1, "amount": "-43.50"}]
    assert found["corrections"] == {"lines": 1, "amount": "-60.00"}
    assert found["waivers"] == {"lines": 1, "amount": "43.50"}
    assert (found["lines"], found["total"]) == (3, "-60.00")
    english, chinese = (november.done("run", "2026-11", "--no-workbook", lang=lang) for lang in ("en", "zh"))
    rows = ["Lateness\t1\t-43.50", "Corrections\t1\t-60.00", "Waivers\t1\t43.50", "Total\t3\t-60.00"]
    assert english.splitlines()[2:6] == rows
    assert chinese.splitlines()[2:6] == ["迟到\t1\t-43.50", "往月更正\t1\t-60.00", "免除\t1\t43.50", "合计\t3\t-60.00"]


def test_a_month_that_carries_nothing_has_no_rows_of_corrections(new: Shop) -> None:
    found = answer(new, "run", "2026-10", "--no-workbook")
    assert found["corrections"] == found["waivers"] == {"lines": 0, "amount": "0.00"}
    assert "Corrections" not in new.done("run", "2026-10", "--no-workbook")


def test_closing_tells_what_was_posted_and_what_the_receipt_says(drafted: Shop) -> None:
    found = answer(drafted, "close", "2026-10")
    assert [found[name] for name in ("lines", "first_line", "last_line", "total", "currency")] == [
        *(5, 1, 5, "-67.00", "CNY")
    ]
    written = json.loads((drafted.folder / found["files"][0]).read_text(encoding="utf-8"))
    assert (found["head"], found["seal"]) == (written["head"], written["seal"])
    assert (found["act"]["kind"], found["act"]["who"]) == ("closing", "王芳")
    again = answer(drafted, "ledger", "receipt", "2026-10")
    names = ("period", "lines", "total", "head", "seal", "act")
    assert [again[name] for name in names] == [found[name] for name in names]


def test_a_month_that_is_closed_is_refused_as_json(closed: Shop) -> None:
    found = answer(closed, "close", "2026-10", code=2)
    assert "2026-10 was closed already, by 王芳" in found["error_en"]
    assert "2026-10 已由 王芳" in found["error_zh"]


def test_posted_lines_are_shown_with_their_amounts_and_hashes(closed: Shop) -> None:
    found = answer(closed, "ledger", "show")
    assert {line["entry_id"]: fen(line["amount"]) for line in found["lines"]} == OCTOBER
    assert found["totals"] == [{"currency": "CNY", "lines": 5, "total": "-67.00"}]
    assert [line["sequence"] for line in found["lines"]] == [1, 2, 3, 4, 5]
    late, _, fine, *_ = found["lines"]
    assert (late["occurrence"], late["quantity"], late["date"]) == (1, "10", "2026-10-12")
    assert (fine["occurrence"], fine["quantity"]) == (1, None)
    assert all(len(line["hash"]) == 64 for line in found["lines"])
    few = answer(closed, "ledger", "show", "--employee", "E01")
    assert few["totals"] == [{"currency": "CNY", "lines": 2, "total": "-87.00"}]


def test_no_line_is_an_empty_answer(closed: Shop) -> None:
    found = answer(closed, "ledger", "show", "--rule", "commission")
    assert (found["totals"], found["lines"]) == ([], [])


def test_a_book_that_is_whole_has_no_findings_and_another_receipt_shows(closed: Shop) -> None:
    assert answer(closed, "ledger", "verify")["findings"] == []
    [finding] = answer(closed, "ledger", "verify", "--head", "f" * 64, code=1)["findings"]
    assert finding["kind"] == "head"


def test_a_replay_tells_how_many_lines_are_the_same(closed: Shop) -> None:
    found = answer(closed, "ledger", "replay", "2026-10")
    assert (found["period"], found["lines"], found["differences"]) == ("2026-10", 5, [])
    assert "ledger.csv" in found["files"]


def test_a_sample_tells_its_seed_its_plan_and_its_lines(closed: Shop) -> None:
    found = answer(closed, "ledger", "sample", "--size", "2", "--seed", "7")
    assert (found["method"], found["seed"], len(found["lines"])) == ("random", "7", 2)
    assert found["told"][0]["text_en"].startswith("2 of 5 lines drawn at random; seed 7; confidence 95%")
    assert {line["entry_id"] for line in found["lines"]} <= set(OCTOBER)


def test_an_export_counts_what_is_in_it(closed: Shop) -> None:
    found = answer(closed, "ledger", "export", "--out", "book.zip")
    assert (found["lines"], found["acts"], found["runs"], found["files"]) == (5, 1, 1, ["book.zip"])
    assert (closed.folder / "book.zip").is_file()


def test_a_book_of_this_version_needs_no_step(closed: Shop) -> None:
    found = answer(closed, "ledger", "upgrade")
    assert (found["done"], found["steps"]) == (False, [])


def test_an_appeal_is_opened_listed_and_decided(closed: Shop) -> None:
    opened = answer(closed, "appeal", "open", FINE, "--text", "顾客撤回了")
    number = opened["act"]["number"]
    assert (opened["entry_id"], opened["act"]["kind"]) == (FINE, "appeal")
    [waiting] = answer(closed, "appeal", "list")["appeals"]
    assert (waiting["number"], waiting["granted"], waiting["decision"]) == (number, None, None)
    decided = answer(closed, "appeal", "decide", str(number), "--grant", "--text", "属实")
    assert (decided["appeal"], decided["granted"], decided["entry_id"]) == (number, True, FINE)
    [done] = answer(closed, "appeal", "list")["appeals"]
    assert (done["text"], done["granted"], done["decision"]["why"]) == ("顾客撤回了", True, "属实")
    assert answer(closed, "appeal", "list", "--open")["appeals"] == []


def test_an_amendment_tells_the_lines_that_it_corrects_and_a_trial_records_nothing(november: Shop) -> None:
    # a second complaint of 韩梅, decided in October: the second of the employment costs 60.00
    november.write({"complaints": (*AUTUMN["complaints"], complaint("C2", "E02", "2026-10-28"))}, "late")
    words = ("amend", "2026-10", "--data", "late", "--reason", "迟交的投诉")
    trial = answer(november, *words, "--dry-run")
    assert (trial["total"], trial["act"], trial["dry_run"]) == ("-60.00", None, True)
    found = answer(november, *words)
    [line] = found["lines"]
    assert (line["employee_id"], line["amount"], line["kind"]) == ("E02", "-60.00", "correction")
    assert (found["carrier"], found["act"]["kind"]) == ("2026-11", "amendment")
    assert answer(november, *words)["act"] is None  # the same is on record already


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("waive", "nonsense", "--reason", "免除"), "the ledger has no entry"),
        (("waive", LATE_1, "--reason", " "), "say why with --reason"),
        (("appeal", "decide", "99", "--grant", "--text", "属实"), "there is no appeal 99"),
        (("appeal", "decide", "1", "--text", "属实"), "say what is decided: --grant or --refuse"),
        (("ledger", "replay", "2026-12"), "2026-12 is not closed"),
        (("ledger", "verify", "--head", "abc"), "is not a hash"),
        (("amend", "2026-10", "--data", "nowhere", "--reason", "x"), "1 error, nothing was recorded"),
    ],
)
def test_what_the_book_refuses_is_a_document(closed: Shop, words: tuple[str, ...], said: str) -> None:
    before = closed.everything()
    assert said in answer(closed, *words, code=2)["error_en"]
    assert closed.everything() == before


def test_the_document_is_the_same_in_either_language(closed: Shop) -> None:
    for words in (("ledger", "show"), ("ledger", "verify"), ("ledger", "sample", "--seed", "1"), ("appeal", "list")):
        assert answer(closed, *words, lang="zh") == answer(closed, *words, lang="en")
