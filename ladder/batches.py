"""A training step before and after the towers have seen its batch."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from ladder.losses import BatchLevels, BatchReport, RetrievalLoss


@dataclass(frozen=True)
class Prepared:
    """A step made ready: its captions, the loss it is scored by, and all that does not depend on the model."""

    step: int
    rows: np.ndarray
    loss: RetrievalLoss
    images: tuple[Tensor, ...]
    captions: tuple[Tensor, ...]
    positive: Tensor
    relevance: Tensor
    levels: BatchLevels


@dataclass(frozen=True)
class Batch:
    """The tables of one step, ``(image, caption)`` each, with the levels that the step's loss finds in them.

    Attributes:
        rows: The captions (rows of the split) that they are of.
        loss: What the step is scored by.
    """

    rows: np.ndarray
    loss: RetrievalLoss
    similarity: Tensor
    positive: Tensor
    relevance: Tensor
    levels: BatchLevels

    def cost(self, similarity: Tensor | None = None) -> Tensor:
        """The loss of the batch, of other similarities where they are given."""
        similarity = self.similarity if similarity is None else similarity
        return self.loss(similarity, self.positive, self.relevance, self.levels)

    def report(self) -> BatchReport:
        """The loss taken apart."""
        return self.loss.explain(self.similarity.detach(), self.positive, self.relevance, self.levels)
