"""What changed between two versions, in words: every key has its line, and nothing is passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from payroll.language import LANGUAGES, Text
from payroll.policy.company_rules import CompanyRule
from payroll.policy.discipline_rule import DisciplineStep
from payroll.policy.model import (
    Clause,
    ComplaintRule,
    ComplaintStep,
    IncidentRule,
    OccurrenceRule,
    Price,
    Rules,
    ShiftTimes,
    Tier,
)
from payroll.policy.quality_rules import FatalError, ScorecardItem, ScorecardLevel, StarBand
from payroll.policy.reward_rules import CommissionTier
from payroll.policy.sentences import changes
from payroll.policy.sentences.changes import compare, lines
from tests.month_builder import BARE, flat, percent
from tests.policy_full import FULL, full_rules

LATE = replace(BARE, lateness=OccurrenceRule(clause="7.1", tiers=(percent("1"), percent("5", occurrence=3))))


def told(old: Rules, new: Rules, language: str = "en") -> list[str]:
    return list(lines(compare(old, new), "zh" if language == "zh" else "en"))


def late(*tiers: Tier) -> Rules:
    return replace(BARE, lateness=OccurrenceRule(clause="7.1", tiers=tiers))


def test_the_same_rules_have_no_changes() -> None:
    assert compare(LATE, LATE) == []


def test_a_price_that_falls_is_told_in_words_with_its_key() -> None:
    new = late(percent("1"), percent("3", occurrence=3))
    key = "[lateness.tier (from_occurrence = 3, from_minutes = 0)]"
    assert told(LATE, new) == [
        "Lateness (clause 7.1)",
        f"  Late from the third time on: 5% of the base wage → 3% of the base wage  {key}",
    ]
    assert told(LATE, new, "zh") == ["迟到（条款 7.1）", f"  迟到第 3 次起：扣基本工资的 5% → 扣基本工资的 3%  {key}"]


def test_a_tier_put_in_between_leaves_the_others_alone() -> None:
    new = late(percent("1"), flat("80", minutes=30), percent("5", occurrence=3))
    added = "  new: Late from the first time on, by 30 minutes or more: 80.00 CNY"
    assert told(LATE, new)[1:] == [f"{added}  [lateness.tier (from_occurrence = 1, from_minutes = 30)]"]
    assert told(new, LATE)[1:] == [
        f"{added.replace('new', 'gone')}  [lateness.tier (from_occurrence = 1, from_minutes = 30)]"
    ]


def test_a_rule_that_is_new_or_gone_is_told_as_a_whole() -> None:
    assert told(BARE, late())[0] == "Lateness (clause 7.1) (new)"
    assert told(late(), BARE)[0] == "Lateness (clause 7.1) (gone)"
    assert told(late(), BARE, "zh")[0] == "迟到（条款 7.1）（取消）"
    assert told(BARE, late())[-1] == "  new: Charge: none; it is only counted  [lateness.tier]"


def test_an_incident_that_is_new_is_one_line() -> None:
    new = replace(BARE, incidents={"games": IncidentRule(title=Text("游戏", "Games"), clause="2.6")})
    assert told(BARE, new) == ["Incidents (new)", "  new: Games (clause 2.6): no charge  [incidents.games]"]


def test_the_order_is_that_of_the_file() -> None:
    old = replace(LATE, shifts={})
    new = replace(late(), shifts=BARE.shifts, absence=OccurrenceRule(), period_start_day=21)
    titles = [line for line in told(old, new) if not line.startswith(" ")]
    assert titles == ["General", "Shifts (new)", "Lateness (clause 7.1)", "Absence (new)"]


def test_what_no_word_tells_is_named_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule whose words are still to be written must not look unchanged."""
    monkeypatch.setattr(changes, "DESCRIBED", ())
    assert told(BARE, LATE) == ["Others", "  new: [lateness]: see the file  [lateness]"]
    assert told(LATE, BARE) == ["Others", "  gone: [lateness]: see the file  [lateness]"]
    assert told(LATE, late()) == ["Others", "  [lateness]: as it was → see the file  [lateness]"]


Changed = Callable[[Rules], Rules]


def within(name: str, **keys: Any) -> Changed:
    """Return what changes keys of one rule."""
    return lambda rules: replace(rules, **{name: replace(getattr(rules, name), **keys)})


def whole(**keys: Any) -> Changed:
    return lambda rules: replace(rules, **keys)


def incident(**keys: Any) -> Changed:
    def changed(rules: Rules) -> Rules:
        return replace(rules, incidents={code: replace(rule, **keys) for code, rule in rules.incidents.items()})

    return changed


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (whole(title=Text("新", "New")), "Title: Test rules → New  [policy.title]"),
        (whole(source="b"), "Written in: a test → b  [policy.source]"),
        (whole(timezone="Asia/Urumqi"), "Time zone: Asia/Shanghai → Asia/Urumqi  [policy.timezone]"),
        (
            whole(period_start_day=1),
            "Pay period: from day 21 of the month before to day 20 of the month → the calendar month"
            "  [policy.period_start_day]",
        ),
        (
            whole(previous_start_day=1),
            "Pay period before: none → the calendar month  [policy.previous_start_day]",
        ),
        (
            whole(hours_per_day=Decimal("7.5")),
            "Hours of a paid day: 8; an hourly wage is base wage ÷ 21.75 ÷ 8 → "
            "7.5; an hourly wage is base wage ÷ 21.75 ÷ 7.5  [policy.hours_per_day]",
        ),
        (
            within("absence", within_wage=False),
            "In all: no more than the wage of the month; what is beyond is given back → no limit"
            "  [absence.within_wage]",
        ),
        (
            within("missing_punch", free_corrections=None),
            "Punches added later: 2 shifts of a pay period are free; each further one counts as a missing punch"
            " → cost nothing  [missing_punch.free_corrections]",
        ),
        (
            within("probation", wage_percent=None),
            "Pay during probation: 80% of the wage → the whole wage  [probation.wage_percent]",
        ),
        (
            within("part_month", method="calendar-days"),
            "Prorated: by paid days: base wage × work dates ÷ 21.75, at most the whole month's → "
            "by calendar days: base wage × days employed ÷ days of the period  [part_month.method]",
        ),
        (
            whole(shifts={"office": ShiftTimes(1320, 1800)}),
            "Shift office: 08:30 to 17:30 → 22:00 to 06:00 of the next day  [shifts.office]",
        ),
        (within("calendar", shift="x"), "Shift: office → x  [calendar.shift]"),
        (
            within("calendar", weekdays=frozenset({0})),
            "Days that are worked: Monday, Sunday → Monday  [calendar.weekdays]",
        ),
        (
            within("calendar", holidays=""),
            "Public holidays: those of CN are free; official make-up working days are worked"
            " → are worked like other days  [calendar.holidays]",
        ),
        (
            within("punches", before_minutes=60),
            "A punch counts for a shift at the earliest: 120 minutes before it starts → 60 minutes before it starts"
            "  [punches.before_minutes]",
        ),
        (
            within("punches", after_minutes=1),
            "It counts until: 60 minutes after the shift ends → 1 minute after the shift ends  [punches.after_minutes]",
        ),
        (
            within("punches", repeat_minutes=30),
            "Repeated punches: those less than 5 minutes apart count as one → "
            "those less than 30 minutes apart count as one  [punches.repeat_minutes]",
        ),
        (within("lateness", clause="8"), "Clause: 7.1 → 8  [lateness.clause]"),
        (
            within("lateness", grace_minutes=0),
            "Grace: 3 minutes; beyond that all the minutes count → none, a single minute counts"
            "  [lateness.grace_minutes]",
        ),
        (
            within("lateness", per="shift"),
            "Counted: by the day: several on one day are one → by the shift  [lateness.per]",
        ),
        (
            within("lateness", counting="marginal"),
            "Priced: each by the number of all in the period, so that a further one may reprice the earlier ones"
            " → each by its own number  [lateness.counting]",
        ),
        (
            within("absence", tiers=(Tier(1, 0, Price(daily_wages=Decimal(1))),)),
            "Absent from the first time on: 1.5 daily wages (for part of a day, its share)"
            " → 1 daily wage (for part of a day, its share)"
            "  [absence.tier (from_occurrence = 1, from_minutes = 0)]",
        ),
        (within("swaps", limit=3), "Most swaps in a pay period: 2 → 3  [swaps.limit]"),
        (within("swaps", counts="both"), "Counted for: the one who asks → both parties  [swaps.counts]"),
        (
            within("swaps", notice_hours=0),
            "To be asked for at the latest: 24 hours before the earliest shift that moves → before the shift starts"
            "  [swaps.notice_hours]",
        ),
        (
            within("swaps", amount=0),
            "Each swap beyond that, or asked for too late: 5.00 CNY → no charge  [swaps.amount]",
        ),
        (within("handover", amount=1), "Each time: 20.00 CNY → 0.01 CNY  [handover.amount]"),
        (
            within("handover", charge="both"),
            "Charged to: the one who took the shift → both parties, each of them  [handover.charge]",
        ),
        (
            within("complaints", window="year"),
            "Numbered within: the last twelve months → the calendar year  [complaints.window]",
        ),
        (
            within("complaints", sources=frozenset({"customer"})),
            "Complaints by: customers, sales staff → customers  [complaints.sources]",
        ),
        (
            within("complaints", categories=frozenset({"product"})),
            "About: delivery, service → product  [complaints.categories]",
        ),
        (
            within("complaints", steps=(ComplaintStep(3000), ComplaintStep(6000, "dismissal-review"))),
            "The second complaint and each later one: no charge; «Review: dismissal» is proposed"
            " → 60.00 CNY; «Review: dismissal» is proposed  [complaints.step[2]]",
        ),
        (
            within("probation", months=1),
            "Probation lasts: 3 months from the hire date → 1 month from the hire date  [probation.months]",
        ),
        (
            within("probation", on_complaint=""),
            "On a complaint during probation: «Review: probation» is proposed → none  [probation.on_complaint]",
        ),
        (
            within("leave", notice_days=0),
            "To be asked for at the latest: 1 day before its first day → on its first day  [leave.notice_days]",
        ),
        (
            within("leave", except_kinds=frozenset()),
            "Kinds of leave that are exempt: sick, 病假 → none  [leave.except_kinds]",
        ),
        (within("leave", amount=0), "Each time it is asked for too late: 15.00 CNY → no charge  [leave.amount]"),
        (
            incident(price=Price()),
            "Private call (clause 2.6): 1 daily wage; «Warning» is proposed → no charge; «Warning» is proposed"
            "  [incidents.private-call]",
        ),
        (
            incident(action="fire"),
            "Private call (clause 2.6): 1 daily wage; «Warning» is proposed → 1 daily wage; «fire» is proposed"
            "  [incidents.private-call]",
        ),
        (
            incident(title=Text("电话", "Call")),
            "Of «private-call», the title: Private call → Call  [incidents.private-call.title]",
        ),
        (incident(clause="3"), "Of «private-call», the clause: 2.6 → 3  [incidents.private-call.clause]"),
        (
            incident(over_minutes=None),
            "«Private call» counts: only if it lasts longer than 3 minutes → however long it lasts"
            "  [incidents.private-call.over_minutes]",
        ),
        (
            incident(unless_approved=False),
            "«Private call», if it was approved: does not count → counts all the same"
            "  [incidents.private-call.unless_approved]",
        ),
        (
            incident(needs_proof=False),
            "«Private call», proof: has to be named → need not stand in its record"
            "  [incidents.private-call.needs_proof]",
        ),
        (
            within("daily_report", due_hours=0),
            "Handed in: within 2 hours of the end of the day's last shift → by the end of the day's last shift"
            "  [daily_report.due_hours]",
        ),
        (
            within("daily_report", due_hours=None),
            "Handed in: within 2 hours of the end of the day's last shift → at any time  [daily_report.due_hours]",
        ),
        (
            within("daily_report", counting="marginal"),
            "Priced: each by the number of all in the period, so that a further one may reprice the earlier ones"
            " → each by its own number  [daily_report.counting]",
        ),
        (
            within("handover_record", tiers=(flat("1"),)),
            "Without a hand-over record from the first time on: 0.1 daily wages → 1.00 CNY"
            "  [handover_record.tier (from_occurrence = 1)]",
        ),
        (within("meetings", weekday=4), "Each week on: Monday → Friday  [meetings.weekday]"),
        (within("meetings", time=570), "At: 14:30 → 09:30  [meetings.time]"),
        (
            within("discipline", counts=frozenset({"lateness", "complaint"})),
            "What counts: lateness, missed meetings, «Private call» → lateness, complaints  [discipline.counts]",
        ),
        (
            within("discipline", window="year"),
            "Numbered within: the last twelve months → the calendar year  [discipline.window]",
        ),
        (
            within("discipline", steps=(DisciplineStep(3, "warning"),)),
            "The third time and each later one: «Oral warning» is proposed → «Warning» is proposed"
            "  [discipline.step (count = 3)]",
        ),
        (
            within("scorecard", total=20),
            "The total that the document states: 25 → 20  [scorecard.total]",
        ),
        (
            within("scorecard", items={"wording": ScorecardItem(title=Text("礼貌用语", "Courteous wording"), good=5)}),
            "Courteous wording: good 5, fair 3, poor 1 → good 5, poor 0  [scorecard.item.wording]",
        ),
        (
            within("scorecard", fatal={"taboo": FatalError(title=Text("禁语", "Taboo"))}),
            "Of «taboo», the title: Service taboo → Taboo  [scorecard.fatal.taboo.title]",
        ),
        (
            within("scorecard", fatal={"taboo": FatalError(title=Text("禁语", "Taboo"))}),
            "Fatal error «Taboo»: the sample scores 0; 50.00 CNY; «Written warning» is proposed"
            " → the sample scores 0; no charge  [scorecard.fatal.taboo]",
        ),
        (
            within("scorecard", levels=(ScorecardLevel(Decimal(0)),)),
            "A mean of 0% or more: 1% of the base wage; «training» is proposed → no charge"
            "  [scorecard.level (from_percent = 0)]",
        ),
        (
            within("stars", bands=(StarBand(Decimal(60), 1), StarBand(Decimal(90), 4, 10_000))),
            "A mean of 90% or more: 5 stars, a bonus of 200.00 CNY → 4 stars, a bonus of 100.00 CNY"
            "  [stars.band (from_percent = 90)]",
        ),
        (
            within("response_times", first_seconds=None),
            "First answer: within 15 seconds → none  [response_times.first_seconds]",
        ),
        (
            within("response_times", further_seconds=1),
            "Each further answer: within 20 seconds → within 1 second  [response_times.further_seconds]",
        ),
        (
            within("response_times", characters_per_minute=60),
            "Typing: 50 characters a minute or more → 60 characters a minute or more"
            "  [response_times.characters_per_minute]",
        ),
        (
            within("response_times", within_percent=Decimal(100)),
            "Conversations in time, at least: 90% → 100%  [response_times.within_percent]",
        ),
        (
            within("response_times", minimum_conversations=1),
            "With fewer conversations in a pay period it is not judged: 10 → 1  [response_times.minimum_conversations]",
        ),
        (
            within("response_times", price=Price(amount=500)),
            "A month below that: none → 5.00 CNY  [response_times.amount]",
        ),
        (
            within("response_times", price=Price(amount=500)),
            "A month below that: 1% of the base wage → none  [response_times.percent_of_base]",
        ),
        (
            within("response_times", action=""),
            "A month below that, action: «training» is proposed → none  [response_times.action]",
        ),
        (
            within("commission", counting="marginal"),
            "Sales are paid: all of them at the percentage of the highest line reached"
            " → each part of them at the percentage of its own line  [commission.counting]",
        ),
        (
            within("commission", tiers=(CommissionTier(0, Decimal("1.5")),)),
            "From the first sale on: 1% → 1.5%  [commission.tier (from_amount = 0.00)]",
        ),
        (within("full_attendance", amount=1), "Award: 200.00 CNY → 0.01 CNY  [full_attendance.amount]"),
        (
            within("full_attendance", late_allowed=0),
            "Late arrivals allowed: 1 → none: one is too many  [full_attendance.late_allowed]",
        ),
        (
            within("full_attendance", excused_kinds=frozenset()),
            "Kinds of leave that do not stand in the way: annual, 年假 → none  [full_attendance.excused_kinds]",
        ),
        (within("lateness", kind="absence"), "Kind of charge: not stated → pay for time not worked  [lateness.kind]"),
        (within("handover", kind="loss"), "Kind of charge: not stated → damages for a loss  [handover.kind]"),
        (
            incident(kind="loss"),
            "«Private call», kind of charge: not stated → damages for a loss  [incidents.private-call.kind]",
        ),
        (whole(published_on=20_454), "Published on: none → 2026-01-01  [policy.published_on]"),
        (whole(consulted_on=20_453), "Discussed with the staff on: none → 2025-12-31  [policy.consulted_on]"),
        (
            within("guard", by_analogy=True),
            "Limits of the law that hold only by analogy: do not act → act too  [guard.by_analogy]",
        ),
        (within("guard", max_percent_source="a"), "That share, source: none → a  [guard.max_percent_source]"),
        (
            within("guard", minimum_wage_since=20_454),
            "That amount, since: none → 2026-01-01  [guard.minimum_wage_since]",
        ),
        (within("guard", profile=""), "Law applied: CN → none: not checked against any law  [guard.profile]"),
        (within("guard", max_percent=None), "At most: 20% of the month's wage → none  [guard.max_percent]"),
        (
            within("guard", minimum_wage=1),
            "Left after deductions, at least: 2690.00 CNY → 0.01 CNY  [guard.minimum_wage]",
        ),
        (
            whole(company_rules={"seniority": CompanyRule(clause="10", module="years.py", sha256="")}),
            "Computed by: seniority.py → years.py  [company_rules.seniority.module]",
        ),
        (
            whole(company_rules={"seniority": CompanyRule(clause="10", module="seniority.py", sha256="")}),
            "gone: Setting counted: true  [company_rules.seniority.settings.counted]",
        ),
        (
            whole(clauses={"7.1": Clause(Text("迟到", "Being late"))}),
            "Clause 7.1: Lateness → Being late  [clauses.7.1]",
        ),
    ],
)
def test_each_key_has_its_line(tmp_path: Path, change: Changed, line: str) -> None:
    old = full_rules(tmp_path, FULL["steps"])
    assert f"  {line}" in told(old, change(old))
    assert told(old, change(old), "zh")


def test_severities_and_their_minimum_have_their_lines(tmp_path: Path) -> None:
    old = full_rules(tmp_path, FULL["severities"])
    assert old.complaints is not None
    new = replace(old, complaints=replace(old.complaints, severity={"minor": 1000, "grave": 5000}, minimum=0))
    assert told(old, new) == [
        "Complaints (clause 4.3.5)",
        "  gone: Of severity «serious»: 100.00 CNY  [complaints.severity.serious]",
        "  new: Of severity «grave»: 50.00 CNY  [complaints.severity.grave]",
        "  At least, each time: 10.00 CNY → none  [complaints.minimum]",
    ]
    without = replace(old, complaints=ComplaintRule(clause="4.3.5", severity={}))
    assert "  new: Each complaint: the amount that its record states  [complaints.severity]" in told(old, without)


def test_both_languages_tell_the_same_keys(tmp_path: Path) -> None:
    old, new = full_rules(tmp_path / "a", FULL["steps"]), full_rules(tmp_path / "b", FULL["severities"])
    english, chinese = ([line.partition("  [")[2] for line in told(old, new, to)] for to in reversed(LANGUAGES))
    assert english == chinese
