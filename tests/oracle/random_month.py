"""Random pay months, valid but nasty, to compare the program with the slow reference implementation.

Everything that is written is free of errors except for invalid swaps. The month is grown in the
order in which the rules read it (policies, people, rota, swaps, leave, punches, the rest), so that
punches can be put on the very minute where a rule turns.
"""

import csv
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

from .naive import (
    DAY,
    MINUTE,
    WEEKDAYS,
    Case,
    Row,
    Shift,
    Span,
    Toml,
    add_months,
    after_leave,
    apply_swaps,
    build_rota,
    clock,
    employed,
    grouped,
    is_working_day,
    midpoint,
    minutes,
    period_days,
    period_of,
    punch_rule,
    rota_version,
    shift_times,
    version_or_first,
    windows,
)
from .random_law import add_law_keys, add_law_rows
from .random_records import add_records, record_tables
from .random_wage import add_wage_keys, mark_punches
from .world import COLUMNS, INCIDENTS, OF_LAW, RECORDS, World, plain, random_price, some, stamp

OPTIONAL = ("position", "device", "approved_by", "reported_by", "note")
SEVERITIES = ("minor", "moderate", "major")
CODES = ("office", "morning", "late", "evening", "sunday", "night", "round")
SPLIT_DAYS = (
    (("08:30", "12:00"), ("13:30", "17:30")),
    (("08:00", "12:00"), ("12:00", "16:00")),
    (("06:00", "10:00"), ("10:00", "14:15"), ("14:15", "18:00")),
    (("09:00", "09:40"), ("10:00", "10:30"), ("11:00", "13:00")),
    (("00:00", "06:00"), ("18:00", "24:00")),
    (("07:00", "11:00"), ("11:00", "15:00"), ("22:00", "02:00")),
    (("10:00", "14:00"), ("14:01", "18:00")),
    (("16:00", "20:00"), ("20:00", "00:00")),
)


def write_month(folder: Path, seed: int, *, of_wages: bool = False, of_law: bool = False) -> str:
    """Write a random month into the folder and return the name of its period.

    `of_wages`: with sections 18 and 19; `of_law`: with section 22.
    """
    rng = Random(seed)
    start_day = rng.choice((1, 1, 1, 26, 26, 15, 28, 2, rng.randint(2, 28)))
    period = random_period(rng, start_day)
    first, last = period_days(period, start_day)
    policies = random_policies(rng, start_day, first, last)
    given = frozenset(t for t in COLUMNS if (of_law if t in OF_LAW else t not in RECORDS or rng.random() < 0.92))
    case = Case({table: {} for table in COLUMNS}, policies, start_day, first, last, {}, given)
    world = World(rng, case)
    add_people(world)
    for employee in case.people:
        add_rota(world, employee)
        add_promotions(world, employee)
    add_swaps(world)
    rota = build_rota(case)
    apply_swaps(case, rota)
    held = grouped(rota, lambda s: s.holder)
    for employee in case.people:
        add_leave(world, employee, held.get(employee, []))
    for employee, own in held.items():
        add_punches(world, employee, own)
    for employee in case.people:
        add_complaints(world, employee)
        add_incidents(world, employee)
        add_additions(world, employee)
    add_records(world, held)
    if of_wages:
        more = Random(f"wages {seed}")
        for versions in policies.values():
            for _, version in versions:
                add_wage_keys(more, version)
        mark_punches(more, world)
    if of_law:
        more = Random(f"law {seed}")
        add_law_keys(more, world)
        add_law_rows(more, world)
    write_policies(folder, policies)
    write_tables(world, folder)
    return period


def random_period(rng: Random, start_day: int) -> str:
    """Choose a period of 2024 to 2026, often one with official days, a leap day or a year's turn."""
    while True:
        year, month = rng.randint(2024, 2026), rng.choice((1, 2, 2, 4, 5, 10, 10, 12, rng.randint(1, 12)))
        period = f"{year}-{month:02d}"
        first, last = period_days(period, start_day)
        if first.year >= 2024 and last.year <= 2026:
            return period


# Policies ------------------------------------------------------------------------------------------


def random_policies(rng: Random, start_day: int, first: date, last: date) -> dict[str, list[tuple[date, Toml]]]:
    """Write an office with a calendar and a shop with a rota, or one of them, in one or two versions."""
    names = rng.choice((("office", "shop"), ("office", "shop"), ("office", "shop"), ("office",), ("shop",)))
    policies: dict[str, list[tuple[date, Toml]]] = {}
    for name in names:
        dates = [rng.choice((date(2020, 2, 3), date(2023, 2, 3), first, first - DAY, first - 200 * DAY))]
        if rng.random() < 0.2:
            dates.append(rng.choice((first - rng.randint(1, 150) * DAY, first, last)))
        if rng.random() < 0.6:
            dates.append(first + rng.randint(1, (last - first).days) * DAY)
        policies[name] = [(since, random_version(rng, name, start_day)) for since in sorted(set(dates))]
    return policies


def random_version(rng: Random, name: str, start_day: int) -> Toml:
    """Write one version: the shift codes, and most of the tables a policy can have."""
    version: Toml = {"policy": head(name, start_day), "shifts": shift_codes(rng)}
    calendar = random_calendar(rng)
    if rng.random() < (0.9 if name == "office" else 0.1):
        version["calendar"] = calendar
    tables: Toml = {
        "punches": punch_table(rng),
        "lateness": occurrence_rule(rng, timed=True),
        "early_departure": occurrence_rule(rng, timed=True),
        "absence": occurrence_rule(rng, timed=False),
        "missing_punch": occurrence_rule(rng, timed=False),
        "swaps": swap_table(rng),
        "handover": some(rng, {"amount": rng.choice((20, "12.34", 0))}, charge=("both", "requester", "counterpart")),
        "complaints": complaint_table(rng),
        "probation": some(rng, {"months": rng.randint(1, 6)}, on_complaint=("probation-review",)),
        "leave": leave_table(rng),
        "incidents": incident_table(rng),
        "guard": guard_table(rng),
    }
    version |= {key: table for key, table in tables.items() if rng.random() < 0.85}
    return version | record_tables(rng, list(version.get("incidents", {})))


def head(name: str, start_day: int) -> Toml:
    """Write the table `policy`."""
    titles = {"office": ("坐席", "Office desk"), "shop": ("网店", "Online shop")}
    zh, en = titles[name]
    table = {"title": {"zh": zh, "en": en}, "currency": "CNY", "timezone": "Asia/Shanghai", "source": "a random month"}
    return table if start_day == 1 else table | {"period_start_day": start_day}


def shift_codes(rng: Random) -> Toml:
    """Write the shift codes; versions know the same codes, with times of their own."""
    times = {
        "office": (("08:30", "17:30"), ("09:00", "18:00"), ("08:31", "17:30")),
        "morning": (("06:00", "14:00"), ("05:45", "13:45")),
        "late": (("14:00", "22:00"),),
        "evening": (("18:30", "24:00"), ("18:00", "00:00")),
        "sunday": (("09:30", "24:00"),),
        "night": (("22:00", "06:00"), ("23:15", "07:00")),
        "round": (("08:00", "08:00"),),
    }
    return {code: dict(zip(("start", "end"), rng.choice(times[code]), strict=True)) for code in CODES}


def random_calendar(rng: Random) -> Toml:
    """Write a calendar of five, six, seven or fewer days, with or without official days."""
    weekdays = list(rng.choice((WEEKDAYS[:5], WEEKDAYS[:5], WEEKDAYS[:6], WEEKDAYS, WEEKDAYS[2:5])))
    shift = rng.choice(("office", "office", "office", "night", "evening"))
    return {"shift": shift, "weekdays": weekdays, "holidays": rng.choice(("CN", "CN", "CN", ""))}


def punch_table(rng: Random) -> Toml:
    """Write windows, also lopsided or narrow ones, and the gap of a double tap."""
    widths = (0, 1, 45, 60, 119, 120, 240, 300, 600)
    return some(rng, {}, before_minutes=widths, after_minutes=widths, repeat_minutes=(1, 2, 5, 30, 31, 90))


def occurrence_rule(rng: Random, *, timed: bool) -> Toml:
    """Write a rule of the four that count occurrences; `timed` ones know minutes and grace."""
    rule = some(rng, {}, clause=("7.1",), counting=("marginal", "all"), per=("shift", "day", "day"))
    if timed and rng.random() < 0.5:
        rule["grace_minutes"] = rng.choice((0, 1, 5, 15))
    bounds = {(1, 0)} if rng.random() < 0.8 else set()
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        bounds.add((rng.randint(1, 5), rng.choice((0, 1, 5, 10, 30, 60)) if timed else 0))
    tiers: list[Toml] = []
    for occurrence, amount in rng.sample(sorted(bounds), len(bounds)):
        tier: Toml = {}
        if occurrence > 1 or rng.random() < 0.3:
            tier["from_occurrence"] = occurrence
        if amount > 0 or (timed and rng.random() < 0.3):
            tier["from_minutes"] = amount
        tiers.append(tier | random_price(rng))
    return rule | {"tier": tiers} if tiers else rule


def swap_table(rng: Random) -> Toml:
    """Write the table `swaps`."""
    table = {"limit": rng.choice((0, 1, 1, 2, 3))}
    return some(rng, table, counts=("both", "requester"), notice_hours=(0, 1, 12, 24, 72), amount=(0, 15, "9.99"))


def complaint_table(rng: Random) -> Toml:
    """Write the table `complaints`, with steps or with severities."""
    table: Toml = some(
        rng,
        {},
        window=("employment", "year", "period", "rolling-12", "rolling-12"),
        sources=(["customer"], ["customer", "sales"], ["sales"]),
        categories=(["service"], ["service", "product"]),
    )
    if rng.random() < 0.6:
        steps = [
            some(rng, {}, amount=(30, "60.50", 0, 120), action=("warning", "training"))
            for _ in range(rng.randint(1, 4))
        ]
        return table | {"step": [*steps, {"action": "dismissal-review"}] if rng.random() < 0.7 else steps}
    table["severity"] = {severity: rng.choice((5, 30, "100.10", 0)) for severity in SEVERITIES}
    return some(rng, table, minimum=(0, 10, "29.99"))


def leave_table(rng: Random) -> Toml:
    """Write the table `leave`."""
    kinds: tuple[list[str], ...] = (["sick"], ["病假", "sick"], [])
    return some(rng, {"notice_days": rng.randint(0, 3)}, except_kinds=kinds, amount=(0, 10, "3.21"))


def incident_table(rng: Random) -> Toml:
    """Write the incidents that a version lists."""
    codes = rng.sample(INCIDENTS, rng.randint(1, len(INCIDENTS)))
    return {
        code: some(rng, random_price(rng), action=("warning", "written-warning")) | proof_keys(rng) for code in codes
    }


def proof_keys(rng: Random) -> Toml:
    """Write what an incident asks for beside its row."""
    keys: Toml = {"needs_proof": rng.choice((True, False)), "unless_approved": rng.choice((True, True, False))}
    keys["over_minutes"] = rng.choice((0, 3, 3, 10))
    return {key: value for key, value in keys.items() if rng.random() < 0.35}


def guard_table(rng: Random) -> Toml:
    """Write the table `guard`, with both bounds, one, or none."""
    table = some(rng, {}, max_percent=(1, 5, 10, 20, "12.5", 100), minimum_wage=("2690.00", 500, 6000, "4321.09"))
    return some(rng, table, profile=("",))


# People --------------------------------------------------------------------------------------------


def add_people(world: World) -> None:
    """Add 5 to 30 people: old hands, joiners, leavers, and some who are not employed at all."""
    rng, case = world.rng, world.case
    number = rng.randint(5, 30)
    odd = ("7", "0007", "10", "9", "a1", "B2", "x-3", "00010")
    ids = [f"{n:05d}" for n in range(number)] if world.chance(0.5) else [f"{n:04d}" for n in range(1, number + 1)]
    ids = list(dict.fromkeys([*rng.sample(odd, 3), *ids]))[:number]
    for n, employee in enumerate(rng.sample(ids, number)):
        hired = hire_date(world)
        left = termination_date(world, hired)
        single = len(case.policies) == 1 and world.chance(0.5)
        case.people[employee] = {
            "employee_id": employee,
            "name": f"员工{n}",
            "store": f"S{n % 3}",
            "position": "service",
            "policy": "" if single else rng.choice(list(case.policies)),
            "hire_date": hired.isoformat(),
            "termination_date": left.isoformat() if left else "",
            "base_wage": money(rng),
            "probation_end": "",
        }
        if world.chance(0.15):
            case.people[employee]["probation_end"] = max(world.day(10, 10), hired + DAY).isoformat()
        world.add("employees", employee, case.people[employee])
        add_changes(world, employee)


def hire_date(world: World) -> date:
    """Choose a day of hire: long ago, months before, in the period, or after it."""
    rng, case = world.rng, world.case
    months_ago = add_months(world.day(), -rng.randint(1, 6))
    month_end = add_months(case.first.replace(day=1), -rng.randint(0, 5)) - DAY
    choices = (date(2015, 6, 30), date(2020, 2, 29), months_ago, month_end, world.day(), case.first, case.first - DAY)
    return case.last + rng.randint(1, 3) * DAY if world.chance(0.03) else rng.choice((*choices, *choices[:3]))


def termination_date(world: World, hired: date) -> date | None:
    """Choose a last day, mostly none: before, in or after the period, but not before the hire."""
    if world.chance(0.7):
        return None
    case = world.case
    days = (world.day(), world.day(), case.last, case.last + DAY, case.first, case.first - DAY, case.last - DAY)
    return max(hired, world.rng.choice(days))


def add_changes(world: World, employee: str) -> None:
    """Add raises and transfers, dated before, in and after the period, some cells empty."""
    rng, case = world.rng, world.case
    if world.chance(0.4):
        for day in sorted({world.day(400, 20), world.day(400, 20), world.day(), world.day()}):
            world.add("wages", employee, {"effective_from": day.isoformat(), "base_wage": money(rng)})
    if world.chance(0.35):
        for day in sorted({world.day(60, 10), world.day()}):
            row = {
                "effective_from": day.isoformat(),
                "policy": rng.choice(("", *case.policies)),
                "store": rng.choice(("", "S8", "S9")),
                "position": rng.choice(("", "lead")),
            }
            world.add("assignments", employee, row)


def money(rng: Random) -> str:
    """Choose a wage, seldom a round one."""
    cents = rng.choice((rng.randint(250_000, 950_000), rng.randint(250_000, 950_000), 435_000, 333_350, 100))
    return f"{cents / 100:.2f}"


# Rota ----------------------------------------------------------------------------------------------


def add_rota(world: World, employee: str) -> None:
    """Add rows of `shifts` from four days before to four days after the period, none overlapping."""
    case = world.case
    busy = datetime.min  # noqa: DTZ901
    share = world.rng.choice((0.15, 0.5, 0.6, 0.9))
    edges = edge_rows(case) if world.chance(0.3) else {}
    for day in world.employed_days(employee, 4, 4):
        version = rota_version(case, employee, day)
        working = is_working_day(version.get("calendar"), day, needed=case.has(day))
        if working and day not in edges and world.chance(0.8):
            span = shift_times(case, employee, day, {"shift": version["calendar"]["shift"]})
            if span[0] >= busy:
                busy = span[1]
                continue
        placed: list[Row] = []
        rows = random_rows(world, day) if world.chance(share) else []
        for row in edges.get(day, rows):
            span = shift_times(case, employee, day, row)
            if span[0] >= busy:
                placed.append(row)
                busy = span[1]
        for row in placed:
            world.add("shifts", employee, row)
        repeat_rows(world, employee, placed)
        if not placed and (working or world.chance(0.08)):
            rest = {"date": day.isoformat(), "shift": world.rng.choice(("rest", "rest", "休"))}
            world.add("shifts", employee, rest)


def edge_rows(case: Case) -> dict[date, list[Row]]:
    """Return shifts of 24 hours over the edges of the period, each with one that starts soon after it."""
    rows: dict[date, list[Row]] = {}
    for day in (case.first - 2 * DAY, case.last):
        later = day + 2 * DAY
        rows[day] = [{"date": day.isoformat(), "shift": "", "start": "23:00", "end": "23:00"}]
        rows[day + DAY] = []
        rows[later] = [{"date": later.isoformat(), "shift": "", "start": "00:30", "end": "08:00"}]
    return rows


def random_rows(world: World, day: date) -> list[Row]:
    """Choose the shifts of a day: a code, times, or several pieces."""
    rng, text = world.rng, day.isoformat()
    kind = rng.random()
    if kind < 0.5:
        code = rng.choice((*CODES[:-1], *CODES[:-1], *CODES))
        return [{"date": text, "shift": code}]
    if kind < 0.75:
        return [{"date": text, "shift": "", "start": s, "end": e} for s, e in rng.choice(SPLIT_DAYS)]
    start = clock(day, "00:00") + rng.randrange(0, 24 * 60, rng.choice((1, 5, 30))) * MINUTE
    end = start + rng.choice((1, 2, 31, 240, 299, 480, 540, 720, 1439, 1440)) * MINUTE
    if kind < 0.8:
        start, end = clock(day, "00:00"), clock(day, "24:00")
    ends = "24:00" if end == clock(day, "24:00") and world.chance(0.7) else f"{end:%H:%M}"
    code = rng.choice(("", "", *CODES))
    return [{"date": text, "shift": code, "start": f"{start:%H:%M}", "end": ends}]


def repeat_rows(world: World, employee: str, rows: list[Row]) -> None:
    """Repeat some rows, as they are or with the times of their code written out."""
    for row in rows:
        if world.chance(0.04):
            world.add("shifts", employee, dict(row))
        if world.chance(0.04):
            day = date.fromisoformat(row["date"])
            start, end = shift_times(world.case, employee, day, row)
            times = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
            world.add("shifts", employee, {"date": row["date"], "shift": ""} | times)


def add_promotions(world: World, employee: str) -> None:
    """Add shifts of promotions beside the rota and the calendar, none overlapping; some repeat a shift."""
    rng, days = world.rng, world.employed_days(employee, 2, 2)
    if "promotions" not in world.case.given or not days or world.chance(0.5):
        return
    for day in rng.choices(days, k=rng.randint(1, 5)):
        own = [s for s in build_rota(world.case, employee) if s.date == day]
        row = {"date": day.isoformat(), "shift": rng.choice(CODES[1:6])}
        if world.chance(0.4):
            start = clock(day, "00:00") + rng.randrange(0, 24 * 60, 15) * MINUTE
            row = {"date": day.isoformat(), "shift": "", "start": f"{start:%H:%M}"}
            row["end"] = f"{start + rng.choice((1, 60, 240)) * MINUTE:%H:%M}"
        if own and world.chance(0.2):
            row = {"date": day.isoformat(), "shift": "", "start": f"{own[0].start:%H:%M}", "end": f"{own[0].end:%H:%M}"}
        world.add("promotions", employee, row)
        try:
            build_rota(world.case, employee)
        except ValueError:
            world.case.tables["promotions"][employee].remove(row)


# Swaps ---------------------------------------------------------------------------------------------


def add_swaps(world: World) -> None:
    """Add swaps of shifts that people hold, chains of them, and some that are invalid."""
    rng, rota = world.rng, build_rota(world.case)
    if not rota or world.chance(0.05):
        return
    for _ in range(rng.randint(3, 22)):
        around = [s for s in rota if not world.case.has(s.date)]
        shift = rng.choice(around if around and world.chance(0.1) else rota)
        other = choose_counterpart(world, rota, shift)
        back = choose_date_back(world, rota, shift, other)
        add_swap(world, shift, shift.holder, other, back)
        if other in world.case.people and world.chance(0.25):
            add_swap(world, shift, other, rng.choice((shift.holder, choose_counterpart(world, rota, shift))), None)


def choose_counterpart(world: World, rota: list[Shift], shift: Shift) -> str:
    """Choose who takes the shift: mostly somebody free that day, now and then an impossible one."""
    if world.case.has(shift.date) and world.chance(0.05):
        return world.rng.choice(("nobody", shift.holder))
    people = [p for p in world.case.people if p != shift.holder]
    at_work = {s.holder for s in rota if s.date == shift.date}
    if world.chance(0.2):
        return world.rng.choice(people if world.chance(0.5) else sorted(at_work))
    free = [p for p in people if p not in at_work and p in world.case.people]
    free = [p for p in free if employed(world.case, p, shift.date)]
    return world.rng.choice(free or people)


def choose_date_back(world: World, rota: list[Shift], shift: Shift, other: str) -> date | None:
    """Choose the date given back, in the same period: none, the same, one that fits, or any."""
    case, start_day = world.case, world.case.start_day
    if other not in case.people or world.chance(0.5):
        return None
    if any(s.holder == other and s.date == shift.date for s in rota) and world.chance(0.7):
        return shift.date
    name = period_of(shift.date, start_day)
    if not case.has(shift.date) and world.chance(0.4):
        near = shift.date + world.rng.randint(-20, 20) * DAY
        return near if period_of(near, start_day) == name else None
    busy = {s.date for s in rota if s.holder == shift.holder}
    days = sorted({s.date for s in rota if s.holder == other and period_of(s.date, start_day) == name})
    fitting = [day for day in days if day not in busy and employed(case, shift.holder, day)]
    if fitting and world.chance(0.85):
        return world.rng.choice(fitting)
    return world.rng.choice(days) if days else None


def add_swap(world: World, shift: Shift, requester: str, counterpart: str, back: date | None) -> None:
    """Add a swap, asked for around the minute that is the last in time."""
    rng = world.rng
    swap_date, back_date = shift.date, back
    if back is not None and world.chance(0.2) and not world.case.has(shift.date):
        requester, counterpart, swap_date, back_date = counterpart, requester, back, shift.date
    rule = rota_version(world.case, requester, swap_date).get("swaps", {})
    latest = shift.start - rule.get("notice_hours", 0) * 60 * MINUTE
    asked = latest + rng.choice((0, 0, 1, -1, -600, 45, -3000)) * MINUTE
    if world.chance(0.3):
        asked = clock(world.case.first, "09:00") + rng.randint(-2, 2) * DAY  # ties
    if world.chance(0.8) or counterpart not in world.case.people:
        status = "approved"
    else:
        status = rng.choice(("pending", "rejected", "cancelled"))
    row = {
        "swap_id": f"W{world.count('swaps')}",
        "requester_id": requester,
        "counterpart_id": counterpart,
        "date": swap_date.isoformat(),
        "counterpart_date": back_date.isoformat() if back_date else "",
        "requested_at": stamp(world, asked),
        "status": status,
        "approved_by": "manager" if status == "approved" else "",
        "handover": rng.choice(("complete", "incomplete", "incomplete", "")),
    }
    world.add("swaps", requester, row)


# Leave ---------------------------------------------------------------------------------------------


def add_leave(world: World, employee: str, own: list[Shift]) -> None:
    """Add leave around the shifts that a person has after the swaps."""
    days = world.employed_days(employee, 4, 4)
    if not days or world.chance(0.4):
        return
    for _ in range(world.rng.choice((1, 1, 2, 3))):
        if own and world.chance(0.7):
            for span in leave_of_shift(world, world.rng.choice(own)):
                add_leave_row(world, employee, span)
        else:
            since = world.rng.choice(days)
            until = since + world.rng.choice((0, 0, 1, 3)) * DAY
            add_leave_row(world, employee, (since.isoformat(), until.isoformat()))


def leave_of_shift(world: World, shift: Shift) -> list[tuple[str, str]]:
    """Choose leave that bears on a shift: whole, a piece of it, two pieces, or mixed with dates."""
    rng = world.rng
    length = minutes(shift.start, shift.end)
    cuts = sorted(rng.randint(0, length) for _ in range(4))
    a, b, c, d = (shift.start + cut * MINUTE for cut in cuts)
    middle = midpoint(shift.start, shift.end)
    spans: tuple[list[Span], ...] = (
        [(shift.start, middle)],
        [(middle, shift.end)],
        [(shift.start - 30 * MINUTE, middle), (middle, shift.end)],
        [(a, b), (c, d)],
        [(shift.start, a), (b, shift.end)],
        [(a, c), (b, d)],
        [(b, c)],
        [(shift.start, shift.end)],
        [(shift.start - 60 * MINUTE, shift.end + MINUTE)],
    )
    if world.chance(0.3):
        mixed = (
            (shift.date.isoformat(), stamp(world, c)),
            (stamp(world, b), shift.end.date().isoformat()),
            (stamp(world, b), b.date().isoformat()),
            (shift.end.date().isoformat(), stamp(world, shift.end)),
        )
        return [rng.choice(mixed)]
    return [(stamp(world, since), stamp(world, until)) for since, until in rng.choice(spans)]


def add_leave_row(world: World, employee: str, span: tuple[str, str]) -> None:
    """Add a row of leave, if it begins before it ends and lies within the employment."""
    case, rng = world.case, world.rng
    since, until = (plain(text) for text in span)
    if len(span[1]) == len("2026-10-08"):
        until += DAY
    last_day = (until - MINUTE).date()
    ends = (since.date(), last_day, until.date()) if len(span[1]) > len("2026-10-08") else (since.date(), last_day)
    if since >= until or not all(employed(case, employee, day) for day in ends):
        return
    rule = version_or_first(case, employee, since.date()).get("leave", {})
    latest = since.date() - rule.get("notice_days", 0) * DAY
    asked = clock(latest, "23:59") + rng.choice((0, 0, 1, 2, 600, -2000, 3000)) * MINUTE
    row = {
        "leave_id": f"L{world.count('leave')}",
        "from": span[0],
        "to": span[1],
        "kind": rng.choice(("sick", "病假", "personal", "年假", "")),
        "requested_at": stamp(world, asked),
        "status": rng.choice(("approved", "approved", "approved", "approved", "pending", "rejected", "cancelled")),
    }
    world.add("leave", employee, row)


# Punches -------------------------------------------------------------------------------------------


def add_punches(world: World, employee: str, held: list[Shift]) -> None:
    """Add the punches of a person's shifts after swaps, with leave, and some where nobody works."""
    rng = world.rng
    tidy = rng.choice((0.2, 0.6, 0.9, 1))
    own = sorted(held, key=lambda s: s.start)
    inner = {a.end for a, b in pairwise(own) if a.end == b.start and world.chance(0.7)}
    for shift, window in zip(own, windows(world.case, own), strict=True):
        times = tidy_punches(world, shift) if world.chance(tidy) else nasty_punches(world, shift, window)
        for time in times:
            if not any(abs(time - touch) <= 20 * MINUTE for touch in inner):
                add_punch(world, employee, time)
    for _ in range(rng.randint(0, 3)):
        add_punch(world, employee, clock(world.day(3, 3), "00:00") + rng.randrange(24 * 60) * MINUTE)


def add_punch(world: World, employee: str, time: datetime) -> None:
    """Add a punch, sometimes twice."""
    row = {"time": stamp(world, time), "device": world.rng.choice(("D0", "D1"))}
    world.add("punches", employee, row)
    if world.chance(0.03):
        world.add("punches", employee, dict(row))


def tidy_punches(world: World, shift: Shift) -> list[datetime]:
    """Choose an arrival and a departure in time, with leave taken into account."""
    start, end = expected_times(world, shift)
    rng = world.rng
    return [start - rng.randint(0, 25) * MINUTE, end + rng.randint(0, 25) * MINUTE]


def expected_times(world: World, shift: Shift) -> Span:
    """Return the expected start and end, or those of the rota where leave covers all."""
    pieces = after_leave(world.case, shift) or [(shift.start, shift.end)]
    return pieces[0][0], pieces[-1][1]


def nasty_punches(world: World, shift: Shift, window: Span) -> list[datetime]:
    """Choose none, one, or a few punches, on the minutes where the meaning of a punch turns."""
    rng, case = world.rng, world.case
    version = rota_version(case, shift.holder, shift.date)
    start, end = expected_times(world, shift)
    in_grace = version.get("lateness", {}).get("grace_minutes", 0)
    out_grace = version.get("early_departure", {}).get("grace_minutes", 0)
    repeat = punch_rule(case, shift).get("repeat_minutes", 30)
    comes = (start, start - MINUTE, start + MINUTE, start + in_grace * MINUTE, start + (in_grace + 1) * MINUTE)
    goes = (end, end + MINUTE, end - MINUTE, end - out_grace * MINUTE, end - (out_grace + 1) * MINUTE)
    turns = (
        midpoint(start, end),
        midpoint(start, end) - MINUTE,
        midpoint(start, end) + MINUTE,
        *(window[0], window[0] - MINUTE, window[0] + MINUTE, window[1], window[1] - MINUTE),
        *(shift.start, shift.end, start + 45 * MINUTE, end - 31 * MINUTE),
    )
    first = rng.choice((*comes, *turns))
    kinds: tuple[list[datetime], ...] = (
        [],
        [],
        [rng.choice(comes)],
        [rng.choice(goes)],
        [rng.choice(turns)],
        [rng.choice(comes), rng.choice(goes)],
        [rng.choice(comes), rng.choice(goes)],
        [first, first + (repeat - 1) * MINUTE],
        [first, first + repeat * MINUTE],
        [rng.choice((*comes, *goes, *turns)) for _ in range(rng.randint(2, 4))],
        [start - (repeat + 1) * MINUTE, start - MINUTE],
        [end, end + repeat * MINUTE],
        [window[0], window[1] - MINUTE],
    )
    return rng.choice(kinds)


# Complaints, incidents, additions ------------------------------------------------------------------


def add_complaints(world: World, employee: str) -> None:
    """Add complaints before, in and after the period, near the turn of every window."""
    if world.chance(0.3):
        return
    rng = world.rng
    for _ in range(rng.randint(1, 5)):
        day = rng.choice((world.day(), world.day(), world.day(), world.day(800, 20), edge_day(world, employee)))
        decided = None
        if world.chance(0.4):
            decided = day + rng.choice((0, 0, 1, 10, 30, 100, 365)) * DAY
        if world.chance(0.1):
            decided = max(day, edge_day(world, employee))
        add_complaint(world, employee, day, decided)
    if world.chance(0.4):
        day = world.day()
        year_ago = add_months(day, -12)
        for decided in (day, day, year_ago, year_ago + DAY, year_ago - DAY):
            add_complaint(world, employee, decided - rng.choice((0, 0, 3)) * DAY, decided)


def add_complaint(world: World, employee: str, day: date, decided: date | None) -> None:
    """Add one complaint received on the day, decided at once, later, or not yet."""
    rng = world.rng
    at = clock(day, rng.choice(("00:00", "09:30", "09:30", "10:00", "23:58")))
    rule: Toml = version_or_first(world.case, employee, day).get("complaints", {})
    sources, categories = rule.get("sources", ["customer"]), rule.get("categories", ["service"])
    listed = world.chance(0.8)
    row = {
        "complaint_id": f"C{world.count('complaints')}",
        "received_at": stamp(world, at),
        "decided_at": stamp(world, max(at + MINUTE, clock(decided, rng.choice(("09:30", "23:59"))))) if decided else "",
        "source": rng.choice(sources if listed else ("customer", "sales")),
        "category": rng.choice(categories if listed else ("service", "product")),
        "severity": rng.choice((*SEVERITIES, *(() if "severity" in rule else ("",)))),
        "status": rng.choice((*["upheld"] * 6, "rejected", "open")),
        "amount": rng.choice(("55.50", "8", "0.01")) if world.chance(0.15) else "",
        "note": "",
    }
    world.add("complaints", employee, row)


def edge_day(world: World, employee: str) -> date:
    """Choose a day where a window, the period, the employment or a probation turns."""
    case, rng, person = world.case, world.rng, world.case.people[employee]
    hired = date.fromisoformat(person["hire_date"])
    year_ago = add_months(world.day(), -12)
    turn = date(case.last.year, 1, 1)
    days = [case.first, case.last, case.last + DAY, case.first - DAY, turn, turn - DAY, year_ago, year_ago + DAY]
    days += [hired, hired - DAY] if hired > case.first - 400 * DAY else []
    days += [add_months(hired, months) for months in (1, 2, 3)] if hired > case.first - 200 * DAY else []
    if person["termination_date"]:
        left = date.fromisoformat(person["termination_date"])
        days += [left, left + DAY]
    for rows in case.tables["complaints"].get(employee, []):
        decision = plain(rows["decided_at"] or rows["received_at"]).date()
        days += [add_months(decision, -12), add_months(decision, -12) + DAY, decision]
    return rng.choice(days)


def add_incidents(world: World, employee: str) -> None:
    """Add incidents that the version of their day lists, also outside the period."""
    days = world.employed_days(employee, 5, 5)
    for day in world.rng.sample(days, min(len(days), world.rng.choice((0, 0, 0, 1, 2)))):
        codes = sorted(version_or_first(world.case, employee, day).get("incidents", {}))
        if codes:
            row = {"incident_id": f"I{world.count('incidents')}", "date": day.isoformat()}
            code = world.rng.choice(codes)
            rest = {"code": code, "reported_by": "manager", "note": ""}
            rule: Toml = version_or_first(world.case, employee, day)["incidents"][code]
            world.add("incidents", employee, row | rest | proof_of(world, rule))


def proof_of(world: World, rule: Toml) -> Row:
    """Choose proof, minutes and leave to do so; seldom what is asked for is not there."""
    rng = world.rng
    over = rule.get("over_minutes", 3)
    length = rng.choice(("0", str(over), str(over), str(over + 1), str(over + 1), "30"))
    return {
        "proof": "" if world.chance(0.15) else "recording",
        "minutes": "" if world.chance(0.1) else length,
        "approved_by": "manager" if world.chance(0.25) else "",
    }


def add_additions(world: World, employee: str) -> None:
    """Add commission and bonus, also outside the period, sometimes two on a day."""
    days = world.employed_days(employee, 5, 5)
    for _ in range(world.rng.choice((0, 0, 1, 2)) if days else 0):
        row = {
            "addition_id": f"A{world.count('additions')}",
            "date": world.rng.choice((days[0], days[-1], world.rng.choice(days))).isoformat(),
            "kind": world.rng.choice(("commission", "bonus")),
            "amount": world.rng.choice(("0.01", "100", "7.5", f"{world.rng.randint(1, 99999) / 100:.2f}")),
            "note": "",
        }
        world.add("additions", employee, row)


# Writing -------------------------------------------------------------------------------------------


def write_tables(world: World, folder: Path) -> None:
    """Write each table in random order; leave out an empty table or an optional column at times.

    Rows of the tables of records that are set aside stand in `aside.csv`.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        people = world.case.tables[table]
        rows = [({"employee_id": who} if table != "swaps" else {}) | row for who in people for row in people[who]]
        if (not rows and world.chance(0.5)) or table not in world.case.given:
            continue
        world.rng.shuffle(rows)
        names = [c for c in columns if c not in OPTIONAL or world.chance(0.8)]
        with (folder / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    with (folder / "aside.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("table", "employee_id", "date"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in world.aside if row["table"] in {"punches", "leave"} | world.case.given)


def write_policies(folder: Path, policies: dict[str, list[tuple[date, Toml]]]) -> None:
    """Write each version as a file named by its date."""
    for name, versions in policies.items():
        place = folder / "policies" / name
        place.mkdir(parents=True, exist_ok=True)
        for since, version in versions:
            (place / f"{since.isoformat()}.toml").write_text(toml(version), encoding="utf-8")


def toml(table: Toml, prefix: str = "") -> str:
    """Write a table as TOML: its own keys first, then its tables and lists of tables."""
    lines = [f"{key} = {toml_value(value)}" for key, value in table.items() if is_value(key, value)]
    text = "\n".join([*lines, ""])
    for key, value in table.items():
        name = f"{prefix}{key}"
        if is_value(key, value):
            continue
        if isinstance(value, dict):
            text += f"\n[{name}]\n{toml(value, f'{name}.')}"
        else:
            text += "".join(f"\n[[{name}]]\n{toml(item)}" for item in value)
    return text


def is_value(key: str, value: object) -> bool:
    """Whether a value stands on the line of its key."""
    if key == "title":
        return True
    return not isinstance(value, dict) and not (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def toml_value(value: object) -> str:
    """Write a number, yes or no, a text, a list of texts, or a small table of texts."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
