"""nDCG and mean relevance: by hand, by the definition, against scikit-learn and trec_eval."""

import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from ladder.metrics import (
    ideal_relevance,
    ideal_relevance_curve,
    ideal_relevance_samples,
    mean_relevance_samples,
    ndcg,
    ndcg_samples,
    rank_candidates,
)
from tests.metrics.plainly import degrees, law, listed, masks, tables, untied

GAINS = {"linear": lambda degree: degree, "exponential": lambda degree: 2**degree - 1}


def ndcg_by_definition(lists, k, gain):
    """Järvelin and Kekäläinen 2002, with the logarithm's base 2 and every rank discounted."""

    def dcg(of):
        return sum(GAINS[gain](degree) / math.log2(place + 1) for place, degree in enumerate(of[:k], start=1))

    values = []
    for pairs, of_all in lists:
        ideal = dcg(sorted(of_all, reverse=True))
        values.append(dcg([degree for _, degree in pairs]) / ideal if ideal > 0 else np.nan)
    return values


@pytest.mark.parametrize("gain", GAINS)
@given(
    similarity=tables,
    relevance=degrees,
    candidate=st.none() | masks(fewest=4),
    among=st.sampled_from(["model", "ideal"]),
    k=st.integers(1, 4),
)
@law
def test_ndcg_matches_the_definition(gain, similarity, relevance, candidate, among, k):
    selection = {"candidate": candidate, "among": among}
    expected = ndcg_by_definition(listed(similarity, relevance, k, **selection), k, gain)
    values = ndcg_samples(similarity, relevance, k=k, gain=gain, **selection)
    np.testing.assert_allclose(values, expected, atol=1e-12)


@given(similarity=untied, relevance=degrees, k=st.integers(1, 7))
@law
def test_ndcg_agrees_with_scikit_learn(similarity, relevance, k):
    for gain, of in GAINS.items():
        values = ndcg_samples(similarity, relevance, k=k, gain=gain)
        grades = of(relevance.astype(np.float64))
        expected = [ndcg_score(g[None], s[None], k=k, ignore_ties=True) for s, g in zip(similarity, grades)]
        np.testing.assert_allclose(np.nan_to_num(values), expected, atol=1e-12)  # theirs is 0 where nothing is relevant


@given(similarity=untied, relevance=tables, k=st.sampled_from([1, 3, 7]))
@law
def test_ndcg_agrees_with_trec_eval(similarity, relevance, k):
    grades = {f"q{q}": {f"d{c}": int(grade) for c, grade in enumerate(row)} for q, row in enumerate(relevance)}
    run = {f"q{q}": {f"d{c}": score for c, score in enumerate(row)} for q, row in enumerate(similarity)}
    found = {m.query_id: m.value for m in ir_measures.iter_calc([ir_measures.nDCG @ k], grades, run)}
    values = np.nan_to_num(ndcg_samples(similarity, relevance, k=k))
    np.testing.assert_allclose(values, [found[f"q{q}"] for q in range(len(relevance))], atol=1e-6)


@given(similarity=tables, relevance=degrees, factor=st.sampled_from([0.25, 2.0, 8.0]))
@law
def test_linear_ndcg_does_not_know_the_unit_of_relevance(similarity, relevance, factor):
    np.testing.assert_allclose(
        ndcg_samples(similarity, relevance * factor, k=4), ndcg_samples(similarity, relevance, k=4), atol=1e-12
    )


def test_worked_example():
    # Retrieved 2, 0, 3 of a gallery with 3, 2, 1, 0.
    similarity, relevance = np.array([[0.9, 0.8, 0.7, 0.1]]), np.array([[2.0, 0.0, 3.0, 1.0]])
    linear = (2 + 0 + 3 / 2) / (3 + 2 / math.log2(3) + 1 / 2)
    exponential = (3 + 0 + 7 / 2) / (7 + 3 / math.log2(3) + 1 / 2)
    assert ndcg(similarity, relevance, k=3) == pytest.approx(linear)
    assert ndcg(similarity, relevance, k=3, gain="exponential") == pytest.approx(exponential)


def test_the_normaliser_is_the_whole_gallery_not_what_was_retrieved():
    similarity, relevance = np.array([[0.9, 0.8, 0.1]]), np.array([[0.2, 0.1, 1.0]])
    assert ndcg(similarity, relevance, k=2) < 0.3
    assert ndcg(similarity, relevance, k=2, among="ideal") < 1  # of 1.0 and 0.2 the model puts 0.2 first


def test_a_masked_match_is_not_part_of_the_ideal():
    similarity, relevance = np.array([[0.9, 0.8, 0.7]]), np.array([[1.0, 0.5, 0.2]])
    without = np.array([[False, True, True]])
    assert ndcg(similarity, relevance, k=2, candidate=without) == 1
    assert ideal_relevance(relevance, k=2, candidate=without) == pytest.approx(0.35)


def test_nothing_relevant_has_no_ndcg():
    np.testing.assert_array_equal(ndcg_samples(np.eye(2), np.array([[0.0, 0.0], [0.0, 1.0]]), k=2), [np.nan, 1])


def test_never_above_one():
    rng = np.random.default_rng(0)
    relevance = rng.integers(1, 4, size=(200, 30)) / 7
    assert ndcg_samples(relevance, relevance, k=30).max() == 1


@given(
    similarity=tables,
    relevance=degrees,
    candidate=st.none() | masks(fewest=3),
    among=st.sampled_from(["model", "ideal"]),
)
@law
def test_mean_relevance_matches_the_definition(similarity, relevance, candidate, among):
    lists = listed(similarity, relevance, 3, candidate, among)
    expected = [sum(degree for _, degree in pairs) / 3 for pairs, _ in lists]
    best = [sum(sorted(of_all, reverse=True)[:3]) / 3 for _, of_all in lists]
    values = mean_relevance_samples(similarity, relevance, k=3, candidate=candidate, among=among)
    np.testing.assert_allclose(values, expected, atol=1e-12)
    np.testing.assert_allclose(ideal_relevance_samples(relevance, k=3, candidate=candidate), best, atol=1e-12)


def test_relevance_by_rank_against_the_ideal():
    similarity, relevance = np.array([[0.9, 0.8, 0.7]]), np.array([[0.0, 1.0, 0.5]])
    np.testing.assert_allclose(mean_relevance_samples(similarity, relevance, k=2), [0.5])
    np.testing.assert_allclose(ideal_relevance_curve(relevance, k_max=3), [1, 0.75, 0.5])
    assert ideal_relevance(relevance, k=2) == 0.75


def test_a_sum_of_many_small_degrees_keeps_its_digits():
    relevance = np.full((1, 100_000), 0.1, dtype=np.float32)
    assert mean_relevance_samples(relevance, relevance, k=100_000) == pytest.approx(np.float32(0.1), rel=1e-9)


def test_a_negative_gain_is_refused():
    relevance = np.array([[0.5, -0.25]])
    with pytest.raises(ValueError, match=r"`relevance` must not be negative as a gain, got -0\.25"):
        ndcg_samples(np.array([[0.9, 0.1]]), relevance, k=1)
    hidden = np.array([[True, False]])
    assert ndcg_samples(np.array([[0.9, 0.1]]), relevance, k=1, candidate=hidden) == 1


def test_an_unknown_gain_is_refused():
    with pytest.raises(ValueError, match="`gain` must be `linear` or `exponential`, got `exp`"):
        ndcg(np.zeros((1, 2)), np.ones((1, 2)), k=1, gain="exp")


def test_the_ideal_knows_no_model():
    relevance = np.array([[0.3, 0.9, 0.3]])
    ranked = rank_candidates(np.array([[1.0, 2.0, 3.0]]), relevance, k=2)
    np.testing.assert_array_equal(ranked.ideal, [[0.9, 0.3]])
