"""Figures of a whole split: by loops and by hand, whatever the blocks."""

import numpy as np
import pytest

from ladder.evaluation import DIRECTIONS, SECOND, evaluate, figure_names, protocols
from ladder.evaluation.names import RECALL_AT, parts
from ladder.evaluation.values import points
from tests.evaluation.small import TableJudge, by_loops, degrees, make, of_query, record, vectors_of

OF_RANK = ("recall@", "median_rank", "mean_rank")


def agree(found: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> None:
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, atol=2e-6, err_msg=name)


@pytest.mark.parametrize("seed", range(5))
def test_every_value_of_every_query_is_that_of_the_definitions(seed, monkeypatch):
    monkeypatch.setattr(protocols, "CELLS", 40)
    vectors, judge, second = make(seed)
    report = evaluate(vectors, judge, second, resamples=0)
    first, other = by_loops(vectors, degrees(judge)), by_loops(vectors, degrees(second))
    for direction in DIRECTIONS:
        graded = {name: values for name, values in other[direction].items() if not name.startswith(("r", "map"))}
        agree(report.samples[direction], first[direction])
        agree(report.samples[direction], {SECOND + name: values for name, values in graded.items()})
        judged = {name for name in report.samples[direction] if name.startswith(SECOND)}
        assert judged == {SECOND + name for name in graded}


def test_every_cut_off_is_its_own_in_a_longer_list():
    vectors, judge, _ = make(7, images=130)
    relevance, similarity = degrees(judge), vectors.images @ vectors.captions.T
    samples = evaluate(vectors, judge, resamples=0).samples
    owner = vectors.caption_image
    for query in range(4):
        image = of_query(similarity[query], owner == query, relevance[query], similarity.shape[1])
        caption = of_query(similarity[:, query], np.arange(130) == owner[query], relevance[:, query], 130)
        for direction, expected in zip(DIRECTIONS, (image, caption)):
            assert len({expected[name] for name in ("cs@50", "cs@100", "cs@1000", "cs_ideal@100")}) == 4
            for name, value in expected.items():
                assert samples[direction][name][query] == pytest.approx(value, abs=2e-6, nan_ok=True), name


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_the_means_of_the_values(seed):
    vectors, judge, second = make(seed)
    report = evaluate(vectors, judge, second, figures="all", resamples=0)
    values, rsum = report.values(), 0.0
    for direction in DIRECTIONS:
        samples = report.samples[direction]
        rank = samples["rank"]
        for k in RECALL_AT:
            assert values[f"{direction}/recall@{k}"] == pytest.approx(np.mean(rank + 1 <= k))
            rsum += 100 * np.mean(rank + 1 <= k)
        assert values[f"{direction}/median_rank"] == np.median(rank) + 1
        assert values[f"{direction}/mean_rank"] == pytest.approx(np.mean(rank) + 1)
        for name in samples.keys() - {"rank", "image", "query"}:
            assert report.undefined[f"{direction}/{name}"] == pytest.approx(np.mean(np.isnan(samples[name])))
            if not np.isnan(samples[name]).all():
                assert values[f"{direction}/{name}"] == pytest.approx(np.nanmean(samples[name])), name
    assert values["rsum"] == pytest.approx(rsum)
    gap = np.linalg.norm(vectors.images.mean(axis=0) - vectors.captions.mean(axis=0))
    assert values["modality_gap"] == pytest.approx(gap, abs=1e-6)


@pytest.mark.parametrize("figures", ["short", "default", "all"])
def test_a_report_has_the_figures_of_its_names(figures):
    vectors, judge, second = make(1)
    assert set(evaluate(vectors, judge, figures=figures, resamples=0).figures) == set(figure_names(figures))
    both = set(evaluate(vectors, judge, second, figures=figures, resamples=0).figures)
    assert {name for name in both if SECOND not in name} == set(figure_names(figures))


def test_columns_stand_in_the_order_of_the_names():
    vectors, judge, second = make(1)
    columns = list(evaluate(vectors, judge, second, resamples=0).samples[DIRECTIONS[0]])
    graded = [name for name in parts() if not name.startswith(OF_RANK)]
    assert columns[: 3 + len(graded)] == ["image", "query", "rank", *graded]
    assert columns[3 + len(graded) :] == [name for name in (SECOND + part for part in graded) if name in columns]


@pytest.mark.parametrize(
    "options", [{}, {"exact_match": "hidden"}, {"protocol": "ladder2020"}, {"queries": np.arange(4)}]
)
def test_blocks_of_queries_make_no_difference(options, monkeypatch):
    vectors, *judges = make(3)
    whole = evaluate(vectors, *judges, **options)
    for cells in (1, 17, 50):
        monkeypatch.setattr(protocols, "CELLS", cells)
        again = evaluate(vectors, *judges, **options)
        assert again.as_json() == whole.as_json()
        for direction, columns in whole.samples.items():
            for name, values in columns.items():
                np.testing.assert_array_equal(again.samples[direction][name], values)


def test_a_perfect_model_by_hand():
    """Two images of two and three captions, each nearest to its own: every recall 1, rsum 600."""
    rows, owner = np.eye(2), np.array([0, 0, 1, 1, 1])
    table = np.ones((5, 5))
    table[:2, 2:] = [0.25, 0.5, 0.25]
    table[2:, :2] = table[:2, 2:].T
    report = evaluate(vectors_of(rows, rows[owner], owner), TableJudge(record(owner), table), resamples=0)
    values = {name.removeprefix("image_to_caption/"): value for name, value in report.values().items()}
    assert values["rsum"] == pytest.approx(600)
    assert values["median_rank"] == values["mean_rank"] == values["r_precision"] == values["map@r"] == 1
    # Image 0 has similarities 1 1 0 0 0 and relevance 1 1 .25 .5 .25: of ten pairs six agree, four are tied in
    # similarity, two in relevance. Image 1 has 0 0 1 1 1 and 1/3 1/3 1 1 1: six agree, the same four are tied in both.
    assert values["cs@10"] == pytest.approx((6 / np.sqrt(6 * 8) + 1) / 2)
    assert values["somers_d@100"] == pytest.approx((6 / 8 + 1) / 2)
    assert values["mean_relevance@10"] == pytest.approx((3 / 5 + 11 / 15) / 2)
    tail = 1 + 1 / np.log2(3), 1 / np.log2(4), 1 / np.log2(5), 0.25 / np.log2(6)
    found, best = (tail[0] + a * tail[1] + b * tail[2] + tail[3] for a, b in ((0.25, 0.5), (0.5, 0.25)))
    assert values["ndcg@10"] == pytest.approx((found / best + 1) / 2)
    # The own captions stand above all others. The others of image 0 are of levels 1 (.5) and 2 (.25), equally similar;
    # those of image 1 are of one level.
    assert values["rung_held@1"] == values["rung_order@1"] == 1
    assert values["rung_held@2"] == 0
    assert values["rung_order@2"] == 0.5
    assert report.undefined["image_to_caption/rung_order@2"] == 0.5
    assert report.undefined["image_to_caption/cs@10"] == 0


def test_undefined_queries_are_counted_and_left_out():
    vectors, judge, _ = make(0)
    before = evaluate(vectors, judge, resamples=0).undefined["image_to_caption/cs@1000"]
    own = judge.data.caption_image == 0
    judge.table[own] = judge.table[:, own] = 1  # all captions are equally relevant to the first image
    report = evaluate(vectors, judge, resamples=0)
    assert report.undefined["image_to_caption/cs@1000"] == pytest.approx(before + 1 / 9)
    assert np.isnan(report.samples["image_to_caption"]["cs@1000"][0])
    assert np.isfinite(report.values()["image_to_caption/cs@1000"])


def test_a_figure_that_no_query_has_is_null_in_json():
    vectors, judge, _ = make(2)
    judge.table[:] = 1
    report = evaluate(vectors, judge, resamples=20).as_json()
    assert report["figures"]["image_to_caption/cs@100"] == {"value": None, "low": None, "high": None}
    assert report["undefined"]["image_to_caption/cs@100"] == 1
    assert set(report["curves"]["image_to_caption"]["cs"]["mean"]) == {None}


def test_curves_are_means_over_the_queries():
    vectors, judge, second = make(4, images=30)
    report = evaluate(vectors, judge, second, resamples=50)
    similarity, relevance = vectors.images @ vectors.captions.T, degrees(judge)
    order = np.argsort(-similarity, axis=1, kind="stable")
    by_rank = np.take_along_axis(relevance, order, axis=1)
    curves = report.curves["image_to_caption"]
    assert curves.keys() == {"recall", *(p + n for p in ("", SECOND) for n in ("cs", "relevance", "ideal_relevance"))}
    at = np.array(curves["relevance"]["k"]) - 1
    assert at.tolist() == list(range(similarity.shape[1]))  # so small a gallery is given whole
    np.testing.assert_allclose(curves["relevance"]["mean"], by_rank.mean(axis=0)[at], atol=1e-5)
    np.testing.assert_allclose(curves["relevance"]["q25"], np.quantile(by_rank, 0.25, axis=0)[at], atol=1e-5)
    np.testing.assert_allclose(curves["relevance"]["q75"], np.quantile(by_rank, 0.75, axis=0)[at], atol=1e-5)
    np.testing.assert_allclose(curves["ideal_relevance"]["mean"], -np.sort(-relevance).mean(axis=0)[at], atol=1e-5)
    for direction, curves in report.curves.items():
        for k in (10, 50):
            if k in curves["cs"]["k"]:
                place = curves["cs"]["k"].index(k)
                assert curves["cs"]["mean"][place] == pytest.approx(report.values()[f"{direction}/cs@{k}"], abs=1e-5)
                assert curves["cs"]["low"][place] <= curves["cs"]["mean"][place] <= curves["cs"]["high"][place]
        for k in RECALL_AT:
            place = curves["recall"]["k"].index(k)
            figure = report.figures[f"{direction}/recall@{k}"]
            drawn = [curves["recall"][part][place] for part in ("mean", "low", "high")]
            assert drawn == pytest.approx([figure.value, figure.low, figure.high], abs=1e-5)


def test_a_curve_holds_the_cut_offs_of_the_figures_and_is_short():
    assert {10, 50, 100, 200, 500, 1000} <= set(points(1000).tolist())
    assert len(points(1000)) < 160
    assert points(60).tolist() == list(range(1, 61))
    assert points(1).tolist() == [1]
