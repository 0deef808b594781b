"""What follows from the rank of the first own item: recalls, and their sum."""

from collections.abc import Sequence

import numpy as np


def recalled(rank: np.ndarray, at: Sequence[int] | np.ndarray) -> np.ndarray:
    """Whether an own item is among the first of each query.

    Args:
        rank: ``(query,)`` of the first own item, from 0; nan where there is none.
        at: The cut-offs K.

    Returns:
        ``(query, K)`` float: 1, 0, or nan where there is none.

    Example:
        >>> recalled(np.array([0.0, 4.0, np.nan]), [1, 5])
        array([[ 1.,  1.],
               [ 0.,  1.],
               [nan, nan]])
    """
    rank = rank[:, None]
    return np.where(np.isnan(rank), np.nan, rank + 1 <= np.asarray(at))


def rsum(recalls: Sequence[np.ndarray]) -> np.ndarray:
    """The recalls at every cut-off of both directions in per cent, added.

    Example:
        >>> rsum([np.array([0.25, 1.0]), np.array([0.5, 1.0])])
        array([ 75., 200.])
    """
    total: np.ndarray = 100 * np.sum(recalls, axis=0)
    return total
