"""Groups of items and their words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.space import clusters, texts_of
from tests.planted import embeddings, planted, unit

SAID = ["a dog runs on grass", "two red boats at sea", "snow on a mountain", "the kitchen table"]

WORDS = [("dog", "grass", "runs"), ("boats", "red", "sea"), ("mountain", "snow"), ("kitchen", "table")]


def grouped(count=60, groups=4, seed=0):
    """Rows about the axes, the group of each, and what is said of it."""
    generator = np.random.default_rng(seed)
    group = generator.integers(0, groups, count)
    rows = unit(np.eye(groups, 8)[group] + 0.05 * generator.normal(size=(count, 8)))
    return rows.astype(np.float32), group, [SAID[label] for label in group]


def test_planted_groups_are_found_and_named_by_their_words():
    rows, group, texts = grouped()
    found = clusters(rows, texts, count=4)
    for label, words in enumerate(found.words):
        members = set(group[found.labels == label].tolist())
        assert len(members) == 1
        assert words == WORDS[members.pop()]
    np.testing.assert_allclose(np.linalg.norm(found.centres, axis=1), 1, atol=1e-6)


def test_every_item_is_in_the_cluster_of_its_nearest_mean():
    rows, _, texts = grouped()
    found = clusters(rows, texts, count=4)
    for item, row in enumerate(rows):
        assert found.labels[item] == max(range(4), key=lambda label: float(found.centres[label] @ row))
    for label in range(4):
        mean = rows[found.labels == label].mean(axis=0)
        np.testing.assert_allclose(found.centres[label], mean / np.linalg.norm(mean), atol=1e-5)


def test_the_largest_comes_first_and_the_same_again():
    rows, _, texts = grouped()
    found, again = (clusters(rows, texts, count=4) for _ in range(2))
    sizes = np.bincount(found.labels)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    np.testing.assert_array_equal(found.labels, again.labels)
    np.testing.assert_array_equal(found.centres, again.centres)
    assert found.words == again.words


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([(1, 0), (0, 1), (-1, 0), (0.6, 0.8)]), min_size=1, max_size=12), st.integers(1, 5))
def test_there_are_no_more_clusters_than_distinct_vectors_and_none_is_empty(rows, count):
    found = clusters(np.array(rows, dtype=np.float32), ["a dog"] * len(rows), count=count)
    numbers = np.unique(found.labels)
    assert numbers.tolist() == list(range(len(found.words))) == list(range(len(found.centres)))
    assert len(numbers) <= min(count, len(set(rows)))
    for one, label in zip(rows, found.labels):  # equal vectors are together
        assert all(label == other for two, other in zip(rows, found.labels) if one == two)


@pytest.mark.parametrize(("items", "expected"), [(6, 2), (350, 3), (2000, 12)])
def test_one_cluster_for_a_hundred_items(items, expected):
    rows = unit(np.random.default_rng(1).normal(size=(items, 4)))
    assert len(clusters(rows, [""] * items).words) == expected


def test_a_large_table_is_clustered_by_a_sample(monkeypatch):
    import sys

    rows, group, texts = grouped(400)
    monkeypatch.setattr(sys.modules["ladder.space.clusters"], "SAMPLE", 40)
    found = clusters(rows, texts, count=4)
    assert len(found.labels) == 400
    assert len({(one, two) for one, two in zip(found.labels.tolist(), group.tolist())}) == 4


def test_words_weigh_by_share_inside_and_outside():
    """By hand: in cluster 0 all say dog and one park; outside one of three says dog."""
    rows = np.array([[1, 0]] * 4 + [[0, 1]] * 3, dtype=np.float32)
    texts = ["dog", "dog", "dog park", "dog", "dog boat", "boat", "boat"]
    found = clusters(rows, texts, count=2)
    inside, outside = {"dog": 4 / 4, "park": 1 / 4}, {"dog": 2 / 4, "park": 1 / 4}  # smoothed by one
    weight = {word: inside[word] * np.log(inside[word] / outside[word]) for word in inside}
    assert weight["dog"] > 0 and weight["park"] == 0  # no more often than elsewhere
    assert found.words == (("dog",), ("boat",))


def test_a_plural_takes_no_second_place_and_no_words_are_none():
    rows = np.array([[1, 0]] * 3 + [[0, 1]] * 3, dtype=np.float32)
    texts = ["dog dogs park"] * 3 + ["boat"] * 3
    assert clusters(rows, texts, count=2).words[0] == ("dog", "park")
    assert clusters(rows, ["the", "of", "", "a", "!", "to"], count=2).words == ((), ())


def test_mistakes_are_named():
    rows = np.eye(3)
    with pytest.raises(ValueError, match="one text an item and one item or more, got 2 for 3"):
        clusters(rows, ["a", "b"])
    with pytest.raises(ValueError, match="got 0 for 0"):
        clusters(rows[:0], [])
    with pytest.raises(ValueError, match="`count` must be at least 1, got 0"):
        clusters(rows, ["a", "b", "c"], count=0)


def test_an_image_is_said_to_be_all_its_captions():
    vectors = embeddings(np.eye(4)[:2], np.eye(4)[[0, 1, 1]], [0, 1, 1])
    assert texts_of(vectors) == ["text 0", "text 1\ntext 2", "text 0", "text 1", "text 2"]
    assert len(texts_of(planted())) == 120
