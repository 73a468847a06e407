"""What can be wrong with a decision that a person wrote down: the texts."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

DECISION_ENTRY = ProblemKind(
    "DECISION-ENTRY",
    "error",
    Text("本月台账中没有记录“{value}”", "this month has no ledger line «{value}»"),
    Text(
        "请核对记录编号；如果这笔记录已经不存在，请清空该行的决定；以前月份的扣款请用 payroll waive 免除",
        "check the entry id; if that line is gone, clear the row; a charge of an earlier month is waived with "
        "payroll waive",
    ),
)
DECISION_EARLY = ProblemKind(
    "DECISION-EARLY",
    "error",
    Text(
        "决定日期 {value} 早于记录 {entry} 的日期 {day}",
        "the decision of {value} is earlier than {entry}, which is of {day}",
    ),
    Text("请填写作出决定的日期", "write the day on which it was decided"),
)
DECISION_LATER = ProblemKind(
    "DECISION-LATER",
    "error",
    Text("决定日期 {value} 在今天（{day}）之后", "the decision of {value} is later than today, {day}"),
    Text("请填写作出决定的日期", "write the day on which it was decided"),
)
DECISION_NOT_ASKED = ProblemKind(
    "DECISION-NOT-ASKED",
    "error",
    Text(
        "记录 {entry} 没有需要决定的事项，“{value}”没有意义",
        "nothing is to be decided of {entry}, so «{value}» has no meaning",
    ),
    Text("请清空该行；如果要免除这笔扣款，请写“免除”", "clear the row; to waive the charge, write «waive»"),
)
DECISION_NOT_WAIVED = ProblemKind(
    "DECISION-NOT-WAIVED",
    "error",
    Text("记录 {entry} 不能免除：{why}", "{entry} cannot be waived: {why}"),
    Text("请清空该行的决定", "clear the row"),
)
DECISION_TWICE = ProblemKind(
    "DECISION-TWICE",
    "error",
    Text(
        "对记录 {entry} 有两个不同的决定，另一个在 {other}",
        "there are two different decisions about {entry}, the other one in {other}",
    ),
    Text("请只保留其中一个", "keep one of them"),
)
KINDS: tuple[ProblemKind, ...] = (
    DECISION_ENTRY,
    DECISION_EARLY,
    DECISION_LATER,
    DECISION_NOT_ASKED,
    DECISION_NOT_WAIVED,
    DECISION_TWICE,
)
