"""The two clusterings against each other, and against independent ones."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import kmeans1d
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import silhouette_score

from ladder.levels import adaptive_levels, batched, partitions
from tests.levels import reference
from tests.levels.ways import arrays, need_numba, without_numba


def compiled(ordered, k_max):
    need_numba()
    return partitions._compiled()(ordered, k_max)


def by_torch(ordered, k_max):
    return tuple(part.numpy() for part in batched.best_partitions(torch.from_numpy(ordered), k_max))


@pytest.fixture(scope="module", params=[compiled, by_torch], ids=lambda clustering: clustering.__name__)
def best_partitions(request):
    return request.param


def split(values, cuts):
    """The values of each level, ascending, the most relevant level first; a nan cut parts nothing."""
    label = (values[:, None] < cuts).sum(axis=1)
    return [np.sort(values[label == level]).tolist() for level in range(np.isfinite(cuts).sum() + 1)]


def grades(n, parts=10):
    """Rows of up to n values, few of them distinct."""
    shape = st.tuples(st.integers(1, 3), st.integers(1, n))
    return hnp.arrays(np.int64, shape, elements=st.integers(0, parts)).map(lambda table: np.sort(table / parts, axis=1))


@given(ordered=grades(9))
@settings(max_examples=100, deadline=None)
def test_the_best_of_all_partitions(best_partitions, ordered):
    cuts, silhouette = best_partitions(ordered, 5)
    for row, values in enumerate(ordered):
        most = min(5, len(set(values)), len(values) - 1)
        for k in range(2, most + 1):
            best = reference.best_partition(values.tolist(), k)
            assert split(values, cuts[row, k]) == [sorted(level) for level in best]
            assert silhouette[row, k] == pytest.approx(reference.mean_silhouette(best), abs=1e-9)
            edges = [(min(upper) + max(lower)) / 2 for upper, lower in pairwise(best)]
            assert cuts[row, k].tolist() == pytest.approx(edges + [np.nan] * (5 - k), nan_ok=True, abs=1e-12)
        assert np.isnan(silhouette[row, max(most, 1) + 1 :]).all()
        assert np.isnan(cuts[row, max(most, 1) + 1 :]).all()


def test_of_several_choices_that_of_the_first_level_comes_first(best_partitions):
    # {8} {7 6} {5 4} {2 1} {0} and {8 7} {6 5} {4} {2} {1 0} have the same inertia and Silhouette.
    values = np.array([0, 1, 2, 4, 5, 6, 7, 8]) / 8
    expected = [[1.0], [0.75, 0.875], [0.5, 0.625], [0.125, 0.25], [0.0]]
    assert split(values, best_partitions(values[None], 5)[0][0, 5]) == expected
    assert [sorted(level) for level in reference.best_partition(values.tolist(), 5)] == expected


@pytest.mark.parametrize(
    ("values", "k", "equal"),
    [
        (np.array([0, 1, 2, 3, 5, 6]) / 8, 4, 4),  # the last of them in the order of preference is the best
        (np.array([0, 3, 4, 4, 4, 5, 5, 5, 6, 9]) / 9, 2, 5),  # in a single level, five starts
    ],
)
def test_all_equally_good_partitions_are_weighed(best_partitions, values, k, equal):
    inertias = [reference.inertia(levels) for levels in reference.partitions(values.tolist(), k)]
    assert np.isclose(inertias, min(inertias), rtol=0, atol=1e-12).sum() == equal
    cuts, silhouette = best_partitions(values[None], k)
    best = reference.best_partition(values.tolist(), k)
    assert split(values, cuts[0, k]) == [sorted(level) for level in best]
    assert silhouette[0, k] == pytest.approx(reference.mean_silhouette(best), abs=1e-12)


def inertia(values, cuts):
    return sum(((np.array(level) - np.mean(level)) ** 2).sum() for level in split(values, cuts))


def draws(n, generator):
    """Rows of very different kinds."""
    yield generator.random(n)
    yield np.clip(generator.normal(0.3, 0.1, n), 0, 1)
    yield generator.beta(0.4, 0.4, n)
    yield np.round(generator.random(n), 1)
    yield np.where(generator.random(n) < 0.7, 0, generator.random(n))
    yield 0.999 + 0.001 * generator.random(n)
    yield np.concatenate([[1.0], 0.5 + 1e-6 * generator.random(n - 1)])


@pytest.mark.parametrize("n", [128, 512])
def test_agrees_with_kmeans1d_and_sklearn(best_partitions, n):
    for values in draws(n, np.random.default_rng(n)):
        cuts, silhouette = best_partitions(np.sort(values)[None], 8)
        for k in range(2, 9):
            clusters, centres = kmeans1d.cluster(values, k)
            least = ((values - np.array(centres)[clusters]) ** 2).sum()
            assert inertia(values, cuts[0, k]) == pytest.approx(least, rel=1e-9, abs=1e-12)
            gaps = abs(values[:, None] - values)  # sklearn's own lose half the digits of close values
            labels = (values[:, None] < cuts[0, k]).sum(axis=1)
            expected = silhouette_score(gaps, labels, metric="precomputed")
            assert silhouette[0, k] == pytest.approx(expected, abs=1e-9)


def test_thousands_of_equally_good_partitions_take_no_time(best_partitions):
    # Beside the one far value all others are equal but for rounding: any split of them is as good.
    close = 0.5 + 1e-10 * np.sort(np.random.default_rng(0).random((30, 299)), axis=1)
    rows = np.concatenate([close, np.ones((30, 1))], axis=1)
    cuts, _ = best_partitions(rows, 8)
    for values, row_cuts in zip(rows, cuts):
        spread = ((values - values.mean()) ** 2).sum()
        for k in range(2, 9):
            assert [len(level) > 0 for level in split(values, row_cuts[k])] == [True] * k
            assert inertia(values, row_cuts[k]) < 1e-13 * spread


SIZES = [1, 2, 3, 5, 16, 17, 18, 33, 128, 257, 258, 300]  # some beside the powers of how many stops are solved at once


@given(
    seed=st.integers(0, 2**32 - 1),
    width=st.sampled_from(SIZES),
    parts=st.sampled_from([1, 3, 10, 100, 10**6]),
    dtype=st.sampled_from([np.float32, np.float64]),
    k_max=st.integers(1, 8),
)
@settings(max_examples=60, deadline=None)
def test_both_give_the_same(seed, width, parts, dtype, k_max):
    generator = np.random.default_rng(seed)
    relevance = (generator.integers(0, parts + 1, (generator.integers(1, 5), width)) / parts).astype(dtype)
    candidate = generator.random(relevance.shape) < generator.choice([0.1, 0.8, 1.0])
    agree(np.sort(np.where(candidate, relevance, np.inf), axis=1).astype(np.float64), k_max)


def agree(ordered, k_max):
    (cuts, silhouette), (expected, expected_silhouette) = compiled(ordered, k_max), by_torch(ordered, k_max)
    np.testing.assert_array_equal(cuts, expected)
    np.testing.assert_allclose(silhouette, expected_silhouette, rtol=0, atol=1e-9)


@pytest.mark.parametrize("k_max", [4, 8])
def test_both_give_the_same_for_a_batch_of_real_size(k_max):
    generator = np.random.default_rng(0)
    table = np.where(np.eye(128, dtype=bool), np.inf, generator.random((128, 128)))
    agree(np.sort(table, axis=1), k_max)
    agree(np.sort(np.round(table, 2), axis=1), k_max)
    agree(np.sort(table.reshape(1, -1), axis=1), k_max)


def test_without_numba_torch_serves(monkeypatch):
    relevance = np.round(np.random.default_rng(1).random((20, 30)), 2)
    levels = adaptive_levels(relevance)
    monkeypatch.setitem(sys.modules, "ladder.levels.compiled", None)
    partitions._compiled.cache_clear()
    try:
        assert partitions._compiled() is None
        without = adaptive_levels(relevance)
    finally:
        partitions._compiled.cache_clear()
    assert isinstance(without.labels, np.ndarray)
    np.testing.assert_array_equal(levels.labels, without.labels)
    np.testing.assert_array_equal(levels.cuts, without.cuts)


def test_with_numba_the_compiled_one_serves_without_holding_python():
    need_numba()
    assert partitions._compiled().__module__ == "ladder.levels.compiled"
    assert partitions._compiled().targetoptions["nogil"]


@pytest.mark.parametrize("way", [arrays, without_numba])
def test_several_threads_at_once_are_right(way):
    tables = list(np.random.default_rng(2).random((24, 64, 40)).round(2))

    def in_threads(method, tables):
        with ThreadPoolExecutor(4) as threads:
            return list(threads.map(method, tables))

    found = way(lambda tables, _: in_threads(adaptive_levels, tables), tables)
    for table, threaded in zip(tables, found):
        alone = way(adaptive_levels, table)
        np.testing.assert_array_equal(threaded.labels, alone.labels)
        np.testing.assert_array_equal(threaded.silhouette, alone.silhouette)
