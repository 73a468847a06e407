"""``policy check``, ``policy show`` and ``policy diff`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import ROOT, say

OFFICE = ROOT / "policies" / "office-service"


def test_policy_check_is_silent_about_sound_policies_and_exits_1_for_others(tmp_path: Path) -> None:
    assert say("policy", "check", str(ROOT / "policies"))[0] == 0
    broken = tmp_path / "2023-02-03.toml"
    broken.write_text("[policy]\nsauce = 1\n", encoding="utf-8")
    code, said = say("policy", "check", str(broken))
    assert code == 1
    assert "policy.sauce" in said
    assert say("policy", "check", str(tmp_path / "nowhere"))[0] == 2


def two_versions(folder: Path) -> Path:
    policy = folder / "office-service"
    policy.mkdir()
    text = (OFFICE / "2023-02-03.toml").read_text(encoding="utf-8")
    (policy / "2023-02-03.toml").write_text(text, encoding="utf-8")
    (policy / "2026-07-01.toml").write_text(
        text.replace("percent_of_base = 5", "percent_of_base = 3"), encoding="utf-8"
    )
    return policy


def test_policy_check_compares_for_the_wage_that_is_named() -> None:
    assert "costs 400.00 (with a base wage of 8000.00)" in say("policy", "check", str(OFFICE), "--base-wage", "8000")[1]
    for wage in ("0", "-1", "5k", "1.001"):
        code, said = say("policy", "check", str(OFFICE), f"--base-wage={wage}")
        assert code == 2
        assert "is not a wage" in said


def test_policy_show_prints_the_rule_book_with_examples_for_the_wage_that_is_named() -> None:
    code, said = say("policy", "show", str(OFFICE))
    assert code == 0
    assert "with a base wage of 5000.00, late on 3 days in a pay period: 50.00 + 50.00 + 250.00 = 350.00." in said
    said = say("policy", "show", str(OFFICE / "2023-02-03.toml"), "--base-wage", "8000", lang="zh")[1]
    assert "例：基本工资 8000.00，当期迟到 3 天：80.00 + 80.00 + 400.00 = 560.00。" in said


@pytest.mark.parametrize(
    ("date", "rate"), [("", "3%"), ("2026-07-01", "3%"), ("2026-06-30", "5%"), ("2023-02-03", "5%")]
)
def test_policy_show_takes_the_latest_version_or_that_of_a_day(tmp_path: Path, date: str, rate: str) -> None:
    policy = two_versions(tmp_path)
    options = ["--date", date] if date else []
    assert f"Late from the third time on: {rate} of the base wage." in say("policy", "show", str(policy), *options)[1]


def test_policy_show_writes_markdown_or_text(tmp_path: Path) -> None:
    for name, heading in (("rules.md", "## Lateness (clause 7.1)"), ("rules.txt", "Lateness (clause 7.1)")):
        assert say("policy", "show", str(OFFICE), "--out", str(tmp_path / name))[0] == 0
        assert heading in (tmp_path / name).read_text(encoding="utf-8").splitlines()
    code, said = say("policy", "show", str(OFFICE), "--out", str(tmp_path / "nowhere" / "rules.md"))
    assert code == 2
    assert "cannot write" in said


def test_policy_show_refuses_what_is_not_one_sound_version(tmp_path: Path) -> None:
    policy = two_versions(tmp_path)
    for arguments, words in (
        ([str(tmp_path / "nowhere")], "does not exist"),
        ([str(ROOT / "policies")], "name one of them: office-service, online-shop"),
        ([str(policy), "--date", "2023-02-02"], "no version in force on 2023-02-02"),
    ):
        code, said = say("policy", "show", *arguments)
        assert code == 2
        assert words in said
    assert say("policy", "show", str(tmp_path))[0] == 0  # the only policy there
    (policy / "2026-07-01.toml").write_text("[policy]\nsauce = 1\n", encoding="utf-8")
    code, said = say("policy", "show", str(policy))
    assert code == 2
    assert "policy.sauce" in said


def test_policy_diff_compares_two_files_or_two_days(tmp_path: Path) -> None:
    policy = two_versions(tmp_path)
    old, new = str(policy / "2023-02-03.toml"), str(policy / "2026-07-01.toml")
    line = "Late from the third time on: 5% of the base wage → 3% of the base wage"
    for places in ((old, new), (str(policy), "2026-06-30", "2026-07-01")):
        code, said = say("policy", "diff", *places)
        assert code == 0
        assert line in said
    assert "Nothing changed: the files are the same." in say("policy", "diff", old, old)[1]
    Path(new).write_text(Path(old).read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    assert "No rule changed" in say("policy", "diff", old, new)[1]


def test_policy_diff_refuses_other_numbers_of_places_and_what_is_no_date(tmp_path: Path) -> None:
    policy = str(two_versions(tmp_path))
    for places, words in (
        ((policy,), "two policy files"),
        ((policy, "2026-07-01", "today"), "«today» is not a date"),
        ((policy, "2023-01-01", "2026-07-01"), "no version in force on 2023-01-01"),
    ):
        code, said = say("policy", "diff", *places)
        assert code == 2
        assert words in said
