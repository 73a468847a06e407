"""Policy files: what is read, and that every mistake is named with its place, its value and what is allowed."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from payroll.language import Text
from payroll.period import StartDays, date_of
from payroll.policy import kinds
from payroll.policy.load import load_policies, load_version
from payroll.policy.model import (
    Calendar,
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    HandoverRule,
    IncidentRule,
    LeaveRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    PunchWindow,
    Rules,
    ShiftTimes,
    SwapRule,
    Tier,
)
from payroll.problems import Problem

POLICY = """
[policy]
title    = { zh = "测试制度", en = "Test rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source   = "a test"
"""
SHIFT = '\n[shifts.office]\nstart = "08:30"\nend = "17:30"\n'


def write(folder: Path, text: str, name: str = "desk/2023-02-03.toml") -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def rules_of(folder: Path, text: str) -> Rules:
    version, problems = load_version(write(folder, POLICY + text))
    assert problems == []
    assert version is not None
    return version.rules


def problems_of(folder: Path, text: str) -> list[Problem]:
    version, problems = load_version(write(folder, text))
    assert version is None
    for problem in problems:
        for language in ("zh", "en"):
            assert problem.message(language)
            assert problem.fix(language)
    return problems


def only_problem(folder: Path, text: str) -> Problem:
    (problem,) = problems_of(folder, text)
    return problem


def test_a_file_with_every_key_gives_every_rule(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path,
        """period_start_day = 21
[shifts.office]
start = "08:30"
end = "17:30"
[calendar]
shift = "office"
weekdays = ["mon", "sun"]
holidays = "CN"
[punches]
before_minutes = 120
after_minutes = 60
repeat_minutes = 5
[lateness]
clause = "7.1"
grace_minutes = 3
counting = "all"
per = "day"
[[lateness.tier]]
from_occurrence = 3
percent_of_base = 5
[[lateness.tier]]
from_minutes = 30
amount = 20.5
[[lateness.tier]]
percent_of_base = "0.5"
[early_departure]
[absence]
[[absence.tier]]
daily_wages = 1.5
[missing_punch]
[[missing_punch.tier]]
amount = "10"
[swaps]
clause = "4.2.4"
limit = 2
counts = "requester"
notice_hours = 24
amount = 5
[handover]
clause = "4.2.5"
amount = 20
charge = "counterpart"
[complaints]
clause = "4.3.5"
window = "rolling-12"
sources = ["customer", "销售"]
categories = ["服务", "delivery"]
[[complaints.step]]
amount = 30
[[complaints.step]]
action = "dismissal-review"
[probation]
clause = "6.1"
months = 3
on_complaint = "probation-review"
[leave]
clause = "4.2.1"
notice_days = 1
except_kinds = ["病假", "sick"]
amount = 15
[incidents.private-call]
clause = "2.6"
title = { zh = "私人电话", en = "Private call" }
daily_wages = 1
action = "warning"
[guard]
clause = "law"
profile = "CN"
max_percent = 20
minimum_wage = "2690.00"
""",
    )
    assert rules == Rules(
        title=Text("测试制度", "Test rules"),
        currency="CNY",
        timezone="Asia/Shanghai",
        source="a test",
        period_start_day=21,
        shifts={"office": ShiftTimes(510, 1050)},
        calendar=Calendar("office", frozenset({0, 6}), "CN"),
        punches=PunchWindow(120, 60, 5),
        lateness=OccurrenceRule(
            clause="7.1",
            grace_minutes=3,
            counting="all",
            per="day",
            tiers=(
                Tier(1, 0, Price(percent_of_base=Decimal("0.5"))),
                Tier(1, 30, Price(amount=2050)),
                Tier(3, 0, Price(percent_of_base=Decimal(5))),
            ),
        ),
        early_departure=OccurrenceRule(),
        absence=OccurrenceRule(tiers=(Tier(1, 0, Price(daily_wages=Decimal("1.5"))),)),
        missing_punch=OccurrenceRule(tiers=(Tier(1, 0, Price(amount=1000)),)),
        swaps=SwapRule(clause="4.2.4", limit=2, counts="requester", notice_hours=24, amount=500),
        handover=HandoverRule(clause="4.2.5", amount=2000, charge="counterpart"),
        complaints=ComplaintRule(
            clause="4.3.5",
            window="rolling-12",
            sources=frozenset({"customer", "sales"}),
            categories=frozenset({"service", "delivery"}),
            steps=(ComplaintStep(3000), ComplaintStep(0, "dismissal-review")),
        ),
        probation=ProbationRule(clause="6.1", months=3, on_complaint="probation-review"),
        leave=LeaveRule(clause="4.2.1", notice_days=1, except_kinds=frozenset({"病假", "sick"}), amount=1500),
        incidents={
            "private-call": IncidentRule(
                clause="2.6",
                title=Text("私人电话", "Private call"),
                price=Price(daily_wages=Decimal(1)),
                action="warning",
            )
        },
        guard=GuardRule(clause="law", profile="CN", max_percent=Decimal(20), minimum_wage=269000),
    )


def test_keys_left_out_take_the_defaults_of_the_model(tmp_path: Path) -> None:
    text = """
[lateness]
[[lateness.tier]]
[swaps]
limit = 2
[handover]
amount = 20
[complaints]
[[complaints.step]]
[probation]
months = 3
[leave]
notice_days = 1
[incidents.game]
[guard]
"""
    assert rules_of(tmp_path, text) == Rules(
        title=Text("测试制度", "Test rules"),
        currency="CNY",
        timezone="Asia/Shanghai",
        source="a test",
        lateness=OccurrenceRule(tiers=(Tier(),)),
        swaps=SwapRule(limit=2),
        handover=HandoverRule(amount=2000),
        complaints=ComplaintRule(steps=(ComplaintStep(),)),
        probation=ProbationRule(months=3),
        leave=LeaveRule(notice_days=1),
        incidents={"game": IncidentRule(title=Text("game", "game"))},
        guard=GuardRule(),
    )


def test_severities_give_a_rule_without_steps(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "[complaints]\nminimum = 10\n[complaints.severity]\nminor = 10\n'严重' = '99.90'\n")
    assert rules.complaints == ComplaintRule(minimum=1000, severity={"minor": 1000, "严重": 9990})


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("18:30", "24:00", (1110, 1440)),
        ("18:30", "00:00", (1110, 1440)),
        ("22:00", "06:00", (1320, 1800)),
        ("00:00", "08:00", (0, 480)),
        ("08:00", "08:00", (480, 1920)),
        ("08:00", "08:01", (480, 481)),
    ],
)
def test_an_end_at_or_before_the_start_is_the_next_days(
    tmp_path: Path, start: str, end: str, minutes: tuple[int, int]
) -> None:
    rules = rules_of(tmp_path, f'[shifts.a]\nstart = "{start}"\nend = "{end}"\n')
    assert rules.shifts["a"] == ShiftTimes(*minutes)


def test_amounts_are_minor_units_of_the_policys_own_currency(tmp_path: Path) -> None:
    yen = (POLICY + "[handover]\namount = 20\n").replace("CNY", "JPY")
    version, _ = load_version(write(tmp_path, yen))
    assert version is not None
    assert version.rules.handover == HandoverRule(amount=20)
    assert only_problem(tmp_path, yen.replace("amount = 20", "amount = 20.5")).column == "handover.amount"


# --- what is refused: text after [policy], key, value as shown -------------------------------------------------

REFUSED = [
    ("period_start_day = 0", "policy.period_start_day", "0"),
    ("period_start_day = 29", "policy.period_start_day", "29"),
    ("period_start_day = true", "policy.period_start_day", "true"),
    ("period_start_day = 1.5", "policy.period_start_day", "1.5"),
    ("[shifts.a]\nstart = '24:00'\nend = '08:00'", "shifts.a.start", '"24:00"'),
    ("[shifts.a]\nstart = '8:30'\nend = '17:30'", "shifts.a.start", '"8:30"'),
    ("[shifts.a]\nstart = 08:30:00\nend = '17:30'", "shifts.a.start", "08:30:00"),
    ("[shifts.a]\nstart = '08:30'\nend = '24:01'", "shifts.a.end", '"24:01"'),
    ("[shifts.a]\nstart = '08:30'\nend = '17:60'", "shifts.a.end", '"17:60"'),
    ("[calendar]\nshift = 'office'\nweekdays = ['mon', 'tues']\nholidays = ''", "calendar.weekdays[2]", '"tues"'),
    ("[calendar]\nshift = 'office'\nweekdays = ['mon', 3]\nholidays = ''", "calendar.weekdays[2]", "3"),
    ("[calendar]\nshift = 'office'\nweekdays = []\nholidays = ''", "calendar.weekdays", "[]"),
    ("[calendar]\nshift = 'office'\nweekdays = 'mon'\nholidays = ''", "calendar.weekdays", '"mon"'),
    ("[calendar]\nshift = 'office'\nweekdays = ['mon']\nholidays = 'XX'", "calendar.holidays", '"XX"'),
    ("[calendar]\nshift = 'office'\nweekdays = ['mon']\nholidays = false", "calendar.holidays", "false"),
    ("[punches]\nbefore_minutes = -1", "punches.before_minutes", "-1"),
    ("[punches]\nbefore_minutes = 1441", "punches.before_minutes", "1441"),
    ("[punches]\nafter_minutes = 1441", "punches.after_minutes", "1441"),
    ("[punches]\nrepeat_minutes = '30'", "punches.repeat_minutes", '"30"'),
    ("[lateness]\nclause = 7.1", "lateness.clause", "7.1"),
    ("[lateness]\ngrace_minutes = -1", "lateness.grace_minutes", "-1"),
    ("[lateness]\ncounting = 'each'", "lateness.counting", '"each"'),
    ("[lateness]\nper = 'week'", "lateness.per", '"week"'),
    ("[lateness]\ntier = 5", "lateness.tier", "5"),
    ("[lateness]\ntier = [5]", "lateness.tier[1]", "5"),
    ("[lateness]\n[[lateness.tier]]\nfrom_occurrence = 0", "lateness.tier[1].from_occurrence", "0"),
    ("[lateness]\n[[lateness.tier]]\nfrom_minutes = -1", "lateness.tier[1].from_minutes", "-1"),
    ("[lateness]\n[[lateness.tier]]\npercent_of_base = -1", "lateness.tier[1].percent_of_base", "-1"),
    ("[lateness]\n[[lateness.tier]]\npercent_of_base = nan", "lateness.tier[1].percent_of_base", "NaN"),
    ("[lateness]\n[[lateness.tier]]\npercent_of_base = '1%'", "lateness.tier[1].percent_of_base", '"1%"'),
    ("[lateness]\n[[lateness.tier]]\npercent_of_base = 100.01", "lateness.tier[1].percent_of_base", "100.01"),
    ("[lateness]\n[[lateness.tier]]\ndaily_wages = 31.01", "lateness.tier[1].daily_wages", "31.01"),
    ("[incidents.game]\npercent_of_base = 101", "incidents.game.percent_of_base", "101"),
    ("[incidents.game]\ndaily_wages = '32'", "incidents.game.daily_wages", '"32"'),
    ("[lateness]\n[[lateness.tier]]\ndaily_wages = inf", "lateness.tier[1].daily_wages", "Infinity"),
    ("[lateness]\n[[lateness.tier]]\namount = 20.005", "lateness.tier[1].amount", "20.005"),
    ("[lateness]\n[[lateness.tier]]\namount = '20.005'", "lateness.tier[1].amount", '"20.005"'),
    ("[lateness]\n[[lateness.tier]]\namount = '-0.01'", "lateness.tier[1].amount", '"-0.01"'),
    ("[lateness]\n[[lateness.tier]]\namount = true", "lateness.tier[1].amount", "true"),
    ("[lateness]\n[[lateness.tier]]\namount = []", "lateness.tier[1].amount", "[]"),
    ("[swaps]\nlimit = -1", "swaps.limit", "-1"),
    ("[swaps]\nlimit = true", "swaps.limit", "true"),
    ("[swaps]\nlimit = 2\ncounts = 'counterpart'", "swaps.counts", '"counterpart"'),
    ("[swaps]\nlimit = 2\nnotice_hours = 0.5", "swaps.notice_hours", "0.5"),
    ("[handover]\namount = 20\ncharge = 'all'", "handover.charge", '"all"'),
    ("[complaints]\nwindow = 'month'\nseverity = {}", "complaints.window", '"month"'),
    ("[complaints]\nsources = ['manager']\nseverity = {}", "complaints.sources[1]", '"manager"'),
    ("[complaints]\nsources = []\nseverity = {}", "complaints.sources", "[]"),
    ("[complaints]\ncategories = ['']\nseverity = {}", "complaints.categories[1]", '""'),
    ("[complaints]\nminimum = '1,5'\nseverity = {}", "complaints.minimum", '"1,5"'),
    ("[complaints]\n[complaints.severity]\nminor = -1", "complaints.severity.minor", "-1"),
    ("[probation]\nmonths = 0", "probation.months", "0"),
    ("[probation]\nmonths = 121", "probation.months", "121"),
    ("[leave]\nnotice_days = -1", "leave.notice_days", "-1"),
    ("[leave]\nnotice_days = 1\nexcept_kinds = '病假'", "leave.except_kinds", '"病假"'),
    ("[incidents.game]\ntitle = 'game'", "incidents.game.title", '"game"'),
    ("[incidents.game]\ntitle = { zh = '游戏', en = '' }", "incidents.game.title.en", '""'),
    ("[incidents]\ngame = 5", "incidents.game", "5"),
    ("[guard]\nmax_percent = 100.01", "guard.max_percent", "100.01"),
    ("[guard]\nminimum_wage = 2690.001", "guard.minimum_wage", "2690.001"),
    ("[guard]\nminimum_wage = 0x" + "F" * 9999, "guard.minimum_wage", "…"),
]


@pytest.mark.parametrize(("text", "key", "value"), REFUSED, ids=[text[-60:] for text, _, _ in REFUSED])
def test_an_impossible_value_is_named_with_its_key(tmp_path: Path, text: str, key: str, value: str) -> None:
    problem = only_problem(tmp_path, POLICY + text + SHIFT)
    assert (problem.kind, problem.file, problem.column) == (kinds.VALUE, "desk/2023-02-03.toml", key)
    assert problem.value == value
    assert problem.fix("en").startswith("it takes ")


@pytest.mark.parametrize(
    "text",
    [
        "period_start_day = 1",
        "period_start_day = 28",
        "[punches]\nbefore_minutes = 0",
        "[punches]\nbefore_minutes = 1440",
        "[punches]\nrepeat_minutes = 0",
        "[lateness]\n[[lateness.tier]]\nfrom_occurrence = 1",
        "[lateness]\n[[lateness.tier]]\namount = 20.05",
        "[lateness]\n[[lateness.tier]]\namount = 0",
        "[swaps]\nlimit = 0",
        "[complaints]\n[complaints.severity]",
        "[probation]\nmonths = 1",
        "[probation]\nmonths = 120",
        "[leave]\nnotice_days = 0",
        "[lateness]\n[[lateness.tier]]\npercent_of_base = 100",
        "[lateness]\n[[lateness.tier]]\npercent_of_base = 0",
        "[lateness]\n[[lateness.tier]]\ndaily_wages = 31",
        "[lateness]\n[[lateness.tier]]\ndaily_wages = 0",
        "[incidents.game]\npercent_of_base = 100",
        "[incidents.game]\ndaily_wages = 31.0",
        "[guard]\nmax_percent = 100",
        "[guard]\nmax_percent = 0",
    ],
)
def test_the_last_possible_value_is_taken(tmp_path: Path, text: str) -> None:
    rules_of(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("[[absence.tier]]\npercent_of_base = 101", "应为：0 至 100 的数", "it takes a number from 0 to 100"),
        ("[[absence.tier]]\ndaily_wages = 32", "应为：0 至 31 的数", "it takes a number from 0 to 31"),
        ("[guard]\nmax_percent = 101", "应为：0 至 100 的数", "it takes a number from 0 to 100"),
    ],
)
def test_a_share_of_a_wage_that_is_too_large_is_told_its_bounds(tmp_path: Path, text: str, zh: str, en: str) -> None:
    problem = only_problem(tmp_path, POLICY + text)
    assert problem.fix("zh").startswith(zh)
    assert problem.fix("en").startswith(en)


@pytest.mark.parametrize("clause", ["{", "}", "{value}", "{0} {{", "7.1 %s <b>|\\ “第七条”"])
def test_a_clause_may_hold_any_characters(tmp_path: Path, clause: str) -> None:
    rule = rules_of(tmp_path, f"[swaps]\nlimit = 2\nclause = '{clause}'").swaps
    assert rule is not None
    assert rule.clause == clause


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('"CNY"', '"RMB"', "policy.currency"),
        ('"CNY"', '"cny"', "policy.currency"),
        ('"Asia/Shanghai"', '"Asia/Peking"', "policy.timezone"),
        ('"Asia/Shanghai"', '"Asia"', "policy.timezone"),
        ('"Asia/Shanghai"', '"../etc"', "policy.timezone"),
        ('"Asia/Shanghai"', '""', "policy.timezone"),
        ('"a test"', '""', "policy.source"),
        ('{ zh = "测试制度", en = "Test rules" }', '"Test rules"', "policy.title"),
    ],
)
def test_currency_zone_source_and_title_must_be_real(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = only_problem(tmp_path, POLICY.replace(old, new))
    assert (problem.kind, problem.column, problem.value) == (kinds.VALUE, column, new)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", "policy"),
        (POLICY.replace("currency", "# currency"), "policy.currency"),
        (POLICY.replace(', en = "Test rules"', ""), "policy.title.en"),
        (POLICY.replace('zh = "测试制度", ', ""), "policy.title.zh"),
        (POLICY + "[shifts.a]\nstart = '08:30'", "shifts.a.end"),
        (POLICY + "[swaps]", "swaps.limit"),
        (POLICY + "[handover]", "handover.amount"),
        (POLICY + "[probation]", "probation.months"),
        (POLICY + "[leave]", "leave.notice_days"),
        (POLICY + SHIFT + "[calendar]\nshift = 'office'\nweekdays = ['mon']", "calendar.holidays"),
    ],
)
def test_a_missing_key_is_named_with_what_it_takes(tmp_path: Path, text: str, column: str) -> None:
    problem = only_problem(tmp_path, text)
    assert (problem.kind, problem.column) == (kinds.KEY_MISSING, column)
    assert problem.fix("zh").startswith("请补上：")


@pytest.mark.parametrize(
    ("text", "column", "guess"),
    [
        ("[swaps]\nlimit = 2\nnotice_hour = 3", "swaps.notice_hour", "did you mean «notice_hours»? "),
        ("[latenes]", "latenes", "did you mean «lateness»? "),
        ("[lateness]\n[[lateness.tiers]]", "lateness.tiers", "did you mean «tier»? "),
        ("[lateness]\n[[lateness.tier]]\nammount = 3", "lateness.tier[1].ammount", "did you mean «amount»? "),
        ("[shifts.a]\nstart='08:30'\nend='17:30'\nstrat='1'", "shifts.a.strat", "did you mean «start»? "),
        ("[absence]\ngrace_minutes = 3", "absence.grace_minutes", "the keys known here: clause, counting, per, tier"),
        ("[missing_punch]\ngrace_minutes = 3", "missing_punch.grace_minutes", "the keys known here: clause"),
        ("[overtime]\nrate = 2", "overtime", "the keys known here: policy, shifts"),
    ],
)
def test_an_unknown_key_comes_with_a_guess(tmp_path: Path, text: str, column: str, guess: str) -> None:
    problem = only_problem(tmp_path, POLICY + text)
    assert (problem.kind, problem.column) == (kinds.KEY_UNKNOWN, column)
    assert problem.fix("en").startswith(guess)


@pytest.mark.parametrize("code", ["rest", "OFF", "休", "公休", "", " early", "early "])
def test_a_shift_code_is_no_word_for_a_day_off_and_has_no_loose_spaces(tmp_path: Path, code: str) -> None:
    problem = only_problem(tmp_path, POLICY + SHIFT.replace("office", f'"{code}"'))
    assert (problem.kind, problem.column, problem.value) == (kinds.NAME, "shifts", code)


@pytest.mark.parametrize("code", ["early", "早班", "A 1"])
def test_any_other_word_is_a_shift_code(tmp_path: Path, code: str) -> None:
    assert list(rules_of(tmp_path, SHIFT.replace("office", f'"{code}"')).shifts) == [code]


STEP = "[[complaints.step]]\namount = 30\n"


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("[[lateness.tier]]\namount = 1\npercent_of_base = 1", "lateness.tier[1]", "percent_of_base, amount"),
        ("[incidents.game]\namount = 1\ndaily_wages = 1", "incidents.game", "daily_wages, amount"),
        (
            "[[lateness.tier]]\n[[lateness.tier]]\namount = 1",
            "lateness.tier[2]",
            "from_occurrence = 1, from_minutes = 0",
        ),
        ("[complaints]", "complaints", "neither"),
        ("[complaints]\nstep = []", "complaints", "neither"),
        ("[complaints]\n" + STEP + "[complaints.severity]\nminor = 10", "complaints", "both"),
        ("[calendar]\nshift = 'night'\nweekdays = ['mon']\nholidays = ''", "calendar.shift", "it has: –"),
        (SHIFT + "[calendar]\nshift = 'night'\nweekdays = ['mon']\nholidays = ''", "calendar.shift", "it has: office"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, text: str, column: str, reason: str) -> None:
    problem = only_problem(tmp_path, POLICY + text)
    assert (problem.kind, problem.column) == (kinds.CONTRADICTION, column)
    assert reason in problem.message("en")


@pytest.mark.parametrize(
    "second", ["from_occurrence = 2", "from_minutes = 1", "from_occurrence = 2\nfrom_minutes = 1\namount = 3"]
)
def test_tiers_that_differ_in_either_start_stand_side_by_side(tmp_path: Path, second: str) -> None:
    rules = rules_of(tmp_path, f"[[absence.tier]]\n[[absence.tier]]\n{second}\n")
    assert rules.absence is not None
    assert len(rules.absence.tiers) == 2


def test_all_problems_of_all_files_come_in_one_pass(tmp_path: Path) -> None:
    write(tmp_path, POLICY + "[swaps]\nlimit = -1\ncount = 3\n[handover]\n", "a/2023-02-03.toml")
    write(tmp_path, POLICY.replace("CNY", "RMB"), "b/2023-02-03.toml")
    write(tmp_path, POLICY, "c/2023-02-03.toml")
    policies, problems = load_policies(tmp_path)
    assert policies.ids == ("c",)
    assert [(problem.file, problem.column) for problem in problems] == [
        ("a/2023-02-03.toml", "handover.amount"),
        ("a/2023-02-03.toml", "swaps.count"),
        ("a/2023-02-03.toml", "swaps.limit"),
        ("b/2023-02-03.toml", "policy.currency"),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("[policy]\ntitle = 8:30\n", 2),
        ("[policy]\n\nyes = no\n", 3),
        ("[policy\n", 1),
        ("[policy]\na = 'x", 2),
        ("a = 1e99999999999999999999", 1),
    ],
)
def test_a_syntax_error_is_named_with_its_line(tmp_path: Path, text: str, row: int) -> None:
    problem = only_problem(tmp_path, text)
    assert (problem.kind, problem.row) == (kinds.NOT_TOML, row)


@pytest.mark.parametrize(("text", "row"), [("[a]\nb = 1\nb = 2\nc = 3\n", 3), ("[a]\n[b]\n[a]\n", 3)])
def test_a_key_or_table_may_stand_only_once(tmp_path: Path, text: str, row: int) -> None:
    problem = only_problem(tmp_path, text)
    assert (problem.kind, problem.row) == (kinds.REPEATED, row)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "")
    file.write_bytes(POLICY.encode("gbk"))
    _, (problem,) = load_version(file)
    assert problem.kind is kinds.NOT_UTF8
    assert "UTF-8" in problem.fix("zh")


def test_the_mark_that_notepad_puts_before_utf8_is_ignored(tmp_path: Path) -> None:
    file = write(tmp_path, "")
    file.write_bytes(POLICY.encode("utf-8-sig"))
    version, problems = load_version(file)
    assert problems == []
    assert version is not None


@pytest.mark.parametrize(
    "name", ["rules.toml", "2023-2-3.toml", "2023-02-30.toml", "20230203.toml", "1969-12-31.toml", "2023-02-03.TOML"]
)
def test_a_file_name_that_is_no_date_is_refused(tmp_path: Path, name: str) -> None:
    version, (problem,) = load_version(write(tmp_path, POLICY, f"desk/{name}"))
    assert version is None
    assert (problem.kind, problem.value) == (kinds.FILE_NAME, name)


@pytest.mark.parametrize("name", ["1970-01-01", "2024-02-29"])
def test_a_file_name_is_the_day_it_takes_effect(tmp_path: Path, name: str) -> None:
    version, _ = load_version(write(tmp_path, POLICY, f"desk/{name}.toml"))
    assert version is not None
    assert date_of(version.date).isoformat() == name


def test_folders_that_hold_no_policies_are_named(tmp_path: Path) -> None:
    _, (missing,) = load_policies(tmp_path / "nowhere")
    assert missing.kind is kinds.FOLDER_MISSING
    _, (empty,) = load_policies(tmp_path)
    assert empty.kind is kinds.FOLDER_EMPTY
    (tmp_path / "desk").mkdir()
    _, (without,) = load_policies(tmp_path)
    assert (without.kind, without.value) == (kinds.NO_VERSIONS, "desk")
    write(tmp_path, POLICY)
    (tmp_path / "2023-02-03.toml").write_text(POLICY, encoding="utf-8")
    _, (misplaced,) = load_policies(tmp_path)
    assert (misplaced.kind, misplaced.file) == (kinds.MISPLACED, "2023-02-03.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk" / "2023-02-03.toml").mkdir(parents=True)
    _, (problem,) = load_policies(tmp_path)
    assert (problem.kind, problem.file) == (kinds.UNREADABLE, "desk/2023-02-03.toml")


def test_hidden_files_and_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, POLICY)
    write(tmp_path, "notes", "desk/README.md")
    write(tmp_path, "broken", "desk/.2023-02-03.toml")
    write(tmp_path, "broken", ".git/2023-02-03.toml")
    policies, problems = load_policies(tmp_path)
    assert problems == []
    assert [version.file for version in policies.versions] == ["desk/2023-02-03.toml"]


def test_versions_are_sorted_by_policy_and_day(tmp_path: Path) -> None:
    for name in ("desk/2024-07-01", "shop/2023-02-03", "desk/2023-02-03"):
        write(tmp_path, POLICY, name + ".toml")
    policies, problems = load_policies(tmp_path)
    assert problems == []
    assert [version.file[:-5] for version in policies.versions] == [
        "desk/2023-02-03",
        "desk/2024-07-01",
        "shop/2023-02-03",
    ]
    assert policies.ids == ("desk", "shop")
    assert [version.file for version in policies.of("shop")] == ["shop/2023-02-03.toml"]
    assert policies.of("store") == ()
    assert [date_of(version.date).year for version in policies.of("desk")] == [2023, 2024]
    assert (policies.currency, policies.start_days) == ("CNY", StartDays(1))


def test_the_identity_is_the_sha256_of_the_files_bytes(tmp_path: Path) -> None:
    file = write(tmp_path, POLICY)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    version, _ = load_version(file)
    assert version is not None
    assert version.sha256 == digest
    assert version.label == f"desk@2023-02-03#{digest[:8]}"
    file.write_text(POLICY + "# a comment\n", encoding="utf-8")
    changed, _ = load_version(file)
    assert changed is not None
    assert changed.rules == version.rules
    assert changed.sha256 != digest


def test_a_run_has_one_start_day(tmp_path: Path) -> None:
    write(tmp_path, POLICY + "period_start_day = 1", "desk/2023-02-03.toml")
    write(tmp_path, POLICY, "shop/2023-02-03.toml")
    assert load_policies(tmp_path)[1] == []
    write(tmp_path, POLICY + "period_start_day = 2", "shop/2023-02-03.toml")
    _, (problem,) = load_policies(tmp_path)
    assert (problem.kind, problem.file, problem.value) == (kinds.START_DAYS, "shop/2023-02-03.toml", "2")
    assert "desk/2023-02-03.toml" in problem.message("en")


def test_a_run_has_one_currency(tmp_path: Path) -> None:
    write(tmp_path, POLICY, "desk/2023-02-03.toml")
    write(tmp_path, POLICY.replace("CNY", "USD"), "desk/2024-02-03.toml")
    _, (problem,) = load_policies(tmp_path)
    assert (problem.kind, problem.file, problem.value) == (kinds.CURRENCIES, "desk/2024-02-03.toml", "USD")
    assert problem.severity == "error"
