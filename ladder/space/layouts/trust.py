"""How far a layout can be trusted."""

import numpy as np

from ladder.space.layouts.neighbours import nearest_in_space, nearest_on_map
from ladder.space.layouts.points import K, Points

SAMPLE = 2000  # points that trustworthiness and continuity are counted over: they need all distances at once


def kept_share(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The share of each row of ``truth`` that is in the same row of ``found``, ``(P,)`` float32.

    Example:
        >>> kept_share(np.array([[1, 2], [0, 2]]), np.array([[2, 3], [3, 4]]))
        array([0.5, 0. ], dtype=float32)
    """
    return (truth[:, :, None] == found[:, None, :]).any(axis=2).mean(axis=1, dtype=np.float32)


def recall(points: Points, places: np.ndarray) -> np.ndarray:
    """Each item's share of true neighbours that are among its nearest on the map, ``(N + M,)`` float32.

    Args:
        points: The points of the items.
        places: ``(P, 2)``, where the points stand.
    """
    return kept_share(points.neighbours, nearest_on_map(places, None, K))[points.point]


def recall_across(points: Points, places: np.ndarray) -> np.ndarray:
    """The same where neighbours are looked for among the items of the other kind alone, ``(N + M,)`` float32."""
    kinds = np.split(points.point, [points.images])
    shares = []
    for own, other in (kinds, kinds[::-1]):
        queries, back = np.unique(own, return_inverse=True)
        candidates = np.unique(other)
        truth = nearest_in_space(points.rows[queries], points.rows[candidates], K)
        found = nearest_on_map(places[queries], places[candidates], K)
        shares.append(kept_share(truth, found)[back])
    return np.concatenate(shares)


def nearest_across(points: Points) -> float:
    """The share of items whose nearest neighbour in the space is, or is also, an item of the other kind."""
    kinds = np.split(points.point, [points.images])
    neighbour = points.neighbours[:, 0]
    hits = [np.isin(neighbour[own], other) | np.isin(own, other) for own, other in (kinds, kinds[::-1])]
    return float(np.concatenate(hits).mean())


def trustworthiness(points: Points, places: np.ndarray) -> tuple[float, float, int]:
    """Trustworthiness and continuity, and how many points, drawn with a fixed seed, they were counted over.

    1 − 2 / (n k (2 n − 3 k − 1)) · Σ over points and those of their k neighbours in one space that are none in the
    other, of (rank in the other − k); neighbours on the map for trustworthiness, in the space for continuity.

    References:
        Venna and Kaski, "Neighborhood preservation in nonlinear projection methods: an experimental study", 2001.
    """
    from sklearn.manifold import trustworthiness as measure

    rows = np.random.default_rng(0).permutation(len(places))[:SAMPLE]
    k = min(K, (len(rows) - 1) // 2)  # the measure is defined below half of the points
    vectors, spots = points.rows[rows], places[rows]
    forth = measure(vectors, spots, n_neighbors=k, metric="cosine")
    back = measure(spots, vectors, n_neighbors=k)  # the vectors are of length 1: nearest by cosine is nearest
    return float(forth), float(back), len(rows)


def fitted(places: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The places moved, turned, mirrored and scaled to lie nearest to the reference's (Procrustes), ``(P, 2)``."""
    from scipy.linalg import orthogonal_procrustes

    target = reference.mean(axis=0, dtype=np.float64)
    centred = places - places.mean(axis=0, dtype=np.float64)
    turn, scale = orthogonal_procrustes(centred, reference - target)
    return centred @ turn * (scale / (centred**2).sum()) + target


def displacement(places: np.ndarray, reference: np.ndarray) -> float:
    """How much of the reference the fitted places miss, in [0, 1].

    The root-mean-square distance of the points from their places in the reference, after :func:`fitted`, over their
    root-mean-square distance from the reference's centre: the root of Procrustes' disparity.

    Example:
        >>> corners = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]])
        >>> round(displacement(5 * corners[:, ::-1], corners), 6)  # mirrored and larger: the same layout
        0.0
    """
    return float(np.sqrt(np.mean(displacements(places, reference).astype(np.float64) ** 2)))


def displacements(places: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """How far each of the fitted places stands from its own in the reference, ``(P,)`` float32.

    In spreads: root-mean-square distances of the reference's points from their centre.
    """
    spread = ((reference - reference.mean(axis=0)) ** 2).sum(axis=1).mean()
    missed = ((fitted(places, reference) - reference) ** 2).sum(axis=1)
    return np.sqrt(missed / spread).astype(np.float32)
