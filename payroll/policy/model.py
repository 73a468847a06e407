"""The rules of a policy as the rest of the program uses them: typed, checked, with every default filled in.

Amounts are minor units of the policy's currency, minutes and days as ``payroll.period`` counts them.
``payroll.policy.load`` makes these values from files; nothing here reads anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from payroll.language import Text
from payroll.period import StartDays, iso_day
from payroll.policy.company_rules import CompanyRule
from payroll.policy.law_model import NO_LAWS, Laws
from payroll.policy.start_days import start_days_of

if TYPE_CHECKING:
    from payroll.policy.discipline_rule import DisciplineRule
    from payroll.policy.objection_rule import ObjectionRule
    from payroll.policy.quality_rules import ResponseTimesRule, ScorecardRule, StarsRule
    from payroll.policy.record_rules import DailyReportRule, MeetingRule
    from payroll.policy.reward_rules import CommissionRule, FullAttendanceRule
    from payroll.policy.wage_rules import PartMonthRule

Counting = Literal["marginal", "all"]
Per = Literal["shift", "day"]
SwapCounts = Literal["both", "requester"]
Charge = Literal["both", "requester", "counterpart"]
Window = Literal["employment", "year", "period", "rolling-12"]
TimeKind = Literal["absence", "discipline", ""]
LossKind = Literal["loss", "discipline", ""]
"""The kind of a rule's charges (section 22), "" for the default."""


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """A shift's times in minutes after midnight of the work date; ``end`` is after ``start``, also past 1440."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The shift of every working day. ``weekdays`` counts from 0 = Monday; ``holidays`` is a country code or ""."""

    shift: str
    weekdays: frozenset[int]
    holidays: str


@dataclass(frozen=True, slots=True)
class PunchWindow:
    """How far around a shift a punch belongs to it, and what makes two punches more than one tap."""

    before_minutes: int = 240
    after_minutes: int = 240
    repeat_minutes: int = 30


@dataclass(frozen=True, slots=True)
class Price:
    """What an event costs: one of the four, or nothing (0).

    ``percent_of_base``, ``daily_wages`` and ``hourly_wages`` are those of the base wage of the day; ``amount`` is in
    minor units. ``hourly_wages`` are taken for each hour that the occurrence lasts (section 19).
    """

    percent_of_base: Decimal | None = None
    daily_wages: Decimal | None = None
    amount: int | None = None
    hourly_wages: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A price from the n-th occurrence of a period on, for occurrences of at least ``from_minutes``."""

    from_occurrence: int = 1
    from_minutes: int = 0
    price: Price = field(default_factory=Price)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRule:
    """Lateness, early departure, absence or missing punches (rules, section 5).

    ``tiers`` are sorted by (``from_occurrence``, ``from_minutes``), each pair once; none means: counted, not priced.
    ``within_wage``, of absence alone: together they take no more than the wage of the period (section 18).
    ``free_corrections``, of missing punches alone: so many corrected shifts of a period cost nothing (section 19);
    None: no corrected shift does.
    """

    clause: str = ""
    kind: TimeKind = ""
    grace_minutes: int = 0
    counting: Counting = "marginal"
    per: Per = "shift"
    tiers: tuple[Tier, ...] = ()
    within_wage: bool = False
    free_corrections: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRule:
    """How many swaps a period allows and how long before the shift they are asked for (section 3)."""

    clause: str = ""
    limit: int
    counts: SwapCounts = "both"
    notice_hours: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRule:
    """What a swapped shift costs that nobody came to (section 6)."""

    clause: str = ""
    kind: LossKind = ""
    amount: int
    charge: Charge = "both"


@dataclass(frozen=True, slots=True)
class ComplaintStep:
    """What the n-th complaint costs and which action it proposes."""

    amount: int = 0
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRule:
    """Which complaints count and what they cost (section 7): by ``steps``, or, if those are empty, by ``severity``."""

    clause: str = ""
    window: Window = "employment"
    sources: frozenset[str] = frozenset({"customer"})
    categories: frozenset[str] = frozenset({"service"})
    steps: tuple[ComplaintStep, ...] = ()
    minimum: int = 0
    severity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationRule:
    """How long probation lasts and what a complaint received in it proposes (section 8).

    ``wage_percent`` is what is paid of the wage in it, per cent (section 18); None means: all.
    """

    clause: str = ""
    months: int
    on_complaint: str = ""
    wage_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRule:
    """How many days before its first day leave is asked for (section 9)."""

    clause: str = ""
    notice_days: int
    except_kinds: frozenset[str] = frozenset()
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRule:
    """What a recorded incident costs and which action it proposes (section 9), and what it has to state (section 14).

    An incident of at most ``over_minutes`` is none, nor is one that was approved, if ``unless_approved``.
    """

    clause: str = ""
    kind: LossKind = ""
    title: Text
    price: Price = field(default_factory=Price)
    action: str = ""
    needs_proof: bool = False
    over_minutes: int | None = None
    unless_approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRule:
    """The bounds of what may be taken from a wage (sections 10 and 22).

    ``profile`` "" means checked against no law; ``by_analogy`` lets limits act that hold only by analogy.
    ``…_source`` and ``…_since`` (days) tell where a figure is from.
    """

    clause: str = ""
    profile: str = ""
    max_percent: Decimal | None = None
    minimum_wage: int | None = None
    by_analogy: bool = False
    max_percent_source: str = ""
    max_percent_since: int | None = None
    minimum_wage_source: str = ""
    minimum_wage_since: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the document: what it is about, and, where no rule is meant for it, why not."""

    title: Text
    without_rule: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The whole rule book of one policy version; a rule that it lacks is ``None``."""

    title: Text
    currency: str
    timezone: str
    source: str
    period_start_day: int = 1
    previous_start_day: int | None = None
    consulted_on: int | None = None
    published_on: int | None = None
    hours_per_day: Decimal = Decimal(8)
    shifts: Mapping[str, ShiftTimes] = field(default_factory=dict)
    calendar: Calendar | None = None
    punches: PunchWindow = field(default_factory=PunchWindow)
    lateness: OccurrenceRule | None = None
    early_departure: OccurrenceRule | None = None
    absence: OccurrenceRule | None = None
    missing_punch: OccurrenceRule | None = None
    swaps: SwapRule | None = None
    handover: HandoverRule | None = None
    complaints: ComplaintRule | None = None
    probation: ProbationRule | None = None
    part_month: PartMonthRule | None = None
    leave: LeaveRule | None = None
    incidents: Mapping[str, IncidentRule] = field(default_factory=dict)
    daily_report: DailyReportRule | None = None
    handover_record: OccurrenceRule | None = None
    meetings: MeetingRule | None = None
    discipline: DisciplineRule | None = None
    scorecard: ScorecardRule | None = None
    stars: StarsRule | None = None
    response_times: ResponseTimesRule | None = None
    commission: CommissionRule | None = None
    full_attendance: FullAttendanceRule | None = None
    guard: GuardRule | None = None
    objections: ObjectionRule | None = None
    company_rules: Mapping[str, CompanyRule] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """The rules of a policy from ``date`` (day number) until its next version.

    ``file`` is ``<policy-id>/<date>.toml``; ``sha256`` is that of the file's bytes, in hexadecimal.
    """

    policy_id: str
    date: int
    file: str
    sha256: str
    rules: Rules

    @property
    def label(self) -> str:
        """Return ``id@2023-02-03#1a2b3c4d``: which policy, since when, and which text of it."""
        return f"{self.policy_id}@{iso_day(self.date)}#{self.sha256[:8]}"


@dataclass(frozen=True, slots=True)
class Policies:
    """All versions of all policies of a run, sorted by (``policy_id``, ``date``), each pair once.

    ``laws`` are the files of the profiles that they name.
    """

    versions: tuple[PolicyVersion, ...] = ()
    laws: Laws = NO_LAWS

    @property
    def ids(self) -> tuple[str, ...]:
        """The policies' ids, sorted."""
        return tuple(dict.fromkeys(version.policy_id for version in self.versions))

    def of(self, policy_id: str) -> tuple[PolicyVersion, ...]:
        """Return the versions of one policy in order of their dates; none if it is unknown."""
        return tuple(version for version in self.versions if version.policy_id == policy_id)

    @property
    def currency(self) -> str:
        """The run's currency. Raises ``IndexError`` without any version."""
        return self.versions[0].rules.currency

    @property
    def start_days(self) -> StartDays:
        """The days on which the run's pay periods start. Raises ``IndexError`` without any version."""
        return start_days_of(self.versions)
