"""What a story about two runs is told with: a query that shows the point, and the items that show it."""

from typing import NamedTuple

import numpy as np

from ladder.runs.samples import Samples
from ladder.search.ranking import Ranking

DIRECTION, FIGURE = "caption_to_image", "cs@100"
EARLY = 10  # ranks that everybody looks at


class Misplaced(NamedTuple):
    """Two items of a ranking that stand the wrong way round, as places from 0.

    Attributes:
        early: The least relevant item among the first ``EARLY``; of equal ones the first.
        late: The last item more relevant than all of those but the query's own; None where there is none.
    """

    early: int
    late: int | None


def telling_query(first: Samples, second: Samples | None = None) -> int:
    """The caption that shows best how the second run differs: both find its image first, if any do.

    Of those, the one with the largest gain of CS@100 from the first run to the second; of equal ones the first. Of one
    run alone, the caption found first with the lowest CS@100.

    Args:
        first: Values per query of one run.
        second: Of the other, of the same queries.

    Returns:
        The caption's row in its split.
    """
    a = first[DIRECTION]
    b = a if second is None else second[DIRECTION]
    gain = -a[FIGURE] if second is None else b[FIGURE] - a[FIGURE]
    rank = np.maximum(a["rank"], b["rank"])
    worth = np.where(rank == rank.min(), np.nan_to_num(gain, nan=-np.inf), -np.inf)
    return int(a["query"][np.argmax(worth)])


def misplaced(ranking: Ranking) -> Misplaced | None:
    """What a reader of the list would find odd; None where nobody judges, or all of it is in order."""
    if ranking.relevance is None:
        return None
    relevance = np.where(ranking.own, np.inf, ranking.relevance)
    head = relevance[:EARLY]
    early = int(np.argmin(head))
    later = np.flatnonzero(relevance[EARLY:] > np.max(head[np.isfinite(head)], initial=-np.inf)) + EARLY
    if not len(later) and not np.any(relevance[EARLY:] > head[early]):
        return None
    return Misplaced(early, int(later[-1]) if len(later) else None)
