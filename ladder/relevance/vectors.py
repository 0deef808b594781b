"""Relevance as the similarity of vectors, which any words can have, not only the captions."""

import abc
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ladder.relevance.base import RelevanceProvider, blocks, checked_indices


class WordProvider(RelevanceProvider):
    """A provider that holds a vector a caption and can make one of any words.

    Attributes:
        vectors: ``(M, width)``, dense or sparse, a row a caption.
    """

    reads_words = True
    vectors: Any

    @abc.abstractmethod
    def _read(self, texts: Sequence[str]) -> Any:
        """A vector a text, of the same kind as ``vectors``."""

    @abc.abstractmethod
    def _cosine(self, left: Any, right: Any) -> np.ndarray:
        """``(left, right)`` float64 similarity of two blocks of vectors."""

    def _compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Similarity of a block of captions."""
        return self._cosine(self.vectors[rows], self.vectors[columns])

    def judge(self, texts: Sequence[str], columns: np.ndarray) -> np.ndarray:
        """Relevance of free words to captions, as :meth:`RelevanceProvider.judge` says."""
        return self._judged(self._read(texts), checked_indices("columns", columns, len(self.data.captions)))

    def judge_images(self, texts: Sequence[str], images: np.ndarray) -> np.ndarray:
        """Relevance of free words to images, as :meth:`RelevanceProvider.judge_images` says."""
        images = checked_indices("images", images, len(self.data))
        relevance = np.empty((len(texts), len(images)), dtype=np.float32)
        self._over_images(images, partial(self._judged, self._read(texts)), relevance)
        return relevance

    def _judged(self, words: Any, columns: np.ndarray) -> np.ndarray:
        """Relevance ``(words, columns)`` of vectors of words to captions."""
        relevance = np.empty((words.shape[0], len(columns)), dtype=np.float32)
        for left in blocks(len(columns)):
            np.clip(self._cosine(words, self.vectors[columns[left]]), 0, 1, out=relevance[:, left])
        return relevance


def cosine(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosine similarity of dense rows, ``(left, right)`` float64; a row of zeros has 0 to all.

    In float64, so that once rounded to float32 equal vectors have exactly 1, and equal pairs equal values, wherever
    they stand in a block.

    Example:
        >>> cosine(np.array([[2.0, 0.0]]), np.array([[3.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
        array([[1., 0., 0.]])
    """
    return _unit(left) @ _unit(right).T


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1, float64; a row of zeros stays."""
    vectors = vectors.astype(np.float64)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=vectors, where=length > 0)
