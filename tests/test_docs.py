"""The documents: commands in the READMEs print what is shown, generated pages are current, links lead somewhere."""

import hashlib
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from docs import make_commands, make_law
from payroll.cli.app import app
from payroll.ledger import chain
from payroll.ledger.chain import LINE_FIELDS
from payroll.table import Table
from payroll.tables import TABLES

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
PAGES = [ROOT / name for name in (*READMES, "CHANGELOG.md", "CONTRIBUTING.md")] + sorted((ROOT / "docs").glob("*.md"))
LARGEST_IMAGE = 200 * 1024

FENCE = re.compile(r"^```(\w+)(?: +([^\n]+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    """A fenced block: its language, what stands behind it (`exit 2`, the name of a file), its lines."""

    language: str
    about: str
    lines: list[str]


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    return [Block(language, about, text.splitlines()) for language, about, text in FENCE.findall(read(page))]


def plain(line: str) -> str:
    """Return a line without what only draws a table: a terminal has rules where a pipe has tabs."""
    return " ".join(re.sub(r"[│┃\t]", " ", line).split())


def lacking(shown: list[str], printed: str) -> list[str]:
    """Return the shown lines that are not printed in this order; `…` stands for what is left out."""
    rest = [plain(line) for line in printed.splitlines()]
    missing = []
    for line in shown:
        wanted = plain(line)
        if wanted == "…" or set(wanted) <= set("━╇┿ "):
            continue
        begin = wanted.removesuffix("…").rstrip()
        found = [n for n, got in enumerate(rest) if got == wanted or (wanted != begin and got.startswith(begin))]
        if found:
            rest = rest[found[0] + 1 :]
        else:
            missing.append(line)
    return missing


def commands_of(block: Block) -> list[list[str]]:
    """Return the arguments of each `payroll` command of a block; `make demo` is one."""
    lines = ["payroll demo" if line == "make demo" else line for line in block.lines]
    return [shlex.split(line)[1:] for line in lines if line.startswith("payroll ")]


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_readme_runs_and_prints_what_is_shown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("PAYROLL_DB", "PAYROLL_EVIDENCE"):  # the book of the folder, as for a reader
        monkeypatch.delenv(variable, raising=False)
    printed, ran = "", 0
    for block in blocks(ROOT / name):
        if block.language == "csv":
            Path(block.about).write_text("\n".join(block.lines), encoding="utf-8")
        elif block.language == "text":
            assert not lacking(block.lines, printed), printed
        commands = commands_of(block) if block.language == "sh" else []
        printed = "" if commands else printed
        for command in commands:
            result = CliRunner().invoke(app, [*command, "--lang", READMES[name]])
            printed, ran = printed + result.output, ran + 1
            wanted = int(block.about.removeprefix("exit ") or 0)
            assert result.exit_code == wanted, f"{command}: {result.output}"
    assert ran >= 19


def test_both_readmes_have_the_same_commands_but_for_what_people_write() -> None:
    english, chinese = (
        [without_words(command) for block in blocks(ROOT / name) for command in commands_of(block)] for name in READMES
    )
    assert english == chinese


def without_words(command: list[str]) -> list[str]:
    """Return the arguments of a command without the reasons in them."""
    return [word for before, word in pairwise(["", *command]) if before not in {"--reason", "--text"}]


def test_the_line_worked_out_in_the_documents_has_the_hash_that_is_shown() -> None:
    section = read(ROOT / "docs" / "ledger.md").partition("### One line by hand")[2].partition("\n## ")[0]
    fields = dict(re.findall(r"^\| `(\w+)` \|(?: (.*))? \|$", section, re.MULTILINE))
    shown, result = (text.strip("\n") for _, _, text in FENCE.findall(section))
    texts = [text.encode() for text in fields.values()]
    hashed = b"payroll/line/1" + b"0" * 64 + b"".join(b"%d:%b" % (len(text), text) for text in texts)
    assert hashed.decode() == shown
    assert hashlib.sha256(hashed).hexdigest() == result
    assert tuple(fields) == LINE_FIELDS


def test_the_form_of_the_hashes_in_the_documents_is_that_of_the_book() -> None:
    section = read(ROOT / "docs" / "ledger.md").partition("## How the hashes are made")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (?:line|act|run|draft) \| `([^`]+)`.* \| `([^`]+)` \|$", section, re.MULTILINE)
    assert [(tag.encode(), tuple(fields.split())) for tag, fields in rows] == [
        (chain.LINE_TAG, chain.LINE_FIELDS),
        (chain.ACT_TAG, chain.ACT_FIELDS),
        (chain.RUN_TAG, chain.RUN_FIELDS),
        (chain.DRAFT_TAG, chain.DRAFT_FIELDS),
    ]


def test_the_readmes_mention_each_other() -> None:
    assert "(README.zh-CN.md)" in read(ROOT / "README.md")
    assert "(README.md)" in read(ROOT / "README.zh-CN.md")


def test_the_command_reference_is_current() -> None:
    assert read(make_commands.COMMANDS) == make_commands.command_page(), "run: make docs"


def test_the_table_of_problems_is_current() -> None:
    page = read(make_commands.DATA)
    assert page == make_commands.with_problem_tables(page), "run: make docs"


def test_the_table_of_limits_is_current() -> None:
    page = read(make_law.LAW)
    assert page == make_law.with_law_tables(page), "run: make docs"


def test_every_problem_is_in_the_documents() -> None:
    page = read(make_commands.DATA)
    codes = {kind.code for _, kinds in make_commands.KINDS for kind in kinds}
    assert {code for code in codes if f"| `{code}` |" not in page} == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_that_is_read_is_in_the_documents(table: Table) -> None:
    section = read(make_commands.DATA).partition(f"### `{table.name}` {table.zh}")[2].partition("\n### ")[0]
    for column in table.columns:
        name = f"**`{column.name}`**" if column.heading_required else f"`{column.name}`"
        assert f"| {name} | {'、'.join(column.zh)} |" in section


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    targets = {target.partition("#")[0] for target in LINK.findall(FENCE.sub("", read(page)))}
    local = {target for target in targets if target and "://" not in target}
    assert {target for target in local if not (page.parent / target).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_documents_lead_to_headings(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", read(page))):
        file, _, heading = target.partition("#")
        if heading and "://" not in target:
            assert heading in anchors(page.parent / file if file else page), target


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_images_are_small_and_are_shown() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in IMAGE.findall(read(page))}
    for image in (ROOT / "docs" / "images").iterdir():
        assert image.stat().st_size < LARGEST_IMAGE, image.name
        assert image.resolve() in shown, image.name
