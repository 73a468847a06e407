"""Reading policy files: ``<folder>/<policy-id>/<YYYY-MM-DD>.toml``. All problems of all files in one pass."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from payroll.language import Text
from payroll.money import currency_places, is_currency
from payroll.period import day_number
from payroll.policy import kinds
from payroll.policy.company_rules import with_sources
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.findings import findings
from payroll.policy.model import Policies, PolicyVersion
from payroll.policy.rulebook import RulesForm
from payroll.problems import Problem, ProblemKind, in_order


def load_policies(folder: Path) -> tuple[Policies, list[Problem]]:
    """Return the policies of ``folder`` as far as they could be read, and all problems in order of place.

    Folders and files that are hidden, and files that are no ``.toml``, are left alone.
    """
    try:
        if not folder.is_dir():
            return Policies(), [Problem(kinds.FOLDER_MISSING, value=shown_name(str(folder)))]
        entries = visible_entries(folder)
        folders = [entry for entry in entries if entry.is_dir()]
    except OSError as error:
        return Policies(), [unreadable(str(folder), error)]
    loose = [shown_name(entry.name) for entry in entries if is_policy_file(entry)]
    problems = [Problem(kinds.MISPLACED, name, value=name) for name in loose]
    if not folders and not loose:
        problems.append(Problem(kinds.FOLDER_EMPTY, value=shown_name(str(folder))))
    versions: list[PolicyVersion] = []
    for policy in folders:
        found, wrong = load_policy(policy)
        versions += found
        problems += wrong
    versions.sort(key=lambda version: (version.policy_id, version.date))
    return Policies(tuple(versions)), in_order([*problems, *disagreements(versions)])


def load_policy(folder: Path) -> tuple[list[PolicyVersion], list[Problem]]:
    """Return the versions of the one policy in ``folder`` in order of their dates, and the problems of its files."""
    name = shown_name(folder.resolve().name)
    try:
        files = [entry for entry in visible_entries(folder) if is_policy_file(entry)]
    except OSError as error:
        return [], [unreadable(name, error)]
    if not files:
        return [], [Problem(kinds.NO_VERSIONS, name, value=name)]
    loaded = [load_version(file) for file in files]
    versions = [version for version, _ in loaded if version is not None]
    problems = [problem for _, wrong in loaded for problem in wrong]
    return sorted(versions, key=lambda version: version.date), problems


def load_version(file: Path) -> tuple[PolicyVersion | None, list[Problem]]:
    """Return the one version that ``file`` holds (``None`` if it is in error), and its problems."""
    folder = file.parent.resolve().name
    policy_id, file_name = shown_name(folder), shown_name(file.name)
    name = f"{policy_id}/{file_name}"
    day = _day_of(file.name)
    problems = [] if policy_id == folder else [Problem(kinds.FOLDER_NAME, policy_id, value=policy_id)]
    if day is None:
        problems.append(Problem(kinds.FILE_NAME, name, value=file_name))
    try:
        content = file.read_bytes()
    except OSError as error:
        return None, [*problems, unreadable(name, error)]
    form, wrong = _form(content, name)
    problems += wrong
    if form is None or day is None or policy_id != folder:
        return None, problems
    rules = form.rules()
    own, wrong = with_sources(rules.company_rules, file.parent, name)
    if wrong:
        return None, [*problems, *wrong]
    sha256 = hashlib.sha256(content).hexdigest()
    return PolicyVersion(policy_id, day, name, sha256, replace(rules, company_rules=own)), problems


def disagreements(versions: Sequence[PolicyVersion]) -> list[Problem]:
    """Return one problem for each version whose start day or currency is not that of the first one."""
    problems = []
    for version in versions[1:]:
        first, rules = versions[0], version.rules
        if rules.period_start_day != first.rules.period_start_day:
            values = str(rules.period_start_day), str(first.rules.period_start_day)
            problems.append(_disagreement(kinds.START_DAYS, version, "policy.period_start_day", first, values))
        if rules.currency != first.rules.currency:
            values = rules.currency, first.rules.currency
            problems.append(_disagreement(kinds.CURRENCIES, version, "policy.currency", first, values))
    return problems


def is_policy_file(path: Path) -> bool:
    """Tell whether ``path`` is meant to be a version of a policy."""
    return path.suffix.lower() == ".toml"


def visible_entries(folder: Path) -> list[Path]:
    """Return what lies in ``folder`` in order of name, without hidden entries and Python's own."""
    visible = (entry for entry in folder.iterdir() if not entry.name.startswith((".", "__")))
    return sorted(visible, key=lambda entry: entry.name)


def _day_of(name: str) -> int | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.toml", name):
        return None
    try:
        day = day_number(date.fromisoformat(name[:10]))
    except ValueError:
        return None
    return day if day >= 0 else None


def _form(content: bytes, name: str) -> tuple[RulesForm | None, list[Problem]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Problem(kinds.NOT_UTF8, name, value=str(error.start + 1))]
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return None, [_syntax_problem(name, text, str(error))]
    try:
        return RulesForm.model_validate(tables, context={"places": _places(tables)}), []
    except ValidationError as error:
        return None, findings(error, name)


def _places(tables: dict[str, Any]) -> int:
    """Return the decimal places of the policy's currency, 2 where it is in error itself."""
    policy = tables.get("policy")
    currency = policy.get("currency") if isinstance(policy, dict) else None
    return currency_places(currency) if isinstance(currency, str) and is_currency(currency) else 2


def _syntax_problem(name: str, text: str, reason: str) -> Problem:
    """Name the line; the parser's words are English, so the kind of the problem says the usual case in both."""
    line = re.search(r"\(at line ([0-9]+), column [0-9]+\)", reason)
    row = int(line[1]) if line else len(text.splitlines())
    kind = kinds.REPEATED if re.search(r"twice|overwrite|immutable", reason) else kinds.NOT_TOML
    words = re.sub(r" \(at .*\)$", "", reason)
    return Problem(kind, name, row=row or None, details={"reason": Text(words, words)})


def _disagreement(
    kind: ProblemKind, version: PolicyVersion, column: str, other: PolicyVersion, values: tuple[str, str]
) -> Problem:
    details = {"other": other.file, "other_value": values[1]}
    return Problem(kind, version.file, column=column, value=values[0], details=details)
