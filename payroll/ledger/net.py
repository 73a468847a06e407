"""Lines about entries: their columns, their order, and what all of them together say now.

An **entry** is a line that a month computed (``2026-10/E01/lateness/2026-10-16.1``). It is never changed:
later months post lines about it, which name it in ``corrects``. All frames here have ``LEDGER_COLUMNS``:
those of ``ledger.csv``, ``date`` as int32 day, ``occurrence`` as int32 (-1: none), ``amount`` as int64
minor units, everything else text. They stand in the order in which they are posted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.entry_ids import COMPUTED, FORGIVEN, POSTED, REVERSED
from payroll.language import Text
from payroll.ledger.correction_words import Cause
from payroll.period import day_number, iso_day

LEDGER_COLUMNS = (
    *("entry_id", "period", "employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity"),
    *("amount", "currency", "action", "kind", "corrects", "policy", "evidence", "explanation_zh", "explanation_en"),
)
_WHOLE = {"date": "int32", "occurrence": "int32", "amount": "int64"}


def ledger_frame(lines: pd.DataFrame, period: str = "", currency: str = "") -> pd.DataFrame:
    """Return lines with ``LEDGER_COLUMNS`` and their types.

    ``period`` and ``currency`` are filled in where the frame lacks these columns, as that of
    a month's own lines does.
    """
    stated = {"period": period, "currency": currency}
    missing = {name: value for name, value in stated.items() if name not in lines.columns}
    frame = lines.assign(**missing)[list(LEDGER_COLUMNS)]
    return frame.astype({name: _WHOLE.get(name, "str") for name in LEDGER_COLUMNS}).reset_index(drop=True)


def recorded_form(lines: pd.DataFrame) -> pd.DataFrame:
    """Return lines as the book holds them: ``date`` as text, no occurrence as 0."""
    dates = {day: iso_day(day) for day in lines["date"].unique().tolist()}
    stated = lines["date"].map(dates).astype("str")
    return lines.assign(date=stated, occurrence=lines["occurrence"].clip(lower=0).astype("int64"))


def ledger_form(recorded: pd.DataFrame) -> pd.DataFrame:
    """Return lines that the book holds as a ledger has them: the reverse of ``recorded_form``."""
    days = {text: day_number(date.fromisoformat(text)) for text in recorded["date"].unique().tolist()}
    occurrence = recorded["occurrence"].where(recorded["occurrence"] > 0, -1)
    return ledger_frame(recorded.assign(date=recorded["date"].map(days), occurrence=occurrence))


def entry_of(lines: pd.DataFrame) -> pd.Series:
    """Return the id of the entry that each line is about: itself, if it is a computed one."""
    return lines["corrects"].where(lines["corrects"] != "", lines["entry_id"])


def in_ledger_order(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines by employee, date, rule and event; those about one entry in the order that they make sense in.

    That is: the entry itself, its reversal, what it says instead, its waiver.
    """
    keys = lines[["employee_id", "date", "rule"]].assign(entry=entry_of(lines), part=_parts(lines))
    keys = keys.reset_index(drop=True).sort_values([*keys.columns], kind="stable")
    return lines.iloc[keys.index.to_numpy()].reset_index(drop=True)


def net_lines(posted: pd.DataFrame) -> pd.DataFrame:
    """Return what each computed entry says now: one row for each, in the order in which they came up.

    ``posted`` holds all lines about the entries that are asked for, in order. The row has
    ``LEDGER_COLUMNS`` of the latest line that states the entry, with the entry's own id and period and
    no ``corrects``; and said_by (id of that line), reversed (bool: taken back since, it says nothing),
    forgiven_by (id of its waiver or granted appeal, else ""), net (int64: the sum of all lines about it).
    ``amount`` is what it says, forgiven or not.
    """
    lines = _as_said(ledger_frame(posted))
    entry, part = entry_of(lines), _parts(lines)
    stating = part != FORGIVEN
    last = pd.Series(part[stating], index=entry[stating]).groupby(level=0).last()
    saying = np.isin(part, (COMPUTED, POSTED))
    says = lines.assign(said_by=lines["entry_id"], entry_id=entry)[saying]
    says = says.drop_duplicates("entry_id", keep="last", ignore_index=True)
    forgiving = lines["entry_id"][~stating].set_axis(pd.Index(entry[~stating]))
    forgiving = forgiving[~forgiving.index.duplicated()]
    came_up = pd.Index(entry.unique()).get_indexer(pd.Index(says["entry_id"]))
    says = says.iloc[np.argsort(came_up)].reset_index(drop=True)
    own = says["entry_id"]
    return says.assign(
        period=own.str.split("/", n=1).str[0].astype("str"),
        corrects=pd.Series("", index=says.index, dtype="str"),
        reversed=(own.map(last) == REVERSED).astype(bool),
        forgiven_by=pd.array(forgiving.reindex(own, fill_value=""), dtype="str"),
        net=own.map(lines["amount"].groupby(entry).sum()).astype("int64"),
    )


def _as_said(lines: pd.DataFrame) -> pd.DataFrame:
    """Return lines in the order in which they count: by month as posted, in a month reversals before what is new.

    The ledger of a month is by date, and an entry that is said anew may be dated earlier than what it said before.
    """
    month, _ = pd.factorize(lines["period"])
    order = np.lexsort((_parts(lines), month))
    return lines.iloc[order].reset_index(drop=True)


def _parts(lines: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Return what each line does to its entry. Raises ``ValueError`` for a line of no known form."""
    about, kind = lines["corrects"], lines["kind"]
    of_month = lines["period"] + "/" + lines["employee_id"]
    correction = of_month + "/correction/" + about
    parts = np.select(
        [
            (about == "").to_numpy(bool),
            ((kind == "correction") & (lines["entry_id"] == correction + "/reversed")).to_numpy(bool),
            ((kind == "correction") & (lines["entry_id"] == correction + "/posted")).to_numpy(bool),
            ((kind == "waiver") | (lines["entry_id"] == of_month + "/appeal/" + about)).to_numpy(bool),
        ],
        [COMPUTED, REVERSED, POSTED, FORGIVEN],
        -1,
    ).astype(np.int8)
    if (parts < 0).any():
        raise ValueError(f"a line of no known form: {lines['entry_id'].to_numpy(object)[parts < 0][0]}")
    return parts


def lines_about(entries: pd.DataFrame, period: str, word: str, part: str, cause: Cause) -> pd.DataFrame:
    """Return lines about ``entries`` in ``period``: ids, ``corrects`` and evidence, all else as the entries have it."""
    lines = entries[list(LEDGER_COLUMNS)].reset_index(drop=True)
    entry = lines["entry_id"]
    ids = period + "/" + lines["employee_id"] + f"/{word}/" + entry + (f"/{part}" if part else "")
    return lines.assign(
        entry_id=ids,
        period=period,
        corrects=entry,
        kind="waiver" if word == "waiver" else "correction",
        evidence=[cause.evidence(stated) for stated in lines["evidence"]],
    )


def explained(lines: pd.DataFrame, told: Sequence[Text]) -> pd.DataFrame:
    """Return the lines with these explanations, one for each."""
    zh, en = [text.zh for text in told], [text.en for text in told]
    return ledger_frame(lines.assign(explanation_zh=zh, explanation_en=en))
