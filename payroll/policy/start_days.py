"""On which day the pay periods of a run start: one day for all policies, which may change (rules, section 20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from payroll.period import StartDays, iso_day
from payroll.policy import kinds
from payroll.problems import Problem, ProblemKind

if TYPE_CHECKING:
    from payroll.policy.model import PolicyVersion

_START, _PREVIOUS = "policy.period_start_day", "policy.previous_start_day"


def start_days_of(versions: Sequence[PolicyVersion]) -> StartDays:
    """Return the start days of a run, as far as its versions agree. Raises ``IndexError`` without any version.

    What the first version says holds, and from each version with ``previous_start_day`` on what that one says; a
    change that does not follow from the day before it, or lies within a pay period, is left out.
    """
    changing = sorted((version for version in versions if _previous(version)), key=lambda version: version.date)
    if not changing:
        return StartDays(versions[0].rules.period_start_day)
    first = min(versions, key=lambda version: version.date)
    days = StartDays(_previous(first) or first.rules.period_start_day)
    for version in changing:
        if version.date not in dict(days.changes) and _follows(days, version) and _begins_period(days, version):
            days = StartDays(days.first, (*days.changes, (version.date, version.rules.period_start_day)))
    return days


def start_day_problems(versions: Sequence[PolicyVersion]) -> Iterator[Problem]:
    """Yield one problem for each version whose start day does not agree with those of the others."""
    if not versions:
        return
    days = start_days_of(versions)
    for version in versions:
        before = days.before(version.date)
        if _previous(version) and not _follows(before, version):
            stated, known = str(_previous(version)), str(before.on(version.date))
            yield _problem(kinds.PREVIOUS_START_DAY, version, _PREVIOUS, stated, other_value=known)
        elif _previous(version) and not _begins_period(before, version):
            period = before.period(before.name_of(version.date))
            begins = {"period": period.name, "first": iso_day(period.first), "following": iso_day(period.last + 1)}
            yield _problem(kinds.START_DAY_DATE, version, _PREVIOUS, iso_day(version.date), **begins)
        else:
            yield from _other_day(versions, version, days)


def _other_day(versions: Sequence[PolicyVersion], version: PolicyVersion, days: StartDays) -> Iterator[Problem]:
    """Yield a problem if a version has another start day than the run on a day on which it is in force."""
    later = [each.date for each in versions if each.policy_id == version.policy_id and each.date > version.date]
    ends = min(later, default=None)
    dates = [version.date, *(date for date, _ in days.changes if date > version.date and (ends is None or date < ends))]
    own = version.rules.period_start_day
    for date in dates:
        if days.on(date) != own:
            other = _speaker(versions, version, days, date)
            names = {"other": other.file, "other_value": str(days.on(date))}
            yield _problem(kinds.START_DAYS, version, _START, str(own), **names)
            return


def _speaker(versions: Sequence[PolicyVersion], version: PolicyVersion, days: StartDays, date: int) -> PolicyVersion:
    """Return another version that has the run's start day of a date: the one that changes it, else the first one."""
    own_day = [each for each in versions if each is not version and each.rules.period_start_day == days.on(date)]
    changed = [each for each in own_day if _previous(each) and each.date <= date]
    return max(changed, key=lambda each: each.date, default=(own_day or list(versions))[0])


def _previous(version: PolicyVersion) -> int:
    """Return the start day before the change that a version makes, 0 if it makes none."""
    return version.rules.previous_start_day or 0


def _follows(days: StartDays, version: PolicyVersion) -> bool:
    return _previous(version) == days.before(version.date).on(version.date)


def _begins_period(days: StartDays, version: PolicyVersion) -> bool:
    before = days.before(version.date)
    return before.period(before.name_of(version.date)).first == version.date


def _problem(kind: ProblemKind, version: PolicyVersion, column: str, value: str, **details: str) -> Problem:
    return Problem(kind, version.file, column=column, value=value, details=details)
