"""The problems that the check against the law finds in the tables (rules, section 22)."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

ACKNOWLEDGEMENT_VERSION = ProblemKind(
    "ACKNOWLEDGEMENT-VERSION",
    "warning",
    Text(
        "{employee} 签收的 {value} 不是制度 {policy} 的版本；现有：{known}；这次签收不起作用",
        "{employee} signed for {value}, which is no version of the policy {policy}; there are: {known}; "
        "it counts for nothing",
    ),
    Text("改正“制度日期”，写制度文件名中的日期", "correct `version`: the day in the name of the policy's file"),
)
CARRIED_NOT_EARLIER = ProblemKind(
    "CARRIED-NOT-EARLIER",
    "warning",
    Text(
        "结转的损失发生在 {value}，不早于 {period} 期初：损失在它发生的月份扣，这一行不扣",
        "a loss of {value} cannot be carried into {period}, which had not ended by then: it is charged in its own "
        "month, and nothing is taken for this row",
    ),
    Text("carried.csv 放到下一个月的数据文件夹中", "put carried.csv into the data of the month after"),
)
CARRIED_OTHER_PERIOD = ProblemKind(
    "CARRIED-OTHER-PERIOD",
    "warning",
    Text(
        "这一行结转的损失应在 {value} 扣，本月是 {period}：不扣",
        "what is carried in this row is to be taken in {value}, and this is {period}: nothing is taken for it",
    ),
    Text("换成上个月写出的 carried.csv", "put in the carried.csv that the month before has written"),
)
CARRIED_NOT_EMPLOYED = ProblemKind(
    "CARRIED-NOT-EMPLOYED",
    "warning",
    Text(
        "{employee} 本期不在职（{hired} 至 {left}），结转的 {amount}（{value}）无从扣除",
        "{employee} is not employed in this period (employed {hired} to {left}): "
        "the {amount} carried over ({value}) cannot be taken",
    ),
    Text("与本人另行结算，并从结转表中删除这一行", "settle it with the person, and delete the row from carried"),
)
LAW_NOT_IN_FORCE = ProblemKind(
    "LAW-NOT-IN-FORCE",
    "warning",
    Text(
        "法律档案 {value} 从 {since} 起才有内容，{day} 的扣款没有对照任何法律检查",
        "the profile {value} begins on {since}: deductions of {day} are checked against no law",
    ),
    Text("请人工核对这些扣款", "check these deductions yourself"),
)
PROBATION_TOO_LONG = ProblemKind(
    "PROBATION-TOO-LONG",
    "warning",
    Text(
        "{employee} 的合同（{term}）试用期到 {value}，法定最长 {months} 个月，应不晚于 {latest}（{source}）",
        "{employee}: under this contract ({term}) probation ends on {value}, but the law allows {months} months, "
        "to {latest} at the latest ({source})",
    ),
    Text(
        "改短试用期；已超过的时间须按转正后的工资补付",
        "shorten the probation; time served beyond it is owed the wage after probation",
    ),
)
PROBATION_PAY_LOW = ProblemKind(
    "PROBATION-PAY-LOW",
    "warning",
    Text(
        "{employee} 的试用期工资为 {value}%，低于法定的 {least}%（{source}）",
        "{employee}: probation pays {value}%, below the {least}% that the law asks for ({source})",
    ),
    Text("在制度的 [probation] 中提高 wage_percent", "raise wage_percent in [probation] of the policy"),
)

KINDS: tuple[ProblemKind, ...] = (
    ACKNOWLEDGEMENT_VERSION,
    CARRIED_NOT_EARLIER,
    CARRIED_NOT_EMPLOYED,
    CARRIED_OTHER_PERIOD,
    LAW_NOT_IN_FORCE,
    PROBATION_PAY_LOW,
    PROBATION_TOO_LONG,
)
