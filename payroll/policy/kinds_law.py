"""The problems of what policies say of laws, and of the files of laws themselves."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

LAW_UNKNOWN = ProblemKind(
    "POLICY-LAW-UNKNOWN",
    "error",
    Text.template("there is no profile of a law called «{value}»"),
    Text.template('there are: {known}; with "" nothing is checked against any law'),
)
LAW_CURRENCY = ProblemKind(
    "POLICY-LAW-CURRENCY",
    "error",
    Text.template(
        "the policy's currency is {value}, but the profile {profile} limits amounts of {currency}: they cannot be "
        "compared"
    ),
    Text.of("use that currency, or another profile"),
)
LAW_FILE_NAME = ProblemKind(
    "LAW-FILE-NAME",
    "error",
    Text.template("the file name «{value}» of a law is not a date from 1970 on"),
    Text.of("name it by the day it applies from, such as 2021-01-01.toml"),
)
FIGURE_UNSOURCED = ProblemKind(
    "POLICY-FIGURE-UNSOURCED",
    "warning",
    Text.template(
        "«{column}» = {value} states no {lacking}: nobody can tell later where the figure is from and whether it holds"
    ),
    Text.template("check it where it is published, and add {lacking}"),
)
PROCEDURE_UNSTATED = ProblemKind(
    "POLICY-PROCEDURE-UNSTATED",
    "warning",
    Text.template(
        "it states no {lacking}: the profile {value} asks for rules to be consulted on and published, and each "
        "charge will say that this is not recorded"
    ),
    Text.template("add {lacking} to [policy]"),
)
FLOOR_WITHOUT_FIGURE = ProblemKind(
    "POLICY-FLOOR-WITHOUT-FIGURE",
    "warning",
    Text.template(
        "the profile {value} asks for the minimum wage to be left, but minimum_wage is not given: it is not checked"
    ),
    Text.of("enter the local minimum wage, with minimum_wage_source and minimum_wage_since"),
)

KINDS: tuple[ProblemKind, ...] = (
    LAW_UNKNOWN,
    LAW_CURRENCY,
    LAW_FILE_NAME,
    FIGURE_UNSOURCED,
    PROCEDURE_UNSTATED,
    FLOOR_WITHOUT_FIGURE,
)
