"""What a reader of a clock's export is, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from payroll.intake.grid import Grid, TableRead
from payroll.language import Text
from payroll.problems import Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ClockRead:
    """What a reader found in one file.

    ``tables``      one for each sheet that gives rows, ``raw.format`` being the reader's name
    ``punches_of``  sheet -> row of the sheet -> number of punches it gave, for every row with content
    ``verdicts``    the clock's own opinion, to be compared and never added up; None if it has none
    """

    tables: tuple[TableRead, ...]
    problems: tuple[Problem, ...]
    punches_of: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    verdicts: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one format.

    ``recognises`` tells from the first rows of each sheet whether a file is of this format; ``read``
    takes the file's name within the data folder and all its sheets.
    """

    name: str
    title: Text
    table: str
    recognises: Callable[[Sequence[Grid]], bool]
    read: Callable[[str, Sequence[Grid]], ClockRead]
