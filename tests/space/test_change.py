"""Neighbours of an item and what changes between two runs, by plain loops."""

import numpy as np
import pytest

from ladder.runs.maps import MapSettings
from ladder.space import most_changed, moved, neighbours_of, points, shared_neighbours
from ladder.space.layouts import lay_out
from ladder.space.layouts.trust import fitted
from tests.planted import planted, unit, with_equals

K = 6


def neighbours_by_loop(vectors, item, k):
    """The k most similar distinct vectors of an item, each by its first item."""
    rows = np.concatenate([vectors.images, vectors.captions])
    first = [row for row in range(len(rows)) if not any(np.array_equal(rows[row], rows[other]) for other in range(row))]
    others = [row for row in first if not np.array_equal(rows[row], rows[item])]
    return sorted(others, key=lambda row: -float(rows[row] @ rows[item]))[:k]


@pytest.fixture(scope="module")
def vectors():
    return with_equals()


@pytest.mark.parametrize("item", [0, 4, 42, 45, 49, 119])
def test_true_neighbours_and_which_are_near_on_the_map(vectors, item):
    layout = lay_out(vectors, MapSettings("pca", "test"))[0]
    found = neighbours_of(item, points(vectors), layout.places)
    assert found.items.tolist() == neighbours_by_loop(vectors, item, 15)
    rows = np.concatenate([vectors.images, vectors.captions])
    np.testing.assert_allclose(found.similarity, rows[found.items] @ rows[item], atol=1e-6)
    assert found.near.mean() == pytest.approx(layout.recall[item], abs=1e-6)  # what the honesty line is made from
    own = np.flatnonzero((rows == rows[item]).all(axis=1))
    distance = np.linalg.norm(layout.places - layout.places[item], axis=1)
    near = [row for row in np.argsort(distance, kind="stable") if row not in own]
    distinct = [row for row in near if not any(np.array_equal(rows[row], rows[other]) for other in range(row))]
    assert set(found.items[found.near].tolist()) <= set(distinct[:15])


def test_shared_neighbours_by_loops(vectors):
    other = planted(noise_seed=1)
    found = shared_neighbours(vectors, other, k=K)
    both = np.hstack([np.concatenate([space.images, space.captions]) for space in (vectors, other)])
    assert len(np.unique(both, axis=0)) == 120  # nobody is alike in both
    for item in range(0, 120, 7):
        near = []
        for space in (vectors, other):
            rows = np.concatenate([space.images, space.captions])
            order = sorted((row for row in range(120) if row != item), key=lambda row: -float(rows[row] @ rows[item]))
            near.append(set(order[:K]))
        assert found[item] == pytest.approx(len(near[0] & near[1]) / K)


def test_a_space_shares_all_with_itself_and_nothing_depends_on_a_turn(vectors):
    assert (shared_neighbours(vectors, vectors) == 1).all()
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(8, 8)))[0].astype(np.float32)
    turned = type(vectors)(**vars(vectors) | {"images": vectors.images @ turn, "captions": vectors.captions @ turn})
    assert shared_neighbours(vectors, turned).min() > 0.9  # rounding may exchange neighbours that are as near


def test_moved_is_the_distance_after_the_fit_in_spreads():
    generator = np.random.default_rng(0)
    places, reference = generator.normal(size=(30, 2)), generator.normal(size=(30, 2))
    spread = np.sqrt(((reference - reference.mean(axis=0)) ** 2).sum(axis=1).mean())
    expected = np.linalg.norm(fitted(places, reference) - reference, axis=1) / spread
    np.testing.assert_allclose(moved(places, reference), expected, rtol=1e-5)
    np.testing.assert_allclose(moved(3 * reference[:, ::-1] + 7, reference), 0, atol=1e-6)


def changed_pair():
    """Two runs in which image 3 has gone to another group."""
    first, second = planted(noise=0.1), planted(noise=0.1)
    second.images[3] = unit(first.images[[4]] + 0.01)[0]
    return first, second


def test_what_moved_to_another_group_is_listed_first_with_both_neighbourhoods():
    first, second = changed_pair()
    shared = shared_neighbours(first, second)
    found = most_changed(first, second, shared, count=5)
    assert len(found) == 5
    top = found[0]
    assert top.item == 3 and top.moved is None
    assert top.shared == shared.min() == pytest.approx(len(top.kept) / 15)
    before, after = (neighbours_by_loop(space, 3, 15) for space in (first, second))
    assert [item for item in before if item in after] == top.kept.tolist()
    assert [item for item in before if item not in after] == top.lost.tolist()
    assert [item for item in after if item not in before] == top.gained.tolist()
    assert [change.shared for change in found] == sorted(change.shared for change in found)


def test_who_moved_no_farther_than_the_noise_is_not_listed():
    first, second = changed_pair()
    shared = np.zeros(120, dtype=np.float32)
    shared[7] = 0.5
    far = np.zeros(120, dtype=np.float32)
    far[[3, 7, 50, 60]] = [0.4, 0.9, 0.1, 0.5]
    found = most_changed(first, second, shared, moved=far, noise=0.1)
    assert [change.item for change in found] == [60, 3, 7]  # of equal shares the one that moved farther
    assert [change.moved for change in found] == pytest.approx([0.5, 0.4, 0.9])
    assert most_changed(first, second, shared, moved=far, noise=1.0) == []


def test_of_items_with_one_vector_the_first_is_listed(vectors):
    found = most_changed(vectors, vectors, np.ones(120, dtype=np.float32), count=200)
    assert len(found) == 118
    assert not {45, 49} & {change.item for change in found}  # alike with 42 and with image 4
