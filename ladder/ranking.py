"""The nearest items of a query, in order."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

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
        own: ``(k,)`` bool, whether the item belongs to the query's own image.
        judged_by: The relevance provider, or why there is no relevance.
        unknown_words: Words of the query that the model does not know.
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
    own: np.ndarray
    judged_by: str
    unknown_words: list[str]

    def __len__(self) -> int:
        return len(self.items)

    def rows(self) -> list[dict[str, Any]]:
        """A dict a rank, fit for JSON; ranks from 1."""
        return [
            {
                "rank": place + 1,
                "id": self.ids[place],
                "similarity": round(float(self.similarity[place]), 4),
                "relevance": None if self.relevance is None else round(float(self.relevance[place]), 4),
                "own": bool(self.own[place]),
                "caption": self.texts[place],
            }
            for place in range(len(self))
        ]


def nearest(
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
        >>> rows, similarity = nearest(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]]), k=2)
        >>> rows, similarity
        (array([1, 2]), array([1. , 0.6]))
    """
    similarity = gallery @ query
    rows = np.argsort(-similarity, kind="stable")
    rows = (rows if hidden is None else rows[~np.isin(rows, hidden)])[:k]
    return rows, similarity[rows]
