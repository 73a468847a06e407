"""Who a clock means: its ids, accounts and names, and the employees they stand for.

The table ``identities`` says it: clock, the clock's id, employee. It goes before the roster's own ids for
what a clock wrote; in other tables it is asked only for ids that the roster lacks. Names are compared to
make suggestions and to doubt, never to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import pyarrow as pa

from payroll.intake.cells import NO_TEXT, half_width, plain_id, tidy
from payroll.intake.columns import Ints
from payroll.intake.findings import LISTED, Rows, row_problems
from payroll.intake.headings import people_heading
from payroll.intake.kinds import CLOCK_NAME_DIFFERS, CLOCK_PERSON_UNKNOWN, EMPLOYEE_UNKNOWN
from payroll.intake.people import ASIDE, SOMEBODY, UNKNOWN, Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN
from payroll.language import OR, Text, same
from payroll.problems import Problem
from payroll.tables import LEAVE, PUNCHES, SHIFTS

OF_PEOPLE = frozenset({PUNCHES.name, LEAVE.name, SHIFTS.name})
"""The tables that clocks and rotas on the wall write, with ids or names of their own."""
_GUESSES = 3
_SUFFIX = re.compile(r"\([^()]*\)$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Identities:
    """Clock ("" for every clock) -> the clock's id -> employee id. Clocks are in small letters."""

    of_clock: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, raw: RawTable) -> dict[str, str]:
        """Return the clock's id -> employee id that holds for a file; what names the clock goes first.

        A clock is named by its format as ``inspect`` shows it, or by the file, with or without extension.
        """
        name = PurePosixPath(raw.file).name
        known: dict[str, str] = {}
        for clock in ("", raw.format, PurePosixPath(name).stem, name, raw.file):
            known |= self.of_clock.get(clock.casefold(), {})
        return known


def identities_of(frame: pd.DataFrame) -> Identities:
    """Return the clean rows of the table: columns clock, clock_id (texts), employee_id (text)."""
    of_clock: dict[str, dict[str, str]] = defaultdict(dict)
    clean = frame[frame["fate"] == CLEAN]
    for clock, clock_id, employee in zip(clean["clock"], clean["clock_id"], clean["employee_id"], strict=True):
        of_clock[half_width(str(clock)).casefold()][_plain(str(clock_id))] = str(employee)
    return Identities(of_clock)


def check_identities(rows: Rows, roster: Roster) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], list[Problem]]:
    """Check that each row names an employee of the roster."""
    words = rows.frame["employee_id"].astype("str").to_numpy()
    found = np.array([roster.find(word) for word in words], np.int64)
    clean = rows.frame["fate"].to_numpy() == CLEAN
    unknown = clean & (found == UNKNOWN)
    details = {"rows": NO_TEXT, "guess": NO_TEXT}
    problems = row_problems(
        rows, np.flatnonzero(unknown), EMPLOYEE_UNKNOWN, "employee_id", lambda at: (str(words[at]), details)
    )
    return unknown | (clean & (found == ASIDE)), problems


def identified(raw: RawTable, identities: Identities, roster: Roster) -> RawTable:
    """Return a table with the roster's ids in place of those of which ``identities`` says whose they are."""
    known = identities.of(raw)
    heading = "employee_id" if "employee_id" in raw.columns else people_heading(list(raw.columns))
    if heading is None or not known:
        return raw
    cells = raw.columns[heading]
    column = (cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()).combine_chunks()
    parts = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    changed = []
    for part in parts:
        words = [_employee(raw, word, known, roster) for word in part.dictionary.to_pylist()]
        changed.append(pa.array(words, pa.string()).take(part.indices))
    return replace(raw, columns={**raw.columns, heading: pa.chunked_array(changed, pa.string())})


def _employee(raw: RawTable, word: object, known: Mapping[str, str], roster: Roster) -> object:
    if not isinstance(word, str):
        return word
    plain = _plain(word)
    if not raw.is_of_clock and roster.find(plain) != UNKNOWN:
        return word
    return known.get(plain, word)


def _plain(text: str) -> str:
    return plain_id(half_width(tidy(text)))


# ---------------------------------------------------------------- names


def plain_name(name: str) -> str:
    """Return a name as names are compared: without blanks, without （离职） and other brackets at its end."""
    text = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    while (shorter := _SUFFIX.sub("", text)) != text and shorter:
        text = shorter
    return text


def likely_by_name(raw: RawTable, likely: Ints, roster: Roster) -> Ints:
    """Return who may be meant by a clock's unknown ids: those of whom the row has the name.

    So that a set-aside punch becomes no charge by its absence; nobody's punches are decided by it.
    """
    names = raw.columns.get("name")
    unknown = np.flatnonzero(likely == UNKNOWN)
    if not raw.is_of_clock or names is None or not len(unknown):
        return likely
    by_name = _by_name(roster)
    result = likely.copy()
    for position, name in zip(unknown.tolist(), names.take(pa.array(unknown)).to_pylist(), strict=True):
        meant = by_name.get(plain_name(name or ""), ())
        if meant:
            result[position] = meant[0] if len(meant) == 1 else SOMEBODY
    return result


def name_doubts(raw: RawTable, roster: Roster) -> list[Problem]:
    """Return a warning for each id of a clock's file whose name there is another than the roster's.

    Names of different scripts are not compared (a clock without Chinese shows LIN XIAO), nor is one that
    holds the other (a nickname behind it).
    """
    ids, names = raw.columns.get("employee_id"), raw.columns.get("name")
    if not raw.is_of_clock or ids is None or names is None or not roster.names:
        return []
    pairs = pa.table({"id": ids.cast(pa.string()), "name": names.cast(pa.string()), "at": np.arange(len(raw))})
    first = pairs.group_by(["id", "name"]).aggregate([("at", "min")]).sort_by("at_min")
    problems: list[Problem] = []
    doubted: set[str] = set()
    for employee, name, at in zip(*(first.column(each).to_pylist() for each in ("id", "name", "at_min")), strict=True):
        position = roster.find(_plain(employee or ""))
        if position < 0 or employee in doubted or not _differs(name or "", roster.names[position]):
            continue
        doubted.add(employee)
        details = {"id": employee, "name": roster.names[position]}
        heading = raw.headings.get("name", "name")
        problems.append(Problem(CLOCK_NAME_DIFFERS, raw.file, raw.sheet, int(raw.rows[at]), heading, name, details))
    return problems[:LISTED]


def _differs(name: str, other: str) -> bool:
    here, there = plain_name(name), plain_name(other)
    if not here or not there or here in there or there in here:
        return False
    return bool(_CHINESE.search(here)) == bool(_CHINESE.search(there))


def unknown_people(problems: Iterable[Problem], raws: Sequence[RawTable], roster: Roster) -> list[Problem]:
    """Return the problems with those of unknown employees in clocks' files as unknown people, each once.

    An id is listed where it occurs first, with its name there and with the employees it may be.
    """
    clocks = {(raw.file, raw.sheet): raw for raw in raws if raw.is_of_clock}
    result: list[Problem] = []
    listed: set[tuple[str, str]] = set()
    for problem in problems:
        raw = clocks.get((problem.file, problem.sheet))
        if problem.kind is not EMPLOYEE_UNKNOWN or raw is None:
            result.append(problem)
        elif (raw.format, problem.value) not in listed:
            listed.add((raw.format, problem.value))
            result.append(_unknown_person(problem, raw, roster))
    return result


def _unknown_person(problem: Problem, raw: RawTable, roster: Roster) -> Problem:
    name = _name_at(raw, problem.row)
    guesses = _guesses(name or problem.value, problem.value, roster)
    called = Text.of(" ({name})", name=name) if name and name != problem.value else NO_TEXT
    told = [f"{roster.ids[at]} {roster.names[at]}".strip() for at in guesses]
    guess = (
        Text.of("; perhaps {guesses}", guesses=OR.join(told)) if told else Text.of("; no employee has a name like it")
    )
    row = Text.of("{format},{value},EMPLOYEE", format=raw.format, value=problem.value)
    if guesses:
        row = same(f"{raw.format},{problem.value},{roster.ids[guesses[0]]}")
    details = {**problem.details, "called": called, "guess": guess, "line": row}
    return replace(problem, kind=CLOCK_PERSON_UNKNOWN, details=details)


def _name_at(raw: RawTable, row: int | None) -> str:
    names = raw.columns.get("name")
    at = np.flatnonzero(raw.rows == row)
    return tidy(names[int(at[0])].as_py() or "") if names is not None and len(at) else ""


def _guesses(name: str, clock_id: str, roster: Roster) -> list[int]:
    """Return the positions of those who may be meant, best first: of the same name, with a like id, of a like name."""
    by_name = _by_name(roster)
    plain = plain_name(name)
    meant = [*by_name.get(plain, ()), *roster.meant(roster.likely(clock_id))]
    if not meant:
        meant = [at for close in get_close_matches(plain, by_name, _GUESSES, 0.6) for at in by_name[close]]
        meant += [at for other, people in by_name.items() if len(other) > 1 and other in plain for at in people]
    return list(dict.fromkeys(meant))[:_GUESSES]


def _by_name(roster: Roster) -> dict[str, list[int]]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(roster.names):
        by_name[plain_name(name)].append(position)
    by_name.pop("", None)
    return by_name
