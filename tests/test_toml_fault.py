"""What is told of a TOML file that cannot be read."""

import tomllib

import pytest

from payroll.toml_fault import TomlFault, toml_fault


def fault(text: str) -> TomlFault:
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    return toml_fault(text, str(error.value))


@pytest.mark.parametrize("line", ["by = “王芳”", 'by = "王芳”', 'by = ”王芳"  # 经办人 “”'])
def test_quotation_marks_that_are_not_plain_are_named(line: str) -> None:
    found = fault(f'lang = "zh"\n{line}\ndata = "data"\n')
    assert (found.row, found.repeated) == (2, False)
    assert found.words.en.startswith("quotation marks are to be plain ones, \" or ', not ")
    assert found.words.zh.startswith("引号要用英文的 \" 或 '，不能用 ")
    assert "”" in found.words.zh


@pytest.mark.parametrize("text", ['a = "x"\nb = 1\na = "y"', 'a = "x"\nb = 1\na = "y"\n', "[a]\nb = 1\n[a]\n"])
def test_what_stands_twice_is_told_with_its_line(text: str) -> None:
    line = text.splitlines()[2]
    assert fault(text) == (3, True, (f"“{line}”前面已经写过", f"«{line}» was written before"))


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("[shifts.晚班]", '[shifts."晚班"]'),
        ('晚班 = { start = "18:30" }', '"晚班" = { start = "18:30" }'),
        ('A晚-2 = "x"  # 晚', '"A晚-2" = "x"  # 晚'),
        ("by = 王芳", 'by = "王芳"'),
    ],
)
def test_a_word_that_needs_quotation_marks_is_shown_in_them(line: str, example: str) -> None:
    found = fault(line)
    assert found.words.en == f"words with other letters than a to z stand in quotation marks: {example}"
    assert found.words.zh == f"中文的名称和文字要放在引号里：{example}"


def test_full_width_signs_are_named() -> None:
    assert fault('by＝"x"').words.en == "write = : , [ ] { } # as plain signs, not ＝"
    assert fault('a = ["x"，"y"]').words.zh == "= : , [ ] { } # 要用英文符号，不能用 ，"


@pytest.mark.parametrize("line", ["a = ", 'a = "晚班" "早班"', "= 1"])
def test_anything_else_is_told_as_the_parser_does(line: str) -> None:
    found = fault(line)
    assert found.words.zh == found.words.en
    assert "(at " not in found.words.en


def test_an_empty_file_has_no_line() -> None:
    assert toml_fault("", "Invalid (at end of document)").row == 0
