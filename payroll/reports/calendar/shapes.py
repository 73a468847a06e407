"""The shapes that a picture is made of, placed in points from the upper left corner of their block.

``calendar.typ`` draws each of them; the names of their fields are those it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from payroll.reports.calendar.colours import INK


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; "" for ``fill`` or ``stroke`` means none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.6
    dashed: bool = False
    hatched: bool = False
    radius: float = 0
    kind: Literal["box"] = "box"


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one size, weight and colour."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a box, made smaller until it fits; it stays in one line unless it ``wraps``."""

    x: float
    y: float
    width: float
    height: float
    runs: tuple[Run, ...]
    centred: bool = True
    wraps: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through ``points``, with a dot at the first and a head at the last."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    thickness: float = 1.3
    dashed: bool = False
    kind: Literal["arrow"] = "arrow"


Shape: TypeAlias = Box | Words | Arrow
