"""The event log of Suprema BioStar: which events are punches, and whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from payroll.intake.readers.biostar import user_of
from tests.clocks.sample_rows import counts, expected, read_sample, read_text, rows_of, told

HEADINGS = "Date,Door,Device ID,Device,User Group,User,Event\n"


def test_successful_authentications_are_punches_newest_first_as_the_file_has_them(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "biostar")
    assert rows_of(found, "punches") == expected("biostar", "punches")


def test_other_events_are_out_of_scope_with_one_warning(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "biostar")
    assert told(found) == [("CLOCK-REJECTED", 3, "Event = 1:N authentication failed (Face)")]
    assert found.problems[0].details["count"] == "3"
    assert counts(found) == [("biostar", 7, 0, 3, 0)]


@pytest.mark.parametrize(
    ("user", "person"),
    [
        ("378(Some Name)", ("378", "Some Name")),
        ("0041 ( Lin (Lily) Berg )", ("0041", "Lin (Lily) Berg")),
        ("a.b-7(林晓)", ("a.b-7", "林晓")),
        ("378", ("378", "")),
        ("378()", ("378", "")),
        ("", ("", "")),
        ("(Nobody)", ("(Nobody)", "")),
    ],
)
def test_a_user_is_an_id_with_a_name_in_brackets(user: str, person: tuple[str, str]) -> None:
    assert user_of(user) == person


@pytest.mark.parametrize(
    ("event", "is_punch"),
    [
        ("1:N authentication succeeded (Face)", True),
        ("1:1 authentication succeeded (Card + PIN)", True),
        ("1:1 Authentication Succeeded", True),
        ("1:N authentication failed (Face)", False),
        ("Access denied (Invalid access group)", False),
        ("Door unlocked", False),
        ("", False),
    ],
)
def test_an_event_is_a_punch_if_it_says_that_authentication_succeeded(
    tmp_path: Path, event: str, *, is_punch: bool
) -> None:
    found = read_text(tmp_path, f"{HEADINGS}2026-05-29 17:36:26,,1,Door,,7(Ann),{event}\n")
    assert bool(rows_of(found, "punches")) == is_punch
    assert counts(found) == [("biostar", 1, 0, 0 if is_punch else 1, 0)]


def test_the_careful_path_reads_the_same(tmp_path: Path) -> None:
    rows = "2026-05-29 17:36:26,,1,Door,,378(Ann),1:N authentication succeeded (Face)\n" * 2
    quick = rows_of(read_text(tmp_path, HEADINGS + rows), "punches")
    careful = rows_of(read_text(tmp_path, HEADINGS + rows + "short\n"), "punches")
    assert quick == careful
    assert [row[1:3] for row in quick] == [("378", "Ann"), ("378", "Ann")]
