"""For auditors: posted lines by filters, samples with what they can prove, and the export of the whole book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

import pandas as pd

from payroll.language import EMPTY, Language, Text
from payroll.ledger.about import currencies, rows_of_acts, rows_of_lines, rows_of_runs
from payroll.ledger.acts import check_recordable
from payroll.ledger.book import Book, reading
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.export import Exported, write_export
from payroll.ledger.lines import read_lines
from payroll.ledger.sample_sizes import attribute_plan, attribute_table, monetary_plan, monetary_table
from payroll.ledger.sampling import monetary_unit_sample, random_sample
from payroll.ledger.showing import LineFilter, conditions
from payroll.money import currency_places, plain

Bounds = tuple[str | None, str | None]
"""The lowest and the highest amount as a person writes them, ``-50.00``."""
_MOST_ERRORS = 5
_NOTHING: Bounds = (None, None)


def posted_lines(book: Book, wanted: LineFilter, amounts: Bounds = _NOTHING) -> pd.DataFrame:
    """Return the posted lines that meet the conditions (columns as of ``payroll.ledger.lines.read_lines``).

    Raises ``BookError`` for amounts that are none, or where lines are in currencies of different places.
    """
    with reading(book) as connection:
        lowest, highest = (_minor_units(each, currencies(connection)) for each in amounts)
        return read_lines(connection, *conditions(replace(wanted, amount_from=lowest, amount_to=highest)))


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
        Text("行号", "Line"),
        Text("记录编号", "Entry"),
        Text("姓名", "Name"),
        Text("金额", "Amount"),
        Text("依据", "Evidence"),
        Text("说明", "Explanation"),
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
        raise BookError(Text("没有可抽样的记录；请放宽条件。", "no line to draw from; ask for more of them."))
    check_recordable(task.seed)
    _check_errors(task)
    return _random(lines, task) if task.method == "random" else _by_units(lines, task)


def _check_errors(task: AuditSample) -> None:
    """Raise ``BookError`` for errors that make no sense, in the units in which they were asked for."""
    tolerable, expected = _number(task.tolerable), _number(task.expected)
    rates = task.method == "random"
    if tolerable <= 0 or (rates and tolerable >= 100):
        most = Text("、小于 100（%）", " and below 100 (percent)") if rates else EMPTY
        raise BookError(
            Text(
                f"--tolerable 应大于 0{most.zh}，现为 {task.tolerable}。",
                f"--tolerable must be above 0{most.en}; found {task.tolerable}.",
            )
        )
    if not 0 <= expected < tolerable:
        raise BookError(
            Text(
                f"--expected 应不小于 0，且小于 --tolerable（{task.tolerable}），现为 {task.expected}。",
                f"--expected must not be negative and must be below --tolerable ({task.tolerable}); found "
                f"{task.expected}.",
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
        Text(
            f"从 {population} 条中随机抽取 {size} 条；种子 {task.seed}；置信度 {percent}，"
            f"可容忍偏差率 {task.tolerable}%，预计 {task.expected}%",
            f"{size} of {population} lines drawn at random; seed {task.seed}; confidence {percent}, tolerable rate "
            f"{task.tolerable} %, expected {task.expected} %",
        ),
        *(
            Text(
                f"若其中 {bound.errors} 条有误：全部记录的偏差率不超过 {bound.rate:.2%}",
                f"with {bound.errors} wrong among them: at most {bound.rate:.2%} of all lines are wrong",
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
        Text(
            f"金额绝对值合计 {plain(amount, places)} {currency}，共 {sample.population} 条"
            f"（其中 {sample.without_amount} 条金额为 0，抽不到）",
            f"absolute amounts of {plain(amount, places)} {currency} in {sample.population} lines "
            f"({sample.without_amount} of them of no amount, which cannot be drawn)",
        ),
        Text(
            f"每 {plain(interval, places)} 抽一个货币单元，起点 {plain(sample.start, places)}，种子 {task.seed}，"
            f"置信度 {percent}；抽中 {len(sample.lines)} 条，其中 {int(sample.lines['certain'].sum())} 条因金额大必选",
            f"one unit in each {plain(interval, places)}, from {plain(sample.start, places)} on, seed {task.seed}, "
            f"confidence {percent}; {len(sample.lines)} lines drawn, {int(sample.lines['certain'].sum())} of them for "
            "certain, for their size",
        ),
        *(
            Text(
                f"若其余抽中的有 {bound.errors} 条全额有误：错报总额不超过 {plain(bound.misstatement, places)}",
                f"with {bound.errors} of the others wholly wrong: at most {plain(bound.misstatement, places)} is "
                "misstated",
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
    return Text(
        f"这些记录以不同的币种计（{'、'.join(found)}），金额不能相比；请先用 --period 缩小范围。",
        f"the lines are in several currencies ({', '.join(found)}), so their amounts cannot be compared. Ask for "
        "periods of one currency.",
    )


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BookError(_no_number(text)) from None
    if not value.is_finite():
        raise BookError(_no_number(text))
    return value


def _no_number(text: str) -> Text:
    return Text(
        f"“{text}”不是金额或比例；请写成 -50 或 -50.00。", f"«{text}» is no amount or rate; write -50 or -50.00."
    )
