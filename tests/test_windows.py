"""HR's machine is a Windows one: what can be held of that on any machine.

Nothing here runs on Windows. Paths are taken as Windows has them, the console has a code page of Windows, and no
module opens a text without naming its encoding or imports what only POSIX has.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from payroll.intake.found import find_files
from payroll.intake.mapping import FileMapping, read_mapping
from payroll.places import file_url, is_url

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "payroll").rglob("*.py"))
ONLY_POSIX = {"fcntl", "grp", "posix", "pwd", "resource", "termios", "tty", "pty", "syslog", "crypt", "spwd", "nis"}
ONLY_WINDOWS = {"winreg", "msvcrt", "_winapi", "winsound"}
ONLY_POSIX_OF_OS = {
    *("fork", "forkpty", "wait", "waitpid", "getuid", "geteuid", "getgid", "setuid", "chown", "lchown", "mkfifo"),
    *("killpg", "setsid", "statvfs", "uname", "nice", "getpgid", "sched_getaffinity", "sync", "pread", "pwrite"),
}


def parsed() -> Iterator[tuple[str, ast.AST]]:
    for path in MODULES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Yield every call of the package with its place and the last word of what is called."""
    for file, tree in parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield f"{file}:{node.lineno}", node, str(name)


def opened_as(call: ast.Call) -> str:
    """Return the mode of a call of ``open``, "r" where none is named."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    modes = [str(each.value) for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return next((mode for mode in modes if set(mode) <= set("rwaxbt+")), "r")


def test_no_text_is_opened_without_naming_its_encoding() -> None:
    wrong = []
    for place, call, name in calls():
        named = {keyword.arg for keyword in call.keywords}
        reads_text = name in {"read_text", "write_text", "TextIOWrapper"} or (
            name in {"open", "fdopen", "NamedTemporaryFile", "TemporaryFile"} and "b" not in opened_as(call)
        )
        own = name in {"read_text", "open"} and place.startswith(("payroll/intake/", "payroll/ledger/export.py"))
        own |= place.startswith("payroll/ledger/checker.py") and name == "open"
        if reads_text and not own and "encoding" not in named:
            wrong.append(place)
    assert wrong == []


def test_every_text_that_is_written_has_the_same_line_ends_on_every_machine() -> None:
    wrong = [
        place
        for place, call, name in calls()
        if name == "write_text" and not any(keyword.arg == "newline" for keyword in call.keywords)
    ]
    assert wrong == []


def test_nothing_is_imported_or_called_that_only_posix_has() -> None:
    wrong = []
    for file, tree in parsed():
        for node in ast.walk(tree):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{file}: {name}" for name in names if name.split(".")[0] in ONLY_POSIX]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
                wrong += [f"{file}: os.{node.attr}"] if node.attr in ONLY_POSIX_OF_OS else []
    assert wrong == []


def test_what_only_windows_has_is_imported_where_the_platform_is_asked_for() -> None:
    top = [
        f"{file}: {name.name}"
        for file, tree in parsed()
        if isinstance(tree, ast.Module)
        for node in tree.body
        if isinstance(node, ast.Import)
        for name in node.names
        if name.name in ONLY_WINDOWS
    ]
    assert top == []


def test_nothing_renames_over_a_file_that_may_be_there() -> None:
    """Windows refuses ``rename`` there; ``replace`` does it everywhere."""
    wrong = [
        place
        for place, call, name in calls()
        if name == "rename" and not any(keyword.arg == "columns" for keyword in call.keywords)
    ]
    assert wrong == []


# ---------------------------------------------------------------- drives, shares and URLs


@pytest.mark.parametrize(
    "place", [r"C:\payroll\payroll.db", "C:/payroll/payroll.db", "c://payroll.db", r"\\server\share\pay.db", "pay.db"]
)
def test_a_drive_or_a_share_is_no_url(place: str) -> None:
    assert not is_url(place)


@pytest.mark.parametrize("place", ["postgresql+psycopg://hr@host/pay", "s3://bucket/pay", "memory://x", "file:///x"])
def test_a_url_is_one(place: str) -> None:
    assert is_url(place)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        (PureWindowsPath("C:/工资/pay.db"), "file:///C:/%E5%B7%A5%E8%B5%84/pay.db"),
        (PureWindowsPath(r"\\server\share\my pay.db"), "file:////server/share/my%20pay.db"),
        (PurePosixPath("/srv/a?b#c%d.db"), "file:///srv/a%3Fb%23c%25d.db"),
    ],
)
def test_sqlite_gets_the_url_of_a_path_without_a_host(path: PureWindowsPath | PurePosixPath, url: str) -> None:
    assert file_url(path) == url


# ---------------------------------------------------------------- files of the Explorer, formats of dates


def test_what_the_explorer_keeps_of_a_folder_is_passed_over(tmp_path: Path) -> None:
    for name in ("desktop.ini", "Thumbs.db", "~$员工.xlsx", "员工.csv"):
        (tmp_path / name).write_text("工号\n", encoding="utf-8")
    found = find_files(tmp_path)
    assert ([file.name for file in found.files], found.problems) == (["员工.csv"], ())


def test_a_format_of_dates_with_chinese_words_is_accepted_where_the_locale_has_none() -> None:
    text = 'files = "打卡机.csv"\ntable = "punches"\n[columns]\nemployee_id = "工号"\ntime = "时间"\n'
    text += '[formats]\ntime = "%Y年%m月%d日 %H:%M"\n'
    read = read_mapping("x.mapping.toml", text.encode(), [])
    assert isinstance(read, FileMapping), read


# ---------------------------------------------------------------- consoles with a code page


def run_in(encoding: str, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    surroundings |= {
        "PYTHONIOENCODING": encoding,
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT),
        "PAYROLL_DB": str(folder / "pay.db"),
    }
    # Names of files are Unicode, as on Windows; that no text is opened in the locale's encoding is warned of instead.
    command = [sys.executable, "-X", "warn_default_encoding", "-m", "payroll", *words]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False)


DATA = ["--data", str(ROOT / "data_samples" / "shop-desk" / "data"), "--policies", str(ROOT / "policies")]
COMMANDS = (
    ["run", "--help"],
    ["run", "2026-10", *DATA, "--out", "结果"],
    ["explain", "0206", "2026-10", *DATA],
    ["swaps", "quota", "2026-10", *DATA],
    ["policy", "show", str(ROOT / "policies" / "online-shop"), "--out", "rules.md"],
    ["inspect", str(ROOT / "data_samples" / "shop-desk" / "data" / "排班_2026-10.xlsx")],
    ["init", "工资"],
    ["doctor", "2026-10", *DATA],
)


@pytest.mark.parametrize(("encoding", "lang"), [("cp936", "zh"), ("cp437", "zh"), ("cp1252", "en")])
def test_every_command_ends_well_on_a_console_of_this_code_page(tmp_path: Path, encoding: str, lang: str) -> None:
    for words in COMMANDS:
        done = run_in(encoding, tmp_path, *words, "--lang", lang)
        assert done.returncode == 0, done.stderr.decode(encoding, "replace")
        assert b"Traceback" not in done.stderr
        assert not [line for line in done.stderr.splitlines() if b"EncodingWarning" in line and b"/payroll/" in line]
    assert (tmp_path / "结果" / "payroll-2026-10.xlsx").is_file()
    assert {"zh": "换班", "en": "swap"}[lang] in (tmp_path / "rules.md").read_text(encoding="utf-8").lower()


def test_a_chinese_console_shows_chinese(tmp_path: Path) -> None:
    done = run_in("cp936", tmp_path, "swaps", "quota", "2026-10", *DATA, "--lang", "zh")
    assert "叶立春" in done.stdout.decode("cp936")


@pytest.mark.parametrize("encoding", ["cp936", "cp437"])
def test_what_is_refused_is_said_without_a_traceback(tmp_path: Path, encoding: str) -> None:
    done = run_in(encoding, tmp_path, "run", "2026-10", "--data", "没有", "--policies", "也没有", "--lang", "zh")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
