"""Which employees are in which part: everybody once as its own, and as guests just who swaps with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.engine.split import Ints, Split, connected, split_employees

Pair = tuple[int, int]


def swaps_of(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return the columns of the swaps table that tie; below 0 is somebody unknown."""
    sides = np.array(pairs, np.int32).reshape(-1, 2)
    return pd.DataFrame({"requester": sides[:, 0], "counterpart": sides[:, 1]})


def split_of(count: int, parts: int, *pairs: Pair) -> Split:
    return split_employees(count, parts, swaps_of(pairs))


def own_of(split: Split, part: int) -> list[int]:
    members, own = split.members(part)
    return [int(one) for one in members[own]]


def guests_of(split: Split, part: int) -> list[int]:
    members, own = split.members(part)
    return [int(one) for one in members[~own]]


# By hand ---------------------------------------------------------------------------------------------


def test_parts_are_ranges_of_equal_size() -> None:
    split = split_of(10, 3)
    assert [own_of(split, part) for part in range(3)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8, 9]]


@pytest.mark.parametrize(("count", "parts", "made"), [(3, 2, 2), (3, 3, 3), (3, 4, 3), (1, 7, 1), (0, 7, 1)])
def test_there_are_no_more_parts_than_employees(count: int, parts: int, made: int) -> None:
    assert split_of(count, parts).parts == made


def test_who_swaps_is_a_guest_of_the_other_ones_part() -> None:
    split = split_of(6, 3, (0, 5))
    assert [guests_of(split, part) for part in range(3)] == [[5], [], [0]]
    assert split.members(2)[0].tolist() == [0, 4, 5]


def test_who_swaps_within_a_part_is_nobodys_guest() -> None:
    assert not len(split_of(6, 3, (0, 1), (2, 3)).guests)


def test_a_chain_of_swaps_ties_all_of_it() -> None:
    split = split_of(8, 4, (0, 2), (2, 4), (7, 4))
    assert [guests_of(split, part) for part in range(4)] == [[2, 4, 7], [0, 4, 7], [0, 2, 7], [0, 2, 4]]


def test_a_swap_with_somebody_unknown_ties_nobody() -> None:
    assert not len(split_of(6, 3, (0, -1), (-1, 5), (-1, -1), (4, 4)).guests)


def test_rows_of_a_guest_are_in_both_parts_and_rows_of_nobody_in_none() -> None:
    split = split_of(6, 3, (0, 5))
    rows = split.rows(np.array([5, 0, -1, 3, 5], np.int64))
    assert [each.tolist() for each in rows] == [[0, 1, 4], [3], [0, 1, 4]]


# Properties ------------------------------------------------------------------------------------------


@st.composite
def tied(draw: st.DrawFn) -> tuple[int, int, list[Pair]]:
    """Some employees, parts and swaps, a few of them with somebody unknown."""
    count = draw(st.integers(1, 30))
    person = st.integers(-1, count - 1)
    return count, draw(st.integers(1, 35)), draw(st.lists(st.tuples(person, person), max_size=25))


def circles(count: int, pairs: Sequence[Pair]) -> list[int]:
    """Return the first of all who are connected with each employee: plain union-find."""
    parent = list(range(count))

    def root(one: int) -> int:
        while parent[one] != one:
            one = parent[one]
        return one

    for one, other in pairs:
        if one >= 0 and other >= 0:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    return [root(one) for one in range(count)]


def positions(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int64)


@settings(max_examples=200, deadline=None)
@given(tied())
def test_connected_is_union_find(given_: tuple[int, int, list[Pair]]) -> None:
    count, _, pairs = given_
    known = [pair for pair in pairs if min(pair) >= 0]
    one, other = (positions([pair[side] for pair in known]) for side in (0, 1))
    assert connected(count, one, other).tolist() == circles(count, pairs)


def test_connected_along_a_line_of_ten_thousand_in_any_direction() -> None:
    line = np.arange(10_000, dtype=np.int64)
    for order in (line[:-1], line[:-1][::-1], np.random.default_rng(1).permutation(line[:-1])):
        assert not connected(10_000, order, order + 1).any()


@settings(max_examples=200, deadline=None)
@given(tied())
def test_everybody_is_in_one_part_as_its_own_and_a_guest_of_just_those_it_is_connected_with(
    given_: tuple[int, int, list[Pair]],
) -> None:
    count, parts, pairs = given_
    split, circle = split_of(count, parts, *pairs), circles(count, pairs)
    assert split.parts == min(count, parts)
    assert [one for part in range(split.parts) for one in own_of(split, part)] == list(range(count))
    for part in range(split.parts):
        own = own_of(split, part)
        assert own, "no part is without employees"
        needed = {circle[one] for one in own}
        assert guests_of(split, part) == [one for one in range(count) if circle[one] in needed and one not in own]
        members = split.members(part)[0].tolist()
        assert members == sorted(set(members))


@settings(max_examples=200, deadline=None)
@given(tied(), st.lists(st.integers(-2, 29), max_size=60), st.booleans())
def test_a_row_is_with_everybody_who_needs_it_and_once(
    given_: tuple[int, int, list[Pair]],
    about: list[int],
    ordered: bool,
) -> None:
    count, parts, pairs = given_
    split = split_of(count, parts, *pairs)
    employees = [one for one in about if one < count]
    employees = sorted(employees) if ordered else employees
    rows = split.rows(positions(employees))
    assert len(rows) == split.parts
    for part, found in enumerate(rows):
        members = set(split.members(part)[0].tolist())
        assert found.tolist() == [at for at, one in enumerate(employees) if one in members]
    own = [
        at
        for part, found in enumerate(rows)
        for at in found.tolist()
        if split.part_of(positions([employees[at]])) == part
    ]
    assert sorted(own) == [at for at, one in enumerate(employees) if one >= 0]
