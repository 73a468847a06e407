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
        text = Text(f"{option}：没有文件夹 {folder}", f"{option}: there is no folder {folder}")
        fix = Text(
            f"用 payroll init 建立，或用 {option} 或 payroll.toml 写明在哪里",
            f"make one with payroll init, or say with {option} or in payroll.toml where it is",
        )
        return Finding("folders", "error", text, fix)
    if not os.access(folder, os.R_OK | os.X_OK):
        text = Text(f"{option}：无权读取 {folder}", f"{option}: no permission to read {folder}")
        return Finding("folders", "error", text, Text("请取得读取权限", "get the permission to read it"))
    return Finding("folders", "ok", Text(f"{option}：可以读取 {folder}", f"{option}: {folder} can be read"))


def write_finding(folder: Path, option: str) -> Finding:
    """Return whether a folder can be written, or made where it is not there yet. Nothing is tried out."""
    there = nearest(folder)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        made = Text("可以写入", "can be written") if folder.is_dir() else Text("可以建立", "can be made")
        return Finding("folders", "ok", Text(f"{option}：{made.zh} {folder}", f"{option}: {folder} {made.en}"))
    text = Text(f"{option}：无法写入 {there}", f"{option}: {there} cannot be written")
    fix = Text(
        f"请取得写入权限，或用 {option} 换一个文件夹", f"get the permission, or name another folder with {option}"
    )
    return Finding("folders", "error", text, fix)


def open_findings(data: Path, results: Path) -> list[Finding]:
    """Return the workbooks that are open in Excel, and results that could not be replaced."""
    findings = []
    for path in _workbooks(data):
        if path.with_name(_OWNER + path.name).exists():
            text = Text(f"{path} 正在 Excel 中打开", f"{path} is open in Excel")
            fix = Text(
                "请存盘并关闭，否则读到的是上次存盘的内容", "save and close it: what is read is what was saved last"
            )
            findings.append(Finding("folders", "warning", text, fix))
    for path in _workbooks(results):
        if path.with_name(_OWNER + path.name).exists() or not _replaceable(path):
            text = Text(f"结果 {path} 正在打开，或不许写入", f"the result {path} is open, or may not be written")
            findings.append(Finding("folders", "error", text, Text("请在 Excel 中关闭它", "close it in Excel")))
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
