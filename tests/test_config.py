"""payroll.toml: where it is found, what goes before it, and what is said of one that is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.cli.config import (
    KEYS,
    USUAL,
    ConfigurationError,
    Named,
    Value,
    configured_language,
    find_configuration,
    read_configuration,
)
from payroll.cli.options import defaults_of

STAFF = "employee_id,name,policy,hire_date,base_wage\n0001,林晓,office,2024-03-01,5000\n"
RULES = """
[policy]
title = { zh = "制度", en = "Rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"
"""


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a payroll.toml that names places of its own; no variable names any."""
    for name in ("PAYROLL_DB", "PAYROLL_EVIDENCE", "PAYROLL_BY"):
        monkeypatch.delenv(name, raising=False)
    for name, text in (("tables/employees.csv", STAFF), ("rules/office/2023-02-03.toml", RULES)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    configure(
        tmp_path, 'data = "tables"\npolicies = "rules"\nout = "results"\ndb = "pay.db"\nby = "王芳"\nlang = "zh"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder: Path, text: str) -> Path:
    file = folder / "payroll.toml"
    file.write_text(text, encoding="utf-8")
    return file


def say(*words: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, words, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def refusal(file: Path) -> tuple[str, str]:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(file, file.parent)
    return caught.value.text


# ---------------------------------------------------------------- what a run takes from it


def test_a_run_needs_no_options_where_payroll_toml_says_it_all(company: Path) -> None:
    code, said = say("run", "2026-10")
    assert code == 0, said
    assert "2026年10月：1 人" in said
    assert (company / "results" / "2026-10" / "payroll-2026-10.xlsx").is_file()
    assert (company / "pay.db").is_file()
    assert (company / "evidence").is_dir()


def test_each_month_has_a_folder_of_its_own_and_a_trial_another(company: Path) -> None:
    assert say("run", "2026-10", "--no-workbook")[0] == 0
    assert say("run", "2026-11", "--no-workbook", "--no-record")[0] == 0
    found = sorted(path.parent.relative_to(company).as_posix() for path in company.rglob("ledger.csv"))
    assert found == ["results/2026-10", "results/trial/2026-11"]


def test_a_folder_below_takes_the_places_beside_the_file_and_says_which_file(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (company / "deep" / "below").mkdir(parents=True)
    monkeypatch.chdir(company / "deep" / "below")
    code, said = say("run", "2026-10", "--no-workbook")
    assert code == 0, said
    assert str(company / "payroll.toml") in said
    assert (company / "results" / "2026-10" / "ledger.csv").is_file()
    assert list((company / "deep" / "below").iterdir()) == []


def test_in_its_own_folder_nothing_is_said_of_the_file(company: Path) -> None:
    assert str(company / "payroll.toml") not in say("run", "2026-10", "--no-workbook")[1]


def test_places_that_the_file_does_not_name_lie_beside_it(tmp_path: Path) -> None:
    below = tmp_path / "below"
    values = read_configuration(configure(tmp_path, ""), below).values
    assert values == {name: str(tmp_path / place) for name, place in USUAL.items()}


def test_an_absolute_path_and_a_url_stay_as_they_are(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    text = f'data = \'{elsewhere}\'\ndb = "postgresql+psycopg://hr@host/pay"\nevidence = "s3://bucket/pay"\n'
    values = read_configuration(configure(tmp_path, text), tmp_path / "below").values
    assert values["data"] == str(elsewhere)
    assert values["db"] == "postgresql+psycopg://hr@host/pay"
    assert values["evidence"] == "s3://bucket/pay"


def test_switches_and_codes_are_taken(company: Path) -> None:
    (company / "tables" / "wages.csv").write_text("工号,生效日期,基本工资\n0009,2026-10-01,5\n", encoding="utf-8")
    settings = (company / "payroll.toml").read_text(encoding="utf-8")
    assert say("run", "2026-10")[0] == 2
    configure(company, f'{settings}accept = ["EMPLOYEE-UNKNOWN"]\nworkbook = false\n')
    code, said = say("run", "2026-10")
    assert code == 0, said
    assert not (company / "results" / "2026-10" / "payroll-2026-10.xlsx").exists()


# ---------------------------------------------------------------- what goes before it


def test_the_command_line_goes_before_the_environment_and_this_before_the_file(company: Path) -> None:
    everywhere = {"PAYROLL_DB": "of-environment.db", "PAYROLL_EVIDENCE": "of-environment"}
    say("run", "2026-10", "--no-workbook", "--db", "of-command-line.db", env=everywhere)
    assert [path.name for path in company.glob("*.db")] == ["of-command-line.db"]
    assert (company / "of-environment").is_dir()
    say("run", "2026-10", "--no-workbook", env=everywhere)
    assert sorted(path.name for path in company.glob("*.db")) == ["of-command-line.db", "of-environment.db"]


def test_an_option_goes_before_the_file_and_names_the_very_folder(company: Path) -> None:
    assert say("run", "2026-10", "--no-workbook", "--out", "here")[0] == 0
    assert (company / "here" / "ledger.csv").is_file()
    assert not (company / "results").exists()


@pytest.mark.parametrize(
    ("option", "environment", "who"),
    [
        (["--by", "周店长"], {"PAYROLL_BY": "李会计"}, ("周店长", "option")),
        ([], {"PAYROLL_BY": "李会计"}, ("李会计", "environment")),
        ([], {}, ("王芳", "configuration")),
    ],
)
def test_the_book_records_who_and_where_the_name_comes_from(
    company: Path, option: list[str], environment: dict[str, str], who: tuple[str, str]
) -> None:
    assert say("run", "2026-10", "--no-workbook")[0] == 0
    assert say("close", "2026-10", *option, env=environment)[0] == 0
    receipt = (company / "results" / "2026-10" / "receipt-2026-10.json").read_text(encoding="utf-8")
    assert f'"who": "{who[0]}"' in receipt
    assert f'"who_from": "{who[1]}"' in receipt


def test_without_the_file_the_usual_folders_are_taken(company: Path) -> None:
    (company / "payroll.toml").unlink()
    (company / "tables").rename(company / "data")
    (company / "rules").rename(company / "policies")
    assert say("run", "2026-10", "--no-workbook", "--lang", "en")[0] == 0
    assert (company / "out" / "2026-10" / "ledger.csv").is_file()
    assert (company / "payroll.db").is_file()


# ---------------------------------------------------------------- which options it is for


def test_options_that_mean_something_else_take_nothing_from_it() -> None:
    values: dict[str, Value] = {**dict.fromkeys(KEYS, "x"), "by": Named("王芳", "configuration")}
    taken = defaults_of(get_command(app), values)
    assert {"data", "policies", "out", "db", "evidence", "by", "lang", "accept"} <= set(taken["run"])
    assert {"data", "policies", "out"} & set(taken["simulate"]) == set()
    assert "data" not in taken["amend"]
    assert "out" not in taken["ledger"]["export"]
    assert "out" not in taken["policy"]["show"]
    assert taken["ledger"]["receipt"]["out"] == "x"


def test_every_folder_of_results_by_month_can_be_configured() -> None:
    values = {"out": "x"}
    waiting = [get_command(app)]
    shown = 0
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for param in command.params:
            if getattr(param, "show_default", None) == "out/PERIOD":
                shown += 1
                assert defaults_of(command, values) == {"out": "x"}, f"{command.name}: --out must have the default OUT"
    assert shown >= 4


# ---------------------------------------------------------------- a file that is wrong


def test_an_unknown_key_is_refused_with_file_line_and_what_is_known(tmp_path: Path) -> None:
    zh, en = refusal(configure(tmp_path, '# settings\ndata = "data"\npolices = "rules"\n'))
    place = f"{tmp_path / 'payroll.toml'}:3"
    assert en.startswith(f"{place}: no such key «polices»; is it policies? There are: data, policies, out, db,")
    assert zh.startswith(f"{place}：没有“polices”这个键，是不是 policies？可用的键：data, policies, out, db,")


def test_a_table_is_an_unknown_key(tmp_path: Path) -> None:
    assert ":2: no such key «run»" in refusal(configure(tmp_path, '\n[run]\ndata = "data"\n'))[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("data = 5", "data must be the path of a folder, found 5; write it as data = "),
        ('data = ""', 'data must be the path of a folder, found ""'),
        ('lang = "de"', 'lang must be zh or en, found "de"; write it as lang = "zh"'),
        ('accept = "NAME-DIFFERS"', 'accept must be a list of error codes, found "NAME-DIFFERS"'),
        ('workbook = "no"', "workbook must be true or false, without quotes"),
        ("by = true", "by must be a name, found true"),
        ('db = "sqlite:///pay.db"', "db must be a path or a URL"),
    ],
)
def test_a_value_of_another_type_is_refused_with_an_example(tmp_path: Path, text: str, wanted: str) -> None:
    assert f"payroll.toml:1: {wanted}" in refusal(configure(tmp_path, text))[1]


def test_a_path_with_backslashes_in_double_quotes_is_told_how_to_write(tmp_path: Path) -> None:
    zh, en = refusal(configure(tmp_path, 'lang = "zh"\ndata = "C:\\Users\\hr"\n'))
    assert "payroll.toml:2 is not TOML" in en
    assert r"data = 'D:\payroll\data'" in en
    assert "路径用 / 或单引号" in zh


def test_a_file_of_notepad_with_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    file = tmp_path / "payroll.toml"
    file.write_bytes(b'\xef\xbb\xbfdata = "tables"\r\nlang = "zh"\r\n')
    assert read_configuration(file, tmp_path).values["data"] == "tables"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "payroll.toml"
    file.write_bytes('by = "王芳"'.encode("gb18030"))
    assert "is not in UTF-8" in refusal(file)[1]


def test_a_command_is_refused_with_a_wrong_file_before_anything_is_done(company: Path) -> None:
    configure(company, "datta = 1\n")
    code, said = say("run", "2026-10")
    assert code == 2
    assert "datta" in said
    assert not (company / "results").exists()


# ---------------------------------------------------------------- the language of the help


def help_in(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "payroll", *words]
    root = str(Path(__file__).parent.parent)
    surroundings = {"PATH": "", "LC_ALL": "en_US.UTF-8", "PYTHONPATH": root, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def test_the_help_is_in_the_language_of_the_file_unless_the_command_line_names_another(tmp_path: Path) -> None:
    configure(tmp_path, 'lang = "zh"\n')
    assert "计算一个月" in help_in(tmp_path, "--help")
    assert "计算一个月" in help_in(tmp_path, "run", "--help")
    assert "Compute a month" in help_in(tmp_path, "run", "--lang", "en", "--help")


def test_a_file_in_error_does_not_hide_the_help(tmp_path: Path) -> None:
    configure(tmp_path, "lang = \n")
    assert "Compute a month" in help_in(tmp_path, "--help")
    assert configured_language(tmp_path) is None


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    configure(tmp_path, 'lang = "zh"\n')
    assert find_configuration(inner) == tmp_path / "payroll.toml"
    assert configured_language(inner) == "zh"
    configure(inner, 'lang = "en"\n')
    assert configured_language(inner) == "en"


def test_in_a_folder_that_is_gone_the_help_still_comes(tmp_path: Path) -> None:
    code = "import os, sys; os.mkdir('x'); os.chdir('x'); os.rmdir('../x'); import payroll.cli.app"
    surroundings = {"PATH": "", "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=surroundings, check=True)


def test_help_with_a_configuration_loads_no_pandas(tmp_path: Path) -> None:
    configure(tmp_path, 'lang = "zh"\n')
    code = "import sys; import payroll.cli.app; sys.exit('pandas' in sys.modules or 'pyarrow' in sys.modules)"
    surroundings = {"PATH": "", "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=surroundings, check=True)
