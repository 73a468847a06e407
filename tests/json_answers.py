"""What commands print with --json, read as a program would read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from payroll.cli.app import app

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "json.md"


def answer(*words: str, code: int = 0, lang: str = "en") -> dict[str, Any]:
    """Return the one JSON document that a command prints, and nothing beside it."""
    result = CliRunner().invoke(app, [*words, "--json", "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.stderr == ""
    found: dict[str, Any] = json.loads(result.stdout_bytes.decode("utf-8"))
    assert (result.exit_code, found["exit_code"]) == (code, code), found
    return found


def documented(command: str) -> list[str]:
    """Return the fields of a command's answer that docs/json.md tells of, in its order."""
    section = DOCUMENT.read_text(encoding="utf-8").partition(f"\n## `{command}`\n")[2].partition("\n## ")[0]
    return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
