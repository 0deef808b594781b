"""``compat="published"``: the arithmetic of the public code, its defects included, by plain loops and by hand."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.losses import AdaptiveLadderLoss, LadderLoss
from tests.levels import reference
from tests.losses.batches import squares, to_batch

MARGINS, WEIGHTS = [0.2, 0.01, 0.03], [1, 0.25, 0.125]


def published(similarity, upper_of, margins, weights, ceiling, form):
    """Both directions, as the public code goes through them: masks multiplied, every rung of every query counted.

    ``upper_of(flipped, query, rung)`` are the members of the near set as booleans; the far set is the rest.
    """
    total = 0.0
    for flipped in (False, True):
        scores = similarity.T if flipped else similarity
        for query, row in enumerate(scores):
            others = [score for place, score in enumerate(row) if place != query]
            total += weights[0] * max([0.0] + [margins[0] - row[query] + score for score in others])
            for rung in range(1, len(margins)):
                upper = upper_of(flipped, query, rung)
                lowest = min(score if inside else ceiling for score, inside in zip(row, upper))
                highest = max(score * (not inside) for score, inside in zip(row, upper))
                if form == "cumulative":
                    total += weights[rung] * max(0.0, sum(margins[: rung + 1]) - row[query] + highest)
                else:
                    total += weights[rung] * max(0.0, margins[rung] - lowest + highest)
    return total


@given(batch=squares(), form=st.sampled_from(["chain", "cumulative"]))
@settings(max_examples=200, deadline=None)
def test_ladder_matches_the_public_arithmetic(batch, form):
    similarity, _, relevance = (part.numpy() for part in batch)
    thresholds = [0.65, 0.35]

    def upper_of(flipped, query, rung):
        return (relevance.T if flipped else relevance)[query] >= thresholds[rung - 1]

    loss = LadderLoss(thresholds, MARGINS, WEIGHTS, form=form, compat="published")
    expected = published(similarity, upper_of, MARGINS, WEIGHTS, 1.0, form)
    assert float(loss(*batch)) == pytest.approx(expected, abs=1e-9)
    assert loss.explain(*batch).total == pytest.approx(expected, abs=1e-9)


@given(batch=squares(), form=st.sampled_from(["chain", "cumulative"]))
@settings(max_examples=200, deadline=None)
def test_adaptive_matches_the_public_arithmetic(batch, form):
    similarity, _, relevance = (part.numpy() for part in batch)
    everything = [True] * len(relevance)

    def upper_of(flipped, query, rung):
        row = (relevance.T if flipped else relevance)[query].tolist()
        labels = reference.row_labels(row, everything, k_min=2, k_max=3)
        return [place == query or label <= rung for place, label in enumerate(labels)]

    loss = AdaptiveLadderLoss(2, 3, MARGINS, WEIGHTS, form=form, compat="published")
    expected = published(similarity, upper_of, MARGINS, WEIGHTS, 1.1, form)
    assert float(loss(*batch)) == pytest.approx(expected, abs=1e-9)


NEGATIVE = [[0.6, -0.1, -0.2], [0.1, 0.5, 0.0], [-0.3, -0.2, 0.4]]
MIXED = [[1, 0.9, 0.2], [0.9, 1, 0.3], [0.2, 0.3, 1]]


@pytest.mark.parametrize(
    ("relevance", "published_rows"),
    [
        (MIXED, [0.11, 0, 0]),  # D1: 0 stands for a far candidate at -0.2
        (np.ones((3, 3)), [0.21, 0.01, 0.31]),  # D1: nobody is far
        (np.where(np.eye(3), 0.5, MIXED), [0.71, 0.41, 0]),  # D5: the own pair is below the threshold
    ],
)
def test_zero_masks_by_hand(relevance, published_rows):
    batch = to_batch(NEGATIVE, np.eye(3, dtype=bool), relevance)
    report = LadderLoss([0.63], compat="published").explain(*batch).directions["image_to_caption"]
    assert report.rungs[1].violation.tolist() == pytest.approx(published_rows)
    correct = LadderLoss([0.63]).explain(*batch).directions["image_to_caption"]
    assert correct.rungs[1].violation.tolist() == [0, 0, 0]


def test_where_no_defect_shows_it_is_the_loss_with_near_above():
    similarity = [
        [0.60, 0.30, 0.45, 0.05],
        [0.35, 0.50, 0.40, 0.10],
        [0.20, 0.55, 0.70, 0.15],
        [0.10, 0.05, 0.25, 0.40],
    ]
    relevance = [[1, 0.80, 0.30, 0.10], [0.80, 1, 0.70, 0.20], [0.30, 0.70, 1, 0.65], [0.10, 0.20, 0.65, 1]]
    batch = to_batch(similarity, np.eye(4, dtype=bool), relevance)
    assert LadderLoss([0.63], compat="published")(*batch) == LadderLoss([0.63], near="above")(*batch)


def test_a_ghost_rung_costs_and_is_told():
    """D2: three equally relevant captions make one level, and still every rung of k_max counts."""
    batch = to_batch(NEGATIVE, np.eye(3, dtype=bool), np.ones((3, 3)))
    report = AdaptiveLadderLoss(2, 4, compat="published").explain(*batch).directions["image_to_caption"]
    for rung in report.rungs[1:]:
        assert not rung.exists.any()
        assert rung.violation.tolist() == pytest.approx([0.21, 0.01, 0.31])


def test_a_ghost_rung_raises_the_least_relevant():
    similarity = torch.tensor(NEGATIVE, requires_grad=True)
    loss = LadderLoss([0.63], weights=[0, 1], compat="published")
    loss(similarity, torch.eye(3, dtype=torch.bool), torch.ones(3, 3)).backward()
    assert (similarity.grad <= 0).all()
    assert similarity.grad[2, 0] < 0


def test_the_own_pair_is_clustered():
    """D6: 1 against 0.5, 0.4 and 0.3 is a level of its own; without it there are others."""
    relevance = np.array([[1, 0.5, 0.4, 0.3]] * 4)
    np.fill_diagonal(relevance, 1)
    batch = to_batch(np.zeros((4, 4)), np.eye(4, dtype=bool), relevance)
    labels = AdaptiveLadderLoss(2, 2, compat="published").explain(*batch).directions["image_to_caption"].labels
    assert labels[0].tolist() == [0, 2, 2, 2]
    assert AdaptiveLadderLoss(2, 2).explain(*batch).directions["image_to_caption"].labels[0].max() == 2


@pytest.mark.parametrize("loss", [LadderLoss([0.5], compat="published"), AdaptiveLadderLoss(compat="published")])
def test_the_gradient_matches_finite_differences(loss):
    generator = torch.Generator().manual_seed(3)
    similarity = (2 * torch.rand(5, 5, generator=generator, dtype=torch.float64) - 1).requires_grad_()
    relevance = torch.rand(5, 5, generator=generator, dtype=torch.float64)
    positive = torch.eye(5, dtype=torch.bool)
    assert torch.autograd.gradcheck(lambda table: loss(table, positive, relevance), similarity)


def test_what_the_public_code_cannot_read():
    loss = LadderLoss([0.5], compat="published")
    with pytest.raises(ValueError, match=r"takes a square table with a positive diagonal, got one of \(2, 3\)"):
        loss(torch.zeros(2, 3), torch.eye(2, 3, dtype=torch.bool), torch.zeros(2, 3))
    with pytest.raises(ValueError, match="takes a square table with a positive diagonal"):
        loss(torch.zeros(2, 2), torch.tensor([[True, False], [False, False]]), torch.zeros(2, 2))


@pytest.mark.parametrize("options", [{"pairs": "all"}, {"near": "above"}, {"pairs": "soft"}, {"match": "soft"}])
def test_options_that_the_public_code_has_not(options):
    with pytest.raises(ValueError, match="`compat` `published` has pairs and near sets of its own"):
        LadderLoss([0.5], compat="published", **options)


def test_another_word():
    with pytest.raises(ValueError, match="`compat` must be `published`, got `faiss`"):
        AdaptiveLadderLoss(compat="faiss")
