"""Incidents with proof: what a row must state before it costs anything (rules, section 14)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from payroll.language import EMPTY, Text
from payroll.month.context import Details, Month, Row, problem_at, records
from payroll.month.kinds_records import INCIDENT_MINUTES, INCIDENT_PROOF
from payroll.policy.model import IncidentRule
from payroll.problems import Problem
from payroll.tables import ROW_SET_ASIDE


def unproven(month: Month, dispositions: npt.NDArray[np.int8], usable: npt.NDArray[np.bool_]) -> list[Problem]:
    """Set aside the usable rows that lack the proof which their code asks for; warn of those without minutes.

    A row that makes no line needs no proof.
    """
    table = month.tables.incidents
    version = month.facts.version(table["employee"].to_numpy(), table["date"].to_numpy())
    problems = []
    found = np.flatnonzero(usable)
    for position, row in zip(found.tolist(), records(table.iloc[found]), strict=True):
        policy = month.policies.versions[int(version[position])]
        rule = policy.rules.incidents[row["code"]]
        if not makes_line(rule, row):
            continue
        details: Details = {"policy": policy.label, "title": rule.title, "over": str(rule.over_minutes)}
        if rule.over_minutes is not None and row["minutes"] < 0:
            problems.append(problem_at(INCIDENT_MINUTES, month.tables.files, row, "minutes", row["code"], details))
        if rule.needs_proof and not row["proof"]:
            problems.append(problem_at(INCIDENT_PROOF, month.tables.files, row, "proof", row["code"], details))
            dispositions[position] = ROW_SET_ASIDE
    return problems


def makes_line(rule: IncidentRule, row: Row) -> bool:
    """Tell whether a row is an incident by its rule: not approved, and not too short, as far as it says so."""
    approved = rule.unless_approved and row["approved_by"] != ""
    short = rule.over_minutes is not None and 0 <= row["minutes"] <= rule.over_minutes
    return not approved and not short


def proof_text(rule: IncidentRule, row: Row) -> Text:
    """Return what the row states of what its code asks for: how long it lasted, and the proof."""
    lasted, proof = EMPTY, EMPTY
    if rule.over_minutes is not None and row["minutes"] >= 0:
        lasted = Text.of(", {minutes} min", minutes=row["minutes"])
    elif rule.over_minutes is not None:
        lasted = Text.of(", reported as more than {over_minutes} min", over_minutes=rule.over_minutes)
    if rule.needs_proof:
        proof = Text.of(", proof: {proof}", proof=row["proof"])
    return EMPTY.join((lasted, proof))
