"""A part of the employees is judged: from their rows of punches and shifts to their attendance.

Every step is that of one machine. What a part cannot know is left out: problems that are about everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from payroll.company_rules import company_rules
from payroll.engine.concerned import Concerned, concerned_rows
from payroll.engine.ground import LaidFile, PartGround
from payroll.intake import frames
from payroll.intake.corrections import devices_of, moved_punches
from payroll.intake.findings import Rows
from payroll.intake.people import Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import Setting
from payroll.intake.settling import settle_rows, understand_source
from payroll.intake.sources import NO_SOURCE
from payroll.intake.zones import PolicyFacts, Zones
from payroll.month.context import Month, month_of
from payroll.month.month import Arranged, Attended, arrange, attend
from payroll.period import Period
from payroll.policy.model import Policies
from payroll.run import OfficialDaysOf
from payroll.table import Table
from payroll.tables import LEAVE, PUNCHES, SHIFTS, Tables

SETTING = "month"
"""What is kept under this name for all parts: a ``MonthSetting``."""


@dataclass(frozen=True, slots=True)
class MonthSetting:
    """What every part is judged with, beside its own tables.

    ``sources`` are all files without their rows; ``corrections`` all rows of the corrections of clocks;
    ``keeps_frames`` tells whether lines and people are kept as frames, too (``frames`` in ``payroll.engine.publish``);
    ``closed`` are other months: punches and shifts that are dated in them are kept, as ``closed_name``
    (``payroll.engine.part``).
    """

    period: Period
    policies: Policies
    official_days: OfficialDaysOf
    facts: PolicyFacts
    sources: Sequence[RawTable]
    laid: Sequence[LaidFile]
    corrections: pd.DataFrame
    keeps_frames: bool
    closed: Sequence[Period]


def nothing_of(table: Table, setting: MonthSetting) -> pd.DataFrame:
    """Return no rows of a table, with all of its columns."""
    of_nobody = Setting(Roster(()), Zones(setting.facts))
    return understand_source(NO_SOURCE, table, of_nobody, setting.period, {})[0]


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A part, judged: ``rows`` are all those of punches and shifts, clean and left out."""

    arranged: Arranged
    attended: Attended
    rows: Mapping[str, pd.DataFrame]
    concerned: Mapping[str, Concerned]

    @property
    def month(self) -> Month:
        """The month of the part."""
        return self.arranged.month


def judge_part(setting: MonthSetting, ground: PartGround, read: Mapping[str, pd.DataFrame]) -> JudgedPart:
    """Settle the rows of a part and judge its attendance. ``read`` are the rows of punches and shifts."""
    ids = ground.tables.employees["employee_id"].tolist()
    rows, concerned = {}, {}
    for table in (PUNCHES, SHIFTS):
        understood = Rows(read[table.name], setting.sources)
        rows[table.name], _ = settle_rows(table, understood, ids)
        concerned[table.name] = concerned_rows(table, understood, rows[table.name], ground.own, ground.members)
    punches = rows[PUNCHES.name]
    rows[PUNCHES.name] = moved_punches(punches, devices_of(punches, setting.sources), setting.corrections)
    tables = _with_rows(ground.tables, rows, setting)
    rules, _ = company_rules(setting.policies)
    month = month_of(setting.period, tables, setting.policies, setting.official_days, rules)
    arranged = arrange(month, ground.own, ground.events)
    return JudgedPart(arranged, attend(arranged.month, arranged.swaps.shifts), rows, concerned)


def _with_rows(tables: Tables, rows: Mapping[str, pd.DataFrame], setting: MonthSetting) -> Tables:
    """Return the tables with the clean rows of punches and shifts, and who is unclear by set-aside punches."""
    own = frames.unclear_frame(rows[PUNCHES.name], nothing_of(LEAVE, setting), Roster(()), setting.period)
    unclear = pd.concat([tables.unclear, own], ignore_index=True).drop_duplicates()
    return replace(
        tables,
        shifts=frames.shifts_frame(rows[SHIFTS.name]),
        punches=frames.punches_frame(rows[PUNCHES.name]),
        unclear=unclear.sort_values(["employee", "date"], ignore_index=True).astype(np.int32),
    )
