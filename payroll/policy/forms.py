"""The form of a policy file: one class per table, one attribute per key, and the rule that it makes.

Unknown keys are refused. What a single table contradicts in itself is found here too.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from payroll.language import Text, same
from payroll.period import MINUTES_PER_DAY
from payroll.policy import fields, model


def contradiction(reason: Text, fix: Text, key: str = "", value: str = "") -> PydanticCustomError:
    """Return the error for a table that contradicts itself; ``key`` is the path within the table."""
    return PydanticCustomError("contradiction", "{key}", {"key": key, "value": value, "reason": reason, "fix": fix})


class Form(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TitleForm(Form):
    """A title in both languages."""

    zh: fields.Name
    en: fields.Name

    def text(self) -> Text:
        """Return the title."""
        return Text(self.zh, self.en)


Title = Annotated[
    TitleForm,
    fields.Allowed(Text.of('{ zh = "中文", en = "English" }, both')),
]


class PolicyForm(Form):
    """``[policy]``: what the whole file is about."""

    title: Title
    currency: fields.Currency
    timezone: fields.Timezone
    source: fields.Name
    period_start_day: fields.StartDay = 1
    previous_start_day: fields.StartDay | None = None
    consulted_on: fields.Day | None = None
    published_on: fields.Day | None = None
    hours_per_day: fields.HoursPerDay = Decimal(8)

    @model_validator(mode="after")
    def _another_day(self) -> Self:
        if self.previous_start_day == self.period_start_day:
            raise contradiction(
                Text.of("is as period_start_day: the day does not change"),
                Text.of("correct one of the two, or delete the key"),
                key="previous_start_day",
                value=str(self.previous_start_day),
            )
        return self


class ShiftForm(Form):
    """``[shifts.<code>]``."""

    start: fields.StartClock
    end: fields.EndClock

    def times(self) -> model.ShiftTimes:
        """Return the times; an end at or before the start is the next day's."""
        return model.ShiftTimes(self.start, self.end + (MINUTES_PER_DAY if self.end <= self.start else 0))


class CalendarForm(Form):
    """``[calendar]``."""

    shift: fields.Name
    weekdays: fields.Weekdays
    holidays: fields.Country

    def calendar(self) -> model.Calendar:
        """Return the calendar."""
        return model.Calendar(self.shift, frozenset(self.weekdays), self.holidays)


class PunchesForm(Form):
    """``[punches]``."""

    before_minutes: fields.Minutes = 240
    after_minutes: fields.Minutes = 240
    repeat_minutes: fields.Minutes = 30

    def window(self) -> model.PunchWindow:
        """Return the window."""
        return model.PunchWindow(self.before_minutes, self.after_minutes, self.repeat_minutes)


_PRICES = ("percent_of_base", "daily_wages", "hourly_wages", "amount")


class PricedForm(Form):
    """A table that may state a price, in one of several ways."""

    percent_of_base: fields.Percent | None = None
    daily_wages: fields.Wages | None = None
    amount: fields.Amount | None = None

    @model_validator(mode="after")
    def _one_price(self) -> Self:
        given = [name for name in _PRICES if getattr(self, name, None) is not None]
        if len(given) > 1:
            keys = ", ".join(given)
            raise contradiction(
                Text.of("states several prices at once: {keys}", keys=keys),
                Text.of("keep one of them"),
            )
        return self

    def price(self) -> model.Price:
        """Return the price."""
        return model.Price(self.percent_of_base, self.daily_wages, self.amount)


class TierForm(PricedForm):
    """``[[….tier]]``."""

    from_occurrence: fields.Ordinal = 1
    from_minutes: fields.Minutes = 0
    hourly_wages: fields.Wages | None = None

    def tier(self) -> model.Tier:
        """Return the tier."""
        price = replace(self.price(), hourly_wages=self.hourly_wages)
        return model.Tier(self.from_occurrence, self.from_minutes, price)


TimeKind = Annotated[Literal["absence", "discipline", ""], fields.one_of(("absence", "discipline"))]
"""The kind of a charge that may be about time not worked."""
LossKind = Annotated[Literal["loss", "discipline", ""], fields.one_of(("loss", "discipline"))]
"""The kind of a charge that may be about damage done."""
FineKind = Annotated[Literal["discipline", ""], fields.one_of(("discipline",))]
"""The kind of a charge that can be nothing but a fine; it may be stated all the same."""


class OccurrenceForm(Form):
    """What the occurrence rules share. ``lasts`` tells whether an occurrence has a length, which hours can price."""

    lasts: ClassVar[bool] = True
    clause: fields.OptionalText = ""
    counting: Annotated[model.Counting, fields.one_of(get_args(model.Counting))] = "marginal"
    per: Annotated[model.Per, fields.one_of(get_args(model.Per))] = "shift"
    tier: Annotated[list[TierForm], fields.tables("….tier")] = []
    kind: TimeKind = ""

    @model_validator(mode="after")
    def _different_tiers(self) -> Self:
        seen = set()
        for number, tier in enumerate(self.tier, start=1):
            start = (tier.from_occurrence, tier.from_minutes)
            if start in seen:
                place = f"from_occurrence = {start[0]}, from_minutes = {start[1]}"
                raise contradiction(
                    Text.of("starts where an earlier tier does ({place})", place=place),
                    Text.of("change where it starts, or delete one of the two"),
                    key=f"tier[{number}]",
                )
            seen.add(start)
        return self

    @model_validator(mode="after")
    def _hours_of_what_lasts(self) -> Self:
        for number, tier in enumerate(self.tier, start=1):
            if tier.hourly_wages is not None and not self.lasts:
                raise contradiction(
                    Text.of("what has no length cannot be priced by the hour"),
                    Text.of("use percent_of_base, daily_wages or amount instead"),
                    key=f"tier[{number}].hourly_wages",
                    value=str(tier.hourly_wages),
                )
        return self

    def rule(self, grace_minutes: int = 0) -> model.OccurrenceRule:
        """Return the rule, its tiers in order."""
        tiers = sorted((tier.tier() for tier in self.tier), key=lambda tier: (tier.from_occurrence, tier.from_minutes))
        return model.OccurrenceRule(
            clause=self.clause,
            kind=self.kind,
            grace_minutes=grace_minutes,
            counting=self.counting,
            per=self.per,
            tiers=tuple(tiers),
        )


class TimedForm(OccurrenceForm):
    """``[lateness]`` and ``[early_departure]``: those that are measured in minutes."""

    grace_minutes: fields.Minutes = 0

    def timed_rule(self) -> model.OccurrenceRule:
        """Return the rule with its grace."""
        return self.rule(self.grace_minutes)


class SwapsForm(Form):
    """``[swaps]``."""

    clause: fields.OptionalText = ""
    kind: FineKind = ""
    limit: fields.Whole
    counts: Annotated[model.SwapCounts, fields.one_of(get_args(model.SwapCounts))] = "both"
    notice_hours: fields.Whole = 0
    amount: fields.Amount = 0

    def rule(self) -> model.SwapRule:
        """Return the rule."""
        return model.SwapRule(
            clause=self.clause,
            limit=self.limit,
            counts=self.counts,
            notice_hours=self.notice_hours,
            amount=self.amount,
        )


class HandoverForm(Form):
    """``[handover]``."""

    clause: fields.OptionalText = ""
    kind: LossKind = ""
    amount: fields.Amount
    charge: Annotated[model.Charge, fields.one_of(get_args(model.Charge))] = "both"

    def rule(self) -> model.HandoverRule:
        """Return the rule."""
        return model.HandoverRule(clause=self.clause, kind=self.kind, amount=self.amount, charge=self.charge)


class StepForm(Form):
    """``[[complaints.step]]``."""

    amount: fields.Amount = 0
    action: fields.OptionalText = ""


class ComplaintsForm(Form):
    """``[complaints]``: by steps or by severities."""

    clause: fields.OptionalText = ""
    kind: FineKind = ""
    window: Annotated[model.Window, fields.one_of(get_args(model.Window))] = "employment"
    sources: fields.Sources = ["customer"]
    categories: fields.Categories = ["service"]
    step: Annotated[list[StepForm], fields.tables("complaints.step")] = []
    minimum: fields.Amount = 0
    severity: dict[fields.Name, fields.Amount] | None = None

    @model_validator(mode="after")
    def _steps_or_severities(self) -> Self:
        if bool(self.step) == (self.severity is not None):
            raise contradiction(
                Text.of("has both steps and severities") if self.step else Text.of("has neither steps nor severities"),
                Text.of("write [[complaints.step]] to price by number or [complaints.severity] to price by severity"),
            )
        return self

    def rule(self) -> model.ComplaintRule:
        """Return the rule."""
        return model.ComplaintRule(
            clause=self.clause,
            window=self.window,
            sources=frozenset(self.sources),
            categories=frozenset(self.categories),
            steps=tuple(model.ComplaintStep(step.amount, step.action) for step in self.step),
            minimum=self.minimum,
            severity=self.severity or {},
        )


class ProbationForm(Form):
    """``[probation]``."""

    clause: fields.OptionalText = ""
    months: fields.Months
    on_complaint: fields.OptionalText = ""
    wage_percent: fields.Percent | None = None

    def rule(self) -> model.ProbationRule:
        """Return the rule."""
        return model.ProbationRule(
            clause=self.clause,
            months=self.months,
            on_complaint=self.on_complaint,
            wage_percent=self.wage_percent,
        )


class LeaveForm(Form):
    """``[leave]``."""

    clause: fields.OptionalText = ""
    kind: FineKind = ""
    notice_days: fields.Whole
    except_kinds: fields.Names = []
    amount: fields.Amount = 0

    def rule(self) -> model.LeaveRule:
        """Return the rule."""
        return model.LeaveRule(
            clause=self.clause,
            notice_days=self.notice_days,
            except_kinds=frozenset(self.except_kinds),
            amount=self.amount,
        )


class IncidentForm(PricedForm):
    """``[incidents.<code>]``."""

    clause: fields.OptionalText = ""
    kind: LossKind = ""
    title: Title | None = None
    action: fields.OptionalText = ""
    needs_proof: fields.YesNo = False
    over_minutes: fields.Minutes | None = None
    unless_approved: fields.YesNo = False

    def rule(self, code: str) -> model.IncidentRule:
        """Return the rule; its title is the code if it has none."""
        title = self.title.text() if self.title else same(code)
        return model.IncidentRule(
            clause=self.clause,
            kind=self.kind,
            title=title,
            price=self.price(),
            action=self.action,
            needs_proof=self.needs_proof,
            over_minutes=self.over_minutes,
            unless_approved=self.unless_approved,
        )


class GuardForm(Form):
    """``[guard]``."""

    clause: fields.OptionalText = ""
    profile: fields.OptionalText = ""
    max_percent: fields.Percent | None = None
    minimum_wage: fields.Amount | None = None
    by_analogy: fields.YesNo = False
    max_percent_source: fields.OptionalText = ""
    max_percent_since: fields.Day | None = None
    minimum_wage_source: fields.OptionalText = ""
    minimum_wage_since: fields.Day | None = None

    def rule(self) -> model.GuardRule:
        """Return the rule."""
        return model.GuardRule(**self.model_dump())


class ClauseForm(TitleForm):
    """An entry of ``[clauses]``."""

    without_rule: Title | None = None

    def clause(self) -> model.Clause:
        """Return the clause."""
        return model.Clause(self.text(), self.without_rule.text() if self.without_rule else None)
