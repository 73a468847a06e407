"""The problems of samples of quality that show only when the month is put together."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

SCORE_ITEM = ProblemKind(
    "SCORE-ITEM",
    "error",
    Text.template("sample {sample}: the scorecard of policy {policy} has no item «{value}»; it has: {known}{more}"),
    Text.of("correct the item, or add it to the policy file; set aside, the whole sample does not count"),
)
SCORE_GRADE = ProblemKind(
    "SCORE-GRADE",
    "error",
    Text.template(
        "sample {sample}: the item «{item}» of policy {policy} has no grade «{value}»; it has: {known}{more}"
    ),
    Text.of("correct the grade, or give it points in the policy file; set aside, the whole sample does not count"),
)
SCORE_FATAL = ProblemKind(
    "SCORE-FATAL",
    "error",
    Text.template("sample {sample}: policy {policy} lists no fatal error «{value}»; it has: {known}{more}"),
    Text.of("correct the item, or add it to [scorecard.fatal]; set aside, the whole sample does not count"),
)
SAMPLE_MIXED = ProblemKind(
    "SAMPLE-MIXED",
    "error",
    Text.template("the rows of sample {value} are about several people or dates: {about}{more}"),
    Text.of("correct the id, the date or the sample's id; set aside, the whole sample does not count"),
)
SAMPLE_INCOMPLETE = ProblemKind(
    "SAMPLE-INCOMPLETE",
    "warning",
    Text.template("sample {value} has no row for {items}, taken as not applicable{more}"),
    Text.of("add the grades; write not-applicable where that is meant"),
)

KINDS: tuple[ProblemKind, ...] = (SAMPLE_INCOMPLETE, SAMPLE_MIXED, SCORE_FATAL, SCORE_GRADE, SCORE_ITEM)
