"""Outlines of levels: round the inner nine tenths, convex, and there for few items too."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.space import level_hulls

FEW = st.integers(-2, 2)  # few distinct values: equal places and lines happen


def turns(outline):
    """The cross product at each corner: positive where an outline turns left."""
    after, beyond = np.roll(outline, -1, axis=0), np.roll(outline, -2, axis=0)
    one, two = after - outline, beyond - after
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]


def inner(places):
    """By loops: the nine tenths of the places that are nearest to the median, the first of equal ones."""
    middle = [sorted(values)[len(values) // 2] if len(values) % 2 else np.median(values) for values in places.T]
    order = sorted(range(len(places)), key=lambda row: np.hypot(*(places[row] - middle)))
    return places[order[: -(-9 * len(places) // 10)]]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(FEW, FEW), min_size=1, max_size=25))
def test_an_outline_is_convex_and_holds_exactly_the_inner_places(drawn):
    places = np.array(drawn, dtype=np.float64)
    (hull,) = level_hulls(places, np.ones(len(places), dtype=int))
    kept = inner(places)
    assert (hull.level, hull.items, hull.inside) == (1, len(places), len(kept))
    corners = hull.outline.astype(np.float64)
    assert {tuple(corner) for corner in corners} <= {tuple(place) for place in kept}
    if len(corners) > 2:
        assert (turns(corners) > 0).all()
        for place in kept:
            side = np.roll(corners, -1, axis=0) - corners
            assert ((side[:, 0] * (place - corners)[:, 1] - side[:, 1] * (place - corners)[:, 0]) >= -1e-6).all()
    else:
        assert np.linalg.matrix_rank(kept - kept[0]) < 2
        ends = max(((one, two) for one in kept for two in kept), key=lambda pair: np.hypot(*(pair[0] - pair[1])))
        assert {tuple(corner) for corner in corners} == {tuple(end) for end in ends}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], None),
        ([[1, 2]], [[1, 2]]),
        ([[1, 2], [3, 0]], [[1, 2], [3, 0]]),
        ([[1, 2]] * 5, [[1, 2]]),
        ([[0, 0], [2, 2], [1, 1]], [[0, 0], [2, 2]]),
        ([[0, 0], [0, 3], [0, 1]], [[0, 0], [0, 3]]),
        ([[0.1 * step, 0.3 * step] for step in range(4)], [[0, 0], [0.3, 0.9]]),
    ],
)
def test_few_and_collinear_places(places, expected):
    hulls = level_hulls(np.array(places, dtype=np.float32).reshape(-1, 2), np.ones(len(places), dtype=int), [1])
    if expected is None:
        assert hulls == []
    else:
        np.testing.assert_allclose(hulls[0].outline, expected, atol=1e-6)


def test_one_far_item_does_not_stretch_the_outline():
    places = np.concatenate([np.random.default_rng(0).uniform(size=(19, 2)), [[50, 50]]])
    assert level_hulls(places, np.ones(20, dtype=int))[0].outline.max() <= 1


def test_each_level_has_its_own_items_in_the_order_asked_for():
    places = np.array([[0, 0], [9, 9], [1, 0], [0, 1], [5, 5]], dtype=np.float32)
    labels = np.array([1, 0, 1, 1, -1])
    assert [hull.level for hull in level_hulls(places, labels)] == [1]
    hulls = level_hulls(places, labels, [0, 3, 1])
    assert [(hull.level, hull.items) for hull in hulls] == [(0, 1), (1, 3)]
    assert hulls[0].outline.tolist() == [[9, 9]]
    assert len(hulls[1].outline) == 3 and hulls[1].outline.dtype == np.float32
