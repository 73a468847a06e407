"""From the validator's errors to problems that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, cast

from pydantic import ValidationError

from payroll.language import EMPTY, Text
from payroll.policy import kinds
from payroll.policy.forms import Form
from payroll.policy.key_paths import KeyPath, allowed_at, keys_at
from payroll.policy.rulebook import RulesForm
from payroll.problems import Problem

_LONGEST = 60
_LARGEST = 10**18


def findings(error: ValidationError, file: str, form: type[Form] = RulesForm) -> list[Problem]:
    """Return one problem for each error; ``file`` is the file's name, ``form`` what it should hold."""
    return [_problem(cast("Mapping[str, Any]", details), file, form) for details in error.errors(include_url=False)]


def _problem(error: Mapping[str, Any], file: str, form: type[Form]) -> Problem:
    path: KeyPath = error["loc"]
    match error["type"]:
        case "contradiction":
            return _contradiction(path, error["ctx"], file)
        case "extra_forbidden":
            return _unknown_key(path, error["input"], file, form)
        case "missing":
            return Problem(kinds.KEY_MISSING, file, column=dotted(path), details={"allowed": allowed_at(path, form)})
        case _ if path[-1] == "[key]":
            name, details = str(path[-2]), {"allowed": allowed_at(path, form)}
            return Problem(kinds.NAME, file, column=dotted(path[:-2]), value=name, details=details)
        case _:
            details = {"allowed": allowed_at(path, form)}
            return Problem(kinds.VALUE, file, column=dotted(path), value=shown(error["input"]), details=details)


def _contradiction(path: KeyPath, context: Mapping[str, Any], file: str) -> Problem:
    column = ".".join(part for part in (dotted(path), context["key"]) if part)
    details = {"reason": context["reason"], "correction": context["fix"]}
    return Problem(kinds.CONTRADICTION, file, column=column, value=context["value"], details=details)


def _unknown_key(path: KeyPath, value: object, file: str, form: type[Form]) -> Problem:
    known = keys_at(path[:-1], form)
    close = get_close_matches(str(path[-1]), known, n=1)
    guess = Text.of("did you mean «{close}»? ", close=close[0]) if close else EMPTY
    details: dict[str, str | Text] = {"guess": guess, "known": ", ".join(known)}
    return Problem(kinds.KEY_UNKNOWN, file, column=dotted(path), value=shown(value), details=details)


def dotted(path: Iterable[int | str]) -> str:
    """Return a key path as ``lateness.tier[2].amount``; list items count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def shown(value: object) -> str:
    """Return a value nearly as TOML writes it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "…"  # Python refuses to print very long numbers
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
