"""The checks that all formats share."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ladder.datasets.draft import Draft
from ladder.datasets.pictures import Photos
from ladder.datasets.record import Features
from tests.datasets.examples import LFS

SOURCE = Path("list.txt")


def said(draft: Draft) -> list[str]:
    return [str(problem) for problem in draft.problems]


@pytest.fixture
def draft() -> Draft:
    draft = Draft("mine")
    assert draft.image("a", "train", source=SOURCE, line=1)
    return draft


@pytest.mark.parametrize(
    ("given", "name"),
    [("val", "dev"), ("VALID", "dev"), ("validation", "dev"), ("Train", "train"), ("test", "test"), ("testA", "testA")],
)
def test_names_of_splits(given, name):
    draft = Draft("mine")
    draft.image("a", given)
    draft.caption("a", "text", "a#0")
    assert draft.finish().splits.tolist() == [name]
    assert draft.split_of("a") == name


def test_an_image_listed_twice(draft):
    assert not draft.image("a", "train", source=SOURCE, line=7)
    assert said(draft) == ["list.txt:7: the image `a` is listed twice; take it out once"]


def test_an_image_in_two_splits(draft):
    assert not draft.image("a", "val", source=SOURCE, line=7)
    assert said(draft) == ["list.txt:7: the image `a` is in two splits, `train` and `dev`; keep it in one"]


@pytest.mark.parametrize("name", ["", "a\nb", "a\0b", "a\udc80", "a\u2028b"])
def test_names_that_would_break_a_list(draft, name):
    assert not draft.image(name, "train", source=SOURCE, line=7)
    assert said(draft) == [f"list.txt:7: {name!a} cannot name an image; give it a name of printable characters"]


@pytest.mark.parametrize("name", ["a b.jpg", "ü/ü.jpg", "Bild\u202f1.png"])
def test_odd_but_usable_names(draft, name):
    assert draft.image(name, "train")
    assert draft.has(name)


@pytest.mark.parametrize("split", ["", "a/b", "..", "a b"])
def test_names_that_cannot_be_part_of_a_file(draft, split):
    assert not draft.image("b", split, source=SOURCE, line=7)
    assert said(draft) == [f"list.txt:7: {split!a} cannot name a split; name it by letters, digits, `_`, `.`, `-`"]


@pytest.mark.parametrize(
    ("image", "text", "name", "message"),
    [
        ("b", "text", "b#0", "a caption of the unknown image `b`; list the image or take it out"),
        ("a", " \t\n", "a#1", "the caption `a#1` is empty; write it or take it out"),
        ("a", "half \ud83d", "a#1", "the caption `a#1` holds half a character; write it again"),
        ("a", "text", "a#0", "the caption id `a#0` stands twice; give each caption its own"),
    ],
)
def test_captions_that_are_refused(draft, image, text, name, message):
    draft.caption("a", "first", "a#0")
    draft.caption(image, text, name, source=SOURCE, line=9)
    assert said(draft) == [f"list.txt:9: {message}"]
    assert draft.finish().captions == ("first",)


def test_captions_stand_together_by_image(draft):
    draft.image("b", "train")
    for image, text, name in [("b", "three", "3"), ("a", "one", "1"), ("b", "four\n ", "4"), ("a", "two\t words", "2")]:
        draft.caption(image, text, name)
    data = draft.finish()
    assert data.captions == ("one", "two words", "three", "four")
    assert data.caption_ids == ("1", "2", "3", "4")
    assert data.caption_image.tolist() == [0, 0, 1, 1]
    assert data.pictures is None


def test_an_image_without_captions(draft):
    draft.image("b", "train", source=SOURCE, line=2)
    draft.caption("b", "text", "b#0")
    assert draft.finish().image_ids == ("b",)
    assert said(draft) == ["list.txt:1: the image `a` has no caption; write one or take the image out"]


def test_no_images_at_all():
    draft = Draft("mine:x")
    assert draft.finish() is None
    assert said(draft) == ["`mine:x` holds no images; look at what it names"]


def test_picture_files(tmp_path):
    paths = [tmp_path / name for name in ("gone.png", "pointer.png", "folder.png", "small.png")]
    paths[1].write_bytes(LFS)
    paths[2].mkdir()
    Image.new("1", (1, 1)).save(paths[3])
    assert paths[3].stat().st_size < 200  # looked into, and no pointer
    draft = Draft("mine")
    for line, path in enumerate(paths, start=1):
        draft.image(path.name, "train", path, source=SOURCE, line=line)
        draft.caption(path.name, "text", path.name)
    assert draft.finish().pictures.paths == paths
    assert said(draft) == [
        f"{paths[0]}: no such picture (listed in list.txt:1); put it there or take the image out",
        f"{paths[1]}: a Git LFS pointer, not the picture; run `git lfs pull` where it came from",
        f"{paths[2]}: no such picture (listed in list.txt:3); put it there or take the image out",
    ]


def test_a_name_that_no_file_can_have(tmp_path):
    draft = Draft("mine")
    draft.image("a", "train", Path("nul\0"))
    draft.caption("a", "text", "a#0")
    draft.finish()
    assert "no such picture; put it there" in said(draft)[0]


def test_pictures_and_features_keep_to_their_image_when_others_are_refused(draft):
    for name in ("b", "b", "c"):
        draft.image(name, "train")
    for name in ("a", "c"):
        draft.caption(name, "text", name)
    draft.pictures = Photos([Image.new("L", (width, 1)) for width in (1, 2, 3, 4)])
    draft.features = Features((np.arange(4.0)[:, None],), np.arange(4))
    data = draft.finish()
    assert data.image_ids == ("a", "c")
    assert [data.pictures.open(row).width for row in (0, 1)] == [1, 4]
    assert data.features.take(np.arange(2)).tolist() == [[0.0], [3.0]]


def test_notes_reach_the_record(draft):
    draft.caption("a", "text", "a#0")
    draft.note(SOURCE, 3, "odd", "mended")
    (note,) = draft.finish().notes
    assert note.note and str(note) == "list.txt:3: odd; mended"
    assert not draft.problems
