"""Levels from thresholds and percentiles, and what all three methods refuse."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.levels import Levels, adaptive_levels, percentile_levels, threshold_levels
from tests.levels.test_adaptive import tables
from tests.levels.ways import arrays, elsewhere, tensors

METHODS = {
    "adaptive": adaptive_levels,
    "thresholds": lambda relevance, candidate=None: threshold_levels(relevance, [0.5], candidate),
    "percentiles": lambda relevance, candidate=None: percentile_levels(relevance, [50], candidate),
}


@pytest.fixture(params=sorted(METHODS))
def method(request):
    return METHODS[request.param]


@pytest.fixture(scope="module", params=[arrays, tensors, elsewhere], ids=lambda way: way.__name__)
def way(request):
    return request.param


def by_thresholds(relevance, candidate, thresholds):
    return threshold_levels(relevance, thresholds, candidate)


def by_percentiles(relevance, candidate, percentiles):
    return percentile_levels(relevance, percentiles, candidate)


@given(table=tables(), thresholds=st.sets(st.integers(1, 9), max_size=3))
@settings(max_examples=100, deadline=None)
def test_thresholds_match_the_definition(way, table, thresholds):
    relevance, candidate = table
    thresholds = [threshold / 10 for threshold in sorted(thresholds, reverse=True)]
    levels = way(by_thresholds, relevance, candidate, thresholds=thresholds)
    thresholds = np.array(thresholds, dtype=relevance.dtype)
    for row in range(relevance.shape[0]):
        for column in range(relevance.shape[1]):
            expected = -1
            if candidate[row, column]:
                reached = [level for level, least in enumerate(thresholds, 1) if relevance[row, column] >= least]
                expected = min(reached, default=len(thresholds) + 1)
            assert levels.labels[row, column] == expected
        some = candidate[row].any()
        assert levels.k[row] == (len(thresholds) + 1 if some else 0)
        np.testing.assert_array_equal(levels.cuts[row], thresholds if some else [np.nan] * len(thresholds))
    assert levels.silhouette.shape == (len(relevance), len(thresholds) + 2)
    assert np.isnan(levels.silhouette).all()


@given(table=tables(), percentiles=st.sets(st.integers(1, 99), max_size=3))
@settings(max_examples=100, deadline=None)
def test_percentiles_match_the_definition(way, table, percentiles):
    relevance, candidate = table
    percentiles = sorted(percentiles, reverse=True)
    levels = way(by_percentiles, relevance, candidate, percentiles=percentiles)
    for row in np.flatnonzero(candidate.any(axis=1)):
        values = relevance[row].astype(np.float64)
        cuts = [np.percentile(values[candidate[row]], percentile) for percentile in percentiles]
        assert levels.cuts[row].tolist() == cuts
        expected = [1 + sum(value < cut for cut in cuts) for value in values]
        assert levels.labels[row].tolist() == np.where(candidate[row], expected, -1).tolist()
        assert levels.k[row] == len(cuts) + 1
    assert (levels.k[~candidate.any(axis=1)] == 0).all()
    assert np.isnan(levels.cuts[~candidate.any(axis=1)]).all()


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (0, 0)])
@pytest.mark.parametrize("method", [by_thresholds, by_percentiles])
def test_an_empty_table_has_no_levels(way, method, shape):
    levels = way(method, np.zeros(shape), np.ones(shape, dtype=bool), **{method.__name__[3:]: [0.5, 0.1]})
    assert levels.labels.shape == shape
    assert levels.k.tolist() == [0] * shape[0]
    assert levels.cuts.shape == (shape[0], 2)
    assert np.isnan(levels.cuts).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_threshold_is_reached_in_the_precision_of_relevance(dtype):
    relevance = np.array([[0.7, 0.63, 0.6]], dtype=dtype)
    assert threshold_levels(relevance, [0.7, 0.63]).labels.tolist() == [[1, 2, 3]]


def test_percentiles_are_of_the_candidates():
    relevance = [[1.0, 0.8, 0.6, 0.4, 0.2], [1.0, 0.3, 0.1, 0.0, 0.9]]
    candidate = np.array([[False, True, True, True, True], [False, True, True, False, False]])
    levels = percentile_levels(relevance, [75, 50], candidate)
    # 0.2 0.4 0.6 0.8: the 75th percentile is 0.65, the 50th 0.5; 0.1 0.3: 0.25 and 0.2.
    np.testing.assert_allclose(levels.cuts, [[0.65, 0.5], [0.25, 0.2]])
    assert levels.labels.tolist() == [[-1, 1, 2, 3, 3], [-1, 1, 3, -1, -1]]
    assert levels.k.tolist() == [3, 3]


def test_percentiles_of_no_candidate():
    levels = percentile_levels([[0.5, 0.6], [0.5, 0.6]], [50], np.array([[False, False], [True, True]]))
    assert levels.labels.tolist() == [[-1, -1], [2, 1]]
    assert levels.k.tolist() == [0, 2]
    np.testing.assert_allclose(levels.cuts, [[np.nan], [0.55]])


@pytest.mark.parametrize("numbers", [[0.3, 0.5], [0.5, 0.5], [1.0], [0.0], [float("nan")]])
def test_thresholds_out_of_order_or_range(numbers):
    with pytest.raises(ValueError, match=r"`thresholds` must strictly decrease and lie inside \(0, 1\), got \["):
        threshold_levels([[0.5]], numbers)


@pytest.mark.parametrize("numbers", [[15, 85], [50, 50], [100], [0]])
def test_percentiles_out_of_order_or_range(numbers):
    with pytest.raises(ValueError, match=r"`percentiles` must strictly decrease and lie inside \(0, 100\), got \["):
        percentile_levels([[0.5]], numbers)


@pytest.mark.parametrize("wrong", [float("nan"), -0.1, 1.1, float("inf")])
def test_relevance_out_of_range_is_located(method, wrong):
    relevance = np.full((3, 4), 0.5)
    relevance[1, 2] = wrong
    with pytest.raises(ValueError, match=rf"`relevance` must lie in \[0, 1\], got {wrong} in row 1, column 2"):
        method(relevance)


def test_the_ends_of_the_range_are_in_it(method):
    assert (method([[0.0, 1.0, 1.0, 0.0]]).labels > 0).all()


def test_tables_of_a_wrong_shape(method):
    with pytest.raises(ValueError, match=r"must be a \(query, candidate\) table, got shape \(3,\)"):
        method([0.1, 0.2, 0.3])
    with pytest.raises(ValueError, match=r"boolean table of shape \(1, 2\), got bool of shape \(2, 1\)"):
        method([[0.1, 0.2]], np.ones((2, 1), dtype=bool))
    with pytest.raises(ValueError, match=r"boolean table of shape \(1, 2\), got int64 of shape \(1, 2\)"):
        method([[0.1, 0.2]], np.ones((1, 2), dtype=np.int64))


def test_levels_are_of_one_kind(method):
    levels = method([[0.9, 0.8, 0.1, 0.2]])
    assert isinstance(levels, Levels)
    assert (levels.labels.dtype, levels.k.dtype) == (np.int64, np.int64)
    assert (levels.silhouette.dtype, levels.cuts.dtype) == (np.float64, np.float64)
    k_max = levels.silhouette.shape[1] - 1
    assert levels.cuts.shape[1] == k_max - 1
    with pytest.raises(AttributeError):
        levels.k = None


def test_levels_need_neither_torch_nor_numba_to_be_imported():
    code = "import sys, ladder.levels; sys.exit(bool({'torch', 'numba'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
