"""What a loss says of a batch."""

import json

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.losses import AdaptiveLadderLoss, LadderLoss, ListwiseLoss, SoftRankLoss, TripletLoss
from tests.losses.batches import squares, tied_batches, to_batch


@pytest.fixture
def batch():
    """Two images, five captions: one positive each, the rest in two levels of an image, none of a caption."""
    return to_batch(
        [[0.9, 0.5, 0.4, 0.6, 0.3], [0.1, 0.8, 0.7, 0.2, 0.2]],
        [[True, False, False, False, False], [False, True, False, False, False]],
        [[1.0, 0.8, 0.7, 0.2, 0.1], [0.1, 1.0, 0.9, 0.1, 0.0]],
    )


def test_a_rung_by_hand(batch):
    rung = AdaptiveLadderLoss(k_max=2).explain(*batch).directions["image_to_caption"].rungs[1]
    # Image 0: caption 2 (0.4) is the least similar of level 1, caption 3 (0.6) the most similar of level 2.
    # Image 1: level 1 is caption 2 (0.7), the most similar below it the first of the two at 0.2.
    assert rung.near_index.tolist() == [2, 2]
    assert rung.far_index.tolist() == [3, 3]
    assert rung.near_similarity == pytest.approx([0.4, 0.7])
    assert rung.far_similarity == pytest.approx([0.6, 0.2])
    assert rung.margin_needed == pytest.approx([0.01, 0.01])
    assert rung.margin_had == pytest.approx([-0.2, 0.5])
    assert rung.violation == pytest.approx([0.21, 0])
    assert rung.cost == pytest.approx([0.0525, 0])
    assert rung.active.tolist() == [True, False]
    assert rung.exists.tolist() == [True, True]


def test_a_rung_that_does_not_exist(batch):
    rung = AdaptiveLadderLoss(k_max=2).explain(*batch).directions["caption_to_image"].rungs[1]
    assert rung.near_index.tolist() == [-1] * 5
    assert rung.far_index.tolist() == [-1] * 5
    for values in (rung.near_similarity, rung.far_similarity, rung.margin_had):
        assert np.isnan(values).all()
    assert rung.violation.tolist() == rung.cost.tolist() == [0] * 5
    assert not rung.active.any()
    assert not rung.exists.any()


def test_levels_are_told(batch):
    direction = AdaptiveLadderLoss(k_max=2).explain(*batch).directions["image_to_caption"]
    assert direction.labels.tolist() == [[0, 1, 1, 2, 2], [2, 0, 1, 2, 2]]
    assert direction.k.tolist() == [2, 2]
    np.testing.assert_allclose(direction.cuts, [[0.45], [0.5]])
    # 0.8 0.7 | 0.2 0.1: a is 0.1, b the gap to the other mean; 0.9 | 0.1 0.1 0.0: a is 0.05 or 0.1.
    first = np.mean([1 - 0.1 / 0.65, 1 - 0.1 / 0.55] * 2)
    second = np.mean([0, 1 - 0.05 / 0.8, 1 - 0.05 / 0.8, 1 - 0.1 / 0.9])
    np.testing.assert_allclose(direction.silhouette, [[np.nan, np.nan, first], [np.nan, np.nan, second]])


def test_the_mean_divides_the_cost_and_not_the_violation(batch):
    total, mean = (AdaptiveLadderLoss(reduction=reduction).explain(*batch) for reduction in ("sum", "mean"))
    for name, queries in (("image_to_caption", 2), ("caption_to_image", 5)):
        for rung, share in zip(total.directions[name].rungs, mean.directions[name].rungs):
            np.testing.assert_array_equal(share.violation, rung.violation)
            np.testing.assert_allclose(share.cost, rung.cost / queries)


def test_rows_by_hand(batch):
    images, captions = AdaptiveLadderLoss(k_max=2).explain(*batch).rows()
    silhouette = images.pop("mean_silhouette")
    assert silhouette == pytest.approx((0.8321678 + 0.6909722) / 2)
    # Image 1: positive 0.8, best other 0.7: 0.2 - 0.8 + 0.7. Image 0: 0.2 - 0.9 + 0.6 is below 0.
    assert images == {
        "direction": "image_to_caption",
        "queries": 2,
        "k_histogram": [0, 0, 2],
        "level_sizes": [1.0, 1.5, 2.5],
        "rung_cost": pytest.approx([0.1, 0.0525]),
        "rung_exists": [1.0, 1.0],
        "rung_active": [0.5, 0.5],
        "list_cost": 0.0,
    }
    # Captions 0 and 1 have a positive and one candidate; the others two candidates, which is one level.
    assert captions == {
        "direction": "caption_to_image",
        "queries": 5,
        "k_histogram": [0, 5, 0],
        "mean_silhouette": None,
        "level_sizes": [0.4, 1.6, 0.0],
        "rung_cost": [0.0, 0.0],
        "rung_exists": [0.4, 0.0],
        "rung_active": [0.0, None],
        "list_cost": 0.0,
    }


def test_the_row_of_a_single_query(batch):
    row = AdaptiveLadderLoss(k_max=2).explain(*(part[:1] for part in batch)).rows()[0]
    assert row["mean_silhouette"] == pytest.approx(0.8321678)
    assert row["rung_active"] == [0.0, 1.0]


@pytest.mark.parametrize("loss", [TripletLoss(), LadderLoss([0.7, 0.3]), AdaptiveLadderLoss(pairs="all")])
@given(batch=tied_batches())
@settings(max_examples=50, deadline=None)
def test_every_report_agrees_with_itself(loss, batch):
    report = loss.explain(*batch)
    json.dumps(report.rows(), allow_nan=False)
    for name, similarity in zip(report.directions, (batch[0], batch[0].T)):
        direction = report.directions[name]
        for number, rung in enumerate(direction.rungs):
            queries = np.flatnonzero(rung.exists)
            assert (direction.labels[queries, rung.near_index[queries]] == number).all()
            assert (direction.labels[queries, rung.far_index[queries]] > number).all()
            scores = similarity.numpy()
            np.testing.assert_array_equal(scores[queries, rung.near_index[queries]], rung.near_similarity[queries])
            np.testing.assert_array_equal(scores[queries, rung.far_index[queries]], rung.far_similarity[queries])
            np.testing.assert_allclose(rung.margin_had, rung.near_similarity - rung.far_similarity)
            assert (rung.active | (rung.violation <= 1e-12)).all()
            certain = np.abs(rung.margin_needed - rung.margin_had) > 1e-12
            np.testing.assert_array_equal(rung.active[certain], rung.margin_had[certain] < rung.margin_needed[certain])
            hardest = np.maximum(rung.margin_needed - rung.margin_had, 0)[queries]
            if number == 0:
                np.testing.assert_allclose(rung.violation[queries], hardest, atol=1e-12)
            assert (rung.violation[queries] <= hardest + 1e-12).all()


def test_a_report_carries_no_gradient(batch):
    similarity, positive, relevance = batch
    report = TripletLoss().explain(similarity.requires_grad_(), positive, relevance)
    assert isinstance(report.total, float)
    assert similarity.grad is None
    assert not isinstance(report.directions["image_to_caption"].rungs[0].cost, torch.Tensor)


SHARED = {
    "hardest": AdaptiveLadderLoss(),
    "all": AdaptiveLadderLoss(pairs="all", near="above"),
    "soft": AdaptiveLadderLoss(match="soft", pairs="soft", temperature=0.1),
    "cumulative": LadderLoss([0.65, 0.35], pairs="all", form="cumulative", reduction="mean"),
    "sum": TripletLoss(hardest=False),
    "list": ListwiseLoss(match="soft"),
    "soft rank": SoftRankLoss(),
}
PUBLISHED = (LadderLoss([0.65, 0.35], compat="published"), AdaptiveLadderLoss(compat="published", form="cumulative"))


def hinge(similarity, margin, near, far):
    return max(0.0, margin - similarity[near] + similarity[far])


@pytest.mark.parametrize("name", SHARED)
@given(batch=tied_batches(), strength=st.sampled_from([0.0, 0.5, 1.0]))
@settings(max_examples=50, deadline=None)
def test_the_shares_of_the_pairs_add_up_to_the_violation(name, batch, strength):
    for direction in SHARED[name].explain(*batch, strength=strength).directions.values():
        for rung in direction.rungs:
            for query in range(len(direction.k)):
                pairs = rung.pairs(query)
                assert pairs.violation.sum() == pytest.approx(rung.violation[query], abs=1e-12)
                assert pairs.cost.sum() == pytest.approx(rung.cost[query], abs=1e-12)
                assert (pairs.violation >= 0).all() and (pairs.cost >= 0).all()
                assert rung.near[query, pairs.near].all() and rung.far[query, pairs.far].all()
                assert len({*zip(pairs.near.tolist(), pairs.far.tolist())}) == len(pairs.near)


@given(batch=tied_batches())
@settings(max_examples=50, deadline=None)
def test_each_pair_has_the_share_that_its_rung_gives_it(batch):
    for name, loss in SHARED.items():
        for direction in loss.explain(*batch).directions.values():
            for number, rung in enumerate(direction.rungs):
                for query in np.flatnonzero(rung.exists).tolist():
                    pairs, row = rung.pairs(query), rung.similarity[query]
                    found = dict(zip(zip(pairs.near.tolist(), pairs.far.tolist()), pairs.violation))
                    margin = rung.margin_needed[query]
                    every = [(i, j) for i in rung.near[query].nonzero()[0] for j in rung.far[query].nonzero()[0]]
                    if (name, number) == ("sum", 0) or (name in ("all", "cumulative") and number):
                        whole = 1 if name == "sum" else len(every)
                        expected = {pair: hinge(row, margin, *pair) / whole for pair in every}
                        assert found == pytest.approx({pair: part for pair, part in expected.items() if part > 0})
                    elif name == "soft":
                        tau = 0.1 if number else 0.05
                        parts = {(i, j): np.exp((margin - row[i] + row[j]) / tau) for i, j in every}
                        scale = rung.violation[query] / sum(parts.values())
                        assert found == pytest.approx({pair: scale * part for pair, part in parts.items()})
                    elif name == "hardest":
                        pair = (rung.near_index[query], rung.far_index[query])
                        assert found == pytest.approx({pair: hinge(row, margin, *pair)})


@pytest.mark.parametrize("loss", PUBLISHED)
@given(batch=squares())
@settings(max_examples=50, deadline=None)
def test_a_pair_of_the_published_code_may_have_a_constant_in_it(loss, batch):
    for direction in loss.explain(*batch).directions.values():
        for number, rung in enumerate(direction.rungs):
            for query in range(len(direction.k)):
                pairs, row = rung.pairs(query), rung.similarity[query]
                assert pairs.violation.sum() == pytest.approx(rung.violation[query], abs=1e-12)
                assert len(pairs.near) == (1 if number else rung.exists[query])
                for near, far in zip(pairs.near, pairs.far):
                    upper = loss.ceiling if near < 0 else row[near]
                    lower = 0.0 if far < 0 else row[far]
                    violation = max(0.0, rung.margin_needed[query] - upper + lower)
                    assert pairs.violation.sum() == pytest.approx(violation, abs=1e-12)
                    assert near < 0 or rung.near[query, near]
                    assert far < 0 or rung.far[query, far]


def test_a_ghost_rung_has_nobody_on_its_far_side():
    """Vector 9.3 with everybody equally relevant: .01 - the lowest similarity + 0, which stands for the far set."""
    similarity = [[0.6, -0.1, -0.2], [0.1, 0.5, 0.0], [-0.3, -0.2, 0.4]]
    loss = LadderLoss([0.63], compat="published")
    report = loss.explain(*to_batch(similarity, np.eye(3, dtype=bool), np.ones((3, 3))))
    found = [report.directions["image_to_caption"].rungs[1].pairs(query) for query in range(3)]
    assert [(pairs.near.tolist(), pairs.far.tolist()) for pairs in found] == [([2], [-1]), ([2], [-1]), ([0], [-1])]
    assert [pairs.violation.item() for pairs in found] == pytest.approx([0.21, 0.01, 0.31])


def test_a_report_keeps_nothing_of_the_tables_it_was_made_from(batch):
    report = AdaptiveLadderLoss().explain(*batch)
    before = report.directions["image_to_caption"].rungs[0]
    near, similarity = before.near.copy(), before.similarity.copy()
    batch[0].zero_(), batch[1].zero_()
    np.testing.assert_array_equal(before.near, near)
    np.testing.assert_array_equal(before.similarity, similarity)
