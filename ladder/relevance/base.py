"""What a relevance provider promises. tests/relevance/test_contract.py holds every provider to it."""

import abc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, NoReturn, Self

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.errors import QueryError

BLOCK = 1536  # captions along a side of what is computed at once: 19 MB of float64 similarities


class RelevanceProvider(abc.ABC):
    """Degrees of relevance between the captions of one data set.

    A degree lies in [0, 1] and is float32. Captions of the same image have exactly 1. Relevance is symmetric, and
    the same for the same captions whatever else is asked with them.

    Attributes:
        name: As written in a configuration, e.g. ``tfidf``.
        reads_words: Whether it can judge free words too, not only the captions it was made for.
        data: The data set whose captions it knows.
    """

    name: ClassVar[str]
    reads_words: ClassVar[bool] = False

    def __init__(self, data: CaptionedImages) -> None:
        self.data = data

    @classmethod
    @abc.abstractmethod
    def for_data(cls, data: CaptionedImages, *args: Any, **kwargs: Any) -> Self:
        """A provider for the captions of this data set.

        A provider spells out its arguments after ``data``: they are the options of ``[relevance]`` in a
        configuration.

        Raises:
            LadderError: If what it needs is missing or does not fit the data set.
        """

    def prepare(self, *, progress: bool = False) -> None:
        """Makes what judging needs, with a bar on stderr where it takes long; else that is made when first needed."""
        return

    @abc.abstractmethod
    def describe(self) -> dict[str, Any]:
        """Its name and settings, fit for JSON: whoever describes itself alike judges the same captions alike."""

    @abc.abstractmethod
    def _compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Raw similarity ``(rows, columns)`` of a block of captions; what lies outside [0, 1] is clipped later."""

    def between(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Relevance between captions.

        Negative similarities count as 0.

        Args:
            rows: ``(A,)`` int, indices into ``data.captions``.
            columns: ``(B,)`` int, likewise.

        Returns:
            ``(A, B)`` float32 in [0, 1], exactly 1 between captions of the same image.

        Raises:
            TypeError: If the indices are not integers.
            ValueError: If an index has no caption.
        """
        rows = checked_indices("rows", rows, len(self.data.captions))
        columns = checked_indices("columns", columns, len(self.data.captions))
        image = self.data.caption_image
        relevance = np.empty((len(rows), len(columns)), dtype=np.float32)
        for above in blocks(len(rows)):
            for left in blocks(len(columns)):
                block = relevance[above, left]
                np.clip(self._compare(rows[above], columns[left]), 0, 1, out=block)
                block[image[rows[above]][:, None] == image[columns[left]]] = 1
        return relevance

    def between_images(self, images: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Relevance of images to captions: the mean of :meth:`between` over each image's own captions.

        Args:
            images: ``(I,)`` int, indices of images.
            columns: ``(B,)`` int, indices into ``data.captions``.

        Returns:
            ``(I, B)`` float32 in [0, 1], exactly 1 between an image and its own captions.

        Raises:
            TypeError: If the indices are not integers.
            ValueError: If an index has no image or no caption.
        """
        images = checked_indices("images", images, len(self.data))
        columns = checked_indices("columns", columns, len(self.data.captions))
        relevance = np.empty((len(images), len(columns)), dtype=np.float32)
        for left in blocks(len(columns)):
            self._over_images(images, partial(self.between, columns[left]), relevance[:, left].T)
        return relevance

    def among_images(self, images: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Relevance of images to images: the mean of :meth:`between` over the captions of both.

        Args:
            images: ``(I,)`` int, indices of images.
            others: ``(J,)`` int, likewise.

        Returns:
            ``(I, J)`` float32 in [0, 1], exactly 1 between an image and itself.

        Raises:
            TypeError: If the indices are not integers.
            ValueError: If an index has no image.
        """
        others = checked_indices("others", others, len(self.data))
        relevance = np.empty((len(images), len(others)), dtype=np.float32)
        self._over_images(others, partial(self.between_images, images), relevance)
        return relevance

    def judge(self, texts: Sequence[str], columns: np.ndarray) -> np.ndarray:
        """Relevance of free words to captions.

        Args:
            texts: T texts.
            columns: ``(B,)`` int, indices into ``data.captions``.

        Returns:
            ``(T, B)`` float32 in [0, 1]: of a text that is a caption, what :meth:`between` says of that caption,
            except that no caption is known to be its own image's.

        Raises:
            QueryError: If this provider knows only its captions (``reads_words`` is false).
            TypeError: If the indices are not integers.
            ValueError: If an index has no caption.
        """
        self._refuse_words()

    def judge_images(self, texts: Sequence[str], images: np.ndarray) -> np.ndarray:
        """Relevance of free words to images: the mean of :meth:`judge` over each image's captions.

        Args:
            texts: T texts.
            images: ``(I,)`` int, indices of images.

        Returns:
            ``(T, I)`` float32 in [0, 1].

        Raises:
            QueryError: If this provider knows only its captions (``reads_words`` is false).
            TypeError: If the indices are not integers.
            ValueError: If an index has no image.
        """
        self._refuse_words()

    def _refuse_words(self) -> NoReturn:
        readers = " or ".join(f"`{name}`" for name, provider in ALL.items() if provider.reads_words)
        raise QueryError(f"relevance `{self.name}` knows only the data set's captions, not free words; use {readers}")

    def _over_images(
        self, images: np.ndarray, relevance_to: Callable[[np.ndarray], np.ndarray], out: np.ndarray
    ) -> None:
        """Fills ``out`` (query, image) with the mean of ``relevance_to(captions)`` over each image's captions."""
        first = self.data.first_caption
        step = max(1, BLOCK // int(np.diff(first).max()))  # images whose captions make up a block
        for block in blocks(len(images), step):
            captions = np.concatenate([np.arange(first[image], first[image + 1]) for image in images[block]])
            counts = first[images[block] + 1] - first[images[block]]
            total = np.add.reduceat(relevance_to(captions), np.cumsum(counts) - counts, axis=1, dtype=np.float64)
            out[:, block] = total / counts


ALL: dict[str, type[RelevanceProvider]] = {}  # by name; the family's ``__init__`` and other rooms fill it


def blocks(count: int, size: int | None = None) -> Iterator[slice]:
    """Slices that cover ``count`` in turn, at most ``size`` (by default ``BLOCK``) each.

    Example:
        >>> list(blocks(5, 2))
        [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    size = BLOCK if size is None else size
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def checked_indices(name: str, values: np.ndarray, count: int) -> np.ndarray:
    """The values as int64 indices from 0 to ``count - 1``.

    Raises:
        TypeError: If they are not integers in a line: a mask, say.
        ValueError: If one is out of range; a negative index does not count from the end.

    Example:
        >>> checked_indices("rows", [2, 0], 3)
        array([2, 0])
    """
    values = np.asarray(values)
    if not values.size:
        return np.empty(0, dtype=np.int64)
    if values.ndim != 1 or values.dtype.kind not in "iu":
        raise TypeError(f"`{name}` must be a list of indices, got {values.dtype} of shape {values.shape}")
    if values.min() < 0 or values.max() >= count:
        raise ValueError(f"`{name}` must lie in 0 to {count - 1}, got {values.min()} to {values.max()}")
    return values.astype(np.int64, copy=False)
