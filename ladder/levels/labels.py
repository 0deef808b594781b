"""What every way of finding levels returns, the check of its tables, and how cuts make levels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False)
class Levels:
    """Levels of relevance of a table of queries and candidates.

    Q queries, C candidates. A level may be empty where the cuts are given rather than found.

    Attributes:
        labels: ``(Q, C)`` int64, 1 (most relevant) to K; -1 where not a candidate.
        k: ``(Q,)`` int64, the number of levels K of each query; 0 where it has no candidate.
        silhouette: ``(Q, k_max + 1)`` float64 in [-1, 1], the mean Silhouette of the best partition
            into 2, 3, … levels at the index of that number; nan where undefined.
        cuts: ``(Q, k_max - 1)`` float64, descending: relevance of at least ``cuts[q, l - 1]`` is
            level l or a more relevant one; nan beyond K - 1.
    """

    labels: np.ndarray
    k: np.ndarray
    silhouette: np.ndarray
    cuts: np.ndarray


def check_tables(relevance: ArrayLike, candidate: ArrayLike | None) -> tuple[np.ndarray, np.ndarray]:
    """Both tables as arrays, relevance of a float type and candidate boolean, or a ValueError that says where."""
    table = np.asarray(relevance)
    if not np.issubdtype(table.dtype, np.floating):
        table = table.astype(np.float64)
    if table.ndim != 2:
        raise ValueError(f"`relevance` must be a (query, candidate) table, got shape {table.shape}")
    mask = np.ones(table.shape, dtype=bool) if candidate is None else np.asarray(candidate)
    if mask.shape != table.shape or mask.dtype != bool:
        raise ValueError(
            f"`candidate` must be a boolean table of shape {table.shape}, got {mask.dtype} of shape {mask.shape}"
        )
    wrong = np.argwhere(~((table >= 0) & (table <= 1)))  # nan is neither
    if len(wrong):
        row, column = wrong[0]
        raise ValueError(f"`relevance` must lie in [0, 1], got {table[row, column]} in row {row}, column {column}")
    return table, mask


def levels_from_cuts(relevance: np.ndarray, candidate: np.ndarray, cuts: np.ndarray, silhouette: np.ndarray) -> Levels:
    """The levels that each query's own cuts make, ``cuts`` and ``silhouette`` as in :class:`Levels`."""
    has_any = candidate.sum(axis=1) > 0
    labels = np.ones(relevance.shape, dtype=np.int64)
    for cut in cuts.T:
        labels += relevance < cut[:, None]  # a nan cut adds nothing
    labels[~candidate] = -1
    return Levels(
        labels=labels,
        k=np.where(has_any, 1 + np.isfinite(cuts).sum(axis=1), 0),
        silhouette=np.where(has_any[:, None], silhouette, np.nan),
        cuts=np.where(has_any[:, None], cuts, np.nan).astype(np.float64),
    )
