"""A second opinion: what a clock itself says of a person and a day, beside what we say, and why the two differ.

Clocks and attendance apps judge by rules of their own. Their verdicts are never added up and never cost
anything; they are compared with ours, so that a person can ask about each difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date as calendar_date

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.month.attendance import ABSENT, IS_UNCLEAR, MISSING_IN, MISSING_OUT, ON_LEAVE, Attendance, verdict_text
from payroll.month.context import Month, Row, records
from payroll.month.lookup import day_key
from payroll.month.rota import shift_text
from payroll.period import NO_DAY, clock, day_number
from payroll.tables import SourceFile

FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")
"""What a clock may say: minutes, of ``missing_punches`` a number."""

_SOME = -1
"""It happened, but the clock does not say how much."""
_SILENT = -1
"""In a column of numbers: nothing was said."""
_WORDS: Mapping[str, tuple[str, ...]] = {
    "late_minutes": ("迟到",),
    "early_minutes": ("早退",),
    "absent_minutes": ("旷工", "缺勤"),
    "missing_punches": ("缺卡", "未打卡", "漏打卡"),
}
"""How results say it in words. A result without the word says that it did not happen."""
_OF_FIGURE: Mapping[str, tuple[Text, Text]] = {
    "late_minutes": (Text("迟到 {n} 分钟", "{n} min late"), Text("迟到", "late")),
    "early_minutes": (Text("早退 {n} 分钟", "{n} min early"), Text("早退", "left early")),
    "absent_minutes": (Text("缺勤 {n} 分钟", "{n} min absent"), Text("缺勤", "absent")),
    "missing_punches": (Text("缺卡 {n} 次", "{n} punches missing"), Text("缺卡", "a punch missing")),
}
_NOTHING_FOUND = Text("没有异常", "nothing wrong")

WHY: Mapping[str, Text] = {
    "unknown-person": Text(
        "员工表里没有这个人（或其所在行已搁置），这里没有判断",
        "this person is not in the employees table (or the row is set aside), so nothing was judged here",
    ),
    "not-employed": Text("这一天不在职", "not employed on that day"),
    "unclear": Text("有打卡或请假的行被搁置，这里没有判断", "a punch or leave row was set aside, so it is not judged"),
    "leave": Text("这里有已批准的请假", "there is approved leave here"),
    "swap": Text("这里的班次换过班", "the shift was swapped here"),
    "rest-day": Text("这里的排班是休息", "a day off in the rota here"),
    "no-shift": Text("这里这一天没有班次", "no shift on that day here"),
    "missing-punch": Text("缺卡的算法不同", "a missing punch counts differently"),
    "other-rule": Text("两边的规则不同（应到时间、宽限、取整）", "the rules differ (expected times, grace, rounding)"),
}
"""The likely reasons, the first that holds."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, as ``clock-differences.csv`` has it; numbers are ``-1`` where nothing was said.

    ``date`` is a day number, NO_DAY for what a clock says of a whole period or of a person that we do not
    know. ``source`` is where the clock says it.
    """

    employee_id: str
    name: str
    store: str
    date: int
    reason: str
    clock_result: str
    clock_late_minutes: int
    clock_early_minutes: int
    clock_absent_minutes: int
    clock_missing_punches: int
    clock_shift: str
    shift: str
    verdict: str
    late_minutes: int
    early_minutes: int
    explanation_zh: str
    explanation_en: str
    source: str


@dataclass(frozen=True, slots=True)
class _Clock:
    """What one file of a clock says of one person (as it writes the id) and one day (NO_DAY: the whole period)."""

    employee: str
    name: str
    date: int
    shift: str
    result: str
    figures: Mapping[str, int | None]
    source: str

    @property
    def finds_fault(self) -> bool:
        return any(self.figures.values())


@dataclass(frozen=True, slots=True)
class _Ours:
    """What we say: the shifts of the day, and the same figures."""

    shifts: Sequence[Row]
    figures: Mapping[str, int]

    def any(self, verdict: int) -> bool:
        return any(row["verdict"] == verdict for row in self.shifts)


def clock_differences(month: Month, attendance: Attendance, verdicts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return where clocks and we differ on the period: the columns of ``Difference``, by employee, day and source.

    ``verdicts``: file -> what its clock says (``payroll.intake.readers.rows.verdict_frame``): sheet, row,
    employee, name, date (``2026-10-08``, "" for all of the file's period), shift, result, and ``FIGURES``
    (Int64). A figure that a clock does not give is not compared, nor a day of which it says nothing.
    """
    opinions = [each for file, frame in verdicts.items() for each in _opinions(file, frame)]
    opinions = [
        each for each in opinions if each.date == NO_DAY or month.period.first <= each.date <= month.period.last
    ]
    employees = {employee: place for place, employee in enumerate(month.tables.employees["employee_id"].tolist())}
    found = list(_unknown([each for each in opinions if each.employee not in employees]))
    known = [(employees[each.employee], each) for each in opinions if each.employee in employees]
    ours = _ours_by_day(month, attendance, known)
    off = _days_off(month, attendance)
    for employee, said in known:
        us = ours.get((employee, said.date), _Ours((), dict.fromkeys(FIGURES, 0)))
        if not _agree(said, us):
            reason = _reason(month, employee, said, us, off.get((employee, said.date), "no-shift"))
            found.append(_difference(month, employee, said, us, reason))
    found.sort(key=lambda each: (each.employee_id, each.date, each.source))
    return _frame(found)


def _frame(found: Sequence[Difference]) -> pd.DataFrame:
    columns = {each.name: [getattr(one, each.name) for one in found] for each in fields(Difference)}
    numbers = [each.name for each in fields(Difference) if each.type == "int"]
    texts = [name for name in columns if name not in numbers]
    return pd.DataFrame(columns).astype({**dict.fromkeys(numbers, "int32"), **dict.fromkeys(texts, "str")})


# ---------------------------------------------------------------- what the clock says


def _opinions(file: str, frame: pd.DataFrame) -> Iterator[_Clock]:
    """Yield what a file says of each person and day; rows about the same two are taken together."""
    given = {name: bool(frame[name].notna().any()) for name in FIGURES}
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in records(frame):
        stated: dict[str, int | None] = {name: None if pd.isna(row[name]) else int(row[name]) for name in FIGURES}
        if row["result"].strip() or any(figure is not None for figure in stated.values()):
            figures = {
                name: _figure(name, figure, row["result"], is_given=given[name]) for name, figure in stated.items()
            }
            grouped[row["employee"].strip(), row["date"]].append({**row, "figures": figures})
    for (employee, date), rows in grouped.items():
        day, first = _day(date), rows[0]
        if day is None:  # the punches of that row are named as unreadable already
            continue
        yield _Clock(
            employee,
            first["name"],
            day,
            _joined(row["shift"] for row in rows),
            _joined(row["result"] for row in rows),
            {name: _sum([row["figures"][name] for row in rows]) for name in FIGURES},
            SourceFile(file, first["sheet"]).evidence(first["row"]),
        )


def _day(text: str) -> int | None:
    """Return the day of ``2026-10-08``, NO_DAY for "", None for what is no date."""
    try:
        return day_number(calendar_date.fromisoformat(text)) if text else NO_DAY
    except ValueError:
        return None


def _figure(name: str, stated: int | None, result: str, *, is_given: bool) -> int | None:
    """Return a figure as it is given, else as the result tells it in words, else 0 or, of what is never given, None."""
    if stated is not None:
        return stated
    if any(word in result for word in _WORDS[name]):
        return _SOME
    return 0 if is_given or result.strip() else None


def _sum(figures: Sequence[int | None]) -> int | None:
    stated = [figure for figure in figures if figure is not None]
    if not stated:
        return None
    return _SOME if _SOME in stated else sum(stated)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _unknown(opinions: Sequence[_Clock]) -> Iterator[Difference]:
    """Yield one line for each person of a file whom we do not know, at the first place that names them."""
    seen: set[tuple[str, str]] = set()
    for said in opinions:
        who = (said.employee, said.source.rpartition(":")[0])
        if who not in seen:
            seen.add(who)
            silent = dict.fromkeys(FIGURES, None)
            once = replace(said, date=NO_DAY, shift="", result="", figures=silent)
            yield _difference(None, -1, once, _Ours((), {}), "unknown-person")


# ---------------------------------------------------------------- what we say


def _ours_by_day(
    month: Month, attendance: Attendance, known: Sequence[tuple[int, _Clock]]
) -> dict[tuple[int, int], _Ours]:
    """Return what we say of each person and day that a clock speaks of; of NO_DAY all shifts of the period."""
    shifts = attendance.shifts
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    pairs = np.array([(person, said.date) for person, said in known if said.date != NO_DAY], np.int64).reshape(-1, 2)
    whole = [person for person, said in known if said.date == NO_DAY]
    asked = np.isin(day_key(employee, date), day_key(pairs[:, 0], pairs[:, 1])) | np.isin(employee, whole)
    grouped: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in records(shifts[asked & month.in_period(date)]):
        grouped[row["employee"], row["date"]].append(row)
        grouped[row["employee"], NO_DAY].append(row)
    return {key: _Ours(rows, _figures(rows)) for key, rows in grouped.items()}


def _figures(shifts: Sequence[Row]) -> dict[str, int]:
    verdicts = [row["verdict"] for row in shifts]
    return {
        "late_minutes": sum(row["late_minutes"] for row in shifts),
        "early_minutes": sum(row["early_minutes"] for row in shifts),
        "absent_minutes": sum(row["left"] for row in shifts if row["verdict"] == ABSENT),
        "missing_punches": sum(verdict & MISSING_IN > 0 for verdict in verdicts)
        + sum(verdict & MISSING_OUT > 0 for verdict in verdicts),
    }


def _days_off(month: Month, attendance: Attendance) -> dict[tuple[int, int], str]:
    """Return why somebody has no shift on a day, where there is more to say than that: a day off, a swap."""
    rota, shifts = month.tables.shifts, attendance.shifts
    rest = rota[(rota["shift"] == "rest").to_numpy()]
    off = dict.fromkeys(zip(rest["employee"].tolist(), rest["date"].tolist(), strict=True), "rest-day")
    moved = shifts[shifts["swap"].to_numpy() >= 0]
    return off | dict.fromkeys(zip(moved["owner"].tolist(), moved["date"].tolist(), strict=True), "swap")


# ---------------------------------------------------------------- compared


def _agree(said: _Clock, us: _Ours) -> bool:
    """Tell whether the clock finds what we find, as far as it says anything; shares of a day are not compared."""
    return not any(_differs(name, theirs, us) for name, theirs in said.figures.items())


def _differs(name: str, theirs: int | None, us: _Ours) -> bool:
    mine = us.figures[name]
    if theirs is None or (name == "missing_punches" and us.any(ABSENT)):  # no punch at all is an absence here
        return False
    if name == "absent_minutes" or theirs == _SOME or not theirs:
        return bool(theirs) != bool(mine)
    return theirs != mine


def _reason(month: Month, employee: int, said: _Clock, us: _Ours, off: str) -> str:
    if not us.shifts:
        return _reason_without_shift(month, employee, said, off)
    if us.any(IS_UNCLEAR):
        return "unclear"
    if us.any(ON_LEAVE) or any(row["left"] < row["end"] - row["start"] for row in us.shifts):
        return "leave"
    if any(row["swap"] >= 0 for row in us.shifts):
        return "swap"
    about_punches = _differs("missing_punches", said.figures["missing_punches"], us)
    if about_punches or (us.any(ABSENT) and said.figures["missing_punches"]):
        return "missing-punch"
    return "other-rule"


def _reason_without_shift(month: Month, employee: int, said: _Clock, off: str) -> str:
    day = said.date
    if day != NO_DAY and not month.facts.employed(np.array([employee]), np.array([day]))[0]:
        return "not-employed"
    version = month.facts.one_version(employee, day) if day != NO_DAY else -1
    if off == "no-shift" and version >= 0 and month.facts.rules(version).calendar:
        return "rest-day"  # a day that the calendar leaves off
    return off


def _difference(month: Month | None, employee: int, said: _Clock, us: _Ours, reason: str) -> Difference:
    figures = {name: _SILENT if figure is None else figure for name, figure in said.figures.items()}
    stated = {name: _SILENT if not us.shifts else us.figures[name] for name in ("late_minutes", "early_minutes")}
    name, store = said.name, ""
    if month is not None:
        name = str(month.tables.employees["name"].iloc[employee])
        day = month.period.last if said.date == NO_DAY else said.date
        store = str(month.facts.store(np.array([employee]), np.array([day]))[0])
    explanation = _explanation(said, us, reason)
    return Difference(
        employee_id=said.employee,
        name=name,
        store=store,
        date=said.date,
        reason=reason,
        clock_result=said.result,
        clock_late_minutes=figures["late_minutes"],
        clock_early_minutes=figures["early_minutes"],
        clock_absent_minutes=figures["absent_minutes"],
        clock_missing_punches=figures["missing_punches"],
        clock_shift=said.shift,
        shift=_joined(_times(row) for row in us.shifts) if said.date != NO_DAY else "",
        verdict=_joined(verdict_text(row["verdict"]) for row in us.shifts) if said.date != NO_DAY else "",
        **stated,
        explanation_zh=explanation.zh,
        explanation_en=explanation.en,
        source=said.source,
    )


def _times(row: Row) -> str:
    return shift_text(row["start"], row["end"]).partition(" ")[2]


def _explanation(said: _Clock, us: _Ours, reason: str) -> Text:
    why = WHY[reason]
    if reason == "unknown-person":
        return Text(f"{why.zh}。", f"{why.en}.")
    theirs, mine = _findings(said.figures), _findings(us.figures)
    times, taps = _joined(_times(row) for row in us.shifts), _taps(us.shifts)
    if said.date == NO_DAY or not us.shifts:
        detail = Text("", "")
    else:
        detail = Text(f"（班次 {times}，打卡 {taps}）", f" (shift {times}, punches {taps})")
    by = Text(f"（按班次“{said.shift}”）", f" (by its shift «{said.shift}»)") if said.shift else Text("", "")
    return Text(
        f"考勤机{by.zh}：{theirs.zh}；这里{detail.zh}：{mine.zh}。可能的原因：{why.zh}。",
        f"the clock{by.en}: {theirs.en}; here{detail.en}: {mine.en}. Likely reason: {why.en}.",
    )


def _findings(figures: Mapping[str, int | None]) -> Text:
    found = [
        Text(*(words.format(n=figure) for words in _OF_FIGURE[name][figure == _SOME]))
        for name, figure in figures.items()
        if figure
    ]
    return Text("、".join(each.zh for each in found), ", ".join(each.en for each in found)) if found else _NOTHING_FOUND


def _taps(shifts: Sequence[Row]) -> str:
    minutes = [row[name] for row in shifts for name in ("arrival", "departure")]
    return ", ".join(clock(minute) for minute in minutes if minute != NO_DAY) or "–"
