"""Random keys and rows of sections 18 and 19, put into a random month; the months without them stay as they are."""

from random import Random

from .naive import Row, Toml
from .world import World

PERCENTS_OF_PROBATION = (80, 80, "66.67", 0, 100, "99.99")
HOURS = (1, "0.5", "1.5", "0.33", 31)


def add_wage_keys(rng: Random, version: Toml) -> None:
    """Add keys of sections 18 and 19 to a version."""
    if rng.random() < 0.7:
        version["part_month"] = {"method": rng.choice(("calendar-days", "paid-days", "paid-days"))}
    if rng.random() < 0.3:
        version["policy"]["hours_per_day"] = rng.choice((8, "7.5", 6, 24, "0.5"))
    if "probation" in version and rng.random() < 0.8:
        version["probation"]["wage_percent"] = rng.choice(PERCENTS_OF_PROBATION)
    if "absence" in version and rng.random() < 0.7:
        version["absence"]["within_wage"] = rng.random() < 0.8
        if rng.random() < 0.3:
            version["absence"]["tier"] = [{"daily_wages": rng.choice((8, 20, 31))}]
    if "missing_punch" in version and rng.random() < 0.8:
        version["missing_punch"]["free_corrections"] = rng.choice((0, 1, 1, 2, 3))
    price_by_the_hour(rng, version)


def price_by_the_hour(rng: Random, version: Toml) -> None:
    """Price some tiers by the hour."""
    tiers = [t for rule in ("lateness", "early_departure", "absence") for t in version.get(rule, {}).get("tier", [])]
    for tier in tiers:
        if rng.random() < 0.3:
            for key in ("percent_of_base", "daily_wages", "amount"):
                tier.pop(key, None)
            tier["hourly_wages"] = rng.choice(HOURS)


def mark_punches(rng: Random, world: World) -> None:
    """Mark punches as corrections; some of them stand in the data without the mark as well.

    Punches of one minute are marked alike: the tests' own reading of a table drops seconds.
    """
    for people in world.case.tables["punches"].values():
        share = rng.choice((0, 0.02, 0.1, 0.4))
        marks: dict[str, str] = {}
        for row in list(people):
            minute = row["time"][:16]
            if minute not in marks:
                marks[minute] = rng.choice(("补卡", "correction")) if rng.random() < share else ""
            row["mark"] = marks[minute]
            if marks[minute] and rng.random() < 0.1:
                twin: Row = row | {"mark": rng.choice(("", "外勤"))}
                people.append(twin)
