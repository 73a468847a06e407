"""What ``run --json`` prints: the month in sums, its problems, what the book holds of it, the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from payroll.cli.answer import both, problem_rows

if TYPE_CHECKING:
    from payroll.bookkeeping.carrying import Carrying
    from payroll.cli.run import Done
    from payroll.ledger.corrections import Corrected
    from payroll.reports.overview import Overview


def run_answer(done: Done, month: Overview, accept: Sequence[str]) -> dict[str, object]:
    """Return what came of a run; ``month`` is its report in sums."""
    return {
        **month_answer(month, accept),
        "draft": draft_answer(done.carrying, is_new=done.is_new),
        "carried": carried_answer(done.carrying, done.report.places),
        "decisions": done.decisions,
        "files": [str(path) for path in done.paths],
        "statements_removed": done.outdated,
        "not_marked": [{"file": file, **both("reason", reason)} for file, reason in done.marked.left_out],
    }


def month_answer(month: Overview, accept: Sequence[str]) -> dict[str, object]:
    """Return a month in sums, as ``run`` shows it, with all of its problems."""
    from payroll.money import plain
    from payroll.period import iso_day

    sums, places = month.sums, month.places
    return {
        "period": month.period,
        "first": iso_day(month.first),
        "last": iso_day(month.last),
        "currency": month.currency,
        "employees": sums.people,
        "shifts": sums.shifts,
        "lines": sums.lines,
        "total": plain(sums.total, places),
        "rules": [
            {"rule": rule, "lines": lines, "amount": plain(amount, places)} for rule, lines, amount in sums.by_rule()
        ],
        **{
            f"{kind}s": {"lines": lines, "amount": plain(amount, places)} for kind, lines, amount in sums.about_others()
        },
        "actions": [{"action": action, "lines": count} for action, count in sorted(sums.actions.items())],
        "verdicts": [{"verdict": name, "shifts": count} for name, count in sorted(sums.verdicts.items())],
        "law": [{"status": name, "lines": count} for name, count in sorted((sums.law or {}).items())],
        "law_cut": plain(sums.law_cut, places),
        "law_checked": month.profile_checked,
        "law_clear": sums.is_clear,
        "clock_differences": None if sums.differences is None else sums.differences.total(),
        "accepted": sorted(set(accept)),
        "problems": problem_rows(month.problems),
    }


def corrected_answer(month: str, corrected: Corrected) -> dict[str, object]:
    """Return what of an amendment makes no line: entries that were forgiven, and those that only tell otherwise."""
    return {
        "period": month,
        "forgiven": corrected.forgiven["entry_id"].tolist(),
        "told_otherwise": corrected.told_otherwise["entry_id"].tolist(),
    }


def draft_answer(carrying: Carrying | None, *, is_new: bool) -> dict[str, object] | None:
    """Return what the book holds of the month now, None if it was not recorded."""
    if carrying is None:
        return None
    carried = carrying.carried
    return {
        "is_new": is_new,
        "not_posted": [corrected_answer(month, corrected) for month, corrected in carried.corrected.items()],
        "without_effect": [{"act": each.cause.act, "entry_id": each.entry_id} for each in carried.without_effect],
    }


def carried_answer(carrying: Carrying | None, places: int) -> object:
    """Return the lines that the month carries for closed ones, none if it was not recorded."""
    from payroll.reports.columns import LEDGER
    from payroll.reports.json_rows import json_rows

    return [] if carrying is None else json_rows(LEDGER, carrying.carried.lines, places)
