"""A run's folder: every name in it, one reader and one writer. docs/runs.md lists them."""

import contextlib
import json
import os
import time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from ladder.errors import RunError, hint
from ladder.files import processes
from ladder.files.atomic import write_atomically
from ladder.files.shared import SharedFolder
from ladder.runs import config as configuration
from ladder.runs import embeddings, epochs, maps, progress, recorded_batches, samples
from ladder.runs.config import Config
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout
from ladder.runs.recorded_batches import RecordedBatch
from ladder.runs.samples import Samples

CONFIG, STATUS, EVALUATION, ABOUT = "config.toml", "status.json", "evaluation.json", "about.json"
LOG, METRICS, LEVELS = "log.txt", "metrics.jsonl", "levels.parquet"
BATCHES, BEST, LAST = "batches", "checkpoints/best", "checkpoints/last"
EMBEDDINGS, EPOCHS, SAMPLES, MAPS = "embeddings", "epochs", "samples", "maps"
OWN_CAPTIONS = f"embedded:{EMBEDDINGS}"  # for a data set: what the run itself keeps, wherever the run is moved


def configured(path: Path | str) -> int | None:
    """When the configuration of the run in a folder was last written, in ns; None where no run is there."""
    with contextlib.suppress(OSError):
        return os.stat(os.path.join(path, CONFIG)).st_mtime_ns
    return None


class RunFolder(SharedFolder):
    """The files of one run. Every file is replaced whole or appended to by the line.

    What a training writes, it writes while it has the run :meth:`in_use`; what may be written beside it, and is read
    before it is changed, is written while :meth:`changing`. Reading takes no lock.

    Args:
        path: The run's folder.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._status: dict[str, Any] = {}
        self.heartbeat = 0.0  # when the status was last written

    @classmethod
    def create(cls, path: Path, config: Config) -> Self:
        """A new run.

        Raises:
            RunError: If the folder holds something already.
        """
        if path.exists() and any(path.iterdir()):
            raise RunError(f"`{path}` exists; go on with `ladder train --resume {path}` or give another `--name`")
        path.mkdir(parents=True, exist_ok=True)
        folder = cls(path)
        with folder.changing():
            if (path / CONFIG).exists():  # by another one, since
                raise RunError(f"`{path}` exists; go on with `ladder train --resume {path}` or give another `--name`")
            folder.write_config(config)
        return folder

    @classmethod
    def open(cls, path: Path) -> Self:
        """A run that exists.

        Raises:
            RunError: If there is none.
        """
        if configured(path) is None:
            raise RunError(f"no run in `{path}` (no {CONFIG} there); `ladder train` makes one")
        return cls(path)

    @cached_property
    def config(self) -> Config:
        """What the run was made with."""
        config = configuration.read(self.path / CONFIG)
        config.data.spec = self.located(config.data.spec)
        return config

    def located(self, spec: str) -> str:
        """A data set's specification, with :data:`OWN_CAPTIONS` at the place where the run is now."""
        if not spec.startswith(OWN_CAPTIONS):
            return spec
        return spec.replace(EMBEDDINGS, str(self.path.absolute() / EMBEDDINGS), 1)

    def write_config(self, config: Config) -> None:
        """Replaces what the run is made with."""
        write_atomically(self.path / CONFIG, configuration.write(config).encode())
        self.config = config

    def checkpoint(self, which: Literal["best", "last"]) -> Path:
        """The folder of the best checkpoint or of the last."""
        return self.path / {"best": BEST, "last": LAST}[which]

    @property
    def log_file(self) -> Path:
        """Where a line is appended of whatever happens."""
        return self.path / LOG

    @property
    def about_file(self) -> Path:
        """Where tags and the note are kept (see :mod:`ladder.runs.many.about`)."""
        return self.path / ABOUT

    def move(self, target: Path, doing: str) -> None:
        """Gives the run's folder another place, while nobody uses or changes it.

        Args:
            target: Where nothing is yet.
            doing: What that is called: ``renamed``.

        Raises:
            RunError: If somebody does, or there is something at the place.
        """
        with self.in_use(doing), self.changing(doing):
            if os.path.lexists(target):
                raise RunError(f"there is a run `{target.name}` already; give another name")
            os.rename(self.path, target)
            self.path = target
            vars(self).pop("config", None)  # it may name the place before

    # --- how it goes -----------------------------------------------------------------------

    def write_status(self, **changes: Any) -> None:
        """Changes the status, its heartbeat, and the process that it is of."""
        self.heartbeat, pid = time.time(), os.getpid()
        process = {"pid": pid, "since": processes.started(pid), "place": processes.place()}
        self._status |= changes | {"heartbeat": self.heartbeat} | process
        write_atomically(self.path / STATUS, json.dumps(self._status, indent=1).encode())

    def status(self) -> dict[str, Any]:
        """The status as written; ``state`` is ``dead`` where a training stopped without saying so.

        Raises:
            RunError: If it is damaged.
        """
        return progress.status(self.path / STATUS)

    def log(self, text: str) -> None:
        """Appends a line to the log."""
        self._append(LOG, f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}")

    def append_metrics(self, **line: Any) -> None:
        """Appends a line of figures; ``kind`` is ``step`` or ``validation``."""
        self._append(METRICS, json.dumps(line))

    def log_tail(self, lines: int = 20) -> list[str]:
        """The last lines of the log."""
        try:
            with self.log_file.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - 2000 * lines))
                return file.read().decode("utf-8", "replace").splitlines()[-lines:]
        except FileNotFoundError:
            return []

    def metrics(self) -> list[dict[str, Any]]:
        """All lines of figures; a last line that was cut off while being written is left out.

        Raises:
            RunError: If they are damaged.
        """
        return progress.lines(self.path / METRICS)

    def validations(self) -> list[dict[str, Any]]:
        """Those of a validation, without reading those of the steps.

        Raises:
            RunError: If they are damaged.
        """
        return progress.validations(self.path / METRICS)

    def forget_after(self, step: int) -> None:
        """Takes out the figures of steps after ``step``, which are about to be repeated."""
        progress.write_lines(self.path / METRICS, [line for line in self.metrics() if line["step"] <= step])
        self.write_levels([row for row in self.levels() if row["step"] <= step])

    def write_levels(self, rows: list[dict[str, Any]]) -> None:
        """Replaces the table of what the loss did, a row per logged batch and direction."""
        progress.write_levels(self.path / LEVELS, rows)

    def levels(self) -> list[dict[str, Any]]:
        """The rows of that table.

        Raises:
            RunError: If it is damaged.
        """
        return progress.levels(self.path / LEVELS)

    def write_batch(self, epoch: int, step: int, arrays: dict[str, np.ndarray], ids: dict[str, list[str]]) -> None:
        """Keeps one batch whole: its tables, and the names of its items."""
        recorded_batches.write(self.path / BATCHES, epoch, step, arrays, ids)

    def batches(self) -> list[tuple[int, int]]:
        """``(epoch, step)`` of each batch that was kept whole, in the order of training.

        Raises:
            RunError: If one is damaged.
        """
        return recorded_batches.steps(self.path / BATCHES)

    def batch(self, step: int) -> RecordedBatch:
        """The batch that was kept of a step.

        Raises:
            RunError: If none was kept of that step, or the file is damaged.
        """
        return recorded_batches.read(self.path / BATCHES, step)

    # --- what it made ----------------------------------------------------------------------

    def write_embeddings(self, vectors: Embeddings, *, half: bool = False) -> None:
        """Keeps the unit vectors of a split and what they stand for, in half the space with ``half``."""
        with self.changing():
            embeddings.write(self.path / EMBEDDINGS, vectors, half=half)

    def splits(self) -> list[str]:
        """The splits whose embeddings are there, the validation's first."""
        first = self.config.data.validation
        return sorted(embeddings.splits(self.path / EMBEDDINGS), key=lambda split: split != first)

    @property
    def first_split(self) -> str:
        """What is looked at unless a split is named: the validation's, or the first whose embeddings are there."""
        return next(iter(self.splits()), self.config.data.validation)

    def embeddings(self, split: str) -> Embeddings:
        """The unit vectors of a split, memory-mapped.

        Raises:
            RunError: If they are not there or do not fit each other.
        """
        if split not in (known := self.splits()):
            made = f"`ladder evaluate {self.path} --split {split}` makes them"
            raise RunError(f"`{self.path}` has no embeddings of `{split}`{hint(split, known) if known else ''}; {made}")
        return embeddings.read(self.path / EMBEDDINGS, split)

    def write_epoch(self, epoch: int, vectors: Embeddings) -> None:
        """Keeps a sample of the unit vectors of a split after an epoch."""
        (self.path / EPOCHS).mkdir(exist_ok=True)
        epochs.write(self.path / EPOCHS, epoch, epochs.sampled(vectors))

    def epochs(self, split: str) -> list[int]:
        """The epochs after which the vectors of a split were kept (see ``training.keep_epochs``)."""
        return epochs.kept(self.path / EPOCHS, split)

    def epoch(self, split: str, epoch: int) -> Embeddings:
        """The sample kept of a split after an epoch, memory-mapped.

        Raises:
            RunError: If it is missing or damaged.
        """
        return epochs.read(self.path / EPOCHS, epoch, split)

    def write_evaluation(self, view: str, report: dict[str, Any]) -> None:
        """Keeps the report of a view (see :func:`ladder.runs.samples.view_name`) beside the others."""
        with self.changing():
            reports = self.evaluation() | {view: report}
            write_atomically(self.path / EVALUATION, json.dumps(reports, separators=(",", ":")).encode())

    def evaluation(self) -> dict[str, Any]:
        """The reports by view; empty before the first evaluation.

        Raises:
            RunError: If they are damaged.
        """
        return progress.read_json(self.path / EVALUATION)

    def forget_split(self, split: str) -> None:
        """Takes away the vectors of a split and its values per query; the report stays."""
        with self.changing():
            for part in (EMBEDDINGS, SAMPLES):
                for path in (self.path / part).glob(f"{split}.*"):
                    path.unlink()

    def write_samples(self, view: str, values: Samples) -> None:
        """Keeps the value per query of every figure of a view: by direction, then by column, ``(query,)`` each."""
        with self.changing():
            samples.write(self.path / SAMPLES, view, values)

    def samples(self, view: str) -> Samples:
        """The value per query of every figure, by direction and name; nan where a query has none.

        Beside the figures stand ``image`` (the image that the query is or belongs to) and ``query`` (its row).

        Raises:
            RunError: If there are none or they are damaged; the text names the command that makes them.
        """
        known = samples.views(self.path / SAMPLES)
        if view not in known:
            split, _, rest = view.partition(".")
            made = f"`ladder evaluate {self.path} --split {split}`" + (f" with the options of `{view}`" if rest else "")
            near = hint(view, known) if known else ""
            raise RunError(f"`{self.path}` has no values per query of `{view}`{near}; {made} makes them")
        return samples.read(self.path / SAMPLES, view)

    def write_map(self, layout: Layout) -> None:
        """Keeps a layout of a split under its name."""
        with self.changing():
            maps.write(self.path / MAPS, layout)

    def maps(self) -> list[str]:
        """The names of the layouts that are there, by the alphabet."""
        return maps.names(self.path / MAPS)

    def map(self, name: str) -> Layout:
        """The layout of this name (see :class:`ladder.runs.maps.MapSettings`).

        Raises:
            RunError: If it is missing, damaged, or was made from other vectors than the run holds now; the text names
                the command that makes it.
        """
        made = maps.command(self.path, name)
        if name not in (known := self.maps()):
            raise RunError(f"`{self.path}` has no map `{name}`{hint(name, known) if known else ''}; {made} makes it")
        layout = maps.read(self.path / MAPS, name)
        split, epoch = layout.settings.split, layout.settings.epoch
        vectors = self.embeddings(split) if epoch is None else self.epoch(split, epoch)
        if layout.fingerprint != maps.fingerprint(vectors):
            raise RunError(f"the map `{name}` of `{self.path}` is of older vectors; {made} makes it again")
        return layout

    def _append(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
