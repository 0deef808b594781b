"""Buildings and shelters: house, cabin, lighthouse, windmill and tent, origin on the ground."""

from ladder.scenes.drawing.backdrops.land import SNOW
from ladder.scenes.drawing.canvas import Edges, Pen
from ladder.scenes.drawing.palette import CREAM, LAMP_LIGHT, RGB, WOOD, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look


def _window(pen: Pen, edges: Edges, frame: RGB = CREAM) -> None:
    """A window with a cross; lit in the dark."""
    left, low, right, high = edges
    pen.box((left - 2, low - 2, right + 2, high + 2), frame)
    if pen.light.dark:
        pen.bright().box(edges, LAMP_LIGHT)
        pen.glow((left + right) / 2, (low + high) / 2, (right - left) * 1.5, LAMP_LIGHT, 0.35)
    else:
        pen.box(edges, (126, 156, 172))
        pen.shape(((left, low), (left, high), (left + (right - left) * 0.7, high)), (160, 188, 200))
    pen.box(((left + right) / 2 - 0.7, low, (left + right) / 2 + 0.7, high), frame)
    pen.box((left, (low + high) / 2 - 0.7, right, (low + high) / 2 + 0.7), frame)


def _roof(pen: Pen, colour: RGB) -> RGB:
    """A roof's colour, under snow where it snows."""
    return mix(colour, SNOW, 0.88) if pen.light.snowy else colour


def house(pen: Pen, look: Look) -> None:
    """A house with a pitched roof, a chimney, a door and two windows."""
    wall = look.colour
    tile = _roof(pen, look.dice.pick(((158, 88, 72), (104, 92, 102), (176, 116, 80))))
    pen.box((26, 84, 40, 128), darker(wall, 0.3))
    pen.box((24, 124, 42, 130), darker(wall, 0.44))
    pen.shape(((-54, 0), (-54, 78), (0, 118), (54, 78), (54, 0)), wall)
    pen.shape(((20, 0), (20, 103), (54, 78), (54, 0)), darker(wall, 0.1))
    pen.shape(((-64, 70), (0, 120), (64, 70), (64, 80), (0, 130), (-64, 80)), tile)
    pen.shape(((0, 120), (64, 70), (64, 80), (0, 130)), darker(tile, 0.14))
    pen.box((-11, 0, 11, 42), darker(WOOD, 0.2), 3)
    pen.oval(6, 20, 1.8, 1.8, LAMP_LIGHT)
    pen.box((-16, -1, 16, 3), (196, 186, 176))
    for x in (-42, 24):
        _window(pen, (x, 30, x + 18, 52))
    _window(pen, (-9, 68, 9, 88))
    for x in (-33, 33):
        pen.oval(x, 4, 12, 7, (110, 146, 96) if not pen.light.snowy else SNOW)


def cabin(pen: Pen, look: Look) -> None:
    """A log cabin with smoke over its chimney."""
    log = look.colour
    tile = _roof(pen, (96, 78, 76))
    for number, size in enumerate((6, 8, 11)):
        pen.oval(36 + number * 6, 114 + number * 13, size, size * 0.8, (236, 230, 226), 0.5 - 0.1 * number)
    pen.box((26, 70, 40, 106), (142, 128, 124))
    pen.shape(((-46, 0), (-46, 56), (0, 92), (46, 56), (46, 0)), log)
    for y in (9, 20, 31, 42, 53):
        pen.stroke(((-47, y), (47, y)), (2,), darker(log, 0.24))
        for x in (-46, 46):
            pen.oval(x, y - 5, 4.4, 4.8, lighter(log, 0.22))
    pen.shape(((-58, 48), (0, 94), (58, 48), (58, 57), (0, 104), (-58, 57)), tile)
    pen.box((-34, 0, -10, 36), darker(log, 0.42), 2)
    pen.oval(-14, 18, 1.6, 1.6, LAMP_LIGHT)
    _window(pen, (8, 18, 32, 40), lighter(log, 0.4))


def lighthouse(pen: Pen, look: Look) -> None:
    """A striped tower with a lantern that shines in the dark."""
    stripe: RGB = look.colour
    pen.blob(((-34, 0), (-34, 0), (-26, 9), (0, 13), (28, 9), (36, 0), (36, 0)), (150, 142, 138))
    if pen.light.dark:
        for side in (-1, 1):
            beam = ((side * 6, 160), (side * 120, 184), (side * 120, 140))
            pen.bright().shape(beam, LAMP_LIGHT, 0.2)
    pen.shape(((-23, 8), (-14, 142), (14, 142), (23, 8)), CREAM)
    for low, high in ((22, 50), (78, 106)):
        a, b = 23 - (low - 8) * 0.067, 23 - (high - 8) * 0.067
        pen.shape(((-a, low), (-b, high), (b, high), (a, low)), stripe)
    pen.shape(((8, 8), (6, 142), (14, 142), (23, 8)), darker(stripe, 0.6), 0.18)
    pen.box((-19, 141, 19, 147), darker(stripe, 0.3), 2)
    pane = pen.bright() if pen.light.dark else pen
    pane.box((-10, 147, 10, 166), (255, 232, 160) if pen.light.dark else (190, 212, 216))
    for x in (-10, 0, 10):
        pen.box((x - 1, 147, x + 1, 166), (96, 84, 90))
    pen.blob(((-14, 165), (-14, 165), (-8, 175), (0, 181), (8, 175), (14, 165), (14, 165)), stripe)
    pen.stroke(((0, 180), (0, 188)), (1.8,), (96, 84, 90))
    if pen.light.dark:
        pen.glow(0, 157, 40, LAMP_LIGHT, 0.9)
    pen.box((-6, 8, 6, 28), (110, 84, 72), 5)
    for y in (64, 120):
        pen.box((-3.4, y, 3.4, y + 10), (104, 116, 132), 3)


def windmill(pen: Pen, look: Look) -> None:
    """A windmill with four latticed sails."""
    wall = look.colour
    cap = darker(wall, 0.36)
    pen.shape(((-30, 0), (-17, 106), (17, 106), (30, 0)), wall)
    pen.shape(((10, 0), (6, 106), (17, 106), (30, 0)), darker(wall, 0.14))
    pen.blob(((-20, 104), (-20, 104), (-15, 122), (0, 131), (15, 122), (20, 104), (20, 104)), _roof(pen, cap))
    pen.box((-22, 101, 22, 106), darker(cap, 0.2), 2)
    pen.box((-9, 0, 9, 28), darker(WOOD, 0.24), 6)
    for y in (48, 76):
        _window(pen, (-5, y, 5, y + 12))
    start = look.dice.number(0.2, 1.3)
    for number in range(4):
        sail = pen.at(0, 112, 1.0, start + number * 1.5708)
        sail.box((3, 2, 64, 14), (250, 240, 220))
        sail.stroke(((0, 0), (66, 0)), (3, 2.4), (132, 98, 78))
        for x in (14, 26, 38, 50, 63):
            sail.stroke(((x, 1), (x, 14)), (1,), (132, 98, 78))
        sail.stroke(((4, 14), (63, 14)), (1,), (132, 98, 78))
    pen.oval(0, 112, 4, 4, (96, 74, 66))


def tent(pen: Pen, look: Look) -> None:
    """A ridge tent with an open door; lit from inside in the dark."""
    cloth, dark = look.colour, darker(look.colour, 0.2)
    for x in (-60, 66):
        pen.stroke(((x * 0.6, 34 if x < 0 else 40), (x, 0)), (0.9,), CREAM)
    pen.shape(((-18, 62), (30, 66), (58, 2), (6, 0)), dark)
    pen.shape(((-54, 0), (-18, 63), (18, 0)), cloth)
    pen.shape(((-18, 63), (-18, 60), (18, 0), (21, 0)), lighter(cloth, 0.4))
    pen.stroke(((-18, 62), (6, 62.4), (30, 66)), (2,), lighter(cloth, 0.4))
    inside = pen.bright() if pen.light.dark else pen
    if pen.light.dark:
        pen.glow(-18, 20, 58, LAMP_LIGHT, 0.55)
    inside.blob(
        ((-18, 52), (-18, 52), (-7, 22), (2, 0), (2, 0), (-36, 0), (-36, 0), (-28, 24)),
        (255, 218, 150) if pen.light.dark else (92, 78, 84),
    )
    pen.blob(((-18, 52), (-18, 52), (-26, 22), (-38, 0), (-38, 0), (-30, 0), (-24, 20)), lighter(cloth, 0.3))
    pen.blob(((-18, 52), (-18, 52), (-9, 22), (4, 0), (4, 0), (-3, 0), (-12, 20)), lighter(cloth, 0.3))
    if pen.light.snowy:
        pen.stroke(((-20, 60), (6, 63), (31, 66)), (5,), SNOW)
