"""The value of every figure for every query of a direction, a block of queries at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ladder import metrics
from ladder.errors import DataError
from ladder.evaluation import names
from ladder.evaluation.names import Figures
from ladder.evaluation.protocols import Block, Gallery, tables
from ladder.levels import adaptive_levels
from ladder.metrics import Ranked
from ladder.relevance import RelevanceProvider
from ladder.search.ranking import ExactMatch
from ladder.words.figures import SECOND

DEEPEST = 1000  # how far down a list is looked at
EVERY, POINTS = 50, 100  # a curve has all K up to the first number, and about so many more

Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Values:
    """What was found for the queries of one direction.

    Attributes:
        image: ``(query,)`` the image that each query is or belongs to.
        query: ``(query,)`` its row.
        columns: By name, ``(query,)``: ``rank`` (of the first own item, from 0) and the figures; nan where undefined.
        curves: By name, the K at which it is given, ``(point,)``, and its values ``(query, point)`` float32.
    """

    image: np.ndarray
    query: np.ndarray
    columns: Columns
    curves: dict[str, tuple[np.ndarray, np.ndarray]]


def values(
    parts: Sequence[Gallery],
    direction: str,
    judges: Sequence[RelevanceProvider],
    *,
    exact_match: ExactMatch,
    owned: bool,
    figures: Figures,
) -> Values:
    """The values of all queries of all galleries.

    Args:
        parts: The galleries.
        direction: Who asks.
        judges: One or two.
        exact_match: Whether own items are in the gallery.
        owned: Whether the queries have own items there, so that the figures of the match are defined.
        figures: Which.

    Raises:
        DataError: If nothing is left to rank.
    """
    depths = [_depth(part, direction, exact_match) for part in parts]
    if min(depths) < 1:
        raise DataError(f"`{parts[0].vectors.split}` has one image, of which nothing is left when its own are hidden")
    at = points(min(depths))
    columns: defaultdict[str, list[np.ndarray]] = defaultdict(list)
    curves: defaultdict[str, list[np.ndarray]] = defaultdict(list)
    for part, depth in zip(parts, depths, strict=True):
        for block in tables(part, direction, judges, exact_match):
            for found, kept in zip(
                _of_block(block, depth, at, owned=owned, figures=figures), (columns, curves), strict=True
            ):
                for name, value in found.items():
                    kept[name].append(value.copy())  # not a view, which would keep the whole table
    asking = [part.queries(direction) for part in parts]
    return Values(
        query=np.concatenate([rows for rows, _ in asking]),
        image=np.concatenate([images for _, images in asking]),
        columns={name: np.concatenate(columns[name]) for name in sorted(columns, key=_place)},
        curves={name: _from_two(name, at, np.concatenate(blocks)) for name, blocks in curves.items()},
    )


def _of_block(block: Block, depth: int, at: np.ndarray, *, owned: bool, figures: Figures) -> tuple[Columns, Columns]:
    """Columns ``(query,)`` and curves ``(query, point)`` of a block, the second judge's with their prefix."""
    columns = _match(block, figures) if owned else {}
    curves: Columns = {}
    if figures != "short":
        columns |= _ladder(block, owned=owned)
    for prefix, relevance in zip(("", SECOND), block.relevance, strict=False):
        ranked = metrics.rank_candidates(block.similarity, relevance, k=depth, candidate=block.candidate)
        lists = _lists(ranked, figures)
        graded = _at_cuts(lists)
        if figures != "short":
            graded |= _correlations(ranked, block, relevance, figures)
            curves |= {prefix + name: curve for name, curve in _curves(ranked, lists, at).items()}
        columns |= {prefix + name: column for name, column in graded.items()}
    return columns, curves


def _match(block: Block, figures: Figures) -> Columns:
    """What only needs to know which items are the query's own."""
    found = {"rank": metrics.match_rank_samples(block.similarity, block.positive)}
    if figures != "short":
        found["r_precision"] = metrics.r_precision_samples(block.similarity, block.positive)
        found["map@r"] = metrics.map_at_r_samples(block.similarity, block.positive)
    return found


def _ladder(block: Block, *, owned: bool) -> Columns:
    """Which rungs of the first judge's adaptive ladder hold, and how much of them; rung 1 is the own items'."""
    labels = adaptive_levels(block.relevance[0], ~block.positive).labels
    if owned:
        labels[block.positive] = 0
    found = {
        "rung_held": metrics.rungs_held_samples(block.similarity, labels, rungs=len(names.RUNGS)),
        "rung_order": metrics.rung_order_samples(block.similarity, labels, rungs=len(names.RUNGS)),
    }
    rungs = names.RUNGS if owned else names.RUNGS[1:]
    return {f"{name}@{rung}": table[:, rung - 1] for name, table in found.items() for rung in rungs}


def _lists(ranked: Ranked, figures: Figures) -> Columns:
    """The figures that one pass gives at every cut-off, ``(query, k)``."""
    if figures == "short":
        return {"cs": metrics.coherent_score_of(ranked)}
    return {
        "cs": metrics.coherent_score_of(ranked),
        "somers_d": metrics.somers_d_of(ranked),
        "ndcg": metrics.ndcg_of(ranked),
        "mean_relevance": metrics.mean_relevance_of(ranked),
        "ideal_relevance": metrics.ideal_relevance_of(ranked),
    }


def _at_cuts(lists: Columns) -> Columns:
    """Each of them at its cut-offs; a shorter list at its end."""
    return {
        f"{name}@{k}": curve[:, min(k, curve.shape[1]) - 1] for name, curve in lists.items() for k in names.CUTS[name]
    }


def _correlations(ranked: Ranked, block: Block, relevance: np.ndarray, figures: Figures) -> Columns:
    """The figures that are computed a cut-off at a time."""
    depth = ranked.relevance.shape[1]
    found = {f"spearman@{k}": metrics.spearman_of(ranked, k=min(k, depth)) for k in names.SPEARMAN_AT}
    common = metrics.rank_candidates(
        block.similarity, relevance, k=min(names.IDEAL_AT, depth), candidate=block.candidate, among="ideal"
    )
    found[f"cs_ideal@{names.IDEAL_AT}"] = metrics.coherent_score_of(common)[:, -1]
    if figures == "all":
        found["rbo"] = metrics.rbo_of(ranked)[:, -1]
        found["tau_ap"] = metrics.tau_ap_of(ranked)[:, -1]
    return found


def _curves(ranked: Ranked, lists: Columns, at: np.ndarray) -> Columns:
    """What is drawn over K or over the ranks, at the points of a curve."""
    whole = {"cs": lists["cs"], "relevance": ranked.relevance, "ideal_relevance": ranked.ideal}
    return {name: table[:, at - 1].astype(np.float32) for name, table in whole.items()}


def _place(name: str) -> tuple[bool, int]:
    """Where a column stands: in the order of the names, the second judge's after the first's."""
    order = ("rank", *names.parts("all"))
    return name.startswith(SECOND), order.index(name.removeprefix(SECOND))


def _from_two(name: str, at: np.ndarray, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The curve, for an order without its first point: one item has none."""
    return (at[1:], table[:, 1:]) if name.endswith("cs") else (at, table)


def points(deepest: int) -> np.ndarray:
    """The K of a curve: all up to 50, then ever fewer, and those of the figures.

    Example:
        >>> points(60)[-4:], len(points(1000))
        (array([57, 58, 59, 60]), 151)
    """
    dense = np.arange(1, min(EVERY, deepest) + 1)
    sparse = np.geomspace(EVERY, deepest, POINTS).round().astype(int) if deepest > EVERY else dense
    marks = [k for k in names.CUTS["cs"] if k <= deepest]
    return np.unique(np.concatenate([dense, sparse, np.array(marks, dtype=int)]))


def _depth(part: Gallery, direction: str, exact_match: ExactMatch) -> int:
    """How many candidates every query has at least, at most as many as are looked at."""
    _, owner = part.candidates(direction)
    own = int(np.unique(owner, return_counts=True)[1].max()) if exact_match == "hidden" else 0
    return min(DEEPEST, len(owner) - own)
