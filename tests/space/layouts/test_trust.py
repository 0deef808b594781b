"""Neighbours and trust figures against plain loops, hand-made cases and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import procrustes

from ladder.space.layouts import neighbours, trust
from ladder.space.layouts.neighbours import nearest_in_space, nearest_on_map
from ladder.space.layouts.points import centre, laid_out, points_of
from tests.planted import embeddings, planted, unit

FEW = st.integers(-1, 1)  # few distinct values: ties happen
VECTORS = st.integers(2, 9).flatmap(lambda count: arrays(np.float32, (count, 3), elements=FEW))


def first_by_loop(scores, k, without=None):
    order = sorted((column for column in range(len(scores)) if column != without), key=lambda c: (-scores[c], c))
    return order[:k]


@settings(max_examples=60, deadline=None)
@given(VECTORS, VECTORS, st.integers(1, 6), st.integers(1, 4))
def test_nearest_is_the_sorted_list_by_loops(queries, candidates, k, block):
    before, neighbours.BLOCK = neighbours.BLOCK, block
    try:
        found, apart = nearest_in_space(queries, candidates, k), nearest_in_space(queries, None, k)
    finally:
        neighbours.BLOCK = before
    for row, query in enumerate(queries):
        assert found[row].tolist() == first_by_loop([float(query @ other) for other in candidates], k)
        assert apart[row].tolist() == first_by_loop([float(query @ other) for other in queries], k, without=row)


def test_nearest_on_the_map_is_the_sorted_list_by_loops():
    generator = np.random.default_rng(0)
    queries, candidates = generator.normal(size=(9, 2)), generator.normal(size=(12, 2))
    found, apart = nearest_on_map(queries, candidates, 5), nearest_on_map(queries, None, 20)
    for row, place in enumerate(queries):
        assert found[row].tolist() == first_by_loop([-float(((place - other) ** 2).sum()) for other in candidates], 5)
        assert apart[row].tolist() == first_by_loop(
            [-float(((place - other) ** 2).sum()) for other in queries], 20, row
        )
    assert apart.shape == (9, 8)


def test_many_points_on_one_place_are_never_their_own_neighbours():
    places = np.zeros((7, 2))
    found = nearest_on_map(places, None, 2)
    assert found.shape == (7, 2)
    assert not (found == np.arange(7)[:, None]).any()


def test_points_are_the_distinct_vectors_in_the_order_of_their_first_items():
    a, b, c = np.eye(3)
    (points,) = points_of((np.array([c, a]), np.array([a, b, c, b])))
    np.testing.assert_array_equal(points.rows, [c, a, b])
    assert points.point.tolist() == [0, 1, 1, 2, 0, 2]
    assert points.images == 2


def test_items_of_two_spaces_share_a_point_where_they_are_equal_in_both():
    a, b, c = np.eye(3)
    one, two = points_of((np.array([a, a]), np.array([b, b])), (np.array([a, a]), np.array([b, c])))
    assert one.point.tolist() == two.point.tolist() == [0, 0, 1, 2]
    np.testing.assert_array_equal(one.rows, [a, b, b])
    np.testing.assert_array_equal(two.rows, [a, b, c])


@pytest.fixture(scope="module")
def case():
    """60 items of which some are alike, also across the kinds, and a place for each point."""
    vectors = planted(20, noise=0.6)
    vectors.captions[7] = vectors.captions[9]
    vectors.captions[30] = vectors.images[3]
    (points,) = points_of(laid_out(vectors, centred=False))
    assert len(points.rows) == 58
    return vectors, points, np.random.default_rng(3).normal(size=(58, 2)).astype(np.float32)


def share_by_loop(points, places, own, candidates, k):
    """Of the true neighbours of a point among these candidates, the share near it on the map."""
    among = sorted(set(candidates))
    truth = first_by_loop([float(points.rows[own] @ points.rows[other]) for other in among], k)
    near = first_by_loop([-float(((places[own] - places[other]) ** 2).sum()) for other in among], k)
    return len(set(truth) & set(near)) / min(k, len(among))


def test_recall_is_counted_over_distinct_vectors_by_loops(case):
    _, points, places = case
    expected = [
        share_by_loop(points, places, own, [other for other in range(58) if other != own], trust.K)
        for own in points.point
    ]
    np.testing.assert_allclose(trust.recall(points, places), expected, atol=1e-6)
    assert trust.recall(points, places).dtype == np.float32


def test_recall_across_looks_among_the_other_kind_by_loops(case):
    _, points, places = case
    images, captions = points.point[:20].tolist(), points.point[20:].tolist()
    expected = [share_by_loop(points, places, own, captions, trust.K) for own in images]
    expected += [share_by_loop(points, places, own, images, trust.K) for own in captions]
    np.testing.assert_allclose(trust.recall_across(points, places), expected, atol=1e-6)


def test_a_map_that_is_the_space_keeps_all():
    angles = np.random.default_rng(1).uniform(0, 2 * np.pi, 60)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    (points,) = points_of((circle[:20], circle[20:]))
    assert trust.recall(points, points.rows).min() == 1
    assert trust.recall_across(points, points.rows).min() == 1
    assert trust.trustworthiness(points, points.rows)[:2] == pytest.approx((1, 1))


def test_nearest_across_by_loops(case):
    vectors, points, _ = case
    hits = 0
    for own, other in ((vectors.images, vectors.captions), (vectors.captions, vectors.images)):
        for vector in own:
            mine = [float(vector @ one) for one in own if (one != vector).any()]
            hits += max(float(vector @ one) for one in other) >= max(mine)  # a point of both kinds is of the other too
    assert trust.nearest_across(points) == pytest.approx(hits / 60)
    assert 0 < hits < 60


def trustworthiness_by_loop(truth, shown, k):
    """Venna and Kaski's sum, term by term; both are scores (P, P), higher is nearer."""
    count, lost = len(truth), 0
    for row in range(count):
        order = first_by_loop(truth[row], count, without=row)
        for other in first_by_loop(shown[row], k, without=row):
            rank = order.index(other) + 1
            lost += max(0, rank - k)
    return 1 - 2 / (count * k * (2 * count - 3 * k - 1)) * lost


@pytest.mark.parametrize("sample", [2000, 40])
def test_trustworthiness_and_continuity_are_each_others_roles_swapped(case, monkeypatch, sample):
    _, points, places = case
    monkeypatch.setattr(trust, "SAMPLE", sample)
    rows = np.random.default_rng(0).permutation(58)[:sample]
    space = (points.rows @ points.rows.T)[np.ix_(rows, rows)]
    plane = -((places[rows, None] - places[None, rows]) ** 2).sum(axis=2)
    forth, back, counted = trust.trustworthiness(points, places)
    assert counted == min(sample, 58)
    assert forth == pytest.approx(trustworthiness_by_loop(space, plane, trust.K))
    assert back == pytest.approx(trustworthiness_by_loop(plane, space, trust.K))
    assert forth != pytest.approx(back)


PLACES = arrays(np.float64, (6, 2), elements=st.integers(-3, 3))


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES)
def test_displacement_is_the_root_of_procrustes_disparity(places, reference):
    if min(np.ptp(places, axis=0).max(), np.ptp(reference, axis=0).max()) == 0:
        return
    assert trust.displacement(places, reference) == pytest.approx(np.sqrt(procrustes(reference, places)[2]), abs=1e-6)


def test_displacement_by_hand():
    cross = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    line = cross * [1, 0]  # no turn or scale brings back the upper and the lower point: half of the square is missed
    assert trust.displacement(line, cross) == pytest.approx(np.sqrt(0.5))
    np.testing.assert_allclose(trust.fitted(5 * cross[:, ::-1] + 7, cross + 2), cross + 2)


def test_centring_takes_each_kinds_mean_away():
    vectors = planted(apart=1.0)
    images, captions = laid_out(vectors, centred=True)
    expected = [(row - vectors.images.mean(axis=0)) for row in vectors.images]
    np.testing.assert_allclose(images, unit(np.array(expected)), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(captions, axis=1), 1, atol=1e-6)
    assert np.linalg.norm(captions.mean(axis=0)) < 0.2 < np.linalg.norm(vectors.captions.mean(axis=0))
    as_is = laid_out(vectors, centred=False)
    np.testing.assert_array_equal(as_is[0], vectors.images)
    np.testing.assert_array_equal(as_is[1], vectors.captions)


def test_a_row_on_its_mean_becomes_zero():
    one = embeddings(np.array([[1.0, 0.0]]), np.eye(2), [0, 0])
    np.testing.assert_array_equal(laid_out(one, centred=True)[0], [[0, 0]])
    assert np.isfinite(centre(np.zeros((2, 3)), np.zeros(3))).all()
