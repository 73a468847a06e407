"""Why the system refused, in words: what the numbers of its errors mean to a person."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from payroll.language import Text, same

_REASONS: Mapping[int, Text] = {
    errno.EROFS: Text.of("the disk is read-only"),
    errno.ENOSPC: Text.of("the disk is full"),
    errno.EDQUOT: Text.of("the disk quota is used up"),
    errno.EFBIG: Text.of("the file is larger than is allowed"),
    errno.ENOTDIR: Text.of("a part of the path is a file, not a folder"),
    errno.EEXIST: Text.of("a file of this name exists, so it cannot be a folder"),
    errno.EISDIR: Text.of("a folder of this name exists, so it cannot be a file"),
    errno.ENAMETOOLONG: Text.of("the path is too long"),
}
"""What is the same wherever it happens."""


def known_reason(error: Exception, own: Mapping[int, Text]) -> Text | None:
    """Return why the system refused, None for rare reasons; ``own`` are those that mean something else here."""
    number = (error.errno if isinstance(error, OSError) else 0) or 0
    return own.get(number) or _REASONS.get(number)


def reason_of(error: OSError, own: Mapping[int, Text]) -> Text:
    """Return why the system refused, as ``known_reason``; a rare reason comes in the system's own words."""
    return known_reason(error, own) or same(error.strerror or str(error))
