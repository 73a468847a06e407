"""Which words the policies know for columns of the tables, for the drop-downs of empty workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from payroll.policy.model import Policies, Rules


def choices_of(policies: Policies) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return (table, column) -> the words that any version of any policy knows for it, each once, in its order."""
    rules = [version.rules for version in policies.versions]
    shifts = _each_once(code for each in rules for code in each.shifts)
    return {
        ("employees", "policy"): policies.ids,
        ("assignments", "policy"): policies.ids,
        ("acknowledgements", "policy"): policies.ids,
        ("shifts", "shift"): shifts,
        ("promotions", "shift"): shifts,
        ("complaints", "severity"): _each_once(code for each in rules for code in _severities(each)),
        ("incidents", "code"): _each_once(code for each in rules for code in each.incidents),
        ("scores", "item"): _each_once(code for each in rules for code in _items(each)),
    }


def _severities(rules: Rules) -> Iterable[str]:
    return rules.complaints.severity if rules.complaints else ()


def _items(rules: Rules) -> Iterable[str]:
    card = rules.scorecard
    return (*card.items, *card.fatal) if card else ()


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
