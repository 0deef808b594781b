"""The batches that a training kept whole, read back."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from ladder.errors import RunError
from ladder.runs.folder import RunFolder
from ladder.words.directions import DIRECTIONS

FOLDER, ENDING = "batches", ".safetensors"
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


def steps(folder: RunFolder) -> list[tuple[int, int]]:
    """``(epoch, step)`` of each batch that the run kept, in the order of training; none where it kept none.

    Raises:
        RunError: If one is damaged.
    """
    return [_when(path) for path in sorted((folder.path / FOLDER).glob(f"*{ENDING}"))]


def read(folder: RunFolder, step: int) -> RecordedBatch:
    """The batch that the run kept of a step.

    Raises:
        RunError: If it kept none of that step, or the file is damaged.
    """
    path = folder.path / FOLDER / f"{step:07d}{ENDING}"
    if not path.is_file():
        known = ", ".join(str(one) for _, one in steps(folder)) or "none"
        raise RunError(f"`{folder.path}` kept no batch of step {step}; it kept: {known}")
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
