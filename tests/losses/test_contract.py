"""What holds for every retrieval loss. A new loss is held to it by being in ``losses.ALL``."""

import inspect
import typing

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from ladder import losses
from tests.losses.batches import random_batch, tied_batches

EXAMPLES = {
    "triplet": [{}, {"margin": 0.3, "hardest": False}, {"reduction": "mean"}],
    "ladder": [
        {"thresholds": [0.6, 0.3]},
        {"thresholds": [0.6, 0.3], "margins": [0.2, 0.1, 0.05], "pairs": "all", "reduction": "mean"},
        {"thresholds": [0.6, 0.3], "near": "above"},
        {"thresholds": [0.6, 0.3], "near": "above", "pairs": "all"},
        {"thresholds": [0.6, 0.3], "form": "cumulative"},
        {"thresholds": [0.6], "form": "cumulative", "pairs": "all"},
        {"thresholds": [0.6, 0.3], "pairs": "soft"},
        {"thresholds": [0.6, 0.3], "pairs": "soft", "near": "above", "temperature": 0.2},
        {"thresholds": [0.6, 0.3], "match": "soft", "pairs": "soft"},
        {"thresholds": [0.6], "match": "soft", "match_temperature": 0.1},
    ],
    "adaptive": [
        {},
        {"k_min": 1, "k_max": 3, "weights": [1, 1, 1], "pairs": "all"},
        {"near": "above", "min_silhouette": 0.6},
        {"form": "cumulative", "reduction": "mean"},
        {"scope": "batch"},
        {"scope": "batch", "pairs": "all", "near": "above"},
        {"pairs": "soft", "form": "cumulative"},
        {"match": "soft", "pairs": "soft", "temperature": 0.1},
    ],
    "listwise": [
        {},
        {"triplet_weight": 0, "temperature": 0.2},
        {"target_temperature": 0.3, "weight": 2, "match": "soft", "reduction": "mean"},
    ],
    "soft_rank": [{}, {"triplet_weight": 0, "temperature": 0.1}, {"weight": 0.5, "match": "soft", "reduction": "mean"}],
}
# Wants a similarity that is proportional to relevance, not only its order: no ranking loss.
PROPORTIONAL = ("listwise",)
CASES = [(name, options) for name, examples in EXAMPLES.items() for options in examples]


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(7)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def loss(request) -> losses.RetrievalLoss:
    name, options = request.param
    return losses.ALL[name](**options)


@pytest.fixture(scope="module", params=[case for case in CASES if case[0] not in PROPORTIONAL], ids=str)
def ranking_loss(request) -> losses.RetrievalLoss:
    name, options = request.param
    return losses.ALL[name](**options)


def test_every_loss_has_an_example():
    assert EXAMPLES.keys() == losses.ALL.keys()
    assert {name: loss.name for name, loss in losses.ALL.items()} == {name: name for name in losses.ALL}


def test_every_option_is_in_an_example_and_typed():
    for name, loss in losses.ALL.items():
        parameters = inspect.signature(loss).parameters
        assert {option for example in EXAMPLES[name] for option in example} <= parameters.keys()
        hints = typing.get_type_hints(loss.__init__)
        for option, parameter in parameters.items():
            assert parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
            assert option in hints


def test_pulling_a_positive_closer_never_costs(ranking_loss, generator):
    """The sign test: it fails for any loss that takes a similarity for its opposite."""
    similarity, positive, relevance = random_batch(generator)
    closer = similarity + 0.05 * positive
    assert ranking_loss(closer, positive, relevance) < ranking_loss(similarity, positive, relevance)


@given(batch=tied_batches())
@settings(max_examples=25, deadline=None)
def test_pulling_one_positive_closer_never_costs(ranking_loss, batch):
    similarity, positive, relevance = batch
    before = ranking_loss(similarity, positive, relevance)
    for place in positive.nonzero().tolist():
        closer = similarity.clone()
        closer[tuple(place)] += 0.15
        assert ranking_loss(closer, positive, relevance) <= before + 1e-12


def test_an_order_that_follows_relevance_costs_nothing(ranking_loss, generator):
    _, positive, relevance = random_batch(generator)
    stepped = torch.where(positive, 1.0, (3 * relevance).floor() / 4)  # 1, else 0, 1/4 or 1/2
    assert ranking_loss(100 * stepped, positive, stepped) == pytest.approx(0, abs=1e-12)  # soft rungs never quite rest


def test_gradient_matches_finite_differences(loss, generator):
    similarity, positive, relevance = random_batch(generator)
    similarity.requires_grad_()
    assert torch.autograd.gradcheck(lambda table: loss(table, positive, relevance), similarity)


def test_no_gradient_flows_through_relevance(loss, generator):
    similarity, positive, relevance = random_batch(generator)
    relevance.requires_grad_()
    loss(similarity.requires_grad_(), positive, relevance).backward()
    assert relevance.grad is None
    assert similarity.grad.abs().sum() > 0


@pytest.mark.parametrize("positive", [torch.zeros(3, 4).bool(), torch.ones(3, 4).bool()], ids=["none", "all"])
@pytest.mark.parametrize("level", [0.0, 1.0])
def test_an_empty_side_gives_zero_and_a_zero_gradient(ranking_loss, positive, level):
    similarity = torch.linspace(-1, 1, 12, dtype=torch.float64).reshape(3, 4).requires_grad_()
    value = ranking_loss(similarity, positive, torch.full((3, 4), level, dtype=torch.float64))
    value.backward()
    assert value == 0
    assert (similarity.grad == 0).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (5, 1), (2, 2)])
@pytest.mark.parametrize("positives", ["first", "none", "all"])
def test_small_tables_have_a_finite_loss_and_gradient(loss, shape, positives):
    similarity = torch.linspace(0.5, -0.5, shape[0] * shape[1]).reshape(shape).requires_grad_()
    positive = torch.full(shape, positives == "all")
    positive[0, 0] = positives != "none"
    value = loss(similarity, positive, torch.linspace(1, 0, shape[0] * shape[1]).reshape(shape))
    value.backward()
    assert value.isfinite()
    assert similarity.grad.isfinite().all()


def test_the_order_of_the_batch_does_not_matter(loss, generator):
    batch = random_batch(generator)
    rows, columns = torch.randperm(4, generator=generator), torch.randperm(6, generator=generator)
    shuffled = [part[rows][:, columns] for part in batch]
    torch.testing.assert_close(loss(*shuffled), loss(*batch))


def test_both_directions_count_alike(loss, generator):
    batch = random_batch(generator)
    report, flipped = loss.explain(*batch), loss.explain(*(part.T for part in batch))
    torch.testing.assert_close(loss(*(part.T for part in batch)), loss(*batch))
    for name, other in (("image_to_caption", "caption_to_image"), ("caption_to_image", "image_to_caption")):
        direction, mirror = report.directions[name], flipped.directions[other]
        np.testing.assert_array_equal(direction.labels, mirror.labels)
        for rung, image in zip(direction.rungs, mirror.rungs):
            np.testing.assert_array_equal(rung.near_index, image.near_index)
            np.testing.assert_allclose(rung.cost, image.cost)


def test_inputs_are_left_as_they_were(loss, generator):
    batch = random_batch(generator)
    before = [part.clone() for part in batch]
    loss(*batch)
    loss.explain(*batch)
    for now, then in zip(batch, before):
        assert torch.equal(now, then)


def test_float32_agrees_with_float64(loss, generator):
    similarity, positive, relevance = random_batch(generator, dtype=torch.float32)
    value = loss(similarity, positive, relevance)
    assert value.dtype == torch.float32
    exact = loss(similarity.double(), positive, relevance.double())
    torch.testing.assert_close(value.double(), exact, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_is_computed_in_float32(loss, generator, dtype):
    similarity, positive, relevance = random_batch(generator, dtype=torch.float32)
    similarity = similarity.to(dtype).requires_grad_()
    value = loss(similarity, positive, relevance.to(dtype))
    assert value == loss(similarity.float(), positive, relevance.to(dtype).float())
    value.backward()
    assert similarity.grad.dtype == dtype
    assert similarity.grad.isfinite().all()
    assert similarity.grad.abs().sum() > 0


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_a_gpu_gives_what_the_cpu_gives(generator):
    similarity, positive, relevance = random_batch(generator)
    for name, options in CASES:
        loss = losses.ALL[name](**options)
        for tables in ((positive, relevance), (positive.cuda(), relevance.cuda())):
            on_gpu = similarity.cuda().requires_grad_()
            value = loss(on_gpu, *tables)
            value.backward()
            assert value.device == on_gpu.grad.device == on_gpu.device
            torch.testing.assert_close(value.cpu(), loss(similarity, positive, relevance))
            assert loss.explain(on_gpu, *tables).total == pytest.approx(float(value))


@given(batch=tied_batches())
@settings(max_examples=25, deadline=None)
def test_the_report_adds_up_to_the_loss(loss, batch):
    report = loss.explain(*batch)
    assert report.total == pytest.approx(float(loss(*batch)), abs=1e-12)
    costs = [rung.cost.sum() for direction in report.directions.values() for rung in direction.rungs]
    costs += [direction.list_cost.sum() for direction in report.directions.values()]
    assert report.total == pytest.approx(sum(costs), abs=1e-9)


def test_levels_found_beforehand_change_nothing(loss, generator):
    batch = random_batch(generator)
    levels = loss.levels(*batch[1:])
    assert loss(*batch, levels) == loss(*batch)
    assert loss.explain(*batch, levels).rows() == loss.explain(*batch).rows()


def test_a_positive_is_in_no_level(loss, generator):
    similarity, positive, relevance = random_batch(generator)
    report = loss.explain(similarity, positive, relevance)
    changed = loss.explain(similarity, positive, relevance.masked_fill(positive, 0.4))
    assert changed.total == report.total
    for direction, table in zip(report.directions.values(), (positive, positive.T)):
        assert ((direction.labels == 0) == table.numpy()).all()
        np.testing.assert_array_equal(changed.directions[direction.name].cuts, direction.cuts)


def test_nan_similarity_is_not_hidden(loss, generator):
    similarity, positive, relevance = random_batch(generator)
    similarity[positive] = torch.nan
    assert loss(similarity, positive, relevance).isnan()


def test_tables_that_do_not_fit(loss, generator):
    similarity, positive, relevance = random_batch(generator)
    with pytest.raises(ValueError, match=r"`positive` must have the shape of `similarity`, \(4, 6\), got \(6, 4\)"):
        loss(similarity, positive.T, relevance)
    with pytest.raises(ValueError, match=r"`relevance` must have the shape of `similarity`, \(4, 6\), got \(4, 5\)"):
        loss(similarity, positive, relevance[:, :5])
    with pytest.raises(ValueError, match=r"expected a non-empty \(image, caption\) table, got shape \(0, 6\)"):
        loss(similarity[:0], positive[:0], relevance[:0])
    with pytest.raises(ValueError, match=r"expected a non-empty \(image, caption\) table, got shape \(4,\)"):
        loss(similarity[:, 0], positive[:, 0], relevance[:, 0])
    with pytest.raises(ValueError, match=r"`positive` must be boolean, got torch.int64"):
        loss(similarity, positive.long(), relevance)
    with pytest.raises(ValueError, match=r"expected floating-point tables, got torch.int64 and torch.float64"):
        loss(similarity.long(), positive, relevance)
    with pytest.raises(ValueError, match=r"expected floating-point tables, got torch.float64 and torch.int64"):
        loss(similarity, positive, relevance.long())


def test_an_unknown_reduction(loss):
    with pytest.raises(ValueError, match="`reduction` must be `sum` or `mean`, got `none`"):
        type(loss)(**({"thresholds": []} if loss.name == "ladder" else {}), reduction="none")


def test_strength_ramps_all_but_rung_0(loss, generator):
    batch = random_batch(generator)
    whole = loss.explain(*batch)
    ramped = loss.explain(*batch, strength=0.25)
    assert float(loss(*batch, strength=0.25)) == pytest.approx(ramped.total)
    for name, direction in whole.directions.items():
        share = ramped.directions[name]
        np.testing.assert_allclose(share.list_cost, direction.list_cost / 4)
        for number, (rung, part) in enumerate(zip(direction.rungs, share.rungs)):
            np.testing.assert_allclose(part.cost, rung.cost / (4 if number else 1))
            np.testing.assert_array_equal(part.violation, rung.violation)
