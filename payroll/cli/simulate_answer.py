"""What ``simulate --json`` prints: the four tables of the comparison, and what a reader has to know of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.answer import problem_rows

if TYPE_CHECKING:
    from payroll.reports.simulation import SimulationReport
    from payroll.simulation.compare import Comparison
    from payroll.simulation.trial import Trial


def simulate_answer(
    report: SimulationReport, found: Comparison, trials: Sequence[Trial], paths: Sequence[Path]
) -> dict[str, object]:
    """Return months under another policy."""
    from payroll.reports.json_rows import json_rows
    from payroll.reports.simulation import LINES, PEOPLE, RULES, STORES
    from payroll.simulation.trial import later_versions

    named = {"people": PEOPLE, "stores": STORES, "rules": RULES, "lines": LINES}
    tables = {name: json_rows(table, report.sheet_frame(table), report.places) for name, table in named.items()}
    return {
        "periods": list(report.periods),
        "currency": report.currency,
        "policies": [label for label, _ in report.policies],
        **tables,
        "left_out": list(found.left_out),
        "law_checked": report.profile_checked,
        "later_versions": list(later_versions(trials[-1])),
        "new_problems": [
            {"period": trial.before.period.name, **row} for trial in trials for row in problem_rows(trial.new_problems)
        ],
        "accepted": list(trials[0].accepted),
        "files": [str(path) for path in paths],
    }
