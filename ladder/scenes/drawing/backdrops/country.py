"""Backdrops of open country: meadow, farm and desert."""

import numpy as np

from ladder.scenes.drawing.backdrops import land
from ladder.scenes.drawing.backdrops.sky import sky
from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import RGB, darker, lighter, mix
from ladder.scenes.world.dice import Dice

GREENS: tuple[RGB, ...] = ((142, 178, 98), (156, 182, 104), (128, 170, 106), (172, 178, 96))
BLOSSOMS: tuple[RGB, ...] = ((248, 240, 224), (242, 196, 92), (226, 110, 98), (196, 142, 190), (240, 166, 160))


def meadow(canvas: Canvas, dice: Dice) -> None:
    """Rolling hills and a meadow full of flowers."""
    sky(canvas, 0.58, dice)
    pen = canvas.pen()
    snowy = canvas.light.snowy
    green = land.SNOW if snowy else dice.pick(GREENS)
    land.ridge(pen.far(0.6), 0.47, land.wavy(dice, 0.032, 1.2), mix(green, (110, 150, 160), 0.5))
    land.ridge(pen.far(0.36), 0.53, land.wavy(dice, 0.026, 0.9), mix(green, (96, 140, 120), 0.3))
    land.bushes(pen.far(0.3), 0.56, dice, 14, mix((104, 142, 92), land.SNOW, 0.4 * snowy))
    land.ridge(pen.far(0.14), 0.59, land.wavy(dice, 0.014, 0.7), lighter(green, 0.12))
    land.ground(canvas, 0.62, (lighter(green, 0.06), green, darker(green, 0.24)))
    swell = land.wavy(dice, 0.012, 0.6)
    land.ridge(pen, 0.77, swell, mix(green, darker(green), 0.35))
    land.ground(canvas, 0.8, (mix(green, darker(green), 0.35), darker(green, 0.3)))
    if snowy:
        land.tufts(pen, 0.64, dice, 14, (170, 160, 128))
        return
    land.tufts(pen, 0.62, dice, 70, darker(green, 0.22))
    land.flowers(pen, 0.63, dice, 120, tuple(dice.shuffled(BLOSSOMS)[:3]))
    land.blades(pen, dice, darker(green, 0.2), left=dice.chance(0.5))


def farm(canvas: Canvas, dice: Dice) -> None:
    """Striped fields, a red barn with a silo, a wooden fence and a farm track."""
    sky(canvas, 0.52, dice)
    pen = canvas.pen()
    snowy = canvas.light.snowy
    green = land.SNOW if snowy else dice.pick(GREENS)
    wheat = land.SNOW if snowy else dice.pick(((230, 194, 112), (222, 186, 120), (190, 188, 104)))
    land.ridge(pen.far(0.5), 0.47, land.wavy(dice, 0.024, 1.0), mix(green, (104, 146, 130), 0.5))
    land.ground(canvas, 0.515, (wheat, wheat, darker(wheat, 0.1)), 0.72)
    _furrows(pen, 0.515, 0.72, darker(wheat, 0.16 if not snowy else 0.1), dice.number(0.3, 0.7))
    land.bushes(pen.far(0.25), 0.52, dice, 9, mix((104, 142, 92), land.SNOW, 0.4 * snowy))
    left = dice.chance(0.5)
    _barn(pen.at(0.2 if left else 0.8, 0.575, 0.2), snowy)
    land.ridge(pen, 0.672, land.wavy(dice, 0.006, 0.8), green)
    land.ground(canvas, 0.69, (green, darker(green, 0.22)))
    _fence(pen, 0.7)
    if not snowy:
        land.tufts(pen, 0.7, dice, 60, darker(green, 0.2))
        land.flowers(pen, 0.74, dice, 30, BLOSSOMS[:2])
        land.blades(pen, dice, darker(green, 0.2), left=not left)


def _furrows(pen: Pen, top: float, bottom: float, colour: RGB, vanish: float) -> None:
    """Rows of a field that meet on the horizon."""
    for number in range(-9, 10):
        near = vanish + number * 0.16
        far = vanish + number * 0.03
        pen.shape(((far - 0.001, top), (far + 0.001, top), (near + 0.02, bottom), (near - 0.02, bottom)), colour)


def _barn(pen: Pen, snowy: bool) -> None:
    """A red barn with white trim beside a silo, two units wide."""
    red: RGB = (184, 76, 64)
    roof = land.SNOW if snowy else (118, 92, 96)
    pen.box((0.52, -1.0, 0.86, 0.0), (196, 190, 184))
    pen.box((0.74, -1.0, 0.86, 0.0), (166, 160, 160))
    pen.oval(0.69, -1.0, 0.17, 0.14, roof)
    pen.shape(((-0.6, 0.0), (-0.6, -0.5), (-0.44, -0.78), (0.0, -0.98), (0.44, -0.78), (0.6, -0.5), (0.6, 0.0)), red)
    pen.shape(((-0.68, -0.46), (-0.48, -0.82), (0.0, -1.06), (0.48, -0.82), (0.68, -0.46), (0.58, -0.46),
               (0.42, -0.74), (0.0, -0.92), (-0.42, -0.74), (-0.58, -0.46)), roof)  # fmt: skip
    pen.box((-0.22, -0.42, 0.22, 0.0), (244, 232, 214))
    pen.box((-0.18, -0.38, 0.18, 0.0), darker(red, 0.3))
    pen.stroke(((-0.18, 0.0), (0.18, -0.38)), (0.04,), (244, 232, 214))
    pen.stroke(((0.18, 0.0), (-0.18, -0.38)), (0.04,), (244, 232, 214))
    pane = pen.bright() if pen.light.dark else pen
    pane.box((-0.1, -0.74, 0.1, -0.56), (255, 214, 140) if pen.light.dark else (92, 84, 96), 0.04)


def _fence(pen: Pen, y: float) -> None:
    """A fence of posts and two rails over the full width."""
    wood: RGB = (190, 160, 128)
    for rail in (0.045, 0.022):
        pen.box((-0.01, y - rail - 0.006, 1.01, y - rail + 0.003), wood)
    for number in range(9):
        x = 0.03 + number * 0.118
        pen.box((x - 0.007, y - 0.06, x + 0.007, y + 0.008), lighter(wood, 0.2), 0.003)


def desert(canvas: Canvas, dice: Dice) -> None:
    """Table mountains far off, dunes with lit and shaded sides, stones and dry shrubs."""
    sky(canvas, 0.56, dice)
    pen = canvas.pen()
    sand: RGB = dice.pick(((232, 176, 112), (238, 190, 130), (224, 160, 104)))
    sand = mix(sand, land.SNOW, 0.8) if canvas.light.snowy else sand
    canvas.gradient(0.56, 0.7, (canvas.light.far(sand, 0.3), canvas.light.shade(sand)))
    for _ in range(dice.whole(1, 3)):
        _mesa(pen.far(0.5), dice.number(0.05, 0.95), dice.number(0.05, 0.11), dice)
    land.ridge(pen.far(0.3), 0.56, land.wavy(dice, 0.016, 0.8), lighter(sand, 0.2))
    for y, far in ((0.585, 0.16), (0.635, 0.06)):
        _dune(pen.far(far), y, sand, dice)
    land.ground(canvas, 0.7, (sand, sand, darker(sand, 0.16)))
    for number in range(9):
        y = 0.72 + number * 0.031
        pen.outline(_ripple(dice, y), darker(sand, 0.13), 0.5)
    for _ in range(6):
        x, y, size = dice.number(), dice.number(0.7, 0.97), dice.number(0.006, 0.016)
        pen.oval(x, y, size, size * 0.6, darker(sand, 0.34))
        pen.oval(x - size * 0.2, y - size * 0.15, size * 0.6, size * 0.32, darker(sand, 0.16))
    for _ in range(4):
        _shrub(pen.at(dice.number(), dice.number(0.66, 0.96), 0.03), dice)


def _mesa(pen: Pen, x: float, high: float, dice: Dice) -> None:
    """A flat-topped mountain with layers."""
    wide, foot = dice.number(0.08, 0.16), 0.565
    colour: RGB = (196, 116, 88)
    pen.shape(((x - wide, foot), (x - wide * 0.7, foot - high * 0.55), (x - wide * 0.6, foot - high),
               (x + wide * 0.55, foot - high), (x + wide * 0.68, foot - high * 0.5), (x + wide, foot)),
              colour)  # fmt: skip
    pen.shape(((x + wide * 0.2, foot), (x + wide * 0.24, foot - high), (x + wide * 0.55, foot - high),
               (x + wide * 0.68, foot - high * 0.5), (x + wide, foot)), darker(colour, 0.16))  # fmt: skip
    for share in (0.72, 0.84):
        pen.box(
            (x - wide * 0.6, foot - high * share - 0.002, x + wide * 0.58, foot - high * share + 0.002), darker(colour)
        )


def _dune(pen: Pen, y: float, sand: RGB, dice: Dice) -> None:
    """A dune whose crest parts light from shade."""
    crest, high = dice.number(0.15, 0.85), dice.number(0.05, 0.09)
    x = np.linspace(-0.05, 1.05, 56)
    rise = np.where(x < crest, np.exp(-(((x - crest) / 0.34) ** 2)), np.exp(-(((x - crest) / 0.2) ** 2)))
    edge = np.stack([x, y + 0.03 - high * rise], axis=1)
    pen.outline(np.concatenate([edge, [(1.05, 1.0), (-0.05, 1.0)]]), sand)
    lee = edge[x >= crest]
    curl = np.linspace(0.0, 1.0, 12)[:, None]
    back = (1.05, y + 0.1) + curl * (np.array([crest - 0.12, y + 0.1]) - (1.05, y + 0.1))
    fold = np.array([[crest - 0.06, y + 0.05], [crest - 0.012, y + 0.02]])
    pen.outline(np.concatenate([lee, back, fold]), darker(sand, 0.2))


def _ripple(dice: Dice, y: float) -> np.ndarray:
    """The outline of a thin wavy line in the sand."""
    start, reach = dice.number(-0.1, 0.7), dice.number(0.16, 0.42)
    x = np.linspace(start, start + reach, 18)
    line = y + 0.004 * np.sin((x - start) * 30)
    thick = 0.0022 * np.sin(np.linspace(0, np.pi, 18))
    return np.concatenate([np.stack([x, line - thick], axis=1), np.stack([x, line + thick], axis=1)[::-1]])


def _shrub(pen: Pen, dice: Dice) -> None:
    """A dry shrub of a few twigs."""
    for lean in (-0.7, -0.35, 0.0, 0.4, 0.75):
        pen.stroke(((0.0, 0.0), (lean * 0.6, -0.5), (lean, -0.8 - dice.number(0, 0.2))), (0.1, 0.05), (150, 138, 88))
