"""Vectors kept by epoch: which, how many, as what; and that training is not changed by keeping them."""

import numpy as np
import pytest

from ladder.errors import ConfigError, RunError
from ladder.runs import RunFolder, epochs
from ladder.runs.epochs import sampled
from ladder.training.loop import train
from tests.planted import planted
from tests.world import make_world, tiny_config


@pytest.fixture(scope="module")
def spec(tmp_path_factory) -> str:
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize(
    ("every", "expected"), [(0, []), (1, [1, 2, 3, 4, 5]), (2, [1, 3, 5]), (3, [1, 4, 5]), (9, [1, 5])]
)
def test_the_first_every_so_many_and_the_last_are_kept(spec, tmp_path, every, expected):
    folder = train(tiny_config(spec, epochs=5, keep_epochs=every, record_batches=0), tmp_path / "run", progress=False)
    assert folder.epochs("dev") == expected
    assert folder.epochs("train") == []
    assert (folder.path / "epochs").exists() == bool(expected)
    assert folder.splits() == ["dev"]


def test_keeping_changes_no_weight_and_the_kept_are_those_of_the_epoch(spec, tmp_path):
    plain, kept = (
        train(tiny_config(spec, epochs=2, keep_epochs=every), tmp_path / f"{every}", progress=False) for every in (0, 1)
    )
    weights = [(folder.checkpoint("last") / "weights.safetensors").read_bytes() for folder in (plain, kept)]
    assert weights[0] == weights[1]
    best = kept.status()["best"]["epoch"]
    whole, other = kept.embeddings("dev"), kept.epoch("dev", 3 - best)
    for name in ("image_ids", "caption_ids", "texts"):
        assert getattr(kept.epoch("dev", best), name) == getattr(whole, name)
    np.testing.assert_allclose(kept.epoch("dev", best).images, whole.images, atol=1e-5)
    assert np.abs(other.images - whole.images).max() > 1e-3


def test_a_large_split_is_sampled_with_all_captions_of_an_image(monkeypatch):
    monkeypatch.setattr(epochs, "IMAGES", 10)
    whole = planted(40, captions=3)
    some = sampled(whole)
    assert len(some.images) == 10 and len(some.captions) == 30
    rows = [whole.image_ids.index(name) for name in some.image_ids]
    assert rows == sorted(rows)
    np.testing.assert_array_equal(some.images, whole.images[rows])
    for caption, name in enumerate(some.caption_ids):
        row = whole.caption_ids.index(name)
        np.testing.assert_array_equal(some.captions[caption], whole.captions[row])
        assert some.texts[caption] == whole.texts[row]
        assert some.image_ids[some.caption_image[caption]] == whole.image_ids[whole.caption_image[row]]
    assert sampled(planted(40, captions=3, noise_seed=5)).image_ids == some.image_ids


def test_a_small_split_is_kept_whole():
    whole = planted(12)
    some = sampled(whole)
    np.testing.assert_array_equal(some.captions, whole.captions)
    np.testing.assert_array_equal(some.caption_image, whole.caption_image)


def test_missing_and_damaged_epochs_are_named(spec, tmp_path):
    folder = RunFolder.create(tmp_path / "run", tiny_config(spec))
    folder.write_epoch(2, planted(12))
    with pytest.raises(RunError, match=r"no vectors of `test` after epoch 1; there are epochs \[2\]"):
        folder.epoch("test", 1)
    (folder.path / "epochs" / "002" / "test.images.npy").write_bytes(b"no array")
    with pytest.raises(RunError, match=r"vectors of `test` in `.*002` are damaged; delete it, the others serve"):
        folder.epoch("test", 2)


def test_an_epoch_that_was_cut_off_while_it_was_written_is_not_there(spec, tmp_path):
    folder = RunFolder.create(tmp_path / "run", tiny_config(spec))
    folder.write_epoch(1, planted(12))
    folder.write_epoch(2, planted(12))
    (folder.path / "epochs" / "002" / "test.items.parquet").unlink()  # written last
    assert folder.epochs("test") == [1]


def test_a_negative_number_is_refused(spec):
    with pytest.raises((ConfigError, ValueError), match="keep_epochs"):
        tiny_config(spec, keep_epochs=-1)
