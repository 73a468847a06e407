"""The two languages of everything a person reads.

The code says a sentence in English, and the catalogues under ``payroll/locale`` hold it in both
languages; ``make messages`` brings them up to date. docs/structure.md says how to write a text.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
"""In the order of ``Text``."""
LOCALE = Path(__file__).parent / "locale"
"""The catalogues: ``zh/LC_MESSAGES/payroll.po``, and what it is compiled to."""


class Text(NamedTuple):
    """One sentence, or template of a sentence, in Chinese and in English."""

    zh: str
    en: str

    @classmethod
    def of(cls, message: str, /, **values: object) -> Text:
        """Return a sentence of the catalogues: ``Text.of("{rows} rows have no id", rows=rows)``.

        Each ``{field}`` is filled in with the value of that name, a text in each language with its own.
        """
        return cls(*(translations(to).gettext(message) for to in LANGUAGES)).filled(**values)

    @classmethod
    def within(cls, context: str, message: str, /, **values: object) -> Text:
        """Return a sentence whose English stands for several Chinese ones; ``context`` tells them apart."""
        return cls(*(translations(to).pgettext(context, message) for to in LANGUAGES)).filled(**values)

    @classmethod
    def counted(cls, one: str, several: str, count: int, /, **values: object) -> Text:
        """Return a sentence with a number, which may be named ``{count}``: ``{count} row``, ``{count} rows``."""
        words = cls(*(translations(to).ngettext(one, several, count) for to in LANGUAGES))
        return words.filled(count=count, **values)

    @classmethod
    def template(cls, message: str, /) -> Text:
        """Return a sentence of the catalogues whose fields are filled in later."""
        return cls(*(translations(to).gettext(message) for to in LANGUAGES))

    def to(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: object) -> Text:
        """Return the sentence with its fields filled in; without values it stays as it is."""
        if not values:
            return self
        chinese, english = (
            {name: value[index] if isinstance(value, Text) else value for name, value in values.items()}
            for index in range(len(LANGUAGES))
        )
        return Text(self.zh.format(**chinese), self.en.format(**english))

    def join(self, parts: Iterable[Text | str]) -> Text:
        """Return the parts with this text between them, as ``str.join`` does: ``COMMA.join(names)``."""
        pairs = [part if isinstance(part, Text) else (part, part) for part in parts]
        return Text(self.zh.join(zh for zh, _ in pairs), self.en.join(en for _, en in pairs))


EMPTY = Text("", "")
COMMA = Text("、", ", ")
"""Between the parts of a list."""
OR = Text("、", " or ")
"""Between the parts of a choice."""
PAUSE = Text("，", ", ")
"""Between the clauses of a sentence."""
COLON = Text("：", ": ")
"""Between what is told of and what is told."""
SEMICOLON = Text("；", "; ")
"""Between sentences, and between lists."""


def same(words: str) -> Text:
    """Return what reads alike in both languages: an amount, a name, what a library says."""
    return Text(words, words)


def recordable(text: str) -> bool:
    """Tell whether both databases can hold ``text``: whole Unicode characters, none of them NUL."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """Return the catalogue of a language."""
    return gettext.translation("payroll", LOCALE, [language])


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
