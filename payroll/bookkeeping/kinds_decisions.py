"""What can be wrong with a decision that a person wrote down: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

DECISION_ENTRY = ProblemKind(
    "DECISION-ENTRY",
    "error",
    Text.template("this month has no ledger line «{value}»"),
    Text.of(
        "check the entry id; if that line is gone, clear the row; a charge of an earlier month is waived with "
        "payroll waive"
    ),
)
DECISION_EARLY = ProblemKind(
    "DECISION-EARLY",
    "error",
    Text.template("the decision of {value} is earlier than {entry}, which is of {day}"),
    Text.of("write the day on which it was decided"),
)
DECISION_LATER = ProblemKind(
    "DECISION-LATER",
    "error",
    Text.template("the decision of {value} is later than today, {day}"),
    Text.of("write the day on which it was decided"),
)
DECISION_NOT_ASKED = ProblemKind(
    "DECISION-NOT-ASKED",
    "error",
    Text.template("nothing is to be decided of {entry}, so «{value}» has no meaning"),
    Text.of("clear the row; to waive the charge, write «waive»"),
)
DECISION_NOT_WAIVED = ProblemKind(
    "DECISION-NOT-WAIVED",
    "error",
    Text.template("{entry} cannot be waived: {why}"),
    Text.of("clear the row"),
)
DECISION_TWICE = ProblemKind(
    "DECISION-TWICE",
    "error",
    Text.template("there are two different decisions about {entry}, the other one in {other}"),
    Text.of("keep one of them"),
)
KINDS: tuple[ProblemKind, ...] = (
    DECISION_ENTRY,
    DECISION_EARLY,
    DECISION_LATER,
    DECISION_NOT_ASKED,
    DECISION_NOT_WAIVED,
    DECISION_TWICE,
)
