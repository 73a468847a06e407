"""The way along a key path of the policy file, to what is allowed there. Read from the forms themselves."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from payroll.language import Text
from payroll.policy.fields import Allowed
from payroll.policy.forms import Form
from payroll.policy.rulebook import RulesForm

KeyPath = tuple[int | str, ...]
"""Where a value stands: keys, and positions in lists (from 0); a last ``[key]`` means the name before it itself."""


_TABLE = Text.of("a table: [name] and its keys below it")


def allowed_at(path: KeyPath, form: type[Form] = RulesForm) -> Text:
    """Return what may stand at ``path``, as a phrase."""
    phrases = list(_phrases(_annotation_at(path, form)))
    return phrases[-1] if phrases else _TABLE


def keys_at(path: KeyPath, form: type[Form] = RulesForm) -> tuple[str, ...]:
    """Return the keys that the table at ``path`` may have; none for a table of freely named ones."""
    return tuple(fields_at(path, form))


def fields_at(path: KeyPath, form: type[Form] = RulesForm) -> Mapping[str, FieldInfo]:
    """Return each key of the table at ``path`` with what its form says of it, such as its default."""
    return next((kind.model_fields for kind in _kinds(_annotation_at(path, form)) if _is_form(kind)), {})


def key_paths() -> list[str]:
    """Return every key of the form as a dotted path, freely named ones as ``*``: tests hold that each is told of."""
    return sorted(set(_key_paths(RulesForm, "")))


def _key_paths(annotation: Any, prefix: str) -> Iterator[str]:
    for kind in _kinds(annotation):
        if _is_form(kind):
            for name, inner in get_type_hints(kind, include_extras=True).items():
                if name in kind.model_fields:
                    yield prefix + name
                    yield from _key_paths(inner, f"{prefix}{name}.")
        elif get_origin(kind) is dict:
            yield from _key_paths(get_args(kind)[1], f"{prefix}*.")
        elif get_origin(kind) is list:
            yield from _key_paths(get_args(kind)[0], prefix)


def _annotation_at(path: KeyPath, form: type[Form]) -> Any:
    if path[-1:] == ("[key]",):
        tables = _kinds(_annotation_at(path[:-2], form))
        return next((get_args(kind)[0] for kind in tables if get_origin(kind) is dict), None)
    annotation: Any = form
    for part in path:
        annotation = next(_within(annotation, part), None)
    return annotation


def _within(annotation: Any, part: int | str) -> Iterator[Any]:
    """Yield the annotation of one step: the value of a key, or an item of a list."""
    for kind in _kinds(annotation):
        if _is_form(kind) and part in kind.model_fields:
            yield get_type_hints(kind, include_extras=True)[str(part)]
        elif get_origin(kind) is dict:
            yield get_args(kind)[1]
        elif get_origin(kind) is list:
            yield get_args(kind)[0]


def _phrases(annotation: Any) -> Iterator[Text]:
    """Yield the phrases of an annotation; a type's own come before those of what narrows it."""
    if get_origin(annotation) in {Union, types.UnionType}:
        for option in get_args(annotation):
            yield from _phrases(option)
    elif get_origin(annotation) is Annotated:
        yield from (part.text for part in get_args(annotation) if isinstance(part, Allowed))


def _kinds(annotation: Any) -> Iterator[Any]:
    """Yield the plain types of an annotation, without ``Annotated`` and ``| None``."""
    if get_origin(annotation) is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, types.UnionType}:
        for option in get_args(annotation):
            yield from _kinds(option)
    else:
        yield annotation


def _is_form(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Form)
