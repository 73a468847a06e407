"""Months under another policy: who gains, who loses, and that the differences add up. A base wage of 4350.00."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from payroll.language import Text
from payroll.month.context import Month, records
from payroll.month.ledger import adjustments
from payroll.month.month import judge
from payroll.policy.law import shipped_laws
from payroll.policy.model import (
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    IncidentRule,
    OccurrenceRule,
    Policies,
    Price,
    Rules,
    SwapRule,
    Tier,
)
from payroll.simulation.compare import Comparison, Side, compare, over_all_months, together
from payroll.simulation.trial import as_if_in_force
from tests.book.shop import AUTUMN, POLICY, table_of, write_policy, write_tables
from tests.month_builder import (
    BARE,
    a_month,
    cents,
    complaint,
    employee,
    incident,
    percent,
    punch,
    shift,
    swap,
    version,
)
from tests.month_frames import day, ledger_lines
from tests.test_cli import ROOT, SHOP, say

DAYS = ("2026-10-08", "2026-10-09", "2026-10-12", "2026-10-13")


def side(month: Month) -> Side:
    judged = judge(month)
    return Side(ledger_lines(month, judged.entries), adjustments(month, judged.entries, judged.swaps))


def desk(policy: Rules, period: str = "2026-10") -> Month:
    """Return a month: 0001 is late twice, 0002 has a complaint, 0003 has nothing."""
    return a_month(
        period,
        policy=policy,
        employees=[employee(number) for number in ("0001", "0002", "0003")],
        shifts=[shift("0001", date) for date in DAYS[:2]],
        punches=[punch("0001", date, "08:40", "17:30") for date in DAYS[:2]],
        complaints=[complaint("C1", "2026-10-05 10:00", employee_id="0002")],
    )


OLD = replace(
    BARE,
    lateness=OccurrenceRule(tiers=(percent("1"),)),
    complaints=ComplaintRule(steps=(ComplaintStep(cents("30")),)),
)
NEW = replace(
    BARE,
    lateness=OccurrenceRule(tiers=(percent("1"), percent("2", occurrence=2))),
    complaints=ComplaintRule(steps=(ComplaintStep(cents("10")),)),
)
"""Late: 43.50 each before; 43.50 and 87.00 after. The complaint: 30.00 before, 10.00 after."""


def compared(before: Rules, after: Rules) -> Comparison:
    return compare("2026-10", side(desk(before)), side(desk(after)))


def test_who_gains_and_who_loses() -> None:
    people = records(compared(OLD, NEW).people)
    assert [(row["employee_id"], row["before"], row["after"], row["difference"], row["lines"]) for row in people] == [
        ("0001", -8700, -13050, -4350, 1),
        ("0002", -3000, -1000, 2000, 1),
        ("0003", 0, 0, 0, 0),
    ]


def test_the_store_counts_its_people_and_sums_them_up() -> None:
    (store,) = records(compared(OLD, NEW).stores)
    assert (store["store"], store["people"], store["gaining"], store["losing"]) == ("S1", 3, 1, 1)
    assert (store["before"], store["after"], store["difference"]) == (-11700, -14050, -2350)


def test_each_rule_is_summed_up_on_both_sides() -> None:
    rules = records(compared(OLD, NEW).rules)
    assert [tuple(row.values()) for row in rules] == [
        ("2026-10", "complaint", 1, 1, -3000, -1000, 2000),
        ("2026-10", "lateness", 2, 2, -8700, -13050, -4350),
    ]


def test_only_lines_that_differ_are_listed_with_both_explanations() -> None:
    lateness, complained = records(compared(OLD, NEW).lines)
    assert lateness["entry_id"] == "2026-10/0001/lateness/2026-10-09.1"
    assert (lateness["change"], lateness["before"], lateness["after"]) == ("changed", -4350, -8700)
    assert lateness["explanation_before_en"].endswith("no. 2 this month, at 1%: 4350.00 × 1% = 43.50")
    assert lateness["explanation_after_en"].endswith("no. 2 this month, at 2%: 4350.00 × 2% = 87.00")
    assert lateness["explanation_after_zh"].endswith("本月第 2 次，按 2%：4350.00 × 2% = 87.00")
    assert complained["entry_id"] == "2026-10/0002/complaint/C1"


def test_a_rule_that_falls_away_or_is_new_makes_lines_on_one_side_only() -> None:
    without = replace(OLD, lateness=None)
    gone = records(compared(OLD, without).lines)
    assert [(row["change"], row["before"], row["after"], row["explanation_after_en"]) for row in gone] == [
        ("gone", -4350, 0, ""),
        ("gone", -4350, 0, ""),
    ]
    new = records(compared(without, OLD).lines)
    assert [(row["change"], row["before"], row["after"], row["policy_before"]) for row in new] == [
        ("new", 0, -4350, ""),
        ("new", 0, -4350, ""),
    ]


def test_another_action_is_a_difference_without_an_amount() -> None:
    review = replace(OLD, complaints=ComplaintRule(steps=(ComplaintStep(cents("30"), "dismissal-review"),)))
    found = compared(OLD, review)
    (line,) = records(found.lines)
    assert (line["difference"], line["action_before"], line["action_after"]) == (0, "", "dismissal-review")
    assert found.people["difference"].tolist() == [0, 0, 0]
    assert found.people["actions_after"].tolist() == ["", "dismissal-review", ""]


def test_the_same_policy_gives_no_difference() -> None:
    found = compared(OLD, OLD)
    assert found.lines.empty
    assert not found.people["difference"].any()


def test_people_who_are_judged_on_one_side_only_are_named_and_not_compared() -> None:
    before, after = side(desk(OLD)), side(desk(NEW))
    part = Side(
        after.ledger[after.ledger["employee_id"] != "0001"],
        after.adjustments[after.adjustments["employee_id"] != "0001"],
    )
    found = compare("2026-10", before, part)
    assert found.left_out == ("0001",)
    assert found.people["employee_id"].tolist() == ["0002", "0003"]
    assert found.lines["employee_id"].tolist() == ["0002"]
    assert found.rules["rule"].tolist() == ["complaint"]


def test_several_months_are_summed_up_by_person_the_most_affected_first() -> None:
    months = [compare(name, side(desk(OLD)), side(desk(NEW))) for name in ("2026-10", "2026-11")]
    both = together(months)
    assert len(both.people) == 6
    summed = records(over_all_months(both.people))
    assert [(row["employee_id"], row["difference"], row["lines"]) for row in summed] == [
        ("0001", -8700, 2),
        ("0002", 4000, 2),
        ("0003", 0, 0),
    ]


# Sums

tiers = st.lists(st.integers(0, 900), max_size=3).map(
    lambda amounts: tuple(Tier(number, 0, Price(amount=amount)) for number, amount in enumerate(amounts, 1))
)
occurrence_rules = st.none() | st.builds(
    OccurrenceRule,
    tiers=tiers,
    counting=st.sampled_from(["marginal", "all"]),
    per=st.sampled_from(["shift", "day"]),
    grace_minutes=st.integers(0, 15),
)
codes = st.dictionaries(
    st.sampled_from(["games", "quarrel"]),
    st.builds(
        IncidentRule,
        title=st.just(Text("事项", "Incident")),
        price=st.builds(Price, amount=st.integers(0, 5000)),
        action=st.sampled_from(["", "warning"]),
    ),
)
rule_books = st.builds(
    lambda **rules: replace(BARE, **rules),
    lateness=occurrence_rules,
    early_departure=occurrence_rules,
    absence=occurrence_rules,
    missing_punch=occurrence_rules,
    incidents=codes,
    swaps=st.none() | st.builds(SwapRule, limit=st.integers(0, 2), amount=st.integers(0, 2000)),
    guard=st.none() | st.builds(GuardRule, max_percent=st.sampled_from([0, 1, 20])),
)


@st.composite
def small_months(draw: st.DrawFn) -> dict[str, Any]:
    """Return the rows of a month of three people in two stores."""
    people = ("0001", "0002", "0003")
    punches = []
    for who in people:
        for date in DAYS:
            arrival, departure = draw(st.integers(-10, 40)), draw(st.integers(-40, 10))
            if draw(st.integers(0, 4)):
                punches.append(punch(who, date, f"{(510 + arrival) // 60:02d}:{(510 + arrival) % 60:02d}"))
            if draw(st.integers(0, 4)):
                punches.append(punch(who, date, f"{(1050 + departure) // 60:02d}:{(1050 + departure) % 60:02d}"))
    wanted = st.lists(st.tuples(st.sampled_from(people), st.sampled_from(["games", "quarrel"])), max_size=3)
    return {
        "employees": [employee(who) | {"store": f"S{who[-1] > '1'}"} for who in people],
        "shifts": [shift(who, date) for who in people for date in DAYS],
        "punches": punches,
        "incidents": [incident(f"N{n}", DAYS[0], code, employee_id=who) for n, (who, code) in enumerate(draw(wanted))],
        "swaps": [swap(f"S{n}", "0001", "0002", "2026-10-20") for n in range(draw(st.integers(0, 1)))],
    }


@settings(derandomize=True, deadline=None, max_examples=25)
@given(rows=small_months(), before=rule_books, after=rule_books)
def test_the_differences_of_lines_people_stores_and_rules_are_that_of_the_totals(
    rows: dict[str, Any], before: Rules, after: Rules
) -> None:
    one, other = side(a_month(policy=before, **rows)), side(a_month(policy=after, **rows))
    found = compare("2026-10", one, other)
    whole = int(other.adjustments["total"].sum() - one.adjustments["total"].sum())
    assert found.left_out == ()
    for frame in (found.lines, found.people, found.stores, found.rules):
        assert int(frame["difference"].sum()) == whole
        assert (frame["after"] - frame["before"]).tolist() == frame["difference"].tolist()
    by_person = found.lines.groupby("employee_id")["difference"].sum()
    assert by_person.reindex(found.people["employee_id"], fill_value=0).tolist() == found.people["difference"].tolist()
    back = compare("2026-10", other, one)
    assert back.lines["difference"].tolist() == (-found.lines["difference"]).tolist()
    assert compare("2026-10", one, one).lines.empty


# The newest version, as if in force


def test_the_newest_version_counts_from_the_first_day_unless_it_is_older() -> None:
    versions = (
        version(OLD, "2020-01-01", "desk"),
        version(NEW, "2026-12-01", "desk"),
        version(OLD, "2019-01-01", "shop"),
    )
    newest = as_if_in_force(Policies(versions), day("2026-10-01")).versions
    assert [(each.policy_id, each.date, each.rules) for each in newest] == [
        ("desk", day("2026-10-01"), NEW),
        ("shop", day("2019-01-01"), OLD),
    ]


# The command, from folders

CHEAPER = POLICY.replace("percent_of_base = 1\n", "percent_of_base = 0.5\n").replace("amount = 50\n", "amount = 80\n")
"""Late: 21.75 in place of 43.50; the incident `games`: 80.00 in place of 50.00."""


def test_other_policies_are_checked_against_their_law() -> None:
    laws = shipped_laws().needed({"CN"})
    assert as_if_in_force(Policies((), laws), day("2026-10-01")).laws == laws


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """Return the options for the shop's October: E01 is late twice, E02 has a complaint, an incident and a bonus."""
    write_tables(tmp_path / "data", AUTUMN)
    write_policy(tmp_path / "policies")
    write_policy(tmp_path / "cheaper", CHEAPER)
    return ["--data", str(tmp_path / "data"), "--policies", str(tmp_path / "policies")]


def test_a_month_of_folders_is_tried_and_told(folders: list[str], tmp_path: Path) -> None:
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders)
    assert code == 0
    told = said.splitlines()
    # -67.00 before; 2 × 21.75 more for E01, 30.00 less for E02
    assert "2026-10\t2\t1\t1\t3\t-67.00\t-53.50\t+13.50" in told
    assert "Lateness\t2\t2\t-87.00\t-43.50\t+43.50" in told
    assert "人民路店\t1\t0\t-87.00\t-43.50\t+43.50" in told
    assert "E02\t韩梅\t中山路店\t20.00\t-10.00\t-30.00" in told
    assert "2026-10/E02/incident/N1 韩梅  -50.00 → -80.00 (-30.00)" in told
    assert "nothing was recorded" in told[-1]


def test_it_is_told_in_chinese(folders: list[str], tmp_path: Path) -> None:
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders, lang="zh")
    assert code == 0
    assert "迟到\t2\t2\t-87.00\t-43.50\t+43.50" in said
    assert "只是试算，没有记入账簿。" in said


def test_the_files_hold_everything(folders: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert say("simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders, "--out", str(out))[0] == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "simulation-2026-10.xlsx",
        "simulation-lines.csv",
        "simulation-people.csv",
        "simulation-rules.csv",
        "simulation-stores.csv",
    ]
    lines = table_of(out / "simulation-lines.csv")
    assert [(row["entry_id"], row["before"], row["after"], row["difference"]) for row in lines] == [
        ("2026-10/E01/lateness/2026-10-12.1", "-43.50", "-21.75", "21.75"),
        ("2026-10/E01/lateness/2026-10-13.1", "-43.50", "-21.75", "21.75"),
        ("2026-10/E02/incident/N1", "-50.00", "-80.00", "-30.00"),
    ]
    for name in ("lines", "people", "stores", "rules"):
        file = (out / f"simulation-{name}.csv").read_bytes()
        assert file.startswith(b"\xef\xbb\xbf")
        assert file.count(b"\n") == file.count(b"\r\n")
        sums = [row["difference"] for row in table_of(out / f"simulation-{name}.csv")]
        assert sum(map(float, sums)) == 13.5
    book = load_workbook(out / "simulation-2026-10.xlsx")
    assert book.sheetnames == ["People", "Stores", "Rules", "Lines"]
    assert "Under another policy: people · October 2026" in str(book["People"]["A1"].value)


def test_without_the_workbook_only_the_tables_are_written(folders: list[str], tmp_path: Path) -> None:
    words = ["simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders, "--out", str(tmp_path / "out")]
    assert say(*words, "--no-workbook")[0] == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv"}


def test_several_months_are_told_one_by_one_and_in_total(folders: list[str], tmp_path: Path) -> None:
    code, said = say("simulate", "2026-11", "2026-10", "--under", str(tmp_path / "cheaper"), *folders)
    assert code == 0
    # November: late once, 43.50 and 21.75
    assert "2026-10\t2\t1\t1\t3\t-67.00\t-53.50\t+13.50" in said
    assert "2026-11\t2\t1\t0\t1\t-43.50\t-21.75\t+21.75" in said
    assert "Total\t2\t1\t1\t4\t-110.50\t-75.25\t+35.25" in said


def test_the_samples_under_their_own_policies_come_to_no_difference() -> None:
    code, said = say("simulate", "2026-10", "--under", SHOP[3], *SHOP)
    assert code == 0
    assert "2026-10\t9\t0\t0\t0\t1522.35\t1522.35\t0.00" in said
    assert "Nothing differs" in said


def test_a_version_that_takes_effect_later_is_named_and_tried_with_newest(folders: list[str], tmp_path: Path) -> None:
    later = tmp_path / "policies" / "shop" / "2026-12-01.toml"
    later.write_text(CHEAPER, encoding="utf-8")
    words = ["simulate", "2026-10", "--under", str(tmp_path / "policies"), *folders]
    code, said = say(*words)
    assert code == 0
    assert "Nothing differs" in said
    assert "shop/2026-12-01.toml; add --newest" in said
    code, said = say(*words, "--newest")
    assert code == 0
    assert "-67.00\t-53.50\t+13.50" in said
    assert "under shop@2026-10-01#" in said


def test_errors_under_the_other_policy_are_shown_and_can_be_accepted(folders: list[str], tmp_path: Path) -> None:
    unlisted = CHEAPER.replace("[incidents.games]\namount = 80\n", "")
    write_policy(tmp_path / "unlisted", unlisted)
    words = ["simulate", "2026-10", "--under", str(tmp_path / "unlisted"), *folders, "--out", str(tmp_path / "out")]
    code, said = say(*words)
    assert code == 2
    assert f"2026-10, under the policies of {tmp_path / 'unlisted'}:" in said
    assert "incidents.csv:2  INCIDENT-CODE" in said
    assert "--accept CODE" in said
    assert not (tmp_path / "out").exists()
    code, said = say(*words, "--accept", "INCIDENT-CODE")
    assert code == 0
    assert "2026-10/E02/incident/N1 韩梅  -50.00 → none (+50.00)" in said
    assert "2026-10 Error INCIDENT-CODE × 1 (accepted, the rows are set aside)" in said


def test_errors_of_the_data_are_shown_once(folders: list[str], tmp_path: Path) -> None:
    with (tmp_path / "data" / "punches.csv").open("a", encoding="utf-8") as file:
        file.write("E01,2026-10-12 25:10\n")
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders)
    assert code == 2
    assert said.count("TIME-IMPOSSIBLE") == 1
    assert "2026-10, under its own policies:" in said
    assert "1 error, so nothing was compared" in said


def test_a_policy_that_the_other_folder_lacks_is_named(folders: list[str], tmp_path: Path) -> None:
    employees = "employee_id,name,policy,hire_date,base_wage\nE01,李雷,shop,2020-01-06,4350.00\n"
    (tmp_path / "data" / "employees.csv").write_text(employees + "E02,韩梅,desk,2020-01-06,4350.00\n", encoding="utf-8")
    shutil.copytree(tmp_path / "policies" / "shop", tmp_path / "policies" / "desk")
    words = ["simulate", "2026-10", "--under", str(tmp_path / "cheaper"), *folders]
    code, said = say(*words)
    assert code == 2
    assert "lacks policies that employees are under: desk; it has: shop" in said
    assert "leave the other employees out with --accept POLICY-UNKNOWN" in said
    code, said = say(*words, "--accept", "POLICY-UNKNOWN")
    assert code == 0
    assert "not compared, since judged under one of the policies only: E02" in said
    assert "2026-10\t1\t1\t0\t2\t-87.00\t-43.50\t+43.50" in said


def test_two_currencies_and_two_pay_periods_cannot_be_compared(folders: list[str], tmp_path: Path) -> None:
    write_policy(tmp_path / "yen", POLICY.replace('"CNY"', '"JPY"'))
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "yen"), *folders)
    assert code == 2
    assert "2026-10 is in CNY, the policies of --under in JPY" in said
    write_policy(tmp_path / "mid", POLICY.replace("[shifts.day]", "period_start_day = 21\n[shifts.day]", 1))
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "mid"), *folders, lang="zh")
    assert code == 2
    assert "2026-10-01 – 2026-10-31，按 --under 的制度为 2026-09-21 – 2026-10-20" in said


def test_a_policy_in_error_is_shown(folders: list[str], tmp_path: Path) -> None:
    write_policy(tmp_path / "broken", POLICY.replace("percent_of_base = 5", 'percent_of_base = "five"'))
    code, said = say("simulate", "2026-10", "--under", str(tmp_path / "broken"), *folders)
    assert code == 2
    assert "shop/2020-01-01.toml" in said
    assert say("simulate", "2026-10", "--under", str(tmp_path / "nowhere"), *folders)[0] == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["2026-13", "--under", "cheaper"], "is not a pay period"),
        (["2026-10", "--under", "cheaper", "--data", "data"], "go together"),
        (["2026-10", "--under", "cheaper", "--accept", "NO-SUCH"], "no error code NO-SUCH"),
        (["2026-10", "--under", "cheaper", "--out", "cheaper"], "holds files to be read"),
        (["2026-10", "--under", "cheaper", "--db", "no-book.db"], "no-book.db"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    words: list[str], reason: str, folders: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders
    monkeypatch.chdir(tmp_path)
    code, said = say("simulate", *words)
    assert code == 2
    assert reason in said


def test_the_sample_of_the_shop_under_dearer_complaints(tmp_path: Path) -> None:
    # TS-1001 is the first complaint of 0202 (30.00), TS-0928 the second of 0206 (60.00)
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    file = tmp_path / "policies" / "online-shop" / "2023-02-03.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("amount = 30\n", "amount = 50\n"), encoding="utf-8")
    out = tmp_path / "out"
    words = ["simulate", "2026-10", "--under", str(tmp_path / "policies"), *SHOP, "--out", str(out), "--no-workbook"]
    assert say(*words)[0] == 0
    frame = pd.read_csv(out / "simulation-lines.csv", encoding="utf-8-sig", dtype=str)
    assert frame[["entry_id", "before", "after"]].to_numpy().tolist() == [
        ["2026-10/0202/complaint/TS-1001", "-30.00", "-50.00"]
    ]
