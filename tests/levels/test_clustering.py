"""The two clusterings against each other, and against independent ones."""

import importlib
import sys
from itertools import pairwise

import kmeans1d
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import silhouette_score

from ladder.levels import adaptive, adaptive_levels
from ladder.levels.distinct import distinct_values
from tests.conftest import absent
from tests.levels import reference


@pytest.fixture(scope="module", params=["compiled", "vectorised"])
def best_partitions(request):
    if request.param == "compiled" and importlib.util.find_spec("numba") is None:
        absent("numba is not installed")
    return importlib.import_module(f"ladder.levels.{request.param}").best_partitions


def everything(relevance):
    return distinct_values(relevance, np.ones(relevance.shape, dtype=bool))


def split(table, starts, row, k):
    """The distinct values of each level, the most relevant first."""
    edges = [table.distinct[row], *starts[row, k, :k]]
    return [table.value[row, start:stop].tolist() for stop, start in pairwise(edges)]


rows_in_tenths = hnp.arrays(np.int64, st.tuples(st.integers(1, 3), st.integers(1, 10)), elements=st.integers(0, 10))


@given(tenths=rows_in_tenths)
@settings(max_examples=150, deadline=None)
def test_the_best_of_all_partitions(best_partitions, tenths):
    relevance = tenths / 10
    table = everything(relevance)
    starts, silhouette = best_partitions(table, 5)
    for row, values in enumerate(relevance):
        most = min(5, len(set(values)), len(values) - 1)
        assert table.most[row] == min(len(set(values)), len(values) - 1)
        for k in range(2, most + 1):
            best = reference.best_partition(values.tolist(), k)
            assert split(table, starts, row, k) == [sorted(set(level)) for level in best]
            assert silhouette[row, k] == pytest.approx(reference.mean_silhouette(best), abs=1e-9)
        assert np.isnan(silhouette[row, max(most, 1) + 1 :]).all()


def test_of_several_choices_that_of_the_first_level_comes_first(best_partitions):
    # {8} {7 6} {5 4} {2 1} {0} and {8 7} {6 5} {4} {2} {1 0} have the same inertia and Silhouette.
    values = np.array([[8, 7, 6, 5, 4, 2, 1, 0]]) / 8
    expected = [[1.0], [0.75, 0.875], [0.5, 0.625], [0.125, 0.25], [0.0]]
    table = everything(values)
    assert split(table, best_partitions(table, 5)[0], 0, 5) == expected
    assert [sorted(level) for level in reference.best_partition(values[0].tolist(), 5)] == expected


def draws(n, generator):
    """Rows of very different kinds."""
    yield generator.random(n)
    yield np.clip(generator.normal(0.3, 0.1, n), 0, 1)
    yield generator.beta(0.4, 0.4, n)
    yield np.round(generator.random(n), 1)
    yield 0.999 + 0.001 * generator.random(n)
    yield np.concatenate([[1.0], 0.5 + 1e-6 * generator.random(n - 1)])


@pytest.mark.parametrize("n", [128, 300])
def test_agrees_with_kmeans1d_and_sklearn(best_partitions, n):
    for values in draws(n, np.random.default_rng(n)):
        table = everything(values[None, :])
        starts, silhouette = best_partitions(table, 8)
        for k in range(2, 9):
            levels = split(table, starts, 0, k)
            labels = sum(values < min(level) for level in levels[:-1])
            inertia = sum(((values[labels == one] - values[labels == one].mean()) ** 2).sum() for one in range(k))
            clusters, centres = kmeans1d.cluster(values, k)
            least = ((values - np.array(centres)[clusters]) ** 2).sum()
            assert inertia == pytest.approx(least, rel=1e-9, abs=1e-12)
            gaps = abs(values[:, None] - values)  # sklearn's own lose half the digits of close values
            expected = silhouette_score(gaps, labels, metric="precomputed")
            assert silhouette[0, k] == pytest.approx(expected, abs=1e-9)


def agree(relevance, candidate, k_max):
    compiled, vectorised = (
        importlib.import_module(f"ladder.levels.{name}").best_partitions for name in ("compiled", "vectorised")
    )
    table = distinct_values(relevance, candidate)
    (starts, silhouette), (expected, expected_silhouette) = compiled(table, k_max), vectorised(table, k_max)
    np.testing.assert_array_equal(starts, expected)
    np.testing.assert_allclose(silhouette, expected_silhouette, atol=1e-12)


@pytest.fixture(scope="module")
def numba():
    if importlib.util.find_spec("numba") is None:
        absent("numba is not installed")


@given(seed=st.integers(0, 2**32 - 1), grades=st.sampled_from([1, 3, 10, 10**6]), k_max=st.integers(1, 8))
@settings(max_examples=100, deadline=None)
def test_both_give_the_same(numba, seed, grades, k_max):
    generator = np.random.default_rng(seed)
    shape = generator.integers(1, 6), generator.integers(1, 40)
    relevance = generator.integers(0, grades + 1, shape) / grades
    agree(relevance, generator.random(shape) < 0.8, k_max)


def test_both_give_the_same_for_a_batch_of_real_size(numba):
    generator = np.random.default_rng(0)
    candidate = ~np.eye(128, dtype=bool)
    agree(generator.random((128, 128)).astype(np.float32), candidate, 4)
    agree(np.round(generator.random((128, 128)), 2), candidate, 8)


def test_without_numba_numpy_serves(monkeypatch):
    relevance = np.round(np.random.default_rng(1).random((20, 30)), 2)
    levels = adaptive_levels(relevance)
    monkeypatch.setitem(sys.modules, "ladder.levels.compiled", None)
    adaptive._clustering.cache_clear()
    try:
        assert adaptive._clustering().__module__ == "ladder.levels.vectorised"
        without = adaptive_levels(relevance)
    finally:
        adaptive._clustering.cache_clear()
    np.testing.assert_array_equal(levels.labels, without.labels)
    np.testing.assert_array_equal(levels.cuts, without.cuts)


def test_with_numba_the_compiled_one_serves(numba):
    assert adaptive._clustering().__module__ == "ladder.levels.compiled"
