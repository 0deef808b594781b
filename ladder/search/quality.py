"""How much of what a gallery could give stands on top of a ranking, and whose of two rankings is better.

The gallery's own best is the measure: twenty pictures without a cat may be in perfect order.
"""

import numpy as np

from ladder.metrics.graded import ndcg_of
from ladder.metrics.ranked import Ranked
from ladder.search.ranking import Ranking
from ladder.words.outcomes import AtAQuery

DEPTH = 80  # ranks: deep enough to agree with the first 100, and with the dozen that one sees
TOP, RELEVANT = 20, 0.15  # the gallery's best, and the mean relevance below which nothing in it answers a query
CLOSE = 0.02  # a difference that nobody sees


def share(ranking: Ranking) -> float:
    """What a ranking has of what the gallery could give: nDCG of its first ``DEPTH``, with the relevance as the gain.

    Args:
        ranking: At least ``DEPTH`` long, or as long as the gallery.

    Returns:
        In [0, 1], 1 for the best possible order; nan where nobody judges, or nothing has any relevance.
    """
    if ranking.relevance is None or ranking.ideal is None:
        return float("nan")
    found, best = (np.asarray(each[None, :DEPTH], dtype=float) for each in (ranking.relevance, ranking.ideal))
    return float(ndcg_of(Ranked(ranking.similarity[None, :DEPTH], found, best, None))[0, -1])


def is_answerable(ranking: Ranking) -> bool:
    """Whether the gallery has what is asked for: the mean relevance of its best ``TOP``, or of all, is ``RELEVANT``.

    Where nobody judges it is not known to have it.
    """
    return ranking.ideal is not None and float(ranking.ideal[:TOP].mean()) >= RELEVANT


def better(first: float, second: float) -> AtAQuery:
    """How the second of two shares stands to the first.

    Example:
        >>> better(0.34, 0.81), better(0.62, 0.61)
        ('better', 'equal')
    """
    if abs(second - first) <= CLOSE:
        return "equal"
    return "better" if second > first else "worse"
