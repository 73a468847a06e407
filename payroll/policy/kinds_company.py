"""The problems of a company's own rules: their files, and what they do when they are run."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

MODULE_UNREADABLE = ProblemKind(
    "COMPANY-RULE-UNREADABLE",
    "error",
    Text.template("the rule's file «{value}» cannot be read ({reason})"),
    Text.of("put it beside the policy file, or correct `module`"),
)
MODULE_CHANGED = ProblemKind(
    "COMPANY-RULE-CHANGED",
    "error",
    Text.template("the SHA-256 of the rule's file {module} is {value}, not the one that the policy states"),
    Text.of(
        "restore the file if it should not have changed; for a new rule, read it and write this value into `sha256`; "
        "a changed rule belongs into a new version of the policy"
    ),
)
MODULE_NOT_UTF8 = ProblemKind(
    "COMPANY-RULE-NOT-UTF8",
    "error",
    Text.template("the rule's file «{value}» is not UTF-8"),
    Text.of("save it as UTF-8"),
)
MODULE_SYNTAX = ProblemKind(
    "COMPANY-RULE-SYNTAX",
    "error",
    Text.template("the rule's file «{value}» is not Python: {reason}"),
    Text.of("correct it, and its SHA-256 with it"),
)
MODULE_WITHOUT_RULE = ProblemKind(
    "COMPANY-RULE-WITHOUT-FUNCTION",
    "error",
    Text.template("the rule's file «{value}» has no function `rule`"),
    Text.of("write def rule(facts): …, see docs/policy.md"),
)
RULE_FAILS = ProblemKind(
    "COMPANY-RULE-FAILS",
    "error",
    Text.template("the rule {value} ({module}) fails: {reason}"),
    Text.of("have its author correct it, or take it out of the policy until then"),
)
RULE_RESULT = ProblemKind(
    "COMPANY-RULE-RESULT",
    "error",
    Text.template("the rule {value} ({module}) returns what it must not: {reason}"),
    Text.of("have its author correct it, see docs/policy.md"),
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
