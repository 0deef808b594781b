"""Vehicles that face right: bicycle, car, van, bus and tractor, origin on the ground."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, LAMP_LIGHT, RGB, WOOD, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look

GLASS: RGB = (150, 186, 202)
TYRE: RGB = (54, 52, 60)


def _wheel(pen: Pen, x: float, radius: float, rim: RGB = (206, 202, 198)) -> None:
    """A tyre with a bright rim."""
    pen.oval(x, radius, radius, radius, TYRE)
    pen.oval(x, radius, radius * 0.56, radius * 0.56, rim)
    pen.oval(x, radius, radius * 0.2, radius * 0.2, darker(rim, 0.4))


def _pane(pen: Pen, corners: tuple[tuple[float, float], ...]) -> None:
    """A window, lit from inside in the dark, with a gleam."""
    if pen.light.dark:
        pen.bright().shape(corners, mix(LAMP_LIGHT, pen.light.shade(GLASS), 0.35))
    else:
        pen.shape(corners, GLASS)
        (x0, y0), (x1, _), top = corners[0], corners[1], corners[2][1]
        step = (x1 - x0) * 0.24
        gleam = ((x0 + step, y0), (x0 + step * 2, y0), (x0 + step * 3, top), (x0 + step * 2, top))
        pen.shape(gleam, lighter(GLASS, 0.5), 0.5)


def _headlight(pen: Pen, x: float, y: float) -> None:
    """A headlight; in the dark it shines ahead."""
    if pen.light.dark:
        pen.bright().shape(((x, y + 2), (x + 46, y + 7), (x + 46, y - 16), (x, y - 2)), LAMP_LIGHT, 0.16)
        pen.glow(x + 2, y, 16, LAMP_LIGHT, 0.7)
    (pen.bright() if pen.light.dark else pen).oval(x, y, 2.6, 3.6, (255, 240, 196))


def bicycle(pen: Pen, look: Look) -> None:
    """A city bicycle with a basket."""
    frame, metal = look.colour, (120, 116, 122)
    for x in (-26, 26):
        pen.oval(x, 17, 17, 17, TYRE)
        pen.oval(x, 17, 14.6, 14.6, mix(pen.light.air, CREAM, 0.3), 0.8)
        for lean in (-1, 0, 1):
            pen.stroke(
                ((x + lean * 9, 17 + (10 if lean == 0 else 9)), (x - lean * 9, 17 - (10 if lean == 0 else 9))),
                (0.7,),
                metal,
            )
        pen.oval(x, 17, 2.4, 2.4, metal)
    for tube in (
        ((-26, 17), (-4, 14)), ((-26, 17), (-10, 40)), ((-4, 14), (-11, 44)), ((-4, 14), (17, 38)),
        ((-10, 38), (17, 42)), ((26, 17), (15, 48)),
    ):  # fmt: skip
        pen.stroke(tube, (3.6,), frame)
    pen.oval(-4, 14, 4.6, 4.6, metal)
    pen.stroke(((-4, 14), (0, 6)), (1.8,), metal)
    pen.stroke(((-3, 5.4), (4, 5.4)), (2.6,), INK)
    pen.blob(((-20, 47), (-10, 45), (-4, 46), (-6, 49), (-19, 50)), (98, 66, 54))
    pen.stroke(((15, 47), (14, 54), (6, 56)), (2.6,), metal)
    pen.oval(6, 56, 3, 1.8, (98, 66, 54))
    pen.shape(((19, 50), (37, 50), (34, 37), (22, 37)), (206, 162, 110))
    for y in (41, 45.5):
        pen.stroke(((20, y), (36, y)), (1,), (166, 122, 80))
    pen.stroke(((-35, 28), (-26, 36), (-14, 31)), (2.4,), darker(frame, 0.2))


def car(pen: Pen, look: Look) -> None:
    """A small round car."""
    body, dark = look.colour, darker(look.colour, 0.2)
    pen.blob(((-34, 28), (-30, 44), (-20, 53), (2, 55), (18, 51), (32, 33), (32, 30), (-34, 26)), body)
    _pane(pen, ((-27, 33), (-3, 33), (-3, 49), (-19, 48)))
    _pane(pen, ((1, 33), (26, 33), (15, 47), (1, 49)))
    pen.blob(
        (
            (-50, 12),
            (-50, 26),
            (-44, 33),
            (-20, 34.5),
            (18, 34.5),
            (44, 31),
            (53, 24),
            (54, 11),
            (54, 11),
            (0, 8),
            (-50, 12),
        ),
        body,
    )
    pen.blob(((-50, 12), (-50, 19), (0, 17), (54, 18), (54, 11), (54, 11), (0, 8), (-50, 12)), dark)
    pen.stroke(((-1, 33), (-1, 14)), (1.1,), dark)
    pen.stroke(((-12, 28), (-6, 28)), (1.8,), lighter(body, 0.6))
    pen.box((-54, 10, -46, 15), (212, 206, 200), 2)
    pen.box((48, 10, 57, 15), (212, 206, 200), 2)
    pen.oval(-50, 25, 2.2, 3.4, (198, 74, 64))
    for x in (-29, 32):
        pen.oval(x, 11.5, 14, 13, darker(body, 0.44))
        _wheel(pen, x, 11)
    _headlight(pen, 51, 24)


def van(pen: Pen, look: Look) -> None:
    """A two-coloured camper van with a rack on its roof."""
    body = look.colour
    pale = CREAM if sum(body) < 640 else (196, 150, 112)
    pen.box((-36, 70, 26, 74), WOOD, 1)
    pen.box((-30, 73, -6, 82), (192, 112, 84), 3)
    pen.box((-2, 73, 18, 79), (118, 146, 138), 3)
    pen.blob(
        (
            (-56, 16),
            (-56, 58),
            (-50, 69),
            (-30, 71),
            (30, 71),
            (44, 66),
            (52, 48),
            (57, 36),
            (57, 12),
            (57, 12),
            (-56, 12),
        ),
        pale,
    )
    pen.blob(((-56, 14), (-56, 36), (-56, 36), (30, 36), (44, 40), (55, 38), (57, 12), (57, 12), (-56, 11)), body)
    pen.stroke(((-56, 36), (30, 36), (44, 40), (54.6, 38)), (2,), lighter(pale, 0.4))
    for x in (-50, -27, -4):
        _pane(pen, ((x, 44), (x + 19, 44), (x + 19, 62), (x, 62)))
    _pane(pen, ((20, 44), (49, 44), (41, 62), (20, 62)))
    pen.stroke(((17, 62), (17, 15)), (1.2,), darker(body, 0.24))
    pen.stroke(((-6, 30), (0, 30)), (1.8,), CREAM)
    pen.box((-59, 9, 60, 15), (222, 216, 206), 3)
    for x in (-33, 34):
        pen.oval(x, 13, 15, 14, darker(body, 0.44))
        _wheel(pen, x, 12)
    _headlight(pen, 54.6, 26)


def bus(pen: Pen, look: Look) -> None:
    """A town bus with a row of windows."""
    body = look.colour
    pen.box((-76, 12, 76, 80), body, 10)
    pen.box((-76, 12, 76, 24), darker(body, 0.2), 4)
    pen.box((-70, 78, 64, 83), darker(body, 0.12), 3)
    for x in (-69, -42, -15):
        _pane(pen, ((x, 44), (x + 23, 44), (x + 23, 68), (x, 68)))
    pen.box((13, 16, 37, 70), darker(body, 0.36), 2)
    _pane(pen, ((15, 18), (24, 18), (24, 68), (15, 68)))
    _pane(pen, ((26, 18), (35, 18), (35, 68), (26, 68)))
    _pane(pen, ((42, 40), (71, 40), (71, 70), (42, 70)))
    pen.box((-74, 34, 10, 37), CREAM, 1)
    pen.box((44, 72, 70, 77), INK, 1)
    for x in (-46, 50):
        pen.oval(x, 13, 16, 15, darker(body, 0.44))
        _wheel(pen, x, 13)
    pen.box((-79, 10, -70, 15), (206, 202, 198), 2)
    pen.box((70, 10, 79, 15), (206, 202, 198), 2)
    _headlight(pen, 74, 24)


def tractor(pen: Pen, look: Look) -> None:
    """A tractor with a tall rear wheel."""
    body = look.colour
    pen.stroke(((30, 46), (30, 68)), (4,), (96, 92, 98))
    pen.shape(((-32, 44), (-28, 78), (2, 78), (8, 46)), darker(body, 0.5))
    _pane(pen, ((-27, 50), (3, 50), (-1, 74), (-24, 74)))
    pen.box((-35, 76, 9, 82), darker(body, 0.16), 3)
    pen.blob(((-2, 22), (-2, 50), (8, 54), (40, 51), (47, 44), (47, 24), (47, 24), (-2, 20)), body)
    pen.box((2, 22, 47, 28), darker(body, 0.24), 2)
    for x in (16, 22, 28):
        pen.stroke(((x, 34), (x, 44)), (1.8,), darker(body, 0.36))
    pen.blob(((-46, 36), (-38, 56), (-20, 60), (-4, 50), (-2, 40), (-24, 44)), body)
    _wheel(pen, -22, 24, (236, 196, 96))
    for number in range(3):
        pen.at(-22, 24, 1, number * 1.05).stroke(((-10, 0), (10, 0)), (1.6,), (196, 150, 70))
    _wheel(pen, 36, 14, (236, 196, 96))
    _headlight(pen, 47, 40)
