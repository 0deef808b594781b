"""How far two ratings of the same pairs agree: Kendall's tau-b and tau-c, Spearman's and Pearson's coefficient.

Each comes with a 95 % interval from the jackknife over groups: every group (an image with all its pairs) is left out
once, and the spread of what remains gives the standard error. What remains is exact and needs no second count: a
group takes with it the pairs of ratings that it is part of, and these are known for every rating after one walk in
O(n log² n). There is nothing to draw and no seed. tests/metrics/test_agreement.py simulates how often the interval
holds the truth.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

CONFIDENCE = 0.95  # of every interval, here and by resamples
NOTHING = 1e-12  # of a sum of squares


class Agreement(NamedTuple):
    """A coefficient of agreement in [-1, 1] with the ends of its 95 % interval.

    ``value`` is nan where a rating is constant; the ends are None where a group decides whether it is, or there are
    not two groups.
    """

    value: float
    low: float | None
    high: float | None


def kendall_tau_b(x: np.ndarray, y: np.ndarray, group: np.ndarray | None = None) -> Agreement:
    r"""Kendall's tau-b.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(T - T_x)(T - T_y)}}

    with C concordant and D discordant of all T pairs of ratings, of which T_x are tied in x, T_y in y.

    Args:
        x: ``(n,)`` finite numbers.
        y: ``(n,)``, of the same items.
        group: ``(n,)`` int, what the interval resamples: ratings of a group stay together. By default each alone.

    Raises:
        ValueError: If the lengths differ or a number is not finite.

    References:
        Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33(3), 1945.

    Example:
        >>> round(kendall_tau_b(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 0.5, 0.5, 0.2])).value, 6)
        0.912871
    """
    return _kendall(x, y, group, lambda pairs, *_: pairs[0] / np.sqrt(pairs[1]) / np.sqrt(pairs[2]))


def kendall_tau_c(x: np.ndarray, y: np.ndarray, group: np.ndarray | None = None) -> Agreement:
    r"""Kendall's tau-c, also called Stuart's: it can reach 1 where one rating has far fewer grades than the other.

    .. math:: \tau_c = \frac{2 (C - D)}{n^2 (m - 1) / m}

    with C concordant and D discordant pairs of ratings, n ratings, and m the smaller number of distinct grades. The
    grades are those of all ratings, whichever group is left out.

    Args:
        x: ``(n,)`` finite numbers.
        y: ``(n,)``, of the same items.
        group: As for :func:`kendall_tau_b`.

    Raises:
        ValueError: If the lengths differ or a number is not finite.

    References:
        Stuart, "The Estimation and Comparison of Strengths of Association in Contingency Tables", Biometrika 40, 1953.

    Example:
        >>> kendall_tau_c(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 0.5, 0.5, 0.2])).value
        0.9375
    """
    return _kendall(x, y, group, lambda pairs, n, m: pairs[0] / n**2 * m / (m - 1))


def spearman_rho(x: np.ndarray, y: np.ndarray) -> Agreement:
    """Spearman's coefficient, the correlation of mid-ranks, with an interval over items.

    Args:
        x: ``(n,)`` finite numbers.
        y: ``(n,)``, of the same items.

    Raises:
        ValueError: If the lengths differ or a number is not finite.

    Example:
        >>> round(spearman_rho(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 0.5, 0.5, 0.2])).value, 6)
        0.948683
    """
    x, y = _checked(x, y)
    # A rating's place is the number below it less the number above it: twice its mid-rank, centred. To leave out
    # rating d takes sign(x_i - x_d) from the place of each other rating i.
    place_x, place_y = _signed_sum(x, np.ones(len(x))), _signed_sum(y, np.ones(len(y)))
    concordance, untied_x, untied_y = _pair_sums(x, y, np.zeros(len(x), dtype=np.int64))
    product = place_x * place_y
    square_x, square_y = place_x**2, place_y**2
    without = (
        product.sum() - product + _signed_sum(x, place_y) + _signed_sum(y, place_x) + concordance,
        square_x.sum() - square_x + 2 * _signed_sum(x, place_x) + untied_x,
        square_y.sum() - square_y + 2 * _signed_sum(y, place_y) + untied_y,
    )
    return _agreement(_ratio(product.sum(), square_x.sum(), square_y.sum()), _ratio(*without))


def pearson_r(x: np.ndarray, y: np.ndarray) -> Agreement:
    """Pearson's coefficient of linear correlation, with an interval over items.

    Args:
        x: ``(n,)`` finite numbers.
        y: ``(n,)``, of the same items.

    Raises:
        ValueError: If the lengths differ or a number is not finite.

    Example:
        >>> round(pearson_r(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 5.0])).value, 6)
        0.944911
    """
    x, y = _checked(x, y)
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Agreement(float("nan"), None, None)
    x, y = x - x.mean(), y - y.mean()
    shrink = len(x) / (len(x) - 1)  # the mean moves with the rating that is left out
    products = (x * y, x * x, y * y)
    totals = [product.sum() for product in products]
    without = [total - shrink * product for total, product in zip(totals, products, strict=True)]
    for total, square in zip(totals[1:], without[1:], strict=True):
        square[square < NOTHING * total] = 0  # what remains is constant but for rounding
    return _agreement(_ratio(*totals), _ratio(*without))


def _kendall(x: np.ndarray, y: np.ndarray, group: np.ndarray | None, tau: Callable[..., np.ndarray]) -> Agreement:
    """Tau of all ratings and without each group; ``tau(pairs, n, m)`` from sums over ordered pairs (3, …)."""
    x, y = _checked(x, y)
    n = len(x)
    group = np.arange(n) if group is None else np.unique(group, return_inverse=True)[1]
    size = np.bincount(group, minlength=1)
    grades = np.float64(min(len(np.unique(x)), len(np.unique(y))))
    each = _pair_sums(x, y, np.zeros(n, dtype=np.int64))
    within = _pair_sums(x, y, group)  # left out with either half of the pair, so taken off twice
    gone = np.stack([np.bincount(group, weights=2 * a - b, minlength=1) for a, b in zip(each, within, strict=True)])
    total = each.sum(axis=1).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):  # 0 / 0 is nan: a constant rating
        return _agreement(tau(total, n, grades), tau(total[:, None] - gone, n - size, grades))


def _agreement(value: np.ndarray, without: np.ndarray) -> Agreement:
    """A coefficient with its interval by the jackknife: value ± t · standard error, within [-1, 1].

    Args:
        value: Of all, a number.
        without: ``(groups,)``, without each group.
    """
    centre, groups = float(np.clip(value, -1, 1)), len(without)  # rounding can lead beyond 1
    if groups < 2 or not np.isfinite([centre, *without]).all():
        return Agreement(centre, None, None)
    error = np.sqrt((groups - 1) / groups * np.square(without - without.mean()).sum())
    from scipy.special import stdtrit  # late: importing it takes long

    reach = float(stdtrit(groups - 1, (1 + CONFIDENCE) / 2) * error)
    return Agreement(centre, max(-1.0, centre - reach), min(1.0, centre + reach))


def _checked(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both as float64."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"`x` and `y` must be two lists of equal length, got shapes {x.shape} and {y.shape}")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("`x` and `y` must be finite; nan has no place in an order")
    return x, y


def _pair_sums(x: np.ndarray, y: np.ndarray, block: np.ndarray) -> np.ndarray:
    """For each rating i, over all ratings j of its block: ``(3, n)`` int64.

    Sums of sign(x_i - x_j) sign(y_i - y_j), of [x_i ≠ x_j], and of [y_i ≠ y_j].
    """
    x, y = _ranks(x), _ranks(y)
    concordance = (
        _below_both(x, y, block) + _below_both(-x, -y, block) - _below_both(x, -y, block) - _below_both(-x, y, block)
    )
    size = np.bincount(block, minlength=1)[block]
    return np.stack([concordance, size - _equal(x, block), size - _equal(y, block)])


def _below_both(x: np.ndarray, y: np.ndarray, block: np.ndarray) -> np.ndarray:
    """How many ratings of its block lie below each in x and in y, ``(n,)`` int64.

    In ascending order of x, a stable partition by one bit of y after the other: where two ratings agree in all
    higher bits, the bit decides, and those before it with a 0 lie below one with a 1.
    """
    y = y - y.min(initial=0)
    order = np.lexsort((-y, x))  # of equal x the larger y first: then none of them lies before and below another
    bits = int(y.max(initial=0)).bit_length()
    key = (block << bits | y)[order]
    below = np.zeros(len(key), dtype=np.int64)
    for bit in range(bits):
        prefix = key >> (bit + 1)
        partition = np.argsort(prefix, kind="stable")
        ones = (key[partition] >> bit) & 1
        zeros_before = np.cumsum(1 - ones) - (1 - ones)
        prefix = prefix[partition]
        below[partition] += ones * (zeros_before - zeros_before[np.searchsorted(prefix, prefix)])
    counts = np.empty_like(below)
    counts[order] = below
    return counts


def _equal(rank: np.ndarray, block: np.ndarray) -> np.ndarray:
    """How many ratings of its block are equal to each, itself among them, ``(n,)`` int64."""
    key = block * (rank.max(initial=0) + 1) + rank
    _, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    return counts[inverse]


def _signed_sum(x: np.ndarray, values: np.ndarray) -> np.ndarray:
    """For each rating i the sum over all j of sign(x_i - x_j) values_j, ``(n,)``."""
    rank = _ranks(x)
    by_rank = np.bincount(rank, weights=values, minlength=1)
    below = np.cumsum(by_rank) - by_rank
    above = by_rank.sum() - below - by_rank
    return (below - above)[rank]


def _ranks(values: np.ndarray) -> np.ndarray:
    """Each value's place among the distinct values, from 0, int64."""
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _ratio(product: np.ndarray, square_x: np.ndarray, square_y: np.ndarray) -> np.ndarray:
    """A correlation from its three sums; nan where a square is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return product / np.sqrt(square_x) / np.sqrt(square_y)
