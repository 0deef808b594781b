"""The tables that levels are found in: arrays, or torch tensors wherever they lie."""

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from torch import Tensor

Table: TypeAlias = "ArrayLike | Tensor"


class Tables(NamedTuple):
    """What was given, checked. The same code computes with arrays and with tensors, by what ``xp`` names."""

    relevance: Any  # (Q, C) of a floating-point type
    candidate: Any  # (Q, C) boolean
    xp: Any  # numpy; torch for tensors that do not lie on the host
    tensors: bool  # whether tensors were given, and are to be returned


def read_tables(relevance: Any, candidate: Any) -> Tables:
    """Both tables, a tensor on the host as an array that shares its memory, or a ValueError that says where."""
    tensors = _is_tensor(relevance)
    table = _numbers(relevance)
    xp = namespace(table)
    if table.ndim != 2:
        raise ValueError(f"`relevance` must be a (query, candidate) table, got shape {tuple(table.shape)}")
    mask = xp.ones(table.shape, dtype=xp.bool, device=table.device) if candidate is None else _beside(table, candidate)
    if mask.shape != table.shape or mask.dtype != xp.bool:
        raise ValueError(
            f"`candidate` must be a boolean table of shape {tuple(table.shape)}, "
            f"got {mask.dtype} of shape {tuple(mask.shape)}"
        )
    wrong = ~((table >= 0) & (table <= 1))  # nan is neither
    if wrong.any():
        row, column = xp.argwhere(wrong)[0]
        raise ValueError(f"`relevance` must lie in [0, 1], got {table[row, column]} in row {row}, column {column}")
    return Tables(table, mask, xp, tensors)


def namespace(table: Any) -> Any:
    """The module whose functions compute with such a table, numpy or torch."""
    return np if isinstance(table, np.ndarray) else sys.modules["torch"]


def in_precision(numbers: Any, relevance: Any) -> Any:
    """Numbers rounded as those of ``relevance`` are, as given to :func:`read_tables`; float64, on the host."""
    if not _is_tensor(relevance):
        return np.asarray(numbers, dtype=_numbers(relevance).dtype).astype(np.float64)
    torch = sys.modules["torch"]
    dtype = relevance.dtype if relevance.is_floating_point() else torch.float64
    return torch.tensor(numbers, dtype=dtype).double()


def ascending(tables: Tables, *, whole: bool = False) -> Any:
    """(Q, C) float64: each query's candidates in ascending order, then inf; of the ``whole`` table as one row."""
    xp = tables.xp
    values = xp.where(tables.candidate, tables.relevance, xp.inf)
    if whole:
        values = values.reshape(1, -1)
    values = np.sort(values, axis=1) if xp is np else values.sort(dim=1).values
    return xp.asarray(values, dtype=xp.float64)


def on_host(tensor: Any) -> bool:
    """Whether numpy can share the tensor's memory."""
    return bool(tensor.device.type == "cpu")


def _is_tensor(table: Any) -> bool:
    """Whether it is a torch tensor; does not import torch, since whoever has a tensor did."""
    return "torch" in sys.modules and isinstance(table, sys.modules["torch"].Tensor)


def _numbers(table: Any) -> Any:
    """As floating-point numbers, an array where numpy can share the memory. Numpy has no bfloat16."""
    if not _is_tensor(table):
        array = np.asarray(table)
        return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
    torch = sys.modules["torch"]
    table = table.detach()
    if not table.is_floating_point():
        table = table.double()
    if not on_host(table):
        return table
    return (table.float() if table.dtype == torch.bfloat16 else table).numpy()


def _beside(table: Any, candidate: Any) -> Any:
    """The mask as what ``table`` is, where it lies."""
    if isinstance(table, np.ndarray):
        return np.asarray(candidate.detach().cpu() if _is_tensor(candidate) else candidate)
    return sys.modules["torch"].as_tensor(candidate, device=table.device)
