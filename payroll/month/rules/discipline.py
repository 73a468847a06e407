"""Discipline: steps that are proposed by repetition, with their evidence (rules, section 16). A person decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.language import LANGUAGES, Language, Text
from payroll.month.context import Month
from payroll.month.entries import joined, no_entries, place, same_text, text_series
from payroll.month.facts import Facts
from payroll.month.history import codes_of
from payroll.month.lookup import day_key
from payroll.month.windows import WINDOW_WORDS, window_begin
from payroll.month.words import choose, clause_text, column_text, fill, numbers, texts, type_of_text
from payroll.policy.discipline_rule import OF_CODE, DisciplineRule

_PROPOSED = Text(
    "{told}；{window}第 {number} 次{past}，提出处分建议，由人决定{clause}",
    "{told}; no. {number} {window} of what counts for discipline{past}: a step is proposed, a person decides{clause}",
)
_PAST = Text("（其中往月 {past} 次）", " ({past} of them in earlier months)")


def discipline_entries(facts: Facts, entries: pd.DataFrame) -> pd.DataFrame:
    """Return one entry of 0 for each entry of the period that proposes a step."""
    rules = [version.rules.discipline for version in facts.month.policies.versions]
    stated = [rule for rule in rules if rule is not None]
    own = entries[entries["rule"].isin(_rules_named(stated)).to_numpy()]
    if own.empty:
        return no_entries()
    history = facts.used("history")
    history = history[history["employee"].isin(own["employee"].unique()).to_numpy()]
    events = _in_order(_of_history(facts.month, history), _of_period(facts.month, own))
    return joined(
        _proposals(facts.month, events, version, rule) for version, rule in enumerate(rules) if rule is not None
    )


def _rules_named(rules: Sequence[DisciplineRule]) -> list[str]:
    """Return the rules of the ledger that the policies count, also by code."""
    return sorted({name.partition(":")[0] for rule in rules for name in rule.counts})


def _of_history(month: Month, history: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the history in the form of ``_in_order``."""
    return pd.DataFrame(
        {
            **{name: history[name].to_numpy() for name in ("employee", "date")},
            "rule": history["rule"].array,
            "event": history["entry_id"].array,
            "code": codes_of(month, history).array,
            "evidence": text_series(place(month, history["file"].to_numpy(), history["row"].to_numpy())),
            "explanation_zh": same_text("", len(history)),
            "explanation_en": same_text("", len(history)),
            "version": np.full(len(history), -1, np.int32),
            "past": np.ones(len(history), np.int64),
        }
    )


def _of_period(month: Month, entries: pd.DataFrame) -> pd.DataFrame:
    """Return the entries of the period in the form of ``_in_order``."""
    incidents = month.tables.incidents
    code_of = pd.Series(incidents["code"].to_numpy(object), index=pd.Index(incidents["incident_id"]))
    code = code_of.reindex(entries["event"], fill_value="").to_numpy(object)
    names = ["employee", "date", "rule", "event", "evidence", "explanation_zh", "explanation_en"]
    return entries[names].assign(
        code=np.where((entries["rule"] == "incident").to_numpy(), code, ""),
        version=month.facts.version(entries["employee"].to_numpy(), entries["date"].to_numpy()),
        past=0,
    )


def _in_order(history: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return what may be counted, for each employee in order.

    Columns: employee, date, rule, event, code (of an incident), evidence, explanation_zh, explanation_en, version (of
    its day; -1 for the history), past (1 for the history).
    """
    events = pd.concat([history, own], ignore_index=True) if len(history) else own
    return events.sort_values(["employee", "date", "rule", "event"], kind="stable", ignore_index=True)


def _proposals(month: Month, events: pd.DataFrame, version: int, rule: DisciplineRule) -> pd.DataFrame:
    """Return the proposals of the entries on the days of one version."""
    counted = events[_is_counted(events, rule)].reset_index(drop=True)
    at = np.flatnonzero(counted["version"].to_numpy() == version)
    first = _first_in_window(month, counted, at, rule)
    actions = _actions(at - first + 1, rule)
    proposing = np.flatnonzero(actions != "")
    if not len(proposing):
        return no_entries()
    return _entries(counted, at[proposing], first[proposing], actions[proposing], rule)


def _is_counted(events: pd.DataFrame, rule: DisciplineRule) -> npt.NDArray[np.bool_]:
    codes = [name.removeprefix(OF_CODE) for name in rule.counts if name.startswith(OF_CODE)]
    by_code = (events["rule"] == "incident").to_numpy() & events["code"].isin(codes).to_numpy()
    return np.asarray(events["rule"].isin(list(rule.counts)).to_numpy() | by_code, bool)


def _first_in_window(
    month: Month, counted: pd.DataFrame, at: npt.NDArray[np.intp], rule: DisciplineRule
) -> npt.NDArray[np.intp]:
    """Return the position of the first of the employee's events that count together with each of those ``at``."""
    employee, date = counted["employee"].to_numpy(), counted["date"].to_numpy()
    days, which = np.unique(date[at], return_inverse=True)
    begins = np.array([window_begin(rule.window, day, month.period) for day in days.tolist()], np.int64)
    return np.searchsorted(day_key(employee, date), day_key(employee[at], begins[which]))


def _actions(number: npt.NDArray[np.intp], rule: DisciplineRule) -> npt.NDArray[np.object_]:
    """Return the action of the step that the n-th event proposes, "" for none."""
    distinct, which = np.unique(number, return_inverse=True)
    steps = [rule.step(each) for each in distinct.tolist()]
    return np.array([step.action if step else "" for step in steps], object)[which]


def _entries(
    counted: pd.DataFrame,
    at: npt.NDArray[np.intp],
    first: npt.NDArray[np.intp],
    actions: npt.NDArray[np.object_],
    rule: DisciplineRule,
) -> pd.DataFrame:
    """Return the entries of the events ``at``, each of which is counted together with those from ``first`` on."""
    rows, number = counted.iloc[at], at - first + 1
    sums = np.append(0, np.cumsum(counted["past"].to_numpy()))
    past = sums[at + 1] - sums[first]
    named = {"rule": column_text(rows["rule"]), "event": column_text(rows["event"])}
    told = {f"explanation_{to}": text_series(_explanation(rows, number, past, rule, to)) for to in LANGUAGES}
    return pd.DataFrame(
        {
            "employee": rows["employee"].to_numpy(),
            "date": rows["date"].to_numpy(),
            "rule": same_text("discipline", len(rows)),
            "event": text_series(fill("{rule}/{event}", named, len(rows))),
            "clause": same_text(rule.clause, len(rows)),
            "occurrence": number.astype(np.int32),
            "quantity": same_text("", len(rows)),
            "amount": np.zeros(len(rows), np.int64),
            "action": text_series(texts(actions)),
            "version": rows["version"].to_numpy(),
            "evidence": text_series(_evidence_from(counted, at, first)),
            **told,
            "missed": 0,
            "scheduled": 0,
        }
    )


def _evidence_from(counted: pd.DataFrame, at: npt.NDArray[np.intp], first: npt.NDArray[np.intp]) -> pa.Array:
    """Return the evidence of all events from ``first`` to ``at``, joined."""
    count = at - first + 1
    ends = np.cumsum(count)
    each = np.arange(int(ends[-1])) - np.repeat(ends - count, count) + np.repeat(first, count)
    parts = column_text(counted["evidence"]).take(pa.array(each))
    lists = pa.LargeListArray.from_arrays(pa.array(np.append(0, ends)), parts)
    return pc.binary_join(lists, pa.scalar("; ", type_of_text))


def _explanation(
    rows: pd.DataFrame, number: npt.NDArray[np.intp], past: npt.NDArray[np.int64], rule: DisciplineRule, to: Language
) -> pa.Array:
    """Return what happened, and which number it is."""
    earlier = fill(_PAST.to(to), {"past": numbers(past)}, len(rows))
    words = {
        "told": column_text(rows[f"explanation_{to}"]),
        "window": WINDOW_WORDS[rule.window].to(to),
        "number": numbers(number),
        "past": choose(past > 0, earlier, ""),
        "clause": clause_text(rule.clause).to(to),
    }
    return fill(_PROPOSED.to(to), words, len(rows))
