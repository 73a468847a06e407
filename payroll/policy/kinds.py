"""The errors of policy files. ``column`` of a problem is the key's path, list items counted from 1.

What is only doubtful stands in ``kinds_soundness``.
"""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

_WHERE = Text(
    "每个制度一个文件夹，每个版本一个文件：制度代码/2023-02-03.toml，文件名是生效日期",
    "a folder for each policy and a file for each version, named by the day it takes effect: policy-id/2023-02-03.toml",
)


FOLDER_MISSING = ProblemKind(
    "POLICY-FOLDER-MISSING",
    "error",
    Text("找不到制度文件夹或文件“{value}”", "there is no policy folder or file «{value}»"),
    Text(f"检查路径；{_WHERE.zh}", f"check the path; it takes {_WHERE.en}"),
)
FOLDER_EMPTY = ProblemKind(
    "POLICY-FOLDER-EMPTY",
    "error",
    Text("文件夹“{value}”中没有任何制度", "the folder «{value}» holds no policy"),
    Text(f"{_WHERE.zh}", f"it takes {_WHERE.en}"),
)
NO_VERSIONS = ProblemKind(
    "POLICY-NO-VERSIONS",
    "error",
    Text("制度“{value}”的文件夹中没有版本文件", "the folder of policy «{value}» holds no version"),
    Text(
        "放入以生效日期命名的文件，例如 2023-02-03.toml，或删除该文件夹",
        "put in a file named by the day it takes effect, such as 2023-02-03.toml, or delete the folder",
    ),
)
MISPLACED = ProblemKind(
    "POLICY-MISPLACED",
    "error",
    Text("“{value}”不在任何制度的文件夹中", "«{value}» lies in no policy's folder"),
    Text(f"移入制度的文件夹；{_WHERE.zh}", f"move it into its policy's folder: {_WHERE.en}"),
)
FILE_NAME = ProblemKind(
    "POLICY-FILE-NAME",
    "error",
    Text("文件名“{value}”不是 1970 年起的日期", "the file name «{value}» is no date from 1970 on"),
    Text(
        "用生效日期命名，例如 2023-02-03.toml；不是制度的文件请移走",
        "name it by the day it takes effect, such as 2023-02-03.toml, or move it away if it is no policy",
    ),
)
FOLDER_NAME = ProblemKind(
    "POLICY-FOLDER-NAME",
    "error",
    Text("制度文件夹的名称“{value}”不是 UTF-8 编码", "the name «{value}» of a policy's folder is not UTF-8"),
    Text("给文件夹重新命名：名称就是制度代码", "rename the folder: its name is the policy's id"),
)
UNREADABLE = ProblemKind(
    "POLICY-UNREADABLE",
    "error",
    Text("无法读取该文件或文件夹（{reason}）", "the file or folder cannot be read ({reason})"),
    Text("检查它是否存在、类型对不对、是否有读取权限", "check that it is there, what it is, and that you may read it"),
)
NOT_UTF8 = ProblemKind(
    "POLICY-NOT-UTF8",
    "error",
    Text(
        "文件不是 UTF-8 编码（第 {value} 个字节起无法识别）", "the file is not UTF-8 (unreadable from byte {value} on)"
    ),
    Text("在编辑器中另存为 UTF-8 编码", "save it as UTF-8 in your editor"),
)
NOT_TOML = ProblemKind(
    "POLICY-NOT-TOML",
    "error",
    Text("不符合 TOML 语法（解析器的原话：{reason}）", "this is not valid TOML: {reason}"),
    Text(
        '检查这一行或它的上一行：写成 键 = 值，文字和时间加引号（"08:30"），是否写成 true 或 false，列表用 [ ]',
        'look at this line or the one before: key = value, texts and times in quotes ("08:30"), '
        "yes and no as true and false, lists in [ ]",
    ),
)
REPEATED = ProblemKind(
    "POLICY-REPEATED",
    "error",
    Text("同一个键或表写了两次（解析器的原话：{reason}）", "the same key or table stands twice: {reason}"),
    Text("只留其中一个", "keep one of them"),
)
KEY_UNKNOWN = ProblemKind(
    "POLICY-KEY-UNKNOWN",
    "error",
    Text("没有“{column}”这个键（值为 {value}）", "there is no key «{column}» (its value is {value})"),
    Text("{guess}此处可用的键：{known}", "{guess}the keys known here: {known}"),
)
KEY_MISSING = ProblemKind(
    "POLICY-KEY-MISSING",
    "error",
    Text("缺少“{column}”", "«{column}» is missing"),
    Text("请补上：{allowed}", "add it: {allowed}"),
)
VALUE = ProblemKind(
    "POLICY-VALUE",
    "error",
    Text("“{column}”不能是 {value}", "«{column}» cannot be {value}"),
    Text("应为：{allowed}", "it takes {allowed}"),
)
NAME = ProblemKind(
    "POLICY-NAME",
    "error",
    Text("“{column}”中的名称“{value}”不可用", "the name «{value}» in «{column}» cannot be used"),
    Text("应为：{allowed}", "it takes {allowed}"),
)
CONTRADICTION = ProblemKind(
    "POLICY-CONTRADICTION",
    "error",
    Text("“{column}”{reason}", "«{column}»: {reason}"),
    Text("{correction}", "{correction}"),
)
START_DAYS = ProblemKind(
    "POLICY-START-DAYS",
    "error",
    Text(
        "计薪周期从 {value} 日开始，而 {other} 从 {other_value} 日开始；每次运行只有一个周期、每人一个合计，不能混用",
        "its pay periods start on day {value}, those of {other} on day {other_value}; "
        "a run has one period and one total for each person, so they cannot be mixed",
    ),
    Text(
        "改成同一个 period_start_day；起始日改变时，每个制度都在同一天有一个写着 previous_start_day 的新版本；"
        "或分放到两个制度文件夹，分别运行",
        "give them the same period_start_day; where the day changes, each policy has a new version of the same date "
        "with previous_start_day; or keep them in two policy folders and run each by itself",
    ),
)
PREVIOUS_START_DAY = ProblemKind(
    "POLICY-PREVIOUS-START-DAY",
    "error",
    Text(
        "写着此前的计薪周期从 {value} 日开始，而在此之前是 {other_value} 日",
        "it says that pay periods started on day {value} before, but they started on day {other_value}",
    ),
    Text(
        "只有改变起始日的那一个版本才写 previous_start_day：改正数字，或删除这个键",
        "only the version that changes the day has previous_start_day: correct it, or delete the key",
    ),
)
START_DAY_DATE = ProblemKind(
    "POLICY-START-DAY-DATE",
    "error",
    Text(
        "计薪周期起始日在 {value} 改变，而这一天在 {period} 期（从 {first} 开始）的中间",
        "the start day of pay periods changes on {value}, which lies within the period {period} (from {first} on)",
    ),
    Text(
        "新版本必须从某一期的第一天起执行，例如 {first} 或 {following}：改文件名的日期",
        "the new version must begin with a pay period, such as on {first} or {following}: rename the file",
    ),
)
CURRENCIES = ProblemKind(
    "POLICY-CURRENCIES",
    "error",
    Text(
        "货币是 {value}，而 {other} 是 {other_value}；每人只有一个合计，不同的货币不能相加",
        "its currency is {value}, that of {other} is {other_value}; "
        "each person has one total, and amounts of two currencies cannot be added",
    ),
    Text(
        "改成同一种货币，或分放到两个制度文件夹，分别运行",
        "give them the same currency, or keep them in two policy folders and run each by itself",
    ),
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
