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


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photographs, features and networks."""
    if not (SHARED / "data" / "flickr8k").is_dir():
        absent(f"no real photographs in {SHARED}")
    return SHARED
