"""The rungs of the ladder: by hand, by plain loops over pairs, against scikit-learn, and by laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import roc_auc_score

from ladder.levels import threshold_levels
from ladder.metrics import rung_order, rung_order_samples, rungs_held, rungs_held_samples
from tests.metrics.plainly import CANDIDATES, QUERIES, law, tables

levels = hnp.arrays(np.int64, (QUERIES, CANDIDATES), elements=st.integers(-1, 3))


def sides(similarity, labels, rung):
    """Per query, the similarities of the near and the far candidates."""
    for row, label in zip(similarity, labels):
        near = [row[c] for c in range(len(row)) if label[c] == rung]
        far = [row[c] for c in range(len(row)) if label[c] > rung]
        yield near, far


@given(similarity=tables, labels=levels, margin=st.sampled_from([0.0, 0.5, 1.0]))
@law
def test_held_matches_the_definition(similarity, labels, margin):
    held = rungs_held_samples(similarity, labels, margins=[margin] * 3, rungs=3)
    for rung in range(3):
        for value, (near, far) in zip(held[:, rung], sides(similarity, labels, rung)):
            if near and far:
                assert value == all(n - f > margin for n in near for f in far)
            else:
                assert np.isnan(value)


@given(similarity=tables, labels=levels)
@law
def test_order_matches_the_definition_and_scikit_learn(similarity, labels):
    shares = rung_order_samples(similarity, labels, rungs=3)
    for rung in range(3):
        for value, (near, far) in zip(shares[:, rung], sides(similarity, labels, rung)):
            if near and far:
                pairs = [(n > f) + (n == f) / 2 for n in near for f in far]
                assert value == pytest.approx(sum(pairs) / len(pairs))
                assert value == pytest.approx(roc_auc_score([1] * len(near) + [0] * len(far), near + far))
            else:
                assert np.isnan(value)


@given(similarity=tables, labels=levels)
@law
def test_a_rung_is_held_where_all_its_pairs_are_in_order(similarity, labels):
    np.testing.assert_array_equal(
        rungs_held_samples(similarity, labels) == 1, rung_order_samples(similarity, labels) == 1
    )


@pytest.mark.parametrize("metric", [rungs_held_samples, rung_order_samples])
@given(similarity=tables, labels=levels, order=st.permutations(range(CANDIDATES)))
@law
def test_neither_order_of_candidates_nor_scale_matters(metric, similarity, labels, order):
    expected = metric(similarity, labels, rungs=3)
    np.testing.assert_array_equal(metric(similarity[:, order], labels[:, order], rungs=3), expected)
    np.testing.assert_array_equal(metric(np.exp(similarity), labels, rungs=3), expected)


@pytest.mark.parametrize("metric", [rungs_held_samples, rung_order_samples])
@given(similarity=tables, labels=levels)
@law
def test_blocks_of_queries_fit_together(metric, similarity, labels):
    parts = [metric(similarity[rows], labels[rows], rungs=4) for rows in (slice(0, 1), slice(1, 3))]
    whole = metric(similarity, labels, rungs=4)
    assert whole.shape == (QUERIES, 4)
    np.testing.assert_array_equal(np.concatenate(parts), whole)


@given(similarity=tables, labels=levels)
@law
def test_reversed_similarity_reverses_the_share(similarity, labels):
    np.testing.assert_allclose(rung_order_samples(-similarity, labels), 1 - rung_order_samples(similarity, labels))


def test_worked_example():
    # Positive 0.9; level 1 has 0.6 and 0.4; level 2 has 0.5 and 0.1; the last is no candidate.
    similarity = np.array([[0.9, 0.6, 0.4, 0.5, 0.1, 2.0]])
    labels = np.array([[0, 1, 1, 2, 2, -1]])
    np.testing.assert_array_equal(rungs_held_samples(similarity, labels), [[1, 0]])  # 0.4 is below 0.5
    np.testing.assert_allclose(rung_order_samples(similarity, labels), [[1, 3 / 4]])  # one of four pairs is wrong
    np.testing.assert_array_equal(rungs_held_samples(similarity, labels, margins=[0.35, 0.0]), [[0, 0]])  # 0.3 apart


def test_a_tie_does_not_hold_and_counts_half():
    similarity, labels = np.array([[0.5, 0.5]]), np.array([[1, 2]])
    assert rungs_held_samples(similarity, labels)[0, 1] == 0
    assert rung_order_samples(similarity, labels)[0, 1] == 0.5


def test_levels_of_the_package_are_understood():
    relevance = np.array([[0.9, 0.8, 0.2, 1.0]])
    candidate = np.array([[True, True, True, False]])
    labels = threshold_levels(relevance, [0.5], candidate).labels
    labels[~candidate] = 0  # the positive
    np.testing.assert_array_equal(rungs_held(np.array([[0.5, 0.4, 0.3, 0.9]]), labels), [1, 1])
    np.testing.assert_array_equal(rungs_held(np.array([[0.5, 0.4, 0.45, 0.9]]), labels), [1, 0])


def test_without_a_positive_there_is_no_first_rung():
    similarity, labels = np.array([[0.9, 0.1], [0.1, 0.9]]), np.array([[1, 2], [1, 2]])
    np.testing.assert_array_equal(rungs_held(similarity, labels), [np.nan, 0.5])
    np.testing.assert_array_equal(rung_order(similarity, labels), [np.nan, 0.5])


def test_a_far_candidate_that_the_labels_leave_out_does_not_count():
    similarity, labels = np.array([[0.5, 0.9, 0.1]]), np.array([[0, -1, 1]])
    assert rungs_held(similarity, labels) == [1]
    assert rung_order(similarity, labels) == [1]


def test_no_labels_no_rungs():
    assert rungs_held(np.zeros((2, 2)), np.full((2, 2), -1)).shape == (0,)
    assert rung_order_samples(np.zeros((0, 2)), np.zeros((0, 2), dtype=int), rungs=2).shape == (0, 2)


def test_margins_that_are_not_one_a_rung_are_refused():
    with pytest.raises(ValueError, match=r"`margins` must hold 2 numbers, one a rung, got \[0\.2\]"):
        rungs_held(np.zeros((1, 2)), np.array([[1, 2]]), margins=[0.2])


def test_tables_that_do_not_fit_are_refused():
    with pytest.raises(TypeError, match="`labels` must be integers, got float64"):
        rungs_held(np.zeros((1, 2)), np.zeros((1, 2)))
    with pytest.raises(ValueError, match=r"`labels` \(2, 1\) must have the shape of `similarity` \(1, 2\)"):
        rung_order(np.zeros((1, 2)), np.zeros((2, 1), dtype=int))
    with pytest.raises(ValueError, match="`similarity` holds nan"):
        rung_order(np.full((1, 2), np.nan), np.zeros((1, 2), dtype=int))
