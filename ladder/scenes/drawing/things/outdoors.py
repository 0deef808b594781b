"""Smaller things out of doors: street lamp, bench, campfire, snowman, ball and sandcastle, origin on the ground."""

from ladder.scenes.drawing.backdrops.land import SNOW
from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, LAMP_LIGHT, RGB, WOOD, darker, lighter
from ladder.scenes.drawing.things.look import Look


def street_lamp(pen: Pen, look: Look) -> None:
    """An old lantern on a post, lit in the dark."""
    iron = look.colour
    pen.shape(((-8, 0), (-5, 12), (5, 12), (8, 0)), iron)
    pen.stroke(((0, 8), (0, 132)), (5, 3.6), iron)
    for y in (14, 92, 124):
        pen.box((-5, y, 5, y + 3.4), darker(iron, 0.2), 1.4)
    pen.stroke(((-12, 116), (12, 116)), (2.4,), iron)
    glass = ((-11, 158), (11, 158), (7, 134), (-7, 134))
    if pen.light.dark:
        pen.glow(0, 146, 70, LAMP_LIGHT, 0.8)
        pen.bright().shape(glass, (255, 236, 176))
    else:
        pen.shape(glass, (236, 230, 208))
    for a, b in (((-11, 158), (-7, 134)), ((11, 158), (7, 134)), ((0, 158), (0, 134))):
        pen.stroke((a, b), (1.5,), iron)
    pen.box((-8, 131, 8, 135), iron, 1)
    pen.blob(((-14, 157), (-14, 157), (-7, 165), (0, 168), (7, 165), (14, 157), (14, 157)), iron)
    pen.oval(0, 170, 2.4, 3, iron)


def bench(pen: Pen, look: Look) -> None:
    """A slatted bench on iron feet; its seat is at height 38."""
    wood: RGB = look.colour
    iron: RGB = (84, 82, 92)
    for x in (-50, 50):
        pen.stroke(((x * 0.96, 34), (x * 0.98, 70)), (4,), iron)
    for y in (48, 57, 66):
        pen.box((-60, y, 60, y + 7), darker(wood, 0.05 + 0.002 * y), 2)
    for edge, tone in ((40.6, 0.0), (36.0, 0.1)):
        pen.box((-63, edge - 5, 63, edge), lighter(darker(wood, tone), 0.1), 2)
    pen.box((-63, 28, 63, 31.6), darker(wood, 0.34), 1)
    for x in (-50, 50):
        pen.stroke(((x, 30), (x, 3)), (4.4,), iron)
        pen.stroke(((x - 7, 2), (x + 7, 2)), (3.4,), iron)
        pen.stroke(((x, 36), (x, 52), (x * 0.97, 52)), (3,), iron)
    if pen.light.snowy:
        pen.box((-60, 72, 60, 76), SNOW, 2)


def campfire(pen: Pen, look: Look) -> None:
    """A fire of logs in a ring of stones, with its glow and sparks."""
    pen.glow(0, 20, 90 if pen.light.dark else 46, (255, 176, 92), 0.75 if pen.light.dark else 0.3)
    for x in (-26, -14, 14, 26):
        pen.oval(x, 4, 8, 5.6, (148, 142, 146))
        pen.oval(x - 2, 6, 4, 2, (178, 172, 172))
    pen.stroke(((-20, 4), (14, 14)), (8,), (120, 80, 58))
    pen.stroke(((20, 4), (-14, 14)), (8,), (144, 98, 68))
    flame = pen.bright()
    for reach, high, colour in ((17, 54, (232, 110, 62)), (12, 40, (246, 164, 74)), (7, 26, (255, 222, 138))):
        tip = (reach * 0.1, high)
        flame.blob(((-reach, 16), (-reach * 0.8, 26), (-reach * 0.3, high * 0.72), tip, tip, (reach * 0.4, high * 0.66),
                    (reach, 24), (reach * 0.8, 13), (0, 9)), colour)  # fmt: skip
    for _ in range(6):
        flame.oval(look.dice.number(-16, 18), look.dice.number(54, 84), 1.2, 1.4, (255, 206, 120), 0.9)
    for x in (-8, 8):
        pen.oval(x, 2.6, 8, 4.6, (164, 156, 158))


def snowman(pen: Pen, look: Look) -> None:
    """A snowman with a hat, a carrot nose and a coloured scarf."""
    snow: RGB = (250, 252, 255)
    shade: RGB = (208, 220, 240)
    for y, size in ((24, 27), (62, 20), (91, 14.6)):
        pen.oval(0, y, size, size * 0.96, shade)
        pen.oval(-size * 0.1, y + size * 0.06, size * 0.88, size * 0.86, snow)
    for side in (-1, 1):
        pen.stroke(((side * 16, 66), (side * 34, 74), (side * 44, 84)), (2.6, 1.8), (118, 84, 66))
        pen.stroke(((side * 36, 76), (side * 44, 74)), (1.8, 1.2), (118, 84, 66))
    for y in (56, 65):
        pen.oval(3, y, 1.9, 1.9, INK)
    scarf = look.colour
    pen.stroke(((-10, 79), (-15, 62), (-14, 52)), (8, 7), darker(scarf, 0.12))
    pen.stroke(((-14, 80), (0, 76), (14, 80)), (8,), scarf)
    for x in (-2, 7):
        pen.oval(x, 95, 1.6, 1.8, INK)
    pen.shape(((2, 92), (20, 88), (2, 87)), (234, 142, 70))
    pen.box((-12, 107, 12, 127), (66, 62, 76), 2)
    pen.box((-12, 107, 12, 112), scarf)
    pen.box((-19, 103, 19, 108), (66, 62, 76), 2)


def ball(pen: Pen, look: Look) -> None:
    """A beach ball with cream panels."""
    colour = look.colour
    pen.oval(0, 16, 16, 16, colour)
    for knots in (
        ((0, 31), (-13, 24), (-14, 8), (-4, 1), (-7, 14)),
        ((2, 31), (8, 22), (8, 8), (4, 1), (13, 7), (15, 18), (10, 28)),
    ):
        pen.blob(knots, CREAM)
    pen.blob(((6, 2), (13, 8), (15.6, 18), (11, 27), (11, 14)), darker(colour, 0.3), 0.25)
    pen.oval(0, 29.6, 4, 2, lighter(colour, 0.5))
    pen.oval(-6, 23, 2.6, 3.4, (255, 252, 244), 0.8)


def sandcastle(pen: Pen, look: Look) -> None:
    """A sandcastle with three towers and a coloured flag."""
    sand: RGB = (206, 164, 106)
    dark = darker(sand, 0.18)
    pen.blob(((-44, 0), (-44, 0), (-34, 7), (0, 9), (36, 7), (46, 0), (46, 0)), lighter(sand, 0.2))
    for x, high, wide in ((-24, 30, 11), (24, 30, 11), (0, 44, 14)):
        pen.shape(((x - wide - 2, 2), (x - wide, high), (x + wide, high), (x + wide + 2, 2)), sand)
        pen.shape(((x + wide * 0.3, 2), (x + wide * 0.3, high), (x + wide, high), (x + wide + 2, 2)), dark)
        for number in range(3):
            left = x - wide + number * wide * 0.8
            pen.box((left, high - 1, left + wide * 0.42, high + 5), sand if number < 2 else dark)
    pen.box((-5, 2, 5, 17), darker(sand, 0.5), 4.6)
    for x in (-24, 24):
        pen.box((x - 2, 16, x + 2, 22), darker(sand, 0.5), 1.6)
    pen.stroke(((0, 44), (0, 79)), (1.6,), WOOD)
    pen.shape(((0, 79), (32, 69), (0, 60)), look.colour)
