"""Who a clock means: the table identities decides, names only suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from payroll.intake.identities import plain_name
from payroll.intake.raw import RawTable
from payroll.problems import Problem
from tests.raw_tables import clean, raw_table

ROSTER = """
employee_id, name, hire_date, base_wage
0007, 林晓, 2024-03-01, 5000
0008, 陈默, 2025-06-15, 4800
0009, 王伟, 2025-06-15, 4800
0010, 王伟, 2025-06-15, 4800
47, 周舟, 2025-06-15, 4800
"""


def clock(text: str, file: str = "export.dat", name: str = "attlog") -> RawTable:
    """Return punches as a clock's reader gives them."""
    return replace(raw_table(text, file), format=name)


def month(punches: RawTable | Sequence[RawTable], identities: str = "", **tables: str) -> Mapping[str, object]:
    given: dict[str, str | RawTable | Sequence[RawTable]] = {"employees": ROSTER, "punches": punches, **tables}
    if identities:
        given["identities"] = "clock, clock_id, employee_id\n" + identities
    cleaned = clean(given)
    ids = cleaned.tables.employees["employee_id"].tolist()
    return {
        "punches": [ids[at] for at in cleaned.tables.punches["employee"]],
        "problems": cleaned.problems,
        "unclear": {ids[at] for at in cleaned.tables.unclear["employee"]},
    }


def only(found: Mapping[str, object], code: str) -> Problem:
    problems = found["problems"]
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == [code]
    problem = problems[0]
    assert isinstance(problem, Problem)
    return problem


def test_a_clocks_id_is_whose_the_identities_say() -> None:
    taps = clock("employee_id, time\n5, 2026-10-08 08:30")
    found = month(taps, "attlog, 5, 0007")
    assert (found["punches"], found["problems"]) == (["0007"], [])


def test_what_the_identities_say_goes_before_an_employee_of_that_id() -> None:
    taps = clock("employee_id, time\n47, 2026-10-08 08:30")
    assert month(taps)["punches"] == ["47"]
    assert month(taps, "attlog, 47, 0008")["punches"] == ["0008"]


def test_in_a_table_of_our_own_an_employees_id_goes_first_and_an_unknown_id_is_looked_up() -> None:
    taps = raw_table("employee_id, time\n47, 2026-10-08 08:30\n林晓, 2026-10-08 08:31", "punches.csv")
    assert month(taps, ", 47, 0008\n, 林晓, 0007")["punches"] == ["0007", "47"]


@pytest.mark.parametrize("name", ["attlog", "ATTLOG", "export", "export.dat", ""])
def test_a_clock_is_named_by_its_format_its_file_or_not_at_all(name: str) -> None:
    taps = clock("employee_id, time\n5, 2026-10-08 08:30")
    assert month(taps, f"{name}, 5, 0007")["punches"] == ["0007"]


def test_a_row_about_another_clock_does_not_count() -> None:
    taps = clock("employee_id, time\n5, 2026-10-08 08:30")
    assert only(month(taps, "dingtalk, 5, 0007"), "CLOCK-PERSON-UNKNOWN").value == "5"


def test_the_same_id_on_two_clocks_may_be_two_people() -> None:
    north = clock("employee_id, time\n5, 2026-10-08 08:30", "north.dat")
    south = clock("employee_id, time\n5, 2026-10-08 08:31", "south.dat")
    assert month([north, south], "north, 5, 0007\nsouth, 5, 0008")["punches"] == ["0007", "0008"]


def test_an_unknown_person_is_listed_once_with_the_best_guess_and_the_row_to_write() -> None:
    taps = clock("employee_id, name, time\n5, 林 晓（离职）, 2026-10-08 08:30\n5, 林晓, 2026-10-09 08:30")
    problem = only(month([taps, replace(taps, file="more.dat")]), "CLOCK-PERSON-UNKNOWN")
    assert (problem.file, problem.row, problem.value) == ("export.dat", 2, "5")
    assert "0007 林晓" in problem.message("zh")
    assert "(2 rows" in problem.message("en")
    assert problem.fix("en").endswith("attlog,5,0007")


def test_of_two_employees_of_one_name_both_are_named() -> None:
    taps = clock("employee_id, name, time\n5, 王伟, 2026-10-08 08:30")
    message = only(month(taps), "CLOCK-PERSON-UNKNOWN").message("en")
    assert "perhaps 0009 王伟 or 0010 王伟" in message


def test_a_person_called_47_is_not_the_employee_47() -> None:
    taps = clock("employee_id, name, time\n5, 47, 2026-10-08 08:30")
    found = month(taps)
    assert found["punches"] == []
    assert only(found, "CLOCK-PERSON-UNKNOWN").value == "5"


def test_somebody_like_nobody_is_said_to_be_so() -> None:
    taps = clock("employee_id, name, time\n5, Visitor, 2026-10-08 08:30")
    assert "no employee has a name like it" in only(month(taps), "CLOCK-PERSON-UNKNOWN").message("en")


def test_who_has_the_name_of_an_unknown_person_is_not_charged_for_the_day() -> None:
    taps = clock("employee_id, name, time\n5, 林晓, 2026-10-08 08:30")
    assert month(taps)["unclear"] == {"0007"}


def test_an_identity_of_nobody_is_an_error_of_its_row() -> None:
    taps = clock("employee_id, time\n0007, 2026-10-08 08:30")
    problem = only(month(taps, "attlog, 5, 0099"), "EMPLOYEE-UNKNOWN")
    assert (problem.file, problem.row, problem.value) == ("identities.csv", 2, "0099")


def test_one_id_of_a_clock_for_two_employees_is_an_error() -> None:
    taps = clock("employee_id, time\n0007, 2026-10-08 08:30")
    found = month(taps, "attlog, 5, 0007\nattlog, 5, 0008")
    problems = found["problems"]
    assert isinstance(problems, list)
    assert {problem.code for problem in problems} == {"KEY-REPEATED"}


@pytest.mark.parametrize(
    ("name", "doubted"), [("陈默", True), ("林晓", False), ("林晓Lily", False), ("LIN XIAO", False)]
)
def test_another_name_under_an_employees_id_is_a_doubt(name: str, doubted: bool) -> None:
    taps = clock(f"employee_id, name, time\n0007, {name}, 2026-10-08 08:30")
    found = month(taps)
    problems = found["problems"]
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == (["CLOCK-NAME-DIFFERS"] if doubted else [])
    assert found["punches"] == ["0007"]


def test_names_are_compared_without_blanks_and_brackets_at_the_end() -> None:
    assert plain_name(" 林 晓（已离职）") == plain_name("林晓（小林）（离职）") == "林晓"
    assert plain_name("（离职）") == "(离职)"


def test_a_rota_of_names_is_matched_by_the_identities() -> None:
    rota = replace(raw_table("姓名, 1, 2\n林晓, 早班, 休", "rota.xlsx"), format="xlsx", title="2026-10")
    cleaned = clean(
        {
            "employees": ROSTER,
            "shifts": rota,
            "punches": "employee_id, time",
            "identities": "clock, clock_id, employee_id\n, 林晓, 0007",
        }
    )
    assert [problem.code for problem in cleaned.problems if problem.severity == "error"] == []
    assert cleaned.tables.employees["employee_id"].iloc[cleaned.tables.shifts["employee"].iloc[0]] == "0007"
