"""What is said of a month that was recorded as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payroll.cli.screen import show
from payroll.language import COMMA, Language, Text

if TYPE_CHECKING:
    from payroll.bookkeeping.carrying import Carrying
    from payroll.ledger.carried import Carried


def show_draft(period: str, carrying: Carrying, *, is_new: bool, lang: Language) -> None:
    """Say what the book holds now, what the month carries for closed ones, and what comes next."""
    _show_carried(period, carrying.carried, lang)
    if is_new:
        text = Text.of("recorded as the draft of {period}", period=period)
    else:
        text = Text.of("the draft of {period} is the same, nothing was added", period=period)
    after = Text.of("; check it, then close it with payroll close {period}", period=period)
    show(text.to(lang) + after.to(lang))


def _show_carried(period: str, carried: Carried, lang: Language) -> None:
    from payroll.cli.amending import show_other

    months = [str(entry).split("/")[0] for entry in carried.lines["corrects"]]
    earlier = [month for month in months if month != period]
    if earlier:
        text = Text.counted(
            "of these, {count} line of corrections and waivers, about {months}",
            "of these, {count} lines of corrections and waivers, about {months}",
            len(earlier),
            months=COMMA.join(sorted(set(earlier))),
        )
        show(text.to(lang))
    if own := len(months) - len(earlier):
        text = Text.counted(
            "of these, {count} line of waivers and granted appeals of the month itself",
            "of these, {count} lines of waivers and granted appeals of the month itself",
            own,
        )
        show(text.to(lang))
    for month, corrected in carried.corrected.items():
        show_other(month, corrected, lang)
    for forgiven in carried.without_effect:
        text = Text.of(
            "act {act} has nothing to give back: {entry_id} is no charge any more",
            act=forgiven.cause.act,
            entry_id=forgiven.entry_id,
        )
        show(text.to(lang))
