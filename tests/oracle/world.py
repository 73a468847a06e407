"""What the makers of random months share: the month as it grows, its tables, and words of chance."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from .naive import DAY, Case, Row, Toml, employed

COLUMNS: dict[str, tuple[str, ...]] = {
    "employees": (
        *("employee_id", "name", "store", "position", "policy"),
        *("hire_date", "termination_date", "base_wage", "probation_end"),
    ),
    "wages": ("employee_id", "effective_from", "base_wage"),
    "assignments": ("employee_id", "effective_from", "policy", "store", "position"),
    "shifts": ("employee_id", "date", "shift", "start", "end"),
    "punches": ("employee_id", "time", "device", "mark"),
    "swaps": (
        *("swap_id", "requester_id", "counterpart_id", "date", "counterpart_date"),
        *("requested_at", "status", "approved_by", "handover"),
    ),
    "complaints": (
        *("complaint_id", "employee_id", "received_at", "decided_at", "source"),
        *("category", "severity", "status", "amount", "note", "heard_on", "act"),
    ),
    "leave": ("leave_id", "employee_id", "from", "to", "kind", "requested_at", "status"),
    "incidents": (
        *("incident_id", "employee_id", "date", "code", "reported_by", "note"),
        *("proof", "minutes", "approved_by", "loss", "notified_on", "heard_on", "act"),
    ),
    "additions": ("addition_id", "employee_id", "date", "kind", "amount", "note"),
    "reports": ("employee_id", "date", "handed_in_at", "status", "note"),
    "handovers": ("employee_id", "date", "status", "note"),
    "meetings": ("employee_id", "date", "status", "note"),
    "scores": ("sample_id", "employee_id", "date", "item", "grade", "note"),
    "chats": (
        *("conversation_id", "employee_id", "time"),
        *("first_response_seconds", "slowest_response_seconds", "characters_per_minute"),
    ),
    "sales": ("sale_id", "employee_id", "date", "amount", "note"),
    "history": ("employee_id", "date", "rule", "entry_id", "code"),
    "promotions": ("employee_id", "date", "shift", "start", "end", "note"),
    "contracts": ("employee_id", "start", "end", "loss_clause", "probation_months"),
    "acknowledgements": ("employee_id", "policy", "version", "date"),
    "carried": ("employee_id", "entry_id", "date", "amount", "clause"),
}
RECORDS = ("reports", "handovers", "meetings", "scores", "chats", "sales", "history", "promotions")
OF_LAW = ("contracts", "acknowledgements", "carried")
INCIDENTS = ("private-call", "games", "dispute", "promise")


@dataclass(frozen=True)
class World:
    """The month as it grows: the source of chance, and the case with its tables."""

    rng: Random
    case: Case
    aside: list[Row] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """True in about that share of all calls."""
        return self.rng.random() < share

    def add(self, table: str, employee: str, row: Row) -> None:
        """Put a row into a table, under its employee (of a swap: its requester)."""
        self.case.tables[table].setdefault(employee, []).append(row)

    def count(self, table: str) -> int:
        """The number of rows of a table."""
        return sum(len(rows) for rows in self.case.tables[table].values())

    def day(self, before: int = 0, after: int = 0) -> date:
        """A day of the period, widened by so many days on either side."""
        length = (self.case.last - self.case.first).days
        return self.case.first + self.rng.randint(-before, length + after) * DAY

    def employed_days(self, employee: str, before: int = 0, after: int = 0) -> list[date]:
        """The days of the employment in the period, widened like `day`."""
        length = (self.case.last - self.case.first).days
        days = [self.case.first + n * DAY for n in range(-before, length + after + 1)]
        return [day for day in days if employed(self.case, employee, day)]


def some(rng: Random, table: Toml, **optional: tuple[object, ...]) -> Toml:
    """Add some of the optional keys, each with one of its values."""
    return table | {key: rng.choice(values) for key, values in optional.items() if rng.random() < 0.6}


def random_price(rng: Random) -> Toml:
    """Write one way to price, or none."""
    return rng.choice(
        (
            {},
            {"percent_of_base": rng.choice((1, 5, 2.5, "0.5", "1.25", "0.33"))},
            {"daily_wages": rng.choice((1, 3, "0.5", 1.5))},
            {"amount": rng.choice((0, 5, "7.77", "12.50", 30))},
        )
    )


def stamp(world: World, time: datetime) -> str:
    """Write a time to the minute or with any seconds, now and then in another zone."""
    if world.chance(0.4):
        return f"{time:%Y-%m-%d %H:%M}"
    time += timedelta(seconds=world.rng.choice((0, 1, 30, 59)))
    if world.chance(0.01):
        return f"{time - timedelta(hours=8):%Y-%m-%d %H:%M:%S}+00:00"
    return f"{time:%Y-%m-%d %H:%M:%S}"


def plain(text: str) -> datetime:
    """Read what `stamp` wrote, seconds dropped, in the time of the shop."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is not None:
        time += timedelta(hours=8)
    return time.replace(second=0, tzinfo=None)
