"""Who does the tasks of a month in parts, and how many employees a part has for the memory that they may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")
PART_EMPLOYEES = 25_000
"""So many employees are a part where nothing else is asked for."""
LEAST_BYTES = 500 << 20
"""What a process that does tasks takes at least."""
_BASE_BYTES, _EMPLOYEE_BYTES = 300 << 20, 16_000
"""What it takes to begin with, and for each employee of a part."""


def employees_of_part(memory: int | None) -> int:
    """Return how many employees a part may have for a process that may take so many bytes (None: no limit)."""
    if memory is None:
        return PART_EMPLOYEES
    return max(1, min(PART_EMPLOYEES, (memory - _BASE_BYTES) // _EMPLOYEE_BYTES))


class Crew(Protocol):
    """Who does tasks."""

    def do(self, work: Callable[[_Task], _Done], tasks: Sequence[_Task]) -> list[_Done]:
        """Do all tasks and return what they came to, in their order.

        Raises ``EngineError`` if one cannot be done; the others may be done or not.
        """
        ...


class Alone:
    """The crew that is this process: one task after the other."""

    def do(self, work: Callable[[_Task], _Done], tasks: Sequence[_Task]) -> list[_Done]:
        """Do all tasks."""
        return [work(task) for task in tasks]
