"""Outlines as arrays of points: smooth closed curves, strokes of changing width, rounded boxes."""

from functools import lru_cache

import numpy as np

Points = tuple[tuple[float, float], ...]
STEPS = 7  # points that a curve has between two of its knots


@lru_cache(maxsize=4096)
def blob(knots: Points) -> np.ndarray:
    """A smooth closed curve through the knots (Catmull-Rom); a knot given twice is a corner.

    Args:
        knots: At least three points in order.

    Returns:
        ``(STEPS * len(knots), 2)`` points of the outline.

    Example:
        >>> blob(((0, 0), (1, 0), (1, 1), (0, 1))).shape
        (28, 2)
    """
    return _spline(np.array(knots, dtype=float), closed=True)


@lru_cache(maxsize=4096)
def stroke(knots: Points, widths: tuple[float, ...]) -> np.ndarray:
    """The outline of a smooth stroke through the knots with round ends.

    Args:
        knots: At least two points in order.
        widths: Full width at the first knot, … at the last; spread evenly over the stroke.

    Returns:
        ``(points, 2)`` of the closed outline.
    """
    centre = _spline(np.array(knots, dtype=float), closed=False)
    along = np.linspace(0.0, len(widths) - 1.0, len(centre))
    half = np.interp(along, np.arange(len(widths)), widths)[:, None] / 2
    direction = np.gradient(centre, axis=0)
    direction /= np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    start = _cap(centre[0], -normal[0], -direction[0], half[0, 0])
    end = _cap(centre[-1], normal[-1], direction[-1], half[-1, 0])
    return np.concatenate([centre + normal * half, end, (centre - normal * half)[::-1], start])


@lru_cache(maxsize=1024)
def box(left: float, low: float, right: float, high: float, radius: float) -> np.ndarray:
    """A rectangle with round corners, ``(24, 2)``; without a radius its four corners."""
    if not radius:
        return np.array([(left, low), (right, low), (right, high), (left, high)], dtype=float)
    quarter = np.linspace(0.0, np.pi / 2, 6)
    arc = np.stack([np.cos(quarter), np.sin(quarter)], axis=1) * radius
    turned = [arc, arc[:, ::-1] * (-1, 1), -arc, arc[:, ::-1] * (1, -1)]
    corners = [(right - radius, high - radius), (left + radius, high - radius)]
    corners += [(left + radius, low + radius), (right - radius, low + radius)]
    return np.concatenate([part + corner for part, corner in zip(turned, corners, strict=True)])


@lru_cache(maxsize=8)
def circle(points: int = 40) -> np.ndarray:
    """The unit circle."""
    angle = np.linspace(0.0, 2 * np.pi, points, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _cap(at: np.ndarray, side: np.ndarray, ahead: np.ndarray, radius: float) -> np.ndarray:
    """Half a circle from ``side`` over ``ahead`` to the other side."""
    angle = np.linspace(0.0, np.pi, 7)[1:-1, None]
    return at + radius * (np.cos(angle) * side + np.sin(angle) * ahead)


def _spline(knots: np.ndarray, closed: bool) -> np.ndarray:
    """Cubic segments with Catmull-Rom tangents, none at a knot given twice; STEPS points a segment."""
    ends = (knots[-1:], knots[:1]) if closed else (knots[:1], knots[-1:])
    padded = np.concatenate([ends[0], knots, ends[1]])
    tangent = (padded[2:] - padded[:-2]) / 2
    gap = np.abs(np.diff(padded, axis=0)).sum(axis=1)
    tangent[(gap[1:] == 0) | (gap[:-1] == 0)] = 0.0
    if not closed:
        tangent[[0, -1]] = (padded[[2, -1]] - padded[[1, -3]]) / 2  # the ends' own slopes
    after = np.roll(np.arange(len(knots)), -1)[: None if closed else -1]
    start, slope = knots[: len(after), None], tangent[: len(after), None]
    stop, landing = knots[after][:, None], tangent[after][:, None]
    t = np.linspace(0.0, 1.0, STEPS, endpoint=False)[None, :, None]
    rise = t**2 * (3 - 2 * t)
    points = start + (stop - start) * rise + slope * t * (1 - t) ** 2 - landing * t**2 * (1 - t)
    points = points.reshape(-1, 2)
    return points if closed else np.concatenate([points, knots[-1:]])
