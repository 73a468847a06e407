"""The figures of the page about large months: written from the measurements, and none where nothing was measured."""

from __future__ import annotations

import pytest

from benchmarks.series import PATH, Measured, Point, Series, Stage, read_series
from docs.make_scale import PAGES, with_figures
from payroll.language import LANGUAGES, Language
from tests.documents import read

GB = 10**9
PAGE = """before
<!-- figures when: made by docs/make_scale.py -->
<!-- end of figures -->
between
<!-- figures cost: made by docs/make_scale.py -->
an older figure
<!-- end of figures -->
after
"""


def run(seconds: float, peak_bytes: int, *stages: Stage) -> Measured:
    return Measured(seconds, peak_bytes, 250_000_000, 230, stages)


INVENTED = Series(
    measured="2026-11-28",
    cores=2,
    machine_memory=24 * GB,
    versions={"python": "3.13.1", "pandas": "3.0.1", "dask": "2026.8.0"},
    workers=2,
    memory_limit=4 * GB,
    points=(
        Point(100_000, 7_800_000, 20_000_000, run(9.25, GB), run(8, 2 * GB)),
        Point(500_000, 39_000_000, 12 * GB, run(50, 2 * GB, Stage("judge", 30.0), Stage("polish", 2.0)), None),
    ),
)


def test_the_page_tells_what_one_process_did_and_the_parts_on_the_same_machine() -> None:
    told = with_figures(PAGE, INVENTED, "en").partition("between")[0]
    assert (
        "Measured: one process computed 100,000 employees in 8.0 s, with at most 2.0 GB of memory. In parts on the "
        "same machine, with 2 workers and `--memory 4GB`: 500,000 employees in 50 s, all processes together with at "
        "most 2.0 GB."
    ) in told


def test_each_size_is_a_row_empty_where_one_process_was_not_measured() -> None:
    told = with_figures(PAGE, INVENTED, "en")
    assert "| 100,000 | 7,800,000 | 20 MB | 9.2 s | 1.0 GB | 250 MB | 8.0 s | 2.0 GB |" in told
    assert "| 500,000 | 39,000,000 | 12.0 GB | 50 s | 2.0 GB | 250 MB |  |  |" in told
    assert "an older figure" not in told


def test_the_growth_is_that_from_the_smallest_to_the_largest_month() -> None:
    assert (  # 500,000 / 100,000; 50 / 9.25; 2 / 1; 50 s x 2
        "With 5 times as many employees the time is 5.4 times as long, and the peak memory 2.0 times as high. By the "
        "largest month, a million employees take 100 s."
    ) in with_figures(PAGE, INVENTED, "en")


def test_the_stages_of_the_largest_month_are_told_in_words_and_unknown_ones_by_their_names() -> None:
    told = with_figures(PAGE, INVENTED, "en")
    assert "| judge the parts | workers | 30 s | 60 s |" in told
    assert "| polish |  | 2.0 s | 4.0 s |" in told
    assert "| start the processes, write the results | the command | 18 s | 36 s |" in told  # 50 - 30 - 2


def test_the_chinese_page_has_the_same_figures_and_its_own_picture() -> None:
    told = with_figures(PAGE, INVENTED, "zh")
    assert "| 10 万 | 780 万 | 20 MB | 9.2 秒 | 1.0 GB | 250 MB | 8.0 秒 | 2.0 GB |" in told
    assert "员工增至 5 倍时，时间增至 5.4 倍，内存峰值增至 2.0 倍。按最大的一次计算，每一百万名员工用 100 秒。" in told
    assert "(scaling.svg)" in told


@pytest.mark.parametrize(("seconds", "words"), [(119.4, "119 s"), (120.0, "2 min 0 s"), (754.6, "12 min 35 s")])
def test_from_two_minutes_on_a_time_is_told_in_minutes(seconds: float, words: str) -> None:
    large = Point(200_000, 1, 1, run(seconds, GB), None)
    alone = Series(**{name: getattr(INVENTED, name) for name in Series.__slots__} | {"points": (large,)})
    assert f"200,000 employees in {words}, all" in with_figures(PAGE, alone, "en")


@pytest.mark.parametrize(
    ("employees", "words"), [(9_999, "9999名"), (10_000, "1 万名"), (99_990_000, "9999 万名"), (100_000_000, "1 亿名")]
)
def test_chinese_counts_by_ten_thousands_and_hundred_millions(employees: int, words: str) -> None:
    only = Point(employees, 1, 1, run(1, GB), None)
    alone = Series(**{name: getattr(INVENTED, name) for name in Series.__slots__} | {"points": (only,)})
    assert f"：{words}员工用" in with_figures(PAGE, alone, "zh")


def test_without_measurements_there_are_no_figures_and_with_them_they_are_written_once() -> None:
    empty = PAGE.replace("an older figure\n", "")
    assert with_figures(PAGE, None, "en") == empty
    written = with_figures(PAGE, INVENTED, "en")
    assert with_figures(written, INVENTED, "en") == written
    assert with_figures(written, None, "en") == empty


def test_a_page_without_the_marks_is_noticed() -> None:
    with pytest.raises(ValueError, match="«cost»"):
        with_figures(PAGE.replace("figures cost", "figures"), INVENTED, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_pages_are_current(language: Language) -> None:
    page = read(PAGES[language])
    measured = read_series(PATH) if PATH.exists() else None
    assert page == with_figures(page, measured, language), "run: make docs"
