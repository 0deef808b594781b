"""The nearest items of a query, in order."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict

import numpy as np

from ladder.levels import adaptive_levels

if TYPE_CHECKING:
    from ladder.runs.embeddings import Embeddings

LEVEL_COLOURS = 5  # that an ordered palette keeps apart

Among = Literal["images", "captions"]
ExactMatch = Literal["kept", "hidden"]


@dataclass(frozen=True)
class Ranking:
    """The k nearest items of a query, nearest first.

    Attributes:
        query: The words, the file's name or the item's id.
        kind: What the query is: ``text``, ``photo``, or an ``image`` or ``caption`` of the gallery.
        among: What was searched: ``images`` or ``captions``.
        split: The split whose items were searched.
        items: ``(k,)`` int, their numbers in the split.
        ids: Their ids.
        images: ``(k,)`` int, the image of each (for an image, itself).
        texts: A caption of each: its own, or an image's first.
        similarity: ``(k,)`` float in [-1, 1], descending.
        relevance: ``(k,)`` float in [0, 1]; None where nobody can judge.
        levels: ``(k,)`` int, see :func:`query_levels`, cut in the whole gallery; None where nobody can judge.
        ideal: ``(k,)`` relevance of the k most relevant items of the gallery, in the best possible order; None
            likewise.
        ideal_levels: ``(k,)`` int, their levels.
        own: ``(k,)`` bool, whether the item belongs to the query's own image.
        judged_by: The relevance provider, or why there is no relevance.
        ideal_items: ``(k,)`` int, the numbers of the most relevant items in the split.
        unknown_words: Words of the query that the model does not know and that nothing stands for.
        known: Share of its words that the model knows, of those that name something; 1 of what is not in words.
        row: ``(size,)`` the query's unit vector.
        look: ``(14,)`` figures of a photograph's look, :func:`ladder.search.look.figures`; None of another query.
        nearest_words: Words that it does not know either, and the known ones that were searched for in their place.
    """

    query: str
    kind: str
    among: Among
    split: str
    items: np.ndarray
    ids: list[str]
    images: np.ndarray
    texts: list[str]
    similarity: np.ndarray
    relevance: np.ndarray | None
    levels: np.ndarray | None
    ideal: np.ndarray | None
    ideal_levels: np.ndarray | None
    own: np.ndarray
    judged_by: str
    unknown_words: list[str]
    ideal_items: np.ndarray | None = None
    nearest_words: dict[str, str] = field(default_factory=dict)
    known: float = 1.0
    row: np.ndarray = field(default_factory=lambda: np.zeros(0))
    look: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.items)

    @property
    def in_order(self) -> float:
        """Share of the pairs of different relevance in which the more relevant item stands first; nan without pairs.

        Example:
            A list of relevance .9, .2, .2, .5 has five such pairs, three of them in order.

            >>> import numpy as np
            >>> share_in_order(np.array([0.9, 0.2, 0.2, 0.5]))
            0.6
        """
        return float("nan") if self.relevance is None else share_in_order(self.relevance)

    def rows(self) -> list[dict[str, Any]]:
        """A dict a rank, fit for JSON; ranks from 1."""
        return [
            {
                "rank": place + 1,
                "id": self.ids[place],
                "similarity": round(float(self.similarity[place]), 4),
                "relevance": None if self.relevance is None else round(float(self.relevance[place]), 4),
                "level": None if self.levels is None else int(self.levels[place]),
                "own": bool(self.own[place]),
                "caption": self.texts[place],
            }
            for place in range(len(self))
        ]


def share_in_order(relevance: np.ndarray) -> float:
    """Share of the pairs of different relevance in which the more relevant item stands first; nan without such pairs.

    Args:
        relevance: ``(k,)`` in the order of a ranking.
    """
    falls = relevance[:, None] - relevance[None, :]
    before = np.triu(np.ones(falls.shape, dtype=bool), k=1)
    right, wrong = np.count_nonzero(before & (falls > 0)), np.count_nonzero(before & (falls < 0))
    return float(right / (right + wrong)) if right + wrong else float("nan")


class Listed(NamedTuple):
    """What items of a split are; the fields of :class:`Ranking` of these names."""

    ids: list[str]
    images: np.ndarray
    texts: list[str]


def listed(vectors: "Embeddings", among: Among, items: np.ndarray) -> Listed:
    """What some images or captions of a split are.

    Args:
        vectors: The split's.
        among: What the items are.
        items: ``(k,)`` int, their numbers.
    """
    if among == "captions":
        ids, images, texts = vectors.caption_ids, vectors.caption_image[items], items
    else:
        ids, images, texts = vectors.image_ids, items, np.searchsorted(vectors.caption_image, items)
    return Listed([ids[row] for row in items], images, [vectors.texts[row] for row in texts])


def query_levels(relevance: np.ndarray, own: np.ndarray, candidate: np.ndarray | None = None) -> np.ndarray:
    """The level of each candidate to its query: the one rule, whatever shows it.

    The query's own items take no part in :func:`ladder.levels.adaptive_levels`. What has relevance 0 does, and is on no
    level: the cuts are those of the whole gallery.

    Args:
        relevance: ``(query, candidate)`` in [0, 1].
        own: ``(query, candidate)`` bool, the query's own items.
        candidate: ``(query, candidate)`` bool; what it leaves out is on no level. None for all.

    Returns:
        ``(query, candidate)`` int64: 0 own, 1 … K from most to least relevant, K at most ``LEVEL_COLOURS``; -1 not
        relevant.

    Example:
        >>> relevance = np.array([[1.0, 0.9, 0.2, 0.1, 0.0]])
        >>> query_levels(relevance, relevance == 1)
        array([[ 0,  1,  2,  2, -1]])
    """
    others = ~own if candidate is None else candidate & ~own
    labels = adaptive_levels(relevance, others, k_max=LEVEL_COLOURS).labels.astype(np.int64)
    return np.where(own, 0, np.where(relevance > 0, labels, -1))


class Judgement(TypedDict):
    """What a judge says of a ranking; the fields of :class:`Ranking` of these names."""

    relevance: np.ndarray | None
    levels: np.ndarray | None
    ideal: np.ndarray | None
    ideal_levels: np.ndarray | None
    ideal_items: np.ndarray | None


def judgement(relevance: np.ndarray | None, own: np.ndarray, hidden: np.ndarray, items: np.ndarray) -> Judgement:
    """Relevance and levels of what was found, and of what would stand there in the best possible order.

    Args:
        relevance: ``(N,)`` in [0, 1], of the whole gallery to the query; None where nobody can judge.
        own: ``(N,)`` bool, the query's own items: level 0.
        hidden: ``(N,)`` bool, items that are left out of the gallery.
        items: ``(k,)`` the items found, in order.
    """
    if relevance is None:
        return Judgement(relevance=None, levels=None, ideal=None, ideal_levels=None, ideal_items=None)
    labels = query_levels(relevance[None], own[None], ~hidden[None])[0]
    worth = np.where(hidden, -np.inf, relevance + own)  # the own pair is best of all
    best = np.argsort(-worth, kind="stable")[: len(items)]
    return Judgement(
        relevance=relevance[items],
        levels=labels[items],
        ideal=relevance[best],
        ideal_levels=labels[best],
        ideal_items=best,
    )


def exact_search(
    query: np.ndarray, gallery: np.ndarray, k: int, hidden: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The k most similar rows of a gallery, exactly.

    Args:
        query: ``(size,)`` unit vector.
        gallery: ``(N, size)`` unit rows.
        k: At most this many.
        hidden: Row numbers that are passed over; none by default.

    Returns:
        Their row numbers and similarities, at most k and all that are not hidden, descending; equal ones in the
        gallery's order.

    Example:
        >>> rows, similarity = exact_search(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]]), k=2)
        >>> rows, similarity
        (array([1, 2]), array([1. , 0.6]))
    """
    similarity = gallery @ query
    rows = np.argsort(-similarity, kind="stable")
    rows = (rows if hidden is None else rows[~np.isin(rows, hidden)])[:k]
    return rows, similarity[rows]
