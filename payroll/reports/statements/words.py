"""What a statement says: its headings and sentences, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from payroll.language import COMMA, Language, Text, counted
from payroll.local_forms import long_date
from payroll.policy.objection_rule import ObjectionRule
from payroll.reports.statements.rows import LawRow, SwapRow
from payroll.reports.statements.statement import Section
from payroll.reports.words import verdict_words

TITLE = Text("工资调整明细", "Statement of pay adjustments")
DRAFT = Text("草稿：本月尚未结账", "Draft: the month is not closed yet")
SUMS = Text("本月结果", "What the month comes to")
TOTAL = Text("调整合计", "Adjustments in all")
PAY = Text("基本工资加调整", "Base wage with adjustments")
PAY_NOTE = Text("未计税和社会保险", "before tax and insurance")
LINES = Text("每一笔和原因", "Each amount, and why")
NO_LINES = Text("本月没有扣款，也没有其他记录。", "No deductions this month, and no other entries.")
SHIFTS = Text("每个班次", "Each shift")
NO_SHIFTS = Text("本月没有班次。", "No shifts this month.")
HEADINGS = (Text("日期", "Date"), Text("班次", "Shift"), Text("到岗–离岗", "Came–left"), Text("结果", "Verdict"))
SIGNING = Text("签收", "Receipt")
SIGNED = Text(
    "本人已收到这份明细。签字只表示收到，不表示同意其中的内容。",
    "I have received this statement. My signature says that I received it, not that I agree with it.",
)
BLANKS = (Text("签名", "Signature"), Text("日期", "Date"))
PROPOSAL = Text(
    "提议：“{action}”。这是按制度提出的，尚未决定，由人决定。",
    "Proposed: «{action}». The rules propose it; a person decides, and nobody has yet.",
)
PROPOSAL_DECIDED = Text(
    "提议：“{action}”。已决定：{decision}（{day}），原因：{reason}",
    "Proposed: «{action}». Decided: {decision} ({day}), reason: {reason}",
)
CLAUSE = Text("{rule} · 条款 {clause}", "{rule} · clause {clause}")
ENTRY = Text("编号 {entry}", "entry {entry}")
SWAP = Text("（换班 {swap}）", " (swap {swap})")
MINUTES = Text("{word} {minutes} 分钟", "{word} by {minutes} min")
FOOTER = Text(
    "由 payroll {version} 按 {policies} 计算。金额单位：{currency}（{code}）。",
    "Computed by payroll {version} by {policies}. Amounts in {currency} ({code}).",
)
GROUPS: Mapping[str, Text] = {
    "charge": Text("扣款", "Deductions"),
    "wage": Text("工资折算", "Parts of the wage"),
    "addition": Text("增发", "Additions"),
    "relief": Text("返还", "Given back"),
    "correction": Text("往月更正", "Corrections of earlier months"),
    "waiver": Text("免除", "Waivers"),
    "notice": Text("只作记录，不影响金额", "On record only, no amount"),
}
"""The kinds of lines, in the order in which they are told."""

OWN_BOUNDS = frozenset({"max_percent", "minimum_wage"})
"""Limits of a charge that are the policy's own, by their code in ``law.csv``."""
_NOT_CHECKED = Text("法律检查：没有对照任何法律", "Law check: not checked against any law")
_BOUNDED = Text(
    "法律检查：没有对照任何法律；按制度的限额，{cut} 已返还",
    "Law check: not checked against any law; {cut} is given back by the bound of the rules",
)
_LAW_SAYS: Mapping[str, Text] = {
    "allowed": Text("法律检查：未见限制", "Law check: no limit found"),
    "review": Text("法律检查：须由人审议", "Law check: to be reviewed by a person"),
    "cut": Text(
        "法律检查：{asked} 中可扣 {allowed}，其余 {cut} 返还（{citation}）",
        "Law check: of {asked}, {allowed} may be taken and {cut} is given back ({citation})",
    ),
    "refused": Text(
        "法律检查：不得扣除，{cut} 返还（{citation}）", "Law check: may not be taken, {cut} is given back ({citation})"
    ),
}


def law_note(law: LawRow, figures: Mapping[str, str], remark: int, language: Language) -> str:
    """Return what the check against the law said of a line.

    ``figures`` are asked, allowed, cut and citation; ``remark`` is the number of what else is told of it, 0 for none.
    """
    unchecked = _BOUNDED if law.cut else _NOT_CHECKED
    told = _LAW_SAYS.get(law.status, unchecked).to(language).format(**figures)
    more = Text(f"（见说明 {remark}）", f" (see note {remark})") if remark else Text("", "")
    return told + more.to(language)


def cited(law: LawRow, language: Language) -> str:
    """Return what limits a charge, in one language: a citation stands in both, as ``zh / en``."""
    if law.limit in OWN_BOUNDS:
        return Text("制度规定的限额", "the bound set by the rules").to(language)
    parts = law.citation.split(" / ")
    return parts[language == "en"] if len(parts) == 2 else law.citation


def law_section(profiles: Sequence[str], notes: Sequence[str], language: Language) -> Section:
    """Return what holds for all law checks of a statement.

    ``profiles`` are the laws that were asked, ``notes`` what else is told of lines, in the order of their numbers.
    """
    checked = Text("、", ", ").to(language).join(profiles)
    told = Text(
        f"扣款对照 {checked} 检查。检查结果不是法律意见。", f"Checked against {checked}. The check is not legal advice."
    )
    none = Text("扣款没有对照任何法律检查。", "The deductions were not checked against any law.")
    remarks = tuple(
        Text(f"说明 {number}：{note}", f"Note {number}: {note}").to(language) for number, note in enumerate(notes, 1)
    )
    return Section(Text("法律检查", "Law check").to(language), ((told if profiles else none).to(language),), remarks)


def swap_section(swaps: SwapRow, language: Language) -> Section:
    """Return how many swaps are used and left; ``limit`` and ``remaining`` below 0: there is no limit."""
    used, limit = swaps.used, swaps.limit
    waiting = Text("", "")
    if swaps.pending:
        waiting = Text(f"，另有 {swaps.pending} 次待审批", f", {swaps.pending} waiting for approval")
    told = Text(
        f"本月已计 {used} 次{waiting.zh}，最多 {limit} 次，还剩 {swaps.remaining} 次。",
        f"{used} counted this month{waiting.en}; {limit} allowed, {swaps.remaining} left.",
    )
    if limit < 0:
        told = Text(f"本月已计 {used} 次{waiting.zh}，次数不限。", f"{used} counted this month{waiting.en}; no limit.")
    return Section(Text("换班", "Swaps").to(language), (told.to(language),))


def closed_text(day: int, language: Language) -> str:
    """Return that the month was closed on a day."""
    date = long_date(day, language)
    return Text(f"已于 {date} 结账", f"Closed on {date}").to(language)


def objection_section(rule: ObjectionRule | None, period_end: int, issued: int | None, language: Language) -> Section:
    """Return how to object and until when; without a rule the general way, and no deadline."""
    found = rule or ObjectionRule()
    sentences = tuple(text.to(language) for text in _objections(found, period_end, issued, language))
    return Section(Text("有异议怎么办", "If you do not agree").to(language), sentences)


def _objections(rule: ObjectionRule, period_end: int, issued: int | None, language: Language) -> Iterator[Text]:
    to = rule.to or Text("人力资源部", "the HR department")
    yield Text(
        f"请把记录编号和理由告诉{to.zh}；考勤有误的，写明日期和实际时间。",
        f"Tell {to.en} the number of the entry and your reason; if a shift is wrong, its date and the right times.",
    )
    if rule.how:
        yield Text(f"方式：{rule.how.zh}。", f"How: {rule.how.en}.")
    clause = Text(f"（条款 {rule.clause}）", f" (clause {rule.clause})") if rule.clause else Text("", "")
    until = rule.last_day(period_end, issued)
    if rule.days is None:
        yield Text("制度没有规定期限。", "The rules set no time limit.")
    elif until is None:
        yield Text(
            f"期限：收到之日的次日起 {rule.days} 天内{clause.zh}。",
            f"Until when: within {rule.days} days, counted from the day after you receive this{clause.en}.",
        )
    else:
        day = long_date(until, language)
        yield Text(f"最晚 {day}，当日仍可提出{clause.zh}。", f"Until and including {day}{clause.en}.")
    yield Text(
        "人事会按编号登记为申诉，由人决定；成立的，退回所扣金额。",
        "HR records it as an appeal and a person decides; what is granted is given back.",
    )


def times_text(count: int, language: Language) -> str:
    """Return how often: ``4 次``, ``1 time``, ``4 times``."""
    return Text(f"{count} 次", f"{counted(count, 'time')}").to(language)


def shift_verdict(verdict: str, late: int, early: int, language: Language) -> str:
    """Return a verdict in plain words, with the minutes: ``迟到 12 分钟、缺下班卡``."""
    minutes = {"late": late, "early": early}
    parts = []
    for part in verdict.split("+"):
        word = verdict_words(part, language)
        parts.append(MINUTES.to(language).format(word=word, minutes=minutes[part]) if minutes.get(part) else word)
    return COMMA.to(language).join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])
