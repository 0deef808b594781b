"""Relevance of drawn scenes is the similarity of their graphs."""

from dataclasses import replace

import numpy as np
import pytest

from ladder import relevance
from ladder.datasets import open_dataset
from ladder.errors import DataError
from ladder.scenes import relevance as of_scenes
from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.judging.showing import Showing, shown
from ladder.scenes.judging.similarity import METHOD, scene_similarity
from ladder.scenes.language import lexicon
from ladder.scenes.language.reading import read
from ladder.scenes.relevance import SceneRelevance
from ladder.scenes.world.graph import Scene, Thing
from tests.captioned import captions_of


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
    monkeypatch.setattr(of_scenes, "MOST", len(data) - 1)
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


def test_captions_of_other_scenes_are_refused(data):
    captions = ("A dodo on the moon", *data.captions[1:])
    refused = "`scene-train-00000`: its scene does not show `A dodo on the moon`; it was made by another version"
    with pytest.raises(DataError, match=refused):
        SceneRelevance.for_data(replace(data, pictures=None, captions=captions))


def test_other_words_for_the_same_scenes_are_taken(data):
    """What an earlier version wrote of a scene is still true of it."""
    nouns = [lexicon.NOUNS[scene.things[0].kind][0][scene.things[0].count > 1] for scene in data.pictures.scenes]
    captions = list(data.captions)
    for image, noun in enumerate(nouns):
        captions[data.first_caption[image]] = noun
    kept = replace(data, pictures=None, captions=tuple(captions))
    assert SceneRelevance.for_data(kept).scenes == data.pictures.scenes


def test_another_seed_has_other_scenes():
    data = open_dataset("scenes,train=4,dev=0,test=0,tail=0,seed=5,size=32")
    kept = replace(data, pictures=None)
    assert SceneRelevance.for_data(kept).scenes == data.pictures.scenes


def test_it_says_what_it_is(judge):
    assert judge.describe() == {"name": "scenes", "method": METHOD}
    assert judge.reads_words


WORDS = ["a dog in the snow", "people by the water", "something red at night", "a zebra", ""]


def test_words_are_judged_by_the_share_that_a_scene_shows(judge, data):
    columns = np.array([119, 4, 0, 60, 61])
    expected = [
        [shown(read(text), data.pictures.scene(image)) for image in data.caption_image[columns]] for text in WORDS
    ]
    judged = judge.judge(WORDS, columns)
    assert judged.dtype == np.float32
    np.testing.assert_array_equal(judged, np.array(expected, dtype=np.float32))
    assert (judged[3:] == 0).all() and judged[:3].any()
    images = np.array([23, 0, 12])
    np.testing.assert_array_equal(judge.judge_images(WORDS, images), judge.judge(WORDS, data.first_caption[images]))


def test_synonyms_are_judged_alike(judge, data):
    every = np.arange(len(data))
    one, other = judge.judge_images(["a big dog under a cloudy sky", "a huge pooch in cloudy weather"], every)
    np.testing.assert_array_equal(one, other)
    assert len(set(one.tolist())) > 2


def test_the_scenes_are_looked_through_once(judge, data, monkeypatch):
    made = []
    monkeypatch.setattr("ladder.scenes.judging.showing.Showing", lambda scenes: made.append(1) or Showing(scenes))
    for _ in range(2):
        judge.judge_images(WORDS, np.arange(len(data)))
    assert made == [1]
    assert "_table" not in vars(judge)


def test_a_caption_is_known_letter_for_letter(judge, data):
    every = np.arange(len(data.captions))
    texts = [data.captions[7], data.captions[7].upper(), data.captions[7] + " "]
    judged = judge.judge(texts, every)
    np.testing.assert_array_equal(judged[0], judge.between(np.array([7]), every)[0])
    np.testing.assert_array_equal(judged[1], judged[2])
    assert (judged[0] != judged[1]).any()


def test_a_caption_of_several_images_is_judged_by_the_others():
    beach = [Scene("beach", "clear", "day", (Thing("dog", colour),)) for colour in ("brown", "white", "brown", "black")]
    scenes = [*beach[:3], replace(beach[3], setting="street", time="night")]
    captions = [["a dog", "it"], ["a dog"], ["a dog", "a dog"], ["my dog", "dogs"]]
    data = captions_of(captions)
    judge = SceneRelevance.for_data(replace(data, pictures=DrawnScenes(data.image_ids, scenes, seed=0, size=32)))
    # Of the same place 0.872 in another colour; the street by night has 0.8 of the content and the same weather.
    street = 0.64 * 0.8 + 0.08
    expected = [(0.872 + 2) / 3, 0.872, (1 + 0.872) / 2, street]
    np.testing.assert_allclose(judge.judge_images(["a dog"], np.arange(4))[0], expected, atol=1e-6)
    alone = judge.judge_images(["it"], np.arange(4))[0]
    np.testing.assert_allclose(alone, [1, 0.872, 1, street], atol=1e-6)


def test_photographs_are_refused_with_other_names():
    with pytest.raises(DataError) as caught:
        SceneRelevance.for_data(captions_of())
    assert str(caught.value) == (
        "relevance `scenes` judges drawn scenes, and `test:captions` has none; choose from "
        + ", ".join(f"`{name}`" for name in relevance.ALL if name != "scenes")
    )
