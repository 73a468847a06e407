"""``inspect``: what the readers make of one file, before anything is run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer, problem_rows
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import refuse, show, show_problems, show_table
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.intake.files import FilesRead
    from payroll.intake.raw import RawTable

FIRST_ROWS = 5
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("the file to look at"))]


Draft = Annotated[
    bool,
    typer.Option(
        "--draft-mapping",
        help=say("write a draft of a mapping beside the file (FILE.mapping.toml)"),
    ),
]


def inspect(file: Target, draft_mapping: Draft = False, as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Show what a file is recognised as."""
    from payroll.intake.inspecting import inspect_file
    from payroll.problems import errors

    if not file.is_file():
        refuse(Text.of("there is no file {file}", file=file), lang)
    if draft_mapping:
        target = _write_draft(file, lang)
        if as_json:
            print_answer("inspect", {"tables": [], "columns": [], "problems": [], "files": [str(target)]})
        else:
            _show_draft(file, target, lang)
        return
    read = inspect_file(file)
    code = 2 if errors(read.problems) else 0
    if as_json:
        print_answer("inspect", _answer(read), code)
    else:
        _show_read(read, lang)
        show_problems(read.problems, lang)
    if code:
        raise typer.Exit(code)


def _answer(read: FilesRead) -> dict[str, object]:
    return {
        "tables": [
            {
                "file": record.file,
                "sheet": record.sheet,
                "table": record.table,
                "format": record.format,
                "rows": record.rows,
                "set_aside": len(record.set_aside),
                "out_of_scope": record.out_of_scope,
                "sha256": record.sha256,
            }
            for record in read.records
        ],
        "columns": [
            {"file": raw.file, "sheet": raw.sheet, "table": table, "column": name, "heading": heading, "first": first}
            for table, tables in read.tables.items()
            for raw in tables
            for name, heading, first in _columns(raw)
        ],
        "problems": problem_rows(read.problems),
        "files": [],
    }


def _write_draft(file: Path, lang: Language) -> Path:
    from payroll.intake.inspecting import sheets_of
    from payroll.intake.mapping import EXTENSION
    from payroll.intake.mapping_draft import draft_mapping

    target = file.with_name(file.name + EXTENSION)
    if target.exists():
        refuse(Text.of("{target} is there already and was left as it is", target=target), lang)
    try:
        sheets = sheets_of(file)
        if isinstance(sheets, list) and sheets:
            target.write_text(
                draft_mapping(file.name, sheets[0], [grid.sheet for grid in sheets]), encoding="utf-8", newline="\n"
            )
    except OSError as error:
        words = error.strerror or str(error)
        refuse(Text.of("{target} cannot be written: {words}", target=target, words=words), lang)
    if not isinstance(sheets, list):
        refuse(Text.of("{file} cannot be read", file=file), lang, [sheets])
    if not sheets:
        refuse(Text.of("there is nothing in {file}", file=file), lang)
    return target


def _show_draft(file: Path, target: Path, lang: Language) -> None:
    show(
        Text.of(
            "written: {target}; open and check it, then run payroll inspect {file} again", target=target, file=file
        ).to(lang)
    )


def _show_read(read: FilesRead, lang: Language) -> None:
    from payroll.tables import TABLES

    names = {table.name: Text(table.zh, table.name) for table in TABLES}
    for record in read.records:
        table = Text.of("not recognised")
        if record.table:
            name = names[record.table]
            table = Text.of("table {name}", name=name)
        sheet = f" [{record.sheet}]" if record.sheet else ""
        head, digest = f"{record.file}{sheet}", f"SHA-256 {record.sha256[:16]}…"
        told = Text.of(
            "{head}: {table}, format {format}, {rows} rows, {digest}",
            head=head,
            table=table,
            format=record.format or "–",
            rows=record.rows,
            digest=digest,
        )
        show(told.to(lang))
        if record.set_aside or record.out_of_scope:
            show(
                Text.of(
                    "  of which {count} rows are in error, {out_of_scope} hold nothing to use",
                    count=len(record.set_aside),
                    out_of_scope=record.out_of_scope,
                ).to(lang)
            )
    for tables in read.tables.values():
        for raw in tables:
            _show_columns(raw, lang)


def _show_columns(raw: RawTable, lang: Language) -> None:
    headings = Text.of("Column|Heading in the file|First rows").to(lang).split("|")
    show_table("", headings, [(name, heading, " | ".join(first)) for name, heading, first in _columns(raw)])


def _columns(raw: RawTable) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the columns of a table: name, heading in the file, what stands in the first rows."""
    for name, cells in raw.columns.items():
        first = [str(value) for value in cells.slice(0, FIRST_ROWS).to_pylist() if value not in (None, "")]
        yield name, raw.headings.get(name, name), first
