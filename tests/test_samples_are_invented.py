"""The samples hold nobody real, stay small, and are what ``tests.samples.make_samples`` makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.samples.kept import Desk
from tests.samples.make_samples import PROJECT, answers
from tests.samples.office_desk import office_desk
from tests.samples.shop_desk import shop_desk

SAMPLES = PROJECT / "data_samples"
DESKS = {desk.name: desk for desk in (office_desk(), shop_desk())}

_TERMS = "立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至小寒大寒"
SOLAR_TERMS = [_TERMS[place : place + 2] for place in range(0, len(_TERMS), 2)]
"""Everybody is a surname and one of these."""
PHONE_OR_ID_CARD = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|[0-9]{17}[0-9Xx]|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}")


def sample_files() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*") if path.is_file())


def text_of(path: Path) -> str:
    if path.suffix == ".xlsx":
        return "\n".join("\t".join(row) for _, row in cells_of(path))
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def cells_of(source: Path) -> Iterable[tuple[str, list[str]]]:
    book = CalamineWorkbook.from_path(source)
    for sheet in book.sheet_names:
        for row in book.get_sheet_by_name(sheet).to_python():
            yield sheet, [str(cell) for cell in row]


def test_there_are_two_desks_of_twelve_and_nine_people() -> None:
    assert {name: len(desk.tables["employees"]) for name, desk in DESKS.items()} == {"office-desk": 12, "shop-desk": 9}


@pytest.mark.parametrize("desk", DESKS.values(), ids=list(DESKS))
def test_everybody_is_named_after_a_solar_term(desk: Desk) -> None:
    names = [person["name"] for person in desk.tables["employees"]]
    assert [name for name in names if name[1:] not in SOLAR_TERMS] == []
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_no_sample_holds_phone_numbers_or_mail_addresses(path: Path) -> None:
    text = text_of(path)
    assert PHONE_OR_ID_CARD.findall(text) == []
    assert "@" not in text


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_every_sample_is_smaller_than_100_kilobytes(path: Path) -> None:
    assert 0 < path.stat().st_size < 100_000


@pytest.mark.parametrize("desk", DESKS.values(), ids=list(DESKS))
def test_the_files_are_what_the_generator_makes(desk: Desk, tmp_path: Path) -> None:
    folder = SAMPLES / desk.name / "data"
    assert sorted(path.name for path in folder.iterdir()) == sorted(desk.files)
    for name, content in desk.files.items():
        made = tmp_path / name
        made.write_bytes(content)
        if made.suffix == ".xlsx":  # how well it is packed may differ from machine to machine
            assert list(cells_of(folder / name)) == list(cells_of(made)), name
        else:
            assert (folder / name).read_bytes() == content, name


@pytest.mark.parametrize("desk", DESKS.values(), ids=list(DESKS))
def test_the_answers_are_those_of_the_reference_implementation(desk: Desk) -> None:
    folder = SAMPLES / desk.name / "expected"
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert kept == {name: content.decode() for name, content in answers(desk).items()}
