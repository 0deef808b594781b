"""Data sets whose files know one split are trained on: both splits are there."""

import numpy as np
import pytest
from PIL import Image

from ladder.options import Choice
from ladder.training.loop import train
from tests.datasets.examples import write_coco
from tests.world import tiny_config

NAMES = [f"{number}.jpg" for number in range(10)]


def draw(folder, names):
    folder.mkdir()
    for number, name in enumerate(names):
        Image.new("RGB", (16, 16), (20 * number, 80, 120)).save(folder / name)
    return folder


def captions_of(names):
    return {name: [f"picture {name}", f"the {name} again"] for name in names}


@pytest.fixture
def two_files(tmp_path):
    """A file a split, and their pictures."""
    numbers = iter(range(100))
    for kind, names in (("train2017", NAMES[:6]), ("val2017", NAMES[6:])):
        draw(tmp_path / kind, names)
        write_coco(tmp_path / f"captions_{kind}.json", captions_of(names), numbers)
    return f"coco:{tmp_path},images={tmp_path}"


@pytest.fixture
def one_file(tmp_path):
    """One file whose images are split by the seed."""
    write_coco(tmp_path / "captions.json", captions_of(NAMES), iter(range(100)))
    return f"coco:{tmp_path / 'captions.json'},images={draw(tmp_path / 'pictures', NAMES)},resplit=60/20/20"


@pytest.mark.parametrize("spec", ["two_files", "one_file"])
def test_two_steps_on_coco(spec, tmp_path, request):
    spec = request.getfixturevalue(spec)
    config = tiny_config(spec, image="convnet", epochs=1, batch_size=6, record_batches=0)
    assert train(config, tmp_path / "run", progress=False).status()["step"] == 2


def test_two_steps_judged_by_one_file_for_all_captions(two_files, tmp_path):
    np.save(tmp_path / "vectors.npy", np.random.default_rng(0).normal(size=(20, 5)))
    config = tiny_config(two_files, image="convnet", epochs=1, batch_size=6, record_batches=0)
    judge = Choice(name="precomputed", path=str(tmp_path / "vectors.npy"))
    folder = train(config.model_copy(update={"relevance": judge}), tmp_path / "run", progress=False)
    assert folder.status()["state"] == "finished"
