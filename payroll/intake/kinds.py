"""The problems that the cells and rows of the tables can have.

``{more}`` ends the sentences of cells: empty, or how many further rows have the same problem.
"""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

_CORRECT = Text.of("correct the cell and run again")
_DATE_LIKE = Text.template("write the date like 2026-10-08{hint} and run again")
_TIME_LIKE = Text.of("write the time like 08:30 and run again")
_MONEY_LIKE = Text.of("write a plain number like 5000 or 5000.00: no thousands separators, currency signs or units")

VALUE_MISSING = ProblemKind(
    "VALUE-MISSING",
    "error",
    Text.template("{column} is empty, but must be given{more}"),
    Text.of("fill in the cell, or delete the row if it is not wanted"),
)
FULL_WIDTH = ProblemKind(
    "FULL-WIDTH",
    "warning",
    Text.template("{column} «{value}» is written in full-width characters; it was read as «{read}»{more}"),
    Text.of("nothing to do if that is right; half-width characters are safer"),
)
DATE_FORM = ProblemKind(
    "DATE-FORM",
    "error",
    Text.template("{column} «{value}» is not a date like 2026-10-08{hint}{more}"),
    _DATE_LIKE,
)
DATE_IMPOSSIBLE = ProblemKind(
    "DATE-IMPOSSIBLE",
    "error",
    Text.template("the date «{date}» {wrong}{more}"),
    _CORRECT,
)
DATE_AMBIGUOUS = ProblemKind(
    "DATE-AMBIGUOUS",
    "error",
    Text.template("the date «{date}» can be read in more than one way (day or month first), and is not guessed{more}"),
    Text.of("write it with the year first, like 2026-10-08"),
)
DATE_NUMBER = ProblemKind(
    "DATE-NUMBER",
    "error",
    Text.template("{column} «{value}» is a number; that is how Excel counts {date}{more}"),
    Text.of("format the cell as a date in Excel and save again"),
)
TIME_FORM = ProblemKind(
    "TIME-FORM",
    "error",
    Text.template("«{time}» is not a time like 08:30{hint}{more}"),
    _TIME_LIKE,
)
TIME_IMPOSSIBLE = ProblemKind(
    "TIME-IMPOSSIBLE",
    "error",
    Text.template("time «{time}» does not exist; write 00:00 to 24:00{more}"),
    _CORRECT,
)
TIME_MISSING = ProblemKind(
    "TIME-MISSING",
    "error",
    Text.template("{column} «{value}» is a date without a time{more}"),
    Text.of("add the time, like 2026-10-08 08:42"),
)
MONEY_FORM = ProblemKind(
    "MONEY-FORM",
    "error",
    Text.template("{column} «{value}» is not an amount that can be used{more}"),
    _MONEY_LIKE,
)
MONEY_PLACES = ProblemKind(
    "MONEY-PLACES",
    "error",
    Text.template("the amount «{value}» has too many decimals; {currency} has at most {places}{more}"),
    _CORRECT,
)
MONEY_NEGATIVE = ProblemKind(
    "MONEY-NEGATIVE",
    "error",
    Text.template("{column} is {value}; an amount must not be negative{more}"),
    _CORRECT,
)
MONEY_ZERO = ProblemKind(
    "MONEY-ZERO",
    "error",
    Text.template("{column} is {value}; it must be above 0{more}"),
    _CORRECT,
)
WORD_UNKNOWN = ProblemKind(
    "WORD-UNKNOWN",
    "error",
    Text.template("{column} «{value}» is not known; allowed: {allowed}{more}"),
    Text.of("use one of these words"),
)
ID_NOT_TEXT = ProblemKind(
    "ID-NOT-TEXT",
    "error",
    Text.template("the id «{value}» was stored as a number and is no longer what was typed{rows}{guess}{more}"),
    Text.of("format the column as text and type the id again"),
)
ID_TOO_LONG = ProblemKind(
    "ID-TOO-LONG",
    "error",
    Text.template("an id of {found} bytes («{begin}»); the limit is {limit}{more}"),
    Text.of("probably another column was pasted here; write the id alone"),
)
EMPLOYEE_UNKNOWN = ProblemKind(
    "EMPLOYEE-UNKNOWN",
    "error",
    Text.template("there is no employee «{value}» in the employees table{rows}{guess}{more}"),
    Text.of("correct the id (leading zeros count), or add the person to the employees table"),
)
HISTORY_EMPLOYEE = ProblemKind(
    "HISTORY-EMPLOYEE",
    "warning",
    Text.template(
        "there is no employee «{value}» in the employees table{rows}: nothing of what is past counts{guess}{more}"
    ),
    Text.of("nothing to do for somebody who has left; correct the id if it is wrong"),
)
CLOCK_PERSON_UNKNOWN = ProblemKind(
    "CLOCK-PERSON-UNKNOWN",
    "error",
    Text.template("«{value}»{called} on the clock is the id of no employee{rows}{guess}{more}"),
    Text.template(
        "find out who it is and write a row into the table identities (identities.csv, with the columns "
        "clock,clock_id,employee_id): {line}"
    ),
)
CLOCK_NAME_DIFFERS = ProblemKind(
    "CLOCK-NAME-DIFFERS",
    "warning",
    Text.template("on the clock {id} is called «{value}», but the employee {id} is «{name}»"),
    Text.of("if these are two people, say in the table identities whose the clock's id is"),
)
TOTAL_ROW = ProblemKind(
    "TOTAL-ROW",
    "warning",
    Text.template("this row is a «{value}» line, not a record; it was skipped{more}"),
    Text.of("nothing to do; it can be deleted"),
)
ROWS_TOGETHER = ProblemKind(
    "ROWS-TOGETHER",
    "warning",
    Text.template("a row of «{value}» is in error, so its other rows are set aside with it{more}"),
    Text.of("correct the row in error"),
)
ROW_REPEATED = ProblemKind(
    "ROW-REPEATED",
    "warning",
    Text.template("this row says the same as {first}; it counts once"),
    Text.of("nothing to do; the repeated row can be deleted"),
)
ROWS_REPEATED = ProblemKind(
    "ROWS-REPEATED",
    "warning",
    Text.template("{count} rows repeat other rows, and each counts once; the first of them are rows {rows}"),
    Text.of("nothing to do; the repeated rows can be deleted"),
)
KEY_REPEATED = ProblemKind(
    "KEY-REPEATED",
    "error",
    Text.template("«{value}» is already in {first}, with other content; which of them is right cannot be told{more}"),
    Text.of("delete the wrong row, or correct the id"),
)
LEFT_BEFORE_HIRED = ProblemKind(
    "LEFT-BEFORE-HIRED",
    "error",
    Text.template("the termination date {value} is before the hire date {hired}{more}"),
    Text.of("correct one of the two dates"),
)
PROBATION_BEFORE_HIRED = ProblemKind(
    "PROBATION-BEFORE-HIRED",
    "error",
    Text.template("the end of probation {value} is before the hire date {hired}{more}"),
    Text.of("correct one of the two dates"),
)
POLICY_UNKNOWN = ProblemKind(
    "POLICY-UNKNOWN",
    "error",
    Text.template("there is no policy «{value}»; there are: {known}{more}"),
    Text.of("use one of these names, or add the policy's folder"),
)
POLICY_MISSING = ProblemKind(
    "POLICY-MISSING",
    "error",
    Text.template("there are several policies ({known}), and none is given for this employee{more}"),
    Text.of("write one of them into the column `policy` of the employees table"),
)
LEAVE_BACKWARDS = ProblemKind(
    "LEAVE-BACKWARDS",
    "error",
    Text.template("the leave ends at {value}, which is not after its start {start}{more}"),
    Text.of("correct the start or the end"),
)
CONTRACT_BACKWARDS = ProblemKind(
    "CONTRACT-BACKWARDS",
    "error",
    Text.template("the contract ends on {value}, before its start {start}{more}"),
    Text.of("correct one of the two; leave the end of an open-ended one empty"),
)
DECIDED_BEFORE_RECEIVED = ProblemKind(
    "DECIDED-BEFORE-RECEIVED",
    "warning",
    Text.template("decided at {value}, before it was received at {received}{more}"),
    Text.of("check the two times"),
)
SHIFT_EMPTY = ProblemKind(
    "SHIFT-EMPTY",
    "error",
    Text.template("this row has neither a shift code nor times{more}"),
    Text.of("give a shift code or times; write `rest` for a day off"),
)
SHIFT_HALF = ProblemKind(
    "SHIFT-HALF",
    "error",
    Text.template("only one of start and end is given, and no shift code{more}"),
    Text.of("give both times, or a shift code"),
)
SHIFT_REST_TIMES = ProblemKind(
    "SHIFT-REST-TIMES",
    "error",
    Text.template("the shift is a day off («{value}») but has times{more}"),
    Text.of("remove the times of a day off, or correct the shift code"),
)
PROMOTION_REST = ProblemKind(
    "PROMOTION-REST",
    "error",
    Text.template("the table of promotions adds shifts, but this row is a day off{more}"),
    Text.of("delete the row; a day off belongs into the rota"),
)
MATRIX_WITHOUT_EMPLOYEE = ProblemKind(
    "MATRIX-WITHOUT-EMPLOYEE",
    "error",
    Text.template("the rota has no column employee_id, nor one of names; it has: {found}"),
    Text.of("add a column employee_id"),
)
MATRIX_DAY_UNKNOWN = ProblemKind(
    "MATRIX-DAY-UNKNOWN",
    "error",
    Text.template(
        "the heading «{column}» is not a day that can be used for {period}, but the column has {count} filled cells"
    ),
    Text.of("write a date like 2026-10-08 as heading, or clear the column"),
)
MATRIX_COLUMN_IGNORED = ProblemKind(
    "MATRIX-COLUMN-IGNORED",
    "warning",
    Text.template("these columns are not days and were ignored: {found}"),
    Text.of("if they hold shifts, write dates as their headings"),
)
MATRIX_OF_OTHER_DAYS = ProblemKind(
    "MATRIX-OF-OTHER-DAYS",
    "warning",
    Text.template("this rota was read as {first} to {last}; none of its days is in the period"),
    Text.of("if it is this period's, correct the month in the name of the file or the sheet"),
)
TABLE_MISSING = ProblemKind(
    "TABLE-MISSING",
    "error",
    Text.of("there is no employees table (employees or 员工)"),
    Text.of("put the employees table into the data folder"),
)
TABLE_MISSING_SHIFTS = ProblemKind(
    "TABLE-MISSING-SHIFTS",
    "warning",
    Text.of(
        "there is no rota (shifts or 排班): only people whose policy has a calendar have shifts, nobody else is judged"
    ),
    Text.of("put the rota into the data folder if there is one"),
)
TABLE_MISSING_PUNCHES = ProblemKind(
    "TABLE-MISSING-PUNCHES",
    "warning",
    Text.of("there are no punches (punches or 打卡): everyone with a shift and without leave counts as absent"),
    Text.of("put the punches into the data folder"),
)
EMPLOYEES_NONE = ProblemKind(
    "EMPLOYEES-NONE",
    "error",
    Text.of("the employees table has no employee that can be used"),
    Text.of("fill in the employees table, or correct the rows in error"),
)
PUNCHES_OF_OTHER_DAYS = ProblemKind(
    "PUNCHES-OF-OTHER-DAYS",
    "warning",
    Text.template(
        "none of the {count} punches lies in the period ({first} to {last}); they are from {found_first} to "
        "{found_last}: is it the file of another month?"
    ),
    Text.of("check the file and the month, and put in the punches of this period"),
)

CLOCK_ROTA_UNUSED = ProblemKind(
    "CLOCK-ROTA-UNUSED",
    "warning",
    Text.template("the rota in the clock's file is not used for {count} people: they have rows in another rota"),
    Text.of("usually nothing to do; to use the clock's rota, take these people out of the other one"),
)
MINUTES_FORM = ProblemKind(
    "MINUTES-FORM",
    "error",
    Text.template("{column} «{value}» is not a whole number of minutes{more}"),
    Text.of("write a whole number like 60 or -12"),
)
COUNT_FORM = ProblemKind(
    "COUNT-FORM",
    "error",
    Text.template("{column} «{value}» is not a whole number, 0 or more{more}"),
    Text.of("write a whole number like 15, without a unit"),
)
CORRECTION_BACKWARDS = ProblemKind(
    "CORRECTION-BACKWARDS",
    "error",
    Text.template("the correction ends at {until}, which is not after its start {value}{more}"),
    Text.of("correct the start or the end"),
)
CORRECTION_OVERLAP = ProblemKind(
    "CORRECTION-OVERLAP",
    "error",
    Text.template("the correction of device «{device}» from {value} on overlaps an earlier one{more}"),
    Text.of("let one begin where the other ends, or delete one of them"),
)
DEVICE_UNKNOWN = ProblemKind(
    "DEVICE-UNKNOWN",
    "error",
    Text.template("no punch is of the device «{value}»; there are: {known}{more}"),
    Text.of("correct the name; where the punches name no device, the device is the name of their file"),
)

KINDS: tuple[ProblemKind, ...] = (
    MINUTES_FORM,
    COUNT_FORM,
    CORRECTION_BACKWARDS,
    CORRECTION_OVERLAP,
    DEVICE_UNKNOWN,
    VALUE_MISSING,
    FULL_WIDTH,
    DATE_FORM,
    DATE_IMPOSSIBLE,
    DATE_AMBIGUOUS,
    DATE_NUMBER,
    TIME_FORM,
    TIME_IMPOSSIBLE,
    TIME_MISSING,
    MONEY_FORM,
    MONEY_PLACES,
    MONEY_NEGATIVE,
    MONEY_ZERO,
    WORD_UNKNOWN,
    ID_NOT_TEXT,
    ID_TOO_LONG,
    EMPLOYEE_UNKNOWN,
    HISTORY_EMPLOYEE,
    CLOCK_PERSON_UNKNOWN,
    CLOCK_NAME_DIFFERS,
    TOTAL_ROW,
    ROW_REPEATED,
    ROWS_TOGETHER,
    ROWS_REPEATED,
    KEY_REPEATED,
    LEFT_BEFORE_HIRED,
    PROBATION_BEFORE_HIRED,
    POLICY_UNKNOWN,
    POLICY_MISSING,
    LEAVE_BACKWARDS,
    CONTRACT_BACKWARDS,
    DECIDED_BEFORE_RECEIVED,
    SHIFT_EMPTY,
    SHIFT_HALF,
    SHIFT_REST_TIMES,
    PROMOTION_REST,
    MATRIX_WITHOUT_EMPLOYEE,
    MATRIX_DAY_UNKNOWN,
    MATRIX_COLUMN_IGNORED,
    MATRIX_OF_OTHER_DAYS,
    TABLE_MISSING,
    TABLE_MISSING_SHIFTS,
    TABLE_MISSING_PUNCHES,
    EMPLOYEES_NONE,
    PUNCHES_OF_OTHER_DAYS,
    CLOCK_ROTA_UNUSED,
)
