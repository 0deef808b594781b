"""Vectors to places on a plane: PCA, UMAP, and several UMAP layouts held together."""

import warnings
from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from ladder.errors import MissingExtraError
from ladder.runs.maps import MapSettings

if TYPE_CHECKING:
    from types import ModuleType

FEWEST = 4  # distinct vectors: AlignedUMAP's spectral start needs one more than its three eigenvectors
ALIGNED_MIN_DISTANCE = 0.1  # AlignedUMAP lays out with this whatever it is told
REGULARISATION, WINDOW = 0.01, 2  # of the alignment; a window of 1 would never look at another layout


def pca(rows: np.ndarray) -> np.ndarray:
    """The two directions of largest variance, ``(P, 2)`` float32."""
    from sklearn.decomposition import PCA

    return PCA(2, svd_solver="covariance_eigh").fit_transform(rows).astype(np.float32)


def umap(rows: np.ndarray, settings: MapSettings, seed: int, *, progress: bool = False) -> np.ndarray:
    """UMAP by cosine, ``(P, 2)`` float32; on one thread, so that a seed gives one layout.

    It starts from PCA and not from the graph's spectrum: as faithful, less dependent on the seed, and it needs no
    connected graph, which two modalities apart do not give.

    Raises:
        MissingExtraError: If umap-learn is not installed.
    """
    reducer = _package().UMAP(
        metric="cosine",
        n_neighbors=min(settings.neighbours, len(rows) - 1),
        min_dist=settings.min_distance,
        init="pca",
        random_state=seed,
        n_jobs=1,
        tqdm_kwds={"desc": f"umap, seed {seed}: epochs", "disable": not progress},
    )
    return reducer.fit_transform(rows)


def aligned_umap(spaces: Sequence[np.ndarray], settings: MapSettings) -> list[np.ndarray]:
    """Layouts of the same items in several spaces, ``(P, 2)`` float32 each, each point pulled towards its next ones.

    Args:
        spaces: ``(P, size)`` rows, point by point the same items; two or more, in order.
        settings: Neighbours and seed.

    Raises:
        MissingExtraError: If umap-learn is not installed.
    """
    points = len(spaces[0])
    reducer = _package().AlignedUMAP(
        metric="cosine",
        n_neighbors=min(settings.neighbours, points - 1),
        alignment_regularisation=REGULARISATION,
        alignment_window_size=WINDOW,
        random_state=settings.seed,
        transform_seed=settings.seed,  # the one that the layout itself is drawn from
    )
    with warnings.catch_warnings():
        # AlignedUMAP cannot be told `n_jobs=1`; the seed sets it, which is what is wanted, and says so
        warnings.filterwarnings("ignore", "n_jobs value 1 overridden", UserWarning)
        same = {point: point for point in range(points)}
        reducer.fit(list(spaces), relations=[same] * (len(spaces) - 1))
    return list(reducer.embeddings_)


def versions(settings: MapSettings) -> dict[str, str]:
    """The packages that a layout's places depend on."""
    return {name: version(name) for name in (["scikit-learn"] if settings.method == "pca" else ["umap-learn", "numba"])}


def _package() -> "ModuleType":
    try:
        import umap as package
    except ModuleNotFoundError:
        raise MissingExtraError("umap-learn", "app") from None
    return package
