from __future__ import annotations

import csv
import dataclasses
import errno
import io
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.period import NO_DAY
from payroll.problems import Problem, ProblemKind
from payroll.reports import csv_files
from payroll.reports.columns import ADJUSTMENTS, ATTENDANCE, LEDGER, REPORT_TABLES, SWAPS, ReportColumn, ReportTable
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import OutputError, write_together
from payroll.reports.write import write_month, write_problems
from tests.report_example import FIRST, TIME_IMPOSSIBLE, attendance, example, minute, without_rows

SAY = Text("", "")


def table_of(*columns: ReportColumn) -> ReportTable:
    return ReportTable("example", SAY, SAY, SAY, SAY, columns)


TWO_TEXTS = table_of(ReportColumn("a", SAY), ReportColumn("b", SAY))


def written(folder: Path, table: ReportTable, frame: pd.DataFrame, places: int = 2) -> str:
    """Return the text of the file, its mark taken off and its line ends kept."""
    path = folder / "table.csv"
    write_csv(path, table, frame, places)
    return path.read_bytes().decode("utf-8-sig")


def one_text(folder: Path, text: str) -> str:
    """Return the line that a row with ``text`` and ``x`` becomes."""
    return written(folder, TWO_TEXTS, pd.DataFrame({"a": [text], "b": ["x"]})).split("\r\n")[1]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_ledger_is_written_to_the_byte(tmp_path: Path) -> None:
    report = example()
    write_csv(tmp_path / "ledger.csv", LEDGER, report.frame(LEDGER), 2)
    lines = (tmp_path / "ledger.csv").read_bytes().split(b"\r\n")
    assert lines[0] == (
        b"\xef\xbb\xbfentry_id,period,employee_id,name,store,date,rule,clause,occurrence,quantity,amount,currency,"
        b"action,kind,corrects,policy,evidence,explanation_zh,explanation_en"
    )
    assert lines[1].decode() == (
        "e1,2026-10,0007,王小明,人民广场店,2026-10-08,lateness,7.1,1,12,-40.00,CNY,,charge,,"
        "office-service@2026-01-01#3f9a1c20,punches.csv:118; shifts.csv:9,迟到 12 分钟。,Late by 12 minutes."
    )
    assert lines[3].decode() == (
        "e3,2026-10,0008,李芳,,2026-10-31,addition,6.2,,,1234567.89,CNY,,addition,,"
        "office-service@2026-01-01#3f9a1c20,additions.csv:2,提成。,Commission."
    )
    assert lines[4:] == [b""]


def test_attendance_has_moments_and_empty_cells(tmp_path: Path) -> None:
    lines = written(tmp_path, ATTENDANCE, attendance()).split("\r\n")
    assert lines[1] == (
        "0007,王小明,,2026-10-08,office,2026-10-08 08:30,2026-10-08 17:30,2026-10-08 08:42,,12,0,late+missing-out,"
    )
    assert lines[2] == (
        "0008,李芳,,2026-10-09,evening,2026-10-09 18:30,2026-10-10 00:00,2026-10-09 18:25,2026-10-10 00:05,0,0,ok,S-1"
    )
    assert lines[3] == "0008,李芳,,2026-10-10,evening,2026-10-10 18:30,2026-10-11 00:00,,,0,0,absent,"


def test_an_employee_without_a_swap_limit_has_empty_cells(tmp_path: Path) -> None:
    lines = written(tmp_path, SWAPS, example().swaps).split("\r\n")
    assert lines[1:] == ["0007,王小明,人民广场店,0,0,,", "0008,李芳,,2,1,2,0", ""]


@pytest.mark.parametrize(
    ("amount", "places", "cell"),
    [(0, 2, "0.00"), (-1, 2, "-0.01"), (5, 2, "0.05"), (100, 2, "1.00"), (-4000, 0, "-4000"), (1234, 3, "1.234")],
)
def test_amounts_have_the_places_of_the_currency(tmp_path: Path, amount: int, places: int, cell: str) -> None:
    frame = pd.DataFrame({"amount": [amount]})
    table = table_of(ReportColumn("amount", SAY, "money"))
    assert written(tmp_path, table, frame, places) == f"amount\r\n{cell}\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+86 21", "-5", "@SUM(A1)", "\tx", "\rx", "＝1+1", "－1"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path: Path, text: str) -> None:
    assert one_text(tmp_path, text) == f"'{text},x".replace("\r", " ")


@pytest.mark.parametrize("text", ["1=1", " =1", "a@b", "'=1", "0007", ""])
def test_other_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert one_text(tmp_path, text) == f"{text},x"


def test_a_comma_and_a_quote_are_quoted_and_nothing_else_is(tmp_path: Path) -> None:
    assert one_text(tmp_path, "a,b") == '"a,b",x'
    assert one_text(tmp_path, 'say "a"') == '"say ""a""",x'
    assert one_text(tmp_path, "=A1,B1") == '"\'=A1,B1",x'
    assert one_text(tmp_path, " a;b ") == " a;b ,x"


def test_a_line_break_in_a_cell_becomes_a_space(tmp_path: Path) -> None:
    assert one_text(tmp_path, "a\r\nb\nc\rd\u2028e") == "a b c d e,x"


def test_every_kind_of_text_column_gives_the_same_file(tmp_path: Path) -> None:
    texts = ["王", "", "a,b", "王"]
    plain = pd.Series(texts)
    kinds = [
        plain.astype("category"),
        plain.astype(object),
        plain.astype(pd.ArrowDtype(pa.string())),
        plain.astype(pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))),
    ]
    expected = 'a,b\r\n王,王\r\n,\r\n"a,b","a,b"\r\n王,王\r\n'
    for column in [plain, *kinds]:
        assert written(tmp_path, TWO_TEXTS, pd.DataFrame({"a": column, "b": column})) == expected


def test_a_missing_text_is_an_empty_cell(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": pd.Categorical(["x", None]), "b": pd.Series([None, "y"], dtype="str")})
    assert written(tmp_path, TWO_TEXTS, frame) == "a,b\r\nx,\r\n,y\r\n"


def test_a_table_without_rows_has_its_head(tmp_path: Path) -> None:
    report = without_rows(example())
    for table in REPORT_TABLES:
        frame = report.frame(table)
        columns = [column.name for column in table.columns if not column.optional]
        assert written(tmp_path, table, frame) == ",".join(columns) + "\r\n"


def test_the_parts_of_the_wage_are_written_beside_the_base_wage_where_there_are_any(tmp_path: Path) -> None:
    frame = without_rows(example()).adjustments
    head = "employee_id,name,store,policy,base_wage,"
    assert written(tmp_path, ADJUSTMENTS, frame).startswith(f"{head}lateness,")
    with_parts = frame.assign(wage_parts=frame["total"])
    assert written(tmp_path, ADJUSTMENTS, with_parts).startswith(f"{head}wage_parts,lateness,")


NASTY = st.sampled_from(['"', ",", "=1", "a,b", "\r\n", "王"])
CELLS = NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def harmless_by_hand(text: str) -> str:
    runs = text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    if runs and text:
        text = f"'{text}"
    text = text.replace("\r\n", " ")
    return "".join(" " if character in "\r\n\v\f\u0085\u2028\u2029" else character for character in text)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=12))
def test_pythons_csv_reader_gets_every_cell_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="str")
    text = written(tmp_path_factory.mktemp("csv"), TWO_TEXTS, frame)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["a", "b"], *([harmless_by_hand(cell) for cell in row] for row in rows)]


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, st.sampled_from(["x", ""])), max_size=12))
def test_the_bytes_are_those_of_pythons_csv_writer(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="str")
    expected = io.StringIO(newline="")
    csv.writer(expected).writerows([("a", "b"), *(tuple(map(harmless_by_hand, row)) for row in rows)])
    assert written(tmp_path_factory.mktemp("csv"), TWO_TEXTS, frame) == expected.getvalue()


def test_slices_follow_each_other_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "_SLICE_ROWS", 3)
    numbers = [f"{number}" for number in range(20)]
    text = written(tmp_path, TWO_TEXTS, pd.DataFrame({"a": numbers, "b": numbers}))
    assert text == "a,b\r\n" + "".join(f"{number},{number}\r\n" for number in numbers)


@pytest.mark.parametrize("other_name", ["n7", "other", None])
def test_a_name_that_comes_with_an_id_stands_beside_it_and_another_one_too(
    tmp_path: Path, other_name: str | None
) -> None:
    # 300 ids and names are more pairs than are joined; each id stands in ten rows, as in a month of shifts.
    ids = [f"e{number}" for number in range(300)] * 10
    names = [*(f"n{number % 300}" for number in range(2999)), other_name]
    frame = pd.DataFrame({"a": pd.Categorical(ids), "b": pd.Categorical(names)})
    cells = (f"{one},{other or ''}\r\n" for one, other in zip(ids, names, strict=True))
    assert written(tmp_path, TWO_TEXTS, frame) == "a,b\r\n" + "".join(cells)


def test_an_empty_cell_is_told_from_a_moment_before_1970(tmp_path: Path) -> None:
    table = table_of(ReportColumn("day", SAY, "day"), ReportColumn("minute", SAY, "minute"))
    frame = pd.DataFrame({"day": [NO_DAY, -1, FIRST], "minute": [minute(1, 23, 59), -1, NO_DAY]}, dtype="int32")
    assert written(tmp_path, table, frame) == (
        "day,minute\r\n,2026-10-01 23:59\r\n1969-12-31,1969-12-31 23:59\r\n2026-10-01,\r\n"
    )


def test_a_month_is_six_files_and_a_workbook(tmp_path: Path) -> None:
    paths = write_month(example(), tmp_path / "out" / "october")
    assert [path.name for path in paths] == [
        *("ledger.csv", "adjustments.csv", "attendance.csv", "swaps.csv", "problems.csv", "sources.csv"),
        "payroll-2026-10.xlsx",
    ]
    assert sorted(path.name for path in paths) == names_in(tmp_path / "out" / "october")


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_month(example(), tmp_path / "a")]
    second = [path.read_bytes() for path in write_month(example(), tmp_path / "b")]
    assert first == second


def test_problems_speak_the_chosen_language(tmp_path: Path) -> None:
    problems = [Problem(TIME_IMPOSSIBLE, "punches.csv", "", 118, "time", "25:10"), Problem(TIME_IMPOSSIBLE)]
    [path] = write_problems(problems, "zh", tmp_path)
    assert path.read_bytes().decode("utf-8-sig").split("\r\n")[1:] == [
        "error,TIME-IMPOSSIBLE,punches.csv,,118,time,25:10,时间“25:10”不存在。,请改正单元格。",
        "error,TIME-IMPOSSIBLE,,,,,,时间“”不存在。,请改正单元格。",
        "",
    ]
    write_problems(problems, "en", tmp_path)
    assert "time «25:10» does not exist.,Correct the cell." in path.read_text(encoding="utf-8-sig")


def test_a_file_name_that_is_no_unicode_is_still_listed(tmp_path: Path) -> None:
    kind = ProblemKind("X", "warning", Text("某", "some"), Text("改", "do"))
    [path] = write_problems([Problem(kind, file="\udcb4\udcf2.csv")], "zh", tmp_path)
    assert "warning,X,??.csv,,,,,某,改" in path.read_text(encoding="utf-8-sig")


def test_a_failure_leaves_the_old_files_and_no_rest(tmp_path: Path) -> None:
    def succeed(path: Path) -> None:
        path.write_text("new")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(OutputError) as caught:
        write_together(tmp_path, {"a.csv": succeed, "b.csv": fail})
    assert "磁盘空间不足" in caught.value.text.zh
    assert "b.csv" in caught.value.text.en
    assert names_in(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_the_rest_of_a_killed_run_goes_with_the_next(tmp_path: Path) -> None:
    rest = tmp_path / ".payroll-writing-abc"
    rest.mkdir()
    (rest / "ledger.csv").write_text("half")
    write_problems([], "en", tmp_path)
    assert names_in(tmp_path) == ["problems.csv"]


def test_a_folder_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError) as caught:
        write_month(example(), tmp_path / "out")
    assert str(tmp_path / "out") in caught.value.text.zh
    assert "a file of this name exists" in caught.value.text.en


@pytest.mark.parametrize(
    ("error", "chinese", "english"),
    [
        (FileNotFoundError(errno.ENOENT, ""), "这个位置不能建文件夹", "there can be no folder"),
        (PermissionError(errno.EACCES, ""), "没有写入权限", "no permission"),
        (OSError(errno.EROFS, ""), "该磁盘是只读的", "the disk is read-only"),
    ],
)
def test_a_folder_that_cannot_be_made_is_no_folder_that_vanished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, chinese: str, english: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "mkdir", refused)
    folder = tmp_path / "out"
    with pytest.raises(OutputError) as caught:
        write_together(folder, {"a.csv": lambda path: path.touch()})
    assert caught.value.text.zh.startswith(f"无法建立文件夹 {folder}：{chinese}")
    assert caught.value.text.en.startswith(f"cannot make the folder {folder}: {english}")


def test_a_file_that_is_a_folder_leaves_all_the_others_old(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").write_text("old")
    (tmp_path / "swaps.csv").mkdir()
    with pytest.raises(OutputError, match=r"swaps\.csv"):
        write_month(example(), tmp_path)
    assert (tmp_path / "ledger.csv").read_text() == "old"
    assert names_in(tmp_path) == ["ledger.csv", "swaps.csv"]


def test_amounts_are_never_made_harmless(tmp_path: Path) -> None:
    report = dataclasses.replace(example(), places=0)
    lines = written(tmp_path, ADJUSTMENTS, report.adjustments, report.places).split("\r\n")
    assert lines[1].startswith("0007,王小明,人民广场店,office-service@2026-01-01#3f9a1c20,400000,-4000,0,")
