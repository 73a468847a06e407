"""Pictures drawn as PNG or SVG, by Typst and with our own fonts alone, so that every machine draws the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import typst

from payroll.reports import fonts
from payroll.reports.calendar.picture import Picture
from payroll.reports.calendar.week import PICTURE_WIDTH

Format = Literal["png", "svg"]
FORMATS: tuple[Format, Format] = ("png", "svg")
PIXELS_ACROSS = 1170
"""The width of a PNG: three pixels for each point of a phone's screen."""
_TEMPLATE = Path(__file__).with_name("calendar.typ")
_POINTS_PER_INCH = 72


def draw(picture: Picture, form: Format) -> bytes:
    """Return a picture as the bytes of a file."""
    drawn = typst.compile(
        _TEMPLATE,
        format=form,
        ppi=PIXELS_ACROSS * _POINTS_PER_INCH / PICTURE_WIDTH,
        font_paths=[fonts.FOLDER],
        ignore_system_fonts=True,
        sys_inputs={"picture": json.dumps(picture.data, ensure_ascii=False)},
    )
    assert isinstance(drawn, bytes)  # it has one page
    return _told(drawn.decode("utf-8"), picture).encode("utf-8") if form == "svg" else drawn


def _told(svg: str, picture: Picture) -> str:
    """Return an SVG that says what it shows to those who do not see it.

    Its points become pixels, so that a phone that opens it shows its whole width.
    """
    title, description = escape(picture.title), escape(picture.description)
    said = f'<title id="title">{title}</title><desc id="description">{description}</desc>'
    head = re.compile(r'<svg (viewBox="[^"]*") width="([0-9.]+)pt" height="([0-9.]+)pt"([^>]*)>')
    size = r'<svg \1 width="\2" height="\3"\4 role="img" aria-labelledby="title description">'
    drawn, found = head.subn(lambda parts: parts.expand(size) + said, svg, count=1)
    assert found  # Typst writes it so
    return drawn
