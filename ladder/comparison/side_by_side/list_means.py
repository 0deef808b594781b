"""Means along the list of two sides: as the evaluations keep them, or of some of the queries."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ladder.comparison.side_by_side.lists import Beside
from ladder.evaluation.bootstrap import ENDS, Bootstrap
from ladder.evaluation.from_ranks import recalled
from ladder.figures.along_list import Curve
from ladder.metrics.coherence import coherent_score_of
from ladder.metrics.ranked import Ranked

RESAMPLES, DEEPEST_RECALL = 400, 100
IDEAL = "ideal order"


def kept_curves(
    sides: Sequence[Sequence[Mapping[str, Any]]], names: Sequence[str], direction: str, kind: str
) -> list[Curve]:
    """A curve of each side over all its queries; none where an evaluation keeps none.

    Of several runs the curve is their mean, and its band reaches from their lowest interval to their highest.

    Args:
        sides: The reports of each run of each side.
        names: Of the sides.
        direction: Who asks.
        kind: A curve of docs/evaluation.md.
    """
    found = []
    for name, reports in zip(names, sides, strict=True):
        tables = [report.get("curves", {}).get(direction, {}).get(kind) for report in reports]
        if any(table is None for table in tables):
            return []
        edges = [
            _over(tables, edge, combine) for edge, combine in (("low", np.min), ("high", np.max)) if edge in tables[0]
        ]
        found.append(Curve(name, np.array(tables[0]["k"]), _over(tables, "mean", np.mean), *edges))
    return found


def curves_of(
    pair: Beside,
    ranks: Sequence[np.ndarray] | None,
    names: Sequence[str],
    rows: np.ndarray,
    kind: str,
    *,
    seed: int = 0,
) -> list[Curve]:
    """The curves of some of the queries, as deep as the lists go; none of a kind that needs another judge.

    Args:
        pair: Both runs' lists.
        ranks: ``(query,)`` a side, of the first own item, from 0; None where no query has one.
        names: Of the sides.
        rows: ``(row,)`` the queries, at least one.
        kind: As in :func:`kept_curves`.
        seed: Of the resamples of images.
    """
    image, place = np.unique(pair.image[rows], return_inverse=True)
    bootstrap = Bootstrap([np.arange(len(image))], RESAMPLES, np.random.default_rng(seed))
    found = []
    for side, name in enumerate(names):
        if kind == "relevance":
            at, table = _from(1, pair.sides[side].relevance[rows])
        elif kind == "ideal_relevance":
            at, table = _from(1, pair.ideal[rows])
        elif kind == "cs":
            at, table = _from(2, _coherence(pair, side, rows)[:, 1:])
        elif kind == "recall" and ranks is not None:
            at = np.arange(1, DEEPEST_RECALL + 1)
            table = recalled(ranks[side][rows], at)
        else:
            return []
        means = bootstrap.means(table, place)
        low, high = np.nanpercentile(means[1:], ENDS, axis=0)
        found.append(Curve(name, at, means[0], low, high))
    return found


def _coherence(pair: Beside, side: int, rows: np.ndarray) -> np.ndarray:
    lists = pair.sides[side]
    ranked = Ranked(lists.similarity[rows], lists.relevance[rows], pair.ideal[rows], None)
    return coherent_score_of(ranked)


def _from(first: int, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The K of the columns, counted from ``first``."""
    return np.arange(first, first + table.shape[1]), table


def _over(tables: Sequence[Mapping[str, Sequence[float | None]]], edge: str, combine: Any) -> np.ndarray:
    """One line of several stored curves together; what is null is a gap."""
    stacked = np.array([table[edge] for table in tables], dtype=float)
    combined: np.ndarray = combine(stacked, axis=0)
    return combined
