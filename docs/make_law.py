"""Write the table of all profiles and limits in `docs/law.md` from the files in `laws`: part of `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from payroll.language import Text
from payroll.money import decimal_text
from payroll.period import iso_day
from payroll.policy.law import load_laws
from payroll.policy.law_model import LawFile, Limit

FOLDER = Path(__file__).parent
LAW = FOLDER / "law.md"
LAWS = FOLDER.parent / "laws"
BEGIN, END = "<!-- laws: made by docs/make_law.py -->", "<!-- end of laws -->"
_KINDS = {
    "absence": Text("未工作时间", "absence"),
    "loss": Text("损失", "loss"),
    "discipline": Text("处分", "discipline"),
}


def law_tables() -> str:
    """Return a table of limits for each file of each profile."""
    laws, _ = load_laws(LAWS)
    return "\n\n".join("\n".join(_table(file)) for file in laws.files)


def _table(file: LawFile) -> Iterator[str]:
    yield f"### `{file.profile}` {file.title.en} {file.title.zh}\n"
    base = f", on top of `{file.builds_on}`" if file.builds_on else ""
    yield f"From {iso_day(file.date)}{base}: [`laws/{file.file}`](../laws/{file.file})\n"
    yield "| limit | what it says | about | effect | basis | mark | source |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for limit in file.limits:
        said = f"{limit.title.en}. {limit.title.zh}"
        kinds = ", ".join(each for each in _KINDS if each in limit.kinds)
        source = limit.source.en if limit.source.en == limit.source.zh else f"{limit.source.en}. {limit.source.zh}"
        since = f" (from {limit.since})" if limit.since else ""
        cells = (f"`{limit.code}`", said, kinds, _effect(limit), limit.basis, limit.mark, source + since)
        yield f"| {' | '.join(cells)} |"


def _effect(limit: Limit) -> str:
    value = "" if limit.value is None else f" {decimal_text(limit.value)}"
    of = " of gross" if limit.of == "gross" else ""
    currency = f" {limit.currency}" if limit.currency else ""
    steps = "".join(f"; from {least} months: {months}" for least, months in limit.steps)
    blocks = ", missing blocks" if limit.blocks else ""
    return f"`{limit.effect}`{value}{of}{currency}{steps}{blocks}"


def with_law_tables(page: str) -> str:
    """Return a page with the tables between its marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{law_tables()}\n\n{END}{after}"


def main() -> None:
    """Rewrite the page."""
    LAW.write_text(with_law_tables(LAW.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
