"""The filters of the posted lines: each alone, together, at their boundaries, and on both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.dialects import postgresql

from payroll.ledger.errors import BookError
from payroll.ledger.lines import read_lines
from payroll.ledger.schema import LINE
from payroll.ledger.showing import LineFilter, conditions

ROWS = (
    # sequence, period, employee, store, rule, kind, amount
    (1, "2026-10", "E01", "南京路店", "lateness", "charge", -2000),
    (2, "2026-10", "E02", "南京路店", "absence", "charge", -5000),
    (3, "2026-10", "E01", "仓库", "guard", "relief", 3000),
    (4, "2026-11", "E01", "南京路店", "lateness", "correction", 2000),
    (5, "2026-11", "E03", "", "incident", "notice", 0),
    (6, "2026-11", "e01", "南京路店 ", "lateness", "charge", -4999),
)
NAMES = ("sequence", "period", "employee_id", "store", "rule", "kind", "amount")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    empty = {column.name: 0 if column.name == "occurrence" else "" for column in LINE.columns}
    with create_engine("sqlite://").connect() as connection:
        LINE.create(connection)
        rows = [{**empty, **dict(zip(NAMES, row, strict=True)), "entry_id": f"line {row[0]}"} for row in ROWS]
        connection.execute(insert(LINE), rows)
        yield connection


def shown(connection: Connection, wanted: LineFilter) -> list[int]:
    sequences: list[int] = read_lines(connection, *conditions(wanted))["sequence"].tolist()
    return sequences


@pytest.mark.parametrize(
    ("wanted", "sequences"),
    [
        (LineFilter(), [1, 2, 3, 4, 5, 6]),
        (LineFilter(periods=("2026-10",)), [1, 2, 3]),
        (LineFilter(periods=("2026-10", "2026-11")), [1, 2, 3, 4, 5, 6]),
        (LineFilter(employees=("E01",)), [1, 3, 4]),
        (LineFilter(employees=("E02", "E03")), [2, 5]),
        (LineFilter(stores=("南京路店",)), [1, 2, 4]),
        (LineFilter(stores=("",)), [5]),
        (LineFilter(rules=("lateness",)), [1, 4, 6]),
        (LineFilter(amount_to=-5000), [2]),
        (LineFilter(amount_to=-4999), [2, 6]),
        (LineFilter(amount_from=3000), [3]),
        (LineFilter(amount_from=3001), []),
        (LineFilter(amount_from=-2000, amount_to=0), [1, 5]),
        (LineFilter(amount_from=0, amount_to=0), [5]),
        (LineFilter(employees=("E01",), rules=("lateness",), amount_to=-1), [1]),
        (LineFilter(employees=("' OR 1=1 --",)), []),
    ],
)
def test_a_line_is_shown_if_it_meets_everything_asked(
    connection: Connection, wanted: LineFilter, sequences: list[int]
) -> None:
    assert shown(connection, wanted) == sequences


CHOICES = st.builds(
    LineFilter,
    *(
        st.lists(st.sampled_from(sorted({str(row[place]) for row in ROWS})), max_size=3).map(tuple)
        for place in range(1, 5)
    ),
    amount_from=st.none() | st.integers(-6000, -1),
    amount_to=st.none() | st.integers(0, 4000),
)


@given(CHOICES)
def test_all_conditions_together_are_each_of_them_in_turn(connection: Connection, wanted: LineFilter) -> None:
    nothing = LineFilter()
    alone = [set(shown(connection, replace(nothing, **{name: getattr(wanted, name)}))) for name in LineFilter.__slots__]
    assert shown(connection, wanted) == sorted(set.intersection(*alone))


def test_postgres_is_asked_the_same() -> None:
    wanted = conditions(LineFilter(periods=("2026-10",), amount_to=-1))
    text = str(select(LINE.c.sequence).where(*wanted).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert "line.period IN" in text
    assert "line.amount <=" in text


@pytest.mark.parametrize(("lowest", "highest"), [(-2000, -5000), (1, 0), (2**63, None), (None, -(2**63) - 1)])
def test_amounts_between_which_nothing_can_lie_are_refused(lowest: int | None, highest: int | None) -> None:
    with pytest.raises(BookError) as caught:
        conditions(LineFilter(amount_from=lowest, amount_to=highest))
    assert caught.value.text.zh
    assert str(lowest if lowest is not None else highest) in caught.value.text.en
