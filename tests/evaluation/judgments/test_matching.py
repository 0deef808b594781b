"""Judged images and captions, found in a data set."""

from pathlib import Path

import numpy as np
import pytest

from ladder.datasets import CaptionedImages, open_dataset
from ladder.errors import DataError
from ladder.evaluation.judgments import JudgedPair, Judgments
from ladder.evaluation.judgments.matching import match, sentences
from tests.datasets.examples import CAPTIONS, coco, flickr8k, karpathy


def judged(*pairs, kind="image-caption", captions="id"):
    whole = tuple(JudgedPair(left, right, (float(score),)) for score, (left, right) in enumerate(pairs))
    return Judgments(Path("judged.csv"), "table", kind, captions, whole)


def of_images(*names):
    """A data set of these images, with the captions ``A``, ``B`` and so on, one each, called ``0``, ``1`` and so on."""
    numbers = [str(row) for row in range(len(names))]
    letters = tuple("ABCDEFG"[: len(names)])
    splits = np.full(len(names), "train")
    return CaptionedImages("mine", tuple(names), splits, letters, tuple(numbers), np.arange(len(names)))


def names(found):
    """What was found, by the names that the data set has."""
    data = found.data
    return [(data.image_ids[image], data.caption_ids[row]) for image, row in zip(found.left, found.right)]


def test_images_and_captions_of_flickr8k(tmp_path):
    data = open_dataset(flickr8k(tmp_path, CAPTIONS))
    pairs = [
        ("kite.jpg", "tent.jpg#5"),
        ("tent.jpg", "tent.jpg#0"),
        ("kite.jpg", "tent.jpg#6"),
        ("sea.jpg", "kite.jpg#0"),
    ]
    found = match(judged(*pairs), data)
    assert names(found) == pairs[:2]
    assert [pair.scores for pair in found.pairs] == [(0,), (1,)]
    assert found.own.tolist() == [False, True]
    assert found.left_out.as_json() == {
        "unknown caption": {"pairs": 1, "first": ["tent.jpg#6"]},
        "unknown image": {"pairs": 1, "first": ["sea.jpg"]},
    }
    assert sorted(set(found.data.splits)) == ["dev", "train"]
    assert "ball.jpg" not in found.data.image_ids  # of the test split, which holds nothing that was judged


@pytest.mark.parametrize("form", [karpathy, coco])
def test_captions_of_coco_go_by_their_numbers(tmp_path, form):
    """The captions are numbered in the order of the file: `A tent in the rain` is the tenth, of the dev split."""
    data = open_dataset(form(tmp_path, CAPTIONS))
    number = data.caption_ids[data.captions.index("A tent in the rain")]
    assert int(number) in (9, 909)
    found = match(judged(("kite.jpg", number), ("tent.jpg", number)), data)
    assert [found.data.captions[row] for row in found.right] == ["A tent in the rain"] * 2
    assert found.own.tolist() == [False, True]
    pair = match(judged((number, number), kind="caption-caption"), data)
    assert pair.data.captions[pair.left[0]] == pair.data.captions[pair.right[0]] == "A tent in the rain"


@pytest.mark.parametrize(
    ("ids", "asked", "expected"),
    [
        (["a.jpg", "b.jpg"], "b.jpg", "b.jpg"),
        (["a.jpg", "b.jpg"], "b", "b.jpg"),
        (["a.jpg", "b.jpg"], "pictures/b.jpg", "b.jpg"),
        (["a.jpg", "b.jpg"], "C:\\pictures\\b", "b.jpg"),
        (["val/a.jpg", "val/b.jpg"], "b.jpg", "val/b.jpg"),
        (["a", "b"], "b.png", "b"),
        (["a.jpg", "b.jpg"], "b.png", None),  # another picture
        (["x/b.jpg", "y/b.jpg"], "y/b.jpg", "y/b.jpg"),  # the name as it stands goes first
        (["b.png", "b.jpg"], "x/b.png", "b.png"),  # then the file's
        (["b.jpg.1", "a"], "b.jpg", None),
        (["b.v1", "b.v2"], "b.v2", "b.v2"),
        (["b.v1", "a"], "b", None),  # not the ending of a picture
    ],
)
def test_images_go_by_name_with_or_without_folder_and_ending(ids, asked, expected):
    pairs = judged((asked, "0"), (ids[0], "0"))
    found = match(pairs, of_images(*ids))
    assert (names(found)[0][0] if len(found.pairs) == 2 else None) == expected


def test_a_name_of_several_images_is_ambiguous():
    found = match(judged(("b.jpg", "0"), ("b", "1"), ("a", "1")), of_images("x/b.jpg", "y/b.jpg", "a.jpg"))
    assert names(found) == [("a.jpg", "1")]
    assert found.left_out.as_json() == {"ambiguous image": {"pairs": 2, "first": ["b.jpg", "b"]}}


def test_the_first_three_of_what_is_missing_are_named_and_all_are_counted():
    wanted = [(f"x{number % 5}.jpg", "0") for number in range(10)]
    found = match(judged(*wanted, ("a.jpg", "0")), of_images("a.jpg"))
    assert found.left_out.lines() == ["10 pairs with an unknown image: `x0.jpg`, `x1.jpg`, `x2.jpg`"]


def test_nothing_found():
    with pytest.raises(DataError) as error:
        match(judged(("x.jpg", "0"), ("a.jpg", "9")), of_images("a.jpg"))
    assert str(error.value) == (
        "judged.csv: none of its 2 pairs is in `mine` (1 pair with an unknown image: `x.jpg`; 1 pair with an unknown "
        "caption: `9`); give judgments of this data set, or the run of theirs"
    )


def test_free_words_are_own_where_the_image_has_such_a_caption():
    found = match(
        judged(("a.jpg", "A"), ("b.jpg", "A"), ("b.jpg", "some words"), captions="text"), of_images("a.jpg", "b.jpg")
    )
    assert found.own.tolist() == [True, False, False]
    assert found.right.tolist() == [-1, -1, -1]
    assert found.left.tolist() == [0, 1, 1]


def test_captions_of_one_image_are_own(tmp_path):
    data = open_dataset(flickr8k(tmp_path, CAPTIONS))
    pairs = [
        ("tent.jpg#0", "tent.jpg#3"),
        ("tent.jpg#0", "ball.jpg#1"),
        ("ball.jpg#0", "sea.jpg#0"),
        ("x", "ball.jpg#0"),
    ]
    found = match(judged(*pairs, kind="caption-caption"), data)
    assert [(found.data.caption_ids[a], found.data.caption_ids[b]) for a, b in zip(found.left, found.right)] == pairs[
        :2
    ]
    assert found.own.tolist() == [True, False]
    assert found.left_out.as_json() == {"unknown caption": {"pairs": 2, "first": ["sea.jpg#0", "x"]}}
    assert sorted(set(found.data.splits)) == ["dev", "test"]


def test_sentences_are_a_data_set_of_their_own():
    found = sentences(judged(("a dog", "a cat"), ("a cat", "a cat"), ("a bird", "a dog"), captions="text"))
    assert found.data.captions == ("a dog", "a cat", "a bird")
    assert len(found.data) == 3
    assert list(zip(found.left, found.right)) == [(0, 1), (1, 1), (2, 0)]
    assert not found.own.any()
