"""The oddities of each format that are mended or passed over."""

import json

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.datasets.inspection import inspect
from ladder.errors import DataError
from tests.datasets import folders
from tests.datasets.folders import EACH_FIVE, IMAGES
from tests.datasets.test_malformed import change, rewrite


def notes(data):
    return " | ".join(str(note) for note in data.notes)


def test_the_bogus_image_of_flickr8k_is_passed_over(tmp_path):
    spec = folders.flickr8k(tmp_path)
    change(tmp_path / "Flickr8k.token.txt", "two.jpg#0", "2258277193_586949ec62.jpg.1#0\tx\ntwo.jpg#0")
    data = open_dataset(spec)
    assert len(data) == 3
    assert "token.txt:4: `2258277193_586949ec62.jpg.1` is a known slip" in notes(data)


def test_a_blank_in_place_of_the_tab_is_read_as_one(tmp_path):
    spec = folders.flickr8k(tmp_path)
    change(tmp_path / "Flickr8k.token.txt", "two.jpg#0\t", "two.jpg#0 ")
    data = open_dataset(spec)
    assert "Two cats sleep" in data.captions
    assert "token.txt:4: a blank stands where a tab should" in notes(data)


def test_images_in_no_list_are_left_out_and_counted(tmp_path):
    spec = folders.flickr8k(tmp_path)
    (tmp_path / "Flickr_8k.devImages.txt").unlink()
    data = open_dataset(spec)
    assert data.image_ids == ("one.jpg", "two.jpg")
    assert "1 images with captions are in no split list" in notes(data)


@pytest.mark.parametrize("name", ["flickr8k", "flickr30k"])
def test_without_lists_all_is_training(name, tmp_path):
    spec = folders.FOLDERS[name](tmp_path)
    for path in [*tmp_path.glob("*Images.txt"), *tmp_path.glob("train.txt"), *tmp_path.glob("val.txt")]:
        path.unlink()
    data = open_dataset(spec)
    assert set(data.splits.tolist()) == {"train"}
    assert "all images are in `train`" in notes(data)


@pytest.mark.parametrize("name", ["flickr8k", "flickr30k"])
def test_without_pictures_there_are_captions(name, tmp_path):
    spec = folders.FOLDERS[name](tmp_path)
    next(path for path in tmp_path.iterdir() if path.is_dir()).rename(tmp_path / "elsewhere")
    data = open_dataset(spec)
    assert data.pictures is None
    assert "give `images=DIR`" in notes(data)
    assert len(open_dataset(f"{spec},images={tmp_path / 'elsewhere'}").pictures) == 3


def test_the_broken_row_of_flickr30k_is_repaired(tmp_path):
    spec = folders.flickr30k(tmp_path)
    change(tmp_path / "results.csv", "three.jpg| 0| A boat on a lake", "three.jpg| 4   A boat on a lake")
    data = open_dataset(spec)
    assert data.captions[-1] == "A boat on a lake"
    assert data.caption_ids[-1] == "three.jpg#4"
    assert "results.csv:7: the second `|` is missing" in notes(data)


def test_a_bar_inside_a_caption_is_part_of_it(tmp_path):
    spec = folders.flickr30k(tmp_path)
    change(tmp_path / "results.csv", "A boat on a lake", "A boat | on a lake")
    assert open_dataset(spec).captions[-1] == "A boat | on a lake"


def test_lists_of_flickr30k_may_lack_the_ending_and_bear_the_long_name(tmp_path):
    spec = folders.flickr30k(tmp_path)
    (tmp_path / "val.txt").unlink()
    (tmp_path / "flickr30k_val.txt").write_text("three\n")
    assert open_dataset(spec).split("dev").image_ids == ("three.jpg",)


def test_restval_is_training(tmp_path):
    data = open_dataset(folders.karpathy(tmp_path))
    assert data.split("train").image_ids == ("one.jpg", "two.jpg")
    assert data.caption_ids[:3] == ("0", "1", "2")


def test_the_split_of_a_coco_file_can_be_said(tmp_path):
    spec = folders.coco(tmp_path)
    assert set(open_dataset(spec).splits.tolist()) == {"dev"}
    assert set(open_dataset(f"{spec},split=test").splits.tolist()) == {"test"}
    (tmp_path / "captions_val2014.json").rename(tmp_path / "captions_train2014.json")
    assert set(open_dataset(spec.replace("val2014", "train2014")).splits.tolist()) == {"train"}


def test_coco_images_without_captions_are_left_out(tmp_path):
    spec = folders.coco(tmp_path)
    rewrite(tmp_path / "captions_val2014.json", lambda c: c["images"].append({"id": 70, "file_name": "four.jpg"}))
    data = open_dataset(spec)
    assert len(data) == 3
    assert "1 images have no caption" in notes(data)


def test_five_equal_rows_are_one_image(tmp_path):
    spec = folders.precomp(tmp_path)
    for split in ("train", "dev"):
        values = np.load(tmp_path / f"{split}_ims.npy")
        np.save(tmp_path / f"{split}_ims.npy", values.repeat(5, axis=0).astype(np.float32))
        names = (tmp_path / f"{split}_ids.txt").read_text().split()
        (tmp_path / f"{split}_ids.txt").write_text("".join(f"{name}\n" * 5 for name in names))
    data = open_dataset(spec)
    assert data.image_ids == tuple(IMAGES)
    assert data.captions[:5] == tuple(EACH_FIVE["one.jpg"])
    np.testing.assert_array_equal(data.features.take(np.array([2, 0]))[:, 0], [3, 1])


def test_as_many_different_rows_as_captions_are_one_caption_each(tmp_path):
    generator = np.random.default_rng(0)
    np.save(tmp_path / "dev_ims.npy", generator.random((10, 4)))
    (tmp_path / "dev_caps.txt").write_text("\n".join(f"caption {row}" for row in range(10)))
    data = open_dataset(f"precomp:{tmp_path}")
    assert (len(data), len(data.captions), data.pictures) == (10, 10, None)
    assert data.image_ids[3] == "dev-000003"


def test_precomputed_features_stay_on_disk(tmp_path):
    data = open_dataset(folders.precomp(tmp_path))
    assert all(isinstance(table, np.memmap) for table in data.features.tables)
    np.testing.assert_array_equal(data.features.take(np.array([1, 2, 0]))[:, 0], [2, 3, 1])
    np.testing.assert_array_equal(data.split("dev").features.take(np.array([0]))[:, 0], [3])


def test_testall_is_a_split_of_its_own(tmp_path):
    folders.precomp(tmp_path)
    for kind in ("ims.npy", "caps.txt"):
        (tmp_path / f"dev_{kind}").rename(tmp_path / f"testall_{kind}")
    (tmp_path / "train_ids.txt").unlink()
    assert set(open_dataset(f"precomp:{tmp_path}").splits.tolist()) == {"train", "testall"}


def test_validation_has_one_name(tmp_path):
    spec = folders.table(tmp_path)
    change(tmp_path / "mine.csv", "A boat on a lake,dev", "A boat on a lake,validation")
    assert open_dataset(spec).split("dev").image_ids == ("three.jpg",)


def test_a_table_needs_no_split_and_may_name_its_captions(tmp_path):
    folders.draw(tmp_path / "photos")
    (tmp_path / "mine.csv").write_text("caption_id,image,caption\na,one.jpg,A dog\nb,one.jpg,The dog\n")
    data = open_dataset(f"table:{tmp_path / 'mine.csv'},images={tmp_path / 'photos'}")
    assert (data.caption_ids, data.splits.tolist()) == (("a", "b"), ["train"])


def test_a_byte_order_mark_is_dropped(tmp_path):
    spec = folders.table(tmp_path)
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(open_dataset(spec)) == 3


def test_a_path_may_hold_commas(tmp_path):
    folder = tmp_path / "a, b,c=d"
    folder.mkdir()
    with pytest.raises(DataError, match="takes no option `c`"):
        open_dataset(folders.table(folder))
    folder = tmp_path / "a, b,c"
    folder.mkdir()
    assert len(open_dataset(folders.table(folder))) == 3


@pytest.mark.parametrize("column", ["caption", "captions", "text", "sentences"])
def test_captions_of_the_hub_have_several_names(column, hub):
    hub.tables = folders.hub_tables(column)
    data = open_dataset("hf:someone/pictures")
    assert data.split("train").captions[0] == "A dog runs, fast ."
    assert data.image_ids[-1] == "validation-000000"
    assert data.pictures.open(2).size == (26, 20)


def test_a_hub_table_without_captions_is_refused(hub):
    hub.tables = folders.hub_tables("label")
    with pytest.raises(DataError, match=r"expected a column `image` and .*found `image`, `label`; rename them"):
        open_dataset("hf:someone/pictures")


def test_a_hub_that_cannot_be_reached_is_said(hub):
    def fail(name, config=None):
        raise ConnectionError("offline")

    hub.load_dataset = fail
    with pytest.raises(DataError, match=r"cannot be loaded \(offline\)"):
        open_dataset("hf:someone/pictures")


def test_the_summary_counts_by_hand(tmp_path):
    found = inspect(folders.table(tmp_path))
    assert (found.images, found.captions) == (3, 6)
    assert found.splits == {"train": 2, "dev": 1}
    assert found.captions_an_image == {1: 1, 2: 1, 3: 1}
    assert found.words_a_caption == (pytest.approx((5 + 3 + 1 + 3 + 4 + 5) / 6), 5)
    assert (found.smallest_picture, found.largest_picture) == ((24, 20), (26, 20))
    assert not found.problems


def test_repeated_captions_are_counted(tmp_path):
    spec = folders.table(tmp_path)
    change(tmp_path / "mine.csv", "A boat on a lake", "Two cats sleep")
    found = inspect(spec, pictures=False)
    assert (found.repeated_captions, found.shared_captions) == (1, 1)
    assert found.smallest_picture is None


@pytest.mark.shared
def test_the_real_flickr8k_and_its_precomputed_twin(shared):
    data = open_dataset(f"flickr8k:{shared / 'data' / 'flickr8k'}")
    twin = open_dataset(f"precomp:{shared / 'data' / 'f8k_precomp'}")
    assert (len(data), len(data.captions)) == (7000, 35000)
    assert {split: len(data.split(split)) for split in ("train", "dev")} == {"train": 6000, "dev": 1000}
    assert twin.split("dev").image_ids == data.split("dev").image_ids
    assert twin.split("dev").captions == data.split("dev").captions
    assert twin.features.take(np.array([0, 6999])).shape == (2, 1280)
    assert data.pictures.open(0).mode == "RGB"


def test_the_inspection_is_fit_for_json(tmp_path):
    from dataclasses import asdict

    assert json.dumps(asdict(inspect(folders.table(tmp_path))), default=str)
