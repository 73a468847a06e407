"""What the law says of each line, as columns of few different contents (rules, section 22)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import EMPTY, SEMICOLON, Text
from payroll.month.law.allow import Allowed
from payroll.policy.law_model import KINDS, Limit

STATUSES = ("allowed", "cut", "refused", "review", "not-checked")
ALLOWED, CUT, REFUSED, REVIEW, NOT_CHECKED = range(len(STATUSES))
VERDICT_COLUMNS = ("line", "kind", "asked", "allowed", "limit", "profile", "notes", "status")
"""line (int32, position in the entries), kind (int8, position in ``KINDS``, -1 for a proposal), asked, allowed
(int64 minor units), limit, profile, notes (int32, positions in the lists of ``Verdicts``, -1 for none), status
(int8, position in ``STATUSES``)."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The lines that charge or propose something, and what the law says of each (``VERDICT_COLUMNS``).

    ``carried`` is what the next month may take of losses: employee (position), entry_id, date, amount, clause.
    """

    lines: pd.DataFrame
    limits: tuple[Limit, ...]
    profiles: tuple[str, ...]
    notes: tuple[Text, ...]
    carried: pd.DataFrame

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the kinds; the last, of proposals, is empty."""
        return (*KINDS, "")


def status_of(charges: pd.DataFrame, done: Allowed, *, checked: bool) -> npt.NDArray[np.int8]:
    """Return the status of each charge or proposal (positions in ``STATUSES``)."""
    count = len(charges)
    if not checked:
        return np.full(count, NOT_CHECKED, np.int8)
    allowed, asked = done.time + done.rest, charges["asked"].to_numpy()
    proposes = charges["proposes"].to_numpy()
    conditions = [(allowed == 0) & (asked > 0) & done.refused, allowed < asked, proposes]
    return np.select(conditions, [REFUSED, CUT, REVIEW], ALLOWED).astype(np.int8)


class Collected:
    """Verdicts of several groups of people, put into one table."""

    def __init__(self) -> None:
        self._frames: list[pd.DataFrame] = []
        self._limits: dict[Limit, int] = {}
        self._profiles: dict[str, int] = {}
        self._notes: dict[Text, int] = {}
        self.carried: list[pd.DataFrame] = []

    def add(self, charges: pd.DataFrame, done: Allowed, profile: str) -> None:
        """Add the verdicts of charges under one profile ("" for none)."""
        limits = np.array([*(self._limits.setdefault(each, len(self._limits)) for each in done.limits), -1], np.int32)
        which = self._profiles.setdefault(profile, len(self._profiles)) if profile else -1
        self._frames.append(
            pd.DataFrame(
                {
                    "line": charges["line"].to_numpy(),
                    "kind": charges["kind"].to_numpy(),
                    "asked": charges["asked"].to_numpy(),
                    "allowed": done.time + done.rest,
                    "limit": limits[done.limit],
                    "profile": np.full(len(charges), which, np.int32),
                    "notes": self._notes_of(done),
                    "status": status_of(charges, done, checked=bool(profile)),
                }
            )
        )

    def _notes_of(self, done: Allowed) -> npt.NDArray[np.int32]:
        """Return the position of what is told of each charge, all its notes joined."""
        masks, index = np.unique(done.notes, return_inverse=True)
        joined = [
            SEMICOLON.join(note for bit, note in enumerate(done.told) if mask >> bit & 1) for mask in masks.tolist()
        ]
        positions = [self._notes.setdefault(text, len(self._notes)) if text != EMPTY else -1 for text in joined]
        return np.array(positions or [-1], np.int32)[index] if len(index) else np.zeros(0, np.int32)

    def verdicts(self) -> Verdicts:
        """Return everything in the order of the entries."""
        frames = [frame for frame in self._frames if len(frame)] or [_no_verdicts()]
        lines = pd.concat(frames, ignore_index=True).sort_values("line", ignore_index=True)
        carried = pd.concat(self.carried, ignore_index=True) if self.carried else no_carried()
        return Verdicts(lines, tuple(self._limits), tuple(self._profiles), tuple(self._notes), carried)


def no_carried() -> pd.DataFrame:
    """Return an empty frame of what is carried."""
    types = {"employee": "int32", "entry_id": "str", "date": "int32", "amount": "int64", "clause": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def _no_verdicts() -> pd.DataFrame:
    types = dict.fromkeys(VERDICT_COLUMNS, "int32") | {"kind": "int8", "status": "int8"}
    types |= {"asked": "int64", "allowed": "int64"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
