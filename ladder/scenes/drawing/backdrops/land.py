"""What several backdrops are made of: ridges of hills, grounds, grass, flowers, firs and water."""

import numpy as np

from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import RGB, darker, lighter, mix
from ladder.scenes.world.dice import Dice

SNOW: RGB = (240, 244, 250)


def wavy(dice: Dice, height: float, waves: float, points: int = 48) -> np.ndarray:
    """``(points,)`` smooth heights around 0 over the picture's width."""
    x = np.linspace(0.0, 1.0, points)
    line = np.zeros(points)
    for number in range(1, 4):
        line += np.sin(2 * np.pi * (waves * number * x * 0.7 + dice.number())) / number
    return line * height


def ridge(pen: Pen, y: float, line: np.ndarray, colour: RGB, floor: float = 1.0) -> None:
    """Hills whose upper edge is a line of heights around y, filled down to a floor."""
    x = np.linspace(-0.01, 1.01, len(line))
    edge = np.stack([x, y - line], axis=1)
    pen.outline(np.concatenate([edge, [(1.01, floor), (-0.01, floor)]]), colour)


def ground(canvas: Canvas, top: float, colours: tuple[RGB, ...], bottom: float = 1.0) -> None:
    """Ground from a height to the lower edge, its colours in the scene's light."""
    canvas.gradient(top, bottom, tuple(canvas.light.shade(colour) for colour in colours))


def water(canvas: Canvas, top: float, bottom: float, deep: RGB, shallow: RGB) -> None:
    """Water that mirrors the sky far off and shows its own colour near by."""
    light = canvas.light
    share = 0.62 if light.dark or light.time == "dawn" else 0.35
    far = mix(light.shade(deep), light.sky[2], share)
    near = mix(light.shade(shallow), light.sky[0], 0.3)
    canvas.gradient(top, bottom, (far, mix(far, near, 0.6), near))


def glints(pen: Pen, top: float, bottom: float, dice: Dice, count: int = 26) -> None:
    """Light streaks on water, longer and sparser towards the viewer."""
    tone = mix(pen.light.sky[2], (255, 255, 255), 0.3 if pen.light.time != "night" else 0.0)
    bright = pen.bright()
    for _ in range(count):
        depth = dice.number()
        y = top + (bottom - top) * (0.04 + 0.92 * depth**1.3)
        wide, high = 0.012 + 0.05 * depth * dice.number(0.4, 1.0), 0.0012 + 0.0024 * depth
        x = dice.number()
        bright.box((x - wide, y - high, x + wide, y + high), tone, high, 0.4)


def tufts(pen: Pen, top: float, dice: Dice, count: int, colour: RGB) -> None:
    """Small tufts of grass over the ground, larger towards the viewer."""
    for _ in range(count):
        depth = dice.number()
        x, y, size = dice.number(), top + (1 - top) * depth, 0.006 + 0.016 * depth
        tone = mix(colour, darker(colour), dice.number())
        pen.shape(((x - size * 0.6, y), (x - size * 0.75, y - size * 0.7), (x - size * 0.2, y)), tone)
        pen.shape(((x - size * 0.3, y), (x, y - size * 1.1), (x + size * 0.3, y)), tone)
        pen.shape(((x + size * 0.2, y), (x + size * 0.7, y - size * 0.8), (x + size * 0.6, y)), tone)


def flowers(pen: Pen, top: float, dice: Dice, count: int, colours: tuple[RGB, ...]) -> None:
    """Dots of flowers over the ground, larger towards the viewer."""
    for _ in range(count):
        depth = dice.number() ** 0.8
        x, y, size = dice.number(), top + (1 - top) * depth, 0.0022 + 0.0062 * depth
        colour = dice.pick(colours)
        if depth > 0.55:
            pen.stroke(((x, y + size * 3), (x, y)), (0.0026,), (96, 128, 78))
        pen.oval(x, y, size, size * 0.85, colour)
        if depth > 0.5:
            pen.oval(x, y, size * 0.4, size * 0.36, lighter(colour, 0.6))


def blades(pen: Pen, dice: Dice, colour: RGB, left: bool) -> None:
    """Tall grass in a lower corner of the picture."""
    for _ in range(9):
        x = dice.number(-0.01, 0.17)
        lean, high = dice.number(-0.03, 0.05), dice.number(0.06, 0.15)
        if not left:
            x, lean = 1 - x, -lean
        bend, tone = lean * 0.35, mix(colour, darker(colour, 0.3), dice.number())
        blade = ((-0.008, 0.0), (bend - 0.004, -high * 0.6), (lean, -high), (bend + 0.006, -high * 0.55), (0.008, 0.0))
        pen.at(x, 1.01).shape(blade, tone)


def fir(pen: Pen, x: float, y: float, high: float, colour: RGB, snowy: bool) -> None:
    """A small far fir of three tiers."""
    wide = high * 0.26
    pen.box((x - high * 0.03, y - high * 0.12, x + high * 0.03, y), (104, 78, 62))
    for tier in range(3):
        low, top = y - high * (0.1 + 0.26 * tier), y - high * (0.56 + 0.22 * tier)
        reach = wide * (1 - 0.24 * tier)
        pen.shape(((x - reach, low), (x, top), (x + reach, low)), darker(colour, 0.12 * (2 - tier)))
        if snowy:
            pen.shape(((x - reach * 0.5, low - (low - top) * 0.5), (x, top), (x + reach * 0.5, low - (low - top) * 0.5),
                       (x + reach * 0.1, low - (low - top) * 0.36)), SNOW)  # fmt: skip


def bushes(pen: Pen, y: float, dice: Dice, count: int, colour: RGB) -> None:
    """A broken row of far bushes."""
    for _ in range(count):
        x, size = dice.number(), dice.number(0.02, 0.045)
        tone = mix(colour, darker(colour), dice.number())
        pen.oval(x, y, size, size * 0.6, tone)
        pen.oval(x + size * 0.8, y + size * 0.1, size * 0.7, size * 0.45, tone)
