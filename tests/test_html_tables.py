"""Web pages that are named as spreadsheets: which rows their tables have."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from payroll.intake import limits
from payroll.intake.html_tables import read_page
from payroll.problems import Problem


def rows(html: str | bytes) -> Sequence[Sequence[str]]:
    page = read_page("x.xls", pa.py_buffer(html.encode() if isinstance(html, str) else html))
    assert not isinstance(page, Problem)
    grid, _ = page
    return grid.rows


def test_the_rows_of_all_tables_stand_one_below_the_other() -> None:
    assert rows(
        "<html><body><p>about</p><table><tr><td>Title</td></tr></table>"
        "<table><thead><tr><th>ID</th><th>Time</th></tr></thead></table>"
        "<table><tbody><tr><td>1</td><td>08:00</td></tr></tbody></table></body></html>"
    ) == [("Title",), ("ID", "Time"), ("1", "08:00")]


def test_a_row_whose_beginning_is_missing_begins_with_its_first_cell() -> None:
    assert rows("<table><tr><td>1</td><td>a</td></tr><td>2</td><td>b</td></tr><td>3</td><td>c</td></table>") == [
        ("1", "a"),
        ("2", "b"),
        ("3", "c"),
    ]


def test_a_row_or_cell_whose_end_is_missing_ends_where_the_next_begins() -> None:
    assert rows("<table><tr><td>1<td>a<tr><td>2<td>b</table><p>behind</p>") == [("1", "a"), ("2", "b")]
    assert rows("<table><tr><td>1<td>a") == [("1", "a")]


def test_a_cell_over_several_columns_is_followed_by_blank_ones() -> None:
    assert rows('<table><tr><td colspan="3">a</td><td>b</td></tr></table>') == [("a", "", "", "b")]
    assert rows('<table><tr><td colspan="x">a</td><td colspan="0">b</td></tr></table>') == [("a", "b")]
    assert len(rows('<table><tr><td colspan="9999">a</td></tr></table>')[0]) == 100


def test_characters_that_are_written_as_names_and_blanks_of_layout_are_read_as_a_person_sees_them() -> None:
    assert rows("<table><tr><td>&#39;0042</td><td> A &amp;\n  B<br>C</td><td></td></tr></table>") == [
        ("'0042", "A & B\nC", "")
    ]


def test_capitals_make_no_difference() -> None:
    assert rows("<TABLE><TR><TD>1</TD></TR></TABLE>") == [("1",)]


def test_a_page_of_text_or_of_xml_has_no_rows() -> None:
    assert rows("<html><p>1</p></html>") == []
    assert rows("<?xml version='1.0'?><Workbook><Table><Row><Cell>1</Cell></Row></Table></Workbook>") == []


def test_a_page_is_read_in_the_charset_that_it_names_unless_it_is_utf_8() -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><table><tr><td>{}</table>'
    )
    assert rows(page.format("big5", "員工").encode("big5")) == [("員工",)]
    assert rows(page.format("gb2312", "员工").encode("gbk")) == [("员工",)]
    assert rows(page.format("gb2312", "员工").encode()) == [("员工",)]
    assert rows(page.format("no-such-thing", "员工").encode("gbk")) == [("员工",)]
    assert rows(page.format("iso-8859-1", "员工").encode("gbk")) == [("员工",)]


def test_a_byte_that_is_no_text_is_told() -> None:
    problem = read_page("x.xls", pa.py_buffer("<html>\n<td>员工".encode("gbk") + b"\xff\xff</td>"))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.row, problem.value) == ("ENCODING", 2, "FF")


def test_a_page_that_is_too_big_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<table><tr><td>1"
    monkeypatch.setattr(limits, "PAGE_BYTES", len(page))
    assert rows(page) == [("1",)]
    problem = read_page("x.xls", pa.py_buffer(page + b" "))
    assert isinstance(problem, Problem)
    assert problem.code == "FILE-TOO-BIG"


def test_comments_scripts_and_styles_are_no_content() -> None:
    assert rows(
        "<style>td { width: 1 }</style><table><!-- <tr><td>0</td></tr> --><tr><td>1<!-- x --></td></tr></table>"
        "<script>write('<tr><td>2</td></tr>')</script>"
    ) == [("1",)]


def test_marks_that_are_no_tags_are_text() -> None:
    assert rows("<table><tr><td>1 < 2 & <b>3</b></td></tr></table>") == [("1 < 2 & 3",)]


def test_what_is_never_closed_takes_time_in_proportion_to_its_size() -> None:
    """A reader that looks ahead from each of these to the end would need hours."""
    for piece in ("<td x", "<!--", "<style>", "<td><br ", "<table "):
        assert isinstance(rows("<html>" + piece * 200_000), list)
