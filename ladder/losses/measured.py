"""A batch as the rungs see it, and what they cost there: what a loss adds up and what its report takes apart."""

from typing import NamedTuple

from torch import Tensor

from ladder.levels import Levels
from ladder.losses.rung import Rung


class BatchLevels(NamedTuple):
    """The levels of both directions of a batch, tensors: 0 at the positives, 1 … K below."""

    image_to_caption: Levels
    caption_to_image: Levels


class Direction(NamedTuple):
    """One direction of a batch: Q queries and C candidates."""

    similarity: Tensor  # (Q, C), contiguous
    positive: Tensor  # (Q, C) boolean
    relevance: Tensor  # (Q, C)
    labels: Tensor  # (Q, C) int64


class Measured(NamedTuple):
    """What one direction of a batch costs."""

    rungs: list[Rung]
    violations: list[Tensor]  # (Q,) each
    costs: list[Tensor]  # (Q,) each: weighted, and reduced over the queries
    list_cost: Tensor  # (Q,), likewise
