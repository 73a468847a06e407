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
        return Text(f"更正 {self.period}（{reason}；{who}）：", f"correction of {self.period} ({reason}; {who}): ")


def reversed_text(change: Change, old: str, new: str, action_falls: bool, said: Text) -> Text:
    """Return the explanation of a reversal; ``new`` is the amount that takes its place, "" for none."""
    told = Text(f"原记 {old}，现已没有这一笔，本行予以冲回", f"was {old}, is no longer there; this line takes it back")
    if new:
        told = Text(
            f"原记 {old}，改记 {new}，本行冲回原记金额", f"was {old}, becomes {new}; this line takes the old one back"
        )
    if action_falls:
        told = Text(f"{told.zh}，原待处理事项不再有效", f"{told.en}, and with it what was left to decide")
    head = change.head
    return Text(f"{head.zh}{told.zh}。原说明：{said.zh}", f"{head.en}{told.en}. It said: {said.en}")


def posted_text(change: Change, old: str, new: str, says: Text) -> Text:
    """Return the explanation of a line said anew; ``old`` is the amount before, "" for none. It ends with ``says``."""
    head = change.head
    then = Text(f"原记 {old}", f"was {old}") if old else Text("原来没有这一笔", "was not there")
    return Text(f"{head.zh}{then.zh}，现记 {new}：{says.zh}", f"{head.en}{then.en}, is now {new}: {says.en}")


def waived_text(charge: str, period: str, cause: Cause, said: Text) -> Text:
    """Return the explanation of a waiver; ``charge`` is what it gives back."""
    return Text(
        f"免除 {period} 的扣款 {charge}（{cause.who}，{cause.day}）：{cause.reason}。原说明：{said.zh}",
        f"charge of {charge} of {period} waived by {cause.who} on {cause.day}: {cause.reason}. It said: {said.en}",
    )


def taken_back_text(charge: str, period: str, cause: Cause, said: Text) -> Text:
    """Return the explanation of a granted appeal; ``charge`` is what it gives back."""
    return Text(
        f"申诉成立，退回 {period} 的扣款 {charge}（{cause.who}，{cause.day}）：{cause.reason}。原说明：{said.zh}",
        f"appeal granted by {cause.who} on {cause.day}, charge of {charge} of {period} given back: {cause.reason}. "
        f"It said: {said.en}",
    )


def unknown_text(entry_id: str) -> Text:
    """Return the refusal of an id that no line has."""
    return Text(
        f"台账中没有编号为“{entry_id}”的记录；请从 ledger.csv 的 entry_id 一列完整复制编号",
        f"the ledger has no entry «{entry_id}»; copy the whole id from the column entry_id of ledger.csv",
    )


def not_an_entry_text(entry_id: str) -> Text:
    """Return the refusal of the id of a correction or waiver line."""
    return Text(
        f"“{entry_id}”是更正或免除的记录，不是扣款本身；请写 corrects 一列中的编号",
        f"«{entry_id}» is a correction or a waiver and no charge of its own; give the id in its column corrects",
    )


def forgiven_already_text(entry_id: str, line: str) -> Text:
    """Return the refusal of an entry that is forgiven; ``line`` is the id of the line that did it, "" if none yet."""
    where = (
        Text(f"（见 {line}）", f" (see {line})")
        if line
        else Text("（已有经办记录，由未结账的月份入账）", " (that is on record, and the open month posts it)")
    )
    return Text(
        f"“{entry_id}”已经免除或申诉成立{where.zh}，不能再免除一次",
        f"«{entry_id}» is forgiven already, by a waiver or an appeal{where.en}; it cannot be forgiven twice",
    )


def reversed_already_text(entry_id: str) -> Text:
    """Return the refusal of an entry that a correction has reversed to nothing."""
    return Text(
        f"“{entry_id}”已被更正冲回，现在没有扣款可以免除",
        f"«{entry_id}» was reversed by a correction; there is no charge left to forgive",
    )


def no_charge_text(entry_id: str, amount: str, currency: str) -> Text:
    """Return the refusal of an entry that takes nothing."""
    return Text(
        f"“{entry_id}”的金额是 {amount} {currency}，不是扣款；只有扣款可以免除",
        f"«{entry_id}» is {amount} {currency} and no charge; only a charge can be forgiven",
    )
