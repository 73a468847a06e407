"""Write the tables of keys in `docs/policy.md` and `docs/zh/policy.md`: part of `make docs`.

What may stand at a key and its default come from the forms that read a policy file, what it means from
`docs/policy_keys.toml`, and which clauses of the shipped policies a table rests on from these policies.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from payroll.language import LANGUAGES, Language, Text
from payroll.policy.key_paths import KeyPath, allowed_at, fields_at

FOLDER = Path(__file__).parent
POLICIES = FOLDER.parent / "policies"
PAGES: Mapping[Language, Path] = {"zh": FOLDER / "zh" / "policy.md", "en": FOLDER / "policy.md"}
_MEANINGS = FOLDER / "policy_keys.toml"
_PLACE = re.compile(r"<!-- keys: ([^>]+?) -->\n.*?<!-- end of keys -->", re.DOTALL)
_ANY = "*"
"""In a path: a name that the policy chooses itself, or one of a list of tables."""
_HEADINGS = Text(
    "| 键 | 含义 | 可以写什么 | 默认 |\n| --- | --- | --- | --- |",
    "| key | meaning | what may stand there | default |\n| --- | --- | --- | --- |",
)
_MUST, _NOTHING = Text("**必须写**", "**must**"), Text("无", "none")


def meanings() -> Mapping[str, Mapping[str, Any]]:
    """Return what is said of each key: path or its end -> ``name``, ``zh``, ``en``, ``none``."""
    return tomllib.loads(_MEANINGS.read_text(encoding="utf-8"))


def meaning_key(path: str, known: Mapping[str, object]) -> str:
    """Return the entry that speaks for a key: that of its whole path, of its last two parts, or of its last one."""
    parts = [part for part in path.split(".") if part != _ANY]
    return next(name for name in (".".join(parts), ".".join(parts[-2:]), parts[-1]) if name in known)


def with_key_tables(page: str, language: Language) -> str:
    """Return a page with the table of keys between each of its marks made anew."""
    return _PLACE.sub(lambda place: _block(place[1], language), page)


def _block(paths: str, language: Language) -> str:
    tables = paths.split()
    lines = [_HEADINGS.to(language), *_rows(tables, language)]
    sources = [sentence for table in tables if (sentence := _clauses(table, language))]
    return "\n\n".join((f"<!-- keys: {paths} -->", "\n".join(lines), *sources, "<!-- end of keys -->"))


def _rows(tables: list[str], language: Language) -> Iterator[str]:
    """Yield a row for each key of tables that are of one kind; it says if only some of them have it."""
    known = meanings()
    having: dict[str, list[str]] = {}
    for table in tables:
        for key in fields_at(_path(table)):
            having.setdefault(key, []).append(table)
    for key, some in having.items():
        field = fields_at(_path(some[0]))[key]
        said = known[meaning_key(f"{some[-1]}.{key}", known)]
        only = "" if len(some) == len(tables) else _only(some).to(language)
        allowed = allowed_at((*_path(some[0]), key)).to(language)
        name = f"`{key}` {said['name']}" if language == "zh" else f"`{key}`"
        cells = (name, said[language] + only, allowed, _default(field, said.get("none"), language))
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _only(tables: list[str]) -> Text:
    names = [f"`[{table}]`" for table in tables]
    return Text(f"；只用于 {'、'.join(names)}", f"; only in {' and '.join(names)}")


def _path(table: str) -> KeyPath:
    """Return the path of a table that the page names as ``lateness.tier.*``."""
    return tuple(0 if part == _ANY else part for part in table.split("."))


def _default(field: FieldInfo, none: Mapping[str, str] | None, language: Language) -> str:
    if field.is_required():
        return _MUST.to(language)
    value = field.get_default(call_default_factory=True, validated_data={})
    if value in (None, "", [], {}):
        return (none or _NOTHING._asdict())[language]
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return "`[" + ", ".join(f'"{each}"' for each in value) + "]`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def _clauses(table: str, language: Language) -> str:
    """Return which clauses a table of the shipped policies names; nothing for a table within another one."""
    if table.removesuffix(f".{_ANY}").count("."):
        return ""
    found = [
        Text(f"`{policy}` 第 {'、'.join(numbers)} 条", f"`{policy}` {', '.join(numbers)}")
        for policy, rules in _shipped().items()
        if (numbers := _named(rules.get(table.partition(".")[0])))
    ]
    if not found:
        return ""
    name = f"`[{table.removesuffix('.' + _ANY)}]`"
    listed = Text("；".join(each.zh for each in found), "; ".join(each.en for each in found))
    return Text(
        f"随附制度中 {name} 依据的条款：{listed.zh}。", f"Clauses behind {name} in the shipped policies: {listed.en}."
    ).to(language)


def _named(rules: object) -> list[str]:
    """Return the clauses that a table names, and those of the tables in it, each once."""
    if not isinstance(rules, dict):
        return []
    own = [rules["clause"]] if isinstance(rules.get("clause"), str) else []
    inner = [clause for each in rules.values() for clause in _named(each)]
    return list(dict.fromkeys(own + inner))


def _shipped() -> Mapping[str, Mapping[str, object]]:
    """Return the newest version of each shipped policy, as it is written."""
    newest = {file.parent.name: file for file in sorted(POLICIES.glob("*/*.toml"))}
    return {policy: tomllib.loads(file.read_text(encoding="utf-8")) for policy, file in newest.items()}


def main() -> None:
    """Rewrite both pages."""
    for language in LANGUAGES:
        page = PAGES[language]
        page.write_text(with_key_tables(page.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
