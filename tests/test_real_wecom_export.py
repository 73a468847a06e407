"""A real WeCom daily export, if it lies beside the checkout: read as it is, and compared with the app's own verdicts.

The company that wrote it works by a flexible rule (09:49 counts as normal). Here its month is judged by a
fixed one, 09:00 to 18:00; where that rule says the same as the app's, the verdicts must agree, and each
other difference must have its reason.
"""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from payroll.intake.files import read_files
from payroll.month.attendance import verdict_text
from payroll.period import clock, iso_day
from payroll.run import Computed, begin, finish, report

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"
EXPORTS = sorted(SAMPLES.glob("上下班打卡_日报_*.xlsx"))

POLICY = """
[policy]
title = { zh = "固定工时", en = "Fixed hours" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"

[shifts.fixed]
start = "09:00"
end = "18:00"

[punches]
after_minutes = 480

[lateness]
[[lateness.tier]]
amount = 1

[absence]
[[absence.tier]]
daily_wages = 1

[missing_punch]
"""


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def day_rows(export: Path) -> list[dict[str, str]]:
    """Return date, account, shift, request and result of each row of the first sheet."""
    sheet = pd.read_excel(export, sheet_name=0, header=None, engine="calamine", dtype=object).iloc[4:]
    return [
        {
            "date": row[0][:10].replace("/", "-"),
            "account": row[2],
            "name": row[1],
            "shift": row[7],
            "request": row[13],
            "result": row[14],
        }
        for row in sheet.itertuples(index=False)
    ]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Computed, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("wecom")
    (folder / "data").mkdir()
    (folder / "policies" / "fixed").mkdir(parents=True)
    (folder / "policies" / "fixed" / "2025-01-01.toml").write_text(POLICY, encoding="utf-8")
    shutil.copy(EXPORTS[0], folder / "data")
    days = day_rows(EXPORTS[0])
    people = {day["account"]: day["name"] for day in days}
    write(
        folder / "data" / "employees.csv",
        [
            {"工号": account, "姓名": name, "入职日期": "2020-01-06", "基本工资": "4350"}
            for account, name in people.items()
        ],
    )
    working = [day for day in days if day["shift"].startswith("09:00")]
    write(
        folder / "data" / "shifts.csv",
        [{"工号": day["account"], "日期": day["date"], "班次": "fixed"} for day in working],
    )
    return finish(begin("2026-02", folder / "data", folder / "policies")), days


def verdicts(computed: Computed) -> dict[tuple[str, str], tuple[str, str, int, int]]:
    """Return (account, date) -> verdict, arrival, late minutes, early minutes of the period's shifts."""
    assert computed.month is not None
    assert computed.judged is not None
    ids = computed.month.tables.employees["employee_id"].tolist()
    return {
        (ids[row["employee"]], iso_day(row["date"])): (
            verdict_text(row["verdict"]),
            clock(row["arrival"]),
            row["late_minutes"],
            row["early_minutes"],
        )
        for row in computed.judged.attendance.shifts.to_dict("records")
    }


def agrees(app: str, verdict: str, late: int, early: int) -> bool:
    """Tell whether the app says what the fixed rule says: the same verdict, and the same minutes."""
    if app.startswith("旷工"):
        return verdict == "absent"
    if app.startswith("缺卡"):
        return verdict in {"missing-in", "missing-out"}
    if app.startswith("迟到"):
        return verdict == "late" and app == f"迟到{late}分钟"
    if app.startswith("早退"):
        return verdict == "early" and app == f"早退{early}分钟"
    return verdict in {"ok", "leave"}


def reason(app: str, request: str, verdict: str, arrival: str) -> str:
    """Return why the two differ; "?" if no known difference of the rules explains it."""
    parts = set(verdict.split("+"))
    missing, times = parts & {"missing-in", "missing-out"}, parts & {"late", "early"}
    if app.startswith("正常") and missing and "0.5天" in request:
        return "the app asks for no punch at the side of a half day's leave"
    if app.startswith("正常") and parts <= {"late", "early"} and arrival <= "10:00":
        return "flexible hours: coming until 10:00 is in time there"
    if app.startswith("缺卡") and missing and times:
        return "a punch is missing for both; the flexible hours excuse the rest"
    if app.startswith("早退") and times == {"late", "early"}:
        return "left early for both; the flexible hours excuse the arrival"
    return "?"


@pytest.mark.parametrize("export", EXPORTS[:1], ids=lambda path: path.suffix)
def test_the_export_is_read_whole_and_every_row_is_accounted_for(
    export: Path, judged: tuple[Computed, list[dict[str, str]]]
) -> None:
    computed, days = judged
    assert not [problem for problem in computed.problems if problem.severity == "error"]
    sources = report(computed, "zh").sources
    sheets = sources[sources["format"] == "wecom-daily"]
    assert sheets[["table", "rows"]].to_numpy().tolist() == [["punches", len(days)], ["punches", 459], ["leave", 28]]
    assert (sheets["rows"] == sheets[["used", "duplicate", "out_of_scope", "set_aside"]].sum(axis=1)).all()
    assert export.name in sheets["file"].iloc[0]


@pytest.mark.parametrize("export", EXPORTS[:1], ids=lambda path: path.suffix)
def test_the_leave_of_the_export_is_there_once(export: Path, tmp_path: Path) -> None:
    """Counted in the sheet: 28 rows name leave; three people's two days of annual leave stand on both days."""
    shutil.copy(export, tmp_path)
    found = read_files(tmp_path)
    (raw,) = found.tables["leave"]
    (record,) = (each for each in found.records if each.table == "leave")
    assert (record.rows, record.duplicate, record.out_of_scope, len(record.set_aside)) == (28, 3, 0, 0)
    leave = list(zip(*(raw.columns[name].to_pylist() for name in ("kind", "from", "to")), strict=True))
    assert Counter(kind for kind, _, _ in leave) == {"年假": 12, "调休假": 10, "出差": 2, "事假": 1}
    assert Counter(leave)["年假", "2026-02-13", "2026-02-14"] == 3
    assert sorted(each for each in leave if each[0] == "出差") == [
        ("出差", "2026-02-05 08:00", "2026-02-05 18:00"),
        ("出差", "2026-02-05 08:21", "2026-02-05 20:00"),
    ]
    ends = Counter((first[11:], last[11:]) for kind, first, last in leave if kind != "出差")
    assert ends == {("", ""): 14, ("00:00", "13:00"): 5, ("12:00", "24:00"): 4}  # whole days, mornings, afternoons
    assert not [problem for problem in found.problems if problem.severity == "error"]


@pytest.mark.parametrize("export", EXPORTS[:1], ids=lambda path: path.suffix)
def test_the_verdicts_agree_with_the_apps_wherever_the_fixed_rule_would(
    export: Path, judged: tuple[Computed, list[dict[str, str]]]
) -> None:
    assert export.is_file()
    computed, days = judged
    ours = verdicts(computed)
    found: Counter[str] = Counter()
    for day in days:
        if day["shift"].startswith("09:00"):
            verdict, arrival, late, early = ours[day["account"], day["date"]]
            same = agrees(day["result"], verdict, late, early)
            found["agrees" if same else reason(day["result"], day["request"], verdict, arrival)] += 1
    assert found == {
        "agrees": 75,
        "flexible hours: coming until 10:00 is in time there": 138,
        "the app asks for no punch at the side of a half day's leave": 9,
        "a punch is missing for both; the flexible hours excuse the rest": 1,
        "left early for both; the flexible hours excuse the arrival": 1,
    }
