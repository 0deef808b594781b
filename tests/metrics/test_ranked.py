"""The list that every list metric reads, and the laws that all of them keep."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder import metrics
from ladder.metrics import rank_candidates
from tests.metrics.plainly import CANDIDATES, degrees, law, listed, masks, tables, untied

SAMPLES = {  # by name: with a k, and of a list that is ranked already, at its end
    "coherent_score": lambda ranked: metrics.coherent_score_of(ranked)[:, -1],
    "somers_d": lambda ranked: metrics.somers_d_of(ranked)[:, -1],
    "spearman": lambda ranked: metrics.spearman_of(ranked, ranked.relevance.shape[1]),
    "ndcg": lambda ranked: metrics.ndcg_of(ranked)[:, -1],
    "mean_relevance": lambda ranked: metrics.mean_relevance_of(ranked)[:, -1],
    "rbo": lambda ranked: metrics.rbo_of(ranked)[:, -1],
    "tau_ap": lambda ranked: metrics.tau_ap_of(ranked)[:, -1],
}
CURVES = {  # at every cut-off of a list
    "coherent_score": metrics.coherent_score_of,
    "somers_d": metrics.somers_d_of,
    "ndcg": metrics.ndcg_of,
    "mean_relevance": metrics.mean_relevance_of,
    "rbo": metrics.rbo_of,
    "tau_ap": metrics.tau_ap_of,
}
every_metric = pytest.mark.parametrize("name", SAMPLES)


def samples(name, similarity, relevance, k, **selection):
    return getattr(metrics, f"{name}_samples")(similarity, relevance, k=k, **selection)


def test_no_list_metric_is_left_out():
    of_a_list = {name.removesuffix("_of") for name in metrics.__all__ if name.endswith("_of")}
    assert of_a_list == {*SAMPLES, "ideal_relevance"}  # which knows no similarity
    assert set(CURVES) == set(SAMPLES) - {"spearman"}


@given(
    similarity=tables,
    relevance=degrees,
    candidate=st.none() | masks(),
    among=st.sampled_from(["model", "ideal"]),
    data=st.data(),
)
@law
def test_the_list_is_as_defined(similarity, relevance, candidate, among, data):
    fewest = CANDIDATES if candidate is None else candidate.sum(axis=1).min()
    k = data.draw(st.integers(1, int(fewest)))
    ranked = rank_candidates(similarity, relevance, k=k, candidate=candidate, among=among)
    for q, (pairs, degrees_of_all) in enumerate(listed(similarity, relevance, k, candidate, among)):
        np.testing.assert_array_equal(np.transpose([ranked.similarity[q], ranked.relevance[q]]), pairs)
        np.testing.assert_array_equal(ranked.ideal[q], sorted(degrees_of_all, reverse=True)[:k])
        assert ranked.least[q] == min(degrees_of_all)


@every_metric
@given(similarity=tables, relevance=degrees, candidate=masks(fewest=3), among=st.sampled_from(["model", "ideal"]))
@law
def test_a_ranked_list_gives_what_the_tables_give(name, similarity, relevance, candidate, among):
    ranked = rank_candidates(similarity, relevance, k=3, candidate=candidate, among=among)
    expected = samples(name, similarity, relevance, 3, candidate=candidate, among=among)
    np.testing.assert_array_equal(SAMPLES[name](ranked), expected)


@pytest.mark.parametrize("name", CURVES)
@given(similarity=tables, relevance=degrees)
@law
def test_a_curve_holds_every_cut_off(name, similarity, relevance):
    curve = CURVES[name](rank_candidates(similarity, relevance, k=6))
    for k in range(2, 7):
        np.testing.assert_allclose(curve[:, k - 1], samples(name, similarity, relevance, k), rtol=0, atol=1e-15)


@pytest.mark.parametrize("name", ["coherent_score", "somers_d", "mean_relevance"])
@given(similarity=tables, relevance=degrees)
@law
def test_the_named_curves_are_those_of_the_list_and_their_means(name, similarity, relevance):
    expected = CURVES[name](rank_candidates(similarity, relevance, k=5))
    of_queries = getattr(metrics, f"{name}_curve_samples")(similarity, relevance, k_max=5)
    np.testing.assert_array_equal(of_queries, expected)
    means = [getattr(metrics, name)(similarity, relevance, k=k) for k in range(2, 6)]
    np.testing.assert_allclose(getattr(metrics, f"{name}_curve")(similarity, relevance, k_max=5)[1:], means, atol=1e-15)


@every_metric
@given(similarity=tables, relevance=degrees)
@law
def test_the_mean_is_over_the_defined_queries(name, similarity, relevance):
    values = samples(name, similarity, relevance, 4)
    defined = [value for value in values if not np.isnan(value)]
    expected = sum(defined) / len(defined) if defined else np.nan
    np.testing.assert_allclose(getattr(metrics, name)(similarity, relevance, k=4), expected)
    assert metrics.undefined_share(values) == (len(values) - len(defined)) / len(values)


@every_metric
@given(similarity=tables, relevance=degrees, among=st.sampled_from(["model", "ideal"]))
@law
def test_only_the_order_of_similarity_matters(name, similarity, relevance, among):
    np.testing.assert_array_equal(
        samples(name, np.exp(similarity), relevance, 4, among=among),
        samples(name, similarity, relevance, 4, among=among),
    )


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"ndcg", "mean_relevance"}))
@given(similarity=tables, relevance=degrees)
@law
def test_only_the_order_of_relevance_matters(name, similarity, relevance):
    np.testing.assert_array_equal(
        samples(name, similarity, np.exp(relevance), 4), samples(name, similarity, relevance, 4)
    )


@every_metric
@given(similarity=untied, relevance=degrees, order=st.permutations(range(CANDIDATES)))
@law
def test_the_order_of_the_candidates_does_not_matter_without_ties_in_similarity(name, similarity, relevance, order):
    np.testing.assert_array_equal(
        samples(name, similarity[:, order], relevance[:, order], 4), samples(name, similarity, relevance, 4)
    )


@every_metric
@given(relevance=degrees, among=st.sampled_from(["model", "ideal"]))
@law
def test_the_ideal_order_is_the_best(name, relevance, among):
    values = samples(name, relevance, relevance, 4, among=among)
    best = metrics.ideal_relevance_samples(relevance, k=4) if name == "mean_relevance" else 1
    np.testing.assert_allclose(values, np.where(np.isnan(values), np.nan, best), atol=1e-12)
    differs = np.sort(relevance, axis=1)[:, -4] < relevance.max(axis=1)
    assert not np.isnan(values[differs]).any()


@every_metric
@given(similarity=untied, relevance=degrees)
@law
def test_no_order_is_better_than_the_ideal(name, similarity, relevance):
    values, best = samples(name, similarity, relevance, 4), samples(name, relevance, relevance, 4)
    assert (values <= best + 1e-12)[~np.isnan(values) & ~np.isnan(best)].all()


@every_metric
@given(similarity=tables, relevance=degrees, candidate=masks(fewest=3), among=st.sampled_from(["model", "ideal"]))
@law
def test_what_is_masked_out_is_as_if_it_were_not_there(name, similarity, relevance, candidate, among):
    values = samples(name, similarity, relevance, 3, candidate=candidate, among=among)
    for q, kept in enumerate(candidate):
        alone = samples(name, similarity[q : q + 1, kept], relevance[q : q + 1, kept], 3, among=among)
        np.testing.assert_array_equal(values[q : q + 1], alone)


@every_metric
@given(similarity=tables, relevance=degrees)
@law
def test_a_block_of_queries_gives_its_part_of_the_whole(name, similarity, relevance):
    parts = [samples(name, similarity[rows], relevance[rows], 5) for rows in (slice(0, 1), slice(1, 3))]
    np.testing.assert_array_equal(np.concatenate(parts), samples(name, similarity, relevance, 5))


@every_metric
def test_a_transposed_table_is_read_the_right_way_round(name):
    rng = np.random.default_rng(0)
    similarity, relevance = rng.integers(4, size=(2, 6, 9)).astype(np.float32)
    np.testing.assert_array_equal(
        samples(name, np.asfortranarray(similarity), np.asfortranarray(relevance), 5),
        samples(name, similarity, relevance, 5),
    )


@every_metric
def test_half_and_single_precision_are_enough(name):
    rng = np.random.default_rng(0)
    similarity, relevance = rng.integers(5, size=(2, 6, 9)) / 4
    for dtype in (np.float16, np.float32):
        np.testing.assert_allclose(
            samples(name, similarity.astype(dtype), relevance.astype(dtype), 5),
            samples(name, similarity, relevance, 5),
        )


def test_the_common_set_is_the_same_for_every_model():
    relevance = np.array([[0.5, 0.9, 0.5, 0.5, 0.1]])
    first = rank_candidates(np.array([[1.0, 2, 3, 4, 5]]), relevance, k=2, among="ideal")
    second = rank_candidates(np.array([[5.0, 4, 3, 2, 1]]), relevance, k=2, among="ideal")
    np.testing.assert_array_equal(first.similarity, [[2, 1]])  # the first of those tied at 0.5
    np.testing.assert_array_equal(second.similarity, [[5, 4]])


def test_a_collapsed_model_is_not_given_the_order_of_the_common_set():
    relevance = np.array([[0.2, 0.9, 0.1, 0.5]])
    ranked = rank_candidates(np.zeros((1, 4)), relevance, k=3, among="ideal")
    np.testing.assert_array_equal(ranked.relevance, [[0.2, 0.9, 0.5]])


def test_a_masked_candidate_does_not_hide_one_that_is_infinitely_dissimilar():
    similarity = np.array([[0.0, -np.inf, 1.0, -np.inf]])
    candidate = np.array([[True, False, True, True]])
    ranked = rank_candidates(similarity, np.array([[0.1, 0.2, 0.3, 0.4]]), k=3, candidate=candidate)
    np.testing.assert_array_equal(ranked.relevance, [[0.3, 0.1, 0.4]])


def test_without_a_k_all_that_every_query_has_are_ranked():
    candidate = np.array([[True, True, True], [True, False, True]])
    assert rank_candidates(np.zeros((2, 3)), np.zeros((2, 3))).relevance.shape == (2, 3)
    assert rank_candidates(np.zeros((2, 3)), np.zeros((2, 3)), candidate=candidate).relevance.shape == (2, 2)


def test_no_queries_give_no_lists():
    ranked = rank_candidates(np.zeros((0, 3)), np.zeros((0, 3)), k=2)
    assert metrics.ndcg_of(ranked).shape == metrics.rbo_of(ranked).shape == metrics.tau_ap_of(ranked).shape == (0, 2)


@pytest.mark.parametrize("selection", [{}, {"candidate": True}, {"among": "ideal"}])
def test_memory_is_a_small_multiple_of_a_block(selection):
    rng = np.random.default_rng(0)
    similarity, relevance = rng.random((2, 50, 20_000), dtype=np.float32)
    if "candidate" in selection:
        selection = {"candidate": rng.random(similarity.shape) < 0.9}
    tracemalloc.start()
    ranked = rank_candidates(similarity, relevance, k=200, **selection)
    assert ranked.ideal.shape == (50, 200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * similarity.nbytes


@pytest.mark.parametrize("k", [0, -1, 5])
def test_a_k_that_no_list_can_have_is_refused(k):
    with pytest.raises(ValueError, match=f"`k` must lie between 1 and 4, .* got {k}"):
        rank_candidates(np.zeros((2, 4)), np.zeros((2, 4)), k=k)


def test_a_k_beyond_the_fewest_candidates_is_refused():
    candidate = np.array([[True, True, True], [True, False, True]])
    with pytest.raises(
        ValueError, match="`k` must lie between 1 and 2, the candidates of the query with fewest, got 3"
    ):
        rank_candidates(np.zeros((2, 3)), np.zeros((2, 3)), k=3, candidate=candidate)


def test_a_query_without_a_candidate_is_refused():
    candidate = np.array([[True], [False]])
    with pytest.raises(ValueError, match="`k` must lie between 1 and 0"):
        rank_candidates(np.zeros((2, 1)), np.zeros((2, 1)), candidate=candidate)


def test_an_unknown_selection_is_refused():
    with pytest.raises(ValueError, match="`among` must be `model` or `ideal`, got `best`"):
        rank_candidates(np.zeros((1, 2)), np.zeros((1, 2)), among="best")
    with pytest.raises(TypeError, match="masked"):
        metrics.ndcg(np.zeros((1, 2)), np.zeros((1, 2)), k=1, masked=None)


def test_tables_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"`relevance` \(2, 3\) must have the shape of `similarity` \(3, 2\)"):
        rank_candidates(np.zeros((3, 2)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match=r"`candidate` \(1, 2\) must have the shape of `similarity` \(2, 2\)"):
        rank_candidates(np.zeros((2, 2)), np.zeros((2, 2)), candidate=np.ones((1, 2), dtype=bool))
    with pytest.raises(TypeError, match="`candidate` must be a table of booleans, got float64"):
        rank_candidates(np.zeros((2, 2)), np.zeros((2, 2)), candidate=np.ones((2, 2)))
    with pytest.raises(ValueError, match="`similarity` holds nan"):
        rank_candidates(np.array([[np.nan]]), np.zeros((1, 1)))
