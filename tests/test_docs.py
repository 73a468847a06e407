"""The documents: generated pages are current, what is worked out in them is right, links lead somewhere."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

from docs import make_commands, make_law, make_policy
from payroll.language import LANGUAGES, Language
from payroll.ledger import chain
from payroll.ledger.chain import LINE_FIELDS
from payroll.policy.key_paths import key_paths
from payroll.table import Table
from payroll.tables import TABLES
from tests.documents import DOCS, FENCE, PAGES, READMES, name_of, read

LARGEST_IMAGE = 200 * 1024
FOLDERS: dict[Language, Path] = {"zh": DOCS / "zh", "en": DOCS}

LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize(("language", "heading"), [("zh", "## 手工算一行"), ("en", "## One line by hand")])
def test_the_line_worked_out_in_the_documents_has_the_hash_that_is_shown(language: Language, heading: str) -> None:
    section = read(FOLDERS[language] / "proof.md").partition(heading)[2].partition("\n## ")[0]
    fields = dict(re.findall(r"^\| `(\w+)` \|(?: (.*))? \|$", section, re.MULTILINE))
    shown, result = (text.strip("\n") for _, _, text in FENCE.findall(section))
    texts = [text.encode() for text in fields.values()]
    hashed = b"payroll/line/1" + b"0" * 64 + b"".join(b"%d:%b" % (len(text), text) for text in texts)
    assert hashed.decode() == shown
    assert hashlib.sha256(hashed).hexdigest() == result
    assert tuple(fields) == LINE_FIELDS


@pytest.mark.parametrize(("language", "heading"), [("zh", "## 校验值怎样得来"), ("en", "## How the hashes are made")])
def test_the_form_of_the_hashes_in_the_documents_is_that_of_the_book(language: Language, heading: str) -> None:
    section = read(FOLDERS[language] / "ledger.md").partition(heading)[2].partition("\n### ")[0]
    rows = re.findall(r"^\| [^|]+ \| `(payroll/[^`]+)`.* \| `([^`]+)` \|$", section, re.MULTILINE)
    assert [(tag.encode(), tuple(fields.split())) for tag, fields in rows] == [
        (chain.LINE_TAG, chain.LINE_FIELDS),
        (chain.ACT_TAG, chain.ACT_FIELDS),
        (chain.RUN_TAG, chain.RUN_FIELDS),
        (chain.DRAFT_TAG, chain.DRAFT_FIELDS),
    ]


def test_the_readmes_mention_each_other() -> None:
    english, chinese = READMES
    assert f"({chinese.name})" in read(english)
    assert f"({english.name})" in read(chinese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_reference_is_current(language: Language) -> None:
    assert read(FOLDERS[language] / "commands.md") == make_commands.command_page(language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_problems_is_current(language: Language) -> None:
    page = read(FOLDERS[language] / "data.md")
    assert page == make_commands.with_problem_tables(page, language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_limits_is_current(language: Language) -> None:
    page = read(make_law.PAGES[language])
    assert page == make_law.with_law_tables(page, language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_policy_keys_are_current(language: Language) -> None:
    page = read(make_policy.PAGES[language])
    assert page == make_policy.with_key_tables(page, language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_in_the_documents(language: Language) -> None:
    page = read(FOLDERS[language] / "data.md")
    codes = {kind.code for _, kinds in make_commands.KINDS for kind in kinds}
    assert {code for code in codes if f"| `{code}` |" not in page} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_that_is_read_is_in_the_documents(table: Table, language: Language) -> None:
    section = read(FOLDERS[language] / "data.md").partition(f"### `{table.name}` {table.zh}")[2].partition("\n### ")[0]
    for column in table.columns:
        name = f"**`{column.name}`**" if column.heading_required else f"`{column.name}`"
        assert f"| {name} | {'、'.join(column.zh)} |" in section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_policy_is_in_the_section_of_its_table(language: Language) -> None:
    sections = re.split(r"^### ", read(make_policy.PAGES[language]), flags=re.MULTILINE)
    for path in key_paths():
        table, *rest = path.split(".")
        headed = re.compile(rf"`\[{table}(\.<(code|name)>)?\]`")
        (section,) = (text for text in sections if headed.search(text.partition("\n")[0]))
        if rest:
            assert f"`{rest[-1]}`" in section, path


def test_each_meaning_of_a_policy_key_is_that_of_a_key_and_in_both_languages() -> None:
    meanings = make_policy.meanings()
    paths = [path for path in key_paths() if "." in path and path.split(".")[-1] not in {"zh", "en"}]
    used = {make_policy.meaning_key(path, meanings) for path in [*paths, "clauses.*.zh", "clauses.*.en"]}
    assert used == set(meanings)
    for name, meaning in meanings.items():
        assert meaning.keys() - {"none"} == {"name", "zh", "en"}, name
        assert meaning.get("none", {"zh": "", "en": ""}).keys() == {"zh", "en"}, name


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    targets = {target.partition("#")[0] for target in LINK.findall(FENCE.sub("", read(page)))}
    local = {target for target in targets if target and "://" not in target}
    assert {target for target in local if not (page.parent / target).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_documents_lead_to_headings(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", read(page))):
        file, _, heading = target.partition("#")
        if heading and "://" not in target:
            assert heading in anchors(page.parent / file if file else page), target


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_lists_are_written_so_that_the_site_shows_them_as_lists(page: Path) -> None:
    lines = FENCE.sub("", read(page)).splitlines()
    item = re.compile(r" *(?:[-*]|\d+\.) ")
    crowded = [line for before, line in pairwise(lines) if item.match(line) and _is_text(before)]
    assert crowded == [], "a blank line has to stand before a list"
    assert [line for line in lines if re.match(r" {1,3}(?:[-*]|\d+\.) ", line)] == [], "indent by four blanks"


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not re.match(r" *(?:[-*]|\d+\.) |  ", line)


def test_images_are_small_and_are_shown() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in IMAGE.findall(read(page))}
    for image in (DOCS / "images").iterdir():
        assert image.stat().st_size < LARGEST_IMAGE, image.name
        assert image.resolve() in shown, image.name
