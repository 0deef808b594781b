"""Backdrops with water: beach, lake and harbour."""

import numpy as np

from ladder.scenes.drawing.backdrops import land
from ladder.scenes.drawing.backdrops.sky import sky
from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import LAMP_LIGHT, RGB, WHITE, darker, lighter, mix
from ladder.scenes.world.dice import Dice

FACADES: tuple[RGB, ...] = (
    (214, 122, 92), (236, 190, 120), (146, 172, 160), (232, 214, 186), (196, 148, 140), (122, 150, 176),
    (222, 160, 108),
)  # fmt: skip
PANE: RGB = (92, 104, 124)


def beach(canvas: Canvas, dice: Dice) -> None:
    """Sea to the horizon, breaking waves, sand with shells and a tuft of dune grass."""
    sky(canvas, 0.5, dice)
    pen = canvas.pen()
    if dice.chance(0.7):
        _headland(pen.far(0.45), dice)
    land.water(canvas, 0.495, 0.7, (74, 152, 172), (120, 196, 192))
    land.glints(pen, 0.5, 0.63, dice)
    sand = dice.pick(((236, 208, 160), (240, 216, 176), (228, 196, 150)))
    shore = land.wavy(dice, 0.008, 1.2)
    land.ridge(pen, 0.652, shore, mix(WHITE, (150, 206, 206), 0.2))
    land.ridge(pen, 0.664, shore * 1.2, (168, 206, 200))
    land.ridge(pen, 0.676, shore * 1.35, WHITE)
    land.ridge(pen, 0.688, shore * 1.5, darker(sand, 0.22))
    land.ridge(pen, 0.715, shore * 1.7, sand)
    canvas.gradient(0.75, 1.0, (canvas.light.shade(sand), canvas.light.shade(darker(sand, 0.12))))
    for _ in range(26):
        x, depth = dice.number(), dice.number()
        pen.oval(x, 0.76 + 0.24 * depth, 0.008 + 0.03 * depth, 0.0016 + 0.0026 * depth, darker(sand, 0.2), 0.35)
    for _ in range(5):
        _shell(pen.at(dice.number(), dice.number(0.86, 0.985), 0.013), dice)
    if dice.chance(0.6):
        land.blades(pen, dice, (150, 156, 96), left=dice.chance(0.5))


def _headland(pen: Pen, dice: Dice) -> None:
    """A far wooded cape on one side."""
    left = dice.chance(0.5)
    reach = dice.number(0.24, 0.42)
    x = np.linspace(0.0, reach, 20)
    high = 0.07 * np.cos(x / reach * np.pi / 2) ** 0.7 + 0.006 * np.sin(x * 60)
    high[-1] = 0
    edge = np.stack([x if left else 1 - x, 0.5 - high], axis=1)
    foot = [(reach if left else 1 - reach, 0.505), (0.0 if left else 1.0, 0.505)]
    pen.outline(np.concatenate([edge, foot]), (116, 146, 112))


def _shell(pen: Pen, dice: Dice) -> None:
    """A shell, a pebble or a starfish."""
    colour = dice.pick(((232, 150, 132), (250, 236, 220), (226, 176, 140)))
    if dice.chance(0.5):
        pen.blob(((-0.8, 0.3), (-0.5, -0.6), (0.0, -0.8), (0.5, -0.6), (0.8, 0.3), (0.0, 0.5)), colour)
        pen.stroke(((0.0, 0.4), (0.0, -0.6)), (0.12,), darker(colour, 0.3))
        pen.stroke(((0.05, 0.4), (0.4, -0.4)), (0.12,), darker(colour, 0.3))
        pen.stroke(((-0.05, 0.4), (-0.4, -0.4)), (0.12,), darker(colour, 0.3))
    else:
        pen.oval(0, 0, 0.6, 0.4, mix(colour, (150, 140, 140), 0.5))


def lake(canvas: Canvas, dice: Dice) -> None:
    """Wooded hills and mountains around still water, a shore with reeds and stones."""
    sky(canvas, 0.5, dice)
    pen = canvas.pen()
    land.ridge(pen.far(0.62), 0.4, land.wavy(dice, 0.05, 1.6), (112, 136, 168))
    hills = land.wavy(dice, 0.028, 1.3)
    land.ridge(pen.far(0.4), 0.45, hills, (104, 146, 138))
    wood = mix((86, 126, 92), land.SNOW, 0.5 if canvas.light.snowy else 0.0)
    land.ridge(pen.far(0.2), 0.482, land.wavy(dice, 0.012, 1.9), wood)
    for number in range(34):
        fir_pen = pen.far(0.18)
        land.fir(
            fir_pen, (number + dice.number()) / 34, 0.5, dice.number(0.035, 0.07), (78, 118, 88), canvas.light.snowy
        )
    land.water(canvas, 0.5, 0.8, (86, 138, 156), (98, 160, 170))
    mirror = pen.far(0.3)
    for number in range(20):
        x = (number + dice.number()) / 20
        mirror.box((x - 0.03, 0.5, x + 0.03, 0.5 + dice.number(0.02, 0.06)), (84, 122, 110), 0.02, 0.3)
    land.glints(pen, 0.52, 0.76, dice, 30)
    grass = land.SNOW if canvas.light.snowy else dice.pick(((136, 164, 96), (120, 156, 98), (166, 166, 98)))
    shore = land.wavy(dice, 0.012, 0.9)
    land.ridge(pen, 0.775, shore, mix((196, 178, 146), grass, 0.2))
    land.ridge(pen, 0.792, shore, grass)
    canvas.gradient(0.82, 1.0, (canvas.light.shade(grass), canvas.light.shade(darker(grass, 0.2))))
    for _ in range(7):
        x, size = dice.number(), dice.number(0.008, 0.02)
        pen.oval(x, 0.785 + dice.number(0, 0.02), size, size * 0.6, (164, 162, 160))
        pen.oval(x - size * 0.2, 0.782 + dice.number(0, 0.01), size * 0.5, size * 0.25, (196, 194, 190))
    if not canvas.light.snowy:
        land.tufts(pen, 0.82, dice, 40, (104, 142, 84))
        land.flowers(pen, 0.86, dice, 22, ((250, 238, 214), (236, 180, 96)))
    _reeds(pen, dice, left=dice.chance(0.5))


def _reeds(pen: Pen, dice: Dice, left: bool) -> None:
    """Cattails in a corner of the shore."""
    for _ in range(8):
        x = dice.number(0.0, 0.12) if left else 1 - dice.number(0.0, 0.12)
        foot, top = 0.9 + dice.number(0, 0.1), 0.7 + dice.number(0, 0.09)
        lean = dice.number(-0.015, 0.015)
        pen.stroke(((x, foot), (x + lean, top)), (0.006, 0.003), (112, 138, 80))
        pen.stroke(((x + lean, top + 0.035), (x + lean, top)), (0.013,), (126, 86, 60))
        pen.stroke(((x, foot), (x + lean * 2 + 0.012, top + 0.07)), (0.008, 0.002), (132, 156, 92))


def harbour(canvas: Canvas, dice: Dice) -> None:
    """Narrow houses across the water, a stone quay with bollards in front."""
    sky(canvas, 0.5, dice)
    pen = canvas.pen()
    land.ridge(pen.far(0.5), 0.4, land.wavy(dice, 0.04, 1.1), (120, 146, 140))
    land.water(canvas, 0.5, 0.8, (70, 124, 150), (78, 142, 158))
    left = dice.number(-0.04, 0.0)
    while left < 1.0:
        wide = dice.number(0.075, 0.115)
        _quay_house(pen, left, wide, dice)
        left += wide
    pen.box((-0.01, 0.493, 1.01, 0.507), (150, 140, 132))
    land.glints(pen, 0.54, 0.78, dice, 34)
    stone = land.SNOW if canvas.light.snowy else dice.pick(((190, 176, 158), (176, 168, 164), (198, 178, 150)))
    pen.box((0.0, 0.775, 1.0, 0.83), darker(stone, 0.38))
    ground = (canvas.light.shade(stone), canvas.light.shade(darker(stone, 0.1)))
    canvas.gradient(0.79, 1.0, ground)
    pen.box((0.0, 0.785, 1.0, 0.797), lighter(stone, 0.4))
    for row, y in enumerate((0.838, 0.888, 0.948)):
        pen.box((0.0, y, 1.0, y + 0.003), darker(stone, 0.2))
        for number in range(9):
            x = (number + 0.5 * (row % 2)) / 8
            below = (0.888, 0.948, 1.0)[row]
            pen.shape(((x - 0.0015, y), (x + 0.0015, y), (x + 0.003, below), (x, below)), darker(stone, 0.2))
    for x in (0.06, 0.94):
        _bollard(pen.at(x, 0.815, 0.05))


def _quay_house(pen: Pen, left: float, wide: float, dice: Dice) -> None:
    """One gabled house across the water, its mirror image and its windows."""
    light = pen.light
    top, right = 0.5 - dice.number(0.12, 0.18), left + wide
    colour, roof = dice.pick(FACADES), dice.pick(((150, 84, 70), (110, 92, 100), (164, 104, 76)))
    far, bright = pen.far(0.14), pen.bright()
    far.box((left, 0.5, right, 0.5 + (0.5 - top) * 0.6), colour, 0.0, 0.35)
    far.box((left, top, right, 0.5), colour)
    far.box((right - wide * 0.12, top, right, 0.5), darker(colour, 0.14))
    gable = ((left - 0.004, top), (left + wide / 2, top - wide * 0.55), (right + 0.004, top))
    far.shape(gable, land.SNOW if light.snowy else roof)
    for row in range(2):
        for column in range(2):
            x, y = left + wide * (0.3 + 0.38 * column), top + 0.028 + 0.045 * row
            lit = light.dark and dice.chance(0.6)
            (bright if lit else far).box((x - 0.009, y - 0.012, x + 0.009, y + 0.012), LAMP_LIGHT if lit else PANE)
            if lit:
                bright.box((x - 0.006, 0.515 + 0.02 * row, x + 0.006, 0.53 + 0.03 * row), LAMP_LIGHT, 0.004, 0.4)


def _bollard(pen: Pen) -> None:
    """An iron bollard on the edge of the quay."""
    pen.box((-0.32, -0.9, 0.32, 0.1), (78, 76, 88), 0.1)
    pen.box((-0.46, -1.1, 0.46, -0.78), (92, 90, 102), 0.16)
    pen.box((-0.46, -1.1, -0.1, -0.98), (120, 118, 130), 0.06)
