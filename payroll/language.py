"""The two languages of everything a person reads."""

from __future__ import annotations

import locale
import os
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
"""In the order of ``Text``."""


class Text(NamedTuple):
    """One sentence (or template for ``str.format``) in Chinese and in English."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.zh if language == "zh" else self.en


def language_of_locale() -> Language:
    """Return ``zh`` for a Chinese locale, else ``en``.

    The usual variables are read first, since Python itself reports none for the C locale and since
    they are what a person sets; then the system's own setting (on Windows there are no variables).
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    try:
        system = locale.getlocale()[0] or ""
    except ValueError:  # a name that Python does not know, which Windows may give
        system = ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"
