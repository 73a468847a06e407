"""Discipline: steps that are proposed by repetition, with their evidence (rules, section 16). A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

_PROPOSED = Text.template(
    "{told}; no. {number} {window} of what counts for discipline{past}: a step is proposed, a person decides{clause}"
)
_PAST = Text.template(" ({past} of them in earlier months)")


@dataclass(frozen=True, slots=True)
class _Events:
    """What may be counted: the history and the entries of the period, by employee, date, rule and event.

    ``key``      employee and date as one number, ascending
    ``rule``     position in ``names``; ``code`` the position in ``codes`` of an incident's code
    ``version``  the policy version of its day, -1 for the history
    ``text``     position of its evidence in ``evidence``
    ``entry``    position of an entry of the period in the entries, -1 for the history
    """

    key: npt.NDArray[np.int64]
    employee: npt.NDArray[np.int32]
    date: npt.NDArray[np.int32]
    rule: npt.NDArray[np.intp]
    code: npt.NDArray[np.intp]
    version: npt.NDArray[np.int32]
    text: npt.NDArray[np.intp]
    entry: npt.NDArray[np.intp]
    names: pd.Index[str]
    codes: pd.Index[str]
    evidence: pa.Array

    def counted(self, rule: DisciplineRule) -> npt.NDArray[np.intp]:
        """Return the positions of what a rule counts."""
        codes = [name.removeprefix(OF_CODE) for name in rule.counts if name.startswith(OF_CODE)]
        named = self.names.isin(list(rule.counts))[self.rule]
        by_code = (self.names == "incident")[self.rule] & self.codes.isin(codes)[self.code]
        return np.flatnonzero(named | by_code)


def discipline_entries(facts: Facts, entries: pd.DataFrame) -> pd.DataFrame:
    """Return one entry of 0 for each entry of the period that proposes a step."""
    month = facts.month
    rules = [version.rules.discipline for version in month.policies.versions]
    stated = [rule for rule in rules if rule is not None]
    if not stated or entries.empty:
        return no_entries()
    own = entries.loc[entries["rule"].isin(_rules_named(stated)).to_numpy(), list(_LOOKED_AT)]
    if own.empty:
        return no_entries()
    history = facts.used("history")
    history = history[np.isin(history["employee"].to_numpy(), own["employee"].to_numpy())]
    by_code = any(name.startswith(OF_CODE) for rule in stated for name in rule.counts)
    events = _events(month, history, own, by_code=by_code)
    return joined(
        _proposals(month, events, own, version, rule) for version, rule in enumerate(rules) if rule is not None
    )


def _rules_named(rules: Sequence[DisciplineRule]) -> list[str]:
    """Return the rules of the ledger that the policies count, also by code."""
    return sorted({name.partition(":")[0] for rule in rules for name in rule.counts})


def _events(month: Month, history: pd.DataFrame, own: pd.DataFrame, *, by_code: bool) -> _Events:
    """Return the events of both, in their order; codes are looked up if they are asked for."""
    employee, date = (np.concatenate([frame[name].to_numpy() for frame in (history, own)]) for name in _WHOSE)
    rule, names = pd.factorize(_below(history["rule"], own["rule"]), sort=True)
    code = _below(codes_of(month, history), _codes(month, own)) if by_code else pd.Series("", range(len(rule)))
    codes, known = pd.factorize(code)
    order = _order(day_key(employee, date), rule, _below(history["entry_id"], own["event"]))
    version = month.facts.version(own["employee"].to_numpy(), own["date"].to_numpy())
    past = len(history)
    places = place(month, history["file"].to_numpy(), history["row"].to_numpy())
    return _Events(
        key=day_key(employee, date)[order],
        employee=employee[order],
        date=date[order],
        rule=rule[order],
        code=codes[order],
        version=np.concatenate([np.full(past, -1, np.int32), version])[order],
        text=order,
        entry=np.maximum(order - past, -1),
        names=pd.Index(names),
        codes=pd.Index(known),
        evidence=pa.concat_arrays([places, column_text(own["evidence"])]),
    )


_WHOSE = ("employee", "date")
_LOOKED_AT = (*_WHOSE, "rule", "event", "evidence", "explanation_zh", "explanation_en")


def _below(*columns: pd.Series) -> pd.Series:
    return pd.concat(columns, ignore_index=True)


def _codes(month: Month, entries: pd.DataFrame) -> pd.Series:
    """Return the code of each entry that is an incident, "" for the others."""
    incidents = month.tables.incidents
    code_of = pd.Series(incidents["code"].to_numpy(object), index=pd.Index(incidents["incident_id"]))
    code = code_of.reindex(entries["event"], fill_value="").to_numpy(object)
    return pd.Series(np.where((entries["rule"] == "incident").to_numpy(), code, "")).astype("str")


def _order(key: npt.NDArray[np.int64], rule: npt.NDArray[np.intp], event: pd.Series) -> npt.NDArray[np.intp]:
    """Return the order by key, rule and event; few events share the first two, and only of those texts are compared."""
    rank = np.zeros(len(key), np.intp)
    tied = np.flatnonzero(pd.DataFrame({"key": key, "rule": rule}).duplicated(keep=False).to_numpy())
    rank[tied], _ = pd.factorize(event.iloc[tied], sort=True)
    return np.lexsort((rank, rule, key))


def _proposals(month: Month, events: _Events, own: pd.DataFrame, version: int, rule: DisciplineRule) -> pd.DataFrame:
    """Return the proposals of the entries on the days of one version."""
    counted = events.counted(rule)
    at = np.flatnonzero(events.version[counted] == version)
    first = _first_in_window(month, events, counted, at, rule)
    actions = _actions(at - first + 1, rule)
    proposing = np.flatnonzero(actions != "")
    if not len(proposing):
        return no_entries()
    return _entries(events, own, _Found(counted, at[proposing], first[proposing], actions[proposing]), rule)


@dataclass(frozen=True, slots=True)
class _Found:
    """The events that propose: of those ``counted`` each one ``at``, counted from ``first`` on, and its action."""

    counted: npt.NDArray[np.intp]
    at: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    actions: npt.NDArray[np.object_]


def _first_in_window(
    month: Month, events: _Events, counted: npt.NDArray[np.intp], at: npt.NDArray[np.intp], rule: DisciplineRule
) -> npt.NDArray[np.intp]:
    """Return the position of the first of the employee's events that count together with each of those ``at``."""
    employee, date = events.employee[counted[at]], events.date[counted[at]]
    days, which = np.unique(date, return_inverse=True)
    begins = np.array([window_begin(rule.window, day, month.period) for day in days.tolist()], np.int64)
    return np.searchsorted(events.key[counted], day_key(employee, begins[which]))


def _actions(number: npt.NDArray[np.intp], rule: DisciplineRule) -> npt.NDArray[np.object_]:
    """Return the action of the step that the n-th event proposes, "" for none."""
    distinct, which = np.unique(number, return_inverse=True)
    steps = [rule.step(each) for each in distinct.tolist()]
    return np.array([step.action if step else "" for step in steps], object)[which]


def _entries(events: _Events, own: pd.DataFrame, found: _Found, rule: DisciplineRule) -> pd.DataFrame:
    """Return the entries of the events that propose."""
    proposing = found.counted[found.at]
    rows, number = own.iloc[events.entry[proposing]], found.at - found.first + 1
    sums = np.append(0, np.cumsum(events.entry[found.counted] < 0))
    past = sums[found.at + 1] - sums[found.first]
    named = {"rule": column_text(rows["rule"]), "event": column_text(rows["event"])}
    told = {f"explanation_{to}": text_series(_explanation(rows, number, past, rule, to)) for to in LANGUAGES}
    return pd.DataFrame(
        {
            "employee": events.employee[proposing],
            "date": events.date[proposing],
            "rule": same_text("discipline", len(rows)),
            "event": text_series(fill("{rule}/{event}", named, len(rows))),
            "clause": same_text(rule.clause, len(rows)),
            "occurrence": number.astype(np.int32),
            "quantity": same_text("", len(rows)),
            "amount": np.zeros(len(rows), np.int64),
            "action": text_series(texts(found.actions)),
            "version": events.version[proposing],
            "evidence": text_series(_evidence(events, found)),
            **told,
            "missed": 0,
            "scheduled": 0,
        }
    )


def _evidence(events: _Events, found: _Found) -> pa.Array:
    """Return the evidence of all events that are counted together with each, joined."""
    count = found.at - found.first + 1
    ends = np.cumsum(count)
    each = np.arange(int(ends[-1])) - np.repeat(ends - count, count) + np.repeat(found.first, count)
    parts = events.evidence.take(pa.array(events.text[found.counted[each]]))
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
