"""What is said of a day beside its bars: verdicts with their minutes, swaps, leave, unusual punches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.timeline import Day, DayLeave, DayPunch, GivenShift, WorkedShift

KINDS = {
    "not-employed": Text("不在职", "not employed"),
    "rest": Text("休息", "rest day"),
    "holiday": Text("法定节假日", "official holiday"),
    "off": Text("没有班次", "no shift"),
}
"""What a day without a shift is called."""
_STATUSES = {
    "approved": Text("已批准", "approved"),
    "rejected": Text("未批准", "rejected"),
    "pending": Text("审批中", "pending"),
    "cancelled": Text("已撤销", "cancelled"),
}


def day_label(date: int, language: Language) -> str:
    """Return a day of a month with its weekday: ``10-12 Mon``, ``10-12 周一``."""
    from payroll.local_forms import short_weekday
    from payroll.period import date_of, iso_day

    return f"{iso_day(date)[5:]} {short_weekday(date_of(date).weekday(), language)}"


def days_label(first: int, last: int, language: Language) -> str:
    """Return several days of a month: ``10-17 to 10-31``."""
    from payroll.period import iso_day

    one, other = iso_day(first)[5:], iso_day(last)[5:]
    return Text(f"{one} 至 {other}", f"{one} to {other}").to(language)


def span(shift: WorkedShift | GivenShift) -> str:
    """Return the times of a shift: ``18:30-24:00``."""
    from payroll.period import MINUTES_PER_DAY

    end = "24:00" if shift.end == (shift.start // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY else clock_or_none(shift.end)
    return f"{clock_or_none(shift.start)}-{end}"


def clock_or_none(minute: int | None) -> str:
    """Return a time of day, ``--:--`` where there is none."""
    from payroll.period import clock

    return "--:--" if minute is None else clock(minute)


def verdict(shift: WorkedShift, language: Language) -> str:
    """Return the verdict with its minutes: ``Late 12 min, no departure punch``."""
    from payroll.reports.words import verdict_words

    minutes = {"late": shift.late_minutes, "early": shift.early_minutes}
    parts: list[str] = []
    for part in shift.verdict.split("+"):
        word, number = verdict_words(part, language), minutes.get(part)
        word = word if language == "zh" or not parts else word[:1].lower() + word[1:]
        parts.append(Text(f"{word} {number} 分钟", f"{word} {number} min").to(language) if number else word)
    return Text("、", ", ").to(language).join(parts)


def given_words(given: GivenShift, language: Language) -> str:
    """Return to whom a shift went."""
    if not given.given_to:
        return Text(f"已换出（{given.swap_id}）", f"given away ({given.swap_id})").to(language)
    return Text(f"换给 {given.given_to}（{given.swap_id}）", f"given to {given.given_to} ({given.swap_id})").to(
        language
    )


def stray_words(punches: Sequence[DayPunch], language: Language) -> str:
    """Return what is said of punches in no shift of the month."""
    times = " ".join(clock_or_none(punch.time) for punch in punches)
    if all(punch.role == "neighbour" for punch in punches):
        return Text(f"{times} 属于相邻月份的班次", f"{times} of a shift of another month").to(language)
    return Text(f"{times} 打卡不在班次内", f"{times} punched in no shift").to(language)


def notes(day: Day, language: Language) -> Iterator[str]:
    """Yield what the bars of a day do not tell: swaps, promotions, leave, unusual punches."""
    for shift in day.shifts:
        if shift.taken_from:
            yield Text(
                f"换班 {shift.swap_id}：顶 {shift.taken_from} 的班 {span(shift)}",
                f"swap {shift.swap_id}: the shift {span(shift)} of {shift.taken_from}",
            ).to(language)
        if shift.promotion:
            yield Text(f"大促加班 {span(shift)}", f"shift of a promotion {span(shift)}").to(language)
        if shift.left and (shift.start, shift.end) != (shift.expected_start, shift.expected_end):
            times = f"{clock_or_none(shift.expected_start)}-{clock_or_none(shift.expected_end)}"
            yield Text(f"请假后应在岗 {times}", f"expected {times} after leave").to(language)
    yield from (_leave_words(leave, language) for leave in day.leave)
    punches = [punch for shift in day.shifts for punch in shift.punches]
    if any(punch.moved_by or punch.added or punch.role == "between" for punch in punches):
        taps = Text("、", ", ").to(language).join(_tap(punch, language) for punch in punches)
        yield Text(f"打卡：{taps}", f"punches: {taps}").to(language)


def _tap(punch: DayPunch, language: Language) -> str:
    """Return a punch as ``08:42``, with the minutes by which its clock was corrected, and whether it was added 补卡."""
    moved = punch.moved_by
    note = Text(f"（校时{moved:+d}）", f" (corrected {moved:+d})").to(language) if moved else ""
    mark = Text("（补卡）", " (added later)").to(language) if punch.added else ""
    return f"{clock_or_none(punch.time)}{note}{mark}"


def _leave_words(leave: DayLeave, language: Language) -> str:
    named = f"{leave.leave_id} {leave.kind}".strip()
    first, last = _ends(leave)
    times = first if first == last else Text(f"{first} 至 {last}", f"{first} to {last}").to(language)
    status = _STATUSES[leave.status].to(language)
    if leave.counts:
        return Text(f"请假 {named}：{times}，{status}", f"leave {named}: {times}, {status}").to(language)
    return Text(f"请假 {named}：{times}，{status}，不计", f"leave {named}: {times}, {status}, not counted").to(language)


def _ends(leave: DayLeave) -> tuple[str, str]:
    from payroll.period import MINUTES_PER_DAY, iso_day, iso_minute

    if leave.whole_days:
        return iso_day(leave.start // MINUTES_PER_DAY), iso_day((leave.end - 1) // MINUTES_PER_DAY)
    return iso_minute(leave.start), iso_minute(leave.end)
