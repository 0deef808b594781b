"""Image features of a whole data set: right, resumed, and refused where they would be mixed up."""

import json
from dataclasses import replace

import numpy as np
import pytest

from ladder.datasets.draft import Draft
from ladder.datasets.features import ABOUT, IDS, VALUES, read_features
from ladder.datasets.pictures import PictureFiles
from ladder.errors import DataError
from ladder.models import extraction
from ladder.models.extraction import make_features
from ladder.models.pretrained import ImageBackbone


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(extraction, "BATCH", 2)
    monkeypatch.setattr(extraction, "SAVE_EVERY", 1)


def expected(data, network):
    pictures = [data.pictures.open(row) for row in range(len(data))]
    return ImageBackbone(str(network)).features(pictures)


def test_every_image_has_its_own_row(data, image_network, tmp_path):
    make_features(data, str(image_network), tmp_path / "made")
    features = read_features(tmp_path / "made", data, Draft("made here"))
    np.testing.assert_allclose(features.take(np.arange(6)), expected(data, image_network), atol=2e-2)
    assert features.backbone == str(image_network.resolve())
    assert (tmp_path / "made" / IDS).read_text().splitlines() == list(data.image_ids)
    assert np.load(tmp_path / "made" / VALUES, mmap_mode="r").dtype == np.float16


def test_an_interrupted_call_goes_on_where_it_stopped(data, image_network, tmp_path, monkeypatch):
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    make_features(data, str(image_network), whole)
    compute, seen = ImageBackbone.features, []

    def stop_after_two(self, photos):
        if len(photos) == 2:
            seen.append(len(photos))
        if len(seen) == 3:
            raise KeyboardInterrupt
        return compute(self, photos)

    monkeypatch.setattr(ImageBackbone, "features", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        make_features(data, str(image_network), cut)
    assert json.loads((cut / ABOUT).read_text())["done"] == 4
    with pytest.raises(DataError, match="4 of 6"):
        read_features(cut, data, Draft("made here"))

    again = []
    monkeypatch.setattr(ImageBackbone, "features", lambda self, photos: again.append(1) or compute(self, photos))
    make_features(data, str(image_network), cut)
    assert len(again) == 1  # the last batch alone
    assert (cut / VALUES).read_bytes() == (whole / VALUES).read_bytes()


def test_another_network_or_other_images_are_refused(data, image_network, tmp_path):
    make_features(data, str(image_network), tmp_path)
    about = json.loads((tmp_path / ABOUT).read_text())
    (tmp_path / ABOUT).write_text(json.dumps(about | {"backbone_hash": "0" * 16}))
    with pytest.raises(DataError, match=r"holds features by .*give another folder by `--out`"):
        make_features(data, str(image_network), tmp_path)
    (tmp_path / ABOUT).write_text(json.dumps(about))
    with pytest.raises(DataError, match="holds features of other images"):
        make_features(data.select(np.arange(3)), str(image_network), tmp_path)


def test_a_picture_that_cannot_be_decoded_is_named_and_the_rest_is_kept(data, image_network, tmp_path):
    paths = [tmp_path / f"{row}.png" for row in range(6)]
    for row, path in enumerate(paths):
        data.pictures.open(row).save(path)
    paths[3].write_text("no picture")
    with pytest.raises(DataError, match=r"3\.png: not a picture"):
        make_features(replace(data, pictures=PictureFiles(paths)), str(image_network), tmp_path / "made")
    assert json.loads((tmp_path / "made" / ABOUT).read_text())["done"] == 2


def test_without_pictures_there_is_nothing_to_make(data, image_network, tmp_path):
    with pytest.raises(DataError, match="has no pictures to make features of"):
        make_features(replace(data, pictures=None), str(image_network), tmp_path)


def test_the_image_half_of_a_pair_gives_its_image_embedding(pair_network):
    from PIL import Image

    photos = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    features = ImageBackbone(str(pair_network)).features(photos)
    assert features.shape == (2, 12)
    assert np.abs(features[0] - features[1]).max() > 1e-4
