"""Random single manipulations of a filled book, as the owner of the machine could make them, and what each must show.

Everything is drawn from the ``random.Random`` that is given. The book is that of ``book_examples.fill``: lines 1
to 6 are sealed by act 1, lines 7 to 11 by act 4, acts 2 and 3 lie between, and 2026-10 has a draft.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from payroll.ledger.chain import ACT_FIELDS, DRAFT_FIELDS, LINE_FIELDS, LINE_TAG, NO_HASH, RUN_FIELDS, row_hash
from payroll.ledger.guards import postgres_triggers, sqlite_triggers
from tests.ledger.book_examples import Bypass, MemoryStore

COLUMNS = {
    "line": (*LINE_FIELDS, "hash"),
    "act": (*ACT_FIELDS, "hash"),
    "run": (*RUN_FIELDS, "hash"),
    "draft": (*DRAFT_FIELDS, "hash"),
}
KEYS = {"line": "sequence", "act": "number", "run": "run_id", "draft": "period"}
LAST_LINE, LAST_ACT, FIRST_OPEN = 11, 4, 7

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Manipulation:
    """What is done, by its name and its doing, and one finding that it must bring about."""

    name: str
    do: Callable[[Bypass, MemoryStore], None]
    kind: str
    named: str


@dataclass(frozen=True)
class Tables:
    """The rows of a filled book, and the dialect of its database."""

    rows: dict[str, list[Row]]
    dialect: str

    def row(self, table: str, key: object) -> Row:
        return next(row for row in self.rows[table] if row[0] == key)


def manipulation(random: Random, tables: Tables) -> Manipulation:
    """Draw one."""
    return random.choice(_ALL)(random, tables)


def _sql(*statements: tuple[str, Sequence[Any]]) -> Callable[[Bypass, MemoryStore], None]:
    return lambda bypass, _: bypass.do(*statements)


def _set(table: str, key: object, column: str, value: object) -> tuple[str, Sequence[Any]]:
    return f"UPDATE {table} SET {column} = ? WHERE {KEYS[table]} = ?", (value, key)  # noqa: S608


def _delete(table: str, key: object) -> tuple[str, Sequence[Any]]:
    return f"DELETE FROM {table} WHERE {KEYS[table]} = ?", (key,)  # noqa: S608


def _insert(table: str, row: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row)  # noqa: S608


def _other(random: Random, value: Any, dialect: str) -> Any:
    """Return another value than ``value``, sometimes of another type where the database lets it."""
    others: list[Any]
    if type(value) is int:
        others = [value + 1, value - 1, -value, value * 10, 0, 2**40]
        typed: list[Any] = [value + 0.5]
    else:
        others = [value + " ", value + "0", value.replace("-", "+"), value[1:], value[:-1], value[::-1], value.upper()]
        typed = [value.encode(), b"\xff"]
    different = [each for each in others if each not in (value, "")]
    return random.choice(different + (typed if dialect == "sqlite" else []))


def _edited_line(random: Random, tables: Tables) -> Manipulation:
    row = random.choice(tables.rows["line"])
    column = random.choice(COLUMNS["line"][1:])
    value = _other(random, row[COLUMNS["line"].index(column)], tables.dialect)
    name = f"edit {column} of line {row[0]} to {value!r}"
    return Manipulation(name, _sql(_set("line", row[0], column, value)), "line", str(row[0]))


def _edited_act(random: Random, tables: Tables) -> Manipulation:
    row = random.choice(tables.rows["act"])
    column = random.choice(COLUMNS["act"][1:])
    value = _other(random, row[COLUMNS["act"].index(column)], tables.dialect)
    name = f"edit {column} of act {row[0]} to {value!r}"
    return Manipulation(name, _sql(_set("act", row[0], column, value)), "act", str(row[0]))


def _edited_run_or_draft(random: Random, tables: Tables) -> Manipulation:
    table = random.choice(("run", "draft"))
    row = random.choice(tables.rows[table])
    column = random.choice(COLUMNS[table])
    value = _other(random, row[COLUMNS[table].index(column)], "postgresql")  # keys are told as text
    named = value if column == KEYS[table] else row[0]
    return Manipulation(
        f"edit {column} of {table} {row[0]} to {value!r}", _sql(_set(table, row[0], column, value)), table, named
    )


def _deleted_line(random: Random, tables: Tables) -> Manipulation:
    number = random.choice(tables.rows["line"])[0]
    return Manipulation(f"delete line {number}", _sql(_delete("line", number)), "line", str(number))


def _deleted_act(random: Random, tables: Tables) -> Manipulation:
    number = random.choice(tables.rows["act"])[0]
    kind, named = ("line", FIRST_OPEN) if number == LAST_ACT else ("act", number)
    return Manipulation(f"delete act {number}", _sql(_delete("act", number)), kind, str(named))


def _deleted_run(random: Random, tables: Tables) -> Manipulation:
    run_id = random.choice(tables.rows["run"])[0]
    act = next((row[0] for row in tables.rows["act"] if row[3] == run_id), None)
    kind, named = ("act", str(act)) if act else ("draft", "2026-10")
    return Manipulation(f"delete run {run_id}", _sql(_delete("run", run_id)), kind, named)


def _deleted_draft(_: Random, tables: Tables) -> Manipulation:
    period, run_id, *_rest = tables.rows["draft"][0]
    return Manipulation(f"delete draft {period}", _sql(_delete("draft", period)), "run", run_id)


def _inserted_line(random: Random, tables: Tables) -> Manipulation:
    """A copy of a line at the end, with the old hash or one that fits."""
    copied = list(random.choice(tables.rows["line"]))
    copied[:2] = [LAST_LINE + 1, copied[1] + "#2"]
    if random.random() < 0.5:
        copied[-1] = row_hash(LINE_TAG, tables.rows["line"][-1][-1], copied[:-1])
    return Manipulation("insert a line", _sql(_insert("line", copied)), "line", str(LAST_LINE + 1))


def _inserted_act(random: Random, tables: Tables) -> Manipulation:
    copied = [LAST_ACT + 1, *random.choice(tables.rows["act"])[1:]]
    return Manipulation("insert an act", _sql(_insert("act", copied)), "act", str(LAST_ACT + 1))


def _inserted_run_or_draft(random: Random, tables: Tables) -> Manipulation:
    table, key = random.choice((("run", "e" * 64), ("draft", "2026-12")))
    copied = [key, *random.choice(tables.rows[table])[1:]]
    return Manipulation(f"insert a {table}", _sql(_insert(table, copied)), table, key)


def _swapped(random: Random, tables: Tables) -> Manipulation:
    table = random.choice(("line", "act"))
    one, other = sorted(random.sample([row[0] for row in tables.rows[table]], 2))
    key = KEYS[table]
    statements = (_set(table, one, key, 1000), _set(table, other, key, one), _set(table, 1000, key, other))
    return Manipulation(f"swap {table} {one} and {other}", _sql(*statements), table, str(one))


def _renumbered(random: Random, tables: Tables) -> Manipulation:
    table = random.choice(("line", "act"))
    number = random.choice(tables.rows[table])[0]
    new = random.choice((number + 100, -number, 0))
    named: tuple[str, object] = (table, new if new <= 0 else number)
    if (table, new) == ("act", LAST_ACT + 100):
        named = ("act", LAST_ACT)
    name = f"renumber {table} {number} to {new}"
    return Manipulation(name, _sql(_set(table, number, KEYS[table], new)), named[0], str(named[1]))


def _shifted(random: Random, tables: Tables) -> Manipulation:
    """Every line from one on has the number after its own."""
    numbers = [row[0] for row in tables.rows["line"]]
    first = random.choice(numbers)
    later = [number for number in reversed(numbers) if number >= first]
    statements = [_set("line", number, "sequence", number + 1) for number in later]
    return Manipulation(f"shift the lines from {first} on", _sql(*statements), "line", str(first))


def _replaced(random: Random, tables: Tables) -> Manipulation:
    """A line is replaced by one with another amount and a hash that fits it: the next one no longer does."""
    number = random.choice(tables.rows["line"])[0]
    row = list(tables.row("line", number))
    before = tables.row("line", number - 1)[-1] if number > 1 else NO_HASH
    row[COLUMNS["line"].index("amount")] += 100
    row[-1] = row_hash(LINE_TAG, before, row[:-1])
    kind, named = ("act", LAST_ACT) if number == LAST_LINE else ("line", number + 1)
    statements = (_delete("line", number), _insert("line", row))
    return Manipulation(f"replace line {number}", _sql(*statements), kind, str(named))


def _chained_anew(random: Random, tables: Tables) -> Manipulation:
    """A line has another amount, and all hashes from it on are computed again."""
    number = random.choice(tables.rows["line"])[0]
    previous = tables.row("line", number - 1)[-1] if number > 1 else NO_HASH
    statements = []
    for old in tables.rows["line"][number - 1 :]:
        row = list(old)
        if old[0] == number:
            row[COLUMNS["line"].index("amount")] -= 100
        row[-1] = previous = row_hash(LINE_TAG, previous, row[:-1])
        statements += [_delete("line", old[0]), _insert("line", row)]
    named = 1 if number < FIRST_OPEN else LAST_ACT
    return Manipulation(f"chain the lines from {number} on anew", _sql(*statements), "act", str(named))


def _cut(random: Random, tables: Tables) -> Manipulation:
    first = random.choice(tables.rows["line"])[0]
    statement = ("DELETE FROM line WHERE sequence >= ?", (first,))
    return Manipulation(f"cut the lines from {first} on", _sql(statement), "line", str(first))


def _guard(random: Random, tables: Tables) -> Manipulation:
    """A guard is dropped, or left in name only."""
    if tables.dialect == "sqlite":
        name, statement = random.choice(list(sqlite_triggers().items()))
        hollow = statement.replace("RAISE(ROLLBACK", "(SELECT 1 WHERE 0 IN (1", 1).replace("'); END", "')); END")
        then = random.choice(("", hollow))
        return Manipulation(f"drop or hollow out {name}", _after_drop(name, then), "guard", name)
    name, trigger = random.choice(list(postgres_triggers().items()))
    return Manipulation(
        f"drop, disable or hollow out {name}",
        _postgres_guard(random.choice(("drop", "disable", "hollow")), name, trigger.table, trigger.function),
        "guard",
        name,
    )


def _after_drop(name: str, then: str) -> Callable[[Bypass, MemoryStore], None]:
    def do(bypass: Bypass, _: MemoryStore) -> None:
        bypass.connection.execute(f"DROP TRIGGER {name}")
        if then:
            bypass.connection.execute(then)

    return do


def _postgres_guard(how: str, name: str, table: str, function: str) -> Callable[[Bypass, MemoryStore], None]:
    statements = {
        "drop": f"DROP TRIGGER {name} ON {table}",
        "disable": f"ALTER TABLE {table} DISABLE TRIGGER {name}",
        "hollow": f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RETURN NULL; END$$",
    }
    return lambda bypass, _: bypass.connection.execute(statements[how])


def _evidence(random: Random, tables: Tables) -> Manipulation:  # noqa: ARG001
    place, altered = random.random(), random.random() < 0.5
    return Manipulation(
        "remove or alter evidence", lambda _, store: _spoil(store, place, altered=altered), "evidence", ""
    )


def _spoil(store: MemoryStore, place: float, *, altered: bool) -> None:
    used = sorted(store.objects)
    name = used[int(place * len(used))]
    if altered:
        store.objects[name] += b" "
    else:
        del store.objects[name]


_ALL = (
    *(_edited_line, _edited_line, _edited_line, _edited_act, _edited_act, _edited_run_or_draft),
    *(_deleted_line, _deleted_act, _deleted_run, _deleted_draft, _inserted_line, _inserted_act),
    *(_inserted_run_or_draft, _swapped, _renumbered, _shifted, _replaced, _chained_anew, _cut, _guard, _evidence),
)
