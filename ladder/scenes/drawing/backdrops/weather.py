"""What falls from the sky or hangs in the air, drawn over everything."""

from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import mix
from ladder.scenes.world.dice import Dice

SNOWFLAKE = (252, 253, 255)


def fall(canvas: Canvas, dice: Dice, bottom: float = 1.0) -> None:
    """Rain, snow or fog between the picture's upper edge and a height; nothing in other weather."""
    weather = canvas.light.weather
    pen = canvas.pen().bright()
    if weather == "rain":
        _rain(pen, dice, bottom)
    elif weather == "snow":
        _snow(pen, dice, bottom)
    elif weather == "fog":
        _fog(canvas, pen, dice, bottom)


def _rain(pen: Pen, dice: Dice, bottom: float) -> None:
    """Slanted streaks, and rings where drops meet the ground."""
    colour = mix(pen.light.sky[2], (226, 238, 248), 0.6)
    for _ in range(round(110 * bottom)):
        x, y, long = dice.number(0.0, 1.05), dice.number(-0.05, 1.0) * bottom, dice.number(0.03, 0.065)
        lean, wide = long * 0.22, dice.pick((0.0012, 0.002))
        end = min(y + long, bottom)
        pen.shape(((x, y), (x + wide, y), (x - lean + wide, end), (x - lean, end)), colour, 0.5)
    if bottom < 1.0:
        return
    for _ in range(14):
        x, y = dice.number(), dice.number(0.82, 0.99)
        wide = dice.number(0.008, 0.02)
        pen.oval(x, y, wide, wide * 0.26, colour, 0.3)


def _snow(pen: Pen, dice: Dice, bottom: float) -> None:
    """Flakes of several sizes; the large ones are few."""
    for _ in range(round(130 * bottom)):
        size = 0.0022 + 0.0066 * dice.number() ** 2.6
        pen.oval(dice.number(), dice.number() * bottom, size, size, SNOWFLAKE, 0.9 if size < 0.005 else 0.75)


def mist(canvas: Canvas, bottom: float = 1.0) -> None:
    """The thick of the fog, behind the things; nothing in other weather."""
    if canvas.light.weather == "fog":
        canvas.veil(0.0, bottom, canvas.light.air, (0.2, 0.45, 0.75, 0.62, 0.3, 0.1))


def _fog(canvas: Canvas, pen: Pen, dice: Dice, bottom: float) -> None:
    """Drifting banks in front of the things."""
    canvas.veil(0.0, bottom, canvas.light.air, (0.06, 0.12, 0.2, 0.18, 0.12, 0.06))
    for _ in range(8):
        x, y, wide = dice.number(), dice.number(0.42, 0.9) * bottom, dice.number(0.18, 0.4)
        high = wide * dice.number(0.07, 0.11)
        pen.box((x - wide, y - high, x + wide, y + high), canvas.light.air, high, 0.16)
