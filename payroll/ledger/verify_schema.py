"""Checking the database itself: that the file is whole, the tables and the guards as the migrations made them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from payroll.language import Text
from payroll.ledger import guards
from payroll.ledger.findings import Finding
from payroll.ledger.schema import METADATA, VERSION_TABLE

_OURS = ("line", "act", "run", "draft")


def check_file(connection: Connection) -> Iterator[Finding]:
    """Yield what SQLite itself finds wrong with its file. PostgreSQL has its own tools for that."""
    if connection.dialect.name == "sqlite":
        for said in connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars():
            if said != "ok":
                damaged = Text.of("the database file is damaged: {said}. Restore a backup.", said=said)
                yield Finding("file", "", damaged)


def check_schema(connection: Connection) -> Iterator[Finding]:
    """Yield every difference of tables, columns and indexes from those that the migrations make."""
    context = MigrationContext.configure(
        connection,
        opts={"version_table": VERSION_TABLE, "include_name": _is_ours, "target_metadata": METADATA},
    )
    for difference in compare_metadata(context, METADATA):
        shown = _shown(difference)
        differs = Text.of("tables, columns or indexes are not as they must be ({shown}).", shown=shown)
        yield Finding("schema", shown, differs)


def check_guards(connection: Connection) -> Iterator[Finding]:
    """Yield every guard that is missing or altered, and every trigger that is not ours."""
    if connection.dialect.name == "sqlite":
        yield from _compare(guards.sqlite_triggers(), _sqlite_found(connection))
    else:
        yield from _compare(_postgres_expected(), _postgres_found(connection))
        for table, right in connection.execute(_GRANTED, {"rights": list(guards.REVOKED)}):
            granted = Text.of("somebody has the right to {right} on {table}.", right=right, table=table)
            yield Finding("guard", f"{right} {table}", granted)


def _is_ours(name: str | None, kind: str, _: Mapping[str, Any]) -> bool:
    return kind != "table" or name in _OURS


def _shown(difference: Any) -> str:
    first = difference[0] if isinstance(difference, list) else difference
    what, *rest = first
    names = (getattr(each, "name", each) for each in rest)
    return " ".join([str(what), *(name for name in names if isinstance(name, str))])


def _compare(expected: Mapping[str, object], found: Mapping[str, object]) -> Iterator[Finding]:
    for name in sorted({*expected, *found}):
        if name not in found:
            yield _finding(name, Text.of("is missing"))
        elif name not in expected:
            yield _finding(name, Text.of("is not one that this program made"))
        elif expected[name] != found[name]:
            yield _finding(name, Text.of("was altered or switched off"))


def _finding(name: str, wrong: Text) -> Finding:
    return Finding("guard", name, Text.of("the guard {name} {wrong}.", name=name, wrong=wrong))


def _sqlite_found(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in rows}


_TRIGGERS = text("""
    SELECT t.tgname, c.relname, t.tgtype::int, t.tgenabled::text, t.tgqual IS NULL AND t.tgattr::text = '',
           p.proname, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:tables)
    UNION ALL
    SELECT rulename, tablename, 0, '', false, 'rule', definition
    FROM pg_rules WHERE schemaname = current_schema() AND tablename = ANY(:tables)
""")
_GRANTED = text("""
    SELECT DISTINCT c.relname, a.privilege_type
    FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN ('line', 'act')
      AND a.privilege_type = ANY(:rights)
    ORDER BY 1, 2
""")


def _postgres_expected() -> dict[str, tuple[object, ...]]:
    bodies = guards.postgres_functions()
    return {
        name: (each.table, guards.POSTGRES_TYPE_BITS[each.moment], "A", True, each.function, bodies[each.function])
        for name, each in guards.postgres_triggers().items()
    }


def _postgres_found(connection: Connection) -> dict[str, tuple[object, ...]]:
    return {row[0]: tuple(row[1:]) for row in connection.execute(_TRIGGERS, {"tables": list(_OURS)})}
