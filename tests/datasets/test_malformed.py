"""What can be wrong in the files of any format: every one says so in one line with file, line and mend."""

import re

import pytest

from ladder.datasets import inspect, open_dataset
from ladder.errors import DataError
from tests.datasets import examples
from tests.datasets.examples import CAPTIONS, LFS, NOT_UTF8, ON_DISK, refuse

CAPTION_FILES = {
    "flickr8k": "Flickr8k.token.txt",
    "flickr8k_csv": "captions.txt",
    "flickr30k": "results.csv",
    "flickr30k_tokens": "results_20130124.token",
    "karpathy": "dataset_coco.json",
    "coco": "captions_val2014.json",
    "coco_folder": "annotations/captions_train2017.json",
    "precomp": "train_caps.txt",
    "table": "mine.csv",
    "table_parquet": "mine.parquet",
}
TEXT_FILES = {name: file for name, file in CAPTION_FILES.items() if name != "table_parquet"}
EMPTY_LINES = {"flickr8k": ":4", "flickr8k_csv": ":5", "flickr30k": ":5", "flickr30k_tokens": ":4"}
EMPTY_LINES |= {"precomp": ":2", "table": ":5", "table_parquet": ":4", "karpathy": "", "coco": "", "coco_folder": ""}


@pytest.fixture(params=CAPTION_FILES)
def name(request):
    return request.param


@pytest.fixture
def spec(name, tmp_path):
    return getattr(examples, name)(tmp_path, CAPTIONS)


@pytest.fixture
def captions(name, tmp_path):
    return tmp_path / CAPTION_FILES[name]


def test_the_cases_cover_all_formats_on_disk():
    assert CAPTION_FILES.keys() == EMPTY_LINES.keys() == {make.__name__ for make in ON_DISK}


def test_the_captions_are_missing(name, spec, captions, tmp_path):
    captions.unlink()
    if name.startswith("flickr"):
        assert "neither `" in refuse(spec, str(tmp_path), "is there; give the folder that holds one")
    elif name == "coco_folder":
        assert set(open_dataset(spec).splits) == {"dev", "test"}
    else:
        refuse(spec, str(captions), "no such file; put it there or look at the path")


def test_the_captions_are_a_git_lfs_pointer(spec, captions):
    captions.write_bytes(LFS)
    refuse(spec, str(captions), "a Git LFS pointer, not the file; run `git lfs pull` where it came from")


@pytest.mark.parametrize("name", TEXT_FILES)
def test_the_captions_are_in_another_encoding(spec, captions):
    captions.write_bytes(b"one\ntwo\n" + NOT_UTF8 + b"\n")
    refuse(spec, f"{captions}:3", "not UTF-8 text; save the file as UTF-8")


def test_a_caption_is_empty(name, captions, tmp_path):
    spec = getattr(examples, name)(tmp_path, CAPTIONS | {"boat.jpg": [" \t"]})
    refuse(spec, f"{captions}{EMPTY_LINES[name]}", "the caption `.*` is empty; write it or take it out")


def picture(tmp_path, name="boat.jpg"):
    (path,) = tmp_path.rglob(name)
    return path


def test_a_picture_is_missing(spec, tmp_path):
    path = picture(tmp_path)
    path.unlink()
    refuse(spec, str(path), r"no such picture \(listed in .*\); put it there or take the image out")


def test_a_picture_is_a_git_lfs_pointer(spec, tmp_path):
    path = picture(tmp_path)
    path.write_bytes(LFS)
    refuse(spec, str(path), "a Git LFS pointer, not the picture; run `git lfs pull` where it came from")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda whole: b"no picture" * 30, "not a picture that can be decoded; replace the file"),
        (lambda whole: whole[: len(whole) * 2 // 3], r"the picture is truncated or damaged \(.*\); replace the file"),
        (lambda whole: b"", "not a picture that can be decoded; replace the file"),
    ],
)
def test_a_picture_that_cannot_be_decoded_is_found_by_inspection_and_by_reading(spec, tmp_path, spoil, what):
    path = picture(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    data = open_dataset(spec)
    with pytest.raises(DataError, match=f"^{re.escape(str(path))}: {what}$"):
        data.pictures.open(data.image_ids.index("boat.jpg"))
    (problem,) = inspect(spec).problems
    assert re.fullmatch(f"{re.escape(str(path))}: {what}", str(problem))
    assert not inspect(spec, pictures=False).problems


def test_further_problems_are_counted(spec, tmp_path):
    for image in ("boat.jpg", "kite.jpg", "ball.jpg"):
        picture(tmp_path, image).unlink()
    spec_words = re.escape(spec)
    where = str(tmp_path)
    with pytest.raises(DataError, match=rf"\(and 2 more problems: `ladder data inspect {spec_words}` lists them\)$"):
        open_dataset(spec)
    found = inspect(spec).problems
    assert sorted(problem.path.name for problem in found) == ["ball.jpg", "boat.jpg", "kite.jpg"]
    assert all(str(problem).startswith(where) for problem in found)


def test_one_further_problem(tmp_path):
    spec = examples.table(tmp_path, CAPTIONS)
    for image in ("boat.jpg", "kite.jpg"):
        picture(tmp_path, image).unlink()
    with pytest.raises(DataError, match=r"\(and 1 more problem: `"):
        open_dataset(spec)
