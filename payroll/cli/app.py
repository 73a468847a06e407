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
    help=say("Attendance, penalties and pay adjustments: a month by the written rules, every amount explained."),
    epilog=say(
        "Options may stand in payroll.toml, in this folder or one above it; the command line takes precedence, then "
        "the environment. Exit codes: 0 done; 1 a check that was asked for failed; 2 bad input or usage."
    ),
)
swaps_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("Swaps: quotas, and checks before they happen."),
)
policy_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=say("Policy files."))

appeal_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("Appeals: made, decided, listed."),
)
ledger_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("The book of record: show, verify, replay, export, sample."),
)

app.command("demo", help=say("Run the shipped samples and see what comes out."))(demo.demo)
app.command(
    "init",
    help=say("Make a folder to begin with: policies, empty tables, settings, a guide."),
)(init.init)
app.command(
    "doctor",
    help=say("Tell whether everything is as needed, and what to do where it is not."),
)(doctor.doctor)
app.command(
    "run",
    help=say("Compute a month and write the results."),
)(run.run)
app.command(
    "explain",
    help=say("Explain one employee's month, shift by shift."),
)(explain.explain)
app.command(
    "page",
    help=say("Write a month as one web page: numbers, charts, tables, every line down to its evidence."),
)(page.page)
app.command(
    "statements",
    help=say("A page for each employee, HTML and PDF: what was deducted, why, and how to object."),
)(statements.statements)
app.command(
    "simulate",
    help=say("Months under another policy: who gains, who loses, how much."),
)(simulate.simulate)
app.command(
    "warnings",
    help=say("Before it costs: what the next time costs, and what is due."),
)(ahead.warnings)
app.command(
    "calendar",
    help=say("Draw a store's month as a picture for the phone."),
)(calendar.calendar)
swaps_app.command("quota", help=say("How many swaps everyone has used and left."))(swaps.quota)
swaps_app.command(
    "check",
    help=say("Check a swap before it happens."),
)(swaps.check)
policy_app.command("check", help=say("Check whether policy files are sound."))(policy.check)
policy_app.command(
    "show",
    help=say("Print the rule book in plain sentences with worked examples, fit to publish."),
)(policy_words.show_book)
policy_app.command("diff", help=say("What changed between two versions, in words."))(policy_words.diff)
app.command(
    "inspect",
    help=say("Show what a file is recognised as."),
)(inspect.inspect)
app.command("close", help=say("Post the draft of a month and seal the month."))(amending.close)
app.command(
    "amend",
    help=say("Take late evidence into a closed month."),
)(amending.amend)
app.command("waive", help=say("Waive a charge."))(appeals.waive)
appeal_app.command("open", help=say("Object to a charge."))(appeals.open_)
appeal_app.command("decide", help=say("Decide an appeal."))(appeals.decide)
appeal_app.command("list", help=say("List the appeals."))(appeals.list_)
ledger_app.command("show", help=say("Show posted lines, filtered."))(ledger.show_lines)
ledger_app.command("verify", help=say("Check that nothing was altered."))(ledger.verify)
ledger_app.command("replay", help=say("Compute a closed month again."))(ledger.replay)
ledger_app.command("receipt", help=say("Write the receipt of a closed month again."))(ledger.receipt)
ledger_app.command("export", help=say("Export the book, to check it offline."))(ledger.export)
ledger_app.command("sample", help=say("Draw a sample for an audit."))(sample.sample)
ledger_app.command("upgrade", help=say("Bring an older book to this version."))(ledger.upgrade)
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
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("Show the version."))
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
        tell(Text.of("configuration: {file}", file=file).to(LANG))
