"""``policy check``: whether a file, a policy or a folder of policies is sound and says what it seems to say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from payroll.policy import kinds
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.law import law_problems
from payroll.policy.load import disagreements, load_policies, load_policy, load_version
from payroll.policy.model import PolicyVersion
from payroll.policy.soundness.all import warnings
from payroll.policy.toml_form import is_policy_file, visible_entries
from payroll.problems import Problem, in_order


def check_policy(path: Path, base_wage: Decimal | None = None) -> list[Problem]:
    """Return all errors and warnings of a version file, a policy's folder or a folder of policies, in order.

    Percentages and amounts are compared for an employee with ``base_wage``.
    """
    try:
        versions, problems = _load(path)
    except OSError as error:
        return [unreadable(str(path), error)]
    return in_order([*problems, *(warning for version in versions for warning in warnings(version, base_wage))])


def _load(path: Path) -> tuple[list[PolicyVersion], list[Problem]]:
    if not path.exists():
        return [], [Problem(kinds.FOLDER_MISSING, value=shown_name(str(path)))]
    if not path.is_dir():
        version, problems = load_version(path)
        versions = [version] if version else []
        return versions, [*problems, *disagreements(versions), *law_problems(versions)]
    if any(is_policy_file(entry) for entry in visible_entries(path)):
        versions, problems = load_policy(path)
        return versions, [*problems, *disagreements(versions), *law_problems(versions)]
    policies, problems = load_policies(path)
    return list(policies.versions), problems
