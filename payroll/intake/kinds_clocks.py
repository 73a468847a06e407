"""What can be wrong with the exports of clocks and attendance apps: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

READERS_TWO = ProblemKind(
    "READERS-TWO",
    "error",
    Text(
        "有两种考勤机格式都像这个文件：{value}，无法确定是哪一种",
        "two clock formats claim this file: {value}; it cannot be told which it is",
    ),
    Text(
        "请重新从考勤系统导出原始文件，不要改动表头和标题",
        "export it again from the clock, without changing titles or headings",
    ),
)
CLOCK_PERIOD = ProblemKind(
    "CLOCK-PERIOD",
    "error",
    Text(
        "统计时间前后不一致：标题是 {title}，{other}",
        "the period does not agree: the title says {title}, {other}",
    ),
    Text(
        "请重新从考勤系统导出，不要把几个月的内容拼在一个文件里，也不要改文件名里的日期",
        "export it again from the clock; do not paste months together, nor change the dates in the file name",
    ),
)
CLOCK_NO_DETAIL = ProblemKind(
    "CLOCK-NO-DETAIL",
    "warning",
    Text(
        "没有“打卡详情”工作表，无法知道哪些打卡已失效；打卡时间记录里的全部打卡都已采用",
        "there is no sheet 打卡详情, so invalid punches cannot be told; all punches of 打卡时间记录 are used",
    ),
    Text("请导出带“打卡详情”的 xlsx 文件更稳妥", "better export the xlsx file that has the sheet 打卡详情"),
)
CLOCK_PUNCH_VOID = ProblemKind(
    "CLOCK-PUNCH-VOID",
    "warning",
    Text(
        "{value} 的打卡在考勤系统里标为“失效”，没有采用",
        "the punch at {value} is marked invalid (失效) by the clock and is not used",
    ),
    Text(
        "如果这次打卡应当有效，请在考勤系统里更正后重新导出",
        "if it should count, correct it in the clock and export again",
    ),
)
CLOCK_PUNCH_EXTRA = ProblemKind(
    "CLOCK-PUNCH-EXTRA",
    "warning",
    Text(
        "{value} 的打卡只出现在“打卡详情”里，“打卡时间记录”里没有；已采用",
        "the punch at {value} stands only in 打卡详情, not in 打卡时间记录; it is used",
    ),
    Text("请核对这次打卡；最好重新导出文件", "check this punch; it is best to export the file again"),
)
CLOCK_DATE_ORDER = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text(
        "日期像“{value}”：整个文件里没有一处能看出哪个是月、哪个是日（没有大于 12 的数），不能猜",
        "the dates look like «{value}»: nothing in the file tells which number is the month (none is above 12), "
        "and that is not guessed",
    ),
    Text(
        "请在考勤系统里改用“年-月-日”格式重新导出；或在映射文件里写明日期格式",
        "export it again with dates like 2026-10-08; or say the order of the date in a mapping file",
    ),
)
CLOCK_DATE_YEAR = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text(
        "日期像“{value}”：整个文件里看不出哪个是年、哪个是日，不能猜",
        "the dates look like «{value}»: nothing in the file tells the year from the day, and that is not guessed",
    ),
    CLOCK_DATE_ORDER.fix,
)
CLOCK_DATE_ORDER_MIXED = ProblemKind(
    "CLOCK-DATE-ORDER",
    "error",
    Text(
        "日期的顺序前后矛盾：“{value}”和“{other}”，一个是日在前，一个是月在前",
        "the dates contradict each other: of «{value}» and «{other}» one has the day first, the other the month",
    ),
    CLOCK_DATE_ORDER.fix,
)
CLOCK_REJECTED = ProblemKind(
    "CLOCK-REJECTED",
    "warning",
    Text(
        "有 {count} 行是考勤机没有认出人、或标为无效的记录（首行在此），没有采用：{value}",
        "{count} rows (this is the first) are records of which the clock knew nobody, or marks as invalid; "
        "they are not used: {value}",
    ),
    Text(
        "通常不用管；如果其中有真实的打卡，请在考勤系统里更正后重新导出",
        "mostly nothing to do; if one of them was a true punch, correct it in the clock and export again",
    ),
)
CLOCK_LEAVE_FORM = ProblemKind(
    "CLOCK-LEAVE-FORM",
    "error",
    Text("读不懂这条假勤：“{value}”", "this leave cannot be understood: «{value}»"),
    Text(
        "请在考勤系统里核对这条申请并重新导出；或用 --accept 搁置它，相关日期会列入复核、不扣款",
        "check it in the attendance app and export again; or set it aside with --accept: its days are then "
        "listed for review and not charged",
    ),
)
CLOCK_YEAR = ProblemKind(
    "CLOCK-YEAR",
    "error",
    Text(
        "看不出是哪一年：统计时间是“{title}”，文件名里没有年份，列标题的星期和制表时间也定不下来",
        "the year cannot be told: the period is «{title}», the file name has no year, and the weekdays of the "
        "headings together with the time of the report do not tell it",
    ),
    Text(
        "请在文件名里写上日期（例如 20260301-20260331），或重新导出",
        "write the dates into the file name (such as 20260301-20260331), or export the file again",
    ),
)
CLOCK_COLUMNS = ProblemKind(
    "CLOCK-COLUMNS",
    "error",
    Text("这个导出缺少列：{missing}", "this export lacks columns: {missing}"),
    Text("请在考勤系统里勾选这些列后重新导出", "choose these columns in the attendance app and export again"),
)
CLOCK_REPORT_UNREAD = ProblemKind(
    "CLOCK-REPORT-UNREAD",
    "error",
    Text("这是{report}，还不能读取", "this is {report}, which is not read yet"),
    Text(
        "请改为导出{instead}，并把这个文件移出数据文件夹；只有它才有的打卡，请填入“打卡”表",
        "export {instead} instead and take this file out of the data folder; enter punches that only this "
        "file has in the table punches",
    ),
)
CLOCK_NO_LOG = ProblemKind(
    "CLOCK-NO-LOG",
    "error",
    Text(
        "这个文件像是{title}，但没有能读懂的“考勤记录”工作表（期间、日期号和“工号:”一行），所以没有打卡可用",
        "this file looks like {title}, but it has no sheet 考勤记录 (Att.log report) that can be understood "
        "(a period, a row of day numbers, rows with ID:), so there are no punches to use",
    ),
    Text(
        "请从考勤机重新下载报表，不要删除或改动工作表",
        "download the report from the clock again, and delete or change none of its sheets",
    ),
)
CLOCK_SETTING = ProblemKind(
    "CLOCK-SETTING",
    "warning",
    Text(
        "这是考勤机的设置表，没有打卡记录；其中的班次：{shifts}",
        "this holds the settings of a clock and no punches; its shifts are: {shifts}",
    ),
    Text(
        "把班次写进制度文件的 [shifts]（编号作代码，上班到最后下班），然后把这个文件移出数据文件夹",
        "write the shifts into [shifts] of the policy file (the number as code, from the first time to the last), "
        "then take this file out of the data folder",
    ),
)
CLOCK_LEAVE_NO_TIMES = ProblemKind(
    "CLOCK-LEAVE-NO-TIMES",
    "error",
    Text(
        "{day} 的结果是“{value}”，但没有一张表说从几点到几点",
        "the result of {day} is «{value}», but no sheet says from when to when",
    ),
    Text(
        "请重新导出，勾选“关联的审批单”列，或加上请假、出差、外出记录；或用 --accept 搁置它，这一天会列入复核、不扣款",
        "export again with the column 关联的审批单, or add the sheets 请假记录, 出差记录 and 外出记录; or set it aside "
        "with --accept: the day is then listed for review and not charged",
    ),
)
CLOCK_DAYS_UNKNOWN = ProblemKind(
    "CLOCK-DAYS-UNKNOWN",
    "error",
    Text(
        "看不出每一列是哪一天：标题里没有“统计日期”，文件名里也没有日期",
        "the days of the columns cannot be told: the title has no 统计日期, and the file name has no dates",
    ),
    Text(
        "请重新从考勤系统导出，不要删掉第一行的标题",
        "export it again from the clock and keep the title in the first row",
    ),
)
CLOCK_PUNCH_OTHER_SHEET = ProblemKind(
    "CLOCK-PUNCH-EXTRA",
    "warning",
    Text(
        "{value} 的打卡只出现在“{sheet}”里，“{record}”里没有；已采用",
        "the punch at {value} stands only in {sheet}, not in {record}; it is used",
    ),
    CLOCK_PUNCH_EXTRA.fix,
)
CLOCK_CORRECTION_OPEN = ProblemKind(
    "CLOCK-CORRECTION-OPEN",
    "warning",
    Text(
        "没有通过审批的补卡没有采用：{value}，共 {count} 条（首行在此）",
        "corrections of punches that are not approved are not used: {value}, {count} in all (the first is here)",
    ),
    Text(
        "如果应当有效，请先在考勤系统里审批，再重新导出",
        "if they should count, approve them in the attendance app and export again",
    ),
)
CLOCK_BINARY = ProblemKind(
    "CLOCK-BINARY",
    "error",
    Text(
        "这是二进制的 attlog 文件：有些考勤机的固件这样写，内容无法可靠读取",
        "this attlog file is binary, as some clocks write it, and cannot be read reliably",
    ),
    Text(
        "请在考勤机上选择导出为文本，或用考勤软件导出打卡记录表后重新运行",
        "have the clock export it as text, or export the list of punches from the attendance software, and run again",
    ),
)
CLOCK_ZONE = ProblemKind(
    "CLOCK-ZONE",
    "error",
    Text(
        "文件没有说明打卡时间是哪个时区的（Odoo 内部用 UTC，导出时常用操作人的时区），不能猜；没有读取",
        "the file does not say in which time zone its times are (Odoo keeps UTC, and often exports the zone of the "
        "user), and that is not guessed; it was not read",
    ),
    Text(
        '请在数据旁边放一个映射文件 {mapping}，写两行：reader = "odoo-attendance" 和 zone = "UTC"'
        '（或 zone = "Asia/Shanghai"）',
        'put a mapping file {mapping} beside it with two lines: reader = "odoo-attendance" and zone = "UTC" '
        '(or zone = "Asia/Shanghai")',
    ),
)
CLOCK_ZONE_UNKNOWN = ProblemKind(
    "CLOCK-ZONE",
    "error",
    Text("没有“{value}”这个时区", "there is no time zone «{value}»"),
    Text(
        "请在映射文件 {mapping} 里写时区的标准名称，例如 UTC 或 Asia/Shanghai",
        "write the name of the zone in the mapping file {mapping}, such as UTC or Asia/Shanghai",
    ),
)
CLOCK_ZONE_HOUR = ProblemKind(
    "CLOCK-ZONE-HOUR",
    "error",
    Text(
        "{value} 在时区 {zone} 里因夏令时出现两次或不存在，无法确定是哪一刻",
        "{value} occurs twice or never in the zone {zone}, where clocks were changed that night; "
        "it cannot be told which moment is meant",
    ),
    Text(
        '请用 UTC 重新导出，并在映射文件里写 zone = "UTC"',
        'export it again in UTC, with zone = "UTC" in the mapping file',
    ),
)
LEAVE_DAYS = ProblemKind(
    "LEAVE-DAYS",
    "error",
    Text("请假天数“{value}”不是 366 以内的正数", "the number of days «{value}» is no number above 0 and at most 366"),
    Text("请填写天数，例如 1 或 1.5", "write the days as a number, such as 1 or 1.5"),
)
LEAVE_HALF_DAY = ProblemKind(
    "LEAVE-HALF-DAY",
    "warning",
    Text(
        "有 {count} 行的请假天数带半天（首行在此）：登记表没有写上午还是下午，半天按整天算，这一条到 {value} 为止",
        "{count} rows (this is the first) hold part of a day: the register does not say which part, so it counts as "
        "a whole day; this leave ends on {value}",
    ),
    Text(
        "如果要按半天算，请把这几条写进请假表（leave），写明开始和结束时间",
        "if it is to count as half a day, bring these into the table leave, with the times of start and end",
    ),
)
LEAVE_SAME_START = ProblemKind(
    "LEAVE-SAME-START",
    "warning",
    Text(
        "同一个人、同一天开始的请假登记了不止一次（共 {count} 行，首行在此）：{value}；都已采用",
        "the same person has more than one leave from the same day ({count} rows, this is the first): {value}; "
        "all of them are used",
    ),
    Text("请核对日期是否填错；重复的请删掉", "check whether a date is wrong, and delete what is there twice"),
)
CLOCK_WEEKDAY = ProblemKind(
    "CLOCK-WEEKDAY",
    "error",
    Text(
        "日期“{value}”不是旁边写的“{weekday}”（共 {count} 行，首行在此）",
        "the date «{value}» does not fall on the weekday beside it, {weekday} ({count} rows, this is the first)",
    ),
    Text(
        "多半是用 Excel 打开保存时日和月被调换：请从考勤系统重新导出，不要打开保存，直接放进来",
        "mostly Excel swapped day and month when the file was saved: export it again and put it in unopened",
    ),
)
CLOCK_CELL_UNKNOWN = ProblemKind(
    "CLOCK-CELL-UNKNOWN",
    "warning",
    Text(
        "“{value}”不是这种导出里认识的写法，没有从中读出打卡、请假或班次",
        "«{value}» is not written in a way that is known of this export: no punch, leave or shift was read from it",
    ),
    Text(
        "请在考勤系统里核对这一格；内容有误时重新导出",
        "check this cell in the attendance app, and export again if it is wrong",
    ),
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
