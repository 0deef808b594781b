"""Which runs there are: the user's own, and those that come with the project."""

import os
from collections.abc import Iterable
from pathlib import Path

from ladder.errors import RunError, hint
from ladder.files.shipped import shipped
from ladder.runs.folder import RunFolder, configured

BUNDLED = shipped("assets", "runs")


def root() -> Path:
    """Where new runs are kept: ``LADDER_RUNS``, else ``runs`` in the working folder."""
    return Path(os.environ.get("LADDER_RUNS", "runs"))


def all_runs(roots: Iterable[Path] | None = None) -> list[RunFolder]:
    """The user's own runs, newest first, then the bundled ones by name."""
    folders = [root(), BUNDLED] if roots is None else list(roots)
    found: list[RunFolder] = []
    for folder in folders:
        made = _made(folder)
        names = sorted(made) if folder == BUNDLED else sorted(sorted(made), key=lambda name: -made[name])
        found += [RunFolder(folder / name) for name in names]
    return found


def _made(folder: Path) -> dict[str, int]:
    """When the configuration of each run was written, ns; without patterns, for the app asks at every click."""
    try:
        names = os.listdir(folder)
    except OSError:  # no such folder
        return {}
    found = ((name, configured(os.path.join(folder, name))) for name in names)
    return {name: made for name, made in found if made is not None}


def find(name: str) -> RunFolder:
    """The run of this path or name, among the user's own and the bundled ones.

    Raises:
        RunError: If there is none; names the nearest.
    """
    if configured(name) is not None:
        return RunFolder(Path(name))
    known = {folder.name: folder for folder in reversed(all_runs())}
    if name in known:
        return known[name]
    raise RunError(f"no run `{name}`{hint(name, known) if known else '; `ladder train` makes one'}")


def is_bundled(folder: RunFolder) -> bool:
    """Whether a run comes with the project."""
    return folder.path.resolve().parent == BUNDLED.resolve()
