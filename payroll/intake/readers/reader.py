"""What a reader of a clock's export is, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from payroll.intake.delimited import TextFile
from payroll.intake.grid import Grid, TableRead
from payroll.language import Text
from payroll.problems import Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ClockRead:
    """What a reader found in one file.

    ``tables``    name of the table -> one for each sheet that gives rows of it, ``raw.format`` being the
                  reader's name. A row that gives punches and leave is counted in both tables
    ``verdicts``  the clock's own opinion (``payroll.intake.readers.rows.verdict_frame``), to be compared
                  and never added up; None if it has none
    """

    tables: Mapping[str, Sequence[TableRead]]
    problems: tuple[Problem, ...]
    verdicts: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one format.

    ``tables``      the tables that it may give rows of; a file whose name tells one of them is offered to it
    ``recognises``  tells from the first rows of each sheet whether a file is of this format
    ``read``        takes the file's name within the data folder and all its sheets
    ``read_text``   the fast path of a text file, by whole columns; None if the text is not regular, and
                    then ``read`` takes it
    ``read_in_zone``  of a format that does not say in which time zone its times are: as ``read``, with the
                    zone that a mapping names
    """

    name: str
    title: Text
    tables: tuple[str, ...]
    recognises: Callable[[Sequence[Grid]], bool]
    read: Callable[[str, Sequence[Grid]], ClockRead]
    read_text: Callable[[TextFile], ClockRead | None] | None = None
    read_in_zone: Callable[[str, Sequence[Grid], str], ClockRead] | None = None
