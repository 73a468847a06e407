"""The folders: whether they are there, whether they can be read or written, and which workbooks are open."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from payroll.doctor.finding import Finding
from payroll.doctor.machine import name_findings, nearest
from payroll.language import Text

_OWNER = "~$"
"""How the file begins that Excel keeps beside a workbook while it is open."""


def read_finding(folder: Path, option: str) -> Finding:
    """Return whether a folder that is read, the one of ``--data`` or ``--policies``, is there and can be read."""
    if not folder.is_dir():
        text = Text.of("{option}: there is no folder {folder}", option=option, folder=folder)
        fix = Text.of("make one with payroll init, or say with {option} or in payroll.toml where it is", option=option)
        return Finding("folders", "error", text, fix)
    if not os.access(folder, os.R_OK | os.X_OK):
        text = Text.of("{option}: no permission to read {folder}", option=option, folder=folder)
        return Finding("folders", "error", text, Text.of("ask for permission to read it"))
    return Finding("folders", "ok", Text.of("{option}: {folder} can be read", option=option, folder=folder))


def write_finding(folder: Path, option: str) -> Finding:
    """Return whether a folder can be written, or made where it is not there yet. Nothing is tried out."""
    there = nearest(folder)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        made = Text.of("can be written") if folder.is_dir() else Text.of("can be made")
        return Finding("folders", "ok", Text.of("{option}: {folder} {made}", option=option, folder=folder, made=made))
    text = Text.of("{option}: {there} cannot be written", option=option, there=there)
    fix = Text.of("ask for permission, or name another folder with {option}", option=option)
    return Finding("folders", "error", text, fix)


def open_findings(data: Path, results: Path) -> list[Finding]:
    """Return the workbooks that are open in Excel, and results that could not be replaced."""
    findings = []
    for path in _workbooks(data):
        if path.with_name(_OWNER + path.name).exists():
            text = Text.of("{path} is open in Excel", path=path)
            fix = Text.of("save and close it: what is read is what was saved last")
            findings.append(Finding("folders", "warning", text, fix))
    for path in _workbooks(results):
        if path.with_name(_OWNER + path.name).exists() or not _replaceable(path):
            text = Text.of("the result {path} is open, or may not be written", path=path)
            findings.append(Finding("folders", "error", text, Text.of("close it in Excel")))
    return findings


def names_in(folders: Iterable[Path]) -> list[Finding]:
    """Return the names in these folders that Windows does not allow."""
    return name_findings(
        path.relative_to(folder) for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*"))
    )


def _workbooks(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*.xls*") if not path.name.startswith((_OWNER, ".")))


def _replaceable(path: Path) -> bool:
    """Tell whether a file may be written: Windows refuses it while another program holds it."""
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False
