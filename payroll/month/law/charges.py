"""The charges and proposals of a month as columns, with all that a law asks about them (rules, section 22)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.money import PAID_DAYS_PER_MONTH, round_half_up
from payroll.month.context import Month, records
from payroll.month.lookup import Ints
from payroll.period import MINUTES_PER_DAY, NO_DAY
from payroll.policy.law_kinds import WAGE_RULES, kind_of
from payroll.policy.law_model import KINDS

ABSENCE, LOSS, DISCIPLINE = range(len(KINDS))
PROPOSAL = -1
"""Positions in ``KINDS``; a line that only proposes something has none."""
_DISMISSAL = "dismiss|terminat|辞退|开除|解除|解雇"
"""How an action names a dismissal: its words are the company's own."""
NO_CONTRACT, WITHOUT_CLAUSE, WITH_CLAUSE = range(3)


_LOOKED_AT = ["employee", "date", "version", "action", "evidence", "event", "missed", "scheduled", "quantity"]


def charges_of(month: Month, lines: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each line that charges or proposes something.

    Columns: line (position in the entries), employee, date, day (of the event), version (int32), kind (int8), asked,
    time (int64 minor units: what is charged, and of that for time not worked), whole_day (bool: all of the day's
    shifts were missed), carried (bool), row (int32, position in the table of incidents or complaints, -1), loss
    (int64, -1 unknown), notified, heard (int32 day or NO_DAY), hearable (bool: the row could say when the employee
    was heard), act (int32, -1 none), signed (int32, first day on which the employee signed for the version, or
    NO_DAY), contract (int8: NO_CONTRACT …), proved (bool), dismissal (bool).
    """
    rules, names = pd.factorize(lines["rule"])
    is_wage = np.array([name in WAGE_RULES for name in names] or [False])
    amount, action = lines["amount"].to_numpy(), lines["action"]
    found = np.flatnonzero(((amount < 0) & ~is_wage[rules]) | (action != "").to_numpy())
    few, rules = lines[_LOOKED_AT].iloc[found], rules[found]  # not the explanations, which are most of a line
    asked = np.maximum(-amount[found], 0)
    frame = pd.DataFrame(
        {
            "line": found.astype(np.int32),
            "employee": few["employee"].to_numpy(),
            "date": few["date"].to_numpy(),
            "day": few["date"].to_numpy().copy(),
            "version": few["version"].to_numpy(),
            "kind": np.full(len(few), PROPOSAL, np.int8),
            "asked": asked,
            "time": np.zeros(len(few), np.int64),
            "whole_day": _whole_day(few, _is(rules, names, "absence")),
            "carried": _is(rules, names, "loss-carried"),
            "row": np.full(len(few), -1, np.int32),
            "loss": np.full(len(few), -1, np.int64),
            "notified": np.full(len(few), NO_DAY, np.int32),
            "heard": np.full(len(few), NO_DAY, np.int32),
            "hearable": np.zeros(len(few), bool),
            "act": np.full(len(few), -1, np.int32),
            "signed": np.full(len(few), NO_DAY, np.int32),
            "contract": np.full(len(few), NO_CONTRACT, np.int8),
            "proved": (few["evidence"] != "").to_numpy(),
            "dismissal": _names_dismissal(few["action"]),
        }
    )
    _add_rows(month, frame, few, rules, names)
    _add_kinds(month, frame, rules, names)
    _add_time(month, frame, few, _is(rules, names, "absence"))
    return frame


def _names_dismissal(actions: pd.Series) -> npt.NDArray[np.bool_]:
    which, said = pd.factorize(actions)  # most lines propose nothing
    names: npt.NDArray[np.bool_] = said.str.lower().str.contains(_DISMISSAL).astype(bool)
    return names[which]


def _whole_day(lines: pd.DataFrame, is_absence: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell which absences are part of a day that was missed whole, be it in several shifts."""
    whole = np.zeros(len(lines), bool)
    absences = lines[["employee", "date", "missed", "scheduled"]].iloc[np.flatnonzero(is_absence)]
    missed = absences.groupby(["employee", "date"])["missed"].transform("sum")
    whole[is_absence] = (missed == absences["scheduled"]).to_numpy()
    return whole


def without_given_back(charges: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the charges less what ``absence-limit`` gave back of absences (section 18), the latest ones first.

    It comes off what they take above the time not worked, and only then off that.
    """
    rule = lines["rule"]
    back = lines[["employee", "amount"]][rule == "absence-limit"]
    if back.empty:
        return charges
    asked, time = charges["asked"].to_numpy().copy(), charges["time"].to_numpy().copy()
    whose, is_absence = charges["employee"].to_numpy(), (rule == "absence").to_numpy()[charges["line"].to_numpy()]
    for employee, amount in back.groupby("employee")["amount"].sum().items():
        own = np.flatnonzero((whose == employee) & is_absence)[::-1]  # of one day the latest first, too
        own, left = own[np.argsort(-charges["date"].to_numpy()[own], kind="stable")], int(amount)
        for part in (asked - time, time):
            for charge in own.tolist():
                taken = min(left, int(part[charge]))
                asked[charge] -= taken
                time[charge] = min(time[charge], asked[charge])
                left -= taken
    return charges.assign(asked=asked, time=time)


def _is(rules: npt.NDArray[np.intp], names: pd.Index, name: str) -> npt.NDArray[np.bool_]:
    return np.array([each == name for each in names] or [False])[rules]


def _add_rows(
    month: Month, frame: pd.DataFrame, lines: pd.DataFrame, rules: npt.NDArray[np.intp], names: pd.Index
) -> None:
    """Find the rows behind incidents, complaints and carried losses, and take over what they record."""
    tables = month.tables
    acts: dict[str, int] = {}
    for rule, table, key in (
        ("incident", tables.incidents, "incident_id"),
        ("complaint", tables.complaints, "complaint_id"),
    ):
        own = np.flatnonzero(_is(rules, names, rule))
        if not len(own):
            continue
        row = pd.Index(table[key]).get_indexer(pd.Index(lines["event"].iloc[own])).astype(np.int32)
        said = table.iloc[row]
        frame.loc[own, "row"] = row
        frame.loc[own, "hearable"] = True
        frame.loc[own, "heard"] = said["heard_on"].to_numpy()
        frame.loc[own, "act"] = np.array(
            [acts.setdefault(act, len(acts)) if act else -1 for act in said["act"]], np.int32
        )
        if rule == "incident":
            frame.loc[own, "loss"] = said["loss"].to_numpy()
            frame.loc[own, "notified"] = said["notified_on"].to_numpy()
        else:
            frame.loc[own, "day"] = (said["received_at"] // MINUTES_PER_DAY).to_numpy(np.int32)
    own = np.flatnonzero(frame["carried"].to_numpy())
    if len(own):
        row = pd.Index(tables.carried["entry_id"]).get_indexer(pd.Index(lines["event"].iloc[own]))
        frame.loc[own, "day"] = tables.carried["date"].to_numpy()[row]


def _add_kinds(month: Month, frame: pd.DataFrame, rules: npt.NDArray[np.intp], names: pd.Index) -> None:
    codes = month.tables.incidents["code"].tolist()
    known: dict[tuple[int, str, str], int] = {}

    def kind(version: int, rule: str, code: str) -> int:
        key = (version, rule, code)
        if key not in known:
            known[key] = KINDS.index(kind_of(month.facts.rules(version), rule, code))
        return known[key]

    version, charged = frame["version"].to_numpy(), frame["asked"].to_numpy() > 0
    kinds = frame["kind"].to_numpy().copy()
    is_incident = _is(rules, names, "incident")
    for index in np.unique(version[charged]).tolist():
        by_rule = np.array([kind(index, str(name), "") for name in names] or [0], np.int8)
        own = charged & (version == index)
        kinds[own] = by_rule[rules[own]]
    for position in np.flatnonzero(charged & is_incident).tolist():
        kinds[position] = kind(int(version[position]), "incident", codes[frame["row"].iloc[position]])
    frame["kind"] = kinds


def _add_time(month: Month, frame: pd.DataFrame, lines: pd.DataFrame, is_absence: npt.NDArray[np.bool_]) -> None:
    """Split off what a charge takes for time not worked (22.1): at most what the time missed is worth."""
    own = np.flatnonzero(frame["kind"].to_numpy() == ABSENCE)
    if not len(own):
        return
    few = lines[["missed", "scheduled", "quantity"]].iloc[own]
    employee, date, asked = (frame[name].to_numpy()[own] for name in ("employee", "date", "asked"))
    base = month.facts.base_wage(employee, date).astype(object)
    missed, scheduled = few["missed"].to_numpy(object), few["scheduled"].to_numpy(object)
    counted = np.flatnonzero(~is_absence[own])
    minutes = [int(text or 0) for text in few["quantity"].iloc[counted]]
    missed[counted] = minutes
    versions = frame["version"].to_numpy()[own[counted]].tolist()
    scheduled[counted] = [60 * Fraction(month.facts.rules(version).hours_per_day) for version in versions]
    paid_days, hundred = PAID_DAYS_PER_MONTH
    worth = round_half_up(base * hundred * missed, paid_days * np.maximum(scheduled, 1))
    time = frame["time"].to_numpy().copy()
    time[own] = np.minimum(worth, asked.astype(object)).astype(np.int64)
    frame["time"] = time
    whole = frame["whole_day"].to_numpy().copy()
    whole[own[counted]] = False
    frame["whole_day"] = whole


def with_records(month: Month, charges: pd.DataFrame) -> pd.DataFrame:
    """Return charges with what the tables of acknowledgements and contracts say of them."""
    signed = _signed(month, charges["employee"].to_numpy(), charges["version"].to_numpy())
    contract = charges["contract"].to_numpy().copy()
    losses = np.flatnonzero(charges["kind"].to_numpy() == LOSS)
    if len(losses):
        contracts: Mapping[int, list[tuple[int, int, bool]]] = _contracts(month)
        rows = zip(charges["employee"].iloc[losses].tolist(), charges["day"].iloc[losses].tolist(), strict=True)
        contract[losses] = [_contract_on(contracts.get(employee, []), day) for employee, day in rows]
    return charges.assign(signed=signed, contract=contract)


def _signed(month: Month, employee: Ints, version: Ints) -> npt.NDArray[np.int32]:
    """Return the first day on which each employee signed for a version, NO_DAY where none is recorded."""
    table, versions = month.tables.acknowledgements, month.policies.versions
    if table.empty:
        return np.full(len(employee), NO_DAY, np.int32)
    position = {(each.policy_id, each.date): index for index, each in enumerate(versions)}
    named = zip(table["policy"].tolist(), table["version"].tolist(), strict=True)
    of_version = np.array([position.get(key, -1) for key in named], np.int64)
    known = of_version >= 0
    keys = table["employee"].to_numpy(np.int64)[known] * len(versions) + of_version[known]
    first = pd.Series(table["date"].to_numpy()[known]).groupby(keys).min()
    at = first.index.get_indexer(pd.Index(employee.astype(np.int64) * len(versions) + version))
    days = np.append(first.to_numpy(np.int32), np.int32(NO_DAY))
    return days[at]


def _contracts(month: Month) -> dict[int, list[tuple[int, int, bool]]]:
    """Return start, end (NO_DAY: open) and whether there is a clause on loss, by employee, by start."""
    found: dict[int, list[tuple[int, int, bool]]] = {}
    for row in records(month.tables.contracts.sort_values(["employee", "start"], kind="stable")):
        found.setdefault(row["employee"], []).append((row["start"], row["end"], bool(row["loss_clause"])))
    return found


def _contract_on(contracts: list[tuple[int, int, bool]], day: int) -> int:
    own = [clause for start, end, clause in contracts if start <= day and end in {NO_DAY, max(day, end)}]
    if not own:
        return NO_CONTRACT
    return WITH_CLAUSE if own[-1] else WITHOUT_CLAUSE
