"""What an open month carries, and how it joins its ledger and its adjustments."""

from dataclasses import replace

import pandas as pd
import pytest

from payroll.ledger.carried import Amended, carry, joined_adjustments, joined_ledger, other_currency
from payroll.ledger.correction_words import Cause
from payroll.ledger.forgiveness import Forgiveness, may_be_forgiven
from payroll.ledger.net import net_lines
from payroll.money import plain
from payroll.month.context import Month, records
from payroll.month.ledger import adjustments
from payroll.month.month import judge
from payroll.policy.model import ComplaintRule, ComplaintStep, OccurrenceRule
from tests.ledger.closed_months import AMENDED, after, amend, closed, shown, sums
from tests.month_builder import BARE, a_month, addition, cents, complaint, employee, ledger, percent, punch, shift, wage
from tests.month_frames import Row

BOSS = Cause(5, "王经理", "2026-11-02T10:00:00+08:00", "首次")
RULES = replace(
    BARE,
    lateness=OccurrenceRule(tiers=(percent("1"),)),
    complaints=ComplaintRule(steps=(ComplaintStep(cents("30")), ComplaintStep(cents("60"), "warning"))),
)
PEOPLE = (employee("0001"), employee("0002"), employee("0003"))
STAYED = (PEOPLE[0], PEOPLE[2])


def month_of(period: str, *late: tuple[str, str], **tables: list[Row]) -> Month:
    """Everybody who is late comes at 08:40; each costs 1% of the wage."""
    people = tables.pop("employees", [*PEOPLE])
    return a_month(
        period,
        RULES,
        employees=people,
        shifts=[shift(person, day) for person, day in late],
        punches=[punch(person, day, "08:40", "17:30") for person, day in late],
        wages=tables.get("wages", []),
        complaints=tables.get("complaints", []),
        additions=tables.get("additions", []),
    )


def totals(month: Month) -> pd.DataFrame:
    judged = judge(month)
    return adjustments(month, judged.entries, judged.swaps)


OCTOBER = month_of("2026-10", ("0002", "2026-10-12"), ("0003", "2026-10-13"))
CORRECTED = month_of("2026-10", ("0003", "2026-10-13"))
NOVEMBER = month_of("2026-11", ("0001", "2026-11-05"), ("0003", "2026-11-04"))


def carried(*amended: Amended, waived: tuple[str, ...] = (), granted: tuple[str, ...] = ()) -> pd.DataFrame:
    return carry(
        "2026-11",
        closed(OCTOBER),
        closed(NOVEMBER),
        amended,
        [Forgiveness(entry, BOSS) for entry in waived],
        [Forgiveness(entry, BOSS) for entry in granted],
    ).lines


BY_LATE_LEAVE = Amended("2026-10", closed(CORRECTED), AMENDED)
OF_0002, OF_0003 = "2026-10/0002/lateness/2026-10-12.1", "2026-10/0003/lateness/2026-10-13.1"


# Ledger


def test_carried_lines_stand_with_their_employee_before_the_lines_of_the_month() -> None:
    lines = carried(BY_LATE_LEAVE, waived=(OF_0003,))
    joined = joined_ledger(ledger(NOVEMBER), lines)
    assert joined["entry_id"].tolist() == [
        "2026-11/0001/lateness/2026-11-05.1",
        f"2026-11/0002/correction/{OF_0002}/reversed",
        f"2026-11/0003/waiver/{OF_0003}",
        "2026-11/0003/lateness/2026-11-04.1",
    ]
    assert joined["amount"].tolist() == [-4350, 4350, 4350, -4350]
    assert list(joined.columns) == list(ledger(NOVEMBER).columns)


def test_a_month_that_carries_nothing_is_as_it_was() -> None:
    own = ledger(NOVEMBER)
    assert joined_ledger(own, carried()) is own
    people = totals(NOVEMBER)
    assert joined_adjustments(people, carried(), people) is people


def test_the_waiver_of_a_line_of_the_draft_stands_after_that_line() -> None:
    own = "2026-11/0003/lateness/2026-11-04.1"
    lines = carried(waived=(own,))
    assert shown(lines) == [(f"2026-11/0003/waiver/{own}", "43.50", "")]
    assert joined_ledger(ledger(NOVEMBER), lines)["entry_id"].tolist()[1:] == [own, f"2026-11/0003/waiver/{own}"]


def test_two_closed_months_are_corrected_at_once() -> None:
    raised = [wage("0003", "2026-10-13", "5000.00")]
    october = month_of("2026-10", ("0002", "2026-10-12"), ("0003", "2026-10-13"), wages=raised)
    november = month_of("2026-11", ("0001", "2026-11-05"), ("0003", "2026-11-04"), wages=raised)
    posted = after(closed(OCTOBER), closed(NOVEMBER))
    december = carry(
        "2026-12",
        posted,
        closed(month_of("2026-12")),
        [Amended("2026-10", closed(october), AMENDED), Amended("2026-11", closed(november), AMENDED)],
    ).lines
    about = "2026-12/0003/correction/"
    assert shown(december) == [
        (f"{about}{OF_0003}/reversed", "43.50", ""),
        (f"{about}{OF_0003}/posted", "-50.00", ""),
        (f"{about}2026-11/0003/lateness/2026-11-04.1/reversed", "43.50", ""),
        (f"{about}2026-11/0003/lateness/2026-11-04.1/posted", "-50.00", ""),
    ]


def test_evidence_that_changed_and_changed_back_before_the_next_closing_asks_for_nothing() -> None:
    assert len(carried(BY_LATE_LEAVE)) == 1
    assert carried(Amended("2026-10", closed(OCTOBER), AMENDED)).empty


# Adjustments


def test_sums_go_to_corrections_and_waivers_and_into_the_total() -> None:
    lines = carried(BY_LATE_LEAVE, waived=(OF_0003,))
    rows = {row["employee_id"]: row for row in records(joined_adjustments(totals(NOVEMBER), lines, totals(OCTOBER)))}
    told = {person: [rows[person][name] for name in ("lateness", "corrections", "waivers", "total")] for person in rows}
    assert told == {"0001": [-4350, 0, 0, -4350], "0002": [0, 4350, 0, 4350], "0003": [-4350, 0, 4350, 0]}


def test_a_sum_that_a_float_cannot_hold_is_exact_beside_someone_without_a_line() -> None:
    lines = carried(BY_LATE_LEAVE).assign(amount=2**53 + 1)
    table = joined_adjustments(totals(NOVEMBER), lines, totals(OCTOBER))
    assert table["corrections"].tolist() == [0, 9007199254740993, 0]
    assert table["total"].tolist() == [-4350, 9007199254740993, -4350]


def test_a_granted_appeal_is_summed_up_with_the_corrections() -> None:
    lines = carried(granted=(OF_0003,))
    assert shown(lines) == [(f"2026-11/0003/appeal/{OF_0003}", "43.50", "")]
    table = joined_adjustments(totals(NOVEMBER), lines, totals(OCTOBER))
    assert table["corrections"].tolist() == [0, 0, 4350]
    assert table["waivers"].tolist() == [0, 0, 0]


def test_someone_who_has_left_since_gets_a_row_with_what_held_in_the_amended_month() -> None:
    november = month_of("2026-11", ("0001", "2026-11-05"), employees=[*STAYED])
    people = totals(november)
    assert people["employee_id"].tolist() == ["0001", "0003"]
    table = joined_adjustments(people, carried(BY_LATE_LEAVE), totals(OCTOBER))
    assert table["employee_id"].tolist() == ["0001", "0002", "0003"]
    row = records(table)[1]
    assert [row[name] for name in ("name", "store", "policy", "base_wage")] == [
        "员工0002",
        "S1",
        "office@2020-01-01#01234567",
        435000,
    ]
    assert [row[name] for name in ("lateness", "corrections", "total", "late_count", "actions")] == [
        0,
        4350,
        4350,
        0,
        "",
    ]
    assert table.columns.tolist() == people.columns.tolist()
    assert table["total"].dtype == people["total"].dtype


def test_someone_nothing_is_known_about_is_no_row_of_zeros() -> None:
    people = totals(month_of("2026-11", employees=[*STAYED]))
    with pytest.raises(ValueError, match="0002"):
        joined_adjustments(people, carried(BY_LATE_LEAVE), people)


def test_an_action_that_a_correction_brings_stands_before_those_of_the_month() -> None:
    def complained(*ids: str) -> Month:
        rows = [complaint(each, f"2026-10-{each[1:]} 10:00", employee_id="0003") for each in ids]
        return month_of("2026-10", complaints=rows)

    lines = amend(closed(complained("C12")), complained("C12", "C13")).lines
    own = totals(NOVEMBER).assign(actions=["", "", "probation-decision"])
    assert joined_adjustments(own, lines, own)["actions"].tolist() == ["", "", "warning; probation-decision"]


# Waivers and appeals


def test_a_waiver_says_who_when_and_why_and_quotes_the_charge() -> None:
    line = carried(waived=(OF_0003,)).iloc[0]
    assert (line["kind"], line["corrects"], line["rule"], line["evidence"][-5:]) == (
        "waiver",
        OF_0003,
        "lateness",
        "act:5",
    )
    assert line["explanation_zh"].startswith(
        "免除 2026-10 的扣款 43.50（王经理，2026-11-02）：首次。原说明：2026-10-13 班次 08:30–17:30"
    )
    assert line["explanation_en"].startswith(
        "charge of 43.50 of 2026-10 waived by 王经理 on 2026-11-02: 首次. It said: "
    )


def test_a_granted_appeal_says_who_when_and_why() -> None:
    line = carried(granted=(OF_0003,)).iloc[0]
    assert line["kind"] == "correction"
    assert line["explanation_zh"].startswith(
        "申诉成立，退回 2026-10 的扣款 43.50（王经理，2026-11-02）：首次。原说明："
    )
    assert line["explanation_en"].startswith(
        "appeal granted by 王经理 on 2026-11-02, charge of 43.50 of 2026-10 given back"
    )


def test_a_waived_charge_is_given_back_as_it_is_posted_whatever_an_amendment_says() -> None:
    lines = carried(BY_LATE_LEAVE, waived=(OF_0002,))
    assert shown(lines) == [(f"2026-11/0002/waiver/{OF_0002}", "43.50", "")]


def test_a_charge_that_an_amendment_brings_can_be_waived_at_once() -> None:
    entry = "2026-10/0001/lateness/2026-10-14.1"
    more = month_of("2026-10", ("0002", "2026-10-12"), ("0003", "2026-10-13"), ("0001", "2026-10-14"))
    lines = carried(Amended("2026-10", closed(more), AMENDED), waived=(entry,))
    assert shown(lines) == [
        (f"2026-11/0001/correction/{entry}/posted", "-43.50", ""),
        (f"2026-11/0001/waiver/{entry}", "43.50", ""),
    ]
    assert sums(after(closed(OCTOBER), lines))[entry] == 0


def test_a_charge_is_given_back_once_though_both_waived_and_appealed() -> None:
    both = carry(
        "2026-11", closed(OCTOBER), closed(NOVEMBER), (), [Forgiveness(OF_0003, BOSS)], [Forgiveness(OF_0003, BOSS)]
    )
    assert shown(both.lines) == [(f"2026-11/0003/waiver/{OF_0003}", "43.50", "")]
    assert [each.entry_id for each in both.without_effect] == [OF_0003]


def test_the_waiver_of_a_draft_line_that_is_no_longer_there_has_no_effect() -> None:
    gone = "2026-11/0003/lateness/2026-11-09.1"
    both = carry("2026-11", closed(OCTOBER), closed(NOVEMBER), (), [Forgiveness(gone, BOSS)])
    assert both.lines.empty
    assert [each.entry_id for each in both.without_effect] == [gone]


def refusal(entry: str, posted: pd.DataFrame | None = None, staged: tuple[str, ...] = ()) -> str:
    text = may_be_forgiven(entry, net_lines(closed(OCTOBER) if posted is None else posted), staged)
    return text.en if text else ""


def test_a_charge_can_be_forgiven_once() -> None:
    assert refusal(OF_0003) == ""
    posted = after(closed(OCTOBER), carried(waived=(OF_0003,)))
    assert refusal(OF_0003, posted).startswith(
        f"«{OF_0003}» is forgiven already, by a waiver or an appeal (see 2026-11/0003/waiver/{OF_0003})"
    )
    assert "forgiven already" in refusal(OF_0003, after(closed(OCTOBER), carried(granted=(OF_0003,))))
    assert "on record, and the open month posts it" in refusal(OF_0003, staged=(OF_0003,))


def test_what_is_reversed_unknown_or_no_charge_cannot_be_forgiven() -> None:
    posted = after(closed(OCTOBER), carried(BY_LATE_LEAVE))
    assert "was reversed by a correction" in refusal(OF_0002, posted)
    assert "no entry «2026-10/0009/lateness/x»" in refusal("2026-10/0009/lateness/x")
    assert "give the id in its column corrects" in refusal(f"2026-11/0002/correction/{OF_0002}/reversed", posted)
    bonus = closed(month_of("2026-10", additions=[addition("A1", "2026-10-20", "5.00", employee_id="0001")]))
    assert "is 5.00 CNY and no charge" in refusal("2026-10/0001/addition/A1", bonus)
    free = bonus.assign(amount=0)
    assert "is 0.00 CNY and no charge" in refusal("2026-10/0001/addition/A1", free)
    assert refusal("2026-10/0001/addition/A1", bonus.assign(amount=-1)) == ""


# One currency


def test_lines_in_another_currency_cannot_join_the_month() -> None:
    lines = carried(BY_LATE_LEAVE)
    assert other_currency(lines, "CNY") is None
    text = other_currency(lines, "USD")
    assert text is not None
    assert text.en.startswith("the corrections of 2026-10 are in CNY, but this month is in USD")


def test_amounts_are_told_with_the_places_of_their_currency() -> None:
    line = carry(
        "2026-11", closed(OCTOBER).assign(currency="JPY"), closed(NOVEMBER), (), [Forgiveness(OF_0003, BOSS)]
    ).lines.iloc[0]
    assert plain(int(line["amount"]), 0) == "4350"
    assert "扣款 4350（" in line["explanation_zh"]
