"""People in coats: about 100 units tall, facing right, origin between the feet (sitting: on the seat)."""

from ladder.scenes.drawing.canvas import Pen
from ladder.scenes.drawing.palette import CREAM, HAIR, RGB, SKIN, darker, lighter, mix
from ladder.scenes.drawing.things.look import Look

TROUSERS: tuple[RGB, ...] = ((70, 74, 98), (92, 80, 84), (84, 96, 104), (120, 98, 82))
BOOT: RGB = (88, 60, 50)
SCARVES: tuple[RGB, ...] = ((244, 226, 190), (236, 190, 110), (210, 120, 96), (128, 160, 156))


def woman(pen: Pen, look: Look) -> None:
    """A woman with long hair or a bun."""
    skin, hair = look.dice.pick(SKIN), look.dice.pick(HAIR)
    up = look.dice.chance(0.4)
    _body(pen, look, skin, flare=1.15)
    head = pen.at(1, _lift(look))
    if up:
        head.oval(-3, 101, 5.5, 5, hair)
    else:
        head.blob(((-11, 94), (-12.5, 82), (-10, 70), (-3, 70), (2, 84), (6, 96), (-2, 101.5)), hair)
    _face(head, skin)
    head.blob(((-10, 86), (-10.5, 94), (-4, 101), (5, 100), (10.4, 93), (7, 95), (0, 95.5), (-5, 91), (-7, 84)), hair)


def man(pen: Pen, look: Look) -> None:
    """A man with short hair, a beard or a cap."""
    skin, hair = look.dice.pick(SKIN), look.dice.pick(HAIR[:4])
    _body(pen, look, skin, flare=0.86)
    head = pen.at(1, _lift(look))
    _face(head, skin)
    if look.dice.chance(0.5):
        head.blob(((-7, 87), (-3, 84), (4, 84), (9.4, 87), (9, 80), (4, 76), (-3, 77), (-8, 82)), hair)
    if look.dice.chance(0.45):
        cap = look.dice.pick(TROUSERS)
        head.blob(((-10, 92), (-9, 99), (0, 103), (9, 99), (10, 93), (10, 93), (0, 95)), cap)
        head.stroke(((4, 94), (15, 92.5)), (4, 2.5), darker(cap, 0.3))
    else:
        head.blob(
            ((-10.4, 86), (-10.6, 95), (-4, 101), (6, 101), (10.6, 95), (9, 93), (2, 95.5), (-6, 93), (-8, 87)), hair
        )


def child(pen: Pen, look: Look) -> None:
    """A child with a bobble hat, two thirds of a grown-up."""
    small = pen.at(0, 0, 0.66)
    skin, hat = look.dice.pick(SKIN), look.dice.pick(SCARVES)
    _body(small, look, skin, flare=1.1)
    head = small.at(1, _lift(look) - 14, 1.16)
    _face(head, skin)
    hair = look.dice.pick(HAIR)
    head.blob(((-10, 84), (-10.6, 92), (-6, 94), (-5, 88), (-7, 82)), hair)
    head.blob(((-11, 92), (-9, 100), (0, 105), (9, 100), (11, 92), (11, 92), (0, 94), (-11, 92)), hat)
    head.stroke(((-10.6, 92.5), (0, 94), (10.6, 92.5)), (5,), darker(hat, 0.2))
    head.oval(0, 106, 4, 4, lighter(hat, 0.5))


def _lift(look: Look) -> float:
    """How far the head is from where it is when standing."""
    return -33.0 if look.pose in ("sitting", "rowing") else 0.0


def _face(pen: Pen, skin: RGB) -> None:
    """A head that looks a little to the right, with eyes and a blush."""
    pen.stroke(((-1, 74), (-1, 82)), (7,), darker(skin, 0.14))
    pen.blob(((-10, 90), (-7, 98), (1, 100), (8.6, 97), (10.4, 90), (8, 82), (2, 78.4), (-5, 81)), skin)
    pen.oval(3, 89.5, 1.15, 1.5, (62, 48, 50))
    pen.oval(8, 89.5, 1.0, 1.5, (62, 48, 50))
    pen.oval(0.6, 85.6, 2.3, 1.5, mix(skin, (226, 110, 96), 0.5), 0.7)
    pen.stroke(((4.2, 84), (6, 83.2), (7.6, 84.2)), (0.9,), darker(skin, 0.5))


def _body(pen: Pen, look: Look, skin: RGB, flare: float) -> None:
    """Legs, coat, arms and scarf."""
    trousers = look.dice.pick(TROUSERS)
    if look.pose in ("sitting", "rowing"):
        _seated(pen, look, skin, trousers, flare)
        return
    stride = 9.0 if look.pose == "walking" else 0.0
    _leg(pen, (-5, 38), (-6 - stride, 5 + stride * 0.3), darker(trousers, 0.2))
    _leg(pen, (5, 38), (6 + stride, 3), trousers)
    coat, hem = look.colour, 15 * flare
    _arm(pen, (-9, 71), (-14 + stride * 1.2, 46), darker(coat, 0.26), skin)
    pen.blob(((-6, 78), (6, 78), (11.5, 73), (12.5, 56), (hem + 1, 34), (hem + 1, 34), (0, 31), (-hem - 1, 34),
              (-hem - 1, 34), (-12.5, 56), (-11.5, 73)), coat)  # fmt: skip
    pen.blob(
        ((-6, 77), (-11.5, 73), (-12.5, 56), (-hem - 1, 34), (-hem - 1, 34), (-hem + 5, 32.4), (-7, 56)),
        darker(coat, 0.14),
    )
    pen.stroke(((2.4, 75), (2.8, 52), (3.2, 33)), (1.2,), darker(coat, 0.34))
    for y in (64, 55, 46):
        pen.oval(5.6, y, 1.2, 1.2, lighter(coat, 0.6))
    _scarf(pen, look)
    if look.holding:
        _arm(pen, (9, 71), (20, 62), darker(coat, 0.1), skin, elbow=(17, 55))
    else:
        _arm(pen, (9.5, 71), (14 - stride * 1.3, 45), darker(coat, 0.1), skin)


def _seated(pen: Pen, look: Look, skin: RGB, trousers: RGB, flare: float) -> None:
    """The body of someone who sits, seen from the front, the seat at height 0; a boat hides a rower's legs."""
    coat = look.colour
    for x in (-6, 7) if look.pose == "sitting" else ():
        _leg(pen, (x, 5), (x + 1, -33), trousers)
    pen.blob(((-6, 45), (6, 45), (11.5, 40), (12.5, 22), (14 * flare, -1), (14 * flare, -1), (0, -5), (-14 * flare, -1),
              (-14 * flare, -1), (-12.5, 22), (-11.5, 40)), coat)  # fmt: skip
    pen.stroke(((2, 42), (2.4, 16), (2.4, -3)), (1.2,), darker(coat, 0.34))
    _scarf(pen.at(0, -33), look)
    _arm(pen, (-10, 38), (-5, 10), darker(coat, 0.16), skin, elbow=(-16, 20))
    _arm(pen, (10, 38), (6, 10), darker(coat, 0.1), skin, elbow=(16.5, 20))


def _leg(pen: Pen, hip: tuple[float, float], foot: tuple[float, float], colour: RGB) -> None:
    """A trouser leg and its boot."""
    pen.stroke((hip, ((hip[0] + foot[0]) / 2 + 0.6, (hip[1] + foot[1]) / 2), foot), (9, 7.4), colour)
    x, y = foot
    boot = ((-4.4, 7), (-4.4, 7), (4, 7), (4, 7), (9, 0), (8, -3), (8, -3), (-4.6, -3), (-4.6, -3))
    pen.at(x, y).blob(boot, BOOT)


def _arm(
    pen: Pen,
    shoulder: tuple[float, float],
    hand: tuple[float, float],
    colour: RGB,
    skin: RGB,
    elbow: tuple[float, float] | None = None,
) -> None:
    """A sleeve and its hand."""
    bend = elbow or ((shoulder[0] + hand[0]) / 2 + (1.5 if hand[0] > 0 else -1.5), (shoulder[1] + hand[1]) / 2)
    pen.oval(hand[0], hand[1] + (1.5 if hand[1] > bend[1] else -1.5), 3.2, 3.4, skin)
    pen.stroke((shoulder, bend, hand), (8, 7, 6), colour)


def _scarf(pen: Pen, look: Look) -> None:
    """A scarf round the neck, on some people with a loose end."""
    colour = look.dice.pick(SCARVES)
    colour = CREAM if abs(colour[0] - look.colour[0]) + abs(colour[1] - look.colour[1]) < 50 else colour
    if look.dice.chance(0.6):
        pen.stroke(((-3, 76), (-5, 66), (-4, 58)), (5.5, 6), darker(colour, 0.12))
    pen.stroke(((-7, 77.5), (0, 75.6), (7.4, 77.5)), (6.4,), colour)
