"""A command that is written wrongly: what was found and what is expected, in both languages, and exit code 2."""

import json

import pytest
from typer.testing import CliRunner

from payroll.cli.app import app

MORE = "用法见 payroll", "More: payroll"


def refused(*words: str) -> tuple[str, str]:
    result = CliRunner().invoke(app, [*words, "--json"], prog_name="payroll")
    assert (result.exit_code, result.stderr) == (2, "")
    found = json.loads(result.stdout)
    assert found["problems"] == []
    return found["error_zh"], found["error_en"]


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (("run",), "缺少 PERIOD", "PERIOD is missing"),
        (("waive", "E-1"), "缺少 --reason", "--reason is missing"),
        (("run", "2026-10", "--zz"), "没有选项 --zz", "there is no option --zz"),
        (("run", "2026-10", "--foo"), "没有选项 --foo；有 --out", "there is no option --foo; there is --out"),
        (("explain", "1", "2026-10", "a", "b"), "多余的内容：a b", "too much: a b"),
        (
            ("run", "2026-10", "--engine", "spark"),
            "--engine 不能是“spark”，应是：dask",
            "--engine is to be dask, not «spark»",
        ),
        (
            ("run", "2026-10", "--workers", "0"),
            "--workers 不能是“0”，应是：不小于 1 的数",
            "--workers is to be 1 or more, not «0»",
        ),
        (
            ("run", "2026-10", "--workers", "two"),
            "--workers 不能是“two”，应是：整数",
            "--workers is to be a whole number, not «two»",
        ),
        (
            ("ledger", "sample", "2026-10", "--confidence", "much"),
            "--confidence 不能是“much”，应是：数字",
            "--confidence is to be a number, not «much»",
        ),
        (
            ("swaps", "check", "0201", "0202", "2026-02-30"),
            "DATE 不能是“2026-02-30”，应是：2026-10-03 这样的写法",
            "DATE is to be as in 2026-10-03, not «2026-02-30»",
        ),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(words: tuple[str, ...], chinese: str, english: str) -> None:
    command = " ".join(words[:2] if words[0] in {"ledger", "swaps"} else words[:1])
    assert refused(*words) == (f"{chinese}。{MORE[0]} {command} --help", f"{english}. {MORE[1]} {command} --help")


def test_an_option_that_stands_before_its_command_is_told_where_it_belongs() -> None:
    assert refused("ledger", "--rule=complaint", "show") == (
        "--rule 要写在命令后面：payroll ledger COMMAND … --rule。用法见 payroll ledger --help",
        "--rule stands behind the command: payroll ledger COMMAND … --rule. More: payroll ledger --help",
    )
    assert refused("swaps", "--rule", "x", "quota")[1].startswith("there is no option --rule")


def test_a_value_that_is_missing_or_too_much_is_told_in_both_languages() -> None:
    assert refused("run", "2026-10", "--page=yes") == (
        "--page 单独使用，不带值",
        "--page stands alone, without a value",
    )
    result = CliRunner().invoke(app, ["run", "2026-10", "--json", "--data"])
    assert json.loads(result.stdout)["error_zh"] == "--data 后面要写一个值"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calender",), "there is no command calender; there is calendar, ledger, amend. More: payroll --help"),
        (("frob",), "there is no command frob. More: payroll --help"),
        (("swaps", "frob"), "there is no command frob. More: payroll swaps --help"),
        (("--frob",), "there is no option --frob. More: payroll --help"),
        (
            ("--lang", "zh", "run", "2026-10"),
            "--lang stands behind the command: payroll COMMAND … --lang. More: payroll --help",
        ),
    ],
)
def test_without_json_it_is_a_line_on_standard_error(words: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app, list(words), prog_name="payroll")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


@pytest.mark.parametrize("words", [(), ("swaps",)])
def test_a_group_of_commands_alone_tells_its_commands(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, list(words), prog_name="payroll")
    assert result.exit_code == 2
    assert "Commands:" in result.stderr
    assert "--help" in result.stderr


def test_a_braced_word_is_told_as_it_is() -> None:
    assert refused("run", "2026-10", "{0}", "{x}")[1].startswith("too much: {0} {x}")
