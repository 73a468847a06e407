"""The history: what earlier periods counted, row by row or as whole ledgers of theirs (rules, section 16)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.entry_ids import ABOUT_ENTRIES, COMPUTED, FORGIVEN, POSTED, REVERSED, what_about
from payroll.month.context import Month, dispositions_of, problem_at, records
from payroll.month.kinds_records import HISTORY_CODE, HISTORY_RULE
from payroll.month.ledger import ADJUSTMENT_OF_RULE
from payroll.policy.discipline_rule import OF_CODE
from payroll.problems import Problem, ProblemKind
from payroll.tables import ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_USED

_ABOUT_ANOTHER = rf"^[^/]*/.*/(?:{'|'.join(sorted(ABOUT_ENTRIES))})/"


def check_history(month: Month) -> tuple[npt.NDArray[np.int8], list[Problem]]:
    """Decide which rows of ``history`` count: one for each entry dated before the period that stands.

    An entry counts once. It does not stand if it was taken back by a correction and not posted again, or
    forgiven, as far as the rows tell: lines of a ledger that say so are out of scope themselves.
    """
    table = month.tables.history
    dispositions = dispositions_of(table, ROW_OUT_OF_SCOPE)
    if table.empty:
        return dispositions, []
    known = table["rule"].isin(list(ADJUSTMENT_OF_RULE)).to_numpy()
    past = (table["date"] < month.period.first).to_numpy()
    problems = _one_of_each(month, table[~known], HISTORY_RULE, "rule")
    chosen = np.flatnonzero(known & past)
    fates = _of_entries(month, table.iloc[chosen])
    dispositions[chosen] = fates
    if any(_counts_codes(month)):
        used = table.iloc[chosen[fates == ROW_USED]]
        unknown = used[(used["rule"] == "incident") & (codes_of(month, used) == "")]
        problems += _one_of_each(month, unknown, HISTORY_CODE, "rule")
    return dispositions, problems


def codes_of(month: Month, history: pd.DataFrame) -> pd.Series:
    """Return the code of each row that is an incident: its own, or that of the incident that its ``entry_id`` names.

    A line of a correction names the incident that it posts again.
    """
    incidents = month.tables.incidents
    ids = month.tables.employees["employee_id"].array.take(incidents["employee"].to_numpy())
    named = pd.Series(ids).astype("str") + "/incident/" + incidents["incident_id"].reset_index(drop=True)
    code_of = pd.Series(incidents["code"].to_numpy(object), index=pd.Index(named))
    entry = pd.Series(_entries_and_parts(month, history)[0], dtype="str").str.split("/", n=1).str[-1]
    found = pd.Series(code_of.reindex(entry, fill_value="").to_numpy(object), index=history.index)
    return history["code"].where(history["code"] != "", found).astype("str")


def _counts_codes(month: Month) -> list[bool]:
    rules = (version.rules.discipline for version in month.policies.versions)
    return [rule is not None and any(name.startswith(OF_CODE) for name in rule.counts) for rule in rules]


def _of_entries(month: Month, rows: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Return what becomes of rows of the past: of each entry that stands the row that says it is used."""
    fates = np.full(len(rows), ROW_USED, np.int8)
    named = np.flatnonzero((rows["entry_id"] != "").to_numpy())
    if not len(named):
        return fates
    entry, part = _entries_and_parts(month, rows.iloc[named])
    code, _ = pd.factorize(entry)
    size = int(code.max()) + 1
    once = ~rows["entry_id"].iloc[named].duplicated().to_numpy()
    computed, taken_back, posted, forgiven = (
        np.bincount(code[once & (part == each)], minlength=size) for each in (COMPUTED, REVERSED, POSTED, FORGIVEN)
    )
    stands = (computed + posted > taken_back) & (forgiven == 0)
    says = np.isin(part, (COMPUTED, POSTED))
    order = rows.iloc[named][["entry_id", "file", "row"]].assign(code=code, part=part, at=named)[says]
    order = order.sort_values(["code", "part", "entry_id", "file", "row"], ascending=[True, False, False, True, True])
    first = order.drop_duplicates("code")["at"].to_numpy()
    fates[named] = np.where(says & stands[code] & (part == COMPUTED), ROW_DUPLICATE, ROW_OUT_OF_SCOPE)
    of_first = pd.Series(code, index=named).loc[first].to_numpy()
    fates[first[stands[of_first]]] = ROW_USED
    return fates


def _entries_and_parts(month: Month, rows: pd.DataFrame) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int8]]:
    """Return the entry that each row is about, and what it does to it; few rows are about another than their own."""
    entry = rows["entry_id"].to_numpy(object).copy()
    part = np.full(len(rows), COMPUTED, np.int8)
    for at in np.flatnonzero(rows["entry_id"].str.contains(_ABOUT_ANOTHER, regex=True)).tolist():
        entry[at], part[at] = what_about(entry[at], month.employee_id(int(rows["employee"].iloc[at])))
    return entry, part


def _one_of_each(month: Month, rows: pd.DataFrame, kind: ProblemKind, column: str) -> list[Problem]:
    """Return one problem for each file and text of ``column``, at its first row."""
    count = rows.groupby(["file", column])["row"].transform("size")
    firsts = rows.assign(rows=count).sort_values(["file", "row"]).drop_duplicates(["file", column])
    return [
        problem_at(kind, month.tables.files, row, column, row[column], {"count": str(row["rows"])})
        for row in records(firsts)
    ]
