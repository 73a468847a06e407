"""Dask: who does the tasks, on this machine or on others."""

from __future__ import annotations

import logging
import os
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, TypeVar

from payroll import __version__
from payroll.engine import processes
from payroll.engine.crew import LEAST_BYTES
from payroll.engine.errors import EngineError
from payroll.engine.processes import MEMORY, Method, prepare
from payroll.engine.versions import versions
from payroll.language import COMMA, Text, same
from payroll.places import without_password

if TYPE_CHECKING:
    from distributed import Client, LocalCluster
    from distributed import Future as TaskFuture

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")
Tell = Callable[[int, int], None]
"""Is told how many of so many tasks are done."""
_RETRIES = 2
"""So often a task is done again that failed: a place on the network may not answer for a moment."""
_OWN_SHARE = 0.5
"""So much of the memory is left to the process that reads the small tables and adds up."""
_CONNECT_SECONDS = 15
"""A scheduler that does not answer for so long is lost."""
_LOOK_SECONDS = 5
"""After so long without a finished task the scheduler is asked whether anybody is there."""
_ALONE_SECONDS = 60
"""A cluster that has no workers for so long gets none; one that ended is usually started again in less."""
_END_SECONDS = 5
_SETTINGS = {
    "distributed.comm.timeouts.connect": _CONNECT_SECONDS,
    "distributed.comm.timeouts.tcp": _CONNECT_SECONDS,
    "distributed.comm.retry.count": 0,
    "distributed.worker.memory.target": False,  # tasks leave what they make in files, so there is nothing to spill
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.98,
    "distributed.nanny.pre-spawn-environ": dict(MEMORY),
    "distributed.worker.profile.enabled": False,  # nobody looks at what follows; each takes processors from the tasks
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.worker.http.routes": [],
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.active-memory-manager.start": False,
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which cluster: a running one by the address of its scheduler, or one of this machine.

    Of one of this machine, ``workers`` is the number of its processes (None: one for each processor) and ``memory``
    the bytes that they and this process may take together (None: no limit).
    """

    scheduler: str = ""
    workers: int | None = None
    memory: int | None = None

    @property
    def processes(self) -> int:
        """How many processes are started."""
        return self.workers or os.cpu_count() or 1

    @property
    def least_memory(self) -> int:
        """How many bytes are too little to begin with."""
        return int(self.processes * LEAST_BYTES / (1 - _OWN_SHARE))

    @property
    def memory_of_worker(self) -> int | None:
        """How many bytes each of them may take."""
        return None if self.memory is None else int(self.memory * (1 - _OWN_SHARE)) // self.processes


class DaskCrew:
    """The workers of a cluster, which may still be starting; ``alone`` is said if there are none any more."""

    def __init__(self, client: Future[Client], tell: Tell, alone: Text) -> None:
        self._client = client
        self._tell = tell
        self._alone = alone
        self._seen = time.monotonic()

    def do(self, work: Callable[[_Task], _Done], tasks: Sequence[_Task]) -> list[_Done]:
        """Do all tasks beside each other and return what they came to, in their order.

        A worker that ends takes its task to another one. Raises ``EngineError`` if a task fails again and again, or
        if nobody is there any more.
        """
        client = self._client.result()
        self._seen = time.monotonic()
        futures: list[TaskFuture[_Done]] = []
        try:
            futures += client.map(work, tasks, pure=False, retries=_RETRIES)
            return self._results(futures)
        except Exception as error:
            with suppress(Exception):  # nobody is there, or it does not matter any more
                client.cancel(futures, force=True)
            raise _failed(error) from error

    def _results(self, futures: Sequence[TaskFuture[_Done]]) -> list[_Done]:
        ended: Queue[TaskFuture[_Done]] = Queue()
        for future in futures:
            future.add_done_callback(ended.put)
        places = {future.key: place for place, future in enumerate(futures)}
        results: dict[int, _Done] = {}
        while len(results) < len(futures):
            try:
                future = ended.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._look()
            else:
                results[places[future.key]] = self._result(future)
                future.release()
                self._tell(len(results), len(futures))
        return [results[place] for place in range(len(futures))]

    def _result(self, future: TaskFuture[_Done]) -> _Done:
        """Return what a task came to. If its worker ended before it could tell, the task is done once more."""
        while True:
            try:
                return future.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                if future.status == "error":
                    raise
                self._look()

    def _look(self) -> None:
        """Raise what happened if there is no scheduler any more, or has been no worker for long."""
        client = self._client.result()
        try:
            scheduler: Any = client.scheduler
            workers = client.sync(scheduler.ncores, callback_timeout=_CONNECT_SECONDS)
        except Exception as error:
            raise EngineError(_SCHEDULER_LOST) from error
        if workers:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _ALONE_SECONDS:
            raise EngineError(self._alone)


@contextmanager
def dask_crew(cluster: Cluster, tell: Tell) -> Iterator[DaskCrew]:
    """Give the workers of a cluster; one of this machine is started, and ended after.

    They start beside whatever is done before the first tasks, which raise ``EngineError`` if no scheduler answers, or
    workers have other versions. It is raised here if Dask is not installed.
    """
    if find_spec("distributed") is None:
        raise EngineError(Text.of('Dask is not installed; install it with: pip install "payroll[dask]"'))
    method = "spawn" if cluster.scheduler else prepare()
    alone = _NO_WORKERS if cluster.scheduler else _NO_PROCESSES
    with _silence(), ExitStack() as stack, ThreadPoolExecutor(1) as threads:
        yield DaskCrew(threads.submit(_started, cluster, method, stack), tell, alone)


def _started(cluster: Cluster, method: Method, stack: ExitStack) -> Client:
    import dask
    import distributed  # noqa: F401 - its own settings have to be there before others are put on them

    stack.enter_context(dask.config.set(_SETTINGS | {"distributed.worker.multiprocessing-method": method}))
    return _connected(cluster.scheduler, stack) if cluster.scheduler else _with_processes(cluster, stack)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep from the screen what Dask logs and warns of: what a person can do something about is an ``EngineError``."""
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(before)


def _ended(each: Any) -> None:
    with suppress(Exception):  # what does not end in time ends with this process
        each.close(timeout=_END_SECONDS)


def _client(place: LocalCluster | str, stack: ExitStack) -> Client:
    from distributed import Client

    client = Client(place, timeout=_CONNECT_SECONDS, set_as_default=False)
    stack.callback(_ended, client)
    return client


def _with_processes(cluster: Cluster, stack: ExitStack) -> Client:
    """Start workers on this machine."""
    from distributed import LocalCluster

    try:
        local = LocalCluster(
            n_workers=cluster.processes,
            threads_per_worker=1,
            processes=True,
            memory_limit=cluster.memory_of_worker or 0,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # else it warns of others' clusters, and is open
            silence_logs=logging.CRITICAL,
            preload=processes.__name__,
        )
        stack.callback(_ended, local)
        return _client(local, stack)
    except Exception as error:
        raise EngineError(
            Text.of(
                "the worker processes could not be started: {reason}. Try fewer (--workers), or more memory "
                "(--memory).",
                reason=_reason(error),
            )
        ) from error


def _connected(scheduler: str, stack: ExitStack) -> Client:
    """Connect with a running scheduler."""
    try:
        client = _client(scheduler, stack)
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        found = client.run(versions, on_error="return")
    except Exception as error:
        raise EngineError(
            Text.of(
                "no scheduler answers at {scheduler}: {reason}. Check the address, and that the scheduler runs.",
                scheduler=scheduler,
                reason=_NO_ANSWER if isinstance(error, OSError) else same(str(error) or type(error).__name__),
            )
        ) from error
    _check_workers(scheduler, found)
    return client


def _check_workers(scheduler: str, found: Mapping[str, Mapping[str, str] | Exception]) -> None:
    """Raise ``EngineError`` if there are no workers, or those that cannot do what this process would."""
    if not found:
        raise EngineError(
            Text.of("the scheduler at {scheduler} has no workers. Start some, then run again.", scheduler=scheduler)
        )
    without = {worker: each for worker, each in found.items() if isinstance(each, Exception)}
    if without:
        raise EngineError(
            Text.of(
                "the workers {workers} cannot load this version of payroll ({reason}). Install payroll {version} on "
                "all.",
                workers=_listed(without),
                reason=_reason(next(iter(without.values()))),
                version=__version__,
            )
        )
    others = {worker: each for worker, each in found.items() if not isinstance(each, Exception) and each != versions()}
    if others:
        ours, theirs = (
            ", ".join(f"{name} {number}" for name, number in each.items())
            for each in (versions(), next(iter(others.values())))
        )
        raise EngineError(
            Text.of(
                "the workers {workers} have other versions ({theirs}) than this process ({ours}), so their results "
                "could differ. Install the same on all.",
                workers=_listed(others),
                theirs=theirs,
                ours=ours,
            )
        )


def _listed(workers: Mapping[str, object]) -> Text:
    """Return the addresses of workers; of many, the first."""
    names = sorted(map(str, workers))
    first = COMMA.join(names[:3])
    return first if len(names) <= 3 else Text.of("{workers} …, {count} in all", workers=first, count=len(names))


# ---------------------------------------------------------------- what happened, in words

_NO_ANSWER = Text.of("nothing came within {seconds} seconds", seconds=_CONNECT_SECONDS)
_SCHEDULER_LOST = Text.of("the scheduler was lost; it and its workers have to be started again")
_NO_WORKERS = Text.of("the scheduler has no workers any more: they ended, and none came in a minute; start some")
_NO_PROCESSES = Text.of(
    "the worker processes ended again and again before they could begin, most likely for lack of memory; give them "
    "more (--memory), or start fewer (--workers)"
)
_KILLED = Text.of(
    "workers ended again and again at the same part or file, most likely for lack of memory; give them more "
    "(--memory, or that of their machines), or use more parts (--parts) and smaller files"
)
_MEANINGS = {
    "CancelledError": _SCHEDULER_LOST,
    "FutureCancelledError": _SCHEDULER_LOST,
    "FuturesCancelledError": _SCHEDULER_LOST,
    "CommClosedError": _SCHEDULER_LOST,
    "KilledWorker": _KILLED,
}
"""What errors of Dask mean, by their names: it need not be installed."""


def _failed(error: Exception) -> EngineError:
    return EngineError(
        Text.of(
            "the month could not be computed in parts: {reason}. No results were written or recorded; the parts that "
            "are finished are kept. Run the same command again then: it goes on where it ended.",
            reason=_reason(error),
        )
    )


def _reason(error: Exception) -> Text:
    """Return what happened; of an error that nobody foresaw, its own words and where in the program it was."""
    own: object = getattr(error, "text", None) or _MEANINGS.get(type(error).__name__)
    if isinstance(own, Text):
        return Text(own.zh[:-1], own.en[:-1]) if own.en.endswith(".") else own  # a stop follows in the sentence
    words = f"{type(error).__name__}: {error}".strip().rstrip(".:")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "payroll" in Path(frame.filename).parts]
    place = f" ({Path(frames[-1].filename).name}, {frames[-1].lineno})" if frames else ""
    return same(without_password(f"{words}{place}"))
