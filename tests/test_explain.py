"""`payroll explain` on the screen: the bars of a day, what stands beside and below them, and its options."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.cli.day_chart import Scale, ruler, scale_of, with_punches, worked_cells
from payroll.cli.day_lines import Line, Told, day_lines
from payroll.cli.screen import show_lines
from payroll.language import Language
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.timeline import days_of, timeline
from tests.month_builder import (
    BARE,
    a_month,
    added_punch,
    employee,
    leave,
    office_month,
    punch,
    shift,
    swap,
)
from tests.month_frames import ledger_lines
from tests.test_timeline import LATE, TWO

ROOT = Path(__file__).parent.parent
SHOP = ["--data", str(ROOT / "data_samples" / "shop-desk" / "data"), "--policies", str(ROOT / "policies")]


def lines_of(
    month: Month, *dates: str, employee_id: str = "0001", width: int = 100, lang: Language = "en"
) -> list[Line]:
    """Return the lines of some days of somebody, those of the hours and of the meanings included."""
    judged = judge(month)
    position = month.tables.employees["employee_id"].tolist().index(employee_id)
    days = days_of(month, timeline(month, judged), ledger_lines(month, judged.entries))[position]
    wanted = [day for day in days if not dates or _iso(day.date) in dates]
    return list(day_lines(wanted, Told(lang, 2, {}), width))


def _iso(day: int) -> str:
    from payroll.period import iso_day

    return iso_day(day)


def bar(month: Month) -> str:
    """Return the bar of the first shift of 12 October, from 08:00 to 18:00 on 40 cells: a quarter of an hour each."""
    judged = judge(month)
    days = days_of(month, timeline(month, judged), ledger_lines(month, judged.entries))[0]
    [day] = [day for day in days if _iso(day.date) == "2026-10-12"]
    scale, shift = Scale(8 * 60, 18 * 60, 40), day.shifts[0]
    return "".join(with_punches(worked_cells(scale, day.date, shift, day.leave), scale, day.date, shift.punches))


def office(*taps: str, **others: list[dict[str, str]]) -> Month:
    """Return a month with a shift from 08:00 to 18:00 on 12 October."""
    return a_month(
        policy=LATE,
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "08:00-18:00")],
        punches=[punch("0001", "2026-10-12", *taps)],
        **others,  # type: ignore[arg-type]
    )


# The scale


def test_a_scale_has_whole_hours_and_at_least_eight_of_them() -> None:
    month = a_month(employees=[employee("0001")], shifts=[shift("0001", "2026-10-12", "09:30-12:15")])
    judged = judge(month)
    days = days_of(month, timeline(month, judged), ledger_lines(month, judged.entries))[0]
    assert scale_of(days, 40) == Scale(9 * 60, 17 * 60, 40)
    assert scale_of([], 40) == Scale(8 * 60, 16 * 60, 40)


def test_a_minute_lies_in_the_cell_of_its_quarter_of_an_hour() -> None:
    scale = Scale(8 * 60, 18 * 60, 40)  # 15 minutes a cell
    assert [scale.cell(minute) for minute in (480, 494, 495, 1079, 1080, 2000, 0)] == [0, 0, 1, 39, 39, 39, 0]
    assert scale.cells(480, 495) == range(1)
    assert scale.cells(480, 496) == range(2)


@pytest.mark.parametrize(
    ("width", "hours"),
    [(60, "08    09    10    11"), (40, "08      10      12"), (24, "  09     12")],
)
def test_the_hours_stand_over_their_cells_as_far_as_there_is_room(width: int, hours: str) -> None:
    assert ruler(Scale(8 * 60, 18 * 60, width)).startswith(hours)


def test_hours_after_midnight_are_those_of_the_clock() -> None:
    assert ruler(Scale(20 * 60, 30 * 60, 60)).split() == [
        "20",
        "21",
        "22",
        "23",
        "24",
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
    ]


# The bars


def test_a_shift_that_was_worked_is_a_bar_with_a_mark_for_each_punch() -> None:
    assert bar(office("08:00", "18:00")) == "|" + "=" * 38 + "|"


def test_what_was_missed_before_a_late_arrival_is_marked() -> None:
    # 30 minutes are two cells; the punch at 08:30 opens the third
    assert bar(office("08:30", "18:00")) == "!!|" + "=" * 36 + "|"


def test_a_lateness_of_a_minute_is_seen_as_well() -> None:
    assert bar(office("08:01", "18:00")) == "!|" + "=" * 37 + "|"


def test_an_early_departure_is_marked_at_the_end() -> None:
    assert bar(office("08:00", "17:30")) == "|" + "=" * 36 + "|!!"


def test_a_shift_that_nobody_came_to_is_crossed_out() -> None:
    assert bar(office()) == "x" * 40


def test_leave_covers_its_hours_of_the_shift() -> None:
    month = office("10:00", "18:00", leave=[leave("L1", "2026-10-12 08:00", "2026-10-12 10:00")])
    assert bar(month) == "~" * 8 + "|" + "=" * 30 + "|"


def test_leave_of_the_whole_day_covers_the_shift_and_refused_leave_nothing() -> None:
    assert bar(office(leave=[leave("L1", "2026-10-12", "2026-10-12")])) == "~" * 40
    refused = office(leave=[leave("L1", "2026-10-12", "2026-10-12", status="rejected")])
    assert bar(refused) == "x" * 40


def test_an_unclear_shift_is_a_question() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "08:00-18:00")],
        unclear=[("0001", "2026-10-12")],
    )
    assert bar(month) == "?" * 40


def test_a_punch_that_was_added_later_has_another_mark() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "08:00-18:00")],
        punches=[punch("0001", "2026-10-12", "08:00"), added_punch("0001", "2026-10-12", "18:00")],
    )
    assert bar(month).endswith("+")
    assert any("punches: 08:00, 18:00 (added later)" in line.text for line in lines_of(month))


def test_two_sessions_stand_on_two_lines_on_one_scale() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "08:00-12:00"), shift("0001", "2026-10-12", "14:00-18:00")],
        punches=[punch("0001", "2026-10-12", "08:00", "12:00", "14:00", "18:00")],
    )
    _, morning, afternoon, _ = (line.text for line in lines_of(month, "2026-10-12"))
    assert morning.startswith("10-12 Mon  08:00-12:00 |=")
    assert morning.endswith("08:00 12:00 OK")
    assert afternoon.startswith(" " * 11 + "14:00-18:00  ")
    assert afternoon.index("|") > morning.rindex("|")


def test_a_shift_past_midnight_runs_on() -> None:
    month = office_month(BARE, {"2026-10-12": ("22:00",), "2026-10-13": ("06:00",)}, times="night")
    hours, night, *_ = (line.text for line in lines_of(month, "2026-10-12"))
    assert hours.split()[0] == "22"
    assert hours.split()[-1] == "06"
    assert "22:00 06:00 OK" in night


# Words beside and below


def test_the_charge_its_reason_and_its_evidence_stand_below_the_day() -> None:
    texts = [line.text.strip() for line in lines_of(office("08:12", "18:00"), "2026-10-12")]
    assert texts[1].endswith("08:12 18:00 Late 12 min")
    assert texts[2] == "Lateness  -5.00"
    assert texts[3].startswith("2026-10-12 shift 08:00–18:00, first punch 08:12, 12 min late")
    assert texts[4].startswith("evidence: shifts.csv:2; punches.csv:2")


def test_who_gave_a_shift_away_and_who_took_it_are_told() -> None:
    month = a_month(
        employees=TWO, shifts=[shift("0001", "2026-10-12")], swaps=[swap("W1", "0001", "0002", "2026-10-12")]
    )
    gave, took = (
        "\n".join(line.text for line in lines_of(month, "2026-10-12", employee_id=who)) for who in ("0001", "0002")
    )
    assert "given to 0002 (W1)" in gave
    assert "swap W1: the shift 08:30-17:30 of 0001" in took


def test_a_punch_in_no_shift_is_told_with_its_time() -> None:
    month = a_month(employees=[employee("0001")], punches=[punch("0001", "2026-10-11", "14:02")])
    assert "14:02 punched in no shift" in "\n".join(line.text for line in lines_of(month, "2026-10-11"))


def test_four_days_without_anything_stand_on_one_line_and_three_on_their_own() -> None:
    month = a_month(employees=[employee("0001")], shifts=[shift("0001", day) for day in ("2026-10-04", "2026-10-09")])
    starts = [line.text[:14].split("  ")[0] for line in lines_of(month, width=80)]
    assert starts[1:7] == ["10-01 Thu", "10-02 Fri", "10-03 Sat", "10-04 Sun", "10-05 to 10-08", "10-09 Fri"]
    assert starts[7] == "10-10 to 10-31"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_line_with_a_bar_is_wider_than_the_screen(width: int, lang: Language) -> None:
    month = a_month(
        policy=LATE,
        employees=TWO,
        shifts=[
            *(shift("0001", "2026-10-12", times) for times in ("09:00-12:00", "14:00-18:00")),
            *(shift("0001", f"2026-10-{day}") for day in (13, 14)),
        ],
        punches=[
            punch("0001", "2026-10-12", "09:20", "14:30", "17:00"),
            punch("0001", "2026-10-13", "09:20", "17:00"),
        ],
        swaps=[swap("换班-2026-10-0001", "0001", "0002", "2026-10-14")],
    )
    lines = lines_of(month, width=width, lang=lang)
    bars = [line for line in lines if "|" in line.text or "--" in line.text]
    assert max(cell_len(line.text) for line in bars) <= width
    assert len(bars) >= 3


def test_the_words_behind_stand_in_one_column_in_chinese_as_well() -> None:
    month = office_month(LATE, {"2026-10-12": ("08:42", "17:31"), "2026-10-13": ("08:29", "17:31")})
    late, fine = (
        next(line.text for line in lines_of(month, width=100, lang="zh") if line.text.startswith(day))
        for day in ("10-12 周一", "10-13 周二")
    )
    assert cell_len(late.partition("08:42 17:31")[0]) == cell_len(fine.partition("08:29 17:31")[0])
    assert late.endswith("迟到 12 分钟")
    assert fine.endswith("正常")


def test_the_signs_that_occur_are_explained_and_no_others() -> None:
    last = lines_of(office("08:30", "18:00"))[-1].text
    assert last.split("   ") == ["", "", "", "  = at work", "! late or left early", "| punch"]


# The command


def explain(*words: str, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain", *words, "--lang", lang])
    return result.exit_code, result.output


def test_one_day_can_be_asked_for() -> None:
    code, said = explain("0204", "2026-10", "--day", "2026-10-24", *SHOP)
    assert code == 0
    assert "10-24 Sat" in said
    assert "Failed hand-over  -20.00" in said
    assert "10-23" not in said
    assert said.splitlines()[-1] == "total -20.00 CNY"


def test_only_the_days_with_ledger_lines_can_be_asked_for() -> None:
    code, said = explain("0203", "2026-10", "--charges", *SHOP, lang="zh")
    assert code == 0
    assert [line[:5] for line in said.splitlines() if line[:3] == "10-"] == ["10-07", "10-20", "10-31"]


@pytest.mark.parametrize("day", ["2026-09-30", "2026-11-01"])
def test_a_day_outside_the_period_is_refused(day: str) -> None:
    code, said = explain("0204", "2026-10", "--day", day, *SHOP)
    assert code == 2
    assert f"--day {day} is not in 2026-10 (2026-10-01 to 2026-10-31)" in said


# The terminal


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *lines: Line, colours: bool = True) -> str:
    """Return what a terminal of 40 cells gets to show lines."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    screen = Terminal()
    with redirect_stdout(screen):
        show_lines(lines)
    return screen.getvalue()


BAR = Line((("10-12 ", ""), ("====", "black on green"), ("!!", "bold white on red")))


def test_a_bar_in_colour_needs_no_signs_but_those_of_what_is_amiss(monkeypatch: pytest.MonkeyPatch) -> None:
    said = on_terminal(monkeypatch, BAR)
    assert "\x1b[30;42m    \x1b[0m" in said
    assert "!!" in said


def test_without_colours_the_signs_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    said = on_terminal(monkeypatch, BAR, colours=False)
    assert "====" in said
    assert "42m" not in said


def test_a_long_line_goes_on_below_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    # 29 cells are left beside an indent of 11: fourteen Chinese characters
    said = on_terminal(monkeypatch, Line((("迟到" * 12 + " [x]", ""),), indent=11))
    assert [line.rstrip() for line in said.splitlines()] == [*(" " * 11 + "迟到" * 7, " " * 11 + "迟到" * 5 + " [x]")]
