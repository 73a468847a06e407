"""A slow reference implementation of the rules, written straight from their text: sections 1 to 10, 14, 19 and 21.

One function per section, a plain loop per employee and day, `Fraction` for money. It reads a case
folder (`data/*.csv`, `policies/<id>/<date>.toml`) and returns what the program must find; `naive_month`
puts it together with the sections that have modules of their own. Rows that were set aside before the
month is judged stand in `aside.csv` (table, employee_id, date or nothing). Input is otherwise taken as
valid but for invalid swaps, incidents without the proof that their code asks for, and samples in error; where that
is cheap to see, other bad input raises `ValueError`. The words of problems are left out.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import holidays

Row = dict[str, str]
Day = date  # where a field of a record is called `date`
Toml = dict[str, Any]
Span = tuple[datetime, datetime]
Table = dict[str, list[Row]]  # the rows of each employee; of swaps, each requester
Item = TypeVar("Item")

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REST = ("rest", "休")
CORRECTIONS = ("补卡", "correction")
TABLES = (
    "employees", "wages", "assignments", "shifts", "punches", "swaps", "complaints", "leave", "incidents", "additions",
    "reports", "handovers", "meetings", "scores", "chats", "sales", "history",
    "promotions", "contracts", "acknowledgements", "carried",
)  # fmt: skip
RULES: dict[str, str] = {
    "lateness": "lateness",
    "early-departure": "early_departure",
    "absence": "absence",
    "missing-punch": "missing_punch",
}
WAGE_PARTS = ("part-month", "probation-pay")  # section 18: they are the wage, not taken from it
DAYS_OF_A_MONTHLY_WAGE = Fraction("21.75")


@dataclass(frozen=True)
class Case:
    """All tables and policies of a folder, and the pay period that is judged."""

    tables: dict[str, Table]
    policies: dict[str, list[tuple[date, Toml]]]
    start_day: int
    first: date
    last: date
    people: dict[str, Row]
    given: frozenset[str] = frozenset()  # the tables that the data has, also empty ones
    aside: tuple[Row, ...] = ()  # rows set aside before: table, employee_id, date

    def rows(self, table: str, employee: str) -> list[Row]:
        """The rows of one employee."""
        return self.tables[table].get(employee, [])

    def all_rows(self, table: str) -> list[Row]:
        """The rows of everyone."""
        return [row for rows in self.tables[table].values() for row in rows]

    def has(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def has_near(self, day: date) -> bool:
        """Whether the day lies in the period or in the two days before or after it."""
        return self.first - 2 * DAY <= day <= self.last + 2 * DAY

    def set_aside(self, employee: str, *tables: str) -> list[date | None]:
        """The dates of the employee's rows that were set aside; None where the date cannot be read."""
        rows = [row for row in self.aside if row["employee_id"] == employee and row["table"] in tables]
        return [date.fromisoformat(row["date"]) if row["date"] else None for row in rows]


@dataclass
class Shift:
    """A shift of the rota; swaps change who holds it and remember the last swap."""

    holder: str
    date: date
    start: datetime
    end: datetime
    swap: Row | None = None
    promotion: bool = False


@dataclass(frozen=True)
class Attendance:
    """A shift with its verdict. `left` are the minutes that remain after leave."""

    shift: Shift
    left: int
    arrival: datetime | None
    departure: datetime | None
    late: int
    early: int
    verdict: str


@dataclass(frozen=True)
class Entry:
    """A line of the ledger, in minor units. `share` is the part of a day that an absence missed."""

    employee: str
    date: date
    rule: str
    amount: int
    occurrence: int | None = None
    action: str = ""
    event: str = ""
    share: Fraction = field(default=Fraction(0))
    code: str = ""  # of an incident
    minutes: int = 0  # how long an occurrence lasted
    under: str = ""  # by whose policy, where it is not the employee's own
    happened: Day | None = None  # the day of the event, where it is not that of the line


@dataclass
class Occurrence:
    """What one rule counts as one: a shift, or the shifts of a work date."""

    start: datetime
    date: date
    minutes: int
    share: Fraction
    lasted: int  # what an hourly price goes by: the minutes, of an absence those missed


# Reading ---------------------------------------------------------------------------------------


def read_case(folder: Path, period: str) -> Case:
    """Read the folder; the period's start day comes from the policies."""
    tables = {name: read_table(folder / "data" / f"{name}.csv") for name in TABLES}
    policies: dict[str, list[tuple[date, Toml]]] = {}
    for file in sorted((folder / "policies").glob("*/*.toml")):
        text = file.read_text(encoding="utf-8")
        version = tomllib.loads(text, parse_float=Decimal)
        policies.setdefault(file.parent.name, []).append((date.fromisoformat(file.stem), version))
    start_days = {v["policy"].get("period_start_day", 1) for p in policies.values() for _, v in p}
    if len(start_days) != 1:
        raise ValueError(f"policies start their periods on different days: {start_days}")
    start_day: int = start_days.pop()
    first, last = period_days(period, start_day)
    people = {employee: rows[0] for employee, rows in tables["employees"].items()}
    given = frozenset(name for name in TABLES if (folder / "data" / f"{name}.csv").exists())
    aside = tuple(row for rows in read_table(folder / "aside.csv").values() for row in rows)
    return Case(tables, policies, start_day, first, last, people, given, aside)


def read_table(file: Path) -> Table:
    """Read a CSV file; a missing file is an empty table, a missing cell an empty one."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]
    return grouped(rows, lambda row: row.get("employee_id") or row["requester_id"])


def grouped(items: Iterable[Item], employee: Callable[[Item], str]) -> dict[str, list[Item]]:
    """The items of each employee, in the order they came in."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(employee(item), []).append(item)
    return groups


# Section 1: time, period, money ------------------------------------------------------------------


def period_days(period: str, start_day: int) -> tuple[date, date]:
    """Section 1: the first and last day of the pay period `YYYY-MM`."""
    year, month = (int(part) for part in period.split("-"))
    here, after = date(year, month, 1), add_months(date(year, month, 1), 1)
    if start_day == 1:
        return here, after - DAY
    before = add_months(here, -1)
    return before.replace(day=start_day), here.replace(day=start_day) - DAY


def period_of(day: date, start_day: int) -> str:
    """Section 1: the name of the pay period that a day lies in."""
    if start_day > 1 and day.day >= start_day:
        day = add_months(day.replace(day=1), 1)
    return f"{day.year:04d}-{day.month:02d}"


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for days in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, days))
        except ValueError:
            continue
    raise AssertionError("a month has at least 28 days")


def moment(case: Case, employee: str, text: str) -> datetime:
    """Section 1: a wall-clock time in the policy's timezone, seconds dropped."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is not None:
        read = read.astimezone(zone(case, employee, read.astimezone(UTC).date()))
    return read.replace(second=0, microsecond=0, tzinfo=None)


def zone(case: Case, employee: str, day: date) -> ZoneInfo:
    """The timezone of the employee's policy, or of any policy for an unknown employee."""
    if employee in case.people:
        version = version_or_first(case, employee, day)
    else:
        version = next(iter(case.policies.values()))[0][1]
    return ZoneInfo(version["policy"]["timezone"])


def minor(text: object) -> Fraction:
    """An amount in minor units of a currency with two places."""
    return Fraction(str(text)) * 100


def half_up(amount: Fraction) -> int:
    """Section 1: round half up, once per line; amounts are not negative."""
    return floor(amount + Fraction(1, 2))


def minutes(start: datetime, end: datetime) -> int:
    """Minutes from one wall clock to another."""
    return (end - start) // MINUTE


def as_of(case: Case, table: str, employee: str, day: date, column: str) -> str:
    """Section 1: the latest cell of a dated table that is not empty, else that of `employees`."""
    found, since = case.people[employee].get(column, ""), date.min
    for row in case.rows(table, employee):
        effective = date.fromisoformat(row["effective_from"])
        if row.get(column) and since <= effective <= day:
            found, since = row[column], effective
    return found


def base_wage(case: Case, employee: str, day: date) -> Fraction:
    """Section 1: the base wage on a day, in minor units."""
    return minor(as_of(case, "wages", employee, day, "base_wage"))


def daily_wage(case: Case, employee: str, day: date) -> Fraction:
    """Section 1: base wage ÷ 21.75, exact."""
    return base_wage(case, employee, day) / DAYS_OF_A_MONTHLY_WAGE


def hourly_wage(case: Case, employee: str, day: date) -> Fraction:
    """Section 19: daily wage ÷ the hours of a paid day, by the version of the day; exact."""
    hours = version_of(case, employee, day)["policy"].get("hours_per_day", 8)
    return daily_wage(case, employee, day) / Fraction(str(hours))


def versions(case: Case, employee: str, day: date) -> list[tuple[date, Toml]]:
    """Section 1: the versions, by date, of the policy that the employee is under on the day."""
    policy = as_of(case, "assignments", employee, day, "policy")
    return case.policies[policy] if policy else next(iter(case.policies.values()))


def version_or_first(case: Case, employee: str, day: date) -> Toml:
    """Section 1: the version of an event of earlier periods, or of a neighbouring shift."""
    known = versions(case, employee, day)
    return [v for since, v in known if since <= day or since == known[0][0]][-1]


def version_of(case: Case, employee: str, day: date) -> Toml:
    """Section 1: the version in force for an event of the period."""
    if versions(case, employee, day)[0][0] > day:
        raise ValueError(f"no version in force for {employee} on {day}")
    return version_or_first(case, employee, day)


def employed(case: Case, employee: str, day: date) -> bool:
    """Whether the day lies within the employment, hire and termination date included."""
    person = case.people[employee]
    left = person.get("termination_date")
    hired = date.fromisoformat(person["hire_date"])
    return hired <= day and (not left or day <= date.fromisoformat(left))


def days_employed(case: Case, employee: str) -> list[date]:
    """The days of the period on which the employee is employed."""
    days = [case.first + n * DAY for n in range((case.last - case.first).days + 1)]
    return [day for day in days if employed(case, employee, day)]


# Section 2: rota -----------------------------------------------------------------------------------


def build_rota(case: Case, only: str = "") -> list[Shift]:
    """Section 2: the shifts of the period and of the two days before and after it, of all or only one."""
    days = [case.first + n * DAY for n in range(-2, (case.last - case.first).days + 3)]
    rota: list[Shift] = []
    for employee in [only] if only else case.people:
        rows: dict[str, list[Row]] = {}
        for row in case.rows("shifts", employee):
            rows.setdefault(row["date"], []).append(row)
        own: list[Shift] = []
        for day in days:
            of_day = shifts_of_day(case, employee, day, rows.get(day.isoformat(), []))
            own += of_day + promotion_shifts(case, employee, day, of_day)
        if overlapping(own):
            raise ValueError(f"overlapping shifts of {employee}")
        rota += own
    return rota


def shifts_of_day(case: Case, employee: str, day: date, rows: list[Row]) -> list[Shift]:
    """Section 2: the rows of a date say it all; without any the calendar does, if there is one."""
    if rows and not employed(case, employee, day):
        raise ValueError(f"a shift of {employee} on {day} lies outside the employment")
    if not rows:
        if not employed(case, employee, day):
            return []
        version = rota_version(case, employee, day)
        if not is_working_day(version.get("calendar"), day, needed=case.has(day)):
            return []
        rows = [{"shift": version["calendar"]["shift"]}]
    spans: list[Span] = []
    for row in rows:
        if row.get("shift") in REST:
            continue
        span = shift_times(case, employee, day, row)
        if span not in spans:
            spans.append(span)
    return [Shift(employee, day, start, end) for start, end in spans]


def promotion_shifts(case: Case, employee: str, day: date, of_day: list[Shift]) -> list[Shift]:
    """Section 21: the shifts that the company adds; one with the times of another shift repeats it."""
    added: list[Shift] = []
    for row in case.rows("promotions", employee):
        if row["date"] != day.isoformat():
            continue
        if not employed(case, employee, day):
            raise ValueError(f"a promotion of {employee} on {day} lies outside the employment")
        start, end = shift_times(case, employee, day, row)
        if all((start, end) != (s.start, s.end) for s in of_day + added):
            added.append(Shift(employee, day, start, end, promotion=True))
    return added


def rota_version(case: Case, employee: str, day: date) -> Toml:
    """Section 2: the version of a day; of neighbours the first, if they lie before it."""
    if case.has(day):
        return version_of(case, employee, day)
    return version_or_first(case, employee, day)


def shift_times(case: Case, employee: str, day: date, row: Row) -> Span:
    """Section 2: times of the row win over those of its code; an end not after the start is +1."""
    code: Row = {}
    if not (row.get("start") and row.get("end")):
        code = rota_version(case, employee, day)["shifts"][row["shift"]]
    start = clock(day, row.get("start") or code["start"])
    end = clock(day, row.get("end") or code["end"])
    return start, end if end > start else end + DAY


def clock(day: date, text: str) -> datetime:
    """The time `HH:MM` of a day; 24:00 is the midnight that ends it."""
    hours, mins = (int(part) for part in text.split(":")[:2])
    return datetime.combine(day, time()) + timedelta(hours=hours, minutes=mins)


def is_working_day(calendar: Toml | None, day: date, *, needed: bool) -> bool:
    """Section 2: a make-up working day, or one of `weekdays` that is no public holiday."""
    if calendar is None:
        return False
    listed = WEEKDAYS[day.weekday()] in calendar["weekdays"]
    if not calendar["holidays"]:
        return listed
    days_off, make_up = official_days(calendar["holidays"], day.year)
    if not make_up and calendar["holidays"] == "CN":
        if needed:
            raise ValueError(f"the official days of {day.year} are not published")
        return False
    return day in make_up or (listed and day not in days_off)


@cache
def official_days(country: str, year: int) -> tuple[set[date], set[date]]:
    """The public holidays and the make-up working days of a year.

    A year of China without any make-up day is one whose notice is not published yet.
    """
    official = holidays.country_holidays(country, years=[year])
    return set(official), {day for day in official.weekend_workdays if day.year == year}


def overlapping(shifts: list[Shift]) -> bool:
    """Whether two of the shifts, of one person, have a minute in common."""
    ordered = sorted(shifts, key=lambda s: s.start)
    return any(later.start < earlier.end for earlier, later in pairwise(ordered))


# Section 3: swaps ----------------------------------------------------------------------------------


def apply_swaps(case: Case, rota: list[Shift]) -> tuple[list[Entry], list[str]]:
    """Section 3: move the shifts of approved swaps; return quota and notice entries, invalid ids."""
    entries: list[Entry] = []
    invalid: list[str] = []
    counted: dict[str, int] = {}
    held = grouped(rota, lambda s: s.holder)
    for swap in ordered_swaps(case):
        moved = move(case, held, swap)
        day = date.fromisoformat(swap["date"])
        if not case.has(day):
            continue
        if moved is None:
            invalid.append(swap["swap_id"])
            continue
        entries += judge_swap(case, swap, moved, counted)
    return entries, invalid


def ordered_swaps(case: Case) -> list[Row]:
    """Section 3: approved swaps that touch the period or the two days around, as requested."""

    def near(text: str) -> bool:
        return bool(text) and case.has_near(date.fromisoformat(text))

    swaps = [s for s in case.all_rows("swaps") if s["status"] == "approved"]
    swaps = [s for s in swaps if near(s["date"]) or near(s.get("counterpart_date", ""))]
    return sorted(swaps, key=lambda s: (moment(case, s["requester_id"], s["requested_at"]), s["swap_id"]))


def move(case: Case, held: dict[str, list[Shift]], swap: Row) -> list[Shift] | None:
    """Section 3.1: move the shifts of a swap and return them, or None if it is invalid.

    Of a swap of a neighbouring period only the dates in the two days around are known; the side
    beyond them is taken as valid.
    """
    requester, counterpart = swap["requester_id"], swap["counterpart_id"]
    if requester == counterpart or not {requester, counterpart} <= case.people.keys():
        return None
    sides = [(requester, counterpart, swap["date"])]
    if swap.get("counterpart_date"):
        sides.append((counterpart, requester, swap["counterpart_date"]))
    moves: list[tuple[Shift, str]] = []
    for giver, taker, text in sides:
        day = date.fromisoformat(text)
        if not case.has_near(day):
            continue
        given = [s for s in held.get(giver, []) if s.date == day]
        if not given or not employed(case, taker, day):
            return None
        moves += [(shift, taker) for shift in given]
    after = {}
    for person in (requester, counterpart):
        kept = [s for s in held.get(person, []) if all(s is not moving for moving, _ in moves)]
        after[person] = kept + [shift for shift, taker in moves if taker == person]
        if overlapping(after[person]):
            return None
    held.update(after)
    for shift, taker in moves:
        shift.holder, shift.swap = taker, swap
    return [shift for shift, _ in moves]


def judge_swap(case: Case, swap: Row, moved: list[Shift], counted: dict[str, int]) -> list[Entry]:
    """Section 3.3 to 3.5: quota of each counted party, notice of the requester."""
    requester, counterpart = swap["requester_id"], swap["counterpart_id"]
    day = date.fromisoformat(swap["date"])
    rule = version_of(case, requester, day).get("swaps")
    if rule is None or all(shift.promotion for shift in moved):  # section 21
        return []
    price = -half_up(minor(rule.get("amount", 0)))
    both = rule.get("counts", "both") == "both"
    entries: list[Entry] = []
    for party in (requester, counterpart) if both else (requester,):
        counted[party] = counted.get(party, 0) + 1
        if counted[party] > rule["limit"]:
            entries.append(Entry(party, day, "swap-quota", price, event=swap["swap_id"], under=requester))
    notice = timedelta(hours=rule.get("notice_hours", 0))
    requested = moment(case, requester, swap["requested_at"])
    if requested > min(shift.start for shift in moved) - notice:
        entries.append(Entry(requester, day, "swap-notice", price, event=swap["swap_id"]))
    return entries


# Section 4: attendance -----------------------------------------------------------------------------


def attend(case: Case, rota: list[Shift]) -> list[Attendance]:
    """Section 4: the verdict of each shift of the period, by employee and start."""
    judged: list[Attendance] = []
    for employee, held in sorted(grouped(rota, lambda s: s.holder).items()):
        own = sorted(held, key=lambda s: s.start)
        punches = [moment(case, employee, row["time"]) for row in case.rows("punches", employee)]
        seen: list[Attendance] = []
        for shift, (opens, closes) in zip(own, windows(case, own), strict=True):
            found = look(case, shift, [p for p in punches if opens <= p < closes])
            if is_unclear(case, shift):
                found = replace(found, late=0, early=0, verdict="unclear")
            seen.append(found)
        judged += [a for a in excuse_touching(seen) if case.has(a.shift.date)]
    return judged


def is_unclear(case: Case, shift: Shift) -> bool:
    """Section 4.6: whether a punch or leave of its date or the day after it, or of unknown date, was set aside."""
    aside = case.set_aside(shift.holder, "punches", "leave")
    return any((case.has(shift.date) if day is None else shift.date in (day, day - DAY)) for day in aside)


def windows(case: Case, own: list[Shift]) -> list[Span]:
    """Section 4.1: the window of each shift, where neighbours overlap cut at one minute."""
    whole: list[Span] = []
    for shift in own:
        rule = punch_rule(case, shift)
        before = rule.get("before_minutes", 240) * MINUTE
        after = rule.get("after_minutes", 240) * MINUTE
        whole.append((shift.start - before, shift.end + after))
    opens = [w[0] for w in whole]
    closes = [w[1] for w in whole]
    for n in range(len(own) - 1):
        low = max(whole[n][0], whole[n + 1][0])
        high = min(whole[n][1], whole[n + 1][1])
        if low < high:
            middle = midpoint(own[n].end, own[n + 1].start)
            closes[n] = opens[n + 1] = min(max(middle, low), high)
    return list(zip(opens, closes, strict=True))


def punch_rule(case: Case, shift: Shift) -> Toml:
    """The table `punches` of the version that the shift's holder is under on the work date."""
    rule: Toml = rota_version(case, shift.holder, shift.date).get("punches", {})
    return rule


def midpoint(start: datetime, end: datetime) -> datetime:
    """The midpoint of two times, rounded down to the minute."""
    return start + minutes(start, end) // 2 * MINUTE


def look(case: Case, shift: Shift, punches: list[datetime]) -> Attendance:
    """Section 4.2 to 4.5: one shift with the punches of its window."""
    pieces = after_leave(case, shift)
    if not pieces:
        return Attendance(shift, 0, None, None, 0, 0, "leave")
    left = sum(minutes(start, end) for start, end in pieces)
    if not punches:
        return Attendance(shift, left, None, None, 0, 0, "absent")
    start, end = pieces[0][0], pieces[-1][1]
    arrival, departure = arrival_and_departure(case, shift, punches, (start, end))
    version = rota_version(case, shift.holder, shift.date)
    late = minutes(start, arrival) if arrival else 0
    early = minutes(departure, end) if departure else 0
    late = late if late > version.get("lateness", {}).get("grace_minutes", 0) else 0
    early = early if early > version.get("early_departure", {}).get("grace_minutes", 0) else 0
    words = {
        "late": late > 0,
        "early": early > 0,
        "missing-in": arrival is None,
        "missing-out": departure is None,
    }
    verdict = "+".join(word for word, applies in words.items() if applies) or "ok"
    return Attendance(shift, left, arrival, departure, late, early, verdict)


def after_leave(case: Case, shift: Shift) -> list[Span]:
    """Section 4.2: the stretches of a shift that approved leave does not cover."""
    pieces = [(shift.start, shift.end)]
    for row in case.rows("leave", shift.holder):
        if row["status"] != "approved":
            continue
        covers = leave_span(case, shift, row)
        if covers is None:
            continue
        rest: list[Span] = []
        for start, end in pieces:
            rest += [(start, min(end, covers[0])), (max(start, covers[1]), end)]
        pieces = [(start, end) for start, end in rest if start < end]
    return pieces


def leave_span(case: Case, shift: Shift, row: Row) -> Span | None:
    """Section 4.2: what a leave row can cover of the shift: all of it, its own span, or nothing."""
    since, until = row["from"].strip(), row["to"].strip()
    if is_bare(since) and is_bare(until):
        if date.fromisoformat(since) <= shift.date <= date.fromisoformat(until):
            return shift.start, shift.end
        return None
    end = moment(case, shift.holder, until)
    return moment(case, shift.holder, since), end + DAY if is_bare(until) else end


def is_bare(text: str) -> bool:
    """Whether the text is a date without a time."""
    return len(text) == len("2026-10-08")


def arrival_and_departure(
    case: Case, shift: Shift, punches: list[datetime], expected: Span
) -> tuple[datetime | None, datetime | None]:
    """Section 4.3: what the first and the last punch of a window mean."""
    first, last = min(punches), max(punches)
    start, end = expected
    repeat = punch_rule(case, shift).get("repeat_minutes", 30)
    if minutes(first, last) >= repeat:
        return first if first < end else None, last if last > start else None
    if first < midpoint(start, end):
        return first, None
    return None, last


def excuse_touching(seen: list[Attendance]) -> list[Attendance]:
    """Section 4.3: where two shifts touch, no punch is expected at their common minute."""
    excused: list[Attendance] = []
    for n, here in enumerate(seen):
        words = here.verdict.split("+")
        before, after = seen[n - 1] if n else None, seen[n + 1] if n + 1 < len(seen) else None
        if before and before.shift.end == here.shift.start and (before.arrival or before.verdict == "unclear"):
            words = [word for word in words if word != "missing-in"]
        if after and after.shift.start == here.shift.end and (after.departure or after.verdict == "unclear"):
            words = [word for word in words if word != "missing-out"]
        excused.append(replace(here, verdict="+".join(words) or "ok"))
    return excused


# Section 5: occurrence rules -----------------------------------------------------------------------


def occurrence_entries(case: Case, judged: list[Attendance]) -> list[Entry]:
    """Section 5: one entry for each occurrence of the four rules."""
    entries: list[Entry] = []
    for employee, own in grouped(judged, lambda a: a.shift.holder).items():
        for rule, table in RULES.items():
            found = occurrences(case, own, rule)
            for number, occurrence in enumerate(found, start=1):
                version = version_of(case, employee, occurrence.date)
                if table not in version:
                    continue
                priced_by = number
                if version[table].get("counting", "marginal") == "all":
                    priced_by = len(found)
                tier = find_tier(version[table].get("tier", []), priced_by, occurrence.minutes)
                share = occurrence.share if rule == "absence" else Fraction(1)
                amount = -price(case, employee, occurrence.date, tier, share, occurrence.lasted)
                entry = Entry(employee, occurrence.date, rule, amount, number, event=occurrence.start.isoformat())
                entries.append(replace(entry, share=occurrence.share, minutes=occurrence.lasted))
    return entries


def occurrences(case: Case, own: list[Attendance], rule: str) -> list[Occurrence]:
    """Section 5: the occurrences of one employee and rule, in order of shift start."""
    found: list[Occurrence] = []
    corrected = 0
    for attendance in own:
        shift = attendance.shift
        beyond = False
        if rule == "missing-punch" and is_corrected(case, attendance):
            corrected += 1
            beyond = is_beyond(version_of(case, shift.holder, shift.date), corrected)
        if not (applies(attendance, rule) or beyond):
            continue
        amount = {"lateness": attendance.late, "early-departure": attendance.early}.get(rule, 0)
        share = share_of_day(own, attendance) if rule == "absence" else Fraction(0)
        lasted = attendance.left if rule == "absence" else amount
        version = version_of(case, shift.holder, shift.date)
        per_day = version.get(RULES[rule], {}).get("per", "shift") == "day"
        if per_day and found and found[-1].date == shift.date:
            found[-1].minutes = max(found[-1].minutes, amount)
            found[-1].share += share
            found[-1].lasted = found[-1].lasted + lasted if rule == "absence" else found[-1].minutes
        else:
            found.append(Occurrence(shift.start, shift.date, amount, share, lasted))
    return found


def is_corrected(case: Case, attendance: Attendance) -> bool:
    """Section 19: whether the arrival or the departure is a punch marked as a correction, and only so."""
    if attendance.verdict == "unclear":
        return False
    employee = attendance.shift.holder
    marks: dict[datetime, list[bool]] = {}
    for row in case.rows("punches", employee):
        marks.setdefault(moment(case, employee, row["time"]), []).append(row.get("mark", "") in CORRECTIONS)
    counting = [time for time in (attendance.arrival, attendance.departure) if time is not None]
    return any(all(marks[time]) for time in counting)


def is_beyond(version: Toml, number: int) -> bool:
    """Section 19: whether the n-th corrected shift is one too many by the version of its day."""
    rule = version.get("missing_punch", {})
    return "free_corrections" in rule and number > rule["free_corrections"]


def applies(attendance: Attendance, rule: str) -> bool:
    """Section 4.5: whether the verdict is one that the rule counts."""
    words = attendance.verdict.split("+")
    counted = {
        "lateness": ("late",),
        "early-departure": ("early",),
        "absence": ("absent",),
        "missing-punch": ("missing-in", "missing-out"),
    }
    return any(word in words for word in counted[rule])


def share_of_day(own: list[Attendance], absent: Attendance) -> Fraction:
    """Section 5: minutes left after leave ÷ scheduled minutes of the person's work date."""
    scheduled = sum(minutes(a.shift.start, a.shift.end) for a in own if a.shift.date == absent.shift.date)
    return Fraction(absent.left, scheduled)


def find_tier(tiers: list[Toml], number: int, amount: int) -> Toml:
    """Section 5: the highest tier that is reached; an empty one, which costs nothing, if none."""

    def bounds(tier: Toml) -> tuple[int, int]:
        return tier.get("from_occurrence", 1), tier.get("from_minutes", 0)

    reached = [t for t in tiers if bounds(t)[0] <= number and bounds(t)[1] <= amount]
    return max(reached, key=bounds, default={})


def price(case: Case, employee: str, day: date, tier: Toml, share: Fraction, lasted: int = 0) -> int:
    """Section 5: what a tier costs on a day, rounded once; only daily wages go by the share.

    Section 19: hourly wages go by the minutes that it lasted.
    """
    if "hourly_wages" in tier:
        number = Fraction(str(tier["hourly_wages"])) * Fraction(lasted, 60)
        return half_up(hourly_wage(case, employee, day) * number)
    if "percent_of_base" in tier:
        percent = Fraction(str(tier["percent_of_base"]))
        return half_up(base_wage(case, employee, day) * percent / 100)
    if "daily_wages" in tier:
        number = Fraction(str(tier["daily_wages"]))
        return half_up(daily_wage(case, employee, day) * number * share)
    return half_up(minor(tier.get("amount", 0)))


# Section 6: failed hand-over -----------------------------------------------------------------------


def handover_entries(case: Case, judged: list[Attendance]) -> list[Entry]:
    """Section 6: a moved shift to which nobody came, unless the hand-over was complete."""
    entries: list[Entry] = []
    for attendance in judged:
        shift, swap = attendance.shift, attendance.shift.swap
        if swap is None or attendance.verdict != "absent" or swap.get("handover") == "complete":
            continue
        rule = version_of(case, swap["requester_id"], shift.date).get("handover")
        if rule is None:
            continue
        charge = rule.get("charge", "both")
        event, amount = f"{shift.start.isoformat()} {shift.holder}", -half_up(minor(rule["amount"]))
        under = swap["requester_id"]
        parties = [p for p in ("requester", "counterpart") if charge in ("both", p)]
        entries += [Entry(swap[f"{p}_id"], shift.date, "handover", amount, event=event, under=under) for p in parties]
    return entries


# Section 7: complaints -----------------------------------------------------------------------------


def decided(case: Case, complaint: Row) -> datetime:
    """Section 7: when a complaint was decided; on receipt, if nothing else is written."""
    text = complaint.get("decided_at") or complaint["received_at"]
    return moment(case, complaint["employee_id"], text)


def received(case: Case, complaint: Row) -> date:
    """The day on which a complaint was received."""
    return moment(case, complaint["employee_id"], complaint["received_at"]).date()


def qualifies(case: Case, complaint: Row) -> bool:
    """Section 7: upheld, of a listed source and category, received and decided in employment."""
    employee, day = complaint["employee_id"], received(case, complaint)
    rule = version_or_first(case, employee, day).get("complaints")
    return (
        complaint["status"] == "upheld"
        and rule is not None
        and complaint["source"] in rule.get("sources", ["customer"])
        and complaint["category"] in rule.get("categories", ["service"])
        and employed(case, employee, day)
        and employed(case, employee, decided(case, complaint).date())
    )


def in_window(case: Case, window: str, earlier: date, day: date) -> bool:
    """Section 7: whether a decision is counted in the window that ends with a decision of `day`."""
    if window == "year":
        return earlier.year == day.year
    if window == "period":
        return period_of(earlier, case.start_day) == period_of(day, case.start_day)
    if window == "rolling-12":
        return earlier > add_months(day, -12)
    return True


def complaint_entries(case: Case) -> list[Entry]:
    """Section 7, with 8 for complaints received in probation: those decided in the period."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        own = [c for c in case.rows("complaints", employee) if qualifies(case, c)]
        own.sort(key=lambda c: (decided(case, c), c["complaint_id"]))
        for n, complaint in enumerate(own):
            day = decided(case, complaint).date()
            if not case.has(day):
                continue
            rule = version_or_first(case, employee, received(case, complaint))["complaints"]
            window = rule.get("window", "employment")
            number = sum(in_window(case, window, decided(case, c).date(), day) for c in own[: n + 1])
            amount, action = complaint_price(rule, complaint, number)
            event = complaint["complaint_id"]
            happened = received(case, complaint)
            entries.append(Entry(employee, day, "complaint", -amount, number, action, event, happened=happened))
            entries += probation_review(case, complaint, day)
    return entries


def complaint_price(rule: Toml, complaint: Row, number: int) -> tuple[int, str]:
    """Section 7: the price and action of the n-th complaint, by steps or by severity."""
    if rule.get("step"):
        step = rule["step"][min(number, len(rule["step"])) - 1]
        return half_up(minor(step.get("amount", 0))), step.get("action", "")
    amount = complaint.get("amount") or rule["severity"][complaint["severity"]]
    return half_up(max(minor(amount), minor(rule.get("minimum", 0)))), ""


# Section 8: probation ------------------------------------------------------------------------------


def probation_end(case: Case, employee: str) -> date | None:
    """Section 8: the first day that is no longer probation; None without probation."""
    person = case.people[employee]
    hired = date.fromisoformat(person["hire_date"])
    rule = version_or_first(case, employee, hired).get("probation")
    if rule is None:
        return None
    if person.get("probation_end"):
        return date.fromisoformat(person["probation_end"])
    return add_months(hired, rule["months"])


def probation_review(case: Case, complaint: Row, day: date) -> list[Entry]:
    """Section 8: what joins the entry of a complaint that was received in probation."""
    employee, came = complaint["employee_id"], received(case, complaint)
    end = probation_end(case, employee)
    action = version_or_first(case, employee, came).get("probation", {}).get("on_complaint", "")
    if end is None or came >= end or not action:
        return []
    event = complaint["complaint_id"]
    return [Entry(employee, day, "probation", 0, action=action, event=event)]


def probation_decisions(case: Case) -> list[Entry]:
    """Section 8: the day on which probation ends."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        end = probation_end(case, employee)
        if end is not None and case.has(end) and employed(case, employee, end):
            entries.append(Entry(employee, end, "probation", 0, action="probation-decision"))
    return entries


# Section 9: leave notice, incidents, additions -----------------------------------------------------


def leave_entries(case: Case) -> list[Entry]:
    """Section 9: approved leave that was asked for too late."""
    entries: list[Entry] = []
    for row in case.all_rows("leave"):
        employee = row["employee_id"]
        day = moment(case, employee, row["from"]).date()
        if row["status"] != "approved" or not case.has(day):
            continue
        rule = version_of(case, employee, day).get("leave")
        if rule is None or row.get("kind") in rule.get("except_kinds", []):
            continue
        asked = moment(case, employee, row["requested_at"]).date()
        if asked > day - rule["notice_days"] * DAY:
            amount = -half_up(minor(rule.get("amount", 0)))
            entries.append(Entry(employee, day, "leave-notice", amount, event=row["leave_id"]))
    return entries


def incident_entries(case: Case) -> tuple[list[Entry], list[str]]:
    """Section 9: incidents of the period, priced like a tier; section 14: those that make no line, and those in error.

    Returns the ids of those in error beside the entries.
    """
    wrong: list[str] = []
    entries: list[Entry] = []
    for row in case.all_rows("incidents"):
        employee, day = row["employee_id"], date.fromisoformat(row["date"])
        if not case.has(day):
            continue
        if not employed(case, employee, day):
            raise ValueError(f"incident {row['incident_id']} lies outside the employment")
        rule = version_of(case, employee, day)["incidents"][row["code"]]
        if rule.get("unless_approved") and row.get("approved_by"):
            continue
        if "over_minutes" in rule and row.get("minutes") and int(row["minutes"]) <= rule["over_minutes"]:
            continue
        if rule.get("needs_proof") and not row.get("proof"):
            wrong.append(row["incident_id"])
            continue
        amount = -price(case, employee, day, rule, Fraction(1))
        action, event = rule.get("action", ""), row["incident_id"]
        entries.append(Entry(employee, day, "incident", amount, action=action, event=event, code=row["code"]))
    return entries, wrong


def addition_entries(case: Case) -> list[Entry]:
    """Section 9: commission and bonus of the period."""
    entries: list[Entry] = []
    for row in case.all_rows("additions"):
        employee, day = row["employee_id"], date.fromisoformat(row["date"])
        if not case.has(day):
            continue
        if not employed(case, employee, day):
            raise ValueError(f"addition {row['addition_id']} lies outside the employment")
        amount = half_up(minor(row["amount"]))
        entries.append(Entry(employee, day, "addition", amount, event=row["addition_id"]))
    return entries


# Section 10: the wage that the guard goes by -----------------------------------------------------------------------


def wage_of_period(case: Case, own: list[Entry], employee: str) -> Fraction:
    """Sections 10 and 18: what W starts from; `own` are the lines of the employee."""
    days = days_employed(case, employee)
    base = base_wage(case, employee, days[-1])
    parts = [e.amount for e in own if e.rule == "part-month"]
    share = Fraction(len(days), (case.last - case.first).days + 1)
    wage = base + sum(parts) if parts else base * share
    return wage + sum(e.amount for e in own if e.rule == "probation-pay")
