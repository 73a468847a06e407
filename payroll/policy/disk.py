"""Names and errors of the file system, as a person can read them."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping

from payroll import system_errors
from payroll.language import Text
from payroll.policy import kinds
from payroll.problems import Problem

_NO_PERMISSION = Text.within("reading", "permission denied")
_REASONS: Mapping[int, Text] = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EISDIR: Text.of("it is a folder, not a file"),
    errno.ENOENT: Text.of("not found"),
}


def shown_name(name: str) -> str:
    r"""Return a file or folder name that can be printed: bytes that are not UTF-8 appear as ``\xff``."""
    # Python keeps an undecodable byte 80 to ff as the code point dc80 to dcff, which no encoding accepts.
    escaped = re.sub("[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return escaped.encode("utf-8", "backslashreplace").decode("utf-8")


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that cannot be read; a rare reason comes in the system's words."""
    return Problem(kinds.UNREADABLE, shown_name(name), details={"reason": reason_of(error)})


def reason_of(error: OSError) -> Text:
    """Return why the system refused to read."""
    return system_errors.reason_of(error, _REASONS)
