"""Corrections of closed months: what is reversed, what is said anew, what is left alone."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.ledger.correction_words import Cause
from payroll.ledger.corrections import corrections
from payroll.ledger.forgiveness import Forgiveness, waiver_lines
from payroll.ledger.net import LEDGER_COLUMNS, ledger_form, ledger_frame, net_lines, recorded_form
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.policy.model import (
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    IncidentRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    SwapRule,
)
from payroll.reports.columns import LEDGER
from tests.ledger.closed_months import AMENDED, after, amend, amounts_of, closed, shown, sums
from tests.month_builder import (
    BARE,
    a_month,
    addition,
    cents,
    complaint,
    daily,
    employee,
    incident,
    leave,
    office_month,
    percent,
    punch,
    shift,
    swap,
    wage,
)
from tests.month_frames import Row, ledger_lines
from tests.oracle.compared import random_month
from tests.test_month_properties import FEW_SEEDS

LADDER = replace(
    BARE,
    complaints=ComplaintRule(
        steps=(ComplaintStep(cents("30")), ComplaintStep(cents("60")), ComplaintStep(action="dismissal-review"))
    ),
)
"""The first complaint costs 30, the second 60, the third is for a person to decide."""
DEARER_FROM_THE_THIRD = replace(
    BARE, lateness=OccurrenceRule(counting="all", tiers=(percent("1"), percent("2", occurrence=3)))
)
"""1 % each; who is late three times pays 2 % for each of them. Of 4350.00 that is 43.50 and 87.00."""
LATE = ("08:40", "17:30")


def three_complaints(*, first: str = "upheld") -> Month:
    statuses = (first, "upheld", "upheld")
    rows = [
        complaint(f"C{number}", f"2026-10-{11 + number} 10:00", status=status)
        for number, status in enumerate(statuses, 1)
    ]
    return a_month(policy=LADDER, employees=[employee("0001")], complaints=rows)


def late_days(*days: str, on_leave: tuple[str, ...] = ()) -> Month:
    rows = [leave(f"L{day}", day, day) for day in on_leave]
    return office_month(DEARER_FROM_THE_THIRD, dict.fromkeys(days, LATE), leave=rows)


# The cases of daily life


def test_a_withdrawn_complaint_renumbers_and_reprices_the_later_ones() -> None:
    corrected = amend(closed(three_complaints()), three_complaints(first="rejected"))
    about = "2026-11/0001/correction/2026-10/0001/complaint/"
    assert shown(corrected.lines) == [
        (f"{about}C1/reversed", "30.00", ""),
        (f"{about}C2/reversed", "60.00", ""),
        (f"{about}C2/posted", "-30.00", ""),
        (f"{about}C3/reversed", "0.00", ""),
        (f"{about}C3/posted", "-60.00", ""),
    ]


def test_a_complaint_that_becomes_the_third_brings_its_action_and_no_amount() -> None:
    corrected = amend(closed(three_complaints(first="open")), three_complaints())
    about = "2026-11/0001/correction/2026-10/0001/complaint/"
    assert shown(corrected.lines) == [
        (f"{about}C1/posted", "-30.00", ""),
        (f"{about}C2/reversed", "30.00", ""),
        (f"{about}C2/posted", "-60.00", ""),
        (f"{about}C3/reversed", "60.00", ""),
        (f"{about}C3/posted", "0.00", "dismissal-review"),
    ]


def test_late_leave_that_takes_away_the_third_lateness_reprices_the_other_two() -> None:
    days = ("2026-10-12", "2026-10-13", "2026-10-14")
    corrected = amend(closed(late_days(*days)), late_days(*days, on_leave=("2026-10-14",)))
    about = "2026-11/0001/correction/2026-10/0001/lateness/"
    assert shown(corrected.lines) == [
        (f"{about}2026-10-12.1/reversed", "87.00", ""),
        (f"{about}2026-10-12.1/posted", "-43.50", ""),
        (f"{about}2026-10-13.1/reversed", "87.00", ""),
        (f"{about}2026-10-13.1/posted", "-43.50", ""),
        (f"{about}2026-10-14.1/reversed", "87.00", ""),
    ]


def test_a_swap_approved_after_the_fact_takes_back_the_absence_and_may_cost_for_its_lateness() -> None:
    rules = replace(
        BARE,
        absence=OccurrenceRule(tiers=(daily("1"),)),
        swaps=SwapRule(limit=2, notice_hours=24, amount=cents("20")),
    )

    def covered(status: str) -> Month:
        return a_month(
            policy=rules,
            employees=[employee("0001"), employee("0002")],
            shifts=[shift("0001", "2026-10-12")],
            punches=[punch("0002", "2026-10-12", "08:20", "17:40")],
            swaps=[swap("W1", "0001", "0002", "2026-10-12", asked="2026-10-12 07:00", status=status)],
        )

    corrected = amend(closed(covered("pending")), covered("approved"))
    about = "2026-11/0001/correction/2026-10/0001/"
    assert shown(corrected.lines) == [
        (f"{about}absence/2026-10-12.1/reversed", "200.00", ""),  # 4350.00 ÷ 21.75
        (f"{about}swap-notice/W1/posted", "-20.00", ""),
    ]


def test_a_changed_hire_date_moves_the_end_of_probation_and_puts_a_complaint_into_it() -> None:
    rules = replace(LADDER, probation=ProbationRule(months=2, on_complaint="probation-review"))

    def hired(day: str) -> Month:
        return a_month(
            policy=rules,
            employees=[employee("0001", hired=day)],
            complaints=[complaint("C1", "2026-10-12 10:00")],
        )

    corrected = amend(closed(hired("2026-08-06")), hired("2026-08-20"))
    assert shown(corrected.lines) == [
        ("2026-11/0001/correction/2026-10/0001/probation/C1/posted", "0.00", "probation-review")
    ]
    # The decision lies on the 20th and not on the 6th; it is the same decision, so nothing is posted.
    told = corrected.told_otherwise
    assert told["entry_id"].tolist() == ["2026-10/0001/probation/#end"]
    assert told["differs"].tolist() == ["date; explanation_zh; explanation_en"]


def test_a_raise_backdated_across_a_closed_month_reprices_only_the_days_after_it() -> None:
    rules = replace(BARE, lateness=OccurrenceRule(tiers=(percent("1"),)))
    days = {"2026-10-14": LATE, "2026-10-15": LATE}
    raised = office_month(rules, days, wages=[wage("0001", "2026-10-15", "5000.00")])
    about = "2026-11/0001/correction/2026-10/0001/lateness/2026-10-15.1"
    assert shown(amend(closed(office_month(rules, days)), raised).lines) == [
        (f"{about}/reversed", "43.50", ""),
        (f"{about}/posted", "-50.00", ""),
    ]


def capped(*games: str) -> Month:
    """Each game costs 500; at most 20 % of 4350.00, 870.00, may be taken."""
    rules = replace(
        BARE,
        guard=GuardRule(profile="CN", max_percent=Decimal(20)),
        incidents={"games": IncidentRule(title=Text("打游戏", "Games"), price=Price(amount=cents("500")))},
    )
    return a_month(
        policy=rules,
        employees=[employee("0001")],
        incidents=[incident(game, "2026-10-12", "games") for game in games],
    )


def test_the_statutory_cap_changes_with_the_charges() -> None:
    # 1500 − 870 = 630 was given back; of 1000 it is 130.
    corrected = amend(closed(capped("I1", "I2", "I3")), capped("I1", "I2"))
    about = "2026-11/0001/correction/2026-10/0001/"
    assert shown(corrected.lines) == [
        (f"{about}incident/I3/reversed", "500.00", ""),
        (f"{about}guard/guard/reversed", "-630.00", ""),
        (f"{about}guard/guard/posted", "130.00", ""),
    ]


def test_the_statutory_cap_falls_away_with_the_charges() -> None:
    corrected = amend(closed(capped("I1", "I2")), capped("I1"))
    about = "2026-11/0001/correction/2026-10/0001/"
    assert shown(corrected.lines) == [
        (f"{about}incident/I2/reversed", "500.00", ""),
        (f"{about}guard/guard/reversed", "-130.00", ""),
    ]


def test_a_late_commission_is_posted_as_it_is() -> None:
    def earned(*rows: Row) -> Month:
        return a_month(employees=[employee("0001")], additions=rows)

    corrected = amend(closed(earned()), earned(addition("A1", "2026-10-20", "12.34")))
    assert shown(corrected.lines) == [("2026-11/0001/correction/2026-10/0001/addition/A1/posted", "12.34", "")]


# Again and again


def test_the_correction_of_a_correction_takes_back_what_the_first_one_posted() -> None:
    days = ("2026-10-12", "2026-10-13", "2026-10-14")
    october = closed(late_days(*days))
    november = amend(october, late_days(*days, on_leave=days[2:])).lines
    december = amend(after(october, november), late_days(*days, on_leave=days[1:]), "2026-12").lines
    about = "2026-12/0001/correction/2026-10/0001/lateness/"
    assert shown(december) == [(f"{about}2026-10-13.1/reversed", "43.50", "")]
    assert list(sums(after(october, november, december)).values()) == [-4350, 0, 0]


def test_an_entry_that_was_reversed_to_nothing_and_comes_back_is_only_posted() -> None:
    october = closed(three_complaints())
    november = amend(october, three_complaints(first="rejected")).lines
    december = amend(after(october, november), three_complaints(), "2026-12").lines
    about = "2026-12/0001/correction/2026-10/0001/complaint/"
    assert shown(december) == [
        (f"{about}C1/posted", "-30.00", ""),
        (f"{about}C2/reversed", "30.00", ""),
        (f"{about}C2/posted", "-60.00", ""),
        (f"{about}C3/reversed", "60.00", ""),
        (f"{about}C3/posted", "0.00", "dismissal-review"),
    ]
    assert list(sums(after(october, november, december)).values()) == [-3000, -6000, 0]


def test_the_same_evidence_asks_for_nothing_before_and_after_it_is_posted() -> None:
    october, corrected = closed(three_complaints()), three_complaints(first="rejected")
    assert amend(october, three_complaints()).lines.empty
    november = amend(october, corrected).lines
    again = amend(after(october, november), corrected, "2026-12")
    assert again.lines.empty
    assert again.told_otherwise.empty


def test_only_lines_of_the_amended_month_are_looked_at() -> None:
    october = closed(three_complaints())
    september = october.assign(
        entry_id=october["entry_id"].str.replace("2026-10/", "2026-09/", regex=False), period="2026-09"
    )
    assert amend(after(september, october), three_complaints()).lines.empty


# What is told otherwise


def test_another_number_of_minutes_at_the_same_price_is_told_and_not_posted() -> None:
    rules = replace(BARE, lateness=OccurrenceRule(tiers=(percent("1"),)))
    then, now = (office_month(rules, {"2026-10-12": (arrived, "17:30")}) for arrived in ("08:40", "08:41"))
    corrected = amend(closed(then), now)
    assert closed(now)["quantity"].tolist() == ["11"]
    assert corrected.lines.empty
    assert corrected.told_otherwise["differs"].tolist() == ["quantity; explanation_zh; explanation_en"]


def test_rows_that_moved_to_another_place_of_the_file_are_no_difference() -> None:
    then = a_month(policy=LADDER, employees=[employee("0001")], complaints=[complaint("C1", "2026-10-12 10:00")])
    rows = [complaint("C0", "2026-10-01 10:00", status="rejected"), complaint("C1", "2026-10-12 10:00")]
    now = a_month(policy=LADDER, employees=[employee("0001")], complaints=rows)
    assert closed(then)["evidence"].tolist() != closed(now)["evidence"].tolist()
    assert amend(closed(then), now).told_otherwise.empty


# Waived lines


def waived(posted: pd.DataFrame, entry_id: str, period: str = "2026-11") -> pd.DataFrame:
    cause = Cause(5, "王经理", "2026-11-02T10:00:00+08:00", "首次")
    return waiver_lines(net_lines(posted), [Forgiveness(entry_id, cause)], period).lines


def test_a_waived_entry_stays_at_nothing_under_an_amendment() -> None:
    october = closed(three_complaints())
    november = waived(october, "2026-10/0001/complaint/C2")
    december = amend(after(october, november), three_complaints(first="rejected"), "2026-12")
    assert not december.lines["corrects"].str.endswith("C2").any()
    assert sums(after(october, november, december.lines)) == {
        "2026-10/0001/complaint/C1": 0,
        "2026-10/0001/complaint/C2": 0,
        "2026-10/0001/complaint/C3": -6000,
    }
    row = december.forgiven.iloc[0]
    assert (row["entry_id"], row["amount"], row["amount_now"], row["gone"]) == (
        "2026-10/0001/complaint/C2",
        -6000,
        -3000,
        False,
    )


def test_a_waived_entry_that_is_gone_is_not_given_back_twice() -> None:
    october = closed(three_complaints())
    november = waived(october, "2026-10/0001/complaint/C1")
    december = amend(after(october, november), three_complaints(first="rejected"), "2026-12")
    assert sums(after(october, november, december.lines))["2026-10/0001/complaint/C1"] == 0
    assert december.forgiven[["amount_now", "gone"]].to_numpy().tolist() == [[0, True]]


def test_a_waiver_that_is_not_posted_yet_holds_too() -> None:
    october = closed(three_complaints())
    corrected = amend(october, three_complaints(first="rejected"), forgiving=("2026-10/0001/complaint/C1",))
    assert "2026-10/0001/complaint/C1" not in set(corrected.lines["corrects"])
    assert corrected.forgiven["entry_id"].tolist() == ["2026-10/0001/complaint/C1"]


def test_a_waived_entry_that_is_as_it_was_is_not_reported() -> None:
    october = closed(three_complaints())
    november = waived(october, "2026-10/0001/complaint/C1")
    assert amend(after(october, november), three_complaints(), "2026-12").forgiven.empty


# What a line says


def test_a_correction_line_keeps_what_it_is_about_and_names_its_month_and_act() -> None:
    lines = amend(closed(three_complaints()), three_complaints(first="rejected")).lines
    line = lines[lines["entry_id"].str.endswith("C2/posted")].iloc[0]
    assert line[["period", "employee_id", "name", "store", "rule", "kind", "currency"]].tolist() == [
        "2026-11",
        "0001",
        "员工0001",
        "S1",
        "complaint",
        "correction",
        "CNY",
    ]
    assert line["corrects"] == "2026-10/0001/complaint/C2"
    assert line["evidence"] == "complaints.csv:3; act:7"
    assert line["occurrence"] == 1
    assert line["date"] == 20739  # 2026-10-13


def test_the_explanations_name_month_reason_person_both_amounts_and_the_arithmetic() -> None:
    days = ("2026-10-12", "2026-10-13", "2026-10-14")
    lines = amend(closed(late_days(*days)), late_days(*days, on_leave=("2026-10-14",))).lines
    said = dict(zip(lines["entry_id"].str.split("lateness/").str[1], lines["explanation_zh"], strict=True))
    assert said["2026-10-12.1/posted"] == (
        "更正 2026-10（补交材料；李会计）：原记 -87.00，现记 -43.50：2026-10-12 班次 08:30–17:30，首次打卡 08:40，"
        "迟到 10 分钟；本月第 1 次，共 2 次，每次都按第 2 次的标准，按 1%：4350.00 × 1% = 43.50"
    )
    assert said["2026-10-12.1/reversed"].startswith(
        "更正 2026-10（补交材料；李会计）：原记 -87.00，改记 -43.50，本行冲回原记金额。原说明：2026-10-12 班次"
    )
    assert said["2026-10-14.1/reversed"].startswith(
        "更正 2026-10（补交材料；李会计）：原记 -87.00，现已没有这一笔，本行予以冲回。原说明："
    )
    assert (
        lines["explanation_en"]
        .iloc[1]
        .startswith("correction of 2026-10 (补交材料; 李会计): was -87.00, is now -43.50: 2026-10-12 shift 08:30–17:30")
    )


def test_an_action_that_falls_away_is_said_to() -> None:
    lines = amend(closed(three_complaints()), three_complaints(first="rejected")).lines
    told = lines["explanation_en"].str.contains("what was left to decide").tolist()
    assert told == [False, False, False, True, False]


def test_a_reason_is_one_line_without_a_mark_at_its_end() -> None:
    cause = Cause(0, "李", "2026-11-03T09:12:44+08:00", "补交\n病假单。")
    line = amend(closed(three_complaints()), three_complaints(first="rejected"), cause=cause).lines.iloc[0]
    assert line["explanation_zh"].startswith("更正 2026-10（补交 病假单；李）：")
    assert line["evidence"] == "complaints.csv:2"  # nothing is recorded yet, so no act is named


# The form


def test_the_columns_are_those_of_the_ledger() -> None:
    assert tuple(column.name for column in LEDGER.columns) == LEDGER_COLUMNS
    lines = amend(closed(three_complaints()), three_complaints(first="rejected")).lines
    assert tuple(lines.columns) == LEDGER_COLUMNS
    assert [str(lines[name].dtype) for name in ("date", "occurrence", "amount")] == ["int32", "int32", "int64"]


def test_lines_come_back_from_the_book_as_they_went() -> None:
    lines = closed(three_complaints()).assign(occurrence=np.array([1, 2, -1], np.int32))
    recorded = recorded_form(lines)
    assert recorded["date"].tolist() == ["2026-10-12", "2026-10-13", "2026-10-14"]
    assert recorded["occurrence"].tolist() == [1, 2, 0]
    pd.testing.assert_frame_equal(ledger_form(recorded), lines)


def test_a_line_of_no_known_form_is_refused() -> None:
    october = closed(three_complaints())
    odd = october.iloc[:1].assign(
        entry_id="2026-11/0001/other", kind="correction", corrects=october["entry_id"].iloc[0]
    )
    with pytest.raises(ValueError, match="2026-11/0001/other"):
        net_lines(after(october, odd))


# What holds always

some = settings(derandomize=True, deadline=None, max_examples=15, phases=[Phase.generate])
Entry = tuple[int, str]
states = st.dictionaries(
    st.sampled_from(["E1/lateness/a", "E1/lateness/b", "E1/incident/posted", "E2/guard/guard", "E2/addition/reversed"]),
    st.tuples(st.sampled_from([-5000, -4350, 0, 4350]), st.sampled_from(["", "warning"])),
)
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-02")


def a_ledger(state: dict[str, Entry]) -> pd.DataFrame:
    rows = [
        dict.fromkeys(LEDGER_COLUMNS, "")
        | {
            "entry_id": f"2026-10/{entry}",
            "period": "2026-10",
            "employee_id": entry.split("/")[0],
            "rule": entry.split("/")[1],
            "date": 20740,
            "occurrence": -1,
            "amount": amount,
            "currency": "CNY",
            "action": action,
            "explanation_zh": entry,
            "explanation_en": entry,
        }
        for entry, (amount, action) in state.items()
    ]
    return ledger_frame(pd.DataFrame(rows, columns=list(LEDGER_COLUMNS)))


@some
@given(first=states, later=st.lists(states, min_size=1, max_size=3))
def test_after_any_amendments_each_entry_comes_to_what_the_last_one_says(
    first: dict[str, Entry], later: list[dict[str, Entry]]
) -> None:
    posted = a_ledger(first)
    for state, month in zip(later, MONTHS, strict=False):
        recomputed = a_ledger(state)
        before = posted["amount"].sum()
        lines = corrections(posted, recomputed, "2026-10", month, AMENDED).lines
        posted = after(posted, lines)
        wanted = amounts_of(recomputed)
        assert sums(posted) == dict.fromkeys(sums(posted), 0) | wanted
        assert lines["amount"].sum() == recomputed["amount"].sum() - before
        actions = net_lines(posted).set_index("entry_id")
        for entry, (_, action) in state.items():
            assert actions.loc[f"2026-10/{entry}", "action"] == action
        assert corrections(posted, recomputed, "2026-10", "2027-03", AMENDED).lines.empty
        assert posted["entry_id"].is_unique


@some
@given(first=states, second=states, third=states, chance=st.randoms(use_true_random=False))
def test_a_waived_entry_comes_to_nothing_whatever_is_amended(
    first: dict[str, Entry], second: dict[str, Entry], third: dict[str, Entry], chance: Random
) -> None:
    charges = [f"2026-10/{entry}" for entry, (amount, _) in first.items() if amount < 0]
    if not charges:
        return
    chosen = chance.choice(charges)
    posted = a_ledger(first)
    lines = corrections(posted, a_ledger(second), "2026-10", "2026-11", AMENDED, {chosen}).lines
    posted = after(posted, lines)
    posted = after(posted, waived(posted, chosen))
    posted = after(posted, corrections(posted, a_ledger(third), "2026-10", "2026-12", AMENDED).lines)
    wanted = {entry: amount for entry, amount in amounts_of(a_ledger(third)).items() if entry != chosen}
    assert sums(posted) == dict.fromkeys(sums(posted), 0) | wanted


@cache
def random_ledger(seed: int) -> pd.DataFrame:
    random = random_month(seed)
    return ledger_frame(ledger_lines(random.month, random.judged.entries), random.period, "CNY")


@settings(
    derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(seed=st.sampled_from(FEW_SEEDS), choice=st.integers(0, 10**6))
def test_a_month_with_other_evidence_is_brought_to_what_it_comes_to_and_back(seed: int, choice: int) -> None:
    chance = Random(choice)
    random, posted = random_month(seed), random_ledger(seed)
    tables = ("punches", "complaints", "leave", "incidents", "additions", "shifts", "wages")
    rows = {
        name: [row for row in found if name not in tables or chance.random() < 0.9]
        for name, found in random.rows.items()
    }
    month = random.month_of(rows)
    recomputed = ledger_frame(ledger_lines(month, judge(month).entries), random.period, "CNY")
    there = corrections(posted, recomputed, random.period, "2030-01", AMENDED).lines
    assert len(there) > 0
    corrected = after(posted, there)
    assert sums(corrected) == dict.fromkeys(sums(corrected), 0) | amounts_of(recomputed)
    assert there["amount"].sum() == recomputed["amount"].sum() - posted["amount"].sum()
    again = corrections(corrected, recomputed, random.period, "2030-02", AMENDED)
    assert again.lines.empty
    assert not set(again.told_otherwise["entry_id"]) & set(there["corrects"])
    back = after(corrected, corrections(corrected, posted, random.period, "2030-02", AMENDED).lines)
    assert sums(back) == dict.fromkeys(sums(back), 0) | amounts_of(posted)
