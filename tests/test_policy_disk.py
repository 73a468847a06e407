"""Policy files and folders whose names or rights stand in the way: a problem in both languages, never a crash."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from payroll.policy import kinds
from payroll.policy.check import check_policy
from payroll.policy.disk import shown_name, unreadable
from payroll.policy.load import load_policies, load_version
from payroll.problems import Problem
from tests.test_policy_load import POLICY, write

NOT_UTF8 = os.fsdecode(b"desk\xff")


def printable(problem: Problem) -> bool:
    texts = [problem.place(), problem.value]
    texts += [problem.message("zh"), problem.message("en"), problem.fix("zh"), problem.fix("en")]
    return all(text.encode("utf-8") for text in texts if text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("客服", "客服"),
        ("a\udc80", "a\\x80"),
        ("\udcffb", "\\xffb"),
        ("\udc7f\ud800", "\\udc7f\\ud800"),
    ],
)
def test_only_what_cannot_be_printed_is_escaped(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_policy_folder_whose_name_is_not_utf8_is_refused_once(tmp_path: Path) -> None:
    write(tmp_path, POLICY, f"{NOT_UTF8}/2023-02-03.toml")
    file = write(tmp_path, POLICY, f"{NOT_UTF8}/2024-02-03.toml")
    policies, (problem,) = load_policies(tmp_path)
    assert policies.versions == ()
    assert (problem.kind, problem.file, problem.value) == (kinds.FOLDER_NAME, "desk\\xff", "desk\\xff")
    assert printable(problem)
    for path in (file, file.parent, tmp_path):
        assert [problem.kind for problem in check_policy(path)] == [kinds.FOLDER_NAME]


def test_an_empty_policy_folder_whose_name_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / NOT_UTF8).mkdir()
    _, (problem,) = load_policies(tmp_path)
    assert (problem.kind, problem.value) == (kinds.NO_VERSIONS, "desk\\xff")
    assert printable(problem)


@pytest.mark.parametrize("folder", ["desk/", ""])
def test_a_policy_file_whose_name_is_not_utf8_is_named(tmp_path: Path, folder: str) -> None:
    write(tmp_path, POLICY)
    write(tmp_path, POLICY, f"{folder}{os.fsdecode(bytes([0xFF]))}.toml")
    policies, (problem,) = load_policies(tmp_path)
    assert len(policies.versions) == 1
    assert problem.kind is (kinds.FILE_NAME if folder else kinds.MISPLACED)
    assert (problem.file, problem.value) == (f"{folder}\\xff.toml", "\\xff.toml")
    assert printable(problem)


def test_a_path_that_is_not_utf8_is_shown_where_nothing_is_found(tmp_path: Path) -> None:
    folder = tmp_path / NOT_UTF8
    for problems in (load_policies(folder)[1], check_policy(folder)):
        assert [problem.kind for problem in problems] == [kinds.FOLDER_MISSING]
        assert all(map(printable, problems))
    folder.mkdir()
    for problems in (load_policies(folder)[1], check_policy(folder)):
        assert [problem.kind for problem in problems] == [kinds.FOLDER_EMPTY]
        assert all(map(printable, problems))


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (errno.EACCES, "（没有读取权限）", "(permission denied)"),
        (errno.EPERM, "（没有读取权限）", "(permission denied)"),
        (errno.EISDIR, "（这是文件夹，不是文件）", "(it is a folder, not a file)"),
        (errno.ENOENT, "（找不到）", "(not found)"),
        (errno.EIO, "（the system's words）", "(the system's words)"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_both_languages(number: int, zh: str, en: str) -> None:
    problem = unreadable("desk/2023-02-03.toml", OSError(number, "the system's words"))
    assert (problem.kind, problem.file) == (kinds.UNREADABLE, "desk/2023-02-03.toml")
    assert problem.message("zh").endswith(zh)
    assert problem.message("en").endswith(en)


def test_a_folder_in_place_of_a_file_and_a_file_that_vanished_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "desk" / "2023-02-03.toml").mkdir(parents=True)
    _, (problem,) = load_policies(tmp_path)
    assert "这是文件夹" in problem.message("zh")
    _, (problem,) = load_version(tmp_path / "desk" / "2024-02-03.toml")
    assert "找不到" in problem.message("zh")


@pytest.mark.parametrize(("closed", "place"), [("policies", "policies"), ("desk", "desk")])
def test_a_folder_that_may_not_be_listed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str, place: str
) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    write(folder, POLICY)
    listing = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    for problems in (load_policies(folder)[1], check_policy(folder)):
        assert [(problem.kind, Path(problem.file).name) for problem in problems] == [(kinds.UNREADABLE, place)]
        assert "没有读取权限" in problems[0].message("zh")


def test_a_link_to_itself_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, POLICY)
    link = tmp_path / "desk" / "2024-02-03.toml"
    link.symlink_to(link)
    policies, (problem,) = load_policies(tmp_path)
    assert len(policies.versions) == 1
    assert (problem.kind, problem.file) == (kinds.UNREADABLE, "desk/2024-02-03.toml")
