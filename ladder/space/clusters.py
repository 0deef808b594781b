"""Groups of near items, and the words that tell each from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ladder.runs.embeddings import Embeddings

FEWEST, MOST = 2, 12  # clusters where no number is asked for: more words than that cannot be read on a map
ITEMS_EACH = 100  # of which one cluster is made then
SAMPLE = 10_000  # items that the centres are found from
STARTS = 2  # of k-means
WORDS = 3  # of a cluster


@dataclass(frozen=True, eq=False)
class Clusters:
    """Groups of items, the largest first.

    Attributes:
        labels: ``(items,)`` int64, 0 … C - 1.
        centres: ``(C, size)`` float32, the direction of each cluster's mean; unit rows.
        words: At most three a cluster, the most telling first; none where its captions hold no word to go by.
    """

    labels: np.ndarray
    centres: np.ndarray
    words: tuple[tuple[str, ...], ...]


def clusters(vectors: np.ndarray, texts: Sequence[str], *, count: int | None = None, seed: int = 0) -> Clusters:
    """Groups items by k-means and names the groups by their words.

    The centres are found from at most 10,000 items, drawn by the seed; then every item joins the centre that it is most
    similar to. The same arguments give the same clusters.

    Args:
        vectors: ``(items, size)`` unit rows.
        texts: What is said of each item, see :func:`texts_of`.
        count: How many at most; by default one for a hundred items, 2 to 12. There are fewer where items are alike.
        seed: Draws the starts of k-means.

    Raises:
        ValueError: If there are no items, not one text an item, or ``count`` is below 1.

    Example:
        >>> vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.1, 0.995], [0.2, 0.98]])
        >>> found = clusters(vectors, ["a dog", "red boat", "a boat at sea", "the boat"], count=2)
        >>> found.labels.tolist(), found.words
        ([1, 0, 0, 0], (('boat',), ('dog',)))
    """
    rows = np.asarray(vectors, dtype=np.float32)
    if not len(rows) or len(texts) != len(rows):
        raise ValueError(f"expected one text an item and one item or more, got {len(texts)} for {len(rows)}")
    count = min(max(len(rows) // ITEMS_EACH, FEWEST), MOST) if count is None else count
    if count < 1:
        raise ValueError(f"`count` must be at least 1, got {count}")
    labels = (rows @ _centres(rows, count, seed).T).argmax(axis=1)
    labels = _largest_first(labels)
    sums = _by_cluster(labels) @ rows
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    centres = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    return Clusters(labels, centres.astype(np.float32), _words(texts, labels))


def texts_of(vectors: Embeddings) -> list[str]:
    """What is said of each item: of an image all its captions, of a caption itself.

    Returns:
        N + M texts, images first.
    """
    images: list[list[str]] = [[] for _ in vectors.image_ids]
    for image, text in zip(vectors.caption_image, vectors.texts, strict=True):
        images[image].append(text)
    return ["\n".join(said) for said in images] + list(vectors.texts)


def _centres(rows: np.ndarray, count: int, seed: int) -> np.ndarray:
    """The centres that k-means finds, ``(count, size)`` or fewer."""
    from sklearn.cluster import KMeans

    drawn = np.random.default_rng(seed).permutation(len(rows))[:SAMPLE]
    sample = rows[np.sort(drawn)]
    count = min(count, len(np.unique(sample, axis=0)))
    centres = KMeans(count, n_init=STARTS, random_state=seed).fit(sample).cluster_centers_
    return centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), np.finfo(np.float32).tiny)


def _largest_first(labels: np.ndarray) -> np.ndarray:
    """The labels numbered anew by falling size, equal ones by their first item; empty clusters are gone."""
    _, first, number, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(first))
    return place[number]


def _by_cluster(labels: np.ndarray) -> Any:
    """``(C, items)`` sparse, 1 where an item is in a cluster."""
    from scipy import sparse

    return sparse.csr_array((np.ones(len(labels), dtype=np.float32), (labels, np.arange(len(labels)))))


def _words(texts: Sequence[str], labels: np.ndarray) -> tuple[tuple[str, ...], ...]:
    """The words that add most to what a cluster's items say otherwise than the rest.

    A word that a share p of a cluster's items and a share q of all others use weighs p · ln(p / q): its part of the
    Kullback-Leibler divergence. q is smoothed by one item.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    reader = CountVectorizer(stop_words="english", binary=True)
    analyze = reader.build_analyzer()
    if not any(analyze(text) for text in texts):
        return ((),) * (labels.max() + 1)
    table = reader.fit_transform(texts)
    names = reader.get_feature_names_out()
    sizes = np.bincount(labels)[:, None].astype(np.float64)
    use = (_by_cluster(labels) @ table).toarray().astype(np.float64)
    inside, outside = use / sizes, (use.sum(axis=0) - use + 1) / (sizes.sum() - sizes + 1)
    weight = np.where(use > 0, inside * np.log(np.where(use > 0, inside, 1) / outside), 0)
    return tuple(_telling(names, row) for row in weight)


def _telling(names: np.ndarray, weight: np.ndarray) -> tuple[str, ...]:
    """The heaviest words above 0, of a singular and its plural one; equal ones by the alphabet."""
    chosen: list[str] = []
    for column in np.argsort(-weight, kind="stable"):
        name = str(names[column])
        if weight[column] <= 0 or len(chosen) == WORDS:
            break
        if name.removesuffix("s") not in {other.removesuffix("s") for other in chosen}:
            chosen.append(name)
    return tuple(chosen)
