"""A query's place among its neighbours."""

import numpy as np
import pytest

from ladder.runs.maps import Layout, MapSettings, Trust
from ladder.space.layouts import place
from tests.planted import planted, unit

VECTORS = planted(apart=0.5)
COUNT = len(VECTORS.images) + len(VECTORS.captions)


def layout(*, centred: bool = False) -> Layout:
    nothing = np.zeros(COUNT, dtype=np.float32)
    return Layout(
        settings=MapSettings("umap", "test", centred=centred),
        trust=Trust(15, COUNT, 0, 0, 0, 0, COUNT, 0, 0),
        images=len(VECTORS.images),
        places=np.random.default_rng(5).normal(size=(COUNT, 2)).astype(np.float32),
        recall=nothing,
        recall_across=nothing,
        other_seeds=np.empty((0, COUNT, 2), dtype=np.float32),
        shared=None,
        fingerprint="",
        versions={},
    )


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize(("kind", "row"), [("image", 0), ("image", 39), ("caption", 0), ("caption", 79)])
def test_a_stored_item_gets_nearly_its_own_place(kind, row, centred):
    own = VECTORS.images[row] if kind == "image" else VECTORS.captions[row]
    item = row if kind == "image" else len(VECTORS.images) + row
    there = layout(centred=centred)
    placed = place(own, kind, there, VECTORS)
    assert placed.neighbours[0] == item
    np.testing.assert_allclose([placed.x, placed.y], there.places[item], atol=1e-3)
    assert placed.scatter < 0.05


def test_on_a_centred_map_the_kind_of_the_query_counts():
    there = layout(centred=True)
    words, photo = (place(VECTORS.captions[3], kind, there, VECTORS) for kind in ("caption", "image"))
    assert (words.x, words.y) != pytest.approx((photo.x, photo.y), abs=1e-3)


def test_by_the_definition_in_loops():
    there = layout()
    query = unit(np.random.default_rng(8).normal(size=(1, 8)))[0].astype(np.float32)
    rows = [*VECTORS.images, *VECTORS.captions]
    near = sorted(range(COUNT), key=lambda item: -float(rows[item] @ query))[:4]
    weights = [1 / (1 - float(rows[item] @ query)) for item in near]
    total = sum(weights)
    x = sum(weight * float(there.places[item, 0]) for weight, item in zip(weights, near)) / total
    y = sum(weight * float(there.places[item, 1]) for weight, item in zip(weights, near)) / total
    around = sum(
        weight * ((there.places[item, 0] - x) ** 2 + (there.places[item, 1] - y) ** 2)
        for weight, item in zip(weights, near)
    )
    middle = there.places.mean(axis=0)
    spread = sum(float(((one - middle) ** 2).sum()) for one in there.places) / COUNT
    placed = place(query, "image", there, VECTORS, k=4)
    assert placed.neighbours.tolist() == near
    assert (placed.x, placed.y) == pytest.approx((x, y), abs=1e-5)
    assert placed.scatter == pytest.approx(np.sqrt(around / total / spread), abs=1e-5)


def test_one_neighbour_gives_its_place():
    there = layout()
    query = unit(VECTORS.images[:1] + 0.01)[0]
    placed = place(query, "image", there, VECTORS, k=1)
    assert (placed.x, placed.y) == pytest.approx(tuple(there.places[placed.neighbours[0]]))
    assert placed.scatter == 0
