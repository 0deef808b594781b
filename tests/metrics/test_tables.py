"""Choosing the k nearest, and the mean that leaves nan out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ladder.metrics.tables import checked, largest_in_order, mean_of_defined


@given(
    similarity=hnp.arrays(np.float32, (3, 40), elements=st.integers(-2, 2).map(float)),
    k=st.integers(1, 40),
)
@settings(max_examples=200, deadline=None)
def test_nearest_is_the_head_of_a_stable_descending_sort(similarity, k):
    expected = np.argsort(-similarity, axis=1, kind="stable")[:, :k]
    np.testing.assert_array_equal(largest_in_order(similarity, k), expected + np.arange(3)[:, None] * 40)


def test_nearest_takes_infinite_similarities():
    similarity = np.array([[-np.inf, 0.0, np.inf, -np.inf]])
    np.testing.assert_array_equal(largest_in_order(similarity, 3), [[2, 1, 0]])


def test_nearest_leaves_its_input_alone():
    similarity = np.array([[0.1, 0.9, 0.5]])
    largest_in_order(similarity, 2)
    np.testing.assert_array_equal(similarity, [[0.1, 0.9, 0.5]])


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [(np.float16, np.float32), (np.float32, np.float32), (bool, np.float64), (np.int64, np.float64)],
)
def test_checked_makes_single_or_double_precision(dtype, expected):
    assert checked("similarity", np.zeros((1, 2), dtype)).dtype == expected


@pytest.mark.parametrize("table", [np.zeros(3), np.zeros((2, 0)), np.zeros((1, 2, 3))])
def test_checked_names_the_table_and_its_shape(table):
    shape = str(table.shape).replace("(", r"\(").replace(")", r"\)")
    with pytest.raises(ValueError, match=rf"`similarity` must be a table .* got shape {shape}"):
        checked("similarity", table)


def test_checked_refuses_nan():
    with pytest.raises(ValueError, match="`relevance` holds nan"):
        checked("relevance", np.array([[0.0, np.nan]]))


def test_the_mean_of_nothing_is_nan():
    assert np.isnan(mean_of_defined(np.array([np.nan, np.nan])))
    assert np.isnan(mean_of_defined(np.empty(0)))
