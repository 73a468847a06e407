"""What correction and waiver lines say, and why an entry cannot be forgiven, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.language import Text

_SENTENCE_ENDS = "。.；;，, "


@dataclass(frozen=True, slots=True)
class Cause:
    """The act that lines are posted for: its number (0: only tried), who, when (ISO) and why.

    ``earlier`` are the acts before it of which it takes the place. ``decided_on`` is the day on which it was decided
    (ISO) where that is stated apart from the act, which was recorded later; else "".
    """

    act: int
    who: str
    at: str
    why: str
    earlier: tuple[int, ...] = ()
    decided_on: str = ""

    @property
    def day(self) -> str:
        """The day on which it was decided, ``2026-11-03``: that of the act, unless another one is stated."""
        return self.decided_on or self.at[:10]

    @property
    def reason(self) -> str:
        """The reason as part of a sentence: on one line, without a mark at its end."""
        return " ".join(self.why.split()).rstrip(_SENTENCE_ENDS)

    def evidence(self, stated: str) -> str:
        """Return the evidence of a line with the act: its files are those of that act, not of the month's run."""
        acts = [f"act:{number}" for number in (*self.earlier, self.act) if number]
        return "; ".join(part for part in (stated, *acts) if part)


@dataclass(frozen=True, slots=True)
class Change:
    """The closed month that is corrected, and why."""

    period: str
    cause: Cause

    @property
    def head(self) -> Text:
        """The words that every correction begins with."""
        who, reason = self.cause.who, self.cause.reason
        return Text.of("correction of {period} ({reason}; {who}): ", period=self.period, reason=reason, who=who)


def reversed_text(change: Change, old: str, new: str, action_falls: bool, said: Text) -> Text:
    """Return the explanation of a reversal; ``new`` is the amount that takes its place, "" for none."""
    told = Text.of("was {old}, is no longer there; this line takes it back", old=old)
    if new:
        told = Text.of("was {old}, becomes {new}; this line takes the old one back", old=old, new=new)
    if action_falls:
        told = Text.of("{told}, and with it what was left to decide", told=told)
    head = change.head
    return Text.of("{head}{told}. It said: {said}", head=head, told=told, said=said)


def posted_text(change: Change, old: str, new: str, says: Text) -> Text:
    """Return the explanation of a line said anew; ``old`` is the amount before, "" for none. It ends with ``says``."""
    head = change.head
    then = Text.of("was {old}", old=old) if old else Text.within("line", "was not there")
    return Text.of("{head}{then}, is now {new}: {says}", head=head, then=then, new=new, says=says)


def waived_text(charge: str, period: str, cause: Cause, said: Text) -> Text:
    """Return the explanation of a waiver; ``charge`` is what it gives back."""
    return Text.of(
        "charge of {charge} of {period} waived by {who} on {day}: {reason}. It said: {said}",
        charge=charge,
        period=period,
        who=cause.who,
        day=cause.day,
        reason=cause.reason,
        said=said,
    )


def taken_back_text(charge: str, period: str, cause: Cause, said: Text) -> Text:
    """Return the explanation of a granted appeal; ``charge`` is what it gives back."""
    return Text.of(
        "appeal granted by {who} on {day}, charge of {charge} of {period} given back: {reason}. It said: {said}",
        who=cause.who,
        day=cause.day,
        charge=charge,
        period=period,
        reason=cause.reason,
        said=said,
    )


def unknown_text(entry_id: str) -> Text:
    """Return the refusal of an id that no line has."""
    return Text.of(
        "the ledger has no entry «{entry_id}»; copy the whole id from the column entry_id of ledger.csv",
        entry_id=entry_id,
    )


def not_an_entry_text(entry_id: str) -> Text:
    """Return the refusal of the id of a correction or waiver line."""
    return Text.of(
        "«{entry_id}» is a correction or a waiver and no charge of its own; give the id in its column corrects",
        entry_id=entry_id,
    )


def forgiven_already_text(entry_id: str, line: str) -> Text:
    """Return the refusal of an entry that is forgiven; ``line`` is the id of the line that did it, "" if none yet."""
    where = (
        Text.of(" (see {line})", line=line) if line else Text.of(" (that is on record, and the open month posts it)")
    )
    return Text.of(
        "«{entry_id}» is forgiven already, by a waiver or an appeal{where}; nothing is left to waive or to appeal "
        "against",
        entry_id=entry_id,
        where=where,
    )


def reversed_already_text(entry_id: str) -> Text:
    """Return the refusal of an entry that a correction has reversed to nothing."""
    return Text.of(
        "«{entry_id}» was reversed by a correction; no charge is left to waive or to appeal against", entry_id=entry_id
    )


def no_charge_text(entry_id: str, amount: str, currency: str) -> Text:
    """Return the refusal of an entry that takes nothing."""
    return Text.of(
        "«{entry_id}» is {amount} {currency} and no charge; only a charge can be waived or appealed against",
        entry_id=entry_id,
        amount=amount,
        currency=currency,
    )
