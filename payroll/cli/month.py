"""``run`` and ``explain``, and what every command does that needs a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from payroll.cli.options import DATA, LANG, OUT, POLICIES, Accept, Data, Lang, Out, Period, Policies, say
from payroll.cli.screen import show, show_problems, show_table, tell, working
from payroll.language import Language, Text
from payroll.problems import Problem, stopping

if TYPE_CHECKING:
    from payroll.reports.result import MonthReport
    from payroll.run import Computed


def run(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    out: Out = None,
    workbook: bool = typer.Option(True, "--workbook/--no-workbook", help=say("是否写工作簿", "write the workbook too")),
    lang: Lang = LANG,
) -> None:
    """Compute a month."""
    from payroll.reports.folder import OutputError
    from payroll.reports.write import write_month, write_problems
    from payroll.run import report

    folder = out or OUT / period
    if folder.resolve() == data.resolve() or folder.resolve().is_relative_to(policies.resolve()):
        refuse(
            Text(
                f"--out {out} 里放着要读取的文件，结果会覆盖它们；请换一个文件夹",
                f"--out {out} holds the files to be read and the results would replace them; name another folder",
            ),
            lang,
        )
    computed = computed_month(period, data, policies, accept, lang)
    stops = stopping(computed.problems, accept)
    try:
        if stops:
            path = write_problems(computed.problems, lang, folder)
            show_problems(stops, lang)
            refuse(_stopped(stops, computed.problems, path), lang)
        with working(say("正在写出结果…", "writing the results …")):
            result = report(computed, lang)
            paths = write_month(result, folder, workbook=workbook)
    except OutputError as error:
        refuse(error.text, lang)
    show_summary(result, accept)
    show(Text("已写入：", "written: ").to(lang) + ", ".join(str(path) for path in paths))


def computed_month(period: str, data: Path, policies: Path, accept: Sequence[str], lang: Language) -> Computed:
    """Compute a month, or say what is wrong with the command."""
    from payroll.period import pay_period
    from payroll.run import compute, error_codes

    unknown = sorted(set(accept) - error_codes())
    if unknown:
        codes = ", ".join(sorted(error_codes()))
        refuse(
            Text(
                f"--accept：没有错误代码 {', '.join(unknown)}；可用：{codes}",
                f"--accept: no error code {', '.join(unknown)}; there are: {codes}",
            ),
            lang,
        )
    try:
        pay_period(period)
    except ValueError:
        refuse(
            Text(f"“{period}”不是计薪月份；请写成 2026-10", f"«{period}» is no pay period; write it as 2026-10"), lang
        )
    with working(say("正在读取和计算…", "reading and computing …")):
        return compute(period, data, policies)


def month_or_refuse(period: str, data: Path, policies: Path, accept: Sequence[str], lang: Language) -> Computed:
    """Compute a month that is only looked at: errors stop it, and nothing is written."""
    computed = computed_month(period, data, policies, accept, lang)
    stops = stopping(computed.problems, accept)
    if stops:
        show_problems(stops, lang)
        refuse(
            Text(
                f"共 {len(stops)} 个错误；请改正后再试，或用 --accept 代码 搁置这些行",
                f"{counted(len(stops), 'error')}; correct and try again, or set the rows aside with --accept CODE",
            ),
            lang,
        )
    return computed


def refuse(text: Text, lang: Language) -> NoReturn:
    """Say why nothing was done, and leave with exit code 2."""
    tell(text.to(lang))
    raise typer.Exit(2)


def _stopped(stops: Sequence[Problem], problems: Sequence[Problem], path: Path) -> Text:
    warnings = len(problems) - len(stops)
    return Text(
        f"共 {len(stops)} 个错误、{warnings} 条提醒，见 {path}；"
        "除此之外什么都没有写，以前的结果没有改动。请改正后重新运行。",
        f"{counted(len(stops), 'error')} and {counted(warnings, 'other note')}: see {path}; nothing else was written, "
        "and earlier results are as they were. Correct and run again.",
    )


def counted(number: int, noun: str) -> str:
    """Return ``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_summary(result: MonthReport, accept: Sequence[str]) -> None:
    """Print the month in a few lines: what was read, what each rule came to, what waits for a person."""
    from payroll.money import plain
    from payroll.reports.words import action_words, month_name, rule_word, severity_word, verdict_words

    lang = result.language
    ledger, people = result.ledger, result.adjustments
    heads = Text(
        f"{month_name(result.period, lang)}：{len(people)} 人，{len(result.attendance)} 个班次，{len(ledger)} 条台账",
        f"{month_name(result.period, lang)}: employees {len(people)}, shifts {len(result.attendance)}, "
        f"ledger lines {len(ledger)}",
    )
    show(heads.to(lang))
    sums = ledger.groupby("rule")["amount"].agg(["size", "sum"])
    rows = [
        (rule_word(str(rule), lang), int(row["size"]), plain(int(row["sum"]), result.places))
        for rule, row in sums.iterrows()
    ]
    rows.append((Text("合计", "Total").to(lang), len(ledger), plain(int(ledger["amount"].sum()), result.places)))
    headings = Text("规则|条数|金额", "Rule|Lines|Amount").to(lang).split("|")
    show_table("", [*headings[:2], f"{headings[2]} {result.currency}"], rows, right=(1, 2))
    actions = Counter(ledger.loc[ledger["action"] != "", "action"])
    for action, count in sorted(actions.items()):
        show(Text(f"待处理 {count} 项：", f"{count} to decide: ").to(lang) + action_words(str(action), lang))
    verdicts = {str(verdict): int(count) for verdict, count in result.attendance["verdict"].value_counts().items()}
    told = (f"{verdict_words(verdict, lang)} {count}" for verdict, count in sorted(verdicts.items()) if count)
    show(Text("考勤：", "Attendance: ").to(lang) + Text("，", ", ").to(lang).join(told))
    found = Counter((problem.severity, problem.code) for problem in result.problems)
    first = {problem.code: problem for problem in reversed(result.problems)}
    for (severity, code), count in sorted(found.items()):
        accepted = (
            Text("（已接受，相关行已搁置）", " (accepted, the rows are set aside)").to(lang)
            if code in accept and severity == "error"
            else ""
        )
        example = Text("，例如 ", ", such as ").to(lang) if count > 1 else Text("：", ": ").to(lang)
        text = f"{first[code].place()} {first[code].message(lang)}".strip()
        show(f"{severity_word(severity, lang)} {code} × {count}{accepted}{example}{text}")
    if not result.profile_checked:
        show(
            Text("注意：扣款没有对照任何法律规定核对。", "Note: the deductions were not checked against any law.").to(
                lang
            )
        )
