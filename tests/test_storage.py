"""Files in a folder, in memory and on S3: written whole or not at all, found, moved, deleted, told of."""

import errno
import hashlib
import io
import os
import pickle
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import s3fs

from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.storage import Storage, StorageError
from tests.s3 import reach, s3, s3_server

__all__ = ["s3", "s3_server"]

PLACES = ("folder", "memory", "s3")
BLOCK = 8 << 20
"""What is sent to a server at a time."""


def place(kind: str, request: pytest.FixtureRequest) -> str:
    """Return where there is nothing yet. Brackets would be wildcards to some drivers."""
    if kind == "s3":
        url: str = request.getfixturevalue("s3")
        return f"{url}/[1]"
    if kind == "memory":
        return f"memory://{uuid.uuid4().hex}/[1]"
    folder: Path = request.getfixturevalue("tmp_path")
    return str(folder / "a folder" / "[1]")


@pytest.fixture(params=PLACES)
def storage(request: pytest.FixtureRequest) -> Storage:
    return Storage(place(request.param, request))


def everything(storage: Storage) -> list[str]:
    """Return the paths of all files, also of those that are being written."""
    return sorted(storage._found(storage._root))  # noqa: SLF001


def test_what_is_written_is_read(storage: Storage) -> None:
    storage.write("punches/part-000.parquet", b"hello")
    assert storage.read("punches/part-000.parquet") == b"hello"
    assert storage.size("punches/part-000.parquet") == 5


@pytest.mark.parametrize("data", [b"", memoryview(b"hello"), pa.py_buffer(b"hello"), bytes(range(256)) * 40_000])
def test_no_bytes_views_buffers_and_more_than_one_block_can_be_written(storage: Storage, data: bytes) -> None:
    storage.write("file", data)
    assert storage.read("file") == bytes(data)
    assert storage.size("file") == len(bytes(data))


def test_what_is_not_there_is_nothing(storage: Storage) -> None:
    assert storage.read("a/b") is None
    assert storage.size("a/b") is None
    assert storage.names() == []
    assert storage.names("a") == []
    storage.remove("a/b")
    storage.remove("")


def test_a_folder_is_no_file(storage: Storage) -> None:
    storage.write("a/b", b"hello")
    assert storage.size("a") is None


def test_a_file_is_replaced(storage: Storage) -> None:
    storage.write("file", b"first")
    storage.write("file", b"then")
    assert storage.read("file") == b"then"
    assert storage.size("file") == 4
    assert len(everything(storage)) == 1


def test_names_are_those_of_all_files_below_a_folder_sorted(storage: Storage) -> None:
    for name in ("b", "punches/2", "punches/1", "punches/more/1", "punches-2/1"):
        storage.write(name, b"hello")
    assert storage.names() == ["b", "punches-2/1", "punches/1", "punches/2", "punches/more/1"]
    assert storage.names("punches") == ["punches/1", "punches/2", "punches/more/1"]
    assert storage.names("b") == []


def test_a_file_that_is_being_written_has_no_name_yet(storage: Storage) -> None:
    storage.write("done", b"hello")
    storage._files.pipe_file(f"{storage._root}/.unfinished/5", b"hel")  # noqa: SLF001
    assert storage.names() == ["done"]


def test_a_folder_that_another_deletes_meanwhile_hides_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = os.scandir

    def look_late(folder: str) -> Any:
        if Path(folder).name == "deleted":
            (Path(folder) / "file").unlink()
            Path(folder).rmdir()
        return look(folder)

    storage = Storage(str(tmp_path))
    for name in ("a", "deleted/file", "z/file"):
        storage.write(name, b"hello")
    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", look_late)
        assert storage.names() == ["a", "z/file"]


def test_a_removed_folder_takes_all_in_it_along_and_nothing_beside_it(storage: Storage) -> None:
    for name in ("a/1", "a/b/2", "a[1]", "a1", "ab/1", "*"):
        storage.write(name, b"hello")
    storage.remove("a")
    assert storage.names() == ["*", "a1", "a[1]", "ab/1"]
    storage.remove("a[1]")
    assert storage.names() == ["*", "a1", "ab/1"]
    storage.remove("*")
    assert storage.names() == ["a1", "ab/1"]
    storage.remove("")
    assert everything(storage) == []


def test_a_moved_file_replaces_the_one_that_has_its_new_name(storage: Storage) -> None:
    storage.write("a/1", b"new")
    storage.write("b/2", b"old")
    storage.move("a/1", "b/2")
    assert storage.read("b/2") == b"new"
    storage.move("b/2", "c/d/3")
    assert storage.names() == ["c/d/3"]


def test_a_file_of_this_machine_is_put_and_comes_back(storage: Storage, tmp_path: Path) -> None:
    content = os.urandom(2 * BLOCK + 1)
    (tmp_path / "here").write_bytes(content)
    storage.put(tmp_path / "here", "there")
    storage.get("there", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content
    assert storage.size("there") == 2 * BLOCK + 1


def test_columns_of_parquet_and_batches_of_arrow_are_read_where_they_lie(storage: Storage) -> None:
    table = pa.table({"employee_id": ["E1", "E2"], "amount": [1, 2]})
    parquet, arrow = io.BytesIO(), io.BytesIO()
    pq.write_table(table, parquet)
    with pa.ipc.new_file(arrow, table.schema) as writer:
        writer.write_table(table)
    storage.write("table.parquet", parquet.getvalue())
    storage.write("table.arrow", arrow.getvalue())
    with storage.stream("table.parquet") as stream:
        assert pq.read_table(stream, columns=["amount"]).to_pydict() == {"amount": [1, 2]}
    with storage.stream("table.arrow") as stream:
        assert pa.ipc.open_file(stream).read_all() == table


def test_a_storage_that_was_pickled_finds_the_same_files(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.write("a/b", b"hello")
    monkeypatch.chdir("/")
    other = pickle.loads(pickle.dumps(storage))  # noqa: S301
    assert (other.read("a/b"), other.place, other.is_local) == (b"hello", storage.place, storage.is_local)


def test_a_process_that_lacks_the_library_says_so_when_it_uses_what_it_was_sent(s3: str) -> None:
    """And not while it unpickles, where nobody could tell it in words."""
    program = (
        "import pickle, sys\n"
        "sys.modules['s3fs'] = None\n"
        "from payroll.storage import StorageError\n"
        "storage = pickle.load(sys.stdin.buffer)\n"
        "try:\n    storage.read('a')\n"
        "except StorageError as error:\n    print(error.text.en)\n"
    )
    pickled = pickle.dumps(Storage(s3))
    done = subprocess.run([sys.executable, "-c", program], input=pickled, capture_output=True, check=True)
    assert f"cannot read a in {s3}: the library for S3 is not installed" in done.stdout.decode()


def test_where_files_can_be_renamed_they_are() -> None:
    """As at a server of SFTP: not copied and deleted."""
    storage = Storage(f"dir::memory://{uuid.uuid4().hex}")
    storage.write("a/b", b"new")
    storage.write("c/d", b"old")
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("fsspec.implementations.dirfs.DirFileSystem.cp_file")
        storage.move("a/b", "c/d")
    assert storage.names() == ["c/d"]
    assert storage.read("c/d") == b"new"


def test_only_a_folder_is_local(tmp_path: Path) -> None:
    assert Storage(str(tmp_path)).is_local
    assert Storage(tmp_path.as_uri()).is_local
    assert not Storage("memory://somewhere").is_local


def test_a_relative_folder_is_that_of_the_moment_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pickled = pickle.dumps(Storage("work"))
    monkeypatch.chdir("/")
    pickle.loads(pickled).write("file", b"hello")  # noqa: S301
    assert (tmp_path / "work" / "file").read_bytes() == b"hello"


# Written whole or not at all


def half(stream: BinaryIO, content: bytes) -> None:
    """Write a part of the content and fail, as a disk does that is full."""
    stream.write(content[:1000])
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_write_that_fails_half_way_leaves_nothing_under_the_name(storage: Storage) -> None:
    with pytest.raises(StorageError, match=r"cannot write a/b in .*: the disk is full"):
        storage._fill("a/b", lambda stream: half(stream, bytes(2000)))  # noqa: SLF001
    assert everything(storage) == []


def test_a_write_that_fails_half_way_leaves_what_was_there_before(storage: Storage) -> None:
    storage.write("a/b", b"before")
    with pytest.raises(StorageError):
        storage._fill("a/b", lambda stream: half(stream, bytes(2000)))  # noqa: SLF001
    assert storage.read("a/b") == b"before"
    assert len(everything(storage)) == 1


def test_a_file_that_cannot_be_read_to_its_end_is_not_put(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    with pytest.raises(StorageError, match="cannot write a/b"):
        storage.put(tmp_path / "source", "a/b")
    assert everything(storage) == []


def test_an_upload_that_is_cut_off_leaves_nothing_under_the_name(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second part of three never arrives."""
    call = s3fs.core.S3File._call_s3  # noqa: SLF001

    def cut(file: Any, method: str, *args: Any, **named: Any) -> Any:
        if method == "upload_part" and named["PartNumber"] == 2:
            raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
        return call(file, method, *args, **named)

    storage = Storage(s3)
    storage.write("a/b", b"before")
    with monkeypatch.context() as patch:
        patch.setattr("s3fs.core.S3File._call_s3", cut)
        with pytest.raises(StorageError, match="cannot write a/b"):
            storage.write("a/b", bytes(3 * BLOCK))
    assert storage.read("a/b") == b"before"
    assert len(everything(storage)) == 1
    storage.write("a/b", bytes(3 * BLOCK))
    assert storage.size("a/b") == 3 * BLOCK


def test_a_copy_that_fails_half_way_leaves_the_file_of_before(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.write("there", b"hello")
    (tmp_path / "here").write_bytes(b"before")
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("shutil.copyfileobj", lambda _, target, __: half(target, bytes(2000)))
    with pytest.raises(StorageError) as caught:
        storage.get("there", tmp_path / "here")
    assert f"cannot copy there in {storage.place} to {tmp_path / 'here'}: the disk is full" in caught.value.text.en
    assert f"无法把 {storage.place} 中的 there 复制到 {tmp_path / 'here'}：磁盘空间不足" in caught.value.text.zh
    assert (tmp_path / "here").read_bytes() == b"before"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_a_file_larger_than_memory_can_be_put_and_fetched(kind: str, request: pytest.FixtureRequest) -> None:
    """A process of its own copies 50 MB there and back, and takes less than 50 MB more while it does."""
    folder: Path = request.getfixturevalue("tmp_path")
    content = os.urandom(50 << 20)
    (folder / "here").write_bytes(content)
    program = (
        "import sys, tracemalloc\n"
        "from pathlib import Path\n"
        "from payroll.storage import Storage\n"
        "url, source, target = sys.argv[1:]\n"
        "storage = Storage(url)\n"
        "storage.write('first', b'the library is loaded')\n"
        "tracemalloc.start()\n"
        "storage.put(Path(source), 'file')\n"
        "storage.get('file', Path(target))\n"
        "print(tracemalloc.get_traced_memory()[1])\n"
    )
    command = [sys.executable, "-c", program, place(kind, request), str(folder / "here"), str(folder / "back")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (folder / "back").read_bytes() == content
    assert int(done.stdout) < 50 << 20


def test_what_another_process_wrote_is_seen_at_once(s3: str) -> None:
    """A driver that remembers what it saw in a folder would not see it."""
    storage = Storage(s3)
    storage.write("a", b"hello")
    assert (storage.names(), storage.size("a"), storage.size("b")) == (["a"], 5, None)
    program = (
        "import sys\n"
        "from payroll.storage import Storage\n"
        "Storage(sys.argv[1]).write('a', b'longer than it was')\n"
        "Storage(sys.argv[1]).write('b', b'')\n"
    )
    subprocess.run([sys.executable, "-c", program, s3], check=True)
    assert (storage.names(), storage.size("a"), storage.size("b")) == (["a", "b"], 18, 0)
    with storage.stream("a") as stream:
        assert stream.read() == b"longer than it was"


def test_an_object_that_stands_for_a_folder_is_no_file(s3: str) -> None:
    driver = s3fs.S3FileSystem()
    driver.pipe_file(f"{s3}/", b"")
    driver.pipe_file(f"{s3}/punches/", b"")
    storage = Storage(s3)
    storage.write("punches/1", b"hello")
    assert storage.names() == ["punches/1"]
    assert storage.names("punches") == ["punches/1"]
    storage.remove("")
    assert everything(storage) == []


# What is told


def test_a_file_that_is_not_there_cannot_be_opened_fetched_or_moved(storage: Storage, tmp_path: Path) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: storage.stream("a/b"),
        lambda: storage.get("a/b", tmp_path / "here"),
        lambda: storage.move("a/b", "c"),
    ]
    for attempt in attempts:
        with pytest.raises(StorageError) as caught:
            attempt()
        assert "there is no such file" in caught.value.text.en
        assert "没有这个文件" in caught.value.text.zh
    assert storage.names() == []
    assert not (tmp_path / "here").exists()


def test_an_error_can_be_pickled() -> None:
    with pytest.raises(StorageError) as caught:
        Storage("memory://nowhere").stream("a")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (again.text, again.reason, str(again)) == (caught.value.text, caught.value.reason, str(caught.value))


def test_a_bucket_that_is_not_there_is_told_and_not_made(s3: str) -> None:
    nowhere = f"s3://payroll-{uuid.uuid4().hex}"
    storage = Storage(f"{nowhere}/month")
    assert storage.names() == []
    for size in (1, 2 * BLOCK):
        with pytest.raises(StorageError) as caught:
            storage.write("a/b", bytes(size))
        told = caught.value.text
        assert f"cannot write a/b in {nowhere}/month: there is no such file, folder or bucket" in told.en
        assert f"无法在 {nowhere}/month 中写入 a/b：没有这个文件、文件夹或存储桶" in told.zh
    driver = s3fs.S3FileSystem()
    assert driver.exists(s3.removesuffix("/month"))
    assert not driver.exists(nowhere)


def test_a_server_that_refuses_the_connection_is_told(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    reach("http://127.0.0.1:1", monkeypatch)
    storage = Storage(s3)
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("cannot read a", lambda: storage.read("a")),
        ("cannot read a", lambda: storage.size("a")),
        ("cannot read a", lambda: storage.stream("a")),
        ("cannot write a", lambda: storage.write("a", b"hello")),
        ("cannot delete a", lambda: storage.remove("a")),
        ("cannot list the files", storage.names),
    ]
    for words, attempt in attempts:
        with pytest.raises(StorageError) as caught:
            attempt()
        assert f"{words} in {s3}: the server cannot be reached" in caught.value.text.en
        assert "无法连接到服务器" in caught.value.text.zh


def test_a_key_that_is_not_given_is_told(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(StorageError) as caught:
        Storage(s3).read("a")
    assert "no access key is given" in caught.value.text.en
    assert "没有提供访问密钥" in caught.value.text.zh


def test_a_library_that_is_not_installed_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = sys.modules["fsspec.registry"]._registry  # noqa: SLF001
    monkeypatch.delitem(loaded, "s3", raising=False)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(StorageError) as caught:
        Storage("s3://bucket/month")
    assert "«s3://bucket/month» cannot be used: the library for S3 is not installed" in caught.value.text.en
    for text in caught.value.text:
        assert 'pip install "payroll[dask]"' in text
    assert "没有安装访问 S3 的库" in caught.value.text.zh


def test_an_address_that_fsspec_does_not_know_is_refused() -> None:
    with pytest.raises(StorageError) as caught:
        Storage("nosuch://clerk:secret@bucket/month")
    assert "«nosuch://bucket/month» cannot be used" in caught.value.text.en
    assert "无法使用“nosuch://bucket/month”" in caught.value.text.zh
    assert "secret" not in caught.value.text.en + caught.value.text.zh


def test_a_password_in_what_a_driver_says_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("nobody answers at memory://clerk:secret@server/month")

    storage = Storage("memory://clerk:secret@server/month")
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.cat_file", fail)
    with pytest.raises(StorageError) as caught:
        storage.read("a")
    assert "nobody answers at memory://server/month" in caught.value.text.en
    assert "secret" not in caught.value.text.en + caught.value.text.zh


@pytest.mark.parametrize("closed", ["month", "punches"])
def test_a_folder_that_may_not_be_looked_into_is_told_and_not_taken_for_empty(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = os.scandir

    def refuse(folder: str) -> Any:
        if Path(folder).name == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(folder)

    storage = Storage(str(tmp_path / "month"))
    storage.write("punches/1", b"hello")
    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", refuse)
        with pytest.raises(StorageError) as caught:
            storage.names()
    assert f"cannot list the files in {tmp_path / 'month'}: permission denied" in caught.value.text.en
    assert f"无法列出 {tmp_path / 'month'} 中的文件：没有权限" in caught.value.text.zh


# The evidence store on S3


def test_evidence_is_kept_on_s3(s3: str) -> None:
    store = EvidenceStore(s3)
    sha256 = store.put(b"hello", "json")
    assert Storage(s3).names() == [f"2c/{sha256}.json"]
    assert store.get(sha256, "json") == b"hello"
    assert store.fault(sha256, "toml") == "missing"
    Storage(s3).write(f"2c/{sha256}.json", b"hellO")
    assert store.fault(sha256, "json") == "altered"


def test_a_file_of_evidence_is_kept_as_its_bytes_would_be(s3: str, tmp_path: Path) -> None:
    content = os.urandom(BLOCK + 1)
    (tmp_path / "lines.parquet").write_bytes(content)
    for store in (EvidenceStore(s3), EvidenceStore(str(tmp_path / "evidence"))):
        sha256 = store.put_file(tmp_path / "lines.parquet", "parquet")
        assert sha256 == hashlib.sha256(content).hexdigest()
        assert store.get(sha256, "parquet") == content


def test_putting_a_file_of_evidence_again_does_not_touch_the_object(tmp_path: Path) -> None:
    (tmp_path / "lines.parquet").write_bytes(b"hello")
    store = EvidenceStore(str(tmp_path / "evidence"))
    sha256 = store.put_file(tmp_path / "lines.parquet", "parquet")
    kept = tmp_path / "evidence" / "2c" / f"{sha256}.parquet"
    os.utime(kept, ns=(10**18, 10**18))
    assert store.put_file(tmp_path / "lines.parquet", "parquet") == sha256
    assert kept.stat().st_mtime_ns == 10**18


def test_a_bucket_of_evidence_that_is_not_there_is_told(s3: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        EvidenceStore(f"{s3.removesuffix('/month')}x/evidence").put(b"hello", "json")
    assert "cannot write to the evidence store" in caught.value.text.en
    assert "there is no such file, folder or bucket" in caught.value.text.en
    assert "没有这个文件、文件夹或存储桶" in caught.value.text.zh
