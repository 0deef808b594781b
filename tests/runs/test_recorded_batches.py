"""Batches that a training kept: read back as they were, and named where they cannot be."""

import shutil

import numpy as np
import pytest

from ladder import runs
from ladder.errors import RunError
from ladder.runs import RunFolder, recorded_batches
from ladder.words.directions import DIRECTIONS


@pytest.fixture
def folder(tmp_path):
    """A run that has kept two batches."""
    run = RunFolder(tmp_path)
    generator = np.random.default_rng(0)
    for epoch, step in ((0, 1), (2, 30)):
        tables = {name: generator.random((3, 3), dtype=np.float32) for name in ("similarity", "relevance")}
        labels = {f"labels.{direction}": np.eye(3, dtype=np.int8) for direction in DIRECTIONS}
        ids = {"image_ids": ["a", "b", "b"], "caption_ids": ["a#0", "b#0", "b#1"]}
        run.write_batch(epoch, step, tables | labels | {"positive": np.eye(3, dtype=bool)}, ids)
    return run


def test_what_was_written_is_read(folder):
    assert folder.batches() == [(0, 1), (2, 30)]
    batch = folder.batch(30)
    assert (batch.epoch, batch.step) == (2, 30)
    assert batch.image_ids == ["a", "b", "b"] and batch.caption_ids == ["a#0", "b#0", "b#1"]
    assert batch.similarity.dtype == batch.relevance.dtype == np.float32
    assert batch.positive.tolist() == np.eye(3, dtype=bool).tolist()
    assert set(batch.labels) == set(DIRECTIONS)


def test_a_run_without_batches_has_no_steps(tmp_path):
    assert RunFolder(tmp_path).batches() == []
    with pytest.raises(RunError, match=r"kept no batch of step 7; it kept: none"):
        RunFolder(tmp_path).batch(7)


def test_a_step_that_was_not_kept_names_those_that_were(folder):
    with pytest.raises(RunError, match=r"kept no batch of step 2; it kept: 1, 30"):
        folder.batch(2)


@pytest.mark.parametrize("size", [0, 100, -20])
def test_a_damaged_file_is_named(folder, size):
    path = folder.path / "batches" / "0000030.safetensors"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(RunError, match=r"0000030.safetensors is damaged .*; delete it"):
        folder.batch(30)
    path.unlink()
    assert folder.batches() == [(0, 1)]


def test_tables_that_do_not_fit_their_items_are_refused(folder):
    short = {"image_ids": ["a"], "caption_ids": ["a#0"]}
    batch = folder.batch(30)
    tables = {name: getattr(batch, name) for name in recorded_batches.TABLES}
    folder.write_batch(2, 30, tables | {f"labels.{name}": table for name, table in batch.labels.items()}, short)
    with pytest.raises(RunError, match="its tables are not 1 images by 1 captions"):
        folder.batch(30)


@pytest.mark.parametrize("name", ["demo-triplet", "demo-ladder", "demo-adaptive"])
def test_the_bundled_runs_hold_eight(name, tmp_path):
    folder = runs.find(name)
    steps = folder.batches()
    assert len(steps) == 8
    assert folder.batch(steps[0][1]).similarity.shape == (128, 128)
    shutil.rmtree(tmp_path)
