"""From the text of a company's own rules to functions: the one place where their code is executed.

Only modules that a policy names, by file and hash, come here; ``payroll.policy`` has read and checked them.
"""

from __future__ import annotations

import sys
from types import ModuleType

from payroll.language import Text, same
from payroll.month.context import OwnRule
from payroll.policy.company_rules import FUNCTION, CompanyRule
from payroll.policy.kinds_company import RULE_FAILS
from payroll.policy.model import Policies
from payroll.problems import Problem

PREFIX = "company:"
"""How the ledger calls such a rule: ``company:seniority``."""
ALONE = "EACH_EMPLOYEE_ALONE"
"""The constant by which a module says that it judges each employee by that employee's own rows, so that a month
can be computed in parts."""


def company_rules(policies: Policies) -> tuple[tuple[OwnRule, ...], list[Problem]]:
    """Return the rules that the policies name, each file once, and the problems of starting them."""
    versions: dict[tuple[str, str, str, str], tuple[CompanyRule, list[int]]] = {}
    for position, version in enumerate(policies.versions):
        for name, rule in version.rules.company_rules.items():
            key = (name, f"{version.policy_id}/{rule.module}", rule.sha256, rule.column)
            versions.setdefault(key, (rule, []))[1].append(position)
    rules, problems = [], []
    for (name, module, _, column), (rule, named_by) in versions.items():
        try:
            executed = _executed(rule, module)
            judge, alone = getattr(executed, FUNCTION), getattr(executed, ALONE, False) is True
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a company's code raises is told
            words = f"{type(error).__name__}: {error}"
            details: dict[str, str | Text] = {"module": module, "reason": same(words)}
            problems.append(Problem(RULE_FAILS, module, value=PREFIX + name, details=details))
            continue
        rules.append(OwnRule(PREFIX + name, module, judge, frozenset(named_by), column, alone))
    return tuple(rules), problems


def _executed(rule: CompanyRule, file: str) -> ModuleType:
    module = ModuleType(f"payroll_company_rule_{rule.sha256[:16]}")
    module.__file__ = file
    sys.modules[module.__name__] = module  # dataclasses look their module up
    code = compile(rule.content, file, "exec", dont_inherit=True)  # our own `from __future__` is none of the rule's
    exec(code, module.__dict__)  # noqa: S102 - what the policy names, by its hash
    return module
