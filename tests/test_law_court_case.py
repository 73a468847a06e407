"""The known case from court as a worked example (docs/law.md): 209,400 deducted in a year, 12,781.90 allowed.

The daily data are invented, since those of the case are not known, and made so that the totals are the court's.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.month.context import Month
from payroll.period import clock
from payroll.policy.model import GuardRule, OccurrenceRule, Rules
from tests.law_builder import law_rows
from tests.month_builder import BARE, a_month, cents, employee, percent, punch, shift, total
from tests.month_frames import Row

LATE = {
    "2023-01": (6, 9, 3, 75, 39, 55, 52, 50, 27, 61, 44),
    "2023-02": (9, 8, 10, 72, 53, 22, 61, 69, 38, 58, 52, 19),
    "2023-03": (3, 4, 8, 19, 72, 22, 24, 41, 24, 41, 41),
    "2023-04": (5, 9, 3, 41, 41, 52, 75, 27, 66, 24, 38, 72),
    "2023-05": (3, 9, 10, 75, 66, 41, 47, 75, 66, 75, 38),
    "2023-06": (5, 4, 5, 69, 38, 61, 52, 27, 64, 78, 58, 19),
    "2023-07": (),
    "2023-08": (5, 4, 9, 75, 44, 55, 19, 16, 52, 19, 78),
    "2023-09": (3, 9, 9, 58, 53, 67, 66, 75, 16, 64, 72, 22),
    "2023-10": (6, 9, 8, 50, 75, 61, 64, 52, 66, 58, 36, 58),
    "2023-11": (4, 9, 3, 69, 72, 69, 24, 75, 69, 72, 24, 19),
    "2023-12": (),
}
"""Minutes late, on the first days of each month. The first three of a month are together more than 10 and less than
30 minutes."""

RULES = replace(
    BARE,
    lateness=OccurrenceRule(
        kind="absence",
        tiers=(
            percent("0"),
            percent("8", minutes=61),
            percent("1", occurrence=3),
            percent("8", occurrence=3, minutes=61),
            percent("8", occurrence=4),
        ),
    ),
)


def month_of(period: str, guard: GuardRule | None) -> Month:
    """Return the month of one employee with 24,000 + 6,000, late as told."""
    rules: Rules = replace(RULES, guard=guard)
    days = {f"{period}-{day:02d}": minutes for day, minutes in enumerate(LATE[period], 1)}
    taps: list[list[Row]] = [punch("0001", day, clock(510 + minutes), "17:30") for day, minutes in days.items()]
    return a_month(
        period,
        rules,
        employees=[employee("0001", "30000.00")],
        shifts=[shift("0001", day) for day in days],
        punches=taps,
    )


def year_under(guard: GuardRule | None) -> Decimal:
    """Return what is taken in the year."""
    return -sum((Decimal(total(month_of(period, guard))) for period in LATE), Decimal(0))


def test_the_rules_deduct_what_was_deducted_and_the_judgment_lets_the_time_missed_stand() -> None:
    assert year_under(None) == Decimal("209400.00")
    assert year_under(GuardRule(profile="CN-shanghai", by_analogy=True)) == Decimal("12781.90")
    assert Decimal("209400.00") - Decimal("12781.90") == Decimal("196618.10")


def test_without_following_the_judgment_the_fines_stand_with_their_doubts() -> None:
    month = month_of("2023-01", GuardRule(profile="CN-shanghai"))
    assert Decimal(total(month)) == Decimal("-19500.00")  # 1% and eight times 8% of 30,000
    assert all("by analogy only, not applied" in str(row["notes_en"]) for row in law_rows(month))


@pytest.mark.parametrize(("minutes", "worth"), [(39, "112.07"), (44, "126.44"), (3, "8.62")])
def test_each_line_is_allowed_what_the_minutes_are_worth(minutes: int, worth: str) -> None:
    # 30,000 ÷ 21.75 ÷ 8 ÷ 60 = 2.873563… a minute
    month = month_of("2023-01", GuardRule(profile="CN-shanghai", by_analogy=True))
    day = f"2023-01-{LATE['2023-01'].index(minutes) + 1:02d}.1"
    (row,) = (row for row in law_rows(month) if str(row["entry_id"]).endswith(day))
    assert (row["allowed"], row["limit"], row["status"]) == (cents(worth), "only-time-missed", "cut")
