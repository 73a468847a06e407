"""The problems of samples of quality that show only when the month is put together."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

SCORE_ITEM = ProblemKind(
    "SCORE-ITEM",
    "error",
    Text(
        "样本 {sample}：制度 {policy} 的评分表没有项目“{value}”；可用：{known}{more}",
        "sample {sample}: the scorecard of policy {policy} has no item «{value}»; it has: {known}{more}",
    ),
    Text(
        "改正项目，或在制度文件中增加；搁置时整个样本不计",
        "correct the item, or add it to the policy file; set aside, the whole sample does not count",
    ),
)
SCORE_GRADE = ProblemKind(
    "SCORE-GRADE",
    "error",
    Text(
        "样本 {sample}：制度 {policy} 的项目“{item}”没有等级“{value}”；可用：{known}{more}",
        "sample {sample}: the item «{item}» of policy {policy} has no grade «{value}»; it has: {known}{more}",
    ),
    Text(
        "改正等级，或在制度文件中给该等级写上分数；搁置时整个样本不计",
        "correct the grade, or give it points in the policy file; set aside, the whole sample does not count",
    ),
)
SCORE_FATAL = ProblemKind(
    "SCORE-FATAL",
    "error",
    Text(
        "样本 {sample}：制度 {policy} 没有致命错误“{value}”；可用：{known}{more}",
        "sample {sample}: policy {policy} lists no fatal error «{value}»; it has: {known}{more}",
    ),
    Text(
        "改正项目，或在制度文件的 [scorecard.fatal] 中增加；搁置时整个样本不计",
        "correct the item, or add it to [scorecard.fatal]; set aside, the whole sample does not count",
    ),
)
SAMPLE_MIXED = ProblemKind(
    "SAMPLE-MIXED",
    "error",
    Text(
        "样本 {value} 的各行不是同一人同一天：{about}{more}",
        "the rows of sample {value} are about several people or dates: {about}{more}",
    ),
    Text(
        "改正工号、日期或样本编号；搁置时整个样本不计",
        "correct the id, the date or the sample's id; set aside, the whole sample does not count",
    ),
)
SAMPLE_INCOMPLETE = ProblemKind(
    "SAMPLE-INCOMPLETE",
    "warning",
    Text(
        "样本 {value} 缺少项目 {items}，按不适用计{more}",
        "sample {value} has no row for {items}, taken as not applicable{more}",
    ),
    Text(
        "补上评分；确实不适用的，写“不适用”",
        "add the grades; write not-applicable where that is meant",
    ),
)

KINDS: tuple[ProblemKind, ...] = (SAMPLE_INCOMPLETE, SAMPLE_MIXED, SCORE_FATAL, SCORE_GRADE, SCORE_ITEM)
