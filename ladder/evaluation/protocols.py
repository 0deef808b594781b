"""Who asks and what is searched: a protocol's galleries, both directions, and their tables a block at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ladder.errors import DataError
from ladder.relevance import RelevanceProvider
from ladder.relevance.base import blocks
from ladder.runs.embeddings import Embeddings
from ladder.search.ranking import ExactMatch
from ladder.words.directions import DIRECTIONS

Protocol = Literal["all", "ladder2020", "folds"]
PROTOCOLS: tuple[Protocol, ...] = ("all", "ladder2020", "folds")
LADDER2020_IMAGES = 1000
FOLD_IMAGES, FOLDS = 1000, 5
MEANINGS = {  # of the protocols
    "all": "all images against all captions",
    "ladder2020": "ladder2020: 1,000 images against the first caption of each",
    "folds": "the mean of five folds of 1,000 images with their captions",
}
CELLS = 750_000  # of a block's table (query, candidate): some 300 MB with all that is computed from it


@dataclass(frozen=True)
class Gallery:
    """Images with captions that ask, and those that are searched.

    Attributes:
        vectors: The unit vectors of all.
        asking: ``(n,)`` rows of the images that ask.
        searched: ``(m,)`` rows of the images that are searched.
        first_caption_only: One caption an image, the first; then two items are as relevant to each other as their
            captions are, else an image's relevance is the mean over its captions.
    """

    vectors: Embeddings
    asking: np.ndarray
    searched: np.ndarray
    first_caption_only: bool = False

    def captions(self, images: np.ndarray) -> np.ndarray:
        """The rows of the captions of these images, ascending."""
        owner = self.vectors.caption_image
        if self.first_caption_only:
            return np.searchsorted(owner, images)
        return np.flatnonzero(np.isin(owner, images))

    def queries(self, direction: str) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the queries, and the image of each."""
        return self._items(self.asking, are_images=direction == DIRECTIONS[0])

    def candidates(self, direction: str) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the candidates, and the image of each."""
        return self._items(self.searched, are_images=direction != DIRECTIONS[0])

    def _items(self, images: np.ndarray, *, are_images: bool) -> tuple[np.ndarray, np.ndarray]:
        if are_images:
            return images, images
        captions = self.captions(images)
        return captions, self.vectors.caption_image[captions]


@dataclass(frozen=True)
class Block:
    """Some queries against the whole gallery; tables are ``(query, candidate)``.

    Attributes:
        similarity: float32.
        positive: Whether they belong to the same image.
        candidate: What is ranked; None for all.
        relevance: float32, a table a judge.
    """

    similarity: np.ndarray
    positive: np.ndarray
    candidate: np.ndarray | None
    relevance: list[np.ndarray]


def galleries(vectors: Embeddings, protocol: Protocol, queries: np.ndarray | None) -> list[Gallery]:
    """The galleries of a protocol; with ``queries`` these images ask and all others are searched.

    Raises:
        ValueError: If there is no such protocol, or ``queries`` come with another one than ``all``.
        DataError: If there are too few images for five folds.
    """
    every = np.arange(len(vectors.images))
    if protocol not in PROTOCOLS:
        raise ValueError(f"`protocol` must be one of {', '.join(PROTOCOLS)}, got `{protocol}`")
    if queries is not None:
        if protocol != "all":
            raise ValueError(f"`queries` go with the protocol `all`, got `{protocol}`")
        asking = np.unique(queries)
        return [Gallery(vectors, asking, np.setdiff1d(every, asking))]
    if protocol == "all":
        return [Gallery(vectors, every, every)]
    if protocol == "ladder2020":
        first = every[:LADDER2020_IMAGES]
        return [Gallery(vectors, first, first, first_caption_only=True)]
    if len(every) < FOLDS * FOLD_IMAGES:
        raise DataError(
            f"the protocol `folds` takes {FOLDS} folds of {FOLD_IMAGES:,} images, `{vectors.split}` has "
            f"{len(every):,}; use `all`"
        )
    return [Gallery(vectors, fold, fold) for fold in every[: FOLDS * FOLD_IMAGES].reshape(FOLDS, FOLD_IMAGES)]


def tables(
    gallery: Gallery, direction: str, judges: Sequence[RelevanceProvider], exact_match: ExactMatch
) -> Iterator[Block]:
    """All queries of a direction in turn, as many at a time as a table of ``CELLS`` holds."""
    asking, asking_image = gallery.queries(direction)
    searched, searched_image = gallery.candidates(direction)
    vectors = gallery.vectors
    left, right = (
        (vectors.images, vectors.captions) if direction == DIRECTIONS[0] else (vectors.captions, vectors.images)
    )
    candidates = right[searched].T
    for some in blocks(len(asking), max(1, CELLS // len(searched))):
        positive = asking_image[some, None] == searched_image[None, :]
        yield Block(
            similarity=left[asking[some]] @ candidates,
            positive=positive,
            candidate=~positive if exact_match == "hidden" else None,
            relevance=[_relevance(judge, gallery, direction, asking[some], searched) for judge in judges],
        )


def _relevance(
    judge: RelevanceProvider, gallery: Gallery, direction: str, queries: np.ndarray, candidates: np.ndarray
) -> np.ndarray:
    """The judge's table ``(query, candidate)``."""
    owner = gallery.vectors.caption_image
    if direction == DIRECTIONS[0]:
        if gallery.first_caption_only:
            return judge.between(np.searchsorted(owner, queries), candidates)
        return judge.between_images(queries, candidates)
    if gallery.first_caption_only:
        return judge.between(queries, np.searchsorted(owner, candidates))
    return judge.between_images(candidates, queries).T
