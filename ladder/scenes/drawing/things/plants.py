"""Plants: tree, pine, palm, cactus and pot plant, origin on the ground."""

from ladder.scenes.drawing.backdrops.land import SNOW
from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import RGB, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look

BARK: RGB = (124, 90, 72)
CROWNS = (
    ((0, 104, 44, 40), (-28, 84, 30, 28), (28, 86, 30, 28), (0, 126, 30, 26)),
    ((-6, 112, 34, 42), (16, 92, 36, 32), (-24, 84, 26, 24), (4, 132, 24, 24)),
    ((0, 96, 54, 30), (-20, 114, 32, 26), (22, 116, 34, 26), (0, 132, 24, 18)),
)


def tree(pen: Pen, look: Look) -> None:
    """A leafy tree with a round crown."""
    leaf = look.colour
    pen.blob(((-12, 0), (-12, 0), (-6, 12), (-6, 70), (6, 70), (7, 12), (14, 0), (14, 0)), BARK)
    pen.blob(((2, 0), (3, 12), (2, 70), (6, 70), (7, 12), (14, 0), (14, 0)), darker(BARK, 0.2))
    pen.stroke(((0, 50), (14, 70), (22, 84)), (6, 3), BARK)
    pen.stroke(((0, 58), (-14, 74), (-20, 86)), (5, 3), BARK)
    crown = look.dice.pick(CROWNS)
    for x, y, wide, high in crown:
        pen.oval(x + 2, y - 4, wide, high, darker(leaf, 0.2))
    for x, y, wide, high in crown:
        pen.oval(x - 2, y + 1, wide * 0.94, high * 0.92, leaf)
    for x, y, wide, high in crown[:3]:
        pen.oval(x - wide * 0.3, y + high * 0.34, wide * 0.5, high * 0.42, lighter(leaf, 0.2), 0.7)
    for _ in range(9):
        spot = pen.at(look.dice.number(-32, 30), look.dice.number(82, 128))
        spot.stroke(((-3, 0), (0, 2), (3, 0)), (1.6,), darker(leaf, 0.2))
    if pen.light.snowy:
        for x, y, wide, high in crown[1:]:
            pen.blob(
                (
                    (x - wide * 0.8, y + high * 0.5),
                    (x, y + high),
                    (x + wide * 0.8, y + high * 0.5),
                    (x, y + high * 0.62),
                ),
                SNOW,
            )


def pine(pen: Pen, look: Look) -> None:
    """A tall pine of four tiers, white with snow where it lies."""
    needle = look.colour
    pen.box((-6, 0, 6, 26), BARK)
    for tier in range(4):
        low, reach = 18 + 30 * tier, 42 - 8.4 * tier
        top = low + 52 - 2 * tier
        tip, foot, waist = (0.0, top), (reach, low), (reach * 0.3, (low + top) / 2)
        left, dent = (-reach, low), (-waist[0], waist[1])
        dark = 0.24 - 0.07 * tier
        pen.blob((left, left, dent, tip, tip, waist, foot, foot, (0, low - 5)), darker(needle, dark))
        pen.blob(((0, low - 4), tip, tip, waist, foot, foot), darker(needle, dark + 0.12))
        if pen.light.snowy:
            hem = (
                (reach * 0.62, low + 9),
                (reach * 0.24, low + 15),
                (-reach * 0.1, low + 9),
                (-reach * 0.36, low + 15),
            )
            pen.blob(((-reach * 0.62, low + 9), dent, tip, tip, waist, *hem), SNOW)


def palm(pen: Pen, look: Look) -> None:
    """A leaning palm with coconuts."""
    pen = pen.at(-14, 0)
    leaf = look.colour
    pen.stroke(((-4, 5), (2, 46), (16, 88), (26, 118)), (13, 9, 7, 6), (164, 122, 88))
    for y, x in ((14, -2.4), (30, 0), (46, 2.6), (62, 8), (78, 13.4), (94, 18.6)):
        pen.stroke(((x - 5, y), (x + 5, y + 1.4)), (1.4,), (128, 92, 70))
    top = pen.at(26, 118)
    fronds = (
        ((0, 0), (-24, 14), (-44, 0), (-54, -20)),
        ((0, 0), (24, 16), (44, 4), (56, -16)),
        ((0, 0), (-22, 2), (-34, -16), (-38, -36)),
        ((0, 0), (22, 4), (36, -14), (38, -36)),
        ((0, 0), (-8, 22), (-26, 28), (-40, 24)),
        ((0, 0), (10, 22), (28, 26), (44, 22)),
    )
    for number, frond in enumerate(fronds):
        top.stroke(frond, (3, 14, 11, 2), darker(leaf, (0.24, 0.2, 0.12, 0.08, 0.02, 0.0)[number]))
        top.stroke(frond, (1.6, 1.2, 0.8), darker(leaf, 0.36))
    for x, y in ((-4, -4), (4, -5), (0, -9)):
        top.oval(x, y, 4.4, 4.6, (128, 86, 60))


def cactus(pen: Pen, look: Look) -> None:
    """A saguaro with two arms and a blossom."""
    skin = look.colour
    dark = darker(skin, 0.24)
    pen.stroke(((0, 34), (-24, 36), (-26, 56), (-26, 70)), (13, 13, 13), darker(skin, 0.08))
    pen.stroke(((0, 46), (22, 48), (25, 66), (25, 86)), (13, 13, 13), skin)
    pen.stroke(((0, 9), (0, 50), (0, 104)), (22, 22, 20), skin)
    pen.box((-11, 0, 11, 12), skin, 3)
    pen.stroke(((6, 5), (6, 50), (5.6, 102)), (8, 8, 7), dark, 0.5)
    for x in (-5, 0, 5):
        pen.stroke(((x, 2), (x, 100)), (1.2,), dark)
    for x, y in ((-26, 66), (25, 80)):
        pen.stroke(((x, y - 22), (x, y)), (1.2,), dark)
    pen.oval(0, 114, 5, 4, (236, 140, 130))
    pen.oval(3, 116, 3, 3, (246, 176, 150))


def plant(pen: Pen, look: Look) -> None:
    """A leafy plant in a coloured pot."""
    green: RGB = (104, 150, 98)
    leaves = (
        ((-22, 48), (-34, 74)), ((24, 50), (36, 70)), ((-10, 62), (-14, 92)), ((12, 60), (16, 96)),
        ((-26, 40), (-44, 46)), ((26, 38), (44, 44)), ((1, 66), (0, 102)),
    )  # fmt: skip
    for number, leaf in enumerate(leaves):
        knots = ((0, 30), *leaf)
        tone = mix(darker(green, 0.26), green, number / 6)
        pen.stroke(knots, (2, 15, 3), tone)
        pen.stroke(knots, (1.2, 0.8), lighter(tone, 0.3))
    pot = look.colour
    pen.shape(((-22, 32), (-16, 0), (16, 0), (22, 32)), pot)
    pen.shape(((6, 32), (5, 0), (16, 0), (22, 32)), darker(pot, 0.14))
    pen.box((-25, 28, 25, 37), lighter(pot, 0.14), 2)
