"""What somebody may have meant who wrote a name or an id that there is not."""

import pytest

from payroll.meant import employee_hint, unknown_employee

PEOPLE = [("0201", "李梅"), ("0101", "王建国"), ("0107", "王建国"), ("S9", "")]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("李梅", "; that is a name, write the id: 0201 李梅"),
        ("王建国 ", "; that is a name, write the id: 0101 王建国, 0107 王建国"),
        ("201", "; did you mean 0201?"),
        ("0211", "; did you mean 0201, 0101?"),
        ("王", ""),
        ("", ""),
    ],
)
def test_a_name_is_told_with_its_ids_and_an_id_with_those_like_it(written: str, english: str) -> None:
    assert employee_hint(written, PEOPLE).en == english


def test_it_is_said_in_both_languages() -> None:
    assert unknown_employee("李梅", PEOPLE) == (
        "员工表中没有工号 李梅；这是姓名，请写工号：0201 李梅",
        "李梅 is not in the employees table; that is a name, write the id: 0201 李梅",
    )
