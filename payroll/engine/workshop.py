"""Where tasks leave what they made, so that another task, or the same run begun again, finds it.

It is a folder of its own for all that a run is made from: other data, other policies, another number of parts or
another version of the program have another folder, and nothing there is ever out of date. What a task came to is
written last, as ``NAME.done``: a task of which that is there is not done again.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from payroll.engine.errors import EngineError
from payroll.language import Text
from payroll.storage import Storage

FOLDER = ".payroll-parts"
"""The folder beside the results; it goes with the results' being complete."""


@dataclass(frozen=True)
class Workshop:
    """The folder of one run, below the place where its results will be."""

    storage: Storage
    folder: str

    def name(self, name: str) -> str:
        """Return the name of a file within the storage."""
        return f"{FOLDER}/{self.folder}/{name}"

    def clear_others(self) -> None:
        """Remove what runs on other data left in the same place. Raises ``StorageError`` if that cannot be done."""
        below = (name.removeprefix(f"{FOLDER}/").split("/")[0] for name in self.storage.names(FOLDER))
        for folder in sorted(set(below) - {self.folder}):
            self.storage.remove(f"{FOLDER}/{folder}")

    def write(self, name: str, data: bytes | memoryview | pa.Buffer) -> None:
        """Write a file. Raises ``StorageError`` if it cannot be written."""
        self.storage.write(self.name(name), data)

    def stream(self, name: str) -> BinaryIO:
        """Open a file for reading anywhere in it. Raises ``StorageError`` if it cannot be read."""
        return self.storage.stream(self.name(name))

    def keep(self, name: str, value: object) -> None:
        """Keep any value of the program. Raises ``StorageError`` if it cannot be written."""
        self.write(name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def take(self, name: str) -> Any:
        """Return a value that was kept. Raises ``EngineError`` if it is gone, ``StorageError`` if it cannot be read."""
        data = self.storage.read(self.name(name))
        if data is None:
            raise EngineError(
                Text.of(
                    "{name} is gone from {place}, where this run keeps its parts: somebody removed it, another run "
                    "into the same place began or ended, or this machine does not see that place. Run the same command "
                    "again.",
                    name=self.name(name),
                    place=self.storage.place,
                )
            )
        return pickle.loads(data)  # noqa: S301 - a file of our own

    def finish(self, task: str, result: object) -> None:
        """Note that a task is done, and what it came to."""
        self.keep(f"{task}.done", result)

    def undo(self, task: str) -> None:
        """Let a task be done again. Raises ``StorageError`` if that cannot be noted."""
        self.storage.remove(self.name(f"{task}.done"))

    def finished(self, task: str) -> Any:
        """Return what a task came to, None if it is not done."""
        data = self.storage.read(self.name(f"{task}.done"))
        return None if data is None else pickle.loads(data)  # noqa: S301 - a file of our own

    def done(self) -> frozenset[str]:
        """Return the tasks that are done."""
        below = self.name("")
        names = self.storage.names(below.rstrip("/"))
        return frozenset(name.removeprefix(below).removesuffix(".done") for name in names if name.endswith(".done"))

    def write_frame(self, name: str, frame: pd.DataFrame) -> None:
        """Write a frame as Parquet; its texts and numbers come back as they are."""
        table = pa.Table.from_pandas(frame, preserve_index=False)
        sink = io.BytesIO()
        parquet.write_table(table, sink, compression="lz4")
        self.write(name, sink.getbuffer())

    def read_frame(self, name: str) -> pd.DataFrame:
        """Read a frame that ``write_frame`` wrote."""
        with self.stream(name) as stream:
            frame: pd.DataFrame = parquet.read_table(stream).to_pandas()
        return frame


@lru_cache(maxsize=1)
def shared(workshop: Workshop, name: str) -> Any:
    """Return a value that several tasks of a process need, one after the other; the last one stays in memory."""
    return workshop.take(name)
