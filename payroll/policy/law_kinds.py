"""Which kind of charge each rule makes: time not worked, damage done, or a fine (rules, section 22)."""

from __future__ import annotations

from collections.abc import Mapping

from payroll.policy.law_model import KINDS, Kind
from payroll.policy.model import Rules

WAGE_RULES = frozenset({"part-month", "probation-pay", "absence-limit"})
"""Rules that say what the wage is: their lines are no charges."""

_TABLES: Mapping[str, str] = {
    "lateness": "lateness",
    "early-departure": "early_departure",
    "absence": "absence",
    "handover": "handover",
}
"""Rules whose table of the policy may name another kind than the default."""


def kind_of(rules: Rules, rule: str, code: str = "") -> Kind:
    """Return the kind of the charges of a rule of the ledger; ``code`` is that of an incident."""
    if rule == "loss-carried":
        return "loss"
    table = rules.incidents.get(code) if rule == "incident" else getattr(rules, _TABLES.get(rule, ""), None)
    stated = getattr(table, "kind", "")
    return next((kind for kind in KINDS if kind == stated), "absence" if rule == "absence" else "discipline")
