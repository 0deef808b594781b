"""Intervals, tests and shares: by hand, by loops over queries, against SciPy, by simulation, by laws."""

import itertools

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.comparison import draws
from ladder.comparison.paired import PairedSamples, differences, holm
from ladder.words.directions import DIRECTIONS as WAYS

RANKS = ("recall@1", "recall@5", "recall@10", "median_rank", "mean_rank")


def only(values, image=None, name="cs@10"):
    """The samples of one figure in one direction; by default a query an image."""
    count = len(values)
    columns = {name: np.asarray(values, dtype=np.float32), "query": np.arange(count)}
    return {"caption_to_image": columns | {"image": np.arange(count) if image is None else np.asarray(image)}}


def random_samples(generator, own):
    """Ranks and a score from few values, the score often undefined, in both directions."""
    samples = {}
    for way, image in zip(WAYS, (np.unique(own), own)):
        score = generator.integers(-2, 3, size=len(image)) / 4
        score[generator.random(len(image)) < 0.2] = np.nan
        rank = generator.integers(0, 13, size=len(image)) / 2
        samples[way] = {"rank": rank.astype(np.float32), "cs@10": score.astype(np.float32)}
        samples[way] |= {"image": image, "query": np.arange(len(image))}
    return samples


def by_loops(runs, times, weights):
    """Every figure of runs whose images are repeated so many times, each run weighing so much; a query at a time."""
    figures = {}
    for way in WAYS:
        ranked, scored = [], []
        for run, weight in zip(runs, weights):
            columns = run[way]
            for rank, score, image in zip(columns["rank"], columns["cs@10"], columns["image"]):
                for _ in range(int(weight * times[image])):
                    ranked.append(float(rank))
                    scored += [] if np.isnan(score) else [float(score)]
        for k in (1, 5, 10):
            figures[way, f"recall@{k}"] = np.mean([rank + 1 <= k for rank in ranked])
        figures[way, "median_rank"] = np.median(ranked) + 1
        figures[way, "mean_rank"] = np.mean(ranked) + 1
        figures[way, "cs@10"] = np.mean(scored) if scored else np.nan
    figures["", "rsum"] = 100 * sum(figures[way, f"recall@{k}"] for way in WAYS for k in (1, 5, 10))
    return figures


# --- by hand ---------------------------------------------------------------------------------


def test_three_images_by_hand():
    """B is 1, 2 and 3 above A. Of the 8 exchanges two part them as far: p = 1/4. The mean of three that are
    drawn with replacement is 1 with chance 1/27 and 3 with 1/27, both above 2.5 %: the interval is [1, 3]."""
    (found,) = differences([only([0, 0, 0])], [only([1, 2, 3])])
    assert (found.direction, found.figure) == ("caption_to_image", "cs@10")
    assert (found.a, found.b, found.difference) == (0, 2, 2)
    assert (found.low, found.high) == (1, 3)
    assert found.p == pytest.approx(1 / 4, abs=4 * np.sqrt(0.25 * 0.75 / 10_000))
    assert (found.better, found.equal, found.worse) == (1, 0, 0)
    assert (found.runs_a, found.runs_b) == ((0,), (2,))


def test_captions_of_an_image_move_together_by_hand():
    """Two images, differences 1 1 and -3: exchanges give ±1/3 or ±5/3, and |-1/3| is passed by all: p = 1. A resample
    holds the first image twice, (4 queries of difference 1), the second twice, or both: 1, -3 or -1/3."""
    pair = PairedSamples([only([0, 0, 0], [0, 0, 1])], [only([1, 1, -3], [0, 0, 1])])
    key = ("caption_to_image", "cs@10")
    assert set(pair.swapped(100, np.random.default_rng(0))[key].round(6)) == {-1.666667, -0.333333, 0.333333, 1.666667}
    assert set(pair.resampled(100, np.random.default_rng(0))[key].round(6)) == {-3, -0.333333, 1}
    (found,) = differences([only([0, 0, 0], [0, 0, 1])], [only([1, 1, -3], [0, 0, 1])])
    assert found.p == 1
    assert (found.better, found.worse) == pytest.approx((2 / 3, 1 / 3))


def test_ranks_by_hand():
    """Ranks 0 4 9 against 0 0 9: recalls 1/3 2/3 1 against 2/3 2/3 1; medians 5 and 1; means 16/3 and 4."""
    found = {d.figure: d for d in differences([only([0, 4, 9], name="rank")], [only([0, 0, 9], name="rank")])}
    assert tuple(found) == RANKS
    assert [found[name].a for name in RANKS] == pytest.approx([1 / 3, 2 / 3, 1, 5, 16 / 3])
    assert [found[name].b for name in RANKS] == pytest.approx([2 / 3, 2 / 3, 1, 1, 4])
    assert found["median_rank"].difference == -4
    for name in ("median_rank", "mean_rank"):  # a smaller rank is the better one
        assert (found[name].better, found[name].equal, found[name].worse) == pytest.approx((1 / 3, 2 / 3, 0))


def test_undefined_queries_are_left_out_of_their_own_side():
    """A is undefined at the last, B at the first: each side's mean is its own; only the middle query has both."""
    (found,) = differences([only([1, 2, np.nan])], [only([np.nan, 4, 8])])
    assert (found.a, found.b) == (1.5, 6)
    assert (found.better, found.equal, found.worse) == (1, 0, 0)


def test_what_a_side_never_has_is_left_out():
    assert differences([only([1.0, 2.0])], [only([np.nan, np.nan])]) == []
    assert differences([only([1.0, 2.0], name="rank")], [only([np.nan, np.nan], name="rank")]) == []
    nothing = only([np.nan, np.nan], name="rank")
    assert differences([nothing], [nothing]) == []


def test_nearly_equal_is_equal():
    (found,) = differences([only([0.5, 0.5, 0.5])], [only([0.5 + 5e-7, 0.5, 0.75])])
    assert (found.better, found.equal, found.worse) == pytest.approx((1 / 3, 2 / 3, 0))


def test_holm_by_hand():
    """Sorted .005 .01 .03 .04, times 4 3 2 1: .02 .03 .06 .04, and none below its predecessor."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


@given(st.lists(st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.05, 0.3, 1.0]), min_size=1, max_size=8))
def test_holm_rejects_as_its_steps_say(p_values):
    """Step by step: go on down the sorted p-values while each is at most level / (how many are left)."""
    for level in (0.0101, 0.0501, 0.2):
        rejected = set()
        for step, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
            if p_values[place] > level / (len(p_values) - step):
                break
            rejected.add(place)
        assert {place for place, p in enumerate(holm(p_values)) if p <= level} == rejected


# --- by loops --------------------------------------------------------------------------------


@pytest.mark.parametrize("runs", [(1, 1), (1, 3), (3, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_resamples_are_those_of_loops(seed, runs):
    generator = np.random.default_rng(seed)
    own = np.repeat(np.arange(6), generator.integers(1, 4, size=6))
    sides = [[random_samples(generator, own) for _ in range(count)] for count in runs]
    found = PairedSamples(*sides).resampled(25, np.random.default_rng(seed))
    again = np.random.default_rng(seed)
    images = draws.some_images(25, 6, again)
    drawn = [draws.some_runs(25, count, again) for count in runs]
    for row in range(25):
        a, b = (by_loops(side, images[row], weights[row] * 2) for side, weights in zip(sides, drawn))
        for key, values in found.items():
            assert values[row] == pytest.approx(b[key] - a[key], abs=1e-9, nan_ok=True), key


@pytest.mark.parametrize("runs", [(1, 1), (2, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_exchanges_are_those_of_loops(seed, runs):
    generator = np.random.default_rng(seed)
    own = np.repeat(np.arange(6), generator.integers(1, 4, size=6))
    a, b = ([random_samples(generator, own) for _ in range(count)] for count in runs)
    found = PairedSamples(a, b).swapped(25, np.random.default_rng(seed))
    signs = draws.some_signs(25, 6, np.random.default_rng(seed))
    for row in range(25):
        mixed = [[{}, {}] for _ in a]
        for place, way in itertools.product(range(len(a)), WAYS):
            kept = signs[row][a[place][way]["image"]] == 1
            for name, column in a[place][way].items():
                other = b[place][way][name]
                mixed[place][0][way], mixed[place][1][way] = (
                    mixed[place][side].get(way, {}) | {name: np.where(kept == (side == 0), column, other)}
                    for side in (0, 1)
                )
        ones = np.ones(6)
        first, second = (by_loops([run[side] for run in mixed], ones, np.ones(len(a))) for side in (0, 1))
        for key, values in found.items():
            assert values[row] == pytest.approx(second[key] - first[key], abs=1e-9, nan_ok=True), key


def test_blocks_make_no_difference_to_what_is_drawn(monkeypatch):
    """A block at a time gives another stream, so the ends differ by chance alone; the values do not."""
    generator = np.random.default_rng(2)
    own = np.repeat(np.arange(30), 2)
    a, b = random_samples(generator, own), random_samples(generator, own)
    whole = differences([a], [b], resamples=4000, permutations=2000)
    monkeypatch.setattr("ladder.comparison.paired.ELEMENTS", 30 * 70)
    for one, other in zip(whole, differences([a], [b], resamples=4000, permutations=2000)):
        assert (one.a, one.b, one.better) == (other.a, other.b, other.better)
        assert one.p == pytest.approx(other.p, abs=0.06)
        assert other.low == pytest.approx(one.low, abs=0.15 * (one.high - one.low))


# --- against SciPy ---------------------------------------------------------------------------


def test_interval_is_scipys_of_independent_queries():
    generator = np.random.default_rng(5)
    a = generator.gamma(1.0, size=150).astype(np.float32)
    b = (a + generator.normal(0.1, 0.4, size=150)).astype(np.float32)
    referee = scipy.stats.bootstrap(
        (a, b),
        lambda a, b, axis: b.mean(axis=axis) - a.mean(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    (found,) = differences([only(a)], [only(b)], resamples=20_000)
    width = float(referee.high - referee.low)
    assert (found.low, found.high) == pytest.approx((referee.low, referee.high), abs=0.03 * width)


@pytest.mark.parametrize("shift", [0.0, 0.2, 0.5])
def test_p_is_scipys_of_independent_queries(shift):
    """Ten queries: SciPy goes through all 1,024 exchanges."""
    generator = np.random.default_rng(7)
    a = generator.normal(size=10).astype(np.float32)
    b = (a + generator.normal(shift, 0.5, size=10)).astype(np.float32)
    exact = scipy.stats.permutation_test(
        (a, b), lambda a, b, axis: b.mean(axis=axis) - a.mean(axis=axis), permutation_type="samples", vectorized=True
    ).pvalue
    (found,) = differences([only(a)], [only(b)])
    assert found.p == pytest.approx(exact, abs=float(4 * np.sqrt(exact * (1 - exact) / 10_000) + 2e-4))


def test_exchanges_that_part_the_sides_equally_count():
    """Tenths are no float32: sums that are equal on paper differ in the last digit, and must be taken as equal."""
    tenths = np.array([1, 2, 3, -1, -2, 3, 1, -2, 2, 1])
    sums = [abs(np.dot(signs, tenths)) for signs in itertools.product((1, -1), repeat=10)]
    exact = np.mean(np.array(sums) >= tenths.sum())
    (found,) = differences([only(np.zeros(10))], [only(tenths / 10)])
    assert found.p == pytest.approx(exact, abs=float(4 * np.sqrt(exact * (1 - exact) / 10_000)))


# --- by simulation ---------------------------------------------------------------------------


def within(hits, trials, chance, sure=0.999):
    """Whether so many hits are within what chance explains."""
    low, high = scipy.stats.binom.interval(sure, trials, chance)
    return low <= hits <= high


def clustered(generator, image, shift):
    """A and B on captions whose difference has a part that an image's captions share."""
    shared = generator.normal(size=image.max() + 1)[image]
    a = generator.normal(size=len(image))
    return only(a, image), only(a + shift + 0.5 * shared + 0.2 * generator.normal(size=len(image)), image)


def test_interval_covers_a_planted_difference():
    generator, image = np.random.default_rng(0), np.repeat(np.arange(80), 5)
    covered = per_query = 0
    for trial in range(300):
        sides = clustered(generator, image, 0.2)
        (found,) = differences(*([side] for side in sides), resamples=400, permutations=1, seed=trial)
        covered += found.low <= 0.2 <= found.high
        if trial < 100:  # as if captions were independent
            free = ([only(side["caption_to_image"]["cs@10"])] for side in sides)
            (found,) = differences(*free, resamples=400, permutations=1, seed=trial)
            per_query += found.low <= 0.2 <= found.high
    assert within(covered, 300, 0.95)
    assert per_query < 80  # what the clusters are for


def test_null_comparison_rejects_at_its_nominal_rate():
    """One model twice, with noise added to each: p is uniform."""
    generator, image = np.random.default_rng(1), np.repeat(np.arange(40), 3)
    p = []
    for trial in range(400):
        model = generator.normal(size=len(image))
        noise = generator.normal(size=(2, 40))[:, image] + generator.normal(size=(2, len(image)))
        (found,) = differences([only(model + noise[0], image)], [only(model + noise[1], image)], resamples=1,
                               permutations=600, seed=trial)  # fmt: skip
        p.append(found.p)
    for level in (0.05, 0.25, 0.5):
        assert within(np.sum(np.array(p) <= level), 400, level)
    assert scipy.stats.kstest(p, "uniform").pvalue > 0.001


def test_null_of_ranks_rejects_no_more_than_its_rate():
    """The test is exact for medians and recalls too; ties make it cautious."""
    generator, image = np.random.default_rng(3), np.repeat(np.arange(40), 3)
    rejected = dict.fromkeys(RANKS, 0)
    for trial in range(300):
        model = generator.gamma(1.0, 8.0, size=len(image))
        sides = [[only(np.floor(model * np.exp(generator.normal(size=len(image)))), image, "rank")] for _ in "ab"]
        for found in differences(*sides, resamples=1, permutations=300, seed=trial):
            rejected[found.figure] += found.p <= 0.05
    assert all(count <= scipy.stats.binom.ppf(0.999, 300, 0.05) for count in rejected.values())
    assert rejected["mean_rank"] > 3


def false_claims(runs, seeds, trials):
    """Of recipes that are alike: how often the interval holds 0, p is below 0.05, and both say there is a difference.

    ``seeds`` is the spread of networks over seeds, in units of the spread of their difference over samples of images.
    """
    generator, image = np.random.default_rng(4), np.repeat(np.arange(60), 2)
    holds, rejects, claims = 0, 0, 0
    for trial in range(trials):
        model = generator.normal(size=len(image))
        chance = generator.normal(scale=0.3 * seeds / np.sqrt(len(image)), size=(2, runs, 1))
        values = model + chance + generator.normal(scale=0.3, size=(2, runs, len(image)))
        sides = [[only(run, image) for run in side] for side in values]
        (found,) = differences(*sides, resamples=300, permutations=300, seed=trial)
        inside = found.low <= 0 <= found.high
        holds, rejects, claims = holds + inside, rejects + (found.p < 0.05), claims + (found.p < 0.05 and not inside)
    return holds / trials, rejects / trials, claims / trials


def test_several_seeds_keep_from_false_claims():
    """docs/comparison.md has the table, of 1,000 trials each."""
    one, five = (false_claims(runs, 3, trials=200) for runs in (1, 5))
    assert one[0] < 0.55
    assert min(one[1], one[2], five[1]) > 0.45
    assert five[0] > 0.87
    assert five[2] < 0.13
    assert false_claims(5, 1, trials=100)[0] > 0.94


def test_few_runs_are_drawn_one_fewer():
    """The variance of the mean of S - 1 of S runs is the unbiased one, s^2 / S."""
    values = np.array([1.0, 4.0, 5.0, 8.0])
    weights = draws.some_runs(200_000, 4, np.random.default_rng(0))
    assert weights.sum(axis=1) == pytest.approx(np.ones(200_000))
    assert np.var(weights @ values) == pytest.approx(values.var(ddof=1) / 4, rel=0.02)
    assert (draws.some_runs(3, 1, np.random.default_rng(0)) == 1).all()


# --- by laws ---------------------------------------------------------------------------------

worlds = st.integers(0, 10_000).map(np.random.default_rng)


def world(generator):
    own = np.repeat(np.arange(5), generator.integers(1, 4, size=5))
    return random_samples(generator, own), random_samples(generator, own)


def few(first, second):
    return differences(first, second, resamples=40, permutations=60)


@settings(max_examples=25)
@given(worlds)
def test_the_other_way_round_turns_the_signs(generator):
    a, b = world(generator)
    for one, other in zip(few([a], [b]), few([b], [a]), strict=True):
        assert (one.difference, one.low, one.high) == pytest.approx((-other.difference, -other.high, -other.low))
        assert one.p == other.p
        assert (one.better, one.equal, one.worse) == (other.worse, other.equal, other.better)


@settings(max_examples=25)
@given(worlds)
def test_a_run_is_no_different_from_itself(generator):
    a, _ = world(generator)
    for found in few([a], [a]):
        assert (found.difference, found.low, found.high, found.p) == (0, 0, 0, 1)
        assert (found.better, found.equal, found.worse) in ((0, 1, 0), (None, None, None))


@settings(max_examples=25)
@given(worlds)
def test_copies_of_a_run_are_as_good_as_one(generator):
    a, b = world(generator)
    for one, several in zip(few([a], [b]), few([a], [b, b, b]), strict=True):
        assert (several.a, several.b, several.p) == pytest.approx((one.a, one.b, one.p))
        assert several.runs_b == pytest.approx((one.b,) * 3)


@settings(max_examples=25)
@given(worlds)
def test_order_of_queries_and_names_of_images_do_not_matter(generator):
    a, b = world(generator)
    orders = {way: generator.permutation(len(columns["query"])) for way, columns in a.items()}
    moved = [
        {
            way: {
                name: column[orders[way]] * 3 if name == "image" else column[orders[way]] for name, column in c.items()
            }
            for way, c in side.items()
        }
        for side in (a, b)
    ]
    for one, other in zip(few([a], [b]), few([moved[0]], [moved[1]]), strict=True):
        assert (one.low, one.high, one.p) == pytest.approx((other.low, other.high, other.p))


def test_it_repeats():
    a, b = world(np.random.default_rng(9))
    assert differences([a], [b]) == differences([a], [b])
    assert differences([a], [b], seed=1) != differences([a], [b], seed=2)
