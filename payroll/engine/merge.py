"""What the parts say, added up: problems, and what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from payroll.engine.concerned import problems_of_rows
from payroll.engine.ground import OF_ONE, Answers, Ground
from payroll.engine.part import FileFates, PartDone
from payroll.intake.account import RowCount, count_rows, fates_of_rows, of_rows, row_count
from payroll.intake.checks import check_period
from payroll.month.context import Dispositions, Month
from payroll.month.counted import added_up
from payroll.month.coverage import coverage_problems
from payroll.month.events import Events
from payroll.month.month import fates_of_records, problems_of_records
from payroll.problems import Problem
from payroll.tables import PUNCHES, ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED, SHIFTS, SourceFile

_LARGE = {table.name for table in (PUNCHES, SHIFTS)}


def problems_of_cleaning(parts: Sequence[PartDone], ground: Ground, month: Month) -> list[Problem]:
    """Return the problems of the rows of punches and of the rota that cleaning them whole finds."""
    found: list[Problem] = []
    for table in (PUNCHES, SHIFTS):
        found += problems_of_rows(table, [part.concerned[table.name] for part in parts], ground.sources)
    days = [part.punches for part in parts if part.punches is not None]
    return [*found, *check_period(days, month.period)]


def problems_of_month(parts: Sequence[PartDone], events: Events, month: Month) -> list[Problem]:
    """Return the problems that judging everybody finds."""
    counting = added_up(problem for part in parts for problem in part.counting_problems)
    of_parts = [problem for part in parts for problem in part.problems]
    of_all = coverage_problems([part.coverage for part in parts])
    return [*counting, *of_parts, *of_all, *problems_of_records(month, events)]


# ---------------------------------------------------------------- rows


def counts_of_rows(
    parts: Sequence[PartDone], answers: Sequence[Answers], ground: Ground, events: Events, month: Month
) -> list[RowCount]:
    """Return what became of the rows of each file."""
    of_parts = {name: _of_parts(name, parts, answers, ground) for name in ("swaps", *OF_ONE)}
    fates: Dispositions = {**fates_of_records(month, events), **of_parts}
    small = [count for count in count_rows(ground.cleaned, fates) if count.table not in _LARGE]
    return [*small, *_of_large(parts, ground)]


def _of_parts(name: str, parts: Sequence[PartDone], answers: Sequence[Answers], ground: Ground) -> npt.NDArray[np.int8]:
    """Return what the parts made of the rows of a small table, each by the part that answers for it."""
    fates = np.full(len(getattr(ground.cleaned.tables, name)), ROW_OUT_OF_SCOPE, np.int8)
    for part, answer in zip(parts, answers, strict=True):
        mine = answer.own[name]
        fates[answer.origins[name][mine]] = part.row_fates[name][mine]
    return fates


def _of_large(parts: Sequence[PartDone], ground: Ground) -> Iterator[RowCount]:
    for table in sorted(_LARGE):
        for file, rows in ground.cleaned.rows[table].items():
            told = [part.fates[table, file] for part in parts if (table, file) in part.fates]
            yield _count(ground.cleaned.tables.files[file], table, rows, [*told, _of_nobody(ground, table, file)])


def _of_nobody(ground: Ground, table: str, file: int) -> FileFates:
    """Return what became of the rows of a file of which it cannot be told whose they are."""
    nothing = getattr(ground.cleaned.tables, table)
    rows, fates = fates_of_rows(nothing, np.empty(0, np.int8), ground.cleaned.left_out[table], file)
    return FileFates({}, (rows, fates))


def _count(source: SourceFile, table: str, rows: int, told: Sequence[FileFates]) -> RowCount:
    one_by_one = [each.rows for each in told if each.rows is not None]
    _, fates = of_rows(*(np.concatenate([pair[index] for pair in one_by_one]) for index in (0, 1)))
    counted = Counter[int]()
    for each in told:
        counted.update(each.counts)
    count = row_count(source, table, rows, fates)
    used, duplicate, set_aside = (counted[fate] for fate in (ROW_USED, ROW_DUPLICATE, ROW_SET_ASIDE))
    return replace(
        count,
        used=count.used + used,
        duplicate=count.duplicate + duplicate,
        set_aside=count.set_aside + set_aside,
        out_of_scope=count.out_of_scope - used - duplicate - set_aside,
    )
