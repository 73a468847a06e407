"""The problems of policy files. ``column`` of a problem is the key's path, list items counted from 1."""

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
    Text(_WHERE.zh, f"it takes {_WHERE.en}"),
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
        "改成同一个 period_start_day，或分放到两个制度文件夹，分别运行",
        "give them the same period_start_day, or keep them in two policy folders and run each by itself",
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

NOT_PRICED = ProblemKind(
    "POLICY-NOT-PRICED",
    "warning",
    Text(
        "“{column}”没有分档：只计次数，不扣款", "«{column}» has no tiers: it is counted and listed, and costs nothing"
    ),
    Text(
        "若要扣款，增加 [[{column}.tier]]；若本来就只计次数，可以忽略",
        "add [[{column}.tier]] if it should cost something",
    ),
)
TIER_NEVER = ProblemKind(
    "POLICY-TIER-NEVER",
    "warning",
    Text("“{column}”永远不会生效：{reason}", "«{column}» never applies: {reason}"),
    Text("修改或删除这一档", "change this tier or delete it"),
)
NO_EFFECT = ProblemKind(
    "POLICY-NO-EFFECT",
    "warning",
    Text("“{column}”= {value} 不起作用：{reason}", "«{column}» = {value} has no effect: {reason}"),
    Text("修改或删除这个键", "change the key or delete it"),
)
NO_SEVERITY = ProblemKind(
    "POLICY-NO-SEVERITY",
    "warning",
    Text(
        "[complaints.severity] 是空的：每条投诉都必须自己写明金额",
        "[complaints.severity] is empty: each complaint then needs an amount of its own",
    ),
    Text(
        "每行写一种严重程度和金额，例如 minor = 10；若本来就逐条写金额，可以忽略",
        "enter severities with their amounts, such as minor = 10, unless every complaint states its amount anyway",
    ),
)
GUARD_NO_BOUND = ProblemKind(
    "POLICY-GUARD-NO-BOUND",
    "warning",
    Text(
        "[guard] 没有自己的上限：除 profile 的规定外，不限制扣款",
        "[guard] has no bound of its own: it limits nothing but what its profile does",
    ),
    Text(
        "填写 max_percent 或 minimum_wage，并用 …_source 和 …_since 注明出处和日期",
        "enter max_percent or minimum_wage, with its …_source and …_since",
    ),
)
GUARD_NO_PROFILE = ProblemKind(
    "POLICY-GUARD-NO-PROFILE",
    "warning",
    Text("[guard] 没有写 profile：未对照任何法律检查", "[guard] names no profile: not checked against any law"),
    Text(
        '写明适用的法律，例如 profile = "CN"，数字由贵公司核实后填写',
        'name the law that its figures come from, such as profile = "CN"; check the figures yourself',
    ),
)
HANDOVER_WITHOUT_SWAPS = ProblemKind(
    "POLICY-HANDOVER-WITHOUT-SWAPS",
    "warning",
    Text(
        "有 [handover] 而没有 [swaps]：换班的次数和提前量都不受限制",
        "there is [handover] without [swaps]: swaps are neither limited in number nor in notice",
    ),
    Text("若制度限制换班，增加 [swaps]", "add [swaps] if the rules limit swaps"),
)

KINDS: tuple[ProblemKind, ...] = (
    CONTRADICTION,
    CURRENCIES,
    FILE_NAME,
    FOLDER_EMPTY,
    FOLDER_MISSING,
    FOLDER_NAME,
    GUARD_NO_BOUND,
    GUARD_NO_PROFILE,
    HANDOVER_WITHOUT_SWAPS,
    KEY_MISSING,
    KEY_UNKNOWN,
    MISPLACED,
    NAME,
    NO_EFFECT,
    NO_SEVERITY,
    NO_VERSIONS,
    NOT_PRICED,
    NOT_TOML,
    NOT_UTF8,
    REPEATED,
    START_DAYS,
    TIER_NEVER,
    UNREADABLE,
    VALUE,
)
