"""Rows of a sheet that is kept as columns."""

from __future__ import annotations

import pyarrow as pa
import pytest

from payroll.intake.cell_rows import CellRows

LONG = 100
"""More rows than are made for those who look at the first ones."""


def rows_of(size: int, below: int = 0) -> tuple[CellRows, list[tuple[str, ...]]]:
    """Return rows of two columns, with rows without cells below them, and the same as a list."""
    columns = [[f"{name}{row}" for row in range(size)] for name in "ab"]
    rows = CellRows([pa.array(column) for column in columns], size + below)
    return rows, [*zip(*columns, strict=True), *[()] * below]


@pytest.mark.parametrize(("size", "below"), [(0, 0), (0, 3), (1, 0), (3, 2), (64, 0), (64, 1), (65, 0), (LONG, 2)])
def test_rows_are_those_of_a_list(size: int, below: int) -> None:
    rows, expected = rows_of(size, below)
    assert len(rows) == len(expected)
    assert list(rows) == expected
    for at in {0, 1, 63, 64, 65, size - 1, size, -1, -size}:
        if -len(expected) <= at < len(expected):
            assert rows[at] == expected[at]
        else:
            with pytest.raises(IndexError):
                rows[at]
    for part in (
        slice(10),
        slice(0),
        slice(1, 3),
        slice(60, 70),
        slice(-3, None),
        slice(None, None, -1),
        slice(2, None, 40),
    ):
        assert list(rows_of(size, below)[0][part]) == expected[part]


@pytest.mark.parametrize("indices", [[], [0], [1, 2, 3], [0, 2], range(1, 4), [2, 4], [4], [0, 1, 2, 3, 4]])
def test_a_column_has_the_cells_of_the_rows_that_are_asked_for(indices: list[int] | range) -> None:
    rows, _ = rows_of(3, below=2)
    cells = ["b0", "b1", "b2", "", ""]
    assert rows.column(1, indices).to_pylist() == [cells[index] for index in indices]
    assert rows.column(2, indices).to_pylist() == [""] * len(indices)
