"""How a sentence is made in both languages. The sentences are some of the catalogues' own."""

import pytest

from payroll.language import COMMA, EMPTY, OR, Text, language_of_locale, recordable, same, translations


def test_a_sentence_is_found_in_both_catalogues() -> None:
    text = Text.of("The book is of this version already.")
    assert text.to("zh") == "账簿已是本版本，无需升级。"
    assert text.to("en") == "The book is of this version already."


def test_the_fields_of_a_sentence_are_filled_in_in_both_languages() -> None:
    text = Text.of("there is no file {file}", file="a.xlsx")
    assert text == ("没有文件 a.xlsx", "there is no file a.xlsx")


def test_a_text_in_a_sentence_speaks_the_language_of_the_sentence() -> None:
    reason = Text.of("the disk is full")
    assert Text.of("written: {out}", out=reason) == ("已写入：磁盘空间不足", "written: the disk is full")


def test_what_is_filled_in_is_never_read_as_a_field() -> None:
    assert Text.of("there is no file {file}", file="{path}.csv").en == "there is no file {path}.csv"


def test_a_number_chooses_between_one_and_several() -> None:
    said = [Text.counted("{count} error", "{count} errors", count) for count in (0, 1, 2)]
    assert [text.en for text in said] == ["0 errors", "1 error", "2 errors"]
    assert [text.zh for text in said] == ["0 个错误", "1 个错误", "2 个错误"]


def test_one_english_word_may_stand_for_two_chinese_ones() -> None:
    assert Text.within("severity", "Warning") == ("提醒", "Warning")
    assert Text.within("action", "Warning") == ("警告", "Warning")


def test_a_template_is_filled_in_later() -> None:
    template = Text.template("{n} min late")
    assert template.en == "{n} min late"
    assert template.filled(n=5) == ("迟到 5 分钟", "5 min late")


def test_a_sentence_that_no_catalogue_has_stays_english_in_both() -> None:
    assert Text.of("nobody has written this down") == ("nobody has written this down",) * 2


def test_lists_are_joined_as_each_language_does_it() -> None:
    assert COMMA.join(["A", same("B"), Text("丙", "C")]) == ("A、B、丙", "A, B, C")
    assert OR.join(["A", "B"]) == ("A、B", "A or B")
    assert EMPTY.join([]) == ("", "")


def test_each_language_has_its_plural_forms() -> None:
    assert translations("zh").info()["plural-forms"] == "nplurals=1; plural=0;"
    assert translations("en").info()["plural-forms"] == "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN.UTF-8", "zh"), ("zh_TW", "zh"), ("en_US.UTF-8", "en"), ("C", "en"), ("de_DE", "en")],
)
def test_the_locale_says_which_language_is_spoken(locale: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert language_of_locale() == language


@pytest.mark.parametrize(("text", "whole"), [("迟到\n\t🙂", True), ("", True), ("a\0b", False), ("a\udc80", False)])
def test_text_is_recordable_if_both_databases_can_hold_it(text: str, whole: bool) -> None:
    assert recordable(text) is whole
