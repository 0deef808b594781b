"""Birds: one that flies or perches, and a duck on the water."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, RGB, darker, lighter
from ladder.scenes.drawing.things.look import Look

BEAK: RGB = (236, 168, 76)


def bird(pen: Pen, look: Look) -> None:
    """A small round bird; flying, its origin is its middle."""
    coat, dark = look.colour, darker(look.colour, 0.24)
    if look.pose == "flying":
        _flying(pen, coat, dark)
        return
    for x in (-1, 3):
        pen.stroke(((x, 8), (x + 0.6, 0.6)), (1.3,), (150, 108, 84))
    pen.stroke(((-11, 14), (-24, 10)), (7, 4), dark)
    pen.blob(((-14, 15), (-7, 23), (0, 26), (5, 32), (12, 31), (15, 25), (12, 14), (3, 6), (-7, 8)), coat)
    pen.blob(((3, 22), (11, 22), (11, 13), (4, 7), (-2, 9)), lighter(coat, 0.5))
    pen.blob(((-14, 15), (-6, 21), (3, 19), (1, 12), (-8, 11)), dark)
    pen.shape(((14, 28.6), (21, 26), (14, 24)), BEAK)
    pen.oval(9.6, 27.6, 1.4, 1.5, INK)


def _flying(pen: Pen, coat: RGB, dark: RGB) -> None:
    """Wings spread, tail behind."""
    pen.blob(((-1, 2), (-9, 15), (-20, 23), (-14, 11), (-10, 1)), dark)
    pen.shape(((-12, 1), (-26, 3), (-24, -5), (-10, -4)), dark)
    pen.blob(((-14, -1), (-4, 5), (8, 6), (15, 5), (20, 1), (15, -4), (4, -6), (-8, -5)), coat)
    pen.blob(((2, -2), (14, 0), (15, -4), (4, -6), (-6, -5)), lighter(coat, 0.5))
    pen.blob(((5, 3), (6, 17), (-2, 29), (-7, 18), (-7, 3)), coat)
    pen.blob(((-2, 29), (-7, 18), (-7, 3), (-3, 4), (-3, 16)), darker(coat, 0.12))
    pen.shape(((19, 3), (26, 0.6), (19, -1.6)), BEAK)
    pen.oval(15, 2.4, 1.3, 1.4, INK)


def duck(pen: Pen, look: Look) -> None:
    """A duck that swims; its origin is on the water line."""
    coat, dark = look.colour, darker(look.colour, 0.2)
    pen.oval(0, -1.4, 27, 3, CREAM, 0.5)
    pen.blob(((-26, 12), (-19, 6), (-17, 0), (-17, 0), (15, 0), (15, 0), (20, 7), (15, 14), (4, 15), (-12, 13)), coat)
    pen.blob(((-17, 11), (-4, 15), (7, 13), (6, 5), (-8, 4)), dark)
    pen.stroke(((11, 9), (12, 20), (13, 24)), (12, 8, 8), coat)
    pen.oval(15, 26, 7.6, 7, coat)
    pen.stroke(((9.6, 17.6), (17, 17)), (2,), CREAM)
    pen.blob(((20, 28), (30, 24.6), (30, 23), (21, 22)), BEAK)
    pen.oval(17.4, 28, 1.4, 1.6, INK)
