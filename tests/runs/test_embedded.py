"""The captions that a run keeps, as a data set."""

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.runs import embeddings
from tests.datasets.examples import CAPTIONS, embedded, refuse


@pytest.fixture
def spec(tmp_path):
    return embedded(tmp_path, CAPTIONS)


def test_without_pictures_there_are_captions_alone(spec):
    data = open_dataset(spec.partition(",")[0])
    assert data.pictures is None
    assert data.features is None
    assert data.fingerprint == open_dataset(spec).fingerprint


def test_splits_of_other_names_come_last(tmp_path, spec):
    vectors = embeddings.read(tmp_path / "embeddings", "test")
    named = {"split": "alpine", "image_ids": ["peak.jpg"], "caption_ids": ["0", "1"]}
    embeddings.write(tmp_path / "embeddings", embeddings.Embeddings(**(vars(vectors) | named)))
    splits = open_dataset(spec.partition(",")[0]).splits
    assert list(dict.fromkeys(splits.tolist())) == ["train", "dev", "test", "alpine"]


def test_no_folder_and_an_empty_one(tmp_path, spec):
    for name in ("gone", "pictures"):
        with pytest.raises(Exception, match=r"no folder|no vectors of a split are there"):
            open_dataset(f"embedded:{tmp_path}/{name}")


def test_a_picture_is_missing(tmp_path, spec):
    (tmp_path / "pictures" / "kite.jpg").unlink()
    refuse(spec, str(tmp_path / "pictures" / "kite.jpg"), "no such picture")


@pytest.mark.parametrize("ending", ["items.parquet", "images.npy"])
def test_a_damaged_file(tmp_path, spec, ending):
    (tmp_path / "embeddings" / f"dev.{ending}").write_bytes(b"no")
    refuse(spec, str(tmp_path / "embeddings" / "dev.items.parquet"), "the vectors of this split are damaged")


@pytest.mark.parametrize(("kind", "rows"), [("captions", 2), ("images", 0), ("images", 2)])
def test_vectors_and_items_that_do_not_fit(tmp_path, spec, kind, rows):
    np.save(tmp_path / "embeddings" / f"dev.{kind}.npy", np.eye(16)[:rows])
    refuse(spec, str(tmp_path / "embeddings" / "dev.items.parquet"), "damaged")
