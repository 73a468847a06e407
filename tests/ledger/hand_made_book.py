"""Small books put together by hand, from the text of the design alone: nothing of the program is used."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

LINE = [
    *("sequence", "entry_id", "period", "employee_id", "name", "store", "date", "rule", "clause", "occurrence"),
    *("quantity", "amount", "currency", "action", "kind", "corrects", "policy", "evidence"),
    *("explanation_zh", "explanation_en"),
]
ACT = [
    *("number", "kind", "period", "subject", "who", "who_from", "at", "why", "details"),
    *("last_line", "line_head"),
]
RUN = ["run_id", "period", "manifest", "outputs", "problems"]
ZEROS = "0" * 64
AWKWARD = (
    'he said "late", twice',
    "two\nlines",
    "a\rb\r\nc",
    "=1+1",
    "@cmd, +1, -1",
    "  spaces at both ends  ",
    '"',
    "\u2028 \x0b \x1c \x85",
    "王小明，迟到 🕗",
    "\ufeffmark",
    "",
)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def chain_hash(tag: str, previous: str, values: list[Any]) -> str:
    hashed = (tag + previous).encode()
    for value in values:
        text = str(value).encode()
        hashed += str(len(text)).encode() + b":" + text
    return sha(hashed)


def compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass
class Book:
    """The rows of the tables, and the evidence: (hash, suffix) -> bytes."""

    lines: list[dict[str, Any]]
    acts: list[dict[str, Any]]
    runs: list[dict[str, Any]]
    evidence: dict[tuple[str, str], bytes]

    def batches(self, rows: int = 3) -> list[list[list[Any]]]:
        """The lines as columns, a few rows at a time."""
        return [
            [[line[name] for line in self.lines[start : start + rows]] for name in [*LINE, "hash"]]
            for start in range(0, len(self.lines), rows)
        ]

    def kept(self, data: bytes, suffix: str) -> str:
        self.evidence[sha(data), suffix] = data
        return sha(data)

    def post(self, period: str, rule: str, amount: int, text: str = "") -> None:
        number = len(self.lines) + 1
        values = [number, f"{period}/E01/{rule}/{number}", period, "E01", "王小明", "南京路店", f"{period}-16", rule]
        values += ["4.1", number % 3, "12", amount, "CNY", "", "charge", "", "retail@2023-02-03", "punches.csv:18"]
        values += [f"迟到{text}", text]
        line = dict(zip(LINE, values, strict=True))
        self.lines.append({**line, "hash": chain_hash("payroll/line/1", self.head, values)})

    def act(self, kind: str, period: str, subject: str, details: dict[str, Any], why: str = "按时") -> None:
        number, last = len(self.acts) + 1, len(self.lines)
        values = [number, kind, period, subject, "李会计", "option", f"2026-12-0{number}T09:12:44+08:00", why]
        values += [compact(details), last, self.head]
        seal = chain_hash("payroll/act/1", self.acts[-1]["hash"] if self.acts else ZEROS, values)
        self.acts.append({**dict(zip(ACT, values, strict=True)), "hash": seal})

    def run(self, period: str, policy: str) -> str:
        table: dict[str, Any] = {
            "file": "punches.csv",
            "sheet": "",
            "table": "punches",
            "format": "csv",
            "sha256": sha(b"source"),
        }
        table |= {
            "rows": 9,
            "out_of_scope": 1,
            "duplicate": 0,
            "set_aside": self.kept(b"aside " + period.encode(), "parquet"),
        }
        table["evidence"] = self.kept(b"PAR1 punches " + period.encode(), "parquet")
        manifest = compact(
            {
                "period": period,
                "tool_version": "1.2.0",
                "currency": "CNY",
                "files": [table],
                "policies": [
                    {"policy_id": "retail", "date": "2023-02-03", "sha256": self.kept(policy.encode(), "toml")},
                    {"policy_id": "仓库 a/b", "date": "2024-01-01", "sha256": self.kept(b"# stock", "toml")},
                ],
                "calendar": self.kept(b"{}", "json"),
                "accepted": ["SWAP-LATE"],
                "carried": [],
                "lines": self.kept(b"PAR1 lines " + period.encode() + policy.encode(), "parquet"),
                "people": self.kept(b"PAR1 people " + period.encode(), "parquet"),
            }
        )
        problems = compact({"errors": 0, "warnings": 2, "accepted": {"SWAP-LATE": 1}})
        values = [sha(manifest.encode()), period, manifest, compact({"ledger.csv": sha(b"ledger")}), problems]
        self.runs.append({**dict(zip(RUN, values, strict=True)), "hash": chain_hash("payroll/run/1", ZEROS, values)})
        return str(values[0])

    @property
    def head(self) -> str:
        return str(self.lines[-1]["hash"]) if self.lines else ZEROS

    def close(self, period: str, posted: list[tuple[str, int, str]], policy: str = "# policy") -> None:
        run_id, first, previous = self.run(period, policy), len(self.lines) + 1, self.head
        for rule, amount, text in posted:
            self.post(period, rule, amount, text)
        manifest = json.loads(self.runs[-1]["manifest"])
        by_rule = {
            rule: sum(amount for each, amount, _ in posted if each == rule) for rule in {rule for rule, _, _ in posted}
        }
        receipt = {
            "period": period,
            "run": run_id,
            "tool_version": "1.2.0",
            "first_line": first,
            "last_line": len(self.lines),
            "lines": len(posted),
            "head": self.head,
            "previous_head": previous,
            "inputs": {"punches.csv": sha(b"source")},
            "policies": {f"{each['policy_id']}@{each['date']}": each["sha256"] for each in manifest["policies"]},
            "outputs": {"ledger.csv": sha(b"ledger")},
            "totals": {
                "lines": len(posted),
                "amount": sum(amount for _, amount, _ in posted),
                "by_rule": by_rule,
                "currency": "CNY",
            },
            "carried": [],
            "accepted": ["SWAP-LATE"],
            "drafted": {"who": "李会计", "who_from": "login", "at": "2026-11-02T10:00:00+08:00"},
        }
        self.act("closing", period, run_id, receipt)


def october() -> Book:
    """One month of lines with awkward texts."""
    book = Book([], [], [], {})
    rules = ("lateness", "absence", "guard")
    posted = [(rules[number % 3], -100 * number, text) for number, text in enumerate(AWKWARD)]
    book.close("2026-10", posted)
    return book


def three_months() -> Book:
    """October; November without a line; acts about October; December, under a policy file with another content."""
    book = october()
    book.close("2026-11", [])
    book.act("waiver", "2026-10", "2026-10/E01/lateness/1", {"amount": 100}, "第一次，\n予以免除")
    book.act("amendment", "2026-10", book.run("2026-10", "# amended"), {"staged": []}, 'the "late" complaint')
    book.act("appeal", "2026-10", "2026-10/E01/absence/2", {})
    book.act("decision", "2026-10", "5", {"granted": False}, "no evidence")
    book.close("2026-12", [("waiver", 100, ""), ("lateness", -700, "x"), ("lateness", -900, "y")], "# policy, new")
    return book
