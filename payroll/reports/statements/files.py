"""Statements as files: thousands of them are drawn in two processes."""

from __future__ import annotations

import errno
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import chain, islice
from pathlib import Path

from payroll.reports.folder import Output, OutputError, output_to
from payroll.reports.statements.drawing import Named, draw
from payroll.reports.statements.names import FORMATS, Format
from payroll.reports.statements.statement import Statement

_PROCESSES = 2
_BATCH = 50
"""Statements that one task draws; no more than these are drawn without starting processes, which takes longer."""
_AHEAD = 8


def write_statements(
    statements: Iterable[Statement],
    names: Mapping[str, str],
    folder: Path,
    formats: tuple[Format, ...] = FORMATS,
    earlier: Iterable[str] = (),
) -> tuple[Path, ...]:
    """Write statements into ``folder``, each in ``formats``, and return the paths.

    ``names`` are those of ``file_names`` (``payroll.reports.statements.names``), of everybody whose statement is
    written. Files of an earlier run under these names that are not written again go, and so do those named
    ``earlier``: pages that contradict each other are worse than none. Raises ``payroll.reports.folder.OutputError`` if
    the folder cannot be written.
    """
    batches = _batches((names[each.employee_id], each) for each in statements)
    first, second = next(batches, ()), next(batches, ())
    try:
        with output_to(folder) as output, _executor(is_many=bool(second)) as executor:
            for name in (*earlier, *(f"{name}.{form}" for name in names.values() for form in FORMATS)):
                output.retire(name)
            _start(chain((first, second), batches), formats, output, executor)
            output.publish()
            return tuple(output.running)
    except BrokenExecutor as error:
        raise OutputError(folder, OSError(errno.ECHILD, "")) from error


def _start(batches: Iterable[Named], formats: tuple[Format, ...], output: Output, executor: Executor) -> None:
    """Have the batches drawn, a few ahead of what is done so that not all of them wait in memory."""
    ahead: deque[Future[None]] = deque()
    for batch in batches:
        if len(ahead) == _AHEAD:
            wait([ahead.popleft()])
        made = executor.submit(draw, batch, formats, output.hidden)
        ahead.append(made)
        output.expect([f"{name}.{form}" for name, _ in batch for form in formats], made)


def _batches(named: Iterator[tuple[str, Statement]]) -> Iterator[Named]:
    while batch := tuple(islice(named, _BATCH)):
        yield batch


def _executor(*, is_many: bool) -> Executor:
    """Return what draws: processes of their own for many statements, a thread of this one for a few."""
    if is_many:
        return ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn"))
    return ThreadPoolExecutor(1)
