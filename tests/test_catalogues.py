"""No sentence is missing in either language, and the catalogues are those of the code."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

from payroll.language import LANGUAGES, Language
from tools.messages import (
    FORMS,
    PACKAGE,
    ROOT,
    Message,
    UnreadableMessageError,
    as_mo,
    as_po,
    messages_of,
    messages_of_the_code,
    po_file,
    read_catalogue,
    updated,
)

MESSAGES = messages_of_the_code()
CHINESE = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""Characters and punctuation; the wide space, which only keeps things apart, is none."""
ACCEPTED_WORDS = (
    *("payroll/table_words.py", "payroll/tables.py", "payroll/record_tables.py"),  # headings and words of tables
    *("payroll/intake/", "payroll/second_opinion/opinions.py"),  # what clocks and their files write
    "payroll/policy/soundness/complaints.py",  # severities that policies name
    "payroll/policy/soundness/clauses.py",  # marks between clauses
    "payroll/month/law/charges.py",  # actions that policies name
    "payroll/doctor/machine.py",  # what a screen must be able to show
    "payroll/toml_fault.py",  # quotation marks and signs that people write into TOML
    "payroll/reports/statements/discretion.py",  # what an explanation calls the owner of a shift
    "payroll/ledger/correction_words.py",  # marks at the end of a reason
    *("payroll/reports/text_columns.py", "payroll/reports/workbook_cells.py"),  # formulas, brackets of a heading
)
"""Modules with words that people write into files; a word beside a message says why they are there."""
OWN_PAIRS = ("payroll/language.py", "payroll/local_forms.py", "payroll/ledger/checker.py")
"""The punctuation of both languages, the forms of their dates, and the program that auditors run by itself."""
FIELDS_OF_ONE_LANGUAGE = frozenset({"count", "times", "ordinal", "number"})
"""What a template may name in one language only: a number as figures or as a word."""


def fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def strings(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def entry_of(catalogue: Catalog, message: Message) -> Entry | None:
    return catalogue.get(message.text, message.context)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def catalogue(language: Language) -> Catalog:
    return read_catalogue(language)


def test_there_are_many_sentences() -> None:
    assert len({message.text for message in MESSAGES}) > 1500


def test_no_sentence_of_the_code_is_missing(catalogue: Catalog) -> None:
    missing = [message for message in MESSAGES if entry_of(catalogue, message) is None]
    assert missing == [], "run make messages"


def test_every_sentence_is_translated(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and not all(strings(entry))] == []


def test_the_catalogue_holds_nothing_that_the_code_does_not_say(catalogue: Catalog) -> None:
    said = {(message.text, message.context) for message in MESSAGES}
    held = {
        (entry.id[0] if isinstance(entry.id, tuple) else entry.id, entry.context) for entry in catalogue if entry.id
    }
    assert held - said == set()
    assert not catalogue.obsolete


def test_no_translation_is_only_guessed(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_a_counted_sentence_has_all_its_forms(language: Language, catalogue: Catalog) -> None:
    wanted = {"zh": 1, "en": 2}[language]
    counted = [entry for entry in catalogue if isinstance(entry.id, tuple)]
    assert counted
    assert [entry.id for entry in counted if len(strings(entry)) != wanted] == []


def test_no_field_is_left_unfilled(catalogue: Catalog) -> None:
    """What a translation names is given by the code."""
    unfilled = [
        (message.file, message.line, string)
        for message in MESSAGES
        if message.values is not None and (entry := entry_of(catalogue, message))
        for string in strings(entry)
        if (fields(string) if message.values else frozenset()) - message.values
    ]
    assert unfilled == []


def test_every_value_is_named_in_one_of_the_languages() -> None:
    catalogues = [read_catalogue(language) for language in LANGUAGES]
    unused = []
    for message in MESSAGES:
        named = {
            name
            for each in catalogues
            if (entry := entry_of(each, message))
            for string in strings(entry)
            for name in fields(string)
        }
        if message.values and message.values - named - {"count"}:
            unused.append((message.file, message.line, message.values - named))
    assert unused == []


def test_the_chinese_of_a_template_names_what_its_english_names() -> None:
    chinese = read_catalogue("zh")
    differing = [
        (message.file, message.line, sorted(fields(message.text) ^ fields(string)))
        for message in MESSAGES
        if message.values is None and (entry := entry_of(chinese, message))
        for string in strings(entry)
        if (fields(message.text) ^ fields(string)) - FIELDS_OF_ONE_LANGUAGE
    ]
    assert differing == []


def test_fields_have_names(catalogue: Catalog) -> None:
    filled = [message for message in MESSAGES if message.values is None or message.values]
    entries = [entry for message in filled if (entry := entry_of(catalogue, message))]
    named = {name for entry in entries for string in strings(entry) for name in fields(string)}
    assert [name for name in named if not name.isidentifier()] == []


def test_the_stored_catalogue_is_what_make_messages_writes(language: Language, catalogue: Catalog) -> None:
    made = as_po(updated(catalogue, MESSAGES, language), language)
    assert made == po_file(language).read_text(encoding="utf-8"), "run make messages"


def test_the_compiled_catalogue_is_that_of_the_source(language: Language) -> None:
    assert po_file(language).with_suffix(".mo").read_bytes() == as_mo(read_catalogue(language)), "run make messages"


def python_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(ROOT).as_posix() not in OWN_PAIRS]


def texts_outside_of_messages(path: Path) -> list[tuple[int, str]]:
    """Return the texts of a module, with their lines, that are neither messages nor docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in FORMS:
            apart.update(node.args)
        if isinstance(node, ast.Expr):
            apart.add(node.value)
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in apart
    ]


def test_no_chinese_stands_in_the_code_but_in_words_that_people_write_into_files() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text}"
        for path in python_files()
        if not path.relative_to(ROOT).as_posix().startswith(ACCEPTED_WORDS)
        for line, text in texts_outside_of_messages(path)
        if CHINESE.search(text)
    ]
    assert found == []


def test_no_pair_of_sentences_stands_in_the_code() -> None:
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Text":
                texts = [each for each in node.args if isinstance(each, ast.JoinedStr | ast.Constant)]
                found += [f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"] if texts else []
    assert found == []


def test_chinese_has_its_own_punctuation_and_its_own_spaces() -> None:
    """Full-width marks between characters; a space between them and letters or figures, none before such a mark."""
    wrong = re.compile(
        "[\u4e00-\u9fff][,;:!?()][\u4e00-\u9fff]"
        "|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]"
        "|[A-Za-z0-9\u4e00-\u9fff}] [，。；：、）]"
    )
    found = [
        string
        for entry in read_catalogue("zh")
        if entry.id
        for string in strings(entry)
        if wrong.search(re.sub(r"\{[a-z_:,.%+]*\}|第1次上班", "…", string))
    ]
    assert found == []


def test_english_quotes_as_it_does_everywhere_and_has_no_space_before_a_percent_sign() -> None:
    found = [
        string
        for entry in read_catalogue("en")
        if entry.id
        for string in strings(entry)
        if re.search("[“”‘’]|[}0-9] %", string)
    ]
    assert found == []


# ---------------------------------------------------------------- the tool itself


def test_messages_are_read_from_calls() -> None:
    source = 'a = Text.of("one {x}", x=1)\nb = Text.counted("{count} row", "{count} rows", 2)\n'
    one, two = messages_of(source, "a.py")
    assert (one.text, one.values) == ("one {x}", frozenset({"x"}))
    assert (two.text, two.several, two.values) == ("{count} row", "{count} rows", frozenset({"count"}))


def test_the_context_of_a_message_is_read_with_it() -> None:
    [message] = messages_of('Text.within("severity", "Warning")', "a.py")
    assert (message.context, message.text) == ("severity", "Warning")


def test_say_is_that_of_the_help_texts_only() -> None:
    assert [message.text for message in messages_of('say("the folder")', "payroll/cli/run.py")] == ["the folder"]
    assert list(messages_of("say(position)", "payroll/intake/findings.py")) == []


def test_a_sentence_that_is_put_together_is_refused() -> None:
    with pytest.raises(UnreadableMessageError, match=r"a\.py:1"):
        list(messages_of('Text.of(f"one {x}")', "a.py"))


def test_a_new_sentence_is_its_own_english_and_lacks_its_chinese() -> None:
    new = Message("a.py", 1, "a new sentence")
    english, chinese = (updated(read_catalogue(language), [new], language) for language in ("en", "zh"))
    assert english["a new sentence"].string == "a new sentence"
    assert chinese["a new sentence"].string == ""


def test_what_is_said_no_more_leaves_the_catalogue() -> None:
    assert [entry.id for entry in updated(read_catalogue("zh"), [], "zh") if entry.id] == []
