"""Parts of the queries: by the length of captions, by how much there is to find, by any label."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ladder import space
from ladder.comparison import Row, differences, holm
from ladder.evaluation.protocols import Gallery
from ladder.runs.samples import ROWS, Samples
from ladder.words.directions import DIRECTIONS

ByQuery = Mapping[str, np.ndarray]  # direction, then ``(query,)``
THIRDS = (100 / 3, 200 / 3)  # per cent


class Slice(NamedTuple):
    """Some of the queries.

    Attributes:
        name: What they have in common, in two or three words.
        said: The same exactly.
        queries: By direction, ``(query,)`` bool.
    """

    name: str
    said: str
    queries: dict[str, np.ndarray]


def caption_lengths(gallery: Gallery) -> dict[str, np.ndarray]:
    """Words of each caption that asks; of an image that asks, the mean of its captions.

    Args:
        gallery: Who asks, with its captions.
    """
    words, images = space.caption_lengths(gallery.vectors), len(gallery.vectors.images)
    return {DIRECTIONS[0]: words[gallery.asking], DIRECTIONS[1]: words[images + gallery.captions(gallery.asking)]}


def by_cluster(gallery: Gallery) -> list[Slice]:
    """A part a cluster of the images that ask and their captions; named by the words that tell it from the others.

    Args:
        gallery: Who asks, with its vectors.
    """
    vectors = gallery.vectors
    found = space.clusters(np.concatenate([vectors.images, vectors.captions]), space.texts_of(vectors))
    captions = gallery.captions(gallery.asking)
    labels = {
        DIRECTIONS[0]: found.labels[gallery.asking],
        DIRECTIONS[1]: found.labels[vectors.caption_image[captions]],
    }
    return by_label(labels, [", ".join(words) or f"cluster {row + 1}" for row, words in enumerate(found.words)])


def by_thirds(values: ByQuery, names: tuple[str, str, str], unit: str) -> list[Slice]:
    """Three parts of about equal size in each direction; a part that equal values leave empty in both is left out.

    Args:
        values: What they are sorted by.
        names: Of the parts, from the smallest values up.
        unit: Of the values.

    Example:
        >>> values = {"image_to_caption": np.array([1.0, 2.0, 3.0]), "caption_to_image": np.array([5.0, 5.0, 9.0])}
        >>> [(part.name, part.said) for part in by_thirds(values, ("short", "middle", "long"), "words")]
        [('short', 'images 1, captions 5 words'), ('middle', 'images 2 words'), ('long', 'images 3, captions 9 words')]
    """
    places = {way: _third(column) for way, column in values.items()}
    found = []
    for third, name in enumerate(names):
        queries = {way: place == third for way, place in places.items()}
        if any(kept.any() for kept in queries.values()):
            ends = [
                f"{who} {_span(values[way][queries[way]])}"
                for who, way in zip(("images", "captions"), DIRECTIONS, strict=True)
                if queries[way].any()
            ]
            found.append(Slice(name, f"{', '.join(ends)} {unit}", queries))
    return found


def by_label(labels: ByQuery, names: Sequence[str]) -> list[Slice]:
    """A part a label.

    Args:
        labels: ``(query,)`` int by direction, rows of ``names``; what is below 0 is in no part.
        names: Of the labels.

    Example:
        >>> labels = {"image_to_caption": np.array([1, 0]), "caption_to_image": np.array([1, 1, 0, 0])}
        >>> [(part.name, part.queries["image_to_caption"].tolist()) for part in by_label(labels, ["dogs", "boats"])]
        [('dogs', [False, True]), ('boats', [True, False])]
    """
    parts = [Slice(name, name, {way: row == label for way, row in labels.items()}) for label, name in enumerate(names)]
    return [part for part in parts if any(kept.any() for kept in part.queries.values())]


def differences_by_slice(
    first: Sequence[Samples],
    second: Sequence[Samples],
    figure: str,
    slices: Sequence[Slice],
    *,
    resamples: int = 1000,
    permutations: int = 10_000,
) -> list[tuple[str, Row]]:
    """B - A of one figure in every slice and direction, with p-values after Holm over all of them.

    Args:
        first: The samples of each run of A.
        second: Those of B.
        figure: Its name.
        slices: The parts.
        resamples: Of the bootstrap.
        permutations: Of the randomisation test.

    Returns:
        The name of the slice and the row of each that has the figure.
    """
    column = "rank" if figure.startswith("recall@") or figure.endswith("_rank") else figure
    measured = []
    for part in slices:
        a, b = ([_of(run, column, part) for run in side] for side in (first, second))
        if all(a):
            found = differences(a, b, resamples=resamples, permutations=permutations)
            measured += [(part.name, difference) for difference in found if difference.figure == figure]
    adjusted = holm([difference.p for _, difference in measured])
    return [(name, Row(1, found, p)) for (name, found), p in zip(measured, adjusted, strict=True)]


def _of(run: Samples, column: str, part: Slice) -> Samples:
    """One column of the queries of a slice, in the directions that have it."""
    return {
        way: {name: columns[name][part.queries[way]] for name in (*ROWS, column)}
        for way, columns in run.items()
        if column in columns and part.queries[way].any()
    }


def _span(values: np.ndarray) -> str:
    """From the smallest to the largest."""
    low, high = (f"{end:.4g}" for end in (values.min(), values.max()))
    return low if low == high else f"{low} to {high}"


def _third(values: np.ndarray) -> np.ndarray:
    """0, 1 or 2 for each value; equal values go together."""
    return np.searchsorted(np.percentile(values, THIRDS), values, side="left")
