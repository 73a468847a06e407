"""``init``: a folder in which a month can be computed: policies, empty tables, the settings, a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.config import NAME, USUAL
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import check_period, refuse, show
from payroll.language import COMMA, Language, Text

if TYPE_CHECKING:
    from payroll.table import Table

FOLDER = Path("payroll")
"""The folder that is made where none is named."""
_TITLE_HINT = Text.of("change the title to the name of your own rules")

Target = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        show_default=str(FOLDER),
        help=say("the folder to make; . is the current one"),
    ),
]
Chosen = Annotated[
    list[str],
    typer.Option(
        "--policy",
        metavar="ID",
        default_factory=list,
        show_default=say("all of them"),
        help=say("which shipped policy to put in: office-service or online-shop (repeatable)"),
    ),
]
Month = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        show_default=say("the current month"),
        help=say("the first month, which the guide is about"),
    ),
]


def init(
    policy: Chosen, folder: Target = FOLDER, period: Month = "", as_json: AsJson = False, lang: Lang = LANG
) -> None:
    """Make a folder to begin with; nothing that exists is changed."""
    from payroll.shipped import shipped_folder

    month = period or f"{date.today():%Y-%m}"  # noqa: DTZ011 - the month on the wall
    check_period(month, lang)
    shipped = shipped_folder("policies")
    known = sorted(each.name for each in shipped.iterdir() if each.is_dir())
    unknown = [each for each in policy if each not in known]
    if unknown:
        refuse(
            Text.of(
                "no policy {unknown} comes with the program; there are: {known}",
                unknown=", ".join(unknown),
                known=", ".join(known),
            ),
            lang,
        )
    chosen = [each for each in known if each in policy or not policy]
    files = _files(shipped, chosen, month, lang)
    _refuse_existing(folder, files, lang)
    _write(folder, files, lang)
    if as_json:
        paths = [str(folder / name) for name in files]
        print_answer("init", {"period": month, "policies": chosen, "files": paths})
        return
    _show_made(folder, chosen, month, lang)


Writer = Callable[[Path], object]


def _files(shipped: Path, chosen: Sequence[str], period: str, lang: Language) -> Mapping[str, Writer]:
    """Return what writes each file, by its name in the folder."""
    from payroll.reports.blank_words import AT_ONCE, WHEN_NEEDED
    from payroll.reports.first_month import GUIDE, MORE, first_month_page, workbook_name

    policies = {
        f"policies/{version.parent.name}/{version.name}": _policy_text(version)
        for each in chosen
        for version in sorted((shipped / each).glob("*.toml"))
    }
    texts = {
        NAME: _SETTINGS.to(lang),
        **policies,
        GUIDE.to(lang): first_month_page(period, chosen, lang),
    }
    writers: dict[str, Writer] = {name: _writes(text) for name, text in texts.items()}
    write_table = _table_writer(shipped, chosen, period, lang)
    for where, tables in (("data", AT_ONCE), (MORE.to(lang), WHEN_NEEDED)):
        writers |= {f"{where}/{workbook_name(table, lang)}": write_table(table) for table in tables}
    return writers


def _table_writer(shipped: Path, chosen: Sequence[str], period: str, lang: Language) -> Callable[[Table], Writer]:
    from payroll.period import pay_period
    from payroll.policy.choices import choices_of
    from payroll.policy.load import load_policy
    from payroll.policy.model import Policies
    from payroll.reports.blank_table import write_blank_table

    versions = [version for each in chosen for version in load_policy(shipped / each)[0]]
    choices, day = choices_of(Policies(tuple(versions))), pay_period(period).first

    def writer(table: Table) -> Writer:
        return lambda path: write_blank_table(path, table, choices, lang, day)

    return writer


def _writes(text: str) -> Writer:
    return lambda path: path.write_text(text, encoding="utf-8", newline="\n")


def _policy_text(version: Path) -> str:
    """Return a shipped policy, with a word about its title."""
    return version.read_text(encoding="utf-8").replace(
        "[policy]\n", f"[policy]\n# {_TITLE_HINT.zh} / {_TITLE_HINT.en}\n", 1
    )


def _refuse_existing(folder: Path, files: Mapping[str, Writer], lang: Language) -> None:
    """Leave if any of the files or folders is there already, before anything is written."""
    if folder.exists() and not folder.is_dir():
        refuse(Text.of("{folder} is a file; name another folder", folder=folder), lang)
    tops = dict.fromkeys(name.partition("/")[0] for name in files)
    there = ", ".join(str(folder / name) for name in tops if (folder / name).exists())
    if there:
        refuse(
            Text.of(
                "{there}: there already, so nothing was written. Name another folder, such as payroll init FOLDER, "
                "or move them away first. Whether a folder that you have is ready, payroll doctor tells in it.",
                there=there,
            ),
            lang,
        )


def _write(folder: Path, files: Mapping[str, Writer], lang: Language) -> None:
    path = folder
    try:
        for name, write in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path)
    except OSError as error:
        reason = error.strerror or str(error)
        refuse(
            Text.of(
                "cannot write {path}: {reason}. Correct this, delete what was written in {folder}, and run it again.",
                path=path,
                reason=reason,
                folder=folder,
            ),
            lang,
        )


def _show_made(folder: Path, chosen: Sequence[str], period: str, lang: Language) -> None:
    from payroll.reports.first_month import MORE

    lines = [
        Text.of(
            "made {folder}: the policies {chosen}, empty tables in data and {more}, the settings {name}",
            folder=folder,
            chosen=COMMA.join(chosen),
            more=MORE,
            name=NAME,
        ),
        _next(folder, period),
    ]
    for line in lines:
        show(line.to(lang))


def _next(folder: Path, period: str) -> Text:
    from payroll.reports.first_month import GUIDE

    if folder.resolve() == Path.cwd():
        return Text.of(
            "next: open {guide} with a double click, it leads through {period}; give its commands in this folder",
            guide=GUIDE,
            period=period,
        )
    guide = Text(str(folder / GUIDE.zh), str(folder / GUIDE.en))
    return Text.of(
        "next: open {guide} with a double click, it leads through {period}; give its commands in that folder (cd "
        "{folder})",
        guide=guide,
        period=period,
        folder=folder,
    )


_SETTINGS = Text.of(
    "# The settings of payroll: what is taken where an option is not given. The command line goes before them, and\n"
    "# so do environment variables (PAYROLL_DB and others). Paths start from the folder of this file; write them "
    "with /\n"
    "# or in single quotation marks, such as 'D:\\payroll\\data'.\n"
    'data     = "{data}"        # the tables\n'
    'policies = "{policies}"    # the policies\n'
    'out      = "{out}"         # the results, in a folder for each month\n'
    'db       = "{db}"  # the book of record\n'
    'evidence = "evidence"    # the evidence store; back it up together with the book\n'
    'lang     = "en"          # the language: zh or en\n'
    '# by     = "Wang Fang"   # who does it, which the book records; else it is the login name\n'
    '# accept = ["NAME-DIFFERS"]  # always set the rows with this error aside\n'
    "# check_law = true       # end with status 1 if the law cut, refused or did not check anything\n"
    "# workbook  = false      # write no workbook\n"
    "# page      = true       # write the month as a page, too\n",
    data=USUAL["data"],
    policies=USUAL["policies"],
    out=USUAL["out"],
    db=USUAL["db"],
)
