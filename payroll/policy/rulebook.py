"""The whole policy file as one form."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from payroll.language import Text
from payroll.policy import fields, forms, model


class RulesForm(forms.Form):
    """A policy file."""

    policy: forms.PolicyForm
    shifts: dict[fields.ShiftCode, forms.ShiftForm] = Field(default_factory=dict)
    calendar: forms.CalendarForm | None = None
    punches: forms.PunchesForm = forms.PunchesForm()
    lateness: forms.TimedForm | None = None
    early_departure: forms.TimedForm | None = None
    absence: forms.OccurrenceForm | None = None
    missing_punch: forms.OccurrenceForm | None = None
    swaps: forms.SwapsForm | None = None
    handover: forms.HandoverForm | None = None
    complaints: forms.ComplaintsForm | None = None
    probation: forms.ProbationForm | None = None
    leave: forms.LeaveForm | None = None
    incidents: dict[fields.Name, forms.IncidentForm] = Field(default_factory=dict)
    guard: forms.GuardForm | None = None

    @field_validator("calendar")
    @classmethod
    def _known_shift(cls, value: forms.CalendarForm | None, info: ValidationInfo) -> forms.CalendarForm | None:
        shifts = info.data.get("shifts")  # missing if they are wrong themselves
        if value is not None and shifts is not None and value.shift not in shifts:
            known = ", ".join(shifts) or "–"
            raise forms.contradiction(
                Text(f"[shifts] 中没有这个班次；已有：{known}", f"[shifts] has no such code; it has: {known}"),
                Text("改用已有的班次代码，或增加该班次", "use one of its codes, or add the shift"),
                key="shift",
                value=value.shift,
            )
        return value

    @field_validator("missing_punch")
    @classmethod
    def _no_time(cls, value: forms.OccurrenceForm | None) -> forms.OccurrenceForm | None:
        if value is not None and value.kind == "absence":
            raise forms.contradiction(
                Text("缺卡不等于没有工作", "a missing punch is no time not worked"),
                Text('删除这个键，或写 "discipline"', 'delete the key, or write "discipline"'),
                key="kind",
                value=value.kind,
            )
        return value

    def rules(self) -> model.Rules:
        """Return the rules, with all defaults filled in."""
        return model.Rules(
            title=Text(self.policy.title.zh, self.policy.title.en),
            currency=self.policy.currency,
            timezone=self.policy.timezone,
            source=self.policy.source,
            period_start_day=self.policy.period_start_day,
            consulted_on=self.policy.consulted_on,
            published_on=self.policy.published_on,
            shifts={code: shift.times() for code, shift in self.shifts.items()},
            calendar=self.calendar.calendar() if self.calendar else None,
            punches=self.punches.window(),
            lateness=self.lateness.timed_rule() if self.lateness else None,
            early_departure=self.early_departure.timed_rule() if self.early_departure else None,
            absence=self.absence.rule() if self.absence else None,
            missing_punch=self.missing_punch.rule() if self.missing_punch else None,
            swaps=self.swaps.rule() if self.swaps else None,
            handover=self.handover.rule() if self.handover else None,
            complaints=self.complaints.rule() if self.complaints else None,
            probation=self.probation.rule() if self.probation else None,
            leave=self.leave.rule() if self.leave else None,
            incidents={code: incident.rule(code) for code, incident in self.incidents.items()},
            guard=self.guard.rule() if self.guard else None,
        )
