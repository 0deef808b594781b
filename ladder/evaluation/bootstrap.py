"""Figures from values per query, with intervals over images: the captions of an image move together."""

from collections.abc import Sequence

import numpy as np

from ladder.metrics.agreement import CONFIDENCE

ENDS = (50 - 50 * CONFIDENCE, 50 + 50 * CONFIDENCE)  # percentiles: the middle of the resamples


class Bootstrap:
    """Resamples of images, the same for every figure.

    Args:
        folds: The rows of the images that ask, an array a fold: each is drawn from on its own, and a figure is the
            mean over the folds.
        resamples: How many; 0 for none, then there are no intervals.
        generator: Draws them.
    """

    def __init__(self, folds: Sequence[np.ndarray], resamples: int, generator: np.random.Generator) -> None:
        self.folds = list(folds)
        images = 1 + max(int(fold.max()) for fold in self.folds)
        self.times = np.zeros((1 + resamples, images))  # how often an image is in; the first row is the sample itself
        for fold in self.folds:
            self.times[0, fold] = 1
            self.times[1:, fold] = generator.multinomial(len(fold), np.full(len(fold), 1 / len(fold)), size=resamples)

    def means(self, values: np.ndarray, image: np.ndarray) -> np.ndarray:
        """The mean of the defined values, in the sample and in each resample.

        Args:
            values: ``(query, …)``, nan where a query has none.
            image: ``(query,)`` int, the image of each.

        Returns:
            ``(1 + resamples, …)``; nan where nothing is defined.
        """
        from scipy import sparse  # a quarter of what `ladder --help` takes

        flat = values.reshape(len(values), -1).astype(np.float64)
        defined = ~np.isnan(flat)
        shape = self.times.shape[1], len(image)
        by_image = sparse.csr_array((np.ones(len(image)), (image, np.arange(len(image)))), shape)
        total, count = by_image @ np.where(defined, flat, 0.0), by_image @ defined
        folds = []
        for fold in self.folds:
            weight = self.times[:, fold]
            with np.errstate(invalid="ignore"):  # 0 / 0 is nan: nothing is defined
                folds.append((weight @ total[fold]) / (weight @ count[fold]))
        return np.mean(folds, axis=0).reshape(-1, *values.shape[1:])

    def medians(self, values: np.ndarray, image: np.ndarray) -> np.ndarray:
        """The median, in the sample and in each resample, ``(1 + resamples,)``; every value is defined."""
        folds = []
        for fold in self.folds:
            mine = np.isin(image, fold)
            own, owner = values[mine], image[mine]
            folds.append([np.median(np.repeat(own, times[owner])) for times in self.times.astype(np.int64)])
        return np.mean(folds, axis=0)


def interval(resampled: np.ndarray) -> tuple[float, float] | tuple[()]:
    """The middle 95 % of the resamples in which the figure is defined; empty where it never is.

    Example:
        >>> interval(np.array([0.0, 1.0, np.nan]))
        (0.025, 0.975)
    """
    defined = resampled[~np.isnan(resampled)]
    if not len(defined):
        return ()
    low, high = np.percentile(defined, ENDS)
    return float(low), float(high)
