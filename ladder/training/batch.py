"""A training step before and after the towers have seen its batch."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ladder.losses import BatchLevels, BatchReport, RetrievalLoss
from ladder.relevance import RelevanceProvider


class Known(NamedTuple):
    """What is known of a step's items two by two, before a model has seen them; ``(item, item)`` each."""

    positive: Tensor
    relevance: Tensor
    levels: BatchLevels


@dataclass(frozen=True)
class Prepared:
    """A step made ready: its captions, the loss it is scored by, and all that does not depend on the model.

    Attributes:
        step: Its number, over all epochs.
        rows: Its captions (rows of the split).
        loss: What it is scored by.
        images: The caption's images as the image tower reads them.
        captions: The captions as the text tower reads them.
        known: As :func:`known` gives it.
    """

    step: int
    rows: np.ndarray
    loss: RetrievalLoss
    images: tuple[Tensor, ...]
    captions: tuple[Tensor, ...]
    known: tuple[Known, ...]


@dataclass(frozen=True)
class Batch:
    """The tables of one step, ``(image, caption)`` each, with the levels that the step's loss finds in them.

    Attributes:
        rows: The captions (rows of the split) that they are of.
        loss: What the step is scored by.
        intra_modal: What the rungs cost among the captions and among the images, weighted.
    """

    rows: np.ndarray
    loss: RetrievalLoss
    similarity: Tensor
    positive: Tensor
    relevance: Tensor
    levels: BatchLevels
    intra_modal: Tensor

    def cost(self, similarity: Tensor | None = None) -> Tensor:
        """The loss of the batch, of other similarities where they are given."""
        similarity = self.similarity if similarity is None else similarity
        return self.loss(similarity, self.positive, self.relevance, self.levels)

    def report(self) -> BatchReport:
        """The loss taken apart."""
        return self.loss.explain(self.similarity.detach(), self.positive, self.relevance, self.levels)


def known(
    judge: RelevanceProvider, loss: RetrievalLoss, rows: np.ndarray, *, image_relevance: str, intra_modal: bool
) -> tuple[Known, ...]:
    """What is known of captions and their images; of images and captions first.

    Args:
        judge: Of the split.
        loss: Finds the levels.
        rows: ``(n,)`` captions of the split, each with its image.
        image_relevance: What stands for an image: ``caption``, the one of ``rows``, or ``mean``, all of its own.
        intra_modal: Of captions and captions, and of images and images, too.
    """
    images = judge.data.caption_image[rows]
    positive = torch.from_numpy(images[:, None] == images[None, :])

    def with_levels(degrees: np.ndarray) -> Known:
        relevance = torch.from_numpy(degrees)
        return Known(positive, relevance, loss.levels(positive, relevance))

    if image_relevance == "caption":
        return (with_levels(judge.between(rows, rows)),) * (3 if intra_modal else 1)
    cross = with_levels(judge.between_images(images, rows))
    if not intra_modal:
        return (cross,)
    return cross, with_levels(judge.between(rows, rows)), with_levels(judge.among_images(images, images))
