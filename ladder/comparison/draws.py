"""Ways to weigh the images and runs of two sides: as they are, drawn again, with the sides exchanged.

Each gives a function of the tables ``(run, image, column)`` of both sides that gives the totals of one of them,
``(resample, column)``. A side's runs count alike.
"""

from collections.abc import Callable

import numpy as np

Draw = Callable[[np.ndarray, np.ndarray], np.ndarray]


def whole(side: int) -> Draw:
    """The side as it is: its runs together, one row."""
    return lambda *sides: sides[side].mean(axis=0).sum(axis=0)[None]


def each_run(side: int) -> Draw:
    """The side's runs one by one, a row each."""
    return lambda *sides: sides[side].sum(axis=1)


def again(side: int, images: np.ndarray, runs: np.ndarray) -> Draw:
    """The side drawn again: ``images`` (resample, image) and ``runs`` (resample, run) say how often each is in."""

    def draw(*sides: np.ndarray) -> np.ndarray:
        return np.sum([times[:, None] * (images @ table) for times, table in zip(runs.T, sides[side], strict=True)], 0)

    return draw


def exchanged(signs: np.ndarray) -> Draw:
    """Both sides with some images exchanged: where a sign (resample, image) is 1, they stay, where it is -1, they go.

    The first half of the rows are the first side, the second half the second: one product serves both.
    """

    def draw(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        first, second = first.mean(axis=0), second.mean(axis=0)
        mean, apart = (first + second).sum(axis=0) / 2, signs @ ((first - second) / 2)
        return np.concatenate([mean + apart, mean - apart])

    return draw


def some_images(resamples: int, images: int, generator: np.random.Generator) -> np.ndarray:
    """How often each image is in, ``(resample, image)``: as many as there are, with replacement."""
    return generator.multinomial(images, np.full(images, 1 / images), size=resamples).astype(float)


def some_runs(resamples: int, runs: int, generator: np.random.Generator) -> np.ndarray:
    """How much each run counts, ``(resample, run)``, 1 in all: one fewer than there are, with replacement.

    One fewer makes the variance of their mean unbiased; with few runs, as many would be far too sure of themselves.
    Source: J. N. K. Rao and C. F. J. Wu, Resampling inference with complex survey data, JASA 83 (1988).
    """
    drawn = max(1, runs - 1)
    return generator.multinomial(drawn, np.full(runs, 1 / runs), size=resamples) / drawn


def some_signs(resamples: int, images: int, generator: np.random.Generator) -> np.ndarray:
    """1 or -1 with equal chance, ``(resample, image)``."""
    return generator.integers(0, 2, size=(resamples, images), dtype=np.int8) * 2.0 - 1
