"""The rule book in words: every key is told, in both languages, and its examples are what a month would charge."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import LANGUAGES, Text
from payroll.money import plain
from payroll.policy.key_paths import key_paths
from payroll.policy.load import load_version
from payroll.policy.model import (
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    HandoverRule,
    IncidentRule,
    LeaveRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    Rules,
    SwapRule,
    Tier,
)
from payroll.policy.pricing import Example, charges
from payroll.policy.sentences.book import page, rule_book
from payroll.policy.sentences.parts import Section, summed
from payroll.policy.wage_rules import PartMonthMethod, PartMonthRule
from payroll.policy.words import ordinal
from tests.month_builder import BARE, amounts, daily, flat, hourly, office_month, percent, version
from tests.policy_full import FULL, full_rules

EXAMPLE = Example("CNY")


def section(rules: Rules, key: str) -> Section:
    (found,) = (each for each in rule_book(rules, EXAMPLE) if each.key == key)
    return found


def sentences(rules: Rules, key: str) -> list[str]:
    return [fact.sentence().en for fact in section(rules, key).facts if fact.is_published]


def example(rules: Rules, key: str) -> Text:
    (found,) = section(rules, key).examples
    return found


def late(*tiers: Tier, **keys: str) -> Rules:
    rule = OccurrenceRule(
        tiers=tiers,
        per="day" if keys.get("per") == "day" else "shift",
        counting="all" if keys.get("counting") == "all" else "marginal",
        grace_minutes=int(keys.get("grace", 0)),
        clause="7.1",
    )
    return replace(BARE, lateness=rule)


ONE_THEN_FIVE = (percent("1"), percent("5", occurrence=3))


# What is told ----------------------------------------------------------------------------------------


def told_keys(rules: Rules) -> set[str]:
    """Return the keys of all facts and clauses, without positions and freely chosen names."""
    book = rule_book(rules, EXAMPLE)
    keys = {fact.key for part in book for fact in part.facts} | {f"{part.key}.clause" for part in book if part.clause}
    plain_keys = (re.sub(r" \(.*\)$|\[[0-9]+\]", "", key) for key in keys)
    tables = r"shifts|incidents|company_rules|complaints\.severity|scorecard\.item|scorecard\.fatal"
    named = re.compile(rf"^(clauses)\..*|^({tables})\.[^.]+")
    return {named.sub(lambda found: f"{found[1] or found[2]}.*", key) for key in plain_keys}


def test_every_key_of_the_file_is_told(tmp_path: Path) -> None:
    steps, severities = (full_rules(tmp_path / name, FULL[name]) for name in ("steps", "severities"))
    told = told_keys(steps) | told_keys(severities)
    groups = {path.rpartition(".")[0] for path in key_paths() if "." in path}
    leaves = set(key_paths()) - groups - {field.name for field in fields(Rules)}
    lacking = [path for path in leaves if not any(f"{path}.".startswith(f"{key}.") for key in told)]
    entry_by_entry = {"company_rules.*.settings", "complaints.severity", "scorecard.fatal", "scorecard.item"}
    settle_nothing = {f"{table}.kind" for table in ("complaints", "leave", "swaps")}  # it can be nothing but a fine
    assert set(lacking) == entry_by_entry | settle_nothing


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markdown", [True, False])
def test_a_rule_book_is_a_page_of_sentences(tmp_path: Path, name: str, language: str, *, markdown: bool) -> None:
    rules = full_rules(tmp_path, FULL[name])
    text = page(version(rules), EXAMPLE, "zh" if language == "zh" else "en", markdown=markdown)
    assert text.startswith("# " if markdown else rules.title.to("zh" if language == "zh" else "en"))
    assert text.endswith(("。\n", ".\n"))
    assert "None" not in text
    assert not re.search(r"[{}]", text)
    items = [line for line in text.splitlines() if line.startswith("- " if markdown else "  ")]
    assert len(items) > 30
    assert all(item.endswith(("。", ".", ":")) for item in items)


def test_the_shipped_policies_have_an_example_for_what_they_price() -> None:
    for policy_id in ("office-service", "online-shop"):
        loaded, _ = load_version(Path(__file__).parent.parent / "policies" / policy_id / "2023-02-03.toml")
        assert loaded is not None
        priced = {part.key for part in rule_book(loaded.rules, EXAMPLE) if part.examples}
        wanted = {
            "office-service": {"lateness", "complaints", "probation"},
            "online-shop": {"swaps", "handover", "complaints", "leave", "response_times"},
        }
        assert priced == wanted[policy_id]


def test_lateness_is_told_tier_by_tier() -> None:
    assert sentences(late(*ONE_THEN_FIVE, per="day"), "lateness") == [
        "Grace: none, a single minute counts.",
        "Counted: by the day: several on one day are one.",
        "Priced: each by its own number.",
        "Late from the first time on: 1% of the base wage.",
        "Late from the third time on: 5% of the base wage.",
    ]


def test_a_rule_without_tiers_says_that_it_only_counts() -> None:
    assert sentences(late(), "lateness")[-1] == "Charge: none; it is only counted."
    assert section(late(), "lateness").examples == ()


@pytest.mark.parametrize(
    ("tier", "is_free"),
    [(flat("1"), False), (flat("1", minutes=1), False), (flat("1", minutes=2), True), (flat("1", occurrence=2), True)],
)
def test_what_no_tier_reaches_is_told_to_be_free(tier: Tier, is_free: bool) -> None:
    notes = [note.en for note in section(late(tier), "lateness").notes]
    assert ("What no line above reaches costs nothing." in notes) == is_free


def test_a_policy_without_a_law_says_that_nothing_was_checked() -> None:
    unchecked = "These charges have not been checked against any law."
    assert unchecked in page(version(BARE), EXAMPLE, "en", markdown=False)
    assert unchecked in page(version(replace(BARE, guard=GuardRule())), EXAMPLE, "en", markdown=False)
    assert unchecked not in page(version(replace(BARE, guard=GuardRule(profile="CN"))), EXAMPLE, "en", markdown=False)


# Worked examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ({"per": "day"}, "late on 3 days in a pay period: 50.00 + 50.00 + 250.00 = 350.00"),
        ({"counting": "all"}, "late 3 times in a pay period: 250.00 + 250.00 + 250.00 = 750.00"),
    ],
)
def test_the_two_readings_of_the_office_rule(keys: dict[str, str], wanted: str) -> None:
    told = example(late(*ONE_THEN_FIVE, **keys), "lateness")
    assert told.en == f"Example: with a base wage of 5000.00, {wanted}."
    assert wanted.partition(": ")[2] in told.zh


def test_an_example_reaches_the_longer_ones_too() -> None:
    told = example(late(flat("5"), flat("20", minutes=30), grace="10"), "lateness")
    assert told.en == (
        "Example: with a base wage of 5000.00, late 2 times in a pay period (by 11 and 30 minutes): "
        "5.00 + 20.00 = 25.00."
    )


def test_absence_takes_daily_wages() -> None:
    """5000.00 ÷ 21.75 = 229.885…, and each line is rounded."""
    told = example(replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),))), "absence")
    assert told.en.endswith("absent 2 times in a pay period: 229.89 + 229.89 = 459.78.")


@pytest.mark.parametrize(
    ("amount", "told"), [(0, "the third swap"), (500, "two more than are allowed: 5.00 + 5.00 = 10.00")]
)
def test_a_swap_beyond_the_limit(amount: int, told: str) -> None:
    assert told in example(replace(BARE, swaps=SwapRule(limit=2, amount=amount)), "swaps").en


@pytest.mark.parametrize(("charge", "total"), [("both", "20.00 + 20.00 = 40.00"), ("requester", "20.00")])
def test_a_failed_handover(charge: str, total: str) -> None:
    rule = HandoverRule(amount=2000, charge="both" if charge == "both" else "requester")
    assert example(replace(BARE, handover=rule), "handover").en.endswith(f": {total}.")


def test_complaints_by_steps_and_by_severity() -> None:
    steps = ComplaintRule(steps=(ComplaintStep(3000), ComplaintStep(6000), ComplaintStep(0, "dismissal-review")))
    rules = replace(BARE, complaints=steps)
    assert example(rules, "complaints").en == "Example: 3 complaints: 30.00 + 60.00 + 0.00 = 90.00."
    assert sentences(rules, "complaints")[-1] == (
        "The third complaint and each later one: no charge; «Review: dismissal» is proposed."
    )
    severity = ComplaintRule(severity={"minor": 500, "serious": 10000, "轻微": 500, "严重": 10000}, minimum=1000)
    told = example(replace(BARE, complaints=severity), "complaints")
    assert told.en == "Example: a complaint «minor» and one «serious»: 10.00 + 100.00 = 110.00."
    assert told.zh == "例：一次“轻微”和一次“严重”的投诉：10.00 + 100.00 = 110.00。"


@pytest.mark.parametrize(("months", "ends"), [(1, "2026-02-01"), (3, "2026-04-01"), (12, "2027-01-01")])
def test_probation_ends_so_many_months_after_the_hire_date(months: int, ends: str) -> None:
    told = example(replace(BARE, probation=ProbationRule(months=months)), "probation").en
    assert told == f"Example: hired on 2026-01-01, no longer on probation from {ends}."


def test_a_price_by_the_hour_names_the_hours_of_a_day_and_counts_the_minutes() -> None:
    # 5000.00 ÷ 21.75 ÷ 8 = 28.735...: a minute is 0.48, thirty are 14.37.
    rules = late(hourly("1"), hourly("2", minutes=30))
    assert "Late from the first time on: 1 hourly wage for each hour, to the minute." in sentences(rules, "lateness")
    assert "Hours of a paid day: 8; an hourly wage is base wage ÷ 21.75 ÷ 8." in sentences(rules, "policy")
    told = example(rules, "lateness").en
    assert told.endswith("(by 1 and 30 minutes): 0.48 + 28.74 = 29.22.")
    assert not any("Hours of a paid day" in line for line in sentences(late(percent("1")), "policy"))


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("calendar-days", "employed on 10 of the 30 days of a period: 1666.67."),
        ("paid-days", "10 work dates in the month of joining: 2298.85."),
    ],
)
def test_a_part_month_is_told_with_its_method(method: PartMonthMethod, told: str) -> None:
    rules = replace(BARE, part_month=PartMonthRule(method=method))
    assert example(rules, "part_month").en == f"Example: with a base wage of 5000.00, {told}"


@pytest.mark.parametrize(("days", "by"), [(0, "2026-10-10"), (1, "2026-10-09"), (10, "2026-09-30")])
def test_leave_is_asked_for_so_many_days_before(days: int, by: str) -> None:
    told = example(replace(BARE, leave=LeaveRule(notice_days=days, amount=1500)), "leave").en
    assert told == f"Example: leave from 2026-10-10 is asked for on {by} at the latest; later than that: 15.00."


def test_an_incident_that_is_priced() -> None:
    incidents = {
        "talk": IncidentRule(title=Text("闲聊", "Talk")),
        "call": IncidentRule(title=Text("电话", "Call"), price=Price(percent_of_base=Decimal(2))),
    }
    told = example(replace(BARE, incidents=incidents), "incidents").en
    assert told == "Example: with a base wage of 5000.00, «Call» once: 100.00."


@pytest.mark.parametrize(
    ("percent_of_wage", "least", "told"),
    [
        ("20", None, "charges of 1500.00: the bound is 1000.00, given back 1500.00 − 1000.00 = 500.00"),
        ("20", 450_000, "charges of 1000.00: the bound is 500.00, given back 1000.00 − 500.00 = 500.00"),
        (None, 600_000, "charges of 500.00: the bound is 0.00, given back 500.00 − 0.00 = 500.00"),
    ],
)
def test_the_guard_gives_back_what_is_beyond_the_smallest_bound(
    percent_of_wage: str | None, least: int | None, told: str
) -> None:
    rule = GuardRule(max_percent=Decimal(percent_of_wage) if percent_of_wage else None, minimum_wage=least)
    assert told in example(replace(BARE, guard=rule), "guard").en


@settings(derandomize=True, deadline=None, max_examples=30)
@given(
    starts=st.lists(st.tuples(st.integers(1, 5), st.sampled_from([0, 1, 11, 30])), min_size=1, max_size=5, unique=True),
    rates=st.lists(st.integers(0, 900), min_size=5, max_size=5),
    counting=st.sampled_from(["marginal", "all"]),
    grace=st.sampled_from([0, 10]),
    minutes=st.lists(st.sampled_from([11, 12, 30, 59]), min_size=1, max_size=6),
)
def test_examples_are_priced_as_the_month_is(
    starts: list[tuple[int, int]], rates: list[int], counting: str, grace: int, minutes: list[int]
) -> None:
    tiers = tuple(
        Tier(number, length, Price(percent_of_base=Decimal(rate) / 100))
        for (number, length), rate in zip(sorted(starts), rates, strict=False)
    )
    rules = late(*tiers, counting=counting, grace=str(grace))
    assert rules.lateness is not None
    arrivals = [divmod(510 + late_minutes, 60) for late_minutes in minutes]
    taps = {f"2026-10-{12 + n}": (f"{hour:02}:{minute:02}", "17:30") for n, (hour, minute) in enumerate(arrivals)}
    month = office_month(rules, taps, wage="4999.99")
    found = charges(rules.lateness, minutes, Example("CNY", 499_999))
    assert amounts(month, "lateness") == [plain(-amount, 2) for amount in found]


# Words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (111, "111th")],
)
def test_numbers_as_words(number: int, word: str) -> None:
    assert ordinal(number) == word


@pytest.mark.parametrize(
    ("amounts_shown", "told"),
    [
        ([5000], "50.00"),
        ([5000] * 6, "50.00 + 50.00 + 50.00 + 50.00 + 50.00 + 50.00 = 300.00"),
        ([5000] * 6 + [25000], "6 × 50.00 + 250.00 = 550.00"),
    ],
)
def test_a_long_sum_counts_what_repeats(amounts_shown: list[int], told: str) -> None:
    assert summed(amounts_shown, EXAMPLE) == told
