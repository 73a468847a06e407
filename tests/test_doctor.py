"""``payroll doctor``: what it finds, what it says to do, and that it changes nothing."""

import hashlib
from importlib import metadata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.doctor.finding import Finding
from payroll.doctor.folders import open_findings, read_finding, write_finding
from payroll.doctor.machine import console_finding, name_findings, path_findings, space_finding
from payroll.doctor.program import FONTS, font_finding, library_findings
from payroll.doctor.record import book_findings
from payroll.doctor.rules import calendar_finding, policy_findings, zone_finding
from payroll.doctor.tables import table_findings

ROOT = Path(__file__).parent.parent
SHOP = ROOT / "data_samples" / "shop-desk" / "data"
MEGABYTE = 1024 * 1024


def say(*words: str, lang: str = "en", env: dict[str, str] | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--lang", lang], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of ``payroll init``, in which the commands are given; no variable names a place."""
    for name in ("PAYROLL_DB", "PAYROLL_EVIDENCE", "PAYROLL_BY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "pay"
    assert say("init", str(folder), "--period", "2026-10")[0] == 0
    monkeypatch.chdir(folder)
    return folder


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Return hash and time of change of everything in a folder, and the times of its folders."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mtime_ns,
        )
        for path in [folder, *folder.rglob("*")]
    }


def texts(findings: list[Finding], wanted: str) -> list[str]:
    return [finding.text.en for finding in findings if finding.state == wanted]


# ---------------------------------------------------------------- the whole


def test_a_fresh_folder_is_as_needed_but_for_what_is_still_empty(begun: Path) -> None:
    before = state(begun)
    code, said = say("doctor", "2026-10")
    assert code == 0, said
    assert "note  the table of employees is still empty" in said
    assert "note  no punches: everybody with a shift and without leave counts as absent" in said
    assert "To correct: 0; to look at: 3." in said
    assert f"the settings are in {begun / 'payroll.toml'}" in said
    assert "data = data (payroll.toml)" in said
    assert "lang = en (command line)" in said
    assert state(begun) == before


def test_what_must_be_corrected_ends_with_status_1_and_says_what_to_do(begun: Path) -> None:
    (begun / "data" / "employees.xlsx").unlink()
    code, said = say("doctor", "2026-10")
    assert code == 1
    assert "wrong  there is no table of employees\n      → put it in; payroll init makes an empty one" in said
    assert "有误  没有员工表\n      → 请放入员工表；payroll init 会给一张空表" in say("doctor", "2026-10", lang="zh")[1]


def test_a_month_with_a_book_is_looked_at_without_a_change(begun: Path) -> None:
    book = load_workbook(begun / "data" / "employees.xlsx")
    assert book.active is not None
    book.active.append(["0001", "林晓", None, None, "office-service", "2024-03-01", None, "5000"])
    book.save(begun / "data" / "employees.xlsx")
    assert say("run", "2026-10")[0] == 0
    before = state(begun)
    code, said = say("doctor", "2026-10")
    assert code == 0, said
    assert "employees.xlsx: table employees, rows: 1" in said
    assert "schema 0002, runs: 1, posted lines: 0" in said
    assert state(begun) == before


def test_a_payroll_toml_in_error_is_a_finding_and_does_not_stop_the_rest(begun: Path) -> None:
    (begun / "payroll.toml").write_text("datta = 1\n", encoding="utf-8")
    code, said = say("doctor", "2026-10")
    assert code == 1
    assert "payroll.toml:1: no such key «datta»; is it data?" in said
    assert "data = data (default)" in said


def test_codes_that_are_accepted_but_unknown_are_told(begun: Path) -> None:
    (begun / "payroll.toml").write_text('accept = ["EMPLOYEE-UNKNOWN", "NO-SUCH"]\n', encoding="utf-8")
    code, said = say("doctor", "2026-10")
    assert code == 1
    assert "accept names no error codes: NO-SUCH" in said


@pytest.mark.usefixtures("begun")
def test_where_each_setting_comes_from_is_told_and_no_password() -> None:
    said = say("doctor", "--data", "elsewhere", env={"PAYROLL_DB": "postgresql+psycopg://hr:secret@localhost:1/x"})[1]
    assert "data = elsewhere (command line)" in said
    assert "db = postgresql+psycopg://localhost:1/x (environment)" in said
    assert "secret" not in said


# ---------------------------------------------------------------- program and machine


def test_a_library_may_be_as_old_as_is_asked_for_but_not_older() -> None:
    typer = metadata.version("typer")
    numbers = [int(part) for part in typer.split(".")]
    newer = ".".join(map(str, [*numbers[:-1], numbers[-1] + 1]))
    assert texts(library_findings([f"typer>={typer}"]), "ok") == [f"libraries: typer {typer}"]
    assert texts(library_findings([f"typer>={newer}"]), "error") == [f"typer {typer} is too old, {newer} is needed"]
    assert texts(library_findings(["no-such-library>=1"]), "error") == ["no-such-library is missing"]
    assert library_findings(["no-such-library>=1; extra == 'dev'"]) == []


def test_the_fonts_are_there_and_their_absence_is_told(tmp_path: Path) -> None:
    assert font_finding(FONTS).state == "ok"
    (tmp_path / "empty.otf").write_bytes(b"")
    assert font_finding(tmp_path).state == "error"


@pytest.mark.parametrize(
    ("encoding", "zh", "en"),
    [("utf-8", "ok", "ok"), ("cp936", "ok", "ok"), ("cp437", "warning", "ok"), ("ascii", "warning", "ok")],
)
def test_a_console_that_shows_no_chinese_is_a_note_for_who_reads_chinese(encoding: str, zh: str, en: str) -> None:
    assert (console_finding(encoding, "zh").state, console_finding(encoding, "en").state) == (zh, en)


@pytest.mark.parametrize(("megabytes", "wanted"), [(1024, "ok"), (1023, "warning"), (100, "warning"), (99, "error")])
def test_room_on_the_disk(megabytes: int, wanted: str) -> None:
    assert space_finding(megabytes * MEGABYTE, Path("out")).state == wanted


def test_a_path_may_have_259_characters_on_windows() -> None:
    # An object of the evidence: \ab\ and 64 letters and .parquet are 76 characters more than its folder.
    results = PureWindowsPath("D:/out")
    assert path_findings(PureWindowsPath("D:/" + "x" * 180), results) == []
    assert len(path_findings(PureWindowsPath("D:/" + "x" * 181), results)) == 1


@pytest.mark.parametrize("name", ["con", "NUL.txt", "com1.csv", "name.", "name ", "a:b.csv", "what?.xlsx", "x*"])
def test_names_that_windows_does_not_allow_are_told(name: str) -> None:
    assert texts(name_findings([PurePosixPath("punches", name)]), "warning") == [
        f"names that Windows does not allow: {name}"
    ]


@pytest.mark.parametrize("name", ["打卡 10月.xlsx", "console.csv", "com10.csv", ".hidden", "a.b.csv"])
def test_other_names_are_left_alone(name: str) -> None:
    assert name_findings([PurePosixPath(name)]) == []


# ---------------------------------------------------------------- folders and tables


def test_a_folder_that_is_not_there_is_told_with_its_option(tmp_path: Path) -> None:
    finding = read_finding(tmp_path / "none", "--data")
    assert finding.state == "error"
    assert "make one with payroll init, or say with --data" in finding.fix.en


def test_a_folder_that_can_be_made_is_fine_and_a_file_in_its_place_is_not(tmp_path: Path) -> None:
    assert write_finding(tmp_path / "new" / "deep", "--out").state == "ok"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert write_finding(tmp_path / "file" / "deep", "--out").state == "error"
    assert not (tmp_path / "new").exists()


def test_an_open_workbook_is_a_note_in_the_data_and_an_error_in_the_results(tmp_path: Path) -> None:
    for folder in ("data", "out"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "员工.xlsx").write_bytes(b"x")
        assert open_findings(tmp_path / "data", tmp_path / "out") == []
    for folder in ("data", "out"):
        (tmp_path / folder / "~$员工.xlsx").write_bytes(b"x")
    findings = open_findings(tmp_path / "data", tmp_path / "out")
    assert [finding.state for finding in findings] == ["warning", "error"]


def test_tables_are_named_with_their_rows() -> None:
    found = texts(table_findings(SHOP), "ok")
    assert "employees.csv: table employees, rows: 10" in found
    assert "排班_2026-10.xlsx: table shifts, rows: 10" in found
    assert texts(table_findings(SHOP), "error") == []


def test_a_table_in_error_and_a_file_of_another_kind_are_told(tmp_path: Path) -> None:
    (tmp_path / "employees.csv").write_text("name\nx\n", encoding="utf-8")
    (tmp_path / "letter.docx").write_bytes(b"x")
    findings = table_findings(tmp_path)
    assert any("employees.csv: 1 error, such as" in text for text in texts(findings, "error"))
    assert any(text.startswith("letter.docx") for text in texts(findings, "warning"))


# ---------------------------------------------------------------- policies


def test_the_policies_are_told_with_their_dates_and_what_is_wrong_with_one(tmp_path: Path) -> None:
    assert "office-service: in force from 2023-02-03" in texts(policy_findings(ROOT / "policies", 2026), "ok")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "2023-02-03.toml").write_text("[policy\n", encoding="utf-8")
    assert len(texts(policy_findings(tmp_path, 2026), "error")) == 1


def test_a_year_whose_calendar_is_not_published_is_an_error() -> None:
    assert calendar_finding("CN", 2025).state == "ok"
    assert calendar_finding("CN", 2090).state == "error"


def test_a_time_zone_without_data_is_an_error() -> None:
    assert zone_finding("Asia/Shanghai").state == "ok"
    assert zone_finding("Asia/Nowhere").state == "error"


def test_laws_are_told_with_their_dates(tmp_path: Path) -> None:
    text = (ROOT / "policies" / "online-shop" / "2023-02-03.toml").read_text(encoding="utf-8")
    (tmp_path / "shop").mkdir()
    file = tmp_path / "shop" / "2023-02-03.toml"
    file.write_text(f'{text}\n[guard]\nprofile = "HK"\n'.replace('"CNY"', '"HKD"'), encoding="utf-8")
    assert "law HK: as of 2020-01-01" in texts(policy_findings(tmp_path, 2026), "ok")


# ---------------------------------------------------------------- the book


def test_a_book_that_is_not_there_yet_is_fine_and_is_not_made(tmp_path: Path) -> None:
    findings = book_findings(str(tmp_path / "payroll.db"), str(tmp_path / "evidence"))
    assert {finding.state for finding in findings} == {"ok"}
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_book_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "payroll.db").write_text("something else", encoding="utf-8")
    findings = book_findings(str(tmp_path / "payroll.db"), str(tmp_path / "evidence"))
    assert any("is not a book of record" in text for text in texts(findings, "error"))


def test_a_book_whose_evidence_is_gone_is_an_error(tmp_path: Path) -> None:
    place = [f"--db={tmp_path / 'pay.db'}", f"--evidence={tmp_path / 'kept'}"]
    where = [f"--data={SHOP}", f"--policies={ROOT / 'policies'}", f"--out={tmp_path / 'out'}"]
    assert say("run", "2026-10", "--no-workbook", *where, *place)[0] == 0
    assert {finding.state for finding in book_findings(str(tmp_path / "pay.db"), str(tmp_path / "kept"))} == {"ok"}
    (tmp_path / "kept").rename(tmp_path / "moved")
    findings = book_findings(str(tmp_path / "pay.db"), str(tmp_path / "kept"))
    assert any("is not there, though the book has runs (1)" in text for text in texts(findings, "error"))


def test_an_evidence_store_whose_library_is_missing_is_an_error(tmp_path: Path) -> None:
    findings = book_findings(str(tmp_path / "pay.db"), "nosuchthing://bucket/pay")
    assert any("nosuchthing" in text for text in texts(findings, "error"))
