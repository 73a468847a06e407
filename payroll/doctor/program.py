"""The program itself: its version and Python's, its libraries, the fonts that it carries."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from payroll import __version__
from payroll.doctor.finding import Finding
from payroll.language import Text, same

_REINSTALL = Text.of("install it again: pipx reinstall payroll")
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?>=([0-9.]+)")


FONTS = Path(__file__).parent.parent / "reports" / "fonts"
"""Where the fonts are; their module is not asked, since it needs a library that may be missing."""


def program_findings() -> list[Finding]:
    """Return what there is to say of program, libraries and fonts."""
    found = f"payroll {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return [Finding("program", "ok", same(found)), *library_findings(_requirements()), font_finding(FONTS)]


def library_findings(requirements: Iterable[str]) -> list[Finding]:
    """Return one finding for all libraries that are as needed, and one for each that is missing or too old.

    ``requirements`` are those of a package's metadata: ``pandas>=3.0``; those of extras are passed over.
    """
    found: list[Finding] = []
    fine: list[str] = []
    for name, wanted in (match.groups() for each in requirements if (match := _REQUIREMENT.fullmatch(each))):
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            found.append(Finding("program", "error", Text.of("{name} is missing", name=name), _REINSTALL))
            continue
        if _numbers(version) < _numbers(wanted):
            text = Text.of("{name} {version} is too old, {wanted} is needed", name=name, version=version, wanted=wanted)
            found.append(Finding("program", "error", text, _REINSTALL))
        else:
            fine.append(f"{name} {version}")
    if fine:
        listed = ", ".join(fine)
        found.append(Finding("program", "ok", Text.of("libraries: {listed}", listed=listed)))
    return found


def font_finding(folder: Path) -> Finding:
    """Return whether the fonts of pages and pictures are where the program has them."""
    fonts = sorted(path.name for path in folder.glob("*.otf") if path.stat().st_size)
    if not fonts:
        text = Text.of("there are no fonts in {folder}", folder=folder)
        return Finding("program", "error", text, _REINSTALL)
    listed = ", ".join(fonts)
    return Finding("program", "ok", Text.of("own fonts: {listed}", listed=listed))


def _requirements() -> list[str]:
    """Return what the installed package asks for; nothing if it is run from its source without being installed."""
    try:
        return metadata.requires("payroll") or []
    except metadata.PackageNotFoundError:
        return []


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: ``3.1.0rc1`` -> (3, 1, 0); zeros at the end make no difference."""
    numbers = [int(part) for part in re.match(r"[0-9.]*", version)[0].strip(".").split(".") if part]  # type: ignore[index]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
