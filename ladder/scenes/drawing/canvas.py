"""A picture in the making, several times its final size, and pens to draw on it."""

from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np
from PIL import Image, ImageDraw

from ladder.scenes.drawing import outlines
from ladder.scenes.drawing.light import Light
from ladder.scenes.drawing.palette import RGB

Tone = Callable[[RGB], RGB]
Edges = tuple[float, float, float, float]
SUPERSAMPLING = 3  # a final pixel is the mean of this many squared


class Canvas:
    """A square picture, drawn large.

    Args:
        size: Side of the final picture in pixels.
        light: What colours are seen in.

    Attributes:
        sun: Where the light comes from, as a fraction of the width; the sky sets it.
    """

    def __init__(self, size: int, light: Light) -> None:
        self.side = size * SUPERSAMPLING
        self.light = light
        self.sun = 0.5
        self.image = Image.new("RGB", (self.side, self.side))
        self.opaque = ImageDraw.Draw(self.image)
        self.blend = ImageDraw.Draw(self.image, "RGBA")

    def pen(self) -> "Pen":
        """A pen whose unit is the picture's side, from the top left corner downwards."""
        return Pen(self, np.eye(2) * self.side, np.zeros(2))

    def thing_pen(self, x: float, y: float, scale: float, flip: bool = False) -> "Pen":
        """A pen with its origin at a point of the picture, upwards, ``scale`` sides a unit."""
        step = self.side * scale
        matrix = np.array([[-step if flip else step, 0.0], [0.0, -step]])
        return Pen(self, matrix, np.array([x, y]) * self.side, self.light.spot)

    def gradient(self, top: float, bottom: float, colours: tuple[RGB, ...]) -> None:
        """Fills the full width between two heights (fractions of the side) with colours spread evenly."""
        first, last = round(top * self.side), round(bottom * self.side)
        if last > first:
            column = _column(last - first, np.array(colours))
            self.image.paste(column.resize((self.side, last - first), Image.Resampling.NEAREST), (0, first))

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float) -> None:
        """Light around a point that fades to nothing at the radius (fractions of the side)."""
        wide = max(2, round(2 * radius * self.side))
        mask = _halo(round(strength * 100)).resize((wide, wide), Image.Resampling.BILINEAR)
        corner = (round((x - radius) * self.side), round((y - radius) * self.side))
        self.image.paste(_whole(colour), (*corner, corner[0] + wide, corner[1] + wide), mask)

    def veil(self, top: float, bottom: float, colour: RGB, strengths: tuple[float, ...]) -> None:
        """Covers the full width between two heights with a colour, as strongly as given from top to bottom."""
        first, last = round(top * self.side), round(bottom * self.side)
        column = _column(last - first, np.repeat(np.array(strengths)[:, None] * 255, 3, axis=1))
        mask = column.convert("L").resize((self.side, last - first), Image.Resampling.NEAREST)
        self.image.paste(_whole(colour), (0, first, self.side, last), mask)

    def finished(self) -> Image.Image:
        """The picture at its final size."""
        return self.image.reduce(SUPERSAMPLING)


class Pen:
    """Draws shapes given in its own units.

    Args:
        canvas: Where to draw.
        matrix: ``(2, 2)``, units to pixels.
        origin: ``(2,)`` pixels.
        tone: How a colour is seen; as the canvas's light shades it by default.
    """

    def __init__(self, canvas: Canvas, matrix: np.ndarray, origin: np.ndarray, tone: Tone | None = None) -> None:
        self.canvas = canvas
        self.matrix = matrix
        self.origin = origin
        self.tone = canvas.light.shade if tone is None else tone

    @property
    def light(self) -> Light:
        """What colours are seen in."""
        return self.canvas.light

    def at(self, x: float, y: float, scale: float = 1.0, turn: float = 0.0) -> "Pen":
        """A pen at a point of this one, scaled, and turned by an angle in radians."""
        cosine, sine = np.cos(turn) * scale, np.sin(turn) * scale
        rotation = np.array([[cosine, sine], [-sine, cosine]])
        return Pen(self.canvas, rotation @ self.matrix, self.origin + np.array([x, y]) @ self.matrix, self.tone)

    def far(self, distance: float) -> "Pen":
        """This pen, its colours seen from a distance between 0 and 1."""
        return Pen(self.canvas, self.matrix, self.origin, partial(self.light.far, distance=distance))

    def bright(self) -> "Pen":
        """This pen, its colours as they are, whatever the light."""
        return Pen(self.canvas, self.matrix, self.origin, _same)

    def outline(self, points: np.ndarray, colour: RGB, alpha: float = 1.0) -> None:
        """Fills ``(points, 2)``."""
        pixels = (points @ self.matrix + self.origin).ravel().tolist()
        seen = _whole(self.tone(colour))
        if alpha >= 1.0:
            self.canvas.opaque.polygon(pixels, fill=seen)
        else:
            self.canvas.blend.polygon(pixels, fill=(*seen, round(255 * alpha)))

    def shape(self, corners: outlines.Points, colour: RGB, alpha: float = 1.0) -> None:
        """Fills a polygon."""
        self.outline(np.array(corners), colour, alpha)

    def blob(self, knots: outlines.Points, colour: RGB, alpha: float = 1.0) -> None:
        """Fills a smooth closed curve through the knots."""
        self.outline(outlines.blob(knots), colour, alpha)

    def stroke(self, knots: outlines.Points, widths: tuple[float, ...], colour: RGB, alpha: float = 1.0) -> None:
        """A smooth stroke through the knots, of changing width."""
        self.outline(outlines.stroke(knots, widths), colour, alpha)

    def oval(self, x: float, y: float, wide: float, high: float, colour: RGB, alpha: float = 1.0) -> None:
        """Fills an ellipse with these half-axes."""
        pixels = max(wide, high) * (abs(self.matrix[0, 0]) + abs(self.matrix[0, 1]))
        self.outline(outlines.circle(14 if pixels < 9 else 40) * (wide, high) + (x, y), colour, alpha)

    def box(self, edges: Edges, colour: RGB, radius: float = 0.0, alpha: float = 1.0) -> None:
        """Fills a rectangle ``(left, low, right, high)``, its corners round where a radius is given."""
        self.outline(outlines.box(*edges, radius), colour, alpha)

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float) -> None:
        """Light around a point of this pen; the radius is in its units."""
        place = (np.array([x, y]) @ self.matrix + self.origin) / self.canvas.side
        unit = abs(np.linalg.det(self.matrix)) ** 0.5 / self.canvas.side
        self.canvas.glow(float(place[0]), float(place[1]), radius * float(unit), colour, strength)


def _same(colour: RGB) -> RGB:
    """The colour itself."""
    return colour


def _whole(colour: RGB) -> tuple[int, int, int]:
    """A colour as Pillow takes it."""
    return (min(255, int(colour[0] + 0.5)), min(255, int(colour[1] + 0.5)), min(255, int(colour[2] + 0.5)))


def _column(height: int, colours: np.ndarray) -> Image.Image:
    """One column of pixels through the colours from top to bottom."""
    at = np.linspace(0.0, len(colours) - 1.0, height)
    channels = [np.interp(at, np.arange(len(colours)), channel) for channel in colours.T]
    return Image.fromarray(np.stack(channels, axis=1).round().astype(np.uint8)[:, None, :])


@lru_cache
def _halo(percent: int) -> Image.Image:
    """Light that falls off from the middle, 96 pixels wide, of a strength in per cent."""
    axis = np.linspace(-1.0, 1.0, 96)
    radius = np.hypot(axis[:, None], axis[None, :])
    return Image.fromarray((2.55 * percent * np.clip(1 - radius, 0, 1) ** 2).astype(np.uint8))
