"""Options that several commands share, and the language of the help texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from payroll.language import Language, language_of_locale


def _language_of_help() -> Language:
    """Return the language that ``--lang`` asks for, or the locale's; help is made before options are parsed."""
    for index, word in enumerate(sys.argv):
        if word == "--lang" and sys.argv[index + 1 : index + 2] in (["zh"], ["en"]):
            return "zh" if sys.argv[index + 1] == "zh" else "en"
        if word in {"--lang=zh", "--lang=en"}:
            return "zh" if word.endswith("zh") else "en"
    return language_of_locale()


HELP_LANGUAGE = _language_of_help()


def say(zh: str, en: str) -> str:
    """Return the sentence in the language of the help texts."""
    return zh if HELP_LANGUAGE == "zh" else en


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
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        show_default="out/PERIOD",
        help=say("写入结果的文件夹", "the folder for the results"),
    ),
]
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
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        show_default=say("PAYROLL_BY，否则登录名", "PAYROLL_BY, else the login name"),
        help=say("经办人", "who does it"),
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("原因，会记入账簿", "why; it is recorded"))]

LANG = HELP_LANGUAGE
DB = "payroll.db"
"""The book that is meant where none is named."""
DATA, POLICIES, OUT = Path("data"), Path("policies"), Path("out")
"""The folders that are meant where none is named; results go into a folder of ``OUT`` for each period."""
