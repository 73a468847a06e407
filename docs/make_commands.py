"""Write what the documents say of commands and problems, from the program itself: `make docs`.

`docs/commands.md` and `docs/zh/commands.md` are the help of every command in one language each. In `docs/data.md` and
`docs/zh/data.md` the table of problems, between its two marks, is made of the kinds of problems that the program knows.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from typer.main import get_command
from typer.testing import CliRunner

from payroll.bookkeeping import kinds_decisions as of_decisions
from payroll.cli.app import app
from payroll.intake import kinds as of_cells
from payroll.intake import kinds_clocks as of_clocks
from payroll.intake import kinds_files as of_files
from payroll.intake import kinds_mapping as of_mappings
from payroll.language import Language, Text
from payroll.ledger import late_words as of_the_book
from payroll.month import kinds as of_the_month
from payroll.month import kinds_law as of_lines
from payroll.policy import kinds as of_policies
from payroll.policy import kinds_company as of_company_rules
from payroll.policy import kinds_law as of_laws
from payroll.policy import kinds_soundness as of_sound_policies
from payroll.problems import ProblemKind

FOLDER = Path(__file__).parent
FOLDERS: Mapping[Language, Path] = {"zh": FOLDER / "zh", "en": FOLDER}
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
_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}
_DETAIL = re.compile(r"\{[a-z_]+\}")
_LOCALES: Mapping[Language, str] = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
_TITLE = Text(
    "# 命令\n\n`payroll --help` 以及每个命令后面加 `--help` 所说的内容。怎样用，见[操作指南](howto-hr.md)。"
    "\n\n本页由 `make docs` 生成，请勿手工修改。",
    "# Commands\n\nWhat `payroll --help` and the help of each command say. How they are used: [how-tos](howto-hr.md)."
    "\n\nThis page is made by `make docs`; do not edit it.",
)
_HEADINGS = Text("| 命令 | 做什么 |\n| --- | --- |", "| command | what it does |\n| --- | --- |")


class Help(NamedTuple):
    """A command: its words after `payroll`, what it does in one sentence, its whole help."""

    words: tuple[str, ...]
    short: str
    text: str


def helps() -> list[Help]:
    """Return the help of each command in the language of the locale, groups before what they hold.

    The first has no words: the program itself.
    """
    found: list[Help] = []
    waiting: list[tuple[tuple[str, ...], object]] = [((), get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="payroll").output
        text = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        found.append(Help(words, (getattr(command, "help", "") or "").partition("\n")[0], text))
        below = getattr(command, "commands", {})
        waiting[:0] = [((*words, name), each) for name, each in below.items()]
    return found


def helps_in(language: Language) -> list[Help]:
    """Return the help of each command as a person with that language sees it."""
    command = [sys.executable, "-m", "docs.make_commands", "--helps"]
    settings = {"LC_ALL": _LOCALES[language], "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(FOLDER.parent)}
    surroundings = {**os.environ, **settings}
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True)  # noqa: S603 (our own program)
    return [Help(tuple(words), short, text) for words, short, text in json.loads(done.stdout)]


def command_page(language: Language) -> str:
    """Return the text of the page of commands: what there is, then the help of each."""
    commands = helps_in(language)
    rows = "\n".join(f"| [`{_name(each)}`](#{_anchor(each)}) | {each.short} |" for each in commands[1:])
    parts = [_TITLE.to(language), f"{_HEADINGS.to(language)}\n{rows}"]
    for each in commands:
        level = "##" if len(each.words) < 2 else "###"
        parts.append(f"{level} `{_name(each)}`\n\n```text\n{each.text}\n```")
    return "\n\n".join(parts) + "\n"


def _name(command: Help) -> str:
    return " ".join(("payroll", *command.words))


def _anchor(command: Help) -> str:
    return _name(command).replace(" ", "-")


def problem_tables(language: Language) -> str:
    """Return a table of all problems for each group of them."""
    headings = {"zh": "{zh}", "en": "{en} {zh}"}[language]
    titled = [(headings.format(**title._asdict()), _table(kinds, language)) for title, kinds in KINDS]
    return "\n\n".join(f"### {title}\n\n" + "\n".join(rows) for title, rows in titled)


def _table(kinds: tuple[ProblemKind, ...], language: Language) -> Iterator[str]:
    """Yield the lines of a table; of kinds with the same code the first speaks for all."""
    yield Text("| 代码 | | 问题 | 怎么办 |", "| code | | what is wrong | what to do |").to(language)
    yield "| --- | --- | --- | --- |"
    first = {kind.code: kind for kind in reversed(kinds)}
    for code in sorted(first):
        kind = first[code]
        severity = _SEVERITIES[kind.severity].to(language)
        yield f"| `{code}` | {severity} | {_sentence(kind.message.to(language))} | {_sentence(kind.fix.to(language))} |"


def _sentence(template: str) -> str:
    """Return a template of a message with … for each detail."""
    return _DETAIL.sub("…", _SAID_ONLY_SOMETIMES.sub("", template)).replace("|", "\\|")


def with_problem_tables(page: str, language: Language) -> str:
    """Return a page with the tables between its marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{problem_tables(language)}\n\n{END}{after}"


def main() -> None:
    """Rewrite the pages."""
    for language, folder in FOLDERS.items():
        (folder / "commands.md").write_text(command_page(language), encoding="utf-8", newline="\n")
        data = folder / "data.md"
        data.write_text(with_problem_tables(data.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--helps"]:
        sys.stdout.write(json.dumps(helps()))
    else:
        main()
