"""The warnings about policies that are sound and may not say what is meant. ``column`` is the key's path."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

NOT_PRICED = ProblemKind(
    "POLICY-NOT-PRICED",
    "warning",
    Text(
        "“{column}”没有分档：只计次数，不扣款", "«{column}» has no tiers: it is counted and listed, and costs nothing"
    ),
    Text(
        "若要扣款，增加 [[{column}.tier]]；若本来就只计次数，可以忽略",
        "add [[{column}.tier]] if it should cost something",
    ),
)
TIER_NEVER = ProblemKind(
    "POLICY-TIER-NEVER",
    "warning",
    Text("“{column}”永远不会生效：{reason}", "«{column}» never applies: {reason}"),
    Text("修改或删除这一档", "change this tier or delete it"),
)
NO_EFFECT = ProblemKind(
    "POLICY-NO-EFFECT",
    "warning",
    Text("“{column}”= {value} 不起作用：{reason}", "«{column}» = {value} has no effect: {reason}"),
    Text("修改或删除这个键", "change the key or delete it"),
)
NO_SEVERITY = ProblemKind(
    "POLICY-NO-SEVERITY",
    "warning",
    Text(
        "[complaints.severity] 是空的：每条投诉都必须自己写明金额",
        "[complaints.severity] is empty: each complaint then needs an amount of its own",
    ),
    Text(
        "每行写一种严重程度和金额，例如 minor = 10；若本来就逐条写金额，可以忽略",
        "enter severities with their amounts, such as minor = 10, unless every complaint states its amount anyway",
    ),
)
AGAINST_LAW = ProblemKind(
    "POLICY-AGAINST-LAW",
    "warning",
    Text(
        "{told}{example}：{limit}（{source}；{law}）",
        "{told}{example}: {limit} ({source}; {law})",
    ),
    Text(
        "修改制度；扣款超出的部分 [guard] 每月退回，试用期的长度和工资则不会由它改正。不是法律意见",
        "change the rule; [guard] gives back what charges take above a limit, but corrects neither the length nor "
        "the pay of probation; this is not legal advice",
    ),
)
GUARD_NO_BOUND = ProblemKind(
    "POLICY-GUARD-NO-BOUND",
    "warning",
    Text(
        "[guard] 没有自己的上限：除 profile 的规定外，不限制扣款",
        "[guard] has no bound of its own: it limits nothing but what its profile does",
    ),
    Text(
        "填写 max_percent 或 minimum_wage，并用 …_source 和 …_since 注明出处和日期",
        "enter max_percent or minimum_wage, with its …_source and …_since",
    ),
)
GUARD_NO_PROFILE = ProblemKind(
    "POLICY-GUARD-NO-PROFILE",
    "warning",
    Text("[guard] 没有写 profile：未对照任何法律检查", "[guard] names no profile: not checked against any law"),
    Text(
        '写明适用的法律，例如 profile = "CN"，数字由贵公司核实后填写',
        'name the law that its figures come from, such as profile = "CN"; check the figures yourself',
    ),
)
HANDOVER_WITHOUT_SWAPS = ProblemKind(
    "POLICY-HANDOVER-WITHOUT-SWAPS",
    "warning",
    Text(
        "有 [handover] 而没有 [swaps]：换班的次数和提前量都不受限制",
        "there is [handover] without [swaps]: swaps are neither limited in number nor in notice",
    ),
    Text("若制度限制换班，增加 [swaps]", "add [swaps] if the rules limit swaps"),
)
TIER_GAP = ProblemKind(
    "POLICY-TIER-GAP",
    "warning",
    Text(
        "“{column}”的分档没有覆盖{range}：不扣款，而{other}扣 {cost}{example}",
        "no tier of «{column}» reaches {range}: it costs nothing, while {other} costs {cost}{example}",
    ),
    Text(
        "增加一档；若本来就不扣款，写一档 amount = 0，说明这是本意",
        "add a tier for it; if it is meant to be free, say so by a tier with amount = 0",
    ),
)
TIER_SAME = ProblemKind(
    "POLICY-TIER-SAME",
    "warning",
    Text(
        "“{column}”不改变任何价格：没有它也是{price}",
        "«{column}» changes no price: without it there is the same ({price})",
    ),
    Text("修改价格，或删除这一档", "change its price, or delete the tier"),
)
TIER_HIDDEN = ProblemKind(
    "POLICY-TIER-HIDDEN",
    "warning",
    Text(
        "第 {number} 次起“{column}”不再适用，“{hiding}”先于它：满 {minutes} 分钟与更短的一样扣 {cost}{example}",
        "from the {ordinal} time on «{column}» no longer applies, since «{hiding}» goes first: "
        "{minutes} minutes then cost as much as fewer, {cost}{example}",
    ),
    Text(
        "若时间长的应扣得更多，增加一档 from_occurrence = {number}、from_minutes = {minutes}；否则可以忽略",
        "if the longer one should cost more, add a tier with from_occurrence = {number} and from_minutes = {minutes}",
    ),
)
MILDER = ProblemKind(
    "POLICY-MILDER",
    "warning",
    Text(
        "{worse}扣 {worse_cost}，少于{better}的 {better_cost}{example}",
        "{worse} costs {worse_cost}, less than {better}, which costs {better_cost}{example}",
    ),
    Text(
        "检查“{column}”的价格：越重的应当不少于越轻的", "check the price of «{column}»: the worse should cost no less"
    ),
)
CLIFF = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text(
        "{steep}扣 {steep_cost}，是{less}（{less_cost}）的十倍或更多{example}",
        "{steep} costs {steep_cost}, ten times as much as {less} ({less_cost}) or more{example}",
    ),
    Text(
        "检查“{column}”的价格；若是本意，可以忽略",
        "check the price of «{column}»; if so steep a rise is meant, leave it as it is",
    ),
)
CLIFF_OF_COMPLAINTS = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text(
        "第 {number} 次投诉扣 {value}，是前一次（{before}）的十倍或更多",
        "the {ordinal} complaint costs {value}, ten times as much as the one before ({before}) or more",
    ),
    Text("检查“{column}”的金额；若是本意，可以忽略", "check the amount of «{column}»; if it is meant, leave it"),
)
LOOPHOLE = ProblemKind(
    "POLICY-LOOPHOLE",
    "warning",
    Text(
        "有空子可钻：{evasion}扣 {evasion_cost}，少于{offence}的 {offence_cost}{example}",
        "a loophole: {evasion} costs {evasion_cost}, less than {offence}, which costs {offence_cost}{example}",
    ),
    Text(
        "让 [{column}] 的价格不低于它（没有的要增加）；若在别处处理，可以忽略",
        "let [{column}] cost no less (add it if it is missing); leave it if that is settled elsewhere",
    ),
)
ABSENCE_ABOVE_WAGE = ProblemKind(
    "POLICY-ABSENCE-ABOVE-WAGE",
    "warning",
    Text(
        "整月 {days} 个工作日都旷工扣 {total}，超过月基本工资 {wage}",
        "absence on all {days} working days of a month costs {total}, more than the month's base wage of {wage}",
    ),
    Text(
        "日工资按 21.75 天折算，工作日更多的月份会超过月工资；可以忽略，或降低价格",
        "a daily wage is the 21.75th part of a month's, and some months have more working days; "
        "lower the price, or leave it if nobody is absent for so long",
    ),
)
CLAUSE_NOT_COVERED = ProblemKind(
    "POLICY-CLAUSE-NOT-COVERED",
    "warning",
    Text("条款 {value}（{title}）没有对应的规定", "no rule covers clause {value} ({title})"),
    Text(
        "在相应规定的 clause 中写上 {value}，或在 [clauses] 中用 without_rule 写明为什么不需要",
        "name it in the clause of a rule, or say in without_rule of [clauses] why none is meant",
    ),
)
CLAUSE_NOT_LISTED = ProblemKind(
    "POLICY-CLAUSE-NOT-LISTED",
    "warning",
    Text(
        "“{column}”写了条款 {value}，而 [clauses] 中没有这一条",
        "«{column}» names clause {value}, which [clauses] lacks",
    ),
    Text("改正条款号，或把它补进 [clauses]", "correct the number, or add the clause to [clauses]"),
)

RULE_NO_EFFECT = ProblemKind(
    "POLICY-NO-EFFECT",
    "warning",
    Text("[{column}] 不起作用：{reason}", "[{column}] has no effect: {reason}"),
    Text("补上所缺的规定，或删除这一节", "add what it lacks, or delete the table"),
)
SCORECARD_TOTAL = ProblemKind(
    "POLICY-SCORECARD-TOTAL",
    "warning",
    Text(
        "[scorecard.item] 的满分合计 {sum}，而 total = {value}，相差 {difference}：{items}",
        "the items of [scorecard.item] add up to {sum}, while total = {value}, a difference of {difference}: {items}",
    ),
    Text(
        "对照制度原文，改正项目的分数或 total；得分总是按项目的满分计算",
        "compare with the document and correct the items or the total; scores go by the items whatever it says",
    ),
)
MILDER_RESULT = ProblemKind(
    "POLICY-MILDER",
    "warning",
    Text(
        "{worse}：{worse_result}，轻于{better}：{better_result}{example}",
        "{worse}: {worse_result}, which is milder than {better}: {better_result}{example}",
    ),
    Text("检查“{column}”：越差的后果应当不轻于越好的", "check «{column}»: the worse should lead to no less"),
)
EARNS_LESS = ProblemKind(
    "POLICY-EARNS-LESS",
    "warning",
    Text("{better}：{less}，少于{worse}：{greater}", "{better}: {less}, which is less than {worse}: {greater}"),
    Text("检查“{column}”：越好的所得应当不少", "check «{column}»: the better should bring no less"),
)
CLIFF_OF_AWARD = ProblemKind(
    "POLICY-CLIFF",
    "warning",
    Text(
        "第 {number} 次迟到连同失去的全勤奖共少得 {greater}，是前一次（{less}）的十倍或更多{example}",
        "the {ordinal} lateness costs {greater} together with the award that it loses, ten times as much as the one "
        "before ({less}) or more{example}",
    ),
    Text("检查“{column}”；若是本意，可以忽略", "check «{column}»; if so steep a rise is meant, leave it as it is"),
)
BOUND_NEVER_KEPT = ProblemKind(
    "POLICY-BOUND-NEVER-KEPT",
    "warning",
    Text("“{column}”= 0：没有一次会话能做到", "«{column}» = 0: no conversation keeps that"),
    Text("改成实际的秒数；没有这项要求的，删除这个键", "enter the seconds that are meant, or delete the key"),
)
TRANSITION_PAID_WHOLE = ProblemKind(
    "POLICY-TRANSITION-PAID-WHOLE",
    "warning",
    Text(
        "计薪周期起始日改变，过渡期比一个月长或短，而没有 [part_month]：没有规则折算过渡期的工资",
        "the start day of pay periods changes, so one period is longer or shorter than a month, and without "
        "[part_month] no rule says what its wage is",
    ),
    Text(
        "增加 [part_month]，或自行折算过渡期的工资",
        "add [part_month], or work out the wage of that period yourself",
    ),
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
