"""RBO and AP correlation: by hand, by their definitions, against ir-measures, and by laws."""

import itertools

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder.metrics import coherent_score_samples, rbo, rbo_samples, tau_ap, tau_ap_samples
from tests.metrics.plainly import CANDIDATES, QUERIES, degrees, law, listed, masks, tables, untied

selections = {"candidate": st.none() | masks(fewest=4), "among": st.sampled_from(["model", "ideal"])}


def rbo_ext(first, second, p):
    """RBO_EXT of Webber et al. 2010, of two rankings of one length."""
    k = len(first)
    overlap = [len(set(first[:d]) & set(second[:d])) for d in range(1, k + 1)]
    tail = sum(x / d * p**d for d, x in enumerate(overlap, start=1))
    return overlap[-1] / k * p**k + (1 - p) / p * tail


def ideal_orders(relevance):
    """Every order of the candidates that relevance allows."""
    grades = sorted(set(relevance), reverse=True)
    groups = [[c for c in range(len(relevance)) if relevance[c] == grade] for grade in grades]
    for orders in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield [c for order in orders for c in order]


def tau_ap_by_definition(pairs):
    """Yilmaz et al. 2008 over the pairs that differ in relevance; a pair tied in similarity is neither."""
    up = down = 0.0
    for i in range(1, len(pairs)):
        for before in pairs[:i]:
            down += (before[1] != pairs[i][1]) / i
            up += (before[0] != pairs[i][0]) * np.sign(before[1] - pairs[i][1]) / i
    return up / down if down else np.nan


@given(similarity=tables, relevance=degrees, p=st.sampled_from([0.5, 0.9]), k=st.integers(1, 4), **selections)
@law
def test_rbo_matches_the_definition(similarity, relevance, p, k, candidate, among):
    values = rbo_samples(similarity, relevance, p=p, k=k, candidate=candidate, among=among)
    for q, value in enumerate(values):
        kept = [c for c in range(CANDIDATES) if candidate is None or candidate[q, c]]
        if among == "ideal":
            kept = sorted(sorted(kept, key=lambda c: -relevance[q, c])[:k])
        model = sorted(kept, key=lambda c: -similarity[q, c])
        ideal = sorted(model, key=lambda c: -relevance[q, c])
        constant = len(set(relevance[q, kept])) == 1
        np.testing.assert_allclose(value, np.nan if constant else rbo_ext(model[:k], ideal[:k], p), atol=1e-12)


@given(similarity=untied, relevance=degrees.map(lambda table: np.ceil(table[:1] * 2)), k=st.integers(1, 7))
@law
def test_rbo_is_the_best_over_the_orders_that_relevance_allows(similarity, relevance, k):
    value = rbo_samples(similarity[:1], relevance, k=k)[0]
    model = sorted(range(CANDIDATES), key=lambda c: -similarity[0, c])
    best = max(rbo_ext(model[:k], order[:k], 0.9) for order in ideal_orders(relevance[0]))
    assert value == pytest.approx(best) or (np.isnan(value) and len(set(relevance[0])) == 1)


@given(similarity=untied, relevance=tables, p=st.sampled_from([0.8, 0.95]))
@law
def test_rbo_agrees_with_compatibility(similarity, relevance, p):
    # Clarke et al.'s measure is the truncated sum over its weights; ours adds the agreement at the end, here 1.
    grades = {f"q{q}": {f"d{c}": int(grade) + 1 for c, grade in enumerate(row)} for q, row in enumerate(relevance)}
    run = {f"q{q}": {f"d{c}": score for c, score in enumerate(row)} for q, row in enumerate(similarity)}
    measure = ir_measures.Compat(p=p, normalize=False)
    found = {m.query_id: m.value for m in ir_measures.iter_calc([measure], grades, run)}
    expected = p**CANDIDATES + (1 - p**CANDIDATES) * np.array([found[f"q{q}"] for q in range(QUERIES)])
    values = rbo_samples(similarity, relevance, p=p)
    np.testing.assert_allclose(values, np.where(np.isnan(values), np.nan, expected), atol=1e-12)


def test_rbo_of_lists_that_share_two_letters():
    # abcdefg against zcavwxy agree 0, 0, 2/3, 2/4, 2/5, 2/6, 2/7. The letters a to g are the most relevant, in turn.
    agreement = [0, 0, 2 / 3, 2 / 4, 2 / 5, 2 / 6, 2 / 7]
    expected = 2 / 7 * 0.9**7 + 0.1 / 0.9 * sum(a * 0.9**d for d, a in enumerate(agreement, start=1))
    letters, order = "abcdefgzvwxy", "zcavwxybdefg"
    relevance = np.array([[12.0 - place for place in range(12)]])
    similarity = np.array([[12.0 - order.index(letter) for letter in letters]])
    assert rbo(similarity, relevance, k=7) == pytest.approx(expected)


def test_rbo_as_others_print_it():
    # 1 2 3 4 5 against 2 3 4 1 5, p = 0.9: 0.828 in the README of b4ny4n/rankmeasures.
    assert rbo(np.array([[2.0, 5, 4, 3, 1]]), np.array([[5.0, 4, 3, 2, 1]])) == pytest.approx(0.828, abs=5e-4)


def test_rbo_worst_and_undefined():
    similarity, relevance = np.array([[4.0, 3, 2, 1]]), np.array([[0.0, 0.0, 1.0, 1.0]])
    assert rbo(similarity, relevance, k=2) == 0
    assert np.isnan(rbo(similarity, np.full((1, 4), 0.5)))
    assert rbo(np.array([[4.0, 3, 2, 1]]), np.array([[1.0, 1.0, 0.0, 0.0]]), k=2) == pytest.approx(1)


def test_rbo_counts_most_at_the_top():
    relevance = np.array([[6.0, 5, 4, 3, 2, 1]])
    top, bottom = np.array([[5.0, 6, 4, 3, 2, 1]]), np.array([[6.0, 5, 4, 3, 1, 2]])
    assert rbo(top, relevance) < rbo(bottom, relevance) < 1


@pytest.mark.parametrize("p", [0, 1, -0.1, np.nan])
def test_a_p_outside_is_refused(p):
    with pytest.raises(ValueError, match="`p` must lie between 0 and 1, got"):
        rbo(np.eye(2), np.eye(2), p=p)


@given(similarity=tables, relevance=degrees, k=st.integers(2, 4), **selections)
@law
def test_tau_ap_matches_the_definition(similarity, relevance, k, candidate, among):
    lists = listed(similarity, relevance, k, candidate, among)
    values = tau_ap_samples(similarity, relevance, k=k, candidate=candidate, among=among)
    np.testing.assert_allclose(values, [tau_ap_by_definition(pairs) for pairs, _ in lists], atol=1e-12)


@given(similarity=untied, order=st.permutations(range(CANDIDATES)))
@law
def test_tau_ap_without_ties_is_that_of_the_paper(similarity, order):
    relevance = similarity[:1, order]
    ranks = relevance[0][np.argsort(-similarity[0])]
    in_order = [sum(ranks[j] > ranks[i] for j in range(i)) / i for i in range(1, CANDIDATES)]
    expected = 2 / (CANDIDATES - 1) * sum(in_order) - 1
    assert tau_ap(similarity[:1], relevance) == pytest.approx(expected)


def test_tau_ap_by_hand():
    # In the model's order the degrees are 3, 1, 2, 2. Rank 2: above it 3, in order: 1/1. Rank 3: 3 is, 1 is not: 0/2.
    # Rank 4: 3 is, 1 is not, 2 is equally relevant: 0/3. Pairs that differ: 1/1 + 2/2 + 2/3.
    similarity, relevance = np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[3.0, 1.0, 2.0, 2.0]])
    assert tau_ap(similarity, relevance) == pytest.approx(1 / (1 + 1 + 2 / 3))


@given(similarity=untied, relevance=degrees)
@law
def test_reversed_relevance_turns_the_sign_of_tau_ap(similarity, relevance):
    np.testing.assert_allclose(
        tau_ap_samples(similarity, -relevance), -tau_ap_samples(similarity, relevance), atol=1e-15
    )


def test_tau_ap_reaches_one_with_ties_in_relevance_where_tau_b_does_not():
    similarity, relevance = np.array([[4.0, 3, 2, 1]]), np.array([[1.0, 1.0, 0.0, 0.0]])
    assert tau_ap(similarity, relevance) == 1
    assert coherent_score_samples(similarity, relevance, k=4) < 0.9


def test_tau_ap_of_a_collapsed_model_is_zero_and_of_constant_relevance_undefined():
    relevance = np.array([[3.0, 2.0, 1.0]])
    assert tau_ap(np.zeros((1, 3)), relevance) == 0
    assert np.isnan(tau_ap(relevance, np.zeros((1, 3))))
    assert np.isnan(tau_ap(relevance, relevance, k=1))
