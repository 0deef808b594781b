"""Runs: the folder of each, and many of them in order. docs/runs.md lists what a folder holds.

The captions that a run keeps beside its vectors are a data format of this room.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ladder.datasets import FORMATS

if TYPE_CHECKING:
    from ladder.runs.finding import BUNDLED, all_runs, find, is_bundled, root
    from ladder.runs.folder import RunFolder
    from ladder.runs.progress import ALIVE

FORMATS["embedded"] = "ladder.runs.embedded"

__all__ = ["ALIVE", "BUNDLED", "RunFolder", "all_runs", "find", "is_bundled", "root"]


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for: opening a data set needs no run."""
    if name not in __all__:
        raise AttributeError(f"module `ladder.runs` has no attribute `{name}`")
    home = {"ALIVE": "progress", "RunFolder": "folder"}.get(name, "finding")
    return getattr(import_module(f"ladder.runs.{home}"), name)
