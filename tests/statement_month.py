"""October 2026 of a few invented people, as hard on a page as real ones: late forty times, never, hostile notes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from payroll.bookkeeping.issuing import occasion_of
from payroll.language import Language
from payroll.period import day_number
from payroll.reports.statements.build import Occasion, statements
from payroll.reports.statements.statement import Statement
from payroll.run import Computed, begin, finish, report

LONG_NAME = (
    "阿不都热合曼·买买提艾力·吐尔逊尼亚孜 (Abdurahman of the Very Long Family Name von und zu Hohenlohe-Langenburg)"
)
MARKUP_NAME = '<b>王*五_#let$ @a \\ "引号" `x`</b>'
MARKUP_NOTE = "<script>alert(1)</script> #let x = 1 *粗* _斜_ $x$ @ref \\ `raw` [b] & 'q'"
RARE_NAME = "䶮㐂龘"
ISSUED = day_number(date(2026, 11, 5))

POLICY = """
[policy]
title = { zh = "测试制度", en = "Test rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for the tests"
[lateness]
clause = "7.1"
[[lateness.tier]]
percent_of_base = 1
[[lateness.tier]]
from_occurrence = 3
percent_of_base = 5
[early_departure]
[missing_punch]
clause = "2.4"
[[missing_punch.tier]]
amount = 10
[swaps]
limit = 2
[complaints]
clause = "4.3.5"
[[complaints.step]]
amount = 30
action = "dismissal-review"
[incidents.games]
title = { zh = "上班玩游戏", en = "Games on duty" }
amount = 1000
[objections]
clause = "9.2"
days = 7
to = { zh = "人力资源部", en = "HR" }
how = { zh = "书面", en = "in writing" }
"""
GUARDED = POLICY.partition("[objections]")[0] + '[guard]\nprofile = "CN"\nmax_percent = 20\n'

EMPLOYEES = f"""employee_id,name,store,policy,hire_date,base_wage
0001,{LONG_NAME},人民广场旗舰店,open,2020-01-06,5000.00
0002,"{MARKUP_NAME.replace('"', '""')}",S&1,open,2020-01-06,3000.00
0003,{RARE_NAME},,open,2020-01-06,4000.00
0004,Nobody Late,北店,open,2020-01-06,4000.00
0005,陈一,北店,guarded,2020-01-06,3000.00
0006,孙二,北店,open,2020-01-06,4000.00
0007,赵三,北店,open,2020-01-06,4000.00
"""
COMPLAINTS = """complaint_id,employee_id,received_at,decided_at,source,category,status
C1,0003,2026-10-15 10:00,2026-10-16 16:00,customer,service,upheld
"""
INCIDENTS = """incident_id,employee_id,date,code,reported_by
N1,0005,2026-10-16,games,孙二
"""
SWAPS = """swap_id,requester_id,counterpart_id,date,requested_at,status
W1,0004,0006,2026-10-20,2026-10-18 09:00,approved
W2,0006,0007,2026-10-20,2026-10-19 09:00,approved
"""
"""The shift of 0004 goes to 0006 and on to 0007, who is late for it."""


def write_month(folder: Path) -> None:
    """Write the tables and the two policies into ``folder``/data and ``folder``/policies."""
    (folder / "data").mkdir(parents=True)
    additions = f'addition_id,employee_id,date,kind,amount,note\nA1,0002,2026-10-09,bonus,12.50,"{MARKUP_NOTE}"\n'
    additions += "A2,0004,2026-10-30,奖金,100,与孙二一起值班\n"
    tables = {"employees": EMPLOYEES, "complaints": COMPLAINTS, "incidents": INCIDENTS, "swaps": SWAPS}
    shifts, punches = ["employee_id,date,start,end"], ["employee_id,time"]
    for day in (date(2026, 10, 1) + timedelta(days=n) for n in range(20)):
        for start, end, came, left in (("08:30", "12:00", "08:45", "12:01"), ("13:00", "17:30", "13:05", "17:31")):
            shifts.append(f"0001,{day},{start},{end}")
            punches += [f"0001,{day} {came}", f"0001,{day} {left}"]
    shifts += ["0002,2026-10-06,22:00,06:30", "0003,2026-10-06,08:30,17:30", "0003,2026-10-07,08:30,17:30"]
    punches += ["0002,2026-10-06 21:55", "0002,2026-10-07 06:35"]
    punches += ["0003,2026-10-06 08:30", "0003,2026-10-06 17:18", "0003,2026-10-07 08:20"]
    shifts.append("0004,2026-10-20,08:30,17:30")
    punches += ["0007,2026-10-20 08:40", "0007,2026-10-20 17:30"]
    tables |= {"additions": additions, "shifts": "\n".join(shifts), "punches": "\n".join(punches)}
    for name, text in tables.items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    for name, text in (("open", POLICY), ("guarded", GUARDED)):
        (folder / "policies" / name).mkdir(parents=True)
        (folder / "policies" / name / "2020-01-01.toml").write_text(text, encoding="utf-8")


@cache
def october() -> Computed:
    """Return the month, judged."""
    with TemporaryDirectory() as name:
        write_month(Path(name))
        computed = finish(begin("2026-10", Path(name, "data"), Path(name, "policies")))
    assert not [problem for problem in computed.problems if problem.severity == "error"], computed.problems
    return computed


@cache
def told(language: Language = "en") -> dict[str, Statement]:
    """Return the statements by employee, given out on 5 November 2026."""
    occasion = occasion_of(october())
    issued = Occasion(issued=ISSUED, objections=occasion.objections, colleagues=occasion.colleagues)
    return {each.employee_id: each for each in statements(report(october(), language), issued)}
