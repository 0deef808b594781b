"""Which figures are read together, where nobody names them."""

from collections.abc import Iterable

from ladder.errors import RunError, hint
from ladder.evaluation.names import RECALLS
from ladder.words.figures import SECOND

GRADED = ("cs@100", "cs@1000", "ndcg@50", "mean_relevance@10")
USUAL = (*RECALLS, "rsum", "median_rank", *GRADED, *(SECOND + name for name in GRADED))


def usual(known: Iterable[str]) -> list[str]:
    """The few figures that matter, of those that are there; all where none is."""
    there = list(known)
    return [name for name in USUAL if name in there] or there


def checked(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The names, if all are known.

    Raises:
        RunError: If one is not; names the nearest.
    """
    there, wanted = set(known), list(names)
    for name in wanted:
        if name not in there:
            raise RunError(f"no figure `{name}`{hint(name, there)}")
    return wanted
