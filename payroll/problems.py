"""Problems: what is wrong in the files, where, and what the person who can correct it should do.

Bad data is a value: every step returns its problems beside its result, and nothing turns into a
silent 0. The texts stand with the wing that finds the problem, in its ``kinds`` module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from payroll.language import Language, Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem.

    ``message`` and ``fix`` are templates for ``str.format``; they may name ``value``, ``column`` and
    whatever the problem's ``details`` hold.
    """

    code: str
    severity: Severity
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: one cause, at one place.

    ``row`` counts as Excel does (the first row is 1); ``column`` is the heading as the file writes
    it; ``value`` is the text that was found. Empty where they do not apply.
    """

    kind: ProblemKind
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    details: Mapping[str, str | Text] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code, as ``--accept`` takes it."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """``error`` stops a run, ``warning`` does not."""
        return self.kind.severity

    def message(self, language: Language) -> str:
        """Return what is wrong, as a sentence."""
        return self.kind.message.to(language).format(**self._words(language))

    def fix(self, language: Language) -> str:
        """Return what to do about it, as a sentence."""
        return self.kind.fix.to(language).format(**self._words(language))

    def place(self) -> str:
        """Return ``file[sheet]:row``, as far as known."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        row = f":{self.row}" if self.row is not None else ""
        return f"{self.file}{sheet}{row}"

    def _words(self, language: Language) -> dict[str, str]:
        words = {"value": self.value, "column": self.column, "row": str(self.row or "")}
        for name, detail in self.details.items():
            words[name] = detail.to(language) if isinstance(detail, Text) else detail
        return words


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by place, errors and warnings together, exact repeats once."""
    unique = {_sort_key(problem): problem for problem in problems}
    return [unique[key] for key in sorted(unique)]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the errors among the problems."""
    return [problem for problem in problems if problem.severity == "error"]


def stopping(problems: Iterable[Problem], accepted: Iterable[str] = ()) -> list[Problem]:
    """Return the errors that stop a run.

    Accepting a code sets its rows aside; an error that is about no row (a file that cannot be read, a
    policy in error) has nothing to set aside and always stops.
    """
    codes = frozenset(accepted)
    return [problem for problem in errors(problems) if problem.row is None or problem.code not in codes]


def _sort_key(problem: Problem) -> tuple[str, str, int, str, str, str, str]:
    return (
        problem.file,
        problem.sheet,
        problem.row or 0,
        problem.column,
        problem.code,
        problem.value,
        problem.message("en"),
    )
