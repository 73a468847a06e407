"""What somebody may have meant who wrote a name or an id that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from payroll.language import COMMA, EMPTY, Text


def unknown_employee(written: str, people: Iterable[tuple[str, str]]) -> Text:
    """Return that ``written`` is nobody's id, and whose is meant.

    ``people`` are pairs of id and name: if ``written`` is a name, everybody of that name is told with the id.
    """
    return Text.of(
        "{employee} is not in the employees table{hint}", employee=written, hint=employee_hint(written, people)
    )


def employee_hint(written: str, people: Iterable[tuple[str, str]]) -> Text:
    """Return whose id is meant by one that there is not, to stand behind what says so; empty if nothing is like it."""
    known = list(dict.fromkeys((employee, name) for employee, name in people))
    of_that_name = sorted({employee for employee, name in known if name and name == written.strip()})
    if of_that_name:
        return Text.of(
            "; that is a name, write the id: {ids}",
            ids=COMMA.join(f"{each} {written.strip()}" for each in of_that_name),
        )
    ids = list(dict.fromkeys(employee for employee, _ in known))
    close = [each for each in ids if each.lstrip("0") == written.lstrip("0")] or get_close_matches(written, ids)
    return Text.of("; did you mean {close}?", close=COMMA.join(close)) if close else EMPTY
