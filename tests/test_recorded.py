"""A month computed again from its evidence is the same month, whatever became of the files it was read from."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from payroll import recorded as recorded_module
from payroll.intake.files import read_files
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.manifest import Manifest
from payroll.policy.calendar_days import OfficialDays
from payroll.problems import stopping
from payroll.recorded import (
    Outcome,
    recompute,
    record,
    record_again,
    recorded_batches,
    recorded_calendar,
    recorded_files,
    recorded_lines,
    recorded_people,
    recorded_policies,
    sources_of,
    with_recorded,
)
from payroll.reports.folder import output_to
from payroll.reports.write import start_month
from payroll.run import Computed, begin, finish, judge_files, report
from tests.test_cases import CASES, ROOT, options

COMPARED = ("ledger.csv", "attendance.csv", "adjustments.csv", "sources.csv", "swaps.csv", "law.csv")
SAMPLES = ("office-desk", "shop-desk")
SHOP = ROOT / "data_samples" / "shop-desk" / "data"


@dataclass(frozen=True)
class Kept:
    """A month that was run on a folder, and its evidence."""

    computed: Computed
    manifest: Manifest
    store: EvidenceStore


def keep(period: str, data: Path, policies: Path, store: EvidenceStore, accepted: tuple[str, ...] = ()) -> Kept:
    computed = finish(begin(period, data, policies))
    assert not stopping(computed.problems, accepted)
    result = report(computed, "zh")
    outcome = Outcome((result.ledger,), (result.adjustments,), accepted)
    return Kept(computed, record(sources_of(computed), outcome, policies, store), store)


def written(computed: Computed, folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files that a month is written as."""
    with output_to(folder) as output:
        start_month(report(computed, "zh"), output)
        output.publish()
    return {name: (folder / name).read_bytes() for name in COMPARED}


def assert_same(found: Computed, wanted: Computed, folder: Path) -> None:
    got, expected = (written(computed, folder / name) for computed, name in ((found, "found"), (wanted, "wanted")))
    for name in COMPARED:
        assert got[name].splitlines() == expected[name].splitlines(), name
        assert got[name] == expected[name], name


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(str(tmp_path / "evidence") if request.param == "folder" else f"memory://{uuid.uuid4().hex}")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return the shop's month, its evidence in a folder."""
    return keep("2026-10", SHOP, ROOT / "policies", EvidenceStore(str(tmp_path / "evidence")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_month_recomputed_from_its_evidence_is_the_same(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case, folder)
    about = (case / "about.txt").read_text(encoding="utf-8")
    accepted = tuple(each for each in options(about) if each != "--accept")
    month = keep(
        about.split()[0], folder / "data", folder / "policies", EvidenceStore(str(tmp_path / "evidence")), accepted
    )
    shutil.rmtree(folder)
    assert_same(recompute(month.manifest, month.store), month.computed, tmp_path)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_recomputed_from_any_store_is_the_same(sample: str, store: EvidenceStore, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(ROOT / "data_samples" / sample / "data", folder)
    month = keep("2026-10", folder, ROOT / "policies", store)
    shutil.rmtree(folder)
    again = Manifest.from_json(month.manifest.to_json())
    assert_same(recompute(again, month.store), month.computed, tmp_path)


def test_what_is_found_wrong_in_the_cells_is_found_again_but_for_the_reading_of_the_files(kept: Kept) -> None:
    found = {(problem.code, problem.place()) for problem in recompute(kept.manifest, kept.store).problems}
    reading = {(problem.code, problem.place()) for problem in kept.computed.files.problems}
    assert found == {(problem.code, problem.place()) for problem in kept.computed.problems} - reading
    assert found


@pytest.mark.parametrize("sample", SAMPLES)
def test_recomputing_asks_for_no_official_days_but_those_recorded(
    sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ROOT / "data_samples" / sample / "data"
    month = keep("2026-10", data, ROOT / "policies", EvidenceStore(str(tmp_path / "evidence")))

    def refuse(country: str, year: int) -> OfficialDays | None:
        raise AssertionError(country, year)

    monkeypatch.setattr("payroll.run.official_days", refuse)
    assert_same(recompute(month.manifest, month.store), month.computed, tmp_path)
    with pytest.raises(AssertionError):
        finish(begin("2026-10", data, ROOT / "policies"))


def test_official_days_come_back_also_those_of_a_year_that_nobody_knows_yet(kept: Kept) -> None:
    assert kept.computed.month is not None
    official = {
        ("CN", 2026): OfficialDays(frozenset({20_727, 20_728}), frozenset({20_736})),
        ("CN", 2027): None,
        ("", 2026): OfficialDays(),
    }
    computed = replace(kept.computed, month=replace(kept.computed.month, official_days=official))
    outcome = Outcome((pd.DataFrame({"entry_id": ["a"]}),), (pd.DataFrame({"employee_id": ["b"]}),))
    manifest = record(sources_of(computed), outcome, ROOT / "policies", kept.store)
    assert recorded_calendar(manifest, kept.store) == official
    text = kept.store.get(manifest.calendar, "json").decode()
    assert text == (
        '{"":{"2026":{"holidays":[],"make_up_days":[]}},'
        '"CN":{"2026":{"holidays":["2026-10-01","2026-10-02"],"make_up_days":["2026-10-10"]},"2027":null}}'
    )


def test_policies_come_back_with_their_labels_and_rules(kept: Kept) -> None:
    assert recorded_policies(kept.manifest, kept.store) == kept.computed.policies


def test_lines_and_adjustments_come_back(kept: Kept) -> None:
    result = report(kept.computed, "zh")
    for found, wanted in (
        (recorded_lines(kept.manifest, kept.store), result.ledger),
        (recorded_people(kept.manifest, kept.store), result.adjustments),
    ):
        whole = [name for name in wanted.columns if pd.api.types.is_integer_dtype(wanted[name])]
        pd.testing.assert_frame_equal(found, wanted.astype({"store": "str"} | dict.fromkeys(whole, "int64")))


def test_lines_come_back_in_batches_too(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded_module, "BATCH", 2)
    batches = list(recorded_batches(kept.manifest, kept.store))
    assert {len(batch) for batch in batches[:-1]} == {2}
    wanted = recorded_lines(kept.manifest, kept.store)
    pd.testing.assert_frame_equal(pd.concat(batches, ignore_index=True), wanted)


def test_the_manifest_names_the_files_in_the_order_in_which_they_were_read(tmp_path: Path) -> None:
    data = ROOT / "data_samples" / "office-desk" / "data"
    month = keep("2026-10", data, ROOT / "policies", EvidenceStore(str(tmp_path)))
    named = [(file.file, file.sheet, file.table) for file in month.manifest.files]
    assert named == [(record.file, record.sheet, record.table) for record in read_files(data).records]
    sheets = [sheet for _, sheet, _ in named if sheet]
    # The punches of both sheets as in the workbook, not by name; then the leave of the first.
    assert sheets == ["概况统计与打卡明细", "打卡详情", "概况统计与打卡明细"]


def test_the_same_inputs_give_the_same_run_and_write_nothing_more(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    again = keep("2026-10", SHOP, ROOT / "policies", kept.store)
    assert again.manifest == kept.manifest
    assert again.manifest.run_id == kept.manifest.run_id
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_the_store_holds_what_the_manifest_names_and_nothing_else(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    there = {path.name for path in folder.rglob("*") if path.is_file()}
    assert there == {f"{sha256}.{suffix}" for sha256, suffix in kept.manifest.evidence}
    assert len([name for name in there if name.endswith(".toml")]) == len(kept.computed.policies.versions)


def test_another_input_is_another_run(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(SHOP, folder)
    leave = folder / "leave.csv"
    leave.write_bytes(leave.read_bytes() + b"\r\n")  # says the same in other bytes
    other = keep("2026-10", folder, ROOT / "policies", kept.store)
    assert other.manifest.run_id != kept.manifest.run_id
    assert other.manifest.lines == kept.manifest.lines


def test_accepted_codes_and_carried_acts_are_part_of_the_run(kept: Kept) -> None:
    lines, people = recorded_lines(kept.manifest, kept.store), recorded_people(kept.manifest, kept.store)
    outcome = Outcome((lines,), (people,), ("SWAP-INVALID", "ID-UNKNOWN", "SWAP-INVALID"), (7, 3))
    manifest = record(sources_of(kept.computed), outcome, ROOT / "policies", kept.store)
    assert manifest.accepted == ("ID-UNKNOWN", "SWAP-INVALID")
    assert manifest.carried == (3, 7)
    assert manifest.run_id != kept.manifest.run_id


def objects(kept: Kept) -> Iterator[tuple[str, str]]:
    for sha256, suffix in kept.manifest.evidence:
        yield sha256, f"{sha256[:2]}/{sha256}.{suffix}"


def read_everything(kept: Kept) -> None:
    recompute(kept.manifest, kept.store)
    recorded_lines(kept.manifest, kept.store)
    recorded_people(kept.manifest, kept.store)


def test_each_piece_of_evidence_that_is_missing_is_named(kept: Kept, tmp_path: Path) -> None:
    names = list(objects(kept))
    assert len(names) >= 12
    for sha256, name in names:
        path = tmp_path / "evidence" / name
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(EvidenceError, match=f"lacks {name}"):
            read_everything(kept)
        path.write_bytes(content)
        assert sha256 in name
    read_everything(kept)


def test_each_piece_of_evidence_that_was_altered_or_cut_short_is_named(kept: Kept, tmp_path: Path) -> None:
    for _, name in objects(kept):
        path = tmp_path / "evidence" / name
        content = path.read_bytes()
        for wrong in (content[:-1], bytes([content[0] ^ 1]) + content[1:]):
            path.write_bytes(wrong)
            with pytest.raises(EvidenceError, match=f"{name} .* was altered or cut short"):
                read_everything(kept)
        path.write_bytes(content)


def test_a_manifest_that_takes_one_object_for_another_is_told(kept: Kept) -> None:
    tables = replace(kept.manifest, files=(replace(kept.manifest.files[0], evidence=kept.manifest.lines),))
    for wrong in (tables, replace(kept.manifest, calendar=kept.store.put(b"[1]", "json"))):
        with pytest.raises(EvidenceError, match="the record of the run was altered"):
            recompute(wrong, kept.store)
    no_table = replace(kept.manifest, lines=kept.store.put(b"no table", "parquet"))
    for read in (recorded_lines, lambda *run: list(recorded_batches(*run))):
        with pytest.raises(EvidenceError, match="the record of the run was altered"):
            read(no_table, kept.store)


def test_a_policy_that_the_program_no_longer_understands_is_named(kept: Kept) -> None:
    first, *rest = kept.manifest.policies
    content = kept.store.get(first.sha256, "toml") + b"\n[newer_rule]\nclause = '9'\n"
    newer = replace(first, sha256=kept.store.put(content, "toml"))
    with pytest.raises(EvidenceError) as caught:
        recompute(replace(kept.manifest, policies=(newer, *rest)), kept.store)
    assert f"{first.policy_id}/{first.date}.toml" in caught.value.text.en
    assert kept.manifest.tool_version in caught.value.text.en
    assert f"记录的制度文件 {first.policy_id}/{first.date}.toml" in caught.value.text.zh


def test_a_policy_with_a_name_that_leads_elsewhere_is_written_nowhere_else(kept: Kept, tmp_path: Path) -> None:
    first, *rest = kept.manifest.policies
    wrong = replace(first, policy_id=str(tmp_path / "elsewhere"))
    recorded_policies(replace(kept.manifest, policies=(wrong, *rest)), kept.store)
    assert not (tmp_path / "elsewhere").exists()


def test_a_policy_that_was_changed_while_the_month_was_computed_is_refused(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "yen"
    folder = tmp_path / "policies"
    shutil.copytree(case / "policies", folder)
    computed = finish(begin("2026-10", case / "data", folder))
    result = report(computed, "zh")
    file = next(folder.rglob("*.toml"))
    file.write_bytes(file.read_bytes() + b"\n")
    store = EvidenceStore(str(tmp_path / "evidence"))
    with pytest.raises(EvidenceError) as caught:
        record(sources_of(computed), Outcome((result.ledger,), (result.adjustments,)), folder, store)
    assert f"{file.parent.name}/{file.name}" in caught.value.text.en
    assert "在计算过程中被改动或删除" in caught.value.text.zh
    shutil.rmtree(folder)
    with pytest.raises(EvidenceError, match="cannot be read again"):
        record(sources_of(computed), Outcome((result.ledger,), (result.adjustments,)), folder, store)
    assert not (tmp_path / "evidence").exists()


def test_a_policy_in_a_folder_that_is_a_link_is_kept_under_its_own_name(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "yen"
    policy = next((case / "policies").iterdir())
    shutil.copytree(policy, tmp_path / "elsewhere" / policy.name)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "a-link").symlink_to(tmp_path / "elsewhere" / policy.name)
    month = keep("2026-10", case / "data", tmp_path / "policies", EvidenceStore(str(tmp_path / "evidence")))
    assert recorded_policies(month.manifest, month.store) == month.computed.policies


POLICY = """
[policy]
title = { zh = "客服", en = "Desk" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"
[shifts.office]
start = "08:30"
end = "17:30"
[lateness]
[[lateness.tier]]
percent_of_base = 1
[absence]
[[absence.tier]]
daily_wages = 1
"""


def small_month(folder: Path) -> Path:
    """Write a month of one person and three shifts; the punches of the first are in a row of too many fields."""
    data, policy = folder / "data", folder / "policies" / "desk"
    data.mkdir(parents=True)
    policy.mkdir(parents=True)
    (policy / "2023-02-03.toml").write_text(POLICY, encoding="utf-8")
    tables = {
        "employees": "employee_id,name,hire_date,base_wage\n0001,林小满,2020-01-06,4350.00\n",
        "shifts": "employee_id,date,shift\n0001,2026-10-12,office\n0001,2026-10-13,office\n0001,2026-10-14,office\n",
        "punches": "employee_id,time\n0001,2026-10-12 08:20,17:35\n0001,2026-10-13 08:31\n0001,2026-10-13 17:35\n"
        "0001,2026-10-14 08:20\n0001,2026-10-14 17:35\n\n",
    }
    for name, text in tables.items():
        (data / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_rows_that_reading_set_aside_come_back_with_all_their_fields(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    store = EvidenceStore(str(tmp_path / "evidence"))
    month = keep("2026-10", folder / "data", folder / "policies", store, ("ROW-TOO-LONG",))
    shutil.rmtree(folder / "data")
    punches = next(each for each in recorded_files(month.manifest, store).records if each.table == "punches")
    assert punches.set_aside.rows.tolist() == [2]
    assert [list(row) for row in punches.set_aside.fields] == [["0001", "2026-10-12 08:20", "17:35"]]
    again = recompute(month.manifest, store)
    assert_same(again, month.computed, tmp_path)
    attendance = report(again, "en").attendance
    # The 12th is no absence though no punch of it was read: the row that was set aside is of that day.
    assert attendance["verdict"].tolist() == ["unclear", "late", "ok"]
    sources = report(again, "en").sources.set_index("file")
    counts = {name: int(sources[name]["punches.csv"]) for name in ("rows", "used", "set_aside")}
    assert counts == {"rows": 5, "used": 4, "set_aside": 1}


def test_a_month_of_parquet_files_with_stored_dates_is_the_same_again(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    kinds = {"date": pa.date32(), "hire_date": pa.timestamp("ms"), "time": pa.timestamp("s"), "base_wage": pa.float64()}
    for file in (folder / "data").glob("*.csv"):
        text = file.read_text(encoding="utf-8").replace(",17:35\n", "\n").rstrip("\n")
        lines = [line.split(",") for line in text.splitlines()]
        columns = {name: pa.array(cells) for name, *cells in zip(*lines, strict=True)}
        typed = {name: cells.cast(kinds.get(name, pa.string())) for name, cells in columns.items()}
        parquet.write_table(pa.table(typed), file.with_suffix(".parquet"))
        file.unlink()
    month = keep("2026-10", folder / "data", folder / "policies", EvidenceStore(str(tmp_path / "evidence")))
    shutil.rmtree(folder / "data")
    again = recompute(month.manifest, month.store)
    assert_same(again, month.computed, tmp_path)
    # On the 12th there is one punch, 08:20; lateness and absence are the only rules, so it is no charge.
    assert report(again, "en").ledger["entry_id"].tolist() == ["2026-10/0001/lateness/2026-10-13.1"]


def test_a_table_that_the_new_folder_lacks_is_taken_from_the_evidence(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    store = EvidenceStore(str(tmp_path / "evidence"))
    month = keep("2026-10", folder / "data", folder / "policies", store, ("ROW-TOO-LONG",))
    late = tmp_path / "late"
    late.mkdir()
    (late / "打卡.csv").write_text(
        "工号,打卡时间\n0001,2026-10-12 08:29\n0001,2026-10-12 17:35\n0001,2026-10-13 08:20\n0001,2026-10-13 17:35\n",
        encoding="utf-8",
    )
    shutil.rmtree(folder / "data")
    files = with_recorded(read_files(late), month.manifest, store)
    assert [record.file for record in files.records] == ["employees.csv", "shifts.csv", "打卡.csv"]
    policies, calendar = recorded_policies(month.manifest, store), recorded_calendar(month.manifest, store)
    result = report(judge_files("2026-10", policies, (), files, calendar), "en")
    assert result.attendance["verdict"].tolist() == ["ok", "ok", "absent"]
    assert result.sources["file"].tolist() == ["employees.csv", "shifts.csv", "打卡.csv"]
    assert result.sources["used"].tolist() == [1, 3, 4]


def test_a_month_on_late_evidence_is_recorded_with_the_policies_of_the_earlier_run(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    store = EvidenceStore(str(tmp_path / "evidence"))
    month = keep("2026-10", folder / "data", folder / "policies", store, ("ROW-TOO-LONG",))
    late = tmp_path / "late"
    late.mkdir()
    (late / "punches.csv").write_text("employee_id,time\n0001,2026-10-12 08:29\n", encoding="utf-8")
    shutil.rmtree(folder / "policies")
    policies, calendar = recorded_policies(month.manifest, store), recorded_calendar(month.manifest, store)
    files = with_recorded(read_files(late), month.manifest, store)
    computed = judge_files("2026-10", policies, (), files, calendar)
    result = report(computed, "en")
    manifest = record_again(computed, Outcome((result.ledger,), (result.adjustments,)), month.manifest, store)
    assert (manifest.policies, manifest.calendar) == (month.manifest.policies, month.manifest.calendar)
    evidence = {file.table: file.evidence for file in month.manifest.files}
    again = {file.table: file.evidence for file in manifest.files}
    assert {name for name in evidence if evidence[name] != again[name]} == {"punches"}
    assert_same(recompute(manifest, store), computed, tmp_path)


def test_an_empty_table_of_the_new_folder_is_not_lacking(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    store = EvidenceStore(str(tmp_path / "evidence"))
    month = keep("2026-10", folder / "data", folder / "policies", store, ("ROW-TOO-LONG",))
    late = tmp_path / "late"
    late.mkdir()
    (late / "punches.csv").write_text("employee_id,time\n", encoding="utf-8")
    files = with_recorded(read_files(late), month.manifest, store)
    assert [len(raw) for raw in files.tables["punches"]] == [0]


def test_a_table_of_the_new_folder_that_cannot_be_read_is_not_replaced_by_the_old_one(tmp_path: Path) -> None:
    folder = small_month(tmp_path)
    store = EvidenceStore(str(tmp_path / "evidence"))
    month = keep("2026-10", folder / "data", folder / "policies", store, ("ROW-TOO-LONG",))
    late = tmp_path / "late"
    late.mkdir()
    (late / "punches.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    files = with_recorded(read_files(late), month.manifest, store)
    assert "punches" not in files.tables
    assert [problem.code for problem in files.problems] == ["FILE-DAMAGED"]
    assert set(files.tables) == {"employees", "shifts"}


def test_nothing_of_a_new_folder_that_has_every_table_is_replaced(kept: Kept) -> None:
    files = read_files(SHOP)
    found = with_recorded(files, kept.manifest, EvidenceStore(f"memory://{uuid.uuid4().hex}"))
    assert found.records == files.records
    assert {name: list(raws) for name, raws in found.tables.items()} == {
        name: list(raws) for name, raws in files.tables.items()
    }


def test_a_full_temporary_folder_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(EvidenceError) as caught:
        recompute(kept.manifest, kept.store)
    assert "No space left on device" in caught.value.text.en
    assert "临时文件夹" in caught.value.text.zh
