"""Keys that tell rows apart by their content."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from payroll.intake.columns import categorical
from payroll.intake.duplicates import content_keys

ROWS = st.lists(st.tuples(st.integers(-2, 2), st.sampled_from("AB"), st.integers(0, 3)), max_size=12)


@given(ROWS)
def test_rows_have_the_same_key_if_they_say_the_same(rows: list[tuple[int, str, int]]) -> None:
    frame = pd.DataFrame(
        {
            "days": np.array([days for days, _, _ in rows], np.int64),
            "word": categorical(np.array(["BA".index(word) for _, word, _ in rows], np.int32), "BA"),
            "amount": np.array([amount for _, _, amount in rows], np.int64),
        }
    )
    seen = list(dict.fromkeys(rows))
    assert content_keys(frame, frame.columns).tolist() == [seen.index(row) for row in rows]


def test_wide_rows_are_told_apart_by_their_last_column() -> None:
    """Sixty contents of each of fourteen columns could be combined in more ways than there are numbers of 64 bits."""
    numbers = np.tile(np.arange(60), 2)
    frame = pd.DataFrame({f"column {at}": np.roll(numbers, at) for at in range(14)})
    assert content_keys(frame, frame.columns).tolist() == numbers.tolist()
    frame["last"] = np.arange(120)
    assert content_keys(frame, frame.columns).tolist() == list(range(120))
