"""The table ``[discipline]`` of a policy file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from payroll.language import COMMA, Text
from payroll.policy import fields, model
from payroll.policy.discipline_rule import COUNTABLE, OF_CODE, DisciplineRule, DisciplineStep
from payroll.policy.forms import Form, contradiction


def _countable(value: str) -> str:
    if value not in COUNTABLE and not (value.startswith(OF_CODE) and value != OF_CODE):
        raise ValueError(value)
    return value


_RULES = [f'"{rule}"' for rule in COUNTABLE]
_COUNTED = Text.of('{rules} or "{of_code}CODE"', rules=COMMA.join(_RULES), of_code=OF_CODE)
Counts = Annotated[
    list[Annotated[fields.Name, AfterValidator(_countable), fields.Allowed(_COUNTED)]],
    Field(min_length=1),
    fields.Allowed(Text.of('a list such as ["lateness"], at least one')),
]
"""What is counted."""


class DisciplineStepForm(Form):
    """``[[discipline.step]]``."""

    count: fields.Ordinal
    action: fields.Name


class DisciplineForm(Form):
    """``[discipline]``."""

    clause: fields.OptionalText = ""
    counts: Counts
    window: Annotated[model.Window, fields.one_of(get_args(model.Window))] = "employment"
    step: Annotated[list[DisciplineStepForm], Field(min_length=1), fields.tables("discipline.step")]

    @model_validator(mode="after")
    def _different_counts(self) -> Self:
        counts = [step.count for step in self.step]
        for number, count in enumerate(counts, start=1):
            if count in counts[: number - 1]:
                raise contradiction(
                    Text.of("has the count of an earlier step (count = {count})", count=count),
                    Text.of("change its count, or delete one of the two"),
                    key=f"step[{number}]",
                )
        return self

    def rule(self) -> DisciplineRule:
        """Return the rule, its steps in order."""
        steps = sorted((DisciplineStep(step.count, step.action) for step in self.step), key=lambda step: step.count)
        return DisciplineRule(clause=self.clause, counts=frozenset(self.counts), window=self.window, steps=tuple(steps))

    def refuse_unlisted(self, codes: Iterable[str]) -> None:
        """Raise the contradiction of a code that ``[incidents]`` does not list."""
        listed = [f"{OF_CODE}{code}" for code in codes]
        for number, name in enumerate(self.counts, start=1):
            if name.startswith(OF_CODE) and name not in listed:
                known = ", ".join(listed) or "–"
                raise contradiction(
                    Text.of("[incidents] has no such code; it has: {known}", known=known),
                    Text.of("use one of its codes, or add the incident"),
                    key=f"counts[{number}]",
                    value=name,
                )
