"""What every way of finding levels returns, and how cuts make levels."""

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from ladder.levels.tables import Tables


@dataclass(frozen=True, eq=False)
class Levels:
    """Levels of relevance of a table of queries and candidates.

    Q queries, C candidates. A level may be empty where the cuts are given rather than found. Arrays where the
    relevance was one; torch tensors on its device where it was a tensor.

    Attributes:
        labels: ``(Q, C)`` int64, 1 (most relevant) to K; -1 where not a candidate.
        k: ``(Q,)`` int64, the number of levels K of each query; 0 where it has no candidate.
        silhouette: ``(Q, k_max + 1)`` float64 in [-1, 1], the mean Silhouette of the best partition
            into 2, 3, … levels at the index of that number; nan where undefined.
        cuts: ``(Q, k_max - 1)`` float64, descending: relevance of at least ``cuts[q, l - 1]`` is
            level l or a more relevant one; nan beyond K - 1.
    """

    labels: Any
    k: Any
    silhouette: Any
    cuts: Any


def levels_from_cuts(tables: Tables, cuts: Any, silhouette: Any) -> Levels:
    """The levels that each query's own cuts make, ``cuts`` and ``silhouette`` as in :class:`Levels`."""
    xp = tables.xp
    has_any = tables.candidate.any(1)
    labels = xp.where(tables.candidate, 1, -1)
    for cut in cuts.T:
        labels += tables.candidate & (tables.relevance < cut[:, None])  # a nan cut adds nothing
    found = (
        labels,
        xp.where(has_any, 1 + xp.isfinite(cuts).sum(1), 0),
        xp.where(has_any[:, None], silhouette, xp.nan),
        xp.where(has_any[:, None], cuts, xp.nan),
    )
    if tables.tensors and xp is np:
        found = tuple(map(sys.modules["torch"].from_numpy, found))
    return Levels(*found)
