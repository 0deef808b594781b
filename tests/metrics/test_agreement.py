"""Agreement of two ratings: by hand, by definition, against scipy, by laws; and how often its interval holds."""

import itertools

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.metrics import kendall_tau_b, kendall_tau_c, pearson_r, spearman_rho

X, Y = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1, 0.5, 0.5, 0.2])
MEASURES = [kendall_tau_b, kendall_tau_c, spearman_rho, pearson_r]
SCIPY = {
    kendall_tau_b: lambda x, y: scipy.stats.kendalltau(x, y).statistic,
    kendall_tau_c: lambda x, y: scipy.stats.kendalltau(x, y, variant="c").statistic,
    spearman_rho: lambda x, y: scipy.stats.spearmanr(x, y).statistic,
    pearson_r: lambda x, y: scipy.stats.pearsonr(x, y).statistic,
}
# Few distinct values, so that ties are common.
ratings = st.integers(3, 9).flatmap(
    lambda n: st.tuples(*(hnp.arrays(np.float64, n, elements=st.integers(-2, 2).map(float)) for _ in range(2)))
)


def varies(*values):
    return all(len(set(value)) > 1 for value in values)


def test_by_hand():
    """Five of the six pairs agree and one is tied in y: 5 / sqrt(6 * 5), and 2 * 5 / (16 * (3 - 1) / 3)."""
    assert kendall_tau_b(X, Y).value == pytest.approx(0.9128709)
    assert kendall_tau_c(X, Y).value == 0.9375
    # Ranks 4 3 2 1 and 4 2.5 2.5 1: the mean is 2.5, the products 4.5, the squares 5 and 4.5.
    assert spearman_rho(X, Y).value == pytest.approx(4.5 / np.sqrt(5 * 4.5))


def kendall_by_definition(x, y, grades):
    pairs = list(itertools.combinations(range(len(x)), 2))
    signs = [(np.sign(x[i] - x[j]), np.sign(y[i] - y[j])) for i, j in pairs]
    balance = sum(a * b for a, b in signs)
    untied = [sum(sign[side] != 0 for sign in signs) for side in (0, 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        tau_b = np.divide(balance, np.sqrt(np.prod(untied, dtype=float)))
        tau_c = np.divide(2 * balance, len(x) ** 2 * (grades - 1) / grades)
    return {kendall_tau_b: tau_b, kendall_tau_c: tau_c}


@given(ratings=ratings)
@settings(max_examples=150, deadline=None)
def test_values_are_those_of_the_definitions_and_of_scipy(ratings):
    x, y = ratings
    assume(varies(x, y))
    expected = kendall_by_definition(x, y, min(len(set(x)), len(set(y))))
    for measure in MEASURES:
        value = measure(x, y).value
        assert value == pytest.approx(SCIPY[measure](x, y), abs=1e-12)
        assert value == pytest.approx(expected.get(measure, value), abs=1e-12)
        assert -1 <= value <= 1


def jackknife_by_definition(measure, x, y, group):
    """The ends of the interval, from the coefficient of what remains when a group is taken out; None if undefined."""
    grades = min(len(set(x)), len(set(y)))
    without = []
    for one in set(group):
        a, b = x[group != one], y[group != one]
        if measure in (kendall_tau_b, kendall_tau_c):
            without.append(kendall_by_definition(a, b, grades)[measure])
        else:
            without.append(SCIPY[measure](a, b) if varies(a, b) else np.nan)
    count = len(without)
    if count < 2 or not varies(x, y) or np.isnan(without).any():
        return None, None
    error = np.sqrt((count - 1) / count * sum((value - np.mean(without)) ** 2 for value in without))
    reach = scipy.stats.t.ppf(0.975, count - 1) * error
    return max(-1, SCIPY[measure](x, y) - reach), min(1, SCIPY[measure](x, y) + reach)


@given(ratings=ratings, data=st.data())
@settings(max_examples=150, deadline=None)
def test_intervals_are_those_of_groups_left_out_one_by_one(ratings, data):
    x, y = ratings
    group = np.array(data.draw(st.lists(st.integers(5, 8), min_size=len(x), max_size=len(x))))
    for measure in (kendall_tau_b, kendall_tau_c):
        expected = jackknife_by_definition(measure, x, y, group)
        assert measure(x, y, group)[1:] == pytest.approx(expected, abs=1e-9)
    for measure in MEASURES:
        expected = jackknife_by_definition(measure, x, y, np.arange(len(x)))
        assert measure(x, y)[1:] == pytest.approx(expected, abs=1e-9)


@given(ratings=ratings, seed=st.integers(0, 99))
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("measure", MEASURES)
def test_laws(measure, ratings, seed):
    """Either rating may come first, the order of items is nothing, the other way round is the other sign."""
    x, y = ratings
    assume(varies(x, y))
    whole = measure(x, y)
    shuffled = np.random.default_rng(seed).permutation(len(x))
    for same in (measure(y, x), measure(x[shuffled], y[shuffled]), measure(3 * x + 1, y), measure(-x, -y)):
        assert tuple(same) == pytest.approx(tuple(whole), abs=1e-9)
    reversed_ = measure(x, -y)
    assert reversed_.value == pytest.approx(-whole.value, abs=1e-12)
    if whole.low is not None:
        assert (reversed_.low, reversed_.high) == pytest.approx((-whole.high, -whole.low), abs=1e-9)
        assert whole.low <= whole.value <= whole.high
    if measure is not pearson_r:
        assert tuple(measure(np.exp(x), y**3)) == pytest.approx(tuple(whole), abs=1e-9)


def test_the_groups_names_are_nothing():
    x, y = np.random.default_rng(0).integers(0, 4, size=(2, 30)).astype(float)
    group = np.arange(30) % 7
    for measure in (kendall_tau_b, kendall_tau_c):
        assert measure(x, y, group) == measure(x, y, 1000 - 3 * group)
        assert measure(x, y, np.arange(30)) == measure(x, y)


def test_many_ratings_of_few_and_of_many_grades_against_scipy():
    generator = np.random.default_rng(3)
    x = generator.normal(size=20_000)
    for y in (np.round(x + generator.normal(size=len(x))), x + generator.normal(size=len(x))):
        for measure in MEASURES:
            assert measure(x, y).value == pytest.approx(SCIPY[measure](x, y), abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
def test_what_has_no_order_is_undefined(measure):
    for x, y in ((X, np.ones(4)), (np.ones(4), X), (X[:1], Y[:1]), (X[:0], Y[:0])):
        value, low, high = measure(x, y)
        assert np.isnan(value)
        assert (low, high) == (None, None)


@pytest.mark.parametrize("measure", MEASURES)
def test_wrong_calls(measure):
    with pytest.raises(ValueError, match="equal length"):
        measure(X, Y[:3])
    with pytest.raises(ValueError, match="finite"):
        measure(X, np.array([1, 2, np.nan, 3]))


def test_one_group_gives_no_interval():
    assert kendall_tau_b(X, Y, np.zeros(4, dtype=int))[1:] == (None, None)


def drawn(generator, images):
    """Six captions an image and three judges a pair, with an error of the model that an image's pairs share."""
    image = np.repeat(np.arange(images), 6)
    truth = generator.normal(size=len(image)) + 0.5 * generator.normal(size=images)[image]
    score = 0.55 * truth + 0.8 * generator.normal(size=len(image)) + 0.7 * generator.normal(size=images)[image]
    grades = [np.digitize(truth + 0.4 * generator.normal(size=len(image)), [0.3, 1.2, 2.0]) for _ in range(3)]
    return np.tile(score, 3), np.concatenate(grades), np.tile(image, 3)


@pytest.mark.parametrize("measure", [kendall_tau_b, kendall_tau_c])
def test_the_interval_over_images_holds_the_truth_as_often_as_it_says(measure):
    """Of 400 samples of 25 images 95 % within four standard errors; taken for independent ratings, far fewer."""
    generator = np.random.default_rng(5)
    truth = measure(*drawn(generator, 20_000)).value
    held = {"images": 0, "ratings": 0}
    for _ in range(400):
        x, y, image = drawn(generator, 25)
        for name, group in (("images", image), ("ratings", None)):
            _, low, high = measure(x, y, group)
            held[name] += low <= truth <= high
    assert 0.906 <= held["images"] / 400 <= 0.994
    assert held["ratings"] / 400 < 0.85
