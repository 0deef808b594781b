"""UMAP layouts of one run and of two: repeatable, equal for equal vectors, aligned. Compiling takes the time."""

from dataclasses import replace

import numpy as np
import pytest

from ladder.runs.maps import MapSettings, fingerprint
from ladder.space import most_changed, moved
from ladder.space.layouts import lay_out, lay_out_epochs, lay_out_pair, methods
from ladder.space.layouts.points import laid_out, points_of
from ladder.space.layouts.trust import displacement, displacements
from tests.planted import embeddings, planted, unit, with_equals

pytestmark = pytest.mark.slow
UMAP, ALIGNED = MapSettings("umap", "test"), MapSettings("aligned", "test")


@pytest.fixture(scope="module")
def vectors():
    return with_equals()


@pytest.fixture(scope="module")
def layouts(vectors):
    return lay_out(vectors, UMAP)


def same(one, two) -> bool:
    arrays = [name for name, value in vars(one).items() if isinstance(value, np.ndarray)]
    return one.trust == two.trust and all(np.array_equal(getattr(one, name), getattr(two, name)) for name in arrays)


def test_umap_comes_with_pca(layouts):
    assert [layout.settings.name for layout in layouts] == ["pca.test", "umap.test"]
    assert set(layouts[1].versions) == {"umap-learn", "numba"}


def test_the_same_seed_gives_the_same_layout_to_the_bit(vectors, layouts):
    assert all(same(one, again) for one, again in zip(layouts, lay_out(vectors, UMAP)))


def test_another_seed_gives_another_layout_but_the_same_pca(vectors, layouts):
    pca, umap = lay_out(vectors, replace(UMAP, seed=1))
    assert same(pca, layouts[0])
    assert displacement(umap.places, layouts[1].places) > 0.01


def test_settings_of_umap_change_the_layout(vectors, layouts):
    for changed in (replace(UMAP, neighbours=5), replace(UMAP, min_distance=0.9)):
        assert not np.array_equal(lay_out(vectors, changed)[1].places, layouts[1].places)


def test_equal_vectors_get_equal_places(layouts):
    places = layouts[1].places
    np.testing.assert_array_equal(places[40 + 5], places[40 + 2])
    np.testing.assert_array_equal(places[40 + 9], places[4])
    assert len(np.unique(places, axis=0)) == layouts[1].trust.points == 118


def test_items_stand_with_their_group(layouts):
    group = np.concatenate([np.arange(40) % 4, np.repeat(np.arange(40) % 4, 2)])
    places = layouts[1].places
    distance = ((places[:, None] - places[None]) ** 2).sum(axis=2) + np.diag(np.full(120, np.inf))
    assert (group[distance.argmin(axis=1)] == group).mean() > 0.95
    assert layouts[1].trust.trustworthiness > 0.9 and layouts[1].trust.continuity > 0.9


def test_seed_noise_is_how_far_points_stand_from_their_places_under_other_seeds(vectors, layouts):
    umap = layouts[1]
    assert umap.other_seeds.shape == (2, 120, 2)
    (points,) = points_of(laid_out(vectors, centred=False))
    first = np.array([np.flatnonzero(points.point == point)[0] for point in range(118)])
    places = umap.places[first].astype(np.float64)
    missed = [((other[first] - places) ** 2).sum(axis=1).mean() for other in umap.other_seeds]
    spread = ((places - places.mean(axis=0)) ** 2).sum(axis=1).mean()
    assert umap.trust.seed_noise == pytest.approx(np.sqrt(np.mean(missed) / spread), abs=1e-4)
    again = methods.umap(points.rows, UMAP, 2)
    assert displacement(again, places) == pytest.approx(np.sqrt(missed[1] / spread), abs=1e-4)


@pytest.mark.parametrize("images", [2, 3, 5])
def test_tiny_splits_are_laid_out(images):
    for layout in lay_out(planted(images), UMAP):
        assert layout.places.shape == (3 * images, 2) and np.isfinite(layout.places).all()
        assert layout.trust.k == min(15, 3 * images - 1)
        assert layout.trust.recall == 1  # every other point is a neighbour


def test_opposite_vectors_are_not_lost():
    row = np.eye(6)[:3]
    layout = lay_out(embeddings(row, -row, [0, 1, 2]), UMAP)[1]
    assert np.isfinite(layout.places).all()


@pytest.fixture(scope="module")
def spaces():
    """Two spaces with the same groups, about which the items fall differently."""
    return [planted(noise=0.5, groups=8, size=32, noise_seed=seed) for seed in (0, 1)]


@pytest.fixture(scope="module")
def pair(spaces):
    return lay_out_pair(("a", spaces[0]), ("b", spaces[1]), ALIGNED)


@pytest.fixture(scope="module")
def independent(spaces):
    return [lay_out(space, UMAP)[1] for space in spaces]


def test_aligned_layouts_agree_better_than_independent_ones(pair, independent):
    aligned = displacement(pair[0][1].places, pair[1][1].places)
    assert aligned < 0.5 * displacement(*(layout.places for layout in independent))
    assert pair[1][1].trust.moved == pytest.approx(aligned)


def test_aligned_layouts_are_as_faithful(pair, independent):
    for layouts, alone in zip(pair, independent):
        assert layouts[1].trust.recall > 0.8 * alone.trust.recall


def test_each_run_gets_its_own_layout_with_its_partners_name(spaces, pair):
    names = [[layout.settings.name for layout in layouts] for layouts in pair]
    assert names == [["pca.test", "aligned.test.b"], ["pca.test", "aligned.test.a"]]
    for space, layouts in zip(spaces, pair):
        assert all(layout.fingerprint == fingerprint(space) for layout in layouts)


def test_the_same_seed_gives_the_same_aligned_layouts_to_the_bit(spaces, pair):
    again = lay_out_pair(("a", spaces[0]), ("b", spaces[1]), ALIGNED)
    assert all(same(one, two) for mine, its in zip(pair, again) for one, two in zip(mine, its))
    other = lay_out_pair(("a", spaces[0]), ("b", spaces[1]), replace(ALIGNED, seed=1))
    assert not np.array_equal(other[0][1].places, pair[0][1].places)


def test_shared_is_the_share_of_true_neighbours_that_both_have(spaces, pair):
    rows = [np.concatenate([space.images, space.captions]) for space in spaces]
    expected = []
    for item in range(120):
        near = []
        for table in rows:
            similarity = table @ table[item]
            similarity[item] = -2
            near.append(set(np.argsort(-similarity)[:15].tolist()))
        expected.append(len(near[0] & near[1]) / 15)
    for layouts in pair:
        np.testing.assert_allclose(layouts[1].shared, expected, atol=1e-6)
        assert layouts[1].trust.shared == pytest.approx(np.mean(expected), abs=1e-6)


def test_the_noise_is_what_points_move_where_nothing_has_changed(spaces, pair):
    (points,) = points_of(laid_out(spaces[0], centred=False))
    one, same = methods.aligned_umap([points.rows, points.rows], ALIGNED)
    noise = displacements(one, same)
    for layouts in pair:
        assert layouts[1].trust.moved_noise == pytest.approx(np.percentile(noise, 95), abs=1e-6)


def test_items_that_were_given_other_places_move_more_than_the_noise_and_head_the_list():
    first = planted(noise=0.3, groups=8, size=32)
    images, captions, strayed = first.images.copy(), first.captions.copy(), (0, 9, 18, 27)
    for image in strayed:  # beside an image of the next group
        images[image] = unit(first.images[[image + 1]] + 0.02)[0]
        captions[2 * image : 2 * image + 2] = unit(first.captions[2 * image + 2 : 2 * image + 4] + 0.02)
    second = embeddings(images, captions, first.caption_image)
    one, two = (layouts[1] for layouts in lay_out_pair(("a", first), ("b", second), ALIGNED))
    assert 0 < one.trust.moved_noise < 0.2
    distance = moved(two.places, one.places)
    rows = np.flatnonzero(np.isin(np.concatenate([np.arange(40), first.caption_image]), strayed))
    assert (distance[rows] > 3 * one.trust.moved_noise).all()
    found = most_changed(first, second, one.shared, moved=distance, noise=one.trust.moved_noise, count=12)
    assert {change.item for change in found} == set(rows.tolist())


@pytest.fixture(scope="module")
def epochs():
    """A space that comes into order: the groups are apart at the end."""
    return {epoch: planted(noise=noise, groups=8, size=32) for epoch, noise in ((1, 0.9), (3, 0.5), (4, 0.3))}


@pytest.fixture(scope="module")
def by_epoch(epochs):
    return list(lay_out_epochs(epochs, MapSettings("epochs", "test")))


def test_each_epoch_gets_its_layout(epochs, by_epoch):
    assert [layout.settings.name for layout in by_epoch] == ["epochs.test.001", "epochs.test.003", "epochs.test.004"]
    for layout, vectors in zip(by_epoch, epochs.values()):
        assert layout.fingerprint == fingerprint(vectors)
        assert layout.places.shape == (120, 2) and np.isfinite(layout.places).all()
        assert layout.trust.moved_noise == by_epoch[0].trust.moved_noise > 0


def test_an_epoch_is_compared_with_the_one_before(by_epoch):
    first, *later = by_epoch
    assert first.trust.moved is None and first.trust.shared is None and first.shared is None
    for before, layout in zip(by_epoch, later):
        assert layout.trust.moved == pytest.approx(displacement(layout.places, before.places))
        assert layout.trust.shared == pytest.approx(layout.shared.mean())


def test_epochs_together_stay_nearer_than_each_alone(epochs, by_epoch):
    alone = [lay_out(vectors, UMAP)[1] for vectors in epochs.values()]
    for one in (0, 1):
        apart = displacement(alone[one + 1].places, alone[one].places)
        assert by_epoch[one + 1].trust.moved < 0.7 * apart


def test_tiny_splits_are_laid_out_together():
    for layouts in lay_out_pair(("a", planted(2)), ("b", planted(2, noise_seed=1)), ALIGNED):
        assert np.isfinite(layouts[1].places).all()
