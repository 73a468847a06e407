"""The problems that the cells and rows of the tables can have.

``{more}`` ends the sentences of cells: empty, or how many further rows have the same problem.
"""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

_CORRECT = Text("改正后重新运行", "correct the cell and run again")
_DATE_LIKE = Text("请写成 2026-10-08 这样的日期后重新运行", "write the date like 2026-10-08 and run again")
_TIME_LIKE = Text("请写成 08:30 这样的时间后重新运行", "write the time like 08:30 and run again")
_MONEY_LIKE = Text(
    "请写成 5000 或 5000.00 这样的数字，不要千分位、货币符号和单位",
    "write a plain number like 5000 or 5000.00: no thousands separators, currency signs or units",
)

VALUE_MISSING = ProblemKind(
    "VALUE-MISSING",
    "error",
    Text("“{column}”不能为空{more}", "{column} is empty, but must be given{more}"),
    Text("补上内容后重新运行；若整行多余，请删除该行", "fill in the cell, or delete the row if it is not wanted"),
)
FULL_WIDTH = ProblemKind(
    "FULL-WIDTH",
    "warning",
    Text(
        "“{column}”中的“{value}”是全角字符，已按“{read}”读取{more}",
        "{column} «{value}» is written in full-width characters; it was read as «{read}»{more}",
    ),
    Text("结果无误则不必修改；建议改用半角字符", "nothing to do if that is right; half-width characters are safer"),
)
DATE_FORM = ProblemKind(
    "DATE-FORM",
    "error",
    Text(
        "“{column}”中的“{value}”不是日期，应写成 2026-10-08{more}",
        "{column} «{value}» is not a date like 2026-10-08{more}",
    ),
    _DATE_LIKE,
)
DATE_IMPOSSIBLE = ProblemKind(
    "DATE-IMPOSSIBLE",
    "error",
    Text(
        "日期“{date}”{wrong}{more}",
        "the date «{date}» {wrong}{more}",
    ),
    _CORRECT,
)
DATE_AMBIGUOUS = ProblemKind(
    "DATE-AMBIGUOUS",
    "error",
    Text(
        "日期“{date}”的年、月、日顺序不明，不作猜测{more}",
        "the date «{date}» can be read in more than one way (day or month first), and is not guessed{more}",
    ),
    Text("请把年份写在最前面，如 2026-10-08", "write it with the year first, like 2026-10-08"),
)
DATE_NUMBER = ProblemKind(
    "DATE-NUMBER",
    "error",
    Text(
        "“{column}”中的“{value}”是一个数字，它是 Excel 内部对 {date} 的计数{more}",
        "{column} «{value}» is a number; that is how Excel counts {date}{more}",
    ),
    Text("请在 Excel 中把单元格格式设为“日期”，再保存", "format the cell as a date in Excel and save again"),
)
TIME_FORM = ProblemKind(
    "TIME-FORM",
    "error",
    Text("“{time}”不是 08:30 这样的时间{hint}{more}", "«{time}» is not a time like 08:30{hint}{more}"),
    _TIME_LIKE,
)
TIME_IMPOSSIBLE = ProblemKind(
    "TIME-IMPOSSIBLE",
    "error",
    Text(
        "时间“{time}”不存在，应在 00:00 至 24:00 之间{more}",
        "time «{time}» does not exist; write 00:00 to 24:00{more}",
    ),
    _CORRECT,
)
TIME_MISSING = ProblemKind(
    "TIME-MISSING",
    "error",
    Text(
        "“{column}”中的“{value}”只有日期，没有时间{more}",
        "{column} «{value}» is a date without a time{more}",
    ),
    Text("请补上时间，如 2026-10-08 08:42", "add the time, like 2026-10-08 08:42"),
)
MONEY_FORM = ProblemKind(
    "MONEY-FORM",
    "error",
    Text("“{column}”中的“{value}”不是可用的金额{more}", "{column} «{value}» is not an amount that can be used{more}"),
    _MONEY_LIKE,
)
MONEY_PLACES = ProblemKind(
    "MONEY-PLACES",
    "error",
    Text(
        "金额“{value}”的小数位数过多，{currency} 最多 {places} 位{more}",
        "the amount «{value}» has too many decimals; {currency} has at most {places}{more}",
    ),
    _CORRECT,
)
MONEY_NEGATIVE = ProblemKind(
    "MONEY-NEGATIVE",
    "error",
    Text("“{column}”为 {value}，金额不能为负数{more}", "{column} is {value}; an amount must not be negative{more}"),
    _CORRECT,
)
MONEY_ZERO = ProblemKind(
    "MONEY-ZERO",
    "error",
    Text("“{column}”为 {value}，必须大于 0{more}", "{column} is {value}; it must be above 0{more}"),
    _CORRECT,
)
WORD_UNKNOWN = ProblemKind(
    "WORD-UNKNOWN",
    "error",
    Text(
        "“{column}”中的“{value}”无法识别，可用：{allowed}{more}",
        "{column} «{value}» is not known; allowed: {allowed}{more}",
    ),
    Text("改用上述写法之一", "use one of these words"),
)
ID_NOT_TEXT = ProblemKind(
    "ID-NOT-TEXT",
    "error",
    Text(
        "编号“{value}”被当作数字保存，已不是原来的样子{rows}{guess}{more}",
        "the id «{value}» was stored as a number and is no longer what was typed{rows}{guess}{more}",
    ),
    Text(
        "把该列格式设为“文本”，再重新输入编号",
        "format the column as text and type the id again",
    ),
)
EMPLOYEE_UNKNOWN = ProblemKind(
    "EMPLOYEE-UNKNOWN",
    "error",
    Text(
        "员工表中没有工号“{value}”{rows}{guess}{more}",
        "there is no employee «{value}» in the employees table{rows}{guess}{more}",
    ),
    Text(
        "改正工号（前面的 0 也算），或在员工表中补上该员工",
        "correct the id (leading zeros count), or add the person to the employees table",
    ),
)
HISTORY_EMPLOYEE = ProblemKind(
    "HISTORY-EMPLOYEE",
    "warning",
    Text(
        "员工表中没有工号“{value}”{rows}，这些往月记录不计{guess}{more}",
        "there is no employee «{value}» in the employees table{rows}: nothing of what is past counts{guess}{more}",
    ),
    Text(
        "已离职的人不用管；若是工号写错，请改正",
        "nothing to do for somebody who has left; correct the id if it is wrong",
    ),
)
CLOCK_PERSON_UNKNOWN = ProblemKind(
    "CLOCK-PERSON-UNKNOWN",
    "error",
    Text(
        "考勤机上的“{value}”{called}不是员工表中的工号{rows}{guess}{more}",
        "«{value}»{called} on the clock is the id of no employee{rows}{guess}{more}",
    ),
    Text(
        "核对是谁后，在身份表（identities.csv，列 clock,clock_id,employee_id）中写一行：{line}",
        "find out who it is and write a row into the table identities (identities.csv, with the columns "
        "clock,clock_id,employee_id): {line}",
    ),
)
CLOCK_NAME_DIFFERS = ProblemKind(
    "CLOCK-NAME-DIFFERS",
    "warning",
    Text(
        "考勤机上编号 {id} 的人叫“{value}”，员工表中工号 {id} 是“{name}”",
        "on the clock {id} is called «{value}», but the employee {id} is «{name}»",
    ),
    Text(
        "如果不是同一个人，请在身份表（identities）中写明考勤机编号对应哪位员工",
        "if these are two people, say in the table identities whose the clock's id is",
    ),
)
TOTAL_ROW = ProblemKind(
    "TOTAL-ROW",
    "warning",
    Text(
        "该行是“{value}”行，不是记录，已跳过{more}", "this row is a «{value}» line, not a record; it was skipped{more}"
    ),
    Text("无需处理；也可以删除该行", "nothing to do; it can be deleted"),
)
ROWS_TOGETHER = ProblemKind(
    "ROWS-TOGETHER",
    "warning",
    Text(
        "“{value}”有一行有错误，它的其他各行一并搁置{more}",
        "a row of «{value}» is in error, so its other rows are set aside with it{more}",
    ),
    Text("改正有错误的那一行", "correct the row in error"),
)
ROW_REPEATED = ProblemKind(
    "ROW-REPEATED",
    "warning",
    Text("该行与{first}相同，只计一次", "this row says the same as {first}; it counts once"),
    Text("无需处理；也可以删除重复的行", "nothing to do; the repeated row can be deleted"),
)
ROWS_REPEATED = ProblemKind(
    "ROWS-REPEATED",
    "warning",
    Text(
        "有 {count} 行与别的行相同，各只计一次；最前面的是第 {rows} 行",
        "{count} rows repeat other rows, and each counts once; the first of them are rows {rows}",
    ),
    Text("无需处理；也可以删除重复的行", "nothing to do; the repeated rows can be deleted"),
)
KEY_REPEATED = ProblemKind(
    "KEY-REPEATED",
    "error",
    Text(
        "“{value}”在{first}已出现过，但内容不同，无法判断哪一行正确{more}",
        "«{value}» is already in {first}, with other content; which of them is right cannot be told{more}",
    ),
    Text("删除错误的一行，或改正编号", "delete the wrong row, or correct the id"),
)
LEFT_BEFORE_HIRED = ProblemKind(
    "LEFT-BEFORE-HIRED",
    "error",
    Text(
        "离职日期 {value} 早于入职日期 {hired}{more}",
        "the termination date {value} is before the hire date {hired}{more}",
    ),
    Text("改正其中一个日期", "correct one of the two dates"),
)
PROBATION_BEFORE_HIRED = ProblemKind(
    "PROBATION-BEFORE-HIRED",
    "error",
    Text(
        "转正日期 {value} 早于入职日期 {hired}{more}",
        "the end of probation {value} is before the hire date {hired}{more}",
    ),
    Text("改正其中一个日期", "correct one of the two dates"),
)
POLICY_UNKNOWN = ProblemKind(
    "POLICY-UNKNOWN",
    "error",
    Text("没有名为“{value}”的制度；现有：{known}{more}", "there is no policy «{value}»; there are: {known}{more}"),
    Text("改用现有的制度名称，或添加该制度的文件夹", "use one of these names, or add the policy's folder"),
)
POLICY_MISSING = ProblemKind(
    "POLICY-MISSING",
    "error",
    Text(
        "有多个制度（{known}），但没有写明该员工适用哪一个{more}",
        "there are several policies ({known}), and none is given for this employee{more}",
    ),
    Text(
        "在员工表的“制度”列填写其中一个",
        "write one of them into the column `policy` of the employees table",
    ),
)
LEAVE_BACKWARDS = ProblemKind(
    "LEAVE-BACKWARDS",
    "error",
    Text(
        "请假的结束 {value} 不晚于开始 {start}{more}",
        "the leave ends at {value}, which is not after its start {start}{more}",
    ),
    Text("改正开始或结束时间", "correct the start or the end"),
)
CONTRACT_BACKWARDS = ProblemKind(
    "CONTRACT-BACKWARDS",
    "error",
    Text(
        "合同的结束日期 {value} 早于开始日期 {start}{more}",
        "the contract ends on {value}, before its start {start}{more}",
    ),
    Text(
        "改正其中一个日期；无固定期限的合同结束日期留空",
        "correct one of the two; leave the end of an open-ended one empty",
    ),
)
DECIDED_BEFORE_RECEIVED = ProblemKind(
    "DECIDED-BEFORE-RECEIVED",
    "warning",
    Text(
        "认定时间 {value} 早于投诉时间 {received}{more}",
        "decided at {value}, before it was received at {received}{more}",
    ),
    Text("核对这两个时间", "check the two times"),
)
SHIFT_EMPTY = ProblemKind(
    "SHIFT-EMPTY",
    "error",
    Text("该行既没有班次，也没有上下班时间{more}", "this row has neither a shift code nor times{more}"),
    Text("填写班次或上下班时间；休息请写“休”", "give a shift code or times; write `rest` for a day off"),
)
SHIFT_HALF = ProblemKind(
    "SHIFT-HALF",
    "error",
    Text("只有上班时间或只有下班时间，且没有班次{more}", "only one of start and end is given, and no shift code{more}"),
    Text("把两个时间都填上，或填写班次", "give both times, or a shift code"),
)
SHIFT_REST_TIMES = ProblemKind(
    "SHIFT-REST-TIMES",
    "error",
    Text("班次写的是休息（{value}），却有上下班时间{more}", "the shift is a day off («{value}») but has times{more}"),
    Text("休息请去掉时间；上班请改班次", "remove the times of a day off, or correct the shift code"),
)
PROMOTION_REST = ProblemKind(
    "PROMOTION-REST",
    "error",
    Text(
        "促销表只写增加的班次，这一行写的是休息{more}",
        "the table of promotions adds shifts, but this row is a day off{more}",
    ),
    Text("删除该行；休息请写进排班表", "delete the row; a day off belongs into the rota"),
)
MATRIX_WITHOUT_EMPLOYEE = ProblemKind(
    "MATRIX-WITHOUT-EMPLOYEE",
    "error",
    Text(
        "排班表没有“工号”列，也没有“姓名”列；找到的列：{found}",
        "the rota has no column employee_id, nor one of names; it has: {found}",
    ),
    Text("加上“工号”列", "add a column employee_id"),
)
MATRIX_DAY_UNKNOWN = ProblemKind(
    "MATRIX-DAY-UNKNOWN",
    "error",
    Text(
        "列标题“{column}”不是 {period} 中可用的日期，但该列填有 {count} 格",
        "the heading «{column}» is no day that can be used for {period}, but the column has {count} filled cells",
    ),
    Text("把列标题改成日期，如 2026-10-08，或清空该列", "write a date like 2026-10-08 as heading, or clear the column"),
)
MATRIX_COLUMN_IGNORED = ProblemKind(
    "MATRIX-COLUMN-IGNORED",
    "warning",
    Text("这些列不是日期，已忽略：{found}", "these columns are no days and were ignored: {found}"),
    Text("若其中有排班，请把列标题改成日期", "if they hold shifts, write dates as their headings"),
)
MATRIX_OF_OTHER_DAYS = ProblemKind(
    "MATRIX-OF-OTHER-DAYS",
    "warning",
    Text(
        "这张排班表读作 {first} 至 {last}，没有一天在本期",
        "this rota was read as {first} to {last}; none of its days is in the period",
    ),
    Text(
        "若是本期的排班，请改正文件名或工作表名中的月份",
        "if it is this period's, correct the month in the name of the file or the sheet",
    ),
)
TABLE_MISSING = ProblemKind(
    "TABLE-MISSING",
    "error",
    Text("没有员工表（employees 或 员工），无法核算", "there is no employees table (employees or 员工)"),
    Text("在数据文件夹中放入员工表", "put the employees table into the data folder"),
)
TABLE_MISSING_SHIFTS = ProblemKind(
    "TABLE-MISSING-SHIFTS",
    "warning",
    Text(
        "没有排班表（shifts 或 排班）：只有制度里有日历的员工才有班次，其他人没有班次可核",
        "there is no rota (shifts or 排班): only people whose policy has a calendar have shifts, nobody else is judged",
    ),
    Text("若有排班，请放入数据文件夹", "put the rota into the data folder if there is one"),
)
TABLE_MISSING_PUNCHES = ProblemKind(
    "TABLE-MISSING-PUNCHES",
    "warning",
    Text(
        "没有打卡表（punches 或 打卡）：所有有班次而未请假的人都会算作缺勤",
        "there are no punches (punches or 打卡): everyone with a shift and without leave counts as absent",
    ),
    Text("请把打卡记录放入数据文件夹", "put the punches into the data folder"),
)
EMPLOYEES_NONE = ProblemKind(
    "EMPLOYEES-NONE",
    "error",
    Text("员工表里没有一个可用的员工", "the employees table has no employee that can be used"),
    Text("填写员工表，或改正其中有错误的行", "fill in the employees table, or correct the rows in error"),
)
PUNCHES_OF_OTHER_DAYS = ProblemKind(
    "PUNCHES-OF-OTHER-DAYS",
    "warning",
    Text(
        "{count} 条打卡没有一条在本期（{first} 至 {last}）内，它们在 {found_first} 至 {found_last} 之间；"
        "是不是放成了别的月份的文件？",
        "none of the {count} punches lies in the period ({first} to {last}); they are from {found_first} to "
        "{found_last}: is it the file of another month?",
    ),
    Text("请核对文件和月份，放入本期的打卡记录", "check the file and the month, and put in the punches of this period"),
)

CLOCK_ROTA_UNUSED = ProblemKind(
    "CLOCK-ROTA-UNUSED",
    "warning",
    Text(
        "考勤机里的排班没有采用（{count} 人）：这些人在排班表里另有排班",
        "the rota in the clock's file is not used for {count} people: they have rows in another rota",
    ),
    Text(
        "通常不用管；要用考勤机里的排班，请把这些人从排班表中删去",
        "mostly nothing to do; to use the clock's rota, take these people out of the other one",
    ),
)
MINUTES_FORM = ProblemKind(
    "MINUTES-FORM",
    "error",
    Text(
        "“{column}”中的“{value}”不是整数分钟{more}",
        "{column} «{value}» is not a whole number of minutes{more}",
    ),
    Text("请写成 60 或 -12 这样的整数", "write a whole number like 60 or -12"),
)
COUNT_FORM = ProblemKind(
    "COUNT-FORM",
    "error",
    Text(
        "“{column}”中的“{value}”不是不小于 0 的整数{more}",
        "{column} «{value}» is not a whole number, 0 or more{more}",
    ),
    Text("请写成 15 这样的整数，不带单位", "write a whole number like 15, without a unit"),
)
CORRECTION_BACKWARDS = ProblemKind(
    "CORRECTION-BACKWARDS",
    "error",
    Text(
        "校时的结束 {until} 不晚于开始 {value}{more}",
        "the correction ends at {until}, which is not after its start {value}{more}",
    ),
    Text("改正开始或结束时间", "correct the start or the end"),
)
CORRECTION_OVERLAP = ProblemKind(
    "CORRECTION-OVERLAP",
    "error",
    Text(
        "设备“{device}”从 {value} 起的校时与前一段校时重叠{more}",
        "the correction of device «{device}» from {value} on overlaps the one before it{more}",
    ),
    Text("让两段首尾相接，或删除一行", "let one begin where the other ends, or delete one of them"),
)
DEVICE_UNKNOWN = ProblemKind(
    "DEVICE-UNKNOWN",
    "error",
    Text(
        "没有一条打卡来自设备“{value}”；现有：{known}{more}",
        "no punch is of the device «{value}»; there are: {known}{more}",
    ),
    Text(
        "改正设备名；打卡表没有设备一列时，设备就是文件名",
        "correct the name; where the punches name no device, the device is the name of their file",
    ),
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
