"""The warnings about policies that are sound and may not say what is meant. ``column`` is the key's path."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

NOT_PRICED = ProblemKind(
    "POLICY-NOT-PRICED",
    "warning",
    Text.template("«{column}» has no tiers: it is counted and listed, and costs nothing"),
    Text.template("add [[{column}.tier]] if it should cost something"),
)
TIER_NEVER = ProblemKind(
    "POLICY-TIER-NEVER",
    "warning",
    Text.template("«{column}» never applies: {reason}"),
    Text.of("change this tier or delete it"),
)
NO_EFFECT = ProblemKind(
    "POLICY-NO-EFFECT",
    "warning",
    Text.template("«{column}» = {value} has no effect: {reason}"),
    Text.of("change the key or delete it"),
)
NO_SEVERITY = ProblemKind(
    "POLICY-NO-SEVERITY",
    "warning",
    Text.of("[complaints.severity] is empty: each complaint then needs an amount of its own"),
    Text.of("enter severities with their amounts, such as minor = 10, unless every complaint states its amount anyway"),
)
AGAINST_LAW = ProblemKind(
    "POLICY-AGAINST-LAW",
    "warning",
    Text.template("{told}{example}: {limit} ({source}; {law})"),
    Text.of(
        "change the rule; [guard] gives back what charges take above a limit, but corrects neither the length nor "
        "the pay of probation; this is not legal advice"
    ),
)
GUARD_NO_BOUND = ProblemKind(
    "POLICY-GUARD-NO-BOUND",
    "warning",
    Text.of("[guard] has no bound of its own: it limits nothing but what its profile does"),
    Text.of("enter max_percent or minimum_wage, with its …_source and …_since"),
)
GUARD_NO_PROFILE = ProblemKind(
    "POLICY-GUARD-NO-PROFILE",
    "warning",
    Text.of("[guard] names no profile: not checked against any law"),
    Text.of('name the law that its figures come from, such as profile = "CN"; check the figures yourself'),
)
HANDOVER_WITHOUT_SWAPS = ProblemKind(
    "POLICY-HANDOVER-WITHOUT-SWAPS",
    "warning",
    Text.of("there is [handover] without [swaps]: swaps are neither limited in number nor in notice"),
    Text.of("add [swaps] if the rules limit swaps"),
)
TIER_GAP = ProblemKind(
    "POLICY-TIER-GAP",
    "warning",
    Text.template("no tier of «{column}» reaches {range}: it costs nothing, while {other} costs {cost}{example}"),
    Text.of("add a tier for it; if it is meant to be free, say so by a tier with amount = 0"),
)
TIER_SAME = ProblemKind(
    "POLICY-TIER-SAME",
    "warning",
    Text.template("«{column}» changes no price: without it there is the same ({price})"),
    Text.of("change its price, or delete the tier"),
)
TIER_HIDDEN = ProblemKind(
    "POLICY-TIER-HIDDEN",
    "warning",
    Text.template(
        "from the {ordinal} time on «{column}» no longer applies, since «{hiding}» goes first: {minutes} minutes "
        "then cost as much as fewer, {cost}{example}"
    ),
    Text.template(
        "if the longer one should cost more, add a tier with from_occurrence = {number} and from_minutes = {minutes}"
    ),
)
MILDER = ProblemKind(
    "POLICY-MILDER",
    "warning",
    Text.template("{worse} costs {worse_cost}, less than {better}, which costs {better_cost}{example}"),
    Text.template("check the price of «{column}»: the worse should cost no less"),
)
CLIFF = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text.template("{steep} costs {steep_cost}, ten times as much as {less} ({less_cost}) or more{example}"),
    Text.template("check the price of «{column}»; if so steep a rise is meant, leave it as it is"),
)
CLIFF_OF_COMPLAINTS = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text.template("the {ordinal} complaint costs {value}, ten times as much as the one before ({before}) or more"),
    Text.template("check the amount of «{column}»; if it is meant, leave it"),
)
LOOPHOLE = ProblemKind(
    "POLICY-LOOPHOLE",
    "warning",
    Text.template(
        "a loophole: {evasion} costs {evasion_cost}, less than {offence}, which costs {offence_cost}{example}"
    ),
    Text.template("let [{column}] cost no less (add it if it is missing); leave it if that is settled elsewhere"),
)
ABSENCE_ABOVE_WAGE = ProblemKind(
    "POLICY-ABSENCE-ABOVE-WAGE",
    "warning",
    Text.template(
        "absence on all {days} working days of a month costs {total}, more than the month's base wage of {wage}"
    ),
    Text.of(
        "a daily wage is the 21.75th part of a month's, and some months have more working days; lower the price, or "
        "leave it if nobody is absent for so long"
    ),
)
CLAUSE_NOT_COVERED = ProblemKind(
    "POLICY-CLAUSE-NOT-COVERED",
    "warning",
    Text.template("no rule covers clause {value} ({title})"),
    Text.template("name {value} in the clause of a rule, or say in without_rule of [clauses] why none is meant"),
)
CLAUSE_NOT_LISTED = ProblemKind(
    "POLICY-CLAUSE-NOT-LISTED",
    "warning",
    Text.template("«{column}» names clause {value}, which [clauses] lacks"),
    Text.of("correct the number, or add the clause to [clauses]"),
)

RULE_NO_EFFECT = ProblemKind(
    "POLICY-NO-EFFECT",
    "warning",
    Text.template("[{column}] has no effect: {reason}"),
    Text.of("add what it lacks, or delete the table"),
)
SCORECARD_TOTAL = ProblemKind(
    "POLICY-SCORECARD-TOTAL",
    "warning",
    Text.template(
        "the items of [scorecard.item] add up to {sum}, while total = {value}, a difference of {difference}: {items}"
    ),
    Text.of("compare with the document and correct the items or the total; scores go by the items whatever it says"),
)
MILDER_RESULT = ProblemKind(
    "POLICY-MILDER",
    "warning",
    Text.template("{worse}: {worse_result}, which is milder than {better}: {better_result}{example}"),
    Text.template("check «{column}»: the worse should lead to no less"),
)
EARNS_LESS = ProblemKind(
    "POLICY-EARNS-LESS",
    "warning",
    Text.template("{better}: {less}, which is less than {worse}: {greater}"),
    Text.template("check «{column}»: the better should bring no less"),
)
CLIFF_OF_AWARD = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text.template(
        "the {ordinal} lateness costs {greater} together with the award that it loses, ten times as much as the one "
        "before ({less}) or more{example}"
    ),
    Text.template("check «{column}»; if so steep a rise is meant, leave it as it is"),
)
BOUND_NEVER_KEPT = ProblemKind(
    "POLICY-BOUND-NEVER-KEPT",
    "warning",
    Text.template("«{column}» = 0: no conversation keeps that"),
    Text.of("enter the seconds that are meant, or delete the key"),
)
TRANSITION_PAID_WHOLE = ProblemKind(
    "POLICY-TRANSITION-PAID-WHOLE",
    "warning",
    Text.of(
        "the start day of pay periods changes, so one period is longer or shorter than a month, and without "
        "[part_month] no rule says what its wage is"
    ),
    Text.of("add [part_month], or work out the wage of that period yourself"),
)

KINDS: tuple[ProblemKind, ...] = (
    ABSENCE_ABOVE_WAGE,
    BOUND_NEVER_KEPT,
    CLAUSE_NOT_COVERED,
    CLAUSE_NOT_LISTED,
    CLIFF,
    CLIFF_OF_AWARD,
    CLIFF_OF_COMPLAINTS,
    EARNS_LESS,
    AGAINST_LAW,
    GUARD_NO_BOUND,
    GUARD_NO_PROFILE,
    HANDOVER_WITHOUT_SWAPS,
    LOOPHOLE,
    MILDER,
    MILDER_RESULT,
    NO_EFFECT,
    NO_SEVERITY,
    NOT_PRICED,
    RULE_NO_EFFECT,
    SCORECARD_TOTAL,
    TIER_GAP,
    TIER_HIDDEN,
    TIER_NEVER,
    TIER_SAME,
    TRANSITION_PAID_WHOLE,
)
