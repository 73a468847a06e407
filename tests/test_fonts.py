"""The fonts that pages and pictures carry."""

import base64
import re

import uharfbuzz

from payroll.reports.fonts import FAMILY, font_faces, subset


def characters(font: bytes) -> set[str]:
    return {chr(code) for code in uharfbuzz.Face(font).unicodes}


def test_a_subset_has_the_characters_of_the_text_and_no_others() -> None:
    assert characters(subset("迟到 15 分钟")) == set("迟到 15 分钟")


def test_rare_characters_of_names_are_there() -> None:
    assert characters(subset("龘㐂䶮")) == set("龘㐂䶮")


def test_a_character_that_no_font_has_is_left_out() -> None:
    assert characters(subset("王\ue000")) == {"王"}


def test_the_style_sheet_names_the_family_once_for_each_weight() -> None:
    css = font_faces("张伟", bold="扣款")

    assert css.count(f'font-family:"{FAMILY}"') == 2
    regular, bold = (base64.b64decode(data) for data in re.findall(r"base64,([^)]+)\)", css))
    assert characters(regular) == set("张伟")
    assert characters(bold) == set("扣款")
