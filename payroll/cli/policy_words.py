"""``policy show`` and ``policy diff``: a rule book in words, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.options import LANG, Lang, say
from payroll.cli.policy import BaseWage, wage_or_refuse
from payroll.cli.screen import refuse, show
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.policy.model import PolicyVersion
    from payroll.policy.pricing import Example
    from payroll.policy.sentences.changes import ChangedSection

Target = Annotated[
    Path,
    typer.Argument(metavar="PATH", help=say("a policy file, or the folder of one policy")),
]
Day = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        show_default=say("the latest version"),
        help=say("the version in force on this day"),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=say("write it to a file: Markdown for .md, else plain text"),
    ),
]
Places = Annotated[
    list[str],
    typer.Argument(
        metavar="OLD NEW",
        help=say("two policy files; or the folder of one policy and two dates"),
    ),
]


def show_book(
    path: Target,
    date: Day = None,
    base_wage: BaseWage = "",
    out: OutFile = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Print the rule book of a version."""
    from payroll.policy.pricing import example_of
    from payroll.policy.sentences.book import page

    wage = wage_or_refuse(base_wage, lang)
    version = _version(path, date.date() if date else None, lang)
    example = example_of(version.rules, wage)
    if out is None and as_json:
        print_answer("policy show", _book_answer(version, example, None))
        return
    if out is None:
        show(page(version, example, lang, markdown=False).rstrip("\n"))
        return
    text = page(version, example, lang, markdown=out.suffix.lower() == ".md")
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        refuse(Text.of("cannot write {out}: {reason}", out=out, reason=error.strerror), lang)
    if as_json:
        print_answer("policy show", _book_answer(version, example, out))
        return
    show(Text.of("written: {out}", out=out).to(lang))


def diff(places: Places, as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Print what changed between two versions."""
    from payroll.period import iso_day
    from payroll.policy.sentences.changes import compare, lines

    if len(places) == 2:
        old, new = (_version(Path(place), None, lang) for place in places)
    elif len(places) == 3:
        old, new = (_version(Path(places[0]), _day(place, lang), lang) for place in places[1:])
    else:
        refuse(
            Text.of("name two policy files, or the folder of one policy and two dates"),
            lang,
        )
    changed = compare(old.rules, new.rules)
    if as_json:
        print_answer("policy diff", _diff_answer(old, new, changed))
        return
    show(f"{old.policy_id} {iso_day(old.date)} → {new.policy_id} {iso_day(new.date)}")
    for line in lines(changed, lang):
        show(line)
    if not changed:
        same = old.sha256 == new.sha256
        show((_SAME_FILE if same else _SAME_RULES).to(lang))


def _version_answer(version: PolicyVersion) -> dict[str, object]:
    from payroll.period import iso_day

    title = both("title", version.rules.title)
    return {"policy": version.policy_id, "date": iso_day(version.date), "sha256": version.sha256, **title}


def _book_answer(version: PolicyVersion, example: Example, out: Path | None) -> dict[str, object]:
    from payroll.policy.sentences.book import published, rule_book

    sections = published(rule_book(version.rules, example))
    return {
        **_version_answer(version),
        "label": version.label,
        "sections": [
            {
                "key": section.key,
                **both("title", section.title),
                "clause": section.clause,
                "sentences": [both("sentence", sentence) for sentence in sentences],
            }
            for section, sentences in sections
        ],
        "files": [] if out is None else [str(out)],
    }


def _diff_answer(old: PolicyVersion, new: PolicyVersion, changed: Sequence[ChangedSection]) -> dict[str, object]:
    return {
        "old": _version_answer(old),
        "new": _version_answer(new),
        "same_file": old.sha256 == new.sha256,
        "changes": [
            {
                **both("section", section.title),
                "key": change.key,
                **both("topic", change.topic),
                "before": None if change.before is None else both("value", change.before),
                "after": None if change.after is None else both("value", change.after),
            }
            for section in changed
            for change in section.changes
        ],
    }


_SAME_FILE = Text.of("Nothing changed: the files are the same.")
_SAME_RULES = Text.of("No rule changed; only how the files are written (comments, order) differs.")


def _day(text: str, lang: Language) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(Text.of("«{text}» is not a date; write it as 2026-07-01", text=text), lang)


def _one_policy(folder: Path, lang: Language) -> Path:
    """Return the folder of the one policy that is meant: this one, or the only one in a folder of policies."""
    from payroll.policy.disk import shown_name
    from payroll.policy.toml_form import is_policy_file, visible_entries

    entries = visible_entries(folder)
    below = [entry for entry in entries if entry.is_dir()]
    if any(is_policy_file(entry) for entry in entries) or not below:
        return folder
    if len(below) > 1:
        names = ", ".join(shown_name(entry.name) for entry in below)
        refuse(
            Text.of("{folder} holds several policies; name one of them: {names}", folder=folder, names=names),
            lang,
        )
    return below[0]


def _version(path: Path, day: date | None, lang: Language) -> PolicyVersion:
    """Return the version of a file, or the one of a policy's folder that is in force on ``day`` (the latest)."""
    from payroll.period import day_number
    from payroll.policy.load import load_policy, load_version
    from payroll.problems import errors

    if not path.exists():
        refuse(Text.of("{path} does not exist", path=path), lang)
    if path.is_dir():
        versions, problems = load_policy(_one_policy(path, lang))
    else:
        version, problems = load_version(path)
        versions = [version] if version else []
    if wrong := errors(problems):
        count = len(wrong)
        refuse(Text.counted("{path} has {count} error", "{path} has {count} errors", count, path=path), lang, problems)
    in_force = [version for version in versions if day is None or version.date <= day_number(day)]
    if not in_force:
        refuse(Text.of("{path} has no version in force on {day}", path=path, day=day), lang)
    return in_force[-1]
