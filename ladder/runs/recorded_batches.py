"""The batches that a training keeps whole, on disk: a safetensors file a step."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from ladder.errors import RunError
from ladder.files.atomic import write_atomically
from ladder.words.directions import DIRECTIONS

ENDING = ".safetensors"
TABLES = ("similarity", "relevance", "positive")


@dataclass(frozen=True, eq=False)
class RecordedBatch:
    """One batch as a training step saw it: n captions, each with its image.

    Attributes:
        epoch: Whole epochs before it, from 0.
        step: The step, from 1.
        image_ids: n names, the image of each caption.
        caption_ids: n names.
        similarity: ``(n, n)`` float32, image by caption.
        relevance: ``(n, n)`` float32 in [0, 1], likewise.
        positive: ``(n, n)`` boolean, likewise: the caption is of this image.
        labels: By direction, ``(n, n)`` int8 query by candidate: the levels that the step's loss found.
    """

    epoch: int
    step: int
    image_ids: list[str]
    caption_ids: list[str]
    similarity: np.ndarray
    relevance: np.ndarray
    positive: np.ndarray
    labels: dict[str, np.ndarray]


def write(folder: Path, epoch: int, step: int, arrays: dict[str, np.ndarray], ids: dict[str, list[str]]) -> None:
    """Keeps the batch of a step: its tables and labels by name, and the names of its items."""
    folder.mkdir(exist_ok=True)
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    said = {"epoch": str(epoch), "step": str(step)} | {name: json.dumps(values) for name, values in ids.items()}
    write_atomically(_path(folder, step), save(whole, said))


def steps(folder: Path) -> list[tuple[int, int]]:
    """``(epoch, step)`` of each batch that is there, in the order of training.

    Raises:
        RunError: If one is damaged.
    """
    return [_when(path) for path in sorted(folder.glob(f"*{ENDING}"))]


def read(folder: Path, step: int) -> RecordedBatch:
    """The batch of a step.

    Raises:
        RunError: If there is none of that step, or the file is damaged.
    """
    path = _path(folder, step)
    if not path.is_file():
        known = ", ".join(str(one) for _, one in steps(folder)) or "none"
        raise RunError(f"`{folder.parent}` kept no batch of step {step}; it kept: {known}")
    try:
        with safe_open(path, framework="numpy") as file:
            said = file.metadata() or {}
            tables = {name: file.get_tensor(name) for name in TABLES}
            labels = {direction: file.get_tensor(f"labels.{direction}") for direction in DIRECTIONS}
        images, captions = (list(json.loads(said[name])) for name in ("image_ids", "caption_ids"))
        batch = RecordedBatch(int(said["epoch"]), int(said["step"]), images, captions, **tables, labels=labels)
    except (OSError, SafetensorError, KeyError, ValueError, TypeError) as error:
        raise _damaged(path, error) from None
    shape = (len(batch.image_ids), len(batch.caption_ids))
    if any(table.shape != shape for table in (batch.similarity, batch.relevance, batch.positive)):
        raise _damaged(path, f"its tables are not {shape[0]} images by {shape[1]} captions")
    return batch


def _path(folder: Path, step: int) -> Path:
    return folder / f"{step:07d}{ENDING}"


def _when(path: Path) -> tuple[int, int]:
    """Epoch and step of a kept batch; only the head of the file is read."""
    try:
        with safe_open(path, framework="numpy") as file:
            said = file.metadata() or {}
        return int(said["epoch"]), int(said["step"])
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, why: object) -> RunError:
    return RunError(f"{path} is damaged ({why}); delete it, the run opens without it")
