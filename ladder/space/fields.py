"""What items can be coloured by: a value an item, images first; nan or -1 where an item has none."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ladder.runs.embeddings import Embeddings
from ladder.runs.samples import Samples
from ladder.search.ranking import Ranking, query_levels
from ladder.words.directions import DIRECTIONS

IMAGE, CAPTION = 0, 1  # kinds


def kinds(images: int, captions: int) -> np.ndarray:
    """What each item is, ``(N + M,)`` int8: 0 an image, 1 a caption.

    Example:
        >>> kinds(2, 3)
        array([0, 0, 1, 1, 1], dtype=int8)
    """
    return np.repeat(np.array([IMAGE, CAPTION], dtype=np.int8), [images, captions])


def per_query(samples: Samples, figure: str, images: int, captions: int) -> np.ndarray:
    """A figure of each item as a query: an image among captions, a caption among images.

    ``rank`` is that of the first own item, from 0; ``cs@100`` the coherent score.

    Args:
        samples: Of a view in which the split asks itself; where another split asks, the rows are of that one.
        figure: The name of a column.
        images: N.
        captions: M.

    Returns:
        ``(N + M,)`` float32, nan for an item that was no query, and everywhere where there is no such figure.

    Raises:
        ValueError: If a query lies outside the split.

    Example:
        >>> ask = {"query": np.array([1]), "cs@100": np.array([0.5])}
        >>> per_query({"image_to_caption": ask, "caption_to_image": ask}, "cs@100", 2, 3)
        array([nan, 0.5, nan, 0.5, nan], dtype=float32)
    """
    values = []
    for direction, count in zip(DIRECTIONS, (images, captions), strict=True):
        columns, column = samples[direction], np.full(count, np.nan, dtype=np.float32)
        if columns["query"].max(initial=-1) >= count:
            raise ValueError(f"`samples` hold query {columns['query'].max()} of {direction}, there are {count}")
        if figure in columns:
            column[columns["query"]] = columns[figure]
        values.append(column)
    return np.concatenate(values)


def caption_lengths(vectors: Embeddings) -> np.ndarray:
    """The words of each caption, and of an image the mean over its captions, ``(N + M,)`` float32."""
    words = np.array([len(text.split()) for text in vectors.texts], dtype=np.float32)
    owner, images = vectors.caption_image, len(vectors.image_ids)
    mean = np.bincount(owner, words, images) / np.bincount(owner, minlength=images)
    return np.concatenate([mean.astype(np.float32), words])


@dataclass(frozen=True, eq=False)
class Asked:
    """What a query is to every item of a split.

    Attributes:
        similarity: ``(N + M,)`` float32; nan where an item was not searched.
        relevance: ``(N + M,)`` float32; nan where nobody judges it.
        own: ``(N + M,)`` bool, whether the item belongs to the query's own image.
        rank: ``(N + M,)`` int32, the place among the items of its kind, from 0; -1 where it was not searched.
    """

    similarity: np.ndarray
    relevance: np.ndarray
    own: np.ndarray
    rank: np.ndarray


def asked(rankings: Iterable[Ranking], images: int, captions: int) -> Asked:
    """Brings rankings of one query together, at most one among images and one among captions.

    Args:
        rankings: Whole ones: with a ``k`` of all items, so that each has its place.
        images: N.
        captions: M.
    """
    count = images + captions
    similarity, relevance = (np.full(count, np.nan, dtype=np.float32) for _ in range(2))
    own, rank = np.zeros(count, dtype=bool), np.full(count, -1, dtype=np.int32)
    for ranking in rankings:
        items = ranking.items + (images if ranking.among == "captions" else 0)
        similarity[items], own[items], rank[items] = ranking.similarity, ranking.own, np.arange(len(items))
        if ranking.relevance is not None:
            relevance[items] = ranking.relevance
    return Asked(similarity, relevance, own, rank)


def ranks(similarity: np.ndarray, among: np.ndarray | None = None) -> np.ndarray:
    """The place of each item by falling similarity to a query, from 0; equal ones in the items' order.

    Args:
        similarity: ``(items,)``; nan is left out.
        among: ``(items,)`` bool, which ones are ranked; all by default.

    Returns:
        ``(items,)`` int32, -1 for an item that is left out.

    Example:
        >>> ranks(np.array([0.2, 0.9, np.nan, 0.9]))
        array([ 2,  0, -1,  1], dtype=int32)
    """
    chosen = ~np.isnan(similarity) if among is None else among & ~np.isnan(similarity)
    rows = np.flatnonzero(chosen)
    found = np.full(len(similarity), -1, dtype=np.int32)
    found[rows[np.argsort(-similarity[rows], kind="stable")]] = np.arange(len(rows))
    return found


def levels_to(relevance: np.ndarray, kinds: np.ndarray, own: np.ndarray | None = None) -> np.ndarray:
    """The level of each item to one query, by :func:`ladder.search.ranking.query_levels` within its kind.

    Images and captions have cuts of their own, as two searches have: a level is what a search among the kind shows.

    Args:
        relevance: ``(items,)`` in [0, 1]; nan where nobody judges.
        kinds: ``(items,)`` int, see :func:`kinds`.
        own: ``(items,)`` bool, the query's own pair; it takes no part. None by default.

    Returns:
        ``(items,)`` int8: 0 the own pair, 1 … K from most to least relevant, at most 5; -1 not relevant or not judged.

    Example:
        >>> relevance = np.array([1.0, 0.9, 0.1, 0.0, 0.7, 0.65, 0.2])
        >>> levels_to(relevance, np.array([0, 0, 0, 0, 1, 1, 1]), relevance == 1)
        array([ 0,  1,  2, -1,  1,  1,  2], dtype=int8)
    """
    relevance, kinds = np.asarray(relevance), np.asarray(kinds)
    own = np.zeros(len(relevance), dtype=bool) if own is None else own
    judged = ~own & ~np.isnan(relevance)
    candidate = judged & (kinds == np.array([[IMAGE], [CAPTION]]))  # a row a kind
    table = np.broadcast_to(np.where(judged, relevance, 0), candidate.shape)
    labels = query_levels(table, np.broadcast_to(own, candidate.shape), candidate)
    return labels.max(axis=0).astype(np.int8)  # -1 in the other kind's row
