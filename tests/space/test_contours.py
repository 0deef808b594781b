"""Lines round levels: closed, round as many items as they say, where items stand, and none that says nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.space import contours, level_contours


def is_inside(place, paths):
    """By the even-odd rule, in loops over the corners of all paths."""
    odd, (x, y) = False, place
    for path in paths:
        for (from_x, from_y), (to_x, to_y) in zip(path, np.roll(path, -1, axis=0)):
            if (from_y > y) != (to_y > y) and x < from_x + (to_x - from_x) * (y - from_y) / (to_y - from_y):
                odd = not odd
    return odd


def blob(centre, count, spread=0.3, seed=0):
    return np.random.default_rng(seed).normal(centre, spread, size=(count, 2))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 60), st.integers(1, 3))
def test_a_line_goes_round_the_share_that_it_says(seed, count, islands):
    drawn = np.random.default_rng(seed)
    mine = np.concatenate([blob(drawn.uniform(-5, 5, 2), count, seed=seed + at) for at in range(islands)])
    places = np.concatenate([mine, drawn.uniform(-8, 8, (300, 2))])
    (line,) = level_contours(places, np.repeat([1, 2], [len(mine), 300]), [1])
    assert line.items == len(mine) and line.inside >= contours.INNER
    assert line.paths
    inside = np.mean([is_inside(place, line.paths) for place in mine])
    assert inside == pytest.approx(line.inside, abs=1.5 / len(mine) + 0.02)  # one lies on the line itself
    assert np.mean([is_inside(place, line.paths) for place in places]) == pytest.approx(line.all_inside, abs=0.03)


def test_a_level_in_two_places_has_two_lines_and_nothing_between_them_is_inside():
    mine = np.concatenate([blob((-4, 0), 40), blob((4, 0), 40, seed=1)])
    places = np.concatenate([mine, np.random.default_rng(2).uniform(-8, 8, (200, 2))])
    (line,) = level_contours(places, np.repeat([1, -1], [80, 200]))
    assert is_inside((-4, 0), line.paths) and is_inside((4, 0), line.paths)
    assert not is_inside((0, 0), line.paths)  # a convex hull goes round it


def test_a_ring_has_a_hole():
    turn = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    ring = 5 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    places = np.concatenate([ring, np.random.default_rng(0).uniform(-6, 6, (400, 2))])
    (line,) = level_contours(places, np.repeat([1, 2], 400), [1])
    assert not is_inside((0, 0), line.paths)
    assert is_inside((5, 0), line.paths) or is_inside((0, 5), line.paths)


def test_a_level_that_is_spread_as_all_items_are_has_no_line():
    places = np.random.default_rng(0).uniform(size=(600, 2))
    near = np.hypot(*(places - 0.2).T) < 0.15
    labels = np.where(near, 1, 2)
    one, two = level_contours(places, labels)
    assert one.paths and not two.paths
    assert two.inside < contours.GAIN * two.all_inside


def test_few_items_and_equal_places():
    rest = np.random.default_rng(0).uniform(size=(50, 2))
    few = level_contours(np.concatenate([np.zeros((4, 2)), rest]), np.repeat([1, -1], [4, 50]))
    assert [(line.items, line.paths) for line in few] == [(4, ())]
    (same,) = level_contours(np.concatenate([np.full((5, 2), 0.5), rest]), np.repeat([1, -1], [5, 50]))
    (path,) = same.paths
    assert is_inside((0.5, 0.5), [path]) and path.dtype == np.float32
    assert np.hypot(*(path - 0.5).T).max() < 0.1
    assert level_contours(np.zeros((0, 2)), np.zeros(0, dtype=int), [1]) == []


def test_levels_come_in_the_order_asked_for_and_what_is_not_on_the_map_is_left_out():
    places = np.concatenate([blob((0, 0), 30), blob((5, 5), 30)])
    places[3] = np.nan
    lines = level_contours(places, np.repeat([1, 3], 30), [3, 2, 1])
    assert [(line.level, line.items) for line in lines] == [(3, 30), (1, 29)]


@pytest.mark.parametrize("middle", [0.9, 0.0])
def test_opposite_corners_are_joined_where_the_middle_is_inside(middle):
    field = np.zeros((4, 4))
    field[1, 1] = field[2, 2] = 1
    field[1, 2] = field[2, 1] = middle / 2
    paths = contours._lines(field, 0.6)
    assert len(paths) == (1 if middle else 2)
    assert all(len(path) >= 4 for path in paths)
