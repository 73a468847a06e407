"""The policies: whether they load, and whether calendar, laws and time zones are known for the month."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from payroll.doctor.finding import Finding, told_of
from payroll.language import Text
from payroll.period import iso_day
from payroll.policy.calendar_days import official_days
from payroll.policy.load import load_policies
from payroll.policy.model import Policies
from payroll.problems import errors


def policy_findings(folder: Path, year: int) -> list[Finding]:
    """Return what there is to say of the policies of a folder, for a month of ``year``."""
    if not folder.is_dir():
        return []
    policies, problems = load_policies(folder)
    wrong = [
        Finding(
            "policies",
            "error",
            told_of(problem),
            Text(problem.fix("zh"), problem.fix("en")),
        )
        for problem in errors(problems)
    ]
    versions = [
        Finding("policies", "ok", Text(f"{policy}：{days} 起执行", f"{policy}: in force from {days}"))
        for policy in policies.ids
        for days in [", ".join(iso_day(version.date) for version in policies.of(policy))]
    ]
    return [*wrong, *versions, *_calendars(policies, year), *_laws(policies), *_zones(policies)]


def _calendars(policies: Policies, year: int) -> list[Finding]:
    calendars = [version.rules.calendar for version in policies.versions]
    countries = sorted({calendar.holidays for calendar in calendars if calendar and calendar.holidays})
    return [calendar_finding(country, year) for country in countries]


def calendar_finding(country: str, year: int) -> Finding:
    """Return whether the official working days of a country are known for a year."""
    if official_days(country, year) is not None:
        text = Text(f"{country} {year} 年的节假日与调休：已有", f"official days of {country} for {year}: known")
        return Finding("policies", "ok", text)
    text = Text(
        f"{country} {year} 年的节假日与调休还没有公布，或本程序还没有",
        f"the official days of {country} for {year} are not published, or not known to this program yet",
    )
    fix = Text(
        "公布后更新日历：pipx runpip payroll install --upgrade holidays",
        "once they are published, update the calendar: pipx runpip payroll install --upgrade holidays",
    )
    return Finding("policies", "error", text, fix)


def _laws(policies: Policies) -> list[Finding]:
    return [
        Finding(
            "policies",
            "ok",
            Text(
                f"法律规定 {file.profile}：{iso_day(file.date)} 起的版本",
                f"law {file.profile}: as of {iso_day(file.date)}",
            ),
        )
        for file in policies.laws.files
    ]


def _zones(policies: Policies) -> list[Finding]:
    return [zone_finding(zone) for zone in sorted({version.rules.timezone for version in policies.versions})]


def zone_finding(zone: str) -> Finding:
    """Return whether the data of a time zone are there; Windows has none of its own."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        text = Text(f"没有时区 {zone} 的数据", f"there are no data of the time zone {zone}")
        fix = Text(
            "检查制度中的 timezone；再装 tzdata：pipx runpip payroll install tzdata",
            "check timezone in the policy, and install tzdata: pipx runpip payroll install tzdata",
        )
        return Finding("policies", "error", text, fix)
    return Finding("policies", "ok", Text(f"时区 {zone}：有数据", f"time zone {zone}: known"))
