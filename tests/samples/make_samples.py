"""Make the two samples: the files that a desk would have, and the right answers beside them.

Run by hand, from the project's folder, only when a sample or a shipped policy changes::

    python -m tests.samples.make_samples

It writes ``data_samples/<desk>/data`` and ``data_samples/<desk>/expected`` and leaves ``about.md`` alone. Every run
writes the same. The answers come from the slow reference implementation of the rules, which reads the tables before
they are put into the desk's files; the program that is tested has no part in them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.oracle.naive_month import judge
from tests.samples.kept import Desk, Row, csv_bytes, grid_of
from tests.samples.office_desk import office_desk
from tests.samples.shop_desk import shop_desk

PROJECT = Path(__file__).parents[2]
DESKS = (office_desk, shop_desk)


def main() -> None:
    """Write both samples anew."""
    for make in DESKS:
        desk = make()
        for part, files in (("data", desk.files), ("expected", answers(desk))):
            folder = PROJECT / "data_samples" / desk.name / part
            shutil.rmtree(folder, ignore_errors=True)
            write(folder, files)


def answers(desk: Desk) -> dict[str, bytes]:
    """Return the right ledger, adjustments and attendance of a desk's month, as CSV files."""
    with tempfile.TemporaryDirectory() as place:
        case = Path(place)
        write(case / "data", {f"{name}.csv": as_csv(rows) for name, rows in desk.tables.items()})
        shutil.copytree(PROJECT / "policies", case / "policies")
        found = judge(case, desk.period)
    if found.invalid_swaps:
        raise ValueError(f"swaps that cannot be: {found.invalid_swaps}")
    results = {"ledger": found.ledger, "adjustments": found.adjustments, "attendance": found.attendance}
    return {f"{name}.csv": as_csv(rows) for name, rows in results.items()}


def as_csv(rows: Sequence[Row]) -> bytes:
    """Return a table as a plain CSV file."""
    return csv_bytes(grid_of(rows, {name: name for name in rows[0]}), line_end="\n")


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
