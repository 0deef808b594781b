"""The trash of a folder of runs: what is deleted goes there, and can be brought back."""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from ladder.errors import RunError, hint
from ladder.runs.finding import root as own_root
from ladder.runs.folder import RunFolder
from ladder.runs.many.names import check_name, must_rest
from ladder.runs.many.table import size

TRASH = ".trash"
DELETED = re.compile(r"(.+)-(\d{8}-\d{6})(-\d+)?")


@dataclass(frozen=True)
class Trashed:
    """A run in the trash: its name, when it came there (``20260131-120000``), its folder, and its bytes."""

    name: str
    when: str
    path: Path
    size: int


def delete(folder: RunFolder) -> Trashed:
    """Moves a run into the trash of its folder of runs, ``.trash/NAME-TIME``.

    Raises:
        RunError: If it is a bundled one or is being trained.
    """
    must_rest(folder)
    trash = folder.path.parent / TRASH
    trash.mkdir(exist_ok=True)
    wanted = f"{folder.name}-{time.strftime('%Y%m%d-%H%M%S')}"
    number = 1
    while os.path.lexists(trash / wanted):
        number += 1
        wanted = f"{wanted.removesuffix(f'-{number - 1}')}-{number}"
    folder.move(trash / wanted, "deleted")
    return _trashed(folder.path)


def thrown(root: Path | None = None) -> list[Trashed]:
    """What is in the trash, the newest first."""
    folders = (path for path in ((root or own_root()) / TRASH).glob("*") if DELETED.fullmatch(path.name))
    return sorted((_trashed(path) for path in folders), key=lambda trashed: trashed.when, reverse=True)


def restore(wanted: str, root: Path | None = None, *, name: str | None = None) -> RunFolder:
    """Brings a run back from the trash.

    Args:
        wanted: Its name, of which the newest is taken, or the name of its folder in the trash.
        root: The folder of runs.
        name: Another name to give it.

    Raises:
        RunError: If there is none, or the name is taken or none.
    """
    root = root or own_root()
    found = thrown(root)
    chosen = next((one for one in found if wanted in (one.path.name, one.name)), None)
    if chosen is None:
        raise RunError(f"no run `{wanted}` in the trash{hint(wanted, [one.name for one in found]) if found else ''}")
    folder = RunFolder(chosen.path)
    folder.move(root / check_name(name or chosen.name), "restored")
    return folder


def _trashed(path: Path) -> Trashed:
    matched = DELETED.fullmatch(path.name)
    assert matched is not None
    return Trashed(matched[1], matched[2], path, size(path))
