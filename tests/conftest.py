"""What all tests share."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def absent(reason: str) -> NoReturn:
    """Skips a test for want of something; fails it where that must not be wanting."""
    if os.environ.get("LADDER_CI"):
        pytest.fail(f"must not be skipped here: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """No test reads or writes the user's cache or runs."""
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path_factory.mktemp("runs")))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photographs, features and networks."""
    if not (SHARED / "data" / "flickr8k").is_dir():
        absent(f"no real photographs in {SHARED}")
    return SHARED
