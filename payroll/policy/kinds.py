"""The errors of policy files. ``column`` of a problem is the key's path, list items counted from 1.

What is only doubtful stands in ``kinds_soundness``.
"""

from __future__ import annotations

from payroll.language import Text, same
from payroll.problems import ProblemKind

_WHERE = Text.of(
    "a folder for each policy and a file for each version, named by the day it takes effect: policy-id/2023-02-03.toml"
)


FOLDER_MISSING = ProblemKind(
    "POLICY-FOLDER-MISSING",
    "error",
    Text.template("there is no policy folder or file «{value}»"),
    Text.of("check the path; it takes {where}", where=_WHERE),
)
FOLDER_EMPTY = ProblemKind(
    "POLICY-FOLDER-EMPTY",
    "error",
    Text.template("the folder «{value}» holds no policy"),
    Text.of("it takes {where}", where=_WHERE),
)
NO_VERSIONS = ProblemKind(
    "POLICY-NO-VERSIONS",
    "error",
    Text.template("the folder of policy «{value}» holds no version"),
    Text.of("put in a file named by the day it takes effect, such as 2023-02-03.toml, or delete the folder"),
)
MISPLACED = ProblemKind(
    "POLICY-MISPLACED",
    "error",
    Text.template("«{value}» lies in no policy's folder"),
    Text.of("move it into its policy's folder: {where}", where=_WHERE),
)
FILE_NAME = ProblemKind(
    "POLICY-FILE-NAME",
    "error",
    Text.template("the file name «{value}» is not a date from 1970 on"),
    Text.of("name it by the day it takes effect, such as 2023-02-03.toml, or move it away if it is not a policy"),
)
FOLDER_NAME = ProblemKind(
    "POLICY-FOLDER-NAME",
    "error",
    Text.template("the name «{value}» of a policy's folder is not UTF-8"),
    Text.of("rename the folder: its name is the policy's id"),
)
UNREADABLE = ProblemKind(
    "POLICY-UNREADABLE",
    "error",
    Text.template("the file or folder cannot be read ({reason})"),
    Text.of("check that it is there, what it is, and that you may read it"),
)
NOT_UTF8 = ProblemKind(
    "POLICY-NOT-UTF8",
    "error",
    Text.template("the file is not UTF-8 (unreadable from byte {value} on)"),
    Text.of("save it as UTF-8 in your editor"),
)
NOT_TOML = ProblemKind(
    "POLICY-NOT-TOML",
    "error",
    Text.template("this is not valid TOML: {reason}"),
    Text.of(
        'look at this line or the one before: key = value, texts and times in quotes ("08:30"), yes and no as true '
        "and false, lists in [ ]"
    ),
)
REPEATED = ProblemKind(
    "POLICY-REPEATED",
    "error",
    Text.template("this key or table is written twice: {reason}"),
    Text.of("keep one of them"),
)
KEY_UNKNOWN = ProblemKind(
    "POLICY-KEY-UNKNOWN",
    "error",
    Text.template("there is no key «{column}» (its value is {value})"),
    Text.template("{guess}the keys known here: {known}"),
)
KEY_MISSING = ProblemKind(
    "POLICY-KEY-MISSING",
    "error",
    Text.template("«{column}» is missing"),
    Text.template("add it: {allowed}"),
)
VALUE = ProblemKind(
    "POLICY-VALUE",
    "error",
    Text.template("«{column}» cannot be {value}"),
    Text.template("it takes {allowed}"),
)
NAME = ProblemKind(
    "POLICY-NAME",
    "error",
    Text.template("the name «{value}» in «{column}» cannot be used"),
    Text.template("it takes {allowed}"),
)
CONTRADICTION = ProblemKind(
    "POLICY-CONTRADICTION",
    "error",
    Text.template("«{column}»: {reason}"),
    same("{correction}"),
)
START_DAYS = ProblemKind(
    "POLICY-START-DAYS",
    "error",
    Text.template(
        "its pay periods start on day {value}, those of {other} on day {other_value}; a run has one period and one "
        "total for each person, so they cannot be mixed"
    ),
    Text.of(
        "give them the same period_start_day; where the day changes, each policy has a new version of the same date "
        "with previous_start_day; or keep them in two policy folders and run each by itself"
    ),
)
PREVIOUS_START_DAY = ProblemKind(
    "POLICY-PREVIOUS-START-DAY",
    "error",
    Text.template("it says that pay periods started on day {value} before, but they started on day {other_value}"),
    Text.of("only the version that changes the day has previous_start_day: correct it, or delete the key"),
)
START_DAY_DATE = ProblemKind(
    "POLICY-START-DAY-DATE",
    "error",
    Text.template(
        "the start day of pay periods changes on {value}, which lies within the period {period} (from {first} on)"
    ),
    Text.template("the new version must begin with a pay period, such as on {first} or {following}: rename the file"),
)
CURRENCIES = ProblemKind(
    "POLICY-CURRENCIES",
    "error",
    Text.template(
        "its currency is {value}, that of {other} is {other_value}; each person has one total, and amounts of two "
        "currencies cannot be added"
    ),
    Text.of("give them the same currency, or keep them in two policy folders and run each by itself"),
)

KINDS: tuple[ProblemKind, ...] = (
    CONTRADICTION,
    CURRENCIES,
    FILE_NAME,
    FOLDER_EMPTY,
    FOLDER_MISSING,
    FOLDER_NAME,
    KEY_MISSING,
    KEY_UNKNOWN,
    MISPLACED,
    NAME,
    NO_VERSIONS,
    NOT_TOML,
    NOT_UTF8,
    PREVIOUS_START_DAY,
    REPEATED,
    START_DAY_DATE,
    START_DAYS,
    UNREADABLE,
    VALUE,
)
