"""Late evidence of nine kinds, each from the first closing to the last, with the corrections worked out by hand."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from payroll.bookkeeping.replaying import replay
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.verify import verify
from payroll.run import begin, finish, report
from tests.book.shop import (
    AUTUMN,
    HAN,
    LI,
    POLICY,
    Shop,
    Tables,
    complaint,
    fen,
    opened_shop,
    worked,
    write_policy,
    write_tables,
)

C1, C2, C3 = (f"2026-10/E02/complaint/C{number}" for number in (1, 2, 3))
TWELFTH, THIRTEENTH, FOURTEENTH = (f"2026-10/E01/lateness/2026-10-{day}.1" for day in (12, 13, 14))
PEOPLE: Tables = {"employees": (LI, HAN), "shifts": (), "punches": ()}
THREE_TIMES_LATE: Tables = {
    **PEOPLE,
    "shifts": tuple(f"E01,2026-10-{day},day" for day in (12, 13, 14)),
    "punches": tuple(punch for day in (12, 13, 14) for punch in worked("E01", f"2026-10-{day}", "09:10")),
}

Line = tuple[str, str, str]
"""Of a correction: what it is about, which part it is (``reversed`` or ``posted``), and the amount."""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return opened_shop(tmp_path)


def close(shop: Shop, period: str, tables: Tables) -> None:
    """Run a month on its tables and close it."""
    shop.run(period, tables)
    shop.done("close", period)


def amend(shop: Shop, period: str, tables: Tables) -> str:
    """Take late evidence into a closed month."""
    shop.write(tables, "late")
    return shop.done("amend", period, "--data", "late", "--reason", "迟到的资料")


def corrections(shop: Shop, period: str) -> list[Line]:
    """Return the corrections that the last run of a month carries, and check what their ids are made of."""
    found = []
    for row in shop.written(period, "ledger"):
        if row["kind"] == "correction":
            entry, part = row["corrects"], row["entry_id"].rpartition("/")[2]
            assert row["entry_id"] == f"{period}/{row['employee_id']}/correction/{entry}/{part}"
            assert row["rule"] == entry.split("/")[2]
            found.append((entry, part, row["amount"]))
    return found


def person(shop: Shop, period: str, employee: str) -> dict[str, str]:
    """Return somebody's row of the adjustments of the last run of a month."""
    [row] = [row for row in shop.written(period, "adjustments") if row["employee_id"] == employee]
    own = [line for line in shop.written(period, "ledger") if line["employee_id"] == employee]
    assert fen(row["total"]) == sum(fen(line["amount"]) for line in own)
    return row


def assert_settled(shop: Shop, known: Mapping[str, Tables]) -> None:
    """Check the book, and that all lines about each entry come to what the month is on all that is known now."""
    store = EvidenceStore(str(shop.folder / "evidence"))
    assert verify(shop.book, store) == []
    net: dict[str, int] = {}
    for line in shop.lines():
        entry = line["corrects"] or line["entry_id"]
        net[entry] = net.get(entry, 0) + line["amount"]
    fresh: dict[str, int] = {}
    for period, tables in known.items():
        again = replay(shop.book, store, period)
        assert again.differences == ()
        assert len(again.files) == 6
        data = write_tables(shop.folder / "known", tables)
        ledger = report(finish(begin(period, data, shop.folder / "policies")), "en").ledger
        fresh |= dict(zip(ledger["entry_id"], ledger["amount"].tolist(), strict=True))
    assert {entry: net.get(entry) for entry in fresh} == fresh
    assert {entry: amount for entry, amount in net.items() if entry not in fresh and amount} == {}


def test_a_withdrawn_complaint_renumbers_the_later_ones(shop: Shop) -> None:
    days = {"C1": "2026-10-05", "C2": "2026-10-12", "C3": "2026-10-20"}
    upheld = {**PEOPLE, "complaints": tuple(complaint(number, "E02", day) for number, day in days.items())}
    close(shop, "2026-10", upheld)
    assert [line["amount"] for line in shop.lines()] == [-3000, -6000, -12000]
    withdrawn = (complaint("C1", "E02", days["C1"], "rejected"), *upheld["complaints"][1:])
    amend(shop, "2026-10", {"complaints": withdrawn})
    close(shop, "2026-11", {**upheld, "complaints": withdrawn})
    assert corrections(shop, "2026-11") == [
        (C1, "reversed", "30.00"),
        (C2, "reversed", "60.00"),
        (C2, "posted", "-30.00"),
        (C3, "reversed", "120.00"),
        (C3, "posted", "-60.00"),
    ]
    assert [line["action"] for line in shop.lines()[3:]] == [""] * 5  # of the dismissal review nothing is left
    assert person(shop, "2026-11", "E02")["corrections"] == "120.00"
    known = {**upheld, "complaints": withdrawn}
    assert_settled(shop, {"2026-10": known, "2026-11": known})


def test_a_late_leave_takes_away_the_third_lateness_and_so_reprices_the_others(shop: Shop) -> None:
    close(shop, "2026-10", THREE_TIMES_LATE)
    assert [line["amount"] for line in shop.lines()] == [-21750, -21750, -21750]
    leave = ("L1,E01,2026-10-14,2026-10-14,2026-10-13 09:00,approved",)
    amend(shop, "2026-10", {"leave": leave})
    close(shop, "2026-11", PEOPLE)
    assert corrections(shop, "2026-11") == [
        (TWELFTH, "reversed", "217.50"),
        (TWELFTH, "posted", "-43.50"),
        (THIRTEENTH, "reversed", "217.50"),
        (THIRTEENTH, "posted", "-43.50"),
        (FOURTEENTH, "reversed", "217.50"),
    ]
    assert person(shop, "2026-11", "E01")["total"] == "565.50"
    assert_settled(shop, {"2026-10": {**THREE_TIMES_LATE, "leave": leave}, "2026-11": PEOPLE})


def test_a_swap_that_is_approved_after_the_fact_moves_the_shift(shop: Shop) -> None:
    tables = {
        **PEOPLE,
        "shifts": ("E01,2026-10-14,day",),
        "punches": worked("E02", "2026-10-14", "09:10"),
        "swaps": ("W1,E01,E02,2026-10-14,2026-10-12 09:00,pending",),
    }
    close(shop, "2026-10", tables)
    absence, lateness = "2026-10/E01/absence/2026-10-14.1", "2026-10/E02/lateness/2026-10-14.1"
    assert [(line["entry_id"], line["amount"]) for line in shop.lines()] == [(absence, -20000)]
    approved = ("W1,E01,E02,2026-10-14,2026-10-12 09:00,approved",)
    amend(shop, "2026-10", {"swaps": approved})
    close(shop, "2026-11", PEOPLE)
    assert corrections(shop, "2026-11") == [(absence, "reversed", "200.00"), (lateness, "posted", "-43.50")]
    assert person(shop, "2026-11", "E01")["total"] == "200.00"
    assert person(shop, "2026-11", "E02")["total"] == "-43.50"
    assert_settled(shop, {"2026-10": {**tables, "swaps": approved}, "2026-11": PEOPLE})


def test_another_hire_date_lowers_what_may_be_charged(shop: Shop) -> None:
    """The guard: 20 % of 4350.00 × 15 / 31 is 420.96 (420.967… rounded down), so 79.04 of the 500.00 come back."""
    tables = {
        **PEOPLE,
        "employees": (LI, "E03,张三,中山路店,2026-10-01,,4350.00"),
        "incidents": ("N1,E03,2026-10-20,quarrel",),
    }
    close(shop, "2026-10", tables)
    assert [line["amount"] for line in shop.lines()] == [-50000]
    corrected = (LI, "E03,张三,中山路店,2026-10-17,,4350.00")
    amend(shop, "2026-10", {"employees": corrected})
    close(shop, "2026-11", {**PEOPLE, "employees": corrected})
    [(entry, part, amount)] = corrections(shop, "2026-11")
    assert (entry.rpartition("/")[0], part, amount) == ("2026-10/E03/guard", "posted", "79.04")
    assert person(shop, "2026-11", "E03")["corrections"] == "79.04"
    known = {**tables, "employees": corrected}
    assert_settled(shop, {"2026-10": known, "2026-11": {**PEOPLE, "employees": corrected}})


def test_a_raise_that_reaches_back_into_a_closed_month_is_priced_from_its_day_on(shop: Shop) -> None:
    close(shop, "2026-10", AUTUMN)
    raised = {**AUTUMN, "wages": ("E01,2026-10-13,5000.00",)}
    amend(shop, "2026-10", {"wages": raised["wages"]})
    close(shop, "2026-11", raised)
    assert corrections(shop, "2026-11") == [(THIRTEENTH, "reversed", "43.50"), (THIRTEENTH, "posted", "-50.00")]
    li = person(shop, "2026-11", "E01")
    assert (li["base_wage"], li["lateness"], li["corrections"], li["total"]) == ("5000.00", "-50.00", "-6.50", "-56.50")
    assert_settled(shop, {"2026-10": raised, "2026-11": raised})


def test_of_evidence_that_changes_twice_before_the_next_closing_the_latest_counts(shop: Shop) -> None:
    close(shop, "2026-10", AUTUMN)
    second = complaint("C2", "E02", "2026-10-28")
    amend(shop, "2026-10", {"complaints": (*AUTUMN["complaints"], second)})
    shop.run("2026-11")
    assert corrections(shop, "2026-11") == [(C2, "posted", "-60.00")]
    neither = (complaint("C1", "E02", "2026-10-15", "rejected"), complaint("C2", "E02", "2026-10-28", "rejected"))
    amend(shop, "2026-10", {"complaints": neither})
    assert "act 3" in shop.refused("close", "2026-11")[1]
    known = {**AUTUMN, "complaints": neither}
    close(shop, "2026-11", known)
    assert corrections(shop, "2026-11") == [(C1, "reversed", "30.00")]
    assert_settled(shop, {"2026-10": known, "2026-11": known})


def test_a_correction_is_corrected_in_its_turn(shop: Shop) -> None:
    close(shop, "2026-10", AUTUMN)
    earlier = (complaint("C3", "E02", "2026-10-08"), *AUTUMN["complaints"])
    amend(shop, "2026-10", {"complaints": earlier})
    close(shop, "2026-11", {**AUTUMN, "complaints": earlier})
    assert corrections(shop, "2026-11") == [
        (C3, "posted", "-30.00"),
        (C1, "reversed", "30.00"),
        (C1, "posted", "-60.00"),
    ]
    withdrawn = (complaint("C3", "E02", "2026-10-08", "rejected"), *AUTUMN["complaints"])
    amend(shop, "2026-10", {"complaints": withdrawn})
    known = {**AUTUMN, "complaints": withdrawn}
    close(shop, "2026-12", known)
    assert corrections(shop, "2026-12") == [
        (C3, "reversed", "30.00"),
        (C1, "reversed", "60.00"),
        (C1, "posted", "-30.00"),
    ]
    assert_settled(shop, {"2026-10": known, "2026-11": {**AUTUMN, "complaints": earlier}, "2026-12": known})


def test_somebody_who_has_left_since_gets_a_row_for_what_is_given_back(shop: Shop) -> None:
    close(shop, "2026-10", AUTUMN)
    withdrawn = (complaint("C1", "E02", "2026-10-15", "rejected"),)
    amend(shop, "2026-10", {"complaints": withdrawn})
    left = {**AUTUMN, "employees": (LI, "E02,韩梅,中山路店,2020-01-06,2026-10-31,4350.00"), "complaints": withdrawn}
    close(shop, "2026-11", left)
    assert corrections(shop, "2026-11") == [(C1, "reversed", "30.00")]
    han = person(shop, "2026-11", "E02")
    assert (han["name"], han["store"], han["base_wage"]) == ("韩梅", "中山路店", "4350.00")
    assert (han["complaints"], han["corrections"], han["total"]) == ("0.00", "30.00", "30.00")
    assert han["policy"].startswith("shop@2020-01-01#")
    assert_settled(shop, {"2026-10": {**AUTUMN, "complaints": withdrawn}, "2026-11": left})


def test_another_last_day_makes_another_part_of_the_month(shop: Shop) -> None:
    # 3100.00 × 10/31 = 1000.00, and ten days later 2000.00.
    write_policy(shop.folder / "policies", POLICY + '\n[part_month]\nmethod = "calendar-days"\n')
    tables = {**PEOPLE, "employees": (LI, "E02,韩梅,中山路店,2020-01-06,2026-10-10,3100.00")}
    close(shop, "2026-10", tables)
    assert person(shop, "2026-10", "E02")["wage_parts"] == "-2100.00"
    known = {**PEOPLE, "employees": (LI, "E02,韩梅,中山路店,2020-01-06,2026-10-20,3100.00")}
    amend(shop, "2026-10", {"employees": known["employees"]})
    close(shop, "2026-11", known)
    part = "2026-10/E02/part-month/part-month"
    assert corrections(shop, "2026-11") == [(part, "reversed", "2100.00"), (part, "posted", "-1100.00")]
    han = person(shop, "2026-11", "E02")
    assert (han["wage_parts"], han["corrections"], han["total"]) == ("0.00", "1000.00", "1000.00")
    assert_settled(shop, {"2026-10": known, "2026-11": known})


def test_two_closed_months_are_corrected_at_once(shop: Shop) -> None:
    tables = {**PEOPLE, "complaints": (complaint("C1", "E02", "2026-10-15"), complaint("C2", "E02", "2026-11-12"))}
    later = "2026-11/E02/complaint/C2"
    close(shop, "2026-10", tables)
    close(shop, "2026-11", tables)
    assert [line["amount"] for line in shop.lines()] == [-3000, -6000]
    withdrawn = (complaint("C1", "E02", "2026-10-15", "rejected"), tables["complaints"][1])
    assert "something else about 2026-11 as well" in amend(shop, "2026-10", {"complaints": withdrawn})
    assert "as well" not in amend(shop, "2026-11", {"complaints": withdrawn})
    known = {**tables, "complaints": withdrawn}
    close(shop, "2026-12", known)
    assert corrections(shop, "2026-12") == [
        (C1, "reversed", "30.00"),
        (later, "reversed", "60.00"),
        (later, "posted", "-30.00"),
    ]
    assert person(shop, "2026-12", "E02")["total"] == "60.00"
    assert_settled(shop, {"2026-10": known, "2026-11": known, "2026-12": known})
