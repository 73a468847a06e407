"""The machine: what its console can show, how long its paths may be, how much room it has."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PureWindowsPath

from payroll.doctor.finding import Finding
from payroll.language import Language, Text

_MEGABYTE = 1024 * 1024
_TOO_LITTLE, _LITTLE = 100 * _MEGABYTE, 1024 * _MEGABYTE
_LONGEST_PATH = 259
_LONGEST_EVIDENCE = len("/ab/.parquet") + 64
_LONGEST_RESULT = len("/.payroll-writing-12345678/marked/") + 60
_SAMPLE: Mapping[Language, str] = {"zh": "考勤│", "en": "payroll"}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE)


def console_finding(encoding: str, language: Language) -> Finding:
    """Return whether a console of this encoding shows what is printed in ``language``."""
    try:
        _SAMPLE[language].encode(encoding)
    except (UnicodeEncodeError, LookupError):
        text = Text.of(
            "the encoding of the output is {encoding}, which lacks characters (they become ?); files are not affected",
            encoding=encoding,
        )
        fix = Text.of("set the environment variable PYTHONIOENCODING=utf-8")
        return Finding("machine", "warning", text, fix)
    return Finding("machine", "ok", Text.of("encoding of the output: {encoding}", encoding=encoding))


def space_finding(free: int, place: Path) -> Finding:
    """Return whether the disk of ``place`` has room, of which ``free`` bytes are left."""
    megabytes = f"{free // _MEGABYTE:,} MB"
    text = Text.of("{megabytes} are free on the disk of {place}", megabytes=megabytes, place=place)
    if free >= _LITTLE:
        return Finding("machine", "ok", text)
    fix = Text.of("make room on it")
    return Finding("machine", "error" if free < _TOO_LITTLE else "warning", text, fix)


def free_space(place: Path) -> tuple[int, Path]:
    """Return how many bytes are free where ``place`` is, or will be, and the folder that tells."""
    there = nearest(place)
    return shutil.disk_usage(there).free, there


def nearest(place: Path) -> Path:
    """Return ``place``, or the nearest folder above it that exists."""
    absolute = place.absolute()
    return next(each for each in (absolute, *absolute.parents) if each.exists())


def path_findings(evidence: PurePath, results: PurePath) -> list[Finding]:
    """Return the folders of which the files that are written there would have paths too long for Windows."""
    lengths = ((evidence, len(str(evidence)) + _LONGEST_EVIDENCE), (results, len(str(results)) + _LONGEST_RESULT))
    return [
        Finding(
            "machine",
            "warning",
            Text.of(
                "in {folder} there will be paths of {length} characters; Windows usually takes {longest_path}",
                folder=folder,
                length=length,
                longest_path=_LONGEST_PATH,
            ),
            Text.of(
                "move it nearer to the drive, such as to D:\\payroll, or have long paths enabled (LongPathsEnabled)"
            ),
        )
        for folder, length in lengths
        if length > _LONGEST_PATH
    ]


def long_paths_enabled() -> bool:
    """Tell whether this machine takes paths of any length; Windows has a setting for it."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is none elsewhere

        place = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        except OSError:
            return False
    return True


def name_findings(paths: Iterable[PurePath]) -> list[Finding]:
    """Return the names that Windows cannot have: the folder could not be taken there."""
    parts = sorted({part for path in paths for part in path.parts if _RESERVED.fullmatch(part)})
    if not parts:
        return []
    listed = ", ".join(parts)
    text = Text.of("names that Windows does not allow: {listed}", listed=listed)
    return [Finding("folders", "warning", text, Text.of("give them other names"))]


def windows_path(path: Path) -> PurePath:
    """Return an absolute path as Windows counts its characters."""
    return PureWindowsPath(path.absolute())
