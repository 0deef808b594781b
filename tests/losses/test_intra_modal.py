"""The rungs among captions, and among images: by hand, by the definition, and by what must hold."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder import losses
from ladder.losses import AdaptiveLadderLoss, LadderLoss, ListwiseLoss, SoftRankLoss, TripletLoss
from tests.losses.batches import adaptive_labels, loss_by_definition, threshold_labels, to_batch

RUNGS = {"margins": [0.2, 0.1, 0.3], "weights": [0.8, 0.5, 0.25]}


def tied_kin():
    """Symmetric tables in tenths; an item is its own positive, and some are another's."""

    def table(numbers, images):
        similarity, relevance = ((part + part.T) / 20 for part in numbers)
        positive = images[:, None] == images[None, :]
        return to_batch(similarity, positive, np.abs(relevance))

    def of_size(count):
        tenths = hnp.arrays(np.int64, (count, count), elements=st.integers(-10, 10))
        return st.builds(
            table, st.tuples(tenths, tenths), hnp.arrays(np.int64, count, elements=st.integers(0, count - 1))
        )

    return st.integers(1, 6).flatmap(of_size)


def test_by_hand():
    """Of the first item the near one has .2 and the far one .5, of the second .2 and 0; the third has one level."""
    similarity = torch.tensor([[1.0, 0.2, 0.5], [0.2, 1.0, 0.0], [0.5, 0.0, 1.0]], dtype=torch.float64)
    relevance = torch.tensor([[1.0, 0.9, 0.1], [0.9, 1.0, 0.1], [0.1, 0.1, 1.0]], dtype=torch.float64)
    loss = LadderLoss([0.5], margins=[0.2, 0.3], weights=[1, 0.5])
    found = loss.intra_modal(similarity, torch.eye(3).bool(), relevance)
    assert found.item() == pytest.approx(0.5 * ((0.3 - 0.2 + 0.5) + (0.3 - 0.2 + 0.0)))


@given(
    kin=tied_kin(),
    pairs=st.sampled_from(["hardest", "all", "soft"]),
    near=st.sampled_from(["level", "above"]),
    form=st.sampled_from(["chain", "cumulative"]),
    reduction=st.sampled_from(["sum", "mean"]),
)
@settings(max_examples=200, deadline=None)
def test_it_is_the_definition_without_rung_0_one_way(kin, pairs, near, form, reduction):
    mode = {"pairs": pairs, "near": near, "form": form, "reduction": reduction}
    mode |= {"temperature": 0.1} if pairs == "soft" else {}
    lower = RUNGS | {"weights": [0, 0.5, 0.25]}
    for loss, labels in (
        (LadderLoss([0.7, 0.3], **RUNGS, **mode), threshold_labels([0.7, 0.3])),
        (AdaptiveLadderLoss(2, 3, **RUNGS, **mode), adaptive_labels("query", k_min=2, k_max=3)),
    ):
        both_ways = loss_by_definition(kin, labels, **lower, **mode)
        assert float(loss.intra_modal(*kin)) == pytest.approx(both_ways / 2, abs=1e-9)


@given(kin=tied_kin())
@settings(max_examples=40, deadline=None)
def test_rung_0_alone_costs_nothing(kin):
    similarity, *known = kin
    for loss in (TripletLoss(), TripletLoss(hardest=False), LadderLoss([], match="soft")):
        cost = loss.intra_modal(similarity.requires_grad_(), *known)
        assert cost == 0
        assert not cost.requires_grad


@given(kin=tied_kin())
@settings(max_examples=40, deadline=None)
def test_a_list_costs_what_its_report_says(kin):
    for loss in (ListwiseLoss(weight=0.5), SoftRankLoss(weight=0.5)):
        direction = loss.explain(*kin).directions["image_to_caption"]
        assert float(loss.intra_modal(*kin)) == pytest.approx(direction.list_cost.sum(), abs=1e-9)


@pytest.mark.parametrize("name", sorted(losses.ALL))
def test_levels_found_beforehand_and_the_ramp(name):
    generator = np.random.default_rng(4)
    values = generator.random((2, 8, 8))
    kin = to_batch(values[0] + values[0].T - 1, np.eye(8, dtype=bool), (values[1] + values[1].T) / 2)
    loss = losses.ALL[name](**({"thresholds": [0.6, 0.4]} if name == "ladder" else {}))
    whole = loss.intra_modal(*kin)
    assert loss.intra_modal(*kin, loss.levels(*kin[1:])) == whole
    assert float(loss.intra_modal(*kin, strength=0.25)) == pytest.approx(float(whole) / 4)
    assert (whole > 0) == (name != "triplet")


def test_a_table_that_does_not_fit():
    with pytest.raises(ValueError, match="`relevance` must have the shape of `similarity`"):
        LadderLoss([0.5]).intra_modal(torch.zeros(2, 2), torch.eye(2).bool(), torch.zeros(3, 3))
