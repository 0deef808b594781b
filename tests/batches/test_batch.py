"""A batch of the visitor's own, and the orders it is looked at in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder import runs
from ladder.batches import ordering
from ladder.batches.batch import at_random, build, from_record, picked
from ladder.datasets import open_split
from ladder.errors import QueryError
from ladder.runs import recorded_batches
from ladder.runs.building import kept_captions, make_judge


@pytest.fixture(scope="module")
def folder():
    return runs.find("demo-adaptive")


@pytest.fixture(scope="module")
def vectors(folder):
    return folder.embeddings("test")


@pytest.fixture(scope="module")
def judge(folder, vectors):
    return make_judge(folder.config, kept_captions(folder.config, vectors))


@pytest.fixture(scope="module")
def batch(vectors, judge):
    return build(vectors, judge, at_random(vectors, 12, 5), "caption")


def test_a_built_batch_holds_what_model_and_judge_say(vectors, judge):
    captions = picked(vectors, ["scene-test-00003", "scene-test-00001#2", "scene-test-00003#1"])
    built = build(vectors, judge, captions, "caption")
    assert built.caption_ids == ("scene-test-00003#0", "scene-test-00001#2", "scene-test-00003#1")
    assert built.image_ids == ("scene-test-00003", "scene-test-00001", "scene-test-00003")
    assert built.positive.tolist() == [[True, False, True], [False, True, False], [True, False, True]]
    for row in range(3):
        for column in range(3):
            similarity = vectors.images[built.images[row]] @ vectors.captions[captions[column]]
            assert built.similarity[row, column] == pytest.approx(similarity, abs=1e-6)
    np.testing.assert_array_equal(built.relevance, judge.between(captions, captions))


def test_the_other_direction_is_the_transposed_one(batch):
    for one, other in zip(batch.seen_from("image_to_caption"), batch.seen_from("caption_to_image"), strict=True):
        np.testing.assert_array_equal(one, other.T)


@pytest.mark.parametrize("count", [2, 129])
def test_too_few_and_too_many_are_refused(vectors, judge, count):
    with pytest.raises(QueryError, match=f"a batch takes 3 to 128 pairs of an image and a caption, got {count}"):
        build(vectors, judge, np.arange(count), "caption")


def test_an_unknown_name_is_answered_with_the_nearest(vectors):
    with pytest.raises(QueryError, match=r"no image or caption `scene-test-0001`.*; did you mean `scene-test-"):
        picked(vectors, ["scene-test-0001"])
    with pytest.raises(QueryError, match=r"names look like `scene-test-00000`"):
        picked(vectors, ["?"])


def test_a_draw_is_repeated_by_its_seed(vectors):
    drawn = at_random(vectors, 20, 3)
    assert len(set(drawn.tolist())) == 20
    np.testing.assert_array_equal(drawn, at_random(vectors, 20, 3))
    assert drawn.tolist() != at_random(vectors, 20, 4).tolist()
    assert len(at_random(vectors, 10**6, 0)) == len(vectors.texts)


def test_a_recorded_batch_gets_its_captions_and_pictures(folder):
    record = folder.batch(folder.batches()[0][1])
    data = open_split(folder.config.data.spec, "train")
    batch = from_record(record, "train", data)
    for place in (0, 77):
        caption = data.caption_ids.index(batch.caption_ids[place])
        assert batch.texts[place] == data.captions[caption]
        assert batch.images[place] == data.caption_image[caption]
    gone = from_record(record, "train", None)
    assert gone.texts == gone.caption_ids
    assert set(gone.images.tolist()) == {-1}


def test_every_order_is_one_of_the_same_pairs(batch):
    labels, k = np.ones((12, 12), dtype=int), np.arange(12) % 3
    for order in (
        ordering.by_cluster(batch),
        ordering.by_own_rank(batch, "image_to_caption"),
        ordering.by_levels(labels, k),
    ):
        assert sorted(order.tolist()) == list(range(12))
    assert (np.diff(k[ordering.by_levels(labels, k)]) >= 0).all()


def test_own_ranks_count_those_that_are_nearer(batch):
    for direction in recorded_batches.DIRECTIONS:
        similarity, _, positive = batch.seen_from(direction)
        for query, rank in enumerate(ordering.own_ranks(batch, direction)):
            own = max(similarity[query][positive[query]])
            assert rank == sum(value > own for value in similarity[query][~positive[query]])


@given(st.integers(0, 1000))
def test_relevant_pairs_stand_together(seed):
    """Two groups that know nothing of each other are not mixed."""
    generator = np.random.default_rng(seed)
    group = generator.permutation([0] * 5 + [1] * 6)
    relevance = np.where(group[:, None] == group, 0.9, 0.1).astype(np.float32)
    made = from_record(
        recorded_batches.RecordedBatch(0, 1, ["x"] * 11, ["y"] * 11, relevance, relevance, np.eye(11, dtype=bool), {}),
        "s",
        None,
    )
    assert np.count_nonzero(np.diff(group[ordering.by_cluster(made)])) == 1
