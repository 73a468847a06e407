"""A statement as its page shows it: every text and amount ready to be printed.

Plain values and no data frames, so that pages are drawn in processes that load no pandas.
"""

from __future__ import annotations

from dataclasses import dataclass

from payroll.language import Language


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of what the month comes to; ``note`` says how often it was, or what is not in it."""

    label: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger.

    ``what`` is its rule and clause, ``why`` the explanation with the arithmetic, ``proposal`` what a person still has
    to decide, ``small`` what the law check said and the id that an objection names.
    """

    date: str
    what: str
    amount: str
    why: str
    proposal: str
    small: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, such as charges, with their sum."""

    title: str
    sum: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One judged shift; ``is_plain`` tells that nothing is to be said about it."""

    date: str
    times: str
    presence: str
    verdict: str
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a heading, and remarks in small print below them."""

    title: str
    sentences: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The page of one employee for one month.

    ``facts`` are pairs of what it is and what it says: who, which month, which policy. ``about_shifts`` is said where
    there are none. ``sections`` are swaps, law and objections; ``signing`` what a signature means, and the two blanks.
    """

    employee_id: str
    language: Language
    title: str
    month: str
    state: str
    facts: tuple[tuple[str, str], ...]
    sums_title: str
    sums: tuple[Sum, ...]
    total: Sum
    pay: Sum | None
    lines_title: str
    groups: tuple[Group, ...]
    about_lines: str
    shifts_title: str
    shift_headings: tuple[str, ...]
    shifts: tuple[Shift, ...]
    about_shifts: str
    sections: tuple[Section, ...]
    signing_title: str
    signing: str
    blanks: tuple[str, ...]
    footer: str
