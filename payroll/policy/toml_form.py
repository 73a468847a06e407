"""Reading one TOML file into its form: a policy's, or a law's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from payroll.period import day_number
from payroll.policy import kinds
from payroll.policy.findings import findings
from payroll.policy.forms import Form
from payroll.problems import Problem
from payroll.toml_fault import toml_fault

_Form = TypeVar("_Form", bound=Form)


def is_policy_file(path: Path) -> bool:
    """Tell whether ``path`` is meant to be a version of a policy."""
    return path.suffix.lower() == ".toml"


def visible_entries(folder: Path) -> list[Path]:
    """Return what lies in ``folder`` in order of name, without hidden entries and Python's own."""
    visible = (entry for entry in folder.iterdir() if not entry.name.startswith((".", "__")))
    return sorted(visible, key=lambda entry: entry.name)


def day_of(name: str) -> int | None:
    """Return the day that a file is named by, ``2023-02-03.toml``; None for another name, or a day before 1970."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.toml", name):
        return None
    try:
        day = day_number(date.fromisoformat(name[:10]))
    except ValueError:
        return None
    return day if day >= 0 else None


def read_form(
    content: bytes, name: str, form: type[_Form], context: Callable[[dict[str, Any]], Mapping[str, Any]] | None = None
) -> tuple[_Form | None, list[Problem]]:
    """Return the form that a file's bytes hold (None if they are in error), and its problems.

    ``context`` tells from the tables of the file what reading its values has to know.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Problem(kinds.NOT_UTF8, name, value=str(error.start + 1))]
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return None, [_syntax_problem(name, text, str(error))]
    try:
        return form.model_validate(tables, context=dict(context(tables)) if context else None), []
    except ValidationError as error:
        return None, findings(error, name, form)


def _syntax_problem(name: str, text: str, reason: str) -> Problem:
    fault = toml_fault(text, reason)
    kind = kinds.REPEATED if fault.repeated else kinds.NOT_TOML
    return Problem(kind, name, row=fault.row or None, details={"reason": fault.words})
