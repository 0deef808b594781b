"""Ranks of the true match, and recall at k."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.metrics import match_rank_samples, mean_rank, median_rank, recall_at_k, recall_at_k_samples

# Few distinct values, so that ties are common.
similarities = hnp.arrays(np.float64, (4, 6), elements=st.integers(-2, 2).map(float))
positives = hnp.arrays(np.bool_, (4, 6))


def rank_by_definition(similarity, positive):
    """Per positive: those above it and half of the others beside it that are not positive; the least of them."""
    ranks = []
    for row, truth in zip(similarity, positive):
        placed = [np.nan]
        for c in np.flatnonzero(truth):
            above = sum(row[other] > row[c] for other in range(len(row)) if not truth[other])
            beside = sum(row[other] == row[c] for other in range(len(row)) if not truth[other])
            placed.append(above + beside / 2)
        ranks.append(min(placed[1:], default=np.nan))
    return np.array(ranks)


@given(similarity=similarities, positive=positives)
@settings(max_examples=200, deadline=None)
def test_rank_matches_the_definition(similarity, positive):
    expected = rank_by_definition(similarity, positive)
    np.testing.assert_array_equal(match_rank_samples(similarity, positive), expected)


@given(similarity=similarities, positive=positives, k=st.integers(1, 7))
@settings(max_examples=200, deadline=None)
def test_recall_matches_the_definition(similarity, positive, k):
    expected = [np.nan if np.isnan(r) else float(r <= k - 1) for r in rank_by_definition(similarity, positive)]
    np.testing.assert_array_equal(recall_at_k_samples(similarity, positive, k), expected)


@given(similarity=similarities, positive=positives)
@settings(max_examples=50, deadline=None)
def test_only_the_order_of_similarity_matters(similarity, positive):
    np.testing.assert_array_equal(
        match_rank_samples(np.exp(similarity), positive), match_rank_samples(similarity, positive)
    )


@given(similarity=similarities, positive=positives, order=st.permutations(range(6)))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_candidates_never_matters(similarity, positive, order):
    np.testing.assert_array_equal(
        match_rank_samples(similarity[:, order], positive[:, order]), match_rank_samples(similarity, positive)
    )


@given(similarity=similarities, positive=positives)
@settings(max_examples=50, deadline=None)
def test_a_block_of_queries_gives_its_part_of_the_whole(similarity, positive):
    blocks = [match_rank_samples(similarity[rows], positive[rows]) for rows in (slice(0, 1), slice(1, 4))]
    np.testing.assert_array_equal(np.concatenate(blocks), match_rank_samples(similarity, positive))


def test_worked_example():
    # The best of the two positives, 0.6, has one above it. In the second row 0.5 has none.
    similarity = np.array([[0.3, 0.9, 0.6, 0.2], [0.5, 0.4, 0.1, 0.0]])
    positive = np.array([[True, False, True, False], [True, False, False, False]])
    np.testing.assert_array_equal(match_rank_samples(similarity, positive), [1, 0])
    assert recall_at_k(similarity, positive, 1) == 0.5
    assert recall_at_k(similarity, positive, 2) == 1
    assert mean_rank(similarity, positive) == 1.5
    assert median_rank(similarity, positive) == 1.5


def test_agrees_with_the_rank_in_a_sorted_list_where_nothing_ties():
    rng = np.random.default_rng(0)
    similarity = rng.standard_normal((20, 50))
    captions = np.arange(50) // 5
    positive = captions == np.arange(20)[:, None] % 10
    order = np.argsort(-similarity, axis=1)
    expected = [np.flatnonzero(row)[0] for row in np.take_along_axis(positive, order, axis=1)]
    np.testing.assert_array_equal(match_rank_samples(similarity, positive), expected)


def test_a_collapsed_model_gets_no_perfect_score():
    similarity, positive = np.zeros((10, 10)), np.eye(10, dtype=bool)
    np.testing.assert_array_equal(match_rank_samples(similarity, positive), np.full(10, 4.5))
    assert recall_at_k(similarity, positive, 1) == 0
    assert recall_at_k(similarity, positive, 5) == 0
    assert recall_at_k(similarity, positive, 6) == 1
    assert mean_rank(similarity, positive) == 5.5


def test_one_wrong_candidate_beside_the_match_is_enough_to_miss_at_one():
    assert recall_at_k(np.array([[0.5, 0.5]]), np.array([[True, False]]), 1) == 0


def test_equal_captions_of_one_image_do_not_stand_in_each_others_way():
    assert recall_at_k(np.array([[0.5, 0.5, 0.1]]), np.array([[True, True, False]]), 1) == 1


def test_a_query_without_a_positive_is_left_out_of_the_means():
    similarity = np.array([[0.9, 0.1, 0.0], [0.9, 0.1, 0.0], [0.9, 0.1, 0.0]])
    positive = np.array([[False, False, False], [False, True, False], [False, False, True]])
    np.testing.assert_array_equal(match_rank_samples(similarity, positive), [np.nan, 1, 2])
    np.testing.assert_array_equal(recall_at_k_samples(similarity, positive, 2), [np.nan, 1, 0])
    assert recall_at_k(similarity, positive, 2) == 0.5
    assert mean_rank(similarity, positive) == 2.5
    assert median_rank(similarity, positive) == 2.5


def test_without_any_positive_every_figure_is_nan():
    similarity, positive = np.zeros((2, 3)), np.zeros((2, 3), dtype=bool)
    assert np.isnan(recall_at_k(similarity, positive, 1))
    assert np.isnan(mean_rank(similarity, positive))
    assert np.isnan(median_rank(similarity, positive))


def test_the_median_is_not_the_mean():
    similarity = np.tile([0.9, 0.8, 0.7, 0.6], (3, 1))
    positive = np.array([[True, False, False, False], [True, False, False, False], [False, False, False, True]])
    assert median_rank(similarity, positive) == 1
    assert mean_rank(similarity, positive) == 2


def test_a_small_gallery_is_retrieved_whole():
    assert recall_at_k(np.array([[0.9, 0.1]]), np.array([[False, True]]), 10) == 1


@pytest.mark.parametrize("k", [0, -1])
def test_k_below_one_is_refused(k):
    with pytest.raises(ValueError, match=f"`k` must be at least 1, got {k}"):
        recall_at_k(np.zeros((1, 2)), np.ones((1, 2), dtype=bool), k)


def test_positives_that_are_not_booleans_are_refused():
    with pytest.raises(TypeError, match="`positive` must be a table of booleans, got float64"):
        match_rank_samples(np.zeros((1, 2)), np.ones((1, 2)))


def test_a_transposed_table_is_refused():
    with pytest.raises(ValueError, match=r"`positive` \(3, 2\) must have the shape of `similarity` \(2, 3\)"):
        match_rank_samples(np.zeros((2, 3)), np.zeros((3, 2), dtype=bool))


def test_a_model_that_diverged_is_refused_rather_than_ranked_first():
    with pytest.raises(ValueError, match="`similarity` holds nan"):
        recall_at_k(np.full((2, 2), np.nan), np.eye(2, dtype=bool), 1)
