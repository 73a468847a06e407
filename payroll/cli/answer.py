"""What a command answers to a machine: with ``--json``, one JSON document on standard output and nothing else.

docs/json.md says what is in it. It is the same in either language, and a refusal is such a document as well.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from payroll.cli.options import LANG, say
from payroll.cli.screen import Refusal
from payroll.cli.usage import UsageError, shows_help, usage_words
from payroll.language import Text
from payroll.problems import Problem

AsJson = Annotated[bool, typer.Option("--json", help=say("print JSON, for other programs"))]
"""Every command that prints results has this option."""
_PIECES_AT_ONCE = 1000


def print_answer(command: str, fields: Mapping[str, object], exit_code: int = 0) -> None:
    """Print a command's answer as one JSON document in UTF-8, also where the console has another encoding.

    Rows may be an iterator: they are written one by one, each on a line of its own.
    """
    out = sys.stdout.buffer
    pieces: list[str] = []
    for piece in _pieces({"command": command, "exit_code": exit_code, **fields}):
        pieces.append(piece)
        if len(pieces) == _PIECES_AT_ONCE:
            out.write("".join(pieces).encode("utf-8", "replace"))
            pieces.clear()
    out.write("".join(pieces).encode("utf-8", "replace"))
    out.flush()


def both(name: str, text: Text) -> dict[str, str]:
    """Return a text in both languages: ``reason_zh``, ``reason_en``."""
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as records: the columns of ``problems.csv``, message and fix in both languages."""
    return [
        {
            "severity": problem.severity,
            "code": problem.code,
            "file": problem.file,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            **both("message", Text(problem.message("zh"), problem.message("en"))),
            **both("fix", Text(problem.fix("zh"), problem.fix("en"))),
        }
        for problem in problems
    ]


class Commands(TyperGroup):
    """The commands. What is refused is told in words, or as JSON if that was asked for."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read what stands before the command; exit code 2 if that is wrong."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except UsageError as error:
            if shows_help(error):
                raise
            refusal = Refusal(usage_words(error), LANG)
            refusal.show()
            raise refusal from error

    def invoke(self, ctx: Any) -> Any:
        """Run a command; exit code 2 if it refuses, or is written wrongly."""
        words = [*getattr(ctx, "_protected_args", ()), *ctx.args]
        try:
            return super().invoke(ctx)
        except (Refusal, UsageError) as error:
            if shows_help(error):
                raise
            refusal = error if isinstance(error, Refusal) else Refusal(usage_words(error), LANG)
            if "--json" in words:
                print_answer(self._name(words), _refused(refusal), 2)
            else:
                refusal.show()
            raise typer.Exit(2) from error

    def _name(self, words: Sequence[str]) -> str:
        """Return the command that was given: ``swaps quota``."""
        group = self.commands.get(words[0])
        return " ".join(words[:2] if isinstance(group, TyperGroup) else words[:1])


def _refused(refusal: Refusal) -> dict[str, object]:
    texts = [*(reason for reason in refusal.reasons if isinstance(reason, Text)), refusal.text]
    said = Text("\n".join(text.zh for text in texts), "\n".join(text.en for text in texts))
    return {**both("error", said), "problems": problem_rows(refusal.problems)}


def _pieces(fields: Mapping[str, object]) -> Iterator[str]:
    between = "{\n"
    for name, value in fields.items():
        yield f"{between}  {_json(name)}: "
        between = ",\n"
        is_rows = isinstance(value, Iterator) or (isinstance(value, list | tuple) and _are_records(value))
        yield from _listed(value) if is_rows else (_json(value),)  # type: ignore[arg-type]
    yield "\n}\n"


def _are_records(values: Sequence[object]) -> bool:
    return bool(values) and all(isinstance(value, Mapping) for value in values)


def _listed(rows: Iterable[object]) -> Iterator[str]:
    before, after = "[\n    ", "[]"
    for row in rows:
        yield before + _json(row)
        before, after = ",\n    ", "\n  ]"
    yield after


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_known)


def _known(value: object) -> object:
    """Return what JSON has for a value: a path as text, a number of a column as a number."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterator):
        return list(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(type(value).__name__)
