"""A run's folder: every name in it, one reader and one writer. docs/runs.md lists them."""

import json
import os
import time
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np

from ladder.errors import RunError, hint
from ladder.files import processes
from ladder.files.atomic import write_atomically
from ladder.runs import config as configuration
from ladder.runs import embeddings, epochs, maps, samples
from ladder.runs.config import Config
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout
from ladder.runs.samples import Samples

CONFIG, STATUS, EVALUATION = "config.toml", "status.json", "evaluation.json"
LOG, METRICS, LEVELS = "log.txt", "metrics.jsonl", "levels.parquet"
EMBEDDINGS, EPOCHS, SAMPLES, MAPS = "embeddings", "epochs", "samples", "maps"
OWN_CAPTIONS = f"embedded:{EMBEDDINGS}"  # for a data set: what the run itself keeps, wherever the run is moved
STALE_AFTER = 60.0  # seconds without a heartbeat after which a training is taken for dead
ALIVE = ("starting", "running")  # states that only a process that runs may have


class RunFolder:
    """The files of one run. Every file is replaced whole or appended to by the line.

    Args:
        path: The run's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._status: dict[str, Any] = {}
        self.heartbeat = 0.0  # when the status was last written

    def __repr__(self) -> str:
        return f"RunFolder({str(self.path)!r})"

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
        folder.write_config(config)
        return folder

    @classmethod
    def open(cls, path: Path) -> Self:
        """A run that exists.

        Raises:
            RunError: If there is none.
        """
        if not (path / CONFIG).is_file():
            raise RunError(f"no run in `{path}` (no {CONFIG} there); `ladder train` makes one")
        return cls(path)

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.name

    @cached_property
    def config(self) -> Config:
        """What the run was made with."""
        config = configuration.read(self.path / CONFIG)
        if config.data.spec.startswith(OWN_CAPTIONS):
            config.data.spec = config.data.spec.replace(EMBEDDINGS, str(self.path.absolute() / EMBEDDINGS), 1)
        return config

    def write_config(self, config: Config) -> None:
        """Replaces what the run is made with."""
        write_atomically(self.path / CONFIG, configuration.write(config).encode())
        self.config = config

    def checkpoint(self, which: str) -> Path:
        """The folder of the checkpoint ``best`` or ``last``."""
        return self.path / "checkpoints" / which

    # --- how it goes -----------------------------------------------------------------------

    def write_status(self, **changes: Any) -> None:
        """Changes the status, its heartbeat, and the process that it is of."""
        self.heartbeat, pid = time.time(), os.getpid()
        process = {"pid": pid, "since": processes.started(pid), "place": processes.place()}
        self._status |= changes | {"heartbeat": self.heartbeat} | process
        write_atomically(self.path / STATUS, json.dumps(self._status, indent=1).encode())

    def status(self) -> dict[str, Any]:
        """The status as written; ``state`` is ``dead`` where a training stopped without saying so."""
        status = self._json(STATUS)
        if status.get("state") in ALIVE and _has_ended(status):
            status["state"] = "dead"
        return status

    def log(self, text: str) -> None:
        """Appends a line to the log."""
        self._append(LOG, f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}")

    def append_metrics(self, **line: Any) -> None:
        """Appends a line of figures; ``kind`` is ``step`` or ``validation``."""
        self._append(METRICS, json.dumps(line))

    def metrics(self) -> list[dict[str, Any]]:
        """All lines of figures; a last line that was cut off while being written is left out."""
        path = self.path / METRICS
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def forget_after(self, step: int) -> None:
        """Takes out the figures of steps after ``step``, which are about to be repeated."""
        kept = [json.dumps(line) + "\n" for line in self.metrics() if line["step"] <= step]
        write_atomically(self.path / METRICS, "".join(kept).encode())
        self.write_levels([row for row in self.levels() if row["step"] <= step])

    def write_levels(self, rows: list[dict[str, Any]]) -> None:
        """Replaces the table of what the loss did, a row per logged batch and direction."""
        import pyarrow

        embeddings.write_table(self.path / LEVELS, pyarrow.Table.from_pylist(rows))

    def levels(self) -> list[dict[str, Any]]:
        """The rows of that table."""
        from pyarrow import BufferReader, parquet

        path = self.path / LEVELS
        if not path.exists():
            return []
        return parquet.read_table(BufferReader(path.read_bytes())).to_pylist()  # at once: it may be replaced meanwhile

    def write_batch(self, epoch: int, step: int, arrays: dict[str, np.ndarray], ids: dict[str, list[str]]) -> None:
        """Keeps one batch whole: its tables, and the names of its items."""
        from safetensors.numpy import save

        folder = self.path / "batches"
        folder.mkdir(exist_ok=True)
        whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
        said = {"epoch": str(epoch), "step": str(step)} | {name: json.dumps(values) for name, values in ids.items()}
        write_atomically(folder / f"{step:07d}.safetensors", save(whole, said))

    # --- what it made ----------------------------------------------------------------------

    def write_embeddings(self, vectors: Embeddings) -> None:
        """Keeps the unit vectors of a split and what they stand for."""
        embeddings.write(self.path / EMBEDDINGS, vectors)

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
        reports = self.evaluation() | {view: report}
        write_atomically(self.path / EVALUATION, json.dumps(reports, indent=1).encode())

    def evaluation(self) -> dict[str, Any]:
        """The reports by view; empty before the first evaluation."""
        return self._json(EVALUATION)

    def write_samples(self, view: str, values: Samples) -> None:
        """Keeps the value per query of every figure of a view: by direction, then by column, ``(query,)`` each."""
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

    def _json(self, name: str) -> dict[str, Any]:
        path = self.path / name
        try:
            return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except ValueError as error:
            raise RunError(f"{path} is damaged ({error}); delete it, the run is opened without it") from None

    def _append(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _has_ended(status: dict[str, Any]) -> bool:
    """Whether the process that wrote the status is known to be gone, or has been silent too long to be there."""
    silent = time.time() - status["heartbeat"] > STALE_AFTER
    here = status.get("place") == processes.place()
    return silent or (here and not processes.is_alive(status["pid"], status["since"]))
