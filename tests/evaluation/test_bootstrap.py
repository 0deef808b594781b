"""Intervals: repeated, as wide as theory says, over images, and holding the truth as often as they claim."""

import numpy as np
import pytest

from ladder.evaluation import evaluate
from ladder.evaluation.bootstrap import Bootstrap, interval
from tests.evaluation.small import TableJudge, make, record, vectors_of


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def all_own(owner: np.ndarray) -> TableJudge:
    return TableJudge(record(owner), (owner[:, None] == owner[None, :]).astype(float))


def test_intervals_hold_the_value_and_repeat():
    vectors, judge, second = make(2, images=40)
    report, again = evaluate(vectors, judge, second), evaluate(vectors, judge, second)
    assert report.as_json() == again.as_json()
    for name, figure in report.figures.items():
        if name != "modality_gap" and np.isfinite(figure.value):
            assert figure.low <= figure.value <= figure.high, name
            if 0.05 < figure.value < 0.95:
                assert figure.low < figure.high, name


def test_a_seed_draws_the_resamples():
    vectors, judge, _ = make(2)
    reports = [evaluate(vectors, judge, generator=np.random.default_rng(seed)).as_json() for seed in (1, 1, 2)]
    assert reports[0] == reports[1] != reports[2]


def test_means_and_medians_are_those_of_the_drawn_images():
    generator = np.random.default_rng(5)
    image = np.repeat(np.arange(6), [1, 2, 3, 1, 2, 4])
    values = generator.integers(0, 5, size=(len(image), 2)).astype(float)
    values[generator.random(values.shape) < 0.2] = np.nan
    bootstrap = Bootstrap([np.arange(6)], 20, generator)
    means, medians = bootstrap.means(values, image), bootstrap.medians(np.nan_to_num(values[:, 0]), image)
    assert bootstrap.times[1:].sum(axis=1).tolist() == [6] * 20
    for times, mean, median in zip(bootstrap.times.astype(int), means, medians):
        rows = [row for drawn in range(6) for _ in range(times[drawn]) for row in np.flatnonzero(image == drawn)]
        np.testing.assert_allclose(mean, np.nanmean(values[rows], axis=0))
        assert median == np.median(np.nan_to_num(values[rows, 0]))


def test_folds_are_drawn_from_on_their_own():
    folds = [np.arange(3), np.arange(3, 10)]
    bootstrap = Bootstrap(folds, 30, np.random.default_rng(0))
    assert {tuple(bootstrap.times[:, fold].sum(axis=1)) for fold in folds} == {(3.0,) * 31, (7.0,) * 31}
    values = np.arange(10.0)
    assert bootstrap.means(values, np.arange(10))[0] == pytest.approx((1 + 6) / 2)
    assert bootstrap.medians(values, np.arange(10))[0] == pytest.approx((1 + 6) / 2)


def test_the_interval_is_the_middle_95_per_cent():
    assert interval(np.arange(1001.0)) == (25, 975)
    assert interval(np.array([np.nan, np.nan])) == ()


def test_captions_of_an_image_move_together():
    """Ten captions of an image add no certainty: the interval is as wide as with one."""
    generator = np.random.default_rng(0)
    rows = generator.normal(size=(60, 5))
    widths = []
    for each in (1, 10):
        owner = np.repeat(np.arange(60), each)
        noisy = rows + generator.normal(scale=1.0, size=rows.shape)
        report = evaluate(vectors_of(unit(rows), unit(noisy)[owner], owner), all_own(owner))
        figure = report.figures["caption_to_image/recall@1"]
        widths.append(figure.high - figure.low)
    assert widths[1] == pytest.approx(widths[0], rel=0.35)


def test_the_interval_is_as_wide_as_theory_says():
    """For a share p of n independent queries the standard error is sqrt(p (1 - p) / n)."""
    generator = np.random.default_rng(4)
    images = 400
    rows = generator.normal(size=(images, 4))
    captions = rows + generator.normal(scale=0.5, size=rows.shape)
    owner = np.arange(images)
    figure = evaluate(vectors_of(unit(rows), unit(captions), owner), all_own(owner)).figures[
        "image_to_caption/recall@10"
    ]
    error = np.sqrt(figure.value * (1 - figure.value) / images)
    assert figure.high - figure.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Values that share a part within an image, planted mean 0.3: of 400 intervals about 95 % hold it."""
    generator = np.random.default_rng(17)
    held, replications, images = 0, 400, 80
    for _ in range(replications):
        image = np.repeat(np.arange(images), generator.integers(1, 6, size=images))
        values = 0.3 + generator.normal(scale=0.4, size=images)[image] + generator.normal(scale=0.2, size=len(image))
        means = Bootstrap([np.arange(images)], 500, generator).means(values, image)
        low, high = interval(means[1:])
        held += low <= 0.3 <= high
    assert 0.90 <= held / replications <= 0.98
