"""Response times: which conversations are in time, and when too few are (rules, section 15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.month.context import Month, records
from payroll.month.month import judge
from payroll.policy.model import PolicyVersion, Price, Rules
from payroll.policy.quality_rules import ResponseTimesRule
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED
from tests.month_builder import BARE, Line, a_month, amounts, cents, employee, ledger, lines, version, wage
from tests.month_frames import Row
from tests.test_policy_load import POLICY, problems_of, rules_of

LAST = "2026-10-31"
TEN = Price(amount=cents("10"))
SHOP = ResponseTimesRule(
    clause="6.1", first_seconds=15, further_seconds=20, characters_per_minute=50, price=TEN, action="training"
)
"""First answer within 15 seconds, each further one within 20, 50 characters a minute; all conversations."""


def chat(first: object = "", slowest: object = "", typing: object = "", *, at: str = "2026-10-12 19:00") -> Row:
    """Return a conversation of 0001; ``many`` gives it an id."""
    figures = {"first_response_seconds": first, "slowest_response_seconds": slowest, "characters_per_minute": typing}
    return {"employee_id": "0001", "time": at} | {name: str(figure) for name, figure in figures.items()}


def many(*chats: Row) -> list[Row]:
    return [{"conversation_id": f"C{number:02d}"} | row for number, row in enumerate(chats, 1)]


GOOD, SLOW = chat(15, 20, 50), chat(16, 20, 50)


def under(rule: ResponseTimesRule) -> Rules:
    return replace(BARE, response_times=rule)


def month_of(
    policy: Rules | Sequence[PolicyVersion],
    *chats: Row,
    doubtful: Iterable[tuple[str, str]] = (),
    wages: Iterable[Row] = (),
    left: str = "",
) -> Month:
    return a_month(
        policy=policy,
        employees=[employee("0001", left=left), employee("0002")],
        wages=wages,
        records={"chats": many(*chats)},
        doubtful={"chats": doubtful},
    )


def told(month: Month) -> tuple[str, str]:
    (row,) = records(ledger(month))
    return row["explanation_zh"], row["explanation_en"]


# In time


@pytest.mark.parametrize(
    ("conversation", "in_time"),
    [
        (chat(15, 20, 50), True),
        (chat(16, 20, 50), False),
        (chat(15, 21, 50), False),
        (chat(15, 20, 49), False),
        (chat(0, 0, 0), False),
        (chat(15), True),  # what was not measured is no breach
        (chat(16), False),
        (chat("", 21), False),
        (chat("", "", 49), False),
        (chat(), True),
    ],
)
def test_a_conversation_is_in_time_if_each_figure_that_is_given_keeps_its_bound(
    conversation: Row, in_time: bool
) -> None:
    assert amounts(month_of(under(SHOP), conversation)) == ([] if in_time else ["-10.00"])


@pytest.mark.parametrize("bound", ["first_seconds", "further_seconds", "characters_per_minute"])
def test_a_bound_that_the_policy_does_not_set_is_kept(bound: str) -> None:
    only = ResponseTimesRule(price=TEN)
    only = {
        "first_seconds": replace(only, first_seconds=15),
        "further_seconds": replace(only, further_seconds=20),
        "characters_per_minute": replace(only, characters_per_minute=50),
    }[bound]
    wrong = {
        "first_seconds": chat(16, 20, 50),
        "further_seconds": chat(15, 21, 50),
        "characters_per_minute": chat(15, 20, 49),
    }
    others = [row for name, row in wrong.items() if name != bound]
    assert amounts(month_of(under(only), *others)) == []
    assert amounts(month_of(under(only), wrong[bound])) == ["-10.00"]


def test_zero_seconds_is_a_bound() -> None:
    rule = ResponseTimesRule(first_seconds=0, price=TEN)
    assert amounts(month_of(under(rule), chat(0))) == []
    assert amounts(month_of(under(rule), chat(1))) == ["-10.00"]


# How many


@pytest.mark.parametrize(("slow", "charged"), [(1, False), (2, True)])
def test_the_share_in_time_may_reach_the_percentage_exactly(slow: int, charged: bool) -> None:
    """Of 10 conversations 9 are 90 %, and 8 are less."""
    rule = replace(SHOP, within_percent=Decimal(90))
    found = amounts(month_of(under(rule), *[GOOD] * (10 - slow), *[SLOW] * slow))
    assert found == (["-10.00"] if charged else [])


@pytest.mark.parametrize(("percent", "charged"), [("66.66", False), ("66.67", True)])
def test_the_share_is_exact(percent: str, charged: bool) -> None:
    """2 of 3 are 66.666… %."""
    rule = replace(SHOP, within_percent=Decimal(percent))
    assert bool(amounts(month_of(under(rule), GOOD, GOOD, SLOW))) == charged


@pytest.mark.parametrize(("count", "charged"), [(4, False), (5, True)])
def test_fewer_conversations_than_the_minimum_say_nothing(count: int, charged: bool) -> None:
    rule = replace(SHOP, minimum_conversations=5)
    assert bool(amounts(month_of(under(rule), *[SLOW] * count))) == charged


def test_conversations_of_other_periods_do_not_count() -> None:
    outside = [chat(99, at="2026-09-30 23:59"), chat(99, at="2026-11-01 00:00")]
    inside = [chat(1, at="2026-10-01 00:00"), chat(1, at="2026-10-31 23:59")]
    assert lines(month_of(under(SHOP), *outside, *inside)) == []
    assert lines(month_of(under(replace(SHOP, minimum_conversations=3)), *outside, *inside)) == []


# The line


def test_the_line_tells_how_many_of_each_kind_were_slow_and_where() -> None:
    month = month_of(under(SHOP), chat(16, 30, 50), GOOD, chat(15, 20, 40), chat(20, 20, 50))
    assert lines(month) == [Line("0001", LAST, "response-time", 0, "-10.00", "training")]
    zh, en = told(month)
    assert zh == (
        "2026-10 会话 4 次，其中 1 次在时限内，低于 100%"
        "（首次响应慢 2 次，后续响应慢 1 次，打字慢 1 次），扣 10.00（条款 6.1）"
    )
    assert en == (
        "2026-10 conversations: 4, of which 1 in time, below 100% "
        "(first answer late: 2, a further one late: 1, slow typing: 1), 10.00 charged (clause 6.1)"
    )
    assert ledger(month)["evidence"].tolist() == ["chats.csv:2; chats.csv:4; chats.csv:5"]


def test_without_a_price_the_line_is_a_notice() -> None:
    month = month_of(under(replace(SHOP, price=Price(), action="")), SLOW)
    assert lines(month) == [Line("0001", LAST, "response-time", 0, "0.00", "")]
    assert told(month)[1].endswith("slow typing: 0), no charge (clause 6.1)")


def test_the_price_is_that_of_the_last_day_employed() -> None:
    """Half a daily wage of 400.00 since the 16th."""
    rule = replace(SHOP, price=Price(daily_wages=Decimal("0.5")))
    raised = [wage("0001", "2026-10-16", "8700.00")]
    month = month_of(under(rule), SLOW, wages=raised, left="2026-10-20")
    assert lines(month) == [Line("0001", "2026-10-20", "response-time", 0, "-200.00", "training")]


def test_everybody_has_conversations_of_their_own() -> None:
    month = month_of(under(SHOP), GOOD, SLOW | {"employee_id": "0002"})
    assert lines(month) == [Line("0002", LAST, "response-time", 0, "-10.00", "training")]


# Versions


def test_each_conversation_is_judged_by_the_version_of_its_day() -> None:
    """The 13th brings 20 seconds: 16 are in time from then on."""
    versions = [version(under(SHOP)), version(under(replace(SHOP, first_seconds=20)), "2026-10-13")]
    assert amounts(month_of(versions, chat(16, at="2026-10-12 23:59"))) == ["-10.00"]
    assert amounts(month_of(versions, chat(16, at="2026-10-13 00:00"))) == []


def test_price_percentage_and_minimum_are_those_of_the_last_day() -> None:
    dearer = replace(SHOP, within_percent=Decimal(50), minimum_conversations=2, price=Price(amount=cents("25")))
    versions = [version(under(SHOP)), version(under(dearer), "2026-10-13")]
    assert amounts(month_of(versions, SLOW)) == []
    assert amounts(month_of(versions, SLOW, GOOD)) == []
    assert amounts(month_of(versions, SLOW, SLOW, GOOD)) == ["-25.00"]


def test_under_a_version_without_the_rule_conversations_are_out_of_scope() -> None:
    versions = [version(BARE), version(under(SHOP), "2026-10-13")]
    month = month_of(versions, SLOW, chat(1, at="2026-10-13 00:00"))
    assert judge(month).dispositions["chats"].tolist() == [ROW_OUT_OF_SCOPE, ROW_USED]
    assert lines(month) == []
    assert lines(month_of([version(under(SHOP)), version(BARE, "2026-10-13")], SLOW)) == []


# What was set aside


def test_a_charge_is_left_to_a_person_if_conversations_were_set_aside() -> None:
    review = [Line("0001", LAST, "response-time", 0, "0.00", "response-time-review")]
    charged = [Line("0001", LAST, "response-time", 0, "-10.00", "training")]
    assert lines(month_of(under(SHOP), SLOW, doubtful=[("0001", "2026-10-05")])) == review
    assert lines(month_of(under(SHOP), SLOW, doubtful=[("0001", "")])) == review
    assert lines(month_of(under(replace(SHOP, price=Price())), SLOW, doubtful=[("0001", "")])) == review
    assert lines(month_of(under(SHOP), SLOW, doubtful=[("0001", "2026-09-30"), ("0002", "")])) == charged


def test_a_notice_stands_whatever_was_set_aside() -> None:
    month = month_of(under(replace(SHOP, price=Price(), action="")), SLOW, doubtful=[("0001", "")])
    assert lines(month) == [Line("0001", LAST, "response-time", 0, "0.00", "")]


def test_conversations_outside_the_employment_are_errors() -> None:
    month = month_of(under(SHOP), GOOD, chat(1, at="2026-10-21 00:00"), left="2026-10-20")
    judged = judge(month)
    assert "EVENT-OUTSIDE-EMPLOYMENT" in {problem.code for problem in judged.problems}
    assert judged.dispositions["chats"].tolist() == [ROW_USED, ROW_SET_ASIDE]


# The policy file


def test_a_file_with_every_key_gives_every_bound(tmp_path: Path) -> None:
    text = """
[response_times]
clause = "6.1"
first_seconds = 15
further_seconds = 20
characters_per_minute = 50
minimum_conversations = 30
within_percent = "97.5"
percent_of_base = 1
action = "training"
"""
    assert rules_of(tmp_path, text).response_times == ResponseTimesRule(
        clause="6.1",
        first_seconds=15,
        further_seconds=20,
        characters_per_minute=50,
        minimum_conversations=30,
        within_percent=Decimal("97.5"),
        price=Price(percent_of_base=Decimal(1)),
        action="training",
    )
    rule = rules_of(tmp_path, "[response_times]\nfirst_seconds = 15\n").response_times
    assert rule == ResponseTimesRule(first_seconds=15, minimum_conversations=1, within_percent=Decimal(100))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "POLICY-CONTRADICTION", "response_times"),
        ("first_seconds = -1\n", "POLICY-VALUE", "response_times.first_seconds"),
        ("first_seconds = 15\nminimum_conversations = 0\n", "POLICY-VALUE", "response_times.minimum_conversations"),
        ("first_seconds = 15\nwithin_percent = 101\n", "POLICY-VALUE", "response_times.within_percent"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(tmp_path: Path, text: str, code: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, f"{POLICY}[response_times]\n{text}")
    assert (problem.code, problem.column) == (code, column)


# What holds for all conversations


FIGURES = st.tuples(*[st.sampled_from(["", *bounds]) for bounds in ((14, 15, 16), (19, 20, 21), (49, 50, 51))])


@settings(derandomize=True, deadline=None, max_examples=15)
@given(
    figures=st.lists(FIGURES, min_size=1, max_size=8),
    percent=st.integers(0, 100),
    chance=st.randoms(use_true_random=False),
)
def test_one_more_slow_conversation_never_raises_pay_and_their_order_changes_nothing(
    figures: list[tuple[object, object, object]], percent: int, chance: Random
) -> None:
    rules = under(replace(SHOP, within_percent=Decimal(percent)))
    rows = many(*(chat(*each) for each in figures), SLOW)
    numbered = [{"#": str(number)} | row for number, row in enumerate(rows, 2)]

    def judged(chats: Iterable[Row]) -> Month:
        return a_month(policy=rules, employees=[employee("0001")], records={"chats": chats})

    before, after = judged(numbered[:-1]), judged(numbered)
    assert sum(ledger(after)["amount"]) <= sum(ledger(before)["amount"])
    shuffled = judged(chance.sample(numbered, len(numbered)))
    assert ledger(shuffled).to_dict() == ledger(after).to_dict()
