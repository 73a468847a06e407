"""Options that several commands share, and the language of the help texts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from payroll.cli.config import USUAL, Named, Value, configured_language, current_folder
from payroll.language import Language, language_of_locale, translations
from payroll.places import is_url


def _language_of_help() -> Language:
    """Return the language of ``--lang``, of payroll.toml, or the locale's; help is made before options are parsed."""
    for index, word in enumerate(sys.argv):
        if word == "--lang" and sys.argv[index + 1 : index + 2] in (["zh"], ["en"]):
            return "zh" if sys.argv[index + 1] == "zh" else "en"
        if word in {"--lang=zh", "--lang=en"}:
            return "zh" if word.endswith("zh") else "en"
    return configured_language(current_folder()) or language_of_locale()


HELP_LANGUAGE = _language_of_help()


def say(message: str, /, **values: object) -> str:
    """Return a sentence of the catalogues in the language of the help texts."""
    words = translations(HELP_LANGUAGE).gettext(message)
    return words.format(**values) if values else words


DATA, POLICIES, OUT = (Path(USUAL[name]) for name in ("data", "policies", "out"))
"""The folders that are meant where none is named; results go into a folder of ``OUT`` for each period."""
DB = USUAL["db"]
"""The book that is meant where none is named."""
LANG = HELP_LANGUAGE


def defaults_of(command: Any, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the values of payroll.toml as Click's ``default_map``: of a command, or for each command of a group.

    An option that has another default than the usual one means something else: ``amend --data`` is the folder of
    late evidence, ``ledger export --out`` a file. It takes nothing from there.
    """
    if hasattr(command, "commands"):
        return {name: defaults_of(each, values) for name, each in command.commands.items()}
    taken = (param for param in command.params if param.name in values and _is_usual(param))
    return {param.name: values[param.name] for param in taken}


def _is_usual(param: Any) -> bool:
    return param.name not in {"data", "policies", "out"} or str(param.default) == USUAL[param.name]


def _of_period(ctx: typer.Context, value: Path) -> Path:
    """Return the folder of ``--out`` as it is named there, else the period's own one in the general folder."""
    source = ctx.get_parameter_source("out")
    if source is not None and source.name == "COMMANDLINE":
        return value
    trial = ctx.params.get("record") is False
    return (value / "trial" if trial else value) / str(ctx.params.get("period", ""))


def _place_of_period(ctx: typer.Context, value: str) -> str:
    """Return what ``_of_period`` does, of a path or a URL."""
    return value if is_url(value) else str(_of_period(ctx, Path(value)))


def _named(value: str | Named) -> Named:
    return value if isinstance(value, Named) else Named(value, "option")


Period = Annotated[str, typer.Argument(metavar="PERIOD", help=say("the pay period, such as 2026-10"))]
Data = Annotated[Path, typer.Option("--data", metavar="DIR", help=say("the folder with the tables"))]
Policies = Annotated[Path, typer.Option("--policies", metavar="DIR", help=say("the folder with the policies"))]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_of_period,
        show_default="out/PERIOD",
        help=say("the folder for the results"),
    ),
]
DataPlace = Annotated[
    str, typer.Option("--data", metavar="DIR", help=say("the folder with the tables; with --engine also a URL"))
]
OutPlace = Annotated[
    str,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_place_of_period,
        show_default="out/PERIOD",
        help=say("the folder for the results; with --engine also a URL"),
    ),
]
Results = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_of_period,
        show_default="out/PERIOD",
        help=say("where the results are; only its workbook is looked at"),
    ),
]
"""The folder of a month's results, for a command that writes none: decisions may wait in the workbook there."""
Accept = Annotated[
    list[str],
    typer.Option(
        "--accept",
        metavar="CODE",
        default_factory=list,
        show_default=False,
        help=say("set the rows with this error aside and go on (repeatable); they stay listed"),
    ),
]
Lang = Annotated[
    Literal["zh", "en"],
    typer.Option("--lang", help=say("the language: zh Chinese, en English")),
]
Store = Annotated[str, typer.Option("--store", metavar="STORE", help=say("this store only"))]

Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="PLACE",
        envvar="PAYROLL_DB",
        help=say("the book of record: a SQLite file, or postgresql+psycopg://user@host/database"),
    ),
]
Evidence = Annotated[
    str | None,
    typer.Option(
        "--evidence",
        metavar="PLACE",
        envvar="PAYROLL_EVIDENCE",
        show_default=say("the folder evidence beside the book"),
        help=say("the evidence store: a folder, or any URL that fsspec knows"),
    ),
]
By = Annotated[
    Named | None,
    typer.Option(
        "--by",
        metavar="NAME",
        parser=_named,
        show_default=say("PAYROLL_BY, else the login name"),
        help=say("who does it"),
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("why; it is recorded"))]
