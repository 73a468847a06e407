"""A company's own rules as a policy names them, and their files."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

from payroll.language import same
from payroll.policy import kinds_company as kinds
from payroll.policy.disk import reason_of, shown_name
from payroll.problems import Problem

Setting: TypeAlias = "str | bool | int | Decimal | tuple[Setting, ...]"
"""A value of ``settings``: as TOML has it, numbers with a point as decimals."""

Column: TypeAlias = Literal["incidents", "additions"]

FUNCTION = "rule"
"""The function that the module must have: facts in, entries out (``payroll.company_rule``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRule:
    """A rule of the company's own (rules, section 23).

    ``module`` is a file beside the policy file and ``sha256`` the hash of its bytes, so that it is part of the
    policy version; ``content`` are these bytes. ``column`` is where its amounts stand in the adjustments.
    """

    clause: str = ""
    module: str
    sha256: str
    column: Column = "incidents"
    settings: Mapping[str, Setting] = field(default_factory=dict)
    content: bytes = b""


def with_sources(
    rules: Mapping[str, CompanyRule], folder: Path, file: str
) -> tuple[dict[str, CompanyRule], list[Problem]]:
    """Return the rules with the bytes of their modules, which lie in ``folder``, and the problems of these.

    ``file`` is the policy file's name, for the problems.
    """
    loaded, problems = {}, []
    for name, rule in rules.items():
        content, problem = _content(rule, folder)
        loaded[name] = replace(rule, content=content)
        if problem is not None:
            problems.append(replace(problem, file=file, column=f"company_rules.{name}.{problem.column}"))
    return loaded, problems


def _content(rule: CompanyRule, folder: Path) -> tuple[bytes, Problem | None]:
    shown = shown_name(rule.module)
    try:
        content = (folder / rule.module).read_bytes()
    except OSError as error:
        return b"", Problem(kinds.MODULE_UNREADABLE, column="module", value=shown, details={"reason": reason_of(error)})
    actual = hashlib.sha256(content).hexdigest()
    if actual != rule.sha256:
        return b"", Problem(kinds.MODULE_CHANGED, column="sha256", value=actual, details={"module": shown})
    try:
        tree = ast.parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return b"", Problem(kinds.MODULE_NOT_UTF8, column="module", value=shown)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        words = f"{getattr(error, 'msg', error)}" + (f" (line {line})" if line else "")
        return b"", Problem(kinds.MODULE_SYNTAX, column="module", value=shown, details={"reason": same(words)})
    if not any(isinstance(node, ast.FunctionDef) and node.name == FUNCTION for node in tree.body):
        return b"", Problem(kinds.MODULE_WITHOUT_RULE, column="module", value=shown)
    return content, None
