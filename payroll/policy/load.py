"""Reading policy files: ``<folder>/<policy-id>/<YYYY-MM-DD>.toml``. All problems of all files in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from payroll.money import currency_places, is_currency
from payroll.policy import kinds
from payroll.policy.company_rules import with_sources
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.law import law_problems, laws_of
from payroll.policy.law_model import Laws
from payroll.policy.model import Policies, PolicyVersion
from payroll.policy.rulebook import RulesForm
from payroll.policy.start_days import start_day_problems
from payroll.policy.toml_form import day_of, is_policy_file, read_form, visible_entries
from payroll.problems import Problem, ProblemKind, in_order


def load_policies(folder: Path, laws: Laws | None = None) -> tuple[Policies, list[Problem]]:
    """Return the policies of ``folder`` as far as they could be read, and all problems in order of place.

    Folders and files that are hidden, and files that are no ``.toml``, are left alone. ``laws`` are those
    to go by (default: those that come with the program); a profile that they lack is then checked
    against nothing, as it was in the run that recorded them.
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
    if laws is None:
        problems += law_problems(versions)
    return Policies(tuple(versions), laws_of(versions, laws)), in_order([*problems, *disagreements(versions)])


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
    day = day_of(file.name)
    problems = [] if policy_id == folder else [Problem(kinds.FOLDER_NAME, policy_id, value=policy_id)]
    if day is None:
        problems.append(Problem(kinds.FILE_NAME, name, value=file_name))
    try:
        content = file.read_bytes()
    except OSError as error:
        return None, [*problems, unreadable(name, error)]
    form, wrong = read_form(content, name, RulesForm, lambda tables: {"places": _places(tables)})
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
    """Return one problem for each version whose start day or currency does not agree with the others."""
    problems = list(start_day_problems(versions))
    for version in versions[1:]:
        first, rules = versions[0], version.rules
        if rules.currency != first.rules.currency:
            values = rules.currency, first.rules.currency
            problems.append(_disagreement(kinds.CURRENCIES, version, "policy.currency", first, values))
    return problems


def _places(tables: dict[str, Any]) -> int:
    """Return the decimal places of the policy's currency, 2 where it is in error itself."""
    policy = tables.get("policy")
    currency = policy.get("currency") if isinstance(policy, dict) else None
    return currency_places(currency) if isinstance(currency, str) and is_currency(currency) else 2


def _disagreement(
    kind: ProblemKind, version: PolicyVersion, column: str, other: PolicyVersion, values: tuple[str, str]
) -> Problem:
    details = {"other": other.file, "other_value": values[1]}
    return Problem(kind, version.file, column=column, value=values[0], details=details)
