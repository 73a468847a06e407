"""The files of laws: every profile is there, every limit has its source, and a wrong file is told with its place."""

import re
from pathlib import Path

import pytest

from payroll.policy import kinds, kinds_law
from payroll.policy.check import check_policy
from payroll.policy.law import load_law, load_laws, shipped_laws
from payroll.policy.law_model import Law, Laws
from payroll.policy.load import load_policies
from payroll.problems import ProblemKind
from tests.month_frames import day

PROFILES = (
    *("CN", "CN-guangdong", "CN-shanghai", "CN-shenzhen", "HK", "IN", "JP", "PH"),
    *("UK", "UK-retail", "US-exempt", "US-hourly"),
)
POLICY = """[policy]
title = { zh = "测试制度", en = "Test rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "a test"
"""
LIMIT = """[profile]
title = { zh = "某地", en = "Somewhere" }
[[limit]]
code = "a"
title = { zh = "甲", en = "A" }
effect = "forbidden"
kinds = ["discipline"]
basis = "law"
mark = "S"
source = { zh = "某法", en = "An act" }
"""


def test_all_twelve_profiles_are_there_and_name_a_source_for_each_limit() -> None:
    laws = shipped_laws()
    assert laws.profiles == PROFILES
    for file in laws.files:
        for limit in file.limits:
            assert limit.source.zh
            assert limit.source.en
            assert re.search("[\u4e00-\u9fff]", limit.title.zh), limit.code
            assert limit.title.en.isascii(), limit.code


def test_what_is_unconfirmed_never_acts_and_an_analogy_only_where_it_is_wanted() -> None:
    limits = [limit for file in shipped_laws().files for limit in file.limits]
    unconfirmed = [limit for limit in limits if limit.mark == "U"]
    by_analogy = [limit for limit in limits if limit.basis == "analogy" and limit.mark != "U"]
    assert unconfirmed
    assert not any(limit.acts(by_analogy=True) for limit in unconfirmed)
    assert by_analogy
    assert not any(limit.acts(by_analogy=False) for limit in by_analogy)
    assert all(limit.acts(by_analogy=True) for limit in by_analogy)


def law_on(profile: str, date: str) -> Law | None:
    return shipped_laws().in_force(profile, day(date))


def test_a_file_holds_from_its_day_on() -> None:
    assert law_on("IN", "2019-12-31") is None
    for date, begins in (("2020-01-01", "IN@2020-01-01#"), ("2025-11-20", "IN@2020"), ("2025-11-21", "IN@2025-11-21#")):
        law = law_on("IN", date)
        assert law is not None
        assert law.label.startswith(begins)


def test_a_profile_builds_on_another_and_its_own_limits_come_first() -> None:
    law = law_on("CN-shanghai", "2026-01-01")
    assert law is not None
    assert re.fullmatch(r"CN-shanghai@2020-01-01#[0-9a-f]{8} \+ CN@2008-01-15#[0-9a-f]{8}", law.label)
    (limit,) = (limit for limit in law.limits if limit.code == "loss-20-percent")
    assert limit.basis == "local"
    assert "no-power-to-fine" in {limit.code for limit in law.limits}


def test_only_what_policies_name_is_kept_with_what_it_builds_on() -> None:
    assert shipped_laws().needed({"CN-guangdong"}).profiles == ("CN", "CN-guangdong")
    assert shipped_laws().needed({"nowhere"}) == Laws()


@pytest.mark.parametrize(
    ("old", "new", "column", "kind"),
    [
        ('effect = "forbidden"', 'effect = "forbiden"', "limit[1].effect", kinds.VALUE),
        ('kinds = ["discipline"]', 'kinds = ["fine"]', "limit[1].kinds[1]", kinds.VALUE),
        ('kinds = ["discipline"]\n', "", "limit[1].kinds", kinds.CONTRADICTION),
        ('effect = "forbidden"', 'effect = "month-percent"', "limit[1].value", kinds.CONTRADICTION),
        ('effect = "forbidden"', 'effect = "item-amount"\nvalue = 300', "limit[1].currency", kinds.CONTRADICTION),
        ('effect = "forbidden"', 'effect = "probation-months"', "limit[1].steps", kinds.CONTRADICTION),
        ('mark = "S"', 'mark = "X"', "limit[1].mark", kinds.VALUE),
        ('mark = "S"\n', "", "limit[1].mark", kinds.KEY_MISSING),
        ('mark = "S"', 'mark = "S"\nsince = "2026-02-30"', "limit[1].since", kinds.VALUE),
        ('mark = "S"', 'mark = "S"\nsinse = "2026-02-20"', "limit[1].sinse", kinds.KEY_UNKNOWN),
        ('source = { zh = "某法", en = "An act" }', "", "limit[1].source", kinds.KEY_MISSING),
    ],
)
def test_an_error_of_a_file_names_its_place(old: str, new: str, column: str, kind: ProblemKind) -> None:
    law, (problem,) = load_law("X", "2020-01-01.toml", LIMIT.replace(old, new).encode())
    assert law is None
    assert (problem.kind, problem.file, problem.column) == (kind, "X/2020-01-01.toml", column)


def test_two_limits_of_one_code_are_refused() -> None:
    twice = LIMIT + LIMIT.partition("[[limit]]")[1] + LIMIT.partition("[[limit]]")[2]
    _, (problem,) = load_law("X", "2020-01-01.toml", twice.encode())
    assert (problem.kind, problem.column) == (kinds.CONTRADICTION, "limit[2].code")


def test_a_folder_of_laws_tells_all_that_is_wrong(tmp_path: Path) -> None:
    for name, text in {
        "X/2020-01-01.toml": LIMIT,
        "Y/2020-01-01.toml": LIMIT.replace("[[limit]]", 'builds_on = "Z"\n[[limit]]'),
        "Y/later.toml": LIMIT,
        "Y/2021-01-01.toml": "[",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    laws, problems = load_laws(tmp_path)
    assert [file.file for file in laws.files] == ["X/2020-01-01.toml", "Y/2020-01-01.toml"]
    assert [(problem.kind, problem.file) for problem in problems] == [
        (kinds_law.LAW_UNKNOWN, "Y/2020-01-01.toml"),
        (kinds.NOT_TOML, "Y/2021-01-01.toml"),
        (kinds_law.LAW_FILE_NAME, "Y/later.toml"),
    ]
    assert load_laws(tmp_path / "nowhere")[1][0].kind == kinds.UNREADABLE


# What policies say of laws


def policy(folder: Path, text: str) -> Path:
    file = folder / "desk" / "2023-02-03.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(POLICY + text, encoding="utf-8")
    return file


def test_an_unknown_profile_is_an_error_that_lists_the_known_ones(tmp_path: Path) -> None:
    file = policy(tmp_path, '[guard]\nprofile = "CN-beijing"\nmax_percent = 20\n')
    _, (problem,) = load_policies(tmp_path)
    assert (problem.code, problem.column, problem.value) == ("POLICY-LAW-UNKNOWN", "guard.profile", "CN-beijing")
    assert ", ".join(PROFILES) in problem.fix("en")
    for path in (file, file.parent, tmp_path):
        assert "POLICY-LAW-UNKNOWN" in {problem.code for problem in check_policy(path)}


def test_amounts_of_another_currency_cannot_be_compared(tmp_path: Path) -> None:
    policy(tmp_path, '[guard]\nprofile = "HK"\n')
    _, (problem,) = load_policies(tmp_path)
    assert (problem.code, problem.value) == ("POLICY-LAW-CURRENCY", "CNY")


def test_an_old_run_is_computed_again_on_the_laws_that_it_knew(tmp_path: Path) -> None:
    policy(tmp_path, '[guard]\nprofile = "Shanghai as of 2024"\n')
    policies, problems = load_policies(tmp_path, Laws())
    assert (policies.laws, problems) == (Laws(), [])


def test_figures_need_their_source_and_their_date(tmp_path: Path) -> None:
    def codes(text: str) -> list[tuple[str, str]]:
        found = check_policy(policy(tmp_path, text))
        return [(problem.code, problem.column) for problem in found if problem.code.startswith("POLICY-F")]

    assert codes('[guard]\nprofile = "CN"\n') == [("POLICY-FLOOR-WITHOUT-FIGURE", "guard")]
    assert codes('[guard]\nprofile = "CN"\nminimum_wage = 2690\n') == [
        ("POLICY-FIGURE-UNSOURCED", "guard.minimum_wage")
    ]
    sourced = 'minimum_wage_source = "沪人社规〔2023〕"\nminimum_wage_since = "2023-07-01"\n'
    assert codes(f'[guard]\nprofile = "CN"\nminimum_wage = 2690\n{sourced}') == []


def test_a_profile_that_asks_for_a_procedure_wants_its_dates(tmp_path: Path) -> None:
    def told(dates: str) -> list[str]:
        file = policy(tmp_path, dates + '[guard]\nprofile = "CN"\n')
        return [problem.message("en") for problem in check_policy(file) if problem.code == "POLICY-PROCEDURE-UNSTATED"]

    assert "consulted_on, published_on" in told("")[0]
    assert "states no published_on" in told('consulted_on = "2023-01-10"\n')[0]
    assert told('consulted_on = "2023-01-10"\npublished_on = "2023-01-20"\n') == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('[lateness]\nkind = "loss"', "lateness.kind"),
        ('[missing_punch]\nkind = "absence"', "missing_punch.kind"),
        ('[incidents.a]\nkind = "absence"', "incidents.a.kind"),
        ('[handover]\namount = 20\nkind = "absence"', "handover.kind"),
        ('[swaps]\nlimit = 2\nkind = "loss"', "swaps.kind"),
        ('[guard]\nby_analogy = "yes"', "guard.by_analogy"),
    ],
)
def test_a_kind_that_a_rule_cannot_have_is_refused(tmp_path: Path, text: str, column: str) -> None:
    policy(tmp_path, text)
    _, (problem,) = load_policies(tmp_path)
    assert problem.column == column
