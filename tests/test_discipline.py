"""Discipline: steps that are proposed by repetition (rules, section 16)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.language import Text
from payroll.month.context import Month
from payroll.month.ledger import ADJUSTMENT_OF_RULE
from payroll.month.month import judge
from payroll.policy.discipline_rule import COUNTABLE, DisciplineRule, DisciplineStep
from payroll.policy.model import IncidentRule, OccurrenceRule, PolicyVersion, Rules, Window
from payroll.reports.words import RULES
from payroll.table_words import RULE_WORDS
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    employee,
    flat,
    incident,
    ledger,
    lines,
    problems,
    punch,
    shift,
    version,
)
from tests.month_frames import Row
from tests.raw_tables import clean, codes
from tests.test_cases import rows as csv_rows

DAYS = [f"2026-10-{day:02d}" for day in (12, 13, 14, 15, 16)]
ORAL, WRITTEN = DisciplineStep(2, "oral-warning"), DisciplineStep(4, "written-warning")


def stepping(
    *steps: DisciplineStep, counts: Iterable[str] = ("lateness",), window: Window = "employment", clause: str = ""
) -> Rules:
    rule = DisciplineRule(clause=clause, counts=frozenset(counts), window=window, steps=steps or (ORAL, WRITTEN))
    titles = {code: IncidentRule(title=Text(code, code)) for code in ("games", "call")}
    return replace(BARE, lateness=OccurrenceRule(tiers=(flat("5"),)), discipline=rule, incidents=titles)


def past(date: str, rule: str = "lateness", entry_id: str = "", *, code: str = "", employee_id: str = "0001") -> Row:
    return {"employee_id": employee_id, "date": date, "rule": rule, "entry_id": entry_id, "code": code}


def late(
    policy: Rules | Sequence[PolicyVersion],
    dates: Iterable[str] = (),
    history: Iterable[Row] = (),
    incidents: Iterable[Row] = (),
    period: str = "2026-10",
) -> Month:
    """0001 is late by a minute on each of the dates."""
    dates = list(dates)
    return a_month(
        period,
        policy,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", date) for date in dates],
        punches=[punch("0001", date, "08:31", "17:30") for date in dates],
        incidents=incidents,
        records={"history": history},
    )


def proposed(month: Month) -> list[tuple[str, int, str]]:
    return [(line.date, line.occurrence, line.action) for line in lines(month, "discipline")]


def of_history(month: Month) -> list[str]:
    return [code for code in problems(month) if code.startswith("HISTORY")]


def test_the_nth_proposes_the_step_of_its_count_and_beyond_the_last_each_one_the_last_again() -> None:
    assert proposed(late(stepping(), DAYS)) == [
        (DAYS[1], 2, "oral-warning"),
        (DAYS[3], 4, "written-warning"),
        (DAYS[4], 5, "written-warning"),
    ]


def test_a_proposal_is_a_line_of_nothing_beside_the_entry_that_it_follows_from() -> None:
    month = late(stepping(), DAYS[:2])
    assert lines(month)[1:] == [
        Line("0001", DAYS[1], "discipline", 2, "0.00", "oral-warning"),
        Line("0001", DAYS[1], "lateness", 2, "-5.00", ""),
    ]
    table = ledger(month)
    assert table["kind"].tolist() == ["charge", "notice", "charge"]
    assert table["entry_id"].tolist()[1] == f"2026-10/0001/discipline/lateness/{DAYS[1]}.1"


def test_its_evidence_is_that_of_all_that_was_counted() -> None:
    table = ledger(late(stepping(), DAYS[:1], [past("2026-09-03")]))
    assert table["evidence"].tolist() == ["history.csv:2; shifts.csv:2; punches.csv:2", "shifts.csv:2; punches.csv:2"]


def test_what_is_not_in_counts_does_not_count() -> None:
    happened = [incident("I1", DAYS[0], "games"), incident("I2", DAYS[1], "call")]
    assert proposed(late(stepping(counts=["lateness"]), DAYS[:1], incidents=happened)) == []
    assert proposed(late(stepping(counts=["incident"]), DAYS[:1], incidents=happened)) == [(DAYS[1], 2, "oral-warning")]


def test_an_incident_can_be_counted_by_its_code() -> None:
    happened = [incident(f"I{day}", day, code) for day, code in zip(DAYS, ("games", "call", "games"), strict=False)]
    assert proposed(late(stepping(counts=["incident:games"]), incidents=happened)) == [(DAYS[2], 2, "oral-warning")]
    both = stepping(counts=["incident:games", "lateness"])
    assert proposed(late(both, DAYS[2:3], incidents=happened)) == [(DAYS[2], 2, "oral-warning")]


def test_on_one_day_entries_are_in_the_order_of_rule_and_event() -> None:
    # incident I1, incident I2, lateness: the incident I2 is the second.
    happened = [incident("I2", DAYS[0], "games"), incident("I1", DAYS[0], "games")]
    month = late(stepping(ORAL, DisciplineStep(9, "x"), counts=["incident", "lateness"]), DAYS[:1], [], happened)
    assert ledger(month)["entry_id"].tolist()[0] == "2026-10/0001/discipline/incident/I2"


def test_others_do_not_count() -> None:
    history = [past("2026-09-03", employee_id="0002")]
    assert proposed(late(stepping(), DAYS[:1], history)) == []


# History and windows


def test_the_history_counts_and_proposes_nothing_itself() -> None:
    history = [past("2026-09-03"), past("2026-09-04"), past("2026-09-07")]
    assert proposed(late(stepping(), DAYS[:1], history)) == [(DAYS[0], 4, "written-warning")]
    assert proposed(late(stepping(), [], history)) == []


def test_history_of_the_period_and_later_is_not_counted() -> None:
    assert proposed(late(stepping(), DAYS[:1], [past("2026-09-30")])) == [(DAYS[0], 2, "oral-warning")]
    assert proposed(late(stepping(), DAYS[:1], [past("2026-10-01"), past("2026-11-02")])) == []


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        ("employment", "2020-02-03", None),
        ("year", "2026-01-01", "2025-12-31"),
        ("rolling-12", "2025-10-13", "2025-10-12"),
        ("period", None, "2026-09-30"),
    ],
)
def test_a_window_bounds_what_counts_together(window: Window, inside: str | None, outside: str | None) -> None:
    rules = stepping(window=window)
    if inside is not None:
        assert proposed(late(rules, DAYS[:1], [past(inside)])) == [(DAYS[0], 2, "oral-warning")]
    if outside is not None:
        assert proposed(late(rules, DAYS[:1], [past(outside)])) == []


def test_the_window_ends_with_the_entry_itself() -> None:
    # On the 12th two of twelve months count, on the 13th the one of the 13th a year ago is out.
    rules = stepping(DisciplineStep(2, "a"), DisciplineStep(3, "b"), window="rolling-12")
    assert proposed(late(rules, DAYS[:2], [past("2025-10-13")])) == [(DAYS[0], 2, "a"), (DAYS[1], 2, "a")]


def test_an_entry_id_of_the_history_counts_once() -> None:
    twice = [past("2026-09-03", entry_id="A"), past("2026-09-03", entry_id="A", code="x"), past("2026-09-04")]
    assert [number for _, number, _ in proposed(late(stepping(DisciplineStep(3, "a")), DAYS[:1], twice))] == [3]
    fates = judge(late(stepping(), [], twice)).dispositions["history"]
    assert fates.tolist() == [0, 3, 0]


def test_the_version_of_the_day_says_what_counts_how_and_to_which_step() -> None:
    policy = [
        version(stepping(DisciplineStep(2, "old"))),
        version(stepping(DisciplineStep(3, "new"), window="period"), DAYS[2]),
        version(BARE, DAYS[3]),
    ]
    assert proposed(late(policy, DAYS, [past("2026-09-03")])) == [
        (DAYS[0], 2, "old"),
        (DAYS[1], 3, "old"),
        (DAYS[2], 3, "new"),
    ]


# A whole ledger as history


def of(entry: str, how: str = "", period: str = "2026-09") -> Row:
    """A line of 2026-09's ledger about ``entry``, as corrections, waivers and appeals write it."""
    word, _, part = how.partition("/")
    return past("2026-08-05", entry_id=f"{period}/0001/{word}/{entry}" + (f"/{part}" if part else ""))


ENTRY = "2026-08/0001/lateness/2026-08-05.1"


@pytest.mark.parametrize(
    ("lines_about", "counts"),
    [
        ([], True),
        (["correction/reversed"], False),
        (["correction/reversed", "correction/posted"], True),
        (["waiver"], False),
        (["appeal"], False),
    ],
)
def test_an_entry_that_was_taken_back_or_forgiven_does_not_count(lines_about: list[str], counts: bool) -> None:
    history = [past("2026-08-05", entry_id=ENTRY), *(of(ENTRY, how) for how in lines_about)]
    assert len(proposed(late(stepping(), DAYS[:1], history))) == counts
    used = judge(late(stepping(), [], history)).dispositions["history"] == 0
    assert used.sum() == counts


def test_an_entry_that_was_only_posted_later_counts() -> None:
    assert len(proposed(late(stepping(), DAYS[:1], [of(ENTRY, "correction/posted")]))) == 1
    twice = [of(ENTRY, "correction/posted"), of(ENTRY, "correction/reversed", "2026-10")]
    assert proposed(late(stepping(), DAYS[:1], twice)) == []


def test_a_rule_that_the_ledger_does_not_have_is_named() -> None:
    month = late(stepping(), DAYS[:1], [past("2026-09-03", "迟 到"), past("2026-09-04", "迟 到")])
    assert of_history(month) == ["HISTORY-RULE"]
    assert proposed(month) == []


def test_other_rules_of_a_ledger_are_nothing_to_speak_of() -> None:
    assert of_history(late(stepping(), [], [past("2026-09-03", "guard"), past("2026-09-03", "addition")])) == []


def test_the_code_of_an_incident_of_the_past_is_found_by_its_id() -> None:
    rules = stepping(counts=["incident:games"])
    entry = past("2026-09-03", "incident", "2026-09/0001/incident/I7")
    now = incident("I9", DAYS[0], "games")
    known = late(rules, [], [entry], [now, incident("I7", "2026-09-03", "games")])
    assert proposed(known) == [(DAYS[0], 2, "oral-warning")]
    assert of_history(known) == []
    assert proposed(late(rules, [], [entry | {"code": "games"}], [now])) == [(DAYS[0], 2, "oral-warning")]
    unknown = late(rules, [], [entry], [now])
    assert proposed(unknown) == []
    assert of_history(unknown) == ["HISTORY-CODE"]
    # Where incidents of all codes count, the code need not be known.
    assert of_history(late(stepping(counts=["incident"]), [], [entry], [now])) == []


def test_the_code_of_an_incident_that_a_correction_posted_again_is_found_by_its_id() -> None:
    entry = "2026-08/0001/incident/I7"
    corrected = [of(entry, f"correction/{how}") | {"rule": "incident"} for how in ("reversed", "posted")]
    history = [past("2026-08-05", "incident", entry), *corrected]
    known = [incident("I7", "2026-08-05", "games"), incident("I9", DAYS[0], "games")]
    month = late(stepping(counts=["incident:games"]), [], history, known)
    assert proposed(month) == [(DAYS[0], 2, "oral-warning")]
    assert of_history(month) == []


def test_somebody_who_has_left_is_a_warning_in_the_history_and_an_error_elsewhere() -> None:
    cleaned = clean({"history": "employee_id, date, rule\n0099, 2026-09-03, lateness\n0007, 2026-09-03, 迟到"})
    assert codes(cleaned) == [("HISTORY-EMPLOYEE", 2)]
    assert cleaned.tables.history["rule"].tolist() == ["lateness"]
    assert codes(clean({"reports": "employee_id, date\n0099, 2026-09-03"})) == [("EMPLOYEE-UNKNOWN", 2)]


def test_every_rule_that_can_count_is_known_by_the_words_of_the_workbook() -> None:
    assert set(COUNTABLE) <= set(ADJUSTMENT_OF_RULE)
    for rule in COUNTABLE:
        words = {rule, RULES[rule].zh, RULES[rule].en.lower()}
        assert {RULE_WORDS.get(word) for word in words} == {rule}


def test_the_ledger_of_a_month_is_the_history_of_the_next(tmp_path: Path) -> None:
    """September's ledger, with an incident, somebody who leaves, and a guard, put beside October's data as it is."""
    policy = """
[policy]
title = { zh = "服务台", en = "Desk" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"
[shifts.day]
start = "08:30"
end = "17:30"
[lateness]
[[lateness.tier]]
amount = 2000
[incidents.games]
[discipline]
counts = ["lateness", "incident:games"]
[[discipline.step]]
count = 3
action = "written-warning"
[guard]
profile = "CN"
max_percent = 20
"""
    (tmp_path / "policies" / "desk").mkdir(parents=True)
    (tmp_path / "policies" / "desk" / "2023-02-03.toml").write_text(policy, encoding="utf-8")
    staff = "employee_id,name,hire_date,termination_date,base_wage\n0001,甲,2020-01-06,,4350.00\n"
    write(tmp_path / "09", "employees", staff + "0002,乙,2020-01-06,2026-09-20,4350.00\n")
    write(tmp_path / "10", "employees", staff)
    incidents = "incident_id,employee_id,date,code\nI1,0001,2026-09-03,games\n"
    for month, people in (("09", ("0001", "0002")), ("10", ("0001",))):
        write(tmp_path / month, "incidents", incidents)
        write(tmp_path / month, "shifts", "employee_id,date,shift\n" + on(people, f"2026-{month}-07,day"))
        taps = on(people, f"2026-{month}-07 08:40") + on(people, f"2026-{month}-07 17:30")
        write(tmp_path / month, "punches", "employee_id,time\n" + taps)
    run(tmp_path, "2026-09", "09")
    ledger_of_september = (tmp_path / "out-09" / "ledger.csv").read_bytes()
    assert len(csv_rows(tmp_path / "out-09" / "ledger.csv")) == 5  # an incident, 2 late, 2 of the guard
    (tmp_path / "10" / "history-2026-09.csv").write_bytes(ledger_of_september)
    run(tmp_path, "2026-10", "10")

    found = [row for row in csv_rows(tmp_path / "out-10" / "ledger.csv") if row["rule"] == "discipline"]
    assert [(row["date"], row["occurrence"], row["action"]) for row in found] == [
        ("2026-10-07", "3", "written-warning")
    ]
    assert found[0]["evidence"].startswith("history-2026-09.csv:2; history-2026-09.csv:3; shifts.csv:2")
    named = {row["code"]: row for row in csv_rows(tmp_path / "out-10" / "problems.csv")}
    assert set(named) == {"COLUMN-UNKNOWN", "HISTORY-EMPLOYEE"}
    assert "explanation_zh" in named["COLUMN-UNKNOWN"]["value"]
    (source,) = (row for row in csv_rows(tmp_path / "out-10" / "sources.csv") if row["table"] == "history")
    assert [source[name] for name in ("rows", "used", "duplicate", "out_of_scope", "set_aside")] == list("53002")


def write(folder: Path, table: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")


def on(people: Iterable[str], what: str) -> str:
    return "".join(f"{person},{what}\n" for person in people)


def run(folder: Path, period: str, data: str) -> None:
    places = ["--data", folder / data, "--policies", folder / "policies", "--out", folder / f"out-{data}"]
    arguments = ["run", period, *map(str, places), "--no-workbook", "--no-record"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output


# What is told


def test_the_explanation_is_that_of_the_event_and_which_number_it_is() -> None:
    rules = stepping(window="rolling-12", clause="9")
    table = ledger(late(rules, DAYS[:2], [past("2026-09-03"), past("2026-09-04")]))
    told = table[table["rule"] == "discipline"]
    assert told["explanation_zh"].tolist() == [
        "2026-10-13 班次 08:30–17:30，首次打卡 08:31，迟到 1 分钟；本月第 2 次，扣 5.00；"
        "近十二个月内第 4 次（其中往月 2 次），提出处分建议，由人决定（条款 9）"
    ]
    assert told["explanation_en"].tolist() == [
        "2026-10-13 shift 08:30–17:30, first punch 08:31, 1 min late; no. 2 this month, 5.00 charged; "
        "no. 4 in twelve months of what counts for discipline (2 of them in earlier months): "
        "a step is proposed, a person decides (clause 9)"
    ]


# For all months


@settings(derandomize=True, deadline=None, max_examples=25)
@given(chance=st.randoms(use_true_random=False))
def test_the_number_is_that_of_a_plain_count_and_the_order_of_rows_changes_nothing(chance: Random) -> None:
    dates = sorted(chance.sample(DAYS, chance.randint(1, 5)))
    history = [
        past(f"2025-{chance.randint(9, 12):02d}-{chance.randint(1, 28):02d}") for _ in range(chance.randint(0, 9))
    ]
    rules = stepping(DisciplineStep(1, "each"), window="rolling-12")
    expected = []
    for position, date in enumerate(dates, start=1):
        begin = f"2025{date[4:]}"  # what lies after the same day of the year before
        expected.append((date, position + sum(row["date"] > begin for row in history), "each"))
    assert proposed(late(rules, dates, history)) == expected
    assert proposed(late(rules, dates, chance.sample(history, len(history)))) == expected
