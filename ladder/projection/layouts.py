"""The vectors of a split to layouts with trust figures."""

import sys
from dataclasses import replace

import numpy as np

from ladder import maps
from ladder.embeddings import Embeddings
from ladder.errors import ConfigError, RunError
from ladder.maps import Layout, MapSettings, Trust
from ladder.metrics import modality_gap
from ladder.projection import methods, trust
from ladder.projection.points import K, Points, laid_out, points_of

SEEDS = 3  # layouts that the noise of a seed is measured on


def lay_out(vectors: Embeddings, settings: MapSettings, *, progress: bool = False) -> list[Layout]:
    """A split laid out: by PCA always, and by UMAP if the settings say so.

    Args:
        vectors: The split's unit vectors.
        settings: How; ``method`` is ``pca`` or ``umap``.
        progress: Show progress on stderr.

    Returns:
        The layouts made, PCA's first.

    Raises:
        RunError: If the split has too few distinct vectors.
        MissingExtraError: If umap-learn is needed and not installed.
    """
    points = _points([vectors], settings, progress=progress)[0]
    made = [_pca(vectors, points, settings)]
    if settings.method == "umap":
        if progress:
            sys.stderr.write("umap is compiled when a process first uses it: about half a minute\n")
        seeds = range(settings.seed, settings.seed + SEEDS)
        places, *others = (methods.umap(points.rows, settings, seed, progress=progress) for seed in seeds)
        noise = float(np.sqrt(np.mean([trust.displacement(other, places) ** 2 for other in others])))
        layout = _layout(vectors, points, settings, places, seed_noise=noise)
        fitted = [trust.fitted(other, places)[points.point] for other in others]
        made.append(replace(layout, other_seeds=np.array(fitted, dtype=np.float32)))
    return made


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
    if settings.min_distance != methods.ALIGNED_MIN_DISTANCE:
        raise ConfigError(
            f"AlignedUMAP lays out two runs with a least distance of {methods.ALIGNED_MIN_DISTANCE} alone, "
            f"got {settings.min_distance}; leave `--min-distance` out"
        )
    (name, vectors), (other_name, others) = first, second
    if (vectors.image_ids, vectors.caption_ids) != (others.image_ids, others.caption_ids):
        raise RunError(f"`{name}` and `{other_name}` hold other items in `{settings.split}`: nothing to align them by")
    points = _points([vectors, others], settings, progress=progress)
    places = methods.aligned_umap(points[0].rows, points[1].rows, settings, progress=progress)
    shared = trust.kept_share(points[0].neighbours, points[1].neighbours)[points[0].point]
    made: list[list[Layout]] = []
    for mine, partner in ((0, 1), (1, 0)):
        embeddings, of = (vectors, others)[mine], points[mine]
        named = replace(settings, partner=(name, other_name)[partner])
        figures = {"moved": trust.displacement(places[mine], places[partner]), "shared": float(shared.mean())}
        layout = replace(_layout(embeddings, of, named, places[mine], **figures), shared=shared)
        made.append([_pca(embeddings, of, settings), layout])
    return made[0], made[1]


def _points(spaces: list[Embeddings], settings: MapSettings, *, progress: bool) -> list[Points]:
    points = points_of(*(laid_out(space, centred=settings.centred) for space in spaces), progress=progress)
    if len(points[0].rows) < methods.FEWEST:
        distinct = f"`{settings.split}` has {len(points[0].rows)} distinct vectors"
        raise RunError(f"a map needs at least {methods.FEWEST}, {distinct}; lay out a larger split")
    return points


def _pca(vectors: Embeddings, points: Points, settings: MapSettings) -> Layout:
    return _layout(vectors, points, replace(settings, method="pca"), methods.pca(points.rows))


def _layout(vectors: Embeddings, points: Points, settings: MapSettings, places: np.ndarray, **figures: float) -> Layout:
    """The layout of these places with its trust figures."""
    recall, across = trust.recall(points, places), trust.recall_across(points, places)
    forth, back, sampled = trust.trustworthiness(points, places)
    return Layout(
        settings=settings,
        trust=Trust(
            k=min(K, len(places) - 1),
            points=len(places),
            recall=float(recall.mean()),
            recall_across=float(across.mean()),
            trustworthiness=forth,
            continuity=back,
            sampled=sampled,
            gap=modality_gap(vectors.images, vectors.captions),
            nearest_across=trust.nearest_across(points),
            **figures,
        ),
        images=points.images,
        places=places[points.point],
        recall=recall,
        recall_across=across,
        other_seeds=np.empty((0, len(points.point), 2), dtype=np.float32),
        shared=None,
        fingerprint=maps.fingerprint(vectors),
        versions=methods.versions(settings),
    )
