"""``policy check``: whether a file, a policy or a folder of policies is sound and says what it seems to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from payroll.language import Text
from payroll.money import currency_places, plain
from payroll.policy import kinds
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.law import law_problems
from payroll.policy.law_warnings import law_warnings
from payroll.policy.load import disagreements, load_policies, load_policy, load_version
from payroll.policy.model import OccurrenceRule, PolicyVersion, Rules
from payroll.policy.toml_form import is_policy_file, visible_entries
from payroll.problems import Problem, in_order

TIMED = ("lateness", "early_departure")
UNTIMED = ("absence", "missing_punch")
"""The occurrence rules: those measured in minutes, and those whose minutes count as 0."""


def check_policy(path: Path) -> list[Problem]:
    """Return all errors and warnings of a version file, a policy's folder or a folder of policies, in order."""
    try:
        versions, problems = _load(path)
    except OSError as error:
        return [unreadable(str(path), error)]
    return in_order([*problems, *(warning for version in versions for warning in warnings(version))])


def _load(path: Path) -> tuple[list[PolicyVersion], list[Problem]]:
    if not path.exists():
        return [], [Problem(kinds.FOLDER_MISSING, value=shown_name(str(path)))]
    if not path.is_dir():
        version, problems = load_version(path)
        return [version] if version else [], [*problems, *(law_problems([version]) if version else [])]
    if any(is_policy_file(entry) for entry in visible_entries(path)):
        versions, problems = load_policy(path)
        return versions, [*problems, *disagreements(versions), *law_problems(versions)]
    policies, problems = load_policies(path)
    return list(policies.versions), problems


def warnings(version: PolicyVersion) -> list[Problem]:
    """Return what a sound version says that its author may not have meant."""
    rules = version.rules
    found = [*_occurrence_warnings(rules), *_complaint_warnings(rules), *_guard_warnings(rules), *law_warnings(version)]
    if rules.handover and not rules.swaps:
        found.append(Problem(kinds.HANDOVER_WITHOUT_SWAPS, column="handover"))
    return [replace(problem, file=version.file) for problem in found]


def _occurrence_warnings(rules: Rules) -> Iterator[Problem]:
    for name in (*TIMED, *UNTIMED):
        rule: OccurrenceRule | None = getattr(rules, name)
        if rule is None:
            continue
        if not rule.tiers:
            yield Problem(kinds.NOT_PRICED, column=name)
        yield from _idle_tiers(name, rule, timed=name in TIMED)


def _idle_tiers(name: str, rule: OccurrenceRule, *, timed: bool) -> Iterator[Problem]:
    """Find tiers that no occurrence reaches: a late one has more minutes than the grace, an absence always 0."""
    fewest = rule.grace_minutes + 1 if timed else 0
    reached = {(tier.from_occurrence, tier.from_minutes) for tier in rule.tiers if tier.from_minutes <= fewest}
    for tier in rule.tiers:
        place = f"from_occurrence = {tier.from_occurrence}, from_minutes = {tier.from_minutes}"
        column = f"{name}.tier ({place})"
        if not timed and tier.from_minutes > 0:
            reason = Text("旷工和缺卡不计分钟", "absences and missing punches have no minutes")
            yield Problem(kinds.TIER_NEVER, column=column, details={"reason": reason})
        elif any(other[0] == tier.from_occurrence and other[1] > tier.from_minutes for other in reached):
            reason = Text(
                f"宽限之外至少 {fewest} 分钟，总是落在起点更高的一档",
                f"beyond the grace there are at least {fewest} minutes, which a higher tier takes",
            )
            yield Problem(kinds.TIER_NEVER, column=column, details={"reason": reason})


def _complaint_warnings(rules: Rules) -> Iterator[Problem]:
    rule = rules.complaints
    if rule is None:
        return
    if not rule.steps and not rule.severity:
        yield Problem(kinds.NO_SEVERITY, column="complaints.severity")
    if not rule.minimum:
        return
    places = currency_places(rules.currency)
    minimum = plain(rule.minimum, places)
    if rule.steps:
        reason = Text("按次数计价时没有最低金额", "complaints are priced by steps, which know no minimum")
        yield Problem(kinds.NO_EFFECT, column="complaints.minimum", value=minimum, details={"reason": reason})
    for word, amount in rule.severity.items():
        if amount < rule.minimum:
            reason = Text(f"低于最低金额 {minimum}", f"it is below the minimum of {minimum}")
            column = f"complaints.severity.{word}"
            yield Problem(kinds.NO_EFFECT, column=column, value=plain(amount, places), details={"reason": reason})


def _guard_warnings(rules: Rules) -> Iterator[Problem]:
    if rules.guard is None:
        return
    if rules.guard.max_percent is None and rules.guard.minimum_wage is None:
        yield Problem(kinds.GUARD_NO_BOUND, column="guard")
    if not rules.guard.profile:
        yield Problem(kinds.GUARD_NO_PROFILE, column="guard.profile")
