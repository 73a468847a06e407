"""The four tables, and the guards of what was posted."""

import sqlalchemy as sa
from alembic import op

from payroll.ledger import guards

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINE_COLUMNS = (
    *("entry_id", "period", "employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity"),
    *("amount", "currency", "action", "kind", "corrects", "policy", "evidence", "explanation_zh", "explanation_en"),
    "hash",
)
ACT_COLUMNS = ("kind", "period", "subject", "who", "who_from", "at", "why", "details", "last_line", "line_head", "hash")
NUMBERS = frozenset({"occurrence", "amount", "last_line"})


def upgrade() -> None:
    """Make the tables and their guards."""
    op.create_table("line", _key("sequence"), *_columns(LINE_COLUMNS))
    op.create_index("line_entry_id", "line", ["entry_id"], unique=True)
    op.create_table("act", _key("number"), *_columns(ACT_COLUMNS), *map(_stated, ("who", "at", "why")))
    op.create_table("run", _text_key("run_id"), *_columns(("period", "manifest", "outputs", "problems", "hash")))
    op.create_table("draft", _text_key("period"), *_columns(("run_id", "who", "who_from", "at", "hash")))
    for statement in guards.statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=False)


def _text_key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _columns(names: tuple[str, ...]) -> list[sa.Column[object]]:
    return [sa.Column(name, NUMBER if name in NUMBERS else sa.Text, nullable=False) for name in names]


def _stated(name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} <> ''", name=f"act_{name}")
