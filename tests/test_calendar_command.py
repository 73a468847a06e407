"""``payroll calendar``: the files, what they are called, and what is refused."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payroll.cli.app import app

ROOT = Path(__file__).parent.parent
POLICIES = ["--policies", str(ROOT / "policies")]
SHOP = ROOT / "data_samples" / "shop-desk" / "data"


def say(*words: str, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["calendar", *words, *POLICIES, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_store_has_a_png_and_an_svg_and_both_come_out_the_same_again(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        code, said = say("2026-10", "--data", str(SHOP), "--out", str(tmp_path / folder))
        assert code == 0
        assert "calendar-2026-10-示例一店-en.png" in said
    assert names(tmp_path / "a") == ["calendar-2026-10-示例一店-en.png", "calendar-2026-10-示例一店-en.svg"]
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_without_punches_the_next_month_is_drawn_as_a_plan(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(SHOP, data)
    (data / "punches.csv").unlink()
    code, _ = say("2026-10", "--data", str(data), "--format", "svg", "--out", str(tmp_path / "out"))
    assert code == 0
    drawn = (tmp_path / "out" / "calendar-2026-10-示例一店-en.svg").read_text(encoding="utf-8")
    assert "the plan, without attendance" in drawn
    assert "absent" not in drawn


def test_no_amount_of_money_is_in_it(tmp_path: Path) -> None:
    assert say("2026-10", "--data", str(SHOP), "--format", "svg", "--out", str(tmp_path))[0] == 0
    drawn = (tmp_path / "calendar-2026-10-示例一店-en.svg").read_text(encoding="utf-8")
    told = drawn.partition("<desc")[2].partition("</desc>")[0]
    assert "late 3, left early 1, absent 1" in told
    assert "CNY" not in told
    assert "20.00" not in told


def test_the_other_language_does_not_replace_it(tmp_path: Path) -> None:
    for language in ("en", "zh"):
        said = say("2026-10", "--data", str(SHOP), "--format", "svg", "--out", str(tmp_path), lang=language)
        assert said[0] == 0
    assert names(tmp_path) == ["calendar-2026-10-示例一店-en.svg", "calendar-2026-10-示例一店-zh.svg"]


def test_further_pictures_of_an_earlier_run_go(tmp_path: Path) -> None:
    old, other = (tmp_path / f"calendar-2026-10-示例一店{end}" for end in ("-en-part2.png", "B-en.png"))
    old.write_bytes(b"")
    other.write_bytes(b"")
    assert say("2026-10", "--data", str(SHOP), "--format", "png", "--out", str(tmp_path))[0] == 0
    assert names(tmp_path) == ["calendar-2026-10-示例一店-en.png", "calendar-2026-10-示例一店B-en.png"]


def test_stores_whose_names_look_alike_in_a_file_name_have_two_files(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    rows = ["employee_id,name,store,policy,hire_date,base_wage"]
    rows += [f"{number},N{number},{store},online-shop,2024-01-01,5000" for number, store in enumerate(("a/b", "A:b"))]
    (data / "employees.csv").write_text("\n".join(rows), encoding="utf-8")
    assert say("2026-10", "--data", str(data), "--format", "svg", "--out", str(tmp_path / "out"))[0] == 0
    assert names(tmp_path / "out") == ["calendar-2026-10-A_b-en.svg", "calendar-2026-10-a_b~2-en.svg"]


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["--format", "pdf"], "--format «pdf»", "--format “pdf”"),
        (["--format", ""], "--format «»", "--format “”"),
        (["--plan", "--as-of", "2026-10-20"], "cannot go together", "不能同时使用"),
        (["--as-of", "2026-11-01"], "is not in 2026-10", "不在 2026-10"),
        (["--store", "S9"], "there is no store «S9»", "没有门店“S9”"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(tmp_path: Path, words: list[str], en: str, zh: str) -> None:
    for lang, wanted in (("en", en), ("zh", zh)):
        code, said = say("2026-10", "--data", str(SHOP), "--out", str(tmp_path / "out"), *words, lang=lang)
        assert code == 2
        assert wanted in said
    assert not (tmp_path / "out").exists()


def test_nothing_is_drawn_into_the_folder_that_is_read() -> None:
    code, said = say("2026-10", "--data", str(SHOP), "--out", str(SHOP))
    assert code == 2
    assert "holds files to be read" in said


def test_errors_in_the_data_stop_it(tmp_path: Path) -> None:
    code, said = say("2026-10", "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 2
    assert "TABLE-MISSING" in said
