"""Samples of ledger lines for an auditor, drawn so that anyone can draw the same ones again.

Every draw comes from SHA-256 alone, of texts that are written down here: no generator of random numbers whose
inside may change, so that a seed gives the same sample in every version of Python, and by hand.

* **random**: each line gets the key ``SHA-256("payroll/sample/random/1" + seed + sequence)``; the lines with the
  smallest keys are the sample. Simple random, without replacement, whatever the order of the lines.
* **monetary-unit**: lines of at least the interval are taken for certain. The absolute amounts of the others are
  laid end to end in order of sequence, and every ``interval``-th unit is hit, from a random start: the number
  ``SHA-256("payroll/sample/start/1" + seed)``, divided by the interval, leaves the start as its remainder (0 is
  the first unit). A line below the interval has the chance amount / interval; one of amount 0 has none.

Seed and sequence go in as netstrings (length in bytes, ``:``, UTF-8), as in the chain of lines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.ledger.sample_sizes import refused

RANDOM_TAG = b"payroll/sample/random/1"
START_TAG = b"payroll/sample/start/1"

_SIZE = Text.template("the sample must have between 1 line and all {population}; found {found}.")
_INTERVAL = Text.template(
    "the sampling interval must be a whole number of minor units, from 1 up to what can be counted; found {found}."
)
_NO_AMOUNT = Text.of(
    "all lines chosen from have an amount of 0, so there are no monetary units: draw a random sample instead."
)
_TOO_MUCH = Text.of(
    "the absolute amounts add up to more than can be counted: draw from fewer lines, for instance one month."
)
_MOST_UNITS = 2**62


@dataclass(frozen=True, slots=True)
class RandomSample:
    """A simple random sample: of ``population`` lines, ``lines`` were drawn.

    ``lines`` has the columns of the frame that was drawn from, in order of sequence.
    """

    seed: str
    population: int
    lines: pd.DataFrame


@dataclass(frozen=True, slots=True)
class MonetarySample:
    """A monetary-unit sample.

    ``interval`` and ``amount`` (sum of absolute amounts of the population) are minor units; ``start`` is the
    first unit that is hit, from 0; ``population`` lines were drawn from, ``without_amount`` of them have an amount
    of 0 and cannot be drawn. ``lines`` has the columns of the frame that was drawn from, in order of sequence, and
    ``certain`` (bool: at least the interval) and ``unit`` (int64: the unit of the others that hit it, else -1).
    """

    seed: str
    population: int
    amount: int
    without_amount: int
    interval: int
    start: int
    lines: pd.DataFrame


def random_sample(lines: pd.DataFrame, size: int, seed: str) -> RandomSample:
    """Draw ``size`` of ``lines`` (column ``sequence``: each number once) without replacement.

    Raises ``SamplingError`` for more lines than there are, or none.
    """
    if not 1 <= size <= len(lines):
        raise refused(_SIZE, population=len(lines), found=size)
    tag = RANDOM_TAG + _netstring(seed)
    sequences = lines["sequence"].tolist()
    keys = ((hashlib.sha256(tag + _netstring(str(each))).digest(), each) for each in sequences)
    drawn = {sequence for _, sequence in nsmallest(size, keys)}
    return RandomSample(seed, len(lines), _in_order(lines[lines["sequence"].isin(drawn)]))


def monetary_unit_sample(lines: pd.DataFrame, interval: int, seed: str) -> MonetarySample:
    """Draw one monetary unit in each ``interval`` (minor units) of ``lines`` (columns ``sequence``, ``amount``).

    Raises ``SamplingError`` if there is no amount to draw from, or no interval.
    """
    if not 1 <= interval < _MOST_UNITS:
        raise refused(_INTERVAL, found=interval)
    ordered = _in_order(lines)
    book = ordered["amount"].to_numpy(np.int64)
    if np.abs(book.astype(np.float64)).sum() >= _MOST_UNITS:
        raise refused(_TOO_MUCH)
    amounts = np.abs(book)
    if not amounts.any():
        raise refused(_NO_AMOUNT)
    start = random_start(interval, seed)
    certain = amounts >= interval
    unit = units_hit(np.where(certain, 0, amounts), interval, start)
    drawn = certain | (unit >= 0)
    return MonetarySample(
        seed,
        len(ordered),
        int(amounts.sum()),
        int((amounts == 0).sum()),
        interval,
        start,
        ordered[drawn].assign(certain=certain[drawn], unit=unit[drawn]).reset_index(drop=True),
    )


def random_start(interval: int, seed: str) -> int:
    """Return the first unit that is hit, from 0 to ``interval`` - 1."""
    return int.from_bytes(hashlib.sha256(START_TAG + _netstring(seed)).digest(), "big") % interval


def units_hit(amounts: npt.NDArray[np.int64], interval: int, start: int) -> npt.NDArray[np.int64]:
    """Return for each amount the unit in it that is hit, -1 for none.

    The amounts lie end to end, units counted from 0; hit are ``start``, ``start + interval`` and so on. No
    amount is above the interval, so that none is hit twice.
    """
    after = amounts.cumsum()
    before = after - amounts
    unit = before + (start - before) % interval  # the first unit to be hit that does not lie before the amount
    return np.where(unit < after, unit, -1)


def _in_order(lines: pd.DataFrame) -> pd.DataFrame:
    return lines.sort_values("sequence", kind="stable", ignore_index=True)


def _netstring(text: str) -> bytes:
    content = text.encode()
    return str(len(content)).encode() + b":" + content
