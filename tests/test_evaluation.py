"""Figures of a whole split: by loops, by hand, and their intervals."""

import numpy as np
import pytest
import scipy.stats

from ladder import evaluation
from ladder.embeddings import Embeddings
from ladder.evaluation import DIRECTIONS, evaluate, figure_names


class Judge:
    """Relevance of images to captions from a table, own pairs 1."""

    def __init__(self, table: np.ndarray) -> None:
        self.table = table

    def between_images(self, images, columns):
        return self.table[np.ix_(images, columns)]

    def describe(self):
        return {"name": "table"}


def small_world(seed: int, images: int = 9) -> tuple[Embeddings, Judge]:
    """Images with one to three captions; similarities and relevance from few values, so that ties are common."""
    generator = np.random.default_rng(seed)
    caption_image = np.repeat(np.arange(images), generator.integers(1, 4, size=images))
    captions = len(caption_image)
    rows = [generator.integers(-1, 2, size=(count, 3)).astype(np.float32) for count in (images, captions)]
    relevance = generator.integers(0, 4, size=(images, captions)) / 4
    relevance[caption_image[None, :] == np.arange(images)[:, None]] = 1
    names = [[f"{kind} {row}" for row in range(count)] for kind, count in (("image", images), ("caption", captions))]
    return Embeddings("dev", *rows, *names, names[1], caption_image), Judge(relevance.astype(np.float32))


def by_loops(vectors: Embeddings, judge: Judge) -> dict[str, float]:
    """The figures as their definitions say, a query at a time."""
    figures = {"rsum": 0.0}
    everything = vectors.images @ vectors.captions.T
    for direction in DIRECTIONS:
        turned = direction == "caption_to_image"
        similarity, relevance = (table.T if turned else table for table in (everything, judge.table))
        owner = vectors.caption_image
        ranks, scores = [], {k: [] for k in evaluation.COHERENCE_AT}
        for query, row in enumerate(similarity):
            positive = [(owner[query] == c) if turned else (owner[c] == query) for c in range(len(row))]
            best = max(value for value, own in zip(row, positive) if own)
            others = [value for value, own in zip(row, positive) if not own]
            ranks.append(sum(value > best for value in others) + sum(value == best for value in others) / 2)
            order = sorted(range(len(row)), key=lambda candidate: -row[candidate])
            for k in scores:
                top = order[:k]
                if len(set(row[top])) > 1 and len(set(relevance[query, top])) > 1:
                    scores[k].append(scipy.stats.kendalltau(row[top], relevance[query, top]).statistic)
        for k in evaluation.RECALL_AT:
            figures[f"{direction}/recall@{k}"] = np.mean([rank + 1 <= k for rank in ranks])
            figures["rsum"] += 100 * figures[f"{direction}/recall@{k}"]
        figures[f"{direction}/median_rank"] = np.median(ranks) + 1
        for k, defined in scores.items():
            figures[f"{direction}/cs@{k}"] = np.mean(defined)
    return figures


@pytest.mark.parametrize("seed", range(5))
def test_figures_are_those_of_the_definitions(seed, monkeypatch):
    monkeypatch.setattr(evaluation, "BLOCK", 4)
    vectors, judge = small_world(seed)
    values = evaluate(vectors, judge, resamples=0).values()
    expected = by_loops(vectors, judge)
    assert values.keys() == expected.keys() == set(figure_names())
    for name, value in values.items():
        assert value == pytest.approx(expected[name], abs=1e-6), name


def test_blocks_of_queries_make_no_difference(monkeypatch):
    vectors, judge = small_world(3)
    whole = evaluate(vectors, judge).as_json()
    monkeypatch.setattr(evaluation, "BLOCK", 2)
    assert evaluate(vectors, judge).as_json() == whole


def test_a_perfect_model_by_hand():
    """Two images of two captions, each nearest to its own: every recall 1, rsum 600."""
    rows = np.eye(2, dtype=np.float32)
    names = [["a", "b"], ["a0", "a1", "b0", "b1"]]
    vectors = Embeddings("dev", rows, rows[[0, 0, 1, 1]], *names, names[1], np.array([0, 0, 1, 1]))
    judge = Judge(np.array([[1, 1, 0.25, 0.5], [0.25, 0, 1, 1]], dtype=np.float32))
    report = evaluate(vectors, judge, resamples=0)
    assert report.values()["rsum"] == pytest.approx(600)
    assert report.values()["image_to_caption/median_rank"] == 1
    # Similarities 1 1 0 0 of four candidates. Relevance 1 1 .25 .5: four of the six pairs agree, one is tied in
    # similarity alone (.25, .5), one in both: 4 / sqrt(4 * 5).
    assert report.values()["image_to_caption/cs@10"] == pytest.approx(4 / np.sqrt(20))
    assert report.undefined["image_to_caption/cs@10"] == 0


def test_undefined_queries_are_counted_and_left_out():
    vectors, judge = small_world(0)
    before = evaluate(vectors, judge, resamples=0).undefined["image_to_caption/cs@1000"]
    judge.table[0] = 1  # all captions are equally relevant to the first image
    report = evaluate(vectors, judge, resamples=0)
    assert report.undefined["image_to_caption/cs@1000"] == pytest.approx(before + 1 / 9)
    assert np.isfinite(report.values()["image_to_caption/cs@1000"])


def test_a_figure_that_no_query_has_is_null_in_json():
    vectors, judge = small_world(2)
    judge.table[:] = 1
    report = evaluate(vectors, judge, resamples=20).as_json()
    assert report["figures"]["image_to_caption/cs@100"] == {"value": None, "low": None, "high": None}
    assert report["undefined"]["image_to_caption/cs@100"] == 1


def test_intervals_hold_the_value_and_repeat():
    vectors, judge = small_world(2, images=40)
    report, again = evaluate(vectors, judge), evaluate(vectors, judge)
    assert report.as_json() == again.as_json()
    for name, figure in report.figures.items():
        assert figure.low <= figure.value <= figure.high, name
        if 0 < figure.value < 1:
            assert figure.low < figure.high, name


def test_captions_of_an_image_move_together():
    """Ten captions of an image add no certainty: the interval is as wide as with one."""
    generator = np.random.default_rng(0)
    rows = generator.normal(size=(60, 5)).astype(np.float32)
    widths = []
    for each in (1, 10):
        owner = np.repeat(np.arange(60), each)
        names = [[str(row) for row in range(60)], [str(row) for row in range(len(owner))]]
        noisy = rows + generator.normal(scale=1.0, size=rows.shape).astype(np.float32)
        vectors = Embeddings("dev", rows, noisy[owner], *names, names[1], owner)
        judge = Judge((owner[None, :] == np.arange(60)[:, None]).astype(np.float32))
        figure = evaluate(vectors, judge).figures["caption_to_image/recall@1"]
        widths.append(figure.high - figure.low)
    assert widths[1] == pytest.approx(widths[0], rel=0.35)


def test_the_interval_is_as_wide_as_theory_says():
    """For a share p of n independent queries the standard error is sqrt(p (1 - p) / n)."""
    generator = np.random.default_rng(4)
    images = 400
    rows = generator.normal(size=(images, 4)).astype(np.float32)
    captions = rows + generator.normal(scale=0.5, size=rows.shape).astype(np.float32)
    names = [str(row) for row in range(images)]
    vectors = Embeddings("dev", rows, captions, names, names, names, np.arange(images))
    figure = evaluate(vectors, Judge(np.eye(images, dtype=np.float32))).figures["image_to_caption/recall@10"]
    error = np.sqrt(figure.value * (1 - figure.value) / images)
    assert figure.high - figure.low == pytest.approx(2 * 1.96 * error, rel=0.15)
