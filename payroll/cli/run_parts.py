"""``run --engine dask``: the month in parts of the employees, on this machine or on a cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, NoReturn

import typer

from payroll.cli.answer import print_answer
from payroll.cli.book import bookkeeper, refusals
from payroll.cli.config import Named
from payroll.cli.deciding import show_decisions
from payroll.cli.draft import show_draft
from payroll.cli.month import check_codes, show_summary
from payroll.cli.options import say
from payroll.cli.screen import check_period, refuse, show, working
from payroll.language import Language, Text, same
from payroll.places import is_url, shown
from payroll.problems import Problem, in_order, stopping

if TYPE_CHECKING:
    from payroll.bookkeeping.deciding import Written
    from payroll.bookkeeping.in_parts import Recorded
    from payroll.bookkeeping.months import Bookkeeper
    from payroll.engine.crew import Crew
    from payroll.engine.month import InParts
    from payroll.period import Period
    from payroll.reports.overview import Overview
    from payroll.storage import Storage

_SCHEDULER = re.compile(r"(?:tcp|tls)://[^/]+:([0-9]{1,5})/?")
_LAST_PORT = 65535
_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12, "MIB": 1 << 20, "GIB": 1 << 30, "TIB": 1 << 40}


@dataclass(frozen=True, slots=True)
class Engine:
    """Who computes the parts: the address of a scheduler, or what is started here; how many parts, and how much memory.

    ``memory`` is in bytes, for everything that is started here.
    """

    scheduler: str = ""
    workers: int | None = None
    parts: int | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class PartsTask:
    """What the command asks for; ``data`` and ``out`` are paths or URLs."""

    period: str
    data: str
    policies: Path
    out: str
    accept: tuple[str, ...]
    why: str
    lang: Language
    check_law: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class DoneInParts:
    """What came of it: the month in sums, the files by name, the draft (None: not recorded), how many decisions."""

    overview: Overview
    files: tuple[str, ...]
    recorded: Recorded | None
    decisions: int = 0


def engine_of(scheduler: str, workers: int | None, parts: int | None, memory: str, lang: Language) -> Engine:
    """Return what the options of the engine ask for, or refuse what makes no sense."""
    if scheduler and (workers is not None or memory):
        refuse(
            Text.of("--workers and --memory are for workers that are started here; those of --scheduler run already"),
            lang,
        )
    if scheduler and not ((found := _SCHEDULER.fullmatch(scheduler)) and int(found[1]) <= _LAST_PORT):
        refuse(
            Text.of(
                "--scheduler: «{scheduler}» is no address of a scheduler; write it as tcp://host:8786",
                scheduler=scheduler,
            ),
            lang,
        )
    return Engine(scheduler, workers, parts, _bytes(memory, lang) if memory else None)


def _bytes(words: str, lang: Language) -> int:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]+)", words.strip())
    unit = _UNITS.get(found[2].upper()) if found else None
    if found is None or unit is None:
        refuse(Text.of("--memory: «{words}» is not an amount of memory; write it as 4GB", words=words), lang)
    return int(float(found[1]) * unit)


def run_in_parts(task: PartsTask, engine: Engine, db: str | None, evidence: str | None, by: Named | None) -> None:
    """Compute a month in parts, write it and record it; ``db`` is None for a run that is not recorded."""
    if not engine.scheduler:
        from payroll.engine.processes import prepare

        prepare()  # the processes load their libraries while this one does
    check_period(task.period, task.lang)
    if task.accept:
        check_codes(task.accept, task.lang)
    with _refusals(task.lang):
        keeper = _keeper(task, db, evidence, by) if db is not None else None
        from payroll.engine.publish import refuse_other_results
        from payroll.storage import Storage

        results = Storage(task.out)
        refuse_other_results(task.period, results)
        with working(say("computing in parts …")) as tell:
            month = _computed(task, engine, keeper, results, tell)
        done = _recorded(task, month, keeper, results)
    unclear = task.check_law and not done.overview.sums.is_clear
    if task.as_json:
        print_answer("run", parts_answer(month, done, task), exit_code=int(unclear))
    else:
        _show(month, done, task, unclear=unclear)
    if unclear:
        raise typer.Exit(1)


@contextmanager
def _refusals(lang: Language) -> Iterator[None]:
    """Say what stopped the parts, the storage or the book, and leave with exit code 2; 130 after Ctrl-C."""
    import pyarrow as pa

    from payroll.engine.errors import EngineError
    from payroll.storage import StorageError

    with refusals(lang):
        try:
            yield
        except (EngineError, StorageError) as error:
            refuse(error.text, lang)
        except KeyboardInterrupt:
            stopped = Text.of("stopped; what is finished is kept. Run the same command again: it goes on from there.")
            typer.echo(stopped.to(lang), err=True)
            raise typer.Exit(130) from None
        except (OSError, pa.ArrowException, UnpicklingError, EOFError) as error:
            refuse(
                Text.of(
                    "what the parts left cannot be read: {reason}. Run the same command again; if it is said again, "
                    "delete the folder .payroll-parts beside the results, and run again.",
                    reason=same(f"{type(error).__name__}: {error}"),
                ),
                lang,
            )


def _keeper(task: PartsTask, db: str, evidence: str | None, by: Named | None) -> Bookkeeper:
    """Open the book, new if there is none. Raises ``BookError`` if the month is closed in it."""
    from payroll.bookkeeping.months import refuse_closed

    keeper = bookkeeper(db, evidence, by, task.lang, create=True)
    refuse_closed(keeper, task.period)
    return keeper


def _computed(
    task: PartsTask, engine: Engine, keeper: Bookkeeper | None, results: Storage, tell: Callable[[str], None]
) -> InParts:
    from payroll.engine.cluster import Cluster, dask_crew
    from payroll.engine.crew import employees_of_part
    from payroll.engine.month import Order, compute_in_parts

    def progress(done: int, tasks: int) -> None:
        tell(Text.of("computing in parts … {done} of {tasks}", done=done, tasks=tasks).to(task.lang))

    cluster = Cluster(engine.scheduler, engine.workers, engine.memory)
    if cluster.memory is not None and cluster.memory < cluster.least_memory:
        refuse(
            Text.counted(
                "--memory is too little for {count} worker: the least is {least} MB. Give more.",
                "--memory is too little for {count} workers: the least is {least} MB. Give more, or fewer --workers.",
                cluster.processes,
                least=-(-cluster.least_memory // 10**6),
            ),
            task.lang,
        )
    order = Order(
        task.period,
        task.data,
        task.policies,
        engine.parts,
        keeper.store if keeper else None,
        employees_of_part(cluster.memory_of_worker),
        keeps_frames=keeper is not None,
        closed=_closed(task, keeper),
    )
    with dask_crew(cluster, progress) as crew:
        month = compute_in_parts(order, results, crew)
        return _compared(task, month, keeper, crew)


def _closed(task: PartsTask, keeper: Bookkeeper | None) -> tuple[Period, ...]:
    """Return the closed months with which this one is compared."""
    if keeper is None:
        return ()
    from payroll.bookkeeping.late_in_parts import closed_periods
    from payroll.ledger.book import reading

    with reading(keeper.book) as connection:
        return closed_periods(connection, keeper.store, task.period)


def _compared(task: PartsTask, month: InParts, keeper: Bookkeeper | None, crew: Crew) -> InParts:
    """Return the month with what it tells otherwise about closed months, unless its errors stop it."""
    if keeper is None or month.judged is None or stopping(month.problems, task.accept):
        return month
    from payroll.bookkeeping.late_in_parts import late_in_parts
    from payroll.ledger.book import reading

    data = task.data if is_url(task.data) else str(Path(task.data))
    with reading(keeper.book) as connection:
        late = late_in_parts(connection, keeper.store, month, month.judged, crew, shown(data))
    return replace(month, problems=tuple(in_order([*month.problems, *late])))


def _recorded(task: PartsTask, month: InParts, keeper: Bookkeeper | None, results: Storage) -> DoneInParts:
    """Write and record the month, or its problems if errors stop it."""
    from payroll.engine.publish import clear, overview_of_parts, publish

    stops = stopping(month.problems, task.accept)
    if stops or month.judged is None:
        _stop(task, month, keeper, results, stops)
    judged = month.judged
    decided: tuple[Written, ...] = ()
    if len(judged.month.tables.decisions):
        from payroll.bookkeeping.in_parts import decided_in_table

        decided, wrong = decided_in_table(keeper, month, judged, task.lang)
        if wrong:
            month = replace(month, problems=tuple(in_order([*month.problems, *wrong])))
            _stop(task, month, keeper, results, stopping(month.problems, task.accept))
    if keeper is None:
        files = publish(month, task.lang, results, {})
        done = DoneInParts(overview_of_parts(month, judged, task.lang), tuple(files), None, decisions=len(decided))
    else:
        from payroll.bookkeeping.in_parts import Asked, record_in_parts

        asked = Asked(task.policies, task.accept, task.why, task.lang)
        recorded = record_in_parts(keeper, month, judged, decided, asked, results)
        done = DoneInParts(recorded.overview, recorded.files, recorded, recorded.decisions)
    clear(results)
    return done


def _stop(
    task: PartsTask, month: InParts, keeper: Bookkeeper | None, results: Storage, stops: Sequence[Problem]
) -> NoReturn:
    """Write the problems, and refuse. The month's draft has open errors from now on."""
    from payroll.bookkeeping.months import note_errors
    from payroll.engine.publish import write_problems
    from payroll.storage import UNFINISHED

    if keeper is not None:
        note_errors(keeper, month.period.name, month.problems, task.accept)
    write_problems(month, task.lang, results)
    results.remove(UNFINISHED)
    refuse(
        Text.counted(
            "{count} error: see problems.csv in {place}; nothing else was written, and earlier results are as they "
            "were. Correct and run again.",
            "{count} errors: see problems.csv in {place}; nothing else was written, and earlier results are as they "
            "were. Correct and run again.",
            len(stops),
            place=results.place,
        ),
        task.lang,
        stops,
    )


def _show(month: InParts, done: DoneInParts, task: PartsTask, *, unclear: bool) -> None:
    assert month.judged is not None
    lang, period = task.lang, task.period
    show_summary(done.overview, task.accept)
    show_decisions(done.decisions, lang, are_recorded=done.recorded is not None)
    parts, resumed = len(month.judged.parts), month.judged.resumed
    if resumed:
        show(Text.of("parts: {parts}, {resumed} of them finished earlier", parts=parts, resumed=resumed).to(lang))
    else:
        show(Text.of("parts: {parts}", parts=parts).to(lang))
    if done.recorded is not None:
        show_draft(period, done.recorded.carrying, is_new=done.recorded.is_new, lang=lang)
    show(Text.of("written: ").to(lang) + f"{month_place(task)} ({len(done.files)})")
    if unclear:
        show(Text.of("The law: something was cut, refused or not checked, see law").to(lang))


def month_place(task: PartsTask) -> str:
    """Return where the results are, as it can be shown."""
    return shown(task.out)


def parts_answer(month: InParts, done: DoneInParts, task: PartsTask) -> dict[str, object]:
    """Return what came of a run in parts."""
    from payroll.cli.run_answer import carried_answer, draft_answer, month_answer

    assert month.judged is not None
    recorded = done.recorded
    return {
        **month_answer(done.overview, task.accept),
        "draft": draft_answer(recorded.carrying, is_new=recorded.is_new) if recorded else None,
        "carried": carried_answer(recorded.carrying if recorded else None, done.overview.places),
        "decisions": done.decisions,
        "files": list(done.files),
        "place": month_place(task),
        "parts": len(month.judged.parts),
        "parts_finished_earlier": month.judged.resumed,
        "stages": [{"stage": name, "seconds": round(seconds, 3)} for name, seconds in month.stages],
    }
