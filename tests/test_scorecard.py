"""The quality scorecard: samples, their maximum, fatal errors, the month's mean and its level (rules, section 15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.month.context import Month, records
from payroll.month.month import judge
from payroll.policy.model import PolicyVersion, Price, Rules
from payroll.policy.quality_rules import (
    FatalError,
    ScorecardItem,
    ScorecardLevel,
    ScorecardRule,
    StarBand,
    StarsRule,
)
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    amounts,
    assignment,
    cents,
    employee,
    ledger,
    lines,
    version,
    wage,
)
from tests.month_frames import Row
from tests.quality_card import CARD, ITEMS, sample, score
from tests.raw_tables import clean, codes
from tests.test_policy_load import POLICY, problems_of, rules_of

LAST = "2026-10-31"
SCORES = "scores.csv"


@pytest.fixture
def card(tmp_path: Path) -> ScorecardRule:
    rule = rules_of(tmp_path, CARD).scorecard
    assert rule is not None
    return rule


def level(start: str, amount: str = "0", action: str = "") -> ScorecardLevel:
    return ScorecardLevel(Decimal(start), Price(amount=cents(amount)), action)


LEVELS = (level("0", "100", "training"), level("60", "50"), level("80"))
"""Below 60 %: 100 and a proposal; from 60 % on 50; from 80 % on nothing."""


def under(card: ScorecardRule, *levels: ScorecardLevel, stars: StarsRule | None = None) -> Rules:
    return replace(BARE, scorecard=replace(card, levels=levels), stars=stars)


def month_of(
    rules: Rules | Sequence[PolicyVersion],
    *samples: list[Row],
    doubtful: Iterable[tuple[str, str]] = (),
    left: str = "",
    wages: Iterable[Row] = (),
) -> Month:
    return a_month(
        policy=rules,
        employees=[employee("0001", left=left), employee("0002")],
        wages=wages,
        records={"scores": [row for rows in samples for row in rows]},
        doubtful={"scores": doubtful},
    )


def found(month: Month) -> list[Problem]:
    """Return the problems; that nobody has a shift here is not one."""
    return [problem for problem in judge(month).problems if problem.code != "NO-ROTA"]


def told(month: Month, rule: str, nth: int = 0) -> tuple[str, str]:
    row = [row for row in records(ledger(month)) if row["rule"] == rule][nth]
    return row["explanation_zh"], row["explanation_en"]


# The card


def test_the_items_of_the_card_do_not_add_up_to_its_total(card: ScorecardRule) -> None:
    assert card.total == 100
    assert sum(item.good for item in card.items.values()) == 90


def test_a_sample_that_is_good_throughout_has_all_points_of_the_items_not_of_the_total(card: ScorecardRule) -> None:
    month = month_of(under(card, *LEVELS), sample("S1"))
    assert lines(month) == [Line("0001", LAST, "scorecard", 0, "0.00", "")]
    zh, en = told(month, "scorecard")
    assert zh == "2026-10 质检样本 S1 90/90；平均 = 100.00%，达到 80% 档，不扣款（条款 8.1）"
    assert en == "2026-10 quality samples S1 90/90; mean = 100.00%, level from 80%, no charge (clause 8.1)"


def test_fair_and_poor_items_give_their_own_points(card: ScorecardRule) -> None:
    """90 − 2 (wording fair) − 5 (first answer poor) − 15 (answers poor) = 68."""
    month = month_of(under(card), sample("S1", wording="fair", first_answer="poor", answers="poor"))
    assert "S1 68/90" in told(month, "scorecard")[1]


def test_a_not_applicable_item_leaves_points_and_maximum(card: ScorecardRule) -> None:
    """No emotion was involved: 90 − 15 of 90 − 15."""
    month = month_of(under(card), sample("S1", calming="not-applicable", wording="fair"))
    assert "S1 73/75" in told(month, "scorecard")[1]
    assert found(month) == []


def test_an_item_without_a_row_is_taken_as_not_applicable_with_a_warning(card: ScorecardRule) -> None:
    month = month_of(under(card), sample("S1", calming="", initiative=""))
    assert "S1 60/60" in told(month, "scorecard")[1]
    (problem,) = found(month)
    assert (problem.code, problem.severity, problem.row) == ("SAMPLE-INCOMPLETE", "warning", 2)
    assert "calming, initiative" in problem.message("en")


def test_a_sample_in_which_no_item_applies_has_no_score(card: ScorecardRule) -> None:
    nothing = [score("S1", item, "not-applicable") for item in ITEMS]
    assert lines(month_of(under(card, *LEVELS), nothing)) == []
    assert "S2 90/90; mean = 100.00%" in told(month_of(under(card, *LEVELS), nothing, sample("S2")), "scorecard")[1]


# Fatal errors


def test_a_fatal_error_makes_the_sample_score_nothing_of_the_same_maximum(card: ScorecardRule) -> None:
    month = month_of(under(card, *LEVELS), sample("S1", fatal=["taboo"], calming="not-applicable"))
    assert lines(month) == [
        Line("0001", "2026-10-12", "fatal-error", 0, "-20.00", ""),
        Line("0001", LAST, "scorecard", 0, "-100.00", "training"),
    ]
    zh, en = told(month, "fatal-error")
    assert zh == "2026-10-12 质检样本 S1：致命错误“服务禁语”，得 0/75，扣 20.00（条款 8.1）"
    assert en == "2026-10-12 quality sample S1: fatal error «Service taboo», score 0/75, 20.00 charged (clause 8.1)"
    assert "S1 0/75 (fatal error); mean = 0.00%" in told(month, "scorecard")[1]


def test_each_fatal_error_of_a_sample_has_a_line_of_its_own(card: ScorecardRule) -> None:
    month = month_of(under(card), sample("S1", fatal=["taboo", "wrong-answer"]))
    assert lines(month, "fatal-error") == [
        Line("0001", "2026-10-12", "fatal-error", 0, "-20.00", ""),
        Line("0001", "2026-10-12", "fatal-error", 0, "0.00", "written-warning"),
    ]
    table = ledger(month)
    assert table["entry_id"].tolist()[:2] == [
        "2026-10/0001/fatal-error/S1.taboo",
        "2026-10/0001/fatal-error/S1.wrong-answer",
    ]
    assert table["evidence"].tolist()[:2] == [f"{SCORES}:12", f"{SCORES}:13"]


def test_after_a_fatal_error_nothing_else_need_be_graded(card: ScorecardRule) -> None:
    month = month_of(under(card), [score("S1", "taboo", "fatal")])
    assert found(month) == []
    assert "S1 0/90 (fatal error); mean = 0.00%" in told(month, "scorecard")[1]


def test_a_fatal_error_counts_even_where_no_item_applies(card: ScorecardRule) -> None:
    nothing = [score("S1", item, "not-applicable") for item in ITEMS]
    month = month_of(under(card), [*nothing, score("S1", "taboo", "fatal")], sample("S2"))
    assert "S1 0/0 (fatal error), S2 90/90; mean = 50.00%" in told(month, "scorecard")[1]


def test_a_fatal_error_costs_by_the_version_and_the_wage_of_its_day(card: ScorecardRule) -> None:
    half = FatalError(title=card.fatal["taboo"].title, price=Price(daily_wages=Decimal("0.5")))
    later = under(replace(card, fatal={"taboo": half}))
    versions = [version(under(card)), version(later, "2026-10-13")]
    raised = [wage("0001", "2026-10-14", "8700.00")]  # a daily wage of 400 instead of 200

    def charged(day: str) -> list[str]:
        return amounts(month_of(versions, sample("S1", day, fatal=["taboo"]), wages=raised), "fatal-error")

    assert charged("2026-10-12") == ["-20.00"]
    assert charged("2026-10-13") == ["-100.00"]
    assert charged("2026-10-14") == ["-200.00"]


# The month


@pytest.mark.parametrize(
    ("grades", "amount", "action"),
    [
        ({"answers": "fair", "calming": "poor"}, "0.00", ""),  # 90 − 3 − 15 = 72 of 90, exactly 80 %
        ({"answers": "poor", "wording": "fair", "recording": "fair"}, "-50.00", ""),  # 90 − 15 − 2 − 2 = 71
        (
            {"answers": "poor", "handling": "poor", "wording": "fair", "recording": "fair", "standards": "fair"},
            "-50.00",  # 90 − 15 − 15 − 2 − 2 − 2 = 54 of 90, exactly 60 %
            "",
        ),
        (
            {"answers": "poor", "handling": "poor", "first_answer": "poor", "wording": "fair"},
            "-100.00",  # 90 − 15 − 15 − 5 − 2 = 53
            "training",
        ),
    ],
)
def test_a_level_is_reached_by_exactly_its_percentage(
    card: ScorecardRule, grades: dict[str, str], amount: str, action: str
) -> None:
    month = month_of(under(card, *LEVELS), sample("S1", **grades))
    assert lines(month) == [Line("0001", LAST, "scorecard", 0, amount, action)]


def test_a_level_is_told_by_its_title(card: ScorecardRule) -> None:
    excellent = ScorecardLevel(Decimal(90), title=Text("优秀", "excellent"))
    month = month_of(under(card, excellent), sample("S1"))
    assert "，达到 90% 档（优秀），不扣款" in told(month, "scorecard")[0]
    assert ", level from 90% (excellent), no charge" in told(month, "scorecard")[1]


@pytest.mark.parametrize(("fair", "amount"), [(79_996, "-50.00"), (80_000, "0.00")])
def test_a_mean_that_only_rounds_up_to_a_level_does_not_reach_it(fair: int, amount: str) -> None:
    one_item = ScorecardRule(items={"all": ScorecardItem(title=BARE.title, good=100_000, fair=fair)})
    month = month_of(under(one_item, *LEVELS), [score("S1", "all", "fair")])
    assert amounts(month) == [amount]
    equals = "=" if fair == 80_000 else "≈"
    assert f"mean {equals} 80.00%" in told(month, "scorecard")[1]


def test_below_all_levels_the_line_costs_nothing(card: ScorecardRule) -> None:
    month = month_of(under(card, level("60", "50")), sample("S1", fatal=["wrong-answer"]))
    assert lines(month, "scorecard") == [Line("0001", LAST, "scorecard", 0, "0.00", "")]
    assert "，低于所有档，不扣款" in told(month, "scorecard")[0]
    assert ", below all levels, no charge" in told(month, "scorecard")[1]


def test_the_mean_is_that_of_the_scores_whatever_their_maximum(card: ScorecardRule) -> None:
    """73/75 and 90/90: (73/75 + 1) ÷ 2 = 74/75 = 98.666… %."""
    month = month_of(under(card), sample("S2"), sample("S1", "2026-10-31", calming="not-applicable", wording="fair"))
    assert "S2 90/90, S1 73/75; mean ≈ 98.67%" in told(month, "scorecard")[1]
    assert ledger(month)["evidence"].tolist() == [f"{SCORES}:2; {SCORES}:12"]


def test_samples_count_in_the_period_of_their_date(card: ScorecardRule) -> None:
    month = month_of(
        under(card),
        sample("S1", "2026-09-30", answers="poor"),
        sample("S2", "2026-10-01"),
        sample("S3", "2026-10-31"),
        sample("S4", "2026-11-01", answers="poor"),
    )
    assert "samples S2 90/90, S3 90/90; mean" in told(month, "scorecard")[1]


def test_everybody_has_a_mean_of_their_own(card: ScorecardRule) -> None:
    month = month_of(under(card, *LEVELS), sample("S1", fatal=["wrong-answer"]), sample("S2", employee_id="0002"))
    assert lines(month, "scorecard") == [
        Line("0001", LAST, "scorecard", 0, "-100.00", "training"),
        Line("0002", LAST, "scorecard", 0, "0.00", ""),
    ]


def test_the_line_lies_on_the_last_day_employed_and_costs_by_its_wage(card: ScorecardRule) -> None:
    """1 % of 8700.00, the wage since the 16th."""
    costly = under(card, ScorecardLevel(Decimal(0), Price(percent_of_base=Decimal(1))))
    raised = [wage("0001", "2026-10-16", "8700.00")]
    month = month_of(costly, sample("S1"), left="2026-10-20", wages=raised)
    assert lines(month) == [Line("0001", "2026-10-20", "scorecard", 0, "-87.00", "")]
    assert "at 1%: 8700.00 × 1% = 87.00" in told(month, "scorecard")[1]


def test_cards_are_those_of_each_samples_date_and_levels_those_of_the_last_day(card: ScorecardRule) -> None:
    """Under the second card only the first answer counts: 5 of 5, and 85 of 90 before."""
    small = replace(card, items={"first-answer": card.items["first-answer"]})
    versions = [version(under(card, level("0"))), version(under(small, level("0", "10")), "2026-10-13")]
    month = month_of(
        versions,
        sample("S1", "2026-10-12", first_answer="poor"),
        [score("S2", "first-answer", "good", "2026-10-13")],
    )
    assert "S1 85/90, S2 5/5; mean" in told(month, "scorecard")[1]
    assert amounts(month) == ["-10.00"]


def test_under_a_version_without_a_card_samples_are_out_of_scope(card: ScorecardRule) -> None:
    versions = [version(BARE), version(under(card), "2026-10-13")]
    month = month_of(versions, sample("S1", "2026-10-12", answers="poor"), sample("S2", "2026-10-13"))
    judged = judge(month)
    assert judged.dispositions["scores"].tolist() == [ROW_OUT_OF_SCOPE] * 10 + [ROW_USED] * 10
    assert "samples S2 90/90; mean" in told(month, "scorecard")[1]
    assert lines(month_of([version(under(card)), version(BARE, "2026-10-13")], sample("S1"))) == []


def test_somebody_who_changes_to_another_policy_is_graded_by_both(card: ScorecardRule) -> None:
    small = replace(card, items={"first-answer": card.items["first-answer"]})
    versions = [version(under(card, level("0"))), version(under(small, level("0", "10")), policy="shop")]
    month = a_month(
        policy=versions,
        employees=[employee("0001", policy="office")],
        assignments=[assignment("0001", "2026-10-13", policy="shop")],
        records={"scores": [*sample("S1"), score("S2", "first-answer", "poor", "2026-10-13")]},
    )
    assert "S1 90/90, S2 0/5; mean = 50.00%" in told(month, "scorecard")[1]
    assert amounts(month) == ["-10.00"]


# Rows in error


@pytest.mark.parametrize(
    ("wrong", "code", "known"),
    [
        (score("S1", "charm", "good"), "SCORE-ITEM", "wording, first-answer"),
        (score("S1", "taboo", "poor"), "SCORE-ITEM", "wording, first-answer"),
        (score("S1", "first-answer", "fair"), "SCORE-GRADE", "good, poor, not-applicable"),
        (score("S1", "shirking", "fatal"), "SCORE-FATAL", "taboo, wrong-answer"),
        (score("S1", "answers", "fatal"), "SCORE-FATAL", "taboo, wrong-answer"),
    ],
)
def test_a_row_that_the_card_does_not_know_sets_its_whole_sample_aside(
    card: ScorecardRule, wrong: Row, code: str, known: str
) -> None:
    item = wrong["item"].replace("-", "_")
    others = sample("S1", **({item: ""} if wrong["item"] in ITEMS else {}))
    month = month_of(under(card, *LEVELS), [*others, wrong], sample("S2"))
    judged = judge(month)
    (problem,) = found(month)
    assert (problem.code, problem.severity, problem.row) == (code, "error", len(others) + 2)
    assert known in problem.message("en")
    assert known in problem.message("zh")
    fates = judged.dispositions["scores"].tolist()
    assert fates == [ROW_SET_ASIDE] * (len(others) + 1) + [ROW_USED] * 10
    assert "samples S2 90/90; mean" in told(month, "scorecard")[1]


@pytest.mark.parametrize("other", [{"employee_id": "0002"}, {"date": "2026-10-13"}, {"date": "2026-09-30"}])
def test_the_rows_of_a_sample_are_about_one_person_and_one_date(card: ScorecardRule, other: dict[str, str]) -> None:
    rows = sample("S1")
    month = month_of(under(card), [*rows[:9], rows[9] | other])
    judged = judge(month)
    (problem,) = found(month)
    assert (problem.code, problem.row, problem.value) == ("SAMPLE-MIXED", 2, "S1")
    assert "0001 2026-10-12, " in problem.message("zh")
    last = ROW_OUT_OF_SCOPE if other == {"date": "2026-09-30"} else ROW_SET_ASIDE
    assert judged.dispositions["scores"].tolist() == [ROW_SET_ASIDE] * 9 + [last]
    assert lines(month) == []


def test_many_rows_in_error_are_not_all_listed(card: ScorecardRule) -> None:
    month = month_of(under(card), [score(f"S{n:03d}", "charm", "good") for n in range(103)])
    problems = found(month)
    assert len(problems) == 100
    assert "(and 3 more like it" in problems[-1].message("en")


def test_reading_sets_aside_the_whole_sample_of_a_row_in_error() -> None:
    scores = """
sample_id, employee_id, date, item, grade
S1, 0007, 2026-10-08, wording, good
S1, 0007, 2026-10-08, answers, splendid
S2, 0007, 2026-10-08, wording, good
S1, 0007, 2026-10-08, calming, 好
"""
    cleaned = clean({"scores": scores})
    assert codes(cleaned) == [("ROWS-TOGETHER", 2), ("WORD-UNKNOWN", 3)]
    assert cleaned.tables.scores["sample_id"].tolist() == ["S2"]
    assert cleaned.tables.doubtful["scores"]["employee"].tolist() == [0]
    assert sorted(cleaned.left_out["scores"]["row"]) == [2, 3, 5]


def test_two_grades_of_one_item_set_the_whole_sample_aside() -> None:
    scores = """
sample_id, employee_id, date, item, grade
S1, 0007, 2026-10-08, wording, good
S1, 0007, 2026-10-08, answers, good
S1, 0007, 2026-10-08, wording, poor
"""
    cleaned = clean({"scores": scores})
    assert codes(cleaned) == [("ROWS-TOGETHER", 3), ("KEY-REPEATED", 4)]
    assert cleaned.tables.scores.empty


# What was set aside


def test_a_level_that_costs_is_left_to_a_person_if_samples_were_set_aside(card: ScorecardRule) -> None:
    poor = sample("S1", answers="poor", handling="poor", calming="poor")  # 45 of 90
    for doubtful in ([("0001", "2026-10-05")], [("0001", "")]):
        month = month_of(under(card, *LEVELS), poor, doubtful=doubtful)
        assert lines(month) == [Line("0001", LAST, "scorecard", 0, "0.00", "scorecard-review")]
        assert "rows were set aside, a person decides" in told(month, "scorecard")[1]
    for doubtful in ([("0001", "2026-09-30")], [("0002", "2026-10-05")], [("0001", "2026-11-01")]):
        month = month_of(under(card, *LEVELS), poor, doubtful=doubtful)
        assert lines(month) == [Line("0001", LAST, "scorecard", 0, "-100.00", "training")]


def test_samples_that_the_month_sets_aside_leave_it_to_a_person_too(card: ScorecardRule) -> None:
    month = month_of(under(card, *LEVELS), sample("S1", fatal=["wrong-answer"]), [score("S2", "charm", "good")])
    assert [line.action for line in lines(month, "scorecard")] == ["scorecard-review"]


def test_a_level_that_costs_nothing_stands_whatever_was_set_aside(card: ScorecardRule) -> None:
    month = month_of(under(card, *LEVELS), sample("S1"), doubtful=[("0001", "")])
    assert lines(month) == [Line("0001", LAST, "scorecard", 0, "0.00", "")]


# Stars

BANDS = StarsRule(
    clause="9", bands=(StarBand(Decimal(60), 3), StarBand(Decimal(80), 4, cents("50")), StarBand(Decimal(95), 5, 10000))
)


@pytest.mark.parametrize(
    ("grades", "stars", "bonus"),
    [
        ({"first_answer": "poor"}, "4 stars", "50.00"),  # 85 of 90: 94.44 %
        ({"wording": "fair", "recording": "fair"}, "5 stars", "100.00"),  # 86 of 90: 95.55 %
        ({"answers": "fair", "calming": "poor"}, "4 stars", "50.00"),  # 72 of 90: exactly 80 %
        ({"answers": "poor", "wording": "fair", "recording": "fair"}, "3 stars", "0.00"),  # 71 of 90
    ],
)
def test_stars_come_from_the_mean_by_bands(card: ScorecardRule, grades: dict[str, str], stars: str, bonus: str) -> None:
    month = month_of(under(card, stars=BANDS), sample("S1", **grades))
    assert lines(month, "star") == [Line("0001", LAST, "star", 0, bonus, "")]
    assert stars in told(month, "star")[1]


def test_a_star_line_tells_the_scores_and_the_band(card: ScorecardRule) -> None:
    month = month_of(under(card, stars=BANDS), sample("S1"))
    zh, en = told(month, "star")
    assert zh == "2026-10 质检样本 S1 90/90；平均 = 100.00%，达到 95% 档：5 星，奖金 100.00（条款 9）"
    assert en == "2026-10 quality samples S1 90/90; mean = 100.00%, band from 95%: 5 stars, bonus 100.00 (clause 9)"


def test_below_all_bands_there_is_no_star(card: ScorecardRule) -> None:
    month = month_of(under(card, stars=BANDS), sample("S1", fatal=["wrong-answer"]))
    assert lines(month, "star") == []


def test_stars_need_no_card_on_the_last_day(card: ScorecardRule) -> None:
    versions = [version(under(card)), version(replace(BARE, stars=BANDS), "2026-10-13")]
    month = month_of(versions, sample("S1"))
    assert [line.rule for line in lines(month)] == ["star"]


# The policy file


def test_a_file_with_every_key_of_the_card_gives_every_rule(tmp_path: Path) -> None:
    text = """
[scorecard]
clause = "8.1"
total = 100
[scorecard.item.wording]
title = { zh = "礼貌用语", en = "Wording" }
good = 5
fair = 3
poor = 1
[scorecard.item.answers]
good = 15
[scorecard.fatal.taboo]
daily_wages = "0.5"
action = "warning"
[[scorecard.level]]
from_percent = "59.5"
action = "training"
[[scorecard.level]]
from_percent = 0
amount = "12.50"
[stars]
clause = "9"
[[stars.band]]
from_percent = 90
stars = 5
bonus = 100
[[stars.band]]
from_percent = 60
stars = 3
"""
    rules = rules_of(tmp_path, text)
    title = {code: Text(code, code) for code in ("answers", "taboo")}
    assert rules.scorecard == ScorecardRule(
        clause="8.1",
        total=100,
        items={
            "wording": ScorecardItem(title=Text("礼貌用语", "Wording"), good=5, fair=3, poor=1),
            "answers": ScorecardItem(title=title["answers"], good=15),
        },
        fatal={"taboo": FatalError(title=title["taboo"], price=Price(daily_wages=Decimal("0.5")), action="warning")},
        levels=(
            ScorecardLevel(Decimal(0), Price(amount=1250)),
            ScorecardLevel(Decimal("59.5"), Price(), "training"),
        ),
    )
    assert rules.stars == StarsRule(clause="9", bands=(StarBand(Decimal(60), 3), StarBand(Decimal(90), 5, 10000)))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("[scorecard]\n", "POLICY-KEY-MISSING", "scorecard.item"),
        ("[scorecard]\n[scorecard.item]\n", "POLICY-VALUE", "scorecard.item"),
        ("[scorecard.item.a]\ngood = 0\n", "POLICY-VALUE", "scorecard.item.a.good"),
        ("[scorecard.item.a]\ngood = 2\nfair = 3\n", "POLICY-CONTRADICTION", "scorecard.item.a"),
        ("[scorecard.item.a]\ngood = 5\nfair = 1\npoor = 2\n", "POLICY-CONTRADICTION", "scorecard.item.a"),
        ("[scorecard.item.a]\ngood = 1\n[scorecard.fatal.a]\n", "POLICY-CONTRADICTION", "scorecard.fatal.a"),
        ('[scorecard.item.a]\ngood = 1\n[scorecard.fatal."a.b"]\n', "POLICY-NAME", "scorecard.fatal"),
        (
            "[scorecard.item.a]\ngood = 1\n[[scorecard.level]]\nfrom_percent = 60\n"
            '[[scorecard.level]]\nfrom_percent = "60.0"\n',
            "POLICY-CONTRADICTION",
            "scorecard.level[2].from_percent",
        ),
        ("[stars]\nband = []\n", "POLICY-VALUE", "stars.band"),
        ("[[stars.band]]\nfrom_percent = 1\nstars = 6\n", "POLICY-VALUE", "stars.band[1].stars"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(tmp_path: Path, text: str, code: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, POLICY + text)
    assert (problem.code, problem.column) == (code, column)


def test_grades_may_give_the_same_points(tmp_path: Path) -> None:
    rule = rules_of(tmp_path, "[scorecard.item.a]\ngood = 2\nfair = 2\npoor = 2\n").scorecard
    assert rule is not None


# What holds for all samples


GRADES = st.sampled_from(["good", "good", "fair", "poor", "not-applicable", ""])


@settings(derandomize=True, deadline=None, max_examples=15)
@given(
    graded=st.lists(st.tuples(st.lists(GRADES, min_size=10, max_size=10), st.booleans()), min_size=1, max_size=6),
    chance=st.randoms(use_true_random=False),
)
def test_means_are_exact_and_the_order_of_rows_changes_nothing(
    graded: list[tuple[list[str], bool]], chance: Random
) -> None:
    """The mean worked out with fractions, sample by sample, decides which level is reached."""
    good = {item: 15 if item in ITEMS[6:] else 5 for item in ITEMS}
    fair = {item: good[item] - (3 if good[item] == 15 else 2) for item in ITEMS if item != "first-answer"}
    card = ScorecardRule(
        items={item: ScorecardItem(title=BARE.title, good=good[item], fair=fair.get(item)) for item in ITEMS},
        fatal={"taboo": FatalError(title=BARE.title)},
    )
    rules = under(card, *(level(str(start), str(100 - start)) for start in range(101)))
    rows, scores = [], []
    for number, (grades, fatal) in enumerate(graded):
        stated = {item: grade for item, grade in zip(ITEMS, grades, strict=True) if grade}
        if stated.get("first-answer") == "fair":
            stated["first-answer"] = "good"
        rows += [score(f"S{number}", item, grade) for item, grade in stated.items()]
        applies = {item: grade for item, grade in stated.items() if grade != "not-applicable"}
        points = {"good": good, "fair": fair, "poor": dict.fromkeys(ITEMS, 0)}
        if fatal:
            rows.append(score(f"S{number}", "taboo", "fatal"))
            scores.append(Fraction(0))
        elif applies:
            reached = sum(points[grade][item] for item, grade in applies.items())
            scores.append(Fraction(reached, sum(good[item] for item in applies)))
    numbered = [{"#": str(number)} | row for number, row in enumerate(rows, 2)]
    month = month_of(rules, numbered)
    if not scores:
        assert lines(month) == []
        return
    mean = 100 * sum(scores) / len(scores)
    assert amounts(month, "scorecard") == [f"{min(0, floor(mean) - 100)}.00"]
    shuffled = month_of(rules, chance.sample(numbered, len(numbered)))
    assert ledger(shuffled).to_dict() == ledger(month).to_dict()
