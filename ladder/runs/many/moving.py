"""Names of runs: changed, put into the trash, and brought back."""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from ladder.errors import RunError, hint
from ladder.runs import activity
from ladder.runs.finding import root as own_root
from ladder.runs.folder import RunFolder
from ladder.runs.many.about import must_be_own
from ladder.runs.many.table import size
from ladder.runs.progress import ALIVE

TRASH = ".trash"
NAME = re.compile(r"[^\W_][\w .+=-]{0,79}(?<![ .])")  # fit for every file system, never like an option
DELETED = re.compile(r"(.+)-(\d{8}-\d{6})(-\d+)?")


@dataclass(frozen=True)
class Trashed:
    """A run in the trash: its name, when it came there (``20260131-120000``), its folder, and its bytes."""

    name: str
    when: str
    path: Path
    size: int


def check_name(name: str) -> str:
    """A name for a run, if it is one.

    Raises:
        RunError: If it is none.

    Example:
        >>> check_name("ladder-seed 1")
        'ladder-seed 1'
        >>> check_name("../elsewhere")
        Traceback (most recent call last):
        ladder.errors.RunError: `../elsewhere` is no name for a run; use up to 80 letters, digits, blanks and . + = - _
    """
    if not NAME.fullmatch(name):
        shown = re.sub(r"[^\w ./+=-]", "?", name)[:80]
        raise RunError(f"`{shown}` is no name for a run; use up to 80 letters, digits, blanks and . + = - _")
    return name


def rename(folder: RunFolder, name: str) -> RunFolder:
    """Gives a run another name.

    Raises:
        RunError: If it is a bundled one or is being trained, or the name is taken or none.
    """
    _must_rest(folder)
    folder.move(folder.path.with_name(check_name(name)), "renamed")
    return folder


def delete(folder: RunFolder) -> Trashed:
    """Moves a run into the trash of its folder of runs, ``.trash/NAME-TIME``.

    Raises:
        RunError: If it is a bundled one or is being trained.
    """
    _must_rest(folder)
    trash = folder.path.parent / TRASH
    trash.mkdir(exist_ok=True)
    wanted = f"{folder.name}-{time.strftime('%Y%m%d-%H%M%S')}"
    number = 1
    while os.path.lexists(trash / wanted):
        number += 1
        wanted = f"{wanted.removesuffix(f'-{number - 1}')}-{number}"
    folder.move(trash / wanted, "deleted")
    return _trashed(folder.path)


def trash(root: Path | None = None) -> list[Trashed]:
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
    found = trash(root)
    chosen = next((one for one in found if wanted in (one.path.name, one.name)), None)
    if chosen is None:
        raise RunError(f"no run `{wanted}` in the trash{hint(wanted, [one.name for one in found]) if found else ''}")
    folder = RunFolder(chosen.path)
    folder.move(root / check_name(name or chosen.name), "restored")
    return folder


def _must_rest(folder: RunFolder) -> None:
    must_be_own(folder)
    if activity.status(folder).get("state") in ALIVE:
        raise RunError(f"`{folder.name}` is being trained; stop it first")


def _trashed(path: Path) -> Trashed:
    matched = DELETED.fullmatch(path.name)
    assert matched is not None
    return Trashed(matched[1], matched[2], path, size(path))
