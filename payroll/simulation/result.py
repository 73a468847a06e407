"""Trials of months as what is shown and written."""

from __future__ import annotations

from collections.abc import Sequence

from payroll import __version__
from payroll.language import Language
from payroll.money import currency_places
from payroll.reports.result import MonthReport
from payroll.reports.simulation import LINES, PEOPLE, RULES, STORES, SimulationReport
from payroll.run import report
from payroll.simulation.compare import Comparison, Side, compare, together
from payroll.simulation.trial import Trial


def simulated(trials: Sequence[Trial], language: Language) -> tuple[SimulationReport, Comparison]:
    """Return the comparison of some months, and the report of it; every month must have been judged on both sides."""
    pairs = [(report(trial.before, language), report(trial.after, language)) for trial in trials]
    found = together([compare(before.period, _side(before), _side(after)) for before, after in pairs])
    afters = [after for _, after in pairs]
    frames = {
        PEOPLE.name: found.people,
        STORES.name: found.stores,
        RULES.name: found.rules,
        LINES.name: found.lines,
    }
    return SimulationReport(
        periods=tuple(trial.before.period.name for trial in trials),
        first=min(each.first for each in afters),
        last=max(each.last for each in afters),
        currency=afters[0].currency,
        places=currency_places(afters[0].currency),
        language=language,
        tool_version=__version__,
        policies=tuple(dict.fromkeys(policy for each in afters for policy in each.policies)),
        profile_checked=all(each.profile_checked for each in afters),
        frames=frames,
    ), found


def _side(month: MonthReport) -> Side:
    return Side(month.ledger, month.adjustments)
