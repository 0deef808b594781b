"""CS@100 of 1,000 queries is 30 times as fast as a loop of sort and scipy; five cut-offs to 1,000 together 8 times."""

from collections.abc import Iterable
from functools import partial

import numpy as np
import scipy.stats

from benchmarks.timing import medians
from ladder.metrics import coherent_score_of, coherent_score_samples, rank_candidates

QUERIES = 1000
GALLERIES = (1000, 5000)  # one caption an image, and all five
CLAIMS = (("CS@100", (100,), 30), ("five cut-offs", (10, 50, 100, 200, 1000), 8))


def make_tables(candidates: int) -> tuple[np.ndarray, np.ndarray]:
    """Similarity and relevance that follow each other loosely, with the ties of quantised relevance."""
    generator = np.random.default_rng(0)
    shared, own, other = generator.standard_normal((3, QUERIES, candidates), dtype=np.float32)
    return (shared + own) / 8, np.round(1 / (1 + np.exp(shared + other)), 3)


def loop(similarity: np.ndarray, relevance: np.ndarray, cuts: tuple[int, ...]) -> np.ndarray:
    """The plain way: a sort a query, then a call of scipy a cut-off; (query, cut-off)."""
    nearest = (np.argsort(-scores, kind="stable")[: max(cuts)] for scores in similarity)
    rows = zip(similarity, relevance, nearest, strict=True)
    return scipy_tau(((scores[columns], degrees[columns]) for scores, degrees, columns in rows), cuts)


def loop_after_our_selection(similarity: np.ndarray, relevance: np.ndarray, cuts: tuple[int, ...]) -> np.ndarray:
    """The loop without its sort: what is left is scipy alone."""
    ranked = rank_candidates(similarity, relevance, k=max(cuts))
    return scipy_tau(zip(ranked.similarity, ranked.relevance, strict=True), cuts)


def scipy_tau(lists: Iterable[tuple[np.ndarray, np.ndarray]], cuts: tuple[int, ...]) -> np.ndarray:
    return np.array([[scipy.stats.kendalltau(s[:k], r[:k]).statistic for k in cuts] for s, r in lists])


def ladder(similarity: np.ndarray, relevance: np.ndarray, cuts: tuple[int, ...]) -> np.ndarray:
    """All cut-offs from one pass."""
    if len(cuts) == 1:
        return coherent_score_samples(similarity, relevance, k=cuts[0])[:, None]
    curve = coherent_score_of(rank_candidates(similarity, relevance, k=max(cuts)))
    return curve[:, np.array(cuts) - 1]


def main() -> None:
    """Prints the ratios beside their claims, after a look that all ways give the same figures."""
    for candidates in GALLERIES:
        tables = make_tables(candidates)
        for what, cuts, claim in CLAIMS:
            ways = {way.__name__: partial(way, *tables, cuts) for way in (loop, loop_after_our_selection, ladder)}
            first, *others = (way() for way in ways.values())
            for other in others:
                np.testing.assert_array_equal(other, first)
            seconds = medians(ways, repeats=5)
            ratio, scipy_alone = (seconds[way] / seconds["ladder"] for way in ("loop", "loop_after_our_selection"))
            print(
                f"{QUERIES:,} queries, {candidates:,} candidates, {what}: {ratio:.0f} x a loop of sort and scipy "
                f"(claim: {claim}); {scipy_alone:.0f} x where the loop is given our selection"
            )
            print("".join(f"    {way} {1000 * time:.1f} ms" for way, time in seconds.items()))
