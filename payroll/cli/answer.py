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

from payroll.cli.options import say
from payroll.cli.screen import Refusal
from payroll.language import Text, same
from payroll.problems import Problem

AsJson = Annotated[bool, typer.Option("--json", help=say("print JSON, for other programs"))]
"""Every command that prints results has this option."""
_PIECES_AT_ONCE = 1000
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a command that is written wrongly; it has no public name."""


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
    """The commands. What one of them refuses is told in words, or as JSON if that was asked for."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; exit code 2 if it refuses."""
        words = [*getattr(ctx, "_protected_args", ()), *ctx.args]
        try:
            return super().invoke(ctx)
        except (Refusal, _USAGE_ERROR) as error:
            if "--json" not in words:
                if isinstance(error, Refusal):
                    error.show()
                raise
            print_answer(self._name(words), _refused(error), 2)
            raise typer.Exit(2) from error

    def _name(self, words: Sequence[str]) -> str:
        """Return the command that was given: ``swaps quota``."""
        group = self.commands.get(words[0])
        return " ".join(words[:2] if isinstance(group, TyperGroup) else words[:1])


def _refused(error: Exception) -> dict[str, object]:
    if isinstance(error, Refusal):
        texts = [*(reason for reason in error.reasons if isinstance(reason, Text)), error.text]
        said = Text("\n".join(text.zh for text in texts), "\n".join(text.en for text in texts))
        return {**both("error", said), "problems": problem_rows(error.problems)}
    usage = str(getattr(error, "format_message", error.__str__)())
    return {**both("error", same(usage)), "problems": []}


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
