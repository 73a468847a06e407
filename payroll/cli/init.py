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
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.table import Table

FOLDER = Path("payroll")
"""The folder that is made where none is named."""
_TITLE_HINT = Text("请把标题改成本公司制度的名称", "change the title to the name of your own rules")

Target = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        show_default=str(FOLDER),
        help=say("要建立的文件夹；写 . 就用当前文件夹", "the folder to make; . is the current one"),
    ),
]
Chosen = Annotated[
    list[str],
    typer.Option(
        "--policy",
        metavar="ID",
        default_factory=list,
        show_default=say("全部", "all of them"),
        help=say(
            "放入哪项随附的制度：office-service 或 online-shop（可重复使用）",
            "which shipped policy to put in: office-service or online-shop (repeatable)",
        ),
    ),
]
Month = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        show_default=say("本月", "the current month"),
        help=say("第一个月，写进说明里", "the first month, which the guide is about"),
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
            Text(
                f"没有随附的制度 {', '.join(unknown)}；可用：{', '.join(known)}",
                f"no policy {', '.join(unknown)} comes with the program; there are: {', '.join(known)}",
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
        refuse(Text(f"{folder} 是文件，不是文件夹；请换一个名字", f"{folder} is a file; name another folder"), lang)
    tops = dict.fromkeys(name.partition("/")[0] for name in files)
    there = ", ".join(str(folder / name) for name in tops if (folder / name).exists())
    if there:
        refuse(
            Text(
                f"已经有 {there}；什么都没有写。请换一个文件夹，如 payroll init 新文件夹；"
                "或先把它们移走。要看已有的文件夹是否就绪，在其中运行 payroll doctor。",
                f"{there}: there already, so nothing was written. Name another folder, such as payroll init FOLDER, or "
                "move them away first. Whether a folder that you have is ready, payroll doctor tells in it.",
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
            Text(
                f"无法写入 {path}：{reason}。请处理后删掉 {folder} 中已写的文件，再运行一次。",
                f"cannot write {path}: {reason}. Correct this, delete what was written in {folder}, and run it again.",
            ),
            lang,
        )


def _show_made(folder: Path, chosen: Sequence[str], period: str, lang: Language) -> None:
    from payroll.reports.first_month import MORE

    lines = [
        Text(
            f"已建立 {folder}：制度 {'、'.join(chosen)}，data 和 {MORE.zh} 里的空表，设置 {NAME}",
            f"made {folder}: the policies {', '.join(chosen)}, empty tables in data and {MORE.en}, the settings {NAME}",
        ),
        _next(folder, period),
    ]
    for line in lines:
        show(line.to(lang))


def _next(folder: Path, period: str) -> Text:
    from payroll.reports.first_month import GUIDE

    if folder.resolve() == Path.cwd():
        return Text(
            f"接下来：双击打开 {GUIDE.zh}，照着走完 {period}；命令就在这个文件夹里运行",
            f"next: open {GUIDE.en} with a double click, it leads through {period}; give its commands in this folder",
        )
    guide = Text(str(folder / GUIDE.zh), str(folder / GUIDE.en))
    return Text(
        f"接下来：双击打开 {guide.zh}，照着走完 {period}；命令在这个文件夹里运行（cd {folder}）",
        f"next: open {guide.en} with a double click, it leads through {period}; give its commands in "
        f"that folder (cd {folder})",
    )


_SETTINGS = Text(
    rf"""# payroll 的设置：没有写选项时就用这里的值。命令行里写了的优先，其次是环境变量（PAYROLL_DB 等）。
# 路径从本文件所在的文件夹算起；用 / 分隔，或放在单引号里，如 'D:\工资\data'。
data     = "{USUAL["data"]}"        # 各表
policies = "{USUAL["policies"]}"    # 制度
out      = "{USUAL["out"]}"         # 结果，每个月一个子文件夹
db       = "{USUAL["db"]}"  # 账簿
evidence = "evidence"    # 证据库，与账簿一起备份
lang     = "zh"          # 界面语言：zh 或 en
# by     = "王芳"        # 经办人，会记入账簿；不写时是登录名
# accept = ["NAME-DIFFERS"]  # 每次都把有此类错误的行搁置
# check_law = true       # 法律检查有减少、拒绝或未检查时，以状态 1 结束
# workbook  = false      # 不写工作簿
# page      = true       # 另写网页
""",
    rf"""# The settings of payroll: what is taken where an option is not given. The command line goes before them, and
# so do environment variables (PAYROLL_DB and others). Paths start from the folder of this file; write them with /
# or in single quotation marks, such as 'D:\payroll\data'.
data     = "{USUAL["data"]}"        # the tables
policies = "{USUAL["policies"]}"    # the policies
out      = "{USUAL["out"]}"         # the results, in a folder for each month
db       = "{USUAL["db"]}"  # the book of record
evidence = "evidence"    # the evidence store; back it up together with the book
lang     = "en"          # the language: zh or en
# by     = "Wang Fang"   # who does it, which the book records; else it is the login name
# accept = ["NAME-DIFFERS"]  # always set the rows with this error aside
# check_law = true       # end with status 1 if the law cut, refused or did not check anything
# workbook  = false      # write no workbook
# page      = true       # write the month as a page, too
""",
)
