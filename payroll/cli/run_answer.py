"""What ``run --json`` prints: the month in sums, its problems, what the book holds of it, the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from payroll.cli.answer import both, problem_rows
from payroll.cli.month import is_clear

if TYPE_CHECKING:
    from payroll.cli.run import Done
    from payroll.ledger.carried import Carried
    from payroll.ledger.corrections import Corrected
    from payroll.reports.result import MonthReport


def run_answer(done: Done, accept: Sequence[str]) -> dict[str, object]:
    """Return what came of a run."""
    return {
        **month_answer(done.report, accept),
        "draft": None if done.carrying is None else {"is_new": done.is_new, **_carried(done.carrying.carried)},
        "carried": [] if done.carrying is None else _carried_lines(done),
        "decisions": done.decisions,
        "files": [str(path) for path in done.paths],
        "statements_removed": done.outdated,
        "not_marked": [{"file": file, **both("reason", reason)} for file, reason in done.marked.left_out],
    }


def month_answer(result: MonthReport, accept: Sequence[str]) -> dict[str, object]:
    """Return a month in sums, as ``run`` shows it, with all of its problems."""
    from payroll.cli.month import sums_about_others, sums_by_rule
    from payroll.money import plain
    from payroll.period import iso_day

    ledger, places, law = result.ledger, result.places, result.law
    actions = Counter(ledger.loc[ledger["action"] != "", "action"])
    verdicts = result.attendance["verdict"].astype("str").value_counts().sort_index()
    statuses = None if law is None else law["status"].astype("str").value_counts().sort_index()
    differences = result.clock_differences
    return {
        "period": result.period,
        "first": iso_day(result.first),
        "last": iso_day(result.last),
        "currency": result.currency,
        "employees": len(result.adjustments),
        "shifts": len(result.attendance),
        "lines": len(ledger),
        "total": plain(int(ledger["amount"].sum()), places),
        "rules": [
            {"rule": rule, "lines": lines, "amount": plain(amount, places)}
            for rule, lines, amount in sums_by_rule(ledger)
        ],
        **{
            f"{kind}s": {"lines": lines, "amount": plain(amount, places)}
            for kind, lines, amount in sums_about_others(ledger)
        },
        "actions": [{"action": action, "lines": count} for action, count in sorted(actions.items())],
        "verdicts": [{"verdict": name, "shifts": int(count)} for name, count in verdicts.items() if count],
        "law": [] if statuses is None else [{"status": name, "lines": int(count)} for name, count in statuses.items()],
        "law_cut": plain(0 if law is None else int(law["cut"].sum()), places),
        "law_checked": result.profile_checked,
        "law_clear": is_clear(result),
        "clock_differences": None if differences is None else len(differences),
        "accepted": sorted(set(accept)),
        "problems": problem_rows(result.problems),
    }


def corrected_answer(month: str, corrected: Corrected) -> dict[str, object]:
    """Return what of an amendment makes no line: entries that were forgiven, and those that only tell otherwise."""
    return {
        "period": month,
        "forgiven": corrected.forgiven["entry_id"].tolist(),
        "told_otherwise": corrected.told_otherwise["entry_id"].tolist(),
    }


def _carried(carried: Carried) -> dict[str, object]:
    return {
        "not_posted": [corrected_answer(month, corrected) for month, corrected in carried.corrected.items()],
        "without_effect": [{"act": each.cause.act, "entry_id": each.entry_id} for each in carried.without_effect],
    }


def _carried_lines(done: Done) -> object:
    from payroll.reports.columns import LEDGER
    from payroll.reports.json_rows import json_rows

    assert done.carrying is not None
    return json_rows(LEDGER, done.carrying.carried.lines, done.report.places)
