"""Bring the catalogues up to what the code says, and compile them: `make messages`.

The messages are those of ``Text.of``, ``Text.within``, ``Text.counted``, ``Text.template`` and ``say``. A new one
is its own English; its Chinese is to be written into the catalogue. What the code says no more is taken out.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from payroll.language import LANGUAGES, LOCALE, Language

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "payroll"


class Form(NamedTuple):
    """How one function is given its message: how many arguments come before the values, and which of them is what."""

    arguments: int
    message: int = 0
    context: int | None = None
    several: int | None = None
    filled_later: bool = False


FORMS = {
    "Text.of": Form(1),
    "Text.within": Form(2, message=1, context=0),
    "Text.counted": Form(3, several=1),
    "Text.template": Form(1, filled_later=True),
    "say": Form(1),
}
_SAYS = "payroll/cli/"
"""Where ``say`` is that of the help texts."""
_NO_MESSAGES = frozenset({PACKAGE / "language.py", PACKAGE / "ledger" / "checker.py"})
_CHANGING = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid",
    "Generated-By",
)
_COMMENT = {"zh": "# The Chinese of every sentence.\n", "en": "# The English of every sentence.\n"}
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the code: where it stands, its English, and the names of the values that it is filled with.

    ``several`` is the plural of a counted message. ``values`` is None for a template, which is filled in later.
    """

    file: str
    line: int
    text: str
    several: str = ""
    context: str | None = None
    values: frozenset[str] | None = frozenset()


class UnreadableMessageError(Exception):
    """A message that is no constant, so that no catalogue can hold it."""


def messages_of(source: str, file: str) -> Iterator[Message]:
    """Yield the messages of a module, in their order."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        form = FORMS.get(ast.unparse(call.func))
        if form is not None and (form is not FORMS["say"] or file.startswith(_SAYS)):
            yield _message(call, form, file)


def _message(call: ast.Call, form: Form, file: str) -> Message:
    texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    wanted = [position for position in (form.message, form.context, form.several) if position is not None]
    if len(texts) != form.arguments or not all(isinstance(texts[position], str) for position in wanted):
        raise UnreadableMessageError(f"{file}:{call.lineno}: {ast.unparse(call)}")
    values = frozenset(str(keyword.arg) for keyword in call.keywords)
    return Message(
        file=file,
        line=call.lineno,
        text=str(texts[form.message]),
        several="" if form.several is None else str(texts[form.several]),
        context=None if form.context is None else str(texts[form.context]),
        values=None if form.filled_later else values | ({"count"} if form.several else set()),
    )


def messages_of_the_code() -> list[Message]:
    """Return the messages of all modules, by file and line."""
    found: list[Message] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path not in _NO_MESSAGES:
            found += messages_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    return found


def po_file(language: Language) -> Path:
    """Return the place of a catalogue; the compiled one lies beside it, as ``.mo``."""
    return LOCALE / language / "LC_MESSAGES" / "payroll.po"


def read_catalogue(language: Language) -> Catalog:
    """Return a catalogue as it is stored."""
    path = po_file(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(known: Catalog, messages: Iterable[Message], language: Language) -> Catalog:
    """Return the catalogue of ``messages`` with the sentences that are known."""
    catalogue = _empty(language)
    for message in messages:
        name = (message.text, message.several) if message.several else message.text
        before = known.get(message.text, message.context)
        given = before.string if before is not None and before.id == name else ""
        entry = catalogue.add(
            name,
            given or _first_words(message, language),
            [(message.file, message.line)],
            context=message.context,
            user_comments=before.user_comments if before is not None else (),
        )
        entry.flags.discard("python-format")
    return catalogue


def _first_words(message: Message, language: Language) -> str | tuple[str, ...]:
    if language == "en":
        return (message.text, message.several) if message.several else message.text
    return ("",) if message.several else ""


def _empty(language: Language) -> Catalog:
    return Catalog(locale=language, project="payroll", version="1", creation_date=_ALWAYS, revision_date=_ALWAYS)


def as_po(catalogue: Catalog, language: Language) -> str:
    """Return a catalogue as its file holds it: by files of the code, without lines, dates and names."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False)
    text = file.getvalue().decode()
    head, _, body = text[text.index('msgid ""') :].partition("\n\n")
    kept = [line for line in head.splitlines() if not line.startswith(tuple(f'"{name}' for name in _CHANGING))]
    return _COMMENT[language] + "\n".join(kept) + "\n\n" + body


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled, the same bytes each time."""
    catalogue.creation_date = catalogue.revision_date = _ALWAYS
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> None:
    """Rewrite the catalogues, and name the messages without Chinese."""
    messages = messages_of_the_code()
    for language in LANGUAGES:
        path = po_file(language)
        catalogue = updated(read_catalogue(language), messages, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_po(catalogue, language), encoding="utf-8", newline="\n")
        path.with_suffix(".mo").write_bytes(as_mo(read_catalogue(language)))
        lacking = [each for each in catalogue if each.id and not all(_strings(each.string))]
        for each in lacking:
            sys.stderr.write(f"{language}: {each.locations[0][0]}: {each.id}\n")


def _strings(string: str | Iterable[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str | None) else tuple(string)


if __name__ == "__main__":
    main()
