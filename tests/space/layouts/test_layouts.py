"""Layouts by PCA, what stands beside every layout, and what cannot be laid out. UMAP has its own file."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from ladder.errors import ConfigError, MissingExtraError, RunError
from ladder.metrics import modality_gap
from ladder.runs.maps import MapSettings, fingerprint
from ladder.space.layouts import lay_out, lay_out_epochs, lay_out_pair, methods
from ladder.space.layouts.points import laid_out, points_of
from tests.conftest import ROOT
from tests.planted import embeddings, planted, with_equals

PCA = MapSettings("pca", "test")


@pytest.fixture(scope="module")
def vectors():
    return with_equals()


def test_pca_is_the_plane_of_largest_variance(vectors):
    (points,) = points_of(laid_out(vectors, centred=False))
    centred = points.rows - points.rows.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    expected = np.abs(centred @ directions[:2].T)
    np.testing.assert_allclose(np.abs(methods.pca(points.rows)), expected, atol=1e-4)
    np.testing.assert_allclose(np.abs(lay_out(vectors, PCA)[0].places), expected[points.point], atol=1e-4)


def test_equal_vectors_get_equal_places(vectors):
    (layout,) = lay_out(vectors, PCA)
    np.testing.assert_array_equal(layout.places[40 + 5], layout.places[40 + 2])
    np.testing.assert_array_equal(layout.places[40 + 9], layout.places[4])
    assert len(np.unique(layout.places, axis=0)) == layout.trust.points == 118


def test_what_stands_beside_a_layout(vectors):
    (layout,) = lay_out(vectors, PCA)
    assert layout.settings == PCA
    assert layout.places.shape == (120, 2) and layout.places.dtype == np.float32
    assert layout.images == 40
    assert layout.trust.recall == pytest.approx(layout.recall.mean())
    assert layout.trust.recall_across == pytest.approx(layout.recall_across.mean())
    assert layout.trust.gap == pytest.approx(modality_gap(vectors.images, vectors.captions))
    assert (layout.trust.k, layout.trust.sampled) == (15, 118)
    assert layout.fingerprint == fingerprint(vectors)
    assert set(layout.versions) == {"scikit-learn"}
    assert layout.trust.seed_noise is None and layout.other_seeds.shape == (0, 120, 2)


def test_a_centred_layout_brings_the_kinds_together():
    apart = planted(apart=1.5)
    as_is, centred = (lay_out(apart, replace(PCA, centred=centred))[0] for centred in (False, True))
    assert centred.settings.name == "pca-centred.test"
    assert as_is.trust.gap == centred.trust.gap > 0.5

    def between(layout):
        return np.linalg.norm(layout.places[:40].mean(axis=0) - layout.places[40:].mean(axis=0)) / layout.places.std()

    assert between(centred) < 0.5 * between(as_is)
    assert centred.trust.nearest_across > as_is.trust.nearest_across


def test_in_a_tiny_split_every_other_item_is_a_neighbour():
    (layout,) = lay_out(planted(3), PCA)
    assert layout.trust.k == 8
    assert layout.recall.tolist() == layout.recall_across.tolist() == [1] * 9


def test_too_few_distinct_vectors_are_named():
    few = embeddings(np.eye(4)[[0, 1]], np.eye(4)[[2, 2, 2]], [0, 1, 1])
    with pytest.raises(RunError, match="at least 4, `test` has 3 distinct vectors; lay out a larger split"):
        lay_out(few, PCA)


def test_without_umap_the_extra_is_named(monkeypatch, vectors):
    monkeypatch.setitem(sys.modules, "umap", None)
    for make in (
        lambda: lay_out(vectors, MapSettings("umap", "test")),
        lambda: lay_out_pair(("a", vectors), ("b", vectors), MapSettings("aligned", "test")),
    ):
        with pytest.raises(MissingExtraError, match=r"`umap-learn`.*ladder\[app\]"):
            make()
    assert lay_out(vectors, PCA)[0].places.shape == (120, 2)


def test_two_runs_must_hold_the_same_items(vectors):
    with pytest.raises(RunError, match="`a` and `b` hold other items in `test`"):
        lay_out_pair(("a", vectors), ("b", planted(39)), MapSettings("aligned", "test"))


def test_a_least_distance_that_aligned_umap_would_ignore_is_refused(vectors):
    with pytest.raises(ConfigError, match=r"least distance of 0\.1 alone, got 0\.3; leave `--min-distance` out"):
        lay_out_pair(("a", vectors), ("b", vectors), MapSettings("aligned", "test", min_distance=0.3))
    with pytest.raises(ConfigError, match="leave `--min-distance` out"):
        next(lay_out_epochs({1: vectors, 2: vectors}, MapSettings("epochs", "test", min_distance=0.3)))


def test_epochs_must_be_two_and_hold_the_same_items(vectors):
    settings = MapSettings("epochs", "test")
    with pytest.raises(RunError, match="needs at least 2, got 1; train longer"):
        next(lay_out_epochs({1: vectors}, settings))
    with pytest.raises(RunError, match="the epochs hold other items of `test`"):
        next(lay_out_epochs({1: vectors, 2: planted(39)}, settings))


def test_looking_at_maps_imports_nothing_heavy():
    heavy = ["torch", "sklearn", "umap", "numba"]
    code = f"import sys, ladder.runs, ladder.space.layouts; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
