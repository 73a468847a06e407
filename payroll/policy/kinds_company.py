"""The problems of a company's own rules: their files, and what they do when they are run."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

MODULE_UNREADABLE = ProblemKind(
    "COMPANY-RULE-UNREADABLE",
    "error",
    Text("无法读取规则文件“{value}”（{reason}）", "the rule's file «{value}» cannot be read ({reason})"),
    Text("放在制度文件旁边，或改正 module", "put it beside the policy file, or correct `module`"),
)
MODULE_CHANGED = ProblemKind(
    "COMPANY-RULE-CHANGED",
    "error",
    Text(
        "规则文件 {module} 的 SHA-256 是 {value}，与制度写的不同",
        "the SHA-256 of the rule's file {module} is {value}, not the one that the policy states",
    ),
    Text(
        "如果文件不该改动，请恢复；新写的规则，请检查后把这个值写入 sha256；规则改了，请写新的制度版本",
        "restore the file if it should not have changed; for a new rule, read it and write this value into `sha256`; "
        "a changed rule belongs into a new version of the policy",
    ),
)
MODULE_NOT_UTF8 = ProblemKind(
    "COMPANY-RULE-NOT-UTF8",
    "error",
    Text("规则文件“{value}”不是 UTF-8 编码", "the rule's file «{value}» is not UTF-8"),
    Text("另存为 UTF-8", "save it as UTF-8"),
)
MODULE_SYNTAX = ProblemKind(
    "COMPANY-RULE-SYNTAX",
    "error",
    Text("规则文件“{value}”不是 Python：{reason}", "the rule's file «{value}» is no Python: {reason}"),
    Text("改正后再算一次 SHA-256", "correct it, and its SHA-256 with it"),
)
MODULE_WITHOUT_RULE = ProblemKind(
    "COMPANY-RULE-WITHOUT-FUNCTION",
    "error",
    Text("规则文件“{value}”中没有函数 rule", "the rule's file «{value}» has no function `rule`"),
    Text("写成 def rule(facts): …，见 docs/policy.md", "write def rule(facts): …, see docs/policy.md"),
)
RULE_FAILS = ProblemKind(
    "COMPANY-RULE-FAILS",
    "error",
    Text("规则 {value}（{module}）运行出错：{reason}", "the rule {value} ({module}) fails: {reason}"),
    Text(
        "请编写者改正；未改正前可从制度中去掉这条规则",
        "have its author correct it, or take it out of the policy until then",
    ),
)
RULE_RESULT = ProblemKind(
    "COMPANY-RULE-RESULT",
    "error",
    Text(
        "规则 {value}（{module}）返回的内容不对：{reason}",
        "the rule {value} ({module}) returns what it must not: {reason}",
    ),
    Text("请编写者改正，见 docs/policy.md", "have its author correct it, see docs/policy.md"),
)

KINDS = (
    MODULE_UNREADABLE,
    MODULE_CHANGED,
    MODULE_NOT_UTF8,
    MODULE_SYNTAX,
    MODULE_WITHOUT_RULE,
    RULE_FAILS,
    RULE_RESULT,
)
