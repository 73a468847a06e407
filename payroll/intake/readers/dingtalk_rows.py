"""What the rows of each sheet of a DingTalk export say: punches, leave, and the app's own verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from payroll.intake.readers.dingtalk_cells import (
    Time,
    day_of_cell,
    leave_words,
    mark_of,
    minutes_of,
    month_cell,
    plain,
    spans_in,
    times_in,
    void_reason,
    written_day,
)
from payroll.intake.readers.dingtalk_kinds import (
    CORRECTIONS,
    DAILY,
    LEAVE,
    MATRIX,
    MONTHLY,
    OUTINGS,
    RECORDS,
    SESSIONS,
    TRIPS,
)
from payroll.intake.readers.dingtalk_sheets import People, Row, SheetRows
from payroll.intake.readers.rows import Leave, Punch, Verdict
from payroll.table_words import APPROVAL_WORDS


@dataclass(frozen=True, slots=True)
class Tap:
    """A punch of a sheet.

    ``day`` is the day that the app counts it to, ``clock`` the time of day: by both and the person the
    sheets are compared. ``told`` tells that the sheet itself says of which day the time is, ``void`` why
    the punch does not count ("" if it counts).
    """

    punch: Punch
    day: str
    clock: str
    told: bool = False
    void: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same in each sheet that has this punch."""
        return self.punch.employee, self.day, self.clock


@dataclass(frozen=True, slots=True)
class LeaveDay:
    """A day whose result is leave without its times; ``whole`` if nothing but leave is said of the day."""

    row: int
    employee: str
    name: str
    day: str
    word: str
    whole: bool


@dataclass(slots=True)
class Told:
    """What a sheet says.

    ``unread`` is leave whose span cannot be read (as it is written in ``kind``), ``days`` leave without its
    times, ``open`` the rows and statuses of corrections that are not approved.
    """

    sheet: SheetRows
    taps: list[Tap] = field(default_factory=list)
    leave: list[Leave] = field(default_factory=list)
    unread: list[Leave] = field(default_factory=list)
    days: list[LeaveDay] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)


def told_by(sheet: SheetRows, people: People) -> Told:
    """Return what a sheet says."""
    told = Told(sheet)
    for row in sheet.rows:
        _ROW[sheet.kind.name](told, row, people.employee(row))
    return told


def _record(told: Told, row: Row, employee: str) -> None:
    day, result = written_day(row["day"]), plain(row["result"])
    times = times_in(day, row["punch"])
    if not day and times and times[0].read:
        day = times[0].moment[:10]
    told.taps += _taps(row, employee, day, times, result, row["device"])


def _matrix(told: Told, row: Row, employee: str) -> None:
    for name, day in told.sheet.days.items():
        told.taps += _taps(row, employee, day.isoformat(), times_in(day.isoformat(), row[name]))


def _daily(told: Told, row: Row, employee: str) -> None:
    day, latest = written_day(row["day"]), ""
    taps: list[Tap] = []
    results: list[str] = []
    for each in SESSIONS:
        if row[f"time {each}"] or row[f"result {each}"]:
            times, result = times_in(day, row[f"time {each}"], latest), plain(row[f"result {each}"])
            latest = max([latest, *(time.moment for time in times if time.read)])
            taps += _taps(row, employee, day, times, result)
            results += [result] if result else []
    told.taps += taps
    found = _spans(told, row, employee, row["form"], day)
    if not found and results:
        _leave_day(told, row, employee, day, results, taps)
    figures = _figures(told.sheet, row)
    text = "、".join(dict.fromkeys(results))
    told.verdicts.append(Verdict(row.number, employee, row["name"], day, row["shift"], text, *figures))


def _monthly(told: Told, row: Row, employee: str) -> None:
    for name, day in told.sheet.days.items():
        shift, result, times = month_cell(row[name])
        taps = _taps(row, employee, day.isoformat(), times_in(day.isoformat(), times), result)
        told.taps += taps
        if not _spans(told, row, employee, result, day.isoformat()):
            _leave_day(told, row, employee, day.isoformat(), [result], taps)
        if result:
            told.verdicts.append(Verdict(row.number, employee, row["name"], day.isoformat(), shift, result))
    figures = _figures(told.sheet, row)
    absent = row["absent_days"]
    result = f"旷工{absent}天" if minutes_of(absent, "") else ""
    told.verdicts.append(Verdict(row.number, employee, row["name"], "", "", result, *figures))


def _correction(told: Told, row: Row, employee: str) -> None:
    status = plain(row["status"])
    if APPROVAL_WORDS.get(status) != "approved":
        told.open.append((row.number, status or "-"))
        return
    day = written_day(row["day"])
    told.taps += _taps(row, employee, day, times_in(day, row["punch"]), "补卡")


def _approval(kind: str) -> Callable[[Told, Row, str], None]:
    def read(told: Told, row: Row, employee: str) -> None:
        status = plain(row["status"])
        word = APPROVAL_WORDS.get(status, status)
        what = plain(row["kind"]) or kind
        spans = spans_in(row["span"], told.sheet.near)
        if len(spans) != 1:
            told.unread.append(Leave(row.number, employee, row["name"], "", "", plain(row["span"]), word))
            return
        start, end = spans[0].start, spans[0].end
        number = "" if word == "approved" else f"{employee} {start} ~ {end} {what} {word}"
        told.leave.append(Leave(row.number, employee, row["name"], start, end, what, word, number=number))

    return read


_ROW: Mapping[str, Callable[[Told, Row, str], None]] = {
    RECORDS.name: _record,
    MATRIX.name: _matrix,
    DAILY.name: _daily,
    MONTHLY.name: _monthly,
    CORRECTIONS.name: _correction,
    LEAVE.name: _approval("请假"),
    TRIPS.name: _approval("出差"),
    OUTINGS.name: _approval("外出"),
}


# ---------------------------------------------------------------- parts of rows


def _taps(row: Row, employee: str, day: str, times: Sequence[Time], result: str = "", device: str = "") -> list[Tap]:
    if not times:
        return []
    name, mark, void = row["name"], mark_of(result), void_reason(result)
    return [
        Tap(Punch(row.number, employee, name, each.moment, device, mark or each.mark), day, each.clock, each.told, void)
        for each in times
    ]


def _spans(told: Told, row: Row, employee: str, text: str, day: str) -> bool:
    """Add the leave in a text of a day; tell whether there is any."""
    spans = spans_in(text, day_of_cell(day)) if text else []
    told.leave += [
        Leave(row.number, employee, row["name"], each.start, each.end, each.kind or "请假") for each in spans
    ]
    return bool(spans)


def _leave_day(told: Told, row: Row, employee: str, day: str, results: Sequence[str], taps: Sequence[Tap]) -> None:
    if words := leave_words(results):
        whole = not taps and len(set(words)) == 1 and len(words) == len(results)
        told.days.append(LeaveDay(row.number, employee, row["name"], day, words[0], whole))


def _figures(sheet: SheetRows, row: Row) -> tuple[int | None, int | None, None, int | None]:
    """Return minutes late, minutes early, nothing for absence (which the app counts in days), missing punches."""
    late, very_late, early = (
        minutes_of(row[name], sheet.units.get(name, "")) for name in ("late", "very_late", "early")
    )
    missing = [minutes_of(row[name], "") for name in ("missing_in", "missing_out")]
    return _sum(late, very_late), early, None, _sum(*missing)


def _sum(*figures: int | None) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
