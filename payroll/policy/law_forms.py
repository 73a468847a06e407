"""The form of a file of a law: one class per table, one attribute per key."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from payroll.language import EMPTY, Text
from payroll.period import iso_day
from payroll.policy import fields, law_model
from payroll.policy.forms import Form, Title, contradiction

_WITH_VALUE = frozenset(
    {"within-days", "item-percent", "item-daily-wages", "item-amount", "month-percent", "probation-pay"}
)
_WITHOUT_KINDS = frozenset({"carry", "probation-months", "probation-pay", "review", "duty"})
"""Effects that are about no charge."""

Kinds = Annotated[
    list[Annotated[law_model.Kind, fields.one_of(get_args(law_model.Kind))]],
    fields.Allowed(Text.of('a list such as ["loss", "discipline"]')),
]


class ProfileForm(Form):
    """``[profile]``: whose law it is."""

    title: Title
    builds_on: fields.OptionalText = ""


class StepForm(Form):
    """One step of ``probation-months``."""

    from_months: fields.Whole
    months: fields.Whole


class LimitForm(Form):
    """``[[limit]]``."""

    code: fields.Name
    title: Title
    effect: Annotated[law_model.Effect, fields.one_of(get_args(law_model.Effect))]
    kinds: Kinds = Field(default_factory=list)
    value: fields.Number | None = None
    of: Annotated[Literal["wage", "gross"], fields.one_of(("wage", "gross"))] = "wage"
    currency: fields.Currency | None = None
    missing: Annotated[Literal["warns", "blocks"], fields.one_of(("warns", "blocks"))] = "warns"
    steps: Annotated[list[StepForm], fields.Allowed(Text.of("a list of tables"))] = Field(default_factory=list)
    basis: Annotated[law_model.Basis, fields.one_of(get_args(law_model.Basis))]
    mark: Annotated[law_model.Mark, fields.one_of(get_args(law_model.Mark))]
    since: fields.Day | None = None
    source: Title
    note: Title | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        lacking = [
            ("value", self.effect in _WITH_VALUE and self.value is None),
            ("currency", self.effect == "item-amount" and self.currency is None),
            ("steps", self.effect == "probation-months" and not self.steps),
            ("kinds", self.effect not in _WITHOUT_KINDS and not self.kinds),
        ]
        for key, lacks in lacking:
            if lacks:
                raise contradiction(
                    Text.of("is needed where effect is {effect}", effect=self.effect),
                    Text.of("add the key"),
                    key=key,
                )
        return self

    def limit(self) -> law_model.Limit:
        """Return the limit."""
        return law_model.Limit(
            code=self.code,
            title=Text(self.title.zh, self.title.en),
            effect=self.effect,
            kinds=frozenset(self.kinds),
            value=self.value,
            of=self.of,
            currency=self.currency or "",
            blocks=self.missing == "blocks",
            steps=tuple(sorted((step.from_months, step.months) for step in self.steps)),
            basis=self.basis,
            mark=self.mark,
            since="" if self.since is None else iso_day(self.since),
            source=Text(self.source.zh, self.source.en),
            note=Text(self.note.zh, self.note.en) if self.note else EMPTY,
        )


class LawForm(Form):
    """A file of a law."""

    profile: ProfileForm
    limit: Annotated[list[LimitForm], Field(min_length=1), fields.tables("limit")]

    @model_validator(mode="after")
    def _different_codes(self) -> Self:
        seen: set[str] = set()
        for number, limit in enumerate(self.limit, start=1):
            if limit.code in seen:
                raise contradiction(
                    Text.of("an earlier limit has the same code"),
                    Text.of("give it another code"),
                    key=f"limit[{number}].code",
                    value=limit.code,
                )
            seen.add(limit.code)
        return self
