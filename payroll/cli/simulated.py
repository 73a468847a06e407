"""What ``simulate`` shows on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from payroll.cli.screen import show, show_table
from payroll.language import COLON, COMMA, Language, Text
from payroll.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

    from payroll.reports.simulation import SimulationReport
    from payroll.simulation.compare import Comparison
    from payroll.simulation.trial import Trial

MOST_PEOPLE, MOST_LINES = 10, 10
"""So many people and lines are shown; all of them are in the files of --out."""


def show_simulation(report: SimulationReport, found: Comparison, trials: Sequence[Trial], *, newest: bool) -> None:
    """Print the comparison, and what a reader has to know of it."""
    lang = report.language
    _show_comparison(report, found, lang)
    for trial in trials:
        _show_notes(trial, lang)
    if found.lines.empty and not newest:
        _show_later(trials[-1], lang)
    if found.left_out:
        names = ", ".join(found.left_out)
        text = Text.of("not compared, since judged under one of the policies only: {names}", names=names)
        show(text.to(lang))
    if not report.profile_checked:
        show(Text.of("Note: not checked against any law.").to(lang))
    show(Text.of("This was tried only; nothing was recorded.").to(lang))


def _show_comparison(report: SimulationReport, found: Comparison, lang: Language) -> None:
    people = found.people
    labels = COMMA.to(lang).join(sorted({*people["policy_after"]}))
    months = report.months(lang)
    show(Text.of("{months} under {labels}", months=months, labels=labels).to(lang))
    _show_totals(report, people, found.lines, lang)
    if found.lines.empty:
        show(Text.of("Nothing differs under the two policies.").to(lang))
        return
    _show_stores(report, found.stores, lang)
    _show_rules(report, found.rules, lang)
    _show_people(report, people, lang)
    _show_lines(report, found.lines, lang)


def _amounts(report: SimulationReport, row: Mapping[Hashable, Any]) -> tuple[str, str, str]:
    from payroll.money import plain

    before, after = (plain(int(row[name]), report.places) for name in ("before", "after"))
    return before, after, signed(int(row["difference"]), report.places)


def signed(amount: int, places: int) -> str:
    """Return a difference with its sign: ``+20.00``, ``-43.50``, ``0.00``."""
    from payroll.money import plain

    return f"+{plain(amount, places)}" if amount > 0 else plain(amount, places)


def _show_totals(report: SimulationReport, people: pd.DataFrame, lines: pd.DataFrame, lang: Language) -> None:
    headings = Text.of("Month|People|Gain|Lose|Lines|Before|After|Difference")
    columns = ["before", "after", "difference"]
    rows = []
    for period in report.periods:
        own = people[people["period"] == period]
        gain, lose = (own["difference"] > 0).sum(), (own["difference"] < 0).sum()
        number = (lines["period"] == period).sum()
        rows.append((period, len(own), gain, lose, number, *_amounts(report, own[columns].sum().to_dict())))
    if len(rows) > 1:
        total = people.groupby("employee_id")["difference"].sum()
        sums = _amounts(report, people[columns].sum().to_dict())
        whole = Text.of("Total").to(lang)
        rows.append((whole, len(total), (total > 0).sum(), (total < 0).sum(), len(lines), *sums))
    _table(report, "", headings, rows, range(1, 8), lang)


def _show_stores(report: SimulationReport, stores: pd.DataFrame, lang: Language) -> None:
    columns = ["gaining", "losing", "before", "after", "difference"]
    summed = stores.groupby("store", sort=True)[columns].sum().reset_index()
    rows = [
        (row["store"] or "–", row["gaining"], row["losing"], *_amounts(report, row))
        for row in summed.to_dict("records")
    ]
    title = Text.within("table", "Stores")
    headings = Text.of("Store|Gain|Lose|Before|After|Difference")
    _table(report, title.to(lang), headings, rows, range(1, 6), lang)


def _show_rules(report: SimulationReport, rules: pd.DataFrame, lang: Language) -> None:
    from payroll.reports.words import rule_word

    columns = ["lines_before", "lines_after", "before", "after", "difference"]
    summed = rules.groupby("rule", sort=True)[columns].sum().reset_index()
    rows = [
        (rule_word(str(row["rule"]), lang), row["lines_before"], row["lines_after"], *_amounts(report, row))
        for row in summed.to_dict("records")
    ]
    title = Text.within("table", "Rules")
    headings = Text.of("Rule|Lines before|Lines after|Before|After|Difference")
    _table(report, title.to(lang), headings, rows, range(1, 6), lang)


def _show_people(report: SimulationReport, people: pd.DataFrame, lang: Language) -> None:
    from payroll.simulation.compare import over_all_months

    affected = over_all_months(people)
    affected = affected[affected["lines"] > 0]
    rows = [
        (row["employee_id"], row["name"], row["store"], *_amounts(report, row))
        for row in affected.head(MOST_PEOPLE).to_dict("records")
    ]
    title = Text.of("The people most affected")
    headings = Text.of("Id|Name|Store|Before|After|Difference")
    _table(report, title.to(lang), headings, rows, range(3, 6), lang)
    _show_more(len(affected) - MOST_PEOPLE, "simulation-people.csv", lang)


def _show_lines(report: SimulationReport, lines: pd.DataFrame, lang: Language) -> None:
    show(Text.of("The lines that differ, the largest differences first:").to(lang))
    order = (-lines["difference"].abs()).argsort(kind="stable")
    for row in lines.iloc[order].head(MOST_LINES).to_dict("records"):
        before, after, difference = _amounts(report, row)
        old = Text.within("nothing", "none").to(lang) if row["change"] == "new" else before
        new = Text.within("nothing", "none").to(lang) if row["change"] == "gone" else after
        show(f"{row['entry_id']} {row['name']}  {old} → {new} ({difference})")
        show(f"    - {_told(row, 'before', lang)}")
        show(f"    + {_told(row, 'after', lang)}")
    _show_more(len(lines) - MOST_LINES, "simulation-lines.csv", lang)


def _told(row: Mapping[Hashable, Any], when: str, lang: Language) -> str:
    from payroll.reports.words import action_words

    action = row[f"action_{when}"]
    proposed = f" → {action_words(action, lang)}" if action else ""
    return f"{row[f'explanation_{when}_{lang}'] or '–'}{proposed}"


def _show_more(more: int, file: str, lang: Language) -> None:
    if more > 0:
        text = Text.of("… and {more} more; --out writes all of them to {file}", more=more, file=file)
        show(text.to(lang))


def _table(
    report: SimulationReport, title: str, headings: Text, rows: Sequence[Sequence[object]], right: range, lang: Language
) -> None:
    """Show a table whose last column is an amount, under its title; a pipe gets the title as a line of its own."""
    if title:
        show(title)
    *names, last = headings.to(lang).split("|")
    show_table("", [*names, f"{last} {report.currency}"], rows, right=right)


def _show_notes(trial: Trial, lang: Language) -> None:
    """Say what is set aside, and what is noticed under the other policies only."""
    from payroll.reports.words import severity_word

    period = trial.before.period.name
    found: dict[tuple[str, str], Problem] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for problem in (*trial.new_problems, *_set_aside(trial)):
        key = problem.severity, problem.code
        found.setdefault(key, problem)
        counts[key] += 1
    for (severity, code), count in sorted(counts.items()):
        first = found[severity, code]
        aside = Text.of(" (accepted, the rows are set aside)") if severity == "error" else None
        text = f"{first.place()} {first.message(lang)}".strip()
        show(
            f"{period} {severity_word(severity, lang)} {code} × {count}{aside.to(lang) if aside else ''}"
            f"{COLON.to(lang)}{text}"
        )


def _set_aside(trial: Trial) -> list[Problem]:
    new = {id(problem) for problem in trial.new_problems}
    return [each for each in trial.after.problems if each.severity == "error" and id(each) not in new]


def _show_later(trial: Trial, lang: Language) -> None:
    from payroll.simulation.trial import later_versions

    if files := later_versions(trial):
        names = ", ".join(files)
        show(
            Text.of(
                "these versions take effect only after the months tried: {names}; add --newest to try them", names=names
            ).to(lang)
        )
