"""Real processes that use a book at the same time, or are killed while they do."""

import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import event

from payroll.ledger.book import Book

ROOT = Path(__file__).parent.parent.parent

_START = """
import sys
from payroll.ledger.book import open_book, reading, writing
from payroll.ledger.errors import BookError
from tests.ledger.book_examples import *
url, *arguments = sys.argv[1:]
"""


def start(script: str, url: str, *arguments: str) -> subprocess.Popen[str]:
    """Start Python on a script; ``url`` and ``arguments`` are there under these names."""
    return subprocess.Popen(
        [sys.executable, "-c", _START + script, url, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def at_once(script: str, url: str, arguments: Sequence[str]) -> list[str]:
    """Run a script as several processes that wait for each other before what follows ``ready()``.

    Returns what each printed. A traceback fails the test.
    """
    prefix = "def ready():\n    print('ready', flush=True)\n    sys.stdin.readline()\n"
    running = [start(prefix + script, url, argument) for argument in arguments]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = []
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        said.append(out.strip())
    return said


def was_killed(work: Callable[[], None]) -> bool:
    """Do work as a process of its own; tell whether it was killed. A traceback fails the test."""
    child = os.fork()
    if not child:
        ended = 1
        try:
            work()
            ended = 0
        finally:
            if ended:
                traceback.print_exc()
            os._exit(ended)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL), ended
    return ended != 0


def killed_at(book: Book, statement: int) -> None:
    """Kill this process before its statement of this number; a commit counts as one."""
    left = iter(range(statement))

    def count(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(book.engine, "before_cursor_execute", count)
    event.listen(book.engine, "commit", count)


def killed_after(seconds: float) -> None:
    """Kill this process after some time."""
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
