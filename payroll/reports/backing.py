"""What the workbook of a month shows beside its report: how amounts are worked out, and what the book holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from payroll.working import Working


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a month.

    ``workings``       the figures of each amount by entry id, for the lines that have some
    ``column_of_rule`` the column of the adjustments in which a rule's amounts are summed up; without any, the sums
                       of the workbook are values
    ``policy_hashes``  label of a policy version -> SHA-256 of its file
    ``run_id``         what the book of record calls the run, "" for one that is not recorded
    """

    workings: Mapping[str, Working] = field(default_factory=dict)
    column_of_rule: Mapping[str, str] = field(default_factory=dict)
    policy_hashes: Mapping[str, str] = field(default_factory=dict)
    run_id: str = ""


NO_BACKING = Backing()
