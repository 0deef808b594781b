"""Dog, cat and rabbit: side views that face right, origin on the ground."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, RGB, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look

NOSE: RGB = (48, 40, 44)
COLLARS: tuple[RGB, ...] = ((226, 226, 216), (94, 140, 148), (234, 184, 92))


def dog(pen: Pen, look: Look) -> None:
    """A dog with hanging ears that stands, sits or runs."""
    pen = pen.at(-4, 0)
    coat, dark = look.colour, darker(look.colour, 0.24)
    pale = lighter(coat, 0.34)
    if look.pose == "sitting":
        pen.stroke(((-16, 5), (-26, 7), (-33, 15)), (6, 4), coat)
        pen.blob(((-19, 2), (-20, 14), (-10, 30), (2, 42), (13, 38), (14, 22), (11, 8), (11, 1), (-14, 0)), coat)
        pen.stroke(((3, 26), (4, 4)), (8, 6.6), dark)
        pen.stroke(((10, 28), (11, 4)), (8.4, 7), coat)
        pen.blob(((-18, 4), (-15, 16), (-6, 18), (1, 8), (2, 1), (-14, 0)), darker(coat, 0.1))
        for x in (-2, 6, 13):
            pen.oval(x, 2.6, 5, 2.8, coat if x != 6 else dark)
        pen.blob(((8, 38), (14, 32), (13, 20), (9, 20), (7, 30)), pale)
        _dog_head(pen.at(-14, 6), coat, dark, pale, look)
        return
    reach = 9.0 if look.pose == "running" else 0.0
    lift = 4.0 if reach else 0.0
    body = pen.at(0, lift)
    body.stroke(((-23, 31), (-31, 38), (-35, 48)), (6, 5, 3), coat)
    for x, step in ((-14, -reach * 1.3), (14, reach * 1.5)):
        pen.stroke(((x, 24 + lift), (x + step * 0.5, 14 + lift * 0.5), (x + step, 3)), (9, 6, 5.6), dark)
        pen.oval(x + step + 2, 2.6, 4.6, 2.7, dark)
    body.blob(
        ((-26, 30), (-22, 36), (-6, 35.5), (10, 38), (22, 38), (24, 28), (18, 19), (2, 19), (-16, 18), (-25, 22)), coat
    )
    body.stroke(((12, 30), (21, 41)), (18, 14), coat)
    body.blob(((14, 20), (22, 22), (24, 31), (19, 31)), pale)
    for x, step in ((-20, reach * 0.5), (19, -reach * 0.2)):
        pen.stroke(((x, 25 + lift), (x + step * 0.4 - 1, 13), (x + step, 3)), (11, 7, 6), coat)
        pen.oval(x + step + 2, 2.8, 5, 2.9, coat)
    _dog_head(body, coat, dark, pale, look)


def _dog_head(pen: Pen, coat: RGB, dark: RGB, pale: RGB, look: Look) -> None:
    """Head, snout, ear and collar."""
    pen.stroke(((15, 42.5), (25, 35.5)), (4.6,), look.dice.pick(COLLARS))
    pen.blob(((15, 48), (19, 57), (27, 58.6), (33, 53), (40, 49.5), (42, 45), (38, 41), (28, 40), (19, 41)), coat)
    pen.blob(((31, 48), (40, 48.5), (42, 45), (38, 41), (29, 41)), pale)
    pen.oval(41, 48.4, 2.8, 2.3, NOSE)
    pen.oval(31, 52, 1.6, 1.8, NOSE)
    pen.stroke(((32, 42.6), (37, 43.4)), (1,), darker(coat, 0.5))
    pen.blob(((17, 57), (24, 57), (25, 48), (21, 38), (15, 38), (14, 48)), dark)


def cat(pen: Pen, look: Look) -> None:
    """A cat that sits, sleeps curled up, or walks with its tail high."""
    coat, dark = look.colour, darker(look.colour, 0.24)
    pale = lighter(coat, 0.4)
    if look.pose == "sleeping":
        pen.blob(((-24, 6), (-20, 17), (-4, 22), (14, 19), (23, 10), (22, 2), (0, 0), (-22, 1)), coat)
        for x in (-8, 0, 8):
            pen.stroke(((x, 21), (x + 2, 15)), (2.4, 1), dark)
        _cat_head(pen.at(17, -29), coat, dark, asleep=True)
        pen.stroke(((-20, 4), (-8, 3), (6, 4)), (6.4, 5), darker(coat, 0.14))
        return
    if look.pose == "walking":
        pen.stroke(((-20, 26), (-28, 36), (-27, 50), (-32, 57)), (5.4, 5, 4), coat)
        for x, step in ((-13, 5), (13, -5)):
            pen.stroke(((x, 20), (x + step, 2.4)), (6.6, 5), dark)
        pen.blob(((-22, 26), (-16, 31), (0, 29.5), (14, 31), (19, 24), (14, 16), (-2, 17), (-18, 15)), coat)
        for x, step in ((-17, -4), (15, 5)):
            pen.stroke(((x, 21), (x + step, 2.6)), (7.6, 5.4), coat)
            pen.oval(x + step + 1.6, 2.2, 3.8, 2.3, coat)
        for x in (-10, -3, 4):
            pen.stroke(((x, 30), (x + 1, 24)), (2.4, 1), dark)
        pen.stroke(((13, 25), (17, 32)), (12, 12), coat)
        _cat_head(pen.at(16, -8), coat, dark)
        return
    pen.stroke(((-12, 4), (-24, 4), (-29, 12), (-25, 20)), (6, 5, 4), coat)
    pen.blob(((-16, 1), (-18, 12), (-12, 26), (-3, 38), (7, 36), (11, 22), (12, 8), (11, 1)), coat)
    pen.blob(((2, 34), (8, 34), (10.5, 24), (8, 15), (3, 20)), pale)
    pen.stroke(((3, 22), (4, 3)), (6, 5), darker(coat, 0.1))
    pen.stroke(((8.6, 22), (9.6, 3)), (6.4, 5.4), coat)
    pen.oval(6, 2.2, 4.2, 2.3, darker(coat, 0.1))
    pen.oval(11.6, 2.2, 4.2, 2.4, coat)
    for y in (16, 22, 28):
        pen.stroke(((-14 + y * 0.22, y), (-8 + y * 0.2, y + 1)), (2.4, 1), dark)
    _cat_head(pen.at(4, 0), coat, dark)


def _cat_head(pen: Pen, coat: RGB, dark: RGB, asleep: bool = False) -> None:
    """A round head with pointed ears and whiskers, its middle at (2, 44)."""
    pen.shape(((-9, 46), (-7.6, 60), (0, 53)), coat)
    pen.shape(((4, 53), (11.4, 60), (13, 46)), coat)
    pen.shape(((-6.8, 50), (-6, 56.6), (-2, 52.4)), mix(coat, (232, 150, 140), 0.6))
    pen.shape(((6.4, 52.4), (10, 56.6), (10.8, 50)), mix(coat, (232, 150, 140), 0.6))
    pen.blob(((-10.4, 44), (-8, 52), (2, 54.6), (12, 52), (14.4, 44), (10, 36.6), (2, 34.6), (-6, 36.6)), coat)
    pen.blob(((-2, 39), (2, 42), (6, 39), (4, 36), (0, 36)), lighter(coat, 0.5))
    for x in (0, 4):
        pen.stroke(((x, 53.6), (x, 49.5)), (1.8, 0.8), dark)
    if asleep:
        for eye in (-3.6, 7.6):
            pen.stroke(((eye - 2.2, 44.4), (eye, 43), (eye + 2.2, 44.4)), (1.1,), NOSE)
    else:
        for eye in (-3.4, 7.4):
            pen.oval(eye, 44.6, 1.7, 2.2, NOSE)
            pen.oval(eye + 0.6, 45.4, 0.6, 0.7, CREAM)
    pen.shape(((0.4, 41.6), (3.6, 41.6), (2, 39.8)), (216, 120, 112))
    for side in (-1, 1):
        pen.stroke(((2 + side * 5, 40), (2 + side * 14, 41.4)), (0.6, 0.3), CREAM, 0.8)
        pen.stroke(((2 + side * 5, 38.8), (2 + side * 13, 37.6)), (0.6, 0.3), CREAM, 0.8)


def rabbit(pen: Pen, look: Look) -> None:
    """A rabbit that sits up with long ears."""
    coat, dark = look.colour, darker(look.colour, 0.2)
    pen.oval(-15, 9, 5, 4.6, lighter(coat, 0.6))
    pen.stroke(((7, 38), (1, 50), (-3, 58)), (5, 7, 4), dark)
    pen.blob(((-15, 2), (-16, 14), (-8, 25), (4, 28), (11, 18), (10, 2)), coat)
    pen.blob(((-13, 3), (-11, 14), (-2, 14), (3, 5), (2, 0)), darker(coat, 0.1))
    pen.oval(0, 2.4, 7.5, 2.8, coat)
    pen.stroke(((8, 18), (9, 3)), (5, 4.4), coat)
    pen.oval(10, 2.2, 4, 2.2, coat)
    pen.blob(((0, 33), (4, 41), (13, 41), (20, 34), (18, 28), (9, 25), (2, 27)), coat)
    pen.stroke(((9, 38), (7, 50), (6, 60)), (5, 7.4, 4), coat)
    pen.stroke(((9, 41), (7.4, 50), (6.6, 56)), (2, 3.4, 1), mix(coat, (236, 160, 150), 0.6))
    pen.oval(12.6, 35.6, 1.5, 1.8, NOSE)
    pen.oval(19.4, 33.4, 1.6, 1.2, (206, 116, 110))
