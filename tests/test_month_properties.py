"""What holds for every month: order of rows, sums, ids, splits, and agreement with a second implementation."""

import itertools
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from payroll.money import round_half_up
from payroll.month.context import Month, records
from payroll.month.entries import joined
from payroll.month.leave import remainder
from payroll.month.ledger import adjustments
from payroll.month.month import arrange, attend, judge, settle
from payroll.period import iso_day
from payroll.policy.model import PunchWindow
from payroll.tables import ROW_SET_ASIDE
from tests.month_builder import BARE, a_month, attendance_of, employee, lines_of, shift
from tests.month_frames import ledger_lines
from tests.oracle.compared import Random30, random_month

SEEDS = range(100, 125)
"""The random months that are compared with the slow implementation; widen the range for a longer run."""

FEW_SEEDS = (100, 103, 107)
"""Random months for properties that judge a month several times."""

a_few = settings(
    derandomize=True, deadline=None, max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
many = settings(derandomize=True, deadline=None, max_examples=200)


def ledger_of(seed: int) -> pd.DataFrame:
    random = random_month(seed)
    return ledger_lines(random.month, random.judged.entries)


def assert_same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Compare two ledgers by what they say; how a column is stored does not matter."""
    pd.testing.assert_frame_equal(one.astype(object), other.astype(object))


# The slow implementation


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_and_every_verdict_is_that_of_the_slow_implementation(seed: int) -> None:
    random = random_month(seed)
    ledger = [
        (line.employee, line.date, line.rule, str(line.occurrence or ""), line.amount, line.action)
        for line in lines_of(random.month, random.judged)
    ]
    columns = ("employee_id", "date", "rule", "occurrence", "amount", "action")
    slowly = [tuple(row[name] for name in columns) for row in random.slowly.ledger]
    assert sorted(ledger, key=in_order) == sorted(slowly, key=in_order)
    assert [line[:3] for line in ledger] == [line[:3] for line in slowly]
    attended = [tuple(map(str, shift)) for shift in attendance_of(random.month, random.judged)]
    assert attended == [tuple(row.values()) for row in random.slowly.attendance]


def in_order(line: tuple[str, ...]) -> tuple[str, ...]:
    """Order lines as the ledger does, and proposals of one day by their number."""
    return (*line[:3], *(line[3:] if line[2] == "discipline" else ()))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_month_has_no_errors_but_those_that_were_made(seed: int) -> None:
    random = random_month(seed)
    wrong = [problem for problem in random.judged.problems if problem.severity == "error"]
    assert {problem.code for problem in wrong} <= {"SWAP-INVALID", "INCIDENT-PROOF", *WRONG_SAMPLES}
    swaps = [problem.value for problem in wrong if problem.code == "SWAP-INVALID"]
    assert sorted(swaps) == sorted(random.slowly.invalid_swaps)
    assert set_aside(random, "incidents", "incident_id") == sorted(random.slowly.wrong_incidents)
    assert set_aside(random, "scores", "sample_id") == sorted(random.slowly.wrong_samples)


WRONG_SAMPLES = ("SCORE-ITEM", "SCORE-GRADE", "SCORE-FATAL", "SAMPLE-MIXED")


def set_aside(random: Random30, table: str, column: str) -> list[str]:
    """Return the ids of the rows of a table that the month sets aside."""
    rows: pd.DataFrame = getattr(random.month.tables, table)
    return sorted(set(rows[column][random.judged.dispositions[table] == ROW_SET_ASIDE]))


# Order of rows


@a_few
@given(seed=st.sampled_from(FEW_SEEDS), chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed: int, chance: Random) -> None:
    random = random_month(seed)
    shuffled = {table: chance.sample(rows, len(rows)) for table, rows in random.rows.items()}
    month = random.month_of(shuffled)
    again = judge(month)
    assert_same(ledger_lines(month, again.entries), ledger_of(seed))
    assert attendance_of(month, again) == attendance_of(random.month, random.judged)


# Sums and ids


@pytest.mark.parametrize("seed", SEEDS)
def test_the_total_of_each_employee_is_the_sum_of_the_lines(seed: int) -> None:
    random = random_month(seed)
    sums = ledger_of(seed).groupby("employee_id")["amount"].sum()
    table = adjustments(random.month, random.judged.entries, random.judged.swaps)
    totals = {row["employee_id"]: row["total"] for row in records(table)}
    assert set(sums.index) <= set(totals)
    assert {name: amount for name, amount in totals.items() if name in sums.index} == sums.to_dict()
    assert all(amount == 0 for name, amount in totals.items() if name not in sums.index)


@pytest.mark.parametrize("seed", SEEDS)
def test_ids_are_unique(seed: int) -> None:
    assert ledger_of(seed)["entry_id"].is_unique


@a_few
@given(seed=st.sampled_from(FEW_SEEDS), chance=st.randoms(use_true_random=False), minutes=st.integers(-20, 20))
def test_a_corrected_time_changes_no_id_of_another_day_or_person(seed: int, chance: Random, minutes: int) -> None:
    random = random_month(seed)
    punch = chance.choice(random.rows["punches"])
    moved = pd.Timestamp(punch["time"]) + pd.Timedelta(minutes=minutes)
    corrected = [row | {"time": moved.isoformat()} if row is punch else row for row in random.rows["punches"]]
    month = random.month_of(random.rows | {"punches": corrected})
    before, after = ledger_of(seed), ledger_lines(month, judge(month).entries)
    both = pd.concat([before, after])
    changed = both[~both["entry_id"].isin(set(before["entry_id"]) & set(after["entry_id"]))]
    near = {(moved + pd.Timedelta(days=offset)).date().isoformat() for offset in (-1, 0, 1)}
    for line in records(changed):
        # An empty shift concerns the other party of the swap as well, and what is counted later goes on from there.
        assert line["employee_id"] == punch["employee_id"] or line["rule"] in {"handover", "guard", "discipline"}
        assert iso_day(line["date"]) in near or line["rule"] in {"guard", "full-attendance", "discipline"}


# Nothing twice

WORDS = {
    "lateness": {"late"},
    "early-departure": {"early"},
    "absence": {"absent"},
    "missing-punch": {"missing-in", "missing-out"},
}


@pytest.mark.parametrize("seed", SEEDS)
def test_each_shift_makes_at_most_one_entry_of_each_rule(seed: int) -> None:
    random = random_month(seed)
    counts: dict[tuple[str, str, str], int] = {}
    for attended in attendance_of(random.month, random.judged):
        for rule, words in WORDS.items():
            if words & set(attended.verdict.split("+")):
                key = (attended.employee, attended.date, rule)
                counts[key] = counts.get(key, 0) + 1
    for line in lines_of(random.month, random.judged, *WORDS):
        key = (line.employee, line.date, line.rule)
        counts[key] = counts.get(key, 0) - 1
    assert all(count >= 0 for count in counts.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_misses_more_than_one_day_of_a_day(seed: int) -> None:
    absences = ledger_of(seed)
    absences = absences[absences["rule"] == "absence"]
    shares = absences.assign(share=absences["quantity"].astype(float)).groupby(["employee_id", "date"])["share"].sum()
    assert (shares <= 1.0002).all()  # shares are written with four places


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_charges_are_about_one_event_of_one_rule(seed: int) -> None:
    random = random_month(seed)
    charged = random.judged.entries
    assert not charged.duplicated(["employee", "rule", "event"]).any()
    for rule in ("swap-notice", "complaint", "leave-notice", "incident", "addition"):
        assert charged.loc[charged["rule"] == rule, "event"].is_unique


@pytest.mark.parametrize("seed", SEEDS)
def test_occurrences_are_numbered_without_a_gap_unless_a_version_lacks_the_rule(seed: int) -> None:
    random = random_month(seed)
    entries = random.judged.entries
    for (_, rule), numbers in entries[entries["rule"].isin(list(WORDS))].groupby(["employee", "rule"])["occurrence"]:
        assert numbers.is_unique
        table = str(rule).replace("-", "_")
        if all(getattr(version.rules, table) for version in random.policies.versions):
            assert sorted(numbers) == list(range(1, len(numbers) + 1))


# Parts


def judged_in_parts(month: Month, part_of: npt.NDArray[np.int_]) -> pd.DataFrame:
    """Return the entries of a month that is attended and settled part by part."""
    arranged = arrange(month)
    shifts = arranged.swaps.shifts
    masks = [part_of == part for part in np.unique(part_of)]
    attended = [attend(arranged.month, shifts[mask[shifts["employee"].to_numpy()]]) for mask in masks]
    empty = [shift for part in attended for shift in part.empty]
    return joined(settle(arranged, own, empty, mask).entries for own, mask in zip(attended, masks, strict=True))


@a_few
@given(seed=st.sampled_from(FEW_SEEDS), chance=st.randoms(use_true_random=False), parts=st.integers(1, 4))
def test_any_split_of_the_employees_makes_the_same_ledger(seed: int, chance: Random, parts: int) -> None:
    month = random_month(seed).month
    part_of = np.array([chance.randrange(parts) for _ in range(len(month.tables.employees))])
    assert_same(ledger_lines(month, judged_in_parts(month, part_of)), ledger_of(seed))


def test_everybody_alone_makes_the_same_ledger() -> None:
    month = random_month(FEW_SEEDS[0]).month
    alone = np.arange(len(month.tables.employees))
    assert_same(ledger_lines(month, judged_in_parts(month, alone)), ledger_of(FEW_SEEDS[0]))


# Windows


@settings(derandomize=True, deadline=None, max_examples=12, phases=[Phase.generate])
@given(
    bounds=st.lists(st.integers(0, 1439), min_size=2, max_size=8, unique=True).map(sorted),
    before=st.integers(0, 300),
    after=st.integers(0, 300),
    touching=st.booleans(),
)
def test_no_punch_lies_in_two_windows_and_no_window_is_extended(
    bounds: list[int], before: int, after: int, touching: bool
) -> None:
    pairs = list(itertools.pairwise(bounds))[:: 1 if touching else 2]
    rota = [(start, end) for start, end in pairs if end - start >= 2]
    if not rota:
        return
    clock = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1440)]
    every_minute = [
        {"employee_id": "0001", "time": f"2026-10-{day} {time}"} for day in ("11", "12", "13") for time in clock
    ]
    month = a_month(
        policy=replace(BARE, punches=PunchWindow(before, after, 1)),
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", f"{clock[start]}-{clock[end]}") for start, end in rota],
        punches=[every_minute],
    )
    judged = judge(month).attendance.shifts
    midnight = int(judged["date"].iloc[0]) * 1440
    opens = (judged["arrival"] - midnight).tolist()
    closes = (judged["departure"] - midnight + 1).tolist()
    # With a tap each minute, arrival and departure are the first and the last minute of the window.
    for (start, end), first, stop in zip(rota, opens, closes, strict=True):
        assert start - before <= first <= start
        assert end <= stop <= end + after
    assert opens[0] == rota[0][0] - before
    assert closes[-1] == rota[-1][1] + after
    for n in range(len(rota) - 1):
        low, high = rota[n + 1][0] - before, rota[n][1] + after
        if low < high:
            middle = (rota[n][1] + rota[n + 1][0]) // 2
            assert closes[n] == opens[n + 1] == min(max(middle, low), high)
        else:
            assert (closes[n], opens[n + 1]) == (high, low)


# Leave


@many
@given(
    start=st.integers(0, 40),
    length=st.integers(1, 40),
    taken=st.lists(st.tuples(st.integers(0, 90), st.integers(1, 50)), max_size=5),
)
def test_what_leave_leaves_is_each_minute_that_no_leave_covers(
    start: int, length: int, taken: list[tuple[int, int]]
) -> None:
    shift_minutes = set(range(start, start + length))
    intervals = [(since, since + lasting) for since, lasting in taken]
    left = shift_minutes.difference(*(range(*interval) for interval in intervals))
    stretches = remainder((start, start + length), intervals)
    assert {minute for stretch in stretches for minute in range(*stretch)} == left
    assert all(since < until for since, until in stretches)
    assert all(earlier[1] < later[0] for earlier, later in itertools.pairwise(stretches))


# Rounding


@many
@given(numerator=st.integers(0, 10**15), denominator=st.integers(1, 10**6))
def test_rounding_is_half_up_like_that_of_decimals(numerator: int, denominator: int) -> None:
    whole, rest = divmod(numerator, denominator)
    twice = Decimal(2 * rest).compare(Decimal(denominator))
    expected = whole + (twice >= 0)
    assert round_half_up(numerator, denominator) == expected


@many
@given(amount=st.decimals(0, 10**9, places=3))
def test_tenths_of_a_cent_are_rounded_as_decimals_round_half_up(amount: Decimal) -> None:
    cents = int(amount.quantize(Decimal("0.01"), ROUND_HALF_UP).scaleb(2))
    assert round_half_up(int(amount.scaleb(3)), 10) == cents
