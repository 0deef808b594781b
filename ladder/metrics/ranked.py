"""The list that a query retrieves: selected and sorted once, read by every list metric."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypedDict, get_args

import numpy as np

from ladder.metrics.kendall import PairCounts, count_pairs
from ladder.metrics.tables import checked, checked_mask, largest, largest_in_order

TopOf = Literal["model", "ideal"]


class Candidates(TypedDict, total=False):
    """Which candidates a list metric ranks, as :func:`rank_candidates` takes it."""

    candidate: np.ndarray | None
    among: TopOf


@dataclass(frozen=True, eq=False)
class Ranked:
    """The first k candidates of each query in the model's order, and the best that could stand there.

    What several metrics read is computed when the first of them asks, and kept.

    Attributes:
        similarity: ``(query, k)``, descending.
        relevance: ``(query, k)``, of the same candidates.
        gallery: ``(query, candidate)``, the relevance of all.
        candidate: ``(query, candidate)`` bool, which of them count; None for all.
    """

    similarity: np.ndarray
    relevance: np.ndarray
    gallery: np.ndarray
    candidate: np.ndarray | None

    @cached_property
    def ideal(self) -> np.ndarray:
        """``(query, k)``: the k highest degrees of relevance among all candidates, descending."""
        k = self.relevance.shape[1]
        return np.sort(np.partition(self._gallery(-np.inf), -k, axis=1)[:, -k:], axis=1)[:, ::-1]

    @cached_property
    def least(self) -> np.ndarray:
        """``(query,)``: the lowest degree among all candidates."""
        return self._gallery(np.inf).min(axis=1)

    @cached_property
    def pairs(self) -> PairCounts:
        """The pairs of the list, in order, out of order and tied."""
        return count_pairs(self.similarity, self.relevance)

    def _gallery(self, other: float) -> np.ndarray:
        """The relevance of all candidates, and something else where there is none."""
        return self.gallery if self.candidate is None else np.where(self.candidate, self.gallery, other)


def rank_candidates(
    similarity: np.ndarray,
    relevance: np.ndarray,
    *,
    k: int | None = None,
    candidate: np.ndarray | None = None,
    among: TopOf = "model",
) -> Ranked:
    """Selects and sorts the first k candidates of each query, once for all list metrics.

    Each of them has a function that ends in ``_of`` and reads the record, such as
    :func:`~ladder.metrics.coherent_score_of`: ``(query, k)``, the figure at every cut-off. Spearman's rho, which no
    running sum gives, is computed for one cut-off.

    Ties: equal similarities keep the candidates' order, in the list and at its end. Of equally relevant candidates at
    the end of the common set the first are taken, so that the set is the same for every model.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant.
        k: The length of the list; None for as many as every query has.
        candidate: ``(query, candidate)`` bool; what it leaves out is neither ranked nor part of the ideal. None for
            all.
        among: ``model`` ranks the k most similar, a list of the model's own choice. ``ideal`` ranks the k most
            relevant, a set common to all models; a cut-off below k is then the model's first of that set.

    Raises:
        TypeError: If ``candidate`` is not boolean.
        ValueError: If the shapes differ, a table holds nan, ``among`` is unknown, or k is more than some query has.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[0.2, 0.6, 1.0]])
        >>> ranked = rank_candidates(similarity, relevance, k=2)
        >>> ranked.relevance, ranked.ideal
        (array([[0.2, 0.6]]), array([[1. , 0.6]]))
        >>> rank_candidates(similarity, relevance, k=2, among="ideal").relevance
        array([[0.6, 1. ]])
    """
    similarity, relevance = checked("similarity", similarity), checked("relevance", relevance)
    if similarity.shape != relevance.shape:
        raise ValueError(f"`relevance` {relevance.shape} must have the shape of `similarity` {similarity.shape}")
    if among not in get_args(TopOf):
        raise ValueError(f"`among` must be `model` or `ideal`, got `{among}`")
    fewest = similarity.shape[1]
    if candidate is not None:
        candidate = checked_mask("candidate", candidate, similarity)
        fewest = int(candidate.sum(axis=1).min(initial=fewest))
    k = fewest if k is None else k
    if not 1 <= k <= fewest:
        raise ValueError(f"`k` must lie between 1 and {fewest}, the candidates of the query with fewest, got {k}")
    if among == "ideal":
        common = largest(relevance, k, candidate)
        similarity, relevance, candidate = similarity.take(common), relevance.take(common), None
    listed = largest_in_order(similarity, k, candidate)
    return Ranked(similarity.take(listed), relevance.take(listed), relevance, candidate)
