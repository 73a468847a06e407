"""Months of the book under another policy, on both databases: from their evidence alone, and nothing is recorded."""

import shutil

from tests.book.shop import AUTUMN, FINE, POLICY, THIRD, Shop, complaint, table_of, write_policy

DEARER = POLICY.replace("percent_of_base = 1\n", "percent_of_base = 2\n").replace("amount = 30\n", "amount = 40\n")
"""Late: 87.00 in place of 43.50; the first complaint: 40.00 in place of 30.00."""


def tried(shop: Shop, *words: str) -> str:
    """Try months under the dearer policy; the book is as it was afterwards."""
    write_policy(shop.folder / "dearer", DEARER)
    before = shop.everything()
    said = shop.done("simulate", *words, "--under", "dearer")
    assert shop.everything() == before
    return said


def without_files(shop: Shop) -> None:
    """Take away the tables and the policies that the months were run on."""
    shutil.rmtree(shop.folder / "data")
    shutil.rmtree(shop.folder / "policies")


def test_a_closed_month_is_tried_from_its_evidence(closed: Shop) -> None:
    without_files(closed)
    assert_dearer(tried(closed, "2026-10"))


def test_a_drafted_month_is_tried_from_its_evidence(drafted: Shop) -> None:
    without_files(drafted)
    assert_dearer(tried(drafted, "2026-10"))


def assert_dearer(said: str) -> None:
    """-67.00 before; two latenesses cost 43.50 more each, the complaint 10.00 more."""
    assert "2026-10\t2\t0\t2\t3\t-67.00\t-164.00\t-97.00" in said
    assert "Lateness\t2\t2\t-87.00\t-174.00\t-87.00" in said
    assert f"{FINE} 韩梅  -30.00 → -40.00 (-10.00)" in said


def test_a_closed_month_under_its_own_policy_comes_to_no_difference(closed: Shop) -> None:
    said = closed.done("simulate", "2026-10", "--under", "policies")
    assert "2026-10\t2\t0\t0\t0\t-67.00\t-67.00\t0.00" in said


def test_a_closed_month_is_tried_as_its_latest_amendment_knows_it(closed: Shop) -> None:
    closed.write(THIRD, "late")
    closed.done("amend", "2026-10", "--data", "late", "--reason", "a third lateness")
    said = tried(closed, "2026-10")
    # late three times, so that each costs 5 %, 217.50, under both policies: only the complaint differs
    assert "2026-10\t2\t0\t1\t1\t-632.50\t-642.50\t-10.00" in said


def test_what_a_month_carries_for_earlier_ones_is_no_part_of_it(audited: Shop) -> None:
    # November itself is one lateness; the waiver and the correction of October stand in it as well
    said = tried(audited, "2026-11")
    assert "2026-11\t2\t0\t1\t1\t-43.50\t-87.00\t-43.50" in said


def test_closed_and_drafted_months_are_tried_together(audited: Shop) -> None:
    said = tried(audited, "2026-10", "2026-11", "2026-12", "--out", "out", "--no-workbook")
    # October with its late complaint C2, the second: 60.00 under both
    assert "2026-10\t2\t0\t2\t3\t-127.00\t-224.00\t-97.00" in said
    assert "2026-12\t2\t0\t0\t0\t0.00\t0.00\t0.00" in said
    rows = table_of(audited.folder / "out" / "simulation-people.csv")
    assert [(row["period"], row["employee_id"], row["difference"]) for row in rows] == [
        ("2026-10", "E01", "-87.00"),
        ("2026-10", "E02", "-10.00"),
        ("2026-11", "E01", "-43.50"),
        ("2026-11", "E02", "0.00"),
        ("2026-12", "E01", "0.00"),
        ("2026-12", "E02", "0.00"),
    ]


def test_a_calendar_that_only_the_other_policy_has_gets_its_official_days(closed: Shop) -> None:
    with_calendar = POLICY.replace(
        "[lateness]\n", '[calendar]\nshift = "day"\nweekdays = ["mon"]\nholidays = "CN"\n\n[lateness]\n', 1
    )
    write_policy(closed.folder / "calendar", with_calendar)
    said = closed.done("simulate", "2026-10", "--under", "calendar")
    # Mondays that nobody punches on: the 5th is a holiday; of 12th, 19th and 26th E01 has worked the 12th, and the
    # make-up working Saturday is the 10th, so 李雷 is absent on 3 days and 韩梅 on 4, 200.00 each
    assert "Absence\t0\t7\t0.00\t-1400.00\t-1400.00" in said


def test_a_month_that_is_not_in_the_book_is_refused(closed: Shop) -> None:
    zh, en = closed.refused("simulate", "2026-11", "--under", "policies")
    assert "账簿中没有 2026-11" in zh
    assert "2026-11 is not in the book" in en


def test_a_draft_with_open_errors_is_refused_with_the_errors(drafted: Shop) -> None:
    drafted.write({**AUTUMN, "punches": (*AUTUMN["punches"], "E01,2026-10-12 25:10")})
    assert drafted.say("run", "2026-10", "--no-workbook").code == 2
    _, en = drafted.refused("simulate", "2026-10", "--under", "policies")
    assert "TIME-IMPOSSIBLE" in en
    assert "--accept CODE" in en
    said = drafted.done("simulate", "2026-10", "--under", "policies", "--accept", "TIME-IMPOSSIBLE")
    assert "TIME-IMPOSSIBLE × 1 (accepted, the rows are set aside)" in said


def test_what_was_accepted_when_the_month_was_run_stays_accepted(new: Shop) -> None:
    new.write({**AUTUMN, "complaints": (complaint("C1", "E99", "2026-10-15"),)})
    new.done("run", "2026-10", "--no-workbook", "--accept", "EMPLOYEE-UNKNOWN", "--reason", "a typing error")
    # the complaint is set aside on both sides, so only the two latenesses differ
    assert "2026-10\t2\t0\t1\t2\t-37.00\t-124.00\t-87.00" in tried(new, "2026-10")


def test_altered_evidence_is_refused(closed: Shop) -> None:
    for file in (closed.folder / "evidence").rglob("*.toml"):
        file.write_bytes(b"[policy]")
    _, en = closed.refused("simulate", "2026-10", "--under", "policies")
    assert "evidence" in en
