"""The problems that the check against the law finds in the tables (rules, section 22)."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

ACKNOWLEDGEMENT_VERSION = ProblemKind(
    "ACKNOWLEDGEMENT-VERSION",
    "warning",
    Text.template(
        "{employee} signed for {value}, which is not a version of the policy {policy}; there are: {known}; it counts "
        "for nothing"
    ),
    Text.of("correct `version`: the day in the name of the policy's file"),
)
CARRIED_NOT_EARLIER = ProblemKind(
    "CARRIED-NOT-EARLIER",
    "warning",
    Text.template(
        "a loss of {value} cannot be carried into {period}, which had not ended by then: it is charged in its own "
        "month, and nothing is taken for this row"
    ),
    Text.of("put carried.csv into the data of the month after"),
)
CARRIED_OTHER_PERIOD = ProblemKind(
    "CARRIED-OTHER-PERIOD",
    "warning",
    Text.template(
        "what is carried in this row is to be taken in {value}, and this is {period}: nothing is taken for it"
    ),
    Text.of("put in the carried.csv that the month before has written"),
)
CARRIED_NOT_EMPLOYED = ProblemKind(
    "CARRIED-NOT-EMPLOYED",
    "warning",
    Text.template(
        "{employee} is not employed in this period (employed {hired} to {left}): the {amount} carried over ({value}) "
        "cannot be taken"
    ),
    Text.of("settle it with the person, and delete the row from carried"),
)
LAW_NOT_IN_FORCE = ProblemKind(
    "LAW-NOT-IN-FORCE",
    "warning",
    Text.template("the profile {value} begins on {since}: deductions of {day} are checked against no law"),
    Text.of("check these deductions yourself"),
)
PROBATION_TOO_LONG = ProblemKind(
    "PROBATION-TOO-LONG",
    "warning",
    Text.template(
        "{employee}: under this contract ({term}) probation ends on {value}, but the law allows {months} months, to "
        "{latest} at the latest ({source})"
    ),
    Text.of("shorten the probation; time served beyond it is owed the wage after probation"),
)
PROBATION_PAY_LOW = ProblemKind(
    "PROBATION-PAY-LOW",
    "warning",
    Text.template("{employee}: probation pays {value}%, below the {least}% that the law asks for ({source})"),
    Text.of("raise wage_percent in [probation] of the policy"),
)

KINDS: tuple[ProblemKind, ...] = (
    ACKNOWLEDGEMENT_VERSION,
    CARRIED_NOT_EARLIER,
    CARRIED_NOT_EMPLOYED,
    CARRIED_OTHER_PERIOD,
    LAW_NOT_IN_FORCE,
    PROBATION_PAY_LOW,
    PROBATION_TOO_LONG,
)
