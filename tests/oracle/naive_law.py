"""Sections 10 and 22 by the slow implementation: which charges the law of a profile lets stand, and up to what amount.

The profiles are read as they stand in `laws`. All lines are taken to name their evidence.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from math import floor
from pathlib import Path

from .naive import (
    RULES,
    WAGE_PARTS,
    Case,
    Entry,
    Row,
    Toml,
    as_of,
    daily_wage,
    days_employed,
    grouped,
    half_up,
    hourly_wage,
    minor,
    version_of,
    versions,
    wage_of_period,
)

LAWS = Path(__file__).parents[2] / "laws"
TABLE_OF_RULE = {
    **RULES,
    "swap-quota": "swaps",
    "swap-notice": "swaps",
    "handover": "handover",
    "complaint": "complaints",
    "leave-notice": "leave",
}
ADDITIONS = ("addition", "star", "commission", "full-attendance")


@dataclass
class Charge:
    """A charge: what of it is for time not worked, and the rest, whose kind is never `absence`."""

    entry: Entry
    kind: str
    time: int
    rest: int
    row: Row  # of the incident or complaint that it is about, else empty

    @property
    def kind_of_rest(self) -> str:
        """What a charge takes above the time is a fine."""
        return "discipline" if self.kind == "absence" else self.kind

    @property
    def day(self) -> date:
        """The day of the event."""
        return self.entry.happened or self.entry.date


@dataclass(frozen=True)
class Checked:
    """What the law lets stand of one charge."""

    entry: Entry
    kind: str
    asked: int  # of an absence less what the absence limit gave back
    allowed: int
    by_law: bool  # whether a profile was in force


@dataclass(frozen=True)
class Person:
    """Whose charges are checked, and by what: the limits that act, the guard's keys, W, gross, the time not worked."""

    case: Case
    employee: str
    last: date
    limits: list[Toml]
    guard: Toml
    wage: Fraction
    gross: Fraction
    time: int


# Profiles ------------------------------------------------------------------------------------------


@cache
def law_files(profile: str) -> dict[date, Toml]:
    """The files of a profile by the day from which they apply."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in (LAWS / profile).glob("*.toml")}
    return {date.fromisoformat(day): tomllib.loads(text, parse_float=Decimal) for day, text in texts.items()}


def limits_of(profile: str, day: date) -> list[Toml] | None:
    """Section 22: the limits in force on a day, joined with those that the profile builds on; None before the first."""
    begun = [since for since in law_files(profile) if since <= day]
    if not begun:
        return None
    law = law_files(profile)[max(begun)]
    own: list[Toml] = law["limit"]
    codes = [limit["code"] for limit in own]
    below = limits_of(law["profile"]["builds_on"], day) if law["profile"].get("builds_on") else []
    return [limit for limit in below or [] if limit["code"] not in codes] + own


def acts(limit: Toml, guard: Toml) -> bool:
    """Section 22: a limit acts unless it is unconfirmed, or holds only by analogy and no analogy is wanted."""
    if limit["mark"] == "U":
        return False
    return limit["basis"] != "analogy" or bool(guard.get("by_analogy", False))


# Charges -------------------------------------------------------------------------------------------


def kind_of(case: Case, entry: Entry) -> str:
    """Section 22: what a charge is in law, by the version of the line."""
    if entry.rule == "loss-carried":
        return "loss"
    version = version_of_line(case, entry)
    rule: Toml = version.get(TABLE_OF_RULE.get(entry.rule, ""), {})
    if entry.rule == "incident":
        rule = version["incidents"][entry.code]
    return str(rule.get("kind", "") or ("absence" if entry.rule == "absence" else "discipline"))


def version_of_line(case: Case, entry: Entry) -> Toml:
    """The version that a line goes by."""
    since = named_version(case, entry)[1]
    return next(v for day, v in versions(case, entry.under or entry.employee, day_of_version(entry)) if day == since)


def named_version(case: Case, entry: Entry) -> tuple[str, date]:
    """The policy and the date of the version that a line goes by; the first, if the day is before all."""
    employee, day = entry.under or entry.employee, day_of_version(entry)
    policy = as_of(case, "assignments", employee, day, "policy") or next(iter(case.policies))
    known = [since for since, _ in case.policies[policy]]
    return policy, max([since for since in known if since <= day], default=known[0])


def day_of_version(entry: Entry) -> date:
    """The day whose version a line goes by: that of the event, but of what is carried over that of the line."""
    return entry.date if entry.rule == "loss-carried" else entry.happened or entry.date


def worth(case: Case, entry: Entry) -> int:
    """Section 22.1: what the time that was missed is worth."""
    if entry.rule == "absence":
        return half_up(daily_wage(case, entry.employee, entry.date) * entry.share)
    return half_up(hourly_wage(case, entry.employee, entry.date) * Fraction(entry.minutes, 60))


def charges_of(case: Case, own: list[Entry]) -> list[Charge]:
    """The charges of one employee, oldest first, split into time and the rest."""
    found: list[Charge] = []
    for entry in own:
        if entry.amount >= 0 or entry.rule in WAGE_PARTS:
            continue
        kind = kind_of(case, entry)
        time = min(-entry.amount, worth(case, entry)) if kind == "absence" else 0
        found.append(Charge(entry, kind, time, -entry.amount - time, row_of(case, entry)))
    found.sort(key=oldest_first)
    take_off(found, sum(entry.amount for entry in own if entry.rule == "absence-limit"))
    return found


def oldest_first(charge: Charge) -> tuple[bool, date, str, str]:
    """Section 22.7: carried ones before all others, by the day of their event."""
    entry, carried = charge.entry, charge.entry.rule == "loss-carried"
    return not carried, charge.day if carried else entry.date, entry.rule, entry.event


def take_off(charges: list[Charge], given_back: int) -> None:
    """Section 18: what the absence limit gave back, first off what absences cost above the time, the latest first."""
    absences = [charge for charge in reversed(charges) if charge.entry.rule == "absence"]
    for part in ("rest", "time"):
        for charge in absences:
            off = min(given_back, getattr(charge, part))
            setattr(charge, part, getattr(charge, part) - off)
            given_back -= off


def row_of(case: Case, entry: Entry) -> Row:
    """The row of the incident or of the complaint that a line is about."""
    for rule, table, key in (("incident", "incidents", "incident_id"), ("complaint", "complaints", "complaint_id")):
        if entry.rule == rule:
            return next(row for row in case.rows(table, entry.employee) if row[key] == entry.event)
    return {}


# Conditions ----------------------------------------------------------------------------------------

MET, NOT_MET, NOT_RECORDED = "met", "not met", "not recorded"


def procedure(case: Case, charge: Charge) -> str:
    """The version was consulted on and published no later than the day of the event."""
    head = version_of_line(case, charge.entry)["policy"]
    days = [head.get(key, "") for key in ("consulted_on", "published_on")]
    if any(day and date.fromisoformat(day) > charge.day for day in days):
        return NOT_MET
    return MET if all(days) else NOT_RECORDED


def acknowledgement(case: Case, charge: Charge) -> str:
    """The employee signed for the version no later than that day."""
    policy, since = named_version(case, charge.entry)
    rows = case.rows("acknowledgements", charge.entry.employee)
    signed = [row["date"] for row in rows if (row["policy"], row["version"]) == (policy, since.isoformat())]
    if not signed:
        return NOT_RECORDED
    return MET if min(signed) <= charge.day.isoformat() else NOT_MET


def contract_clause(case: Case, charge: Charge) -> str:
    """The contract in force on that day has a clause about losses."""
    day = charge.day.isoformat()
    rows = case.rows("contracts", charge.entry.employee)
    rows = [row for row in rows if row["start"] <= day and (not row["end"] or day <= row["end"])]
    if not rows:
        return NOT_RECORDED
    return MET if max(rows, key=lambda row: row["start"])["loss_clause"] else NOT_MET


def told(column: str, case: Case, charge: Charge) -> str:
    """A date of the row is no later than the last day employed; a line without a row is only told of."""
    if column not in charge.row:
        return MET
    if not charge.row[column]:
        return NOT_RECORDED
    return MET if charge.row[column] <= days_employed(case, charge.entry.employee)[-1].isoformat() else NOT_MET


CONDITIONS: dict[str, Callable[[Case, Charge], str]] = {
    "needs-procedure": procedure,
    "needs-acknowledgement": acknowledgement,
    "needs-contract-clause": contract_clause,
    "needs-notice": partial(told, "notified_on"),
    "needs-hearing": partial(told, "heard_on"),
}


def refuse(case: Case, last: date, charge: Charge, limit: Toml) -> None:
    """Section 22.3: what one limit refuses of a charge; what is carried over met its conditions in its own month."""
    effect, kinds, carried = limit["effect"], limit.get("kinds", []), charge.entry.rule == "loss-carried"
    about_rest = charge.kind_of_rest in kinds
    if effect == "forbidden":
        charge.time = 0 if charge.kind == "absence" and "absence" in kinds else charge.time
        charge.rest = 0 if about_rest else charge.rest
    elif effect == "partial-day" and charge.kind in kinds:
        charge.time = 0 if charge.entry.share < 1 else charge.time
    elif effect == "above-time" and charge.kind in kinds:
        charge.rest = 0
    elif effect == "within-days" and about_rest:
        charge.rest = 0 if (last - charge.day).days > limit["value"] else charge.rest
    elif effect in CONDITIONS and about_rest and not carried:
        found = CONDITIONS[effect](case, charge)
        if found == NOT_MET or (found == NOT_RECORDED and limit.get("missing") == "blocks"):
            charge.rest = 0


# Amounts -------------------------------------------------------------------------------------------


def limit_one(person: Person, charge: Charge, limit: Toml) -> None:
    """Section 22.4: a limit of one charge, rounded down; what is carried over was limited in its own month."""
    if charge.kind_of_rest not in limit.get("kinds", []) or charge.entry.rule == "loss-carried":
        return
    entry = charge.entry
    bound: Fraction | None = None
    if limit["effect"] == "item-percent":
        bound = person.wage * Fraction(str(limit["value"])) / 100
    elif limit["effect"] == "item-daily-wages":
        bound = daily_wage(person.case, entry.employee, entry.date) * Fraction(str(limit["value"]))
    elif limit["effect"] == "item-amount":
        bound = minor(limit["value"])  # a policy of another currency is in error
    elif limit["effect"] == "within-loss" and charge.row.get("loss"):
        bound = minor(charge.row["loss"])
    if bound is not None:
        charge.rest = min(charge.rest, max(0, floor(bound)))


def punish_once(charges: list[Charge]) -> None:
    """Section 22.5: of the fines of one act only the dearest stands, of equal ones the oldest."""
    fines = [charge for charge in charges if charge.kind == "discipline" and charge.row.get("act")]
    for act in {charge.row["act"] for charge in fines}:
        of_act = [charge for charge in fines if charge.row["act"] == act]
        dearest = max(of_act, key=lambda charge: charge.rest)  # of equal ones the first
        for charge in of_act:
            if charge is not dearest:
                charge.rest = 0


def bounds_of(person: Person) -> list[tuple[list[str], int]]:
    """Section 22.6: the bounds of the month with the kinds that they cover."""
    case, everything = person.case, ["loss", "discipline"]
    bounds: list[tuple[list[str], Fraction]] = []
    for limit in person.limits:
        if limit["effect"] == "month-percent":
            of = person.gross if limit.get("of") == "gross" else person.wage
            first = person.time if "absence" in limit["kinds"] else 0  # time not worked uses it up first
            bounds.append((limit["kinds"], (of + first) * Fraction(str(limit["value"])) / 100 - first))
    if "max_percent" in person.guard:
        bounds.append((everything, person.wage * Fraction(str(person.guard["max_percent"])) / 100))
    if "minimum_wage" in person.guard:
        part = Fraction(len(days_employed(case, person.employee)), (case.last - case.first).days + 1)
        bounds.append((everything, person.wage - minor(person.guard["minimum_wage"]) * part))
    return [(kinds, max(0, floor(bound))) for kinds, bound in bounds]


def hand_out(charges: list[Charge], bounds: list[tuple[list[str], int]]) -> None:
    """Section 22.7: oldest first, each charge gets what is left of every bound that covers its kind."""
    left = [bound for _, bound in bounds]
    for charge in charges:
        covering = [n for n, (kinds, _) in enumerate(bounds) if charge.kind_of_rest in kinds]
        charge.rest = min([charge.rest, *(left[n] for n in covering)])
        for n in covering:
            left[n] -= charge.rest


def check(case: Case, entries: list[Entry]) -> tuple[list[Entry], list[Checked]]:
    """Sections 10 and 22: the guard lines, and what became of each charge; without a profile no limit acts."""
    relief: list[Entry] = []
    checked: list[Checked] = []
    for employee, own in sorted(grouped(entries, lambda e: e.employee).items()):
        last = days_employed(case, employee)[-1]
        guard = version_of(case, employee, last).get("guard", {})
        limits = limits_of(guard["profile"], last) if guard.get("profile") else None
        charges = charges_of(case, own)
        asked = [charge.time + charge.rest for charge in charges]
        acting = [limit for limit in limits or [] if acts(limit, guard)]
        for limit in acting:
            for charge in charges:
                refuse(case, last, charge, limit)
        time = sum(charge.time for charge in charges)
        wage = wage_of_period(case, own, employee) - time
        gross = wage + sum(entry.amount for entry in own if entry.rule in ADDITIONS)
        person = Person(case, employee, last, acting, guard, wage, gross, time)
        for limit in acting:
            for charge in charges:
                limit_one(person, charge, limit)
        if any(limit["effect"] == "no-double-punishment" for limit in acting):
            punish_once(charges)
        hand_out(charges, bounds_of(person))
        checked += [
            Checked(charge.entry, charge.kind, before, charge.time + charge.rest, limits is not None)
            for charge, before in zip(charges, asked, strict=True)
        ]
        cut = sum(asked) - sum(charge.time + charge.rest for charge in charges)
        if cut:
            relief.append(Entry(employee, last, "guard", cut))
    return relief, checked


def carried_entries(case: Case) -> list[Entry]:
    """Section 22: what an earlier month could not recover of a loss is a charge on the first day employed."""
    entries: list[Entry] = []
    for row in case.all_rows("carried"):
        days = days_employed(case, row["employee_id"])
        if days:
            amount, since = -half_up(minor(row["amount"])), date.fromisoformat(row["date"])
            line = Entry(row["employee_id"], days[0], "loss-carried", amount, event=row["entry_id"], happened=since)
            entries.append(line)
    return entries
