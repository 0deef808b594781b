"""Small batches worked out by hand, rung by rung."""

import numpy as np
import pytest
import torch

from ladder.losses import AdaptiveLadderLoss, LadderLoss, TripletLoss
from tests.losses.batches import to_batch

MODES = [
    {"pairs": pairs, "near": near, "form": form}
    for pairs in ("hardest", "all")
    for near in ("level", "above")
    for form in ("chain", "cumulative")
]


@pytest.fixture
def square():
    """Four pairs; rows are images, columns captions."""
    return to_batch(
        [[0.60, 0.30, 0.45, -0.05], [0.35, 0.50, 0.40, 0.10], [0.20, 0.55, 0.70, 0.15], [-0.10, 0.05, 0.25, 0.40]],
        np.eye(4, dtype=bool),
        [[1, 0.80, 0.30, 0.10], [0.80, 1, 0.70, 0.20], [0.30, 0.70, 1, 0.65], [0.10, 0.20, 0.65, 1]],
    )


@pytest.fixture
def row():
    """One query; its own pair, then two candidates in each of three levels."""
    return to_batch(
        [[0.30, 0.55, 0.20, 0.45, 0.40, 0.35, 0.10]],
        [[True] + [False] * 6],
        [[1, 0.90, 0.80, 0.60, 0.50, 0.20, 0.10]],
    )


def violations(report, rung):
    return [direction.rungs[rung].violation.tolist() for direction in report.directions.values()]


def test_square_rung_0(square):
    expected = [[0.05, 0.10, 0.05, 0.05], [0, 0.25, 0, 0]]
    for loss in (TripletLoss(), LadderLoss([0.63])):
        images, captions = violations(loss.explain(*square), 0)
        assert images == pytest.approx(expected[0])
        assert captions == pytest.approx(expected[1])
    assert float(TripletLoss()(*square)) == pytest.approx(0.5)


@pytest.mark.parametrize("option", [{"near": "level"}, {"near": "above"}, {"compat": "published"}])
def test_square_rung_1_hardest_pair(square, option):
    loss = LadderLoss([0.63], **option)
    images, captions = violations(loss.explain(*square), 1)
    assert images == pytest.approx([0.16, 0, 0.06, 0])
    assert captions == pytest.approx([0, 0, 0.21, 0])
    assert float(loss(*square)) == pytest.approx(0.6075)  # .50 + .43 / 4


def test_square_rung_1_all_pairs(square):
    report = LadderLoss([0.63], pairs="all").explain(*square)
    # Summed over the pairs: .16 0 .06 0 and 0 0 .27 0; as many pairs as near times far candidates.
    images, captions = violations(report, 1)
    assert images == pytest.approx([0.16 / 2, 0, 0.06 / 2, 0])
    assert captions == pytest.approx([0, 0, 0.27 / 2, 0])


def test_square_rung_1_cumulative(square):
    images, captions = violations(LadderLoss([0.63], form="cumulative").explain(*square), 1)
    assert images == pytest.approx([0.06, 0, 0, 0])
    assert captions == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("options", "first", "second"),
    [
        ({}, 0.26, 0),
        ({"near": "above"}, 0.26, 0.16),
        ({"pairs": "all"}, 0.63 / 8, 0),  # two near, four far
        ({"form": "cumulative"}, 0.36, 0.27),
    ],
)
def test_row(row, options, first, second):
    report = LadderLoss([0.7, 0.4], margins=[0.2, 0.01, 0.01], **options).explain(*row)
    images = [violations(report, rung)[0] for rung in range(3)]
    assert images == [pytest.approx([one], abs=1e-12) for one in (0.45, first, second)]
    assert report.directions["image_to_caption"].labels.tolist() == [[0, 1, 1, 2, 2, 3, 3]]


@pytest.mark.parametrize(("hardest", "violation"), [(True, 0.45), (False, 1.45)])
def test_row_triplet(row, hardest, violation):
    assert violations(TripletLoss(hardest=hardest).explain(*row), 0)[0] == pytest.approx([violation])


@pytest.mark.parametrize("options", MODES[:1] + MODES[2:3], ids=["level", "above"])
@pytest.mark.parametrize("own", [1.0, 0.5])
def test_a_negative_far_side_is_not_lifted_to_zero(options, own):
    similarity = [[0.6, -0.1, -0.2], [0.1, 0.5, 0.0], [-0.3, -0.2, 0.4]]
    relevance = [[own, 0.9, 0.2], [0.9, own, 0.3], [0.2, 0.3, own]]  # own below the threshold: a positive all the same
    batch = to_batch(similarity, np.eye(3, dtype=bool), relevance)
    assert violations(LadderLoss([0.63], **options).explain(*batch), 1)[0] == [0, 0, 0]


@pytest.mark.parametrize("options", MODES, ids=lambda options: "-".join(options.values()))
@pytest.mark.parametrize("loss", [LadderLoss, AdaptiveLadderLoss])
def test_equally_relevant_candidates_have_no_rung(loss, options):
    similarity = torch.tensor([[0.6, -0.1, -0.2], [0.1, 0.5, 0.0], [-0.3, -0.2, 0.4]])
    loss = loss([0.63], **options) if loss is LadderLoss else loss(**options)
    report = loss.explain(similarity, torch.eye(3, dtype=torch.bool), torch.ones(3, 3))
    for direction in report.directions.values():
        for rung in direction.rungs[1:]:
            assert not rung.exists.any()
            assert rung.cost.tolist() == [0, 0, 0]
