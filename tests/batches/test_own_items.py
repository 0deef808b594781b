"""A batch of items of one's own is what a training step on the same items has."""

import numpy as np
import pytest

from ladder.batches.batch import build
from ladder.batches.lens import of_run
from ladder.batches.looking import look
from ladder.datasets import open_dataset
from ladder.evaluation import embed
from ladder.options import Choice
from ladder.training.loop import Training
from tests.world import make_world, tiny_config


@pytest.mark.parametrize("image_relevance", ["caption", "mean"])
def test_relevance_levels_and_loss_are_the_steps(tmp_path, image_relevance):
    loss = Choice(name="adaptive", pairs="all")
    settings = {"warm_up_epochs": 0, "image_relevance": image_relevance, "intra_modal": 1.0, "device": "cpu"}
    spec = make_world(tmp_path)
    for split in ("train", "dev"):  # judged so that the captions of an image differ
        captions = len(open_dataset(spec).split(split).captions)
        np.save(tmp_path / f"{split}.npy", np.random.default_rng(3).normal(size=(captions, 4)))
    relevance = Choice(name="precomputed", path=str(tmp_path / "{split}.npy"))
    config = tiny_config(spec, loss=loss, **settings).model_copy(update={"relevance": relevance})
    training = Training(config, tmp_path / "run", resume=False)
    side, rows = training.train_side, training.order(0)[:16]
    batch = training.batch(training.prepare(0, rows))
    step = batch.report()

    own = build(embed(training.model, side), side.judge, rows, image_relevance)
    seen = look(own, of_run(config))
    np.testing.assert_array_equal(own.relevance, batch.relevance.numpy())
    np.testing.assert_array_equal(own.positive, batch.positive.numpy())
    np.testing.assert_allclose(own.similarity, batch.similarity.detach().numpy(), atol=1e-5)
    for name, part in step.directions.items():
        np.testing.assert_array_equal(seen.report.directions[name].labels, part.labels)
        np.testing.assert_array_equal(seen.report.directions[name].k, part.k)
        np.testing.assert_array_equal(seen.report.directions[name].cuts, part.cuts)
    assert seen.report.total == pytest.approx(step.total, rel=1e-4)

    asymmetric = not np.array_equal(own.relevance, own.relevance.T)
    assert asymmetric == (image_relevance == "mean")
