"""Boats, origin on the water line."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, WOOD, darker, lighter
from ladder.scenes.drawing.things.look import Look


def _wake(pen: Pen, reach: float) -> None:
    """Foam where a hull meets the water."""
    pen.oval(0, -1.6, reach, 2.6, CREAM, 0.45)
    pen.oval(2, -0.6, reach * 0.8, 1.6, CREAM, 0.6)


def sailboat(pen: Pen, look: Look) -> None:
    """A sailing boat with a coloured hull under cream sails."""
    hull = look.colour
    _wake(pen, 46)
    pen.stroke(((2, 12), (2, 112)), (2.6, 1.8), (132, 96, 74))
    pen.blob(((-1, 108), (-1, 108), (-20, 62), (-36, 24), (-36, 24), (-18, 21), (-1, 22), (-1, 22)), CREAM)
    pen.blob(((-1, 108), (-1, 108), (-6, 62), (-8, 22), (-8, 22), (-1, 22), (-1, 22)), darker(CREAM, 0.1))
    pen.blob(((5, 100), (5, 100), (24, 58), (42, 24), (42, 24), (22, 21), (5, 23), (5, 23)), lighter(hull, 0.5))
    pen.shape(((2, 118), (2, 111), (-13, 114)), hull)
    pen.blob(((-42, 18), (-42, 18), (50, 20), (50, 20), (36, 2), (30, -1), (-28, -1), (-36, 3)), hull)
    pen.blob(((-39, 8), (-28, -1), (30, -1), (39, 6), (0, 4)), darker(hull, 0.26))
    pen.stroke(((-42, 18), (0, 17.6), (50, 20)), (2.8,), lighter(hull, 0.7))
    for x in (-18, -4, 10):
        pen.oval(x, 11, 2, 2, lighter(hull, 0.7))


def rowboat(pen: Pen, look: Look) -> None:
    """A wooden rowing boat with an oar; whoever is in it sits at height 12."""
    hull = look.colour
    _wake(pen, 50)
    pen.blob(((-50, 22), (-50, 22), (-20, 15), (20, 15), (52, 24), (52, 24), (42, 12), (-40, 10)), darker(WOOD, 0.4))
    pen.blob(
        ((-50, 22), (-50, 22), (-20, 13.6), (20, 13.6), (52, 24), (52, 24), (38, 2), (28, -1.4), (-28, -1.4), (-40, 2)),
        hull,
    )
    pen.blob(((-43, 8), (0, 4.6), (44, 9), (38, 2), (28, -1.4), (-28, -1.4), (-40, 2)), darker(hull, 0.2))
    pen.stroke(((-50, 22), (-20, 14), (20, 14), (52, 24)), (2.8,), lighter(hull, 0.55))
    pen.stroke(((10, 22), (34, -2)), (2.4,), (206, 162, 110))
    pen.stroke(((32, 0), (38, -6)), (6, 4), (206, 162, 110))
