"""Months for the tests of the page, as the reports receive them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from payroll.language import Language
from payroll.reports.result import MonthReport
from tests.report_example import FIRST, OFFICE, example

NASTY = "<img src=x onerror=window.ran=1></script><script>window.ran=1</script>"
RULES = ("lateness", "complaint", "incident")


def with_lines(count: int) -> pd.DataFrame:
    """Return a month of ``count`` lines.

    Line ``n`` (from 0) is of employee ``n % 40`` in store ``n % 4`` on day ``n % 31`` of the month, by rule
    ``n % 3`` of lateness, complaint and incident; it costs ``n % 100`` whole units.
    """
    number = np.arange(count)
    amounts = -(number % 100) * 100
    people = [f"{each % 40:04d}" for each in number]
    return pd.DataFrame(
        {
            "entry_id": [f"2026-10/{person}/{each}" for each, person in zip(number, people, strict=True)],
            "employee_id": people,
            "name": [f"Person {person}" for person in people],
            "store": [f"Store {each % 4}" for each in number],
            "date": (FIRST + number % 31).astype("int32"),
            "rule": [RULES[each % 3] for each in number],
            "clause": "7.1",
            "occurrence": np.int32(1),
            "quantity": "12",
            "amount": amounts.astype("int64"),
            "action": "",
            "kind": np.where(amounts == 0, "notice", "charge"),
            "corrects": "",
            "policy": OFFICE,
            "evidence": [f"punches.csv:{each + 2}" for each in number],
            "explanation_zh": [f"第 {each} 笔" for each in number],
            "explanation_en": [f"event {each} of the month" for each in number],
        }
    )


def month(count: int, language: Language = "en") -> MonthReport:
    """Return the example month with ``count`` lines of ``with_lines``."""
    return dataclasses.replace(example(language), ledger=with_lines(count))
