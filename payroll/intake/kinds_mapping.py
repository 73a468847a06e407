"""What can be wrong with a mapping that the user wrote: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

_SEE = Text.of("correct the mapping; payroll inspect FILE --draft-mapping writes a draft to compare with")

MAPPING_TOML = ProblemKind(
    "MAPPING-TOML",
    "error",
    Text.template("the mapping is not sound TOML: {reason}"),
    _SEE,
)
MAPPING_KEY = ProblemKind(
    "MAPPING-KEY",
    "error",
    Text.template("a mapping has no key «{value}»; the keys are {known}"),
    _SEE,
)
MAPPING_VALUE = ProblemKind(
    "MAPPING-VALUE",
    "error",
    Text.template("«{column}» is {value}; it must be {expected}"),
    _SEE,
)
MAPPING_LACKS = ProblemKind(
    "MAPPING-LACKS",
    "error",
    Text.template("the mapping does not say where these columns of the table {table} come from: {value}"),
    Text.of("name them in [columns] or [constants]"),
)
MAPPING_TWO = ProblemKind(
    "MAPPING-TWO",
    "error",
    Text.template("more than one mapping is for this file: {value}"),
    Text.of("change the key files of one, so that each file has one mapping"),
)
MAPPING_UNUSED = ProblemKind(
    "MAPPING-UNUSED",
    "warning",
    Text.template("no file is read by this mapping: {value}"),
    Text.of("check its key files against the names of the files"),
)
MAPPING_NO_COLUMN = ProblemKind(
    "MAPPING-NO-COLUMN",
    "error",
    Text.template(
        "the mapping {mapping} reads the column «{value}», which the headings in row {row} lack; they are {found}"
    ),
    Text.of("correct the column or header_row in the mapping"),
)
MAPPING_NO_SHEET = ProblemKind(
    "MAPPING-NO-SHEET",
    "error",
    Text.template(
        "the mapping {mapping} reads the sheet «{value}», which the file lacks; its visible sheets are {found}"
    ),
    Text.of("correct the key sheet in the mapping"),
)
MAPPING_ENCODING = ProblemKind(
    "MAPPING-ENCODING",
    "error",
    Text.template("the file is no text in the encoding {value} that the mapping {mapping} names"),
    Text.of("correct the key encoding in the mapping"),
)

MAPPING_READER = ProblemKind(
    "MAPPING-READER",
    "error",
    Text.template("this file is not of the format {value} that its mapping names"),
    Text.of("correct the key reader, or leave it out and name the columns"),
)

KINDS = (
    MAPPING_TOML,
    MAPPING_KEY,
    MAPPING_VALUE,
    MAPPING_LACKS,
    MAPPING_TWO,
    MAPPING_UNUSED,
    MAPPING_NO_COLUMN,
    MAPPING_NO_SHEET,
    MAPPING_ENCODING,
    MAPPING_READER,
)

WHOLE_FILE_CODES = frozenset(kind.code for kind in KINDS)
"""None of them is about a row that could be set aside."""
