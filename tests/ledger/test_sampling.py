"""Samples and their sizes: against published tables, and by laws that hold for every book."""

import hashlib
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.ledger.sample_sizes import (
    SamplingError,
    attribute_bound,
    attribute_plan,
    attribute_table,
    confidence_factor,
    misstatement_bound,
    monetary_plan,
    monetary_table,
)
from payroll.ledger.sampling import monetary_unit_sample, random_sample, random_start, units_hit


def book(amounts: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {"sequence": range(1, len(amounts) + 1), "amount": pd.array(amounts, dtype="int64"), "rule": "lateness"}
    )


def rounded_up(value: float, places: int) -> float:
    return math.ceil(value * 10.0**places) / 10.0**places


# The figures of this part are those that the AICPA's guide to audit sampling prints (appendices A and C).


@pytest.mark.parametrize(
    ("confidence", "printed"),
    [
        (0.95, [3.00, 4.75, 6.30, 7.76, 9.16, 10.52, 11.85, 13.15, 14.44, 15.71, 16.97]),
        (0.90, [2.31, 3.89, 5.33, 6.69, 8.00, 9.28, 10.54, 11.78, 13.00, 14.21, 15.41]),
        (0.80, [1.61, 3.00, 4.28, 5.52, 6.73, 7.91, 9.08, 10.24, 11.38, 12.52, 13.66]),
        (0.50, [0.70, 1.68, 2.68, 3.68, 4.68, 5.68, 6.67, 7.67, 8.67, 9.67, 10.67]),
    ],
)
def test_confidence_factors_are_the_printed_ones(confidence: float, printed: list[float]) -> None:
    assert [rounded_up(confidence_factor(confidence, errors), 2) for errors in range(11)] == printed


def test_the_factor_of_no_errors_is_the_logarithm_of_the_risk() -> None:
    assert confidence_factor(0.95, 0) == pytest.approx(-math.log(0.05), abs=1e-12)


@pytest.mark.parametrize(
    ("tolerable", "size"),
    [(2, 149), (3, 99), (4, 74), (5, 59), (6, 49), (7, 42), (8, 36), (9, 32), (10, 29), (15, 19), (20, 14)],
)
def test_sizes_without_expected_deviations_are_the_printed_ones_at_95_percent(tolerable: int, size: int) -> None:
    plan = attribute_plan(0.95, tolerable / 100)
    assert (plan.size, plan.allowed) == (size, 0)


@pytest.mark.parametrize(
    ("confidence", "printed"),
    [
        (0.95, [59, 93, 93, 93, 93, 124, 124, 153, 181, 208, 234, 286, 361, 458, 624, 877, 1348]),
        (0.90, [45, 77, 77, 77, 77, 77, 105, 105, 132, 132, 158, 209, 258, 306, 400, 583, 873]),
    ],
)
def test_sizes_for_expected_rates_in_quarters_of_a_percent_are_the_printed_ones(
    confidence: float, printed: list[int]
) -> None:
    assert [attribute_plan(confidence, 0.05, quarter / 400).size for quarter in range(17)] == printed


def test_the_plan_allows_the_errors_that_the_table_prints_in_brackets() -> None:
    plan = attribute_plan(0.95, 0.05, 0.02)
    assert (plan.size, plan.allowed) == (181, 4)


@pytest.mark.parametrize(
    ("confidence", "size", "printed"),
    [
        (0.95, 25, [11.3, 17.7, 23.2, 28.2, 33.0]),
        (0.95, 60, [4.9, 7.7, 10.2, 12.5, 14.7]),
        (0.95, 100, [3.0, 4.7, 6.2, 7.6, 9.0]),
        (0.90, 60, [3.8, 6.4, 8.7, 10.8, 12.9]),
    ],
)
def test_upper_bounds_are_the_printed_ones(confidence: float, size: int, printed: list[float]) -> None:
    assert [rounded_up(100 * each.rate, 1) for each in attribute_table(confidence, size, 4)] == printed


@pytest.mark.parametrize(
    ("ratio", "printed"),
    [
        (0.0, [6, 10, 30, 38, 50, 60, 75, 100, 150, 300, 600]),
        (0.2, [10, 16, 47, 58, 78, 93, 116, 155, 232, 463, 925]),
        (0.4, [17, 27, 81, 102, 135, 162, 203, 270, 405, 809, 1618]),
        (0.5, [24, 39, 116, 145, 193, 231, 289, 385, 577, 1154, 2308]),
    ],
)
def test_monetary_unit_sizes_are_the_printed_ones(ratio: float, printed: list[int]) -> None:
    amount = 10**10
    shares = [500, 300, 100, 80, 60, 50, 40, 30, 20, 10, 5]  # of a thousand: 50 % to 0.5 %
    tolerable = [amount * share // 1000 for share in shares]
    sizes = [monetary_plan(0.95, amount, each, round(each * ratio)).size for each in tolerable]
    # The guide rounds what it computes; one unit more or less is not another size.
    assert all(abs(size - expected) <= 1 for size, expected in zip(sizes, printed, strict=True)), sizes


def test_a_monetary_plan_by_hand() -> None:
    # 1,000,000.00 with 50,000.00 tolerable: 5,000,000 / 2.99573 = 1,669,041.9 minor units; 60 hits at most.
    plan = monetary_plan(0.95, 100_000_000, 5_000_000)
    assert (plan.interval, plan.size) == (1_669_041, 60)


def test_a_small_book_needs_fewer_lines_than_an_endless_one() -> None:
    # 100 lines, 5 of them wrong: 45 drawn, all right: 55!/(50!) / (100!/95!) = 0.0462; 44 drawn: 0.0507.
    assert attribute_plan(0.95, 0.05, population=100).size == 45
    assert math.comb(95, 45) / math.comb(100, 45) <= 0.05 < math.comb(95, 44) / math.comb(100, 44)


def test_a_very_small_book_is_checked_whole() -> None:
    plan = attribute_plan(0.95, 0.05, 0.01, population=10)
    assert (plan.size, plan.allowed) == (10, 0)
    plan = attribute_plan(0.95, 0.25, 0.2, population=10)
    assert (plan.size, plan.allowed) == (10, 2)  # 3 of 10 would be more than a quarter


def test_what_was_checked_whole_is_known() -> None:
    assert attribute_bound(0.95, 10, 2, population=10) == 0.2


def test_all_wrong_leaves_nothing_to_bound() -> None:
    assert attribute_bound(0.95, 5, 5) == 1.0
    assert attribute_bound(0.95, 5, 5, population=50) == 1.0


@given(
    st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]),
    st.integers(1, 60),
    st.integers(0, 60),
    st.integers(0, 200),
)
def test_the_bound_of_a_finite_book_is_the_largest_that_the_chances_leave(
    confidence: float, size: int, errors: int, more: int
) -> None:
    errors, population = min(errors, size), size + more
    ways = math.comb(population, size)

    def chance(wrong: int) -> Fraction:
        few = range(errors + 1)
        return Fraction(sum(math.comb(wrong, k) * math.comb(population - wrong, size - k) for k in few), ways)

    possible = range(errors, population - (size - errors) + 1)
    largest = max(wrong for wrong in possible if chance(wrong) > 1 - Fraction(str(confidence)))
    assert attribute_bound(confidence, size, errors, population) == largest / population


@given(st.sampled_from([0.8, 0.9, 0.95]), st.integers(3, 20), st.integers(0, 8), st.none() | st.integers(50, 5000))
def test_a_plan_is_enough_and_one_line_fewer_is_not(
    confidence: float, tolerable: int, expected: int, population: int | None
) -> None:
    rate = tolerable / 100
    try:
        plan = attribute_plan(confidence, rate, min(expected, tolerable - 2) / 100, population)
    except SamplingError:
        return
    assert attribute_bound(confidence, plan.size, plan.allowed, population) <= rate + 1e-12
    fewer = plan.size - 1
    if fewer > plan.allowed:
        assert attribute_bound(confidence, fewer, plan.allowed, population) >= rate - 1e-12


def test_wholly_wrong_units_give_the_factor_times_the_interval() -> None:
    table = monetary_table(0.95, 1_000_000, 2)
    assert [each.misstatement for each in table] == [2_995_733, 4_743_865, 6_295_794]
    assert [round(each.factor, 4) for each in table] == [2.9957, 4.7439, 6.2958]


def test_taintings_are_taken_the_largest_first() -> None:
    # 2.995733 + 0.5 * (4.743865 - 2.995733) + 0.2 * (6.295794 - 4.743865) = 4.180185
    assert misstatement_bound(0.95, 1_000_000, [0.2, 0.5]) == 4_180_185


@pytest.mark.parametrize(
    "refusal",
    [
        lambda: attribute_plan(0.49, 0.05),
        lambda: attribute_plan(1.0, 0.05),
        lambda: attribute_plan(0.95, 0.0),
        lambda: attribute_plan(0.95, 1.0),
        lambda: attribute_plan(0.95, 0.05, 0.05),
        lambda: attribute_plan(0.95, 0.05, -0.01),
        lambda: attribute_plan(0.95, 0.5, 0.499),
        lambda: attribute_bound(0.95, 10, 11),
        lambda: attribute_bound(0.95, 10, 1, population=9),
        lambda: monetary_plan(0.95, 1000, 0),
        lambda: monetary_plan(0.95, 1000, 2),
        lambda: monetary_plan(0.95, 1000, 500, 500),
        lambda: monetary_plan(0.95, 10**9, 10**7, 10**7 - 1),
        lambda: misstatement_bound(0.95, 1000, [1.1]),
        lambda: random_sample(book([1, 2]), 3, "a"),
        lambda: random_sample(book([1, 2]), 0, "a"),
        lambda: monetary_unit_sample(book([1, 2]), 0, "a"),
        lambda: monetary_unit_sample(book([0, 0]), 10, "a"),
        lambda: monetary_unit_sample(book([]), 10, "a"),
        lambda: monetary_unit_sample(book([-(2**63), 1]), 10, "a"),
        lambda: monetary_unit_sample(book([2**62, 2**62]), 10, "a"),
    ],
)
def test_what_makes_no_sample_is_refused_in_both_languages(refusal: object) -> None:
    assert callable(refusal)
    with pytest.raises(SamplingError) as caught:
        refusal()
    assert caught.value.text.zh
    assert caught.value.text.en
    assert "{" not in caught.value.text.zh + caught.value.text.en


# Drawing


def key(seed: str, sequence: int) -> str:
    """The key of a line as the module's text describes it, for a seed and sequence of ASCII."""
    text = f"payroll/sample/random/1{len(seed)}:{seed}{len(str(sequence))}:{sequence}"
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_lines_with_the_smallest_keys_are_the_random_sample() -> None:
    by_key = sorted(range(1, 51), key=lambda sequence: key("2026", sequence))
    sample = random_sample(book([-100] * 50), 7, "2026")
    assert sample.lines["sequence"].tolist() == sorted(by_key[:7])
    assert sample.population == 50


def test_a_seed_gives_this_very_sample_in_every_version() -> None:
    # Worked out with sha256sum: the three smallest of the ten keys of the seed "A".
    assert random_sample(book([1] * 10), 3, "A").lines["sequence"].tolist() == [4, 6, 7]
    assert random_start(1000, "A") == 527


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = book([5, -700, 30, 0, -2000, 44, 120])
    turned = lines.iloc[::-1]
    assert random_sample(lines, 3, "x").lines.equals(random_sample(turned, 3, "x").lines)
    assert monetary_unit_sample(lines, 300, "x").lines.equals(monetary_unit_sample(turned, 300, "x").lines)


def test_another_seed_gives_another_sample() -> None:
    lines = book([-100] * 1000)
    drawn = {tuple(random_sample(lines, 10, seed).lines["sequence"]) for seed in ("1", "2", "3", "１", "种子")}
    assert len(drawn) == 5


def test_every_line_and_every_pair_of_neighbours_has_the_same_chance_in_a_random_sample() -> None:
    lines, counts, together = book([-100] * 60), np.zeros(61, int), 0
    for seed in range(1000):
        drawn = random_sample(lines, 12, str(seed)).lines["sequence"].to_numpy()
        counts[drawn] += 1
        together += int((np.diff(drawn) == 1).sum())
    # 1000 draws with a chance of 1/5: 200 on average, standard deviation 12.65; six of them on either side.
    assert counts[1:].min() > 200 - 76
    assert counts[1:].max() < 200 + 76
    assert counts.sum() == 1000 * 12
    # 59 pairs, each drawn with 12/60 * 11/59: 2.2 on average in a draw, 2200 in all; within a tenth.
    assert 1980 < together < 2420


def test_a_line_has_a_chance_in_proportion_to_its_amount() -> None:
    lines = book([10, -20, 30, -40, 0, 100, 250])
    counts = np.zeros(8, int)
    for seed in range(1000):
        counts[monetary_unit_sample(lines, 200, str(seed)).lines["sequence"].to_numpy()] += 1
    expected = np.array([0, 50, 100, 150, 200, 0, 500, 1000])  # 1000 * amount / 200
    assert np.abs(counts - expected).max() < 95  # six standard deviations of 1000 draws with a chance of 1/2
    assert (counts[5], counts[7]) == (0, 1000)  # nothing to hit; above the interval


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.integers(50, 90))
def test_over_all_starts_each_line_is_hit_exactly_as_often_as_it_has_units(amounts: list[int], interval: int) -> None:
    column = np.array(amounts, np.int64)
    hits = sum((units_hit(column, interval, start) >= 0).astype(int) for start in range(interval))
    assert list(np.asarray(hits)) == amounts


@given(st.lists(st.integers(-3000, 3000), min_size=1, max_size=60), st.integers(1, 4000), st.text(max_size=5))
def test_everything_from_the_interval_up_is_taken_and_the_rest_once_in_an_interval(
    amounts: list[int], interval: int, seed: str
) -> None:
    lines = book(amounts)
    if not any(amounts):
        return
    sample = monetary_unit_sample(lines, interval, seed)
    certain = {number for number, amount in enumerate(amounts, 1) if abs(amount) >= interval}
    chosen = sample.lines
    assert set(chosen.loc[chosen["certain"], "sequence"]) == certain
    below = [abs(amount) for amount in amounts if abs(amount) < interval]
    hit = chosen[~chosen["certain"]]
    assert hit["unit"].tolist() == list(range(sample.start, sum(below), interval))
    assert (hit["amount"] != 0).all()
    assert sample.amount == sum(map(abs, amounts))
    assert sample.without_amount == amounts.count(0)
    assert chosen["sequence"].is_unique


def test_the_interval_itself_is_certain_and_one_unit_less_is_not() -> None:
    sample = monetary_unit_sample(book([-500, -499, 500, 0]), 500, "x")
    assert sample.lines.loc[sample.lines["certain"], "sequence"].tolist() == [1, 3]


def test_a_sample_keeps_the_columns_of_the_lines() -> None:
    assert list(random_sample(book([1, 2]), 1, "x").lines.columns) == ["sequence", "amount", "rule"]
    assert list(monetary_unit_sample(book([1, 2]), 1, "x").lines.columns)[-2:] == ["certain", "unit"]
