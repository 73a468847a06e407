"""Suprema BioStar, the event log: one event in each row, newest first, the user as ``378(Name)``.

Only a successful authentication is a punch; doors that open, alarms and people who were not known are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from payroll.intake.readers.punch_columns import WORDS, Part
from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

_USER = re.compile(r"\s*([^()（）]+?)\s*[(（](.*)[)）]\s*")
_SUCCESS = re.compile(
    r"(authentication|identification|verification|identify|verify) (succeeded|success)", re.IGNORECASE
)


def user_of(text: str) -> tuple[str, str]:
    """Return id and name of a user such as ``378(Name)``; the whole as id where there is no name."""
    match = _USER.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")


def _parted(part: Part) -> Part:
    """Return a part with the users as ids, and a further column with their names."""
    at = part.heading.columns["employee"]
    heading = replace(
        part.heading,
        names=(*part.heading.names, part.heading.names[at]),
        columns={**part.heading.columns, "person": len(part.heading.names)},
    )
    tables = (_with_names(table, at, len(part.heading.names)) for table in (part.columns, part.aside))
    return replace(part, heading=heading, columns=next(tables), aside=next(tables))


def _with_names(table: pa.Table, at: int, behind: int) -> pa.Table:
    column = table.column(str(at))
    ids = _each(column, lambda text: user_of(text)[0])
    names = _each(column, lambda text: user_of(text)[1])
    place = table.schema.get_field_index(str(at))
    return table.set_column(place, str(at), ids).append_column(str(behind), names)


def _each(column: pa.ChunkedArray, told: Callable[[str], str]) -> pa.ChunkedArray:
    """Return a column of words in which each different word is replaced by what is told of it."""
    chunks = []
    for chunk in column.chunks:
        words = pa.array([told(text) for text in chunk.dictionary.to_pylist()], pa.string()).dictionary_encode()
        chunks.append(pa.DictionaryArray.from_arrays(words.indices.take(chunk.indices), words.dictionary))
    return pa.chunked_array(chunks, WORDS)


BIOSTAR = punch_list_reader(
    PunchList(
        "biostar",
        Text.of("the Suprema BioStar event log"),
        employee=("User",),
        time=("Date",),
        device=("Device", "Device ID"),
        accepts=(("Event",), _SUCCESS),
        prepared=_parted,
        needed=(("Event",), ("Device", "Device ID", "Door")),
    )
)
