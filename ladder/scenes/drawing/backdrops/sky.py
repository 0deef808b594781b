"""Sky: gradient, sun, moon, stars and clouds."""

import numpy as np

from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import RGB, mix
from ladder.scenes.world.dice import Dice

SUN: dict[str, tuple[RGB, RGB]] = {  # disc, halo
    "dawn": ((255, 240, 206), (255, 226, 190)),
    "day": ((255, 246, 210), (255, 246, 216)),
    "dusk": ((255, 214, 132), (255, 176, 96)),
}
CLOUD: dict[str, RGB] = {
    "dawn": (255, 236, 226),
    "day": (255, 253, 246),
    "dusk": (244, 160, 132),
    "night": (92, 104, 150),
}
PUFFS = ((0.0, 0.0, 1.0, 0.3), (-0.42, -0.14, 0.4, 0.34), (0.08, -0.3, 0.46, 0.46), (0.5, -0.1, 0.34, 0.28))


def sky(canvas: Canvas, horizon: float, dice: Dice) -> None:
    """Fills the picture from the top down to a horizon, with what stands in the sky."""
    light = canvas.light
    canvas.gradient(0.0, horizon, light.sky)
    pen = canvas.pen().bright()
    canvas.sun = dice.number(0.14, 0.86)
    if light.weather in ("clear", "cloudy"):
        if light.time == "night":
            _stars(pen, horizon, dice, 46 if light.weather == "clear" else 16)
            _moon(pen, canvas.sun, dice.number(0.1, 0.2))
        else:
            _sun(pen, canvas.sun, horizon)
    _clouds(pen, horizon, canvas.sun, dice)


def _sun(pen: Pen, x: float, horizon: float) -> None:
    """The sun: high by day, low at dawn and dusk, behind thin cloud where it is cloudy."""
    light = pen.light
    y = {"day": 0.13, "dawn": horizon - 0.13, "dusk": horizon - 0.07}[light.time]
    disc, halo = SUN[light.time]
    veil = 1.0 if light.weather == "clear" else 0.45
    pen.glow(x, y, 0.44, halo, 0.8 * veil)
    pen.glow(x, y, 0.16, disc, 0.7 * veil)
    if light.weather == "clear":
        radius = 0.05 if light.time == "day" else 0.062
        pen.oval(x, y, radius, radius, disc)


def _moon(pen: Pen, x: float, y: float) -> None:
    """A crescent with a halo."""
    pale: RGB = (250, 240, 208)
    pen.glow(x, y, 0.26, (150, 164, 220), 0.55)
    angle = np.linspace(0.9, 0.9 + 2 * np.pi * 0.62, 26)
    outer = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.046
    start, stop = outer[0], outer[-1]
    bow = np.linspace(0.0, 1.0, 20)[:, None]
    bulge = np.sin(bow * np.pi) * 0.016 * np.array([[np.cos(angle.mean()), np.sin(angle.mean())]])
    pen.at(x, y).outline(np.concatenate([outer, stop + (start - stop) * bow + bulge]), pale)


def _stars(pen: Pen, horizon: float, dice: Dice, count: int) -> None:
    """Stars of two sizes, fewer towards the horizon."""
    for _ in range(count):
        x, y = dice.number(), dice.number() ** 1.4 * horizon * 0.9
        radius = dice.pick((0.0018, 0.0024, 0.0036))
        pen.shape(((x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)), (255, 246, 220), 0.9)


def _clouds(pen: Pen, horizon: float, sun: float, dice: Dice) -> None:
    """Flat-bottomed clouds: a few in clear weather, banks of them under a covered sky, none in fog."""
    light = pen.light
    count = {"clear": dice.whole(0, 2), "cloudy": dice.whole(5, 7), "rain": 6, "snow": 4, "fog": 0}[light.weather]
    if light.time == "night" and light.weather == "clear":
        count = dice.whole(0, 1)
    colour = CLOUD[light.time]
    if light.weather in ("rain", "snow", "cloudy"):
        colour = mix(colour, light.sky[0], {"rain": 0.72, "snow": 0.35, "cloudy": 0.16}[light.weather])
    for number in range(count):
        x = (number + dice.number(0.1, 0.9)) / max(count, 1)
        if light.weather == "clear" and abs(x - sun) < 0.17:
            continue  # or it would cut the sun or the moon in pieces
        y = dice.number(0.06, 0.3 if light.weather == "clear" else 0.36) * horizon / 0.56
        wide = dice.number(0.08, 0.13) * (1.0 if light.weather == "clear" else 1.5)
        _cloud(pen.at(x, y, wide), mix(colour, light.sky[1], 0.35 * y / horizon))


def _cloud(pen: Pen, colour: RGB) -> None:
    """One cloud of width 2 with a lit upper edge."""
    for shift, tone, alpha in ((0.05, mix(colour, pen.light.sky[1], 0.4), 0.8), (0.0, colour, 0.92)):
        for x, y, wide, high in PUFFS:
            if y == 0.0:
                pen.box((x - wide, y - high / 2 + shift, x + wide, y + high / 2 + shift), tone, high / 2, alpha)
            else:
                pen.oval(x, y + shift, wide, high, tone, alpha)
