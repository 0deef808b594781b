"""Relevance of all or nothing: captions of the same image, and no others."""

from typing import Any, Self

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.relevance.base import RelevanceProvider


class SharedImageRelevance(RelevanceProvider):
    """1 between captions of the same image, else 0: what a plain triplet loss believes.

    Example:
        >>> splits, image = np.array(["train", "train"]), np.array([0, 0, 1])
        >>> data = CaptionedImages("pets", ("a", "b"), splits, ("a dog", "a pup", "a cat"), ("0", "1", "2"), image)
        >>> SharedImageRelevance.for_data(data).between(np.array([0]), np.array([0, 1, 2]))
        array([[1., 1., 0.]], dtype=float32)
    """

    name = "shared_image"

    @classmethod
    def for_data(cls, data: CaptionedImages) -> Self:
        """Nothing to prepare."""
        return cls(data)

    def describe(self) -> dict[str, Any]:
        """Its name."""
        return {"name": self.name}

    def _compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """0 everywhere: own pairs are set to 1 for every provider alike."""
        return np.zeros((len(rows), len(columns)))
