"""What a company's own rule is written with (docs/policy.md, "A rule of your own").

A module has one function, ``rule(facts)``, that returns ``entries(...)``: the form of our own rules in
``payroll.month.rules``. It must be a pure function of its facts.
"""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import Text
from payroll.money import PAID_DAYS_PER_MONTH, plain, round_half_up
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, no_entries, place_of
from payroll.month.entries import entries_as_given as entries
from payroll.month.facts import Facts
from payroll.month.lookup import employed_in, last_days_employed
from payroll.month.words import clause_text
from payroll.period import NO_DAY, add_months, iso_day, iso_minute
from payroll.policy.company_rules import CompanyRule, Setting

__all__ = [
    "NO_DAY",
    "PAID_DAYS_PER_MONTH",
    "CompanyRule",
    "Entry",
    "Facts",
    "Month",
    "Row",
    "Setting",
    "Text",
    "add_months",
    "clause_text",
    "employed_in",
    "entries",
    "iso_day",
    "iso_minute",
    "last_days_employed",
    "no_entries",
    "place_of",
    "plain",
    "records",
    "round_half_up",
    "rule_of",
    "settings_of",
]


def rule_of(month: Month, version: int, name: str) -> CompanyRule | None:
    """Return what a policy version says of the rule called ``name`` (without ``company:``), None if nothing.

    ``version`` is a position in ``month.policies.versions``, -1 where none is in force.
    """
    return month.facts.rules(version).company_rules.get(name) if version >= 0 else None


def settings_of(month: Month, version: int, name: str) -> Mapping[str, Setting] | None:
    """Return the settings that a policy version gives the rule, None if it does not name it."""
    rule = rule_of(month, version, name)
    return rule.settings if rule is not None else None
