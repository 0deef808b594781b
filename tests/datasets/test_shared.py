"""The real photographs: Flickr8k as it is distributed, and the same as a folder of features."""

import time

import pytest

from ladder.datasets import inspect, open_dataset

pytestmark = pytest.mark.shared


@pytest.fixture
def flickr8k(shared):
    return f"flickr8k:{shared / 'data' / 'flickr8k'}"


@pytest.fixture
def precomp(shared):
    return f"precomp:{shared / 'data' / 'f8k_precomp'}"


def test_flickr8k(flickr8k):
    began = time.perf_counter()
    data = open_dataset(flickr8k)
    assert time.perf_counter() - began < 5  # about half a second on an idle machine
    assert (len(data), len(data.captions)) == (7000, 35000)
    assert (len(data.split("train")), len(data.split("dev"))) == (6000, 1000)
    assert not data.notes
    assert data.pictures.open(0).size == (224, 224)


def test_its_features_are_of_the_same_images_and_captions(flickr8k, precomp, shared):
    images = shared / "data" / "flickr8k" / "images"
    data, other = open_dataset(flickr8k), open_dataset(f"{precomp},images={images}")
    assert data.image_ids == other.image_ids
    assert data.captions == other.captions
    assert data.caption_ids == other.caption_ids
    assert data.splits.tolist() == other.splits.tolist()
    assert data.fingerprint == other.fingerprint
    assert data.pictures.path(3) == other.pictures.path(3)
    assert other.features.width == 1280


def test_nothing_is_wrong_with_them(flickr8k, precomp):
    assert not inspect(flickr8k, pictures=False).problems
    found = inspect(precomp)
    assert not found.problems
    assert found.captions_per_image == {5: 7000}
