"""Tests that run commands record into a book of their own, never into one in the folder that they are run from."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def book_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = dict(os.environ)
    folder = tmp_path_factory.mktemp("book")
    os.environ |= {"PAYROLL_DB": str(folder / "payroll.db"), "PAYROLL_BY": "the tests"}
    os.environ.pop("PAYROLL_EVIDENCE", None)
    yield
    os.environ.clear()
    os.environ |= before
