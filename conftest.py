"""What the tests and the docstrings' examples share."""

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """No test reads or writes the user's cache or runs."""
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path_factory.mktemp("runs")))
