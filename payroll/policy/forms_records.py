"""The tables of a policy file about records that are kept: reports, hand-over records, meetings."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import Field, model_validator

from payroll.language import Text
from payroll.policy import fields, model, record_rules
from payroll.policy.forms import Form, PricedForm, contradiction


class CountedTierForm(PricedForm):
    """``[[….tier]]`` of what has no minutes."""

    from_occurrence: fields.Ordinal = 1


class CountedForm(Form):
    """``[handover_record]``, and what the other rules about records share with it: counted and priced by number."""

    clause: fields.OptionalText = ""
    counting: Annotated[model.Counting, fields.one_of(get_args(model.Counting))] = "marginal"
    tier: Annotated[list[CountedTierForm], fields.tables("….tier")] = Field(default_factory=list)

    @model_validator(mode="after")
    def _different_tiers(self) -> Self:
        starts = [tier.from_occurrence for tier in self.tier]
        for number, start in enumerate(starts, start=1):
            if start in starts[: number - 1]:
                raise contradiction(
                    Text.of("starts where an earlier tier does (from_occurrence = {start})", start=start),
                    Text.of("change where it starts, or delete one of the two"),
                    key=f"tier[{number}]",
                )
        return self

    def tiers(self) -> tuple[model.Tier, ...]:
        """Return the tiers in order."""
        ordered = sorted(self.tier, key=lambda tier: tier.from_occurrence)
        return tuple(model.Tier(tier.from_occurrence, 0, tier.price()) for tier in ordered)

    def counted_rule(self) -> model.OccurrenceRule:
        """Return the rule; a day is one occurrence."""
        return model.OccurrenceRule(clause=self.clause, counting=self.counting, per="day", tiers=self.tiers())


class DailyReportForm(CountedForm):
    """``[daily_report]``."""

    due_hours: fields.Whole | None = None

    def rule(self) -> record_rules.DailyReportRule:
        """Return the rule."""
        return record_rules.DailyReportRule(
            clause=self.clause, counting=self.counting, per="day", tiers=self.tiers(), due_hours=self.due_hours
        )


class MeetingsForm(CountedForm):
    """``[meetings]``."""

    weekday: fields.Weekday
    time: fields.StartClock

    def rule(self) -> record_rules.MeetingRule:
        """Return the rule."""
        return record_rules.MeetingRule(
            clause=self.clause,
            counting=self.counting,
            per="day",
            tiers=self.tiers(),
            weekday=self.weekday,
            time=self.time,
        )
