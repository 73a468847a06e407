"""Section 15 by the slow implementation: samples, their scores, the month's mean, stars, response times."""

from datetime import date
from fractions import Fraction

from .naive import (
    Case,
    Entry,
    Row,
    Toml,
    days_employed,
    half_up,
    minor,
    moment,
    price,
    version_of,
)


def samples(case: Case) -> dict[str, list[Row]]:
    """The rows of the period of each sample that is under a version with a scorecard."""
    found: dict[str, list[Row]] = {}
    for row in case.all_rows("scores"):
        day = date.fromisoformat(row["date"])
        if case.has(day) and "scorecard" in version_of(case, row["employee_id"], day):
            found.setdefault(row["sample_id"], []).append(row)
    return found


def card_of(case: Case, row: Row) -> Toml:
    """The scorecard of the version of a sample's date."""
    card: Toml = version_of(case, row["employee_id"], date.fromisoformat(row["date"]))["scorecard"]
    return card


def is_wrong(case: Case, rows: list[Row]) -> bool:
    """Section 15: whether a row of the sample is in error, or any row has its id and another person or date."""
    of_id = [row for row in case.all_rows("scores") if row["sample_id"] == rows[0]["sample_id"]]
    if len({(row["employee_id"], row["date"]) for row in of_id}) > 1:
        return True
    for row in rows:
        card = card_of(case, row)
        if row["grade"] == "fatal":
            if row["item"] not in card.get("fatal", {}):
                return True
        elif row["item"] not in card["item"] or (row["grade"] == "fair" and "fair" not in card["item"][row["item"]]):
            return True
    return False


def wrong_samples(case: Case) -> list[str]:
    """The ids of the samples that are set aside."""
    return sorted(sample for sample, rows in samples(case).items() if is_wrong(case, rows))


def score(case: Case, rows: list[Row]) -> Fraction | None:
    """Section 15: points ÷ maximum of a sample; None where no item applies."""
    if any(row["grade"] == "fatal" for row in rows):
        return Fraction(0)
    points = maximum = 0
    for row in rows:
        item = card_of(case, row)["item"][row["item"]]
        if row["grade"] != "not-applicable":
            points += item.get(row["grade"], 0)
            maximum += item["good"]
    return Fraction(points, maximum) if maximum else None


def quality_entries(case: Case) -> list[Entry]:
    """Section 15: fatal errors, the month's scorecard, stars."""
    entries: list[Entry] = []
    good = {sample: rows for sample, rows in samples(case).items() if not is_wrong(case, rows)}
    for sample, rows in good.items():
        for row in rows:
            if row["grade"] == "fatal":
                fatal, day = card_of(case, row)["fatal"][row["item"]], date.fromisoformat(row["date"])
                amount = -price(case, row["employee_id"], day, fatal, Fraction(1))
                event = f"{sample}.{row['item']}"
                action = fatal.get("action", "")
                entries.append(Entry(row["employee_id"], day, "fatal-error", amount, action=action, event=event))
    for employee in sorted(case.people):
        own = [score(case, rows) for rows in good.values() if rows[0]["employee_id"] == employee]
        scores = [each for each in own if each is not None]
        if scores:
            entries += month_of_scores(case, employee, sum(scores, Fraction(0)) / len(scores) * 100)
    return entries


def month_of_scores(case: Case, employee: str, mean: Fraction) -> list[Entry]:
    """Section 15: the lines on the last day employed, by the version of that day."""
    day = days_employed(case, employee)[-1]
    version = version_of(case, employee, day)
    entries: list[Entry] = []
    if "scorecard" in version:
        level = reached(version["scorecard"].get("level", []), mean) or {}
        amount, action = -price(case, employee, day, level, Fraction(1)), level.get("action", "")
        if scores_in_doubt(case, employee) and (amount or action):
            amount, action = 0, "scorecard-review"
        entries.append(Entry(employee, day, "scorecard", amount, action=action))
    if "stars" in version:
        band = reached(version["stars"]["band"], mean)
        if band is not None:
            entries.append(Entry(employee, day, "star", half_up(minor(band.get("bonus", 0)))))
    return entries


def reached(levels: list[Toml], mean: Fraction) -> Toml | None:
    """The level or band with the highest `from_percent` that is at most the mean."""
    below = [level for level in levels if Fraction(str(level["from_percent"])) <= mean]
    return max(below, key=lambda level: Fraction(str(level["from_percent"])), default=None)


def scores_in_doubt(case: Case, employee: str) -> bool:
    """Section 15: whether rows of the employee's samples in the period, or of unknown date, were set aside."""
    if any(day is None or case.has(day) for day in case.set_aside(employee, "scores")):
        return True
    aside = [row for rows in samples(case).values() if is_wrong(case, rows) for row in rows]
    return any(row["employee_id"] == employee for row in aside)


def response_time_entries(case: Case) -> list[Entry]:
    """Section 15: conversations of the period that keep their bounds, and how many of them have to."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        judged: list[bool] = []
        for row in case.rows("chats", employee):
            day = moment(case, employee, row["time"]).date()
            rule = version_of(case, employee, day).get("response_times") if case.has(day) else None
            if rule is not None:
                judged.append(in_time(rule, row))
        days = days_employed(case, employee)
        rule = version_of(case, employee, days[-1]).get("response_times") if days else None
        if rule is None or len(judged) < rule.get("minimum_conversations", 1):
            continue
        if Fraction(sum(judged), len(judged)) * 100 >= Fraction(str(rule.get("within_percent", 100))):
            continue
        amount, action = -price(case, employee, days[-1], rule, Fraction(1)), rule.get("action", "")
        doubt = any(aside is None or case.has(aside) for aside in case.set_aside(employee, "chats"))
        if doubt and (amount or action):
            amount, action = 0, "response-time-review"
        entries.append(Entry(employee, days[-1], "response-time", amount, action=action, event="response-time"))
    return entries


def in_time(rule: Toml, row: Row) -> bool:
    """Section 15: whether each figure of a conversation that is given keeps its bound."""
    first, further, speed = (
        int(row[name]) if row.get(name) else None
        for name in ("first_response_seconds", "slowest_response_seconds", "characters_per_minute")
    )
    if first is not None and "first_seconds" in rule and first > rule["first_seconds"]:
        return False
    if further is not None and "further_seconds" in rule and further > rule["further_seconds"]:
        return False
    return speed is None or "characters_per_minute" not in rule or speed >= rule["characters_per_minute"]
