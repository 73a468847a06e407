"""For auditors: posted lines by filters, samples with what they can prove, and the export of the whole book."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import pandas as pd
from sqlalchemy import Connection

from payroll.language import COMMA, EMPTY, Language, Text, same
from payroll.ledger.about import currencies, not_posted, posted_words, rows_of_acts, rows_of_lines, rows_of_runs
from payroll.ledger.acts import check_recordable
from payroll.ledger.book import Book, reading
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.export import Exported, write_export
from payroll.ledger.lines import read_lines
from payroll.ledger.sample_sizes import attribute_plan, attribute_table, monetary_plan, monetary_table
from payroll.ledger.sampling import monetary_unit_sample, random_sample
from payroll.ledger.showing import LineFilter, conditions
from payroll.meant import employee_hint
from payroll.money import currency_places, plain
from payroll.reports.words import RULES

Bounds = tuple[str | None, str | None]
"""The lowest and the highest amount as a person writes them, ``-50.00``."""
_MOST_ERRORS = 5
_NOTHING: Bounds = (None, None)


def posted_lines(book: Book, wanted: LineFilter, amounts: Bounds = _NOTHING) -> pd.DataFrame:
    """Return the posted lines that meet the conditions (columns as of ``payroll.ledger.lines.read_lines``).

    Raises ``BookError`` for amounts that are none, where lines are in currencies of different places, and for an
    employee, a store or a rule that no posted line is about; a rule of ours may be asked for also then.
    """
    with reading(book) as connection:
        _check_known(connection, wanted)
        lowest, highest = (_minor_units(each, currencies(connection)) for each in amounts)
        return read_lines(connection, *conditions(replace(wanted, amount_from=lowest, amount_to=highest)))


def _check_known(connection: Connection, wanted: LineFilter) -> None:
    """Raise ``BookError`` for a word that no line holds: nothing found would say that there is nothing to find."""
    for value in (*wanted.employees, *wanted.stores, *wanted.rules):
        check_recordable(value)
    for employee in not_posted(connection, "employee_id", wanted.employees):
        people = posted_words(connection, "employee_id", "name")
        hint = employee_hint(employee, ((each, name) for each, name in people))
        raise BookError(Text.of("no posted line is about the employee {employee}{hint}", employee=employee, hint=hint))
    for store in not_posted(connection, "store", wanted.stores):
        raise BookError(_no_store(store, [known for (known,) in posted_words(connection, "store") if known]))
    for rule in not_posted(connection, "rule", set(wanted.rules) - set(RULES)):
        raise BookError(_no_rule(rule, {known for (known,) in posted_words(connection, "rule")} | set(RULES)))


def _no_store(store: str, known: Sequence[str]) -> Text:
    names = COMMA.join(get_close_matches(store, known) or known or ["–"])
    return Text.of("no posted line is of the store «{store}»; there are: {names}", store=store, names=names)


def _no_rule(rule: str, known: Collection[str]) -> Text:
    named = [
        Text.of("{rule} ({word})", rule=each, word=RULES[each]) if each in RULES else same(each)
        for each in sorted(known)
    ]
    return Text.of("there is no rule «{rule}»; there are: {rules}", rule=rule, rules=COMMA.join(named))


def export_book(book: Book, store: EvidenceStore, path: Path) -> Exported:
    """Write the whole book and its evidence into one zip. Raises ``BookError`` or ``EvidenceError``."""
    with reading(book) as connection:
        acts, runs = rows_of_acts(connection), rows_of_runs(connection)
        return write_export(path, rows_of_lines(connection), acts, runs, store)


@dataclass(frozen=True, slots=True)
class AuditSample:
    """What an auditor asks for.

    ``size`` None: as many as confidence (0 to 1), tolerable and expected error need. These two are rates in percent
    for a random sample, amounts for one by monetary units.
    """

    method: Literal["random", "monetary-unit"]
    size: int | None
    confidence: float
    tolerable: str
    expected: str
    seed: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines that were drawn, and what is said about them: the plan, the seed, and what each result would prove."""

    lines: pd.DataFrame
    told: tuple[Text, ...]

    headings = (
        Text.of("Line"),
        Text.of("Entry"),
        Text.of("Name"),
        Text.of("Amount"),
        Text.of("Evidence"),
        Text.within("heading", "Explanation"),
    )

    def rows(self, language: Language) -> list[tuple[object, ...]]:
        """Return the drawn lines as they are shown, one tuple for each."""
        return [
            (
                row["sequence"],
                row["entry_id"],
                row["name"],
                plain(row["amount"], currency_places(row["currency"])),
                row["evidence"],
                row[f"explanation_{language}"],
            )
            for row in self.lines.to_dict("records")
        ]


def draw(lines: pd.DataFrame, task: AuditSample) -> Drawn:
    """Draw a sample. Raises ``SamplingError`` for a task that makes no sample, ``BookError`` for wrong figures."""
    if lines.empty:
        raise BookError(Text.of("no line to draw from; ask for more of them."))
    check_recordable(task.seed)
    _check_errors(task)
    return _random(lines, task) if task.method == "random" else _by_units(lines, task)


def _check_errors(task: AuditSample) -> None:
    """Raise ``BookError`` for errors that make no sense, in the units in which they were asked for."""
    tolerable, expected = _number(task.tolerable), _number(task.expected)
    rates = task.method == "random"
    if tolerable <= 0 or (rates and tolerable >= 100):
        most = Text.of(" and below 100 (percent)") if rates else EMPTY
        raise BookError(
            Text.of("--tolerable must be above 0{most}; found {tolerable}.", most=most, tolerable=task.tolerable)
        )
    if not 0 <= expected < tolerable:
        raise BookError(
            Text.of(
                "--expected must not be negative and must be below --tolerable ({tolerable}); found {expected}.",
                tolerable=task.tolerable,
                expected=task.expected,
            )
        )


def _random(lines: pd.DataFrame, task: AuditSample) -> Drawn:
    population, percent = len(lines), f"{task.confidence:.4%}".rstrip("0%").rstrip(".") + "%"
    tolerable, expected = (float(_number(each) / 100) for each in (task.tolerable, task.expected))
    size = task.size
    if size is None:
        size = attribute_plan(task.confidence, tolerable, expected, population).size
    sample = random_sample(lines, size, task.seed)
    table = attribute_table(task.confidence, size, _MOST_ERRORS, population)
    told = [
        Text.of(
            "{size} of {population} lines drawn at random; seed {seed}; confidence {percent}, tolerable rate "
            "{tolerable}%, expected {expected}%",
            size=size,
            population=population,
            seed=task.seed,
            percent=percent,
            tolerable=task.tolerable,
            expected=task.expected,
        ),
        *(
            Text.of(
                "with {errors} wrong among them: at most {rate:.2%} of all lines are wrong",
                errors=bound.errors,
                rate=bound.rate,
            )
            for bound in table
        ),
    ]
    return Drawn(sample.lines, tuple(told))


def _by_units(lines: pd.DataFrame, task: AuditSample) -> Drawn:
    found = sorted(set(lines["currency"]))
    if len(found) > 1:
        raise BookError(_several_currencies(found))
    tolerable, expected = (_minor_units(each, found) or 0 for each in (task.tolerable, task.expected))
    places, currency = currency_places(found[0]), found[0]
    amount = int(lines["amount"].abs().sum())
    percent = f"{task.confidence:.4%}".rstrip("0%").rstrip(".") + "%"
    if task.size is None:
        interval = monetary_plan(task.confidence, amount, tolerable, expected).interval
    else:
        interval = max(amount // task.size, 1)
    sample = monetary_unit_sample(lines, interval, task.seed)
    table = monetary_table(task.confidence, interval, _MOST_ERRORS)
    told = [
        Text.of(
            "absolute amounts of {amount} {currency} in {population} lines ({without_amount} of them of no amount, "
            "which cannot be drawn)",
            amount=plain(amount, places),
            currency=currency,
            population=sample.population,
            without_amount=sample.without_amount,
        ),
        Text.of(
            "one unit in each {interval}, from {start} on, seed {seed}, confidence {percent}; {count} lines drawn, "
            "{certain} of them for certain, for their size",
            interval=plain(interval, places),
            start=plain(sample.start, places),
            seed=task.seed,
            percent=percent,
            count=len(sample.lines),
            certain=int(sample.lines["certain"].sum()),
        ),
        *(
            Text.of(
                "with {errors} of the others wholly wrong: at most {misstatement} is misstated",
                errors=bound.errors,
                misstatement=plain(bound.misstatement, places),
            )
            for bound in table
        ),
    ]
    return Drawn(sample.lines, tuple(told))


def _minor_units(amount: str | None, found: Sequence[str]) -> int | None:
    """Return an amount as minor units of the currencies of the lines."""
    if amount is None:
        return None
    places = {currency_places(each) for each in found} or {2}
    if len(places) > 1:
        raise BookError(_several_currencies(found))
    value = _number(amount).scaleb(places.pop())
    if value != value.to_integral_value():
        raise BookError(_no_number(amount))
    return int(value)


def _several_currencies(found: Sequence[str]) -> Text:
    return Text.of(
        "the lines are in several currencies ({found}), so their amounts cannot be compared. Ask for periods of one "
        "currency.",
        found=COMMA.join(found),
    )


_PLACES = 30
"""What is larger or smaller than so many places of ten is no amount of any currency."""


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BookError(_no_number(text)) from None
    if not value.is_finite() or abs(value.adjusted()) > _PLACES:
        raise BookError(_no_number(text))
    return value


def _no_number(text: str) -> Text:
    return Text.of("«{text}» is not an amount or rate; write -50 or -50.00.", text=text)
