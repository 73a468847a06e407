"""The whole policy file as one form."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from payroll.language import Text
from payroll.policy import (
    fields,
    forms,
    forms_company,
    forms_discipline,
    forms_objections,
    forms_quality,
    forms_records,
    forms_rewards,
    forms_wage,
    model,
)


class RulesForm(forms.Form):
    """A policy file."""

    policy: forms.PolicyForm
    shifts: dict[fields.ShiftCode, forms.ShiftForm] = Field(default_factory=dict)
    calendar: forms.CalendarForm | None = None
    punches: forms.PunchesForm = forms.PunchesForm()
    lateness: forms.TimedForm | None = None
    early_departure: forms.TimedForm | None = None
    absence: forms_wage.AbsenceForm | None = None
    missing_punch: forms_wage.MissingPunchForm | None = None
    swaps: forms.SwapsForm | None = None
    handover: forms.HandoverForm | None = None
    complaints: forms.ComplaintsForm | None = None
    probation: forms.ProbationForm | None = None
    part_month: forms_wage.PartMonthForm | None = None
    leave: forms.LeaveForm | None = None
    incidents: dict[fields.Name, forms.IncidentForm] = Field(default_factory=dict)
    daily_report: forms_records.DailyReportForm | None = None
    handover_record: forms_records.CountedForm | None = None
    meetings: forms_records.MeetingsForm | None = None
    discipline: forms_discipline.DisciplineForm | None = None
    scorecard: forms_quality.ScorecardForm | None = None
    stars: forms_quality.StarsForm | None = None
    response_times: forms_quality.ResponseTimesForm | None = None
    commission: forms_rewards.CommissionForm | None = None
    full_attendance: forms_rewards.FullAttendanceForm | None = None
    guard: forms.GuardForm | None = None
    objections: forms_objections.ObjectionsForm | None = None
    company_rules: dict[forms_company.RuleName, forms_company.CompanyRuleForm] = Field(default_factory=dict)
    clauses: dict[fields.Name, forms.ClauseForm] = Field(default_factory=dict)

    @field_validator("calendar")
    @classmethod
    def _known_shift(cls, value: forms.CalendarForm | None, info: ValidationInfo) -> forms.CalendarForm | None:
        shifts = info.data.get("shifts")  # missing if they are wrong themselves
        if value is not None and shifts is not None and value.shift not in shifts:
            known = ", ".join(shifts) or "–"
            raise forms.contradiction(
                Text.of("[shifts] has no such code; it has: {known}", known=known),
                Text.of("use one of its codes, or add the shift"),
                key="shift",
                value=value.shift,
            )
        return value

    @field_validator("discipline")
    @classmethod
    def _known_codes(
        cls, value: forms_discipline.DisciplineForm | None, info: ValidationInfo
    ) -> forms_discipline.DisciplineForm | None:
        incidents = info.data.get("incidents")  # missing if they are wrong themselves
        if value is not None and incidents is not None:
            value.refuse_unlisted(incidents)
        return value

    @field_validator("missing_punch")
    @classmethod
    def _no_time(cls, value: forms.OccurrenceForm | None) -> forms.OccurrenceForm | None:
        if value is not None and value.kind == "absence":
            raise forms.contradiction(
                Text.of("a missing punch is not time not worked"),
                Text.of('delete the key, or write "discipline"'),
                key="kind",
                value=value.kind,
            )
        return value

    def rules(self) -> model.Rules:
        """Return the rules, with all defaults filled in."""
        return model.Rules(
            title=self.policy.title.text(),
            currency=self.policy.currency,
            timezone=self.policy.timezone,
            source=self.policy.source,
            period_start_day=self.policy.period_start_day,
            previous_start_day=self.policy.previous_start_day,
            consulted_on=self.policy.consulted_on,
            published_on=self.policy.published_on,
            hours_per_day=self.policy.hours_per_day,
            shifts={code: shift.times() for code, shift in self.shifts.items()},
            calendar=self.calendar.calendar() if self.calendar else None,
            punches=self.punches.window(),
            lateness=self.lateness.timed_rule() if self.lateness else None,
            early_departure=self.early_departure.timed_rule() if self.early_departure else None,
            absence=self.absence.absence_rule() if self.absence else None,
            missing_punch=self.missing_punch.missing_punch_rule() if self.missing_punch else None,
            swaps=self.swaps.rule() if self.swaps else None,
            handover=self.handover.rule() if self.handover else None,
            complaints=self.complaints.rule() if self.complaints else None,
            probation=self.probation.rule() if self.probation else None,
            part_month=self.part_month.rule() if self.part_month else None,
            leave=self.leave.rule() if self.leave else None,
            incidents={code: incident.rule(code) for code, incident in self.incidents.items()},
            daily_report=self.daily_report.rule() if self.daily_report else None,
            handover_record=self.handover_record.counted_rule() if self.handover_record else None,
            meetings=self.meetings.rule() if self.meetings else None,
            discipline=self.discipline.rule() if self.discipline else None,
            scorecard=self.scorecard.rule() if self.scorecard else None,
            stars=self.stars.rule() if self.stars else None,
            response_times=self.response_times.rule() if self.response_times else None,
            commission=self.commission.rule() if self.commission else None,
            full_attendance=self.full_attendance.rule() if self.full_attendance else None,
            guard=self.guard.rule() if self.guard else None,
            objections=self.objections.rule() if self.objections else None,
            company_rules={name: rule.rule() for name, rule in self.company_rules.items()},
            clauses={number: clause.clause() for number, clause in self.clauses.items()},
        )
