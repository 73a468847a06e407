"""``explain``: one employee's month, from the rota to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.month import month_or_refuse
from payroll.cli.options import DATA, LANG, POLICIES, Accept, Data, Lang, Period, Policies, say
from payroll.cli.screen import refuse, show, show_table
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.reports.result import MonthReport
    from payroll.run import Computed

Employee = Annotated[str, typer.Argument(metavar="EMPLOYEE", help=say("工号", "the employee's id"))]


def explain(
    employee: Employee,
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    lang: Lang = LANG,
) -> None:
    """Explain one employee's month."""
    from payroll.run import report

    computed = month_or_refuse(period, data, policies, accept, lang)
    result = report(computed, lang)
    people = result.adjustments
    if not (people["employee_id"] == employee).any():
        refuse(_unknown(employee, computed), lang)
    show_person(employee, computed, result)


def _unknown(employee: str, computed: Computed) -> Text:
    from difflib import get_close_matches

    known = computed.cleaned.tables.employees["employee_id"].tolist() if computed.cleaned else []
    if employee in known:
        return Text(f"{employee} 在本期不在职", f"{employee} is not employed in the period")
    close = [name for name in known if name.lstrip("0") == employee.lstrip("0")] or get_close_matches(employee, known)
    hint = Text(f"；是不是 {'、'.join(close)}？", f"; did you mean {', '.join(close)}?") if close else Text("", "")
    return Text(f"员工表中没有 {employee}{hint.zh}", f"{employee} is not in the employees table{hint.en}")


def show_person(employee: str, computed: Computed, result: MonthReport) -> None:
    """Print who it is, each shift with its punches and verdict, each ledger line, and the total."""
    from payroll.money import plain
    from payroll.reports.words import action_words, month_name, rule_word

    lang = result.language
    person = result.adjustments[result.adjustments["employee_id"] == employee].to_dict("records")[0]
    wage = plain(person["base_wage"], result.places)
    head = [f"{employee} {person['name']}", month_name(result.period, lang), person["store"], person["policy"]]
    show(" · ".join(filter(None, head)) + Text(f" · 基本工资 {wage}", f" · base wage {wage}").to(lang))
    show_table(
        "",
        Text("日期|班次|打卡|到岗|离岗|结论|换班", "Date|Shift|Punches|Arrival|Departure|Verdict|Swap")
        .to(lang)
        .split("|"),
        shift_rows(employee, computed, lang),
    )
    lines = result.ledger[result.ledger["employee_id"] == employee]
    law = _law_of(employee, result)
    for line in lines.to_dict("records"):
        amount = plain(line["amount"], result.places)
        action = f" → {action_words(line['action'], lang)}" if line["action"] else ""
        show(f"{rule_word(line['rule'], lang)}  {amount}{action}")
        show(f"    {line[f'explanation_{lang}']}")
        show(
            Text(
                f"    依据：{line['evidence']} · 制度 {line['policy']} · 编号 {line['entry_id']}",
                f"    evidence: {line['evidence']} · policy {line['policy']} · entry {line['entry_id']}",
            ).to(lang)
        )
        if said := law.get(line["entry_id"]):
            show(f"    {said}")
    if law:
        show(Text("法律检查只是核对，不是法律意见", "the check against the law is no legal advice").to(lang))
    total = plain(person["total"], result.places)
    show(Text(f"合计 {total} {result.currency}", f"total {total} {result.currency}").to(lang))


def _law_of(employee: str, result: MonthReport) -> dict[str, str]:
    """Return what the law says of each charge and proposal of an employee, by entry."""
    from payroll.money import plain
    from payroll.reports.words import charge_kind_word, law_status_word

    if result.law is None:
        return {}
    lang, found = result.language, {}
    for row in result.law[result.law["employee_id"] == employee].to_dict("records"):
        parts = [charge_kind_word(row["kind"], lang)] if row["kind"] else []
        if row["cut"]:
            cut, allowed = plain(row["cut"], result.places), plain(row["allowed"], result.places)
            parts.append(Text(f"可扣 {allowed}，减少 {cut}", f"{allowed} allowed, {cut} cut").to(lang))
            parts.append(f"{row['limit']}: {row['citation']}")
        parts += [part for part in (row["profile"], row[f"notes_{lang}"]) if part]
        status = law_status_word(row["status"], lang)
        found[row["entry_id"]] = Text("法律检查：", "law: ").to(lang) + " · ".join([status, *parts])
    return found


def shift_rows(employee: str, computed: Computed, lang: Language) -> Iterator[tuple[str, ...]]:
    """Yield each judged shift of an employee: date, times, punches in its window, arrival, departure, verdict, swap."""
    from payroll.month.attendance import verdict_text
    from payroll.month.rota import shift_text
    from payroll.period import NO_DAY, clock, iso_day
    from payroll.reports.words import verdict_words

    month, judged = computed.month, computed.judged
    assert month is not None
    assert judged is not None
    position = month.tables.employees["employee_id"].tolist().index(employee)
    shifts = judged.attendance.shifts
    shown = shifts[(shifts["employee"] == position).to_numpy() & month.in_period(shifts["date"].to_numpy())]
    punches = month.tables.punches
    swap_ids = month.tables.swaps["swap_id"].tolist()
    moved_by = month.tables.clock_corrections["minutes"].tolist()
    for row in shown.to_dict("records"):
        own = punches.iloc[row["punch_from"] : row["punch_to"]]
        moved = [moved_by[which] if which >= 0 else 0 for which in own["correction"]]
        told = zip(own["time"], moved, own["marked"], strict=True)
        taps = " ".join(_tap(minute, by, lang, marked=marked) for minute, by, marked in told)
        arrival, departure = (clock(row[name]) if row[name] != NO_DAY else "–" for name in ("arrival", "departure"))
        yield (
            iso_day(row["date"]),
            shift_text(row["start"], row["end"])[11:],
            taps or "–",
            arrival,
            departure,
            verdict_words(verdict_text(row["verdict"]), lang),
            swap_ids[row["swap"]] if row["swap"] >= 0 else "",
        )


def _tap(minute: int, moved_by: int, lang: Language, *, marked: bool) -> str:
    """Return a punch as ``08:42``, with the minutes by which its clock was corrected, and whether it was added 补卡."""
    from payroll.period import clock

    note = Text(f"（校时{moved_by:+d}）", f"(corrected {moved_by:+d})").to(lang) if moved_by else ""
    mark = Text("（补卡）", "(added later)").to(lang) if marked else ""
    return f"{clock(minute)}{note}{mark}"
