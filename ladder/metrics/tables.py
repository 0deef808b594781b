"""The tables of queries and candidates that every metric takes: checked, cut at the k nearest, and averaged."""

import numpy as np


def checked(name: str, table: np.ndarray) -> np.ndarray:
    """The table as a contiguous float array ``(query, candidate)``.

    Args:
        name: What it is called in an error.
        table: ``(query, candidate)`` real; single precision stays so.

    Raises:
        ValueError: If it has not two axes, has no candidate, or holds nan: nan is neither above nor below
            anything, and a diverged model would rank first.

    Example:
        >>> checked("similarity", [[1, 0]])
        array([[1., 0.]])
    """
    table = np.ascontiguousarray(table)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"`{name}` must be a table (query, candidate) with candidates, got shape {table.shape}")
    if table.dtype not in (np.float32, np.float64):
        table = table.astype(np.float32 if table.dtype == np.float16 else np.float64)  # numba knows no half precision
    if np.isnan(table).any():
        raise ValueError(f"`{name}` holds nan; it has no place in an order")
    return table


def checked_mask(name: str, mask: np.ndarray, similarity: np.ndarray) -> np.ndarray:
    """The boolean table of the shape of ``similarity``.

    Raises:
        TypeError: If it is not boolean.
        ValueError: If its shape is another.

    Example:
        >>> checked_mask("positive", np.array([[True]]), np.array([[0.5]]))
        array([[ True]])
    """
    mask = np.asarray(mask)
    if mask.dtype != bool:
        raise TypeError(f"`{name}` must be a table of booleans, got {mask.dtype}")
    if mask.shape != similarity.shape:
        raise ValueError(f"`{name}` {mask.shape} must have the shape of `similarity` {similarity.shape}")
    return mask


def largest(table: np.ndarray, k: int, candidate: np.ndarray | None = None) -> np.ndarray:
    """Where the k largest values of each row are, in the order of the row; of equal values the first are taken.

    Args:
        table: ``(query, candidate)``, without nan.
        k: Between 1 and the candidates of every query.
        candidate: ``(query, candidate)`` bool, which values may be taken; None for all.

    Returns:
        ``(query, k)`` int positions in the flattened table, for ``table.take``.

    Example:
        >>> largest(np.array([[0.1, 0.9, 0.5, 0.9, 0.5]]), 3)
        array([[1, 2, 3]])
    """
    if candidate is not None:
        table = np.where(candidate, table, -np.inf)
    cut = np.partition(table, -k, axis=1)[:, -k, None]  # the k-th largest
    inside = table >= cut
    if candidate is not None:
        inside &= candidate  # -inf may be a candidate's own value
    positions = np.flatnonzero(inside)
    if len(positions) > k * len(table):  # at some cuts stands more than one value
        tied = inside & (table == cut)
        spare = k - (inside & ~tied).sum(axis=1, keepdims=True)
        positions = np.flatnonzero(inside & (~tied | (tied.cumsum(axis=1, dtype=np.int32) <= spare)))
    return positions.reshape(-1, k)


def largest_in_order(similarity: np.ndarray, k: int, candidate: np.ndarray | None = None) -> np.ndarray:
    """Where the k most similar candidates of each query are, most similar first; equal ones keep the row's order.

    Args:
        similarity: ``(query, candidate)``, without nan.
        k: Between 1 and the candidates of every query.
        candidate: ``(query, candidate)`` bool, which may be taken; None for all.

    Returns:
        ``(query, k)`` int positions in the flattened table, for ``similarity.take``.

    Example:
        >>> largest_in_order(np.array([[0.1, 0.9, 0.5, 0.9, 0.5]]), 3)
        array([[1, 3, 2]])
    """
    positions = largest(similarity, k, candidate)
    values = -similarity.take(positions)
    order = np.argsort(values, axis=1)
    order += np.arange(0, values.size, k)[:, None]  # positions in the flattened values
    ascending = values.take(order)
    tied = (ascending[:, 1:] == ascending[:, :-1]).any(axis=1)
    for row in np.flatnonzero(tied):
        order[row] = np.argsort(values[row], kind="stable") + row * k  # slower, and seldom needed
    return positions.take(order)


def mean_of_defined(samples: np.ndarray) -> np.ndarray:
    """The mean over queries, nan left out; nan where no query is defined.

    Args:
        samples: ``(query, …)``.

    Example:
        >>> mean_of_defined(np.array([[1.0, np.nan], [0.0, np.nan], [np.nan, np.nan]]))
        array([0.5, nan])
    """
    defined = ~np.isnan(samples)
    count = defined.sum(axis=0)
    total = np.where(defined, samples, 0.0).sum(axis=0)
    return np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)


def undefined_share(samples: np.ndarray) -> np.ndarray:
    """The share of queries that have no value and are left out of the mean: to be printed beside it.

    0 where all have one, 1 where none has; nan without queries.

    Args:
        samples: ``(query, …)``, nan where undefined.

    Returns:
        ``(…)`` float in [0, 1] or nan.

    Example:
        >>> undefined_share(np.array([[1.0, np.nan], [0.0, np.nan]]))
        array([0., 1.])
    """
    return mean_of_defined(np.isnan(samples).astype(np.float64))
