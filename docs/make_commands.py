"""Write what the documents say of commands and problems, from the program itself: `make docs`.

`docs/commands.md` is the help of every command in both languages. In `docs/data.md` the table of problems, between
its two marks, is made of the kinds of problems that the program knows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from typer.main import get_command

from payroll.bookkeeping import kinds_decisions as of_decisions
from payroll.cli.app import app
from payroll.intake import kinds as of_cells
from payroll.intake import kinds_clocks as of_clocks
from payroll.intake import kinds_files as of_files
from payroll.intake import kinds_mapping as of_mappings
from payroll.language import Text
from payroll.ledger import late_words as of_the_book
from payroll.month import kinds as of_the_month
from payroll.month import kinds_law as of_lines
from payroll.policy import kinds as of_policies
from payroll.policy import kinds_company as of_company_rules
from payroll.policy import kinds_law as of_laws
from payroll.policy import kinds_soundness as of_sound_policies
from payroll.problems import ProblemKind

FOLDER = Path(__file__).parent
COMMANDS, DATA = FOLDER / "commands.md", FOLDER / "data.md"
KINDS = (
    (Text("文件与列", "Files and columns"), of_files.KINDS),
    (Text("考勤机的导出", "Exports of clocks"), of_clocks.KINDS),
    (Text("映射文件", "Mappings"), of_mappings.KINDS),
    (Text("单元格与行", "Cells and rows"), of_cells.KINDS),
    (Text("排班、换班与各项记录", "Rota, swaps and events"), of_the_month.KINDS),
    (Text("制度文件", "Policy files"), (*of_policies.KINDS, *of_sound_policies.KINDS)),
    (Text("公司自己的规则", "A company's own rules"), of_company_rules.KINDS),
    (Text("法律检查", "The check against the law"), (*of_laws.KINDS, *of_lines.KINDS)),
    (Text("账簿", "The book of record"), of_the_book.KINDS),
    (Text("人的决定", "Decisions of people"), of_decisions.KINDS),
)
BEGIN, END = "<!-- problems: made by docs/make_commands.py -->", "<!-- end of problems -->"
_SAID_ONLY_SOMETIMES = re.compile(r"\{(more|hint|guess)\}|\{rows\}(?=\{)")
_DETAIL = re.compile(r"\{[a-z_]+\}")
_START = "import sys; sys.argv[0] = 'payroll'; from payroll.__main__ import main; main()"
_TITLE = """# Commands 命令

What `payroll --help` and the help of each command say. This page is made by `make docs`; do not edit it.

本页由 `make docs` 生成，请勿手工修改。"""


def all_commands() -> list[tuple[str, ...]]:
    """Return the words of each command, groups before what they hold; the first has none: the program itself."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[tuple[str, ...], object]] = [((), get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        found.append(words)
        below = getattr(command, "commands", {})
        waiting[:0] = [((*words, name), each) for name, each in below.items()]
    return found


def help_of(words: tuple[str, ...], locale: str) -> str:
    """Return the help of a command, as a person with that locale sees it."""
    command = [sys.executable, "-c", _START, *words, "--help"]
    settings = {"LC_ALL": locale, "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(FOLDER.parent)}
    surroundings = {**os.environ, **settings}
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True)  # noqa: S603 (our own program)
    return "\n".join(line.rstrip() for line in done.stdout.decode().strip().splitlines())


def command_page() -> str:
    """Return the text of `docs/commands.md`."""
    commands = all_commands()
    with ThreadPoolExecutor() as pool:
        helps = [list(pool.map(partial(help_of, locale=locale), commands)) for locale in ("en_US.UTF-8", "zh_CN.UTF-8")]
    parts = [_TITLE]
    for words, english, chinese in zip(commands, *helps, strict=True):
        name = " ".join(("payroll", *words))
        parts.append(f"## `{name}`\n\n```text\n{english}\n```\n\n```text\n{chinese}\n```")
    return "\n\n".join(parts) + "\n"


def problem_tables() -> str:
    """Return a table of all problems for each group of them."""
    return "\n\n".join(f"### {title.en} {title.zh}\n\n" + "\n".join(_table(kinds)) for title, kinds in KINDS)


def _table(kinds: tuple[ProblemKind, ...]) -> Iterator[str]:
    """Yield the lines of a table; of kinds with the same code the first speaks for all."""
    yield "| code | | what is wrong | 问题 |"
    yield "| --- | --- | --- | --- |"
    first = {kind.code: kind for kind in reversed(kinds)}
    for code in sorted(first):
        kind = first[code]
        yield f"| `{code}` | {kind.severity} | {_sentence(kind.message.en)} | {_sentence(kind.message.zh)} |"


def _sentence(template: str) -> str:
    """Return a template of a message with … for each detail."""
    return _DETAIL.sub("…", _SAID_ONLY_SOMETIMES.sub("", template)).replace("|", "\\|")


def with_problem_tables(page: str) -> str:
    """Return a page with the tables between its marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{problem_tables()}\n\n{END}{after}"


def main() -> None:
    """Rewrite both pages."""
    COMMANDS.write_text(command_page(), encoding="utf-8", newline="\n")
    DATA.write_text(with_problem_tables(DATA.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
