"""From unit vectors and judges to a report."""

from collections.abc import Sequence

import numpy as np

from ladder import metrics
from ladder.evaluation.bootstrap import Bootstrap, interval
from ladder.evaluation.from_ranks import recalled, rsum
from ladder.evaluation.names import RECALLS, Figures
from ladder.evaluation.protocols import Gallery, Protocol, galleries
from ladder.evaluation.report import Figure, Report
from ladder.evaluation.values import Values, points, values
from ladder.files.store import captions_hash
from ladder.relevance import RelevanceProvider
from ladder.runs.embeddings import Embeddings
from ladder.runs.samples import Samples
from ladder.search.ranking import ExactMatch
from ladder.words.directions import DIRECTIONS

QUARTILES = (25, 75)
RECALL_UP_TO = 100
DIGITS = 5  # of a point of a curve


def evaluate(  # noqa: PLR0913 - each is a choice of its own
    vectors: Embeddings,
    judge: RelevanceProvider,
    second: RelevanceProvider | None = None,
    *,
    protocol: Protocol = "all",
    exact_match: ExactMatch = "kept",
    queries: np.ndarray | None = None,
    figures: Figures = "default",
    resamples: int = 1000,
    generator: np.random.Generator | None = None,
) -> Report:
    """Both directions: images ask for captions, captions ask for images.

    A block of queries meets the gallery at a time; the whole table is never in memory.

    Args:
        vectors: Unit vectors of images and captions.
        judge: A provider made for the same captions in the same order.
        second: Another one, for the graded figures beside the first's.
        protocol: ``all``: everything against everything; an image is as relevant to a caption as the image's own
            captions are on average. ``ladder2020``: the first caption of the first 1,000 images, N against N; items are
            as relevant to each other as their captions are. ``folds``: the mean of five folds of 1,000 images.
        exact_match: ``hidden`` takes every query's own items out of its gallery.
        queries: ``(n,)`` rows of images that ask, with their captions, while all the other images are searched.
        figures: ``short``, ``default`` or ``all``, see :func:`figure_names`.
        resamples: Bootstrap resamples of images (their captions move with them); 0 for no intervals.
        generator: Draws the resamples; by default one with a fixed seed, so that a report repeats.

    Raises:
        ValueError: If the options are unknown or do not go together.
        DataError: If a protocol needs more images.

    References:
        Zhou et al., "Ladder Loss for Coherent Visual-Semantic Embedding", AAAI 2020.
        Efron, "Bootstrap Methods: Another Look at the Jackknife", The Annals of Statistics 7(1), 1979.
    """
    if exact_match not in ("kept", "hidden") or (exact_match == "hidden" and queries is not None):
        raise ValueError(f"`exact_match` must be `kept`, or `hidden` without `queries`, got `{exact_match}`")
    parts = galleries(vectors, protocol, queries)
    judges = [judge] if second is None else [judge, second]
    owned = exact_match == "kept" and queries is None
    measured = {
        direction: values(parts, direction, judges, exact_match=exact_match, owned=owned, figures=figures)
        for direction in DIRECTIONS
    }
    bootstrap = Bootstrap([part.asking for part in parts], resamples, generator or np.random.default_rng(0))
    resampled = _figures(measured, bootstrap)
    found = {name: Figure(float(rows[0]), *interval(rows[1:])) for name, rows in resampled.items()}
    if figures != "short":
        found["modality_gap"] = Figure(metrics.modality_gap(vectors.images, vectors.captions))
    return Report(
        split=vectors.split,
        protocol=protocol,
        exact_match=exact_match,
        images=sum(len(part.searched) for part in parts),
        captions=sum(len(part.captions(part.searched)) for part in parts),
        fingerprint=captions_hash(vectors.texts)[:16],
        judge=judge.describe(),
        second=None if second is None else second.describe(),
        figures=found,
        undefined={
            f"{direction}/{name}": float(np.isnan(column).mean())
            for direction, found in measured.items()
            for name, column in found.columns.items()
            if name != "rank"
        },
        curves={} if figures == "short" else {key: _curves(found, bootstrap) for key, found in measured.items()},
        samples=_samples(measured, parts),
    )


def _figures(measured: dict[str, Values], bootstrap: Bootstrap) -> dict[str, np.ndarray]:
    """Every figure in the sample and in every resample, ``(1 + resample,)`` each, in the order of the names."""
    figures: dict[str, np.ndarray] = {}
    for direction, found in measured.items():
        graded = {name: column for name, column in found.columns.items() if name != "rank"}
        if "rank" in found.columns:
            figures |= _match(f"{direction}/", found, bootstrap)
        means = bootstrap.means(np.stack(list(graded.values()), axis=1), found.image)
        figures |= {f"{direction}/{name}": means[:, column] for column, name in enumerate(graded)}
    recalls = [rows for name, rows in figures.items() if "/recall@" in name]
    return {"rsum": rsum(recalls)} | figures if recalls else figures


def _match(prefix: str, found: Values, bootstrap: Bootstrap) -> dict[str, np.ndarray]:
    """What follows from the rank of the first own item."""
    rank, image = found.columns["rank"], found.image
    recalls = bootstrap.means(recalled(rank, [*RECALLS.values()]), image)
    return {f"{prefix}{name}": recalls[:, column] for column, name in enumerate(RECALLS)} | {
        f"{prefix}median_rank": bootstrap.medians(rank, image) + 1,
        f"{prefix}mean_rank": bootstrap.means(rank, image) + 1,
    }


def _curves(found: Values, bootstrap: Bootstrap) -> dict[str, dict[str, list[float]]]:
    """Means over the queries at every point, with their intervals, and the quartiles of what has a rank."""
    curves = dict(found.curves)
    if "rank" in found.columns:
        at = points(RECALL_UP_TO)
        curves["recall"] = (at, recalled(found.columns["rank"], at))
    return {name: _curve(name, at, table, found.image, bootstrap) for name, (at, table) in curves.items()}


def _curve(
    name: str, at: np.ndarray, table: np.ndarray, image: np.ndarray, bootstrap: Bootstrap
) -> dict[str, list[float]]:
    means = bootstrap.means(table, image)
    curve = {"mean": means[0]}
    if len(means) > 1:
        ends = np.array([interval(column) or (np.nan, np.nan) for column in means[1:].T])
        curve |= {"low": ends[:, 0], "high": ends[:, 1]}
    if name.endswith("relevance"):
        curve |= {
            f"q{share}": row for share, row in zip(QUARTILES, np.percentile(table, QUARTILES, axis=0), strict=True)
        }
    return {"k": at.tolist()} | {key: row.round(DIGITS).tolist() for key, row in curve.items()}


def _samples(measured: dict[str, Values], parts: Sequence[Gallery]) -> Samples:
    """The columns of each direction, with the rows of image and query among all images and captions that ask."""
    owner = parts[0].vectors.caption_image
    images = np.concatenate([part.asking for part in parts])
    captions = np.flatnonzero(np.isin(owner, images))
    samples: Samples = {}
    for direction, found in measured.items():
        whole = images if direction == DIRECTIONS[0] else captions
        rows = {"image": np.searchsorted(images, found.image), "query": np.searchsorted(whole, found.query)}
        samples[direction] = rows | found.columns
    return samples
