"""Levels found in the relevance itself: exact 1-D k-means, and as many levels as the Silhouette favours."""

from typing import Any, Literal

from ladder.levels.labels import Levels, levels_from_cuts
from ladder.levels.partitions import best_partitions
from ladder.levels.tables import Table, ascending, namespace, read_tables
from ladder.levels.ties import EQUAL_SILHOUETTE

MOST_LEVELS = 8

Scope = Literal["query", "batch"]


def adaptive_levels(
    relevance: Table,
    candidate: "Table | None" = None,
    *,
    k_min: int = 2,
    k_max: int = 4,
    min_silhouette: float | None = None,
    scope: Scope = "query",
) -> Levels:
    r"""Finds for each query how many levels its candidates' relevance falls into, and where they lie.

    For each K the values are split exactly as k-means would have it at best, with the least inertia
    :math:`\sum_l \sum_{i \in l} (R_i - \bar R_l)^2`; K is the one with the largest mean Silhouette
    :math:`(b - a) / \max(a, b)`, where a and b are a candidate's mean gap to its own and to the nearest other
    level [1].

    * Of equally large Silhouettes the smallest K is taken; of equally good partitions into K (quantised relevance
      has them) the one with the larger Silhouette, then with fewer candidates in level 1, then in level 2, and so on.
      Equal relevance is always in the same level.
    * K is at most the number of distinct values and of candidates less one, whatever ``k_min`` says. A query whose
      candidates are all equally relevant, or that has only one or two, has one level; one without candidates has none.
    * One level has no Silhouette. With ``k_min=1`` it counts as 0, and is taken where no split is better.

    Args:
        relevance: ``(Q, C)`` in [0, 1], an array or a torch tensor on any device; asymmetric is right. Computed with
            in float64, where it lies.
        candidate: ``(Q, C)`` boolean, what is clustered: not the query's own pair, nor other captions of the same
            image. Everything by default.
        k_min: Fewest levels, at least 1.
        k_max: Most levels, at most 8.
        min_silhouette: A query whose best mean Silhouette lies below has one level; None for no such floor.
        scope: ``query``: every query has a K and cuts of its own. ``batch``: one K and one set of cuts, from the
            values of all candidates of all queries.

    Returns:
        Arrays, or tensors on the device of ``relevance``. A cut lies midway between the lowest value of a level and the
        highest of the next.

    Raises:
        ValueError: If a table or an option is not as described; the text names the row and column.

    References:
        [1] Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
            Journal of Computational and Applied Mathematics 20, 1987.

    Example:
        >>> levels = adaptive_levels([[0.90, 0.88, 0.50, 0.48, 0.12, 0.11, 0.10]])
        >>> levels.labels, levels.k
        (array([[1, 1, 2, 2, 3, 3, 3]]), array([3]))
        >>> levels.silhouette.round(3)
        array([[  nan,   nan, 0.684, 0.956, 0.684]])
        >>> levels.cuts
        array([[0.69, 0.3 ,  nan]])
    """
    check_options(k_min, k_max, min_silhouette, scope)
    tables = read_tables(relevance, candidate)
    cuts, silhouette = best_partitions(ascending(tables, whole=scope == "batch"), k_max)
    k = _choose(silhouette, k_min, min_silhouette)
    chosen = cuts[tables.xp.arange(len(k), device=k.device), k]
    queries = len(tables.relevance)  # with one K for all, a single row serves them
    return levels_from_cuts(
        tables, *(tables.xp.broadcast_to(part, (queries, part.shape[1])) for part in (chosen, silhouette))
    )


def check_options(k_min: int, k_max: int, min_silhouette: float | None, scope: str) -> None:
    """ValueError unless :func:`adaptive_levels` takes these."""
    if not 1 <= k_min <= k_max <= MOST_LEVELS:
        raise ValueError(f"expected 1 <= `k_min` <= `k_max` <= {MOST_LEVELS}, got {k_min} and {k_max}")
    if min_silhouette is not None and not -1 <= min_silhouette <= 1:
        raise ValueError(f"`min_silhouette` must lie in [-1, 1], got {min_silhouette}")
    if scope not in ("query", "batch"):
        raise ValueError(f"`scope` must be `query` or `batch`, got `{scope}`")


def _choose(silhouette: Any, k_min: int, min_silhouette: float | None) -> Any:
    """(Q,): the smallest K, at least ``k_min`` as far as the values allow, whose Silhouette is the largest."""
    xp = namespace(silhouette)
    numbers = xp.arange(silhouette.shape[1], device=silhouette.device)
    most = xp.amax(xp.where(xp.isfinite(silhouette), numbers, 1), 1)
    scores = xp.where(numbers == 1, 0.0, silhouette)
    scores = xp.where(xp.isfinite(scores) & (numbers >= xp.clip(most, None, k_min)[:, None]), scores, -xp.inf)
    best = xp.amax(scores, 1)
    k = xp.amin(xp.where(scores >= best[:, None] - EQUAL_SILHOUETTE, numbers, MOST_LEVELS), 1)
    return k if min_silhouette is None else xp.where(best < min_silhouette - EQUAL_SILHOUETTE, 1, k)
