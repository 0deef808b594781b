"""The bullseye: exact radii, angles that only say the cluster."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.space import bullseye

ITEM = st.tuples(st.sampled_from([-0.5, 0.0, 0.25, 0.9, float("nan")]), st.integers(-1, 3), st.integers(-1, 2))


@settings(max_examples=100, deadline=None)
@given(st.lists(ITEM, max_size=30))
def test_radius_is_exact_and_the_angle_lies_in_the_clusters_sector(drawn):
    similarity, labels, cluster = (np.array([row[column] for row in drawn]) for column in range(3))
    similarity = similarity.astype(np.float32)
    eye = bullseye(similarity, labels, cluster)
    there = ~np.isnan(similarity)
    np.testing.assert_array_equal(eye.radius, 1 - similarity.astype(np.float64))
    np.testing.assert_array_equal(np.isnan(eye.angle), ~there)
    for item in np.flatnonzero(there):
        start, end = eye.sectors[int(cluster[item])]
        assert start < eye.angle[item] < end
    assert len(np.unique(eye.angle[there])) == there.sum()  # no two lie on each other
    assert set(eye.medians) == {int(label) for label in labels[there] if label >= 0}
    for level, middle in eye.medians.items():
        assert middle == pytest.approx(np.median(1 - similarity[there & (labels == level)].astype(np.float64)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_sectors_share_the_circle_by_the_root_of_their_sizes(cluster):
    eye = bullseye(np.zeros(len(cluster)), np.zeros(len(cluster), dtype=int), np.array(cluster))
    ends = [0.0, *(end for _, end in eye.sectors.values())]
    assert list(eye.sectors) == sorted(set(cluster))
    assert ends[-1] == pytest.approx(2 * np.pi)
    assert [start for start, _ in eye.sectors.values()] == pytest.approx(ends[:-1], abs=1e-9)
    whole = sum(np.sqrt(cluster.count(number)) for number in set(cluster))
    for number, (start, end) in eye.sectors.items():
        assert end - start == pytest.approx(2 * np.pi * np.sqrt(cluster.count(number)) / whole)


def test_places_are_as_far_from_the_query_as_they_are_unlike_it():
    similarity = np.random.default_rng(0).uniform(-1, 1, 200)
    eye = bullseye(similarity, np.ones(200, dtype=int), np.arange(200) % 3)
    np.testing.assert_allclose(np.linalg.norm(eye.places, axis=1), 1 - similarity, rtol=1e-6)
    again = bullseye(similarity, np.ones(200, dtype=int), np.arange(200) % 3)
    np.testing.assert_array_equal(eye.angle, again.angle)


def test_neighbours_in_radius_are_turned_apart():
    eye = bullseye(np.full(50, 0.5), np.ones(50, dtype=int), np.zeros(50, dtype=int))
    gaps = np.diff(np.sort(eye.angle))
    assert gaps.min() > 0.3 * 2 * np.pi / 50


def test_shapes_must_agree():
    with pytest.raises(ValueError, match=r"one shape, got \(3,\), \(2,\) and \(3,\)"):
        bullseye(np.zeros(3), np.zeros(2, dtype=int), np.zeros(3, dtype=int))
