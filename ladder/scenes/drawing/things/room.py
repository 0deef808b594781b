"""Furniture of a room: armchair, floor lamp and guitar, origin on the floor."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, LAMP_LIGHT, RGB, WOOD, darker, lighter
from ladder.scenes.drawing.things.look import Look


def armchair(pen: Pen, look: Look) -> None:
    """A soft armchair; its seat is at height 36."""
    cloth = look.colour
    dark = darker(cloth, 0.16)
    for x in (-38, 38):
        pen.shape(((x - 5, 10), (x + 5, 10), (x + 3, 0), (x - 3, 0)), darker(WOOD, 0.3))
    pen.blob(((-38, 20), (-42, 70), (-32, 92), (0, 97), (32, 92), (42, 70), (38, 20)), dark)
    pen.blob(((-30, 30), (-33, 68), (-25, 84), (0, 88), (25, 84), (33, 68), (30, 30)), cloth)
    for x, y in ((-11, 72), (11, 72), (0, 58)):
        pen.oval(x, y, 1.8, 1.8, darker(cloth, 0.34))
    pen.box((-40, 9, 40, 30), dark, 6)
    pen.box((-32, 24, 32, 39), lighter(cloth, 0.14), 6)
    for x in (-43, 43):
        pen.box((x - 11, 8, x + 11, 52), cloth, 10)
        pen.oval(x, 46, 8, 7, lighter(cloth, 0.16))


def floor_lamp(pen: Pen, look: Look) -> None:
    """A standing lamp with a coloured shade that glows in the dark."""
    shade = look.colour
    pen.oval(0, 3, 19, 4, (96, 82, 80))
    pen.stroke(((0, 4), (0, 120)), (3,), (116, 96, 88))
    corners = ((-29, 112), (29, 112), (18, 152), (-18, 152))
    if pen.light.dark:
        pen.glow(0, 128, 110, LAMP_LIGHT, 0.7)
        pen.bright().shape(((-29, 112), (29, 112), (74, 0), (-74, 0)), LAMP_LIGHT, 0.12)
    pen.shape(corners, lighter(shade, 0.2 if pen.light.dark else 0.05))
    pen.shape(((8, 112), (29, 112), (18, 152), (6, 152)), darker(shade, 0.08))
    pen.box((-29.6, 111, 29.6, 115), lighter(shade, 0.5), 1)
    pen.box((-18.6, 149, 18.6, 153), lighter(shade, 0.5), 1)
    pen.stroke(((15, 112), (15, 98)), (1,), CREAM)


def guitar(pen: Pen, look: Look) -> None:
    """A guitar on a stand."""
    pen = pen.at(0, 0, 0.8)
    wood: RGB = look.colour
    for x in (-16, 16):
        pen.stroke(((0, 24), (x, 0)), (3,), (84, 76, 80))
    pen.stroke(((0, 50), (0, 124)), (6.6, 5.6), (112, 78, 62))
    pen.blob(((-6, 122), (-7, 138), (0, 141), (7, 138), (6, 122)), (92, 62, 52))
    half = ((14, 63), (17, 52), (13, 44), (22, 30), (20, 14))
    body = ((0, 66), *half, (0, 6), *((-x, y) for x, y in reversed(half)))
    pen.blob(body, darker(wood, 0.36))
    pen.at(0, 3.4, 0.91).blob(body, wood)
    pen.oval(0, 43, 7.4, 7.4, (70, 50, 46))
    pen.box((-8, 20, 8, 24), (92, 62, 52), 1)
    for string in (-2.1, 0.0, 2.1):
        pen.stroke(((string, 22), (string, 130)), (0.5,), CREAM)
    for y in (128, 134):
        for x in (-9, 9):
            pen.oval(x, y, 1.8, 1.8, (226, 214, 196))
