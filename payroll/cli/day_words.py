"""What is said of a day beside its bars: verdicts with their minutes, swaps, leave, unusual punches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from payroll.language import COMMA, Language, Text

if TYPE_CHECKING:
    from payroll.timeline import Day, DayLeave, DayPunch, GivenShift, WorkedShift

KINDS = {
    "not-employed": Text.of("not employed"),
    "rest": Text.of("rest day"),
    "holiday": Text.of("official holiday"),
    "off": Text.of("no shift"),
}
"""What a day without a shift is called."""
_STATUSES = {
    "approved": Text.of("approved"),
    "rejected": Text.of("rejected"),
    "pending": Text.within("swap", "pending"),
    "cancelled": Text.of("cancelled"),
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
    return Text.of("{one} to {other}", one=one, other=other).to(language)


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
        parts.append(Text.of("{word} {number} min", word=word, number=number).to(language) if number else word)
    return COMMA.to(language).join(parts)


def given_words(given: GivenShift, language: Language) -> str:
    """Return to whom a shift went."""
    if not given.given_to:
        return Text.of("given away ({swap_id})", swap_id=given.swap_id).to(language)
    return Text.of("given to {given_to} ({swap_id})", given_to=given.given_to, swap_id=given.swap_id).to(language)


def stray_words(punches: Sequence[DayPunch], language: Language) -> str:
    """Return what is said of punches in no shift of the month."""
    times = " ".join(clock_or_none(punch.time) for punch in punches)
    if all(punch.role == "neighbour" for punch in punches):
        return Text.of("{times} of a shift of another month", times=times).to(language)
    return Text.of("{times} punched in no shift", times=times).to(language)


def notes(day: Day, language: Language) -> Iterator[str]:
    """Yield what the bars of a day do not tell: swaps, promotions, leave, unusual punches."""
    for shift in day.shifts:
        if shift.taken_from:
            yield Text.of(
                "swap {swap_id}: the shift {span} of {taken_from}",
                swap_id=shift.swap_id,
                span=span(shift),
                taken_from=shift.taken_from,
            ).to(language)
        if shift.promotion:
            yield Text.of("shift of a promotion {span}", span=span(shift)).to(language)
        if shift.left and (shift.start, shift.end) != (shift.expected_start, shift.expected_end):
            times = f"{clock_or_none(shift.expected_start)}-{clock_or_none(shift.expected_end)}"
            yield Text.of("expected {times} after leave", times=times).to(language)
    yield from (_leave_words(leave, language) for leave in day.leave)
    punches = [punch for shift in day.shifts for punch in shift.punches]
    if any(punch.moved_by or punch.added or punch.role == "between" for punch in punches):
        taps = COMMA.to(language).join(_tap(punch, language) for punch in punches)
        yield Text.of("punches: {taps}", taps=taps).to(language)


def _tap(punch: DayPunch, language: Language) -> str:
    """Return a punch as ``08:42``, with the minutes by which its clock was corrected, and whether it was added 补卡."""
    moved = punch.moved_by
    note = Text.of(" (corrected {moved:+d})", moved=moved).to(language) if moved else ""
    mark = Text.of(" (added later)").to(language) if punch.added else ""
    return f"{clock_or_none(punch.time)}{note}{mark}"


def _leave_words(leave: DayLeave, language: Language) -> str:
    named = f"{leave.leave_id} {leave.kind}".strip()
    first, last = _ends(leave)
    times = first if first == last else Text.within("dates", "{first} to {last}", first=first, last=last).to(language)
    status = _STATUSES[leave.status].to(language)
    if leave.counts:
        return Text.of("leave {named}: {times}, {status}", named=named, times=times, status=status).to(language)
    return Text.of("leave {named}: {times}, {status}, not counted", named=named, times=times, status=status).to(
        language
    )


def _ends(leave: DayLeave) -> tuple[str, str]:
    from payroll.period import MINUTES_PER_DAY, iso_day, iso_minute

    if leave.whole_days:
        return iso_day(leave.start // MINUTES_PER_DAY), iso_day((leave.end - 1) // MINUTES_PER_DAY)
    return iso_minute(leave.start), iso_minute(leave.end)
