"""``[company_rules.<name>]``: a company's own rule, named in its policy."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import Field, PlainValidator, StringConstraints

from payroll.language import Text
from payroll.policy import company_rules, fields
from payroll.policy.forms import Form


def _settings(value: object) -> dict[str, company_rules.Setting]:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004 - the form tells what is allowed
    return {str(name): _setting(each) for name, each in value.items()}


def _setting(value: object) -> company_rules.Setting:
    if isinstance(value, list):
        return tuple(_setting(each) for each in value)
    if isinstance(value, str | bool | int | Decimal):
        return value
    raise ValueError(value)


RuleName = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]*$"),
    fields.Allowed(Text.of("small letters, digits and hyphens, beginning with a letter")),
]
"""The name of a company's own rule."""

Module = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_-]+\.py$"),
    fields.Allowed(Text.of('the name of a file beside the policy file, such as "seniority.py"')),
]
"""A file in the policy's own folder, nowhere else."""

Sha256 = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$"),
    fields.Allowed(Text.of("a SHA-256 of 64 hexadecimal digits")),
]
"""The hash of a file's bytes."""

Settings = Annotated[
    dict[str, Any],
    PlainValidator(_settings),
    fields.Allowed(Text.of("texts, numbers, true or false, or lists of them")),
]
"""What the rule is given: free keys."""


class CompanyRuleForm(Form):
    """``[company_rules.<name>]``."""

    clause: fields.OptionalText = ""
    module: Module
    sha256: Sha256
    column: Annotated[company_rules.Column, fields.one_of(get_args(company_rules.Column))] = "incidents"
    settings: Settings = Field(default_factory=dict)

    def rule(self) -> company_rules.CompanyRule:
        """Return the rule, without the bytes of its module."""
        return company_rules.CompanyRule(
            clause=self.clause, module=self.module, sha256=self.sha256, column=self.column, settings=self.settings
        )
