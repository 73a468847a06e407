"""The forms of ``[commission]`` and ``[full_attendance]``."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import Field, model_validator

from payroll.policy import fields, model, reward_rules
from payroll.policy.forms import Form
from payroll.policy.forms_quality import different_starts


class CommissionTierForm(Form):
    """``[[commission.tier]]``."""

    from_amount: fields.Amount = 0
    percent: fields.Percent


class CommissionForm(Form):
    """``[commission]``."""

    clause: fields.OptionalText = ""
    counting: Annotated[model.Counting, fields.one_of(get_args(model.Counting))] = "marginal"
    tier: Annotated[list[CommissionTierForm], Field(min_length=1), fields.tables("commission.tier")]

    @model_validator(mode="after")
    def _different_tiers(self) -> Self:
        different_starts((tier.from_amount for tier in self.tier), "tier", "from_amount")
        return self

    def rule(self) -> reward_rules.CommissionRule:
        """Return the rule, its tiers in order."""
        tiers = [reward_rules.CommissionTier(tier.from_amount, tier.percent) for tier in self.tier]
        return reward_rules.CommissionRule(
            clause=self.clause,
            counting=self.counting,
            tiers=tuple(sorted(tiers, key=lambda tier: tier.from_amount)),
        )


class FullAttendanceForm(Form):
    """``[full_attendance]``."""

    clause: fields.OptionalText = ""
    amount: fields.Amount
    late_allowed: fields.Whole = 0
    excused_kinds: fields.Names = Field(default_factory=list)

    def rule(self) -> reward_rules.FullAttendanceRule:
        """Return the rule."""
        return reward_rules.FullAttendanceRule(
            clause=self.clause,
            amount=self.amount,
            late_allowed=self.late_allowed,
            excused_kinds=frozenset(self.excused_kinds),
        )
