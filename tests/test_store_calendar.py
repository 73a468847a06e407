"""The picture of a store's calendar: from records to shapes, worked out by hand, and drawn.

October 2026 begins on a Thursday. A column is 43 points wide, the names take 73: Tuesday begins at 116. Shifts and
marks are 30.5 wide and begin 2 into the column, so they end at 148.5 on a Tuesday.
"""

import re
import struct
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from payroll.language import Language
from payroll.period import MINUTES_PER_DAY, day_number
from payroll.reports.calendar import colours
from payroll.reports.calendar.cells import CHARGE, HERE, MISSING
from payroll.reports.calendar.draw import draw
from payroll.reports.calendar.files import name_in_a_file
from payroll.reports.calendar.picture import PEOPLE_IN_A_PICTURE, Picture, pictures
from payroll.reports.calendar.records import (
    CalendarDay,
    CalendarMove,
    CalendarPerson,
    CalendarShift,
    StoreCalendar,
)
from payroll.reports.calendar.shift_kinds import fills
from payroll.reports.calendar.week import lanes_of, weeks

FIRST, LAST = day_number(date(2026, 10, 1)), day_number(date(2026, 10, 31))
SECOND_WEEK = 1


def october(day: int) -> int:
    return FIRST + day - 1


def at(day: int, start: str, end: str, **more: Any) -> CalendarShift:
    """Return a shift of a day in October; an end at or before the start is on the next day."""
    begins, ends = (int(time[:2]) * 60 + int(time[3:]) for time in (start, end))
    midnight = october(day) * MINUTES_PER_DAY
    return CalendarShift(midnight + begins, midnight + ends + MINUTES_PER_DAY * (ends <= begins), **more)


def person(employee_id: str, *shifts: CalendarShift, name: str = "", **more: Any) -> CalendarPerson:
    days: dict[int, tuple[CalendarShift, ...]] = {}
    for shift in shifts:
        work_date = shift.start // MINUTES_PER_DAY
        days[work_date] = (*days.get(work_date, ()), shift)
    by_day = {day: CalendarDay("work", own) for day, own in days.items()}
    return CalendarPerson(employee_id, name or f"N{employee_id}", days=by_day, **more)


def store(*people: CalendarPerson, moves: tuple[CalendarMove, ...] = (), **more: Any) -> StoreCalendar:
    known = {"known_until": LAST, "complete": True} | more
    return StoreCalendar("S1", "2026-10", FIRST, LAST, people, moves, **known)


def move(number: int, day: int, giver: str, taker: str, *, pending: bool = False) -> CalendarMove:
    return CalendarMove(number, october(day), giver, taker, pending=pending)


def picture(calendar: StoreCalendar, language: Language = "en") -> Picture:
    (only,) = pictures(calendar, language)
    return only


def shapes(calendar: StoreCalendar, kind: str, week: int = SECOND_WEEK, language: Language = "en") -> list[Any]:
    return [shape for shape in picture(calendar, language).data["weeks"][week]["shapes"] if shape["kind"] == kind]


def said(calendar: StoreCalendar, week: int = SECOND_WEEK, language: Language = "en") -> list[str]:
    """Return the texts of a week."""
    found = ("".join(run["text"] for run in shape["runs"]) for shape in shapes(calendar, "text", week, language))
    return [text.replace("\u200b", "") for text in found]


def marks(calendar: StoreCalendar, language: Language = "en") -> list[str]:
    """Return the marks of all weeks, in order; they alone are bold and of that size."""
    texts = (shape for week in range(5) for shape in shapes(calendar, "text", week, language))
    runs = (run for shape in texts for run in shape["runs"])
    return [run["text"] for run in runs if run["bold"] and run["size"] == 7.5]


# Weeks


def test_the_days_are_in_weeks_from_monday_to_sunday() -> None:
    found = weeks(FIRST, LAST)
    assert [len(days) for days in found] == [4, 7, 7, 7, 6]
    assert [days[0] - FIRST + 1 for days in found] == [1, 5, 12, 19, 26]


def test_a_period_from_the_26th_to_the_25th_begins_in_the_week_of_its_first_day() -> None:
    found = weeks(day_number(date(2026, 9, 26)), day_number(date(2026, 10, 25)))  # a Saturday, a Sunday
    assert [len(days) for days in found] == [2, 7, 7, 7, 7]


# Shifts


def test_a_shift_shows_its_times_in_the_column_of_its_day() -> None:
    calendar = store(person("1", at(6, "08:30", "17:30")))
    texts = {shape["runs"][0]["text"]: shape for shape in shapes(calendar, "text")}
    assert {"08:30", "17:30"} <= set(texts)
    # the heading is 27 high, the row begins 3.5 below it; 2 into the column, and half a point into the shift
    assert (texts["08:30"]["x"], texts["08:30"]["y"]) == (118.5, 27 + 3.5 + 1.5)
    assert texts["17:30"]["y"] == 27 + 3.5 + 11.5


def test_the_midnight_that_ends_the_day_is_24_and_a_night_ends_on_the_next_day() -> None:
    assert {"18:30", "24:00"} <= set(said(store(person("1", at(6, "18:30", "00:00")))))
    night = store(person("1", at(6, "22:00", "06:00")))
    assert "06:00+1" in said(night)
    assert "+1: on the next day." in picture(night).data["notes"]


def test_two_sessions_of_a_day_stand_one_below_the_other() -> None:
    calendar = store(person("1", at(6, "09:00", "12:00"), at(6, "14:00", "18:00")))
    texts = {shape["runs"][0]["text"]: shape["y"] for shape in shapes(calendar, "text")}
    assert texts["14:00"] - texts["09:00"] == pytest.approx(23 + 2.4)


def test_the_most_frequent_kind_has_the_first_colour_and_kinds_are_listed_by_their_times() -> None:
    late, early = [at(day, "14:00", "22:00", code="b") for day in (6, 7)], at(8, "08:00", "16:00", code="a")
    grounds = fills(store(person("1", *late, early)))
    assert [kind.code for kind in grounds] == ["a", "b"]
    assert list(grounds.values()) == [colours.SHIFT_FILLS[1], colours.SHIFT_FILLS[0]]


def test_a_kind_has_the_same_colour_in_each_store_however_frequent_it_is_there() -> None:
    late, early = [at(day, "14:00", "22:00", code="b") for day in (6, 7)], at(8, "08:00", "16:00", code="a")
    kinds = ((480, 960, "a"), (840, 1320, "b"), (0, 60, "c"))
    grounds = fills(replace(store(person("1", *late, early)), kinds=kinds))
    assert list(grounds.values()) == [colours.SHIFT_FILLS[0], colours.SHIFT_FILLS[1]]


def test_a_kind_that_is_rare_over_all_stores_takes_a_colour_that_is_free_here() -> None:
    eight = tuple((hour * 60, hour * 60 + 30, "") for hour in range(8))
    kinds = (*eight, (480, 960, "a"), (840, 1320, "b"))  # of the colours, the ninth would have the first once more
    here = store(person("1", at(6, "00:00", "00:30"), at(7, "08:00", "16:00", code="a")))
    assert list(fills(replace(here, kinds=kinds)).values()) == [colours.SHIFT_FILLS[0], colours.SHIFT_FILLS[1]]


def test_kinds_beyond_the_colours_share_one() -> None:
    many = [at(day, f"{day:02}:00", f"{day:02}:30") for day in range(1, 11)]
    grounds = fills(store(person("1", *many)))
    assert list(grounds.values()).count(colours.OTHER_FILL) == 10 - len(colours.SHIFT_FILLS)


def test_leave_is_hatched_and_says_so_but_not_of_what_kind() -> None:
    calendar = store(person("1", at(6, "08:30", "17:30", state="leave")))
    assert [box["hatched"] for box in shapes(calendar, "box")].count(True) == 1
    assert "leave" in said(calendar)
    assert "08:30" not in said(calendar)


def test_a_shift_that_leave_shortens_shows_what_is_left_of_it() -> None:
    rest = at(6, "10:30", "17:30")
    calendar = store(person("1", at(6, "08:30", "17:30", expected=(rest.start, rest.end))))
    assert "10:30" in said(calendar)
    assert "08:30" not in said(calendar)
    assert marks(calendar) == ["part leave"]


def test_people_who_are_not_employed_in_a_week_are_not_in_it() -> None:
    gone = CalendarPerson("2", "Gone", days={october(day): CalendarDay("not-employed") for day in range(5, 12)})
    calendar = store(person("1"), gone)
    assert "Gone 2" not in said(calendar)
    assert "Gone 2" in said(calendar, week=2)


def test_the_foot_counts_who_has_a_shift_here_that_leave_does_not_take() -> None:
    calendar = store(
        person("1", at(6, "08:30", "17:30"), at(6, "18:00", "20:00")),
        person("2", at(6, "08:30", "17:30", state="leave")),
        person("3", at(6, "08:30", "17:30", elsewhere=True)),
        person("4", at(6, "08:30", "17:30"), guest=True),
    )
    assert said(calendar)[-7:] == ["0", "2", "0", "0", "0", "0", "0"]


def test_official_days_are_named_above_their_column() -> None:
    calendar = store(person("1"), holidays=frozenset({october(6)}), make_up_days=frozenset({october(10)}))
    texts = {shape["runs"][0]["text"]: shape["x"] for shape in shapes(calendar, "text")}
    assert (texts["holiday"], texts["workday"]) == (73 + 43, 73 + 5 * 43)


# Marks


@pytest.mark.parametrize(
    ("shift", "zh", "en"),
    [
        (at(6, "08:30", "17:30", late_minutes=17), ["迟到17"], ["late 17"]),
        (at(6, "08:30", "17:30", early_minutes=21), ["早退21"], ["early 21"]),
        (at(6, "08:30", "17:30", no_arrival=True), ["缺上班卡"], ["no in"]),
        (at(6, "08:30", "17:30", no_departure=True), ["缺下班卡"], ["no out"]),
        (at(6, "08:30", "17:30", state="absent"), ["缺勤"], ["absent"]),
        (at(6, "08:30", "17:30", state="unclear"), ["待核实"], ["to check"]),
        (at(6, "08:30", "17:30", promotion=True), ["促销"], ["promotion"]),
        (at(6, "08:30", "17:30", elsewhere=True), ["他店"], ["elsewhere"]),
        (at(6, "08:30", "17:30", late_minutes=1, no_departure=True), ["迟到1", "缺下班卡"], ["late 1", "no out"]),
        (at(6, "08:30", "17:30"), [], []),
    ],
)
def test_each_mark_is_a_word(shift: CalendarShift, zh: list[str], en: list[str]) -> None:
    calendar = store(person("1", shift))
    assert marks(calendar, "zh") == zh
    assert marks(calendar, "en") == en


def test_a_mark_stands_below_its_shift() -> None:
    calendar = store(person("1", at(6, "08:30", "17:30", late_minutes=17)))
    (mark,) = (box for box in shapes(calendar, "box") if box["stroke"] == CHARGE.stroke)
    assert (mark["x"], mark["y"]) == (118, pytest.approx(27 + 3.5 + 23 + 1.2))


def test_forty_lates_are_forty_marks() -> None:
    people = [
        person(str(number), *(at(day, "08:30", "17:30", late_minutes=number + 1) for day in (5, 6, 7, 8)))
        for number in range(10)
    ]
    calendar = store(*people)
    assert len(marks(calendar)) == 40
    assert "late 40" in picture(calendar).data["summary"]


def test_without_a_lateness_none_is_spoken_of() -> None:
    calendar = store(person("1", at(6, "08:30", "17:30")))
    assert picture(calendar).data["summary"] == ["people 1", "shifts 1"]


# Swaps as arrows


def test_an_arrow_goes_from_who_gave_the_shift_to_who_took_it() -> None:
    calendar = store(
        person("1"), person("2", at(6, "08:30", "17:30", swap=1)), moves=(move(1, 6, giver="1", taker="2"),)
    )
    (arrow,) = shapes(calendar, "arrow")
    # Row 1 from 27 to 58: its mark from 30.5 to 40.5, its middle at 35.5. Row 2 from 58: its shift from 61.5 to 84.5,
    # its middle at 73. The lane is 5.8 right of the shifts.
    assert arrow["points"] == ((148.5, 35.5), (154.3, 35.5), (154.3, 73.0), (149.1, 73.0))
    assert not arrow["dashed"]
    assert marks(calendar) == ["gave 1", "took 1"]


def test_the_arrow_points_upwards_if_the_taker_stands_above() -> None:
    calendar = store(
        person("1", at(6, "08:30", "17:30", swap=1)), person("2"), moves=(move(1, 6, giver="2", taker="1"),)
    )
    (arrow,) = shapes(calendar, "arrow")
    # Row 1 is 41.2 high (shift 23, mark 1.2 and 10, twice 3.5), row 2 begins at 68.2.
    assert arrow["points"][0] == (148.5, pytest.approx(68.2 + 3.5 + 5))
    assert arrow["points"][-1] == (149.1, 27 + 3.5 + 11.5)


def test_a_swap_there_and_back_is_two_arrows_with_one_number() -> None:
    calendar = store(
        person("1", at(7, "08:30", "17:30", swap=1)),
        person("2", at(6, "08:30", "17:30", swap=1)),
        moves=(move(1, 6, giver="1", taker="2"), move(1, 7, giver="2", taker="1")),
    )
    assert [arrow["points"][0][0] for arrow in shapes(calendar, "arrow")] == [148.5, 148.5 + 43]
    assert picture(calendar).data["swaps"] == [{"number": "1", "text": "10/6 N1 → N2; 10/7 N2 → N1"}]


def test_both_ends_of_a_swap_over_two_weeks_have_their_arrow() -> None:
    calendar = store(
        person("1", at(13, "08:30", "17:30", swap=1)),
        person("2", at(6, "08:30", "17:30", swap=1)),
        moves=(move(1, 6, giver="1", taker="2"), move(1, 13, giver="2", taker="1")),
    )
    assert [len(shapes(calendar, "arrow", week)) for week in range(5)] == [0, 1, 1, 0, 0]


def test_a_swap_that_is_not_approved_is_dashed_and_the_shift_stays() -> None:
    calendar = store(
        person("1", at(6, "08:30", "17:30")), person("2"), moves=(move(1, 6, giver="1", taker="2", pending=True),)
    )
    (arrow,) = shapes(calendar, "arrow")
    assert arrow["dashed"]
    assert marks(calendar) == ["asked 1", "asked 1"]
    assert "08:30" in said(calendar)
    assert "not approved yet" in picture(calendar).data["swaps"][0]["text"]


def test_a_shift_that_goes_on_to_a_third_has_two_arrows_in_two_lanes() -> None:
    calendar = store(
        person("1"),
        person("2"),
        person("3", at(6, "08:30", "17:30", swap=2)),
        moves=(move(1, 6, giver="1", taker="2"), move(2, 6, giver="2", taker="3")),
    )
    first, second = shapes(calendar, "arrow")
    assert marks(calendar) == ["gave 1", "took 1", "gave 2", "took 2"]
    assert first["points"][-1][1] == 58 + 3.5 + 5
    assert second["points"][0][1] == pytest.approx(58 + 3.5 + 10 + 2.4 + 5)
    assert first["points"][1][0] == second["points"][1][0], "the one ends above where the other begins: one lane"


@pytest.mark.parametrize(
    ("spans", "lanes"),
    [
        ([(0, 10), (20, 30)], [0, 0]),
        ([(0, 10), (12.1, 30)], [0, 0]),
        ([(0, 10), (12, 30)], [0, 1]),
        ([(0, 50), (10, 20)], [1, 0]),
        ([(50, 0), (20, 10), (15, 30)], [2, 0, 1]),
    ],
)
def test_arrows_that_would_touch_have_lanes_of_their_own(spans: list[tuple[float, float]], lanes: list[int]) -> None:
    assert lanes_of(spans) == lanes


def test_many_arrows_of_a_day_stay_within_its_column() -> None:
    people = [person(str(number)) for number in range(8)]
    takers = [person(str(8 + number), at(6, "08:30", "17:30", swap=number + 1)) for number in range(8)]
    taken = tuple(move(number + 1, 6, giver=str(number), taker=str(8 + number)) for number in range(8))
    found = pictures(store(*people, *takers, moves=taken), "en")
    ends = [
        point[0]
        for each in found
        for shape in each.data["weeks"][SECOND_WEEK]["shapes"]
        if shape["kind"] == "arrow"
        for point in shape["points"]
    ]
    assert len(ends) >= 8 * 4
    assert max(ends) < 73 + 2 * 43


def test_a_person_of_another_store_is_a_guest_in_the_weeks_of_the_swap_alone() -> None:
    guest = person("9", at(6, "08:30", "17:30", swap=1), name="Guest", guest=True, guest_of="S2")
    calendar = store(person("1"), guest, moves=(move(1, 6, giver="1", taker="9"),))
    assert {"Guest 9", "of S2"} <= set(said(calendar))
    assert len(shapes(calendar, "arrow")) == 1
    assert "Guest 9" not in said(calendar, week=2)


def test_a_swap_with_somebody_unknown_has_no_arrow_but_its_line() -> None:
    calendar = store(person("1", at(6, "08:30", "17:30")), moves=(move(1, 6, giver="1", taker="?", pending=True),))
    assert shapes(calendar, "arrow") == []
    assert picture(calendar).data["swaps"][0]["text"].startswith("10/6 N1 → ?")


# Quotas beside the names


@pytest.mark.parametrize(
    ("used", "pending", "limit", "zh", "en"),
    [
        (0, 0, 2, "换班 0/2，余 2", "swaps 0/2, left 2"),
        (1, 1, 2, "换班 1+1/2，余 0", "swaps 1+1/2, left 0"),
        (3, 0, 2, "换班 3/2，余 0", "swaps 3/2, left 0"),
        (3, 0, -1, "换班 3", "swaps 3"),
        (0, 0, -1, "", ""),
    ],
)
def test_the_quota_stands_below_the_name(used: int, pending: int, limit: int, zh: str, en: str) -> None:
    calendar = store(person("1", used=used, pending=pending, limit=limit))
    assert zh in said(calendar, language="zh")
    assert en in said(calendar, language="en")


# Names and pictures


def test_a_long_name_gets_two_lines_and_may_break_anywhere() -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitän"
    calendar = store(person("1", name=name))
    (shape,) = (each for each in shapes(calendar, "text") if each["wraps"])
    assert shape["runs"][0]["text"] == "\u200b".join(name)
    assert shape["height"] == 31 + 11 - 13
    short = store(person("1", name="王芳"))
    assert [each["height"] for each in shapes(short, "text") if each["wraps"]] == [31 - 13]


def test_many_people_go_into_several_pictures_of_about_the_same_size() -> None:
    people = [person(f"{number:02}", name=f"P{number:02}") for number in range(2 * PEOPLE_IN_A_PICTURE + 1)]
    calendar = store(*people, moves=(move(1, 6, giver="00", taker="30"),))
    found = pictures(calendar, "en")
    assert [each.title.rpartition(" ")[2] for each in found] == ["1/3", "2/3", "3/3"]
    names = [
        [shape["runs"][0]["text"] for shape in each.data["weeks"][2]["shapes"] if shape.get("wraps")] for each in found
    ]
    assert [len(each) for each in names] == [11, 10, 10]
    assert sorted(name for each in names for name in each) == [f"P{number:02}" for number in range(31)]


def test_who_is_in_another_picture_is_shown_where_their_swap_is() -> None:
    people = [person(f"{number:02}") for number in range(2 * PEOPLE_IN_A_PICTURE)]
    first, second = pictures(store(*people, moves=(move(1, 6, giver="00", taker="29", pending=True),)), "en")
    for each, other in ((first, "see picture 2"), (second, "see picture 1")):
        found = each.data["weeks"][SECOND_WEEK]["shapes"]
        assert sum(shape["kind"] == "arrow" for shape in found) == 1
        assert other in [shape["runs"][0]["text"] for shape in found if shape["kind"] == "text"]


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"known_until": None, "complete": False}, "只有计划，没有考勤", "the plan, without attendance"),
        ({}, "全月考勤", "attendance of the whole month"),
        (
            {"known_until": october(20), "complete": False},
            "考勤截至 2026-10-20",
            "attendance up to 2026-10-20",
        ),
    ],
)
def test_a_sentence_says_up_to_when_the_picture_holds(more: dict[str, Any], zh: str, en: str) -> None:
    calendar = store(person("1"), **more)
    assert zh in picture(calendar, "zh").data["about"]
    assert en in picture(calendar, "en").data["about"]


def test_a_plan_is_called_a_rota() -> None:
    calendar = store(person("1"), known_until=None, complete=False)
    assert picture(calendar).title == "S1 · Rota, October 2026"
    assert picture(calendar, "zh").title == "S1 · 2026年10月 排班表"


# Drawn


MARKUP = '#let x = "q" *b* _u_ $y$ @z <a href="//x"> \\n `c` [d] {e} ~ = - + // /* & 王'
EVERYTHING = store(
    person("#1*", at(6, "22:00", "06:00", code=MARKUP, late_minutes=17), name=MARKUP, used=1, limit=2),
    person("2", at(6, "09:00", "12:00", swap=1), at(7, "08:30", "17:30", state="leave"), name="李"),
    moves=(move(1, 6, giver="#1*", taker="2"), move(2, 8, giver="2", taker="#1*", pending=True)),
    holidays=frozenset({october(1)}),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_svg_is_well_formed_needs_nothing_else_and_says_what_it_shows(language: Language) -> None:
    drawn = draw(picture(EVERYTHING, language), "svg").decode("utf-8")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own file
    names = {"s": "http://www.w3.org/2000/svg"}
    title, description = (root.find(f"s:{name}", names) for name in ("title", "desc"))
    assert title is not None
    assert description is not None
    assert title.text == picture(EVERYTHING, language).title
    assert MARKUP in (description.text or "")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title description")
    assert root.get("width") == "390", "pixels: the width of a phone"
    references = re.findall(r'(?:href|src)="([^"]*)"', re.sub(r"<desc.*?</desc>", "", drawn, flags=re.DOTALL))
    assert all(reference.startswith("#") for reference in references)
    assert "<text" not in drawn, "texts are outlines"
    assert "<script" not in drawn


def test_the_png_is_as_wide_as_a_phone_at_three_pixels_a_point() -> None:
    drawn = draw(picture(EVERYTHING), "png")
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", drawn[16:24])
    assert width == 1170
    assert 2000 < height < 4000


def test_the_same_records_give_the_same_bytes() -> None:
    assert draw(picture(EVERYTHING), "png") == draw(picture(EVERYTHING), "png")
    assert draw(picture(EVERYTHING), "svg") == draw(picture(EVERYTHING), "svg")


def test_markup_in_a_name_is_drawn_as_it_is_written() -> None:
    """With other letters in place of the signs the same shapes are there: nothing was read as markup."""
    plain = re.sub(r"[^\w\s-]", "x", MARKUP)
    height = [
        struct.unpack(">II", draw(picture(store(person("1", name=name))), "png")[16:24])[1] for name in (MARKUP, plain)
    ]
    assert height[0] == height[1]


# Colours


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((colours.INK, fill) for fill in (*colours.SHIFT_FILLS, colours.OTHER_FILL)),
        *((style.colour, style.fill) for style in (CHARGE, MISSING, HERE)),
        *((colours.FAINT, ground) for ground in (colours.WHITE, colours.WEEKEND)),
        *((colours.RED, ground) for ground in (colours.WHITE, colours.HEADING, colours.WEEKEND_HEADING)),
        (colours.BLUE, colours.WHITE),
    ],
)
def test_texts_are_readable_on_their_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


# Names of files


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("示例一店", "示例一店"),
        ("A/B: <1>?", "A_B_ _1__"),
        (" . ", ""),
        ("Store.", "Store"),
        ("a\tb", "a_b"),
        ("长" * 100, "长" * 60),
    ],
)
def test_a_store_makes_a_name_that_windows_allows(name: str, safe: str) -> None:
    assert name_in_a_file(name) == safe
