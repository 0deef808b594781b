"""Pens draw where, how large and in what colour they say."""

import numpy as np
import pytest

from ladder.scenes.drawing.canvas import SUPERSAMPLING, Canvas
from ladder.scenes.drawing.light import light_of

RED, GREEN = (200, 40, 40), (40, 200, 40)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(100, light_of("day", "clear"))


def drawn(canvas: Canvas) -> np.ndarray:
    """Rows and columns that are not black, as fractions of the side, ``(pixels, 2)`` of x and y."""
    rows, columns = np.nonzero(np.asarray(canvas.image).any(axis=2))
    return np.stack([columns + 0.5, rows + 0.5], axis=1) / canvas.side


@pytest.mark.parametrize(
    ("radius", "most"), [(0.008, 1.6), (0.3, 1.01)]
)  # Pillow fills the pixels that an edge touches
def test_ovals_are_round_at_any_size(canvas, radius, most):
    canvas.pen().bright().oval(0.5, 0.5, radius, radius, RED)
    area = len(drawn(canvas)) / canvas.side**2
    assert 0.99 < area / (np.pi * radius**2) < most


def test_a_picture_runs_down_and_a_thing_runs_up(canvas):
    canvas.pen().bright().box((0.0, 0.0, 0.2, 0.1), RED)
    assert drawn(canvas)[:, 1].max() < 0.12
    other = Canvas(100, canvas.light)
    other.thing_pen(0.5, 0.5, 0.01).box((0, 0, 10, 20), RED)
    np.testing.assert_allclose(drawn(other).min(axis=0), (0.5, 0.3), atol=0.01)
    np.testing.assert_allclose(drawn(other).max(axis=0), (0.6, 0.5), atol=0.01)


def test_a_flipped_thing_looks_the_other_way(canvas):
    canvas.thing_pen(0.5, 0.5, 0.01, flip=True).box((0, 0, 10, 20), RED)
    assert drawn(canvas)[:, 0].max() < 0.51


def test_a_pen_moves_scales_and_turns(canvas):
    canvas.pen().bright().at(0.5, 0.5, 0.5, np.pi / 2).box((0.0, -0.05, 0.4, 0.05), RED)
    spread = np.ptp(drawn(canvas), axis=0)
    np.testing.assert_allclose(spread, (0.05, 0.2), atol=0.015)  # half as large, and upright


def test_colours_are_shaded_unless_they_shine():
    dark = Canvas(10, light_of("night", "clear"))
    seen = []
    for pen in (dark.pen(), dark.pen().bright(), dark.thing_pen(0, 1, 1.0)):
        pen.box((0.0, 0.0, 1.0, 1.0), RED)
        seen.append(dark.image.getpixel((5, 5)))
    shaded, bright, spotted = seen
    assert bright == RED and shaded[0] < spotted[0] < bright[0]


def test_half_a_colour_lets_what_is_below_through(canvas):
    pen = canvas.pen().bright()
    pen.box((0.0, 0.0, 1.0, 1.0), GREEN)
    pen.box((0.0, 0.0, 1.0, 1.0), RED, 0.0, 0.5)
    np.testing.assert_allclose(canvas.image.getpixel((50, 50)), (120, 120, 40), atol=1)


def test_a_gradient_goes_through_its_colours(canvas):
    canvas.gradient(0.2, 0.8, ((0, 0, 0), (100, 0, 0), (100, 200, 0)))
    column = np.asarray(canvas.finished())[:, 50].astype(int)
    assert column[:19].max() == 0 and column[81:].max() == 0
    np.testing.assert_allclose(column[50], (100, 0, 0), atol=8)
    np.testing.assert_allclose(column[35], (50, 0, 0), atol=4)
    np.testing.assert_allclose(column[79], (100, 200, 0), atol=8)


def test_a_veil_covers_as_much_as_it_says(canvas):
    canvas.veil(0.0, 1.0, (200, 200, 200), (0.0, 1.0))
    column = np.asarray(canvas.finished())[:, 50, 0].astype(int)
    assert column[0] < 3 and column[-1] > 197 and abs(column[50] - 100) < 4


def test_a_glow_fades_from_its_middle(canvas):
    canvas.thing_pen(0.5, 0.5, 0.1).glow(0, 0, 3, (255, 255, 255), 0.8)
    row = np.asarray(canvas.image)[canvas.side // 2, :, 0].astype(int)
    middle = canvas.side // 2
    assert row[middle] == pytest.approx(0.8 * 255, abs=10)
    assert row[middle] > row[middle + 30] > row[middle + 60] > row[middle + 95] == 0


def test_the_finished_picture_is_the_mean_of_its_pixels(canvas):
    canvas.pen().bright().box((0.0, 0.0, 0.5, 1.0), (240, 240, 240))
    finished = canvas.finished()
    assert canvas.side == 100 * SUPERSAMPLING and finished.size == (100, 100)
    assert finished.getpixel((10, 10)) == (240, 240, 240) and finished.getpixel((90, 10)) == (0, 0, 0)
