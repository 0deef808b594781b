"""The samples of two sides image by image, so that a resample of images is a product of matrices."""

from collections.abc import Mapping, Sequence

import numpy as np

from ladder.comparison.draws import Draw
from ladder.runs.samples import ROWS

SampleColumns = Mapping[str, np.ndarray]
PARTS = 16  # ranks looked at between the bounds of a median
ROUNDING = 1e-6  # of a count of queries, which is a multiple of one over the runs of a side


class PerImage:
    """The queries of one direction, summed by the image that they are or belong to.

    A figure is the mean over all queries of all runs of a side, those left out for which it is undefined. It is a
    function of two sums over images (of values, and of how many there are), so any weighting of images is one product:
    ``mean = (weights @ sums) / (weights @ counts)``. The median rank is found the same way from how many queries lie
    up to a rank, by bisection over the ranks in all resamples at once.

    Args:
        sides: The columns of each run of both sides, all with the same queries in the same order.
        images: ``(image,)``, every image in ascending order.
    """

    def __init__(self, sides: Sequence[Sequence[SampleColumns]], images: np.ndarray) -> None:
        self.names = [name for name in sides[0][0] if name not in ROWS]
        self.image = np.searchsorted(images, sides[0][0]["image"])
        self.images = len(images)
        self.sums = [np.stack([self._sums(run) for run in side]) for side in sides]
        if "rank" in self.names:
            self.values = np.unique([run["rank"] for side in sides for run in side])  # nan, if any, is last
            self.place = [[np.searchsorted(self.values, run["rank"]) for run in side] for side in sides]
            self.values = self.values[~np.isnan(self.values)]
            self.known: dict[int, list[np.ndarray]] = {}

    def figures(self, draw: Draw) -> dict[str, np.ndarray]:
        """Every figure in every resample, ``(resample,)`` each; nan where no query has it."""
        total = draw(*self.sums)
        sums, counts = np.split(total, 2, axis=1)
        with np.errstate(invalid="ignore"):  # 0 / 0 is nan: nothing is defined
            means = (sums / counts).T
        found: dict[str, np.ndarray] = {}
        for name, mean, count in zip(self.names, means, counts.T, strict=True):
            if name == "rank":
                found |= {"median_rank": self._medians(draw, count) + 1, "mean_rank": mean + 1}
            else:
                found[name] = mean
        return found

    def _sums(self, run: SampleColumns) -> np.ndarray:
        """``(image, 2 x column)``: the sum of what is defined, then how much is."""
        defined = {name: ~np.isnan(run[name]) for name in self.names}
        sums = [self._by_image(np.where(defined[name], run[name], 0)) for name in self.names]
        return np.stack(sums + [self._by_image(defined[name]) for name in self.names], axis=1)

    def _by_image(self, sample: np.ndarray) -> np.ndarray:
        return np.bincount(self.image, weights=sample, minlength=self.images)

    def _medians(self, draw: Draw, ranked: np.ndarray) -> np.ndarray:
        """The median rank in every resample: halfway between the two in the middle where their number is even."""
        if not len(self.values):
            return np.full(len(ranked), np.nan)
        middle = self._first_to_hold(draw, np.stack([ranked / 2 - ROUNDING, ranked / 2 + ROUNDING]))
        return np.where(ranked > 0, middle.mean(axis=0), np.nan)

    def _first_to_hold(self, draw: Draw, needed: np.ndarray) -> np.ndarray:
        """The smallest rank up to which so many queries lie, ``(count, resample)`` as ``needed``.

        Every round looks at some ranks between the bounds of each resample, all resamples in one product.
        """
        low = np.zeros(needed.shape, dtype=np.int64)
        high = np.full(needed.shape, len(self.values) - 1)
        while (low < high).any():
            asked = np.zeros(len(self.values), dtype=bool)
            asked[np.linspace(low, high, PARTS, dtype=np.int64)] = True
            columns = np.flatnonzero(asked)
            place = (draw(*self._up_to(columns)) < needed[..., None]).sum(axis=-1)  # of the first that holds them
            high = np.minimum(high, columns[np.minimum(place, len(columns) - 1)])
            low = np.minimum(high, np.maximum(low, np.where(place > 0, columns[place - 1] + 1, 0)))
        return self.values[low]

    def _up_to(self, columns: np.ndarray) -> list[np.ndarray]:
        """How many queries of each image have a rank up to these, ``(run, image, column)`` a side."""
        for column in set(columns.tolist()) - self.known.keys():
            self.known[column] = [np.stack([self._by_image(place <= column) for place in side]) for side in self.place]
        return [np.stack([self.known[column][side] for column in columns.tolist()], axis=-1) for side in (0, 1)]
