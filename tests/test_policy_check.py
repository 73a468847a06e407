"""``policy check``: which path is taken for what, and the warnings about what is sound but perhaps not meant."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from payroll.policy import kinds, kinds_soundness
from payroll.policy.check import check_policy
from payroll.problems import ProblemKind
from tests.test_policy_load import POLICY, SHIFT, write


def warned(folder: Path, text: str) -> list[tuple[str, str]]:
    problems = check_policy(write(folder, POLICY + text))
    for problem in problems:
        assert problem.severity == "warning"
        assert problem.message("zh")
        assert problem.message("en")
        assert problem.fix("zh")
        assert problem.fix("en")
    return [(problem.code, problem.column) for problem in problems]


def test_a_sound_policy_gives_no_warning(tmp_path: Path) -> None:
    """Staying away costs more than coming or leaving at any time, and so does a missing punch."""
    tiers = "".join(
        f"[[{name}.tier]]\namount = 10\n[[{name}.tier]]\nfrom_minutes = 240\namount = 50\n"
        for name in ("lateness", "early_departure")
    )
    others = "[[missing_punch.tier]]\namount = 50\n[[absence.tier]]\namount = 50\n[swaps]\nlimit = 2\n"
    assert warned(tmp_path, SHIFT + tiers + others) == []


@pytest.mark.parametrize("name", ["lateness", "early_departure", "absence", "missing_punch"])
def test_a_rule_without_tiers_is_counted_not_priced(tmp_path: Path, name: str) -> None:
    assert warned(tmp_path, f"[{name}]\n") == [("POLICY-NOT-PRICED", name)]


@pytest.mark.parametrize(("minutes", "warnings"), [(0, 0), (1, 1)])
def test_a_tier_with_minutes_never_applies_to_an_absence(tmp_path: Path, minutes: int, warnings: int) -> None:
    found = warned(tmp_path, f"[absence]\n[[absence.tier]]\nfrom_minutes = {minutes}\n")
    assert [code for code, _ in found] == ["POLICY-TIER-NEVER"] * warnings


@pytest.mark.parametrize(("minutes", "warnings"), [(11, 1), (12, 0)])
def test_a_tier_below_the_grace_never_applies_if_the_next_one_takes_all(
    tmp_path: Path, minutes: int, warnings: int
) -> None:
    """With 10 minutes of grace the least lateness is 11."""
    tiers = f"[[lateness.tier]]\namount = 1\n[[lateness.tier]]\nfrom_minutes = {minutes}\namount = 2\n"
    found = warned(tmp_path, "[lateness]\ngrace_minutes = 10\n" + tiers)
    never = [each for each in found if each[0] == "POLICY-TIER-NEVER"]
    assert never == [("POLICY-TIER-NEVER", "lateness.tier (from_occurrence = 1, from_minutes = 0)")] * warnings


def test_a_minimum_has_no_effect_beside_steps(tmp_path: Path) -> None:
    text = "[complaints]\nminimum = 10\n[[complaints.step]]\namount = 5\n"
    assert warned(tmp_path, text) == [("POLICY-NO-EFFECT", "complaints.minimum")]


@pytest.mark.parametrize(("amount", "warnings"), [("9.99", 1), ("10", 0)])
def test_a_severity_below_the_minimum_has_no_effect(tmp_path: Path, amount: str, warnings: int) -> None:
    text = f'[complaints]\nminimum = 10\n[complaints.severity]\nminor = "{amount}"\n'
    assert warned(tmp_path, text) == [("POLICY-NO-EFFECT", "complaints.severity.minor")] * warnings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[complaints.severity]\n", [("POLICY-NO-SEVERITY", "complaints.severity")]),
        ("[complaints]\nminimum = 10\nseverity = {}\n", [("POLICY-NO-SEVERITY", "complaints.severity")]),
        ("[complaints.severity]\nminor = 0\n", []),
        ("[[complaints.step]]\n", []),
    ],
)
def test_without_severities_and_steps_each_complaint_needs_its_amount(
    tmp_path: Path, text: str, found: list[tuple[str, str]]
) -> None:
    assert warned(tmp_path, text) == found


SOURCED = 'max_percent_source = "a notice"\nmax_percent_since = "2023-01-01"'


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("", ["POLICY-GUARD-NO-BOUND", "POLICY-GUARD-NO-PROFILE"]),
        (f"max_percent = 20\n{SOURCED}", ["POLICY-GUARD-NO-PROFILE"]),
        ('profile = "US-exempt"', ["POLICY-GUARD-NO-BOUND"]),
        (f'profile = "US-exempt"\nmax_percent = 0\n{SOURCED}', []),
    ],
)
def test_a_guard_needs_a_bound_and_a_law(tmp_path: Path, keys: str, codes: list[str]) -> None:
    assert [code for code, _ in warned(tmp_path, f"[guard]\n{keys}\n")] == codes


@pytest.mark.parametrize(("swaps", "warnings"), [("", 1), ("[swaps]\nlimit = 2\n", 0)])
def test_a_handover_rule_without_swaps_is_noticed(tmp_path: Path, swaps: str, warnings: int) -> None:
    found = warned(tmp_path, "[handover]\namount = 20\n" + swaps)
    assert found == [("POLICY-HANDOVER-WITHOUT-SWAPS", "handover")] * warnings


def test_a_file_a_policy_and_a_folder_of_policies_are_told_apart(tmp_path: Path) -> None:
    file = write(tmp_path, POLICY + "[guard]\nprofile = 1\n")
    for path in (file, file.parent, tmp_path):
        assert [(problem.kind, problem.file) for problem in check_policy(path)] == [
            (kinds.VALUE, "desk/2023-02-03.toml")
        ]
    assert [problem.kind for problem in check_policy(tmp_path / "nowhere")] == [kinds.FOLDER_MISSING]


def test_the_versions_of_one_policy_must_agree_too(tmp_path: Path) -> None:
    write(tmp_path, POLICY)
    later = write(tmp_path, POLICY + "period_start_day = 21\n", "desk/2024-01-01.toml")
    assert [problem.kind for problem in check_policy(later.parent)] == [kinds.START_DAYS]


def test_errors_and_warnings_come_together_in_order_of_place(tmp_path: Path) -> None:
    write(tmp_path, POLICY + "[lateness]\n", "a/2023-02-03.toml")
    write(tmp_path, POLICY + "[latenes]\n", "b/2023-02-03.toml")
    assert [problem.kind for problem in check_policy(tmp_path)] == [kinds_soundness.NOT_PRICED, kinds.KEY_UNKNOWN]


def test_every_kind_stands_in_the_list_of_kinds_once() -> None:
    for module in (kinds, kinds_soundness):
        names = [name for name, value in vars(module).items() if isinstance(value, ProblemKind)]
        assert sorted(names) == sorted(names_of(module))
    codes = [kind.code for kind in kinds.KINDS]
    assert codes == sorted(set(codes))
    assert {kind.severity for kind in kinds.KINDS} == {"error"}
    assert {kind.severity for kind in kinds_soundness.KINDS} == {"warning"}


def names_of(module: ModuleType) -> list[str]:
    kinds_of_module: tuple[ProblemKind, ...] = module.KINDS
    return [next(name for name, value in vars(module).items() if value is kind) for kind in kinds_of_module]
