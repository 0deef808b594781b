"""Silhouettes: by hand, by scikit-learn, and their mean by which the levels were chosen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import silhouette_samples

from ladder.batches.silhouettes import equally_good, silhouette_values
from ladder.levels import adaptive_levels

DEGREES = st.lists(st.integers(0, 6).map(lambda one: one / 6), min_size=3, max_size=14)


def test_by_hand():
    values = silhouette_values(np.array([0.9, 0.7, 0.1]), np.array([1, 1, 2]))
    assert values[:2] == pytest.approx([(0.8 - 0.2) / 0.8, (0.6 - 0.2) / 0.6])
    assert values[2] == 0  # alone


@given(DEGREES, st.data())
def test_they_are_scikit_learns(degrees, data):
    labels = np.array(data.draw(st.lists(st.integers(1, 3), min_size=len(degrees), max_size=len(degrees))))
    if not 2 <= len(set(labels.tolist())) < len(degrees):
        return
    relevance = np.array(degrees)
    with np.errstate(invalid="ignore"):
        expected = silhouette_samples(relevance[:, None], labels)
    np.testing.assert_allclose(silhouette_values(relevance, labels), expected, atol=1e-9)


@given(DEGREES)
def test_their_mean_is_what_chose_the_levels(degrees):
    levels = adaptive_levels([degrees])
    values = silhouette_values(np.array(degrees), levels.labels[0])
    k = int(levels.k[0])
    if k < 2:
        assert np.isnan(values).all()
    else:
        assert values.mean() == pytest.approx(levels.silhouette[0, k], abs=1e-9)


def test_what_is_in_no_level_is_left_out():
    values = silhouette_values(np.array([1.0, 0.9, 0.8, 0.1, 0.5]), np.array([0, 1, 1, 2, -1]))
    assert np.isnan(values[[0, 4]]).all()
    assert np.isfinite(values[[1, 2, 3]]).all()


def test_ties_are_named():
    assert equally_good(np.array([np.nan, np.nan, 0.5, 0.5, 0.5 - 1e-9]), 2) == [3]
    assert equally_good(np.array([np.nan, np.nan, 0.5, 0.4]), 2) == []
