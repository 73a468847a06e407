"""Random rules about records, quality, discipline and rewards, and rows on the very values where they turn."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from .naive import DAY, MINUTE, WEEKDAYS, Row, Shift, Toml, add_months, clock, minor, period_of, version_or_first
from .world import INCIDENTS, World, random_price, some, stamp

ITEMS = ("greeting", "answers", "speed", "recommend", "care")
FATALS = ("taboo", "refusal")
GRADES = ("good", "good", "good", "fair", "poor", "not-applicable")
PERCENTS = (0, 0, 50, 60, "66.67", 75, 80, "87.5", 90, 100)
COUNTED = (
    *("lateness", "early-departure", "absence", "missing-punch", "swap-quota", "swap-notice", "handover"),
    *("handover-record", "daily-report", "meeting", "leave-notice", "complaint", "incident"),
    *("fatal-error", "response-time"),
)
WINDOWS = ("employment", "year", "period", "rolling-12", "rolling-12")
KINDS = ("sick", "病假", "personal", "年假", "")


# Policies ------------------------------------------------------------------------------------------


def record_tables(rng: Random, incidents: list[str]) -> Toml:
    """Write most of the tables of sections 12 to 17; `incidents` are the codes that the version lists."""
    tables: Toml = {
        "daily_report": some(rng, counted_rule(rng), due_hours=(0, 1, 12, 24, 48)),
        "handover_record": counted_rule(rng),
        "meetings": {"weekday": rng.choice(WEEKDAYS), "time": rng.choice(("00:00", "09:00", "14:00"))}
        | counted_rule(rng),
        "scorecard": scorecard_table(rng),
        "stars": {"band": [star_band(rng, start) for start in rng.sample(sorted(set(map(str, PERCENTS))), 3)]},
        "response_times": response_table(rng),
        "commission": commission_table(rng),
        "full_attendance": some(
            rng,
            {"amount": rng.choice((100, "33.33", 0))},
            late_allowed=(0, 1, 2, 5),
            excused_kinds=(["sick"], ["病假", "年假", "sick"], []),
        ),
        "discipline": discipline_table(rng, incidents),
    }
    return {key: table for key, table in tables.items() if rng.random() < 0.75}


def counted_rule(rng: Random) -> Toml:
    """Write what rules about records share: clause, counting, tiers by number."""
    rule = some(rng, {}, clause=("7.2",), counting=("marginal", "all"))
    starts = rng.sample(range(1, 6), rng.choice((0, 1, 2, 3)))
    tiers = [({"from_occurrence": n} if n > 1 else {}) | random_price(rng) for n in starts]
    return rule | {"tier": tiers} if tiers else rule


def scorecard_table(rng: Random) -> Toml:
    """Write a card of some items, fatal errors and levels."""
    card: Toml = {"item": {}, "fatal": {}, "level": []}
    for code in rng.sample(ITEMS, rng.randint(1, 4)):
        points = sorted(rng.choice((0, 1, 2, 3, 5, 8)) for _ in range(2))
        item: Toml = {"good": points[1] + rng.choice((1, 2, 5))}
        card["item"][code] = some(rng, item, fair=(points[1],), poor=(points[0],))
    for code in rng.sample(FATALS, rng.randint(0, 2)):
        card["fatal"][code] = some(rng, random_price(rng), action=("warning",))
    for start in rng.sample(sorted(set(map(str, PERCENTS))), rng.randint(0, 4)):
        card["level"].append(some(rng, {"from_percent": start} | random_price(rng), action=("training",)))
    return {key: value for key, value in card.items() if value}


def star_band(rng: Random, start: str) -> Toml:
    """Write a band of stars."""
    return some(rng, {"from_percent": start, "stars": rng.randint(1, 5)}, bonus=(0, 50, "12.34"))


def response_table(rng: Random) -> Toml:
    """Write the bounds of conversations, at least one."""
    bounds = {"first_seconds": (0, 30, 60), "further_seconds": (0, 60), "characters_per_minute": (0, 60)}
    chosen = rng.sample(sorted(bounds), rng.randint(1, 3))
    rule: Toml = {key: rng.choice(bounds[key]) for key in chosen}
    percents = (0, 50, "66.67", 75, 90, 100)
    rule = some(rng, rule | random_price(rng), minimum_conversations=(1, 2, 3), within_percent=percents)
    return some(rng, rule, action=("training",))


def commission_table(rng: Random) -> Toml:
    """Write tiers of commission, not always from 0 on."""
    starts = rng.sample((0, 0.01, 100, "999.99", 1000, 5000, 20000), rng.randint(1, 3))
    tiers = [({"from_amount": s} if s else {}) | {"percent": rng.choice((0, 1, 2.5, "0.33", 100))} for s in starts]
    return some(rng, {"tier": tiers}, counting=("marginal", "all"))


def discipline_table(rng: Random, incidents: list[str]) -> Toml:
    """Write what is counted, and the steps."""
    countable = [*COUNTED, *(f"incident:{code}" for code in incidents)]
    counts = rng.sample(countable, rng.randint(1, len(countable)))
    numbers = rng.sample(range(1, 9), rng.randint(1, 4))
    steps = [{"count": n, "action": f"step-{rng.randint(1, 3)}"} for n in numbers]
    return some(rng, {"counts": counts, "step": steps}, window=WINDOWS)


# Rows ----------------------------------------------------------------------------------------------


def add_records(world: World, held: dict[str, list[Shift]]) -> None:
    """Add the rows of all tables of records, and rows that were set aside."""
    meetings = [world.day(2, 2) for _ in range(world.rng.choice((0, 1, 2, 4)))]
    for employee in world.case.people:
        shifts = [s for s in held.get(employee, []) if world.case.has_near(s.date)]
        diligence = world.rng.choice((0.3, 0.8, 0.97, 1))
        add_reports(world, employee, shifts, diligence)
        add_handovers(world, employee, shifts, diligence)
        add_meetings(world, employee, meetings)
        add_samples(world, employee)
        add_chats(world, employee)
        add_sales(world, employee)
        add_history(world, employee)
    if world.chance(0.6):
        add_aside(world)


def rule_of(world: World, employee: str, day: date, table: str) -> Toml:
    """The table of the version of a day, empty without it."""
    rule: Toml = version_or_first(world.case, employee, day).get(table, {})
    return rule


def add_reports(world: World, employee: str, shifts: list[Shift], diligence: float) -> None:
    """Add reports for most days with shifts, handed in around the last minute, and some for other days."""
    rng = world.rng
    for day in sorted({s.date for s in shifts}):
        hours = rule_of(world, employee, day, "daily_report").get("due_hours", 12)
        due = max(s.end for s in shifts if s.date == day) + timedelta(hours=hours)
        for _ in range(rng.choice((1, 1, 1, 2)) if world.chance(diligence) else 0):
            times = ("", *(stamp(world, due + n * MINUTE) for n in (0, 0, -1, -60, 1 if world.chance(0.3) else -3)))
            add_report(world, employee, day, rng.choice(times))
    for day in rng.sample(world.employed_days(employee), min(2, len(world.employed_days(employee)))):
        if world.chance(0.3):
            add_report(world, employee, day, "")


def add_report(world: World, employee: str, day: date, handed_in: str) -> None:
    """Add one report."""
    status = world.rng.choice(("", "", "complete", "complete", "incomplete" if world.chance(0.3) else ""))
    world.add("reports", employee, {"date": day.isoformat(), "handed_in_at": handed_in, "status": status})


def add_handovers(world: World, employee: str, shifts: list[Shift], diligence: float) -> None:
    """Add hand-over records: as many as shifts on most days, else one more, one less, or an incomplete one."""
    rng = world.rng
    for day in sorted({s.date for s in shifts}):
        number = len([s for s in shifts if s.date == day])
        words = [rng.choice(("", "complete")) for _ in range(number)]
        if not world.chance(diligence):
            words = rng.choice((words[1:], [*words, ""], [*words, "incomplete"], ["incomplete", *words[1:]], []))
        for word in words:
            world.add("handovers", employee, {"date": day.isoformat(), "status": word})


def add_meetings(world: World, employee: str, meetings: list[date]) -> None:
    """Add who signed which list."""
    words = ("attended", "attended", "attended", "no-report", "missed", "excused")
    for day in sorted(set(meetings)):
        if day in world.employed_days(employee, 2, 2) and world.chance(0.6):
            world.add("meetings", employee, {"date": day.isoformat(), "status": world.rng.choice(words)})


def add_samples(world: World, employee: str) -> None:
    """Add samples of some items; fatal errors, and a sample in error, now and then."""
    rng, days = world.rng, world.employed_days(employee, 3, 3)
    for _ in range(rng.choice((0, 1, 1, 2, 3)) if days else 0):
        day = rng.choice((days[0], days[-1], rng.choice(days), rng.choice(days)))
        card = rule_of(world, employee, day, "scorecard") or {"item": {"answers": {"good": 5}}}
        sample = f"Q{len({row['sample_id'] for rows in world.case.tables['scores'].values() for row in rows})}"
        items = sorted(card["item"])
        codes = rng.sample(items, rng.randint(1, len(items)) if world.chance(0.3) else len(items))
        rows: list[Row] = []
        good = world.chance(0.3)
        for code in codes:
            grades = [g for g in GRADES if g != "fair" or "fair" in card["item"][code]]
            rows.append({"item": code, "grade": "good" if good else rng.choice(grades)})
        rows += [{"item": code, "grade": "fatal"} for code in card.get("fatal", {}) if world.chance(0.15)]
        if world.chance(0.06):
            rows.append(rng.choice(({"item": "nothing", "grade": "good"}, {"item": "nothing", "grade": "fatal"})))
        for row in rows:
            world.add("scores", employee, {"sample_id": sample, "date": day.isoformat()} | row)
        if rows and world.chance(0.04):
            mix_sample(world, employee, {"sample_id": sample, "date": day.isoformat()} | rows[0])


def mix_sample(world: World, employee: str, row: Row) -> None:
    """Give a sample a row of another date, or of another person."""
    other = world.rng.choice((employee, *world.case.people))
    days = world.employed_days(other, 3, 3)
    if days:
        day = world.rng.choice(days).isoformat() if other == employee or world.chance(0.5) else row["date"]
        if day in [each.isoformat() for each in days]:
            world.add("scores", other, row | {"date": day, "item": "care and more"})


def add_chats(world: World, employee: str) -> None:
    """Add conversations around the bounds, or without some figures."""
    rng, days = world.rng, world.employed_days(employee, 2, 2)
    for _ in range(rng.choice((0, 0, 1, 2, 3, 6)) if days else 0):
        day = rng.choice((days[0], days[-1], rng.choice(days)))
        rule = rule_of(world, employee, day, "response_times")
        row = {"conversation_id": f"T{world.count('chats')}", "time": stamp(world, random_time(world, day))}
        columns = ("first_response_seconds", "slowest_response_seconds", "characters_per_minute")
        for column, key in zip(columns, ("first_seconds", "further_seconds", "characters_per_minute"), strict=True):
            bound = rule.get(key, 30)
            worse = bound + 1 if key != "characters_per_minute" else bound - 1
            row[column] = rng.choice(("", str(bound), str(bound), str(max(worse, 0) if world.chance(0.5) else bound)))
        world.add("chats", employee, row)


def random_time(world: World, day: date) -> datetime:
    """Choose a time of the day, often its first or last minute."""
    return clock(day, world.rng.choice(("00:00", "23:59", "12:30")))


def add_sales(world: World, employee: str) -> None:
    """Add sales whose sum lies at the start of a tier, a cent below it, or anywhere."""
    rng, days = world.rng, world.employed_days(employee, 3, 3)
    inside = [day for day in days if world.case.has(day)]
    if not inside or world.chance(0.3):
        return
    tiers = rule_of(world, employee, inside[-1], "commission").get("tier", [{}])
    start = minor(rng.choice(tiers).get("from_amount", 0))
    total = max(Fraction(0), start + rng.choice((0, 0, -1, 1, rng.randint(0, 3_000_000))))
    parts = rng.randint(1, 3)
    for n in range(parts):
        amount = total if n == parts - 1 else total * rng.randint(0, 100) // 100
        total -= amount
        add_sale(world, employee, rng.choice((inside[0], inside[-1], rng.choice(inside))), int(amount))
    for day in days:
        if not world.case.has(day) and world.chance(0.1):
            add_sale(world, employee, day, 12_345)


def add_sale(world: World, employee: str, day: date, cents: int) -> None:
    """Add one sale."""
    row = {"sale_id": f"V{world.count('sales')}", "date": day.isoformat(), "amount": f"{cents / 100:.2f}"}
    world.add("sales", employee, row)


def add_history(world: World, employee: str) -> None:
    """Add entries of earlier months, some said twice, reversed, posted again, waived or appealed."""
    rng, case = world.rng, world.case
    hired = date.fromisoformat(case.people[employee]["hire_date"])
    for n in range(rng.choice((0, 0, 1, 3, 6))):
        day = past_day(world)
        if day < hired and world.chance(0.9):
            continue
        rule = rng.choice((*COUNTED, "incident", "incident", "lateness", "addition", "discipline"))
        code, event = "", f"{day.isoformat()}.{n}"
        if rule == "incident":
            code, event = rng.choice(((rng.choice(INCIDENTS), event), ("", event), incident_of(world, employee, event)))
        entry = f"{period_of(day, case.start_day)}/{employee}/{rule}/{event}"
        row = {"date": day.isoformat(), "rule": rule, "entry_id": entry, "code": code}
        if world.chance(0.25):
            world.add("history", employee, row | {"entry_id": "" if world.chance(0.6) else f"hand-{employee}-{n}"})
            continue
        for entry_id in history_of_entry(world, employee, entry):
            world.add("history", employee, row | {"entry_id": entry_id})


def past_day(world: World) -> date:
    """Choose a day before the period (seldom in it), near the turn of every window."""
    case = world.case
    year_ago = add_months(world.day(), -12)
    turn = date(case.last.year, 1, 1)
    days = (case.first - DAY, case.first - DAY, case.first, year_ago, year_ago + DAY, turn, turn - DAY)
    return world.rng.choice((*days, world.day(700, 0), add_months(case.first, -12), add_months(case.last, -12)))


def incident_of(world: World, employee: str, event: str) -> tuple[str, str]:
    """Choose an incident of the employee that the table of incidents has; its code stands there."""
    rows = world.case.rows("incidents", employee)
    return "", world.rng.choice([row["incident_id"] for row in rows] or [event])


def history_of_entry(world: World, employee: str, entry: str) -> list[str]:
    """Choose the lines that earlier ledgers have of an entry: itself, and lines about it."""
    correction = f"{period_of(world.case.first - DAY, world.case.start_day)}/{employee}/correction/{entry}"
    earlier = f"{period_of(world.case.first - 40 * DAY, world.case.start_day)}/{employee}/correction/{entry}"
    waiver, appeal = correction.replace("/correction/", "/waiver/"), correction.replace("/correction/", "/appeal/")
    return world.rng.choice(
        (
            [entry],
            [entry],
            [entry],
            [entry, entry],
            [entry, f"{correction}/reversed"],
            [entry, f"{correction}/reversed", f"{correction}/posted"],
            [entry, f"{earlier}/reversed", f"{earlier}/posted", f"{correction}/reversed"],
            [f"{correction}/posted"],
            [entry, f"{correction}/reversed", f"{correction}/posted", f"{correction}/posted"],
            [entry, waiver],
            [entry, appeal],
            [f"{correction}/posted", f"{correction}/reversed", waiver],
        )
    )


def add_aside(world: World) -> None:
    """Add rows that were set aside before the month is judged: of records, of punches and of leave."""
    tables = ("reports", "handovers", "meetings", "meetings", "scores", "scores", "chats", "chats", "punches", "leave")
    for employee in world.case.people:
        day = "" if world.chance(0.5) else world.day(1, 1).isoformat()
        if world.chance(0.15):
            table = world.rng.choice(("scores", "chats", "chats"))
            world.aside.append({"table": table, "employee_id": employee, "date": day})
    met = {row["date"] for row in world.case.all_rows("meetings")}
    for _ in range(world.rng.randint(1, 12)):
        employee = world.rng.choice(list(world.case.people))
        days = world.employed_days(employee, 1, 1)
        days += [day for day in days if day.isoformat() in met] * 8
        if days:
            day = "" if world.chance(0.15) else world.rng.choice(days).isoformat()
            world.aside.append({"table": world.rng.choice(tables), "employee_id": employee, "date": day})
