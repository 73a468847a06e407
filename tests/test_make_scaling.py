"""The picture of what months of growing size take: what it says of the measurements, and that it is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.series import PATH, Measured, Point, Series, Stage, read_series, series, write_series
from docs.make_scaling import PICTURES, picture, svg, ticks
from payroll.language import LANGUAGES, Language
from tests.documents import read


def run(seconds: float, gigabytes: int) -> Measured:
    return Measured(seconds, gigabytes * 10**9, 1_000, 230, (Stage("reading", 1.5),))


INVENTED = Series(
    measured="2026-11-28",
    cores=2,
    machine_memory=24 * 10**9,
    versions={"python": "3.13.1", "pandas": "3.0.1", "dask": ""},
    workers=2,
    memory_limit=4 * 10**9,
    points=(
        Point(100_000, 7_748_000, 20_000_000, run(10, 1), run(8, 2)),
        Point(200_000, 15_496_000, 40_000_000, run(20, 3), None),
    ),
)


def panels(language: Language) -> list[dict[str, Any]]:
    found = picture(INVENTED, language)["panels"]
    assert isinstance(found, list)
    return found


def test_seconds_are_drawn_from_0_with_the_one_process_where_it_was_measured() -> None:
    seconds, _ = panels("en")
    assert [tick["label"] for tick in seconds["up"]] == ["0", "5", "10", "15", "20"]
    in_parts, one_process = seconds["lines"]
    assert in_parts["points"] == [(0.5, 0.5), (1.0, 1.0)]
    assert one_process["points"] == [(0.5, 0.4)]


def test_the_peak_memory_has_the_limit_across_the_whole_plot() -> None:
    _, memory = panels("en")
    in_parts, one_process, limit = memory["lines"]
    assert [tick["label"] for tick in memory["up"]] == ["0", "1", "2", "3", "4"]
    assert in_parts["points"] == [(0.5, 0.25), (1.0, 0.75)]
    assert one_process["points"] == [(0.5, 0.5)]
    assert limit["points"] == [(0.0, 1.0), (1.0, 1.0)]
    assert limit["dashed"]
    assert limit["label"] == "limit 4 GB (--memory)"


def test_a_line_without_points_is_left_out() -> None:
    alone = Series(**{name: getattr(INVENTED, name) for name in Series.__slots__} | {"points": INVENTED.points[1:]})
    found = picture(alone, "en")["panels"]
    assert isinstance(found, list)
    assert [len(panel["lines"]) for panel in found] == [1, 2]


def test_employees_are_counted_in_each_language_s_own_way() -> None:
    assert [tick["label"] for tick in panels("en")[0]["across"]] == ["0", "50,000", "100,000", "150,000", "200,000"]
    assert [tick["label"] for tick in panels("zh")[0]["across"]] == ["0", "5 万", "10 万", "15 万", "20 万"]


def test_the_picture_says_where_and_with_what_it_was_measured_and_leaves_out_what_was_not_there() -> None:
    assert picture(INVENTED, "en")["about"] == (
        "Measured on 28 November 2026: 2 cores, 24 GB of memory, Python 3.13.1, pandas 3.0.1. "
        "26 shifts and 52 punches for each employee, from Parquet."
    )
    assert picture(INVENTED, "zh")["about"] == (
        "2026年11月28日测量：2 个处理器核心，24 GB 内存，Python 3.13.1、pandas 3.0.1。"
        "每名员工 26 个班次、52 次打卡；输入为 Parquet。"
    )


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(4.0, [0, 1, 2, 3, 4]), (5.0, [0, 1, 2, 3, 4, 5]), (5.1, [0, 2, 4, 6]), (0.3, [0, 0.1, 0.2, 0.3])],
)
def test_ticks_are_round_and_reach_the_highest_value(highest: float, expected: list[float]) -> None:
    assert ticks(highest) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_measurements_give_the_same_picture_and_it_is_small(language: Language) -> None:
    drawn = svg(INVENTED, language)
    assert drawn == svg(INVENTED, language)
    assert drawn.startswith("<svg ")
    assert len(drawn.encode()) < 200 * 1024


def test_a_series_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_series(INVENTED, tmp_path / "scaling.json")
    assert read_series(tmp_path / "scaling.json") == INVENTED


def test_a_series_is_put_in_order_and_tells_the_machine_only_by_its_size() -> None:
    small, large = INVENTED.points
    found = series([large, small], 2, 4 * 10**9)
    assert found.points == (small, large)
    assert found.cores >= 1
    assert found.machine_memory > 10**8
    assert set(found.versions) == {"python", "pandas", "dask"}
    assert set(Series.__slots__) == {
        *("measured", "cores", "machine_memory", "versions", "workers", "memory_limit", "points")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_of_the_documents_are_drawn_from_what_was_measured(language: Language) -> None:
    expected = {PICTURES[language]: svg(read_series(PATH), language)} if PATH.exists() else {}
    found = {path: read(path) for path in (PICTURES[language],) if path.exists()}
    assert found == expected, "run: make docs"
