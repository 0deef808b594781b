"""Training: what it leaves, that it learns, and that an interruption changes nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from ladder import losses
from ladder.datasets import open_dataset
from ladder.errors import ConfigError, DataError, RunError
from ladder.losses import TripletLoss
from ladder.models import checkpoints
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.runs.folder import LOG, METRICS
from ladder.training.batch import Batch
from ladder.training.log import Journal
from ladder.training.loop import Training, train
from tests.conftest import ROOT
from tests.world import SPLITS, make_world, tiny_config


@pytest.fixture(scope="module")
def spec(tmp_path_factory) -> str:
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def finished(spec, tmp_path_factory) -> RunFolder:
    config = tiny_config(spec, loss=Choice(name="adaptive"), epochs=4)
    return train(config, tmp_path_factory.mktemp("runs") / "whole", progress=False)


def test_it_leaves_the_whole_folder(finished):
    names = {path.relative_to(finished.path).as_posix() for path in finished.path.rglob("*") if path.is_file()}
    expected = {"config.toml", "status.json", "log.txt", "metrics.jsonl", "levels.parquet", "evaluation.json"}
    expected |= {
        f"checkpoints/{which}/{name}" for which in ("best", "last") for name in ("model.json", "weights.safetensors")
    }
    expected |= {f"embeddings/dev.{part}" for part in ("images.npy", "captions.npy", "items.parquet")}
    assert expected <= names
    assert any(name.startswith("batches/") for name in names)
    assert not [name for name in names if name.split("/")[-1].startswith(".")]  # nothing temporary


def test_its_status_says_that_it_is_over(finished):
    status = finished.status()
    assert status["state"] == "finished"
    assert status["step"] == status["steps"] == 4 * (90 // 16)
    assert status["best"]["figure"] == "rsum"


def test_its_configuration_repeats_it(finished):
    config = finished.config
    assert config.origin.torch == torch.__version__
    assert len(config.origin.data_fingerprint) == 16
    assert config.loss == Choice(name="adaptive")


def test_it_learns(spec, tmp_path):
    folder = train(tiny_config(spec, epochs=12), tmp_path / "run", progress=False)
    figures = [line["figures"]["rsum"] for line in folder.metrics() if line["kind"] == "validation"]
    assert len(figures) == 12
    assert max(figures[-3:]) > figures[0] + 60  # of 600; chance is about 160 in so small a gallery


def test_the_report_is_of_the_best_checkpoint(finished):
    figures = [line["figures"]["rsum"] for line in finished.metrics() if line["kind"] == "validation"]
    report = finished.evaluation()["dev"]
    assert report["figures"]["rsum"]["value"] == pytest.approx(max(figures), abs=1e-3)
    assert report["judge"]["name"] == "tfidf"
    assert report["figures"]["rsum"]["low"] <= max(figures) <= report["figures"]["rsum"]["high"]


def test_levels_are_logged_for_both_directions(finished):
    rows = finished.levels()
    assert {row["direction"] for row in rows} == {"image_to_caption", "caption_to_image"}
    assert [row["step"] for row in rows] == sorted(row["step"] for row in rows)
    first, last = rows[0], rows[-1]
    assert (first["loss"], last["loss"]) == ("triplet", "adaptive")  # the warm-up, then the run's own
    assert sum(last["k_histogram"]) == last["queries"] == 16


def test_batches_are_kept_whole(finished):
    from safetensors import safe_open

    paths = sorted((finished.path / "batches").iterdir())
    assert len(paths) == 8
    with safe_open(paths[-1], "np") as file:
        tables = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        ids = json.loads(file.metadata()["caption_ids"])
    assert tables["similarity"].shape == tables["relevance"].shape == tables["positive"].shape == (16, 16)
    assert (tables["labels.image_to_caption"][tables["positive"]] == 0).all()
    assert len(ids) == 16
    assert np.abs(tables["similarity"]).max() <= 1 + 1e-6


class PowerCutError(Exception):
    """Stands for a power cut."""


def _state(folder: RunFolder) -> tuple[dict[str, bytes], list[dict], list[dict]]:
    weights = {which: (folder.checkpoint(which) / checkpoints.WEIGHTS).read_bytes() for which in ("best", "last")}
    lines = [{name: value for name, value in line.items() if name != "time"} for line in folder.metrics()]
    return weights, lines, folder.levels()


@pytest.mark.parametrize("at", [4, 5, 9])
def test_a_killed_and_resumed_run_equals_a_whole_one(spec, tmp_path, monkeypatch, at):
    config = tiny_config(
        spec,
        loss=Choice(name="ladder", thresholds=[0.3]),
        text={"dropout": 0.2, "word_dropout": 0.2},
        schedule="cosine",
        intra_modal=0.5,
    )
    whole = train(config, tmp_path / "whole", progress=False)

    take = Training.take

    def cut(self, prepared):
        if prepared.step == at:
            raise PowerCutError
        return take(self, prepared)

    monkeypatch.setattr(Training, "take", cut)
    with pytest.raises(PowerCutError):
        train(config, tmp_path / "cut", progress=False)
    monkeypatch.undo()
    folder = RunFolder.open(tmp_path / "cut")
    train(folder.config, folder.path, resume=True, progress=False)

    (weights, lines, levels), expected = _state(folder), _state(whole)
    assert lines == expected[1]
    assert levels == expected[2]
    assert weights == expected[0]


def test_ctrl_c_saves_and_says_how_to_go_on(spec, tmp_path):
    path = tmp_path / "run.toml"
    path.write_text(configuration.write(tiny_config(spec, epochs=400, log_every=1)), encoding="utf-8")
    environment = os.environ | {"LADDER_RUNS": str(tmp_path)}
    command = [sys.executable, "-m", "ladder", "train", str(path), "--name", "stopped"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    metrics = tmp_path / "stopped" / METRICS
    until = time.monotonic() + 60
    while not (metrics.exists() and metrics.read_text().count("\n") > 3) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "go on with `ladder train --resume" in said

    folder = RunFolder.open(tmp_path / "stopped")
    status = folder.status()
    assert status["state"] == "stopped"
    assert 0 < status["step"] < status["steps"]
    training = Training(folder.config, folder.path, resume=True)
    assert training.now.step == status["step"]


def test_an_epoch_takes_every_caption_once_and_the_next_in_another_order(spec, tmp_path, monkeypatch):
    batch, taken = Training.batch, []
    monkeypatch.setattr(Training, "batch", lambda self, prepared: taken.append(prepared.rows) or batch(self, prepared))
    train(tiny_config(spec, epochs=2, batch_size=15), tmp_path / "run", progress=False)
    first, second = np.concatenate(taken[:6]), np.concatenate(taken[6:])
    assert sorted(first) == sorted(second) == list(range(90))
    assert first.tolist() != second.tolist()


def test_the_learning_rate_drops_where_it_should(spec, tmp_path):
    config = tiny_config(spec, epochs=4, drop_at=0.5, drop_to=0.01, log_every=1)
    folder = train(config, tmp_path / "run", progress=False)
    rates = [line["learning_rate"] for line in folder.metrics() if line["kind"] == "step"]
    assert rates == pytest.approx([5e-3] * 10 + [5e-5] * 10)


def test_the_learning_rate_falls_along_half_a_cosine(spec, tmp_path):
    folder = train(
        tiny_config(spec, schedule="cosine", epochs=4, log_every=5, record_batches=0), tmp_path / "run", progress=False
    )
    rates = [line["learning_rate"] for line in folder.metrics() if line["kind"] == "step"]
    half = 0.5**0.5
    assert rates == pytest.approx([5e-3, 2.5e-3 * (1 + half), 2.5e-3, 2.5e-3 * (1 - half)])


def test_rungs_within_the_modalities_are_counted_after_the_warm_up(spec, tmp_path):
    loss = Choice(name="listwise")  # which reads the degrees themselves
    for split in ("train", "dev"):
        captions = len(open_dataset(spec).split(split).captions)
        np.save(tmp_path / f"{split}.npy", np.random.default_rng(3).normal(size=(captions, 4)))
    relevance = Choice(name="precomputed", path=str(tmp_path / "{split}.npy"))  # an image's captions differ
    config = tiny_config(spec, loss=loss, epochs=2, log_every=1, image_relevance="mean", intra_modal=0.5)
    config = config.model_copy(update={"relevance": relevance})
    training = Training(config, tmp_path / "run", resume=False)
    rows = training.order(0)[:16]
    prepared = training.prepare(training.steps_an_epoch, rows)
    batch = training.batch(prepared)
    data, judge = training.train_side.data, training.train_side.judge
    images = data.caption_image[rows]
    positive = torch.from_numpy(images[:, None] == images)
    expected = 0.0
    for tower, inputs, relevance in (
        (training.model.text, prepared.captions, judge.between(rows, rows)),
        (training.model.image, prepared.images, judge.among_images(images, images)),
    ):
        vectors = tower(*inputs)
        cost = training.loss.intra_modal(vectors @ vectors.T, positive, torch.from_numpy(relevance))
        expected += 0.5 * float(cost.detach())
    assert float(batch.intra_modal.detach()) == pytest.approx(expected, rel=1e-5)
    assert expected > 0
    _, cost, _ = training.take(prepared)
    assert float(cost) == pytest.approx(float(batch.cost().detach()) + expected, rel=1e-5)

    lines = train(config, tmp_path / "whole", progress=False).metrics()
    costs = [line["intra_modal"] for line in lines if line["kind"] == "step"]
    assert costs[: training.steps_an_epoch] == [0] * training.steps_an_epoch
    assert min(costs[training.steps_an_epoch :]) > 0


def test_what_the_towers_draw_leaves_the_generator_as_it_was(spec, tmp_path):
    training = Training(tiny_config(spec, text={"dropout": 0.5}), tmp_path / "run", resume=False)
    prepared = training.prepare(3, training.order(0)[:16])
    state = torch.random.get_rng_state()
    first, again = (training.batch(prepared).similarity for _ in range(2))
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.equal(first, again)
    assert not torch.equal(training.batch(replace(prepared, step=4)).similarity, first)


def test_no_step_follows_a_gradient_longer_than_the_clip(spec, tmp_path):
    training = Training(tiny_config(spec, clip=0.5), tmp_path / "run", resume=False)
    _, _, norm = training.take(training.prepare(0, training.order(0)[:16]))
    left = torch.stack([parameter.grad.norm() for parameter in training.model.parameters()]).norm()
    assert norm > 0.5
    assert left == pytest.approx(0.5, rel=1e-3)


def test_half_precision_towers_train_with_a_whole_loss(spec, tmp_path):
    folder = train(tiny_config(spec, precision="bfloat16", epochs=4), tmp_path / "run", progress=False)
    costs = [line["loss"] for line in folder.metrics() if line["kind"] == "step"]
    assert np.isfinite(costs).all()
    assert folder.metrics()[-1]["figures"]["rsum"] > 200


def test_patience_ends_training_and_a_resume_does_not_go_on(spec, tmp_path):
    config = tiny_config(spec, epochs=30, patience=2, learning_rate=1e-9)
    folder = train(config, tmp_path / "run", progress=False)
    validations = [line for line in folder.metrics() if line["kind"] == "validation"]
    assert len(validations) == 3  # the first is the best: nothing is learnt
    assert "stopped early" in (folder.path / LOG).read_text()
    train(folder.config, folder.path, resume=True, progress=False)
    assert len([line for line in folder.metrics() if line["kind"] == "validation"]) == 3


def test_a_figure_that_should_be_small_is_chosen_small(spec, tmp_path):
    folder = train(tiny_config(spec, select="caption_to_image/median_rank"), tmp_path / "run", progress=False)
    ranks = [
        line["figures"]["caption_to_image/median_rank"] for line in folder.metrics() if line["kind"] == "validation"
    ]
    assert folder.status()["best"]["value"] == min(ranks)


def test_the_seed_decides(spec, tmp_path):
    same = [train(tiny_config(spec, epochs=1), tmp_path / name, progress=False) for name in ("one", "two")]
    assert _state(same[0]) == _state(same[1])
    other = tiny_config(spec, epochs=1).model_copy(update={"seed": 2})
    assert _state(train(other, tmp_path / "three", progress=False))[0] != _state(same[0])[0]


@pytest.mark.parametrize("name", sorted(losses.ALL))
@pytest.mark.parametrize("image", ["features", "convnet"])
def test_every_loss_trains_with_every_image_tower(spec, tmp_path, name, image):
    options = {"thresholds": [0.4, 0.2]} if name == "ladder" else {}
    config = tiny_config(spec, loss=Choice(name=name, **options), image=image, epochs=1, warm_up_epochs=0.5)
    folder = train(config, tmp_path / "run", progress=False)
    assert folder.status()["state"] == "finished"
    assert folder.levels()[-1]["loss"] == name


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"select": "rsun"}, ConfigError, r"there is no figure `rsun`; did you mean `rsum`"),
        ({"device": "gpu"}, ConfigError, "there is no device `gpu`"),
    ],
)
def test_mistakes_are_found_before_the_folder_is_made(spec, tmp_path, changes, error, message):
    with pytest.raises(error, match=message):
        train(tiny_config(spec, **changes), tmp_path / "run", progress=False)
    assert not (tmp_path / "run").exists()


def test_an_unknown_split_or_loss_option_leaves_no_folder(spec, tmp_path):
    config = tiny_config(spec)
    config.data.train = "trian"
    with pytest.raises(DataError, match="no split `trian`; did you mean `train`"):
        train(config, tmp_path / "run", progress=False)
    with pytest.raises(ConfigError, match="takes no option `margn`; did you mean `margin`"):
        train(tiny_config(spec, loss=Choice(name="triplet", margn=0.2)), tmp_path / "run", progress=False)
    assert not (tmp_path / "run").exists()


def test_nothing_to_resume_is_said(spec, tmp_path):
    RunFolder.create(tmp_path / "run", tiny_config(spec))
    with pytest.raises(RunError, match="no checkpoint in"):
        train(tiny_config(spec), tmp_path / "run", resume=True, progress=False)


def test_changed_captions_are_not_resumed(tmp_path):
    (tmp_path / "world").mkdir()
    spec = make_world(tmp_path / "world")
    folder = train(tiny_config(spec, epochs=1), tmp_path / "run", progress=False)
    table = tmp_path / "world" / "captions.csv"
    table.write_text(table.read_text().replace("a red ball", "a crimson ball"), encoding="utf-8")
    with pytest.raises(RunError, match=r"captions or splits of .* have changed since"):
        train(folder.config, folder.path, resume=True, progress=False)


def test_a_loss_that_is_no_number_stops_it_and_keeps_the_state_before(spec, tmp_path, monkeypatch):
    take = Training.take

    def spoil(self, prepared):
        if prepared.step == 7:
            with torch.no_grad():
                self.model.image.projection.bias.fill_(torch.nan)
        return take(self, prepared)

    monkeypatch.setattr(Training, "take", spoil)
    with pytest.raises(RunError, match=r"no longer a number .* smaller `training\.learning_rate`"):
        train(tiny_config(spec), tmp_path / "run", progress=False)
    folder = RunFolder.open(tmp_path / "run")
    assert folder.status()["state"] == "failed"
    assert checkpoints.read_model(folder.checkpoint("last")).image.projection.bias.isfinite().all()


def test_a_collapse_is_said_once(tmp_path):
    """The loss of equal similarities is 2 x batch x margin, and stays."""
    folder = RunFolder.create(tmp_path / "run", tiny_config("scenes"))
    journal = Journal(folder, None, 0)
    loss = TripletLoss(margin=0.2)
    size = 8
    positive = torch.eye(size, dtype=torch.bool)

    def batch(similarity):
        tables = positive, positive.float()
        return Batch(np.arange(size), loss, 1.0, similarity, *tables, loss.levels(*tables), torch.zeros(()))

    collapsed = batch(torch.full((size, size), 0.97))
    said = [journal.has_collapsed(collapsed, float(collapsed.cost())) for _ in range(5)]
    assert [line is None for line in said] == [True, True, False, True, True]
    assert f"stays at {2 * size * 0.2:.1f} (2 x batch x margin)" in said[2]
    assert "training.warm_up_epochs" in said[2]

    healthy = batch(torch.rand((size, size), generator=torch.Generator().manual_seed(0)))
    assert all(journal.has_collapsed(healthy, float(healthy.cost())) is None for _ in range(5))


def test_a_collapsing_training_says_so(spec, tmp_path, capfd):
    """Without a warm-up, with a step that makes all rows alike, training collapses, and tells."""
    config = tiny_config(spec, warm_up_epochs=0, epochs=2, log_every=1)
    training = Training(config, tmp_path / "run", resume=False)
    with torch.no_grad():
        for tower, layer in ((training.model.image, "projection"), (training.model.text, "gru")):
            for name, parameter in getattr(tower, layer).named_parameters():
                parameter.fill_(1.0 if "bias" in name and layer == "projection" else 0.0)
                if layer == "gru" and name == "bias_ih_l0":
                    parameter.fill_(3.0)
    for group in training.optimizer.param_groups:
        group["lr"] = 0.0
    training._learning_rate = lambda step: 0.0
    training.run(progress=True)
    assert "the model has collapsed" in (training.folder.path / LOG).read_text()
    assert "warning: the model has collapsed" in capfd.readouterr().err


def test_the_world_is_what_the_tests_take_it_for(spec):
    from ladder.datasets import open_dataset

    data = open_dataset(spec)
    assert {split: len(data.split(split)) for split in SPLITS} == SPLITS
    assert len(data.split("train").captions) == 90


def test_the_rungs_are_ramped_in_after_the_warm_up(spec, tmp_path):
    config = tiny_config(spec, epochs=4, warm_up_epochs=1, ramp_epochs=2, log_every=1)
    folder = train(config, tmp_path / "run", progress=False)
    lines = [line for line in folder.metrics() if line["kind"] == "step"]
    steps = len(lines) // 4  # an epoch
    expected = [min(1, max(0, (step / steps - 1) / 2)) for step in range(4 * steps)]
    assert [line["strength"] for line in lines] == pytest.approx(expected)
