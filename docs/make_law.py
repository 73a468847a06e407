"""Write the table of all profiles and limits in `docs/law.md` and `docs/zh/law.md` from the files in `laws`.

Part of `make docs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from payroll.language import LANGUAGES, Language, Text
from payroll.money import decimal_text
from payroll.period import iso_day
from payroll.policy.law import load_laws
from payroll.policy.law_model import LawFile, Limit

FOLDER = Path(__file__).parent
PAGES: Mapping[Language, Path] = {"zh": FOLDER / "zh" / "law.md", "en": FOLDER / "law.md"}
LAWS = FOLDER.parent / "laws"
BEGIN, END = "<!-- laws: made by docs/make_law.py -->", "<!-- end of laws -->"
_KINDS = {
    "absence": Text("未工作时间", "absence"),
    "loss": Text("损失", "loss"),
    "discipline": Text("处分", "discipline"),
}
_BASES = {
    "law": Text("全国性法律", "law"),
    "local": Text("地方规定", "local"),
    "analogy": Text("比照", "analogy"),
    "employer policy": Text("用人单位规定", "employer policy"),
}
_HEADINGS = Text(
    "| 限制 | 内容 | 针对 | 作用 | 依据 | 标记 | 出处 |",
    "| limit | what it says | about | effect | basis | mark | source |",
)
_LINKS: Mapping[Language, str] = {"zh": "../../laws", "en": "../laws"}


def law_tables(language: Language) -> str:
    """Return a table of limits for each file of each profile."""
    laws, _ = load_laws(LAWS)
    return "\n\n".join("\n".join(_table(file, language)) for file in laws.files)


def _table(file: LawFile, language: Language) -> Iterator[str]:
    title = {"zh": file.title.zh, "en": f"{file.title.en} {file.title.zh}"}[language]
    yield f"### `{file.profile}` {title}\n"
    link = f"[`laws/{file.file}`]({_LINKS[language]}/{file.file})"
    since = iso_day(file.date)
    if file.builds_on:
        both = Text(f"自 {since} 起，在 `{file.builds_on}` 之上：", f"From {since}, on top of `{file.builds_on}`: ")
    else:
        both = Text(f"自 {since} 起：", f"From {since}: ")
    yield f"{both.to(language)}{link}\n"
    yield _HEADINGS.to(language)
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for limit in file.limits:
        kinds = (
            Text("、", ", ")
            .to(language)
            .join(text.to(language) for kind, text in _KINDS.items() if kind in limit.kinds)
        )
        basis = _BASES[limit.basis].to(language)
        cells = (f"`{limit.code}`", limit.title, kinds, _effect(limit), basis, limit.mark, _source(limit))
        yield f"| {' | '.join(cell.to(language) if isinstance(cell, Text) else cell for cell in cells)} |"


def _source(limit: Limit) -> Text:
    if not limit.since:
        return limit.source
    return Text(f"{limit.source.zh}（{limit.since} 起）", f"{limit.source.en} (from {limit.since})")


def _effect(limit: Limit) -> Text:
    value = "" if limit.value is None else f" {decimal_text(limit.value)}"
    currency = f" {limit.currency}" if limit.currency else ""
    of = Text("（应发工资）", " of gross") if limit.of == "gross" else Text("", "")
    blocks = Text("，没有记录即拒绝", ", missing blocks") if limit.blocks else Text("", "")
    steps = Text(
        "".join(f"；{least} 个月起：{months}" for least, months in limit.steps),
        "".join(f"; from {least} months: {months}" for least, months in limit.steps),
    )
    return Text(
        f"`{limit.effect}`{value}{of.zh}{currency}{steps.zh}{blocks.zh}",
        f"`{limit.effect}`{value}{of.en}{currency}{steps.en}{blocks.en}",
    )


def with_law_tables(page: str, language: Language) -> str:
    """Return a page with the tables between its marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{law_tables(language)}\n\n{END}{after}"


def main() -> None:
    """Rewrite the pages."""
    for language in LANGUAGES:
        page = PAGES[language]
        page.write_text(with_law_tables(page.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
