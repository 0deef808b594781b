"""The format `scenes`: its options, its splits, and what makes a scene what it is."""

from itertools import pairwise

import numpy as np
import pytest

from ladder.datasets import open_dataset, open_split
from ladder.errors import DataError
from ladder.scenes import format as module
from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.format import scene_of


def rows(data, split):
    """Names, captions and graphs of a split."""
    part = data.split(split)
    return part.image_ids, part.captions, part.pictures.scenes


def test_splits_have_the_sizes_asked_for():
    data = open_dataset("scenes,train=7,dev=3,test=2,tail=4")
    assert [len(data.split(name)) for name in ("train", "dev", "test", "tail")] == [7, 3, 2, 4]
    assert data.image_ids[0] == "scene-train-00000" and data.image_ids[-1] == "scene-tail-00003"
    assert data.caption_ids[:2] == ("scene-train-00000#0", "scene-train-00000#1")
    assert len(data.captions) == 5 * 16 and isinstance(data.pictures, DrawnScenes)


def test_without_options_there_are_2000_500_1000_and_300(data):
    names, counts = np.unique(data.splits, return_counts=True)
    assert dict(zip(names.tolist(), counts.tolist())) == {"dev": 500, "tail": 300, "test": 1000, "train": 2000}
    assert len(set(data.image_ids)) == 3800 and data.pictures.size == 256
    assert len({repr(scene) for scene in data.pictures.scenes}) == 3800  # no scene is in two splits


def test_the_size_of_one_split_changes_no_other():
    small = open_dataset("scenes,train=2,dev=4,test=4,tail=1")
    large = open_dataset("scenes,train=9,dev=5,test=4,tail=3")
    assert rows(small, "test") == rows(large, "test")
    for split in ("train", "dev", "tail"):
        for few, many in zip(rows(small, split), rows(large, split)):
            assert list(few) == list(many)[: len(few)]


@pytest.mark.parametrize("spec", ["scenes,train=7,dev=3,test=2,tail=4", "scenes,train=0,test=2,dev=3,tail=1,seed=2"])
@pytest.mark.parametrize("split", ["train", "dev", "test", "tail"])
def test_a_split_alone_is_the_split_of_the_whole(spec, split):
    whole = open_dataset(spec)
    if split == "train" and "train=0" in spec:
        with pytest.raises(DataError, match="has no split `train`"):
            open_split(spec, split)
        return
    part, alone = whole.split(split), open_split(spec, split)
    assert (alone.spec, alone.fingerprint) == (spec, part.fingerprint)
    assert alone.pictures.scenes == part.pictures.scenes


def test_the_other_splits_are_not_made_up(monkeypatch):
    made = []
    monkeypatch.setattr(module, "_made", lambda name, seed, real=module._made: made.append(name) or real(name, seed))
    open_split("scenes,train=50,dev=3,test=2,tail=4", "test")
    assert made == ["scene-test-00000", "scene-test-00001"]


def test_a_split_that_no_scenes_have_is_named(data):
    with pytest.raises(DataError, match="has no split `val`"):
        open_split("scenes,train=2,dev=1,test=0,tail=0", "val")


def test_a_split_may_be_left_out():
    assert set(open_dataset("scenes,train=0,dev=1,test=1").splits.tolist()) == {"dev", "test", "tail"}
    assert set(open_dataset("scenes,train=2,dev=0,test=1,tail=0").splits.tolist()) == {"train", "test"}


def test_seeds_make_the_same_or_other_scenes():
    spec = "scenes,train=20,dev=0,test=0,tail=5"
    first, again, other = open_dataset(spec), open_dataset(spec + ",seed=0"), open_dataset(spec + ",seed=1")
    assert first.captions == again.captions and first.pictures.scenes == again.pictures.scenes
    assert first.fingerprint == again.fingerprint != other.fingerprint
    assert not set(first.pictures.scenes) & set(other.pictures.scenes)
    assert first.pictures.open(3).tobytes() == again.pictures.open(3).tobytes() != other.pictures.open(3).tobytes()


def test_pictures_have_the_size_asked_for():
    assert open_dataset("scenes,train=1,dev=0,test=0,tail=0,size=40").pictures.open(0).size == (40, 40)


def test_a_scene_is_known_by_its_name():
    data = open_dataset("scenes,train=3,dev=2,test=2,tail=2,seed=5")
    for index, name in enumerate(data.image_ids):
        assert scene_of(name, seed=5) == data.pictures.scene(index)


@pytest.mark.parametrize("name", ["scene-00012", "scene-train-12", "scene-val-00012", "dog.jpg"])
def test_a_name_of_no_scene_is_refused(name):
    with pytest.raises(ValueError, match=f"expected a name like `scene-train-00012`, got `{name}`"):
        scene_of(name)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("scenes,train=-1", r"`train` must be a whole number from 0 to 100,000, got `-1`"),
        ("scenes,train=100001", r"`train` must be a whole number from 0 to 100,000, got `100001`"),
        ("scenes,dev=many", r"`dev` must be a whole number from 0 to 100,000, got `many`"),
        ("scenes,tail=100001", r"`tail` must be a whole number from 0 to 100,000, got `100001`"),
        ("scenes,test=1.5", r"`test` must be a whole number"),
        ("scenes,test=", r"`test`"),
        ("scenes,size=31", r"`size` must be a whole number from 32 to 1,024, got `31`"),
        ("scenes,size=1025", r"`size` must be a whole number from 32 to 1,024, got `1025`"),
        ("scenes,seed=4294967296", r"`seed` must be a whole number from 0 to 4,294,967,295"),
        ("scenes,seed=٣", r"`seed` must be a whole number"),
        ("scenes,trian=3", r"takes no option `trian`; did you mean `train`\?"),
        ("scenes:somewhere", r"`scenes` \w+ no place"),
        ("scenes,train=0,dev=0,test=0,tail=0", r"holds no images"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(spec, message):
    with pytest.raises(DataError, match=message) as caught:
        open_dataset(spec)
    assert "\n" not in str(caught.value)


def test_limits_are_within_what_is_taken():
    assert len(open_dataset("scenes,train=1,dev=0,test=0,tail=0,seed=4294967295,size=1024")) == 1
    assert open_dataset("scenes,train=1,dev=0,test=0,tail=0,size=32").pictures.size == 32


def test_captions_of_an_image_stand_together():
    data = open_dataset("scenes,train=3,dev=1,test=1,tail=1")
    assert all(one <= other for one, other in pairwise(data.caption_image.tolist()))
    assert np.bincount(data.caption_image).tolist() == [5] * 6
