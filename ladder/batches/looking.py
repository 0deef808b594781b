"""A batch through a loss: what the loss says of it, and how long it took to find the levels."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch

from ladder.batches.batch import LabBatch
from ladder.batches.lens import Lens
from ladder.levels import percentile_levels
from ladder.losses import BatchLevels, BatchReport
from ladder.losses.base import with_positives


@dataclass(frozen=True, eq=False)
class Look:
    """What a loss says of a batch.

    Attributes:
        batch: The batch.
        lens: The loss.
        report: What it says.
        seconds: Time it took to find the levels of both directions.
    """

    batch: LabBatch
    lens: Lens
    report: BatchReport
    seconds: float


def look(batch: LabBatch, lens: Lens) -> Look:
    """What the loss says of the batch."""
    loss, (similarity, positive, relevance) = lens.loss(), _tables(batch)
    levels, seconds = _timed(lambda: loss.levels(positive, relevance))
    return Look(batch, lens, loss.explain(similarity, positive, relevance, levels), seconds)


def look_at_percentiles(batch: LabBatch, lens: Lens, percentiles: list[float]) -> Look:
    """Likewise with levels of set shares of each query's candidates, which no loss has of itself.

    Args:
        batch: The batch.
        lens: Whose margins, weights and pairs the rungs have.
        percentiles: Strictly decreasing, inside (0, 100), as :func:`ladder.levels.percentile_levels` takes them.
    """
    chain = lens.adaptive(k_min=1, k_max=len(percentiles) + 1)
    similarity, positive, relevance = _tables(batch)

    def find() -> BatchLevels:
        both = ((relevance, positive), (relevance.T, positive.T))
        return BatchLevels(*(with_positives(percentile_levels(one, percentiles, ~own), own) for one, own in both))

    levels, seconds = _timed(find)
    return Look(batch, chain, chain.loss().explain(similarity, positive, relevance, levels), seconds)


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
