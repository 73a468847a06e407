"""Triggers (and on PostgreSQL rights) by which the database itself refuses to change what was posted.

``verify`` compares them with what the database holds: as text on SQLite, which keeps a trigger as it was
written; part by part on PostgreSQL.

The statements belong to version 0001 of the schema and stay as they are: a later version that needs another
guard drops the old one in its own migration.
"""

from __future__ import annotations

from typing import NamedTuple

POSTED = "what was posted is never changed or deleted"
NOT_NEXT = "what is posted next has the next number"
TAKEN = "this entry id is posted already"
RECORDED = "a recorded run is never changed"
REFERRED = "a run that an act refers to is kept"
"""The reasons that the guards give, after ``payroll:``."""

_CHAINED = (("line", "sequence"), ("act", "number"))


class PostgresTrigger(NamedTuple):
    """A trigger of PostgreSQL: its table, when it fires, and the function that it runs."""

    table: str
    moment: str
    function: str


def sqlite_triggers() -> dict[str, str]:
    """Return the statements that make the triggers of SQLite, by the triggers' names.

    A check of the sequence before each INSERT is what stops ``INSERT OR REPLACE``, which passes by the
    triggers on DELETE unless ``recursive_triggers`` is on. A refusal ends the transaction, as any error does
    on PostgreSQL. With ABORT, which undoes one statement, SQLite would copy every page that an INSERT of a
    line is about to change, and posting would take twice as long.
    """
    made = {"line_entry_id_insert": _sqlite("line_entry_id_insert", "INSERT ON line", TAKEN, _SQLITE_TAKEN)}
    for table, key in _CHAINED:
        for word in ("update", "delete"):
            made[f"{table}_{word}"] = _sqlite(f"{table}_{word}", f"{word.upper()} ON {table}", POSTED)
        name, condition = f"{table}_insert", _SQLITE_NOT_NEXT.format(table=table, key=key)
        made[name] = _sqlite(name, f"INSERT ON {table}", NOT_NEXT, condition)
    made["run_update"] = _sqlite("run_update", "UPDATE ON run", RECORDED)
    made["run_insert"] = _sqlite("run_insert", "INSERT ON run", RECORDED, _SQLITE_RECORDED)
    made["run_delete"] = _sqlite("run_delete", "DELETE ON run", REFERRED, _SQLITE_REFERRED)
    return made


def postgres_functions() -> dict[str, str]:
    """Return the bodies of the trigger functions of PostgreSQL, by the functions' names."""
    return {
        "payroll_refuse": _REFUSE.format(reason=POSTED),
        "payroll_next_line": _NEXT.format(table="line", key="sequence", reason=NOT_NEXT),
        "payroll_next_act": _NEXT.format(table="act", key="number", reason=NOT_NEXT),
        "payroll_keep_run": _KEEP_RUN.format(reason=REFERRED),
        "payroll_refuse_run": _REFUSE.format(reason=RECORDED),
    }


def postgres_triggers() -> dict[str, PostgresTrigger]:
    """Return the triggers of PostgreSQL by name. A check after INSERT sees all rows of a statement at once."""
    made = {}
    for table, _ in _CHAINED:
        made[f"{table}_refuse"] = PostgresTrigger(table, "BEFORE UPDATE OR DELETE OR TRUNCATE", "payroll_refuse")
        made[f"{table}_insert"] = PostgresTrigger(table, "AFTER INSERT", f"payroll_next_{table}")
    made["run_refuse"] = PostgresTrigger("run", "BEFORE UPDATE OR TRUNCATE", "payroll_refuse_run")
    made["run_delete"] = PostgresTrigger("run", "BEFORE DELETE", "payroll_keep_run")
    return made


POSTGRES_TYPE_BITS = {
    "BEFORE UPDATE OR DELETE OR TRUNCATE": 2 + 8 + 16 + 32,
    "AFTER INSERT": 4,
    "BEFORE UPDATE OR TRUNCATE": 2 + 16 + 32,
    "BEFORE DELETE": 1 + 2 + 8,
}
"""``pg_trigger.tgtype``: 1 for each row, 2 before, 4 INSERT, 8 DELETE, 16 UPDATE, 32 TRUNCATE."""
REVOKED = ("UPDATE", "DELETE", "TRUNCATE")
"""The rights on ``line`` and ``act`` that nobody has on PostgreSQL."""


def statements(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the guards on ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        return tuple(sqlite_triggers().values())
    functions = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $payroll${body}$payroll$"
        for name, body in postgres_functions().items()
    )
    triggers = (each for name, trigger in postgres_triggers().items() for each in _postgres_trigger(name, trigger))
    rights = (f"REVOKE {', '.join(REVOKED)} ON {table} FROM PUBLIC, CURRENT_USER" for table, _ in _CHAINED)
    return (*functions, *triggers, *rights)


def _sqlite(name: str, event: str, reason: str, condition: str = "") -> str:
    when = f"\nWHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {event}{when}\nBEGIN SELECT RAISE(ROLLBACK, 'payroll: {reason}'); END"


def _postgres_trigger(name: str, trigger: PostgresTrigger) -> tuple[str, str]:
    added = " REFERENCING NEW TABLE AS added" if trigger.moment == "AFTER INSERT" else ""
    each = "ROW" if trigger.moment == "BEFORE DELETE" else "STATEMENT"
    return (
        f"CREATE TRIGGER {name} {trigger.moment} ON {trigger.table}{added} "
        f"FOR EACH {each} EXECUTE FUNCTION {trigger.function}()",
        f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {name}",
    )


_SQLITE_NOT_NEXT = "NEW.{key} IS NOT (SELECT coalesce(max({key}), 0) + 1 FROM {table})"
_SQLITE_TAKEN = "EXISTS (SELECT 1 FROM line WHERE entry_id = NEW.entry_id)"
_SQLITE_RECORDED = "EXISTS (SELECT 1 FROM run WHERE run_id = NEW.run_id)"
_SQLITE_REFERRED = "EXISTS (SELECT 1 FROM act WHERE subject = OLD.run_id)"

_REFUSE = """
BEGIN
    RAISE EXCEPTION 'payroll: {reason}';
END
"""
_NEXT = """
DECLARE
    lowest bigint;
    highest bigint;
    rows bigint;
BEGIN
    SELECT min({key}), max({key}), count(*) INTO lowest, highest, rows FROM added;
    IF rows > 0 AND (
        highest - lowest + 1 <> rows
        OR highest <> (SELECT max({key}) FROM {table})
        OR lowest <> 1 + (SELECT coalesce(max({key}), 0) FROM {table} WHERE {key} < lowest)
    ) THEN
        RAISE EXCEPTION 'payroll: {reason}';
    END IF;
    RETURN NULL;
END
"""
_KEEP_RUN = """
BEGIN
    IF EXISTS (SELECT 1 FROM act WHERE subject = OLD.run_id) THEN
        RAISE EXCEPTION 'payroll: {reason}';
    END IF;
    RETURN OLD;
END
"""
