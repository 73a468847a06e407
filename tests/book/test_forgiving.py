"""Charges that people forgive, and appeals against them, through the commands, on both databases."""

import pytest

from tests.book.shop import FINE, WITHDRAWN, Shop, amend, assert_adds_up, carried


def test_a_waiver_is_a_line_with_who_and_why_in_the_open_month(november: Shop) -> None:
    november.done("waive", FINE, "--reason", "顾客撤回", "--by", "李经理")
    november.run("2026-11")
    waiver = f"2026-11/E02/waiver/{FINE}"
    assert carried(november) == {waiver: ("30.00", FINE)}
    [line] = [row for row in november.written("2026-11", "ledger") if row["entry_id"] == waiver]
    assert (line["kind"], line["rule"], line["date"]) == ("waiver", "complaint", "2026-10-15")
    assert "李经理" in line["explanation_zh"]
    assert "顾客撤回" in line["explanation_zh"]
    assert_adds_up(november, "2026-11")
    november.done("close", "2026-11")
    assert sum(line["amount"] for line in november.lines() if FINE in {line["entry_id"], line["corrects"]}) == 0


def test_a_charge_of_the_draft_is_waived_by_its_own_month(drafted: Shop) -> None:
    drafted.done("waive", FINE, "--reason", "顾客撤回")
    assert "Run `payroll run 2026-10` again" in drafted.refused("close", "2026-10")[1]
    drafted.run("2026-10")
    assert carried(drafted, "2026-10") == {f"2026-10/E02/waiver/{FINE}": ("30.00", FINE)}
    assert_adds_up(drafted, "2026-10")
    drafted.done("close", "2026-10")
    assert "computed again: 6 lines the same" in drafted.done("ledger", "replay", "2026-10")


def test_a_charge_is_forgiven_once(november: Shop) -> None:
    november.done("waive", FINE, "--reason", "顾客撤回")
    zh, en = november.refused("waive", FINE, "--reason", "再免一次")
    assert "没有可以免除或申诉的了" in zh
    assert "forgiven already" in en
    november.run("2026-11")
    november.done("close", "2026-11")
    assert f"2026-11/E02/waiver/{FINE}" in november.refused("waive", FINE, "--reason", "再免一次")[1]


@pytest.mark.parametrize(
    ("entry", "zh", "en"),
    [
        ("2026-10/E02/complaint/C9", "没有编号", "the ledger has no entry"),
        ("nonsense", "没有编号", "the ledger has no entry"),
        ("2026-10/E02/addition/A1", "只有扣款可以免除或申诉", "only a charge can be waived or appealed against"),
    ],
)
def test_what_is_no_charge_is_not_waived(closed: Shop, entry: str, zh: str, en: str) -> None:
    said = closed.refused("waive", entry, "--reason", "免除")
    assert zh in said[0]
    assert en in said[1]


def test_a_line_that_was_reversed_is_not_waived(november: Shop) -> None:
    amend(november, WITHDRAWN)
    november.run("2026-11")
    november.done("close", "2026-11")
    zh, en = november.refused("waive", FINE, "--reason", "免除")
    assert "已被更正冲回" in zh
    assert "was reversed by a correction" in en
    said = november.refused("waive", f"2026-11/E02/correction/{FINE}/reversed", "--reason", "免除")
    assert "no charge of its own" in said[1]


def test_an_appeal_is_opened_shown_granted_and_decided_once(november: Shop) -> None:
    assert "appeal 2 against" in november.done("appeal", "open", FINE, "--text", "不是我接待的", "--by", "韩梅")
    assert "is open already (no. 2, 韩梅" in november.refused("appeal", "open", FINE, "--text", "再说一次")[1]
    assert "不是我接待的" in november.done("appeal", "list", "--open")
    november.done("appeal", "decide", "2", "--grant", "--text", "监控证实", "--by", "李经理")
    zh, en = november.refused("appeal", "decide", "2", "--refuse", "--text", "改主意")
    assert "不能再次决定" in zh
    assert "was decided already, by 李经理" in en
    assert FINE not in november.done("appeal", "list", "--open")
    assert "granted (李经理" in november.done("appeal", "list")
    november.run("2026-11")
    assert carried(november) == {f"2026-11/E02/appeal/{FINE}": ("30.00", FINE)}
    assert_adds_up(november, "2026-11")
    assert "forgiven already" in november.refused("waive", FINE, "--reason", "免除")[1]
    november.done("close", "2026-11")
    assert "are as they were recorded" in november.done("ledger", "verify")


def test_an_appeal_that_is_refused_leaves_the_charge(november: Shop) -> None:
    november.done("appeal", "open", FINE, "--text", "不是我接待的")
    november.done("appeal", "decide", "2", "--refuse", "--text", "记录清楚")
    november.done("close", "2026-11")
    assert [line["entry_id"] for line in november.lines()[5:]] == ["2026-11/E01/lateness/2026-11-10.1"]
    november.done("appeal", "open", FINE, "--text", "有新证据")


def test_an_appeal_has_to_be_decided_one_way_or_the_other(closed: Shop) -> None:
    assert (
        "there is no appeal 7; no appeal is open"
        in closed.refused("appeal", "decide", "7", "--grant", "--text", "成立")[1]
    )
    closed.done("appeal", "open", FINE, "--text", "不是我接待的")
    assert "--grant or --refuse" in closed.refused("appeal", "decide", "2", "--text", "再看看")[1]
    for both in (("--grant", "--refuse"), ("--refuse", "--grant")):
        zh, en = closed.refused("appeal", "decide", "2", *both, "--text", "再看看")
        assert "只写一个" in zh
        assert "--grant or --refuse, one of them" in en
    assert "open are: 2" in closed.refused("appeal", "decide", "1", "--grant", "--text", "成立")[1]


def test_a_run_tells_the_waivers_of_its_own_month_from_those_it_carries(november: Shop) -> None:
    november.done("waive", FINE, "--reason", "客户撤诉")
    november.done("waive", "2026-11/E01/lateness/2026-11-10.1", "--reason", "地铁停运")
    said = november.run("2026-11").splitlines()
    assert "of these, 1 line of corrections and waivers, about 2026-10" in said
    assert "of these, 1 line of waivers and granted appeals of the month itself" in said


def test_open_appeals_are_shown_when_a_month_is_closed(november: Shop) -> None:
    november.done("appeal", "open", FINE, "--text", "不是我接待的", "--by", "韩梅")
    said = november.done("close", "2026-11")
    assert f"open appeal: no. 2, {FINE}, 韩梅" in said
    assert "不是我接待的" in said
