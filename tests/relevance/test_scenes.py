"""Relevance of drawn scenes is the similarity of their graphs."""

from dataclasses import replace

import numpy as np
import pytest

from ladder import relevance
from ladder.datasets import open_dataset
from ladder.datasets.scenes.similarity import METHOD, scene_similarity
from ladder.errors import DataError
from ladder.relevance import SceneRelevance, scenes


@pytest.fixture(scope="module")
def data():
    return open_dataset("scenes,train=12,dev=3,test=5,tail=4")


@pytest.fixture
def judge(data):
    return SceneRelevance.for_data(data)


def expected(data, rows, columns):
    scene = data.pictures.scene
    image = data.caption_image
    return np.array(
        [[scene_similarity(scene(image[row]), scene(image[column])) for column in columns] for row in rows],
        dtype=np.float32,
    )


def test_captions_are_as_alike_as_their_scenes(judge, data):
    rows, columns = np.array([119, 4, 0, 60]), np.arange(len(data.captions))
    np.testing.assert_array_equal(judge.between(rows, columns), expected(data, rows, columns))


def test_images_are_as_alike_as_their_scenes(judge, data):
    images, captions = np.array([23, 0, 7]), np.arange(0, 120, 7)
    first = data.first_caption[images]
    np.testing.assert_array_equal(judge.between_images(images, captions), expected(data, first, captions))
    np.testing.assert_array_equal(judge.among_images(images, images), expected(data, first, first))


def test_a_part_of_the_data_is_judged_as_the_whole_is(judge, data):
    rows = np.array([1, 14, 20, 23])
    part = data.select(rows)
    captions = np.flatnonzero(np.isin(data.caption_image, rows))
    every = np.arange(len(part.captions))
    found = SceneRelevance.for_data(part).between(every, every)
    np.testing.assert_array_equal(found, judge.between(captions, captions))


def test_without_a_table_it_is_the_same(judge, data, monkeypatch):
    every = np.arange(len(data.captions))
    rows = np.array([7, 7, 113, 0, 8])
    with_table = judge.between(rows, every)
    monkeypatch.setattr(scenes, "MOST", len(data) - 1)
    again = SceneRelevance.for_data(data)
    np.testing.assert_array_equal(again.between(rows, every), with_table)
    assert "_table" in vars(judge) and "_table" not in vars(again)


def test_the_table_is_made_once_and_not_before_it_is_needed(data, monkeypatch):
    judge = SceneRelevance.for_data(data)
    assert "_table" not in vars(judge)
    judge.between(np.arange(3), np.arange(3))
    table = judge._table
    assert table.shape == (24, 24) and table.dtype == np.float32
    judge.between(np.arange(5), np.arange(50))
    assert judge._table is table


def test_captions_kept_without_their_pictures_are_judged_alike(judge, data):
    rows = np.array([3, 14, 20, 23])
    kept = SceneRelevance.for_data(replace(data.select(rows), pictures=None))
    captions = np.flatnonzero(np.isin(data.caption_image, rows))
    every = np.arange(len(captions))
    np.testing.assert_array_equal(kept.between(every, every), judge.between(captions, captions))


def test_captions_of_another_version_are_refused(data):
    captions = ("A dodo on the moon", *data.captions[1:])
    with pytest.raises(DataError, match="`scene-train-00000` has other captions than the scene of that name"):
        SceneRelevance.for_data(replace(data, pictures=None, captions=captions))


def test_another_seed_has_other_scenes():
    data = open_dataset("scenes,train=4,dev=0,test=0,tail=0,seed=5,size=32")
    kept = replace(data, pictures=None)
    assert SceneRelevance.for_data(kept).scenes == data.pictures.scenes


def test_it_says_what_it_is(judge):
    assert judge.describe() == {"name": "scenes", "method": METHOD}
    assert not judge.reads_words


def test_photographs_are_refused_with_other_names(captioned):
    with pytest.raises(DataError) as caught:
        SceneRelevance.for_data(captioned())
    assert str(caught.value) == (
        "relevance `scenes` judges drawn scenes, and `test:captions` has none; choose from "
        + ", ".join(f"`{name}`" for name in relevance.ALL if name != "scenes")
    )
