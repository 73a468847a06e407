"""The directions in which modules may depend on each other, and the one home of each library."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "payroll"
BASE = frozenset(
    {
        "entry_ids",
        "language",
        "local_forms",
        "meant",
        "problems",
        "places",
        "storage",
        "system_errors",
        "money",
        "period",
        "table",
        "table_words",
        "record_tables",
        "tables",
        "toml_fault",
        "working",
        "__init__",
        "__version__",
    }
)
ALLOWED = {
    "base": frozenset({"base"}),
    "policy": frozenset({"base", "policy", "shipped"}),
    "intake": frozenset({"base", "policy", "intake"}),
    "month": frozenset({"base", "policy", "month"}),
    "reports": frozenset({"base", "policy", "reports"}),
    "ledger": frozenset({"base", "ledger"}),
    "timeline": frozenset({"base", "month", "timeline"}),
    "second_opinion": frozenset({"base", "month", "second_opinion"}),
    "company_rule": frozenset({"base", "policy", "month"}),
    "company_rules": frozenset({"base", "policy", "month"}),
    "run": frozenset({"base", "policy", "intake", "month", "reports", "second_opinion", "company_rules"}),
    "recorded": frozenset({"base", "policy", "intake", "ledger", "run"}),
    "engine": frozenset({"base", "policy", "intake", "month", "reports", "ledger", "run", "company_rules", "engine"}),
    "store_month": frozenset({"base", "policy", "month", "reports", "store_month"}),
    "simulation": frozenset({"base", "policy", "reports", "run", "simulation"}),
    "bookkeeping": frozenset(
        {
            *("base", "intake", "month", "ledger", "reports", "run", "engine", "recorded", "simulation"),
            "bookkeeping",
        }
    ),
    "doctor": frozenset({"base", "policy", "intake", "reports", "ledger", "doctor"}),
    "cli": frozenset(
        {
            *("base", "policy", "intake", "month", "timeline", "reports", "ledger", "run", "engine"),
            *("simulation", "store_month", "bookkeeping", "doctor", "cli", "shipped"),
        }
    ),
    "shipped": frozenset({"base"}),
    "__main__": frozenset({"base", "cli"}),
}
HOMES = {
    "typer": {"cli"},
    "rich": {"cli"},
    "jinja2": {"reports"},
    "typst": {"reports"},
    "uharfbuzz": {"reports"},
    "xlsxwriter": {"reports"},
    "openpyxl": {"intake", "reports"},
    "python_calamine": {"intake"},
    "xlrd": {"intake"},
    "pydantic": {"policy"},
    "holidays": {"policy"},
    "sqlmodel": {"ledger"},
    "alembic": {"ledger"},
    "psycopg": {"ledger"},
    "fsspec": {"base"},
    "dask": {"engine"},
    "distributed": {"engine"},
}
EVIDENCE = "payroll.ledger.evidence"
IMPURE = {"pathlib", "os", "io", "sqlite3", "datetime", "time", "shutil", "tempfile", "subprocess"}


def wing(module: str) -> str:
    """Return the wing that a module of the package belongs to."""
    part = module.split(".")[1] if "." in module else "__init__"
    return "base" if part in BASE else part


def modules() -> list[tuple[str, Path]]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return [(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts), path) for path in paths]


def imports(path: Path) -> set[str]:
    """Return every module that a file imports, also inside functions and for types only."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names if node.module == "payroll"}
    return found


@pytest.mark.parametrize(("module", "path"), modules())
def test_a_module_imports_only_what_stands_below_it(module: str, path: Path) -> None:
    own = [name for name in imports(path) if name.split(".")[0] == "payroll" and name != "payroll"]
    wrong = {name for name in own if wing(name) not in ALLOWED[wing(module)]}
    assert not wrong, f"{module} imports {sorted(wrong)}"


@pytest.mark.parametrize(("module", "path"), [each for each in modules() if wing(each[0]) == "engine"])
def test_the_engine_knows_nothing_of_the_book_but_the_evidence_store(module: str, path: Path) -> None:
    assert {name for name in imports(path) if wing(name) == "ledger"} <= {EVIDENCE}, module


@pytest.mark.parametrize(("module", "path"), modules())
def test_a_library_is_used_in_its_one_home(module: str, path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    wrong = {name for name in used & set(HOMES) if wing(module) not in HOMES[name]}
    assert not wrong, f"{module} imports {sorted(wrong)}"


@pytest.mark.parametrize(("module", "path"), [each for each in modules() if wing(each[0]) == "month"])
def test_the_heart_reads_no_file_no_database_and_no_clock_and_prints_nothing(module: str, path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    assert not used & IMPURE, module
    names = {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    assert not names & {"open", "print", "input"}, module
