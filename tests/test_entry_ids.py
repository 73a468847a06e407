"""Which entry a line is about, told by its id (docs/ledger.md)."""

import pytest

from payroll.entry_ids import COMPUTED, FORGIVEN, POSTED, REVERSED, what_about

ENTRY = "2026-10/0204/lateness/2026-10-06.1"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (f"2026-11/0204/correction/{ENTRY}/reversed", REVERSED),
        (f"2026-11/0204/correction/{ENTRY}/posted", POSTED),
        (f"2026-11/0204/waiver/{ENTRY}", FORGIVEN),
        (f"2026-11/0204/appeal/{ENTRY}", FORGIVEN),
        (ENTRY, COMPUTED),
    ],
)
def test_a_line_tells_its_entry_and_what_it_does_to_it(line: str, part: int) -> None:
    assert what_about(line, "0204") == (ENTRY, part)


@pytest.mark.parametrize("event", ["I/waiver/1", "correction/2", "I/1/posted"])
def test_words_in_the_id_of_an_event_say_nothing(event: str) -> None:
    entry = f"2026-10/A/1/incident/{event}"
    assert what_about(entry, "A/1") == (entry, COMPUTED)
    assert what_about(f"2026-11/A/1/correction/{entry}/posted", "A/1") == (entry, POSTED)
