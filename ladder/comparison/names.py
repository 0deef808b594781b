"""What a figure's name says: who judges it, which way is better, how it is written."""

from collections.abc import Iterable

from ladder.errors import RunError, hint
from ladder.runs.samples import SECOND

MATCHES = ("recall@", "r_precision", "map@", "rank", "mean_rank", "median_rank", "rsum")  # need no judge
GRADED = ("cs@100", "cs@1000", "ndcg@50", "mean_relevance@10")
USUAL = ("recall@1", "recall@5", "recall@10", "rsum", "median_rank", *GRADED, *(SECOND + name for name in GRADED))
TITLES = {
    "recall": "R",
    "r_precision": "R-Precision",
    "map": "mAP",
    "cs": "CS",
    "ndcg": "nDCG",
    "somers_d": "Somers' D",
}


def title(name: str) -> str:
    """The figure as people write it.

    Example:
        >>> title("recall@5"), title("second/cs@100"), title("mean_relevance@10")
        ('R@5', 'CS@100, 2nd judge', 'mean relevance@10')
    """
    stem, at, cut = name.removeprefix(SECOND).partition("@")
    judge = ", 2nd judge" if name.startswith(SECOND) else ""
    return TITLES.get(stem, stem.replace("_", " ")) + at + cut.replace("r", "R") + judge


def lower_is_better(name: str) -> bool:
    """Whether a smaller value is the better one: of ranks and violations.

    Example:
        >>> lower_is_better("median_rank"), lower_is_better("ndcg@10")
        (True, False)
    """
    stem = name.removeprefix(SECOND).partition("@")[0]
    return stem.endswith(("rank", "violation"))


def is_judged(name: str) -> bool:
    """Whether the figure depends on a judge of relevance, and not on the true matches alone.

    Example:
        >>> is_judged("recall@1"), is_judged("cs@10"), is_judged("second/cs@10")
        (False, True, True)
    """
    return not name.startswith(MATCHES)


def is_of_the_data(name: str) -> bool:
    """Whether the figure says nothing of the model: the best that any order could have."""
    return name.removeprefix(SECOND).startswith("ideal_")


def decimals(name: str) -> int:
    """How many decimals are shown: ranks and rsum are large."""
    return 1 if name.endswith("rank") or name == "rsum" else 3


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
