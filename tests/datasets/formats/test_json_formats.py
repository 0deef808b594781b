"""Karpathy's files and COCO's."""

import pytest

from ladder.datasets import open_dataset
from ladder.errors import DataError
from tests.datasets.examples import CAPTIONS, change, coco, coco_folder, draw, edit, karpathy, refuse, write_features


@pytest.fixture
def karpathys(tmp_path):
    return karpathy(tmp_path, CAPTIONS), tmp_path / "dataset_coco.json"


@pytest.fixture
def cocos(tmp_path):
    return coco(tmp_path, CAPTIONS), tmp_path / "captions_val2014.json"


def test_karpathy(karpathys, tmp_path):
    data = open_dataset(karpathys[0])
    assert data.splits.tolist() == ["train", "train", "dev", "test"]  # restval is part of train
    assert data.caption_ids[:4] == ("0", "1", "2", "3")
    assert data.captions[0] == "A red kite, high up ."  # raw, not the tokens
    assert data.pictures.path(0) == tmp_path / "pictures" / "val2014" / "kite.jpg"


def test_karpathy_of_flickr_has_no_folders_within(karpathys, tmp_path):
    spec, file = karpathys
    edit(file, lambda content: [image.pop("filepath") for image in content["images"]])
    draw(tmp_path / "pictures")
    assert open_dataset(spec).pictures.path(0) == tmp_path / "pictures" / "kite.jpg"


@pytest.mark.parametrize("make", [karpathy, coco])
def test_pictures_are_asked_for(make, tmp_path):
    spec = make(tmp_path, CAPTIONS).partition(",")[0]
    refuse(spec, f"`{spec}`", "no folder of pictures; add `images=DIR`")


@pytest.mark.parametrize("make", [karpathy, coco])
def test_pictures_may_be_absent_where_there_are_features(make, tmp_path):
    folder = write_features(tmp_path / "made", list(CAPTIONS))
    data = open_dataset(f"{make(tmp_path, CAPTIONS).partition(',')[0]},features={folder}")
    assert data.pictures is None
    assert data.features.width == 2


@pytest.mark.parametrize("make", [karpathy, coco])
def test_no_json(make, tmp_path):
    spec = make(tmp_path, CAPTIONS)
    (file,) = tmp_path.glob("*.json")
    change(file, '"images"', '\n\n"images')
    refuse(spec, f"{file}:3", r"not JSON \(.*\); fetch or write the file again")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda images: images[1].pop("filename"), r"`images\[1\]\.filename`: field required"),
        (lambda images: images[1].update(filename=3), r"`images\[1\]\.filename`: input should be a valid string"),
        (lambda images: images[1].pop("split"), r"`images\[1\]\.split`: field required"),
        (lambda images: images[1].update(sentences="x"), r"`images\[1\]\.sentences`: input should be a valid list"),
        (lambda images: images[1]["sentences"][0].pop("raw"), r"`images\[1\]\.sentences\[0\]\.raw`: field required"),
        (lambda images: images.append(3), r"`images\[4\]`: input should be a valid dictionary"),
    ],
)
def test_fields_of_karpathy(karpathys, spoil, what):
    spec, file = karpathys
    edit(file, lambda content: spoil(content["images"]))
    refuse(spec, str(file), f"{what}.*; look whether it is the right file")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda images: images[1].update(sentences=[]), "the image `boat.jpg` has no caption; write one"),
        (lambda images: images[1]["sentences"][0].update(sentid=0), "the caption id `0` stands twice"),
        (lambda images: images.append(images[0]), "the image `kite.jpg` is listed twice; take it out once"),
        (lambda images: images.append(images[0] | {"split": "val"}), "`kite.jpg` is in two splits, `train` and `dev`"),
        (lambda images: images[0].update(split="a/b"), "'a/b' cannot name a split"),
        (lambda images: images[1]["sentences"][0].update(raw="\ud83d"), "the caption `3` holds half a character"),
    ],
)
def test_content_of_karpathy(karpathys, spoil, what):
    spec, file = karpathys
    edit(file, lambda content: spoil(content["images"]))
    refuse(spec, str(file), what)


def test_an_empty_list_of_images(karpathys):
    spec, file = karpathys
    edit(file, lambda content: content["images"].clear())
    with pytest.raises(DataError, match=r"^`karpathy:.*` holds no images; look at what it names$"):
        open_dataset(spec)


def test_coco(cocos, tmp_path):
    data = open_dataset(cocos[0])
    assert data.caption_ids[:4] == ("900", "901", "902", "903")
    assert data.captions[0] == "A red kite, high up ."  # blanks and newlines at the end are gone
    assert data.pictures.path(0) == tmp_path / "pictures" / "kite.jpg"


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("captions_train2014.json", "train"),
        ("captions_val2017.json", "dev"),
        ("val.json", "dev"),
        ("captions_test2014.json", "test"),
        ("latest.json", "train"),
        ("evaluation.json", "train"),
        ("mine.json", "train"),
    ],
)
def test_the_split_of_coco_is_in_the_name(cocos, name, split):
    spec, file = cocos
    file.rename(file.with_name(name))
    spec = spec.replace(file.name, name)
    assert set(open_dataset(spec).splits) == {split}
    assert set(open_dataset(f"{spec},split=validation").splits) == {"dev"}
    assert set(open_dataset(f"{spec},split=minival").splits) == {"minival"}
    refuse(f"{spec},split=", str(file.with_name(name)), "'' cannot name a split")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda content: content.pop("annotations"), "`annotations`: field required; look whether it is the right"),
        (lambda content: content["annotations"][2].pop("caption"), r"`annotations\[2\]\.caption`: field required"),
        (lambda content: content["images"][2].pop("file_name"), r"`images\[2\]\.file_name`: field required"),
        (lambda content: content["annotations"][0].update(image_id=1), "a caption of the unknown image `1`; list"),
        (lambda content: content["annotations"][1].update(id=900), "the caption id `900` stands twice"),
        (lambda content: content["annotations"].pop(3), "the image `boat.jpg` has no caption"),
        (
            lambda content: content["images"].append(content["images"][0]),
            "the image id `70` stands twice in `images`; give each image its own$",
        ),
        (lambda content: content["images"][1].update(file_name="kite.jpg"), "the image `kite.jpg` is listed twice"),
    ],
)
def test_unfit_coco(cocos, spoil, what):
    spec, file = cocos
    edit(file, spoil)
    refuse(spec, str(file), what)


def test_a_folder_of_coco_holds_a_file_a_split(tmp_path):
    data = open_dataset(coco_folder(tmp_path, CAPTIONS))
    assert data.splits.tolist() == ["train", "train", "dev", "test"]
    assert data.pictures.path(2) == tmp_path / "val2017" / "tent.jpg"
    assert {len(open_dataset(f"{data.spec},split=all").split("all"))} == {4}


def test_two_files_of_one_split_are_refused(tmp_path):
    spec = coco_folder(tmp_path, CAPTIONS)
    folder = tmp_path / "annotations"
    (folder / "captions_train2014.json").write_bytes((folder / "captions_train2017.json").read_bytes())
    both = "`captions_train2014.json` and `captions_train2017.json` are both `train` by their names"
    refuse(spec, str(folder), f"{both}; take one out of the folder")


def test_a_folder_without_captions_is_refused(tmp_path):
    refuse(f"coco:{tmp_path},images={tmp_path}", str(tmp_path), r"no captions_\*.json in this folder; put them there")
