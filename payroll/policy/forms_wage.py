"""The tables of a policy file that are about the wage itself, and about corrected punches (rules, 18 and 19)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar, get_args

from payroll.policy import fields, forms, model, wage_rules


class PartMonthForm(forms.Form):
    """``[part_month]``."""

    clause: fields.OptionalText = ""
    method: Annotated[wage_rules.PartMonthMethod, fields.one_of(get_args(wage_rules.PartMonthMethod))]

    def rule(self) -> wage_rules.PartMonthRule:
        """Return the rule."""
        return wage_rules.PartMonthRule(clause=self.clause, method=self.method)


class AbsenceForm(forms.OccurrenceForm):
    """``[absence]``."""

    within_wage: fields.YesNo = False

    def absence_rule(self) -> model.OccurrenceRule:
        """Return the rule, which may keep all absences of a period within its wage."""
        return replace(self.rule(), within_wage=self.within_wage)


class MissingPunchForm(forms.OccurrenceForm):
    """``[missing_punch]``."""

    lasts: ClassVar[bool] = False
    free_corrections: fields.Whole | None = None

    def missing_punch_rule(self) -> model.OccurrenceRule:
        """Return the rule, which may count corrected punches beyond some free ones."""
        return replace(self.rule(), free_corrections=self.free_corrections)
