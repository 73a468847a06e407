"""``inspect``: what the readers make of one file, before anything is run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import refuse, show, show_problems, show_table
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.intake.files import FilesRead
    from payroll.intake.raw import RawTable

FIRST_ROWS = 5
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("要查看的文件", "the file to look at"))]


Draft = Annotated[
    bool,
    typer.Option(
        "--draft-mapping",
        help=say(
            "在文件旁边写一份映射草稿（文件名.mapping.toml）",
            "write a draft of a mapping beside the file (FILE.mapping.toml)",
        ),
    ),
]


def inspect(file: Target, draft_mapping: Draft = False, lang: Lang = LANG) -> None:
    """Show what a file is recognised as."""
    from payroll.intake.inspecting import inspect_file
    from payroll.problems import errors

    if not file.is_file():
        refuse(Text(f"没有文件 {file}", f"there is no file {file}"), lang)
    if draft_mapping:
        _write_draft(file, lang)
        return
    read = inspect_file(file)
    _show_read(read, lang)
    show_problems(read.problems, lang)
    if errors(read.problems):
        raise typer.Exit(2)


def _write_draft(file: Path, lang: Language) -> None:
    from payroll.intake.inspecting import sheets_of
    from payroll.intake.mapping import EXTENSION
    from payroll.intake.mapping_draft import draft_mapping

    target = file.with_name(file.name + EXTENSION)
    if target.exists():
        refuse(Text(f"{target} 已经存在，没有改动它", f"{target} is there already and was left as it is"), lang)
    try:
        sheets = sheets_of(file)
        if isinstance(sheets, list) and sheets:
            target.write_text(
                draft_mapping(file.name, sheets[0], [grid.sheet for grid in sheets]), encoding="utf-8", newline="\n"
            )
    except OSError as error:
        words = error.strerror or str(error)
        refuse(Text(f"写不了 {target}：{words}", f"{target} cannot be written: {words}"), lang)
    if not isinstance(sheets, list):
        show_problems([sheets], lang)
        raise typer.Exit(2)
    if not sheets:
        refuse(Text(f"{file} 里没有内容", f"there is nothing in {file}"), lang)
    show(
        Text(
            f"已写入 {target}；请打开核对，然后再运行 payroll inspect {file}",
            f"written: {target}; open and check it, then run payroll inspect {file} again",
        ).to(lang)
    )


def _show_read(read: FilesRead, lang: Language) -> None:
    from payroll.tables import TABLES

    names = {table.name: Text(f"{table.zh}表", f"table {table.name}") for table in TABLES}
    for record in read.records:
        table = names[record.table].to(lang) if record.table else Text("无法识别", "not recognised").to(lang)
        sheet = f" [{record.sheet}]" if record.sheet else ""
        head, digest = f"{record.file}{sheet}", f"SHA-256 {record.sha256[:16]}…"
        told = Text(
            f"{head}：{table}，格式 {record.format or '–'}，{record.rows} 行，{digest}",
            f"{head}: {table}, format {record.format or '–'}, {record.rows} rows, {digest}",
        )
        show(told.to(lang))
        if record.set_aside or record.out_of_scope:
            show(
                Text(
                    f"  其中 {len(record.set_aside)} 行有误，{record.out_of_scope} 行没有内容可用",
                    f"  of which {len(record.set_aside)} rows are in error, {record.out_of_scope} hold nothing to use",
                ).to(lang)
            )
    for tables in read.tables.values():
        for raw in tables:
            _show_columns(raw, lang)


def _show_columns(raw: RawTable, lang: Language) -> None:
    headings = Text("列|文件中的标题|前几行", "Column|Heading in the file|First rows").to(lang).split("|")
    rows = []
    for name, cells in raw.columns.items():
        first = [str(value) for value in cells.slice(0, FIRST_ROWS).to_pylist() if value not in (None, "")]
        rows.append((name, raw.headings.get(name, name), " | ".join(first)))
    show_table("", headings, rows)
