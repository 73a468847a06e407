"""The guide through the first month: ten steps with the commands, as a page that a browser opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from payroll.language import Language, Text
from payroll.period import next_period
from payroll.reports.blank_words import AT_ONCE, PURPOSES, WHEN_NEEDED
from payroll.table import Table

GUIDE = Text("开始.html", "START.html")
MORE = Text("更多表格", "more-tables")
"""The folder of the tables that are put into ``data`` when they are needed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, what to do, and the commands that do it."""

    title: Text
    text: Text
    commands: tuple[str, ...] = ()


def workbook_name(table: Table, language: Language) -> str:
    """Return the name of the workbook of an empty table."""
    name = Text(table.zh, table.name)
    return f"{name.to(language)}.xlsx"


def steps(period: str, policies: Sequence[str], language: Language) -> tuple[Step, ...]:
    """Return the ten steps of the month ``period`` for a folder with these policies."""
    return (*_before(policies, language), *_during(period, language), *_after(period))


def _before(policies: Sequence[str], language: Language) -> tuple[Step, ...]:
    staff = workbook_name(AT_ONCE[0], language)
    return (
        Step(
            Text("在这个文件夹里打开命令窗口", "Open a command window in this folder"),
            Text(
                "在资源管理器中打开这个文件夹，点一下地址栏，输入 powershell，按回车。下面的命令都在这个窗口里输入。"
                "先看看一切是否就绪；还没填的表会列出来。",
                "Open this folder in the Explorer, click into its address bar, type powershell and press Enter. All "
                "commands below are typed there. See first whether everything is ready; it tells what is still empty.",
            ),
            ("payroll doctor",),
        ),
        Step(
            Text("把制度改成贵公司的", "Make the rules your own"),
            Text(
                "制度在 policies 里，每个子文件夹是一项制度，文件名是生效日期。用记事本打开，改标题，核对每一节"
                "（注有“公司自定”的尤其要看），保存，然后检查，再写成通俗的文字读一遍。用不到的制度，整个子文件夹删掉。",
                "The rules lie in policies: a folder for each policy, in it a file named by the day from which it "
                "is in force. Open it with Notepad, change the title, go through each section (above all what is "
                "marked “company's choice”), and save it. Then check it, and read it in plain sentences. Delete the "
                "folder of a policy that you do not need.",
            ),
            ("payroll policy check policies", f"payroll policy show policies/{policies[0]} --out rules.md"),
        ),
        Step(
            Text("填员工表", "Fill in the employees"),
            Text(
                f"打开 data 里的 {staff}，每人一行。深色表头的列必须填，浅色的可以空着；鼠标停在表头上有说明。"
                "“制度”一列从下拉列表里选。填完存盘，关闭 Excel，看看读成了什么。",
                f"Open {staff} in data: a row for each person. Columns with a dark heading must be filled in, those "
                "with a light one may stay empty; hold the mouse over a heading for its note. Choose the policy from "
                "the list. Save, close Excel, and see how it is read.",
            ),
            (f"payroll inspect data/{staff}",),
        ),
    )


def _during(period: str, language: Language) -> tuple[Step, ...]:
    rota, swaps, leave = (workbook_name(AT_ONCE[place], language) for place in (3, 4, 5))
    return (
        Step(
            Text("填排班", "Fill in the rota"),
            Text(
                f"在 data 里的 {rota} 中每人每天一行。墙上那种一人一行、一天一列的排班表也可以，"
                "放进 data，文件名以“排班”开头。制度里有日历的员工不用排班，只写例外。",
                f"In {rota} in data there is a row for each person and day. The chart of the wall will do too, with "
                "a row for each person and a column for each day: put it into data under a name that begins with "
                "shifts. People whose policy has a calendar need no rota, only the exceptions.",
            ),
        ),
        Step(
            Text("放入打卡记录", "Put in the punches"),
            Text(
                "把考勤机或考勤软件导出的文件原样放进 data，不要改表头。手工登记的，"
                f"从“{MORE.zh}”里把打卡表复制到 data 再填。",
                "Put the file that the clock or the attendance app exports into data as it is, its headings unchanged. "
                f"If punches are kept by hand, copy the table punches from {MORE.en} to data and fill it in.",
            ),
        ),
        Step(
            Text("月中：换班前查一查，提醒店长", "While the month runs: check swaps, warn in time"),
            Text(
                f"换班记在 {swaps}，请假记在 {leave}，投诉、违纪、奖金各有一张表。随时可以看谁还能换几次班、"
                "谁再有一次就要扣钱。",
                f"Swaps are kept in {swaps}, leave in {leave}; complaints, incidents and additions have a table each. "
                "At any time you can see who has swaps left, and whose next time costs something.",
            ),
            (f"payroll swaps quota {period}", f"payroll warnings {period}"),
        ),
        Step(
            Text("计算", "Compute the month"),
            Text(
                "结果写在 out 里以月份命名的文件夹中，同时作为草稿记入账簿。有错误时只写 problems.csv 和标注副本，"
                "照提示改好再来。随时可以重算，直到结账。",
                "The results are in out, in a folder of the month, and the book has them as a draft. If there are "
                "errors, only problems.csv and marked copies are written: correct what they name and run again. You "
                "may compute it as often as you like until it is closed.",
            ),
            (f"payroll run {period}",),
        ),
    )


def _after(period: str) -> tuple[Step, ...]:
    return (
        Step(
            Text("核对", "Check it"),
            Text(
                f"打开 out 里 {period} 文件夹中的工作簿 payroll-{period}.xlsx，看每笔金额的条款、依据和算法，以及"
                "待处理的事项。某个人有疑问，就看他这个月的逐项说明（0001 换成他的工号）。",
                f"Open the workbook payroll-{period}.xlsx in the folder {period} of out: it shows clause, evidence and "
                "arithmetic of each amount, and what is left to decide. If somebody asks, look at that person's month "
                "(put the id in place of 0001).",
            ),
            (f"payroll explain 0001 {period}",),
        ),
        Step(
            Text("结账", "Close the month"),
            Text(
                "结账后本月封存，迟到的资料由下个月更正。回执另存一份到别处，日后能证明账簿没有被改动。",
                "The month is then sealed; what comes late is corrected by the next one. Keep a copy of the receipt "
                "elsewhere: it proves later that nobody altered the book.",
            ),
            (f"payroll close {period}",),
        ),
        Step(
            Text("备份，然后是下个月", "Make a backup, and go on"),
            Text(
                "把 payroll.db 和 evidence 文件夹一起备份。下个月换上新的排班和打卡文件，从第 4 步继续；"
                "员工、投诉等表接着往下填。",
                "Back up payroll.db together with the folder evidence. For the next month put in the new rota and the "
                "new punches, and go on with step 4; employees, complaints and the other tables are simply continued.",
            ),
            ("payroll ledger verify", f"payroll run {next_period(period)}"),
        ),
    )


def first_month_page(period: str, policies: Sequence[str], language: Language) -> str:
    """Return the guide as a page of HTML that stands by itself."""
    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    groups = [(_IN_DATA, AT_ONCE), (_IN_MORE, WHEN_NEEDED)]
    return pages.get_template("first_month.html").render(
        language="zh-CN" if language == "zh" else "en",
        title=_TITLE.to(language).format(period=period),
        about=_ABOUT.to(language),
        steps=[
            (step.title.to(language), step.text.to(language), step.commands)
            for step in steps(period, policies, language)
        ],
        groups=[
            (head.to(language), [(workbook_name(each, language), PURPOSES[each.name].to(language)) for each in tables])
            for head, tables in groups
        ],
        tables=_TABLES.to(language),
        more=_MORE_HELP.to(language),
    )


_TITLE = Text("第一个月：{period}", "The first month: {period}")
_ABOUT = Text(
    "十步走完一个月。命令照抄即可；设置在 payroll.toml 里，所以不用写别的选项。",
    "A month in ten steps. Type the commands as they stand here: payroll.toml holds the settings, so they need no "
    "further options.",
)
_TABLES = Text("各张表", "The tables")
_IN_DATA = Text("在 data 里，用到就填，用不到空着", "In data: fill in what you need, leave the others empty")
_IN_MORE = Text(
    f"在“{MORE.zh}”里，开始登记时再复制到 data。空的工作报告表会被理解为谁都没交报告，所以先不放进去",
    f"In {MORE.en}: copy a table to data when you begin to keep it. An empty table of reports would mean that nobody "
    "handed in a report, so it is not there yet",
)
_MORE_HELP = Text(
    "每个命令后面加 --help 有说明；觉得哪里不对，先运行 payroll doctor。",
    "Add --help to a command to learn what it does. If something seems wrong, run payroll doctor first.",
)
