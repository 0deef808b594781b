"""Adaptive levels: what is chosen, within which bounds, and by which rule between equals."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.levels import adaptive, batched
from ladder.levels import adaptive_levels as given_arrays
from tests.levels import reference
from tests.levels.ways import WAYS, without_numba


@st.composite
def tables(draw):
    """Relevance of few distinct values, so that ties happen, and which cells are candidates."""
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 9)))
    parts = draw(st.sampled_from([3, 7, 10]))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    relevance = draw(hnp.arrays(np.int64, shape, elements=st.integers(0, parts))) / parts
    return relevance.astype(dtype), draw(hnp.arrays(bool, shape, elements=st.sampled_from([True, True, True, False])))


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.__name__)
def adaptive_levels(request):
    return lambda *tables, **options: request.param(given_arrays, *tables, **options)


# Silhouettes for K = 2, 3, 4; nan where two splits are equally good and the choice is ours.
ROWS = [
    ([0.90, 0.88, 0.50, 0.48, 0.12, 0.11, 0.10], [0.684250, 0.955612, 0.684172], [1, 1, 2, 2, 3, 3, 3]),
    ([0.90, 0.88, 0.86, 0.30, 0.28, 0.26], [0.955518, np.nan, np.nan], [1, 1, 1, 2, 2, 2]),
    ([0.9, 0.7, 0.68, 0.3, 0.28, 0.05, 0.04, 0.02], [0.738748, 0.835711, 0.801878], [1, 1, 1, 2, 2, 3, 3, 3]),
]


@pytest.mark.parametrize(("relevance", "silhouette", "labels"), ROWS)
def test_known_rows(adaptive_levels, relevance, silhouette, labels):
    levels = adaptive_levels([relevance])
    assert levels.labels.tolist() == [labels]
    assert levels.k.tolist() == [max(labels)]
    assert np.isnan(levels.silhouette[0, :2]).all()
    known = np.isfinite(silhouette)
    np.testing.assert_allclose(levels.silhouette[0, 2:][known], np.array(silhouette)[known], atol=1e-6)


def test_a_cut_lies_midway_between_two_levels(adaptive_levels):
    levels = adaptive_levels([[0.875, 0.125, 0.25, 0.75, 1.0]])
    assert levels.labels.tolist() == [[1, 2, 2, 1, 1]]
    np.testing.assert_array_equal(levels.cuts, [[0.5, np.nan, np.nan]])


@given(table=tables(), k_min=st.integers(1, 4), more=st.integers(0, 2), floor=st.sampled_from([None, -1.0, 0.5, 0.8]))
@settings(max_examples=100, deadline=None)
def test_matches_the_definition(adaptive_levels, table, k_min, more, floor):
    relevance, candidate = table
    options = {"k_min": k_min, "k_max": k_min + more, "min_silhouette": floor}
    levels = adaptive_levels(relevance, candidate, **options)
    for row in range(len(relevance)):
        assert levels.labels[row].tolist() == reference.row_labels(
            relevance[row].tolist(), candidate[row].tolist(), **options
        )
        expected, scores = reference.best_levels(relevance[row][candidate[row]].tolist(), **options)
        assert levels.k[row] == len(expected)
        assert levels.silhouette[row, 2:].tolist() == pytest.approx(
            [scores.get(k, np.nan) for k in range(2, k_min + more + 1)], nan_ok=True, abs=1e-9
        )
        cuts = [(min(upper) + max(lower)) / 2 for upper, lower in pairwise(expected)]
        assert levels.cuts[row].tolist() == pytest.approx(
            cuts + [np.nan] * (k_min + more - 1 - len(cuts)), nan_ok=True, abs=1e-12
        )


@given(table=tables(), k_min=st.integers(1, 3), more=st.integers(0, 2), floor=st.sampled_from([None, 0.6]))
@settings(max_examples=60, deadline=None)
def test_one_set_of_cuts_for_a_batch_matches_the_definition(adaptive_levels, table, k_min, more, floor):
    relevance, candidate = table
    options = {"k_min": k_min, "k_max": k_min + more, "min_silhouette": floor}
    levels = adaptive_levels(relevance, candidate, scope="batch", **options)
    np.testing.assert_array_equal(levels.labels, reference.batch_labels(relevance, candidate, **options))
    counted = candidate.any(axis=1)
    assert len(set(levels.k[counted].tolist())) <= 1
    assert (levels.k[~counted] == 0).all()
    for part in (levels.cuts, levels.silhouette):
        np.testing.assert_array_equal(part[counted], np.repeat(part[counted][:1], counted.sum(), axis=0))
        assert np.isnan(part[~counted]).all()


@pytest.mark.parametrize("scope", ["query", "batch"])
@given(table=tables(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_candidates_and_queries_does_not_matter(adaptive_levels, scope, table, data):
    relevance, candidate = table
    rows = np.array(data.draw(st.permutations(range(relevance.shape[0]))))
    columns = np.array(data.draw(st.permutations(range(relevance.shape[1]))))
    levels = adaptive_levels(relevance, candidate, scope=scope)
    shuffled = adaptive_levels(relevance[rows][:, columns], candidate[rows][:, columns], scope=scope)
    np.testing.assert_array_equal(shuffled.labels, levels.labels[rows][:, columns])
    np.testing.assert_array_equal(shuffled.cuts, levels.cuts[rows])


@given(table=tables(), k_max=st.integers(2, 5))
@settings(max_examples=100, deadline=None)
def test_relevance_falls_from_level_to_level(adaptive_levels, table, k_max):
    relevance, candidate = table
    levels = adaptive_levels(relevance, candidate, k_max=k_max)
    assert (levels.labels == -1).tolist() == (~candidate).tolist()
    for row in range(len(relevance)):
        labels = levels.labels[row][candidate[row]]
        assert sorted(set(labels)) == list(range(1, levels.k[row] + 1))  # none is empty
        values = relevance[row][candidate[row]]
        for upper in range(1, levels.k[row]):
            cut = levels.cuts[row, upper - 1]
            assert values[labels <= upper].min() > cut > values[labels > upper].max()


def test_what_is_no_candidate_moves_no_level(adaptive_levels):
    relevance = np.array([[1.0, 0.9, 0.8, 0.2, 0.1, 1.0]])
    candidate = np.array([[False, True, True, True, True, False]])
    levels = adaptive_levels(relevance, candidate)
    assert levels.labels.tolist() == [[-1, 1, 1, 2, 2, -1]]
    alone = adaptive_levels(relevance[:, 1:5])
    np.testing.assert_array_equal(levels.silhouette, alone.silhouette)
    np.testing.assert_array_equal(levels.cuts, alone.cuts)


@pytest.mark.parametrize("scope", ["query", "batch"])
def test_a_query_without_candidates_has_no_levels(adaptive_levels, scope):
    candidate = np.array([[True] * 4, [False] * 4])
    levels = adaptive_levels([[0.9, 0.8, 0.2, 0.1]] * 2, candidate, scope=scope)
    assert levels.labels.tolist() == [[1, 1, 2, 2], [-1] * 4]
    assert levels.k.tolist() == [2, 0]
    assert np.isfinite(levels.silhouette[0, 2:]).any()
    assert np.isnan(levels.silhouette[1]).all()
    assert np.isnan(levels.cuts[1]).all()


@pytest.mark.parametrize(
    ("values", "k"),
    [
        ([], 0),
        ([0.5], 1),
        ([0.9, 0.1], 1),  # K is at most the number of candidates less one
        ([0.9, 0.9, 0.1], 2),
        ([0.4] * 6, 1),
        ([0.9, 0.9, 0.9, 0.1], 2),
        ([0.9, 0.5, 0.1], 2),
    ],
)
@pytest.mark.parametrize("scope", ["query", "batch"])
def test_k_is_what_the_values_allow(adaptive_levels, values, k, scope):
    levels = adaptive_levels(np.array([values]), k_min=2, k_max=8, scope=scope)
    assert levels.k.tolist() == [k]
    assert levels.labels.max(initial=0) == k


def test_k_min_is_reduced_to_what_the_values_allow(adaptive_levels):
    assert adaptive_levels([[0.9, 0.5, 0.1, 0.1, 0.1]], k_min=4, k_max=6).k.tolist() == [3]


def test_a_row_below_the_floor_is_one_level(adaptive_levels):
    relevance = [[0.9, 0.8, 0.2, 0.1], [0.8, 0.6, 0.4, 0.2]]
    scores = adaptive_levels(relevance, k_max=2).silhouette[:, 2]
    assert scores[0] > 0.8 > scores[1]
    levels = adaptive_levels(relevance, k_max=2, min_silhouette=0.8)
    assert levels.k.tolist() == [2, 1]
    assert levels.labels.tolist() == [[1, 1, 2, 2], [1, 1, 1, 1]]
    np.testing.assert_array_equal(levels.silhouette[:, 2], scores)
    assert adaptive_levels(relevance, k_max=2, min_silhouette=scores[1]).k.tolist() == [2, 2]


def test_with_k_min_one_a_split_must_be_better_than_none(adaptive_levels):
    # Silhouette of {.5} {.25 .25}: (0 + 1 + 1) / 3.
    assert adaptive_levels([[0.5, 0.25, 0.25]], k_min=1).k.tolist() == [2]


@pytest.mark.parametrize(
    ("score", "k_min", "k"), [(0.5, 2, 2), (0.5, 3, 3), (0.01, 1, 2), (0.0, 1, 1), (-0.5, 1, 1), (-0.5, 2, 2)]
)
def test_of_equally_large_silhouettes_the_smallest_k(adaptive_levels, monkeypatch, score, k_min, k):
    found = adaptive.best_partitions

    def all_score_the_same(ordered, k_max):
        cuts, silhouette = found(ordered, k_max)
        for k in range(2, k_max + 1):
            silhouette[:, k] = score + 1e-14 * k  # rounding does not decide
        return cuts, silhouette

    monkeypatch.setattr(adaptive, "best_partitions", all_score_the_same)
    assert adaptive_levels([[0.9, 0.7, 0.5, 0.3, 0.1]], k_min=k_min).k.tolist() == [k]


def test_of_equally_good_splits_the_first_level_is_small(adaptive_levels):
    assert adaptive_levels([[1.0, 0.5, 0.0]]).labels.tolist() == [[1, 2, 2]]


def test_of_equally_good_splits_the_larger_silhouette_wins(adaptive_levels):
    # {.75} {.5 .25} {0 0} and {.75 .5} {.25} {0 0} both have the inertia 1/32; their mean Silhouettes
    # are (0 + 0 + 0 + 1 + 1) / 5 and (1/2 + 0 + 0 + 1 + 1) / 5.
    levels = adaptive_levels([[0.75, 0.5, 0.25, 0.0, 0.0]], k_min=3, k_max=3)
    assert levels.labels.tolist() == [[1, 1, 2, 3, 3]]
    assert levels.silhouette[0, 3] == pytest.approx(0.5)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_every_float_type_is_read_as_what_it_holds(adaptive_levels, dtype):
    relevance = np.array([[0.9, 0.85, 0.3, 0.2, 0.1]]).astype(dtype)
    levels, exact = adaptive_levels(relevance), adaptive_levels(relevance.astype(np.float64))
    np.testing.assert_array_equal(levels.labels, exact.labels)
    np.testing.assert_array_equal(levels.cuts, exact.cuts)


def test_neighbouring_floats_can_be_cut(adaptive_levels):
    upper = np.nextafter(0.5, 1)
    levels = adaptive_levels([[upper, 0.5, 0.5, upper]])
    assert levels.labels.tolist() == [[1, 2, 2, 1]]


def test_whole_numbers_and_lists_are_taken(adaptive_levels):
    assert adaptive_levels([[1, 1, 0, 0]]).labels.tolist() == [[1, 1, 2, 2]]


def test_blocks_equal_the_whole(monkeypatch):
    relevance = np.random.default_rng(3).random((7, 12))
    whole = without_numba(given_arrays, relevance)
    monkeypatch.setattr(batched, "HOST_BLOCK", 30)  # two rows at once
    blocks = without_numba(given_arrays, relevance)
    np.testing.assert_array_equal(blocks.labels, whole.labels)
    np.testing.assert_array_equal(blocks.cuts, whole.cuts)
    np.testing.assert_array_equal(blocks.silhouette, whole.silhouette)


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (0, 0)])
@pytest.mark.parametrize("scope", ["query", "batch"])
def test_an_empty_table_has_no_levels(adaptive_levels, shape, scope):
    levels = adaptive_levels(np.zeros(shape), scope=scope)
    assert levels.labels.shape == shape
    assert levels.k.tolist() == [0] * shape[0]
    assert levels.silhouette.shape == (shape[0], 5)
    assert levels.cuts.shape == (shape[0], 3)


def test_the_table_is_left_as_it_was(adaptive_levels):
    relevance, candidate = np.array([[0.9, 0.1, 0.5, 0.4]]), np.array([[True, True, False, True]])
    before = relevance.copy(), candidate.copy()
    adaptive_levels(relevance, candidate)
    np.testing.assert_array_equal(relevance, before[0])
    np.testing.assert_array_equal(candidate, before[1])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"k_min": 0}, "expected 1 <= `k_min` <= `k_max` <= 8, got 0 and 4"),
        ({"k_min": 5}, "got 5 and 4"),
        ({"k_max": 9}, "got 2 and 9"),
        ({"min_silhouette": 1.5}, r"`min_silhouette` must lie in \[-1, 1\], got 1.5"),
        ({"min_silhouette": float("nan")}, "got nan"),
        ({"scope": "rows"}, "`scope` must be `query` or `batch`, got `rows`"),
    ],
)
def test_an_option_out_of_range(adaptive_levels, options, words):
    with pytest.raises(ValueError, match=words):
        adaptive_levels([[0.5, 0.1]], **options)
