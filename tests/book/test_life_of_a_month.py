"""The life of a month through the commands, on both databases: run, closed, amended; and what is refused."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from payroll import __version__
from payroll.ledger.acts import acts
from payroll.ledger.book import reading
from payroll.ledger.schema import DRAFT, RUN
from payroll.month import complaints
from payroll.month.complaints import Charged
from tests.book.shop import (
    AUTUMN,
    FINE,
    LATE_1,
    LATE_2,
    OCTOBER,
    THIRD,
    Shop,
    Tables,
    amend,
    assert_adds_up,
    carried,
    complaint,
    fen,
    worked,
)

BROKEN: Tables = {**AUTUMN, "punches": (*AUTUMN["punches"], "E01,2026-10-12 25:10")}


def runs(shop: Shop) -> list[str]:
    """Return the ids of the recorded runs."""
    with reading(shop.book) as connection:
        return sorted(connection.execute(RUN.select()).scalars())


def drafts(shop: Shop) -> dict[str, tuple[str, str]]:
    """Return by month the draft's run and who made it."""
    with reading(shop.book) as connection:
        return {row.period: (row.run_id, row.who) for row in connection.execute(DRAFT.select())}


# Running


def test_a_run_is_the_draft_of_its_month_and_posts_nothing(new: Shop) -> None:
    assert "recorded as the draft of 2026-10" in new.run("2026-10")
    assert list(drafts(new)) == ["2026-10"]
    assert runs(new) == [drafts(new)["2026-10"][0]]
    assert new.lines() == []
    assert {row["entry_id"]: fen(row["amount"]) for row in new.written("2026-10", "ledger")} == OCTOBER


def test_the_same_run_again_adds_nothing(drafted: Shop) -> None:
    before = drafted.everything()
    assert "the same, nothing was added" in drafted.run("2026-10", None, "--by", "somebody else")
    assert drafted.everything() == before


def test_the_same_run_in_another_language_is_the_same_run(drafted: Shop) -> None:
    before = runs(drafted)
    drafted.done("run", "2026-10", "--no-workbook", lang="zh")
    assert "没有新增记录" in drafted.done("run", "2026-10", "--no-workbook", lang="zh")
    assert runs(drafted) == before


def test_another_run_takes_the_place_of_the_draft(drafted: Shop) -> None:
    [before] = runs(drafted)
    assert "recorded as the draft of 2026-10" in drafted.run("2026-10", {**AUTUMN, **THIRD}, "--by", "李四")
    [after] = runs(drafted)
    assert after != before
    assert drafts(drafted) == {"2026-10": (after, "李四")}


def test_a_run_that_is_not_recorded_leaves_no_book(new: Shop) -> None:
    new.run("2026-10", None, "--no-record")
    assert not (new.folder / "payroll.db").exists()
    assert not (new.folder / "evidence").exists()
    assert "there is no book of record" in new.say("close", "2026-10").text


def test_where_the_name_is_from_is_recorded(new: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "wangfang")
    new.run("2026-10")
    new.done("close", "2026-10", "--by", "李四")
    new.done("waive", LATE_1, "--reason", "第一次")
    assert new.say("waive", LATE_2, "--reason", "第一次", by=None).code == 0
    with reading(new.book) as connection:
        found = [(act.kind, act.who, act.who_from) for act in acts(connection)]
    assert found == [
        ("closing", "李四", "option"),
        ("waiver", "王芳", "environment"),
        ("waiver", "wangfang", "login"),
    ]


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_can_close_a_month(drafted: Shop, name: str) -> None:
    zh, en = drafted.refused("close", "2026-10", "--by", name)
    assert "--by" in zh
    assert "nobody is named" in en


# Closing


def test_closing_posts_the_lines_of_the_ledger(drafted: Shop) -> None:
    drafted.done("close", "2026-10", "--by", "王芳", "--reason", "十月工资")
    posted = drafted.lines()
    assert [(line["sequence"], line["entry_id"], line["amount"]) for line in posted] == [
        (number, entry, amount) for number, (entry, amount) in enumerate(OCTOBER.items(), 1)
    ]
    shown = [
        {name: value for name, value in line.items() if name not in {"sequence", "hash"}}
        | {"amount": f"{Decimal(line['amount']) / 100:.2f}", "occurrence": str(line["occurrence"] or "")}
        for line in posted
    ]
    assert shown == drafted.written("2026-10", "ledger")


def test_the_receipt_names_all_that_was_closed_on(drafted: Shop) -> None:
    out = drafted.folder / "out" / "2026-10"
    outputs = {file.name: digest(file) for file in out.iterdir()}
    [(run, _)] = drafts(drafted).values()
    said = drafted.done("close", "2026-10", "--by", "李四", "--reason", "十月工资")
    receipt = json.loads((out / "receipt-2026-10.json").read_text(encoding="utf-8"))
    [act], lines = all_acts(drafted), drafted.lines()
    assert (receipt["period"], receipt["run"], receipt["tool_version"]) == ("2026-10", run, __version__)
    assert (receipt["first_line"], receipt["last_line"], receipt["lines"]) == (1, 5, 5)
    assert (receipt["head"], receipt["previous_head"], receipt["seal"]) == (lines[-1]["hash"], "0" * 64, act.hash)
    assert receipt["inputs"] == {file.name: digest(file) for file in (drafted.folder / "data").iterdir()}
    policy = drafted.folder / "policies" / "shop" / "2020-01-01.toml"
    assert receipt["policies"] == {"shop@2020-01-01": digest(policy)}
    assert receipt["outputs"] == outputs
    assert receipt["totals"] == {
        "lines": 5,
        "amount": -6700,
        "currency": "CNY",
        "by_rule": {"lateness": -8700, "complaint": -3000, "incident": -5000, "addition": 10000},
    }
    assert (receipt["carried"], receipt["accepted"]) == ([], [])
    assert receipt["drafted"]["who"] == "王芳"
    who = {"number": 1, "who": "李四", "who_from": "option", "at": act.at, "why": "十月工资"}
    assert receipt["closed"] == who
    assert receipt["head"] in said
    assert receipt["seal"] in said


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def all_acts(shop: Shop) -> list[Any]:
    with reading(shop.book) as connection:
        return list(acts(connection))


def test_the_receipt_can_be_written_again(closed: Shop) -> None:
    first = closed.folder / "out" / "2026-10" / "receipt-2026-10.json"
    closed.done("ledger", "receipt", "2026-10", "--out", "again")
    assert (closed.folder / "again" / first.name).read_bytes() == first.read_bytes()
    assert "2026-11 is not closed" in closed.refused("ledger", "receipt", "2026-11")[1]


def test_a_closed_month_is_not_run_again_and_says_what_can_be_done(closed: Shop) -> None:
    out = closed.folder / "out" / "2026-10"
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    zh, en = closed.refused("run", "2026-10", "--no-workbook")
    assert "已由 王芳" in zh
    assert "payroll amend 2026-10" in zh
    assert "was closed by 王芳" in en
    assert "payroll amend 2026-10 --data DIR --reason TEXT --by NAME" in en
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_a_closed_month_can_still_be_computed_without_recording(closed: Shop) -> None:
    before = closed.everything()
    closed.run("2026-10", {**AUTUMN, **THIRD}, "--no-record", "--out", "tried")
    assert closed.everything() == before
    assert len((closed.folder / "tried" / "ledger.csv").read_text(encoding="utf-8").splitlines()) == 1 + 6


def test_a_month_is_closed_once(closed: Shop) -> None:
    zh, en = closed.refused("close", "2026-10")
    assert "不能再次结账" in zh
    assert "was closed already, by 王芳" in en


def test_a_month_without_a_draft_is_not_closed(drafted: Shop) -> None:
    zh, en = drafted.refused("close", "2026-09")
    assert "请先运行 payroll run 2026-09" in zh
    assert "no draft to close. Run `payroll run 2026-09` first" in en


def test_a_month_is_not_closed_before_an_earlier_one_that_has_a_draft(drafted: Shop) -> None:
    drafted.run("2026-11")
    zh, en = drafted.refused("close", "2026-11")
    assert "payroll close 2026-10" in zh
    assert "`payroll close 2026-10` first" in en
    drafted.done("close", "2026-10")
    drafted.done("close", "2026-11")


def test_a_run_with_errors_keeps_the_month_from_being_closed(drafted: Shop) -> None:
    out = drafted.folder / "out" / "2026-10"
    before = {file.name: file.read_bytes() for file in out.iterdir() if file.name != "problems.csv"}
    drafted.write(BROKEN)
    assert "TIME-IMPOSSIBLE" in drafted.say("run", "2026-10", "--no-workbook").text
    assert {file.name: file.read_bytes() for file in out.iterdir() if file.name != "problems.csv"} == before
    zh, en = drafted.refused("close", "2026-10")
    assert "还有 1 个错误" in zh
    assert "1 open error" in en
    drafted.run("2026-10", AUTUMN)
    drafted.done("close", "2026-10")
    assert len(drafted.lines()) == 5


def test_a_run_that_cannot_be_judged_at_all_keeps_the_month_from_being_closed(drafted: Shop) -> None:
    policy = drafted.folder / "policies" / "shop" / "2020-01-01.toml"
    sound = policy.read_text(encoding="utf-8")
    policy.write_text("[policy]\n", encoding="utf-8")
    assert drafted.say("run", "2026-10", "--no-workbook").code == 2
    assert "open error" in drafted.refused("close", "2026-10")[1]
    policy.write_text(sound, encoding="utf-8")
    drafted.run("2026-10")
    drafted.done("close", "2026-10")


def test_a_first_run_with_errors_is_not_closed(new: Shop) -> None:
    new.write(BROKEN)
    assert new.say("run", "2026-10", "--no-workbook").code == 2
    assert "1 open error" in new.refused("close", "2026-10")[1]


def test_accepted_errors_are_shown_when_the_month_is_closed_and_stand_in_its_receipt(drafted: Shop) -> None:
    accepted = ("--accept", "TIME-IMPOSSIBLE", "--accept", "DATE-IMPOSSIBLE")
    drafted.run("2026-10", BROKEN, *accepted)
    assert "nobody said why" in drafted.refused("close", "2026-10")[1]
    drafted.run("2026-10", BROKEN, *accepted, "--reason", "打卡机断电")
    assert "accepted errors: TIME-IMPOSSIBLE × 1 (打卡机断电)" in drafted.done("close", "2026-10")
    details = all_acts(drafted)[0].details
    assert details["accepted"] == ["TIME-IMPOSSIBLE"]
    assert details["problems"]["why"] == "打卡机断电"


def test_a_closing_that_cannot_write_its_receipt_says_so_and_the_receipt_can_be_had_later(drafted: Shop) -> None:
    (drafted.folder / "file").touch()
    said = drafted.say("close", "2026-10", "--out", "file")
    assert said.code == 2
    assert "file" in said.text
    assert "payroll ledger receipt 2026-10" in said.text
    assert len(drafted.lines()) == 5
    drafted.done("ledger", "receipt", "2026-10")


# Amending


def test_an_amendment_that_is_only_tried_changes_nothing(closed: Shop) -> None:
    before = closed.everything()
    said = amend(closed, THIRD, "--dry-run")
    assert "was -43.50, becomes -217.50" in said
    assert "nothing was recorded" in said
    assert closed.everything() == before


def test_the_next_month_carries_the_corrections(closed: Shop) -> None:
    said = amend(closed, THIRD)
    assert "2026-11 carries the corrections" in said
    closed.run("2026-11")
    third, about = "2026-10/E01/lateness/2026-10-14.1", "2026-11/E01/correction"
    assert carried(closed) == {
        f"{about}/{LATE_1}/reversed": ("43.50", LATE_1),
        f"{about}/{LATE_1}/posted": ("-217.50", LATE_1),
        f"{about}/{LATE_2}/reversed": ("43.50", LATE_2),
        f"{about}/{LATE_2}/posted": ("-217.50", LATE_2),
        f"{about}/{third}/posted": ("-217.50", third),
    }
    assert_adds_up(closed, "2026-11")
    li = next(row for row in closed.written("2026-11", "adjustments") if row["employee_id"] == "E01")
    assert (li["lateness"], li["corrections"], li["waivers"], li["total"]) == ("-43.50", "-565.50", "0.00", "-609.00")
    closed.done("close", "2026-11")
    assert [line["entry_id"] for line in closed.lines()[5:]] == [
        row["entry_id"] for row in closed.written("2026-11", "ledger")
    ]
    assert all_acts(closed)[-1].details["carried"] == [2]
    assert "are as they were recorded" in closed.done("ledger", "verify")


def test_the_same_amendment_again_adds_nothing(closed: Shop) -> None:
    amend(closed, THIRD)
    before = closed.everything()
    assert "The same is on record already" in amend(closed, THIRD)
    assert closed.everything() == before


def test_a_month_that_the_program_now_computes_otherwise_is_corrected_on_its_own_evidence(
    closed: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dearer(*fields: Any) -> Charged:
        return replace(Charged(*fields), amount=fields[6] + 7)

    same = {"complaints": AUTUMN["complaints"]}
    assert "The same is on record already" in amend(closed, same)
    monkeypatch.setattr(complaints, "Charged", dearer)
    # 韩梅's complaint cost 30.00
    assert "The same is on record already" not in amend(closed, same)
    assert "The same is on record already" in amend(closed, same)
    closed.run("2026-11")
    assert sorted(carried(closed).values()) == [("-30.07", FINE), ("30.00", FINE)]


def test_an_amendment_with_errors_records_nothing(closed: Shop) -> None:
    closed.write({"punches": (*AUTUMN["punches"], "E01,2026-10-12 25:10")}, "late")
    zh, en = closed.refused("amend", "2026-10", "--data", "late", "--reason", "补打卡")
    assert "什么都没有记录" in zh
    assert "TIME-IMPOSSIBLE" in en


def test_an_amendment_shows_what_its_files_were_warned_of(closed: Shop) -> None:
    twice = (*AUTUMN["punches"], AUTUMN["punches"][0])
    said = amend(closed, {"punches": twice}, "--dry-run")
    assert "ROW-REPEATED: punches.csv" in said
    assert "count no more" not in said


def test_the_files_of_another_month_are_not_taken_into_a_closed_one(closed: Shop) -> None:
    """All of October's shifts would be absences, or there would be none at all."""
    november: Tables = {"punches": worked("E01", "2026-11-10"), "shifts": ("E01,2026-11-10,day",)}
    before = closed.everything()
    for table, word in (("punches", "打卡"), ("shifts", "排班")):
        closed.write({table: november[table]}, "late")
        zh, en = closed.refused("amend", "2026-10", "--data", "late", "--reason", "补打卡")
        assert f"late 里的{word}表只有 0 行属于 2026-10" in zh
        assert f"{table} in late has 0 rows of 2026-10" in en
    assert closed.everything() == before


def test_an_amendment_tells_how_much_of_the_month_its_tables_lack(closed: Shop) -> None:
    said = amend(closed, {"punches": AUTUMN["punches"][1:]}, "--dry-run")
    assert "1 of the 4 rows that 2026-10 had in punches are not in late and count no more" in said


def test_a_folder_that_is_not_there_amends_nothing(closed: Shop) -> None:
    zh, en = closed.refused("amend", "2026-10", "--data", "nowhere", "--reason", "补打卡")
    assert "nowhere" in zh
    assert "nowhere" in en


def test_an_open_month_is_not_amended(drafted: Shop) -> None:
    zh, en = drafted.refused("amend", "2026-10", "--data", "data", "--reason", "补打卡")
    assert "payroll run 2026-10" in zh
    assert "2026-10 is not closed" in en


@pytest.mark.parametrize(
    "command",
    [
        "close 2026-11 --reason",
        "amend 2026-10 --data late --reason",
        f"waive {FINE} --reason",
        f"appeal open {FINE} --text",
        "appeal decide 2 --grant --text",
    ],
)
def test_nothing_is_done_without_a_reason(november: Shop, command: str) -> None:
    november.write(THIRD, "late")
    *words, option = command.split()
    zh, en = november.refused(*words, option, " ")
    assert f"没有写明原因；请用 {option} 写明" in zh
    assert f"say why with {option}" in en


@pytest.mark.parametrize("change", ["amend", "waive", "appeal"])
def test_a_draft_that_lacks_what_was_decided_since_is_run_again_before_it_is_closed(
    november: Shop, change: str
) -> None:
    if change == "amend":
        amend(november, THIRD)
    elif change == "waive":
        november.done("waive", LATE_1, "--reason", "第一次")
    else:
        november.done("appeal", "open", LATE_1, "--text", "地铁停运")
        november.done("appeal", "decide", "2", "--grant", "--text", "有证明")
    zh, en = november.refused("close", "2026-11")
    assert "重新运行 payroll run 2026-11" in zh
    assert "Run `payroll run 2026-11` again" in en
    november.run("2026-11")
    november.done("close", "2026-11")
    assert {line["corrects"] for line in november.lines()[5:]} >= {LATE_1}


def test_late_evidence_that_a_run_meets_is_named_with_the_command_that_takes_it_in(closed: Shop) -> None:
    late = {**AUTUMN, "complaints": (complaint("C1", "E02", "2026-10-15"), complaint("C2", "E01", "2026-10-30"))}
    said = closed.run("2026-11", late)
    [warning] = [row for row in closed.written("2026-11", "problems") if row["code"] == "LATE-EVIDENCE"]
    assert (warning["severity"], warning["file"], warning["row"]) == ("warning", "complaints.csv", "3")
    assert "C2" in warning["message"]
    assert "payroll amend 2026-10 --data data --reason" in warning["fix"]
    assert "LATE-EVIDENCE" in said
    amend(closed, {"complaints": late["complaints"]})
    assert "LATE-EVIDENCE" not in closed.run("2026-11")
    assert carried(closed) == {
        "2026-11/E01/correction/2026-10/E01/complaint/C2/posted": ("-30.00", "2026-10/E01/complaint/C2")
    }


def test_late_shifts_and_punches_are_named_too(closed: Shop) -> None:
    closed.run("2026-11", {**AUTUMN, **THIRD})
    found = {
        row["file"]: row["message"] for row in closed.written("2026-11", "problems") if row["code"] == "LATE-EVIDENCE"
    }
    assert set(found) == {"shifts.csv", "punches.csv"}
    assert "2026-10-14" in found["shifts.csv"]
    assert "2026-10-14 09:30" in found["punches.csv"]


def test_files_that_only_grew_by_the_new_month_are_no_late_evidence(closed: Shop) -> None:
    more = {
        **AUTUMN,
        "punches": (*AUTUMN["punches"], *worked("E01", "2026-11-11")),
        "shifts": (*AUTUMN["shifts"], "E01,2026-11-11,day"),
    }
    assert "LATE-EVIDENCE" not in closed.run("2026-11", more)


def test_an_amendment_names_the_other_closed_months_that_it_reaches(november: Shop) -> None:
    november.done("close", "2026-11")
    both: Tables = {
        "complaints": (
            complaint("C0", "E02", "2026-10-08"),
            complaint("C1", "E02", "2026-10-15"),
            complaint("C2", "E02", "2026-11-20"),
        )
    }
    said = amend(november, both)
    assert "The same evidence tells something else about 2026-11 as well" in said
    assert "C2" in said
    assert "2026-12 carries the corrections" in said
    assert " as well" not in amend(november, both, "--dry-run", period="2026-11")
