"""What is different between two runs on the same items, judged in their spaces and not on a picture."""

from dataclasses import dataclass

import numpy as np

from ladder.runs.embeddings import Embeddings
from ladder.space.layouts.points import K, laid_out, points_of
from ladder.space.layouts.trust import displacements, kept_share
from ladder.space.neighbours import true_neighbours


@dataclass(frozen=True, eq=False)
class Changed:
    """An item and its neighbours in two runs.

    Attributes:
        item: Its row, images first.
        shared: The share of its k true neighbours that both runs have.
        moved: How far it stands from its place in the other run's layout, in spreads of the layout; None where unknown.
        kept: Items that are its neighbours in both runs, nearest in the first run first.
        lost: Items that are its neighbours in the first run alone, nearest first.
        gained: Items that are its neighbours in the second run alone, nearest first.
    """

    item: int
    shared: float
    moved: float | None
    kept: np.ndarray
    lost: np.ndarray
    gained: np.ndarray


def shared_neighbours(first: Embeddings, second: Embeddings, *, centred: bool = False, k: int = K) -> np.ndarray:
    """The share of each item's k true neighbours that it has in both runs, ``(N + M,)`` float32.

    By cosine, exactly; items whose vectors are equal in both runs count as one. An aligned layout holds the same as
    :attr:`~ladder.runs.maps.Layout.shared`.

    Args:
        first: A run's vectors of a split.
        second: Another run's, of the same items in the same order.
        centred: Whether each kind's mean is taken away first.
        k: How many neighbours.
    """
    mine, its = points_of(*(laid_out(vectors, centred=centred) for vectors in (first, second)))
    everyone = np.arange(len(mine.rows))
    return kept_share(*(true_neighbours(points, everyone, k) for points in (mine, its)))[mine.point]


def moved(places: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """How far each item stands from its place in an aligned layout, fitted by Procrustes, in spreads of the layout.

    To be read against :attr:`~ladder.runs.maps.Trust.moved_noise`: what items move where nothing has changed.

    Args:
        places: ``(items, 2)``.
        reference: ``(items, 2)``.

    Returns:
        ``(items,)`` float32.
    """
    return displacements(places, reference)


def most_changed(
    first: Embeddings,
    second: Embeddings,
    shared: np.ndarray,
    *,
    moved: np.ndarray | None = None,
    noise: float = 0.0,
    count: int = 12,
    centred: bool = False,
) -> list[Changed]:
    """The items whose neighbourhoods differ most between two runs, with both neighbourhoods.

    The order is by the spaces: least shared neighbours first, of equal ones the one that moved farthest. The layout
    only decides who is listed: an item that moved no farther than the noise is not.

    Args:
        first: A run's vectors of a split.
        second: Another run's, of the same items in the same order.
        shared: ``(items,)`` from :func:`shared_neighbours` or an aligned layout.
        moved: ``(items,)`` from :func:`moved`; None to judge by the spaces alone.
        noise: What items move without any change.
        count: At most so many; of items with one vector the first.
        centred: Whether each kind's mean is taken away first.
    """
    mine, its = points_of(*(laid_out(vectors, centred=centred) for vectors in (first, second)))
    items = mine.items
    distance = np.zeros(len(shared), dtype=np.float32) if moved is None else moved
    listed = items if moved is None else items[distance[items] > noise]
    listed = listed[np.lexsort((-distance[listed], shared[listed]))][:count]
    chosen = mine.point[listed]
    before, after = (items[true_neighbours(points, chosen, K)] for points in (mine, its))
    return [
        Changed(
            item=int(item),
            shared=float(shared[item]),
            moved=None if moved is None else float(moved[item]),
            kept=old[np.isin(old, new)],
            lost=old[~np.isin(old, new)],
            gained=new[~np.isin(new, old)],
        )
        for item, old, new in zip(listed, before, after, strict=True)
    ]
