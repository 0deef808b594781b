"""What a picture looks like, whatever it shows: edges, flat areas, colours; it parts drawings from photographs."""

import numpy as np
from PIL import Image

SIDE = 96  # pixels at which pictures are compared
STEPS = (1, 2, 4)  # pixels between those whose differences are taken
FLAT = 0.004  # of the range of brightness: neighbours that differ less lie in one flat area
FLOOR = 1e-3  # below which a logarithm tells nothing
BINS = 8  # of each colour's range
RIDGE = 0.2  # of a standardised figure's variance: what hardly varies among few pictures does not decide alone


def figures(picture: Image.Image) -> np.ndarray:
    """``(14,)`` figures of a picture's look: of its edges at three distances, its colours, its light.

    Example:
        >>> flat = figures(Image.new("RGB", (40, 30), (200, 30, 30)))
        >>> flat.shape, float(flat[1])
        ((14,), 1.0)
    """
    small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    pixels = np.asarray(small, dtype=np.float32) / 255
    light, strength = pixels.mean(axis=2), pixels.max(axis=2) - pixels.min(axis=2)
    binned = np.minimum(pixels * BINS, BINS - 1).astype(np.int64) @ (BINS ** np.arange(3))
    colours = [strength.mean(), strength.std(), light.mean(), light.std(), np.log(len(np.unique(binned)))]
    return np.array([figure for step in STEPS for figure in _edges(light[::step, ::step])] + colours)


def _edges(light: np.ndarray) -> tuple[float, float, float]:
    """How strong the edges are, what share is flat, and how strong the strongest tenth is at least."""
    rises = np.abs(np.concatenate([np.diff(light, axis=0).ravel(), np.diff(light, axis=1).ravel()]))
    return np.log(rises.mean() + FLOOR), np.mean(rises < FLAT), np.log(np.quantile(rises, 0.9) + FLOOR)


class Appearance:
    r"""How pictures of one kind look.

    A picture's likeness is its negative squared Mahalanobis distance from them, over standardised figures z with the
    eigenvectors v and eigenvalues :math:`\lambda` of their covariance:
    :math:`-\sum_i (v_i^\top z)^2 / (\lambda_i + 0.2)`.

    Args:
        known: ``(n, 14)``, the :func:`figures` of at least two pictures.

    Example:
        >>> look = Appearance(np.random.default_rng(0).normal(size=(50, 14)))
        >>> bool(look.likeness(np.zeros(14)) > look.likeness(np.full(14, 3.0)))
        True
    """

    def __init__(self, known: np.ndarray) -> None:
        self.centre, self.spread = known.mean(axis=0), np.maximum(known.std(axis=0), FLOOR)
        values, self.axes = np.linalg.eigh(np.cov(((known - self.centre) / self.spread).T))
        self.scale = np.maximum(values, 0) + RIDGE

    def likeness(self, asked: np.ndarray) -> np.ndarray:
        """Of pictures by their figures ``(..., 14)``; at most 0, higher is more alike."""
        along = ((asked - self.centre) / self.spread) @ self.axes
        return -(along**2 / self.scale).sum(axis=-1)
