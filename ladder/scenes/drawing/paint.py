"""Draws a scene."""

import numpy as np
from PIL import Image

from ladder.scenes.composing.layout import Piece, lay_out
from ladder.scenes.drawing.backdrops import BACKDROPS
from ladder.scenes.drawing.backdrops.weather import fall, mist
from ladder.scenes.drawing.canvas import Canvas
from ladder.scenes.drawing.light import light_of
from ladder.scenes.drawing.palette import COLOURS, CREAM, mix
from ladder.scenes.drawing.things import DRAWINGS
from ladder.scenes.drawing.things.look import Look
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Scene
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS

HALO = {"dusk": ((255, 196, 150), 0.3), "night": ((128, 150, 226), 0.36)}
SHADOW = (34, 28, 66)


def paint(scene: Scene, size: int = 256) -> Image.Image:
    """The picture of a scene, RGB, ``size`` pixels square; the same for the same scene, always.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> paint(Scene("beach", "clear", "dusk", (Thing("dog", "brown", pose="running"),)), size=64).size
        (64, 64)
    """
    setting = SETTINGS[scene.setting]
    stand, back, dice = (Dice(np.random.default_rng((scene.seed, part))) for part in range(3))
    canvas = Canvas(size, light_of(scene.time, scene.weather, setting.snowy))
    pieces = lay_out(scene, stand)
    BACKDROPS[scene.setting](canvas, back)
    if not setting.indoors:
        mist(canvas)
    for piece in pieces:
        if piece.ground:
            if canvas.light.dark and not setting.indoors:
                _halo(canvas, scene, piece)
            _shadow(canvas, scene, piece)
    for piece in pieces:
        _draw(canvas, scene, piece, pieces, dice)
    if not setting.indoors:
        fall(canvas, dice)
    return canvas.finished()


def _draw(canvas: Canvas, scene: Scene, piece: Piece, pieces: list[Piece], dice: Dice) -> None:
    """One piece, with its string if it is a kite that someone holds."""
    thing = scene.things[piece.thing]
    if thing.kind == "kite":
        for other in pieces:
            if other.holding:
                _string(canvas, scene, other, piece)
    pen = canvas.thing_pen(piece.x, piece.y, piece.scale, piece.flip)
    DRAWINGS[thing.kind](pen, Look(COLOURS.get(thing.colour, CREAM), thing.pose, dice, piece.holding))


def _string(canvas: Canvas, scene: Scene, holder: Piece, kite: Piece) -> None:
    """The slack line from a raised hand to a kite."""
    grown = 0.66 if scene.things[holder.thing].kind == "child" else 1.0
    side = -1 if holder.flip else 1
    start = (holder.x + side * 20 * grown * holder.scale, holder.y - 62 * grown * holder.scale)
    middle = ((start[0] * 2 + kite.x) / 3 + side * 0.03, (start[1] + kite.y) / 2 + 0.02)
    canvas.pen().stroke((start, middle, (kite.x, kite.y)), (0.0022,), mix(CREAM, canvas.light.sky[0], 0.2))


def _halo(canvas: Canvas, scene: Scene, piece: Piece) -> None:
    """In the dark, a faint light behind a piece that parts it from the ground."""
    colour, strength = HALO[canvas.light.time]
    kind = KINDS[scene.things[piece.thing].kind]
    radius = (kind.wide * 0.45 + kind.high * 0.35) * piece.scale + 0.06
    canvas.glow(piece.x, piece.y - kind.high * piece.scale * 0.4, radius, colour, strength)


def _shadow(canvas: Canvas, scene: Scene, piece: Piece) -> None:
    """A soft shadow where a piece meets the ground, longer away from a clear low sun."""
    thing = scene.things[piece.thing]
    kind, light = KINDS[thing.kind], canvas.light
    half = kind.wide * piece.scale * 0.5
    away = 0.0 if kind.place == "water" else max(-1.0, min(1.0, (piece.x - canvas.sun) * 2)) * light.sharp
    reach = half * (1 + 0.5 * abs(away))
    flat = min(0.02, reach * 0.2)
    pen = canvas.pen().bright()
    strength = 0.055 if kind.place == "water" else 0.05 + 0.03 * light.sharp
    for share in (1.12, 0.96, 0.8, 0.62):
        pen.oval(piece.x + away * half * 0.5, piece.y - 0.001, reach * share, flat * share, SHADOW, strength)
    if kind.place == "water":
        mirror = canvas.pen()
        for row, share in enumerate((0.72, 0.5, 0.3)):
            y = piece.y + (0.02 + 0.026 * row) * half / 0.2
            mirror.box(
                (piece.x - half * share, y, piece.x + half * share, y + 0.006), COLOURS[thing.colour], 0.003, 0.34
            )
