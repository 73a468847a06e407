"""Random profiles, kinds, acts, contracts and the like for section 22, put into a random month."""

from datetime import date
from random import Random

from .naive import DAY, Row, Toml, days_employed
from .world import World, plain

PROFILES = (
    *("CN", "CN", "CN-guangdong", "CN-shenzhen", "CN-shanghai", "US-exempt", "US-hourly"),
    *("UK", "UK-retail", "UK-retail", "IN", "IN", "JP", "HK", "HK", "PH", ""),
)


def add_law_keys(rng: Random, world: World) -> None:
    """Add a profile, kinds and dates of procedure to the versions of all policies."""
    currency = rng.choice(("CNY", "HKD"))
    profiles = [name for name in PROFILES if currency == "HKD" or name != "HK"]  # its amounts are of its currency
    for versions in world.case.policies.values():
        for since, version in versions:
            head = version["policy"]
            head["currency"] = currency
            for key in ("consulted_on", "published_on"):
                if rng.random() < 0.7:
                    days = (since - 20 * DAY, since - DAY, since, world.case.first, near(rng, world, world.case.first))
                    head[key] = rng.choice(days).isoformat()
            if rng.random() < 0.95:
                version.setdefault("guard", {})["profile"] = rng.choice(profiles)
                if rng.random() < 0.5:
                    version["guard"]["by_analogy"] = rng.random() < 0.7
            add_kinds(rng, version)


def add_kinds(rng: Random, version: Toml) -> None:
    """Say of some rules what their charges are in law."""
    kinds = {"handover": ("loss", "discipline"), "swaps": ("discipline",), "leave": ("discipline",)}
    kinds |= dict.fromkeys(("lateness", "early_departure", "absence"), ("absence", "absence", "discipline"))
    for table, words in kinds.items():
        if table in version and rng.random() < 0.5:
            version[table]["kind"] = rng.choice(words)
    for rule in version.get("incidents", {}).values():
        if rng.random() < 0.5:
            rule["kind"] = rng.choice(("loss", "loss", "discipline"))


def near(rng: Random, world: World, day: date) -> date:
    """Choose a day of the period or around, often the one that is given."""
    length = (world.case.last - world.case.first).days
    return rng.choice((day, day, day + DAY, day - DAY, world.case.first + rng.randint(0, length) * DAY))


def add_law_rows(rng: Random, world: World) -> World:
    """Add contracts, acknowledgements and what is carried over, and fill in the rows of incidents and complaints."""
    case = world.case
    for employee in case.people:
        days = days_employed(case, employee) or [case.first]
        events = [date.fromisoformat(row["date"]) for row in case.rows("incidents", employee)]
        events += [plain(row["received_at"]).date() for row in case.rows("complaints", employee)]
        events.append(rng.choice(days))
        fill_rows(rng, world, employee, days[-1])
        for start in {near(rng, world, rng.choice(events)) - rng.choice((0, 0, 400)) * DAY for _ in range(2)}:
            if rng.random() < 0.6:
                ends = ("", "", near(rng, world, rng.choice([e for e in events if e >= start] or [start])).isoformat())
                row = {"start": start.isoformat(), "end": max(rng.choice(ends), "")}
                row["end"] = row["end"] if row["end"] >= row["start"] else ""
                world.add(
                    "contracts", employee, row | {"loss_clause": rng.choice(("", "8", "8")), "probation_months": ""}
                )
        for policy, versions in case.policies.items():
            for since, _ in versions:
                for _ in range(rng.choice((0, 1, 1, 2))):
                    signed = rng.choice((since, since, case.first, near(rng, world, rng.choice(events))))
                    row = {"policy": policy, "version": since.isoformat(), "date": signed.isoformat()}
                    world.add("acknowledgements", employee, row)
        if rng.random() < 0.3:
            for _ in range(rng.choice((1, 1, 2))):
                world.add("carried", employee, carried(rng, world, employee, days[-1]))
    return world


def carried(rng: Random, world: World, employee: str, last: date) -> Row:
    """Choose what is carried over; some of it a year old to the day."""
    day = rng.choice((last - 365 * DAY, last - 366 * DAY, world.case.first - rng.randint(1, 70) * DAY))
    entry = f"{day.year}-{day.month:02d}/{employee}/incident/K{world.count('carried')}"
    amount = rng.choice(("0.01", "299.99", "300", "300.01", f"{rng.randint(1, 200000) / 100:.2f}"))
    return {"entry_id": entry, "date": day.isoformat(), "amount": amount, "clause": ""}


def fill_rows(rng: Random, world: World, employee: str, last: date) -> None:
    """Fill in loss, notice, hearing and act."""
    case = world.case
    days = ("", last.isoformat(), (last - DAY).isoformat(), (last + DAY).isoformat(), case.first.isoformat())
    for table in ("incidents", "complaints"):
        for row in case.rows(table, employee):
            row["heard_on"] = rng.choice(days)
            row["act"] = rng.choice(("", "", "A", "A", "B"))
            if table == "incidents":
                row["notified_on"] = rng.choice(days)
                row["loss"] = rng.choice(("", "", "0.01", "50", "300", "1000", f"{rng.randint(1, 90000) / 100:.2f}"))
