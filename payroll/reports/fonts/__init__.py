"""The fonts that pages and pictures carry, so that Chinese shows on a machine without Chinese fonts.

What the files are stands in ``README.md`` beside them.
"""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Literal

import uharfbuzz

FAMILY = "Noto Sans CJK SC"
"""The name under which Typst and pages know both weights."""
FOLDER = Path(__file__).parent
"""Where the files are."""

Weight = Literal["Regular", "Bold"]
_CSS_WEIGHTS: dict[Weight, int] = {"Regular": 400, "Bold": 700}


def subset(text: str, weight: Weight = "Regular") -> bytes:
    """Return an OpenType font with the characters of ``text`` that the font has, and no others."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, set(text)))
    return bytes(uharfbuzz.subset(_face(weight), wanted).blob.data)


def font_faces(text: str, bold: str = "") -> str:
    """Return CSS with a font that has the characters of ``text``, and a bold one with those of ``bold``."""
    faces = [_font_face(text, "Regular")]
    if bold:
        faces.append(_font_face(bold, "Bold"))
    return "\n".join(faces)


def _font_face(text: str, weight: Weight) -> str:
    data = base64.b64encode(subset(text, weight)).decode("ascii")
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{_CSS_WEIGHTS[weight]};'
        f'src:url(data:font/otf;base64,{data}) format("opentype")}}'
    )


@cache
def _face(weight: Weight) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FOLDER / f"NotoSansCJKsc-{weight}.otf"))
