"""Section 16 by the slow implementation: what was counted, and the steps that it leads to."""

from dataclasses import dataclass
from datetime import date

from .naive import Case, Entry, Row, Toml, grouped, in_window, version_of


@dataclass(frozen=True)
class Past:
    """An entry of the history that stands."""

    date: date
    rule: str
    code: str


def discipline_entries(case: Case, entries: list[Entry]) -> list[Entry]:
    """Section 16: for each entry of the period that is counted, the step that its number proposes."""
    proposals: list[Entry] = []
    for employee, own in grouped(entries, lambda e: e.employee).items():
        own.sort(key=lambda e: (e.date, e.rule, e.event))
        history = past_entries(case, employee)
        for n, entry in enumerate(own):
            rule = version_of(case, employee, entry.date).get("discipline")
            if rule is None or not counts(rule, entry):
                continue
            window = rule.get("window", "employment")
            so_far: list[Entry | Past] = [*history, *own[: n + 1]]
            number = sum(counts(rule, e) and in_window(case, window, e.date, entry.date) for e in so_far)
            action = step(rule, number)
            if action:
                event = f"{entry.rule} {entry.event}"
                proposals.append(Entry(employee, entry.date, "discipline", 0, number, action, event))
    return proposals


def counts(rule: Toml, entry: Entry | Past) -> bool:
    """Section 16: whether a version counts an entry, by its rule or by the code of the incident."""
    by_code = entry.rule == "incident" and bool(entry.code) and f"incident:{entry.code}" in rule["counts"]
    return entry.rule in rule["counts"] or by_code


def step(rule: Toml, number: int) -> str:
    """Section 16: the action of the step whose count it is; beyond the last that of the last; else nothing."""
    last = max(rule["step"], key=lambda s: int(s["count"]))
    for each in [*rule["step"], last]:
        if number == each["count"] or (each is last and number > last["count"]):
            return str(each["action"])
    return ""


def past_entries(case: Case, employee: str) -> list[Past]:
    """Section 16: the entries of the history, dated before the period, that stand, each once."""
    found: list[Past] = []
    said: dict[str, Row] = {}  # one row for each entry that was computed or posted again
    times: dict[str, int] = {}  # how often it was said, less how often it was reversed
    forgiven: set[str] = set()
    seen: set[str] = set()
    for row in case.rows("history", employee):
        if date.fromisoformat(row["date"]) >= case.first:
            continue
        entry = row.get("entry_id", "")
        if not entry:
            found.append(past_of(case, employee, row, entry))
            continue
        if entry in seen:
            continue
        seen.add(entry)
        kind, about = what_it_says(employee, entry)
        if kind in ("waiver", "appeal"):
            forgiven.add(about)
        elif kind == "reversed":
            times[about] = times.get(about, 0) - 1
        else:
            times[about] = times.get(about, 0) + 1
            said[about] = row
    stand = [about for about in said if times[about] > 0 and about not in forgiven]
    return found + [past_of(case, employee, said[about], about) for about in stand]


def what_it_says(employee: str, entry_id: str) -> tuple[str, str]:
    """Read an id: what the line does (`says`, `posted`, `reversed`, `waiver`, `appeal`), and to which entry."""
    for word in ("correction", "waiver", "appeal"):
        mark = f"/{employee}/{word}/"
        if mark in entry_id:
            about = entry_id.split(mark, 1)[1]
            if word == "correction":
                about, how = about.rsplit("/", 1)
                return how, about
            return word, about
    return "says", entry_id


def past_of(case: Case, employee: str, row: Row, entry_id: str) -> Past:
    """Section 16: an entry with the code of its row, else that of the incident which its id names."""
    code = row.get("code", "")
    if row["rule"] == "incident" and not code:
        for incident in case.rows("incidents", employee):
            if entry_id.endswith(f"/{employee}/incident/{incident['incident_id']}"):
                code = incident["code"]
    return Past(date.fromisoformat(row["date"]), row["rule"], code)
