"""The package ``datasets``: what is used of it, and what happens without it."""

import sys

import pytest
from PIL import Image

from ladder.datasets import inspect, open_dataset
from ladder.errors import DataError
from tests.datasets.conftest import Table
from tests.datasets.examples import CAPTIONS, draw, hub


@pytest.fixture
def load(hub_package, tmp_path):
    """Opens one table as the data set of a name, wrapped as given."""
    draw(tmp_path)

    def load(captions, column="caption", wrap=lambda table: table):
        paths = [tmp_path / name for name in ("kite.jpg", "boat.jpg", "tent.jpg")]
        hub_package.load_dataset = lambda name: wrap(Table(paths[: len(captions)], captions, column))
        return open_dataset("hf:someone/pictures")

    return load


def test_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "datasets", None)
    what = "needs the package `datasets`, which is not installed; install it with: pip install datasets$"
    with pytest.raises(DataError, match=what):
        open_dataset("hf:someone/pictures")


def test_a_folder(hub_package, tmp_path):
    data = open_dataset(hub(tmp_path, CAPTIONS))
    assert data.image_ids == ("train-000000", "train-000001", "validation-000000", "test-000000")
    assert data.splits.tolist() == ["train", "train", "dev", "test"]
    assert data.caption_ids[:2] == ("train-000000#0", "train-000000#1")
    assert data.pictures.path(0) is None


@pytest.mark.parametrize("column", ["caption", "captions", "text", "sentences"])
def test_columns_of_captions(load, column):
    data = load(["one", ["two", "three"]], column)
    assert data.captions == ("one", "two", "three")
    assert data.caption_image.tolist() == [0, 1, 1]


def test_a_table_without_splits_is_train(load):
    assert set(load(["one"]).splits) == {"train"}


def test_splits_by_name(load):
    assert load(["one"], wrap=lambda table: {"validation": table, "test": table}).splits.tolist() == ["dev", "test"]


def test_pictures_are_decoded_when_they_are_opened(load, tmp_path):
    data = load(["one", "two", "three"])
    assert [data.pictures.open(row).width for row in range(3)] == [20, 21, 22]
    Image.new("RGBA", (7, 7)).save(tmp_path / "tent.jpg", format="PNG")
    assert (data.pictures.open(2).size, data.pictures.open(2).mode) == ((7, 7), "RGB")


def test_a_damaged_picture(load, tmp_path):
    data = load(["one", "two"])
    path = tmp_path / "boat.jpg"
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(DataError, match=r"row 1 of table 0: the picture is truncated or damaged \(.*\); replace it"):
        data.pictures.open(1)
    (problem,) = inspect("hf:someone/pictures").problems
    assert str(problem).startswith("the picture of `train-000001`: row 1 of table 0: ")


def test_a_row_without_a_picture(load, monkeypatch):
    data = load(["one"])
    monkeypatch.setattr(Table, "__getitem__", lambda table, row: {"image": None})
    with pytest.raises(DataError, match="row 0 of table 0: `image` is NoneType, not a picture; replace it"):
        data.pictures.open(0)


@pytest.mark.parametrize(
    ("captions", "what"),
    [
        (["one", ""], "the caption `train-000001#0` is empty; write it or take it out"),
        (["one", []], "the image `train-000001` has no caption"),
        (["one", None], "row 1 of `train`: `caption` is NoneType; it must hold a text or a list of texts"),
        (["one", ["two", 3]], "row 1 of `train`: `caption` is int"),
        ([], "`hf:someone/pictures` holds no images"),
    ],
)
def test_unfit_captions(load, captions, what):
    with pytest.raises(DataError, match=what):
        load(captions)


@pytest.mark.parametrize("column", ["sentence", "image"])
def test_unfit_columns(load, column):
    what = f"expected a column `image` and one of `caption` or .*, found `image`, `{column}` in `train`; rename them"
    with pytest.raises(DataError, match=what):
        load(["one"], column)


@pytest.mark.parametrize("error", [FileNotFoundError("gone\nfar"), ValueError("gone"), ConnectionError("gone")])
def test_a_data_set_that_cannot_be_loaded(hub_package, error):
    def load_dataset(name):
        raise error

    hub_package.load_dataset = load_dataset
    what = r"`hf:someone/x`: `someone/x` cannot be loaded \(gone\); look at its name$"
    with pytest.raises(DataError, match=what):
        open_dataset("hf:someone/x")
