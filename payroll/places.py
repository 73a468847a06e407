"""Where something is kept: a path of this machine, or a URL."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from urllib.parse import quote_from_bytes

CONTENTS_OF_PARTS = "month.json"
"""The file that tells that the results of a month in parts are complete, and names them."""

NOT_IN_A_NAME = r'<>:"/\\|?*\x00-\x1f\x7f'
"""The characters, as a class of a regular expression, that Windows allows in no name of a file."""
LONGEST_NAME = 60
"""Characters of an id or a store's name in that of a file, which has 255 bytes at most: Chinese ones take three."""


def is_url(place: str) -> bool:
    r"""Tell whether a place is a URL. ``C:\payroll`` and ``C://payroll`` are paths: a drive is one letter."""
    return "://" in place and re.match(r"[A-Za-z]:[\\/]", place) is None


def without_password(place: str) -> str:
    """Return a place as it can be shown: a URL without user and password."""
    return re.sub(r"(?<=//)[^/@]*@", "", place)


def shown(place: str) -> str:
    r"""Return a place as it can be shown and written: as ``without_password``, bytes that are no text as ``\x``."""
    return without_password(os.fsencode(place).decode("utf-8", "backslashreplace"))


def file_url(path: PurePath) -> str:
    """Return the URL by which SQLite opens an absolute path.

    It accepts no host, so a share of Windows (``//server/share``) stays a part of the path: ``file:////server/…``.
    """
    text = path.as_posix()
    return "file://" + quote_from_bytes(os.fsencode(text if text.startswith("/") else f"/{text}"), safe="/:")
