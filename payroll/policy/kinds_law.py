"""The problems of what policies say of laws, and of the files of laws themselves."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

LAW_UNKNOWN = ProblemKind(
    "POLICY-LAW-UNKNOWN",
    "error",
    Text("没有名为“{value}”的法律档案", "there is no profile of a law called «{value}»"),
    Text(
        '可用的档案：{known}；写 "" 则不对照任何法律检查',
        'there are: {known}; with "" nothing is checked against any law',
    ),
)
LAW_CURRENCY = ProblemKind(
    "POLICY-LAW-CURRENCY",
    "error",
    Text(
        "制度的货币是 {value}，而法律档案 {profile} 的限额以 {currency} 计，无法比较",
        "the policy's currency is {value}, but the profile {profile} limits amounts of {currency}: "
        "they cannot be compared",
    ),
    Text("改用该货币，或改用另一个档案", "use that currency, or another profile"),
)
LAW_FILE_NAME = ProblemKind(
    "LAW-FILE-NAME",
    "error",
    Text("法律档案的文件名“{value}”不是 1970 年起的日期", "the file name «{value}» of a law is no date from 1970 on"),
    Text("用开始适用的日期命名，例如 2021-01-01.toml", "name it by the day it applies from, such as 2021-01-01.toml"),
)
FIGURE_UNSOURCED = ProblemKind(
    "POLICY-FIGURE-UNSOURCED",
    "warning",
    Text(
        "“{column}”= {value} 没有写明 {lacking}：以后无法说明这个数字从何而来、是否仍然有效",
        "«{column}» = {value} states no {lacking}: nobody can tell later where the figure is from and whether it holds",
    ),
    Text("从官方公布处核对后补上 {lacking}", "check it where it is published, and add {lacking}"),
)
PROCEDURE_UNSTATED = ProblemKind(
    "POLICY-PROCEDURE-UNSTATED",
    "warning",
    Text(
        "没有写明 {lacking}：档案 {value} 要求规章制度经过协商并公示，每一笔扣款都会带上这条提醒",
        "it states no {lacking}: the profile {value} asks for rules to be consulted on and published, "
        "and each charge will say that this is not recorded",
    ),
    Text("在 [policy] 中补上 {lacking}", "add {lacking} to [policy]"),
)
FLOOR_WITHOUT_FIGURE = ProblemKind(
    "POLICY-FLOOR-WITHOUT-FIGURE",
    "warning",
    Text(
        "档案 {value} 要求扣款后不低于最低工资，但没有填写 minimum_wage，无法检查",
        "the profile {value} asks for the minimum wage to be left, but minimum_wage is not given: it is not checked",
    ),
    Text(
        "填写当地最低工资，并写明 minimum_wage_source 和 minimum_wage_since",
        "enter the local minimum wage, with minimum_wage_source and minimum_wage_since",
    ),
)

KINDS: tuple[ProblemKind, ...] = (
    LAW_UNKNOWN,
    LAW_CURRENCY,
    LAW_FILE_NAME,
    FIGURE_UNSOURCED,
    PROCEDURE_UNSTATED,
    FLOOR_WITHOUT_FIGURE,
)
