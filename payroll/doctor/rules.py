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
        Finding("policies", "ok", Text.of("{policy}: in force from {days}", policy=policy, days=days))
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
        text = Text.of("official days of {country} for {year}: known", country=country, year=year)
        return Finding("policies", "ok", text)
    text = Text.of(
        "the official days of {country} for {year} are not published, or not known to this program yet",
        country=country,
        year=year,
    )
    fix = Text.of("once they are published, update the calendar: pipx runpip payroll install --upgrade holidays")
    return Finding("policies", "error", text, fix)


def _laws(policies: Policies) -> list[Finding]:
    return [
        Finding(
            "policies",
            "ok",
            Text.of("law {profile}: as of {date}", profile=file.profile, date=iso_day(file.date)),
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
        text = Text.of("there are no data of the time zone {zone}", zone=zone)
        fix = Text.of("check timezone in the policy, and install tzdata: pipx runpip payroll install tzdata")
        return Finding("policies", "error", text, fix)
    return Finding("policies", "ok", Text.of("time zone {zone}: known", zone=zone))
