"""A random month, judged by the program and by the slow implementation."""

import csv
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from payroll.month.context import Month
from payroll.month.month import Judged, judge
from payroll.policy.load import load_policies
from payroll.policy.model import Policies
from tests.month_frames import Row, month_from_rows, read_rows

from .naive_month import Result
from .naive_month import judge as judge_slowly
from .random_month import write_month


class Random30(NamedTuple):
    """A random month of some thirty people: its rows, its policies, and what both implementations make of it."""

    period: str
    policies: Policies
    rows: dict[str, list[Row]]
    month: Month
    judged: Judged
    slowly: Result
    aside: list[Row]

    def month_of(self, rows: dict[str, list[Row]]) -> Month:
        """Return the same month with other rows."""
        return month_from_rows(self.period, self.policies, rows, *doubts(self.aside))


def doubts(aside: list[Row]) -> tuple[list[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    """Return who is unclear when, and of whom rows of which table of records were set aside."""
    unclear: list[tuple[str, str]] = []
    doubtful: dict[str, list[tuple[str, str]]] = {}
    for row in aside:
        told = (row["employee_id"], row["date"])
        if row["table"] in {"punches", "leave"}:
            unclear.append(told)
        else:
            doubtful.setdefault(row["table"], []).append(told)
    return unclear, doubtful


@cache
def random_month(seed: int, *, of_wages: bool = False, of_law: bool = False) -> Random30:
    """Return the random month of a seed, judged by both; `of_wages`: with sections 18 and 19, `of_law`: with 22."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        period = write_month(folder, seed, of_wages=of_wages, of_law=of_law)
        policies, wrong = load_policies(folder / "policies")
        assert not [problem for problem in wrong if problem.severity == "error"]
        rows = read_rows(folder / "data")
        numbered = {table: [{"#": str(n)} | row for n, row in enumerate(found, 2)] for table, found in rows.items()}
        aside = list(csv.DictReader((folder / "aside.csv").read_text(encoding="utf-8").splitlines()))
        month = month_from_rows(period, policies, numbered, *doubts(aside))
        return Random30(period, policies, numbered, month, judge(month), judge_slowly(folder, period), aside)
