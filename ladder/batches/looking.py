"""A batch through a loss: what the loss says of it, and how long it took to find the levels."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch

from ladder.batches.batch import LabBatch
from ladder.batches.lens import Lens
from ladder.levels.methods import BySilhouette
from ladder.losses import BatchLevels, BatchReport, RetrievalLoss


@dataclass(frozen=True, eq=False)
class Look:
    """What a loss says of a batch.

    Attributes:
        batch: The batch.
        lens: What it is looked at through.
        loss: The loss itself.
        report: What it says.
        seconds: Time it took to find the levels of both directions.
    """

    batch: LabBatch
    lens: Lens
    loss: RetrievalLoss
    report: BatchReport
    seconds: float

    @property
    def search(self) -> BySilhouette | None:
        """How the number of levels is chosen by the Silhouette; None where it is not."""
        method = self.loss.level_method
        return method if isinstance(method, BySilhouette) else None


def look(batch: LabBatch, lens: Lens) -> Look:
    """What the loss says of the batch."""
    loss, (similarity, positive, relevance) = lens.loss(), _tables(batch)
    levels, seconds = _timed(lambda: loss.levels(positive, relevance))
    report = loss.explain(similarity, positive, relevance, levels, strength=lens.strength)
    return Look(batch, lens, loss, report, seconds)


def _timed(find: Callable[[], BatchLevels]) -> tuple[BatchLevels, float]:
    """The levels, and the shorter time of two: the first may have loaded the compiled code."""
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        levels = find()
        seconds.append(time.perf_counter() - began)
    return levels, min(seconds)


def _tables(batch: LabBatch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Similarity, positive and relevance, ``(image, caption)``; copies, so that no cached table can be changed."""
    similarity, positive, relevance = (
        torch.from_numpy(table.copy()) for table in (batch.similarity, batch.positive, batch.relevance)
    )
    return similarity, positive, relevance
