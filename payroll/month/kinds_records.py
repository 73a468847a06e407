"""The problems of the tables of records: reports, hand-over records, meetings, the proof of incidents, the history."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

RECORDS_NOT_GIVEN = ProblemKind(
    "RECORDS-NOT-GIVEN",
    "warning",
    Text.template(
        "policy {policy} has [{rule}], but there is no table {value} ({name}): nothing is judged by this rule"
    ),
    Text.of(
        "put the table into the data folder; if nothing at all was recorded, put in a file with its headings alone"
    ),
)

HISTORY_RULE = ProblemKind(
    "HISTORY-RULE",
    "warning",
    Text.template("the ledger has no rule «{value}» ({count} rows): nothing of them counts"),
    Text.of("write the rule as in the ledger, such as lateness; nothing to do if it is not to be counted"),
)
HISTORY_CODE = ProblemKind(
    "HISTORY-CODE",
    "warning",
    Text.template(
        "of {count} incidents of the past it is not known which they are (no code, and no row in incidents): they "
        "count as incident only"
    ),
    Text.of("fill in the column `code`, or put the incidents of those months into the table incidents too"),
)

INCIDENT_PROOF = ProblemKind(
    "INCIDENT-PROOF",
    "error",
    Text.template("the incident «{value}» ({title}) has no proof, which policy {policy} asks for"),
    Text.of(
        "fill in the column `proof`; without proof set it aside with --accept INCIDENT-PROOF, then it costs nothing"
    ),
)
INCIDENT_MINUTES = ProblemKind(
    "INCIDENT-MINUTES",
    "warning",
    Text.template(
        "the incident «{value}» ({title}) does not say how long it lasted; policy {policy} counts more than {over} "
        "min, so it counts as it was reported"
    ),
    Text.of("fill in the column `minutes`, or delete the row if it was no longer than that"),
)

MEETING_WEEKDAY = ProblemKind(
    "MEETING-WEEKDAY",
    "warning",
    Text.template(
        "{value} is a {found}, but policy {policy} has its meeting on {expected}; this meeting counts all the same"
    ),
    Text.of("check the date; nothing to do if the meeting was moved"),
)

KINDS: tuple[ProblemKind, ...] = (
    HISTORY_CODE,
    HISTORY_RULE,
    INCIDENT_MINUTES,
    INCIDENT_PROOF,
    MEETING_WEEKDAY,
    RECORDS_NOT_GIVEN,
)
