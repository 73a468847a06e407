"""Every command in the documents: those in blocks are run and print what is shown, the others exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.language import Language
from tests.documents import (
    BY_HAND,
    FENCE,
    NOT_RUN,
    OF_THE_SITE,
    PAGES,
    READMES,
    SHELLS,
    Demo,
    blocks,
    first_difference,
    language_of,
    name_of,
    read,
    run_page,
)

WITH_COMMANDS = [page for page in PAGES if any(block.language in SHELLS for block in blocks(page))]
CODE = re.compile(r"(?<!`)`(payroll [^`]+)`(?!`)")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """What `payroll demo` makes and prints, once for each language: pages begin with it, and it takes a while."""
    made: dict[Language, tuple[Path, str]] = {}

    def of(language: Language) -> tuple[Path, str]:
        if language not in made:
            folder = tmp_path_factory.mktemp("demo")
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(folder)
                result = CliRunner().invoke(app, ["demo", "--lang", language])
            assert result.exit_code == 0, result.output
            made[language] = folder / "payroll-demo", result.output
        return made[language]

    return of


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_every_command_of_a_page_runs_and_prints_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo: Demo
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("PAYROLL_DB", "PAYROLL_EVIDENCE"):  # the book of the folder, as for a reader
        monkeypatch.delenv(variable, raising=False)
    ran = run_page(page, demo)
    assert ran.differences == []


def test_the_pages_of_both_halves_have_the_same_names() -> None:
    names = {
        language: {page.name for page in OF_THE_SITE if language_of(page) == language} for language in ("zh", "en")
    }
    assert names["zh"] == names["en"]


@pytest.mark.parametrize("page", [page for page in WITH_COMMANDS if language_of(page) == "en"], ids=name_of)
def test_both_languages_have_the_same_commands_but_for_what_people_write(page: Path) -> None:
    other = READMES[1] if page == READMES[0] else page.parent / "zh" / page.name
    assert programs(page) == programs(other)


def programs(page: Path) -> list[str]:
    """Return each command of a page up to its first option, without the names of files."""
    lines = [line for block in blocks(page) if block.language in SHELLS for line in block.lines]
    return [re.sub(r" [^ ]*\.csv\b.*| --.*", "", line) for line in lines]


def test_what_is_not_run_stands_in_a_page_and_has_a_reason() -> None:
    shown = {
        line for page in WITH_COMMANDS for block in blocks(page) if block.language in SHELLS for line in block.lines
    }
    assert set(NOT_RUN) <= shown
    assert all(NOT_RUN.values())


def test_what_is_printed_follows_a_command() -> None:
    for page in WITH_COMMANDS:
        before = [block.language for block in blocks(page)]
        alone = [n for n, language in enumerate(before) if language == "text" and not set(SHELLS) & set(before[:n])]
        assert not alone, name_of(page)


def test_no_block_and_nothing_to_do_by_hand_is_overlooked() -> None:
    for page in PAGES:
        text = read(page)
        assert "```console" not in text, name_of(page)
        assert len(re.findall("^<!-- by hand:", text, re.MULTILINE)) == len(BY_HAND.findall(text)), name_of(page)
        assert len(re.findall(r"^```(?:power|)sh(?:ell|)\b", text, re.MULTILINE)) == sum(
            block.language in SHELLS for block in blocks(page)
        )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_command_within_a_sentence_exists_with_its_options(page: Path) -> None:
    text = FENCE.sub("", read(page))
    assert [wrong for command in CODE.findall(text) if (wrong := unknown_part(command))] == []


@pytest.mark.parametrize("line", [line for line in NOT_RUN if "payroll run " in line or "payroll close " in line])
def test_a_command_that_is_not_run_exists_with_its_options(line: str) -> None:
    assert unknown_part(re.sub(r"^.* (?=payroll )", "", line)) == ""


def unknown_part(command: str) -> str:
    """Return what of a command does not exist, nothing if all does; what a reader writes is not looked at."""
    here: object = get_command(app)
    words = command.split()[1:]
    while words and words[0] in (below := getattr(here, "commands", {})):
        here = below[words.pop(0)]
    below = getattr(here, "commands", {})
    if below and words and not words[0].startswith("-") and words[0] != "…":
        return f"{command}: there is no {words[0]}"
    known = {name for parameter in getattr(here, "params", []) for name in (*parameter.opts, *parameter.secondary_opts)}
    options = {option for word in words for option in word.split("|") if option.startswith("-")}
    missing = options - known - {"--help", "-h"}
    return f"{command}: there is no {', '.join(sorted(missing))}" if missing else ""


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert unknown_part("payroll ledger sell") == "payroll ledger sell: there is no sell"
    assert unknown_part("payroll run 2026-10 --faster") == "payroll run 2026-10 --faster: there is no --faster"
    assert unknown_part("payroll appeal decide NUMBER --grant|--refuse --text TEXT") == ""


SHOWN = ["one", "…", "two … words", " 3 ┃ three"]


@pytest.mark.parametrize(
    ("printed", "difference"),
    [
        ("one\nleft out\ntwo or more words\n3\tthree\n", None),
        ("one\ntwo words\n3\tthree\nfour\n", "(more is printed than is shown)"),
        ("one\n3\tthree\ntwo words\n", " 3 ┃ three"),
        ("zero\none\ntwo words\n3\tthree\n", "one"),
    ],
)
def test_what_is_shown_has_to_be_printed_in_its_order_and_nothing_else(printed: str, difference: str | None) -> None:
    assert first_difference(SHOWN, printed) == difference
