"""A small shop that keeps a book: its tables and its policy as tests write them, and the commands given there."""

import csv
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.ledger.book import Book, open_book, reading
from payroll.ledger.lines import read_lines
from payroll.ledger.schema import ACT, DRAFT, RUN

Tables = Mapping[str, tuple[str, ...]]
"""The rows of each table, below the headings."""

HEADINGS = {
    "employees": "employee_id,name,store,hire_date,termination_date,base_wage",
    "wages": "employee_id,effective_from,base_wage",
    "shifts": "employee_id,date,shift",
    "punches": "employee_id,time",
    "swaps": "swap_id,requester_id,counterpart_id,date,requested_at,status",
    "complaints": "complaint_id,employee_id,received_at,decided_at,source,category,status",
    "leave": "leave_id,employee_id,from,to,requested_at,status",
    "incidents": "incident_id,employee_id,date,code",
    "additions": "addition_id,employee_id,date,kind,amount",
}
POLICY = """
[policy]
title = { zh = "门店制度", en = "Shop rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for these tests"

[shifts.day]
start = "09:00"
end = "18:00"

[lateness]
counting = "all"
[[lateness.tier]]
percent_of_base = 1
[[lateness.tier]]
from_occurrence = 3
percent_of_base = 5

[absence]
[[absence.tier]]
daily_wages = 1

[swaps]
limit = 2

[complaints]
[[complaints.step]]
amount = 30
[[complaints.step]]
amount = 60
[[complaints.step]]
amount = 120
action = "dismissal-review"

[probation]
months = 3
on_complaint = "probation-review"

[incidents.games]
amount = 50
[incidents.quarrel]
amount = 500

[guard]
max_percent = 20
"""
"""With a base wage of 4350.00: 43.50 for a lateness, 217.50 for each from three on, 200.00 for an absence."""


def worked(employee: str, day: str, arrival: str = "09:00") -> tuple[str, ...]:
    """Return the punches of a day shift that was worked to its end."""
    return f"{employee},{day} {arrival}", f"{employee},{day} 18:00"


def complaint(number: str, employee: str, day: str, status: str = "upheld") -> str:
    """Return a customer's complaint about the service, received and decided on one day."""
    return f"{number},{employee},{day} 10:00,{day} 16:00,customer,service,{status}"


LI, HAN = "E01,李雷,人民路店,2020-01-06,,4350.00", "E02,韩梅,中山路店,2020-01-06,,4350.00"
AUTUMN: Tables = {
    "employees": (LI, HAN),
    "shifts": ("E01,2026-10-12,day", "E01,2026-10-13,day", "E01,2026-11-10,day"),
    "punches": (
        *worked("E01", "2026-10-12", "09:10"),
        *worked("E01", "2026-10-13", "09:20"),
        *worked("E01", "2026-11-10", "09:05"),
    ),
    "complaints": (complaint("C1", "E02", "2026-10-15"),),
    "incidents": ("N1,E02,2026-10-16,games",),
    "additions": ("A1,E02,2026-10-20,奖金,100.00",),
}
"""October: 李雷 is late twice (-43.50 each), 韩梅 has -30.00, -50.00 and 100.00. November: 李雷 is late once."""
OCTOBER = {
    "2026-10/E01/lateness/2026-10-12.1": -4350,
    "2026-10/E01/lateness/2026-10-13.1": -4350,
    "2026-10/E02/complaint/C1": -3000,
    "2026-10/E02/incident/N1": -5000,
    "2026-10/E02/addition/A1": 10000,
}
"""The amounts of October's lines in fen, in the order of the ledger: their sum is -67.00."""


LATE_1, LATE_2 = "2026-10/E01/lateness/2026-10-12.1", "2026-10/E01/lateness/2026-10-13.1"
FINE = "2026-10/E02/complaint/C1"
THIRD: Tables = {
    "shifts": (*AUTUMN["shifts"], "E01,2026-10-14,day"),
    "punches": (*AUTUMN["punches"], *worked("E01", "2026-10-14", "09:30")),
}
"""李雷 was late a third time in October, so that each costs 217.50."""
WITHDRAWN: Tables = {"complaints": (complaint("C1", "E02", "2026-10-15", "rejected"),)}


def write_tables(folder: Path, tables: Tables) -> Path:
    """Write the tables into a folder, which then holds nothing else, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join((HEADINGS[name], *rows, "")), encoding="utf-8")
    return folder


def write_policy(folder: Path, text: str = POLICY) -> Path:
    """Write the shop's policy below a folder of policies, and return that."""
    (folder / "shop").mkdir(parents=True, exist_ok=True)
    (folder / "shop" / "2020-01-01.toml").write_text(text, encoding="utf-8")
    return folder


def table_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file that the program wrote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fen(amount: str) -> int:
    """Return ``-43.50`` as -4350."""
    whole, _, part = amount.partition(".")
    return int(whole + part)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    text: str


@dataclass(frozen=True)
class Shop:
    """A folder with ``data`` and ``policies`` in which commands are given, and where its book is."""

    folder: Path
    db: str

    def say(self, *words: str, lang: str = "en", by: str | None = "王芳") -> Said:
        """Give a command; ``by`` is what PAYROLL_BY says, None: nothing."""
        place = {"PAYROLL_DB": self.db, "PAYROLL_BY": by, "PAYROLL_EVIDENCE": None}
        with chdir(self.folder):
            result = CliRunner().invoke(app, [*words, "--lang", lang], env=place)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return Said(result.exit_code, result.output)

    def done(self, *words: str, lang: str = "en") -> str:
        """Give a command that has to succeed, and return what it printed."""
        said = self.say(*words, lang=lang)
        assert said.code == 0, said.text
        return said.text

    def refused(self, *words: str, code: int = 2) -> tuple[str, str]:
        """Give a command that has to be refused, and return what it said in Chinese and in English.

        Neither may change the book.
        """
        before = self.everything()
        zh, en = self.say(*words, lang="zh"), self.say(*words, lang="en")
        assert (zh.code, en.code) == (code, code), (zh.text, en.text)
        assert self.everything() == before
        return zh.text, en.text

    def run(self, period: str, tables: Tables | None = None, *options: str) -> str:
        """Run a month, on other tables if they are given."""
        if tables is not None:
            self.write(tables)
        return self.done("run", period, "--no-workbook", *options)

    def write(self, tables: Tables, folder: str = "data") -> None:
        """Write tables into a folder of the shop."""
        write_tables(self.folder / folder, tables)

    @property
    def book(self) -> Book:
        """The book, opened past the commands."""
        return open_book(self.place, create=False)

    @property
    def place(self) -> str:
        """Where the book is."""
        return self.db if "://" in self.db else str(self.folder / self.db)

    def lines(self) -> list[dict[str, Any]]:
        """Return the posted lines."""
        with reading(self.book) as connection:
            return [
                {str(name): value for name, value in row.items()} for row in read_lines(connection).to_dict("records")
            ]

    def everything(self) -> tuple[object, ...]:
        """Return all that the book and its evidence store hold."""
        held: list[object] = []
        if "://" in self.db or (self.folder / self.db).exists():
            with reading(self.book) as connection:
                held += [
                    connection.execute(table.select().order_by(table.c[0])).fetchall() for table in (RUN, DRAFT, ACT)
                ]
            held.append(self.lines())
        pieces = [path for path in (self.folder / "evidence").rglob("*") if path.is_file()]
        return (*held, sorted((str(path), path.stat().st_mtime_ns) for path in pieces))

    def written(self, period: str, table: str) -> list[dict[str, str]]:
        """Return the rows of a file that the last run of a month wrote."""
        return table_of(self.folder / "out" / period / f"{table}.csv")


def opened_shop(folder: Path, db: str = "payroll.db", tables: Tables = AUTUMN) -> Shop:
    """Return a shop with tables and a policy in a folder, and no book yet."""
    shop = Shop(folder, db)
    write_policy(folder / "policies")
    shop.write(tables)
    return shop


def amend(shop: Shop, tables: Tables, *options: str, period: str = "2026-10") -> str:
    """Take late evidence into a closed month."""
    shop.write(tables, "late")
    return shop.done("amend", period, "--data", "late", "--reason", "补交材料", *options)


def carried(shop: Shop, period: str = "2026-11") -> dict[str, tuple[str, str]]:
    """Return what the last run of a month carries: amount and ``corrects`` by id."""
    ledger = shop.written(period, "ledger")
    return {row["entry_id"]: (row["amount"], row["corrects"]) for row in ledger if row["corrects"]}


def assert_adds_up(shop: Shop, period: str) -> None:
    """Check that adjustments.csv is the sums of ledger.csv, person by person."""
    ledger, people = shop.written(period, "ledger"), shop.written(period, "adjustments")
    assert {row["employee_id"] for row in ledger} <= {row["employee_id"] for row in people}
    for person in people:
        own = [row for row in ledger if row["employee_id"] == person["employee_id"]]
        for column, kind in (("corrections", "correction"), ("waivers", "waiver")):
            assert fen(person[column]) == sum(fen(row["amount"]) for row in own if row["kind"] == kind)
        assert fen(person["total"]) == sum(fen(row["amount"]) for row in own)
