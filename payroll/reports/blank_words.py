"""What an empty table says of itself: what it is for, and what a cell of each column takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from payroll.language import Language, Text
from payroll.table import CellKind, Column, Table
from payroll.tables import (
    ADDITIONS,
    ASSIGNMENTS,
    COMPLAINTS,
    EMPLOYEES,
    INCIDENTS,
    LEAVE,
    SHIFTS,
    SWAPS,
    TABLES,
    WAGES,
)

AT_ONCE: tuple[Table, ...] = (
    *(EMPLOYEES, WAGES, ASSIGNMENTS, SHIFTS),
    *(SWAPS, LEAVE, COMPLAINTS, INCIDENTS, ADDITIONS),
)
"""The tables that charge nobody while they are empty; they may lie in the data folder from the first day."""
WHEN_NEEDED: tuple[Table, ...] = tuple(table for table in TABLES if table not in AT_ONCE)
"""The others come when their records are kept.

An empty table of reports says that every report is missing; one of punches hides that the clock's file is not there.
"""

PURPOSES: Mapping[str, Text] = {
    "employees": Text("每名员工一行", "one row for each employee"),
    "wages": Text("调薪", "raises"),
    "assignments": Text("调动：换制度、门店或岗位", "transfers to another policy, store or position"),
    "shifts": Text("谁在哪天上哪个班；制度中有日历的只写例外", "who works when; with a calendar only the exceptions"),
    "punches": Text("打卡；考勤机导出的文件可直接放进文件夹", "punches; a clock's own export may lie there instead"),
    "swaps": Text("换班与代班的申请", "swaps and covers that were asked for"),
    "complaints": Text("投诉及其认定", "complaints, and what became of them"),
    "leave": Text("请假", "leave"),
    "incidents": Text("违反制度的事项", "breaches of the rules"),
    "additions": Text("奖金、提成等加项", "bonuses, commission and other additions"),
    "identities": Text("考勤机里的编号与工号不同时的对照", "whose a clock's ids are, where they are not the roster's"),
    "decisions": Text(
        "对处理建议和扣款的决定；也可以直接填在结果工作簿的“决定”表里",
        "what was decided of proposals and charges; or fill in the sheet Decisions of the results",
    ),
    "clock_corrections": Text("考勤机走时不准时的校正", "by how much a clock was wrong, and when"),
    "reports": Text("每天的工作报告", "the daily reports"),
    "handovers": Text("交接班记录", "the records of hand-overs"),
    "meetings": Text("例会签到", "who came to each meeting"),
    "promotions": Text("促销期间公司增加的班", "shifts that the company adds in a promotion"),
    "scores": Text("质检打分", "what the quality inspectors graded"),
    "chats": Text("会话的响应时间", "response times of conversations"),
    "sales": Text("按笔的销售，用来算提成", "single sales, for the commission"),
    "history": Text("使用本程序之前已发生的事项", "what happened before this program was used"),
    "contracts": Text("劳动合同", "employment contracts"),
    "acknowledgements": Text("员工签收制度的日期", "when employees signed for a policy"),
    "carried": Text("上月没有扣完、可结转的赔偿", "what the month before could not recover of a loss"),
}
_KINDS: Mapping[CellKind, Text] = {
    "id": Text("编号，按文本填写，开头的 0 会保留。", "An id, kept as text with its zeros."),
    "employee": Text("员工表中的工号，开头的 0 也要写。", "An id of the employees table, with its zeros."),
    "text": Text("文字。", "Any text."),
    "day": Text("日期，如 2026-10-08。", "A date, such as 2026-10-08."),
    "time": Text("时间，如 08:30；到午夜写 24:00。", "A time, such as 08:30; midnight at the end is 24:00."),
    "minute": Text("日期和时间，如 2026-10-08 08:42。", "Date and time, such as 2026-10-08 08:42."),
    "day-or-minute": Text(
        "日期，如 2026-10-08；或日期和时间，如 2026-10-08 13:30。",
        "A date, such as 2026-10-08, or date and time, such as 2026-10-08 13:30.",
    ),
    "money": Text("金额，只写数字，如 5000 或 35.50。", "An amount in figures alone, such as 5000 or 35.50."),
    "minutes": Text("分钟数，整数，可以是负数，如 -60。", "Whole minutes, also less than none, such as -60."),
    "count": Text("整数，如 15。", "A whole number, such as 15."),
    "word": Text("从下拉列表中选。", "Choose from the list."),
}
_MORE: Mapping[tuple[str, str], Text] = {
    ("employees", "policy"): Text("只有一个制度时可以不填。", "May stay empty where there is only one policy."),
    ("employees", "hire_date"): Text("在职的第一天。", "The first day of the employment."),
    ("employees", "termination_date"): Text("在职的最后一天。", "The last day of the employment."),
    ("employees", "probation_end"): Text("转正后的第一天。", "The first day that is no longer probation."),
    ("shifts", "date"): Text(
        "过了午夜才下班的班，写上班那天。", "Of a shift past midnight the day on which it begins."
    ),
    ("shifts", "start"): Text("填了就以此为准，不按班次的时间。", "Given, it goes before the time of the shift."),
    ("shifts", "end"): Text("填了就以此为准，不按班次的时间。", "Given, it goes before the time of the shift."),
    ("swaps", "date"): Text("申请人换出的那天。", "The day that the requester gives away."),
    ("swaps", "counterpart_date"): Text("申请人换回的那天；空着就是代班。", "The day taken in return; empty: a cover."),
    ("complaints", "decided_at"): Text("空着就按投诉时间。", "Empty: when it was received."),
    ("leave", "from"): Text("只写日期：从当天 00:00 起。", "A date alone: from its 00:00 on."),
    ("leave", "to"): Text("只写日期：当天也算在内。", "A date alone: that day is included."),
    ("additions", "kind"): Text("如 提成、全勤奖，会写进说明。", "Such as commission; it stands in the explanation."),
}
_NEEDED, _FREE = Text("必填。", "Must be filled in."), Text("选填。", "May stay empty.")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def heading_of(column: Column, language: Language) -> str:
    """Return the heading that an empty table has: the first Chinese one, or the English name as words."""
    return column.zh[0] if language == "zh" else column.name.replace("_", " ").capitalize()


def note_of(table: Table, column: Column, words: Sequence[str], language: Language) -> str:
    """Return what a person has to know of a column, in a few sentences; ``words`` are those of its drop-down."""
    needed = _NEEDED if column.value_required else _FREE
    kind = "word" if words else column.kind
    more = _MORE.get((table.name, column.name), Text("", ""))
    between = "" if language == "zh" else " "
    return between.join(filter(None, (each.to(language) for each in (needed, _KINDS[kind], more))))


def words_of(
    table: Table, column: Column, choices: Mapping[tuple[str, str], Sequence[str]], language: Language
) -> tuple[str, ...]:
    """Return the words of a column's drop-down in a language: its declared ones, else those of the policies."""
    if column.words:
        return _declared(column.words, language)
    known = choices.get((table.name, column.name), ())
    own = tuple(word for word in known if bool(_CHINESE.search(word)) == (language == "zh")) or tuple(known)
    return (*own, Text("休", "rest").to(language)) if (table.name, column.name) == ("shifts", "shift") else own


def _declared(words: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """Return one word for each meaning: the first Chinese one, or the contract's own."""
    found = {meaning: meaning for meaning in words.values()}
    if language == "zh":
        found |= {meaning: word for word, meaning in reversed([*words.items()]) if _CHINESE.search(word)}
    return tuple(found.values())
