import numpy as np
import pyarrow as pa
import pytest

from payroll.intake.clean import Cleaned
from payroll.intake.zones import PolicyFacts
from payroll.period import FOREVER, NO_DAY, iso_day, iso_minute, pay_period
from payroll.problems import Problem
from tests.raw_tables import OCTOBER, PEOPLE, TWO_POLICIES, clean, codes, raw_table, typed_table

OCT_8 = 20734


def problem(cleaned: Cleaned, code: str) -> Problem:
    found = [problem for problem in cleaned.problems if problem.code == code]
    assert len(found) == 1, codes(cleaned)
    return found[0]


def punches(cleaned: Cleaned) -> list[tuple[int, str]]:
    table = cleaned.tables.punches
    return [(int(employee), iso_minute(time)) for employee, time in zip(table["employee"], table["time"], strict=True)]


def unclear(cleaned: Cleaned) -> list[tuple[int, str | None]]:
    table = cleaned.tables.unclear
    return [
        (int(employee), None if day == NO_DAY else iso_day(day))
        for employee, day in zip(table["employee"], table["date"], strict=True)
    ]


def left_out(cleaned: Cleaned, table: str) -> dict[int, int]:
    return {int(row): int(fate) for row, fate in cleaned.left_out[table][["row", "fate"]].itertuples(index=False)}


# ---------------------------------------------------------------- the tables


def test_a_clean_month_has_no_problems_and_the_frames_that_are_declared() -> None:
    cleaned = clean(
        {
            "employees": """
employee_id, name, store, position, policy, hire_date, termination_date, base_wage, probation_end
0008, 陈默, 南店, 客服, shop, 2025-06-15, 2026-10-20, 4800.50, 2025-09-15
0007, 林晓, , , , 2024-03-01, , 5000,
""",
            "wages": "employee_id, effective_from, base_wage\n0007, 2026-10-05, 5200",
            "assignments": "employee_id, effective_from, policy, store, position\n0007, 2026-10-05, , 北店,",
            "shifts": """
employee_id, date, shift, start, end
0007, 2026-10-08, office, ,
0008, 2026-10-08, , 18:30, 24:00
""",
            "punches": "employee_id, time, device\n0008, 2026-10-08 18:29:59, 1\n0007, 2026-10-08 08:42:10, 1",
            "swaps": """
swap_id, requester_id, counterpart_id, date, counterpart_date, requested_at, status, approved_by, handover
S1, 0007, 9999, 2026-10-08, , 2026-10-07 12:00, 审批通过, 周店长, 完整
""",
            "complaints": """
complaint_id, employee_id, received_at, decided_at, source, category, severity, status, amount, note
C1, 0007, 2026-10-08 10:00, , 客户, 服务, minor, 属实, , 态度
C2, 0007, 2026-10-08 10:00, 2026-10-09 10:00, sales, 物流, , open, 0,
""",
            "leave": """
leave_id, employee_id, from, to, kind, requested_at, status
L1, 0007, 2026-10-08, 2026-10-09, 年假, 2026-10-01 09:00, approved
L2, 0007, 2026-10-10 13:00, 2026-10-10, , 2026-10-01 09:00, 审批中
""",
            "incidents": "incident_id, employee_id, date, code\nI1, 0007, 2026-10-08, private-call",
            "additions": "addition_id, employee_id, date, kind, amount\nA1, 0007, 2026-10-08, 提成, 88.8",
        }
    )
    tables = cleaned.tables
    assert cleaned.problems == []
    assert [source.file for source in tables.files][:3] == ["employees.csv", "wages.csv", "assignments.csv"]
    people = tables.employees
    assert people["employee_id"].tolist() == ["0007", "0008"]
    assert people["termination_date"].tolist() == [FOREVER, OCT_8 + 12]
    assert people["base_wage"].tolist() == [500000, 480050]
    assert people["probation_end"].tolist()[0] == NO_DAY
    assert people["row"].tolist() == [3, 2]
    assert tables.wages.to_dict("list") == {
        "employee": [0],
        "effective_from": [OCT_8 - 3],
        "base_wage": [520000],
        "file": [1],
        "row": [2],
    }
    assert tables.assignments[["policy", "store"]].to_numpy().tolist() == [["", "北店"]]
    assert tables.shifts[["employee", "shift", "start", "end"]].to_numpy().tolist() == [
        [0, "office", -1, -1],
        [1, "", 1110, 1440],
    ]
    assert punches(cleaned) == [(0, "2026-10-08 08:42"), (1, "2026-10-08 18:29")]
    assert tables.punches["row"].tolist() == [3, 2]
    assert tables.swaps[["requester", "counterpart", "status", "handover"]].to_numpy().tolist() == [
        [0, -1, "approved", "complete"]
    ]
    assert tables.swaps["counterpart_date"].tolist() == [NO_DAY]
    complaints = tables.complaints
    assert (complaints["decided_at"] - complaints["received_at"]).tolist() == [0, 1440]
    assert complaints["category"].tolist() == ["service", "物流"]
    assert complaints["amount"].tolist() == [-1, 0]
    leave = tables.leave
    assert [iso_minute(time) for time in leave["start"]] == ["2026-10-08 00:00", "2026-10-10 13:00"]
    assert [iso_minute(time) for time in leave["end"]] == ["2026-10-10 00:00", "2026-10-11 00:00"]
    assert leave["whole_days"].tolist() == [True, False]
    assert tables.additions["amount"].tolist() == [8880]
    assert tables.incidents["note"].tolist() == [""]
    assert len(tables.unclear) == 0


@pytest.mark.parametrize(
    ("mark", "is_correction"),
    [("补卡", True), ("补卡审批通过", True), ("Correction", True), ("外勤", False), ("", False)],
)
def test_a_mark_may_say_that_a_punch_was_added_later(mark: str, is_correction: bool) -> None:
    cleaned = clean({"punches": f"employee_id, time, mark\n0007, 2026-10-08 08:42, {mark}\n0007, 2026-10-08 17:31,"})
    assert cleaned.tables.punches["marked"].tolist() == [is_correction, False]


def test_a_punch_that_stands_without_the_mark_as_well_is_no_correction() -> None:
    marked, plain = "0007, 2026-10-08 08:42:10, 补卡", "0007, 2026-10-08 08:42:10,"
    other = "0007, 2026-10-08 17:31:00, 补卡"
    for rows in ([marked, plain, other], [plain, other, marked], [plain, marked, marked, other]):
        cleaned = clean({"punches": "\n".join(["employee_id, time, mark", *rows])})
        assert cleaned.tables.punches["marked"].tolist() == [False, True]
    with_mark, without = raw_table(f"employee_id, time, mark\n{marked}"), raw_table(f"employee_id, time, m\n{plain}")
    in_two_files = clean({"punches": [with_mark, without]})
    assert in_two_files.tables.punches["marked"].tolist() == [False]
    twice_marked = clean({"punches": [with_mark, with_mark]})
    assert twice_marked.tables.punches["marked"].tolist() == [True]


def test_the_columns_have_the_declared_types_also_when_empty() -> None:
    for cleaned in (clean({}), clean({"shifts": "employee_id, date, shift\n0007, 2026-10-08, A"})):
        kinds = {name: str(kind) for name, kind in cleaned.tables.shifts.dtypes.items()}
        assert kinds == {
            "employee": "int32",
            "date": "int32",
            "shift": "category",
            "start": "int16",
            "end": "int16",
            "file": "int32",
            "row": "int32",
        }
        types = cleaned.tables.punches.dtypes.astype(str).to_dict()
        assert types.pop("device") == "category"
        assert types.pop("marked") == "bool"
        assert set(types.values()) == {"int32"}
        assert str(cleaned.tables.employees["employee_id"].dtype) == "str"
        assert str(cleaned.tables.leave["whole_days"].dtype) == "bool"
        assert str(cleaned.tables.complaints["amount"].dtype) == "int64"
        assert str(cleaned.tables.unclear["date"].dtype) == "int32"


def test_rows_of_several_files_stand_together_with_their_origin() -> None:
    files = [
        raw_table("employee_id, time, device\n0008, 2026-10-02 08:00, 1", "punches/a.csv"),
        raw_table("employee_id, time\n0007, 2026-10-01 08:00\n0007, 2026-10-03 08:00", "punches/b.csv"),
    ]
    cleaned = clean({"punches": files})
    assert punches(cleaned) == [(0, "2026-10-01 08:00"), (0, "2026-10-03 08:00"), (1, "2026-10-02 08:00")]
    names = [cleaned.tables.files[file].file for file in cleaned.tables.punches["file"]]
    assert names == ["punches/b.csv", "punches/b.csv", "punches/a.csv"]


def test_words_of_several_files_are_joined() -> None:
    files = [
        raw_table("employee_id, date, shift\n0007, 2026-10-01, A", "shifts1.csv"),
        raw_table("employee_id, date, shift\n0007, 2026-10-02, B\n0007, 2026-10-03, 休", "shifts2.csv"),
    ]
    assert clean({"shifts": files}).tables.shifts["shift"].tolist() == ["A", "B", "rest"]


# ---------------------------------------------------------------- cells in error


def test_a_bad_cell_makes_one_problem_that_names_place_heading_and_value() -> None:
    table = raw_table(
        "employee_id, time\n0007, 2026-10-08 25:10\n0007, 2026-10-08 18:00", "打卡.csv", headings={"time": "打卡时间"}
    )
    cleaned = clean({"punches": table})
    found = problem(cleaned, "TIME-IMPOSSIBLE")
    assert (found.place(), found.column, found.value) == ("打卡.csv:2", "打卡时间", "2026-10-08 25:10")
    assert found.message("en") == "time «25:10» does not exist; write 00:00 to 24:00"
    assert found.message("zh") == "时间“25:10”不存在，应在 00:00 至 24:00 之间"
    assert punches(cleaned) == [(0, "2026-10-08 18:00")]
    assert left_out(cleaned, "punches") == {2: 2}


def test_every_bad_cell_of_a_row_is_found_in_one_pass() -> None:
    cleaned = clean({"wages": "employee_id, effective_from, base_wage\n0007, 2026-02-30, 0\n0009, 2026-10-01, x"})
    assert codes(cleaned) == [
        ("DATE-IMPOSSIBLE", 2),
        ("MONEY-ZERO", 2),
        ("EMPLOYEE-UNKNOWN", 3),
        ("MONEY-FORM", 3),
    ]


def test_every_problem_can_be_said_in_both_languages() -> None:
    cleaned = clean(
        {
            "employees": PEOPLE + "0009, 王, 2026-10-08, -5\n0010, , 46113, 5.001\n０１１, 李, 03/04/2026, 5",
            "shifts": "employee_id, date, shift, start, end\n7, 2026-10-01, , ,\n0007, 2026-10-02, , 8:00,\n"
            "0007, 2026-10-03, 休, 8:00, 9:00\n0007, 2026-10-04, , 0.35, 9:00\n合计, , , ,",
            "punches": "employee_id, time\n7.0, 2026-10-01\n0008, 2026-10-01 08:00\n0008, 2026-10-01 08:00",
            "complaints": "complaint_id, employee_id, received_at, decided_at, source, category, status\n"
            "C1, 0007, 2026-10-02 08:00, 2026-10-01 08:00, boss, service, open",
        }
    )
    assert len(cleaned.problems) >= 14
    for found in cleaned.problems:
        for sentence in (found.message("zh"), found.message("en"), found.fix("zh"), found.fix("en")):
            assert sentence
            assert "{" not in sentence


def test_of_very_many_bad_cells_a_hundred_are_listed_and_the_rest_counted() -> None:
    rows = "\n".join(f"0007, 0{1 + number % 9}/01/2026 08:{number % 60:02d}" for number in range(250))
    cleaned = clean({"punches": "employee_id, time\n" + rows})
    assert len(cleaned.problems) == 100
    assert "150" in cleaned.problems[-1].message("en")
    assert "150" not in cleaned.problems[-2].message("en")
    assert len(left_out(cleaned, "punches")) == 250


def test_amounts_have_the_places_of_the_currency() -> None:
    yen = PolicyFacts("JPY", {"shop": ((0, "Asia/Tokyo"),)})
    people = "employee_id, name, hire_date, base_wage\n1, 林, 2024-03-01, 250000\n2, 陈, 2024-03-01, 250000.00"
    cleaned = clean({"employees": people}, yen)
    assert cleaned.tables.employees["base_wage"].tolist() == [250000]
    assert codes(cleaned) == [("MONEY-PLACES", 3)]


def test_a_negative_or_empty_base_wage_is_an_error_and_so_is_none() -> None:
    people = "employee_id, name, hire_date, base_wage\n1, 林, 2024-03-01, 0\n2, 陈, 2024-03-01,\n3, 王, 2024-03-01, 1"
    cleaned = clean({"employees": people})
    assert codes(cleaned) == [("MONEY-ZERO", 2), ("VALUE-MISSING", 3)]


def test_stored_numbers_and_dates_are_understood() -> None:
    people = typed_table(
        {
            "employee_id": pa.array(["0007", "0008"]),
            "name": pa.array(["林晓", "陈默"]),
            "hire_date": pa.array([19783, 20254], pa.int32()).cast(pa.date32()),
            "base_wage": pa.array([5000.0, 4800.5]),
        }
    )
    times = pa.array(np.array(["2026-10-08T08:42:10", "2026-10-08T18:00:00"], "datetime64[ms]"))
    stored = typed_table({"employee_id": pa.array([8, 7]), "time": times})
    cleaned = clean({"employees": people, "punches": stored})
    assert cleaned.tables.employees["base_wage"].tolist() == [500000, 480050]
    assert codes(cleaned) == [("EMPLOYEE-UNKNOWN", 2), ("EMPLOYEE-UNKNOWN", 3)]
    assert unclear(cleaned) == [(0, "2026-10-08"), (1, "2026-10-08")]


# ---------------------------------------------------------------- ids


def test_an_unknown_id_is_one_problem_with_a_guess_and_the_number_of_rows() -> None:
    cleaned = clean({"punches": "employee_id, time\n7, 2026-10-08 08:00\n8x, 2026-10-08 08:00\n7, 2026-10-09 08:00"})
    assert codes(cleaned) == [("EMPLOYEE-UNKNOWN", 2), ("EMPLOYEE-UNKNOWN", 3)]
    first, second = cleaned.problems
    assert "«0007»" in first.message("en")
    assert "2 rows" in first.message("en")
    assert "“0007”" in first.message("zh")
    assert "perhaps" not in second.message("en")


@pytest.mark.parametrize(
    ("written", "code", "guess"),
    [
        ("7", "EMPLOYEE-UNKNOWN", "0007"),
        ("00007", "EMPLOYEE-UNKNOWN", "0007"),
        ("7.0", "ID-NOT-TEXT", "0007"),
        ("e12", "EMPLOYEE-UNKNOWN", "E12"),
        ("1.23E+16", "ID-NOT-TEXT", "12345678901234567"),
        ("9", "EMPLOYEE-UNKNOWN", None),
    ],
)
def test_the_guess_names_the_one_employee_whose_id_it_resembles(written: str, code: str, guess: str | None) -> None:
    people = "employee_id, name, hire_date, base_wage\n" + "\n".join(
        f"{name}, 某, 2024-03-01, 5000" for name in ("0007", "E12", "12345678901234567", "05", "005")
    )
    cleaned = clean({"employees": people, "punches": f"employee_id, time\n{written}, 2026-10-08 08:00"})
    found = problem(cleaned, code)
    assert ("perhaps" in found.message("en")) == (guess is not None)
    assert guess is None or f"«{guess}»" in found.message("en")
    assert len(cleaned.tables.unclear) == (guess is not None)


def test_an_apostrophe_before_an_id_and_blanks_around_it_are_no_part_of_it() -> None:
    cleaned = clean({"punches": "employee_id, time\n'0007, 2026-10-08 08:00\n\u30000008\u3000, 2026-10-08 08:00"})
    assert cleaned.problems == []
    assert punches(cleaned) == [(0, "2026-10-08 08:00"), (1, "2026-10-08 08:00")]


def test_a_full_width_id_is_converted_with_a_warning() -> None:
    cleaned = clean({"punches": "employee_id, time\n０００７, 2026-10-08 08:00"})
    assert codes(cleaned) == [("FULL-WIDTH", 2)]
    assert punches(cleaned) == [(0, "2026-10-08 08:00")]


def test_rows_about_an_employee_whose_own_row_is_set_aside_are_set_aside_without_a_word() -> None:
    people = PEOPLE + "0009, 王, 2026-02-30, 5000"
    swaps = (
        "swap_id, requester_id, counterpart_id, date, requested_at, status\n"
        "S1, 0007, 0009, 2026-10-08, 2026-10-07 08:00, approved"
    )
    cleaned = clean({"employees": people, "punches": "employee_id, time\n0009, 2026-10-08 08:00", "swaps": swaps})
    assert codes(cleaned) == [("DATE-IMPOSSIBLE", 4)]
    assert left_out(cleaned, "punches") == {2: 2}
    assert left_out(cleaned, "swaps") == {2: 2}
    assert unclear(cleaned) == []


def test_a_damaged_id_in_the_employees_table_is_not_reported_again_in_the_others() -> None:
    people = PEOPLE + "9.0, 王, 2024-02-01, 5000"
    cleaned = clean({"employees": people, "punches": "employee_id, time\n9.0, 2026-10-08 08:00"})
    assert codes(cleaned) == [("ID-NOT-TEXT", 4)]


ALIKE = "employee_id, name, hire_date, base_wage\n" + "\n".join(
    f"{name}, 某, 2024-03-01, 5000"
    for name in ("007", "07", "7", "08", "12345678901234561", "12345678901234562", "22345678901234562")
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0007", ["007", "07", "7"]),
        ("7.0", ["007", "07", "7"]),
        ("1.23E+16", ["12345678901234561", "12345678901234562"]),
        ("12345678901234500", ["12345678901234561", "12345678901234562"]),
        ("22345678901234500", ["22345678901234562"]),
        ("8", ["08"]),
        ("9", []),
    ],
)
def test_a_damaged_id_makes_everybody_unclear_whose_id_it_resembles(written: str, meant: list[str]) -> None:
    cleaned = clean({"employees": ALIKE, "punches": f"employee_id, time\n{written}, 2026-10-08 08:00"})
    ids = cleaned.tables.employees["employee_id"].tolist()
    assert [ids[employee] for employee, _ in unclear(cleaned)] == meant
    [found] = cleaned.problems
    for name in ids:
        assert (f"«{name}»" in found.message("en").partition("perhaps")[2]) == (name in meant)
        assert (f"“{name}”" in found.message("zh").partition("可能是")[2]) == (name in meant)


def test_of_very_many_candidates_some_are_named_and_the_rest_counted() -> None:
    people = "employee_id, name, hire_date, base_wage\n" + "\n".join(
        f"123456789012345{number}, 某, 2024-03-01, 5000" for number in range(10, 40)
    )
    cleaned = clean({"employees": people, "punches": "employee_id, time\n1.23E+16, 2026-10-08 08:00"})
    assert len(unclear(cleaned)) == 30
    assert "30" in cleaned.problems[0].message("en")
    assert "等 30 人" in cleaned.problems[0].message("zh")


# ---------------------------------------------------------------- totals, blanks, repeats


@pytest.mark.parametrize("word", ["合计", "总计：", "小计", "Total", "SUM"])
def test_a_total_at_the_foot_is_skipped_with_a_warning(word: str) -> None:
    cleaned = clean(
        {"additions": f"addition_id, employee_id, date, kind, amount\nA1, 0007, 2026-10-08, 提成, 5\n{word}, , , , 5"}
    )
    assert codes(cleaned) == [("TOTAL-ROW", 3)]
    assert cleaned.tables.additions["row"].tolist() == [2]


def test_a_total_is_found_behind_empty_cells_but_not_in_a_valid_record() -> None:
    cleaned = clean(
        {
            "additions": "addition_id, employee_id, date, kind, amount\n, 合计, , , 5\nA1, 0007, 2026-10-08, 合计, 5\n"
            "sum, 0007, 2026-10-08, 提成, 5"
        }
    )
    assert codes(cleaned) == [("TOTAL-ROW", 2)]
    assert cleaned.tables.additions["row"].tolist() == [3, 4]


def test_a_wholly_blank_row_is_nothing() -> None:
    cleaned = clean({"punches": "employee_id, time\n , \n0007, 2026-10-08 08:00\n , "})
    assert cleaned.problems == []
    assert len(cleaned.tables.punches) == 1


def test_punches_of_the_same_second_are_one_and_of_the_same_minute_two() -> None:
    cleaned = clean(
        {
            "punches": """
employee_id, time
0007, 2026-10-08 08:42:10
0008, 2026-10-08 08:42:10
0007, 2026/10/8 8:42:10
0007, 2026-10-08 08:42:11
0007, 2026-10-08 08:42:10
"""
        }
    )
    found = problem(cleaned, "ROWS-REPEATED")
    assert found.row == 4
    assert found.details == {"count": "2", "rows": "4, 6"}
    assert cleaned.tables.punches["row"].tolist() == [2, 5, 3]
    assert left_out(cleaned, "punches") == {4: 1, 6: 1}


def test_a_row_that_stands_in_two_files_counts_once_and_names_the_other() -> None:
    files = [
        raw_table(f"incident_id, employee_id, date, code\nI1, 0007, 2026-10-08, {code}", f"{name}.csv")
        for name, code in (("a", "call"), ("b", "call"))
    ]
    cleaned = clean({"incidents": files})
    found = problem(cleaned, "ROW-REPEATED")
    assert found.place() == "b.csv:2"
    assert "a.csv:2" in found.message("zh")
    assert len(cleaned.tables.incidents) == 1


@pytest.mark.parametrize(("repeats", "expected"), [(20, "ROW-REPEATED"), (21, "ROWS-REPEATED")])
def test_many_repeated_rows_of_a_file_are_counted_in_one_warning(repeats: int, expected: str) -> None:
    rows = "\nI1, 0007, 2026-10-08, call" * (repeats + 1)
    cleaned = clean({"incidents": "incident_id, employee_id, date, code" + rows})
    assert {problem.code for problem in cleaned.problems} == {expected}
    assert len(cleaned.problems) == (20 if repeats == 20 else 1)
    assert len(cleaned.tables.incidents) == 1


def test_the_same_id_with_other_content_sets_both_rows_aside() -> None:
    cleaned = clean(
        {
            "complaints": """
complaint_id, employee_id, received_at, source, category, status
C1, 0007, 2026-10-08 10:00, customer, service, upheld
C2, 0007, 2026-10-08 10:00, customer, service, upheld
C1, 0007, 2026-10-08 10:00, 客户, 服务, rejected
C2, 0007, 2026/10/8 10:00, 客户, 服务, 属实
"""
        }
    )
    assert codes(cleaned) == [("KEY-REPEATED", 4), ("ROW-REPEATED", 5)]
    found = problem(cleaned, "KEY-REPEATED")
    assert found.value == "C1"
    assert found.message("en").startswith("«C1» is already in row 2")
    assert cleaned.tables.complaints["complaint_id"].tolist() == ["C2"]
    assert left_out(cleaned, "complaints") == {2: 2, 4: 2, 5: 1}


def test_a_key_of_two_columns_is_named_in_full() -> None:
    cleaned = clean({"wages": "employee_id, effective_from, base_wage\n0007, 2026-10-01, 5\n0007, 2026/10/1, 6"})
    assert problem(cleaned, "KEY-REPEATED").value == "0007 2026-10-01"
    assert len(cleaned.tables.wages) == 0


def test_an_employee_written_twice_with_other_content_is_set_aside() -> None:
    cleaned = clean(
        {"employees": PEOPLE + "0007, 林晓, 2024-03-01, 5001", "punches": "employee_id, time\n0007, 2026-10-08 08:00"}
    )
    assert codes(cleaned) == [("KEY-REPEATED", 4)]
    assert cleaned.tables.employees["employee_id"].tolist() == ["0008"]
    assert len(cleaned.tables.punches) == 0


def test_shifts_repeat_by_times_or_by_code() -> None:
    cleaned = clean(
        {
            "shifts": """
employee_id, date, shift, start, end
0007, 2026-10-08, A, ,
0007, 2026-10-08, B, ,
0007, 2026-10-08, A, ,
0007, 2026-10-09, , 8:00, 17:00
0007, 2026-10-09, C, 08:00, 17:00
0007, 2026-10-09, , 8:00, 17:01
0008, 2026-10-09, , 8:00, 17:00
"""
        }
    )
    assert codes(cleaned) == [("ROW-REPEATED", 4), ("ROW-REPEATED", 6)]
    assert cleaned.tables.shifts["row"].tolist() == [2, 3, 5, 7, 8]


@pytest.mark.parametrize(("last", "repeated"), [("2026-10-09", []), ("2026-10-08", [("ROW-REPEATED", 4)])])
def test_one_row_a_day_never_repeats_and_a_second_one_of_the_last_day_may(
    last: str, repeated: list[tuple[str, int]]
) -> None:
    rows = f"0007, 2026-10-07, A\n0007, 2026-10-08, A\n0007, {last}, A"
    cleaned = clean({"shifts": f"employee_id, date, shift\n{rows}"})
    assert codes(cleaned) == repeated


# ---------------------------------------------------------------- what rows must fulfil


def test_dates_before_the_hire_date_are_errors_and_the_hire_date_itself_is_not() -> None:
    cleaned = clean(
        {
            "employees": """
employee_id, name, hire_date, termination_date, base_wage, probation_end
1, 林, 2026-03-02, 2026-03-01, 5000,
2, 陈, 2026-03-02, 2026-03-02, 5000, 2026-03-02
3, 王, 2026-03-02, , 5000, 2026-03-01
"""
        }
    )
    assert codes(cleaned) == [("LEFT-BEFORE-HIRED", 2), ("PROBATION-BEFORE-HIRED", 4)]
    assert cleaned.tables.employees["employee_id"].tolist() == ["2"]


def test_a_policy_that_does_not_exist_is_an_error() -> None:
    people = (
        "employee_id, name, policy, hire_date, base_wage\n1, 林, Shop, 2024-03-01, 5000\n2, 陈, shop, 2024-03-01, 5000"
    )
    cleaned = clean({"employees": people, "assignments": "employee_id, effective_from, policy\n2, 2026-10-01, store"})
    assert codes(cleaned) == [("POLICY-UNKNOWN", 2), ("POLICY-UNKNOWN", 2)]
    assert "shop" in cleaned.problems[0].message("en")


def test_with_several_policies_everybody_needs_one_in_the_roster_or_an_assignment() -> None:
    people = """
employee_id, name, policy, hire_date, base_wage
1, 林, shop, 2024-03-01, 5000
2, 陈, , 2024-03-01, 5000
3, 王, , 2024-03-01, 5000
"""
    tables = {"employees": people, "assignments": "employee_id, effective_from, policy\n2, 2024-03-01, office"}
    cleaned = clean(tables, TWO_POLICIES)
    assert codes(cleaned) == [("POLICY-MISSING", 4)]
    assert cleaned.tables.employees["employee_id"].tolist() == ["1", "2"]
    assert codes(clean({"employees": people})) == []


def test_leave_that_ends_before_it_starts_is_an_error() -> None:
    cleaned = clean(
        {
            "leave": """
leave_id, employee_id, from, to, requested_at, status
L1, 0007, 2026-10-08, 2026-10-07, 2026-10-01 08:00, approved
L2, 0007, 2026-10-09, 2026-10-09, 2026-10-01 08:00, approved
L3, 0007, 2026-10-10 12:00, 2026-10-10 12:00, 2026-10-01 08:00, approved
L4, 0007, 2026-10-10 12:00, 2026-10-10 12:01, 2026-10-01 08:00, approved
"""
        }
    )
    assert codes(cleaned) == [("LEAVE-BACKWARDS", 2), ("LEAVE-BACKWARDS", 4)]
    assert cleaned.problems[0].value == "2026-10-07"
    assert cleaned.tables.leave["leave_id"].tolist() == ["L2", "L4"]
    assert unclear(cleaned) == [(0, "2026-10-07"), (0, "2026-10-08"), (0, "2026-10-10")]


def test_a_decision_before_the_complaint_is_a_warning_and_counts() -> None:
    cleaned = clean(
        {
            "complaints": """
complaint_id, employee_id, received_at, decided_at, source, category, status
C1, 0007, 2026-10-08 10:00, 2026-10-08 09:59, customer, service, upheld
C2, 0007, 2026-10-08 10:00, 2026-10-08 10:00, customer, service, upheld
"""
        }
    )
    assert [(found.code, found.severity, found.row) for found in cleaned.problems] == [
        ("DECIDED-BEFORE-RECEIVED", "warning", 2)
    ]
    assert len(cleaned.tables.complaints) == 2


def test_a_rota_row_is_a_code_or_two_times_or_a_day_off() -> None:
    cleaned = clean(
        {
            "shifts": """
employee_id, date, shift, start, end
0007, 2026-10-01, , ,
0007, 2026-10-02, , 8:00,
0007, 2026-10-03, , , 17:00
0007, 2026-10-04, A, 9:00,
0007, 2026-10-05, 公休, ,
0007, 2026-10-06, OFF, 8:00, 17:00
"""
        }
    )
    assert codes(cleaned) == [("SHIFT-EMPTY", 2), ("SHIFT-HALF", 3), ("SHIFT-HALF", 4), ("SHIFT-REST-TIMES", 7)]
    assert cleaned.tables.shifts["shift"].tolist() == ["rest", "rest", "rest", "A", "rest", "rest"]
    assert cleaned.tables.shifts["start"].tolist() == [-1, -1, -1, 540, -1, -1]
    assert left_out(cleaned, "shifts") == {2: 2, 3: 2, 4: 2, 7: 2}


def test_a_rota_row_in_error_stays_as_a_day_off_only_if_person_and_date_are_readable() -> None:
    cleaned = clean(
        {
            "shifts": """
employee_id, date, shift, start, end
0007, 2026-10-01, , 25:00, 26:00
0007, 2026-02-30, A, ,
0009, 2026-10-03, A, ,
"""
        }
    )
    assert codes(cleaned) == [
        ("TIME-IMPOSSIBLE", 2),
        ("TIME-IMPOSSIBLE", 2),
        ("DATE-IMPOSSIBLE", 3),
        ("EMPLOYEE-UNKNOWN", 4),
    ]
    assert cleaned.tables.shifts[["row", "shift"]].to_numpy().tolist() == [[2, "rest"]]


# ---------------------------------------------------------------- what must not become a charge


def test_punches_set_aside_make_their_day_unclear_or_the_whole_period() -> None:
    cleaned = clean(
        {
            "punches": """
employee_id, time
0007, 2026-10-08
0007, 2026-10-09 25:10
0008, 10/09/2026 08:00
8, 2026-10-11 08:00
0099, 2026-10-12 08:00
"""
        }
    )
    assert unclear(cleaned) == [(0, "2026-10-08"), (0, "2026-10-09"), (1, None), (1, "2026-10-11")]


@pytest.mark.parametrize("nobody", ["", "#N/A", "？", "null"])
def test_a_punch_of_which_it_cannot_be_told_whose_it_is_makes_everybody_unclear(nobody: str) -> None:
    cleaned = clean({"punches": f"employee_id, time\n{nobody}, 2026-10-08 08:00"})
    assert unclear(cleaned) == [(0, "2026-10-08"), (1, "2026-10-08")]
    cleaned = clean({"punches": f"employee_id, time\n{nobody}, 8 Oct"})
    assert unclear(cleaned) == [(0, None), (1, None)]


def test_leave_of_which_it_cannot_be_told_whose_it_is_makes_everybody_unclear() -> None:
    head = "leave_id, employee_id, from, to, requested_at, status\n"
    cleaned = clean({"leave": head + "L1, , 2026-10-08, 2026-10-09, 2026-10-01 09:00, approved"})
    assert unclear(cleaned) == [(0, "2026-10-08"), (0, "2026-10-09"), (1, "2026-10-08"), (1, "2026-10-09")]


def test_a_blank_row_and_a_total_make_nobody_unclear() -> None:
    assert unclear(clean({"punches": "employee_id, time\n, \n合计, 3"})) == []


def test_leave_set_aside_makes_each_of_its_days_unclear() -> None:
    cleaned = clean(
        {
            "leave": """
leave_id, employee_id, from, to, requested_at, status
L1, 0007, 2026-10-08, 2026-10-10, 2026-10-01, approved
L2, 0008, 2026-10-08, 30.2.2026, 2026-10-01 08:00, approved
L3, 7, 2026-10-20 18:00, 2026-10-20 19:00, 2026-10-01 08:00, approved
"""
        }
    )
    assert unclear(cleaned) == [
        (0, "2026-10-08"),
        (0, "2026-10-09"),
        (0, "2026-10-10"),
        (0, "2026-10-20"),
        (1, None),
    ]


def test_long_leave_set_aside_is_unclear_about_the_period_only() -> None:
    cleaned = clean(
        {
            "leave": """
leave_id, employee_id, from, to, requested_at, status
L1, 0007, 1990-01-01, 2099-01-01, x, approved
"""
        }
    )
    days = [day for _, day in unclear(cleaned)]
    assert (days[0], days[-1], len(days)) == ("2026-09-28", "2026-11-03", 37)


def test_both_rows_of_repeated_leave_are_unclear() -> None:
    cleaned = clean(
        {
            "leave": """
leave_id, employee_id, from, to, requested_at, status
L1, 0007, 2026-10-08, 2026-10-08, 2026-10-01 08:00, approved
L1, 0007, 2026-10-09, 2026-10-09, 2026-10-01 08:00, approved
"""
        }
    )
    assert unclear(cleaned) == [(0, "2026-10-08"), (0, "2026-10-09")]


# ---------------------------------------------------------------- time zones


def test_a_timestamp_with_an_offset_is_put_on_the_wall_clock_of_the_policy() -> None:
    cleaned = clean({"punches": "employee_id, time\n0007, 2026-10-08T00:42:10Z\n0007, 2026-10-08 20:42:10+09:00"})
    assert punches(cleaned) == [(0, "2026-10-08 08:42"), (0, "2026-10-08 19:42")]


def test_the_same_moment_with_and_without_offset_is_one_punch() -> None:
    cleaned = clean({"punches": "employee_id, time\n0007, 2026-10-08T00:42:10Z\n0007, 2026-10-08 08:42:10"})
    assert codes(cleaned) == [("ROW-REPEATED", 3)]


def test_the_zone_is_that_of_the_persons_policy_on_the_day() -> None:
    facts = PolicyFacts(
        "CNY", {"office": ((0, "Asia/Shanghai"),), "shop": ((0, "Asia/Tokyo"), (OCT_8, "Asia/Bangkok"))}
    )
    people = """
employee_id, name, policy, hire_date, base_wage
1, 林, shop, 2024-03-01, 5000
2, 陈, shop, 2024-03-01, 5000
"""
    cleaned = clean(
        {
            "employees": people,
            "assignments": "employee_id, effective_from, policy\n2, 2026-10-07, office",
            "punches": "employee_id, time\n"
            + "\n".join(f"{person}, 2026-10-0{day}T10:00:00Z" for person in (1, 2) for day in (6, 7, 8)),
        },
        facts,
    )
    assert [time[-5:] for _, time in punches(cleaned)] == ["19:00", "19:00", "17:00", "19:00", "18:00", "18:00"]


def test_a_swaps_time_is_that_of_the_requester() -> None:
    swaps = (
        "swap_id, requester_id, counterpart_id, date, requested_at, status\n"
        "S1, 0007, 0008, 2026-10-08, 2026-10-07T16:30:00Z, approved"
    )
    cleaned = clean({"swaps": swaps})
    assert iso_minute(cleaned.tables.swaps["requested_at"].iloc[0]) == "2026-10-08 00:30"


# ---------------------------------------------------------------- missing tables


def test_without_employees_nothing_else_is_complained_of() -> None:
    punches_table = raw_table("employee_id, time\n0007, 2026-10-08 08:00", "punches.csv")
    cleaned = clean({"punches": punches_table, "employees": []})
    assert cleaned.problems == []
    assert left_out(cleaned, "punches") == {2: 2}


@pytest.mark.parametrize("rows", ["", "\n, , , "])
def test_an_employees_table_without_employees_is_an_error(rows: str) -> None:
    cleaned = clean({"employees": "employee_id, name, hire_date, base_wage" + rows})
    assert codes(cleaned) == [("EMPLOYEES-NONE", None)]


def test_employees_who_are_all_set_aside_are_none_and_that_is_about_no_row() -> None:
    cleaned = clean({"employees": "employee_id, name, hire_date, base_wage\nA, Ann, 2020-01-01, 5k"})
    assert codes(cleaned) == [("EMPLOYEES-NONE", None), ("MONEY-FORM", 2)]
    one_is_left = "employee_id, name, hire_date, base_wage\nA, Ann, 2020-01-01, 5k\nB, Bob, 2020-01-01, 5000"
    assert codes(clean({"employees": one_is_left})) == [("MONEY-FORM", 2)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-09-28", [("PUNCHES-OF-OTHER-DAYS", None)]),
        ("2026-09-29", []),
        ("2026-11-02", []),
        ("2026-11-03", [("PUNCHES-OF-OTHER-DAYS", None)]),
    ],
)
def test_punches_of_which_none_lies_in_the_period_are_a_warning(day: str, expected: list[tuple[str, None]]) -> None:
    cleaned = clean({"punches": f"employee_id, time\n0007, {day} 08:00\n0008, {day} 23:59"})
    assert codes(cleaned) == expected
    for found in cleaned.problems:
        assert found.severity == "warning"
        assert "2 punches" in found.message("en")
        assert f"2026-10-01 至 2026-10-31）内，它们在 {day} 至 {day} 之间" in found.message("zh")


def test_a_pay_period_that_starts_late_in_the_month_is_no_matter_here() -> None:
    period = pay_period("2026-10", 26)
    assert period != OCTOBER
    assert clean({}, period=period).problems == []
