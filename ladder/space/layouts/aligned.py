"""The same items in several spaces, laid out together: two runs, or the epochs of one."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from ladder.errors import ConfigError, RunError
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout, MapSettings
from ladder.space.layouts import methods, trust
from ladder.space.layouts.points import Points
from ladder.space.layouts.single import distinct_points, layout_of, pca_layout

NOISY = 95  # percentile of what points move without any change


def lay_out_pair(
    first: tuple[str, Embeddings], second: tuple[str, Embeddings], settings: MapSettings, *, progress: bool = False
) -> tuple[list[Layout], list[Layout]]:
    """The same items in two runs' spaces, laid out together: by aligned UMAP, and each by PCA.

    Args:
        first: A run's name and its unit vectors of a split.
        second: Another's, of the same items in the same order.
        settings: How; ``method`` is ``aligned``.
        progress: Show progress on stderr.

    Returns:
        The layouts of the first run and those of the second, PCA's first.

    Raises:
        ConfigError: If the settings ask for another least distance than AlignedUMAP's own.
        RunError: If the runs hold other items, or too few distinct vectors.
        MissingExtraError: If umap-learn is not installed.
    """
    _check_distance(settings)
    (name, vectors), (other_name, others) = first, second
    if (vectors.image_ids, vectors.caption_ids) != (others.image_ids, others.caption_ids):
        raise RunError(f"`{name}` and `{other_name}` hold other items in `{settings.split}`: nothing to align them by")
    points = distinct_points([vectors, others], settings, progress=progress)
    places = _together(points, settings, progress=progress)
    noise = _noise(points[0], settings, progress=progress)
    made: list[list[Layout]] = []
    for mine, its in ((0, 1), (1, 0)):
        embeddings, named = (vectors, others)[mine], replace(settings, partner=(name, other_name)[its])
        layout = _beside(embeddings, points[mine], places[mine], named, (points[its], places[its]), noise)
        made.append([pca_layout(embeddings, points[mine], settings), layout])
    return made[0], made[1]


def lay_out_epochs(
    epochs: Mapping[int, Embeddings], settings: MapSettings, *, progress: bool = False
) -> Iterator[Layout]:
    """The same items in a run's space after several epochs, laid out together by aligned UMAP.

    Args:
        epochs: From epoch to unit vectors, in order; all of the same items.
        settings: How; ``method`` is ``epochs``.
        progress: Show progress on stderr.

    Yields:
        A layout an epoch. What it moved and shares is against the epoch before it; the first has no such figures.

    Raises:
        ConfigError: If the settings ask for another least distance than AlignedUMAP's own.
        RunError: If there are fewer than two epochs, they hold other items, or too few distinct vectors.
        MissingExtraError: If umap-learn is not installed.
    """
    _check_distance(settings)
    if len(epochs) < 2:
        raise RunError(f"a map over epochs needs at least 2, got {len(epochs)}; train longer, or keep more of them")
    spaces = list(epochs.values())
    if any((one.image_ids, one.caption_ids) != (other.image_ids, other.caption_ids) for one, other in pairwise(spaces)):
        raise RunError(f"the epochs hold other items of `{settings.split}`: nothing to align them by")
    points = distinct_points(spaces, settings, progress=progress)
    places = _together(points, settings, progress=progress)
    noise = _noise(points[-1], settings, progress=progress)
    before: tuple[Points, np.ndarray] | None = None
    for epoch, vectors, of, spots in zip(epochs, spaces, points, places, strict=True):
        yield _beside(vectors, of, spots, replace(settings, epoch=epoch), before, noise)
        before = of, spots


def _beside(
    vectors: Embeddings,
    points: Points,
    places: np.ndarray,
    settings: MapSettings,
    other: tuple[Points, np.ndarray] | None,
    noise: float,
) -> Layout:
    """A layout with what has changed against another one."""
    if other is None:
        return layout_of(vectors, points, settings, places, moved_noise=noise)
    shared = trust.kept_share(points.neighbours, other[0].neighbours)[points.point]
    moved = trust.displacement(places, other[1])
    figures = {"moved": moved, "shared": float(shared.mean()), "moved_noise": noise}
    return replace(layout_of(vectors, points, settings, places, **figures), shared=shared)


def _together(points: Sequence[Points], settings: MapSettings, *, progress: bool) -> list[np.ndarray]:
    """The places of the points in each space."""
    if progress:
        what = "one space beside itself, for the noise" if points[0] is points[-1] else f"{len(points)} spaces"
        sys.stderr.write(f"aligned umap of {what}: half a minute a space at 6,000 points, without a bar\n")
    return methods.aligned_umap([one.rows for one in points], settings)


def _noise(points: Points, settings: MapSettings, *, progress: bool) -> float:
    """What 95 % of the points stay below when a space is laid out together with itself, in spreads of the layout."""
    one, same = _together([points, points], settings, progress=progress)
    return float(np.percentile(trust.displacements(one, same), NOISY))


def _check_distance(settings: MapSettings) -> None:
    if settings.min_distance != methods.ALIGNED_MIN_DISTANCE:
        raise ConfigError(
            f"AlignedUMAP lays out with a least distance of {methods.ALIGNED_MIN_DISTANCE} alone, "
            f"got {settings.min_distance}; leave `--min-distance` out"
        )
