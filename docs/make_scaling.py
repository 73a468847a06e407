"""Draw `docs/scaling.svg` and `docs/zh/scaling.svg` from the measurements in `docs/scaling.json`.

Part of `make docs`. Both axes begin at 0 and are linear, so that a straight line is a cost that grows with the
employees, and a bend upwards cannot hide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import typst

from benchmarks.series import PATH, Series, read_series
from payroll.language import LANGUAGES, Language, Text
from payroll.local_forms import long_date
from payroll.period import day_number
from payroll.reports.fonts import FOLDER as FONTS

FOLDER = Path(__file__).parent
PICTURES: Mapping[Language, Path] = {"zh": FOLDER / "zh" / "scaling.svg", "en": FOLDER / "scaling.svg"}
WIDTH = 525
"""Points; 700 pixels."""
_GB = 10**9
_MOST_TICKS = 6
Line = tuple[Text, tuple[str, str], list[tuple[int, float]]]
"""Label, colour and mark, points (employees, value)."""
_IN_PARTS, _ONE, _LIMIT = ("#1d4ed8", "circle"), ("#b45309", "square"), ("#b91c1c", "")


def svg(measured: Series, language: Language) -> str:
    """Return the picture of what was measured."""
    drawn = typst.compile(
        FOLDER / "scaling.typ",
        format="svg",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"picture": json.dumps(picture(measured, language), ensure_ascii=False)},
    )
    return drawn.decode("utf-8")


def picture(measured: Series, language: Language) -> dict[str, object]:
    """Return titles, ticks and lines as the template draws them: texts, and places as shares of a plot."""
    split = [(point.employees, point.in_parts) for point in measured.points]
    alone = [(point.employees, point.one_process) for point in measured.points if point.one_process is not None]
    parts = Text(f"分块计算（{measured.workers} 个工作进程）", f"in parts ({measured.workers} workers)")
    one = Text("单进程", "one process")
    limit = Text(
        f"上限 {measured.memory_limit / _GB:g} GB（--memory）", f"limit {measured.memory_limit / _GB:g} GB (--memory)"
    )
    most = max(employees for employees, _ in split)
    seconds = (
        (parts, _IN_PARTS, [(employees, run.seconds) for employees, run in split]),
        (one, _ONE, [(employees, run.seconds) for employees, run in alone]),
    )
    memory = (
        (parts, _IN_PARTS, [(employees, run.peak_bytes / _GB) for employees, run in split]),
        (one, _ONE, [(employees, run.peak_bytes / _GB) for employees, run in alone]),
        (limit, _LIMIT, [(0, measured.memory_limit / _GB), (most, measured.memory_limit / _GB)]),
    )
    return {
        "width": WIDTH,
        "language": language,
        "title": Text("计算一个月：时间、内存与员工人数", "One month: time and memory by number of employees").to(
            language
        ),
        "across": Text("员工人数", "employees").to(language),
        "about": _about(measured).to(language),
        "panels": [
            _panel(Text("时间（秒）", "Time (seconds)"), seconds, most, language),
            _panel(
                Text("内存峰值（GB，所有进程合计）", "Peak memory (GB, all processes together)"), memory, most, language
            ),
        ],
    }


def _panel(title: Text, lines: Sequence[Line], most: int, language: Language) -> dict[str, object]:
    """Return one plot; a line without points is left out."""
    highest = max(value for _, _, points in lines for _, value in points)
    up = ticks(highest)
    top = up[-1]
    return {
        "title": title.to(language),
        "across": [{"at": each / most, "label": _employees(each).to(language)} for each in ticks(most) if each <= most],
        "up": [{"at": each / top, "label": f"{each:,g}"} for each in up],
        "lines": [
            {
                "label": label.to(language),
                "colour": colour,
                "mark": mark,
                "dashed": not mark,
                "points": [(employees / most, value / top) for employees, value in points],
            }
            for label, (colour, mark), points in lines
            if points
        ],
    }


def ticks(highest: float) -> list[float]:
    """Return round numbers at even distances, from 0 to the first that is not below ``highest``."""
    steps = (step * 10.0**power for power in range(-3, 12) for step in (1, 2, 5))
    step = next(step for step in steps if highest / step <= _MOST_TICKS - 1)
    return [round(number * step, 6) for number in range(-int(-highest // step) + 1)]


def _employees(number: float) -> Text:
    return Text(f"{number / 10_000:g} 万" if number else "0", f"{number:,.0f}")


def _about(measured: Series) -> Text:
    """Return when, where and with what it was measured."""
    day = day_number(date.fromisoformat(measured.measured))
    names = {"python": "Python", "pandas": "pandas", "dask": "Dask"}
    versions = [f"{names[name]} {version}" for name, version in measured.versions.items() if version]
    memory = f"{measured.machine_memory / _GB:.0f} GB"
    return Text(
        f"{long_date(day, 'zh')}测量：{measured.cores} 个处理器核心，{memory} 内存，{'、'.join(versions)}。"
        "每名员工 26 个班次、52 次打卡；输入为 Parquet。",
        f"Measured on {long_date(day, 'en')}: {measured.cores} cores, {memory} of memory, {', '.join(versions)}. "
        "26 shifts and 52 punches for each employee, from Parquet.",
    )


def main() -> None:
    """Draw the pictures anew, if there are measurements."""
    if not PATH.exists():
        return
    measured = read_series(PATH)
    for language in LANGUAGES:
        PICTURES[language].write_text(svg(measured, language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
