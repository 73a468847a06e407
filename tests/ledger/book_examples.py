"""Lines, runs and closings of invented months, and ways past the guards, for the tests of the book."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import Any, Literal

import pandas as pd

from payroll.ledger.acts import Act, Who, append_act
from payroll.ledger.book import Book, writing
from payroll.ledger.closing import close_month
from payroll.ledger.drafts import Closing, save_draft, save_run
from payroll.ledger.guards import postgres_triggers, sqlite_triggers
from payroll.ledger.lines import LINE_FIELDS
from payroll.ledger.manifest import Manifest, RecordedFile, RecordedPolicy
from tests.postgres import connected

WANG = Who("王芳", "option")
AT = "2026-11-03T09:12:44+08:00"
OUTPUTS = {"ledger.csv": "c" * 64}
NO_PROBLEMS = {"errors": 0, "warnings": 0, "accepted": {}}


class MemoryStore:
    """An evidence store in memory."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}

    def put(self, data: bytes, suffix: str) -> str:
        name = sha256(data).hexdigest()
        self.objects[name, suffix] = data
        return name

    def fault(self, sha256_: str, suffix: str) -> Literal["missing", "altered"] | None:
        data = self.objects.get((sha256_, suffix))
        if data is None:
            return "missing"
        return None if sha256(data).hexdigest() == sha256_ else "altered"


def lines_of(period: str, amounts: Sequence[int], rule: str = "lateness") -> pd.DataFrame:
    """Return one line for each amount: on the days of the month from the 1st on, of employee E01."""
    count = len(amounts)
    dates = [f"{period}-{day:02d}" for day in range(1, count + 1)]
    texts: dict[str, Any] = {
        "entry_id": [f"{period}/E01/{rule}/{date}#1" for date in dates],
        "period": period,
        "employee_id": "E01",
        "name": "李雷",
        "store": "人民路店",
        "date": dates,
        "rule": rule,
        "clause": "3.1",
        "occurrence": list(range(1, count + 1)),
        "quantity": "12",
        "amount": list(amounts),
        "currency": "CNY",
        "action": "",
        "kind": "charge",
        "corrects": "",
        "policy": "store@2026-01-01",
        "evidence": "punches.csv:2",
        "explanation_zh": "迟到 12 分钟，扣 20 元。",
        "explanation_en": "12 minutes late, 20 yuan.",
    }
    columns = {
        name: pd.Series(texts[name], index=range(count), dtype="int64" if name in ("occurrence", "amount") else "str")
        for name in LINE_FIELDS[1:]
    }
    return pd.DataFrame(columns)


def manifest_of(period: str, store: MemoryStore, carried: Iterable[int] = (), note: str = "") -> Manifest:
    """Return the manifest of an invented run, with its evidence in the store. ``note`` makes another run."""
    table = store.put(f"punches of {period} {note}".encode(), "parquet")
    return Manifest(
        period=period,
        tool_version="1.0.0",
        currency="CNY",
        files=(RecordedFile("punches.csv", "", "punches", "csv", "a" * 64, 40, 1, 2, table, ""),),
        policies=(RecordedPolicy("store", "2026-01-01", store.put(b"policy", "toml")),),
        calendar=store.put(b"{}", "json"),
        accepted=("PUNCH-UNREADABLE",),
        carried=tuple(carried),
        lines=store.put(f"lines of {period} {note}".encode(), "parquet"),
        people=store.put(f"people of {period} {note}".encode(), "parquet"),
    )


def draft(book: Book, store: MemoryStore, period: str, carried: Iterable[int] = (), note: str = "") -> Manifest:
    """Save a draft of a month and return its manifest."""
    manifest = manifest_of(period, store, carried, note)
    with writing(book) as connection:
        save_draft(connection, manifest, OUTPUTS, NO_PROBLEMS, WANG, AT)
    return manifest


def close(book: Book, period: str, lines: pd.DataFrame, due: Iterable[int] = ()) -> Closing:
    """Close a month that has a draft."""
    with writing(book) as connection:
        return close_month(connection, period, [lines], due, WANG, AT, "月度结账")


def waive(book: Book, period: str, entry_id: str) -> Act:
    """Record a waiver."""
    with writing(book) as connection:
        return append_act(connection, "waiver", period, entry_id, WANG, AT, "首次迟到，予以免除", {})


def amend(book: Book, store: MemoryStore, period: str) -> Act:
    """Record an amendment, with its run."""
    manifest = manifest_of(period, store, note="amended")
    with writing(book) as connection:
        save_run(connection, manifest, {}, NO_PROBLEMS)
        return append_act(
            connection, "amendment", period, manifest.run_id, WANG, AT, "补打卡", {"files": ["punches.csv"]}
        )


def fill(book: Book, store: MemoryStore) -> tuple[Closing, Closing]:
    """Close two months of 6 and 5 lines, with a waiver and an amendment between, and draft a third.

    Acts: 1 closes 2026-08 (lines 1 to 6), 2 waives, 3 amends, 4 closes 2026-09 (lines 7 to 11).
    """
    draft(book, store, "2026-08")
    first = close(book, "2026-08", lines_of("2026-08", (-2000, -2000, -2000, -4000, -4000, -9000)))
    waive(book, "2026-08", "2026-08/E01/lateness/2026-08-01#1")
    amend(book, store, "2026-08")
    draft(book, store, "2026-09", (2, 3))
    lines = pd.concat(
        [lines_of("2026-09", (-2000, -2000, -4000)), lines_of("2026-09", (2000, 0), "waiver")], ignore_index=True
    )
    second = close(book, "2026-09", lines, (2, 3))
    draft(book, store, "2026-10")
    return first, second


@contextmanager
def past_the_guards(book: Book) -> Iterator["Bypass"]:
    """Give what the owner of the machine can do: the driver alone, guards switched off and on again."""
    if book.dialect == "sqlite":
        with closing(sqlite3.connect(book.place, isolation_level=None)) as connection:
            yield Bypass(connection, "?", sqlite_triggers())
    else:
        with connected(book.url) as server:
            yield Bypass(server, "%s", dict.fromkeys(postgres_triggers(), ""))


class Bypass:
    """Statements on a driver's own connection. ``do`` runs one with the guards switched off."""

    def __init__(self, connection: Any, mark: str, guards: dict[str, str]) -> None:
        self.connection, self.mark, self.guards = connection, mark, guards

    def do(self, *statements: tuple[str, Sequence[Any]] | str) -> None:
        self.off()
        for statement in statements:
            words, values = (statement, ()) if isinstance(statement, str) else statement
            self.connection.execute(words.replace("?", self.mark), values)
        self.on()

    def table(self, name: str) -> list[tuple[Any, ...]]:
        return list(self.connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall())  # noqa: S608

    def off(self) -> None:
        if self.mark == "?":
            for name in self.guards:
                self.connection.execute(f"DROP TRIGGER {name}")
            return
        for name, trigger in postgres_triggers().items():
            self.connection.execute(f"ALTER TABLE {trigger.table} DISABLE TRIGGER {name}")
        self.connection.execute("GRANT ALL ON line, act TO CURRENT_USER")

    def on(self) -> None:
        if self.mark == "?":
            for statement in self.guards.values():
                self.connection.execute(statement)
            return
        for name, trigger in postgres_triggers().items():
            self.connection.execute(f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {name}")
        self.connection.execute("REVOKE UPDATE, DELETE, TRUNCATE ON line, act FROM CURRENT_USER")
