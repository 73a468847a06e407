"""The tables of the book, the same on SQLite and PostgreSQL, and the versions of their schema.

The tables are made by the migrations; a test holds that both say the same.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlmodel import Field, SQLModel

VERSION_TABLE = "book_version"
VERSIONS = ("0001", "0002")
"""The versions of the schema, oldest first. The last is the one that this program writes and reads."""

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits. SQLite needs the word INTEGER for a key that is the row's own number."""


def _key() -> Column[int]:
    return Column(NUMBER, primary_key=True, autoincrement=False)


def _number() -> Column[int]:
    return Column(NUMBER, nullable=False)


def _text(*, key: bool = False) -> Column[str]:
    return Column(Text, nullable=False, primary_key=key)


class LineRow(SQLModel, table=True):
    """A posted ledger line. ``amount`` in minor units, ``date`` as ``2026-10-16``, ``occurrence`` 0: none."""

    __tablename__ = "line"
    __table_args__: ClassVar[tuple[SchemaItem, ...]] = (
        Index("line_entry_id", "entry_id", unique=True),
        Index("line_employee_id", "employee_id"),
        Index("line_corrects", "corrects"),
        Index("line_period", "period"),
    )

    sequence: int = Field(sa_column=_key())
    entry_id: str = Field(sa_column=_text())
    period: str = Field(sa_column=_text())
    employee_id: str = Field(sa_column=_text())
    name: str = Field(sa_column=_text())
    store: str = Field(sa_column=_text())
    date: str = Field(sa_column=_text())
    rule: str = Field(sa_column=_text())
    clause: str = Field(sa_column=_text())
    occurrence: int = Field(sa_column=_number())
    quantity: str = Field(sa_column=_text())
    amount: int = Field(sa_column=_number())
    currency: str = Field(sa_column=_text())
    action: str = Field(sa_column=_text())
    kind: str = Field(sa_column=_text())
    corrects: str = Field(sa_column=_text())
    policy: str = Field(sa_column=_text())
    evidence: str = Field(sa_column=_text())
    explanation_zh: str = Field(sa_column=_text())
    explanation_en: str = Field(sa_column=_text())
    hash: str = Field(sa_column=_text())


class ActRow(SQLModel, table=True):
    """Who did what, when and why: a closing, an amendment, a waiver, an appeal, a decision."""

    __tablename__ = "act"
    __table_args__: ClassVar[tuple[SchemaItem, ...]] = (
        CheckConstraint("who <> ''", name="act_who"),
        CheckConstraint("at <> ''", name="act_at"),
        CheckConstraint("why <> ''", name="act_why"),
    )

    number: int = Field(sa_column=_key())
    kind: str = Field(sa_column=_text())
    period: str = Field(sa_column=_text())
    subject: str = Field(sa_column=_text())
    who: str = Field(sa_column=_text())
    who_from: str = Field(sa_column=_text())
    at: str = Field(sa_column=_text())
    why: str = Field(sa_column=_text())
    details: str = Field(sa_column=_text())
    last_line: int = Field(sa_column=_number())
    line_head: str = Field(sa_column=_text())
    hash: str = Field(sa_column=_text())


class RunRow(SQLModel, table=True):
    """What a run was computed from and what it wrote: three texts of canonical JSON."""

    __tablename__ = "run"

    run_id: str = Field(sa_column=_text(key=True))
    period: str = Field(sa_column=_text())
    manifest: str = Field(sa_column=_text())
    outputs: str = Field(sa_column=_text())
    problems: str = Field(sa_column=_text())
    hash: str = Field(sa_column=_text())


class DraftRow(SQLModel, table=True):
    """The current run of a month that is not closed."""

    __tablename__ = "draft"

    period: str = Field(sa_column=_text(key=True))
    run_id: str = Field(sa_column=_text())
    who: str = Field(sa_column=_text())
    who_from: str = Field(sa_column=_text())
    at: str = Field(sa_column=_text())
    hash: str = Field(sa_column=_text())


METADATA = SQLModel.metadata
LINE: Table = METADATA.tables["line"]
ACT: Table = METADATA.tables["act"]
RUN: Table = METADATA.tables["run"]
DRAFT: Table = METADATA.tables["draft"]
