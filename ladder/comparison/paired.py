"""Two sides' samples to differences with an interval and a test. docs/comparison.md says why these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ladder.comparison import draws
from ladder.comparison.draws import Draw
from ladder.comparison.per_image import PerImage
from ladder.evaluation.bootstrap import ENDS
from ladder.evaluation.from_ranks import recalled, rsum
from ladder.evaluation.names import RECALLS
from ladder.runs.samples import ROWS, Samples
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import lower_is_better

ELEMENTS = 4_000_000  # of the weights held at once: 32 MB
TIE = 1e-6  # what lies nearer is equal: samples are float32
Key = tuple[str, str]  # direction, figure
PerQuery = dict[Key, np.ndarray]
Shares = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Difference:
    """One figure of two sides, A and B.

    Attributes:
        direction: ``image_to_caption`` or ``caption_to_image``; empty for rsum, which is over both.
        figure: Its name.
        a: The value of A: over all queries of all its runs.
        b: The value of B.
        low: Lower end of the 95 % interval of ``b - a``.
        high: Upper end.
        p: Two-sided p-value of the paired randomisation test.
        better: Share of queries at which B is the better one; None for rsum, which no single query has.
        equal: Share of queries at which both are equal.
        worse: Share of queries at which A is the better one.
        runs_a: The value of each run of A; None where a run has none.
        runs_b: The value of each run of B.
    """

    direction: str
    figure: str
    a: float
    b: float
    low: float
    high: float
    p: float
    better: float | None
    equal: float | None
    worse: float | None
    runs_a: tuple[float | None, ...]
    runs_b: tuple[float | None, ...]

    @property
    def difference(self) -> float:
        """B - A."""
        return self.b - self.a


class PairedSamples:
    """Two sides with the same queries and columns.

    Args:
        first: The samples of each run of A, as :meth:`ladder.runs.RunFolder.samples` gives them.
        second: Those of B.
    """

    def __init__(self, first: Sequence[Samples], second: Sequence[Samples]) -> None:
        self.sides = tuple([_with_recalls(run) for run in side] for side in (first, second))
        columns = self.sides[0][0]
        images = np.unique(np.concatenate([queries["image"] for queries in columns.values()]))
        self.images = len(images)
        self.tables = {
            direction: PerImage(self._in(direction), images)
            for direction in columns
            if columns[direction].keys() - set(ROWS)
        }

    def figures(self, draw: Draw) -> PerQuery:
        """Every figure of both directions in every resample, ``(resample,)`` each."""
        found = {(way, name): row for way, table in self.tables.items() for name, row in table.figures(draw).items()}
        recalls = [(way, name) for way in DIRECTIONS for name in RECALLS]
        if all(key in found for key in recalls):
            found["", "rsum"] = rsum([found[key] for key in recalls])
        return found

    def resampled(self, count: int, generator: np.random.Generator) -> PerQuery:
        """B - A in resamples of the images, the same for both sides, and of each side's runs."""
        images = draws.some_images(count, self.images, generator)
        runs = [draws.some_runs(count, len(side), generator) for side in self.sides]
        a, b = (self.figures(draws.again(side, images, runs[side])) for side in (0, 1))
        return {key: b[key] - a[key] for key in a}

    def swapped(self, count: int, generator: np.random.Generator) -> PerQuery:
        """B - A with the sides exchanged at each image or not, as a coin says."""
        both = self.figures(draws.exchanged(draws.some_signs(count, self.images, generator)))
        return {key: values[count:] - values[:count] for key, values in both.items()}

    def values(self, direction: str, figure: str) -> tuple[np.ndarray, np.ndarray]:
        """A figure of A and of B at each query, ``(query,)`` each, the mean over a side's runs."""
        column = "rank" if figure.endswith("_rank") else figure
        a, b = (_mean_over_runs([run[column] for run in side]) for side in self._in(direction))
        return a, b

    def gain(self, direction: str, figure: str) -> np.ndarray:
        """How much better B is at each query, ``(query,)``; nan where one side has no value."""
        a, b = self.values(direction, figure)
        return a - b if lower_is_better(figure) else b - a

    def shares(self, direction: str, figure: str) -> Shares:
        """The shares of queries at which B is better, equal and worse, of those for which both are defined."""
        if not direction:
            return None, None, None
        gain = self.gain(direction, figure)
        gain = gain[~np.isnan(gain)]
        if not len(gain):
            return None, None, None
        return float(np.mean(gain > TIE)), float(np.mean(np.abs(gain) <= TIE)), float(np.mean(gain < -TIE))

    def _in(self, direction: str) -> list[list[dict[str, np.ndarray]]]:
        """The columns of each run of both sides."""
        return [[run[direction] for run in side] for side in self.sides]


def differences(
    first: Sequence[Samples],
    second: Sequence[Samples],
    *,
    resamples: int = 1000,
    permutations: int = 10_000,
    seed: int = 0,
) -> list[Difference]:
    """Every figure of two sides with the same queries; figures that a side has for no query are left out.

    Args:
        first: The samples of each run of A.
        second: Those of B.
        resamples: Of the bootstrap.
        permutations: Of the randomisation test.
        seed: Of both.
    """
    pair, (images, coins) = PairedSamples(first, second), np.random.default_rng(seed).spawn(2)
    a, b = (pair.figures(draws.whole(side)) for side in (0, 1))
    runs_a, runs_b = (pair.figures(draws.each_run(side)) for side in (0, 1))
    step = max(1, ELEMENTS // pair.images)
    resampled = _in_blocks(partial(pair.resampled, generator=images), resamples, step)
    swapped = _in_blocks(partial(pair.swapped, generator=coins), permutations, step)
    found = []
    for key in a:
        value_a, value_b = float(a[key][0]), float(b[key][0])
        if np.isnan(value_a + value_b):
            continue
        low, high = np.nanpercentile(resampled[key], ENDS).tolist()
        p, shares = _p_value(swapped[key], value_a, value_b), pair.shares(*key)
        runs = (_each(runs_a[key]), _each(runs_b[key]))
        found.append(Difference(key[0], key[1], value_a, value_b, low, high, p, *shares, *runs))
    return found


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment: below an alpha, the differences may be claimed together at that alpha.

    The i-th smallest of m p-values is multiplied by ``m - i + 1``, is at least its predecessor and at most 1.
    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979).

    Example:
        >>> holm([0.01, 0.04, 0.03])
        [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
    return adjusted.tolist()


def _in_blocks(drawn: Callable[[int], PerQuery], count: int, step: int) -> PerQuery:
    """So many resamples, at most ``step`` at a time."""
    blocks = [drawn(min(step, count - start)) for start in range(0, count, step)]
    return {key: np.concatenate([block[key] for block in blocks]) for key in blocks[0]}


def _p_value(swapped: np.ndarray, a: float, b: float) -> float:
    """The share of exchanges that part the sides at least as far; the data themselves are one of them.

    Source: B. Phipson and G. K. Smyth, Permutation p-values should never be zero, SAGMB 9 (2010).
    """
    nearer = np.abs(swapped) < abs(b - a) - TIE  # undefined is not nearer
    return float((1 + np.sum(~nearer)) / (1 + len(swapped)))


def _each(values: np.ndarray) -> tuple[float | None, ...]:
    """The value of each run, None for nan."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _mean_over_runs(samples: Sequence[np.ndarray]) -> np.ndarray:
    """``(query,)``: the mean of the runs in which the query is defined; nan where it is in none."""
    stacked = np.stack(samples).astype(float)
    defined = ~np.isnan(stacked)
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: nothing is defined
        return np.where(defined, stacked, 0).sum(axis=0) / defined.sum(axis=0)


def _with_recalls(run: Samples) -> Samples:
    """The samples with the recalls that follow from the ranks, where these are known."""
    return {direction: _recalls(columns) | columns for direction, columns in run.items()}


def _recalls(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    if "rank" not in columns:
        return {}
    return dict(zip(RECALLS, recalled(columns["rank"], [*RECALLS.values()]).T, strict=True))
