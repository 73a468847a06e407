"""The pages of the documents as the tests read them: their blocks, and the commands in them run as a reader would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.language import Language

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
OF_THE_SITE = sorted([*DOCS.glob("*.md"), *DOCS.glob("zh/*.md")])
PAGES = [*READMES, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *OF_THE_SITE]

SHELLS = ("sh", "powershell")
FENCE = re.compile(r"^```(\w+)(?: +([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BY_HAND = re.compile(r"^<!-- by hand: (copy|change) (\S+?)(?::(.*))? -> (.*) -->$", re.MULTILINE)
"""What a reader is told to do in an editor: `copy FILE -> FILE`, or `change FILE: old text -> new text`."""

OPTIONS = "tests/test_docs_cluster.py looks up what it says"
NOT_RUN = {
    "make test": "runs all tests, this one among them",
    "pipx install .": "sets up another environment, with a network",
    "py -m pip install --user pipx": "Windows only, with a network",
    "py -m pipx ensurepath": "Windows only, changes the reader's PATH",
    "payroll run 2026-10 --engine dask --memory 4GB --data s3://pay/2026-10 --policies policies"
    " --out s3://pay/results/2026-10 --evidence s3://pay/evidence": "needs a bucket of the reader's; the tests of the"
    " engine run the like of it",
    "payroll run 2026-10 --engine dask --scheduler tcp://127.0.0.1:8786 --data s3://pay/2026-10 --policies policies"
    " --out s3://pay/results/2026-10 --evidence s3://pay/evidence": "needs a cluster and a bucket of the reader's; the"
    " tests of the engine run the like of it",
    **dict.fromkeys(
        (
            "dask scheduler --port 8786 --no-dashboard",
            "dask worker tcp://127.0.0.1:8786 --nworkers 2 --nthreads 1 --memory-limit 4GB --no-dashboard",
        ),
        f"does not end; {OPTIONS}",
    ),
    **{
        f"docker compose --file docs/cluster/compose.yaml {words}": f"needs Docker; {OPTIONS}"
        for words in (
            "up --build --detach --scale worker=4 scheduler worker",
            "run --rm payroll run 2026-10 --engine dask --scheduler tcp://scheduler:8786 --data s3://pay/2026-10"
            " --policies /policies --out s3://pay/results/2026-10",
            "run --rm payroll close 2026-10 --out /receipts",
            "down",
        )
    },
    **dict.fromkeys(
        (
            "kubectl create secret generic payroll-s3 --from-env-file=s3.env",
            "helm install payroll-dask dask/dask --values docs/cluster/helm-values.yaml",
            "kubectl run payroll-2026-10 --rm --stdin --tty --image=REPOSITORY/payroll:TAG --command -- bash",
        ),
        f"needs a Kubernetes cluster; {OPTIONS}",
    ),
}
"""Commands that no test can run, each with the reason."""


class Block(NamedTuple):
    """A fenced block: its language, what stands behind it (`exit 2`, the name of a file), its lines."""

    language: str
    about: str
    lines: list[str]


class Ran(NamedTuple):
    """What running a page came to: how many commands, and each difference between what it shows and what is printed."""

    commands: int
    differences: list[str]


Demo = Callable[[Language], tuple[Path, str]]
"""From a language to the folder that holds the fresh `payroll-demo`, and what the command printed."""


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """Return what a page shows and asks for, in order; what is to be done by hand is a block `hand`."""
    text = read(page)
    fenced = [(match.start(), Block(match[1], match[2] or "", match[3].splitlines())) for match in FENCE.finditer(text)]
    by_hand = [(match.start(), Block("hand", match[1], list(match.groups("")[1:]))) for match in BY_HAND.finditer(text)]
    return [block for _, block in sorted(fenced + by_hand)]


def language_of(page: Path) -> Language:
    return "zh" if page.parent.name == "zh" or page.name == "README.zh-CN.md" else "en"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def run_page(page: Path, demo: Demo) -> Ran:
    """Run the commands of a page in the current folder, from top to bottom.

    A block with the name of a file behind its language becomes that file; one of `sh` is run; one of `text` is what
    the commands before it print.
    """
    language, printed, ran, differences, before = language_of(page), "", 0, [], ""
    for block in blocks(page):
        if block.language in SHELLS:
            printed = ""
            for line in block.lines:
                if line in NOT_RUN:
                    continue
                code, output = run_line(line, language, demo)
                printed, ran = printed + output, ran + 1
                wanted = int(block.about.removeprefix("exit ") or 0)
                if code != wanted:
                    differences.append(f"{line}\nends with {code}, not {wanted}:\n{output}")
        elif block.language == "text" or (block.language == "json" and before in SHELLS):
            missing = first_difference(block.lines, printed)
            differences += [f"not printed: {missing}\nprinted:\n{printed}"] if missing else []
        elif block.language == "hand":
            do_by_hand(block)
        elif block.about:
            file = Path(block.about)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join([*block.lines, ""]), encoding="utf-8", newline="\n")
        before = block.language
    return Ran(ran, differences)


def do_by_hand(block: Block) -> None:
    file, old, new = Path(block.lines[0]), block.lines[1].strip(), block.lines[2]
    if block.about == "copy":
        shutil.copy(file, new)
        return
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def run_line(line: str, language: Language, demo: Demo) -> tuple[int, str]:
    """Run one command: `payroll` within this process, `python` as another one. Returns its exit code and output."""
    program, *words = shlex.split(line)
    if line in {"payroll demo", "make demo"}:
        folder, printed = demo(language)
        shutil.copytree(folder, "payroll-demo")
        return 0, printed
    if program == "payroll":
        result = CliRunner().invoke(app, [*words, "--lang", language])
        return result.exit_code, result.output
    assert program == "python", f"cannot be run, and is not listed in NOT_RUN: {line}"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *words], env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def first_difference(shown: list[str], printed: str) -> str | None:
    """Return the first shown line that is not printed where it should be; None if all is as it is shown.

    `…` stands for whatever is left out. Blanks and what draws a table make no difference: a terminal has rules, and
    cells of several lines, where a pipe has tabs.
    """
    got = _squeezed(printed)
    for number, line in enumerate(shown, start=1):
        if not re.match(_pattern(shown[:number]), got, re.DOTALL):
            return line
    return None if re.fullmatch(_pattern(shown), got, re.DOTALL) else "(more is printed than is shown)"


def _pattern(lines: list[str]) -> str:
    return ".*".join(re.escape(part) for part in _squeezed("\n".join(lines)).split("…"))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s│┃━╇┿]+", "", text)
