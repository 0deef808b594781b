"""Backdrops indoors, with the weather and the time outside the window: kitchen and living room."""

from ladder.scenes.drawing.backdrops import land
from ladder.scenes.drawing.backdrops.sky import sky
from ladder.scenes.drawing.backdrops.weather import fall
from ladder.scenes.drawing.canvas import Canvas, Pen
from ladder.scenes.drawing.light import lamplight
from ladder.scenes.drawing.palette import RGB, WOOD, darker, lighter, mix
from ladder.scenes.world.dice import Dice

WALLS: tuple[RGB, ...] = (
    (240, 214, 176),
    (226, 196, 178),
    (196, 208, 190),
    (206, 214, 216),
    (238, 204, 160),
    (222, 190, 186),
)


def kitchen(canvas: Canvas, dice: Dice) -> None:
    """A wall with a curtained window and hanging pans over a wooden table."""
    wall = dice.pick(WALLS)
    _room(canvas, wall, dice)
    pen = canvas.pen()
    left = dice.chance(0.5)
    _pans(pen, 0.79 if left else 0.05, dice)
    wood = dice.pick(((196, 146, 100), (178, 126, 86), (214, 168, 120)))
    pen.box((-0.01, 0.55, 1.01, 0.6), darker(wall, 0.1))
    pen.box((-0.01, 0.545, 1.01, 0.556), lighter(wall, 0.4))
    land.ground(canvas, 0.6, (lighter(wood, 0.14), wood, darker(wood, 0.1)), 0.93)
    for y, reach in ((0.655, 0.4), (0.7, 0.8), (0.76, 0.5), (0.83, 0.9), (0.885, 0.6)):
        x = dice.number(-0.2, 0.6)
        pen.box((x, y, x + reach, y + 0.003), darker(wood, 0.12), 0.0015, 0.7)
    pen.box((-0.01, 0.93, 1.01, 0.955), darker(wood, 0.28))
    pen.box((-0.01, 0.955, 1.01, 1.01), darker(wood, 0.5))
    if dice.chance(0.6):
        _cloth(pen, dice.pick(((206, 92, 80), (96, 134, 168), (120, 156, 112), (228, 172, 96))))


def living_room(canvas: Canvas, dice: Dice) -> None:
    """A wall with a window and framed prints, floorboards and a round rug."""
    wall = dice.pick(WALLS)
    left = _room(canvas, wall, dice)
    pen = canvas.pen()
    for number in range(2):
        _print(pen, (0.8 if left else 0.1) + 0.11 * number, 0.2 + 0.07 * (number % 2), dice)
    floor = dice.pick(((190, 140, 98), (172, 122, 86), (206, 160, 116)))
    pen.box((-0.01, 0.635, 1.01, 0.67), lighter(wall, 0.6))
    land.ground(canvas, 0.67, (darker(floor, 0.1), floor, lighter(floor, 0.06)))
    for row, y in enumerate((0.7, 0.74, 0.795, 0.86, 0.94)):
        pen.box((-0.01, y, 1.01, y + 0.0026), darker(floor, 0.22))
        below = (0.74, 0.795, 0.86, 0.94, 1.01)[row]
        for number in range(3):
            x = (number + (0.2, 0.6, 0.35, 0.8, 0.5)[row]) / 3
            pen.box((x, y, x + 0.0026, below), darker(floor, 0.22))
    rug = dice.pick(((204, 108, 88), (112, 146, 152), (226, 178, 116), (150, 122, 152)))
    for scale, tone in ((1.0, rug), (0.86, lighter(rug, 0.5)), (0.8, rug), (0.5, darker(rug, 0.14))):
        pen.oval(0.5, 0.865, 0.42 * scale, 0.095 * scale, tone)


def _room(canvas: Canvas, wall: RGB, dice: Dice) -> bool:
    """Wall and window; whether the window is left of the middle."""
    left = dice.chance(0.5)
    x, wide = (0.38 if left else 0.62) + dice.number(-0.04, 0.04), 0.2
    _view(canvas, dice)
    canvas.light = lamplight(canvas.light)
    pen = canvas.pen()
    for edges in ((0.0, 0.0, x - wide, 0.7), (x + wide, 0.0, 1.0, 0.7), (0.0, 0.0, 1.0, 0.07), (0.0, 0.5, 1.0, 0.7)):
        pen.box(edges, wall)
    _pattern(pen, wall, (x - wide, x + wide), dice)
    frame: RGB = (250, 242, 228)
    for x0, y0, x1, y1 in (
        (x - wide - 0.015, 0.06, x - wide + 0.01, 0.51), (x + wide - 0.01, 0.06, x + wide + 0.015, 0.51),
        (x - wide, 0.06, x + wide, 0.085), (x - wide, 0.49, x + wide, 0.51), (x - 0.007, 0.06, x + 0.007, 0.51),
        (x - wide, 0.26, x + wide, 0.272),
    ):  # fmt: skip
        pen.box((x0, y0, x1, y1), frame)
    pen.box((x - wide - 0.035, 0.505, x + wide + 0.035, 0.527), frame, 0.006)
    pen.box((x - wide - 0.03, 0.527, x + wide + 0.03, 0.534), darker(wall, 0.2))
    _curtains(pen, x, wide, dice)
    return left


def _view(canvas: Canvas, dice: Dice) -> None:
    """What is seen through the window."""
    sky(canvas, 0.46, dice)
    far = canvas.pen().far(0.3)
    green = land.SNOW if canvas.light.snowy else (132, 164, 108)
    land.ridge(far, 0.42, land.wavy(dice, 0.02, 1.4), mix(green, (110, 146, 150), 0.4))
    land.ridge(canvas.pen().far(0.1), 0.46, land.wavy(dice, 0.012, 1.2), green)
    fall(canvas, dice, 0.5)


def _pattern(pen: Pen, wall: RGB, window: tuple[float, float], dice: Dice) -> None:
    """Wallpaper: stripes or sprigs, beside the window."""
    tone = lighter(wall, 0.22)
    striped = dice.chance(0.5)
    for column in range(21):
        x = (column + 0.5) / 20
        if window[0] - 0.05 < x < window[1] + 0.05:
            continue
        if striped:
            pen.box((x - 0.008, 0.0, x + 0.008, 0.64), tone)
        else:
            for row in range(8):
                pen.oval(x, 0.04 + 0.08 * row + 0.04 * (column % 2), 0.008, 0.011, tone)


def _curtains(pen: Pen, x: float, wide: float, dice: Dice) -> None:
    """Two gathered curtains on a rod."""
    colour = dice.pick(((216, 116, 96), (238, 200, 128), (128, 158, 150), (244, 230, 208), (168, 140, 164)))
    for side in (-1, 1):
        edge, fold = x + side * (wide + 0.05), x + side * (wide - 0.05)
        pen.blob(((edge, 0.05), (edge, 0.05), (fold - side * 0.03, 0.05), (fold - side * 0.03, 0.05), (fold, 0.22),
                  (fold + side * 0.045, 0.36), (fold + side * 0.02, 0.56), (fold + side * 0.02, 0.56),
                  (edge + side * 0.01, 0.56), (edge + side * 0.01, 0.56)), colour)  # fmt: skip
        for share in (0.3, 0.62):
            mid = edge + (fold - edge) * share
            pen.stroke(
                ((mid - side * 0.01, 0.06), (mid + side * 0.006, 0.3), (mid + side * 0.012, 0.55)),
                (0.008,),
                darker(colour, 0.12),
            )
        pen.stroke(((edge, 0.37), (fold + side * 0.045, 0.36)), (0.014,), darker(colour, 0.26))
    pen.box((x - wide - 0.09, 0.036, x + wide + 0.09, 0.052), WOOD, 0.008)
    for side in (-1, 1):
        pen.oval(x + side * (wide + 0.09), 0.044, 0.014, 0.014, darker(WOOD, 0.2))


def _pans(pen: Pen, left: float, dice: Dice) -> None:
    """A rail with two pans and a ladle."""
    pen.box((left - 0.01, 0.15, left + 0.17, 0.16), (124, 104, 98), 0.005)
    copper: RGB = dice.pick(((206, 130, 84), (98, 98, 110)))
    for number, size in enumerate((0.042, 0.034)):
        x, y = left + 0.04 + 0.085 * number, 0.31 - 0.02 * number
        pen.stroke(((x, 0.155), (x, y)), (0.011,), darker(copper, 0.3))
        pen.oval(x, y, size, size, darker(copper, 0.12))
        pen.oval(x, y, size * 0.82, size * 0.82, lighter(copper, 0.1))
    x = left + 0.16
    pen.stroke(((x, 0.155), (x, 0.27)), (0.008,), (150, 146, 150))
    pen.oval(x, 0.28, 0.018, 0.014, (170, 166, 170))


def _print(pen: Pen, x: float, y: float, dice: Dice) -> None:
    """A small framed print of hills and a sun."""
    pen.box((x - 0.045, y - 0.06, x + 0.045, y + 0.06), darker(WOOD, 0.2))
    pen.box((x - 0.038, y - 0.053, x + 0.038, y + 0.053), (250, 240, 222))
    ink = dice.pick(((222, 140, 100), (120, 152, 146), (226, 184, 112)))
    pen.oval(x + 0.008, y - 0.014, 0.015, 0.015, ink)
    hills = (
        (-0.03, 0.045),
        (-0.03, 0.045),
        (-0.012, 0.008),
        (0.008, 0.022),
        (0.03, 0.012),
        (0.03, 0.045),
        (0.03, 0.045),
    )
    pen.at(x, y).blob(hills, darker(ink, 0.3))


def _cloth(pen: Pen, colour: RGB) -> None:
    """A chequered runner across the table."""
    pale: RGB = (250, 240, 224)
    pen.shape(((0.24, 0.62), (0.76, 0.62), (0.86, 0.9), (0.14, 0.9)), pale)
    for row in range(5):
        for column in range(10):
            if (row + column) % 2:
                continue
            y0, y1 = 0.62 + 0.056 * row, 0.62 + 0.056 * (row + 1)
            corners = []
            for share, y in ((column / 10, y0), ((column + 1) / 10, y0), ((column + 1) / 10, y1), (column / 10, y1)):
                spread = 0.26 + (y - 0.62) / 0.28 * 0.1
                corners.append((0.5 - spread + 2 * spread * share, y))
            pen.shape(tuple(corners), mix(colour, pale, 0.35))
