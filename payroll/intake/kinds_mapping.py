"""What can be wrong with a mapping that the user wrote: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

_SEE = Text(
    "改正映射文件；可以用 payroll inspect 文件 --draft-mapping 生成一份草稿对照",
    "correct the mapping; payroll inspect FILE --draft-mapping writes a draft to compare with",
)

MAPPING_TOML = ProblemKind(
    "MAPPING-TOML",
    "error",
    Text("映射文件不是正确的 TOML：{value}", "the mapping is no sound TOML: {value}"),
    _SEE,
)
MAPPING_KEY = ProblemKind(
    "MAPPING-KEY",
    "error",
    Text("映射文件里没有“{value}”这个键；可用的键：{known}", "a mapping has no key «{value}»; the keys are {known}"),
    _SEE,
)
MAPPING_VALUE = ProblemKind(
    "MAPPING-VALUE",
    "error",
    Text("“{column}”是 {value}，应为{expected}", "«{column}» is {value}; it must be {expected}"),
    _SEE,
)
MAPPING_LACKS = ProblemKind(
    "MAPPING-LACKS",
    "error",
    Text(
        "映射文件没有说“{table}”表的这些列从哪里来：{value}",
        "the mapping does not say where these columns of the table {table} come from: {value}",
    ),
    Text("在 [columns] 或 [constants] 中写上", "name them in [columns] or [constants]"),
)
MAPPING_TWO = ProblemKind(
    "MAPPING-TWO",
    "error",
    Text("有不止一个映射文件用于这个文件：{value}", "more than one mapping is for this file: {value}"),
    Text(
        "修改其中一个的 files，使每个文件只有一个映射", "change the key files of one, so that each file has one mapping"
    ),
)
MAPPING_UNUSED = ProblemKind(
    "MAPPING-UNUSED",
    "warning",
    Text("没有文件用到这个映射：{value}", "no file is read by this mapping: {value}"),
    Text("检查 files 与文件名是否一致", "check its key files against the names of the files"),
)
MAPPING_NO_COLUMN = ProblemKind(
    "MAPPING-NO-COLUMN",
    "error",
    Text(
        "映射文件 {mapping} 要读“{value}”列，文件第 {row} 行的表头里没有；找到的表头：{found}",
        "the mapping {mapping} reads the column «{value}», which the headings in row {row} lack; they are {found}",
    ),
    Text("改正映射文件里的列名或 header_row", "correct the column or header_row in the mapping"),
)
MAPPING_NO_SHEET = ProblemKind(
    "MAPPING-NO-SHEET",
    "error",
    Text(
        "映射文件 {mapping} 要读工作表“{value}”，文件里没有；可见的工作表：{found}",
        "the mapping {mapping} reads the sheet «{value}», which the file lacks; its visible sheets are {found}",
    ),
    Text("改正映射文件里的 sheet", "correct the key sheet in the mapping"),
)
MAPPING_ENCODING = ProblemKind(
    "MAPPING-ENCODING",
    "error",
    Text(
        "文件不能按映射文件 {mapping} 所写的编码 {value} 读取",
        "the file is no text in the encoding {value} that the mapping {mapping} names",
    ),
    Text("改正映射文件里的 encoding", "correct the key encoding in the mapping"),
)

MAPPING_READER = ProblemKind(
    "MAPPING-READER",
    "error",
    Text("这个文件不是映射文件所写的格式 {value}", "this file is not of the format {value} that its mapping names"),
    Text("改正映射文件里的 reader，或去掉它并写明各列", "correct the key reader, or leave it out and name the columns"),
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
