"""The commands and their help. Nothing heavy is imported here: each command imports what it needs."""

from __future__ import annotations

from typing import Annotated

import typer

from payroll import __version__
from payroll.cli import (
    ahead,
    amending,
    appeals,
    calendar,
    demo,
    doctor,
    explain,
    init,
    inspect,
    ledger,
    page,
    policy,
    policy_words,
    run,
    sample,
    simulate,
    statements,
    swaps,
)
from payroll.cli.answer import Commands
from payroll.cli.config import ConfigurationError, current_folder, find_configuration, read_configuration
from payroll.cli.options import LANG, defaults_of, say
from payroll.cli.screen import refuse, tell
from payroll.language import Text

app = typer.Typer(
    name="payroll",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help=say(
        "考勤、扣款与工资调整：按成文制度计算一个月，每笔金额都写明依据。",
        "Attendance, penalties and pay adjustments: a month by the written rules, every amount explained.",
    ),
    epilog=say(
        "选项可以写在当前文件夹或其上级的 payroll.toml 里；命令行优先，其次是环境变量。"
        "退出代码：0 完成；1 所要求的检查未通过；2 输入或用法有误。",
        "Options may stand in payroll.toml, in this folder or one above it; the command line goes before it, then the "
        "environment. Exit codes: 0 done; 1 a check that was asked for failed; 2 bad input or usage.",
    ),
)
swaps_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("换班：额度与事前检查。", "Swaps: quotas, and checks before they happen."),
)
policy_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=say("制度文件。", "Policy files."))

appeal_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("申诉：提出、决定、查看。", "Appeals: made, decided, listed."),
)
ledger_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("账簿：查看、核对、重算、导出、抽样。", "The book of record: show, verify, replay, export, sample."),
)

app.command(
    "demo", help=say("用随附的样例跑一遍，看看结果是什么样。", "Run the shipped samples and see what comes out.")
)(demo.demo)
app.command(
    "init",
    help=say(
        "建立一个文件夹来开始：制度、空表、设置和第一个月的说明。",
        "Make a folder to begin with: policies, empty tables, settings, a guide.",
    ),
)(init.init)
app.command(
    "doctor",
    help=say(
        "检查程序、设置、文件夹、各表、制度和账簿是否就绪，有问题的告诉怎么办。",
        "Tell whether everything is as needed, and what to do where it is not.",
    ),
)(doctor.doctor)
app.command(
    "run",
    help=say(
        "计算一个月并写出结果。",
        "Compute a month and write the results.",
    ),
)(run.run)
app.command(
    "explain",
    help=say(
        "说明一名员工一个月的每笔金额。",
        "Explain one employee's month, shift by shift.",
    ),
)(explain.explain)
app.command(
    "page",
    help=say(
        "把一个月写成一个网页文件：数字、图表、可筛选的表，每笔都能展开到原始记录。",
        "Write a month as one web page: numbers, charts, tables, every line down to its evidence.",
    ),
)(page.page)
app.command(
    "statements",
    help=say(
        "给每名员工一页明细（HTML 和 PDF）：扣了多少、为什么、怎样提出异议。",
        "A page for each employee, HTML and PDF: what was deducted, why, and how to object.",
    ),
)(statements.statements)
app.command(
    "simulate",
    help=say(
        "换一种制度试算：谁多得、谁少得、差多少。", "Months under another policy: who gains, who loses, how much."
    ),
)(simulate.simulate)
app.command(
    "warnings",
    help=say(
        "扣款之前提醒店长：再有一次要扣多少、换班剩几次、谁快转正。",
        "Before it costs: what the next time costs, and what is due.",
    ),
)(ahead.warnings)
app.command(
    "calendar",
    help=say(
        "把一个门店的一个月画成图：谁何时上班、换班、迟到、剩几次换班。",
        "Draw a store's month as a picture for the phone.",
    ),
)(calendar.calendar)
swaps_app.command("quota", help=say("每个人本月已换几次、还剩几次。", "How many swaps everyone has used and left."))(
    swaps.quota
)
swaps_app.command(
    "check",
    help=say(
        "换班前检查是否允许。",
        "Check a swap before it happens.",
    ),
)(swaps.check)
policy_app.command(
    "check", help=say("检查制度文件是否有误、是否写成了本意。", "Check whether policy files are sound.")
)(policy.check)
policy_app.command(
    "show",
    help=say(
        "用通俗的话写出一个版本的全部规定，附算例，可以公布给员工。",
        "Print the rule book in plain sentences with worked examples, fit to publish.",
    ),
)(policy_words.show_book)
policy_app.command("diff", help=say("两个版本之间改了什么。", "What changed between two versions, in words."))(
    policy_words.diff
)
app.command(
    "inspect",
    help=say("看看一个文件被认成什么。", "Show what a file is recognised as."),
)(inspect.inspect)
app.command("close", help=say("结账：台账入账，当月封存。", "Post the draft of a month and seal the month."))(
    amending.close
)
app.command(
    "amend",
    help=say("为已结账的月份补入迟到的资料，由下一个月更正。", "Take late evidence into a closed month."),
)(amending.amend)
app.command("waive", help=say("免除一笔扣款。", "Forgive a charge."))(appeals.waive)
appeal_app.command("open", help=say("对一笔扣款提出申诉。", "Object to a charge."))(appeals.open_)
appeal_app.command("decide", help=say("决定一件申诉。", "Decide an appeal."))(appeals.decide)
appeal_app.command("list", help=say("列出申诉。", "List the appeals."))(appeals.list_)
ledger_app.command("show", help=say("按条件查看已入账的台账。", "Show posted lines, filtered."))(ledger.show_lines)
ledger_app.command("verify", help=say("核对账簿与证据有没有被改动。", "Check that nothing was altered."))(ledger.verify)
ledger_app.command("replay", help=say("用留存的证据重新计算已结账的月份。", "Compute a closed month again."))(
    ledger.replay
)
ledger_app.command("receipt", help=say("再写一份结账回执。", "Write the receipt of a closed month again."))(
    ledger.receipt
)
ledger_app.command("export", help=say("导出整本账簿，供离线核对。", "Export the book, to check it offline."))(
    ledger.export
)
ledger_app.command("sample", help=say("抽样供审计核对。", "Draw a sample for an audit."))(sample.sample)
ledger_app.command("upgrade", help=say("把旧版本的账簿升级到本版本。", "Bring an older book to this version."))(
    ledger.upgrade
)
app.add_typer(appeal_app, name="appeal")
app.add_typer(ledger_app, name="ledger")
app.add_typer(swaps_app, name="swaps")
app.add_typer(policy_app, name="policy")


_WITHOUT_CONFIGURATION = ("init", "doctor")
"""The commands that a payroll.toml in error does not stop: one makes a folder of its own, the other tells of it."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"payroll {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("显示版本。", "Show the version."))
    ] = False,
) -> None:
    """Take the options that stand before a command, and what payroll.toml says of the options behind it."""
    current = current_folder()
    file = find_configuration(current)
    if file is None:
        return
    try:
        configuration = read_configuration(file, current)
    except ConfigurationError as error:
        if ctx.invoked_subcommand in _WITHOUT_CONFIGURATION:
            return
        refuse(error.text, LANG)
    ctx.default_map = defaults_of(ctx.command, configuration.values)
    if file.parent != current:
        tell(Text(f"配置文件：{file}", f"configuration: {file}").to(LANG))
