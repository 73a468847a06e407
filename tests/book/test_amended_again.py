"""What is amended, carried and closed once is amended, waived or tried again."""

from pathlib import Path

import pytest

from tests.book.shop import AUTUMN, HAN, LI, Shop, Tables, amend, assert_adds_up, carried, complaint, opened_shop
from tests.book.test_amendments import assert_settled, close, corrections

BONUS = "2026-10/E02/addition/A1"
WANG = "E03,王五,人民路店,2020-01-06,2026-10-31,4350.00"
OF_WANG = "2026-10/E03/complaint/C9"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = opened_shop(tmp_path)
    close(shop, "2026-10", AUTUMN)
    return shop


def bonus(day: str, amount: str) -> Tables:
    return {**AUTUMN, "additions": (f"A1,E02,{day},奖金,{amount}",)}


@pytest.mark.parametrize("day", ["2026-10-05", "2026-10-30"], ids=["earlier", "later"])
def test_an_entry_whose_day_and_amount_change_is_corrected_once(shop: Shop, day: str) -> None:
    amend(shop, bonus(day, "80.00"))
    close(shop, "2026-11", bonus(day, "80.00"))
    assert sorted(corrections(shop, "2026-11")) == [(BONUS, "posted", "80.00"), (BONUS, "reversed", "-100.00")]
    assert "corrections of 2026-10: 0 lines" in amend(shop, bonus(day, "80.00"), "--dry-run")
    amend(shop, bonus("2026-10-12", "60.00"))
    close(shop, "2026-12", bonus("2026-10-12", "60.00"))
    assert sorted(corrections(shop, "2026-12")) == [(BONUS, "posted", "60.00"), (BONUS, "reversed", "-80.00")]
    months = {"2026-10": bonus("2026-10-12", "60.00"), "2026-11": bonus(day, "80.00")}
    assert_settled(shop, {**months, "2026-12": bonus("2026-10-12", "60.00")})


def test_somebody_known_only_to_an_amendment_of_before_can_be_forgiven(shop: Shop) -> None:
    known = {
        **AUTUMN,
        "employees": (LI, HAN, WANG),
        "complaints": (*AUTUMN["complaints"], complaint("C9", "E03", "2026-10-20")),
    }
    amend(shop, {name: known[name] for name in ("employees", "complaints")})
    close(shop, "2026-11", AUTUMN)
    assert corrections(shop, "2026-11") == [(OF_WANG, "posted", "-30.00")]
    shop.done("waive", OF_WANG, "--reason", "已离职")
    close(shop, "2026-12", AUTUMN)
    assert carried(shop, "2026-12") == {f"2026-12/E03/waiver/{OF_WANG}": ("30.00", OF_WANG)}
    [row] = [row for row in shop.written("2026-12", "adjustments") if row["employee_id"] == "E03"]
    assert (row["name"], row["waivers"], row["total"]) == ("王五", "30.00", "30.00")
    assert_adds_up(shop, "2026-12")


def test_a_charge_that_a_draft_carries_can_be_forgiven(shop: Shop) -> None:
    known = {**AUTUMN, "complaints": (*AUTUMN["complaints"], complaint("C2", "E02", "2026-10-28"))}
    amend(shop, known)
    shop.run("2026-11", AUTUMN)
    entry = "2026-10/E02/complaint/C2"
    shop.done("waive", entry, "--reason", "第一次")
    close(shop, "2026-11", AUTUMN)
    assert carried(shop) == {
        f"2026-11/E02/correction/{entry}/posted": ("-60.00", entry),
        f"2026-11/E02/waiver/{entry}": ("60.00", entry),
    }


def test_lines_name_everybody_whose_amendments_led_to_them(shop: Shop) -> None:
    late = {"complaints": (*AUTUMN["complaints"], complaint("C2", "E02", "2026-10-28"))}
    shop.write(late, "late")
    shop.done("amend", "2026-10", "--data", "late", "--reason", "补交投诉", "--by", "赵敏")
    shop.write({"incidents": ("N1,E02,2026-10-16,quarrel",)}, "late")
    shop.done("amend", "2026-10", "--data", "late", "--reason", "定性有误", "--by", "钱多")
    shop.run("2026-11", AUTUMN)
    [line] = [row for row in shop.written("2026-11", "ledger") if row["corrects"].endswith("C2")]
    assert "补交投诉; 定性有误；赵敏, 钱多" in line["explanation_zh"]
    assert line["evidence"].endswith("act:2; act:3")


def test_a_trial_leaves_the_files_of_the_draft_alone(shop: Shop) -> None:
    shop.run("2026-11", AUTUMN)
    before = (shop.folder / "out" / "2026-11" / "ledger.csv").read_bytes()
    shop.run("2026-11", {**AUTUMN, "additions": ()}, "--no-record")
    assert (shop.folder / "out" / "2026-11" / "ledger.csv").read_bytes() == before
    assert (shop.folder / "out" / "trial" / "2026-11" / "ledger.csv").exists()


def test_a_run_whose_files_cannot_be_replaced_is_not_recorded(shop: Shop) -> None:
    shop.run("2026-11", AUTUMN)
    blocked = shop.folder / "out" / "2026-11" / "ledger.csv"
    blocked.unlink()
    blocked.mkdir()
    shop.write({**AUTUMN, "punches": ()})
    with_draft = shop.everything()[:4]
    said = shop.say("run", "2026-11", "--no-workbook")
    assert said.code == 2
    assert "ledger.csv" in said.text
    assert shop.everything()[:4] == with_draft


def test_a_folder_without_a_table_amends_nothing(shop: Shop) -> None:
    (shop.folder / "empty").mkdir()
    zh, en = shop.refused("amend", "2026-10", "--data", "empty", "--reason", "x")
    assert "empty 里没有可以读取的表" in zh
    assert "empty holds no table" in en


def test_a_folder_of_files_that_are_no_tables_amends_nothing(shop: Shop) -> None:
    (shop.folder / "letters").mkdir()
    (shop.folder / "letters" / "reply.txt").write_text("见附件", encoding="utf-8")
    zh, en = shop.refused("amend", "2026-10", "--data", "letters", "--reason", "x")
    assert "letters 里没有可以读取的表" in zh
    assert "letters holds no table" in en


def test_what_is_no_hash_is_no_head(shop: Shop) -> None:
    assert "is not a hash" in shop.refused("ledger", "verify", "--head", "")[1]
    assert "is not a hash" in shop.refused("ledger", "verify", "--head", "abc")[1]


@pytest.mark.parametrize("words", [("close",), ("amend", "--data", "data", "--reason", "x"), ("ledger", "replay")])
def test_what_is_no_month_is_refused_as_such(shop: Shop, words: tuple[str, ...]) -> None:
    command, options = (words[:2], words[2:]) if words[0] == "ledger" else (words[:1], words[1:])
    assert "«2026-13» is not a pay period" in shop.refused(*command, "2026-13", *options)[1]
