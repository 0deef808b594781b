"""Things on a table: cup, teapot, cake, fruit bowl, vase, books, candle and bread, origin where they stand."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, LAMP_LIGHT, RGB, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look


def _steam(pen: Pen, x: float, y: float) -> None:
    """Two wisps over something hot."""
    for shift in (-5, 4):
        pen.stroke(
            ((x + shift, y), (x + shift + 4, y + 9), (x + shift - 3, y + 18), (x + shift + 2, y + 28)),
            (1.4, 3, 2.4, 0.8),
            (255, 252, 246),
            0.6,
        )


def cup(pen: Pen, look: Look) -> None:
    """A steaming cup on a saucer."""
    glaze = look.colour
    pen.oval(0, 4, 32, 5, darker(CREAM, 0.16))
    pen.oval(0, 5.4, 30, 4.4, lighter(glaze, 0.5))
    pen.stroke(((16, 32), (31, 34), (31, 18), (13, 14)), (5,), darker(glaze, 0.14))
    pen.blob(((-22, 40), (-22, 40), (-21, 20), (-13, 6), (0, 4), (13, 6), (21, 20), (22, 40), (22, 40)), glaze)
    pen.blob(((7, 40), (9, 20), (5, 5), (13, 6), (21, 20), (22, 40), (22, 40)), darker(glaze, 0.12))
    pen.oval(0, 40, 22, 5, lighter(glaze, 0.4))
    pen.oval(0, 39.4, 19, 3.8, (116, 76, 54))
    pen.stroke(((-15, 33), (-15, 20)), (2.6, 1.6), lighter(glaze, 0.7), 0.8)
    _steam(pen, 0, 46)


def teapot(pen: Pen, look: Look) -> None:
    """A round teapot with a band."""
    pen = pen.at(-3, 0)
    glaze = look.colour
    pen.stroke(((26, 20), (40, 26), (47, 45)), (14, 9, 7), darker(glaze, 0.12))
    pen.stroke(((-24, 42), (-47, 44), (-48, 22), (-26, 15)), (6,), darker(glaze, 0.16))
    pen.blob(((-30, 24), (-25, 44), (0, 52), (25, 44), (30, 24), (19, 4), (0, 1), (-19, 4)), glaze)
    pen.blob(((10, 50), (25, 44), (30, 24), (19, 4), (6, 1), (16, 22)), darker(glaze, 0.14))
    pen.stroke(((-29, 22), (0, 18), (29, 22)), (4,), lighter(glaze, 0.6))
    pen.blob(((-17, 49), (-17, 49), (0, 60), (17, 49), (17, 49), (0, 47)), lighter(glaze, 0.16))
    pen.oval(0, 61, 4.4, 4, darker(glaze, 0.2))
    pen.oval(-14, 38, 4, 6, lighter(glaze, 0.6), 0.6)
    _steam(pen, 50, 52)


def cake(pen: Pen, look: Look) -> None:
    """A two-tier cake on a stand, the icing in its colour, with berries."""
    icing, sponge = look.colour, (222, 176, 118)
    pen.shape(((-12, 0), (-5, 12), (5, 12), (12, 0)), (226, 220, 214))
    pen.oval(0, 13, 46, 6, (212, 206, 204))
    pen.oval(0, 15, 44, 5, (240, 236, 230))
    for left, low, high in ((37, 15, 42), (25, 44, 64)):
        pen.box((-left, low, left, high), sponge, 3)
        pen.box((left * 0.4, low, left, high), darker(sponge, 0.1), 3)
        pen.box((-left, low + (high - low) * 0.3, left, low + (high - low) * 0.46), (250, 240, 222))
        pen.box((-left - 1, high - 9, left + 1, high + 2), icing, 5)
        for number in range(5):
            x = -left + left * 0.2 + number * left * 0.4
            pen.stroke(((x, high - 6), (x, high - 10 - 5 * (number % 2))), (left * 0.22,), icing)
        pen.oval(0, high + 1, left, 4, lighter(icing, 0.25))
    for x in (-15, -5, 5, 15):
        pen.oval(x, 67.6, 4.6, 4.6, (196, 64, 66))
        pen.oval(x - 1.4, 69, 1.3, 1.3, (240, 170, 160))


def fruit_bowl(pen: Pen, look: Look) -> None:
    """A bowl of apples, oranges, a pear and bananas."""
    bowl = look.colour
    pen.stroke(((-34, 32), (-20, 52), (8, 62)), (4, 12, 5), (240, 200, 90))
    pen.stroke(((-38, 34), (-28, 56), (-6, 68)), (4, 11, 4), (246, 210, 106))
    for x, y, size, colour in (
        (-16, 42, 14, (206, 80, 66)),
        (18, 42, 14, (236, 148, 70)),
        (2, 46, 14, (150, 176, 92)),
        (30, 36, 11, (206, 80, 66)),
    ):
        pen.oval(x, y, size, size, colour)
        pen.oval(x - size * 0.3, y + size * 0.36, size * 0.3, size * 0.26, lighter(colour, 0.5))
        pen.stroke(((x, y + size - 1), (x + 1.6, y + size + 4)), (1.6,), (110, 80, 60))
    pen.blob(((-44, 36), (-44, 36), (-34, 12), (-14, 3), (14, 3), (34, 12), (44, 36), (44, 36), (0, 31)), bowl)
    pen.blob(((16, 32), (24, 14), (8, 3), (14, 3), (34, 12), (44, 36), (44, 36)), darker(bowl, 0.12))
    pen.stroke(((-40, 24), (0, 18), (40, 24)), (3,), lighter(bowl, 0.5))
    pen.box((-15, 0, 15, 5), darker(bowl, 0.2), 2)


def vase(pen: Pen, look: Look) -> None:
    """A vase of flowers."""
    glaze = look.colour
    petals = look.dice.pick(
        (((226, 120, 106), (244, 202, 112)), ((236, 170, 176), (250, 238, 218)), ((170, 134, 186), (246, 214, 150)))
    )
    stems = ((-24, 84), (-11, 98), (4, 90), (18, 100), (29, 82), (-2, 76), (14, 78))
    for x, y in stems:
        pen.stroke(((0, 42), (x * 0.5, 62), (x, y)), (1.8,), (96, 136, 86))
    for x, y in ((-30, 66), (31, 64), (-16, 70), (20, 70)):
        pen.stroke(((x * 0.2, 48), (x * 0.6, 60), (x, y)), (2, 8, 1), (112, 152, 98))
    for number, (x, y) in enumerate(stems):
        colour = petals[number % 2]
        for dx, dy in ((0, 6), (5.6, 2), (3.6, -5), (-3.6, -5), (-5.6, 2)):
            pen.oval(x + dx, y + dy, 4.8, 4.8, colour)
        pen.oval(x, y, 3.4, 3.4, darker(colour, 0.4))
    pen.blob(
        (
            (-9, 48),
            (-9, 48),
            (-8, 40),
            (-19, 26),
            (-17, 8),
            (-10, 0),
            (-10, 0),
            (10, 0),
            (10, 0),
            (17, 8),
            (19, 26),
            (8, 40),
            (9, 48),
            (9, 48),
        ),
        glaze,
    )
    pen.blob(
        ((3, 46), (4, 38), (11, 24), (9, 8), (4, 0), (10, 0), (10, 0), (17, 8), (19, 26), (8, 40), (9, 48), (9, 48)),
        darker(glaze, 0.14),
    )
    pen.oval(-9, 24, 2.4, 6, lighter(glaze, 0.6), 0.6)


def books(pen: Pen, look: Look) -> None:
    """A pile of three books; the uppermost has the colour; its top is at height 34."""
    under = ((204, 180, 150), (126, 150, 148))
    for y, wide, shift, cover in ((0, 40, 0, under[0]), (11.5, 36, -2, under[1]), (22.5, 38, 2, look.colour)):
        pen.box((shift - wide, y, shift + wide, y + 11), cover, 2)
        pen.box((shift - wide + 6, y + 2.4, shift + wide + 1, y + 8.6), (248, 240, 224), 1)
        pen.box((shift - wide, y, shift - wide + 9, y + 11), darker(cover, 0.16), 2)
        for line in (4.2, 6.6):
            pen.stroke(((shift - wide + 12, y + line), (shift + wide - 2, y + line)), (0.6,), (206, 194, 176))
    pen.box((-28, 25, -26, 31), CREAM)


def candle(pen: Pen, look: Look) -> None:
    """A burning candle in a holder."""
    wax = look.colour
    pen.glow(0, 62, 60 if pen.light.dark else 34, LAMP_LIGHT, 0.75 if pen.light.dark else 0.4)
    pen.oval(0, 4, 21, 4.6, (176, 132, 82))
    pen.stroke(((18, 6), (28, 9), (24, 16), (17, 10)), (2.6,), (150, 108, 68))
    pen.box((-11, 5, 11, 13), (196, 150, 96), 2)
    pen.box((-8, 10, 8, 50), wax, 2)
    pen.box((2, 10, 8, 50), darker(wax, 0.12), 2)
    pen.stroke(((-6, 49), (-6, 38)), (3.6,), lighter(wax, 0.4))
    pen.stroke(((0, 49), (0, 55)), (1.4,), INK)
    pen.bright().blob(((-4.6, 58), (-2.4, 67), (0, 74), (0, 74), (2.6, 66), (4.6, 58), (0, 53.6)), (250, 180, 84))
    pen.bright().blob(((-2.2, 58), (0, 66), (0, 66), (2.2, 58), (0, 55)), (255, 240, 190))


def bread(pen: Pen, look: Look) -> None:
    """A scored loaf on a board with a cut slice."""
    crust: RGB = (200, 140, 82)
    pen.box((-52, 0, 52, 6), (164, 118, 82), 3)
    pen.blob(((-42, 6), (-42, 6), (-45, 20), (-34, 35), (-6, 40), (20, 35), (29, 18), (26, 6), (26, 6)), crust)
    pen.blob(((-42, 6), (-42, 6), (-44, 14), (0, 12), (28, 14), (26, 6), (26, 6)), darker(crust, 0.2))
    for x in (-26, -9, 8):
        pen.stroke(((x - 5, 22), (x + 2, 30), (x + 8, 34)), (2, 4.4, 1.4), (244, 216, 166))
    pen.blob(((30, 6), (30, 6), (29, 20), (34, 30), (42, 29), (46, 18), (45, 6), (45, 6)), crust)
    pen.blob(((33, 8), (33, 8), (32, 20), (36, 26), (41, 25), (43, 17), (42, 8), (42, 8)), mix(CREAM, crust, 0.14))
