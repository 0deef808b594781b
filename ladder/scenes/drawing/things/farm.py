"""Animals of the farm: horse, cow, sheep and hen, facing right, origin on the ground."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, RGB, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look

HOOF: RGB = (70, 56, 54)
BARE: RGB = (232, 178, 160)


def _legs(pen: Pen, places: tuple[float, ...], top: float, widths: tuple[float, float], colour: RGB) -> None:
    """Straight legs with hooves."""
    for x in places:
        pen.stroke(((x, top), (x + 0.8, top * 0.5), (x, 4)), (widths[0], widths[1] * 1.1, widths[1]), colour)
        pen.box((x - widths[1] * 0.62, 0, x + widths[1] * 0.72, 4.6), HOOF, 1)


def horse(pen: Pen, look: Look) -> None:
    """A horse that stands or grazes."""
    pen = pen.at(-8, 0)
    coat, dark = look.colour, darker(look.colour, 0.26)
    mane = darker(coat, 0.52) if sum(coat) > 260 else lighter(coat, 0.3)
    pen.stroke(((-38, 62), (-47, 52), (-46, 34), (-49, 24)), (5, 9, 7, 2), mane)
    _legs(pen, (-21, 31), 48, (9, 5), dark)
    pen.blob(
        (
            (-40, 58),
            (-34, 67),
            (-16, 66),
            (2, 62),
            (20, 67),
            (30, 60),
            (31, 48),
            (22, 40),
            (0, 40),
            (-22, 39),
            (-37, 44),
        ),
        coat,
    )
    _legs(pen, (-35, 20), 50, (12, 5.6), coat)
    if look.pose == "grazing":
        pen.stroke(((23, 58), (40, 42), (46, 22)), (24, 16, 12), coat)
        pen.stroke(((24, 68), (42, 50), (50, 30)), (6, 8, 4), mane)
        head = pen.at(46, 24, 1.0, 1.25)
    else:
        pen.stroke(((22, 56), (33, 72), (39, 88)), (24, 16, 13), coat)
        pen.stroke(((15, 68), (25, 82), (33, 96)), (6, 9, 5), mane)
        head = pen.at(39, 89)
    head.blob(((-7, 2), (-3, 10), (5, 9), (20, -2), (27, -9), (26, -15), (19, -16), (6, -9), (-5, -7)), coat)
    head.blob(((19, -3), (27, -9), (26, -15), (19, -16), (15, -11)), darker(coat, 0.18))
    head.shape(((-5, 6), (-4, 17), (2, 9)), coat)
    head.stroke(((-2, 9), (5, 7), (9, 3)), (5, 4, 1), mane)
    head.oval(7, 2.4, 1.5, 1.7, INK)
    head.oval(23.4, -10.4, 1.1, 0.9, INK)


def cow(pen: Pen, look: Look) -> None:
    """A cow with patches and short horns."""
    pen = pen.at(-6, 0)
    coat = look.colour
    patch = (246, 238, 224) if sum(coat) < 600 else (92, 78, 76)
    pen.stroke(((-37, 54), (-43, 40), (-42, 26)), (3.4, 2.4), darker(coat, 0.2))
    pen.oval(-42, 24, 3, 4.4, darker(coat, 0.5))
    _legs(pen, (-20, 29), 36, (9, 6), darker(coat, 0.24))
    pen.oval(-12, 28, 9, 6, BARE)
    pen.blob(
        ((-40, 54), (-34, 59), (0, 57), (24, 60), (33, 52), (31, 36), (20, 28), (-14, 28), (-35, 30), (-40, 40)), coat
    )
    pen.blob(((-30, 57), (-16, 57), (-10, 46), (-18, 38), (-30, 44)), patch)
    pen.blob(((2, 56), (16, 57), (20, 46), (10, 40), (2, 46)), patch)
    _legs(pen, (-34, 18), 38, (12, 6.6), coat)
    pen.stroke(((27, 50), (38, 56)), (22, 18), coat)
    head = pen.at(41, 56)
    for side, y in ((-8, 9), (9, 8)):
        head.stroke(((side * 0.8, 8), (side * 1.3, y + 6), (side * 1.1, y + 10)), (4, 3, 1.4), CREAM)
    head.blob(((-9, 7), (-17, 10), (-18, 4), (-9, 1)), darker(coat, 0.2))
    head.blob(((9, 7), (17, 10), (18, 4), (9, 1)), darker(coat, 0.2))
    head.blob(((-9, 8), (0, 11), (9, 8), (9, -4), (8, -16), (0, -20), (-8, -16), (-9, -4)), coat)
    head.blob(((-2.6, 11), (2.6, 11), (3, 0), (0, -8), (-3, 0)), patch)
    head.blob(((-8.6, -10), (0, -8), (8.6, -10), (8.4, -17), (0, -21), (-8.4, -17)), BARE)
    for side in (-1, 1):
        head.oval(side * 5, 1.4, 1.6, 1.9, INK)
        head.oval(side * 3.4, -14, 1.3, 1.7, darker(BARE, 0.5))


def sheep(pen: Pen, look: Look) -> None:
    """A woolly sheep."""
    wool = look.colour
    face: RGB = (84, 74, 78) if sum(wool) > 300 else (196, 178, 164)
    _legs(pen, (-14, 13), 18, (6, 5), darker(face, 0.3))
    _legs(pen, (-19, 8), 18, (6, 5), face)
    for x, y, size in (
        (-20, 26, 10),
        (-12, 33, 11),
        (0, 35, 11.5),
        (12, 33, 11),
        (19, 26, 10),
        (12, 19, 10),
        (-2, 18, 11),
        (-14, 19, 10),
    ):
        pen.oval(x, y, size, size * 0.92, darker(wool, 0.1))
    for x, y, size in ((-18, 29, 8), (-10, 35, 9), (1, 37, 9.4), (12, 35, 9), (17, 27, 8), (4, 26, 12), (-8, 26, 12)):
        pen.oval(x, y, size, size * 0.9, wool)
    for x, y in ((-12, 30), (-2, 33), (7, 29), (-5, 24)):
        pen.stroke(((x - 3, y), (x, y + 2), (x + 3, y)), (1.2,), darker(wool, 0.16))
    pen.blob(((12, 40), (6, 37), (10, 32), (17, 36)), darker(face, 0.1))
    pen.blob(((14, 42), (20, 46), (27, 42), (31, 33), (29, 27), (23, 27), (17, 33)), face)
    for x, y, size in ((15, 45, 5), (20, 47, 5.4), (25, 45, 4)):
        pen.oval(x, y, size, size * 0.8, wool)
    pen.oval(23, 37.4, 1.5, 1.7, CREAM if sum(face) < 400 else INK)


def hen(pen: Pen, look: Look) -> None:
    """A plump hen with a red comb."""
    coat = look.colour
    for x in (-2, 5):
        pen.stroke(((x, 12), (x, 2)), (1.8,), (222, 160, 72))
        pen.stroke(((x - 3, 1), (x + 5, 1)), (1.8,), (222, 160, 72))
    for lean in (0, 5, 10):
        pen.stroke(
            ((-12, 22), (-20 - lean * 0.5, 30 + lean * 0.6), (-23 + lean * 0.5, 38 + lean * 0.4)),
            (7, 6, 2),
            darker(coat, 0.24 - lean * 0.012),
        )
    pen.blob(((-19, 28), (-15, 16), (-2, 9), (11, 13), (17, 24), (16, 38), (11, 42), (6, 34), (-6, 29)), coat)
    pen.blob(((-13, 26), (-2, 28), (5, 22), (-3, 15), (-12, 19)), darker(coat, 0.16))
    pen.blob(((4, 38), (7, 46), (14, 47), (18, 41), (15, 34), (8, 32)), coat)
    for x, y in ((7, 47), (11, 49.6), (15, 47.6)):
        pen.oval(x, y, 2.6, 3.4, (208, 72, 62))
    pen.shape(((17, 43), (25, 40), (17, 38)), (232, 170, 80))
    pen.oval(17.4, 35.6, 1.9, 3, (208, 72, 62))
    pen.oval(13, 42.4, 1.3, 1.5, mix(INK, coat, 0.1))
