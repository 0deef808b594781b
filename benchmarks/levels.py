"""Adaptive levels of a 128 x 128 batch, K in 2 … 4: at least 200 times faster than the usual way, 20 times by torch.

The usual way is that of the published code: for each query and K one k-means by faiss and one Silhouette by
scikit-learn. Scikit-learn's own k-means is shown beside it. Without faiss, which this project does not need, the claims
are not judged. The time of a table of n x n grows no faster than n² log n. All is the processor's time, on one thread.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from unittest.mock import patch

import numpy as np
import torch
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from benchmarks.timing import medians
from ladder.levels import adaptive_levels, partitions

BATCH = 128
SIZES = (128, 256, 512, 1024)
LEVELS = (2, 3, 4)
LEAST = {"numba": 200, "torch": 20}  # times faster than faiss

Clustering = Callable[[np.ndarray, int], np.ndarray]
Way = Callable[[np.ndarray], object]


def uniform(n: int) -> np.ndarray:
    """Nothing to find: what the published code was timed with."""
    return np.random.default_rng(0).random((n, n), dtype=np.float32)


def sentences(n: int) -> np.ndarray:
    """As cosines of MiniLM's vectors of captions: a third is 0 or below, a tenth above 0.25."""
    generator = np.random.default_rng(0)
    topic = generator.normal(size=(12, 64))[generator.integers(0, 12, n)]
    return cosines(0.45 * generator.normal(size=64) + 0.6 * topic + generator.normal(size=(n, 64)))


def words(n: int) -> np.ndarray:
    """As TF-IDF's of captions without stop words: six of seven pairs share no word and are 0, many others are equal."""
    generator = np.random.default_rng(0)
    chance = 1 / np.arange(8, 3008)  # Zipf's, the commonest left out
    counts = generator.multinomial(7, chance / chance.sum(), size=n) > 0
    return cosines(counts * (1 + np.log((1 + n) / (1 + counts.sum(axis=0)))))


def cosines(vectors: np.ndarray) -> np.ndarray:
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.clip(vectors @ vectors.T, 0, 1).astype(np.float32)


def by_sklearn(values: np.ndarray, k: int) -> np.ndarray:
    return KMeans(k, n_init=1, random_state=0).fit_predict(values)


def by_faiss(values: np.ndarray, k: int) -> np.ndarray:
    import faiss

    faiss.omp_set_num_threads(1)
    clusters = faiss.Kmeans(1, k, seed=123, min_points_per_centroid=2, max_points_per_centroid=128)
    clusters.train(values)
    return clusters.index.search(values, 1)[1][:, 0]


def usual(clustering: Clustering, relevance: np.ndarray) -> list[int]:
    """K of each query; those with too few distinct values, where it fails, are left out."""
    rows = (np.delete(row, query)[:, None] for query, row in enumerate(relevance))
    return [best_k(clustering, values) for values in rows if len(np.unique(values)) > LEVELS[-1]]


def best_k(clustering: Clustering, values: np.ndarray) -> int:
    return max(LEVELS, key=lambda k: silhouette_score(values, clustering(values, k)))


def ours(relevance: np.ndarray) -> np.ndarray:
    return adaptive_levels(relevance, ~np.eye(len(relevance), dtype=bool), k_min=LEVELS[0], k_max=LEVELS[-1]).k


@contextmanager
def without_numba() -> Iterator[None]:
    with patch.object(partitions, "_compiled", return_value=None):
        yield


def by_torch(relevance: np.ndarray) -> np.ndarray:
    with without_numba():
        return ours(relevance)


def compare(relevance: np.ndarray) -> None:
    """Prints how many times faster than the usual way."""
    ways: dict[str, Way] = {"numba": ours, "torch": by_torch, "scikit-learn": partial(usual, by_sklearn)}
    if find_spec("faiss"):
        ways["faiss"] = partial(usual, by_faiss)
    seconds = medians({name: partial(way, relevance) for name, way in ways.items()}, 5, time.process_time)
    print("   ", ", ".join(f"{name} {1000 * time:.1f} ms" for name, time in seconds.items()))
    for name, least in LEAST.items():
        others = {other: seconds[other] / seconds[name] for other in ("faiss", "scikit-learn") if other in seconds}
        claim = f"(claim: {least} x faiss)" if "faiss" in others else "(no faiss here to judge by)"
        print(f"    {name}:", ", ".join(f"{ratio:.0f} x faster than {other}" for other, ratio in others.items()), claim)


def grow(kind: Callable[[int], np.ndarray]) -> None:
    """Prints the time over n² log n, that of the smallest table being 1."""
    tables = {n: kind(n) for n in SIZES}
    ways: dict[str, Way] = {"numba": ours, "torch": by_torch}
    for name, way in ways.items():
        seconds = medians({n: partial(way, table) for n, table in tables.items()}, 3, time.process_time)
        share = {n: time / (n * n * np.log(n)) for n, time in seconds.items()}
        ratios = ", ".join(f"n = {n}: {share[n] / share[SIZES[0]]:.2f}" for n in SIZES)
        print(f"    {name}: time / (n² log n) {ratios} (claim: at most 1)")


def main() -> None:
    """Prints the ratios and the growth for each kind of relevance."""
    torch.set_num_threads(1)
    with threadpool_limits(1):
        for kind in (uniform, sentences, words):
            print(f"{kind.__name__}: {BATCH} x {BATCH}, K in {LEVELS[0]} … {LEVELS[-1]}, one thread")
            compare(kind(BATCH))
            grow(kind)
