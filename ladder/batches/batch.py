"""A batch to look at: recorded in training, or built of items of a split under a run's model."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.errors import QueryError
from ladder.relevance import RelevanceProvider
from ladder.runs.embeddings import Embeddings
from ladder.runs.recorded_batches import RecordedBatch
from ladder.words.directions import DIRECTIONS

FEWEST, MOST = 3, 128  # pairs of a batch that is built


@dataclass(frozen=True, eq=False)
class LabBatch:
    """n pairs of an image and a caption; every table is ``(image, caption)``, pair i at row i and column i.

    Attributes:
        split: The split that the items are of.
        image_ids: n names.
        caption_ids: n names.
        texts: n captions; their names where the data set is gone.
        images: ``(n,)`` int64, each image's row in the split; -1 where it is not known.
        similarity: ``(n, n)`` float32.
        relevance: ``(n, n)`` float32 in [0, 1].
        positive: ``(n, n)`` boolean.
    """

    split: str
    image_ids: tuple[str, ...]
    caption_ids: tuple[str, ...]
    texts: tuple[str, ...]
    images: np.ndarray
    similarity: np.ndarray
    relevance: np.ndarray
    positive: np.ndarray

    def __len__(self) -> int:
        return len(self.image_ids)

    def seen_from(self, direction: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """``similarity``, ``relevance`` and ``positive`` as ``(query, candidate)``."""
        tables = (self.similarity, self.relevance, self.positive)
        return tables if direction == DIRECTIONS[0] else tuple(table.T for table in tables)  # type: ignore[return-value]


def from_record(record: RecordedBatch, split: str, data: CaptionedImages | None) -> LabBatch:
    """A recorded batch with its captions and the rows of its pictures.

    Args:
        record: What training kept.
        split: The split it was trained on.
        data: The images and captions of that split; None where the data set is gone.
    """
    text, row = _known(data)
    return LabBatch(
        split=split,
        image_ids=tuple(record.image_ids),
        caption_ids=tuple(record.caption_ids),
        texts=tuple(text.get(name, name) for name in record.caption_ids),
        images=np.array([row.get(name, -1) for name in record.image_ids], dtype=np.int64),
        similarity=record.similarity,
        relevance=record.relevance,
        positive=record.positive,
    )


def build(vectors: Embeddings, judge: RelevanceProvider, captions: np.ndarray, image_relevance: str) -> LabBatch:
    """The batch of these captions, each with its image, as a training step would have it under this model.

    Args:
        vectors: Of the split, by the model.
        judge: Of the same captions.
        captions: ``(n,)`` int, rows of the split.
        image_relevance: What stands for an image, ``caption`` or ``mean``, as the run was trained.

    Raises:
        QueryError: If there are fewer than 3 or more than 128.
    """
    if not FEWEST <= len(captions) <= MOST:
        raise QueryError(f"a batch takes {FEWEST} to {MOST} pairs of an image and a caption, got {len(captions)}")
    from ladder.training.batch import across  # which loads torch

    images = vectors.caption_image[captions]
    positive, relevance = across(judge, captions, image_relevance)
    return LabBatch(
        split=vectors.split,
        image_ids=tuple(vectors.image_ids[image] for image in images),
        caption_ids=tuple(vectors.caption_ids[caption] for caption in captions),
        texts=tuple(vectors.texts[caption] for caption in captions),
        images=images,
        similarity=vectors.images[images] @ vectors.captions[captions].T,
        relevance=relevance,
        positive=positive,
    )


def at_random(vectors: Embeddings, count: int, seed: int) -> np.ndarray:
    """``(count,)`` captions drawn without repetition, as training draws a batch; all of them where there are fewer."""
    return np.random.default_rng(seed).permutation(len(vectors.texts))[:count]


def picked(vectors: Embeddings, names: Sequence[str]) -> np.ndarray:
    """The captions that are named, in this order, each once; an image stands for its first caption.

    Raises:
        QueryError: If a name is neither an image's nor a caption's; the text names the nearest.

    Example:
        >>> items = {"image_ids": ["a", "b"], "caption_ids": ["a#0", "a#1", "b#0"], "texts": ["x", "y", "z"]}
        >>> empty = np.zeros((0, 2))
        >>> vectors = Embeddings("test", empty, empty, **items, caption_image=np.array([0, 0, 1]))
        >>> picked(vectors, ["b", "a#1", "b#0"])
        array([2, 1])
    """
    first = np.searchsorted(vectors.caption_image, np.arange(len(vectors.image_ids)))
    rows = dict(zip(vectors.image_ids, first.tolist(), strict=True)) | {
        name: row for row, name in enumerate(vectors.caption_ids)
    }
    for name in names:
        if name not in rows:
            near = _nearest(name, list(rows))
            raise QueryError(f"no image or caption `{name}` in the split `{vectors.split}`; {near}")
    return np.array(list(dict.fromkeys(rows[name] for name in names)), dtype=np.int64)


def _nearest(name: str, known: Sequence[str]) -> str:
    """The end of a message about an unknown name."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"names look like `{known[0]}`"


def _known(data: CaptionedImages | None) -> tuple[dict[str, str], dict[str, int]]:
    """The captions and the rows of the images, by name."""
    if data is None:
        return {}, {}
    return (
        dict(zip(data.caption_ids, data.captions, strict=True)),
        {name: row for row, name in enumerate(data.image_ids)},
    )
