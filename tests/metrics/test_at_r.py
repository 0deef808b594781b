"""R-Precision and mAP@R: by hand, by the definition over all orders of ties, against trec_eval, and by laws."""

import itertools

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.metrics import map_at_r, map_at_r_samples, r_precision, r_precision_samples
from tests.metrics.plainly import CANDIDATES, QUERIES, law, tables, untied

positives = hnp.arrays(np.bool_, (QUERIES, CANDIDATES))
small = hnp.arrays(np.float64, (2, 5), elements=st.integers(0, 2).map(float))
both = pytest.mark.parametrize("metric", [r_precision_samples, map_at_r_samples])


def by_definition(similarity, positive):
    """R-Precision and mAP@R of a row, the mean over all orders of equally similar candidates."""
    wanted = positive.sum()
    if not wanted:
        return np.nan, np.nan
    precisions, averages = [], []
    for order in itertools.permutations(range(len(similarity))):
        if all(similarity[a] >= similarity[b] for a, b in itertools.pairwise(order)):
            hits = [positive[c] for c in order[:wanted]]
            precisions.append(sum(hits) / wanted)
            averages.append(sum(sum(hits[: r + 1]) / (r + 1) for r in range(wanted) if hits[r]) / wanted)
    return np.mean(precisions), np.mean(averages)


@given(similarity=small, positive=hnp.arrays(np.bool_, (2, 5)))
@law
def test_both_are_the_mean_over_the_orders_of_ties(similarity, positive):
    expected = np.transpose([by_definition(s, p) for s, p in zip(similarity, positive)])
    np.testing.assert_allclose(r_precision_samples(similarity, positive), expected[0], atol=1e-12)
    np.testing.assert_allclose(map_at_r_samples(similarity, positive), expected[1], atol=1e-12)


@given(similarity=untied, positive=positives)
@law
def test_agrees_with_trec_eval(similarity, positive):
    for q in np.flatnonzero(positive.any(axis=1)):
        truth = {"q": {f"d{c}": int(good) for c, good in enumerate(positive[q])}}
        run = {"q": {f"d{c}": score for c, score in enumerate(similarity[q])}}
        at_r = ir_measures.AP @ int(positive[q].sum())
        found = ir_measures.calc_aggregate([ir_measures.Rprec, at_r], truth, run)
        np.testing.assert_allclose(r_precision_samples(similarity, positive)[q], found[ir_measures.Rprec], atol=1e-6)
        np.testing.assert_allclose(map_at_r_samples(similarity, positive)[q], found[at_r], atol=1e-6)


@both
@given(similarity=tables, positive=positives, order=st.permutations(range(CANDIDATES)))
@law
def test_the_order_of_the_candidates_never_matters(metric, similarity, positive, order):
    np.testing.assert_allclose(
        metric(similarity[:, order], positive[:, order]), metric(similarity, positive), atol=1e-12
    )


@both
@given(similarity=tables, positive=positives)
@law
def test_only_the_order_of_similarity_matters(metric, similarity, positive):
    np.testing.assert_array_equal(metric(np.exp(similarity), positive), metric(similarity, positive))


@both
@given(similarity=tables, positive=positives)
@law
def test_a_block_of_queries_gives_its_part_of_the_whole(metric, similarity, positive):
    parts = [metric(similarity[rows], positive[rows]) for rows in (slice(0, 1), slice(1, 3))]
    np.testing.assert_allclose(np.concatenate(parts), metric(similarity, positive), atol=1e-15)


@given(similarity=tables, positive=positives)
@law
def test_map_at_r_is_never_above_r_precision_and_both_lie_in_the_unit_interval(similarity, positive):
    precision, average = r_precision_samples(similarity, positive), map_at_r_samples(similarity, positive)
    defined = positive.any(axis=1)
    assert np.isnan(precision[~defined]).all() and np.isnan(average[~defined]).all()
    assert (average[defined] >= 0).all() and (precision[defined] <= 1).all()
    assert (average[defined] <= precision[defined] + 1e-12).all()


@both
@given(positive=positives)
@law
def test_positives_first_are_the_best_and_last_the_worst(metric, positive):
    some = positive.any(axis=1)
    np.testing.assert_allclose(metric(positive.astype(float), positive)[some], 1)
    few = some & (positive.sum(axis=1) * 2 <= CANDIDATES)
    np.testing.assert_array_equal(metric(-positive.astype(float), positive)[few], 0)


def test_worked_example():
    # Three positives at ranks 1, 3 and 5: R = 3. Two among the first three; precision 1 at rank 1, 2/3 at rank 3.
    similarity = np.array([[0.9, 0.8, 0.7, 0.6, 0.5]])
    positive = np.array([[True, False, True, False, True]])
    assert r_precision(similarity, positive) == pytest.approx(2 / 3)
    assert map_at_r(similarity, positive) == pytest.approx((1 + 2 / 3) / 3)


def test_the_order_within_r_matters_to_map_only():
    positive = np.array([[True, False, True, False]])
    first, second = np.array([[4.0, 3, 1, 2]]), np.array([[3.0, 4, 1, 2]])
    assert r_precision(first, positive) == r_precision(second, positive) == 0.5
    assert map_at_r(first, positive) == 0.5
    assert map_at_r(second, positive) == 0.25


def test_a_collapsed_model_has_the_share_of_positives():
    positive = np.arange(100)[None, :] < 5
    assert r_precision(np.zeros((1, 100)), positive) == pytest.approx(0.05)
    assert map_at_r(np.zeros((1, 100)), positive) < 0.03


def test_queries_with_different_numbers_of_positives():
    similarity = np.tile([4.0, 3, 2, 1], (3, 1))
    positive = np.array([[True, False, False, False], [False, True, True, True], [False, False, False, False]])
    np.testing.assert_allclose(r_precision_samples(similarity, positive), [1, 2 / 3, np.nan])
    np.testing.assert_allclose(map_at_r_samples(similarity, positive), [1, (1 / 2 + 2 / 3) / 3, np.nan])
    assert r_precision(similarity, positive) == pytest.approx(5 / 6)


@both
def test_without_a_positive_nothing_is_defined(metric):
    assert np.isnan(metric(np.zeros((2, 3)), np.zeros((2, 3), dtype=bool))).all()
    assert metric(np.zeros((0, 3)), np.zeros((0, 3), dtype=bool)).shape == (0,)


@both
def test_positives_that_are_not_booleans_are_refused(metric):
    with pytest.raises(TypeError, match="`positive` must be a table of booleans, got float64"):
        metric(np.zeros((1, 2)), np.ones((1, 2)))
