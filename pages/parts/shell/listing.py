"""All runs in little time, however many: what is read of each is kept until its files change.

Kept by plain dictionaries: to look up an argument in Streamlit's cache takes as long as to read a small file.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ladder import runs
from ladder.runs import ALIVE, RunFolder, activity
from ladder.runs.folder import BEST, CONFIG, EMBEDDINGS, LAST
from ladder.runs.many import table
from ladder.runs.many.table import Entry

MOST = 2000  # runs of which something is kept, some kB each
WRITTEN = ("", BEST, LAST)  # all that a row is made from, and its size: a folder tells when a file in it is replaced


def all_runs(roots: Iterable[Path] | None = None) -> list[RunFolder]:
    """As :func:`ladder.runs.all_runs`; the configuration of each is read when it is first asked for, and kept."""
    return [run(found.path) for found in runs.all_runs(roots)]


def run(path: Path) -> RunFolder:
    """The run of a folder, likewise."""
    return _run(str(path), RunFolder(path).stamp(CONFIG))


def by_name() -> dict[str, RunFolder]:
    """The runs by name, newest first; one of the visitor's own hides a bundled one of the same name."""
    named: dict[str, RunFolder] = {}
    for folder in all_runs():
        named.setdefault(folder.name, folder)
    return named


def splits(folder: RunFolder) -> tuple[str, ...]:
    """As :meth:`RunFolder.splits`, of a folder that is kept here."""
    return _splits(folder, folder.stamp(EMBEDDINGS))


def rows() -> list[Entry]:
    """The rows of all runs, see :func:`row`."""
    return [row(folder) for folder in all_runs()]


def row(folder: RunFolder) -> Entry:
    """A run's row of the table; of a training that goes or broke off, how it goes now."""
    entry = _row(folder, folder.stamp(*WRITTEN))
    if entry.state not in (*ALIVE, "dead"):
        return entry
    now = activity.status(folder)
    return replace(entry, state=now["state"], message=str(now.get("message", "")))


@lru_cache(maxsize=MOST)
def _run(path: str, stamp: str) -> RunFolder:
    return RunFolder(Path(path))


@lru_cache(maxsize=MOST)
def _splits(folder: RunFolder, stamp: str) -> tuple[str, ...]:
    return tuple(folder.splits())


@lru_cache(maxsize=MOST)
def _row(folder: RunFolder, stamp: str) -> Entry:
    return table.entry(folder)
