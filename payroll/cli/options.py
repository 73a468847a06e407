"""Options that several commands share, and the language of the help texts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from payroll.cli.config import USUAL, Named, Value, configured_language, current_folder
from payroll.language import Language, language_of_locale


def _language_of_help() -> Language:
    """Return the language of ``--lang``, of payroll.toml, or the locale's; help is made before options are parsed."""
    for index, word in enumerate(sys.argv):
        if word == "--lang" and sys.argv[index + 1 : index + 2] in (["zh"], ["en"]):
            return "zh" if sys.argv[index + 1] == "zh" else "en"
        if word in {"--lang=zh", "--lang=en"}:
            return "zh" if word.endswith("zh") else "en"
    return configured_language(current_folder()) or language_of_locale()


HELP_LANGUAGE = _language_of_help()


def say(zh: str, en: str) -> str:
    """Return the sentence in the language of the help texts."""
    return zh if HELP_LANGUAGE == "zh" else en


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


def _named(value: str | Named) -> Named:
    return value if isinstance(value, Named) else Named(value, "option")


Period = Annotated[
    str, typer.Argument(metavar="PERIOD", help=say("计薪月份，如 2026-10", "the pay period, such as 2026-10"))
]
Data = Annotated[
    Path, typer.Option("--data", metavar="DIR", help=say("存放各表的文件夹", "the folder with the tables"))
]
Policies = Annotated[
    Path, typer.Option("--policies", metavar="DIR", help=say("存放制度的文件夹", "the folder with the policies"))
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_of_period,
        show_default="out/PERIOD",
        help=say("写入结果的文件夹", "the folder for the results"),
    ),
]
Results = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_of_period,
        show_default="out/PERIOD",
        help=say(
            "放着结果的文件夹；只看其中的工作簿有没有未读入的决定",
            "where the results are; only its workbook is looked at",
        ),
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
        help=say(
            "把有此类错误的行搁置后继续（可重复使用）；搁置的行仍会列出",
            "set the rows with this error aside and go on (repeatable); they stay listed",
        ),
    ),
]
Lang = Annotated[
    Literal["zh", "en"],
    typer.Option("--lang", help=say("界面语言：zh 中文，en 英文", "the language: zh Chinese, en English")),
]
Store = Annotated[str, typer.Option("--store", metavar="STORE", help=say("只看这个门店", "this store only"))]

Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="PLACE",
        envvar="PAYROLL_DB",
        help=say(
            "账簿：SQLite 文件，或 postgresql+psycopg://用户@主机/数据库",
            "the book of record: a SQLite file, or postgresql+psycopg://user@host/database",
        ),
    ),
]
Evidence = Annotated[
    str | None,
    typer.Option(
        "--evidence",
        metavar="PLACE",
        envvar="PAYROLL_EVIDENCE",
        show_default=say("账簿旁的 evidence 文件夹", "the folder evidence beside the book"),
        help=say("证据库：文件夹，或 fsspec 支持的网址", "the evidence store: a folder, or any URL that fsspec knows"),
    ),
]
By = Annotated[
    Named | None,
    typer.Option(
        "--by",
        metavar="NAME",
        parser=_named,
        show_default=say("PAYROLL_BY，否则登录名", "PAYROLL_BY, else the login name"),
        help=say("经办人", "who does it"),
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("原因，会记入账簿", "why; it is recorded"))]
