"""Coherent visual-semantic embeddings: train, explain, demonstrate.

Example:
    >>> import ladder
    >>> data = ladder.open_dataset("scenes,train=20,dev=5,test=5,tail=0")
    >>> len(data), len(data.split("train"))
    (30, 20)
"""

from typing import TYPE_CHECKING, Any

from ladder import runs, scenes  # with them come their data formats and providers

if TYPE_CHECKING:
    from ladder.datasets import open_dataset
    from ladder.search.queries import load_run
    from ladder.training.loop import train

__all__ = ["load_run", "open_dataset", "runs", "scenes", "train"]

_HOME = {"load_run": "ladder.search.queries", "open_dataset": "ladder.datasets", "train": "ladder.training.loop"}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for: importing the package alone costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module `ladder` has no attribute `{name}`")
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)
