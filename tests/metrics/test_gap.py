"""The distance between the modalities' centroids."""

import numpy as np
import pytest

from ladder.metrics import modality_gap


def unit(rng, rows, dimension=5):
    vectors = rng.standard_normal((rows, dimension))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_by_hand():
    # Centroids (1/2, 1/2) and (0, -1).
    images, captions = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, -1.0]])
    assert modality_gap(images, captions) == pytest.approx(np.sqrt(0.25 + 2.25))


def test_ends_of_the_range():
    rng = np.random.default_rng(0)
    vectors = unit(rng, 20)
    assert modality_gap(vectors, vectors[::-1]) == pytest.approx(0)
    assert modality_gap(np.array([[1.0, 0.0]]), np.array([[-1.0, 0.0]] * 5)) == 2


def test_symmetric_and_the_same_from_every_side():
    rng = np.random.default_rng(0)
    images, captions = unit(rng, 6), unit(rng, 30)
    rotation, _ = np.linalg.qr(rng.standard_normal((5, 5)))
    gap = modality_gap(images, captions)
    assert modality_gap(captions, images) == gap
    assert modality_gap(images @ rotation, captions @ rotation) == pytest.approx(gap)
    assert modality_gap(images, np.concatenate([captions, captions])) == pytest.approx(gap)


def test_half_precision_is_summed_in_double():
    rng = np.random.default_rng(0)
    images, captions = (unit(rng, 3000).astype(np.float16) for _ in range(2))
    expected = modality_gap(images.astype(np.float64), captions.astype(np.float64))
    assert modality_gap(images, captions) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("images", "captions", "message"),
    [
        (np.array([[1.0, 0.0], [2.0, 0.0]]), np.eye(2), r"`images` must have rows of length 1, row 1 has 2\.000"),
        (np.eye(2), np.array([[np.nan, 0.0]]), "`captions` must have rows of length 1, row 0 has nan"),
        (np.eye(2), np.zeros((0, 2)), r"`captions` must be a table of vectors, got shape \(0, 2\)"),
        (np.eye(2), np.array([1.0, 0.0]), r"`captions` must be a table of vectors, got shape \(2,\)"),
        (np.eye(2), np.eye(3), "`captions` must have 2 dimensions as `images`, got 3"),
    ],
)
def test_what_are_not_unit_vectors_of_one_space_is_refused(images, captions, message):
    with pytest.raises(ValueError, match=message):
        modality_gap(images, captions)
