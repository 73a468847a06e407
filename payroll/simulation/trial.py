"""A month computed under another policy than its own, by the same code as every other month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from payroll.language import Text
from payroll.period import iso_day
from payroll.policy.model import Policies, PolicyVersion
from payroll.problems import Problem, stopping
from payroll.run import Computed, OfficialDaysOf, judge_files, official_days_of


@dataclass(frozen=True, slots=True)
class Under:
    """The policies to be tried, and the problems of their files.

    ``newest`` asks for the newest version of each, as if it had been in force from the first day of the month.
    """

    policies: Policies
    problems: tuple[Problem, ...] = ()
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """A month under its own policies and under others; ``accepted`` are the codes that both go on in spite of."""

    before: Computed
    after: Computed
    accepted: tuple[str, ...] = ()

    @property
    def stops(self) -> tuple[list[Problem], list[Problem]]:
        """The errors that stop the month under its own policies, and those that only the others bring."""
        own = stopping(self.before.problems, self.accepted)
        known = {_key(problem) for problem in own}
        others = stopping(self.after.problems, self.accepted)
        return own, [problem for problem in others if _key(problem) not in known]

    @property
    def new_problems(self) -> list[Problem]:
        """Everything that is found only under the other policies."""
        known = {_key(problem) for problem in self.before.problems}
        return [problem for problem in self.after.problems if _key(problem) not in known]


def try_month(
    before: Computed, under: Under, accepted: Sequence[str] = (), official: OfficialDaysOf | None = None
) -> Trial:
    """Compute a month again under other policies, from the very files that it was computed from.

    ``official`` are the official days that it went by, where they are recorded; what only the other policies
    need is looked up.
    """
    policies = under.policies
    if policies.versions and under.newest:
        policies = as_if_in_force(policies, policies.start_days.period(before.period.name).first)
    days = official
    if official is not None and policies.versions:
        days = {**official_days_of(policies, policies.start_days.period(before.period.name)), **official}
    after = judge_files(before.period.name, policies, under.problems, before.files, days)
    return Trial(before, after, tuple(sorted(set(accepted))))


def as_if_in_force(policies: Policies, day: int) -> Policies:
    """Return the newest version of each policy, dated ``day`` if it takes effect later."""
    newest = {version.policy_id: version for version in policies.versions}
    versions = tuple(_from(version, day) if version.date > day else version for version in newest.values())
    return replace(policies, versions=versions)


def _from(version: PolicyVersion, day: int) -> PolicyVersion:
    """Return a version that takes effect on another day; then it no longer changes the pay period on its own."""
    return replace(version, date=day, rules=replace(version.rules, previous_start_day=None))


def obstacle(trial: Trial) -> Text | None:
    """Return why the two cannot be compared at all: another currency, or another pay period of the same name."""
    before, after = trial.before, trial.after
    if not (before.policies.versions and after.policies.versions):
        return None
    if before.policies.currency != after.policies.currency:
        one, other = before.policies.currency, after.policies.currency
        return Text.of(
            "two currencies cannot be compared: {name} is in {one}, the policies of --under in {other}. Use the same "
            "currency.",
            name=before.period.name,
            one=one,
            other=other,
        )
    if before.period != after.period:
        one, other = (f"{iso_day(each.period.first)} – {iso_day(each.period.last)}" for each in (before, after))
        return Text.of(
            "two pay periods cannot be compared: {name} is {one}, but {other} under the policies of --under. Give "
            "them the same period_start_day.",
            name=before.period.name,
            one=one,
            other=other,
        )
    return None


def lacking_policies(trial: Trial) -> tuple[str, ...]:
    """Return the ids that somebody's policy is in the month and that the other policies lack."""
    cleaned = trial.before.cleaned
    if cleaned is None:
        return ()
    named = {*cleaned.tables.employees["policy"], *cleaned.tables.assignments["policy"]} - {""}
    return tuple(sorted(named - {*trial.after.policies.ids}))


def later_versions(trial: Trial) -> tuple[str, ...]:
    """Return the files of the other policies that take effect only after the month."""
    return tuple(each.file for each in trial.after.policies.versions if each.date > trial.after.period.last)


def _key(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.file, problem.sheet, problem.row, problem.column, problem.value
