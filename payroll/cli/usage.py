"""What is wrong with a command line, in both languages: typer says it in English only.

Typer tells most of it as a sentence, and of a wrong value what Pydantic found. The sentences are those of the
version in requirements.lock; one that is not known here is told as it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import typer

from payroll.language import OR, Text, same

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a command line that it does not understand; it has no public name."""
_A_TIME = datetime(2026, 10, 3, 18, 30, tzinfo=UTC)
"""What a day or a time looks like in the form that is asked for."""


def shows_help(error: Exception) -> bool:
    """Tell whether nothing is wrong: a group of commands was named alone, and its help is told instead."""
    return type(error).__name__ == "NoArgsIsHelpError"


def usage_words(error: Any) -> Text:
    """Return what a ``UsageError`` says: what was found, what is expected, where the help of the command stands."""
    said = _wrong_value(error) or _too_early(error) or _told(error.format_message())
    if error.ctx is None:
        return said
    return Text.of("{problem}. More: {command} --help", problem=said, command=error.ctx.command_path)


def _wrong_value(error: Any) -> Text | None:
    """Return what a value of an option or argument is to be, where Pydantic refused it."""
    if not hasattr(error.__cause__, "errors"):
        return None
    found = error.__cause__.errors()[0]
    expected = _expected(error.param, found["type"], found.get("ctx", {}))
    if expected is None:
        return None
    name = error.param.get_error_hint().strip("'")
    return Text.of("{name} is to be {expected}, not «{value}»", name=name, expected=expected, value=found["input"])


def _too_early(error: Any) -> Text | None:
    """Return that an option stands behind the command, where one of commands was given it before theirs."""
    name = getattr(error, "option_name", "")
    if not name or error.ctx is None or name not in _options_of(error.ctx.command):
        return None
    return Text.of(
        "{name} stands behind the command: {group} COMMAND … {name}", name=name, group=error.ctx.command_path
    )


def _options_of(command: Any) -> set[str]:
    """Return the options of all commands of a group; none of a single command, whose own are known to it."""
    found: set[str] = set()
    for each in getattr(command, "commands", {}).values():
        found |= {option for parameter in each.params for option in parameter.opts} | _options_of(each)
    return found


def _expected(parameter: Any, kind: str, bounds: dict[str, Any]) -> Text | None:
    asked = parameter.type_descriptor
    if asked.is_choice:
        return OR.join(asked.choices)
    if asked.annotation is datetime:
        return Text.of("as in {example}", example=OR.join(map(_A_TIME.strftime, asked.parameter_info.formats)))
    words = {
        "int": Text.template("a whole number"),
        "float": Text.template("a number"),
        "greater": Text.template("{ge} or more"),
        "less": Text.template("{le} or less"),
    }.get(kind.partition("_")[0])
    return words and words.filled(**bounds)


def _told(sentence: str) -> Text:
    for form, words in (
        (r"Missing (?:argument|option) (?P<what>.+)\.", Text.template("{what} is missing")),
        (r"No such option: (?P<name>\S+)", Text.template("there is no option {name}")),
        (
            r"No such option: (?P<name>\S+) \(Possible options: (?P<others>.+)\)",
            Text.template("there is no option {name}; there is {others}"),
        ),
        (r"No such command '(?P<name>.*)'\.", Text.template("there is no command {name}")),
        (
            r"No such command '(?P<name>.*)'\. Did you mean (?P<others>.+)\?",
            Text.template("there is no command {name}; there is {others}"),
        ),
        (r"Option (?P<name>.+) requires an argument\.", Text.template("{name} needs a value behind it")),
        (r"Option (?P<name>.+) does not take a value\.", Text.template("{name} stands alone, without a value")),
        (r"Got unexpected extra argument\(s\) \((?P<words>.*)\)", Text.template("too much: {words}")),
    ):
        if match := re.fullmatch(form, sentence, re.DOTALL):
            return words.filled(**{name: part.replace("'", "") for name, part in match.groupdict().items()})
    return same(sentence)
