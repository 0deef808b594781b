"""The two baselines that look at the whole list: by definition in plain loops, and what they are for."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from scipy import special, stats

from ladder.losses import LadderLoss, ListwiseLoss, SoftRankLoss, TripletLoss
from tests.losses.batches import random_batch, tied_batches


def both_directions(batch, of_a_query):
    total = 0.0
    for flip in (False, True):
        similarity, positive, relevance = (part.T if flip else part for part in batch)
        for scores, own, degrees in zip(similarity.tolist(), positive.tolist(), relevance.tolist()):
            total += of_a_query(scores, [1.0 if is_own else degree for is_own, degree in zip(own, degrees)])
    return total


@given(batch=tied_batches())
@settings(max_examples=80, deadline=None)
def test_listwise_matches_the_definition(batch):
    def divergence(scores, degrees):
        model = special.softmax([score / 0.2 for score in scores])
        target = special.softmax([degree / 0.3 for degree in degrees])
        return stats.entropy(target, model)

    expected = 0.5 * both_directions(batch, divergence)
    alone = ListwiseLoss(0.2, 0.3, weight=0.5, triplet_weight=0)
    assert float(alone(*batch)) == pytest.approx(expected, abs=1e-9)
    with_triplet = ListwiseLoss(0.2, 0.3, weight=0.5, margin=0.1)
    assert float(with_triplet(*batch)) == pytest.approx(expected + float(TripletLoss(0.1)(*batch)), abs=1e-9)


@pytest.mark.parametrize("loss", [ListwiseLoss, SoftRankLoss])
@given(batch=tied_batches())
@settings(max_examples=40, deadline=None)
def test_rung_0_is_that_of_the_ladder(loss, batch):
    for match in ("hardest", "soft"):
        rung = LadderLoss([], margins=[0.1], match=match)
        assert float(loss(weight=0, margin=0.1, match=match)(*batch)) == pytest.approx(float(rung(*batch)), abs=1e-9)


@given(batch=tied_batches())
@settings(max_examples=80, deadline=None)
def test_soft_rank_matches_the_definition(batch):
    def disorder(scores, degrees):
        items = range(len(scores))
        pairs = [(i, j) for i in items for j in items if degrees[i] > degrees[j]]
        agreed = sum(math.tanh((scores[i] - scores[j]) / 0.2) for i, j in pairs)
        return 1 - agreed / len(pairs) if pairs else 0.0

    loss = SoftRankLoss(0.1, weight=2, triplet_weight=0)
    assert float(loss(*batch)) == pytest.approx(2 * both_directions(batch, disorder), abs=1e-9)


@given(batch=tied_batches())
@settings(max_examples=60, deadline=None)
def test_soft_rank_comes_down_to_somers_d(batch):
    def disorder(scores, degrees):
        if len(set(degrees)) == 1:
            return 0.0
        with np.errstate(invalid="ignore"):  # of SciPy's p-value, where rounding makes its variance negative
            return 1 - (stats.somersd(degrees, scores).statistic if len(set(scores)) > 1 else 0.0)

    expected = both_directions(batch, disorder)
    assert float(SoftRankLoss(1e-3, triplet_weight=0)(*batch)) == pytest.approx(expected, abs=1e-9)


def test_listwise_rests_where_similarity_is_relevance():
    _, positive, relevance = random_batch(torch.Generator().manual_seed(0))
    loss = ListwiseLoss(0.1, 0.1, triplet_weight=0)
    similarity = (relevance - 0.3).requires_grad_()  # softmax knows no offset
    cost = loss(similarity, positive, relevance)
    cost.backward()
    assert cost.item() == pytest.approx(0, abs=1e-12)
    assert similarity.grad.abs().max() < 1e-12


@pytest.mark.parametrize("loss", [ListwiseLoss(triplet_weight=0), SoftRankLoss(triplet_weight=0)])
def test_descent_brings_the_order_of_relevance(loss):
    _, positive, relevance = random_batch(torch.Generator().manual_seed(4), 5, 5)
    relevance = ((relevance + relevance.T) / 2).masked_fill(positive, 1)
    similarity = torch.zeros(5, 5, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([similarity], lr=0.02)
    for _ in range(600):
        optimizer.zero_grad()
        loss(similarity, positive, relevance).backward()
        optimizer.step()
    for scores, degrees in zip(similarity.detach().numpy(), relevance.numpy()):
        assert stats.kendalltau(scores, degrees).statistic > 0.99


@pytest.mark.parametrize("loss", [ListwiseLoss, SoftRankLoss])
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"temperature": 0.0}, "`temperature` must be above 0, got 0.0"),
        ({"weight": -1.0}, "`weight` must be at least 0, got -1.0"),
        ({"triplet_weight": -1.0}, "`triplet_weight` must be at least 0, got -1.0"),
        ({"margin": -0.2}, "`margin` must be at least 0, got -0.2"),
        ({"margin": float("inf")}, "`margin` must be at least 0, got inf"),
    ],
)
def test_options_out_of_range(loss, options, words):
    with pytest.raises(ValueError, match=words):
        loss(**options)


def test_a_target_temperature_out_of_range():
    with pytest.raises(ValueError, match="`target_temperature` must be above 0, got"):
        ListwiseLoss(target_temperature=-0.1)
