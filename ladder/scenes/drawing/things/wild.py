"""Wild animals: fox, deer, bear and camel, facing right, origin on the ground."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, INK, RGB, darker, lighter
from ladder.scenes.drawing.things.look import Look

SOCK: RGB = (78, 58, 56)


def fox(pen: Pen, look: Look) -> None:
    """A fox that stands or sits, with a bushy white-tipped tail."""
    pen = pen.at(6, 0)
    coat = look.colour
    if look.pose == "sitting":
        pen.stroke(((-10, 5), (-24, 5), (-34, 14), (-32, 28)), (8, 15, 13, 5), darker(coat, 0.1))
        pen.stroke(((-34, 21), (-32, 30)), (9, 3), CREAM)
        pen.blob(((-16, 1), (-17, 12), (-10, 27), (-1, 38), (9, 36), (12, 20), (12, 1)), coat)
        pen.blob(((2, 34), (9, 35), (11.5, 22), (8, 12), (3, 18)), CREAM)
        for x in (4, 9.6):
            pen.stroke(((x, 20), (x + 0.6, 3)), (6, 5), SOCK if x > 5 else darker(SOCK, 0.3))
        _fox_head(pen.at(-12, 6), coat)
        return
    pen.stroke(((-20, 27), (-34, 26), (-46, 20), (-54, 22)), (7, 15, 14, 4), darker(coat, 0.1))
    pen.stroke(((-46, 20.6), (-55, 22)), (11, 3), CREAM)
    for x in (-13, 12):
        pen.stroke(((x, 22), (x + 1, 2.6)), (7, 4.6), darker(SOCK, 0.3))
    pen.blob(((-23, 28), (-16, 34), (0, 32), (14, 35), (21, 28), (15, 19), (-2, 20), (-19, 18)), coat)
    for x in (-18, 17):
        pen.stroke(((x, 24), (x, 12)), (9, 6), coat)
        pen.stroke(((x, 12), (x + 0.4, 2.6)), (5.6, 4.8), SOCK)
    pen.blob(((14, 22), (20, 24), (21, 32), (16, 30)), CREAM)
    _fox_head(pen, coat)


def _fox_head(pen: Pen, coat: RGB) -> None:
    """A pointed head with large ears."""
    pen.shape(((11, 46), (11, 61), (20, 50)), SOCK)
    pen.shape(((19, 49), (25, 62), (28, 47)), coat)
    pen.shape(((21.4, 50), (24.6, 58.4), (26, 49)), SOCK)
    pen.blob(((9, 41), (13, 50), (23, 52), (31, 46), (42, 39.4), (42, 37.6), (30, 33), (18, 31), (11, 34)), coat)
    pen.blob(((9, 40), (16, 41), (24, 39), (34, 39.5), (42, 38.6), (30, 33), (18, 31), (11, 34)), CREAM)
    pen.oval(42, 39.2, 2.2, 1.9, INK)
    pen.oval(26.4, 43.8, 1.5, 1.7, INK)


def deer(pen: Pen, look: Look) -> None:
    """A deer with antlers and pale spots."""
    pen = pen.at(-6, 0)
    coat, dark = look.colour, darker(look.colour, 0.24)
    for x in (-17, 17):
        pen.stroke(((x, 40), (x + 1, 20), (x, 3)), (8, 4.4, 4), dark)
    pen.oval(-29, 54, 4.6, 5.4, CREAM)
    pen.blob(((-29, 50), (-24, 58), (-4, 56), (16, 59), (25, 52), (20, 40), (0, 39), (-22, 37), (-29, 42)), coat)
    for x, y in ((-18, 53), (-9, 51.6), (0, 52.6), (-14, 47), (-4, 47)):
        pen.oval(x, y, 1.8, 1.4, lighter(coat, 0.6))
    for x in (-24, 21):
        pen.stroke(((x, 43), (x + (1 if x > 0 else -2), 21), (x, 4)), (10, 5, 4.4), coat)
    for x in (-24, -17, 17, 21):
        pen.box((x - 2.4, 0, x + 2.8, 4.4), SOCK, 1)
    pen.stroke(((18, 51), (26, 66), (30, 79)), (17, 11, 10), coat)
    pen.stroke(((22, 46), (29, 60)), (8, 5), lighter(coat, 0.4))
    for lean in (-1, 1):
        x = 30 + lean * 3
        pen.stroke(((x, 86), (x + lean * 7, 97), (x + lean * 5, 109)), (2.8, 2.4, 1.4), (170, 134, 104))
        pen.stroke(((x + lean * 5.4, 94), (x + lean * 12, 102)), (2.2, 1.4), (170, 134, 104))
        pen.stroke(((x + lean * 6.6, 100), (x + lean * 1, 107)), (2, 1.2), (170, 134, 104))
    pen.blob(((24, 86), (14, 90), (15, 84), (23, 81)), dark)
    pen.blob(((23, 82), (27, 89), (34, 88), (44, 80), (46, 75), (40, 73), (30, 74), (25, 76)), coat)
    pen.blob(((36, 78), (45, 78), (46, 75), (40, 73), (33, 74)), lighter(coat, 0.5))
    pen.oval(46, 77.6, 2, 1.7, INK)
    pen.oval(34, 83, 1.6, 1.9, INK)


def bear(pen: Pen, look: Look) -> None:
    """A round bear on all fours."""
    pen = pen.at(-5, 0)
    coat, dark = look.colour, darker(look.colour, 0.24)
    for x in (-18, 18):
        pen.stroke(((x, 24), (x, 6)), (15, 12), dark)
    pen.blob(((-36, 34), (-31, 50), (-12, 56), (8, 56), (26, 54), (33, 40), (28, 22), (0, 17), (-30, 18)), coat)
    for x in (-26, 24):
        pen.stroke(((x, 28), (x, 7)), (18, 14), coat)
        pen.oval(x + 3, 4, 9, 4.4, coat)
    for x in (27, 40):
        pen.oval(x, 64, 5, 5.4, dark)
        pen.oval(x, 63.6, 2.8, 3.2, lighter(coat, 0.3))
    pen.blob(((21, 52), (25, 63), (34, 66), (43, 62), (47, 52), (43, 42), (33, 38), (24, 42)), coat)
    pen.blob(((32, 48), (40, 52), (48, 49), (48, 43), (40, 39), (33, 42)), lighter(coat, 0.4))
    pen.oval(45, 50, 3.2, 2.4, INK)
    for x in (32, 41):
        pen.oval(x, 55.6, 1.5, 1.8, INK)


def camel(pen: Pen, look: Look) -> None:
    """A camel with two humps, a long neck and a patterned saddle cloth between."""
    pen = pen.at(-10, 0)
    coat, dark = look.colour, darker(look.colour, 0.22)
    pen.stroke(((-38, 58), (-44, 48), (-43, 38)), (4, 2.6), dark)
    pen.oval(-43, 36, 2.6, 4, darker(coat, 0.5))
    for x in (-20, 20):
        pen.stroke(((x, 46), (x + 1, 24), (x, 4)), (10, 6, 6), dark)
    pen.stroke(((28, 56), (45, 50), (50, 74), (52, 90)), (22, 15, 11, 10), coat)
    pen.blob(((-40, 58), (-34, 68), (-26, 86), (-18, 88), (-10, 72), (0, 68), (9, 73), (17, 88), (25, 84), (32, 66),
              (34, 54), (24, 43), (-4, 42), (-30, 42)), coat)  # fmt: skip
    for x in (-29, 26):
        pen.stroke(((x, 50), (x + 1, 26), (x, 5)), (13, 7, 6.4), coat)
    for x in (-29, -20, 20, 26):
        pen.oval(x + 1.4, 2.8, 5.4, 3, darker(coat, 0.34))
    pen.blob(((-9, 73), (0, 69.5), (9, 74), (12, 54), (0, 49), (-12, 54)), (196, 92, 84))
    for x in (-6, 0, 6):
        pen.oval(x, 58, 1.8, 2.4, (244, 204, 122))
    pen.stroke(((-12, 53), (0, 48.6), (12, 53)), (2.6,), (244, 204, 122))
    pen.shape(((46, 96), (44, 103), (51, 98)), dark)
    pen.blob(((45, 90), (48, 99), (56, 99), (66, 94), (70, 88), (66, 83), (56, 84), (48, 84)), coat)
    pen.blob(((60, 95), (70, 88), (66, 83), (58, 84)), lighter(coat, 0.3))
    pen.oval(57, 94, 1.7, 1.6, INK)
    pen.oval(67.6, 89.4, 1, 0.9, INK)
