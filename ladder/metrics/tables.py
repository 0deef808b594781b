"""The tables of queries and candidates that every metric takes: checked, and cut at the k nearest."""

import numpy as np


def checked(name: str, table: np.ndarray) -> np.ndarray:
    """The table as a float array ``(query, candidate)``.

    Args:
        name: What it is called in an error.
        table: ``(query, candidate)`` real; a floating dtype is kept.

    Raises:
        ValueError: If it has not two axes, has no candidate, or holds nan: nan is neither above nor below
            anything, and a diverged model would rank first.

    Example:
        >>> checked("similarity", [[1, 0]])
        array([[1., 0.]])
    """
    table = np.asarray(table)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"`{name}` must be a table (query, candidate) with candidates, got shape {table.shape}")
    if table.dtype.kind != "f":
        table = table.astype(np.float64)
    if np.isnan(table).any():
        raise ValueError(f"`{name}` holds nan; it has no place in an order")
    return table


def nearest(similarity: np.ndarray, k: int) -> np.ndarray:
    """The k most similar candidates of each query, most similar first; equal ones keep the candidates' order.

    Args:
        similarity: ``(query, candidate)``, without nan.
        k: Between 1 and all candidates.

    Returns:
        ``(query, k)`` int columns.

    Example:
        >>> nearest(np.array([[0.1, 0.9, 0.5, 0.9, 0.5]]), 3)
        array([[1, 3, 2]])
    """
    candidates = similarity.shape[1]
    cut = np.partition(similarity, candidates - k, axis=1)[:, candidates - k, None]  # the k-th largest
    inside = similarity > cut
    tied = similarity == cut
    spare = k - inside.sum(axis=1, keepdims=True)
    inside |= tied & (tied.cumsum(axis=1, dtype=np.int32) <= spare)
    columns = np.nonzero(inside)[1].reshape(-1, k)  # ascending in each row
    order = np.argsort(-np.take_along_axis(similarity, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)


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
