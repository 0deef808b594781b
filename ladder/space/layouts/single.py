"""The vectors of a split to layouts with trust figures."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ladder.errors import RunError
from ladder.metrics import modality_gap
from ladder.runs import maps
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout, MapSettings, Trust
from ladder.space.layouts import methods, trust
from ladder.space.layouts.points import K, Points, laid_out, points_of

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
    points = distinct_points([vectors], settings, progress=progress)[0]
    made = [pca_layout(vectors, points, settings)]
    if settings.method == "umap":
        if progress:
            sys.stderr.write("umap is compiled when a process first uses it: about half a minute\n")
        seeds = range(settings.seed, settings.seed + SEEDS)
        places, *others = (methods.umap(points.rows, settings, seed, progress=progress) for seed in seeds)
        noise = float(np.sqrt(np.mean([trust.displacement(other, places) ** 2 for other in others])))
        layout = layout_of(vectors, points, settings, places, seed_noise=noise)
        fitted = [trust.fitted(other, places)[points.point] for other in others]
        made.append(replace(layout, other_seeds=np.array(fitted, dtype=np.float32)))
    return made


def distinct_points(spaces: Sequence[Embeddings], settings: MapSettings, *, progress: bool) -> list[Points]:
    """The points of spaces that hold the same items.

    Raises:
        RunError: If there are too few.
    """
    points = points_of(*(laid_out(space, centred=settings.centred) for space in spaces), progress=progress)
    if len(points[0].rows) < methods.FEWEST:
        distinct = f"`{settings.split}` has {len(points[0].rows)} distinct vectors"
        raise RunError(f"a map needs at least {methods.FEWEST}, {distinct}; lay out a larger split")
    return points


def pca_layout(vectors: Embeddings, points: Points, settings: MapSettings) -> Layout:
    """The layout by PCA."""
    return layout_of(vectors, points, replace(settings, method="pca"), methods.pca(points.rows))


def layout_of(
    vectors: Embeddings, points: Points, settings: MapSettings, places: np.ndarray, **figures: float
) -> Layout:
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
