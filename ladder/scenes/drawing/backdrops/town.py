"""Backdrops of the town: city street and park."""

from ladder.scenes.drawing.backdrops import land
from ladder.scenes.drawing.backdrops.sky import sky
from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.palette import LAMP_LIGHT, RGB, darker, lighter, mix
from ladder.scenes.world.dice import Dice

FACADES: tuple[RGB, ...] = (
    (222, 150, 118), (238, 206, 160), (168, 188, 178), (206, 138, 128), (240, 222, 196), (148, 164, 186),
    (226, 178, 126),
)  # fmt: skip
AWNINGS: tuple[RGB, ...] = ((196, 84, 72), (84, 134, 126), (226, 168, 84), (96, 122, 168))


def street(canvas: Canvas, dice: Dice) -> None:
    """A row of town houses with shops, a pavement, a road and the pavement in front."""
    sky(canvas, 0.62, dice)
    pen = canvas.pen()
    snowy = canvas.light.snowy
    for number in range(7):
        x, top = number / 6.5 + dice.number(-0.04, 0.04), dice.number(0.16, 0.3)
        pen.far(0.6).box((x - 0.09, top, x + 0.09, 0.62), (170, 160, 176))
    left = dice.number(-0.08, 0.0)
    while left < 1.0:
        wide = dice.number(0.17, 0.25)
        _house(pen.far(0.1), left, wide, dice)
        left += wide
    pavement = mix((204, 192, 180), land.SNOW, 0.75 if snowy else 0.0)
    road = mix((128, 124, 136), land.SNOW, 0.4 if snowy else 0.0)
    land.ground(canvas, 0.615, (pavement, darker(pavement, 0.08)), 0.665)
    pen.box((0.0, 0.66, 1.0, 0.672), darker(pavement, 0.3))
    land.ground(canvas, 0.672, (road, darker(road, 0.16)), 0.835)
    for number in range(6):
        x = number / 5 + 0.02
        pen.shape(((x, 0.748), (x + 0.085, 0.748), (x + 0.08, 0.757), (x - 0.007, 0.757)), (238, 226, 200))
    pen.box((0.0, 0.835, 1.0, 0.85), lighter(pavement, 0.25))
    pen.box((0.0, 0.846, 1.0, 0.855), darker(pavement, 0.22))
    land.ground(canvas, 0.855, (pavement, darker(pavement, 0.14)))
    for number in range(-2, 12):
        near, far = 0.5 + (number - 4.5) * 0.16, 0.5 + (number - 4.5) * 0.13
        pen.shape(((far, 0.855), (far + 0.002, 0.855), (near + 0.003, 1.0), (near, 1.0)), darker(pavement, 0.16))
    pen.box((0.0, 0.918, 1.0, 0.9205), darker(pavement, 0.16))


def _house(pen: Pen, left: float, wide: float, dice: Dice) -> None:
    """One town house: roof, two rows of windows, and a shop on the ground floor."""
    light = pen.light
    top, right, colour = dice.number(0.2, 0.3), left + wide, dice.pick(FACADES)
    roof = land.SNOW if light.snowy else dice.pick(((142, 94, 84), (112, 102, 116), (166, 112, 84)))
    pen.box((left, top, right, 0.62), colour)
    if dice.chance(0.5):
        pen.shape(
            (
                (left - 0.006, top),
                (left + wide * 0.16, top - 0.07),
                (right - wide * 0.16, top - 0.07),
                (right + 0.006, top),
            ),
            roof,
        )
        pen.box((left + wide * 0.68, top - 0.11, left + wide * 0.8, top - 0.03), darker(colour, 0.26))
    else:
        pen.box((left - 0.004, top - 0.02, right + 0.004, top + 0.006), lighter(colour, 0.4))
        if light.snowy:
            pen.box((left - 0.006, top - 0.03, right + 0.006, top - 0.014), land.SNOW, 0.006)
    pen.box((right - 0.012, top, right, 0.62), darker(colour, 0.12))
    columns = 3 if wide > 0.21 else 2
    for row in range(3):
        for column in range(columns):
            _window(pen, left + wide * (column + 0.7) / (columns + 0.4), top + 0.05 + 0.078 * row, colour, dice)
    _shop(pen, left, right, colour, dice)


def _window(pen: Pen, x: float, y: float, wall: RGB, dice: Dice) -> None:
    """A window with a frame and a sill, some of them lit in the dark."""
    if y > 0.48:
        return
    lit = pen.light.dark and dice.chance(0.55)
    pen.box((x - 0.021, y - 0.028, x + 0.021, y + 0.028), lighter(wall, 0.5))
    panes = pen.bright() if lit else pen
    glass: RGB = mix(LAMP_LIGHT, (255, 190, 110), dice.number(0, 0.6)) if lit else (112, 132, 152)
    panes.box((x - 0.016, y - 0.023, x + 0.016, y + 0.023), glass)
    if not lit:
        pen.shape(((x - 0.016, y + 0.01), (x - 0.016, y - 0.023), (x + 0.008, y - 0.023)), (150, 170, 184))
    pen.box((x - 0.0016, y - 0.023, x + 0.0016, y + 0.023), lighter(wall, 0.5))
    pen.box((x - 0.024, y + 0.027, x + 0.024, y + 0.034), darker(wall, 0.14))


def _shop(pen: Pen, left: float, right: float, wall: RGB, dice: Dice) -> None:
    """A shop window under a striped awning, and a door."""
    lit = pen.light.dark
    inside = pen.bright() if lit else pen
    glass: RGB = (255, 206, 130) if lit else (126, 146, 158)
    split = left + (right - left) * 0.66
    pen.box((left, 0.5, right, 0.62), darker(wall, 0.22))
    inside.box((left + 0.014, 0.525, split - 0.012, 0.6), glass)
    pen.box((split + 0.004, 0.522, right - 0.016, 0.62), darker(dice.pick(AWNINGS), 0.2))
    inside.box((split + 0.012, 0.535, right - 0.024, 0.57), glass)
    awning, width = dice.pick(AWNINGS), split - left
    for number in range(6):
        tone = awning if number % 2 == 0 else (248, 236, 216)
        a, b = left + width * number / 6, left + width * (number + 1) / 6
        pen.shape(((a + 0.004, 0.492), (b + 0.002, 0.492), (b, 0.53), (a, 0.53)), tone)
        pen.oval((a + b) / 2, 0.53, (b - a) / 2, 0.008, tone)


def park(canvas: Canvas, dice: Dice) -> None:
    """A lawn with a winding path, clipped hedges, and the towers of the city behind."""
    sky(canvas, 0.58, dice)
    pen = canvas.pen()
    snowy = canvas.light.snowy
    _skyline(pen.far(0.62), dice)
    green = land.SNOW if snowy else dice.pick(((150, 184, 104), (138, 178, 110), (168, 184, 102)))
    wood = mix(dice.pick(((110, 150, 100), (128, 152, 92), (196, 148, 84))), land.SNOW, 0.45 * snowy)
    land.bushes(pen.far(0.4), 0.545, dice, 24, wood)
    pen.far(0.26).box((-0.01, 0.545, 1.01, 0.6), darker(wood, 0.1), 0.01)
    for number in range(16):
        x = number / 15 + dice.number(-0.02, 0.02)
        pen.far(0.26).oval(x, 0.547, 0.045, 0.018, darker(wood, dice.number(0.02, 0.12)))
    land.ground(canvas, 0.595, (lighter(green, 0.1), green, darker(green, 0.22)))
    _walk(pen, mix((232, 208, 168), land.SNOW, 0.4 * snowy), dice)
    if not snowy:
        land.tufts(pen, 0.62, dice, 44, darker(green, 0.14))
        land.flowers(pen, 0.86, dice, 40, ((240, 200, 110), (232, 132, 120), (250, 240, 226)))


def _skyline(pen: Pen, dice: Dice) -> None:
    """Far towers, some windows lit in the dark."""
    left = -0.02
    while left < 1.0:
        wide, top = dice.number(0.05, 0.1), dice.number(0.28, 0.47)
        colour = dice.pick(((150, 150, 176), (172, 156, 170), (138, 152, 176)))
        pen.box((left, top, left + wide, 0.58), colour)
        if dice.chance(0.3):
            pen.shape(((left, top), (left + wide / 2, top - 0.05), (left + wide, top)), colour)
        glass = pen.bright() if pen.light.dark else pen
        for row in range(5):
            for column in range(3):
                if dice.chance(0.5):
                    x, y = left + wide * (0.22 + 0.28 * column), top + 0.025 + 0.03 * row
                    glass.box(
                        (x - 0.005, y - 0.007, x + 0.005, y + 0.007),
                        LAMP_LIGHT if pen.light.dark else lighter(colour, 0.3),
                    )
        left += wide + dice.number(-0.012, 0.02)


def _walk(pen: Pen, colour: RGB, dice: Dice) -> None:
    """A pale path that swings through the lawn."""
    left = dice.chance(0.5)
    knots = (
        (1.06, 0.86), (0.8, 0.835), (0.42, 0.775), (0.36, 0.72), (0.52, 0.675), (0.56, 0.64), (0.5, 0.612),
        (0.52, 0.612), (0.62, 0.64), (0.62, 0.68), (0.54, 0.72), (0.62, 0.755), (0.86, 0.79), (1.06, 0.8),
    )  # fmt: skip
    pen.blob(tuple((1 - x, y) if left else (x, y) for x, y in knots), colour)
