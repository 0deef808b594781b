"""All the ways that levels are computed, and their results as arrays."""

from contextlib import contextmanager
from dataclasses import astuple
from importlib.util import find_spec

import numpy as np
import pytest
import torch

from ladder.levels import Levels, partitions, tables
from tests.conftest import absent


def arrays(method, relevance, candidate=None, **options):
    """Given as arrays."""
    return method(relevance, candidate, **options)


def without_numba(method, relevance, candidate=None, **options):
    """Given as arrays, where numba is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partitions, "_compiled", lambda: None)
        return method(relevance, candidate, **options)


def tensors(method, relevance, candidate=None, **options):
    """Given as tensors on the host."""
    return as_arrays(method(tensor(relevance), tensor(candidate), **options))


def elsewhere(method, relevance, candidate=None, **options):
    """Given as tensors that numpy cannot share."""
    with off_host():
        levels = method(tensor(relevance), tensor(candidate), **options)
    return as_arrays(levels)


WAYS = [arrays, without_numba, tensors, elsewhere]


@contextmanager
def off_host():
    """Every tensor counts as one that does not lie on the host, and none can be copied to it."""

    def refused(*_, **__):
        raise AssertionError("a table is copied to the host")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "on_host", lambda tensor: False)
        for name in ("cpu", "numpy", "__array__", "tolist"):
            patch.setattr(torch.Tensor, name, refused)
        yield


def tensor(table):
    return None if table is None else torch.from_numpy(np.array(table))


def as_arrays(levels):
    """The same levels, each part checked to be a tensor."""
    parts = astuple(levels)
    assert all(isinstance(part, torch.Tensor) for part in parts)
    return Levels(*(part.numpy() for part in parts))


def need_numba():
    if find_spec("numba") is None:
        absent("numba is not installed")
