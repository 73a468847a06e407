"""Reading what laws say: ``<folder>/<profile>/<YYYY-MM-DD>.toml``. All problems of all files in one pass.

The files come with the program; a run records those that it goes by, and an old month is computed again on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from payroll.language import Text
from payroll.policy import kinds_law as kinds
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.law_forms import LawForm
from payroll.policy.law_model import LawFile, Laws
from payroll.policy.model import PolicyVersion
from payroll.policy.toml_form import day_of, is_policy_file, read_form, visible_entries
from payroll.problems import Problem, in_order
from payroll.shipped import shipped_folder


@cache
def shipped_laws() -> Laws:
    """Return the laws that come with the program. Raises ``ValueError`` if a file of them is in error."""
    laws, problems = load_laws(shipped_folder("laws"))
    if problems:
        raise ValueError("; ".join(f"{each.place()} {each.column} {each.message('en')}" for each in problems))
    return laws


def load_laws(folder: Path) -> tuple[Laws, list[Problem]]:
    """Return the laws of a folder as far as they could be read, and all problems in order of place."""
    files: list[LawFile] = []
    problems: list[Problem] = []
    try:
        paths = [path for each in visible_entries(folder) if each.is_dir() for path in visible_entries(each)]
        contents = [(path, path.read_bytes()) for path in paths if is_policy_file(path)]
    except OSError as error:
        return Laws(), [unreadable(str(folder), error)]
    for path, content in contents:
        file, wrong = load_law(path.parent.name, path.name, content)
        problems += wrong
        if file is not None:
            files.append(file)
    known = {file.profile for file in files}
    for file in files:
        if file.builds_on and file.builds_on not in known - {file.profile}:
            problems.append(_unknown(file.file, "profile.builds_on", file.builds_on, known))
    return Laws(tuple(files)), in_order(problems)


def load_law(profile: str, file_name: str, content: bytes) -> tuple[LawFile | None, list[Problem]]:
    """Return the law of one file (None if it is in error), and its problems."""
    name = f"{profile}/{shown_name(file_name)}"
    day = day_of(file_name)
    if day is None:
        return None, [Problem(kinds.LAW_FILE_NAME, name, value=shown_name(file_name))]
    form, problems = read_form(content, name, LawForm)
    if form is None:
        return None, problems
    title = Text(form.profile.title.zh, form.profile.title.en)
    limits = tuple(each.limit() for each in form.limit)
    sha256 = hashlib.sha256(content).hexdigest()
    return LawFile(profile, day, sha256, content, title, form.profile.builds_on, limits), []


def laws_of(versions: Iterable[PolicyVersion], known: Laws | None = None) -> Laws:
    """Return the laws that policies name, of ``known`` (default: those that come with the program)."""
    named = {version.rules.guard.profile for version in versions if version.rules.guard} - {""}
    if not named:
        return Laws()
    return (shipped_laws() if known is None else known).needed(named)


def law_problems(versions: Sequence[PolicyVersion]) -> list[Problem]:
    """Return an error for each version that names an unknown profile, or one whose amounts are of another currency."""
    problems = []
    for version in versions:
        guard = version.rules.guard
        if guard is None or not guard.profile:
            continue
        laws = shipped_laws()
        if guard.profile not in laws.profiles:
            problems.append(_unknown(version.file, "guard.profile", guard.profile, laws.profiles))
            continue
        for file in laws.needed({guard.profile}).files:
            currencies = {limit.currency for limit in file.limits if limit.currency}
            if currencies - {version.rules.currency}:
                details = {"profile": guard.profile, "currency": ", ".join(sorted(currencies))}
                value = version.rules.currency
                problems.append(
                    Problem(kinds.LAW_CURRENCY, version.file, column="guard.profile", value=value, details=details)
                )
                break
    return problems


def _unknown(file: str, column: str, value: str, known: Iterable[str]) -> Problem:
    return Problem(kinds.LAW_UNKNOWN, file, column=column, value=value, details={"known": ", ".join(sorted(known))})
