"""All runs in a table: what each was made with, how it goes, how good it is."""

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ladder.errors import LadderError
from ladder.runs import activity
from ladder.runs.finding import all_runs, is_bundled
from ladder.runs.folder import RunFolder
from ladder.runs.many import about
from ladder.words.directions import FINDS

FIGURES = {  # the columns of figures by what a validation calls them
    "rsum": "rsum",
    "recall@1": f"{FINDS['images']}/recall@1",
    "cs@100": f"{FINDS['images']}/cs@100",
}


@dataclass(frozen=True)
class Entry:
    """A row of the table.

    Attributes:
        name: The run's.
        path: Its folder.
        state: ``starting``, ``running``, ``stopped``, ``finished``, ``failed``, ``dead``; ``prepared`` where there is
            no status, ``damaged`` where the run cannot be read.
        message: What the status says; of a damaged run, what is wrong.
        loss: The loss's name.
        relevance: The relevance provider's name.
        data: The data set's specification.
        seed: Of the run.
        created: When it was made, in ISO 8601; empty where it was never begun.
        epochs: Finished, and asked for.
        best_epoch: The one that was kept; None before the first validation.
        figures: Of that epoch, by :data:`FIGURES`; None where it was not measured.
        series: Of every epoch, by the same names; nan where an epoch lacks it.
        size: Bytes on disk.
        tags: By the alphabet.
        note: As it was written.
        warning: What is wrong with the file of tags and note; empty where nothing is.
        bundled: Whether it comes with the project.
    """

    name: str
    path: Path
    state: str
    message: str = ""
    loss: str = ""
    relevance: str = ""
    data: str = ""
    seed: int | None = None
    created: str = ""
    epochs: tuple[int, int] = (0, 0)
    best_epoch: int | None = None
    figures: dict[str, float | None] = field(default_factory=dict)
    series: dict[str, list[float]] = field(default_factory=dict)
    size: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
    warning: str = ""
    bundled: bool = False

    def as_json(self) -> dict[str, Any]:
        """All of it, fit for JSON."""
        series = {name: [None if math.isnan(value) else value for value in row] for name, row in self.series.items()}
        return vars(self) | {"path": str(self.path), "series": series}


def entries(roots: Iterable[Path] | None = None) -> list[Entry]:
    """All runs, the user's own first, newest first; one that cannot be read is there as ``damaged``."""
    return [entry(folder) for folder in all_runs(roots)]


def entry(folder: RunFolder) -> Entry:
    """The row of one run."""
    noted = about.read(folder)
    plain: dict[str, Any] = {"name": folder.name, "path": folder.path, "size": size(folder.path)}
    plain |= {"tags": noted.tags, "note": noted.note, "warning": noted.problem, "bundled": is_bundled(folder)}
    try:
        config, status = folder.config, activity.status(folder)
        lines = folder.validations()
    except (LadderError, OSError) as error:
        return Entry(state="damaged", message=str(error), **plain)
    best = _best(lines, config.training.select)
    return Entry(
        state=status.get("state", "prepared"),
        message=str(status.get("message", "")),
        loss=config.loss.name,
        relevance=config.relevance.name,
        data=config.data.spec,
        seed=config.seed,
        created=config.origin.created if config.origin else "",
        epochs=(int(status.get("epoch", 0)), config.training.epochs),
        best_epoch=None if best is None else best["epoch"],
        figures={name: best["figures"].get(key) if best else None for name, key in FIGURES.items()},
        series={name: [line["figures"].get(key, math.nan) for line in lines] for name, key in FIGURES.items()},
        **plain,
    )


def size(path: Path) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile counts nothing.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a").write_bytes(b"1234")
        >>> size(folder)
        4
    """
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_size
            except OSError:
                continue
    return total


def _best(lines: list[dict[str, Any]], select: str) -> dict[str, Any] | None:
    """The validation that the run kept: the first of the best."""
    measured = [line for line in lines if line["figures"].get(select) is not None]
    sign = 1 if select.endswith("_rank") else -1
    return min(measured, key=lambda line: sign * line["figures"][select], default=None)
