"""A package ``datasets`` that holds one data set."""

import sys
import types

import pytest

from tests.datasets.folders import hub_tables


@pytest.fixture
def hub(monkeypatch):
    """Stands in for the package ``datasets``; its ``tables`` may be changed."""
    package = types.ModuleType("datasets")
    package.tables = hub_tables()
    package.load_dataset = lambda name, config=None: package.tables
    package.load_from_disk = lambda path: package.tables
    monkeypatch.setitem(sys.modules, "datasets", package)
    return package
