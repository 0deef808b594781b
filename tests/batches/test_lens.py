"""Every loss on a batch says what the training wrote down, and a what-if is that loss under other levels."""

import numpy as np
import pytest
import torch

from ladder import runs
from ladder.batches.batch import from_record
from ladder.batches.lens import Lens, of_run, of_step
from ladder.batches.looking import look
from ladder.errors import ConfigError
from ladder.levels import adaptive_levels, percentile_levels
from ladder.losses import AdaptiveLadderLoss, LadderLoss

BUNDLED = ("demo-triplet", "demo-ladder", "demo-adaptive")


def open_step(folder, step):
    return from_record(folder.batch(step), "train", None)


def tables(batch):
    return (torch.from_numpy(np.array(table)) for table in (batch.similarity, batch.positive, batch.relevance))


@pytest.fixture(scope="module")
def batch():
    return open_step(runs.find("demo-adaptive"), 6248)


@pytest.mark.parametrize("name", BUNDLED)
def test_the_lens_of_a_step_says_what_the_training_wrote(name):
    folder = runs.find(name)
    steps = {line["step"]: line for line in folder.metrics() if line["kind"] == "step"}
    written = {(line["step"], line["direction"]): line for line in folder.levels()}
    for _, step in folder.batches():
        seen = look(open_step(folder, step), of_step(folder, step))
        assert seen.report.total + steps[step]["intra_modal"] == pytest.approx(steps[step]["loss"], rel=1e-6)
        for row in seen.report.rows():
            line = written[step, row["direction"]]
            assert row["k_histogram"] == line["k_histogram"]
            assert row["rung_cost"] == pytest.approx(line["rung_cost"], rel=1e-5)
        for direction, labels in folder.batch(step).labels.items():
            np.testing.assert_array_equal(seen.report.directions[direction].labels, labels)


def test_a_step_without_figures_has_no_lens():
    with pytest.raises(ConfigError, match="wrote no figures of step 5"):
        of_step(runs.find("demo-adaptive"), 5)


def test_the_warm_up_is_a_sum_of_hinges_and_the_ramp_a_part():
    first = of_step(runs.find("demo-triplet"), 1)
    assert (first.name, first.options, first.warm_up) == ("triplet", {"margin": 0.2, "hardest": False}, True)
    folder = runs.find("demo-adaptive")
    assert 0 < of_step(folder, 401).strength < 1
    assert of_step(folder, 6248) == of_run(folder.config)


@pytest.mark.parametrize("k", range(1, 8))
def test_a_forced_number_of_levels_is_that_of_the_loss(batch, k):
    lens = of_run(runs.find("demo-adaptive").config)
    forced = look(batch, lens.adaptive(k, k))
    margins, weights = [0.2] + [0] * (k - 1), [1.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.3][:k]
    loss = AdaptiveLadderLoss(k, k, margins=margins, weights=weights, match="soft", pairs="soft")
    assert forced.report.total == pytest.approx(float(loss(*tables(batch))), rel=1e-6)
    assert set(forced.report.directions["image_to_caption"].k.tolist()) == {k}


def test_the_what_if_of_a_loss_without_levels_is_the_default_chain(batch):
    seen = look(batch, Lens("triplet", {"margin": 0.3, "hardest": False}, 0.0, warm_up=True).adaptive())
    assert seen.lens.strength == 1  # the ramp was none of the rungs' own
    loss = AdaptiveLadderLoss(margins=[0.3, 0.01, 0.01, 0.01])
    assert seen.report.total == pytest.approx(float(loss(*tables(batch))), rel=1e-6)


def test_a_ramp_holds_for_a_what_if_too(batch):
    half = Lens("adaptive", {"pairs": "all"}, 0.5)
    whole, ramped = (
        look(batch, lens.adaptive()).report.rows()[0]["rung_cost"] for lens in (Lens(half.name, half.options), half)
    )
    assert ramped == pytest.approx([whole[0], *(cost / 2 for cost in whole[1:])], rel=1e-6)


def test_thresholds_are_those_of_the_ladder_loss(batch):
    lens = of_run(runs.find("demo-adaptive").config)
    seen = look(batch, lens.thresholds([0.4, 0.2]))
    loss = LadderLoss([0.4, 0.2], margins=[0.2, 0, 0], weights=[1.0, 0.1, 0.15], match="soft", pairs="soft")
    assert seen.report.total == pytest.approx(float(loss(*tables(batch))), rel=1e-6)
    with pytest.raises(ValueError, match="must strictly decrease"):
        lens.thresholds([0.2, 0.4])


def test_percentiles_part_each_query_by_its_own(batch):
    lens = of_run(runs.find("demo-adaptive").config)
    seen = look(batch, lens.percentiles([85, 50]))
    for direction, part in seen.report.directions.items():
        _, relevance, positive = batch.seen_from(direction)
        found = percentile_levels(relevance, [85, 50], ~positive)
        np.testing.assert_array_equal(part.labels, np.where(positive, 0, found.labels))
    assert len(part.rungs) == 3
    assert set(part.rungs[2].margin_needed) == {0.0}


def test_the_scope_of_a_batch_has_one_set_of_cuts(batch):
    part = look(batch, Lens("adaptive", {"scope": "batch"})).report.directions["caption_to_image"]
    expected = adaptive_levels(batch.relevance.T, ~batch.positive.T, scope="batch")
    np.testing.assert_array_equal(part.cuts, expected.cuts)
    assert len(np.unique(part.k)) == 1


def test_no_table_of_the_batch_is_changed(batch):
    before = [table.copy() for table in (batch.similarity, batch.relevance, batch.positive)]
    look(batch, Lens("adaptive"))
    for one, other in zip(before, (batch.similarity, batch.relevance, batch.positive), strict=True):
        np.testing.assert_array_equal(one, other)
