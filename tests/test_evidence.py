"""The evidence store: written once, found altered or missing, nothing half-written."""

import errno
import hashlib
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from payroll.ledger.evidence import EvidenceError, EvidenceStore

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
"""The SHA-256 of ``hello``, as any other program tells it."""
NOWHERE = "0" * 64


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(str(tmp_path / "evidence") if request.param == "folder" else f"memory://{uuid.uuid4().hex}")


def objects(folder: Path) -> list[str]:
    """Return all files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_an_object_is_named_by_its_hash_and_comes_back(store: EvidenceStore) -> None:
    assert store.put(b"hello", "json") == HELLO
    assert store.get(HELLO, "json") == b"hello"
    assert store.fault(HELLO, "json") is None


def test_the_object_lies_in_a_folder_of_the_first_two_digits(tmp_path: Path) -> None:
    EvidenceStore(str(tmp_path)).put(b"hello", "toml")
    assert objects(tmp_path) == [f"2c/{HELLO}.toml"]


def test_a_buffer_of_arrow_and_no_bytes_at_all_can_be_kept(store: EvidenceStore) -> None:
    assert store.get(store.put(pa.py_buffer(b"hello"), "parquet"), "parquet") == b"hello"
    assert store.get(store.put(b"", "json"), "json") == b""


def test_putting_it_again_does_not_touch_the_object(tmp_path: Path) -> None:
    store = EvidenceStore(str(tmp_path))
    store.put(b"hello", "json")
    path = tmp_path / "2c" / f"{HELLO}.json"
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    assert store.put(b"hello", "json") == HELLO
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (10**18, before.st_ino)


def test_an_object_that_was_cut_short_is_written_again(tmp_path: Path) -> None:
    store = EvidenceStore(str(tmp_path))
    store.put(b"hello", "json")
    (tmp_path / "2c" / f"{HELLO}.json").write_bytes(b"hell")
    store.put(b"hello", "json")
    assert store.get(HELLO, "json") == b"hello"


@pytest.mark.parametrize("content", [b"hell", b"hellO", b"", b"hello\n"])
def test_an_object_that_is_not_what_its_name_says_is_altered(tmp_path: Path, content: bytes) -> None:
    store = EvidenceStore(str(tmp_path))
    store.put(b"hello", "json")
    (tmp_path / "2c" / f"{HELLO}.json").write_bytes(content)
    assert store.fault(HELLO, "json") == "altered"
    with pytest.raises(EvidenceError) as caught:
        store.get(HELLO, "json")
    assert f"2c/{HELLO}.json" in caught.value.text.zh
    assert "改动过" in caught.value.text.zh
    assert f"2c/{HELLO}.json in the evidence store {tmp_path} was altered" in caught.value.text.en


def test_an_object_that_is_not_there_is_missing(store: EvidenceStore) -> None:
    assert store.fault(NOWHERE, "parquet") == "missing"
    with pytest.raises(EvidenceError) as caught:
        store.get(NOWHERE, "parquet")
    assert f"缺少 00/{NOWHERE}.parquet" in caught.value.text.zh
    assert f"lacks 00/{NOWHERE}.parquet" in caught.value.text.en


def test_an_object_of_another_kind_is_missing(store: EvidenceStore) -> None:
    store.put(b"hello", "json")
    assert store.fault(HELLO, "toml") == "missing"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", HELLO[:-1], HELLO.upper(), HELLO + "/.."])
def test_what_is_no_hash_names_nothing(store: EvidenceStore, name: str) -> None:
    store.put(b"hello", "json")
    assert store.fault(name, "json") == "missing"


def test_a_store_is_made_only_when_something_is_put(tmp_path: Path) -> None:
    store = EvidenceStore(str(tmp_path / "evidence"))
    assert store.fault(NOWHERE, "json") == "missing"
    assert not (tmp_path / "evidence").exists()


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    folder = tmp_path / "证据 a::b#1"
    EvidenceStore(str(folder)).put(b"hello", "json")
    assert objects(folder) == [f"2c/{HELLO}.json"]


def test_a_relative_folder_is_that_of_the_moment_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = EvidenceStore("evidence")
    monkeypatch.chdir("/")
    store.put(b"hello", "json")
    assert objects(tmp_path) == [f"evidence/2c/{HELLO}.json"]


def test_many_threads_may_put_the_same_object_at_once(tmp_path: Path) -> None:
    store = EvidenceStore(str(tmp_path))
    content = os.urandom(1 << 20)
    with ThreadPoolExecutor(8) as threads:
        names = set(threads.map(lambda _: store.put(content, "parquet"), range(40)))
    assert names == {hashlib.sha256(content).hexdigest()}
    assert store.fault(names.pop(), "parquet") is None
    assert len(objects(tmp_path)) == 1


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    def write(file: Any, content: memoryview) -> None:
        file.f.write(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    store = EvidenceStore(str(tmp_path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fsspec.implementations.local.LocalFileOpener.write", write)
        with pytest.raises(EvidenceError) as caught:
            store.put(b"hello", "json")
    assert "磁盘空间不足" in caught.value.text.zh
    assert "the disk is full. Correct this and run the same command again" in caught.value.text.en
    assert objects(tmp_path) == []
    store.put(b"hello", "json")
    assert objects(tmp_path) == [f"2c/{HELLO}.json"]


def test_a_file_that_the_system_stops_half_way_leaves_nothing(tmp_path: Path) -> None:
    """A real refusal of the operating system: no file may grow beyond 1,000 bytes."""
    pytest.importorskip("resource")
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))\n"
        "from payroll.ledger.evidence import EvidenceError, EvidenceStore\n"
        "try:\n    EvidenceStore(sys.argv[1]).put(bytes(2000), 'parquet')\n"
        "except EvidenceError as error:\n    print(error.text.en)\n"
    )
    command = [sys.executable, "-B", "-c", program, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "the file is larger than is allowed" in result.stdout
    assert objects(tmp_path) == []


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("fsspec.implementations.local.LocalFileSystem.makedirs", refuse)
    with pytest.raises(EvidenceError) as caught:
        EvidenceStore(str(tmp_path)).put(b"hello", "json")
    assert f"无法写入证据库 {tmp_path}：该磁盘是只读的" in caught.value.text.zh
    assert f"cannot write to the evidence store {tmp_path}: the disk is read-only" in caught.value.text.en
    assert objects(tmp_path) == []


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file", encoding="utf-8")
    store = EvidenceStore(str(tmp_path / "evidence"))
    with pytest.raises(EvidenceError) as caught:
        store.put(b"hello", "json")
    assert "file" in caught.value.text.en
    assert "文件" in caught.value.text.zh
    with pytest.raises(EvidenceError) as caught:
        store.get(HELLO, "json")
    assert f"cannot read 2c/{HELLO}.json" in caught.value.text.en


def test_a_move_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(EvidenceError, match="permission denied"):
        EvidenceStore(str(tmp_path)).put(b"hello", "json")
    assert objects(tmp_path) == []


def test_a_run_that_is_killed_while_it_writes_leaves_no_object(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from payroll.ledger.evidence import EvidenceStore\n"
        "os.fsync = lambda _: os._exit(9)\n"
        "EvidenceStore(sys.argv[1]).put(b'hello', 'json')\n"
    )
    command = [sys.executable, "-B", "-c", program, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 9
    assert EvidenceStore(str(tmp_path)).fault(HELLO, "json") == "missing"
    EvidenceStore(str(tmp_path)).put(b"hello", "json")
    assert EvidenceStore(str(tmp_path)).get(HELLO, "json") == b"hello"


def test_a_connection_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class _LostConnectionError(Exception):
        """Libraries of clouds have errors of their own, which are no OSError."""

    def fail(*_: object, **__: object) -> None:
        raise _LostConnectionError("the server went away")

    store = EvidenceStore(f"memory://{uuid.uuid4().hex}")
    for name in ("cat_file", "info"):
        monkeypatch.setattr(f"fsspec.implementations.memory.MemoryFileSystem.{name}", fail)
    with pytest.raises(EvidenceError, match="the server went away"):
        store.get(HELLO, "json")
    with pytest.raises(EvidenceError, match="the server went away"):
        store.fault(HELLO, "json")
    with pytest.raises(EvidenceError, match="the server went away"):
        store.put(b"hello", "json")


def test_an_address_that_fsspec_does_not_know_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        EvidenceStore("nosuch://bucket/evidence")
    assert "无法使用证据库“nosuch://bucket/evidence”" in caught.value.text.zh
    assert "«nosuch://bucket/evidence» cannot be used" in caught.value.text.en


def test_a_password_in_an_address_is_never_shown() -> None:
    with pytest.raises(EvidenceError) as caught:
        EvidenceStore("nosuch://clerk:secret@bucket/evidence")
    assert "secret" not in caught.value.text.en + caught.value.text.zh
    assert EvidenceStore("memory://clerk:secret@bucket/evidence").place == "memory://bucket/evidence"
