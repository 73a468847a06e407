"""Statements as files: their names, and drawing thousands of them in two processes."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import chain, islice
from pathlib import Path

from payroll.language import Language
from payroll.reports.folder import Output, OutputError, output_to
from payroll.reports.statements.drawing import FORMATS, Format, Named, draw
from payroll.reports.statements.statement import Statement

_UNSAFE = re.compile(r'[<>:"/\\|?*%~\x00-\x1f\x7f]|^[ .]')
_LONGEST = 60
_PROCESSES = 2
_BATCH = 50
"""Statements that one task draws; no more than these are drawn without starting processes, which takes longer."""
_AHEAD = 8


def file_names(employee_ids: Iterable[str], period: str, language: Language) -> dict[str, str]:
    """Return the name of each employee's files, without suffix: ``0203-2026-10-zh``.

    They sort as the ids do and can be written on every system. Of ids that differ only in capitals, which are one name
    on Windows, all but the first get a number.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for employee_id in employee_ids:
        safe = _safe(employee_id)
        number = taken[safe.casefold()] = taken.get(safe.casefold(), 0) + 1
        names[employee_id] = f"{safe}{f'~{number}' if number > 1 else ''}-{period}-{language}"
    return names


def _safe(employee_id: str) -> str:
    safe = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), employee_id)
    if len(safe) <= _LONGEST:
        return safe
    return f"{safe[:_LONGEST]}~{hashlib.sha256(employee_id.encode()).hexdigest()[:8]}"


def write_statements(
    statements: Iterable[Statement],
    names: Mapping[str, str],
    folder: Path,
    formats: tuple[Format, ...] = FORMATS,
    earlier: Iterable[str] = (),
) -> tuple[Path, ...]:
    """Write statements into ``folder``, each in ``formats``, and return the paths.

    ``names`` are those of ``file_names``, of everybody whose statement is written. Files of an earlier run under
    these names that are not written again go, and so do those named ``earlier``: pages that contradict each other are
    worse than none. Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
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


def earlier_files(folder: Path, period: str, language: Language) -> tuple[str, ...]:
    """Return the names of the statements of a month that an earlier run wrote into ``folder``."""
    return tuple(sorted(path.name for form in FORMATS for path in folder.glob(f"*-{period}-{language}.{form}")))


def _batches(named: Iterator[tuple[str, Statement]]) -> Iterator[Named]:
    while batch := tuple(islice(named, _BATCH)):
        yield batch


def _executor(*, is_many: bool) -> Executor:
    """Return what draws: processes of their own for many statements, a thread of this one for a few."""
    if is_many:
        return ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn"))
    return ThreadPoolExecutor(1)
