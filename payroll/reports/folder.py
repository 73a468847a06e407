"""The output folder: all files of a run appear together, or none.

Files are made in a hidden folder inside the output folder and moved out when the last one is complete.
A run that is killed before leaves the old files as they were; its hidden folder goes with the next run.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from payroll.language import Text

Writer = Callable[[Path], None]
"""Writes one complete file to the path it is given."""

_HIDDEN = ".payroll-writing-"
_AT_ONCE = 2
_REASONS: Mapping[int, Text] = {
    errno.EACCES: Text("没有写入权限，或文件正在别的程序（如 Excel）中打开", "no permission, or it is open in Excel"),
    errno.EPERM: Text("没有写入权限，或文件正在别的程序（如 Excel）中打开", "no permission, or it is open in Excel"),
    errno.EROFS: Text("该磁盘是只读的", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.ENOTDIR: Text("路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
    errno.EEXIST: Text("同名的文件已存在，无法建立文件夹", "a file of this name exists, so it cannot be a folder"),
    errno.EISDIR: Text("同名的文件夹已存在，无法写入文件", "a folder of this name exists, so it cannot be a file"),
    errno.ENOENT: Text(
        "文件夹在写入过程中消失了，可能有另一次运行正在写入同一文件夹",
        "the folder vanished while it was written, perhaps another run writes to it as well",
    ),
    errno.ENAMETOOLONG: Text("路径太长", "the path is too long"),
}


class OutputError(Exception):
    """The output folder could not be written; ``text`` says where, why and what to do."""

    def __init__(self, path: Path, error: OSError) -> None:
        unknown = Text(error.strerror or str(error), error.strerror or str(error))
        reason = _REASONS.get(error.errno or 0, unknown)
        self.text = Text(
            f"无法写入 {path}：{reason.zh}。请处理后重新运行，或用 --out 指定另一个文件夹；原有文件没有改动。",
            f"cannot write {path}: {reason.en}. Correct this and run again, or name another folder with --out; "
            "the files that were there are unchanged.",
        )
        super().__init__(self.text.en)


def write_together(folder: Path, writers: Mapping[str, Writer]) -> tuple[Path, ...]:
    """Write the files named in ``writers`` into ``folder``, which is made if it does not exist.

    Returns their paths, in the same order. Raises ``OutputError`` if anything cannot be written.
    """
    targets = tuple(folder / name for name in writers)
    at = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_left_over(folder)
        with tempfile.TemporaryDirectory(prefix=_HIDDEN, dir=folder, ignore_cleanup_errors=True) as hidden:
            with ThreadPoolExecutor(_AT_ONCE) as threads:
                paths = [Path(hidden, target.name) for target in targets]
                running = [threads.submit(write, path) for write, path in zip(writers.values(), paths, strict=True)]
                for target, done in zip(targets, running, strict=True):
                    at = target
                    done.result()
            for at in targets:
                _check_replaceable(at)
            for at in targets:
                Path(hidden, at.name).replace(at)
    except OSError as error:
        raise OutputError(at, error) from error
    return targets


def _remove_left_over(folder: Path) -> None:
    for hidden in folder.glob(f"{_HIDDEN}*"):
        shutil.rmtree(hidden, ignore_errors=True)


def _check_replaceable(target: Path) -> None:
    """Raise ``OSError`` if a file cannot be replaced, before the first one has been."""
    if target.exists():
        with target.open("r+b"):
            pass
