"""What the page itself says, in both languages: what the template writes, and what the script writes."""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import LANGUAGES, Language, Text
from payroll.local_forms import short_weekday

TEMPLATE: Mapping[str, Text] = {
    "skip": Text.of("Skip to the tables"),
    "period": Text.template("Period: {first} to {last} · Currency: {currency}"),
    "numbers": Text.of("The month in numbers"),
    "decide": Text.of("To decide"),
    "decided": Text.template("Decided: {count}"),
    "nothing_to_decide": Text.of("Nothing waits for a decision."),
    "problems": Text.of("Problems in the data"),
    "no_problems": Text.of("No problems were found."),
    "fix": Text.template("What to do: {fix}"),
    "accepted": Text.of("These errors were accepted; their rows are set aside."),
    "more": Text.template("{count} more are in the table «{table}» below."),
    "show_more": Text.template("Show {count} more"),
    "charts": Text.of("Charts"),
    "no_charts": Text.of("No deductions and no lateness this month."),
    "bar": Text.template("{label}: {value}"),
    "bar_noted": Text.template("{label}: {value}, {note}"),
    "none": Text.within("value", "(none)"),
    "as_table": Text.of("As a table"),
    "rows": Text.of("Details"),
    "without_script": Text.of(
        "The tables need the script that this page carries; it visits no address. The same rows are in the CSV files "
        "and the workbook of the same folder."
    ),
    "made_by": Text.template(
        "Made by payroll {version}. This page is complete in itself and visits no address. It holds people's pay: "
        "mind whom you send it to. Not legal advice."
    ),
}
"""For the template; ``{…}`` is filled in by it."""

SCRIPT: Mapping[str, Text] = {
    "all": Text.of("All"),
    "search": Text.of("Search"),
    "search_hint": Text.of("name, id, explanation, file …"),
    "clear": Text.of("Clear filters"),
    "only": Text.template("Only {who}"),
    "any": Text.of("(any)"),
    "none": Text.within("value", "(none)"),
    "count": Text.template("Rows: {shown} of {all}"),
    "count_all": Text.template("Rows: {all}"),
    "sum": Text.template("{what}: {amount}"),
    "total": Text.of("Total"),
    "nothing_found": Text.of("No rows match the filters."),
    "unfold": Text.of("Unfold"),
    "unfold_all": Text.of("Unfold all"),
    "fold_all": Text.of("Fold all"),
    "of_person": Text.template("Only this person: {who}"),
    "page": Text.template("Page {page} of {pages}"),
    "first": Text.of("First page"),
    "previous": Text.of("Previous page"),
    "next": Text.of("Next page"),
    "last": Text.of("Last page"),
    "tabs": Text.of("Tables"),
    "evidence": Text.of("Evidence"),
    "that_day": Text.of("Shift of that day"),
    "arrived": Text.template("arrival {time}"),
    "left": Text.template("departure {time}"),
    "law": Text.of("Check against the law"),
    "law_cut": Text.template("allowed {allowed}, cut {cut}"),
    "printed_cut": Text.template(
        "Only the first {shown} of {all} rows are printed; filter for fewer, or print the rest from the tables' files."
    ),
    "keys": Text.of("Keys: up and down move between rows, Enter unfolds, Esc folds, PageUp and PageDown turn pages."),
    "weekdays": Text(*(" ".join(short_weekday(day, to) for day in (6, *range(6))) for to in LANGUAGES)),
}
"""For the script; ``{…}`` is filled in by it."""


def words_in(words: Mapping[str, Text], language: Language) -> dict[str, str]:
    """Return words in one language."""
    return {name: text.to(language) for name, text in words.items()}
