"""The files of the calendars: ``calendar-PERIOD-STORE-zh.png``, further pictures of a store as ``…-part2.png``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from payroll.language import Language
from payroll.places import LONGEST_NAME, NOT_IN_A_NAME
from payroll.reports.calendar.draw import Format, draw
from payroll.reports.calendar.picture import pictures
from payroll.reports.calendar.records import StoreCalendar
from payroll.reports.folder import output_to

_UNSAFE = re.compile(f"[{NOT_IN_A_NAME}]")
_AT_ONCE = 2
"""Pictures that are drawn side by side."""


def write_calendars(
    calendars: Iterable[StoreCalendar], folder: Path, language: Language, formats: Sequence[Format]
) -> tuple[Path, ...]:
    """Draw the calendars and write them into ``folder``; return the paths.

    Further pictures that an earlier run wrote of a store that now has fewer go. Raises
    ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    paths = []
    with output_to(folder) as output, ThreadPoolExecutor(_AT_ONCE) as threads:
        for calendar, stem in _stems(
            calendars, language
        ):  # one store after the other: a chain has thousands of pictures
            for name in _further(folder, stem):
                output.retire(name)
            drawn = [
                (f"{stem}{_part(number)}.{form}", threads.submit(draw, picture, form))
                for number, picture in enumerate(pictures(calendar, language), start=1)
                for form in formats
            ]
            paths += [output.start(name, partial(_write, data.result())) for name, data in drawn]
        output.publish()
    return tuple(paths)


def _part(number: int) -> str:
    return f"-part{number}" if number > 1 else ""


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _stems(calendars: Iterable[StoreCalendar], language: Language) -> Iterator[tuple[StoreCalendar, str]]:
    """Yield each calendar with the name of its files, which on Windows differs in more than the case of letters."""
    taken: set[str] = set()
    for calendar in calendars:
        stem = "-".join(filter(None, ("calendar", calendar.period, name_in_a_file(calendar.store))))
        free, number = f"{stem}-{language}", 1
        while free.casefold() in taken:
            number += 1
            free = f"{stem}~{number}-{language}"
        taken.add(free.casefold())
        yield calendar, free


def name_in_a_file(store: str) -> str:
    """Return a store's name as a part of a file name that Windows allows: ``A/B`` is ``A_B``."""
    return _UNSAFE.sub("_", store).strip(" .")[:LONGEST_NAME].rstrip(" .")


def _further(folder: Path, stem: str) -> list[str]:
    """Return the further pictures of a store that lie in a folder."""
    form = re.compile(re.escape(stem) + r"-part[0-9]+\.(png|svg)")
    return [path.name for path in folder.iterdir() if form.fullmatch(path.name)]
