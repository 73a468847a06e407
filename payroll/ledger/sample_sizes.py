"""How many lines an auditor draws, and what the errors found in them say of the book.

Two methods, as auditors use them:

* **Attribute sampling** of lines drawn at random: how many are wrong at most? Exact: hypergeometric for a
  population of known size (a sample without replacement), binomial for ``population=None``, which is what
  published tables use.
* **Monetary-unit sampling**: by how much are the amounts wrong at most? Poisson confidence factors; an
  expected misstatement enlarges the factor by the gamma distribution, as the published tables do.

Confidence is a share (0.95), amounts are minor units, rates are shares (0.05).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from payroll.language import Text

MOST_ERRORS = 500
"""Plans that allow for more errors than this are refused: expected and tolerable are too near to each other."""
_MOST_FACTOR = 10_000.0


class SamplingError(Exception):
    """A sample that cannot be planned or drawn; ``text`` says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


_CONFIDENCE = Text.template("the confidence must lie between 0.5 and 1, such as 0.95; found {found}.")
_TOLERABLE_RATE = Text.template(
    "the tolerable deviation rate must be above 0 and below 1, such as 0.05; found {found}."
)
_TOLERABLE = Text.template("the tolerable misstatement must be above 0; found {found} minor units.")
_EXPECTED = Text.template(
    "the expected error ({found}) must not be negative and must be below the tolerable one ({tolerable})."
)
_TOO_NEAR = Text.of(
    "the expected error is so near to the tolerable one that no sample can tell them apart: check every line, or "
    "tolerate more."
)
_TOO_FINE = Text.template(
    "a tolerable misstatement of {found} minor units leaves an interval of less than one unit: check every line."
)
_COUNTS = Text.template(
    "the sample of {size} must be at least 1 and at most the population of {population}, and the errors ({errors}) "
    "must lie between 0 and the sample."
)


def refused(text: Text, **words: object) -> SamplingError:
    """Return the error that says ``text`` with its words filled in."""
    return SamplingError(text.filled(**words))


@dataclass(frozen=True, slots=True)
class AttributePlan:
    """How many lines to draw at random.

    With at most ``allowed`` wrong lines among the ``size`` drawn, the auditor may say at this confidence that
    fewer than ``tolerable_rate`` of all lines are wrong. ``population`` is None for one without end.
    """

    confidence: float
    tolerable_rate: float
    expected_rate: float
    population: int | None
    size: int
    allowed: int


@dataclass(frozen=True, slots=True)
class AttributeBound:
    """With ``errors`` wrong lines in the sample, at most ``rate`` of all lines are wrong."""

    errors: int
    rate: float


@dataclass(frozen=True, slots=True)
class MonetaryPlan:
    """How to draw monetary units: one in each ``interval`` minor units.

    ``amount`` is the population's sum of absolute amounts, ``factor`` the confidence factor with its expansion
    for the expected misstatement, ``size`` the most units that are hit. All amounts are minor units.
    """

    confidence: float
    amount: int
    tolerable: int
    expected: int
    factor: float
    interval: int
    size: int


@dataclass(frozen=True, slots=True)
class MonetaryBound:
    """With ``errors`` wholly wrong units in the sample, at most ``misstatement`` minor units are wrong."""

    errors: int
    factor: float
    misstatement: int


def attribute_plan(
    confidence: float, tolerable_rate: float, expected_rate: float = 0.0, population: int | None = None
) -> AttributePlan:
    """Return the smallest sample that supports the tolerable rate when errors come at the expected rate.

    The sample may hold the expected number of errors, rounded up to whole lines. A population in which no
    smaller sample will do is drawn whole. Raises ``SamplingError`` for rates that make no plan.
    """
    _check_confidence(confidence)
    if not 0 < tolerable_rate < 1:
        raise refused(_TOLERABLE_RATE, found=tolerable_rate)
    if not 0 <= expected_rate < tolerable_rate:
        raise refused(_EXPECTED, found=expected_rate, tolerable=tolerable_rate)
    tolerable, expected = _exact(tolerable_rate), _exact(expected_rate)
    size = 0
    for allowed in range(MOST_ERRORS + 1):
        size = _smallest_size(confidence, tolerable, allowed, size, population)
        if size == population:
            fewer = math.ceil(population * tolerable) - 1
            return AttributePlan(confidence, tolerable_rate, expected_rate, population, size, fewer)
        if math.ceil(size * expected) <= allowed:
            return AttributePlan(confidence, tolerable_rate, expected_rate, population, size, allowed)
    raise refused(_TOO_NEAR)


def attribute_bound(confidence: float, size: int, errors: int, population: int | None = None) -> float:
    """Return the highest share of wrong lines that ``errors`` in a sample of ``size`` leave possible.

    Exact: of all shares above it, each would give so few errors with a chance of 1 - ``confidence`` at most.
    """
    _check_confidence(confidence)
    if not (size >= 1 and 0 <= errors <= size and (population is None or size <= population)):
        raise refused(_COUNTS, size=size, errors=errors, population="∞" if population is None else population)
    risk = _risk(confidence)
    if population is None:
        return 1.0 if errors == size else _solved(lambda rate: _binomial(errors, size, rate) <= risk, errors / size, 1)
    low, high = errors, population - size + errors  # the most that may be wrong, and a number beyond or at it
    while low < high:
        middle = (low + high + 1) // 2
        possible = _hypergeometric(errors, size, middle, population) > risk
        low, high = (middle, high) if possible else (low, middle - 1)
    return low / population


def attribute_table(confidence: float, size: int, most: int, population: int | None = None) -> list[AttributeBound]:
    """Return the bound for each number of errors from 0 to ``most``."""
    errors = range(min(most, size) + 1)
    return [AttributeBound(each, attribute_bound(confidence, size, each, population)) for each in errors]


def confidence_factor(confidence: float, errors: int) -> float:
    """Return the Poisson confidence factor: at 0.95 it is 2.996 for no errors, 4.744 for one, 6.296 for two."""
    _check_confidence(confidence)
    return _gamma_quantile(confidence, errors + 1)


def monetary_plan(confidence: float, amount: int, tolerable: int, expected: int = 0) -> MonetaryPlan:
    """Return interval and size for a population of ``amount`` (sum of absolute amounts, minor units).

    The interval is rounded down to a whole minor unit, which errs on the side of more units. Raises
    ``SamplingError`` for amounts that make no plan.
    """
    _check_confidence(confidence)
    if tolerable < 1:
        raise refused(_TOLERABLE, found=tolerable)
    if not 0 <= expected < tolerable:
        raise refused(_EXPECTED, found=expected, tolerable=tolerable)
    factor = _expanded_factor(confidence, expected / tolerable)
    if factor > _MOST_FACTOR:
        raise refused(_TOO_NEAR)
    interval = int(tolerable / factor)
    if interval < 1:
        raise refused(_TOO_FINE, found=tolerable)
    return MonetaryPlan(confidence, amount, tolerable, expected, factor, interval, -(-amount // interval))


def misstatement_bound(confidence: float, interval: int, taintings: Sequence[float] = ()) -> int:
    """Return the most by which the amounts are misstated, in minor units, rounded up.

    ``taintings`` are the shares by which the wrong lines below the interval are misstated (1.0: wholly), of
    one direction. The largest tainting is paired with the first increment of the factors.
    """
    if any(not 0 <= each <= 1 for each in taintings):
        raise refused(_TAINTING, found=", ".join(map(str, taintings)))
    factors = [confidence_factor(confidence, errors) for errors in range(len(taintings) + 1)]
    worst_first = sorted(taintings, reverse=True)
    rises = (after - before for before, after in pairwise(factors))
    tainted = math.fsum(rise * share for rise, share in zip(rises, worst_first, strict=True))
    return math.ceil(interval * (factors[0] + tainted))


_TAINTING = Text.template("each tainting must lie between 0 and 1; found {found}.")


def monetary_table(confidence: float, interval: int, most: int) -> list[MonetaryBound]:
    """Return factor and bound for each number of wholly wrong units from 0 to ``most``."""
    return [
        MonetaryBound(each, confidence_factor(confidence, each), misstatement_bound(confidence, interval, [1.0] * each))
        for each in range(most + 1)
    ]


def _check_confidence(confidence: float) -> None:
    if not 0.5 <= confidence < 1:
        raise refused(_CONFIDENCE, found=confidence)


def _risk(confidence: float) -> float:
    """Return 1 - confidence, and so little more that a chance which equals it is not lost to rounding."""
    return (1 - confidence) * (1 + 1e-9)


def _exact(rate: float) -> Fraction:
    """Return the rate as it was written, so that 3.5 % of 400 is 14 and not a little more."""
    return Fraction(str(rate))


def _smallest_size(confidence: float, tolerable: Fraction, allowed: int, above: int, population: int | None) -> int:
    """Return the smallest sample, larger than ``above``, in which ``allowed`` errors support the tolerable rate.

    At most the population.
    """
    risk = _risk(confidence)

    def supports(size: int) -> bool:
        if population is None:
            return _binomial(allowed, size, float(tolerable)) <= risk
        too_many = math.ceil(population * tolerable)
        return size >= population or _hypergeometric(allowed, size, too_many, population) <= risk

    low, step = above, max(1, math.ceil(1 / tolerable))
    while not supports(low + step):
        low, step = low + step, 2 * step
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if supports(middle) else (middle, high)
    return high if population is None else min(high, population)


def _binomial(most: int, size: int, rate: float) -> float:
    """Return the chance of ``most`` errors or fewer in ``size`` draws."""
    if most >= size or rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    logs = (
        _log_choose(size, errors) + errors * math.log(rate) + (size - errors) * math.log1p(-rate)
        for errors in range(most + 1)
    )
    return math.fsum(map(math.exp, logs))


def _hypergeometric(most: int, size: int, wrong: int, population: int) -> float:
    """Return the chance of ``most`` errors or fewer in ``size`` of ``population`` lines, ``wrong`` of them wrong."""
    fewest = max(0, size - (population - wrong))
    if most >= min(size, wrong):
        return 1.0
    all_ways = _log_choose(population, size)
    return math.fsum(
        math.exp(_log_choose(wrong, errors) + _log_choose(population - wrong, size - errors) - all_ways)
        for errors in range(fewest, most + 1)
    )


def _log_choose(count: int, chosen: int) -> float:
    return math.lgamma(count + 1) - math.lgamma(chosen + 1) - math.lgamma(count - chosen + 1)


def _expanded_factor(confidence: float, ratio: float) -> float:
    """Return the factor at which expected misstatement, as ``ratio`` of the tolerable one, still fits.

    It solves ``factor = gamma quantile of the confidence with shape 1 + ratio * factor``; with ratio 0 it is
    the factor for no errors. Infinite where none is found.
    """
    high = 1.0
    while _gamma_share(1 + ratio * high, high) < confidence:
        high *= 2
        if high > 2 * _MOST_FACTOR:
            return math.inf
    return _solved(lambda factor: _gamma_share(1 + ratio * factor, factor) >= confidence, high / 2, high)


def _gamma_quantile(confidence: float, shape: float) -> float:
    high = shape
    while _gamma_share(shape, high) < confidence:
        high *= 2
    return _solved(lambda value: _gamma_share(shape, value) >= confidence, 0.0, high)


def _gamma_share(shape: float, value: float) -> float:
    """Return the regularized lower incomplete gamma function, by its power series (all terms positive)."""
    if value <= 0:
        return 0.0
    term = total = 1.0
    above = shape
    while term > total * 1e-17:
        above += 1
        term *= value / above
        total += term
    return total * math.exp(shape * math.log(value) - value - math.lgamma(shape + 1))


def _solved(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return the least value between ``low`` and ``high`` for which ``holds``, to the last digits of a float."""
    while True:
        middle = (low + high) / 2
        if middle in {low, high}:
            return high
        low, high = (low, middle) if holds(middle) else (middle, high)
