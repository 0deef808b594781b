"""A run's folder: what is written is read again, and what is damaged is named."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest

from ladder import runs
from ladder.errors import RunError
from ladder.options import Choice
from ladder.runs import RunFolder, progress
from ladder.runs import folder as files_of
from ladder.runs.config import Config, DataConfig
from ladder.runs.embeddings import Embeddings

CONFIG = Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet"))


@pytest.fixture
def folder(tmp_path) -> RunFolder:
    return RunFolder.create(tmp_path / "first", CONFIG)


def vectors(split: str = "dev", images: int = 3) -> Embeddings:
    generator = np.random.default_rng(1)
    captions = 2 * images
    return Embeddings(
        split=split,
        images=generator.normal(size=(images, 4)).astype(np.float32),
        captions=generator.normal(size=(captions, 4)).astype(np.float32),
        image_ids=[f"image {row}" for row in range(images)],
        caption_ids=[f"caption {row}" for row in range(captions)],
        texts=[f"text {row}" for row in range(captions)],
        caption_image=np.repeat(np.arange(images), 2),
    )


def test_vectors_in_half_the_space_are_unit_rows_again(folder):
    rows = np.random.default_rng(0).normal(size=(18, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    sizes = []
    for half in (False, True):
        folder.write_embeddings(replace(vectors(images=9), images=rows[:9], captions=rows), half=half)
        sizes.append((folder.path / "embeddings" / "dev.captions.npy").stat().st_size)
        read = folder.embeddings("dev")
        assert read.images.dtype == read.captions.dtype == np.float32
        np.testing.assert_allclose(read.captions, rows, atol=5e-4 if half else 0)
        np.testing.assert_allclose(np.linalg.norm(read.images, axis=1), 1, atol=1e-6)
    assert sizes[1] < 0.6 * sizes[0]


def test_a_new_run_keeps_its_configuration(folder):
    assert RunFolder.open(folder.path).config == CONFIG


def test_a_folder_that_is_taken_is_refused(folder):
    with pytest.raises(RunError, match=r"exists; go on with `ladder train --resume .*` or give another `--name`"):
        RunFolder.create(folder.path, CONFIG)


def test_a_folder_without_a_run_is_named(tmp_path):
    with pytest.raises(RunError, match=r"no run in .*ladder train` makes one"):
        RunFolder.open(tmp_path)


def test_status_changes_add_up(folder):
    folder.write_status(state="running", step=3)
    folder.write_status(step=4)
    status = RunFolder.open(folder.path).status()
    assert (status["state"], status["step"]) == ("running", 4)
    assert time.time() - status["heartbeat"] < 5


def test_a_training_without_a_heartbeat_is_dead(folder):
    folder.write_status(state="running")
    path = folder.path / files_of.STATUS
    status = json.loads(path.read_text())
    path.write_text(json.dumps(status | {"heartbeat": time.time() - progress.STALE_AFTER - 1}))
    assert folder.status()["state"] == "dead"
    path.write_text(json.dumps(status | {"state": "finished", "heartbeat": 0}))
    assert folder.status()["state"] == "finished"


def test_a_damaged_status_is_named(folder):
    (folder.path / files_of.STATUS).write_text("{")
    with pytest.raises(RunError, match=r"status\.json is damaged .*delete it"):
        folder.status()


def test_a_cut_off_line_of_figures_is_left_out(folder):
    folder.append_metrics(kind="step", step=1, loss=2.0)
    with (folder.path / files_of.METRICS).open("a") as file:
        file.write('{"kind": "step", "st')
    assert [line["step"] for line in folder.metrics()] == [1]


def test_what_comes_again_is_forgotten(folder):
    for step in (10, 20, 30):
        folder.append_metrics(kind="step", step=step)
    folder.write_levels([{"step": step, "k": [1, 2]} for step in (10, 20, 30)])
    folder.forget_after(20)
    assert [line["step"] for line in folder.metrics()] == [10, 20]
    assert folder.levels() == [{"step": 10, "k": [1, 2]}, {"step": 20, "k": [1, 2]}]


def test_embeddings_are_read_as_they_were_written(folder):
    folder.write_embeddings(vectors("test"))
    folder.write_embeddings(vectors("dev", images=2))
    assert folder.splits() == ["dev", "test"]
    assert folder.first_split == "dev"  # the validation's
    again, expected = folder.embeddings("test"), vectors("test")
    assert isinstance(again.images, np.memmap)
    for name in vars(expected):
        np.testing.assert_array_equal(getattr(again, name), getattr(expected, name))


def test_embeddings_that_are_not_there_are_named(folder):
    with pytest.raises(RunError, match=r"no embeddings of `test`; `ladder evaluate .* --split test` makes them"):
        folder.embeddings("test")
    folder.write_embeddings(vectors("dev"))
    with pytest.raises(RunError, match="no embeddings of `dew`; did you mean `dev`"):
        folder.embeddings("dew")


def test_damaged_embeddings_are_named(folder):
    folder.write_embeddings(vectors("dev"))
    path = folder.path / "embeddings" / "dev.images.npy"
    np.save(path, vectors(images=2).images)
    with pytest.raises(RunError, match=r"do not fit their items; `ladder evaluate .* --split dev` makes them again"):
        folder.embeddings("dev")
    path.write_bytes(b"\x93NUMPY half")
    with pytest.raises(RunError, match=r"are damaged .*makes them again"):
        folder.embeddings("dev")


def test_reports_of_splits_stand_beside_each_other(folder):
    folder.write_evaluation("dev", {"figures": {}})
    folder.write_evaluation("test", {"figures": {"rsum": 1}})
    assert folder.evaluation() == {"dev": {"figures": {}}, "test": {"figures": {"rsum": 1}}}


def test_runs_are_found_by_path_and_by_name(folder, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(folder.path.parent))
    assert runs.find(str(folder.path)).path == folder.path
    assert runs.find("first").path == folder.path
    assert folder.path in [found.path for found in runs.all_runs()]
    with pytest.raises(RunError, match="no run `frist`; did you mean `first`"):
        runs.find("frist")


def test_the_newest_of_the_own_runs_stands_first(folder, monkeypatch):
    import os

    monkeypatch.setenv("LADDER_RUNS", str(folder.path.parent))
    second = RunFolder.create(folder.path.parent / "another", CONFIG)
    os.utime(folder.path / files_of.CONFIG, (1, 1))
    assert [found.path for found in runs.all_runs()][:2] == [second.path, folder.path]


def test_an_own_run_hides_a_bundled_one_of_its_name(folder, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(folder.path.parent))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", folder.path.parent.parent / "bundled")
    RunFolder.create(folder.path.parent.parent / "bundled" / "first", CONFIG)
    assert runs.find("first").path == folder.path


def test_without_the_validation_the_first_split_there_is_looked_at(folder):
    assert folder.first_split == "dev"  # the one that an error is to name
    folder.write_embeddings(vectors("test"))
    assert folder.first_split == "test"
