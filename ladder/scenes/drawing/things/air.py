"""What the air carries or keeps off: kite, balloons, umbrella and parasol."""

import numpy as np

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, LAMP_LIGHT, RGB, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look


def kite(pen: Pen, look: Look) -> None:
    """A diamond of two tones with a tail of bows, its origin where the line is tied."""
    colour = look.colour
    tail = ((0, -26), (-7, -38), (3, -50), (-6, -62))
    pen.stroke(tail, (1.1,), darker(colour, 0.3))
    for x, y in tail[1:]:
        pen.shape(((x, y), (x - 6, y + 3.6), (x - 6, y - 3.6)), lighter(colour, 0.45))
        pen.shape(((x, y), (x + 6, y + 3.6), (x + 6, y - 3.6)), colour)
    pen.shape(((0, 24), (19, 4), (0, -27), (-19, 4)), colour)
    pen.shape(((0, 24), (19, 4), (0, 4)), lighter(colour, 0.45))
    pen.shape(((0, 4), (-19, 4), (0, -27)), lighter(colour, 0.25))
    pen.stroke(((0, 24), (0, -27)), (1,), darker(colour, 0.3))
    pen.stroke(((-19, 4), (19, 4)), (1,), darker(colour, 0.3))


def balloon(pen: Pen, look: Look) -> None:
    """A balloon on a string; its origin is the string's lower end."""
    colour, sway = look.colour, look.dice.number(-5, 5)
    pen.stroke(((0, 0), (3 + sway * 0.3, 22), (sway, 50)), (1,), mix(CREAM, colour, 0.3))
    skin = pen.at(sway, 0)
    skin.shape(((-3, 48), (3, 48), (0, 53)), darker(colour, 0.2))
    skin.blob(((0, 51), (11, 60), (16, 74), (11, 87), (0, 92), (-11, 87), (-16, 74), (-11, 60)), colour)
    skin.blob(((3, 53), (11, 60), (16, 74), (11, 87), (6, 90), (9, 74)), darker(colour, 0.12))
    skin.oval(-6.4, 81, 2.6, 4.6, lighter(colour, 0.7), 0.8)


def hot_air_balloon(pen: Pen, look: Look) -> None:
    """A striped hot-air balloon with a basket; its origin is its middle."""
    colour = look.colour
    for rope in (-7, 7):
        pen.stroke(((rope * 1.5, -22), (rope, -42)), (0.9,), (120, 96, 84))
    angle = np.linspace(0, np.pi, 24)
    for reach, tone in ((1.0, colour), (0.68, CREAM), (0.34, colour)):
        x = 38 * np.sin(angle) ** (0.75 if reach == 1 else 0.8) * reach
        y = 10 + 36 * np.cos(angle)
        y = np.where(y < 6, 6 + (y - 6) * 1.06, y)
        squeeze = np.where(y < 0, 1 - (y / -30) * 0.45, 1.0)
        right = np.stack([x * squeeze, y], axis=1)
        pen.outline(np.concatenate([right, right[::-1] * (-1, 1)]), tone)
    pen.blob(((38, 8), (30, 30), (14, 43), (26, 26), (27, 4), (14, -22), (22, -16)), darker(colour, 0.2), 0.35)
    pen.box((-13, -27, 13, -21), darker(colour, 0.2), 2)
    if pen.light.dark:
        pen.glow(0, -16, 34, LAMP_LIGHT, 0.8)
    pen.box((-9, -54, 9, -41), (176, 122, 78), 3)
    pen.box((-10, -44, 10, -40), (140, 94, 62), 1.6)


def _canopy(pen: Pen, colour: RGB, other: RGB, reach: float, high: float) -> None:
    """A domed canopy of six panels with a scalloped rim, the rim at height 0."""
    edges = np.linspace(-reach, reach, 7)
    arc = np.linspace(0, 1, 8)
    for number in range(6):
        sides = [
            np.stack([edge * np.sin(arc * np.pi / 2), high * np.cos(arc * np.pi / 2)], axis=1)
            for edge in edges[number : number + 2]
        ]
        mid, half = (edges[number] + edges[number + 1]) / 2, (edges[number + 1] - edges[number]) / 2
        turn = np.linspace(0, np.pi, 7)[1:-1]
        rim = np.stack([mid - half * np.cos(turn), 4 * np.sin(turn) - 0.4], axis=1)
        tone = colour if number % 2 == 0 else other
        pen.outline(np.concatenate([sides[0], rim, sides[1][::-1]]), darker(tone, 0.05 * max(0, number - 2)))


def umbrella(pen: Pen, look: Look) -> None:
    """An open umbrella with a crook; its origin is the handle."""
    pen.stroke(((0, 0), (0, 62)), (2.2,), (116, 84, 70))
    pen.stroke(((0, 2), (0, -6), (5, -8), (7, -3)), (2.8,), (116, 84, 70))
    _canopy(pen.at(0, 38), look.colour, darker(look.colour, 0.1), 37, 27)
    pen.stroke(((0, 64), (0, 69)), (2,), (116, 84, 70))


def parasol(pen: Pen, look: Look) -> None:
    """A striped sunshade stuck into the ground."""
    pen.stroke(((0, 0), (0, 112)), (3.4,), (232, 214, 186))
    _canopy(pen.at(0, 84), look.colour, CREAM, 58, 32)
    pen.oval(0, 117.5, 2.6, 2.6, look.colour)
