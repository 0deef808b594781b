"""Galleries of every protocol, worked by plain loops."""

import numpy as np
import pytest

from ladder.errors import DataError
from ladder.evaluation import DIRECTIONS, evaluate, protocols
from tests.evaluation.small import by_loops, degrees, make, record, vectors_of
from tests.evaluation.test_figures import agree

EXACT_MATCH = ("recall@", "median_rank", "mean_rank", "r_precision", "map@r", "rung_held@1", "rung_order@1")


def without_match(report) -> bool:
    """No figure, value or curve of the exact match is in the report."""
    names = [name.split("/")[-1] for name in report.figures]
    columns = [name for samples in report.samples.values() for name in samples]
    return (
        not any(name.startswith(EXACT_MATCH) for name in (*names, *columns))
        and "rank" not in columns
        and "rsum" not in report.figures
        and all("recall" not in curves for curves in report.curves.values())
    )


@pytest.mark.parametrize("seed", range(4))
def test_ladder2020_is_one_caption_an_image(seed, monkeypatch):
    monkeypatch.setattr(protocols, "LADDER2020_IMAGES", 6)
    monkeypatch.setattr(protocols, "CELLS", 10)
    vectors, judge, _ = make(seed)
    report = evaluate(vectors, judge, protocol="ladder2020", resamples=0)
    six = np.arange(6)
    expected = by_loops(vectors, degrees(judge, first_only=True), six, six, first_only=True)
    first = [np.flatnonzero(vectors.caption_image == image)[0] for image in six]
    for direction in DIRECTIONS:
        agree(report.samples[direction], expected[direction])
        np.testing.assert_array_equal(report.samples[direction]["image"], six)
    np.testing.assert_array_equal(report.samples["caption_to_image"]["query"], first)
    assert (report.images, report.captions, report.protocol) == (6, 6, "ladder2020")


@pytest.mark.parametrize("seed", range(4))
def test_own_items_are_hidden(seed):
    vectors, judge, _ = make(seed)
    report = evaluate(vectors, judge, exact_match="hidden", resamples=5)
    expected = by_loops(vectors, degrees(judge), hidden=True)
    for direction in DIRECTIONS:
        agree(report.samples[direction], {name: v for name, v in expected[direction].items() if name != "rank"})
    assert without_match(report)
    assert report.exact_match == "hidden"


def test_hiding_own_items_goes_with_ladder2020(monkeypatch):
    monkeypatch.setattr(protocols, "LADDER2020_IMAGES", 6)
    vectors, judge, _ = make(1)
    report = evaluate(vectors, judge, protocol="ladder2020", exact_match="hidden", resamples=0)
    six = np.arange(6)
    expected = by_loops(vectors, degrees(judge, first_only=True), six, six, first_only=True, hidden=True)
    for direction in DIRECTIONS:
        agree(report.samples[direction], {name: v for name, v in expected[direction].items() if name != "rank"})


@pytest.mark.parametrize("seed", range(4))
def test_other_images_ask(seed):
    vectors, judge, _ = make(seed, images=12)
    asking = np.array([1, 4, 5, 9, 11])
    searched = np.setdiff1d(np.arange(12), asking)
    report = evaluate(vectors, judge, queries=asking, resamples=5)
    expected = by_loops(vectors, degrees(judge), asking, searched)
    for direction in DIRECTIONS:
        agree(report.samples[direction], expected[direction])
    assert without_match(report)
    captions = np.isin(vectors.caption_image, asking)
    assert (report.images, report.captions) == (7, (~captions).sum())
    # rows are counted among those that ask
    assert report.samples["image_to_caption"]["image"].tolist() == [0, 1, 2, 3, 4]
    assert report.samples["caption_to_image"]["query"].tolist() == list(range(captions.sum()))
    assert asking[report.samples["caption_to_image"]["image"]].tolist() == vectors.caption_image[captions].tolist()


@pytest.mark.parametrize("exact_match", ["kept", "hidden"])
def test_folds_are_searched_on_their_own_and_averaged(exact_match, monkeypatch):
    monkeypatch.setattr(protocols, "FOLD_IMAGES", 5)
    monkeypatch.setattr(protocols, "FOLDS", 2)
    vectors, judge, _ = make(2, images=11)
    report = evaluate(vectors, judge, protocol="folds", exact_match=exact_match, resamples=0)
    folds = []
    for fold in (np.arange(5), np.arange(5, 10)):
        captions = np.flatnonzero(np.isin(vectors.caption_image, fold))
        owner = vectors.caption_image[captions] - fold[0]
        own = type(judge)(record(owner), judge.table[np.ix_(captions, captions)])
        folds.append(
            evaluate(
                vectors_of(vectors.images[fold], vectors.captions[captions], owner),
                own,
                exact_match=exact_match,
                resamples=0,
            )
        )
    for name, value in report.values().items():
        if name != "modality_gap":
            assert value == pytest.approx(np.mean([fold.values()[name] for fold in folds]), nan_ok=True), name
    assert report.images == 10
    for direction in DIRECTIONS:
        for name in ("query", "image", "cs@10", "ndcg@10"):
            parts = [fold.samples[direction][name].copy() for fold in folds]
            if name in ("query", "image"):
                parts[1] += parts[0].max() + 1
            np.testing.assert_allclose(report.samples[direction][name], np.concatenate(parts))


def test_too_few_images_for_folds_are_named():
    vectors, judge, _ = make(0)
    with pytest.raises(DataError, match=r"takes 5 folds of 1,000 images, `dev` has 9; use `all`"):
        evaluate(vectors, judge, protocol="folds")


def test_nothing_left_to_rank_is_named():
    vectors, judge, _ = make(0, images=1)
    with pytest.raises(DataError, match="one image, of which nothing is left"):
        evaluate(vectors, judge, exact_match="hidden")


@pytest.mark.parametrize(
    "options",
    [
        {"protocol": "ladder2021"},
        {"exact_match": "gone"},
        {"queries": np.arange(2), "protocol": "ladder2020"},
        {"queries": np.arange(2), "exact_match": "hidden"},
    ],
)
def test_options_that_do_not_exist_or_go_together_are_refused(options):
    vectors, judge, _ = make(0)
    with pytest.raises(ValueError, match=r"`(protocol|exact_match|queries)`"):
        evaluate(vectors, judge, **options)
