"""What can be wrong with the exports of clocks and attendance apps: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

READERS_TWO = ProblemKind(
    "READERS-TWO",
    "error",
    Text.template("two clock formats claim this file: {value}; it cannot be told which it is"),
    Text.of("export it again from the clock, without changing titles or headings"),
)
CLOCK_PERIOD = ProblemKind(
    "CLOCK-PERIOD",
    "error",
    Text.template("the period does not agree: the title says {title}, {other}"),
    Text.of("export it again from the clock; do not paste months together, nor change the dates in the file name"),
)
CLOCK_NO_DETAIL = ProblemKind(
    "CLOCK-NO-DETAIL",
    "warning",
    Text.of("there is no sheet 打卡详情, so invalid punches cannot be told; all punches of 打卡时间记录 are used"),
    Text.of("better export the xlsx file that has the sheet 打卡详情"),
)
CLOCK_PUNCH_VOID = ProblemKind(
    "CLOCK-PUNCH-VOID",
    "warning",
    Text.template("the punch at {value} is marked invalid (失效) by the clock and is not used"),
    Text.of("if it should count, correct it in the clock and export again"),
)
CLOCK_PUNCH_EXTRA = ProblemKind(
    "CLOCK-PUNCH-EXTRA",
    "warning",
    Text.template("the punch at {value} stands only in 打卡详情, not in 打卡时间记录; it is used"),
    Text.of("check this punch; it is best to export the file again"),
)
CLOCK_DATE_ORDER = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text.template(
        "the dates look like «{value}»: nothing in the file tells which number is the month (none is above 12), and "
        "that is not guessed"
    ),
    Text.of("export it again with dates like 2026-10-08; or say the order of the date in a mapping file"),
)
CLOCK_DATE_YEAR = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text.template(
        "the dates look like «{value}»: nothing in the file tells the year from the day, and that is not guessed"
    ),
    CLOCK_DATE_ORDER.fix,
)
CLOCK_DATE_ORDER_MIXED = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text.template(
        "the dates contradict each other: of «{value}» and «{other}» one has the day first, the other the month"
    ),
    CLOCK_DATE_ORDER.fix,
)
CLOCK_REJECTED = ProblemKind(
    "CLOCK-REJECTED",
    "warning",
    Text.template(
        "{count} rows (this is the first) are records of which the clock knew nobody, or marks as invalid; they are "
        "not used: {value}"
    ),
    Text.of("usually nothing to do; if one of them was a true punch, correct it in the clock and export again"),
)
CLOCK_LEAVE_FORM = ProblemKind(
    "CLOCK-LEAVE-FORM",
    "error",
    Text.template("this leave cannot be understood: «{value}»"),
    Text.of(
        "check it in the attendance app and export again; or set it aside with --accept: its days are then listed "
        "for review and not charged"
    ),
)
CLOCK_YEAR = ProblemKind(
    "CLOCK-YEAR",
    "error",
    Text.template(
        "the year cannot be told: the period is «{title}», the file name has no year, and the weekdays of the "
        "headings together with the time of the report do not tell it"
    ),
    Text.of("write the dates into the file name (such as 20260301-20260331), or export the file again"),
)
CLOCK_COLUMNS = ProblemKind(
    "CLOCK-COLUMNS",
    "error",
    Text.template("this export lacks columns: {missing}"),
    Text.of("choose these columns in the attendance app and export again"),
)
CLOCK_REPORT_UNREAD = ProblemKind(
    "CLOCK-REPORT-UNREAD",
    "error",
    Text.template("this is {report}, which is not read yet"),
    Text.template(
        "export {instead} instead and take this file out of the data folder; enter punches that only this file has "
        "in the table punches"
    ),
)
CLOCK_NO_LOG = ProblemKind(
    "CLOCK-NO-LOG",
    "error",
    Text.template(
        "this file looks like {title}, but it has no sheet 考勤记录 (Att.log report) that can be understood (a "
        "period, a row of day numbers, rows with ID:), so there are no punches to use"
    ),
    Text.of("download the report from the clock again, and delete or change none of its sheets"),
)
CLOCK_SETTING = ProblemKind(
    "CLOCK-SETTING",
    "warning",
    Text.template("this holds the settings of a clock and no punches; its shifts are: {shifts}"),
    Text.of(
        "write the shifts into [shifts] of the policy file (the number as code, from the first time to the last), "
        "then take this file out of the data folder"
    ),
)
CLOCK_LEAVE_NO_TIMES = ProblemKind(
    "CLOCK-LEAVE-NO-TIMES",
    "error",
    Text.template("the result of {day} is «{value}», but no sheet says from when to when"),
    Text.of(
        "export again with the column 关联的审批单, or add the sheets 请假记录, 出差记录 and 外出记录; or set it "
        "aside with --accept: the day is then listed for review and not charged"
    ),
)
CLOCK_DAYS_UNKNOWN = ProblemKind(
    "CLOCK-DAYS-UNKNOWN",
    "error",
    Text.of("the days of the columns cannot be told: the title has no 统计日期, and the file name has no dates"),
    Text.of("export it again from the clock and keep the title in the first row"),
)
CLOCK_PUNCH_OTHER_SHEET = ProblemKind(
    "CLOCK-PUNCH-EXTRA",
    "warning",
    Text.template("the punch at {value} stands only in {sheet}, not in {record}; it is used"),
    CLOCK_PUNCH_EXTRA.fix,
)
CLOCK_CORRECTION_OPEN = ProblemKind(
    "CLOCK-CORRECTION-OPEN",
    "warning",
    Text.template(
        "corrections of punches that are not approved are not used: {value}, {count} in all (the first is here)"
    ),
    Text.of("if they should count, approve them in the attendance app and export again"),
)
CLOCK_BINARY = ProblemKind(
    "CLOCK-BINARY",
    "error",
    Text.of("this attlog file is binary, as some clocks write it, and cannot be read reliably"),
    Text.of(
        "have the clock export it as text, or export the list of punches from the attendance software, and run again"
    ),
)
CLOCK_ZONE = ProblemKind(
    "CLOCK-ZONE",
    "error",
    Text.of(
        "the file does not say in which time zone its times are (Odoo keeps UTC, and often exports the zone of the "
        "user), and that is not guessed; it was not read"
    ),
    Text.template(
        'put a mapping file {mapping} beside it with two lines: reader = "odoo-attendance" and zone = "UTC" (or zone '
        '= "Asia/Shanghai")'
    ),
)
CLOCK_ZONE_UNKNOWN = ProblemKind(
    "CLOCK-ZONE",
    "error",
    Text.template("there is no time zone «{value}»"),
    Text.template("write the name of the zone in the mapping file {mapping}, such as UTC or Asia/Shanghai"),
)
CLOCK_ZONE_HOUR = ProblemKind(
    "CLOCK-ZONE-HOUR",
    "error",
    Text.template(
        "{value} occurs twice or never in the zone {zone}, where clocks were changed that night; it cannot be told "
        "which moment is meant"
    ),
    Text.of('export it again in UTC, with zone = "UTC" in the mapping file'),
)
LEAVE_DAYS = ProblemKind(
    "LEAVE-DAYS",
    "error",
    Text.template("the number of days «{value}» is not a number above 0 and at most 366"),
    Text.of("write the days as a number, such as 1 or 1.5"),
)
LEAVE_HALF_DAY = ProblemKind(
    "LEAVE-HALF-DAY",
    "warning",
    Text.template(
        "{count} rows (this is the first) hold part of a day: the register does not say which part, so it counts as "
        "a whole day; this leave ends on {value}"
    ),
    Text.of("if it is to count as half a day, bring these into the table leave, with the times of start and end"),
)
LEAVE_SAME_START = ProblemKind(
    "LEAVE-SAME-START",
    "warning",
    Text.template(
        "the same person has more than one leave from the same day ({count} rows, this is the first): {value}; all "
        "of them are used"
    ),
    Text.of("check whether a date is wrong, and delete what is there twice"),
)
CLOCK_WEEKDAY = ProblemKind(
    "CLOCK-WEEKDAY",
    "error",
    Text.template(
        "the date «{value}» does not fall on the weekday beside it, {weekday} ({count} rows, this is the first)"
    ),
    Text.of("Excel has probably swapped day and month when the file was saved: export it again and put it in unopened"),
)
CLOCK_CELL_UNKNOWN = ProblemKind(
    "CLOCK-CELL-UNKNOWN",
    "warning",
    Text.template(
        "«{value}» is not written in a way that is known of this export: no punch, leave or shift was read from it"
    ),
    Text.of("check this cell in the attendance app, and export again if it is wrong"),
)

KINDS = (
    READERS_TWO,
    CLOCK_PERIOD,
    CLOCK_NO_DETAIL,
    CLOCK_PUNCH_VOID,
    CLOCK_PUNCH_EXTRA,
    CLOCK_DATE_ORDER,
    CLOCK_DATE_YEAR,
    CLOCK_DATE_ORDER_MIXED,
    CLOCK_REJECTED,
    CLOCK_LEAVE_FORM,
    CLOCK_YEAR,
    CLOCK_COLUMNS,
    CLOCK_REPORT_UNREAD,
    CLOCK_NO_LOG,
    CLOCK_SETTING,
    CLOCK_LEAVE_NO_TIMES,
    CLOCK_DAYS_UNKNOWN,
    CLOCK_PUNCH_OTHER_SHEET,
    CLOCK_CORRECTION_OPEN,
    CLOCK_BINARY,
    CLOCK_ZONE,
    CLOCK_ZONE_UNKNOWN,
    CLOCK_ZONE_HOUR,
    LEAVE_DAYS,
    LEAVE_HALF_DAY,
    LEAVE_SAME_START,
    CLOCK_WEEKDAY,
    CLOCK_CELL_UNKNOWN,
)

WHOLE_FILE_CODES = frozenset(
    kind.code
    for kind in (
        READERS_TWO,
        CLOCK_PERIOD,
        CLOCK_DATE_ORDER,
        CLOCK_YEAR,
        CLOCK_COLUMNS,
        CLOCK_REPORT_UNREAD,
        CLOCK_NO_LOG,
        CLOCK_DAYS_UNKNOWN,
        CLOCK_BINARY,
        CLOCK_ZONE,
    )
)
"""Errors about a whole export: nothing in it can be relied on; they cannot be accepted."""
