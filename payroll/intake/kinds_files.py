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
DECISIONS_SHEET = ProblemKind(
    "DECISIONS-SHEET",
    "error",
    Text(
        "{file} 里没有可读的工作表“{sheets}”，其中填写的决定会丢失；该工作簿没有被覆盖",
        "{file} has no sheet «{sheets}» that can be read: decisions in it would be lost; the file was not replaced",
    ),
    Text(
        "请把这张工作表的名称改回来，或取消隐藏；如果它已被删除，或这个工作簿是用别的方式做的，"
        "请把工作簿移到别的文件夹，再重新运行",
        "give the sheet its name back, or unhide it; if it was deleted, or the workbook was made in another way, move "
        "the workbook to another folder; then run again",
    ),
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
