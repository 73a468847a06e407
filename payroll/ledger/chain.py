"""The chain of hashes: what is hashed of a line, an act, a run and a draft.

A payload is the fields of a row one after the other, each as a netstring: the length of its UTF-8 text in
bytes, a colon, the text; whole numbers in plain decimal. A row's hash is the SHA-256 of a domain tag, the hash
of the row before (64 hexadecimal characters, ``NO_HASH`` before the first), and the payload. Runs and drafts
are no chain: each is hashed as if it were the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

LINE_TAG = b"payroll/line/1"
ACT_TAG = b"payroll/act/1"
RUN_TAG = b"payroll/run/1"
DRAFT_TAG = b"payroll/draft/1"
NO_HASH = "0" * 64

LINE_FIELDS = (
    *("sequence", "entry_id", "period", "employee_id", "name", "store", "date", "rule", "clause", "occurrence"),
    *("quantity", "amount", "currency", "action", "kind", "corrects", "policy", "evidence"),
    *("explanation_zh", "explanation_en"),
)
"""The fields of a line that are hashed, in this order."""
LINE_NUMBERS = frozenset({"sequence", "occurrence", "amount"})
ACT_FIELDS = (
    *("number", "kind", "period", "subject", "who", "who_from", "at", "why", "details", "last_line", "line_head"),
)
"""The fields of an act that are hashed, in this order."""
ACT_NUMBERS = frozenset({"number", "last_line"})
RUN_FIELDS = ("run_id", "period", "manifest", "outputs", "problems")
DRAFT_FIELDS = ("period", "run_id", "who", "who_from", "at")

Value = str | int


def payload(values: Iterable[Value]) -> bytes:
    """Return the payload of one row. Raises ``UnicodeEncodeError`` for text that is not Unicode."""
    return b"".join(map(_netstring, values))


def row_hash(tag: bytes, previous: str, values: Iterable[Value]) -> str:
    """Return the hash of one row, in hexadecimal: the plain form of ``payloads`` and ``chained``."""
    return sha256(tag + previous.encode() + payload(values)).hexdigest()


def payloads(columns: Sequence[pa.Array]) -> list[bytes]:
    """Return the payload of each row of whole columns: text or int64, without nulls, one row at least."""
    parts: list[pa.Array | pa.Scalar] = []
    for column in columns:
        text = column.cast(pa.large_string())
        if parts and pc.all(pc.equal(text, text[0])).as_py():  # the first column says how many rows there are
            parts.append(pa.scalar(_netstring(text[0].as_py()).decode(), pa.large_string()))
        else:
            parts += [_lengths(text), text]
    joined = pc.binary_join_element_wise(*parts, _NOTHING)
    rows: list[bytes] = joined.cast(pa.large_binary()).to_pylist()
    return rows


def chained(tag: bytes, previous: str, rows: Iterable[bytes]) -> list[str]:
    """Return the hash of each of the payloads ``rows`` that follow the row whose hash is ``previous``."""
    hashes = []
    for row in rows:
        previous = sha256(tag + previous.encode() + row).hexdigest()
        hashes.append(previous)
    return hashes


_COLON = pa.scalar(":", pa.large_string())
_LENGTHS = pa.array([f"{length}:" for length in range(4096)], pa.large_string())
_NOTHING = pa.scalar("", pa.large_string())


def _lengths(text: pa.Array) -> pa.Array:
    """Return the length of each text with its colon: looked up, which is quicker, unless one is very long."""
    lengths = pc.binary_length(text)
    if pc.max(lengths).as_py() < len(_LENGTHS):
        return _LENGTHS.take(lengths)
    return pc.binary_join_element_wise(lengths.cast(pa.large_string()), _NOTHING, _COLON)


def _netstring(value: Value) -> bytes:
    text = str(value).encode()
    return b"%d:%b" % (len(text), text)
