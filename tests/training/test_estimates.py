"""What a training will take: by earlier runs, and by a few steps."""

import pytest

from ladder.errors import RunError
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.training import estimates
from tests.world import make_world, tiny_config


def trained(path, config, *, a_step=0.5, validation=3.0, an_epoch=10):
    """A run whose figures tell how long everything took: ``a_step`` seconds a step, ``validation`` a validation."""
    folder, now = RunFolder.create(path, config), 1000.0
    for epoch in range(config.training.epochs):
        for step in range(epoch * an_epoch + 1, (epoch + 1) * an_epoch + 1):
            now += a_step
            if step % 2:
                folder.append_metrics(kind="step", epoch=epoch, step=step, time=now)
        now += validation
        folder.append_metrics(kind="validation", epoch=epoch + 1, step=(epoch + 1) * an_epoch, time=now, figures={})
    epochs = config.training.epochs
    folder.write_status(state="finished", steps=epochs * an_epoch, epochs=epochs)
    return folder


def test_the_time_is_that_of_an_earlier_run_epoch_by_epoch(tmp_path):
    folder = trained(tmp_path / "first", tiny_config("scenes", epochs=3))
    found = estimates.by_runs(tiny_config("scenes", epochs=5), [folder])
    assert found.seconds == pytest.approx(5 * (10 * 0.5 + 3.0))
    assert (found.steps, found.memory) == (50, None)
    assert found.how == "by the run first, whose epochs took 8.0 s each"


def test_one_epoch_is_enough_for_a_lower_bound(tmp_path):
    folder = trained(tmp_path / "first", tiny_config("scenes", epochs=1))
    assert estimates.by_runs(tiny_config("scenes", epochs=2), [folder]).seconds == pytest.approx(2 * 10 * 0.5)


def test_a_night_between_two_steps_does_not_count(tmp_path):
    folder = trained(tmp_path / "first", tiny_config("scenes", epochs=9))
    path = folder.path / "metrics.jsonl"
    lines = folder.metrics()
    for line in lines[33:]:
        line["time"] += 9 * 3600
    path.unlink()
    for line in lines:
        folder.append_metrics(**line)
    assert estimates.by_runs(tiny_config("scenes", epochs=1), [folder]).seconds == pytest.approx(8.0)


@pytest.mark.parametrize(
    "config",
    [
        tiny_config("other"),
        tiny_config("scenes", batch_size=32),
        tiny_config("scenes", image="convnet"),
        tiny_config("scenes", loss=Choice(name="adaptive")),
        tiny_config("scenes", device="cuda"),
    ],
)
def test_a_run_of_another_kind_says_nothing(tmp_path, config):
    folder = trained(tmp_path / "first", tiny_config("scenes"))
    assert estimates.by_runs(config, [folder]) is None


def test_what_does_not_change_the_pace_may_differ(tmp_path):
    folder = trained(tmp_path / "first", tiny_config("scenes"))
    config = tiny_config("scenes", learning_rate=1.0, patience=3, loss=Choice(name="triplet", margin=0.3))
    assert estimates.by_runs(config.model_copy(update={"seed": 9}), [folder]) is not None


def test_the_newest_is_asked_first_and_a_damaged_one_passed_over(tmp_path):
    config = tiny_config("scenes")
    slow = trained(tmp_path / "slow", config, a_step=2.0)
    quick = trained(tmp_path / "quick", config)
    broken = RunFolder.create(tmp_path / "broken", config)
    (broken.path / "status.json").write_text("{")
    (RunFolder.create(tmp_path / "unread", config).path / "config.toml").write_text("seed = [")
    order = [RunFolder(tmp_path / name) for name in ("unread", "broken", "quick", "slow")]
    assert "by the run quick" in estimates.by_runs(config, order).how
    assert "by the run slow" in estimates.by_runs(config, [slow, quick]).how
    assert estimates.by_runs(config, []) is None


def test_a_probe_measures_and_leaves_nothing(tmp_path):
    config = tiny_config(make_world(tmp_path), epochs=7)
    found = estimates.probe(config)
    assert found.steps == 7 * (90 // 16)
    assert 0 < found.seconds < 60
    assert 5e7 < found.memory < 2**36
    assert found.how.startswith("measured: 6 steps of ")


def test_a_probe_in_a_process_of_its_own_says_what_is_wrong(tmp_path):
    with pytest.raises(RunError, match="there is no data format `nowhere`"):
        estimates.by_probe(tiny_config("nowhere:x"))


def test_a_probe_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(estimates, "PATIENCE", 0.05)
    with pytest.raises(RunError, match=r"no step was taken within .* just start"):
        estimates.by_probe(tiny_config("scenes"))


def test_the_whole_way_gives_the_same_kind_of_answer(tmp_path):
    found = estimates.by_probe(tiny_config(make_world(tmp_path), epochs=2))
    assert isinstance(found, estimates.Estimate)
    assert found.steps == 10
