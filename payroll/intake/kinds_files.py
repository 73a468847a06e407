"""What can be wrong with a file before its cells are read: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

# The folder and the files -------------------------------------------------------------------------

FOLDER_MISSING = ProblemKind(
    "FOLDER-MISSING",
    "error",
    Text("找不到数据文件夹“{value}”", "there is no data folder «{value}»"),
    Text(
        "请检查路径，把本月的表放进这个文件夹后重新运行", "check the path, put the month's tables into it and run again"
    ),
)
FILE_IGNORED = ProblemKind(
    "FILE-IGNORED",
    "warning",
    Text(
        "没有读取这个文件：文件名不属于任何表，内容也不是认识的考勤机导出",
        "this file is not read: its name belongs to no table, and its content is no export of a known clock",
    ),
    Text(
        "如果需要它，请按表名命名（例如 员工.xlsx、punches.csv）；不需要就不用管",
        "if it is needed, name it after its table (employees.xlsx, 打卡.csv); otherwise leave it",
    ),
)
FILE_UNREADABLE = ProblemKind(
    "FILE-UNREADABLE",
    "error",
    Text("打不开这个文件：{value}", "this file cannot be opened: {value}"),
    Text(
        "请确认它没有在 Excel 里打开、您有读取权限，然后重新运行",
        "close it in Excel, make sure that you may read it, and run again",
    ),
)
FILE_EMPTY = ProblemKind(
    "FILE-EMPTY",
    "error",
    Text("这个文件是空的，连表头都没有", "this file is empty; it does not even have headings"),
    Text(
        "请重新导出；如果本月确实没有数据，只保留表头一行即可",
        "export it again; if there is nothing this month, a file with only its headings is fine",
    ),
)
FILE_NOT_ITS_NAME = ProblemKind(
    "FILE-NOT-ITS-NAME",
    "warning",
    Text(
        "文件名以“{value}”结尾，内容却是{found}；已按内容读取",
        "the name ends in «{value}» but the content is {found}; it was read by its content",
    ),
    Text("请改正文件的扩展名，以免弄错", "give the file the extension of what it is, to avoid confusion"),
)
FILE_HTML = ProblemKind(
    "FILE-HTML",
    "error",
    Text(
        "这个文件其实是网页（HTML/XML），不是表格文件",
        "this file is really a web page (HTML or XML), not a spreadsheet",
    ),
    Text(
        "请用 Excel 打开它，另存为“Excel 工作簿 (*.xlsx)”后重新运行",
        "open it in Excel, save it as an Excel workbook (*.xlsx) and run again",
    ),
)
FILE_KIND = ProblemKind(
    "FILE-KIND",
    "error",
    Text(
        "这个文件的内容不是能读取的类型：应为 CSV、xlsx、xls 或 Parquet",
        "the content of this file is of no kind that can be read: CSV, xlsx, xls or Parquet",
    ),
    Text(
        "请用原来的软件打开它，另存为 xlsx 或 CSV 后重新运行",
        "open it in the program that made it, save it as xlsx or CSV and run again",
    ),
)
XLS_TOO_OLD = ProblemKind(
    "XLS-TOO-OLD",
    "error",
    Text(
        "这是很旧的 xls 格式（Excel 95 以前），无法可靠读取",
        "this is a very old xls format (before Excel 95), which cannot be read reliably",
    ),
    Text(
        "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿 (*.xlsx)”后重新运行",
        "open it in Excel or WPS, save it as an Excel workbook (*.xlsx) and run again",
    ),
)
FILE_ENCRYPTED = ProblemKind(
    "FILE-ENCRYPTED",
    "error",
    Text("这个文件设有密码，无法读取", "this file is protected with a password and cannot be read"),
    Text(
        "请用 Excel 打开，去掉打开密码，保存后重新运行",
        "open it in Excel, remove the password to open, save it and run again",
    ),
)
FILE_DAMAGED = ProblemKind(
    "FILE-DAMAGED",
    "error",
    Text("这个文件已损坏或不完整，无法读取", "this file is damaged or incomplete and cannot be read"),
    Text(
        "请重新导出或重新复制；如果 Excel 还能打开，另存为新的 xlsx 文件",
        "export or copy it again; if Excel still opens it, save it as a new xlsx file",
    ),
)
FILE_TOO_BIG = ProblemKind(
    "FILE-TOO-BIG",
    "error",
    Text(
        "这个文件太大：{found}，上限是 {limit}；没有打开它",
        "this file is too big: {found}, the limit is {limit}; it was not opened",
    ),
    Text(
        "正常的表不会这么大。请重新导出，或拆成几个文件，或改用 CSV、Parquet",
        "no ordinary table is that big: export it again, split it, or use CSV or Parquet",
    ),
)

FILE_LARGER_THAN_IT_SAYS = ProblemKind(
    "FILE-TOO-BIG",
    "error",
    Text(
        "这个文件解压后比它自己声明的大，不是正常的工作簿；没有打开它",
        "this file unpacks to more than it declares, which no ordinary workbook does; it was not opened",
    ),
    Text(
        "请向提供文件的人核实，并从原来的系统重新导出",
        "ask whoever sent it, and export it again from the original system",
    ),
)

# Text files ---------------------------------------------------------------------------------------

ENCODING = ProblemKind(
    "ENCODING",
    "error",
    Text(
        "第 {row} 行有无法识别的字节 0x{value}：文件不是完好的 UTF-8、UTF-16 或 GBK/GB18030 文本",
        "row {row} holds the byte 0x{value}, which is no text: the file is not sound UTF-8, UTF-16 or GBK/GB18030",
    ),
    Text(
        "请用 Excel 打开，另存为“CSV UTF-8（逗号分隔）”后重新运行",
        "open it in Excel, save it as «CSV UTF-8 (comma delimited)» and run again",
    ),
)
ENCODING_GUESSED = ProblemKind(
    "ENCODING-GUESSED",
    "warning",
    Text(
        "这个文件不是 UTF-8，已按西欧文字（Windows-1252）读取，例如“{value}”",
        "the file is no UTF-8 and was read as Western European text (Windows-1252), for example «{value}»",
    ),
    Text(
        "请核对这个词；如果不对，请用 Excel 另存为“CSV UTF-8（逗号分隔）”后重新运行",
        "check that word; if it is wrong, save the file as «CSV UTF-8 (comma delimited)» and run again",
    ),
)
QUOTE_OPEN = ProblemKind(
    "QUOTE-OPEN",
    "error",
    Text(
        '第 {row} 行有一个引号（"）没有配对，它后面的内容无法分辨',
        'a quotation mark (") opened in row {row} is never closed, so what follows cannot be told apart',
    ),
    Text("请在这一行补上或删掉引号后重新运行", "close or delete the quotation mark in that row and run again"),
)
ROW_TOO_LONG = ProblemKind(
    "ROW-TOO-LONG",
    "error",
    Text("这一行有 {found} 个字段，表头只有 {expected} 个", "this row has {found} fields, the headings are {expected}"),
    Text(
        "多半是某个单元格里有没加引号的逗号；请给它加上引号或删掉多余的字段",
        "probably a cell holds a comma: put that cell in quotation marks, or remove the extra field",
    ),
)
ROW_TOO_SHORT = ProblemKind(
    "ROW-TOO-SHORT",
    "error",
    Text(
        "这一行只有 {found} 个字段，表头有 {expected} 个",
        "this row has only {found} fields, the headings are {expected}",
    ),
    Text(
        "请补上缺少的字段（空的也要保留分隔符）",
        "add the fields that are missing (an empty one still needs its separator)",
    ),
)
MORE_ROWS_TOO_LONG = ProblemKind(
    "ROW-TOO-LONG",
    "error",
    Text(
        "从这一行起，还有 {more} 行的字段比表头多，不再逐行列出",
        "from this row on, {more} more rows have more fields than there are headings; they are not listed one by one",
    ),
    ROW_TOO_LONG.fix,
)
MORE_ROWS_TOO_SHORT = ProblemKind(
    "ROW-TOO-SHORT",
    "error",
    Text(
        "从这一行起，还有 {more} 行的字段比表头少，不再逐行列出",
        "from this row on, {more} more rows have fewer fields than there are headings; they are not listed one by one",
    ),
    ROW_TOO_SHORT.fix,
)

# Headings -----------------------------------------------------------------------------------------

COLUMN_MISSING = ProblemKind(
    "COLUMN-MISSING",
    "error",
    Text(
        "“{table}”表缺少列：{missing}。找到的表头：{found}{guess}",
        "the table {table} lacks: {missing}. Headings found: {found}{guess}",
    ),
    Text(
        "请补上这些列，或把表头改成上面的名字（中文、英文都可以）",
        "add these columns, or rename the headings as above (Chinese or English)",
    ),
)
COLUMN_UNKNOWN = ProblemKind(
    "COLUMN-UNKNOWN",
    "warning",
    Text("这些列用不到，没有读取：{value}", "these columns are not used and were not read: {value}"),
    Text(
        "不需要就不用管；如果是某一列写错了名字，请改正表头",
        "nothing to do, unless one of them is a misspelt heading: then correct it",
    ),
)
COLUMN_WITHOUT_HEADING = ProblemKind(
    "COLUMN-UNKNOWN",
    "warning",
    Text(
        "有内容却没有表头的列，没有读取：表头单元格 {value} 是空的",
        "columns with content but no heading were not read: {value} is empty",
    ),
    Text("如果需要这些内容，请补上表头；不需要就不用管", "give them headings if they are needed; otherwise leave them"),
)
HEADING_TWICE = ProblemKind(
    "HEADING-TWICE",
    "error",
    Text("有两列的表头是同一个意思：{value}", "two columns have headings of the same meaning: {value}"),
    Text("请删掉或改名其中一列后重新运行", "delete or rename one of them and run again"),
)
COLUMN_TYPE = ProblemKind(
    "COLUMN-TYPE",
    "error",
    Text(
        "这一列的类型是 {value}，不是文字、数字、日期或时间",
        "this column is of the type {value}; it must be text, number, date or timestamp",
    ),
    Text(
        "请在写出 Parquet 的程序里改成普通列", "write it as a plain column in the program that makes the Parquet file"
    ),
)

# Workbooks ----------------------------------------------------------------------------------------

SHEET_IGNORED = ProblemKind(
    "SHEET-IGNORED",
    "warning",
    Text(
        "没有读取这张工作表：里面没有“{table}”表需要的列",
        "this sheet is not read: it lacks the columns of the table {table}",
    ),
    Text(
        "如果需要它，请把表头改成规定的名字；不需要就不用管",
        "if it is needed, correct its headings; otherwise leave it",
    ),
)
SHEET_HIDDEN = ProblemKind(
    "SHEET-HIDDEN",
    "warning",
    Text("这张工作表是隐藏的，没有读取", "this sheet is hidden and is not read"),
    Text("如果需要它，请在 Excel 里取消隐藏后重新运行", "if it is needed, unhide it in Excel and run again"),
)
SHEET_TOO_BIG = ProblemKind(
    "SHEET-TOO-BIG",
    "error",
    Text(
        "这张工作表一直延伸到 {value}，超出上限（{limit}）；没有打开它",
        "this sheet extends to {value}, beyond the limit ({limit}); it was not opened",
    ),
    Text(
        "请把数据复制到一张新工作表里再保存：多半是很远的地方留有一个单元格",
        "copy the data to a new sheet and save it: probably a cell was left far away from the table",
    ),
)
TABLE_TOO_BIG = ProblemKind(
    "TABLE-TOO-BIG",
    "error",
    Text(
        "这张表有 {found} {what}，上限是 {limit}；没有读取",
        "this table has {found} {what}, the limit is {limit}; it was not read",
    ),
    Text(
        "请核对它是不是要用的表；行太多时请拆成几个文件",
        "check that it is the right table; split one with too many rows",
    ),
)
LINE_TOO_LONG = ProblemKind(
    "LINE-TOO-LONG",
    "error",
    Text(
        "第 {row} 行长达 {found} 字节，上限是 {limit}；没有读取这个文件",
        "line {row} is {found} bytes long, the limit is {limit}; the file was not read",
    ),
    Text(
        "多半不是表格文件，或换行符丢失了；请重新导出",
        "probably this is no table, or its line ends were lost; export it again",
    ),
)
CELL_TOO_LONG = ProblemKind(
    "CELL-TOO-LONG",
    "error",
    Text(
        "有一个单元格长达 {found} 个字符（开头是“{value}”），上限是 {limit}；没有读取这个文件",
        "a cell holds {found} characters (it begins «{value}»), the limit is {limit}; the file was not read",
    ),
    Text(
        "多半是缺了引号或分隔符，或把整篇文字粘进了一格；请改正后重新运行",
        "probably a quotation mark or separator is missing, or a whole text was pasted into it: correct it",
    ),
)
MERGED_CELLS = ProblemKind(
    "MERGED-CELLS",
    "error",
    Text(
        "数据区里有合并单元格 {value}：只有左上角的一格有内容，其余的行都是空的",
        "merged cells {value} among the data: only the top left cell has content, the others are empty",
    ),
    Text(
        "请在 Excel 里取消合并，给每一行都填上内容",
        "unmerge them in Excel and fill in every row",
    ),
)
FORMULA_WITHOUT_VALUE = ProblemKind(
    "FORMULA-WITHOUT-VALUE",
    "error",
    Text(
        "单元格 {value} 是公式，但文件里没有保存它的结果",
        "cell {value} is a formula, but the file does not hold its result",
    ),
    Text(
        "请用 Excel 打开文件，等它算完后保存，再重新运行",
        "open the file in Excel, let it calculate, save it and run again",
    ),
)
CELL_ERROR = ProblemKind(
    "CELL-ERROR",
    "error",
    Text("单元格 {cell} 是错误值 {value}", "cell {cell} holds the error {value}"),
    Text("请改正公式，或直接填上正确的内容", "correct the formula, or type the right content"),
)
NUMBER_TOO_LONG = ProblemKind(
    "NUMBER-TOO-LONG",
    "error",
    Text(
        "数字 {value} 超过 15 位：Excel 只保留 15 位，后面的数字已经丢失，编号已损坏",
        "the number {value} has more than 15 digits: Excel keeps 15, the rest is lost and the id is damaged",
    ),
    Text(
        "请把这一列设为“文本”格式，再重新输入编号",
        "format the column as text and type it again",
    ),
)

# Clocks -------------------------------------------------------------------------------------------

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
    FOLDER_MISSING,
    FILE_IGNORED,
    FILE_UNREADABLE,
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
    SHEET_TOO_BIG,
    TABLE_TOO_BIG,
    LINE_TOO_LONG,
    CELL_TOO_LONG,
    MERGED_CELLS,
    FORMULA_WITHOUT_VALUE,
    CELL_ERROR,
    NUMBER_TOO_LONG,
    READERS_TWO,
    CLOCK_PERIOD,
    CLOCK_NO_DETAIL,
    CLOCK_PUNCH_VOID,
    CLOCK_PUNCH_EXTRA,
    CLOCK_DATE_ORDER,
    CLOCK_DATE_YEAR,
    CLOCK_DATE_ORDER_MIXED,
    CLOCK_REJECTED,
    CLOCK_CELL_UNKNOWN,
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
"""Errors about a whole file: it is unread, or nothing in it can be relied on; they cannot be accepted."""
