"""The commands and their help. Nothing heavy is imported here: each command imports what it needs."""

from __future__ import annotations

from typing import Annotated

import typer

from payroll import __version__
from payroll.cli import demo, explain, inspect, month, policy, swaps
from payroll.cli.options import say

app = typer.Typer(
    name="payroll",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help=say(
        "考勤、扣款与工资调整：按成文制度计算一个月，每笔金额都写明依据。",
        "Attendance, penalties and pay adjustments: a month by the written rules, every amount explained.",
    ),
    epilog=say(
        "退出代码：0 完成；1 所要求的检查未通过；2 输入或用法有误。",
        "Exit codes: 0 done; 1 a check that was asked for failed; 2 bad input or usage.",
    ),
)
swaps_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("换班：额度与事前检查。", "Swaps: quotas, and checks before they happen."),
)
policy_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=say("制度文件。", "Policy files."))

app.command(
    "demo", help=say("用随附的样例跑一遍，看看结果是什么样。", "Run the shipped samples and see what comes out.")
)(demo.demo)
app.command(
    "run",
    help=say(
        "计算一个月并写出结果。",
        "Compute a month and write the results.",
    ),
)(month.run)
app.command(
    "explain",
    help=say(
        "说明一名员工一个月的每笔金额。",
        "Explain one employee's month, shift by shift.",
    ),
)(explain.explain)
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
app.command(
    "inspect",
    help=say("看看一个文件被认成什么。", "Show what a file is recognised as."),
)(inspect.inspect)
app.add_typer(swaps_app, name="swaps")
app.add_typer(policy_app, name="policy")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"payroll {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("显示版本。", "Show the version."))
    ] = False,
) -> None:
    """Take the options that stand before a command."""
