"""What an auditor wants to see of the posted lines, as conditions for ``read_lines``."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from payroll.language import Text
from payroll.ledger.acts import check_recordable
from payroll.ledger.errors import BookError
from payroll.ledger.schema import LINE

_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class LineFilter:
    """The lines that are wanted: those that meet everything that is asked.

    Of several texts for one column any may stand in it, written exactly as in the line; none at all asks
    nothing. ``amount_from`` and ``amount_to`` are minor units, both included; charges are negative, so that
    charges of 50.00 and more are ``amount_to=-5000``.
    """

    periods: tuple[str, ...] = ()
    employees: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    amount_from: int | None = None
    amount_to: int | None = None


def conditions(wanted: LineFilter) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of ``wanted``, all of which a line has to meet; none if nothing is asked.

    Raises ``BookError`` for amounts between which nothing can lie, and for text that no line can hold.
    """
    _check_amounts(wanted.amount_from, wanted.amount_to)
    texts = (
        (LINE.c.period, wanted.periods),
        (LINE.c.employee_id, wanted.employees),
        (LINE.c.store, wanted.stores),
        (LINE.c.rule, wanted.rules),
    )
    for _, values in texts:
        for value in values:
            check_recordable(value)
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in texts if values]
    if wanted.amount_from is not None:
        found.append(LINE.c.amount >= wanted.amount_from)
    if wanted.amount_to is not None:
        found.append(LINE.c.amount <= wanted.amount_to)
    return tuple(found)


def _check_amounts(lowest: int | None, highest: int | None) -> None:
    given = [each for each in (lowest, highest) if each is not None]
    for each in given:
        if abs(each) > _MOST:
            raise BookError(
                Text.of("the amount {each} is beyond what the book can hold, give a smaller one.", each=each)
            )
    if given != sorted(given):
        raise BookError(
            Text.of(
                "the lowest amount {lowest} is above the highest {highest} (minor units). Mind that charges are "
                "negative: -50.00 is less than -20.00.",
                lowest=lowest,
                highest=highest,
            )
        )
