"""The words of a calendar in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from payroll.language import EMPTY, SEMICOLON, Language, Text
from payroll.local_forms import month_name, short_month
from payroll.period import MINUTES_PER_DAY, clock, date_of, iso_day
from payroll.reports.calendar.records import CalendarMove, CalendarPerson, CalendarShift, StoreCalendar

REST = Text.of("off")
NOT_EMPLOYED = Text.of("not here")
OTHER_STORE = Text.of("elsewhere")
HOLIDAY = Text.of("holiday")
MAKE_UP_DAY = Text.of("workday")
LEAVE = Text.of("leave")
PART_LEAVE = Text.of("part leave")
ABSENT = Text.of("absent")
UNCLEAR = Text.of("to check")
NO_ARRIVAL = Text.of("no in")
NO_DEPARTURE = Text.of("no out")
PROMOTION = Text.of("promotion")
AT_WORK = Text.of("Scheduled")
SWAPS = Text.of("Swaps")


def late(minutes: int) -> Text:
    """Return the mark of a lateness."""
    return Text.of("late {minutes}", minutes=minutes)


def early(minutes: int) -> Text:
    """Return the mark of an early departure."""
    return Text.of("early {minutes}", minutes=minutes)


def gave(number: int) -> Text:
    """Return the mark where a shift went away."""
    return Text.of("gave {number}", number=number)


def took(number: int) -> Text:
    """Return the mark of a shift that came by a swap."""
    return Text.of("took {number}", number=number)


def asked(number: int) -> Text:
    """Return the mark at both ends of a swap that is not approved yet."""
    return Text.of("asked {number}", number=number)


def quota(person: CalendarPerson) -> Text:
    """Return what stands beside a name: swaps used (and pending) of the limit, and how many are left.

    Without a limit, and without a swap, that is nothing.
    """
    if person.limit < 0 and not person.used + person.pending:
        return EMPTY
    used = f"{person.used}+{person.pending}" if person.pending else f"{person.used}"
    if person.limit < 0:
        return Text.of("swaps {used}", used=used)
    counts = f"{used}/{person.limit}"
    return Text.of("swaps {counts}, left {left}", counts=counts, left=person.left)


def time_of(minute: int, date: int, *, ends: bool = False) -> tuple[str, bool]:
    """Return a time of day, and whether it lies on the day after ``date``; the midnight that ends it is 24:00."""
    if ends and minute == (date + 1) * MINUTES_PER_DAY:
        return "24:00", False
    return clock(minute), minute // MINUTES_PER_DAY > date


def times(start: int, end: int, date: int) -> str:
    """Return a shift's times: ``18:30–24:00``, ``22:00–06:00+1``."""
    (begins, _), (ends, next_day) = time_of(start, date), time_of(end, date, ends=True)
    return f"{begins}–{ends}{'+1' if next_day else ''}"


def short_day(day: int) -> str:
    """Return a day as ``10/6``."""
    date = date_of(day)
    return f"{date.month}/{date.day}"


def month_heading(day: int, language: Language) -> str:
    """Return the month of a week's first day, as it heads the names."""
    return short_month(day, language)


def title(calendar: StoreCalendar) -> Text:
    """Return what the picture is."""
    month = Text(month_name(calendar.period, "zh"), month_name(calendar.period, "en"))
    if calendar.known_until is None:
        return Text.of("Rota, {month}", month=month)
    return Text.of("Rota and attendance, {month}", month=month)


def as_of(calendar: StoreCalendar) -> tuple[Text, ...]:
    """Return which days the picture shows, and up to when their attendance is known."""
    first, last = iso_day(calendar.first), iso_day(calendar.last)
    days = Text.within("dates", "{first} to {last}", first=first, last=last)
    if calendar.known_until is None:
        return days, Text.of("the plan, without attendance")
    if calendar.complete:
        return days, Text.of("attendance of the whole month")
    until, latest = iso_day(calendar.known_until), calendar.latest_punch
    known = Text.of("attendance up to {until}", until=until)
    if latest is None or latest // MINUTES_PER_DAY != calendar.known_until:
        return days, known
    return days, known, Text.of("latest punch {latest}", latest=clock(latest))


def summary(calendar: StoreCalendar) -> tuple[Text, ...]:
    """Return the essence: people, shifts, and how often each mark occurs that does."""
    own = [person for person in calendar.people if not person.guest]
    shifts = [shift for person in own for day in person.days.values() for shift in day.shifts]
    swaps = {move.number: move.pending for move in calendar.moves}
    pending = sum(swaps.values())
    counted = (
        (len(own), Text.of("people {count}", count=len(own))),
        (len(shifts), Text.of("shifts {count}", count=len(shifts))),
        (len(swaps) - pending, Text.of("swaps {count}", count=len(swaps) - pending)),
        (pending, Text.of("swaps asked for {pending}", pending=pending)),
        *_marks_counted(shifts),
    )
    return tuple(text for count, text in counted if count)


def _marks_counted(shifts: list[CalendarShift]) -> Iterator[tuple[int, Text]]:
    states = Counter(shift.state for shift in shifts)
    leave, part = states["leave"], sum(shift.expected is not None for shift in shifts)
    yield leave, Text.of("on leave {leave}", leave=leave)
    yield part, Text.of("part leave {part}", part=part)
    late, early = (sum(minutes > 0 for minutes in each) for each in _minutes(shifts))
    yield late, Text.of("late {late}", late=late)
    yield early, Text.of("left early {early}", early=early)
    absent, unclear = states["absent"], states["unclear"]
    yield absent, Text.of("absent {absent}", absent=absent)
    missing = sum(shift.no_arrival + shift.no_departure for shift in shifts)
    yield missing, Text.of("punches missing {missing}", missing=missing)
    yield unclear, Text.of("to check {unclear}", unclear=unclear)


def _minutes(shifts: list[CalendarShift]) -> tuple[list[int], list[int]]:
    return [shift.late_minutes for shift in shifts], [shift.early_minutes for shift in shifts]


def swap_line(moves: list[CalendarMove], names: dict[str, str]) -> Text:
    """Return one swap in words: who gives which shift to whom, there and back."""
    sides = [_side(move, names) for move in moves]
    told = SEMICOLON.join(sides)
    if any(move.pending for move in moves):
        return Text.of("{told} (not approved yet)", told=told)
    return told


def _side(move: CalendarMove, names: dict[str, str]) -> str:
    shifts = ", ".join(times(start, end, move.date) for start, end in move.times)
    giver, taker = (names.get(person, person) for person in (move.giver, move.taker))
    return (
        f"{short_day(move.date)} {shifts} {giver} → {taker}" if shifts else f"{short_day(move.date)} {giver} → {taker}"
    )


def see_picture(number: int) -> Text:
    """Return where a person of another picture is."""
    return Text.of("see picture {number}", number=number)


def of_store(store: str) -> Text:
    """Return whose a guest is."""
    return Text.of("of {store}", store=store) if store else Text.of("another store")


ARROW = Text.of("swap: from who gave the shift to who took it")
MISSING_MEANS = Text.of("no punch there")
DASHED_ARROW = Text.of("swap not approved yet")
MINUTES_MEAN = Text.of("The numbers after «late» and «early» are minutes.")
NEXT_DAY_MEANS = Text.of("+1: on the next day.")
QUOTA_MEANS = Text.of("Below a name: swaps used this month (+ those asked for) / limit, and how many are left.")
GUESTS_MEAN = Text.of("The people at the bottom are of another store or picture; only days of a swap are shown here.")
