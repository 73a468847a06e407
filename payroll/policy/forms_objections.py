"""The table of a policy file that says how an employee objects."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import model_validator

from payroll.language import Text
from payroll.policy import fields, forms, objection_rule


class ObjectionsForm(forms.Form):
    """``[objections]``."""

    clause: fields.OptionalText = ""
    days: fields.ObjectionDays | None = None
    counted_from: Annotated[objection_rule.CountedFrom, fields.one_of(get_args(objection_rule.CountedFrom))] | None = (
        None
    )
    to: forms.Title | None = None
    how: forms.Title | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.days is None and self.to is None and self.how is None:
            raise forms.contradiction(
                Text.of("says neither until when, nor to whom, nor how"),
                Text.of("give days, to or how, or delete the table"),
            )
        if self.counted_from is not None and self.days is None:
            raise forms.contradiction(
                Text.of("without days it changes nothing"),
                Text.of("give days, or delete the key"),
                key="counted_from",
                value=self.counted_from,
            )
        return self

    def rule(self) -> objection_rule.ObjectionRule:
        """Return the rule."""
        return objection_rule.ObjectionRule(
            clause=self.clause,
            days=self.days,
            counted_from=self.counted_from or "issue",
            to=self.to.text() if self.to else None,
            how=self.how.text() if self.how else None,
        )
