"""Triplet loss: VSE++ where each query has one positive, and its rule for several."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.losses import TripletLoss
from tests.losses.batches import random_batch, tied_batches


def vsepp(scores, margin, hardest):
    """The published loss: the diagonal is positive, the rest is not."""
    diagonal = scores.diag()
    captions = (margin + scores - diagonal[:, None]).clamp(min=0).fill_diagonal_(0)
    images = (margin + scores - diagonal[None, :]).clamp(min=0).fill_diagonal_(0)
    if hardest:
        return captions.max(dim=1).values.sum() + images.max(dim=0).values.sum()
    return captions.sum() + images.sum()


@pytest.mark.parametrize("hardest", [True, False])
@given(seed=st.integers(0, 2**32 - 1), pairs=st.integers(2, 9), margin=st.sampled_from([0.0, 0.2, 1.0]))
@settings(max_examples=60, deadline=None)
def test_is_vsepp_on_pairs(hardest, seed, pairs, margin):
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randint(-10, 11, (pairs, pairs), generator=generator).double() / 10
    loss = TripletLoss(margin, hardest=hardest)(scores, torch.eye(pairs, dtype=torch.bool), torch.rand(pairs, pairs))
    torch.testing.assert_close(loss, vsepp(scores, margin, hardest))


@pytest.mark.parametrize("hardest", [True, False])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@given(batch=tied_batches())
@settings(max_examples=80, deadline=None)
def test_matches_the_definition(hardest, reduction, batch):
    total = 0.0
    for flip in (False, True):
        similarity, positive, _ = (part.T if flip else part for part in batch)
        for scores, own in zip(similarity.tolist(), positive.tolist()):
            upper = [score for score, is_own in zip(scores, own) if is_own]
            lower = [score for score, is_own in zip(scores, own) if not is_own]
            hinges = [max(0.0, 0.3 - one + other) for one in upper for other in lower]
            share = len(similarity) if reduction == "mean" else 1
            total += (max(hinges, default=0.0) if hardest else sum(hinges)) / share
    loss = TripletLoss(0.3, hardest=hardest, reduction=reduction)
    assert float(loss(*batch)) == pytest.approx(total, abs=1e-9)


def test_relevance_is_not_used():
    similarity, positive, relevance = random_batch(torch.Generator().manual_seed(1))
    loss = TripletLoss()
    assert loss(similarity, positive, relevance) == loss(similarity, positive, relevance.flip(0))


def test_all_candidates_are_one_level():
    report = TripletLoss().explain(*random_batch(torch.Generator().manual_seed(1)))
    assert report.directions["image_to_caption"].labels.tolist() == [
        [0, 1, 1, 1, 0, 1],
        [1, 0, 1, 1, 1, 0],
        [1, 1, 0, 1, 1, 1],
        [1, 1, 1, 0, 1, 1],
    ]
    assert report.directions["caption_to_image"].k.tolist() == [1] * 6


@pytest.mark.parametrize("margin", [-0.1, float("nan"), float("inf")])
def test_a_margin_out_of_range(margin):
    with pytest.raises(ValueError, match=f"`margin` must be at least 0, got {margin}"):
        TripletLoss(margin)
