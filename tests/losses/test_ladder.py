"""Both ladder losses against their definition, against each other, and what they refuse."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode

from ladder.levels import adaptive_levels
from ladder.losses import AdaptiveLadderLoss, LadderLoss, TripletLoss
from tests.losses.batches import adaptive_labels, loss_by_definition, random_batch, threshold_labels, tied_batches


def counted(option, temperature, *others):
    """What an option chooses, with a temperature where it is soft."""
    soft = st.sampled_from([0.1, 0.5]).map(lambda tau: {option: "soft", temperature: tau})
    return st.one_of(soft, st.sampled_from(others).map(lambda other: {option: other}))


modes = st.tuples(
    counted("match", "match_temperature", "hardest"),
    counted("pairs", "temperature", "hardest", "all"),
    st.fixed_dictionaries(
        {
            "near": st.sampled_from(["level", "above"]),
            "form": st.sampled_from(["chain", "cumulative"]),
            "reduction": st.sampled_from(["sum", "mean"]),
        }
    ),
).map(lambda parts: parts[0] | parts[1] | parts[2])
RUNGS = {"margins": [0.2, 0.1, 0.3], "weights": [0.8, 0.5, 0.25]}


@given(batch=tied_batches(), mode=modes)
@settings(max_examples=300, deadline=None)
def test_ladder_matches_the_definition(batch, mode):
    expected = loss_by_definition(batch, threshold_labels([0.7, 0.3]), **RUNGS, **mode)
    assert float(LadderLoss([0.7, 0.3], **RUNGS, **mode)(*batch)) == pytest.approx(expected, abs=1e-9)


@given(batch=tied_batches(), mode=modes, scope=st.sampled_from(["query", "batch"]), k_min=st.integers(1, 3))
@settings(max_examples=300, deadline=None)
def test_adaptive_matches_the_definition(batch, mode, scope, k_min):
    labels = adaptive_labels(scope, k_min=k_min, k_max=3, min_silhouette=0.55)
    loss = AdaptiveLadderLoss(k_min, 3, **RUNGS, **mode, min_silhouette=0.55, scope=scope)
    assert float(loss(*batch)) == pytest.approx(loss_by_definition(batch, labels, **RUNGS, **mode), abs=1e-9)


@pytest.mark.parametrize("loss", [LadderLoss([]), AdaptiveLadderLoss(1, 1), AdaptiveLadderLoss(min_silhouette=1.0)])
@given(batch=tied_batches())
@settings(max_examples=40, deadline=None)
def test_without_rungs_it_is_the_triplet_loss(loss, batch):
    similarity, positive, relevance = batch
    if loss.chain.margins[1:]:  # a Silhouette of 1 needs levels of equal values each: there are none
        relevance = torch.linspace(0, 1, relevance.numel(), dtype=torch.float64).reshape(relevance.shape)
    assert loss(similarity, positive, relevance) == TripletLoss()(similarity, positive, relevance)


def test_a_rung_may_weigh_nothing_and_ask_no_margin():
    batch = random_batch(torch.Generator().manual_seed(1))
    assert LadderLoss([0.5], weights=[1, 0])(*batch) == TripletLoss()(*batch)
    report = LadderLoss([0.5], margins=[0.2, 0]).explain(*batch)
    for direction in report.directions.values():
        rung = direction.rungs[1]
        np.testing.assert_array_equal(rung.active[rung.exists], rung.margin_had[rung.exists] < 0)


@pytest.mark.parametrize("mode", [{}, {"pairs": "all"}, {"near": "above"}, {"form": "cumulative"}])
def test_given_the_cuts_of_the_levels_the_ladder_is_the_adaptive_one(mode):
    similarity, positive, _ = random_batch(torch.Generator().manual_seed(5), 6, 6)
    grades = torch.tensor([0, 1, 2, 0, 1, 2])
    relevance = 1 - (grades[:, None] - grades).abs().double() / 2.5  # 1, 0.6 or 0.2
    relevance += torch.rand(6, 6, generator=torch.Generator().manual_seed(6)) / 50
    relevance.clamp_(max=1)
    cuts = adaptive_levels(relevance, ~positive, scope="batch", k_min=3, k_max=3).cuts[0]
    adaptive = AdaptiveLadderLoss(3, 3, scope="batch", **mode)
    assert LadderLoss(cuts.tolist(), **mode)(similarity, positive, relevance) == adaptive(
        similarity, positive, relevance
    )

    rows = adaptive_levels(relevance, ~positive, k_min=3, k_max=3)
    by_row = AdaptiveLadderLoss(3, 3, **mode).explain(similarity, positive, relevance).directions["image_to_caption"]
    for row, cuts in enumerate(rows.cuts):
        by_cuts = LadderLoss(cuts.tolist(), **mode).explain(similarity, positive, relevance)
        for rung, expected in zip(by_row.rungs, by_cuts.directions["image_to_caption"].rungs):
            assert rung.cost[row] == pytest.approx(expected.cost[row], abs=1e-12)


def test_each_direction_reads_relevance_as_its_own_table():
    # To its image the first caption is more relevant than the second; seen from the captions it is the reverse.
    similarity = torch.zeros(3, 3, dtype=torch.float64)
    relevance = torch.tensor([[1.0, 0.9, 0.1], [0.1, 1.0, 0.9], [0.9, 0.1, 1.0]])
    report = LadderLoss([0.5]).explain(similarity, torch.eye(3, dtype=torch.bool), relevance)
    assert report.directions["image_to_caption"].labels.tolist() == [[0, 1, 2], [2, 0, 1], [1, 2, 0]]
    assert report.directions["caption_to_image"].labels.tolist() == [[0, 2, 1], [1, 0, 2], [2, 1, 0]]


@pytest.mark.parametrize(
    ("relevance_symmetric", "positive_symmetric", "times"), [(True, True, 1), (False, True, 2), (True, False, 2)]
)
def test_symmetric_tables_are_clustered_once(monkeypatch, relevance_symmetric, positive_symmetric, times):
    generator = torch.Generator().manual_seed(2)
    relevance = torch.rand(5, 5, generator=generator)
    if relevance_symmetric:
        relevance = (relevance + relevance.T) / 2
    positive = torch.eye(5, dtype=torch.bool)
    positive[0, 1] = not positive_symmetric
    loss, calls = AdaptiveLadderLoss(), []
    levels = AdaptiveLadderLoss._levels
    monkeypatch.setattr(AdaptiveLadderLoss, "_levels", lambda *args: calls.append(1) or levels(*args))
    report = loss.explain(torch.rand(5, 5, generator=generator), positive, relevance)
    assert len(calls) == times
    columns = levels(loss, relevance.T, positive.T)
    np.testing.assert_array_equal(report.directions["caption_to_image"].labels, columns.labels.numpy())


def test_captions_of_the_same_image_are_neither_clustered_nor_pushed_away():
    # Captions 0 and 1 are of the image. Clustered with them, 0.9 0.85 and 0.2 0.1 would be other levels.
    similarity = torch.tensor([[0.9, 0.2, 0.5, 0.4, 0.1, 0.0]], dtype=torch.float64)
    positive = torch.tensor([[True, True, False, False, False, False]])
    relevance = torch.tensor([[1.0, 0.0, 0.9, 0.85, 0.2, 0.1]], dtype=torch.float64)
    direction = AdaptiveLadderLoss().explain(similarity, positive, relevance).directions["image_to_caption"]
    assert direction.labels.tolist() == [[0, 0, 1, 1, 2, 2]]
    np.testing.assert_allclose(direction.cuts, [[0.525, np.nan, np.nan]])
    # Rung 0: the worse of the two captions against the best other.
    assert (direction.rungs[0].near_index[0], direction.rungs[0].far_index[0]) == (1, 2)
    assert direction.rungs[0].violation[0] == pytest.approx(0.2 - 0.2 + 0.5)


def test_defaults_are_those_of_the_paper():
    assert AdaptiveLadderLoss().chain.margins == (0.2, 0.01, 0.01, 0.01)
    assert AdaptiveLadderLoss().chain.weights == (1, 1 / 4, 1 / 8, 1 / 16)
    assert LadderLoss([0.63]).chain.margins == (0.2, 0.01)
    assert LadderLoss([0.63]).chain.weights == (1, 1 / 4)
    assert LadderLoss([]).chain.weights == (1,)


class Largest(TorchDispatchMode):
    """Remembers the size of the largest tensor made."""

    numbers = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        made = func(*args, **(kwargs or {}))
        for one in made if isinstance(made, tuple | list) else [made]:
            if isinstance(one, torch.Tensor):
                self.numbers = max(self.numbers, one.numel())
        return made


@pytest.mark.parametrize("pairs", ["hardest", "all", "soft"])
def test_nothing_larger_than_the_table_is_made(pairs):
    similarity, positive, relevance = random_batch(torch.Generator().manual_seed(0), 20, 30)
    with Largest() as largest:
        LadderLoss([0.6, 0.3], pairs=pairs)(similarity.requires_grad_(), positive, relevance).backward()
    assert 600 <= largest.numbers <= 21 * 31


def test_relevance_out_of_range_is_located():
    similarity, positive, relevance = random_batch(torch.Generator().manual_seed(0))
    relevance[1, 4] = torch.nan
    for loss in (LadderLoss([0.5]), AdaptiveLadderLoss()):
        with pytest.raises(ValueError, match=r"`relevance` must lie in \[0, 1\], got nan in row 1, column 4"):
            loss(similarity, positive, relevance)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"margins": [0.2]}, r"`margins` must hold 2 numbers of at least 0, one a rung, got \[0.2\]"),
        ({"weights": [1, 1, 1]}, r"`weights` must hold 2 numbers of at least 0, one a rung, got \[1, 1, 1\]"),
        ({"margins": [0.2, -0.1]}, "`margins` must hold 2 numbers of at least 0"),
        ({"weights": [1, float("nan")]}, "`weights` must hold 2 numbers of at least 0"),
        ({"weights": [1, float("inf")]}, "`weights` must hold 2 numbers of at least 0"),
        ({"match": "all"}, "`match` must be `hardest` or `soft`, got `all`"),
        ({"pairs": "some"}, "`pairs` must be `hardest` or `all` or `soft`, got `some`"),
        ({"match": "soft", "temperature": 0.1}, "`temperature` goes with `pairs` `soft`, got `pairs` `hardest`"),
        (
            {"pairs": "soft", "match_temperature": 0.1},
            "`match_temperature` goes with `match` `soft`, got `match` `hardest`",
        ),
        ({"pairs": "soft", "temperature": 0.0}, "`temperature` must be above 0, got 0"),
        ({"match": "soft", "match_temperature": float("inf")}, "`match_temperature` must be above 0, got inf"),
        ({"near": "below"}, "`near` must be `level` or `above`, got `below`"),
        ({"form": "tree"}, "`form` must be `chain` or `cumulative`, got `tree`"),
    ],
)
def test_options_that_both_refuse(options, words):
    with pytest.raises(ValueError, match=words):
        LadderLoss([0.5], **options)
    with pytest.raises(ValueError, match=words):
        AdaptiveLadderLoss(1, 2, **options)


@pytest.mark.parametrize("thresholds", [[0.3, 0.5], [0.5, 0.5], [1.0], [0.0]])
def test_thresholds_out_of_order_or_range(thresholds):
    with pytest.raises(ValueError, match=r"`thresholds` must strictly decrease and lie inside \(0, 1\)"):
        LadderLoss(thresholds)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"k_min": 0}, "expected 1 <= `k_min` <= `k_max` <= 8, got 0 and 4"),
        ({"k_min": 5}, "got 5 and 4"),
        ({"k_max": 9}, "got 2 and 9"),
        ({"min_silhouette": -2}, "`min_silhouette` must lie in"),
        ({"scope": "row"}, "`scope` must be `query` or `batch`, got `row`"),
    ],
)
def test_bounds_out_of_range(options, words):
    with pytest.raises(ValueError, match=words):
        AdaptiveLadderLoss(**options)


@given(
    batch=tied_batches(),
    near=st.sampled_from(["level", "above"]),
    form=st.sampled_from(["chain", "cumulative"]),
    what=st.sampled_from([("pairs",), ("match",), ("match", "pairs")]),
)
@settings(max_examples=60, deadline=None)
def test_soft_rungs_lie_above_the_hardest_and_come_down_to_it(batch, near, form, what):
    options = {"near": near, "form": form}
    hardest = LadderLoss([0.7, 0.3], **options)(*batch)
    options |= dict.fromkeys(what, "soft")
    names = [{"pairs": "temperature", "match": "match_temperature"}[option] for option in what]
    softer = [LadderLoss([0.7, 0.3], **options, **dict.fromkeys(names, tau))(*batch) for tau in (1e-4, 0.05, 0.2)]
    assert hardest - 1e-12 <= softer[0] <= hardest + 0.02
    assert softer[0] <= softer[1] + 1e-12 <= softer[2] + 2e-12


def test_soft_rungs_stay_finite_where_exponentials_would_not():
    similarity = torch.tensor([[1e3, -1e3, 1e3, -1e3]], dtype=torch.float64, requires_grad=True)
    positive = torch.tensor([[True, False, False, False]])
    relevance = torch.tensor([[1.0, 0.9, 0.1, 0.8]], dtype=torch.float64)
    cost = LadderLoss([0.5], pairs="soft", weights=[0, 1])(similarity, positive, relevance)
    cost.backward()
    cost = cost.detach()
    # Both near ones are equally far below: 2000 + .01 + .05 log 2 in this direction, no rung in the other.
    assert cost.item() == pytest.approx(2000.01 + 0.05 * np.log(2))
    assert similarity.grad.tolist() == [pytest.approx([0.0, -0.5, 1.0, -0.5])]
