"""A computed month, ready to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from payroll.language import Language, Text
from payroll.local_forms import month_name
from payroll.problems import Problem
from payroll.reports.columns import (
    ADJUSTMENTS,
    CARRIED,
    CLOCK_DIFFERENCES,
    LAW,
    LEDGER,
    PROBLEMS,
    REPORT_TABLES,
    SHEETS,
    ReportTable,
)
from payroll.reports.decisions import Decided


class Reported(Protocol):
    """What a workbook is made of: the tables of its sheets with their rows, and what stands above them.

    ``first`` and ``last`` are day numbers, both included; the others as in ``MonthReport``.
    """

    @property
    def first(self) -> int:
        """The first day."""
        ...

    @property
    def last(self) -> int:
        """The last day."""
        ...

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        ...

    @property
    def places(self) -> int:
        """Its decimal places."""
        ...

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        ...

    @property
    def tool_version(self) -> str:
        """The version of the program."""
        ...

    @property
    def policies(self) -> Sequence[tuple[str, Text]]:
        """Labels and titles of the policies."""
        ...

    @property
    def profile_checked(self) -> bool:
        """Whether a statutory profile limited everything."""
        ...

    @property
    def title(self) -> Text:
        """The title of the workbook."""
        ...

    @property
    def sheets(self) -> tuple[ReportTable, ...]:
        """The tables, in the order of the sheets."""
        ...

    def months(self, language: Language) -> str:
        """Return the month or months as people write them."""
        ...

    def sheet_frame(self, table: ReportTable) -> pd.DataFrame:
        """Return the rows of a table as its sheet shows them."""
        ...


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Everything that the files of one month say.

    ``first`` and ``last`` are day numbers, both included; ``places`` the decimal places of
    ``currency``; ``policies`` pairs of a version's label (``id@date#hash``) and its title;
    ``profile_checked`` tells whether a statutory profile limited the deductions of everybody.

    The frames hold the columns of ``payroll.reports.columns`` under the contract's names, in any
    order, with the types that the columns' kinds say; ``ledger`` lacks ``period`` and ``currency``,
    which are the same in each row. Rows are written in the order in which they stand.
    ``clock_differences`` is None where no clock gave verdicts of its own, ``carried`` where no loss is
    carried to the next month, ``law`` (what the law says of each charge) where it was not asked.
    ``decided`` is what people decided about its lines, of each matter the latest.
    """

    period: str
    first: int
    last: int
    currency: str
    places: int
    language: Language
    tool_version: str
    policies: tuple[tuple[str, Text], ...]
    profile_checked: bool
    ledger: pd.DataFrame
    adjustments: pd.DataFrame
    attendance: pd.DataFrame
    swaps: pd.DataFrame
    sources: pd.DataFrame
    problems: Sequence[Problem]
    clock_differences: pd.DataFrame | None = None
    law: pd.DataFrame | None = None
    carried: pd.DataFrame | None = None
    decided: tuple[Decided, ...] = ()

    @property
    def title(self) -> Text:
        """The title of the workbook."""
        return ADJUSTMENTS.title

    def months(self, language: Language) -> str:
        """Return the month as people write it."""
        return month_name(self.period, language)

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables that are written, in the order of the contract."""
        others = ((LAW, self.law), (CARRIED, self.carried), (CLOCK_DIFFERENCES, self.clock_differences))
        return (*REPORT_TABLES, *(table for table, frame in others if frame is not None))

    @property
    def sheets(self) -> tuple[ReportTable, ...]:
        """The same tables in the order of the workbook."""
        return SHEETS if self.clock_differences is None else (*SHEETS, CLOCK_DIFFERENCES)

    def frame(self, table: ReportTable) -> pd.DataFrame:
        """Return the rows of ``table`` with every column that it declares."""
        if table is PROBLEMS:
            return problems_frame(self.problems, self.language)
        frames = {
            "ledger": self.ledger,
            "adjustments": self.adjustments,
            "attendance": self.attendance,
            "swaps": self.swaps,
            "sources": self.sources,
        }
        others = ((LAW, self.law), (CARRIED, self.carried), (CLOCK_DIFFERENCES, self.clock_differences))
        frames.update((each.name, frame) for each, frame in others if frame is not None)
        frame = frames[table.name]
        if table is LEDGER:
            return frame.assign(period=_repeated(self.period, frame), currency=_repeated(self.currency, frame))
        return frame

    def sheet_frame(self, table: ReportTable) -> pd.DataFrame:
        """Return the rows of ``table`` with the columns that only its sheet has."""
        frame = self.frame(table)
        if table is not LEDGER:
            return frame
        if self.law is None:
            return frame.assign(law=_repeated("", frame))
        # Lines that the month carries for another one were checked there, and have none here.
        stands = pd.Index(self.law["entry_id"]).get_indexer(pd.Index(frame["entry_id"]))
        statuses = pd.Categorical(self.law["status"].astype("str"))
        codes = np.append(statuses.codes, -1)[stands]
        return frame.assign(law=pd.Categorical.from_codes(codes, categories=statuses.categories))


def problems_frame(problems: Sequence[Problem], language: Language) -> pd.DataFrame:
    """Return the problems as a table, one row each: the columns of ``problems.csv``.

    ``row`` is -1 where a problem is about no row; ``message`` and ``fix`` are in ``language``.
    """
    rows = [
        (
            problem.severity,
            problem.code,
            problem.file,
            problem.sheet,
            -1 if problem.row is None else problem.row,
            problem.column,
            problem.value,
            problem.message(language),
            problem.fix(language),
        )
        for problem in problems
    ]
    names = [column.name for column in PROBLEMS.columns]
    # As objects: a file name may hold bytes that are no Unicode, which the string type refuses.
    return pd.DataFrame(rows, columns=names, dtype=object).astype({"row": "int32"})


def _repeated(text: str, frame: pd.DataFrame) -> pd.Series:
    codes = np.zeros(len(frame), np.int8)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index([text], dtype="str")), index=frame.index)
