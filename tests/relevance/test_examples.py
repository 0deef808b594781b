"""Pairs at each degree: always the same, of the right tenth, and counted over all pairs."""

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.relevance import SharedImageRelevance, TfidfRelevance
from ladder.relevance.examples import degrees
from ladder.scenes.relevance import SceneRelevance
from tests.captioned import captions_of


@pytest.fixture(scope="module")
def scenes():
    return SceneRelevance.for_data(open_dataset("scenes,train=80,dev=0,test=0,tail=0"))


def test_every_pair_is_counted_once(scenes):
    found = degrees(scenes)
    images = np.arange(80)
    captions = scenes.data.first_caption[:-1]  # all captions of an image are alike to this provider
    table = scenes.between(captions, captions)
    plain = [table[one, other] for one in images for other in images if one < other]
    assert found.captions == 80
    np.testing.assert_array_equal(found.relevance, plain)
    shares = [np.mean([degree.low <= value < degree.high for value in plain]) for degree in found.degrees]
    np.testing.assert_allclose([degree.share for degree in found.degrees], shares, atol=1e-3)
    assert sum(degree.share for degree in found.degrees) == pytest.approx(1)
    assert found.above(0.4) == np.mean(np.array(plain) >= 0.4)


def test_examples_are_of_their_degree_and_of_different_images(scenes):
    found = degrees(scenes, each=4)
    assert sum(len(degree.examples) for degree in found.degrees) > 10
    for degree in found.degrees:
        assert len(degree.examples) <= 4
        for pair in degree.examples:
            assert degree.low <= pair.relevance <= degree.high
            one, other = (scenes.data.captions.index(text) for text in (pair.first, pair.second))
            assert tuple(scenes.data.caption_image[[one, other]]) == pair.images
            assert scenes.between(np.array([one]), np.array([other]))[0, 0] == np.float32(pair.relevance)
        texts = [text for pair in degree.examples for text in (pair.first, pair.second)]
        assert len(set(texts)) == len(texts)


def test_they_are_always_the_same_and_change_with_the_seed(scenes):
    assert degrees(scenes, captions=20).degrees == degrees(scenes, captions=20).degrees
    assert degrees(scenes, captions=20).degrees != degrees(scenes, captions=20, seed=1).degrees


def test_a_sample_is_no_larger_than_asked(scenes):
    found = degrees(scenes, captions=20)
    assert (found.captions, found.pairs) == (20, 190)


def test_every_caption_of_an_image_can_be_drawn():
    judge = TfidfRelevance.for_data(captions_of())
    drawn = {
        pair.first for seed in range(40) for degree in degrees(judge, seed=seed).degrees for pair in degree.examples
    }
    assert {"a brown dog runs through the snow", "the dog is running", "snow everywhere"} <= drawn


def test_all_or_nothing_has_no_degrees_between():
    found = degrees(SharedImageRelevance.for_data(captions_of()))
    assert [degree.share for degree in found.degrees] == [1] + [0] * 9


def test_one_image_makes_no_pair():
    found = degrees(SharedImageRelevance.for_data(captions_of([["a dog"]])))
    assert found.pairs == 0
    assert np.isnan(found.above(0.5))
    assert all(not degree.share and not degree.examples for degree in found.degrees)


def test_equal_captions_stand_in_the_last_tenth():
    found = degrees(TfidfRelevance.for_data(captions_of([["a red dog"], ["a red dog"], ["two cats"]])))
    assert found.degrees[-1].examples[0].relevance == 1
