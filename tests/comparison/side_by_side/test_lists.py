"""The first hundred of both runs, carpets and curves: against plain loops and the evaluation's own figures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import asking, lists
from ladder.comparison.side_by_side.carpet import FIFTHS, UNLEVELLED, overall
from ladder.errors import RunError
from ladder.evaluation import evaluate
from ladder.evaluation.protocols import galleries
from ladder.levels import adaptive_levels
from ladder.search.ranking import LEVEL_COLOURS
from ladder.words.directions import DIRECTIONS
from tests.evaluation import small
from tests.measured import make_run


@pytest.fixture(params=["kept", "hidden"])
def measured(request, tmp_path, monkeypatch):
    """Two runs on a small split with many ties: the folders, their galleries, their reports, and the judge."""
    vectors, judge, _ = small.make(3, images=14)
    turned = replace(vectors, images=np.roll(vectors.images, 1, axis=0))
    view, folders, reports, parts = "dev" + ".hidden" * (request.param == "hidden"), [], [], []
    for name, each in (("a", vectors), ("b", turned)):
        report = evaluate(each, judge, exact_match=request.param, resamples=50)
        folders.append(make_run(tmp_path / name, values=report.samples, view=view, **report.as_json()))
        reports.append(report)
        parts.append(galleries(each, "all", None)[0])
    monkeypatch.setattr(asking, "judge", lambda *_: judge)
    return view, folders, parts, reports, judge


def found(measured, direction, **options):
    view, folders, parts, *_ = measured
    return side_by_side.beside(folders, view, direction, galleries=parts, **options)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lists_are_those_of_loops(measured, direction):
    """Each query sorts its candidates on its own, ties in the gallery's order."""
    view, _, parts, _, judge = measured
    pair, hidden, asks_image = found(measured, direction), view.endswith("hidden"), direction == DIRECTIONS[0]
    degrees, owner = small.degrees(judge), judge.data.caption_image
    relevance = degrees if asks_image else degrees.T
    for side, gallery in zip(pair.sides, parts):
        similarity = gallery.vectors.images @ gallery.vectors.captions.T
        similarity = similarity if asks_image else similarity.T
        for query, row in enumerate(similarity):
            own = owner == query if asks_image else np.arange(len(judge.data)) == owner[query]
            among = np.flatnonzero(~own) if hidden else np.arange(len(row))
            order = sorted(among, key=lambda candidate: -row[candidate])[: pair.ideal.shape[1]]
            assert side.items[query].tolist() == order
            assert side.relevance[query].tolist() == relevance[query][order].tolist()
            assert side.similarity[query].tolist() == row[order].tolist()
            assert side.own[query].tolist() == own[order].tolist()
            labels = adaptive_levels(relevance[query][None], ~own[None], k_max=LEVEL_COLOURS).labels[0]
            expected = np.where(own, 0, np.where(relevance[query] > 0, labels, -1))
            assert side.levels[query].tolist() == expected[order].tolist()
            best = sorted(relevance[query][among], reverse=True)[: pair.ideal.shape[1]]
            assert pair.ideal[query].tolist() == best
            assert pair.relevant[query] == (relevance[query][among] > lists.RELEVANT).sum()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_rows_are_those_of_the_samples(measured, direction):
    pair = found(measured, direction)
    for side, report in zip(pair.sides, measured[3]):
        columns = report.samples[direction]
        assert pair.image.tolist() == columns["image"].tolist()
        depth = min(10, pair.ideal.shape[1])
        assert side.relevance[:, :depth].mean(axis=1) == pytest.approx(columns["mean_relevance@10"], abs=1e-6)


@pytest.mark.parametrize("kind", ["relevance", "ideal_relevance", "cs", "recall"])
def test_curves_of_all_queries_are_those_of_the_evaluation(measured, kind):
    view, folders, _, reports, _ = measured
    pair, direction = found(measured, DIRECTIONS[1]), DIRECTIONS[1]
    owned = "rank" in reports[0].samples[direction]
    ranks = [report.samples[direction]["rank"] for report in reports] if owned else None
    every = np.arange(len(pair.image))
    ours = side_by_side.curves_of(pair, ranks, ["A", "B"], every, kind)
    kept = side_by_side.kept_curves([[folder.evaluation()[view]] for folder in folders], ["A", "B"], direction, kind)
    assert [curve.name for curve in ours] == ([] if kind == "recall" and not owned else ["A", "B"])
    for one, other in zip(ours, kept if ours else []):
        common = np.intersect1d(one.at, other.at)
        assert len(common) > 5
        both = [np.asarray(c.value)[np.isin(c.at, common)] for c in (one, other)]
        assert both[0] == pytest.approx(both[1], abs=2e-5)
        defined = ~np.isnan(one.low)
        assert (np.asarray(one.low) <= one.value)[defined].all()
        assert (np.asarray(one.high) >= one.value)[defined].all()


def test_several_runs_have_one_curve_with_the_widest_band():
    def report(values):
        curve = {"k": [1, 2], "mean": values, "low": [v - 0.1 for v in values], "high": [v + 0.1 for v in values]}
        return {"curves": {"caption_to_image": {"cs": curve}}}

    (curve,) = side_by_side.kept_curves([[report([0.2, 0.4]), report([0.4, 0.8])]], ["A"], "caption_to_image", "cs")
    assert curve.value == pytest.approx([0.3, 0.6])
    assert (curve.low, curve.high) == (pytest.approx([0.1, 0.3]), pytest.approx([0.5, 0.9]))
    assert side_by_side.kept_curves([[{}]], ["A"], "caption_to_image", "cs") == []


def test_the_sample_of_pairs_is_the_same_for_both(measured):
    pair = found(measured, DIRECTIONS[1])
    rows = np.arange(len(pair.image))
    (a, relevance), (b, again) = (side_by_side.sampled_pairs(pair, rows, side) for side in (0, 1))
    assert len(a) == len(b) == len(relevance)
    assert relevance.tolist() == again.tolist()
    assert found(measured, DIRECTIONS[1], seed=1).pairs.tolist() != pair.pairs.tolist()
    if measured[0].endswith("hidden"):
        assert np.isnan(pair.pairs).any()
        assert relevance.max() < 1 or not (relevance == 1).all()


def test_the_rank_correlation_is_scipys():
    from scipy.stats import spearmanr

    values = np.random.default_rng(0).integers(0, 4, size=(2, 40)) / 4
    assert side_by_side.rank_correlation(*values) == pytest.approx(spearmanr(*values).statistic)
    assert np.isnan(side_by_side.rank_correlation(values[0], np.ones(40)))


def test_items_and_queries_have_the_right_picture_and_caption(measured):
    captions, images = found(measured, DIRECTIONS[1]), found(measured, DIRECTIONS[0])
    owner = captions.vectors.caption_image
    assert captions.query(4) == (int(owner[4]), captions.vectors.texts[4])
    assert captions.item(2) == (2, captions.vectors.texts[int(np.flatnonzero(owner == 2)[0])])
    assert images.query(2) == captions.item(2)
    assert images.item(4) == captions.query(4)


def test_other_captions_are_refused(measured):
    view, folders, parts, *_ = measured
    other = replace(parts[1], vectors=replace(parts[1].vectors, texts=["other"] * len(parts[1].vectors.texts)))
    with pytest.raises(RunError, match="`b` keeps other captions than `a`; evaluate both again"):
        side_by_side.beside(folders, view, DIRECTIONS[0], galleries=[parts[0], other])


def test_what_cannot_be_made_again_is_refused(measured, monkeypatch):
    view, folders, *_ = measured
    monkeypatch.undo()
    report = folders[0].evaluation()[view]
    with pytest.raises(RunError, match="not under the protocol `folds`; choose another evaluation"):
        asking.gallery(folders[0], report | {"protocol": "folds"})
    with pytest.raises(RunError, match="`a` was evaluated by `table`; choose another evaluation"):
        asking.judge(folders[0], report | {"same_judge": False}, None)


# --- the carpet ------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.4, 0.5, 0.8, 1.0]), min_size=1, max_size=9), st.booleans())
def test_levels_are_those_of_a_plain_loop(degrees, owns):
    relevance, own = np.array(degrees, dtype=np.float32), np.zeros(len(degrees), dtype=bool)
    own[0] = owns
    expected = [1 + sum(np.float32(value) < np.float32(cut) for cut in FIFTHS) for value in degrees]
    expected[0] = 0 if owns else expected[0]
    assert side_by_side.relevance_levels(relevance, own, FIFTHS).tolist() == expected


def test_the_cuts_of_the_ideal_order_give_it_a_fifth_of_each(measured):
    pair = replace(found(measured, DIRECTIONS[1]), ideal=np.linspace(1, 0.01, 1000, dtype=np.float32)[None])
    cuts = side_by_side.cuts_of(pair, "ideal")
    levels = side_by_side.relevance_levels(pair.ideal, np.zeros_like(pair.ideal, dtype=bool), cuts)
    assert np.bincount(levels.ravel())[1:6] == pytest.approx([200, 200, 200, 200, 190], abs=2)
    assert side_by_side.cuts_of(pair, "own") is None


@pytest.mark.parametrize(
    ("sort", "order"), [("change", [2, 0, 3, 1]), ("a", [0, 3, 2, 1]), ("b", [2, 0, 3, 1]), ("file", [0, 1, 2, 3])]
)
def test_rows_are_sorted_and_undefined_ones_last(measured, sort, order):
    pair = found(measured, DIRECTIONS[1])
    scores = np.full((2, len(pair.image)), np.nan)
    scores[:, :4] = [[0.5, np.nan, 0.1, 0.4], [0.4, 0.2, 0.6, 0.2]]
    if sort == "b":
        scores[1, 1] = np.nan
    woven = side_by_side.carpet(pair, tuple(scores), np.arange(4), FIFTHS, sort)
    assert woven.rows.tolist() == order
    for row, cells in zip(woven.rows, woven.cells):
        a, b = (side_by_side.relevance_levels(s.relevance[row], s.own[row], FIFTHS) for s in pair.sides)
        assert (cells >> 4).tolist() == a.tolist()
        assert (cells & 15).tolist() == b.tolist()


def test_a_querys_own_levels_are_those_of_its_list(measured):
    pair = found(measured, DIRECTIONS[0])
    rows = np.arange(len(pair.image))
    woven = side_by_side.carpet(pair, (np.zeros(len(rows)),) * 2, rows, None, "file")
    levels = pair.sides[1].levels
    assert (woven.cells & 15).tolist() == np.where(levels < 0, UNLEVELLED, levels).tolist()
    assert UNLEVELLED in woven.cells & 15


def test_means_by_rank_are_column_means(measured):
    pair = found(measured, DIRECTIONS[1])
    rows = np.array([0, 3, 4, 7])
    means = side_by_side.means_by_rank(pair, rows)
    a, b = (side.relevance[rows].mean(axis=0) for side in pair.sides)
    assert means["a"].value == pytest.approx(a, abs=1e-6)
    assert means["difference"].value == pytest.approx(b - a, abs=1e-6)
    assert means["ideal"].value == pytest.approx(pair.ideal[rows].mean(axis=0), abs=1e-6)
    for mean in means.values():
        assert (mean.low <= mean.value + 1e-9).all()
        assert (mean.value <= mean.high + 1e-9).all()
    value, low, high = overall(pair, rows)
    assert value == pytest.approx((b - a).mean(), abs=1e-6)
    assert low <= value <= high
