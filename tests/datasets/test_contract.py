"""What holds for the record of every format. A new format is held to it by being in ``FORMATS``."""

import json
from dataclasses import replace

import numpy as np
import pytest

from ladder.datasets import FORMATS, open_dataset
from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.errors import DataError
from tests.datasets.folders import CAPTIONS, EACH_FIVE, FOLDERS, IMAGES, SPLITS

OWN_IMAGES = {"scenes", "hf"}  # they do not hold the three images of the others


def test_every_format_has_an_example():
    assert {name.split()[0] for name in FOLDERS} == FORMATS.keys()


@pytest.fixture(params=sorted(FOLDERS))
def opened(request, tmp_path, hub):
    return request.param, open_dataset(FOLDERS[request.param](tmp_path))


def test_the_record_is_whole(opened):
    _, data = opened
    assert len(set(data.image_ids)) == len(data) == len(data.splits) == len(data.pictures)
    assert len(set(data.caption_ids)) == len(data.captions) == len(data.caption_image)
    assert (np.diff(data.caption_image) >= 0).all()
    assert set(data.caption_image.tolist()) == set(range(len(data)))
    assert all(caption and caption == " ".join(caption.split()) for caption in data.captions)
    assert set(data.splits.tolist()) <= {"train", "dev", "test"}


def test_images_captions_and_splits_are_those_of_the_files(opened):
    name, data = opened
    if name in OWN_IMAGES:
        return
    assert sorted(data.image_ids) == sorted(IMAGES)
    expected = EACH_FIVE if name == "precomp" else CAPTIONS
    for image, known in enumerate(data.image_ids):
        own = [text for text, owner in zip(data.captions, data.caption_image) if owner == image]
        assert own == expected[known]
    if name != "coco":  # a file of COCO's is one split
        assert dict(zip(data.image_ids, data.splits.tolist())) == SPLITS


def test_a_picture_belongs_to_its_id(opened):
    name, data = opened
    if name in OWN_IMAGES:
        return
    for row, known in enumerate(data.image_ids):
        assert data.pictures.open(row).size == (24 + IMAGES.index(known), 20)
        assert data.pictures.path(row).name == known


def test_a_split_renumbers_images_captions_and_pictures(opened):
    _, data = opened
    for split in set(data.splits.tolist()):
        part = data.split(split)
        assert set(part.splits.tolist()) == {split}
        assert set(part.caption_image.tolist()) == set(range(len(part)))
        for row, known in enumerate(part.image_ids):
            there = data.image_ids.index(known)
            own = [text for text, owner in zip(part.captions, part.caption_image) if owner == row]
            assert own == [text for text, owner in zip(data.captions, data.caption_image) if owner == there]
            assert part.pictures.open(row).tobytes() == data.pictures.open(there).tobytes()
    with pytest.raises(DataError, match=r"has no split `trian`; (did you mean `train`|choose)"):
        data.split("trian")


def test_the_captions_of_an_image_stand_between_two_marks(opened):
    _, data = opened
    for image in range(len(data)):
        rows = range(data.first_caption[image], data.first_caption[image + 1])
        assert list(rows) == np.flatnonzero(data.caption_image == image).tolist()


def test_the_fingerprint_is_stable_and_changes_with_content(opened, tmp_path):
    _, data = opened
    again = open_dataset(data.spec)
    assert again.fingerprint == data.fingerprint
    changed = [*data.captions[:-1], data.captions[-1] + "!"]
    assert replace(data, captions=tuple(changed)).fingerprint != data.fingerprint
    assert replace(data, splits=np.array(["other"] * len(data))).fingerprint != data.fingerprint
    assert replace(data, caption_image=data.caption_image[::-1]).fingerprint != data.fingerprint


def test_every_format_takes_features(opened, tmp_path):
    _, data = opened
    folder = tmp_path / "made"
    write_features(folder, data.image_ids[::-1])
    spec = data.spec + f",features={folder}"
    with_features = open_dataset(spec)
    taken = with_features.features.take(np.arange(len(data)))
    np.testing.assert_array_equal(taken[:, 0], np.arange(len(data))[::-1])
    dev = with_features.split("dev")
    there = [data.image_ids.index(name) for name in dev.image_ids]
    np.testing.assert_array_equal(dev.features.take(np.arange(len(dev))), taken[there])
    assert (with_features.features.backbone, with_features.features.width) == ("some/network", 3)


def test_an_unknown_option_is_named(opened):
    _, data = opened
    with pytest.raises(DataError, match="takes no option `featurs`; did you mean `features`"):
        open_dataset(data.spec + ",featurs=x")


def write_features(folder, names, **changes):
    """Features of width 3 whose first number is their row."""
    folder.mkdir(exist_ok=True)
    np.save(folder / VALUES, np.stack([np.full(3, row, dtype=np.float16) for row in range(len(names))]))
    (folder / IDS).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    about = {"backbone": "some/network", "width": 3, "rows": len(names), "done": len(names)} | changes
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
