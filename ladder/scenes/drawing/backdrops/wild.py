"""Backdrops of wild places: snowy mountains and forest."""

import numpy as np

from ladder.scenes.drawing.backdrops import land
from ladder.scenes.drawing.backdrops.sky import sky
from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import RGB, darker, lighter, mix
from ladder.scenes.world.dice import Dice


def mountains(canvas: Canvas, dice: Dice) -> None:
    """Snow-capped peaks, firs at their feet and deep snow in front."""
    sky(canvas, 0.62, dice)
    pen = canvas.pen()
    for number in range(4):
        _peak(pen.far(0.55), (number + dice.number(0.2, 0.8)) / 4, 0.6, dice.number(0.16, 0.24), dice)
    for x in dice.shuffled((0.16, 0.52, 0.86))[: dice.whole(2, 3)]:
        _peak(pen.far(0.26), x + dice.number(-0.06, 0.06), 0.62, dice.number(0.26, 0.38), dice)
    snow = land.SNOW
    land.ridge(pen.far(0.16), 0.585, land.wavy(dice, 0.02, 1.1), darker(snow, 0.12))
    for number in range(26):
        x = (number + dice.number()) / 26
        fir_pen = pen.far(0.14)
        land.fir(fir_pen, x, 0.605 + dice.number(0, 0.03), dice.number(0.05, 0.09), (88, 122, 112), True)
    land.ridge(pen, 0.625, land.wavy(dice, 0.012, 0.8), snow)
    land.ground(canvas, 0.65, (snow, snow, darker(snow, 0.1)))
    for y, tone in ((0.74, 0.08), (0.86, 0.13)):
        land.ridge(pen, y, land.wavy(dice, 0.014, 0.7), mix(snow, (150, 172, 214), tone * 1.6), y + 0.06)
        land.ridge(pen, y + 0.016, land.wavy(dice, 0.012, 0.6), snow, y + 0.1)
    land.ground(canvas, 0.93, (snow, darker(snow, 0.1)))
    for _ in range(16):
        x, y = dice.number(), dice.number(0.68, 0.98)
        pen.oval(x, y, 0.02 * dice.number(0.4, 1), 0.0022, (176, 192, 226), 0.6)


def _peak(pen: Pen, x: float, foot: float, high: float, dice: Dice) -> None:
    """A mountain with a lit and a shaded side and a ragged cap of snow."""
    wide, top, lean = high * dice.number(0.75, 0.95), foot - high, dice.number(-0.03, 0.03)
    rock: RGB = (126, 132, 156)
    tip = (x + lean, top)
    left, right = (x - wide, foot), (x + wide, foot)
    bulge = (x - wide * 0.42, foot - high * 0.5), (x + wide * 0.46, foot - high * 0.46)
    pen.shape((left, bulge[0], tip, bulge[1], right), lighter(rock, 0.1))
    pen.shape((tip, bulge[1], right, (x + wide * 0.1, foot), (x + wide * 0.2, foot - high * 0.4),
               (x + lean * 0.5, foot - high * 0.66)), darker(rock, 0.16))  # fmt: skip
    snow = land.SNOW
    rag = [(share, dice.number(0.5, 0.72) if number % 2 else dice.number(0.34, 0.46))
           for number, share in enumerate(np.linspace(-0.56, 0.5, 8))]  # fmt: skip
    down = [(x + lean * (1 - d) + wide * s * d * 1.1, top + high * d * 0.92) for s, d in rag]
    edge_left = (x - wide * 0.42 * 0.86 + lean * 0.14, foot - high * 0.57)
    edge_right = (x + wide * 0.46 * 0.86 + lean * 0.14, foot - high * 0.535)
    pen.shape((tip, edge_left, *down[1:7], edge_right), snow)
    pen.shape((tip, *down[4:7], edge_right), darker(snow, 0.18))


def forest(canvas: Canvas, dice: Dice) -> None:
    """Trunks in three depths under a roof of leaves, a path of light, ferns and mushrooms."""
    sky(canvas, 0.64, dice)
    pen = canvas.pen()
    light = canvas.light
    season = dice.pick(
        (((124, 158, 96), (150, 178, 104)), ((206, 150, 82), (222, 176, 96)), ((104, 146, 104), (134, 168, 112)))
    )
    leaf, young = (mix(colour, land.SNOW, 0.55 if light.snowy else 0.0) for colour in season)
    air = mix(light.sky[2], light.shade(young), 0.5)
    canvas.gradient(0.0, 0.64, (mix(light.sky[1], light.shade(leaf), 0.55), air, mix(air, light.sky[2], 0.6)))
    moss = land.SNOW if light.snowy else mix(leaf, (118, 136, 84), 0.5)
    _trunks(pen.far(0.6), 0.6, 13, 0.016, dice)
    _crowns(pen.far(0.5), 0.13, young, dice)
    land.ridge(pen.far(0.4), 0.6, land.wavy(dice, 0.01, 1.0), moss)
    _trunks(pen.far(0.34), 0.635, 8, 0.026, dice)
    _crowns(pen.far(0.26), 0.085, leaf, dice)
    if light.weather == "clear" and light.time != "night":
        _rays(pen.bright(), canvas.sun, light.sky[2])
    land.ridge(pen.far(0.14), 0.63, land.wavy(dice, 0.008, 1.0), lighter(moss, 0.1))
    land.ground(canvas, 0.65, (lighter(moss, 0.1), moss, darker(moss, 0.3)))
    _path(pen, mix((214, 188, 142), land.SNOW, 0.6 if light.snowy else 0.0), dice)
    for x in (dice.number(-0.02, 0.05), dice.number(0.95, 1.02)):
        _trunk(pen, x, 0.9, dice.number(0.05, 0.07))
    _crowns(pen, 0.03, darker(leaf, 0.16), dice)
    if light.snowy:
        return
    land.tufts(pen, 0.67, dice, 46, darker(moss, 0.2))
    for _ in range(5):
        _fern(pen.at(dice.pick((dice.number(0, 0.22), dice.number(0.78, 1.0))), dice.number(0.74, 1.0), 0.07), leaf)
    for _ in range(4):
        _mushroom(pen.at(dice.number(), dice.number(0.8, 0.98), 0.02))


def _trunks(pen: Pen, foot: float, count: int, wide: float, dice: Dice) -> None:
    """A row of trunks that leave the picture at its upper edge."""
    for number in range(count):
        _trunk(
            pen, (number + dice.number(0.1, 0.9)) / count, foot + dice.number(-0.01, 0.02), wide * dice.number(0.7, 1.2)
        )


def _trunk(pen: Pen, x: float, foot: float, wide: float) -> None:
    """A trunk that widens at its foot, shaded on one side."""
    bark: RGB = (116, 88, 76)
    pen = pen.at(x, foot)
    low, high = -wide * 1.6, -foot - 0.01
    root, knee, top = wide * 0.78, wide * 0.45, wide * 0.36
    pen.shape(((-root, 0.0), (-knee, low), (-top, high), (top, high), (knee, low), (root, 0.0)), bark)
    pen.shape(((wide * 0.1, 0.0), (wide * 0.12, high), (top, high), (knee, low), (root, 0.0)), darker(bark, 0.22))


def _crowns(pen: Pen, y: float, colour: RGB, dice: Dice) -> None:
    """A roof of leaves along the upper edge."""
    for number in range(15):
        x, size = (number + dice.number()) / 15, dice.number(0.055, 0.1)
        pen.oval(x, y + dice.number(-0.05, 0.02), size, size * 0.8, mix(colour, darker(colour), dice.number(0, 0.8)))
    pen.box((-0.01, -0.01, 1.01, max(0.0, y - 0.03)), darker(colour, 0.08))


def _rays(pen: Pen, sun: float, colour: RGB) -> None:
    """Shafts of sunlight between the trunks."""
    for number in range(5):
        top = sun + (number - 2) * 0.09
        low = top + (0.5 - sun) * 0.9 + (number - 2) * 0.12
        pen.shape(
            ((top - 0.015, 0.0), (top + 0.02, 0.0), (low + 0.07, 0.7), (low - 0.03, 0.7)), lighter(colour, 0.4), 0.16
        )


def _path(pen: Pen, colour: RGB, dice: Dice) -> None:
    """A path that winds from the viewer into the wood."""
    bend, end = dice.number(-0.16, 0.16), dice.number(0.42, 0.58)
    turn = end + bend * 0.2
    left = ((0.3, 1.03), (0.3, 1.03), (0.42 + bend, 0.84), (turn - 0.03, 0.72), (end - 0.014, 0.648))
    right = ((end + 0.014, 0.648), (turn + 0.035, 0.72), (0.6 + bend, 0.84), (0.72, 1.03), (0.72, 1.03))
    pen.blob(left + right, colour)


def _fern(pen: Pen, colour: RGB) -> None:
    """A fern of five fronds."""
    for lean in (-1.0, -0.55, 0.0, 0.55, 1.0):
        tip = (lean * 0.9, -0.9 + 0.4 * abs(lean))
        pen.stroke(((0.0, 0.0), (lean * 0.5, -0.62), tip), (0.06, 0.3, 0.02), darker(colour, 0.12 + 0.14 * abs(lean)))


def _mushroom(pen: Pen) -> None:
    """A toadstool."""
    pen.box((-0.22, -0.7, 0.22, 0.1), (246, 234, 212), 0.2)
    pen.blob(
        ((-0.8, -0.55), (-0.8, -0.55), (-0.55, -1.15), (0.0, -1.4), (0.55, -1.15), (0.8, -0.55), (0.8, -0.55)),
        (204, 84, 70),
    )
    for x, y in ((-0.3, -0.9), (0.25, -1.05), (0.4, -0.72)):
        pen.oval(x, y, 0.12, 0.1, (250, 240, 226))
