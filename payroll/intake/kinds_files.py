"""What can be wrong with a file before its cells are read: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

# The folder and the files -------------------------------------------------------------------------

FOLDER_MISSING = ProblemKind(
    "FOLDER-MISSING",
    "error",
    Text.template("there is no data folder «{value}»"),
    Text.of("check the path, put the month's tables into it and run again"),
)
FILE_IGNORED = ProblemKind(
    "FILE-IGNORED",
    "warning",
    Text.of("this file is not read: its name belongs to no table, and its content is not an export of a known clock"),
    Text.of("if it is needed, name it after its table (employees.xlsx, 打卡.csv); otherwise leave it"),
)
FILE_WITHOUT_NAME = ProblemKind(
    "FILE-WITHOUT-NAME",
    "warning",
    Text.template("this file is not read: it has the headings of {table}, but its name belongs to no table"),
    Text.template("if it is needed, let its name begin with {table}, and run again; otherwise leave it"),
)
FILE_UNREADABLE = ProblemKind(
    "FILE-UNREADABLE",
    "error",
    Text.template("this file cannot be opened: {value}"),
    Text.of("close it in Excel, make sure that you may read it, and run again"),
)
FOLDER_UNREADABLE = ProblemKind(
    FILE_UNREADABLE.code,
    "error",
    Text.template("this folder cannot be opened, and nothing in it was read: {value}"),
    Text.of("make sure that you may read it, or take it out of the data folder, and run again"),
)
FILE_EMPTY = ProblemKind(
    "FILE-EMPTY",
    "error",
    Text.of("this file is empty; it does not even have headings"),
    Text.of("export it again; if there is nothing this month, a file with only its headings is fine"),
)
FILE_NOT_ITS_NAME = ProblemKind(
    "FILE-NOT-ITS-NAME",
    "warning",
    Text.template("the name ends in «{value}» but the content is {found}; it was read by its content"),
    Text.of("give the file the extension of what it is, to avoid confusion"),
)
FILE_HTML = ProblemKind(
    "FILE-HTML",
    "error",
    Text.of("this file is really a web page (HTML or XML), not a spreadsheet"),
    Text.of("open it in Excel, save it as an Excel workbook (*.xlsx) and run again"),
)
FILE_KIND = ProblemKind(
    "FILE-KIND",
    "error",
    Text.of("the content of this file is of no kind that can be read: CSV, xlsx, xls or Parquet"),
    Text.of("open it in the program that made it, save it as xlsx or CSV and run again"),
)
XLS_TOO_OLD = ProblemKind(
    "XLS-TOO-OLD",
    "error",
    Text.of("this is a very old xls format (before Excel 95), which cannot be read reliably"),
    Text.of("open it in Excel or WPS, save it as an Excel workbook (*.xlsx) and run again"),
)
FILE_ENCRYPTED = ProblemKind(
    "FILE-ENCRYPTED",
    "error",
    Text.of("this file is protected with a password and cannot be read"),
    Text.of("open it in Excel, remove the password to open, save it and run again"),
)
FILE_DAMAGED = ProblemKind(
    "FILE-DAMAGED",
    "error",
    Text.of("this file is damaged or incomplete and cannot be read"),
    Text.of("export or copy it again; if Excel still opens it, save it as a new xlsx file"),
)
FILE_TOO_BIG = ProblemKind(
    "FILE-TOO-BIG",
    "error",
    Text.template("this file is too big: {found}, the limit is {limit}; it was not opened"),
    Text.of("no ordinary table is that big: export it again, split it, or use CSV or Parquet"),
)

FILE_LARGER_THAN_IT_SAYS = ProblemKind(
    "FILE-TOO-BIG",
    "error",
    Text.of("this file unpacks to more than it declares, which no ordinary workbook does; it was not opened"),
    Text.of("ask whoever sent it, and export it again from the original system"),
)

# Text files ---------------------------------------------------------------------------------------

ENCODING = ProblemKind(
    "ENCODING",
    "error",
    Text.template(
        "row {row} holds the byte 0x{value}, which is not text: the file is not sound UTF-8, UTF-16 or GBK/GB18030"
    ),
    Text.of("open it in Excel, save it as «CSV UTF-8 (comma delimited)» and run again"),
)
ENCODING_GUESSED = ProblemKind(
    "ENCODING-GUESSED",
    "warning",
    Text.template("the file is no UTF-8 and was read as Western European text (Windows-1252), for example «{value}»"),
    Text.of("check that word; if it is wrong, save the file as «CSV UTF-8 (comma delimited)» and run again"),
)
QUOTE_OPEN = ProblemKind(
    "QUOTE-OPEN",
    "error",
    Text.template('a quotation mark (") opened in row {row} is never closed, so what follows cannot be told apart'),
    Text.of("close or delete the quotation mark in that row and run again"),
)
ROW_TOO_LONG = ProblemKind(
    "ROW-TOO-LONG",
    "error",
    Text.template("this row has {found} fields, the headings are {expected}"),
    Text.of("probably a cell holds a comma: put that cell in quotation marks, or remove the extra field"),
)
ROW_TOO_SHORT = ProblemKind(
    "ROW-TOO-SHORT",
    "error",
    Text.template("this row has only {found} fields, the headings are {expected}"),
    Text.of("add the fields that are missing (an empty one still needs its separator)"),
)
MORE_ROWS_TOO_LONG = ProblemKind(
    "ROW-TOO-LONG",
    "error",
    Text.template(
        "from this row on, {more} more rows have more fields than there are headings; they are not listed one by one"
    ),
    ROW_TOO_LONG.fix,
)
MORE_ROWS_TOO_SHORT = ProblemKind(
    "ROW-TOO-SHORT",
    "error",
    Text.template(
        "from this row on, {more} more rows have fewer fields than there are headings; they are not listed one by one"
    ),
    ROW_TOO_SHORT.fix,
)

# Headings -----------------------------------------------------------------------------------------

COLUMN_MISSING = ProblemKind(
    "COLUMN-MISSING",
    "error",
    Text.template("the table {table} lacks: {missing}. Headings found: {found}{guess}"),
    Text.of("add these columns, or rename the headings as above (Chinese or English)"),
)
COLUMN_UNKNOWN = ProblemKind(
    "COLUMN-UNKNOWN",
    "warning",
    Text.template("these columns are not used and were not read: {value}"),
    Text.of("nothing to do, unless one of them is a misspelt heading: then correct it"),
)
COLUMN_WITHOUT_HEADING = ProblemKind(
    "COLUMN-UNKNOWN",
    "warning",
    Text.template("columns with content but no heading were not read: {value} is empty"),
    Text.of("give them headings if they are needed; otherwise leave them"),
)
HEADING_TWICE = ProblemKind(
    "HEADING-TWICE",
    "error",
    Text.template("two columns have headings of the same meaning: {value}"),
    Text.of("delete or rename one of them and run again"),
)
COLUMN_TYPE = ProblemKind(
    "COLUMN-TYPE",
    "error",
    Text.template("this column is of the type {value}; it must be text, number, date or timestamp"),
    Text.of("write it as a plain column in the program that makes the Parquet file"),
)

# Workbooks ----------------------------------------------------------------------------------------

SHEET_IGNORED = ProblemKind(
    "SHEET-IGNORED",
    "warning",
    Text.template("this sheet is not read: it lacks the columns of the table {table}"),
    Text.of("if it is needed, correct its headings; otherwise leave it"),
)
SHEET_HIDDEN = ProblemKind(
    "SHEET-HIDDEN",
    "warning",
    Text.of("this sheet is hidden and is not read"),
    Text.of("if it is needed, unhide it in Excel and run again"),
)
DECISIONS_SHEET = ProblemKind(
    "DECISIONS-SHEET",
    "error",
    Text.template(
        "{file} has no sheet «{sheets}» that can be read: decisions in it would be lost; the file was not replaced"
    ),
    Text.of(
        "give the sheet its name back, or unhide it; if it was deleted, or the workbook was made in another way, "
        "move the workbook to another folder; then run again"
    ),
)
SHEET_TOO_BIG = ProblemKind(
    "SHEET-TOO-BIG",
    "error",
    Text.template("this sheet extends to {value}, beyond the limit ({limit}); it was not opened"),
    Text.of("copy the data to a new sheet and save it: probably a cell was left far away from the table"),
)
TABLE_TOO_BIG = ProblemKind(
    "TABLE-TOO-BIG",
    "error",
    Text.template("this table has {found} {what}, the limit is {limit}; it was not read"),
    Text.of("check that it is the right table; split one with too many rows"),
)
LINE_TOO_LONG = ProblemKind(
    "LINE-TOO-LONG",
    "error",
    Text.template("line {row} is {found} bytes long, the limit is {limit}; the file was not read"),
    Text.of("this is probably not a table, or its line ends were lost; export it again"),
)
CELL_TOO_LONG = ProblemKind(
    "CELL-TOO-LONG",
    "error",
    Text.template("a cell holds {found} characters (it begins «{value}»), the limit is {limit}; the file was not read"),
    Text.of("probably a quotation mark or separator is missing, or a whole text was pasted into it: correct it"),
)
MERGED_CELLS = ProblemKind(
    "MERGED-CELLS",
    "error",
    Text.template("merged cells {value} among the data: only the top left cell has content, the others are empty"),
    Text.of("unmerge them in Excel and fill in every row"),
)
FORMULA_WITHOUT_VALUE = ProblemKind(
    "FORMULA-WITHOUT-VALUE",
    "error",
    Text.template("cell {value} is a formula, but the file does not hold its result"),
    Text.of("open the file in Excel, let it calculate, save it and run again"),
)
CELL_ERROR = ProblemKind(
    "CELL-ERROR",
    "error",
    Text.template("cell {cell} holds the error {value}"),
    Text.of("correct the formula, or type the right content"),
)
NUMBER_TOO_LONG = ProblemKind(
    "NUMBER-TOO-LONG",
    "error",
    Text.template("the number {value} has more than 15 digits: Excel keeps 15, the rest is lost and the id is damaged"),
    Text.of("format the column as text and type it again"),
)

KINDS = (
    FOLDER_MISSING,
    FILE_IGNORED,
    FILE_WITHOUT_NAME,
    FILE_UNREADABLE,
    FOLDER_UNREADABLE,
    FILE_EMPTY,
    FILE_NOT_ITS_NAME,
    FILE_HTML,
    FILE_KIND,
    XLS_TOO_OLD,
    FILE_ENCRYPTED,
    FILE_DAMAGED,
    FILE_TOO_BIG,
    FILE_LARGER_THAN_IT_SAYS,
    ENCODING,
    ENCODING_GUESSED,
    QUOTE_OPEN,
    ROW_TOO_LONG,
    ROW_TOO_SHORT,
    MORE_ROWS_TOO_LONG,
    MORE_ROWS_TOO_SHORT,
    COLUMN_MISSING,
    COLUMN_UNKNOWN,
    COLUMN_WITHOUT_HEADING,
    HEADING_TWICE,
    COLUMN_TYPE,
    SHEET_IGNORED,
    SHEET_HIDDEN,
    DECISIONS_SHEET,
    SHEET_TOO_BIG,
    TABLE_TOO_BIG,
    LINE_TOO_LONG,
    CELL_TOO_LONG,
    MERGED_CELLS,
    FORMULA_WITHOUT_VALUE,
    CELL_ERROR,
    NUMBER_TOO_LONG,
)

WHOLE_FILE_CODES = frozenset(
    kind.code
    for kind in (
        FOLDER_MISSING,
        FILE_UNREADABLE,
        FILE_EMPTY,
        FILE_HTML,
        FILE_KIND,
        XLS_TOO_OLD,
        FILE_ENCRYPTED,
        FILE_DAMAGED,
        FILE_TOO_BIG,
        FILE_LARGER_THAN_IT_SAYS,
        SHEET_TOO_BIG,
        TABLE_TOO_BIG,
        LINE_TOO_LONG,
        CELL_TOO_LONG,
        ENCODING,
        QUOTE_OPEN,
        COLUMN_MISSING,
        HEADING_TWICE,
        COLUMN_TYPE,
    )
)
"""Errors about a whole file: it is unread, or nothing in it can be relied on; they cannot be accepted."""
