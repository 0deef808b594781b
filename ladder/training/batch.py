"""A training step before and after the towers have seen its batch."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ladder.losses import BatchLevels, BatchReport, RetrievalLoss
from ladder.relevance import RelevanceProvider


class KnownTable(NamedTuple):
    """What is known of some items and others two by two, before a model has seen them; ``(item, item)`` each."""

    positive: Tensor
    relevance: Tensor
    levels: BatchLevels


class Known(NamedTuple):
    """What is known of a step's items.

    Attributes:
        cross: Of its images and its captions.
        captions: Of captions and captions; None where they are not compared.
        images: Of images and images; likewise.
    """

    cross: KnownTable
    captions: KnownTable | None = None
    images: KnownTable | None = None


@dataclass(frozen=True)
class Prepared:
    """A step made ready: its captions, the loss it is scored by, and all that does not depend on the model.

    Attributes:
        step: Its number, over all epochs.
        rows: Its captions (rows of the split).
        loss: What it is scored by.
        strength: What all but rung 0 of the loss is multiplied by.
        images: The caption's images as the image tower reads them.
        captions: The captions as the text tower reads them.
        known: As :func:`known` gives it.
    """

    step: int
    rows: np.ndarray
    loss: RetrievalLoss
    strength: float
    images: tuple[Tensor, ...]
    captions: tuple[Tensor, ...]
    known: Known


@dataclass(frozen=True)
class Batch:
    """The tables of one step, ``(image, caption)`` each, with the levels that the step's loss finds in them.

    Attributes:
        rows: The captions (rows of the split) that they are of.
        loss: What the step is scored by.
        strength: What all but rung 0 of it is multiplied by.
        intra_modal: What the rungs cost among the captions and among the images, weighted.
    """

    rows: np.ndarray
    loss: RetrievalLoss
    strength: float
    similarity: Tensor
    positive: Tensor
    relevance: Tensor
    levels: BatchLevels
    intra_modal: Tensor

    def cost(self, similarity: Tensor | None = None) -> Tensor:
        """The loss of the batch, of other similarities where they are given."""
        similarity = self.similarity if similarity is None else similarity
        return self.loss(similarity, self.positive, self.relevance, self.levels, strength=self.strength)

    def report(self) -> BatchReport:
        """The loss taken apart."""
        tables = self.similarity.detach(), self.positive, self.relevance
        return self.loss.explain(*tables, self.levels, strength=self.strength)


def across(judge: RelevanceProvider, rows: np.ndarray, image_relevance: str) -> tuple[np.ndarray, np.ndarray]:
    """Whose captions are whose, and how relevant they are: ``(image, caption)`` boolean and float32.

    Args:
        judge: Of the split.
        rows: ``(n,)`` captions of the split, each with its image.
        image_relevance: What stands for an image: ``caption``, the one of ``rows``, or ``mean``, all of its own.
    """
    images = judge.data.caption_image[rows]
    relevance = judge.between(rows, rows) if image_relevance == "caption" else judge.between_images(images, rows)
    return images[:, None] == images[None, :], relevance


def known(
    judge: RelevanceProvider, loss: RetrievalLoss, rows: np.ndarray, *, image_relevance: str, intra_modal: bool
) -> Known:
    """What is known of captions and their images.

    Args:
        judge: Of the split.
        loss: Finds the levels.
        rows: ``(n,)`` captions of the split, each with its image.
        image_relevance: As of :func:`across`.
        intra_modal: Of captions and captions, and of images and images, too.
    """
    positive, relevance = across(judge, rows, image_relevance)
    same = torch.from_numpy(positive)

    def with_levels(degrees: np.ndarray) -> KnownTable:
        table = torch.from_numpy(degrees)
        return KnownTable(same, table, loss.levels(same, table))

    cross = with_levels(relevance)
    if not intra_modal:
        return Known(cross)
    if image_relevance == "caption":
        return Known(cross, cross, cross)
    images = judge.data.caption_image[rows]
    return Known(cross, with_levels(judge.between(rows, rows)), with_levels(judge.among_images(images, images)))
