"""The commands: what they say, in both languages, and their exit codes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payroll import __version__
from payroll.cli.app import app

ROOT = Path(__file__).parent.parent
SHOP = ["--data", str(ROOT / "data_samples" / "shop-desk" / "data"), "--policies", str(ROOT / "policies")]
OFFICE = ["--data", str(ROOT / "data_samples" / "office-desk" / "data"), "--policies", str(ROOT / "policies")]


def say(*words: str, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def test_the_version_is_shown() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.strip() == f"payroll {__version__}"


@pytest.mark.parametrize("words", [[], ["run"]])
def test_help_loads_no_pandas_and_no_dask(words: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "payroll", *words, "--help"]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stderr
    loaded = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "payroll.cli.app" in loaded
    assert loaded.isdisjoint({"pandas", "pyarrow", "numpy", "dask", "distributed", "fsspec"})


@pytest.mark.parametrize(("lang", "word"), [("zh", "计算一个月"), ("en", "Compute a month")])
def test_help_is_in_the_language_that_is_asked_for(lang: str, word: str) -> None:
    command = [sys.executable, "-m", "payroll", "run", "--lang", lang, "--help"]
    assert word in subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("迟到", "没有对照任何法律")), ("en", ("Lateness", "not checked against any law"))]
)
def test_run_sums_the_month_up(tmp_path: Path, lang: str, words: tuple[str, str]) -> None:
    code, said = say("run", "2026-10", *OFFICE, "--out", str(tmp_path), lang=lang)
    assert code == 0
    assert all(word in said for word in words)
    assert (tmp_path / "payroll-2026-10.xlsx").is_file()


def test_run_without_the_workbook_writes_the_other_files(tmp_path: Path) -> None:
    assert say("run", "2026-10", *SHOP, "--out", str(tmp_path), "--no-workbook")[0] == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        f"{name}.csv" for name in ("ledger", "adjustments", "attendance", "swaps", "problems", "sources", "law")
    }


def test_explain_tells_each_shift_and_each_amount() -> None:
    code, said = say("explain", "0002", "2026-10", *OFFICE, lang="zh")
    assert code == 0
    assert "本月第 3 次，按 5%" in said
    assert "依据：" in said


@pytest.mark.parametrize(("employee", "hint"), [("2", "0002"), ("9999", "9999")])
def test_explain_of_somebody_unknown_guesses_who_is_meant(employee: str, hint: str) -> None:
    code, said = say("explain", employee, "2026-10", *OFFICE)
    assert code == 2
    assert hint in said


def test_quota_shows_used_pending_and_remaining_and_can_be_cut_to_a_store() -> None:
    code, said = say("swaps", "quota", "2026-10", *SHOP)
    assert code == 0
    assert said.splitlines()[0].split("\t") == ["Id", "Name", "Store", "Used", "Pending", "Limit", "Remaining"]
    assert say("swaps", "quota", "2026-10", "--store", "nowhere", *SHOP)[0] == 2


@pytest.fixture
def shop(tmp_path: Path) -> list[str]:
    """Return the options for a small shop: A has evening shifts on the 12th and 14th, B on the 13th."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "employees.csv").write_text(
        "employee_id,name,hire_date,termination_date,base_wage,policy\n"
        "A,甲,2020-01-06,,4350,online-shop\nB,乙,2020-01-06,,4350,online-shop\nC,丙,2020-01-06,2026-10-13,4350,online-shop\n",
        encoding="utf-8",
    )
    (data / "shifts.csv").write_text(
        "employee_id,date,shift\nA,2026-10-12,evening\nA,2026-10-14,evening\nB,2026-10-13,evening\nB,2026-10-12,evening\n",
        encoding="utf-8",
    )
    (data / "swaps.csv").write_text(
        "swap_id,requester_id,counterpart_id,date,counterpart_date,requested_at,status\n", encoding="utf-8"
    )
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    return ["--data", str(data), "--policies", str(tmp_path / "policies"), "--at", "2026-10-10 09:00"]


def pending(options: list[str], *rows: str) -> None:
    with (Path(options[1]) / "swaps.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def test_a_swap_that_breaks_no_rule_is_allowed(shop: list[str]) -> None:
    code, said = say("swaps", "check", "A", "B", "2026-10-14", "--back", "2026-10-13", *shop)
    assert (code, "The swap is allowed." in said) == (0, True)
    assert "2026-10-14 18:30–24:00: A → B" in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("A", "B", "2026-10-13"), "A has no shift on 2026-10-13"),
        (("A", "B", "2026-10-12"), "B would have overlapping shifts"),
        (("A", "C", "2026-10-14"), "C is not employed on 2026-10-14"),
        (("A", "D", "2026-10-14"), "D is not in the employees table"),
        (("A", "乙", "2026-10-14"), "乙 is not in the employees table; that is a name, write the id: B 乙"),
        (("A", "A", "2026-10-14"), "the same person"),
        (("A", "B", "2026-10-14", "--back", "2026-10-15"), "B has no shift on 2026-10-15"),
        (("A", "B", "2026-10-14", "--back", "2026-11-01"), "two pay periods"),
    ],
)
def test_a_swap_that_cannot_be_is_refused_with_the_reason(shop: list[str], words: tuple[str, ...], reason: str) -> None:
    code, said = say("swaps", "check", *words, *shop)
    assert code == 1
    assert reason in said


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("A", "B", "2100-01-01"), "DATE: 2100-01-01"),
        (("A", "B", "1970-12-31"), "DATE: 1970-12-31"),
        (("A", "B", "2026-10-14", "--back", "9999-12-31"), "--back: 9999-12-31"),
        (("A", "B", "2026-10-14", "--at", "9999-12-31 23:59"), "--at: 9999-12-31"),
        (("A", "B", "2026-10-14", "--at", "0001-01-01 00:00"), "--at: 0001-01-01"),
    ],
)
def test_days_beyond_all_tables_are_refused(shop: list[str], words: tuple[str, ...], name: str) -> None:
    places = shop[:4] if "--at" in words else shop
    assert say("swaps", "check", *words, *places) == (
        2,
        f"{name} is out of range; name a day of the years 1971 to 2099\n",
    )
    code, said = say("swaps", "check", *words, *places, lang="zh")
    assert (code, said) == (2, f"{name.replace(': ', '：')} 超出范围；请写 1971 年到 2099 年之间的日期\n")


@pytest.mark.parametrize("day", ["1971-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_that_can_be_named_are_judged(shop: list[str], day: str) -> None:
    code, said = say("swaps", "check", "A", "B", "2026-10-14", "--back", day, *shop)
    assert (code, "the dates lie in two pay periods" in said) == (1, True), said
    assert say("swaps", "check", "A", "B", "2026-10-14", *shop[:4], "--at", f"{day} 00:00")[0] in {0, 1}


def test_a_swap_after_the_shift_began_is_too_late(shop: list[str]) -> None:
    late = [*shop[:-1], "2026-10-14 18:31"]
    code, said = say("swaps", "check", "A", "C", "2026-10-14", *late)
    assert code == 1
    assert "too late" in said
    in_time = [*shop[:-1], "2026-10-14 18:30"]
    assert say("swaps", "check", "A", "B", "2026-10-14", *in_time)[0] == 0


def test_pending_swaps_count_against_the_quota_of_either_side(shop: list[str]) -> None:
    pending(shop, "W1,B,C,2026-10-13,,2026-10-01 09:00,pending")
    assert say("swaps", "check", "A", "B", "2026-10-14", *shop)[0] == 0
    pending(shop, "W2,B,C,2026-10-13,,2026-10-01 09:00,pending")
    code, said = say("swaps", "check", "A", "B", "2026-10-14", *shop)
    assert code == 1
    assert "B: 0 used, 2 pending, 2 a month allowed" in said
    assert (
        "B 本月已换 0 次，待审批 2 次，每月最多 2 次"
        in say("swaps", "check", "A", "B", "2026-10-14", *shop, lang="zh")[1]
    )


def test_a_swap_that_is_pending_already_does_not_stand_in_its_own_way(shop: list[str]) -> None:
    pending(shop, "W1,B,C,2026-10-13,,2026-10-01 09:00,pending", "W2,A,B,2026-10-14,,2026-10-01 09:00,pending")
    assert say("swaps", "check", "A", "B", "2026-10-14", *shop)[0] == 0


def test_inspect_tells_what_a_file_is() -> None:
    folder = ROOT / "data_samples" / "office-desk" / "data"
    [export] = folder.glob("上下班打卡_日报_*.xlsx")
    code, said = say("inspect", str(export))
    assert code == 0
    assert "wecom-daily" in said


def test_inspect_recognises_a_table_by_its_headings(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("工号,打卡时间\n0001,2026-10-12 08:31\n", encoding="gb18030")
    code, said = say("inspect", str(file), lang="zh")
    assert code == 0
    assert "打卡表" in said
    assert say("inspect", str(tmp_path / "nothing.csv"))[0] == 2


def test_the_demo_runs_both_samples_into_a_new_folder(tmp_path: Path) -> None:
    code, said = say("demo", "--out", str(tmp_path / "demo"), lang="zh")
    assert code == 0
    assert "office-desk" in said
    assert (tmp_path / "demo" / "shop-desk" / "out" / "ledger.csv").is_file()
    assert say("demo", "--out", str(tmp_path / "demo"))[0] == 2


# Before it costs


def warn(*words: str, lang: str = "en") -> list[str]:
    code, said = say("warnings", "2026-10", *words, lang=lang)
    assert code == 0, said
    return said.splitlines()


def test_warnings_tell_what_comes_next_the_most_urgent_first() -> None:
    head, headings, *found = warn(*SHOP, "--as-of", "2026-10-14")
    assert head == "2026-10 up to 2026-10-14 (latest punch in the data: 2026-11-01 00:06): warnings 11"
    assert headings.split("\t") == ["Id", "Name", "Store", "Rule", "Next costs", "What it is about"]
    # 0206 had a second complaint on the 9th, 0205 two before October: the third of either asks for a review
    assert [line.split("\t")[0] for line in found[:2]] == ["0205", "0206"]
    assert all(
        "no. 3 of the employment, step 3, no charge (clause 4.3.5) → Review: dismissal" in line for line in found[:2]
    )
    assert "the next is no. 2 of the employment, step 2: 60.00 (clause 4.3.5)" in found[2]
    # all but 0201 have swapped: six have none left (two of them with a pending one), 0205 and 0207 one
    numbers = ["0202", "0203", "0204", "0206", "0208", "0209", "0205", "0207"]
    assert [line.split("\t")[0] for line in found[3:]] == numbers


def test_the_third_lateness_is_told_before_it_happens() -> None:
    # 0005 is late on the 14th and the 20th; 5 % of 5600.00
    found = warn(*OFFICE, "--as-of", "2026-10-20", lang="zh")
    assert sum("再迟到一次要扣 280.00" in line for line in found) == 1
    assert not any("再迟到一次" in line for line in warn(*OFFICE, "--as-of", "2026-10-13", lang="zh"))


def test_without_a_day_the_month_is_told_up_to_its_latest_punch() -> None:
    assert warn(*OFFICE)[0].startswith("2026-10 up to 2026-10-30 (latest punch in the data: 2026-10-30 17:50)")
    assert warn(*SHOP)[0].startswith("2026-10 up to 2026-10-31 (latest punch in the data: 2026-11-01 00:06)")


def test_warnings_are_written_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "warnings.csv"
    *_, last = warn(*SHOP, "--as-of", "2026-10-14", "--out", str(path))
    assert last == f"written: {path}"
    rows = path.read_bytes().split(b"\r\n")
    assert rows[0].decode("utf-8-sig").split(",") == [
        *("employee_id", "name", "store", "urgency", "rule", "count", "cost", "action", "day"),
        *("explanation_zh", "explanation_en"),
    ]
    assert rows[1].decode().startswith("0205,江小暑,示例一店,1,complaint,2,0.00,dismissal-review,,")
    assert len(rows) == 1 + 11 + 1


def test_warnings_can_be_cut_to_a_store_and_widened_to_everything() -> None:
    few, all_of_them = warn(*SHOP, "--as-of", "2026-10-14"), warn(*SHOP, "--as-of", "2026-10-14", "--all")
    assert len(all_of_them) > len(few)
    assert warn(*SHOP, "--as-of", "2026-10-14", "--store", "示例一店")[1:] == few[1:]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--as-of", "2026-09-30"], "--as-of 2026-09-30 is not in 2026-10 (2026-10-01 to 2026-10-31)"),
        (["--as-of", "2026-11-01"], "--as-of 2026-11-01 is not in 2026-10"),
        (["--store", "nowhere"], "there is no store «nowhere»; there are: 示例一店"),
        (["--out", "warnings.xlsx"], "is to be a .csv file"),
    ],
)
def test_warnings_refuse_what_makes_no_sense(words: list[str], reason: str) -> None:
    code, said = say("warnings", "2026-10", *SHOP, *words)
    assert code == 2
    assert reason in said


def test_a_month_without_a_punch_has_nothing_to_tell_until_a_day_is_given(shop: list[str]) -> None:
    shop = shop[: shop.index("--at")]
    code, said = say("warnings", "2026-10", *shop)
    assert code == 2
    assert "there is no punch in 2026-10 (2026-10-01 to 2026-10-31) yet; say up to which day with --as-of" in said
    code, said = say("warnings", "2026-10", *shop, "--as-of", "2026-10-13")
    assert code == 0
    assert "Nothing to warn of." in said
