"""The coherent score: by hand, by the published vectors, against scipy, and by laws; with numba and without."""

import importlib.util
import itertools
import subprocess
import sys

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.metrics import (
    coherent_score,
    coherent_score_curve,
    coherent_score_curve_samples,
    coherent_score_samples,
    kendall,
    rank_candidates,
    somers_d,
    somers_d_curve,
    somers_d_curve_samples,
    somers_d_samples,
    spearman,
    spearman_of,
    spearman_samples,
)
from tests.conftest import absent
from tests.metrics.plainly import law, listed, tables

untied = st.permutations(range(7)).map(lambda row: np.array([row], dtype=float))

S = np.array([[0.60, 0.30, 0.45, -0.05], [0.35, 0.50, 0.40, 0.10], [0.20, 0.55, 0.70, 0.15], [-0.10, 0.05, 0.25, 0.40]])
R = np.array([[1, 0.80, 0.30, 0.10], [0.80, 1, 0.70, 0.20], [0.30, 0.70, 1, 0.65], [0.10, 0.20, 0.65, 1]])


@pytest.fixture(params=["numba", "numpy"], autouse=True)
def path(request, monkeypatch):
    """Every test runs compiled and, as where numba is not installed, in numpy."""
    if request.param == "numpy":
        monkeypatch.setitem(sys.modules, "numba", None)
    elif importlib.util.find_spec("numba") is None:
        absent("numba is not installed")
    kendall._kernel.cache_clear()
    yield request.param
    kendall._kernel.cache_clear()


def scipy_by_definition(similarity, relevance, k):
    """Each row: a stable descending sort, cut at k, and scipy's tau-b."""
    scores = []
    for s, r in zip(similarity, relevance):
        kept = sorted(range(len(s)), key=lambda c: -s[c])[:k]
        scores.append(scipy.stats.kendalltau(s[kept], r[kept], variant="b").statistic)
    return np.array(scores)


def pairs_by_definition(similarity, relevance, k):
    """Kendall 1945 by counting every pair."""
    scores = []
    for s, r in zip(similarity, relevance):
        kept = sorted(range(len(s)), key=lambda c: -s[c])[:k]
        balance = of_similarity = of_relevance = 0
        for a in range(k):
            for b in range(a):
                by_s, by_r = np.sign(s[kept[a]] - s[kept[b]]), np.sign(r[kept[a]] - r[kept[b]])
                balance, of_similarity, of_relevance = (
                    balance + by_s * by_r,
                    of_similarity + by_s**2,
                    of_relevance + by_r**2,
                )
        scores.append(balance / np.sqrt(of_similarity * of_relevance) if of_similarity and of_relevance else np.nan)
    return np.array(scores)


def test_the_path_under_test_is_the_one_meant(path):
    assert (kendall._kernel() is None) == (path == "numpy")


def test_worked_example():
    # The nearest three have relevance 3, 1, 2: of three pairs two agree and one does not, (2 - 1) / 3.
    similarity = np.array([[0.9, 0.8, 0.7, 0.1]])
    relevance = np.array([[3.0, 1.0, 2.0, 9.0]])
    assert coherent_score_samples(similarity, relevance, k=3) == pytest.approx([1 / 3])
    # With the fourth, most relevant of all and last: 2 agree, 4 do not, (2 - 4) / 6.
    assert coherent_score_samples(similarity, relevance, k=4) == pytest.approx([-1 / 3])


@pytest.mark.parametrize(
    ("similarity", "relevance", "k", "expected"),
    [
        (S, R, 3, [1 / 3, 1 / 3, 1, 1]),
        (S.T, R.T, 3, [1, -1 / 3, 1 / 3, 1]),
        (S, R, 4, [2 / 3, 2 / 3, 2 / 3, 1]),
        (S.T, R.T, 4, [1, 1 / 3, 1 / 3, 1]),
    ],
    ids=["rows@3", "columns@3", "rows@4", "columns@4"],
)
def test_small_batch(similarity, relevance, k, expected):
    np.testing.assert_allclose(coherent_score_samples(similarity, relevance, k=k), expected, atol=1e-15)
    assert coherent_score(similarity, relevance, k=k) == pytest.approx(np.mean(expected))


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [([1, 0.5, 0.5, 0.2], 0.912871), ([0, 0, 0, 1], -0.707107), ([0.3, 0.3, 0.3, 0.3], np.nan)],
)
def test_ties_in_relevance(relevance, expected):
    score = coherent_score_samples(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([relevance]), k=4)
    np.testing.assert_allclose(score, [expected], atol=5e-7)


@given(similarity=tables, relevance=tables, k=st.integers(2, 7))
@law
def test_agrees_with_scipy_and_the_definition(similarity, relevance, k):
    scores = coherent_score_samples(similarity, relevance, k=k)
    np.testing.assert_array_equal(scores, scipy_by_definition(similarity, relevance, k))
    np.testing.assert_allclose(scores, pairs_by_definition(similarity, relevance, k), atol=1e-12)


def somers_by_definition(similarity, relevance, k):
    """Somers 1962 by counting every pair that differs in relevance."""
    scores = []
    for pairs, _ in listed(similarity, relevance, k):
        signs = [
            np.sign(a[0] - b[0]) * np.sign(a[1] - b[1]) for a, b in itertools.combinations(pairs, 2) if a[1] != b[1]
        ]
        scores.append(np.mean(signs) if signs else np.nan)
    return scores


@given(similarity=tables, relevance=tables, k=st.integers(2, 7))
@law
def test_somers_d_agrees_with_the_definition_and_scipy(similarity, relevance, k):
    scores = somers_d_samples(similarity, relevance, k=k)
    np.testing.assert_allclose(scores, somers_by_definition(similarity, relevance, k), atol=1e-12)
    for score, (pairs, _) in zip(scores, listed(similarity, relevance, k)):
        retrieved, degrees = np.transpose(pairs)
        if len(set(retrieved)) == 1 and len(set(degrees)) > 1:
            assert score == 0  # scipy has nan: a model that rates all alike has no pair in order, and none out of it
        else:
            with np.errstate(invalid="ignore"):  # of its p-value
                np.testing.assert_allclose(score, scipy.stats.somersd(degrees, retrieved).statistic, atol=1e-12)


@given(similarity=tables, relevance=tables, k=st.integers(2, 7))
@law
def test_spearman_agrees_with_scipy(similarity, relevance, k):
    scores = spearman_samples(similarity, relevance, k=k)
    for score, (pairs, _) in zip(scores, listed(similarity, relevance, k)):
        retrieved, degrees = np.transpose(pairs)
        if len(set(retrieved)) == 1 or len(set(degrees)) == 1:
            assert np.isnan(score)
        else:
            np.testing.assert_allclose(score, scipy.stats.spearmanr(retrieved, degrees).statistic, atol=1e-12)


def test_spearman_by_hand():
    # Ranks 1 2 3 4 against 1 3 3 3 in mid-ranks of the tied: covariance 3, variances 5 and 3.
    score = spearman_samples(np.array([[4.0, 3, 2, 1]]), np.array([[0.9, 0.5, 0.5, 0.5]]), k=4)
    np.testing.assert_allclose(score, 3 / np.sqrt(5 * 3))


def test_spearman_of_the_first_k_of_a_longer_list():
    ranked = rank_candidates(S, R, k=4)
    np.testing.assert_array_equal(spearman_of(ranked, 3), spearman_samples(S, R, k=3))
    assert np.isnan(spearman_of(ranked, 1)).all()
    for k in (0, 5):
        with pytest.raises(ValueError, match=f"`k` must lie between 1 and the list's 4, got {k}"):
            spearman_of(ranked, k)


def test_five_equal_grades_cap_tau_b_and_not_somers_d():
    similarity, relevance = np.arange(100.0)[None], np.arange(100)[None] // 20
    assert coherent_score(similarity, relevance, k=100) == pytest.approx(np.sqrt(4000 / 4950))
    assert somers_d(similarity, relevance, k=100) == 1


@given(similarity=tables, relevance=tables)
@law
def test_somers_d_of_every_cut_off(similarity, relevance):
    curve = somers_d_curve_samples(similarity, relevance, k_max=6)
    assert np.isnan(curve[:, 0]).all()
    for k in range(2, 7):
        np.testing.assert_array_equal(curve[:, k - 1], somers_d_samples(similarity, relevance, k=k))


def test_the_authors_protocol_by_loops():
    # One caption an image, the whole list, the query's own pair in it, each direction by its own rows.
    rng = np.random.default_rng(0)
    similarity = rng.standard_normal((12, 12)) + np.eye(12)
    captions = np.round(rng.random((12, 12)), 1)  # tied degrees
    relevance = np.maximum(captions, captions.T)
    np.fill_diagonal(relevance, 1)
    to_caption, to_image = [], []
    for q in range(12):
        to_caption.append(scipy.stats.kendalltau(similarity[q], relevance[q]).statistic)
        to_image.append(scipy.stats.kendalltau(similarity[:, q], relevance[:, q]).statistic)
    assert coherent_score(similarity, relevance, k=12) == pytest.approx(np.mean(to_caption))
    assert coherent_score(similarity.T, relevance.T, k=12) == pytest.approx(np.mean(to_image))
    without = coherent_score(similarity, relevance, k=11, candidate=~np.eye(12, dtype=bool))
    assert without < coherent_score(similarity, relevance, k=12)


@given(similarity=tables, relevance=tables)
@law
def test_both_ways_of_counting_give_the_same_counts(similarity, relevance):
    descending = -np.sort(-similarity, axis=1)
    counted = kendall.count_pairs(descending, relevance)
    by_columns = kendall.PairCounts(*(np.zeros((3, 7), dtype=np.int64) for _ in range(3)))
    kendall._fill_by_columns(descending, relevance, *by_columns)
    np.testing.assert_array_equal(counted, by_columns)


@given(similarity=tables, relevance=tables)
@law
def test_the_curve_holds_every_score(similarity, relevance):
    curve = coherent_score_curve_samples(similarity, relevance, k_max=6)
    assert curve.shape == (3, 6)
    assert np.isnan(curve[:, 0]).all()
    for k in range(2, 7):
        np.testing.assert_array_equal(curve[:, k - 1], coherent_score_samples(similarity, relevance, k=k))


@pytest.mark.parametrize("relevance_values", [3, 1000], ids=["tied relevance", "untied relevance"])
@pytest.mark.parametrize("similarity_values", [3, 1000], ids=["tied similarity", "untied similarity"])
def test_long_lists_agree_with_scipy(similarity_values, relevance_values):
    rng = np.random.default_rng(0)
    similarity = rng.integers(similarity_values, size=(4, 150)).astype(np.float32)
    relevance = rng.integers(relevance_values, size=(4, 150)).astype(np.float32)
    curve = coherent_score_curve_samples(similarity, relevance, k_max=120)
    for k in (2, 3, 40, 119, 120):
        np.testing.assert_array_equal(curve[:, k - 1], scipy_by_definition(similarity, relevance, k))


@given(similarity=tables, relevance=tables)
@law
def test_only_the_order_of_relevance_matters(similarity, relevance):
    np.testing.assert_array_equal(
        coherent_score_samples(similarity, np.exp(relevance), k=5),
        coherent_score_samples(similarity, relevance, k=5),
    )


@given(similarity=tables, relevance=tables)
@law
def test_reversed_relevance_turns_the_sign(similarity, relevance):
    np.testing.assert_array_equal(
        coherent_score_samples(similarity, -relevance, k=5), -coherent_score_samples(similarity, relevance, k=5)
    )


@given(similarity=untied)
@law
def test_relevance_in_order_is_the_best_and_reversed_the_worst(similarity):
    assert coherent_score_samples(similarity, np.exp(similarity), k=5) == pytest.approx([1])
    assert coherent_score_samples(similarity, -similarity, k=5) == pytest.approx([-1])


@given(
    similarity=untied,
    relevance=hnp.arrays(np.float64, (1, 7), elements=st.integers(0, 3).map(float)),
    order=st.permutations(range(7)),
)
@law
def test_the_order_of_the_candidates_does_not_matter_without_ties(similarity, relevance, order):
    np.testing.assert_array_equal(
        coherent_score_curve_samples(similarity[:, order], relevance[:, order], k_max=7),
        coherent_score_curve_samples(similarity, relevance, k_max=7),
    )


def test_equal_similarities_keep_the_candidates_order_at_the_cut():
    similarity = np.array([[0.5, 0.9, 0.5, 0.5]])
    assert coherent_score_samples(similarity, np.array([[0.1, 0.8, 0.9, 0.9]]), k=2) == [1]
    assert coherent_score_samples(similarity, np.array([[0.9, 0.8, 0.1, 0.1]]), k=2) == [-1]


@given(similarity=tables, relevance=tables)
@law
def test_a_block_of_queries_gives_its_part_of_the_whole(similarity, relevance):
    whole = coherent_score_curve_samples(similarity, relevance, k_max=7)
    parts = [coherent_score_curve_samples(similarity[q : q + 1], relevance[q : q + 1], k_max=7) for q in range(3)]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_undefined_queries_are_left_out_of_the_mean():
    similarity = np.array([[0.9, 0.8, 0.7], [0.9, 0.8, 0.7], [0.4, 0.4, 0.4]])
    relevance = np.array([[0.1, 0.2, 0.3], [0.5, 0.5, 0.9], [0.1, 0.2, 0.3]])
    np.testing.assert_array_equal(coherent_score_samples(similarity, relevance, k=2), [-1, np.nan, np.nan])
    assert coherent_score(similarity, relevance, k=2) == -1
    curve = coherent_score_curve(similarity, relevance, k_max=3)
    np.testing.assert_allclose(curve, [np.nan, -1, (-1 - np.sqrt(2 / 3)) / 2])


def test_a_constant_table_has_no_score():
    assert np.isnan(coherent_score(np.eye(3), np.ones((3, 3)), k=3))


def test_inputs_are_left_as_they_were():
    similarity, relevance = S.copy(), R.copy()
    coherent_score_curve(similarity, relevance, k_max=4)
    np.testing.assert_array_equal(similarity, S)
    np.testing.assert_array_equal(relevance, R)


@pytest.mark.parametrize(
    ("k", "message"),
    [
        (1, "`k` must be at least 2, one candidate has no order; got 1"),
        (5, "`k` must lie between 1 and 4, the candidates of the query with fewest, got 5"),
    ],
)
def test_k_out_of_range_is_refused(k, message):
    for metric in (coherent_score, somers_d, spearman):
        with pytest.raises(ValueError, match=message):
            metric(S, R, k=k)
    for curve in (coherent_score_curve, somers_d_curve):
        with pytest.raises(ValueError, match=message):
            curve(S, R, k_max=k)


def test_tables_of_two_shapes_are_refused():
    with pytest.raises(ValueError, match=r"`relevance` \(2, 3\) must have the shape of `similarity` \(3, 2\)"):
        coherent_score(np.zeros((3, 2)), np.zeros((2, 3)), k=2)


def test_nan_is_refused():
    with pytest.raises(ValueError, match="`relevance` holds nan"):
        coherent_score(S, np.full_like(R, np.nan), k=2)


def test_importing_the_metrics_loads_neither_numba_nor_torch():
    code = "import sys, ladder.metrics; sys.exit(any(name in sys.modules for name in ('numba', 'torch', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
