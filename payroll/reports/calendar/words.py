"""The words of a calendar in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from payroll.language import SEMICOLON, Language, Text
from payroll.local_forms import month_name, short_month
from payroll.period import MINUTES_PER_DAY, clock, date_of, iso_day
from payroll.reports.calendar.records import CalendarMove, CalendarPerson, CalendarShift, StoreCalendar

REST = Text("休", "off")
NOT_EMPLOYED = Text("不在职", "not here")
OTHER_STORE = Text("他店", "elsewhere")
HOLIDAY = Text("节假日", "holiday")
MAKE_UP_DAY = Text("调休上班", "workday")
LEAVE = Text("请假", "leave")
PART_LEAVE = Text("部分请假", "part leave")
ABSENT = Text("缺勤", "absent")
UNCLEAR = Text("待核实", "to check")
NO_ARRIVAL = Text("缺上班卡", "no in")
NO_DEPARTURE = Text("缺下班卡", "no out")
PROMOTION = Text("促销", "promotion")
AT_WORK = Text("排班人数", "Scheduled")
SWAPS = Text("换班", "Swaps")
PENDING = Text("待批", "pending")


def late(minutes: int) -> Text:
    """Return the mark of a lateness."""
    return Text(f"迟到{minutes}", f"late {minutes}")


def early(minutes: int) -> Text:
    """Return the mark of an early departure."""
    return Text(f"早退{minutes}", f"early {minutes}")


def gave(number: int) -> Text:
    """Return the mark where a shift went away."""
    return Text(f"换出{number}", f"gave {number}")


def took(number: int) -> Text:
    """Return the mark of a shift that came by a swap."""
    return Text(f"换入{number}", f"took {number}")


def asked(number: int) -> Text:
    """Return the mark at both ends of a swap that is not approved yet."""
    return Text(f"待批{number}", f"asked {number}")


def quota(person: CalendarPerson) -> Text:
    """Return what stands beside a name: swaps used (and pending) of the limit, and how many are left.

    Without a limit, and without a swap, that is nothing.
    """
    if person.limit < 0 and not person.used + person.pending:
        return Text("", "")
    used = f"{person.used}+{person.pending}" if person.pending else f"{person.used}"
    if person.limit < 0:
        return Text(f"换班 {used}", f"swaps {used}")
    counts = f"{used}/{person.limit}"
    return Text(f"换班 {counts}，余 {person.left}", f"swaps {counts}, left {person.left}")


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
        return Text(f"{month.zh} 排班表", f"Rota, {month.en}")
    return Text(f"{month.zh} 排班与考勤", f"Rota and attendance, {month.en}")


def as_of(calendar: StoreCalendar) -> tuple[Text, ...]:
    """Return which days the picture shows, and up to when their attendance is known."""
    first, last = iso_day(calendar.first), iso_day(calendar.last)
    days = Text(f"{first} 至 {last}", f"{first} to {last}")
    if calendar.known_until is None:
        return days, Text("只有计划，没有考勤", "the plan, without attendance")
    if calendar.complete:
        return days, Text("全月考勤", "attendance of the whole month")
    until, latest = iso_day(calendar.known_until), calendar.latest_punch
    known = Text(f"考勤截至 {until}", f"attendance up to {until}")
    if latest is None or latest // MINUTES_PER_DAY != calendar.known_until:
        return days, known
    return days, known, Text(f"最后一次打卡 {clock(latest)}", f"latest punch {clock(latest)}")


def summary(calendar: StoreCalendar) -> tuple[Text, ...]:
    """Return the essence: people, shifts, and how often each mark occurs that does."""
    own = [person for person in calendar.people if not person.guest]
    shifts = [shift for person in own for day in person.days.values() for shift in day.shifts]
    swaps = {move.number: move.pending for move in calendar.moves}
    pending = sum(swaps.values())
    counted = (
        (len(own), Text(f"{len(own)} 人", f"people {len(own)}")),
        (len(shifts), Text(f"{len(shifts)} 个班次", f"shifts {len(shifts)}")),
        (len(swaps) - pending, Text(f"换班 {len(swaps) - pending} 次", f"swaps {len(swaps) - pending}")),
        (pending, Text(f"换班待批 {pending} 次", f"swaps asked for {pending}")),
        *_marks_counted(shifts),
    )
    return tuple(text for count, text in counted if count)


def _marks_counted(shifts: list[CalendarShift]) -> Iterator[tuple[int, Text]]:
    states = Counter(shift.state for shift in shifts)
    leave, part = states["leave"], sum(shift.expected is not None for shift in shifts)
    yield leave, Text(f"请假 {leave} 次", f"on leave {leave}")
    yield part, Text(f"部分请假 {part} 次", f"part leave {part}")
    late, early = (sum(minutes > 0 for minutes in each) for each in _minutes(shifts))
    yield late, Text(f"迟到 {late} 次", f"late {late}")
    yield early, Text(f"早退 {early} 次", f"left early {early}")
    absent, unclear = states["absent"], states["unclear"]
    yield absent, Text(f"缺勤 {absent} 次", f"absent {absent}")
    missing = sum(shift.no_arrival + shift.no_departure for shift in shifts)
    yield missing, Text(f"缺卡 {missing} 次", f"punches missing {missing}")
    yield unclear, Text(f"待核实 {unclear} 次", f"to check {unclear}")


def _minutes(shifts: list[CalendarShift]) -> tuple[list[int], list[int]]:
    return [shift.late_minutes for shift in shifts], [shift.early_minutes for shift in shifts]


def swap_line(moves: list[CalendarMove], names: dict[str, str]) -> Text:
    """Return one swap in words: who gives which shift to whom, there and back."""
    sides = [_side(move, names) for move in moves]
    told = SEMICOLON.join(sides)
    if any(move.pending for move in moves):
        return Text(f"{told.zh}（待批）", f"{told.en} (not approved yet)")
    return told


def _side(move: CalendarMove, names: dict[str, str]) -> str:
    shifts = ", ".join(times(start, end, move.date) for start, end in move.times)
    giver, taker = (names.get(person, person) for person in (move.giver, move.taker))
    return (
        f"{short_day(move.date)} {shifts} {giver} → {taker}" if shifts else f"{short_day(move.date)} {giver} → {taker}"
    )


def see_picture(number: int) -> Text:
    """Return where a person of another picture is."""
    return Text(f"见第 {number} 张", f"see picture {number}")


def of_store(store: str) -> Text:
    """Return whose a guest is."""
    return Text(f"属 {store}", f"of {store}") if store else Text("其他门店", "another store")


ARROW = Text("换班：从换出的人指向接班的人", "swap: from who gave the shift to who took it")
MISSING_MEANS = Text("没有打卡", "no punch there")
DASHED_ARROW = Text("换班待批", "swap not approved yet")
MINUTES_MEAN = Text("“迟到”“早退”后面的数字是分钟数。", "The numbers after “late” and “early” are minutes.")
NEXT_DAY_MEANS = Text("+1：次日。", "+1: on the next day.")
QUOTA_MEANS = Text(
    "姓名下：本月已换班次数（+ 待批）/ 上限，余下次数。",
    "Below a name: swaps used this month (+ those asked for) / limit, and how many are left.",
)
GUESTS_MEAN = Text(
    "下方的人在别的门店或另一张图上，这里只画出与换班有关的日子。",
    "The people at the bottom are of another store or picture; only days of a swap are shown here.",
)
