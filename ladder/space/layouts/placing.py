"""Where a query stands on a map that was made without it."""

from dataclasses import dataclass

import numpy as np

from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout
from ladder.space.layouts.points import centre, laid_out
from ladder.words.directions import Modality

CLOSEST = 1e-6  # below this, 1 - similarity is rounding


@dataclass(frozen=True)
class Placement:
    """A place for a query, interpolated.

    Attributes:
        x: Its place.
        y: Its place.
        neighbours: ``(k,)`` int, the items that it was placed by, nearest first; images before captions in number.
        scatter: How far these stand from it, in root-mean-square weighted distance over that of all items from the
            map's centre. Near 0 the neighbours stand together and the place means something; near 1 they stand all over
            the map, and it means nothing.
    """

    x: float
    y: float
    neighbours: np.ndarray
    scatter: float


def place(vector: np.ndarray, kind: Modality, layout: Layout, vectors: Embeddings, *, k: int = 10) -> Placement:
    """A place for a new vector among the items of a map, by its nearest items in the space.

    The mean of the places of its k nearest items, of both kinds, weighted by 1 / (1 − similarity) (inverse squared
    distance: Shepard 1968). A vector that is in the map gets its own place. It is an interpolation and no part of the
    layout: it never falls outside its neighbours, and between two groups where both are near. UMAP's own `transform`
    is not used: its answer for one vector depends on those beside it.

    Args:
        vector: ``(size,)`` unit vector.
        kind: What it stands for, ``image`` or ``caption`` (words): on a centred map its kind's mean is taken away.
        layout: The map.
        vectors: The embeddings that it was made from.
        k: How many items decide, at least 1.

    References:
        Shepard, "A two-dimensional interpolation function for irregularly-spaced data", 1968.
    """
    if layout.settings.centred:
        own = vectors.images if kind == "image" else vectors.captions
        vector = centre(vector, own.mean(axis=0))
    similarity = np.concatenate([rows @ vector for rows in laid_out(vectors, centred=layout.settings.centred)])
    items = np.argsort(-similarity, kind="stable")[:k]
    weights = 1 / np.maximum(1 - similarity[items].astype(np.float64), CLOSEST)
    weights /= weights.sum()
    places = layout.places.astype(np.float64)
    x, y = spot = weights @ places[items]
    around = weights @ ((places[items] - spot) ** 2).sum(axis=1)
    overall = ((places - places.mean(axis=0)) ** 2).sum(axis=1).mean()
    return Placement(float(x), float(y), items, float(np.sqrt(around / overall)))
