"""A month in parts, from its data to the tables of all parts.

::

    find      the files; the small ones are read here
    read      a task for each large file: understood, its rows laid out by part
    ground    the small tables cleaned whole, and what each part gets of them
    judge     a task for each part
    clocks    the faults of clocks; parts whose shifts are unclear by them are judged again
    add up    problems and rows

Who does the tasks is a ``Crew``: this process, one task after the other, or Dask (``payroll.engine.cluster``).
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from payroll.company_rules import company_rules
from payroll.engine.clocks import doubted_clocks, look_at_clocks
from payroll.engine.crew import PART_EMPLOYEES, Crew
from payroll.engine.errors import EngineError
from payroll.engine.ground import Answers, PartGround, files_read, files_so_far, lay_ground, split_ground
from payroll.engine.inputs import Inputs, find_inputs
from payroll.engine.judging import SETTING as MONTH_SETTING
from payroll.engine.judging import MonthSetting
from payroll.engine.merge import counts_of_rows, problems_of_cleaning, problems_of_month
from payroll.engine.part import PartDone, PartTask, do_part, ground_name
from payroll.engine.reading import SETTING as READING_SETTING
from payroll.engine.reading import FileDone, ReadingSetting, ReadingTask, do_reading
from payroll.engine.split import Split, split_employees
from payroll.engine.versions import versions
from payroll.engine.workshop import Workshop
from payroll.intake import frames
from payroll.intake.files import FilesRead, read_each
from payroll.intake.intake import set_aside_of
from payroll.intake.known import Known, know_people
from payroll.intake.settling import read_table
from payroll.intake.sources import intake_of
from payroll.language import COMMA, Text
from payroll.ledger.evidence import EvidenceStore
from payroll.month.context import Dispositions, Month, month_of
from payroll.month.events import check_events
from payroll.month.month import fates_of_decisions
from payroll.month.rules.meetings import meetings_held
from payroll.period import Period, pay_period
from payroll.policy.calendar_days import OfficialDays
from payroll.policy.load import load_policies
from payroll.policy.model import Policies
from payroll.problems import Problem, in_order
from payroll.reports.overview import Sums
from payroll.reports.overview import added_up as sums_added_up
from payroll.run import (
    account_of,
    as_headed,
    official_days_of,
    policy_facts,
    verdicts_of,
    without_consequences,
)
from payroll.storage import Storage
from payroll.tables import ROW_USED, SWAPS, Tables


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    ``data`` is a path or a URL; ``parts`` how many parts (None: as many as are needed); ``evidence`` the store in
    which what is read is kept (None: nothing is recorded); ``most`` how many employees a part has where ``parts`` is
    not said; ``keeps_frames`` whether the parts keep their lines and people as the book is given them, and ``closed``
    other months of which they keep their punches and shifts.
    """

    period: str
    data: str
    policies: Path
    parts: int | None = None
    evidence: EvidenceStore | None = None
    most: int = PART_EMPLOYEES
    keeps_frames: bool = True
    closed: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class InParts:
    """A month in parts as far as it could be computed; ``judged`` is None where there is nothing to judge."""

    period: Period
    policies: Policies
    problems: tuple[Problem, ...]
    files: FilesRead
    evidence: Mapping[str, str]
    workshop: Workshop | None = None
    judged: JudgedParts | None = None
    stages: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedParts:
    """The parts of a month, in the order of the employees; their tables lie in the workshop under ``names``.

    ``month`` is everybody's, without punches and rota; ``resumed`` how many parts were finished before.
    """

    parts: tuple[PartDone, ...]
    names: tuple[str, ...]
    sources: pd.DataFrame
    month: Month
    resumed: int

    @property
    def decisions(self) -> pd.DataFrame:
        """The decisions of people about lines of the month, as of ``payroll.tables``."""
        of_month = fates_of_decisions(self.month) == ROW_USED
        return pd.DataFrame(self.month.tables.decisions[of_month])

    @property
    def sums(self) -> Sums:
        """What the tables of all parts come to."""
        return sums_added_up(part.sums for part in self.parts)

    @property
    def labels(self) -> frozenset[str]:
        """The policy versions that somebody is under or a line goes by."""
        return frozenset().union(*(part.labels for part in self.parts))


@dataclass(slots=True)
class _Clock:
    """What takes how long."""

    stages: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.monotonic()
        yield
        self.stages.append((name, time.monotonic() - begin))


def compute_in_parts(order: Order, results: Storage, crew: Crew) -> InParts:
    """Compute a month in parts, for results that will lie in ``results``.

    Raises ``ValueError`` for a period of another form, ``StorageError`` or ``EngineError`` if it cannot be done.
    """
    pay_period(order.period)
    with tempfile.TemporaryDirectory(prefix="payroll-") as mirror:  # small files of a URL lie there to the end
        return _computed(order, results, crew, Path(mirror))


def _computed(order: Order, results: Storage, crew: Crew, mirror: Path) -> InParts:
    clock = _Clock()
    with clock.stage("find"):
        policies, of_policies = load_policies(order.policies)
        inputs = find_inputs(order.data, mirror)
        small = read_each(inputs.small)
        files = files_so_far(inputs, small)
        if not policies.versions:
            found = tuple(in_order([*of_policies, *files.problems]))
            return InParts(pay_period(order.period), policies, found, files, {})
        begun = _Begun(order, policies, tuple(of_policies), policies.start_days.period(order.period))
        _refuse_rules_of_everybody(policies)
        known = begun.know(files)
        split = begun.split(known, files)
        workshop = Workshop(results, _name_of_run(begun, inputs, files, split))
        workshop.clear_others()
        finished = workshop.done()
        of_ids = replace(known.setting, roster=replace(known.roster, names=()))  # names are for the files of clocks
        setting = ReadingSetting(order.data, begun.period, of_ids, known.identities, split, order.evidence)
        workshop.keep(READING_SETTING, setting)
    with clock.stage("read"):
        done = crew.do(do_reading, [ReadingTask(workshop, number, file) for number, file in enumerate(inputs.large)])
    return _judged(begun, _Read(inputs, small, done, known, split, finished), workshop, crew, clock)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is known before a file is read: what is asked for, and the rules."""

    order: Order
    policies: Policies
    of_policies: tuple[Problem, ...]
    period: Period

    def know(self, files: FilesRead) -> Known:
        """Return who is known."""
        return know_people(intake_of(files.tables, set_aside_of(files), self.period), policy_facts(self.policies))

    def split(self, known: Known, files: FilesRead) -> Split:
        """Return which employees are in which part."""
        count = len(known.employees)
        intake = intake_of(files.tables, set_aside_of(files), self.period)
        swaps, _ = read_table(intake, SWAPS, known.setting, {})
        parts = self.order.parts or -(-count // self.order.most)
        return split_employees(count, parts, frames.swaps_frame(swaps, known.roster))


@dataclass(frozen=True, slots=True)
class _Read:
    inputs: Inputs
    small: Mapping[str, FilesRead]
    large: Sequence[FileDone]
    known: Known
    split: Split
    finished: frozenset[str]


def _refuse_rules_of_everybody(policies: Policies) -> None:
    rules, _ = company_rules(policies)
    others = [rule.module for rule in rules if not rule.alone]
    if others:
        raise EngineError(
            Text.of(
                "the rules in {modules} may look at everybody at once, so the month cannot be computed in parts. Run "
                "without --engine; or, if each of them looks at one employee's own rows alone, say so in the module: "
                "EACH_EMPLOYEE_ALONE = True",
                modules=COMMA.join(sorted(set(others))),
            )
        )


def _name_of_run(begun: _Begun, inputs: Inputs, files: FilesRead, split: Split) -> str:
    """Return a name for everything that the parts are made from; ``files`` are all, also the mappings' own."""
    policies = begun.policies
    place = begun.order.evidence.place if begun.order.evidence else ""
    calendar = official_days_of(policies, begun.period)
    told = [
        *(f"{name} {number}" for name, number in versions().items()),
        *(begun.order.period, begun.order.data, place, str(split.parts), str(begun.order.keeps_frames)),
        *(f"closed {each.name} {each.first} {each.last}" for each in begun.order.closed),
        *(f"{version.label} {version.sha256}" for version in policies.versions),
        *(f"{law.profile} {law.date} {hashlib.sha256(law.content).hexdigest()}" for law in policies.laws.files),
        *(f"{record.file} {record.sha256}" for record in files.records),
        *(f"{file.name} {file.stamp}" for file in inputs.large),
        *(f"{country} {year} {_stated(days)}" for (country, year), days in sorted(calendar.items())),
    ]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _stated(days: OfficialDays | None) -> str:
    return "-" if days is None else f"{sorted(days.holidays)} {sorted(days.make_up_days)}"


def _judged(begun: _Begun, read: _Read, workshop: Workshop, crew: Crew, clock: _Clock) -> InParts:
    with clock.stage("ground"):
        files = files_read(read.inputs, read.small, read.large)
        known = read.known if all(each.laid for each in read.large) else begun.know(files)
        done = {file.name: each for file, each in zip(read.inputs.large, read.large, strict=True)}
        ground = lay_ground(files, done, known, begun.period, read.split, workshop)
        found = [*begun.of_policies, *files.problems]
        found += without_consequences(ground.cleaned.problems, begun.of_policies)
        evidence = {name: each.evidence for name, each in done.items() if each.evidence}
        result = InParts(begun.period, begun.policies, (), files, evidence, workshop)
        if known.employees.empty:
            return replace(result, problems=tuple(in_order(found)), stages=tuple(clock.stages))
        calendar = official_days_of(begun.policies, begun.period)
        own, wrong = company_rules(begun.policies)
        whole = month_of(begun.period, ground.cleaned.tables, begun.policies, calendar, own)
        events = check_events(whole)  # of everybody; no punches and no rota are needed for it
        held = meetings_held(whole, events.dispositions["meetings"] == ROW_USED)
        tables = replace(ground.cleaned.tables, meetings_held=held)
        answers = _grounds(split_ground(tables, events.dispositions, verdicts_of(files), read.split), workshop)
        setting = MonthSetting(
            begun.period,
            begun.policies,
            calendar,
            policy_facts(begun.policies),
            ground.sources,
            ground.laid,
            ground.corrections,
            keeps_frames=begun.order.keeps_frames or not tables.decisions.empty,  # decisions look for their lines
            closed=begun.order.closed,
        )
        workshop.keep(MONTH_SETTING, setting)
    with clock.stage("judge"):
        tasks = [PartTask(workshop, part) for part in range(read.split.parts)]
        parts = crew.do(do_part, tasks)
    with clock.stage("clocks"):
        of_clocks, tasks, parts = _after_clocks(setting, tables, events.dispositions, read.split, tasks, parts, crew)
    with clock.stage("add up"):
        found += problems_of_cleaning(parts, ground, whole)
        found += [*wrong, *as_headed([*of_clocks, *problems_of_month(parts, events, whole)], files, begun.period)]
        accounts = account_of(files.records, counts_of_rows(parts, answers, ground, events, whole))
    names = tuple(task.name for task in tasks)
    resumed = len(read.finished & set(names))
    judged = JudgedParts(tuple(parts), names, accounts, whole, resumed)
    return replace(result, problems=tuple(in_order(found)), judged=judged, stages=tuple(clock.stages))


def _grounds(grounds: Iterable[PartGround], workshop: Workshop) -> list[Answers]:
    """Write what each part gets, and return what each answers for."""
    answers = []
    for part, each in enumerate(grounds):
        workshop.keep(ground_name(part), each)
        answers.append(each.answers)
    return answers


def _after_clocks(  # noqa: PLR0913, PLR0917
    setting: MonthSetting,
    tables: Tables,
    events: Dispositions,
    split: Split,
    tasks: Sequence[PartTask],
    parts: Sequence[PartDone],
    crew: Crew,
) -> tuple[tuple[Problem, ...], list[PartTask], list[PartDone]]:
    """Return the faults of clocks, and the parts, those anew whose shifts are unclear by them."""
    clocks = doubted_clocks(parts)
    if not clocks:
        return (), list(tasks), list(parts)
    workshop = tasks[0].workshop
    faults = look_at_clocks(workshop, setting, tables, events, split, clocks)
    unclear, again = faults.unclear, []
    for part, rows in enumerate(split.rows(unclear["employee"].to_numpy())):
        if len(rows):
            old = workshop.take(ground_name(part))
            more = unclear.iloc[rows]
            places = more.assign(employee=old.members.searchsorted(more["employee"].to_numpy()).astype("int32"))
            anew = replace(old.tables, unclear=pd.concat([old.tables.unclear, places], ignore_index=True))
            workshop.keep(ground_name(part, again=True), replace(old, tables=anew))
            again.append(PartTask(workshop, part, again=True))
    judged = {task.part: (task, done) for task, done in zip(again, crew.do(do_part, again), strict=True)}
    both = [judged.get(part, (tasks[part], parts[part])) for part in range(split.parts)]
    return faults.problems, [task for task, _ in both], [done for _, done in both]
