"""Any order of runs, closings, amendments, waivers and appeals, against a book that is kept in plain dicts."""

import os
import tempfile
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from payroll.bookkeeping.amending import amend, stage
from payroll.bookkeeping.forgiving import decide_appeal, open_appeal, waive
from payroll.bookkeeping.months import (
    Bookkeeper,
    close_draft,
    keep_evidence,
    make_draft,
    problem_counts,
    refuse_closed,
    with_book,
)
from payroll.bookkeeping.replaying import replay
from payroll.intake.files import FilesRead
from payroll.intake.intake import clean_files
from payroll.ledger.acts import Who
from payroll.ledger.book import open_book, reading
from payroll.ledger.drafts import draft_of
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.lines import read_lines
from payroll.ledger.verify import verify
from payroll.reports.folder import output_to
from payroll.reports.write import start_month
from payroll.run import Computed, begin, finish, judge_files, report
from tests.book.naive_book import COMPLAINTS, INCIDENTS, Evidence, NaiveBook
from tests.book.shop import POLICY, Tables, complaint, write_policy, write_tables

STEPS = int(os.environ.get("PAYROLL_STATE_STEPS", "120"))
"""About so many steps are taken in all, in sequences of at most 30."""
SEQUENCE = 30
MONTHS = ("2026-08", "2026-09", "2026-10")
UPHELD = tuple(frozenset(each.split()) for each in ("K1 K2 K3", "K2 K3 K4", "K1 K2 K3 K4", "K3"))
REPORTED = tuple(frozenset(each.split()) for each in ("G1 G2 G4", "G1 G3", "G2 G3 G4"))
ENTRIES = (
    *(f"{day[:7]}/E01/complaint/{number}" for number, day in COMPLAINTS.items()),
    *(f"{day[:7]}/{employee}/incident/{number}" for number, (employee, day) in INCIDENTS.items()),
)
PEOPLE: Tables = {
    "employees": (
        "E01,李雷,人民路店,2020-01-06,,4350.00",
        "E02,韩梅,中山路店,2020-01-06,,4350.00",
        "E03,张三,中山路店,2020-01-06,2026-08-31,4350.00",
    ),
    "shifts": (),
    "punches": (),
}


def complaints_of(upheld: frozenset[str]) -> Tables:
    rows = (complaint(key, "E01", day, "upheld" if key in upheld else "rejected") for key, day in COMPLAINTS.items())
    return {"complaints": tuple(rows)}


def incidents_of(reported: frozenset[str]) -> Tables:
    return {"incidents": tuple(f"{key},{who},{day},games" for key, (who, day) in INCIDENTS.items() if key in reported)}


@cache
def folder_of(place: Path, upheld: frozenset[str] | None, reported: frozenset[str] | None) -> Path:
    """Return a folder with these tables; None: it lacks the table. With both there are those of the people too."""
    tables: dict[str, tuple[str, ...]] = {}
    if upheld is not None:
        tables |= complaints_of(upheld)
    if reported is not None:
        tables |= incidents_of(reported)
    if len(tables) == 2:
        tables |= PEOPLE
    return write_tables(Path(tempfile.mkdtemp(dir=place)), tables)


@cache
def computed(period: str, data: Path, policies: Path) -> Computed:
    """Return a month on a folder. The rules are not what is tested here, so each is computed once."""
    return finish(begin(period, data, policies))


class Keeping(RuleBasedStateMachine):
    """Everything that people do to a book, in any order. ``place`` is a folder for its files, with the policies."""

    place: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=self.place)
        self.file = Path(self.folder.name, "payroll.db")
        book = open_book(str(self.file), create=True)
        self.keeper = Bookkeeper(book, EvidenceStore(f"memory://{uuid.uuid4().hex}"), Who("王芳", "option"))
        self.naive = NaiveBook()
        self.posted: list[dict[str, Any]] = []
        self.verified = b""

    def teardown(self) -> None:
        for month in self.naive.known:
            again = replay(self.keeper.book, self.keeper.store, month)
            assert again.differences == ()
            assert again.files
        self.folder.cleanup()

    # What people do

    @initialize(upheld=st.sampled_from(UPHELD), reported=st.sampled_from(REPORTED))
    def begin(self, upheld: frozenset[str], reported: frozenset[str]) -> None:
        """Close August, so that there is something to correct."""
        self.run_month("2026-08", upheld, reported)
        self.close("2026-08")

    @rule(month=st.sampled_from(MONTHS), upheld=st.sampled_from(UPHELD), reported=st.sampled_from(REPORTED))
    def run_month(self, month: str, upheld: frozenset[str], reported: frozenset[str]) -> None:
        if month in self.naive.known:
            self.assert_refused(lambda: refuse_closed(self.keeper, month))
        self.run_on(month, (upheld, reported))

    @precondition(lambda self: self.naive.drafts)
    @rule(data=st.data())
    def run_again(self, data: st.DataObject) -> None:
        """Run a month again on the same evidence: what was decided since is carried now."""
        month = data.draw(st.sampled_from(sorted(self.naive.drafts)))
        self.run_on(month, self.naive.drafts[month].evidence)

    @precondition(lambda self: self.naive.drafts)
    @rule()
    def run_again_and_close(self) -> None:
        """What an office does at the end of a month."""
        month = min(self.naive.drafts)
        self.run_on(month, self.naive.drafts[month].evidence)
        self.close(month)

    @rule(month=st.sampled_from(MONTHS))
    def close(self, month: str) -> None:
        if not self.naive.may_close(month):
            self.assert_refused(lambda: close_draft(self.keeper, month, "月度结账"))
            return
        closing = close_draft(self.keeper, month, "月度结账")
        assert set(closing.carried) == self.naive.drafts[month].carried
        self.naive.close(month)
        assert closing.act.number == self.naive.acts

    @rule(data=st.data(), upheld=st.sampled_from((None, *UPHELD)), reported=st.sampled_from((None, *REPORTED)))
    def amend(self, data: st.DataObject, upheld: frozenset[str] | None, reported: frozenset[str] | None) -> None:
        month = data.draw(st.sampled_from((*sorted(self.naive.known) * 2, *MONTHS)))
        folder = folder_of(self.place, upheld, reported)
        if month not in self.naive.known or (upheld is None and reported is None):
            self.assert_refused(lambda: amend(self.keeper, month, folder, (), "迟到的资料"))
            return
        amendment = amend(self.keeper, month, folder, (), "迟到的资料")
        act = stage(self.keeper, amendment, "迟到的资料")
        assert (act is not None) == self.naive.amend(month, upheld, reported)
        assert amendment.corrected is not None
        waiting = {each.entry for each in self.naive.staged.values()}
        wanted = self.naive.as_known(month, waiting)
        change = sum(amount - self.naive.net.get(entry, 0) for entry, amount in wanted.items())
        assert amendment.corrected.lines["amount"].sum() == change

    @rule(data=st.data())
    def waive(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.entries()))
        if not self.naive.may_forgive(entry):
            self.assert_refused(lambda: waive(self.keeper, entry, "第一次"))
            return
        act = waive(self.keeper, entry, "第一次")
        self.naive.forgive(entry)
        assert act.number == self.naive.acts

    @rule(data=st.data())
    def open_appeal(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.entries()))
        if not self.naive.may_forgive(entry) or entry in self.naive.appeals.values():
            self.assert_refused(lambda: open_appeal(self.keeper, entry, "不是我"))
            return
        act = open_appeal(self.keeper, entry, "不是我")
        self.naive.acts += 1
        self.naive.appeals[act.number] = entry
        assert act.number == self.naive.acts

    @precondition(lambda self: self.naive.acts)
    @rule(data=st.data(), granted=st.booleans())
    def decide_appeal(self, data: st.DataObject, granted: bool) -> None:
        numbers = sorted(self.naive.appeals) or [self.naive.acts]
        number = data.draw(st.sampled_from(numbers))
        entry = self.naive.appeals.get(number)
        if entry is None or (granted and not self.naive.may_forgive(entry)):
            self.assert_refused(lambda: decide_appeal(self.keeper, number, "查实", granted=granted))
            return
        decide_appeal(self.keeper, number, "查实", granted=granted)
        del self.naive.appeals[number]
        if granted:
            self.naive.forgive(entry)
        else:
            self.naive.acts += 1

    def entries(self) -> list[str]:
        """Return the entries that somebody may want forgiven: those somebody asked for already come more often."""
        asked = [*(act.entry for act in self.naive.staged.values() if act.entry), *self.naive.appeals.values()]
        return [*ENTRIES, *asked, *(entry for entry in ENTRIES if self.naive.says(entry) < 0)]

    # What always holds

    @invariant()
    def the_book_is_sound(self) -> None:
        found = self.file.read_bytes()
        if found != self.verified:
            assert verify(self.keeper.book, self.keeper.store) == []
        self.verified = found

    @invariant()
    def nothing_that_was_posted_has_changed(self) -> None:
        lines = self.lines()
        assert lines[: len(self.posted)] == self.posted
        self.posted = lines

    @invariant()
    def each_entry_comes_to_what_the_latest_posted_evidence_says_or_to_nothing_if_it_is_forgiven(self) -> None:
        net: dict[str, int] = {}
        for line in self.lines():
            entry = line["corrects"] or line["entry_id"]
            net[entry] = net.get(entry, 0) + line["amount"]
        assert {entry: amount for entry, amount in net.items() if amount} == {
            entry: amount for entry, amount in self.naive.net.items() if amount
        }

    # The steps that the command takes

    def run_on(self, month: str, evidence: Evidence) -> None:
        data, policies = folder_of(self.place, *evidence), self.place / "policies"
        before = self.drafted(month)
        month_computed = computed(month, data, policies)
        in_book = with_book(self.keeper, month_computed, report(month_computed, "zh"), data)
        with output_to(Path(self.folder.name, "out")) as output:
            start_month(in_book.report, output)
            outputs = output.digests()
        manifest = keep_evidence(self.keeper, month_computed, in_book, policies, ())

        def make() -> bool:
            return make_draft(self.keeper, manifest, outputs, problem_counts(in_book.report.problems, ()))

        if month in self.naive.known:
            self.assert_refused(make)
            return
        make()
        assert make() is False  # the very same adds nothing
        if self.naive.run(month, evidence):
            assert manifest.run_id == before
        assert set(manifest.carried) == self.naive.drafts[month].carried
        totals = in_book.report.ledger.groupby("employee_id")["amount"].sum().to_dict()
        people = in_book.report.adjustments
        assert dict(zip(people["employee_id"], people["total"].tolist(), strict=True)) == {
            employee: totals.get(employee, 0) for employee in people["employee_id"]
        }
        assert set(totals) <= set(people["employee_id"])

    def assert_refused(self, work: Callable[[], object]) -> None:
        """Check that people are told, in both languages, why something is not done, and that it is not."""
        before = self.file.read_bytes()
        with pytest.raises(BookError) as refused:
            work()
        assert refused.value.text.zh != refused.value.text.en
        assert self.file.read_bytes() == before

    def lines(self) -> list[dict[str, Any]]:
        with reading(self.keeper.book) as connection:
            rows = read_lines(connection).to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in rows]

    def drafted(self, month: str) -> str:
        """Return the id of the run that is the draft of a month, "" if it has none."""
        with reading(self.keeper.book) as connection:
            draft = draft_of(connection, month)
        return draft.run.manifest.run_id if draft else ""


def once_for_each(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of a month's files that does its work once for each month and each content of the files."""
    known: dict[object, Any] = {}

    def remembered(*arguments: Any) -> Any:
        [files] = [each for each in arguments if isinstance(each, FilesRead)]
        [month] = [
            str(getattr(each, "name", each)) for each in arguments if isinstance(each, str) or hasattr(each, "days")
        ]
        key = (month, tuple((record.file, record.sha256) for record in files.records))
        if key not in known:
            known[key] = function(*arguments)
        return known[key]

    return remembered


def test_the_book_holds_what_it_should_after_any_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_policy(tmp_path / "policies", POLICY.partition("[guard]")[0])
    monkeypatch.setattr("payroll.bookkeeping.amending.judge_files", once_for_each(judge_files))
    monkeypatch.setattr("payroll.bookkeeping.late_check.clean_files", once_for_each(clean_files))

    class KeepingHere(Keeping):
        place = tmp_path

    run_state_machine_as_test(
        KeepingHere,
        settings=settings(
            max_examples=max(STEPS // SEQUENCE, 1),
            stateful_step_count=SEQUENCE,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
