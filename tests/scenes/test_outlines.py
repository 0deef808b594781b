"""Outlines: through their knots, no further than they should, and round where they should be."""

import numpy as np
import pytest

from ladder.scenes.drawing import outlines

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))


def area(points: np.ndarray) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def test_a_blob_goes_through_its_knots():
    outline = outlines.blob(SQUARE)
    np.testing.assert_allclose(outline[:: outlines.STEPS], SQUARE)


def test_a_blob_of_a_square_is_rounder_than_it():
    assert 16.0 < area(outlines.blob(SQUARE)) < area(np.array([(-1.0, 2.0), (2.0, -1.0), (5.0, 2.0), (2.0, 5.0)])) + 7


def test_a_knot_given_twice_is_a_corner():
    outline = outlines.blob(tuple(knot for knot in SQUARE for _ in range(2)))
    assert outline.min() == pytest.approx(0.0) and outline.max() == pytest.approx(4.0)  # straight: nothing bulges out
    assert area(outline) == pytest.approx(16.0)


def test_a_straight_stroke_is_a_bar_with_round_ends():
    outline = outlines.stroke(((0.0, 0.0), (10.0, 0.0)), (4.0,))
    assert outline[:, 1].min() == pytest.approx(-2.0) and outline[:, 1].max() == pytest.approx(2.0)
    assert outline[:, 0].min() == pytest.approx(-2.0, abs=0.01) and outline[:, 0].max() == pytest.approx(12.0, abs=0.01)
    assert area(outline) == pytest.approx(10 * 4 + np.pi * 4, rel=0.02)


def test_a_stroke_changes_its_width_evenly():
    outline = outlines.stroke(((0.0, 0.0), (10.0, 0.0)), (2.0, 6.0))
    middle = outline[np.argsort(np.abs(outline[:, 0] - 5.0))[:2], 1]
    assert sorted(middle) == pytest.approx([-2.0, 2.0], abs=0.2)


def test_a_stroke_ends_where_its_last_knot_is():
    outline = outlines.stroke(((0.0, 0.0), (5.0, 5.0), (10.0, 0.0)), (0.001,))
    assert np.abs(outline - (10.0, 0.0)).sum(axis=1).min() < 0.01
    assert np.abs(outline - (5.0, 5.0)).sum(axis=1).min() < 0.01


def test_a_box_is_as_large_as_its_edges():
    outline = outlines.box(1.0, 2.0, 5.0, 10.0, 1.0)
    np.testing.assert_allclose([outline.min(axis=0), outline.max(axis=0)], [(1.0, 2.0), (5.0, 10.0)])
    assert area(outline) == pytest.approx(32 - (4 - np.pi), rel=0.01)
    assert area(outlines.box(1.0, 2.0, 5.0, 10.0, 0.0)) == 32
