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


def test_help_does_not_load_pandas() -> None:
    code = "import sys; import payroll.cli.app; sys.exit('pandas' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


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
        (("A", "A", "2026-10-14"), "the same person"),
        (("A", "B", "2026-10-14", "--back", "2026-10-15"), "B has no shift on 2026-10-15"),
        (("A", "B", "2026-10-14", "--back", "2026-11-01"), "two pay periods"),
    ],
)
def test_a_swap_that_cannot_be_is_refused_with_the_reason(shop: list[str], words: tuple[str, ...], reason: str) -> None:
    code, said = say("swaps", "check", *words, *shop)
    assert code == 1
    assert reason in said


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


def test_policy_check_is_silent_about_sound_policies_and_exits_1_for_others(tmp_path: Path) -> None:
    assert say("policy", "check", str(ROOT / "policies"))[0] == 0
    broken = tmp_path / "2023-02-03.toml"
    broken.write_text("[policy]\nsauce = 1\n", encoding="utf-8")
    code, said = say("policy", "check", str(broken))
    assert code == 1
    assert "policy.sauce" in said
    assert say("policy", "check", str(tmp_path / "nowhere"))[0] == 2


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
