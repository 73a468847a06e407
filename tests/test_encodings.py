"""Text that is no UTF-8: Chinese in GB18030, or names of Western Europe in Windows-1252."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from payroll.intake.encodings import BadByte, Decoded, Guess, to_utf8
from payroll.intake.files import read_files

HEADINGS = "Person ID,Name,Time\n"


def read(raw: bytes, charset: str = "") -> tuple[str, Guess | None]:
    decoded = to_utf8(pa.py_buffer(raw), charset)
    assert isinstance(decoded, Decoded)
    return bytes(decoded.data).decode("utf-8"), decoded.guess


@pytest.mark.parametrize(
    ("name", "is_sound_gb18030"),
    [
        ("CAÑETE", True),  # D1 45 could be one Chinese character
        ("Ángel Ruiz", True),
        ("Müller", True),
        ("O’Brien", True),
        ("José", False),  # E9 2C cannot
        ("Niño José", False),
    ],
)
def test_lone_letters_beyond_ascii_in_ascii_words_are_windows_1252(name: str, *, is_sound_gb18030: bool) -> None:
    text = f"{HEADINGS}0042,{name},2026-05-04 08:00\n"
    raw = text.encode("cp1252")
    try:
        raw.decode("gb18030")
        sound = True
    except UnicodeDecodeError:
        sound = False
    assert sound == is_sound_gb18030
    found, guess = read(raw)
    assert found == text
    assert guess is not None
    assert guess.row == 2


def test_the_guess_names_the_first_word_and_its_row() -> None:
    text = f'{HEADINGS}0041,Ana Ruiz,2026-05-04 08:00\n0042,"Peña, Inés",2026-05-04 08:01\n'
    assert read(text.encode("cp1252"))[1] == Guess(3, "Peña")


def test_two_letters_side_by_side_are_western_where_most_stand_alone_and_the_text_is_no_chinese() -> None:
    text = f"{HEADINGS}1,José,x\n2,Zoë,x\n3,Goüé,x\n"
    found, guess = read(text.encode("cp1252"))
    assert found == text
    assert guess == Guess(2, "José")


@pytest.mark.parametrize("names", ["林小雨", "林", "欧阳", "林 A,B 晓", "龙a,a龙"])
def test_chinese_below_english_headings_stays_chinese_without_a_guess(names: str) -> None:
    text = f"{HEADINGS}0042,{names},2026-05-04 08:00\n"
    assert read(text.encode("gbk")) == (text, None)


def test_chinese_with_one_lone_byte_among_it_stays_chinese() -> None:
    """镕 is E9 46 in GBK: é and F, were it alone."""
    text = f"{HEADINGS}0042,镕,2026-05-04 08:00\n0043,林晓,2026-05-04 08:00\n"
    assert read(text.encode("gbk")) == (text, None)


def test_chinese_headings_are_never_western() -> None:
    text = "工号,姓名\n0042,Ana\n"
    assert read(text.encode("gbk")) == (text, None)
    assert isinstance(to_utf8(pa.py_buffer(text.encode("gbk") + "0043,José\n".encode("cp1252"))), BadByte)


@pytest.mark.parametrize(
    "broken",
    [
        b"0042,\xc1\xd6\xcf,2026-05-04 08:00\n",  # a Chinese name cut in its second character
        b"0042,\xc1,2026-05-04 08:00\n",  # a byte beside no letter
        b"0042,A\x81,2026-05-04 08:00\n",  # no letter of Windows-1252
    ],
)
def test_broken_chinese_is_refused_and_not_read_as_western(broken: bytes) -> None:
    assert to_utf8(pa.py_buffer(HEADINGS.encode() + broken)) == BadByte(2, f"{broken.strip(bytes(range(128)))[-1]:02X}")


def test_a_charset_that_the_file_names_is_taken_if_the_text_is_no_utf_8() -> None:
    raw = "員工,時間\n".encode("big5")
    assert read(raw, "big5") == ("員工,時間\n", None)
    assert read("員工\n".encode(), "big5") == ("員工\n", None)


def test_a_guess_is_a_warning_with_the_word_to_check(tmp_path: Path) -> None:
    (tmp_path / "punches.csv").write_bytes("employee_id,time,device\n0042,2026-05-04 08:00,Depósito\n".encode("cp1252"))
    [problem] = read_files(tmp_path).problems
    assert (problem.code, problem.severity, problem.row, problem.value) == (
        "ENCODING-GUESSED", "warning", 2, "Depósito",
    )  # fmt: skip
