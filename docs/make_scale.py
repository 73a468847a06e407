"""Write the figures of `docs/scale.md` and `docs/zh/scale.md` from the measurements in `docs/scaling.json`.

Part of `make docs`. Without measurements the pages have no figures, and every sentence around them stands without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.series import PATH, Measured, Point, Series, Stage, read_series
from payroll.language import LANGUAGES, Language, Text

FOLDER = Path(__file__).parent
PAGES: Mapping[Language, Path] = {"zh": FOLDER / "zh" / "scale.md", "en": FOLDER / "scale.md"}
_GB = 10**9
_MINUTE = 60
_MILLION = 1_000_000
_PICTURE = Text("计算一个月：时间、内存与员工人数", "One month: time and memory by number of employees")
_REST = "rest"
_STAGES: Mapping[str, tuple[Text, Text]] = {
    "find": (Text("找文件，读小表", "find the files, read the small tables"), Text("命令", "the command")),
    "read": (
        Text("读打卡和排班，按块摆放", "read punches and rota, lay them out by part"),
        Text("工作进程", "workers"),
    ),
    "ground": (Text("清理小表，分给各块", "clean the small tables, hand them out"), Text("命令", "the command")),
    "judge": (Text("逐块判定、计价", "judge the parts"), Text("工作进程", "workers")),
    "clocks": (Text("考勤机自身的问题", "the clocks' own faults"), Text("命令", "the command")),
    _REST: (
        Text("启动进程，写结果", "start the processes, write the results"),
        Text("命令", "the command"),
    ),
    "add up": (Text("合计问题和行数", "add up problems and rows"), Text("命令", "the command")),
}
"""The stages that a run tells, in words, and who does them; others stand under their own names."""


def with_figures(page: str, measured: Series | None, language: Language) -> str:
    """Return a page with what stands between its marks made anew; nothing stands there if nothing was measured."""
    for name, lines in (("when", _when), ("cost", _cost)):
        begin, end = f"<!-- figures {name}: made by docs/make_scale.py -->\n", "<!-- end of figures -->"
        head, found, rest = page.partition(begin)
        _, closed, tail = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"the page has no marks for the figures «{name}»")
        text = "" if measured is None else "\n".join(["", *lines(measured, language), "", ""])
        page = f"{head}{begin}{text}{end}{tail}"
    return page


def _when(measured: Series, language: Language) -> Iterator[str]:
    """Yield what one process did, and the parts on the same machine."""
    alone = [(point, point.one_process) for point in measured.points if point.one_process is not None]
    point, largest = max(measured.points, key=lambda each: each.employees), ""
    if alone:
        one, run = alone[-1]
        largest = Text(
            f"实测：单进程计算 {_people(one.employees).zh}名员工用 {_time(run.seconds).zh}，"
            f"内存最多 {_size(run.peak_bytes)}。",
            f"Measured: one process computed {one.employees:,} employees in {_time(run.seconds).en}, with at most "
            f"{_size(run.peak_bytes)} of memory. ",
        ).to(language)
    split = point.in_parts
    yield largest + Text(
        f"在同一台机器上分块计算，{measured.workers} 个工作进程、`--memory {measured.memory_limit / _GB:g}GB`："
        f"{_people(point.employees).zh}名员工用 {_time(split.seconds).zh}，"
        f"所有进程的内存合计最多 {_size(split.peak_bytes)}。",
        f"In parts on the same machine, with {measured.workers} workers and `--memory "
        f"{measured.memory_limit / _GB:g}GB`: {point.employees:,} employees in {_time(split.seconds).en}, "
        f"all processes together with at most {_size(split.peak_bytes)}.",
    ).to(language)


def _cost(measured: Series, language: Language) -> Iterator[str]:
    """Yield the picture, what each size took, how it grows, and what a million employees cost stage by stage."""
    yield f"![{_PICTURE.to(language)}](scaling.svg)\n"
    yield Text(
        "| 员工 | 班次和打卡 | 输入 | 分块：时间 | 分块：内存峰值 | 结果 | 单进程：时间 | 单进程：内存峰值 |",
        "| employees | shifts and punches | input | in parts: time | peak memory | results | one process: time "
        "| peak memory |",
    ).to(language)
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for point in measured.points:
        yield _row(point, language)
    first, last = measured.points[0], measured.points[-1]
    if first is not last:
        yield "\n" + _growth(first, last).to(language)
    if last.in_parts.stages:
        yield ""
        yield from _stages(last, language)


def _row(point: Point, language: Language) -> str:
    def run(found: Measured | None) -> tuple[str, str]:
        return ("", "") if found is None else (_time(found.seconds).to(language), _size(found.peak_bytes))

    split, alone = run(point.in_parts), run(point.one_process)
    sizes = (_size(point.input_bytes), *split, _size(point.in_parts.output_bytes), *alone)
    return f"| {' | '.join((_people(point.employees).to(language), _people(point.rows).to(language), *sizes))} |"


def _growth(first: Point, last: Point) -> Text:
    """Return how much more the largest month took than the smallest."""
    employees = last.employees / first.employees
    seconds, memory = (
        getattr(last.in_parts, name) / getattr(first.in_parts, name) for name in ("seconds", "peak_bytes")
    )
    per_million = _time(_MILLION * last.in_parts.seconds / last.employees)
    return Text(
        f"员工增至 {employees:g} 倍时，时间增至 {seconds:.1f} 倍，内存峰值增至 {memory:.1f} 倍。"
        f"按最大的一次计算，每一百万名员工用 {per_million.zh}。",
        f"With {employees:g} times as many employees the time is {seconds:.1f} times as long, and the peak memory "
        f"{memory:.1f} times as high. By the largest month, a million employees take {per_million.en}.",
    )


def _stages(point: Point, language: Language) -> Iterator[str]:
    people = _people(point.employees).to(language)
    yield Text(
        f"| {people}名员工的各步骤 | 由谁 | 时间 | 每一百万名员工 |",
        f"| stage, with {people} employees | by whom | time | for a million employees |",
    ).to(language)
    yield "| --- | --- | ---: | ---: |"
    stages = point.in_parts.stages
    rest = point.in_parts.seconds - sum(stage.seconds for stage in stages)
    for stage in (*stages, Stage(_REST, rest)):
        about, whom = _STAGES.get(stage.stage, (Text(stage.stage, stage.stage), Text("", "")))
        times = (stage.seconds, _MILLION * stage.seconds / point.employees)
        told = (_time(seconds).to(language) for seconds in times)
        yield f"| {' | '.join((about.to(language), whom.to(language), *told))} |"


def _people(number: int) -> Text:
    if number < 10_000:
        return Text(f"{number}", f"{number:,}")
    large = f"{number / 10**8:.4g} 亿" if number >= 10**8 else f"{number / 10**4:.4g} 万"
    return Text(large, f"{number:,}")


def _time(seconds: float) -> Text:
    if seconds < 10:
        return Text(f"{seconds:.1f} 秒", f"{seconds:.1f} s")
    if seconds < 2 * _MINUTE:
        return Text(f"{seconds:.0f} 秒", f"{seconds:.0f} s")
    minutes, rest = divmod(round(seconds), _MINUTE)
    return Text(f"{minutes} 分 {rest} 秒", f"{minutes} min {rest} s")


def _size(size: int) -> str:
    return f"{size / 10**6:.0f} MB" if size < _GB else f"{size / _GB:.1f} GB"


def main() -> None:
    """Write the figures anew."""
    measured = read_series(PATH) if PATH.exists() else None
    for language in LANGUAGES:
        page = PAGES[language].read_text(encoding="utf-8")
        PAGES[language].write_text(with_figures(page, measured, language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
