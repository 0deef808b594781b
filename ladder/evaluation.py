"""A model's unit vectors and a judge of relevance to figures with intervals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ladder import checkpoints
from ladder.assembly import Side, make_ready
from ladder.datasets import open_dataset
from ladder.embeddings import Embeddings
from ladder.encoders import JointModel, encode
from ladder.metrics import coherent_score_curve_samples, match_rank_samples
from ladder.relevance import RelevanceProvider
from ladder.runs import RunFolder

DIRECTIONS = ("image_to_caption", "caption_to_image")
RECALL_AT = (1, 5, 10)
COHERENCE_AT = (10, 50, 100, 1000)
BLOCK = 250  # queries compared with the whole gallery at a time: a few MB a table


@dataclass(frozen=True)
class Figure:
    """A figure with the 95 % bootstrap interval over images; the ends are None where none was asked for."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Report:
    """What an evaluation found, and by what it was judged.

    Attributes:
        split: The split whose images and captions are queries and gallery.
        images: How many images.
        captions: How many captions.
        judge: What the judge of relevance says of itself.
        figures: By name: ``rsum`` (0 to 600), and with ``image_to_caption/`` or ``caption_to_image/`` before it
            ``recall@K`` (0 to 1), ``median_rank`` (from 1), ``cs@K`` (-1 to 1).
        undefined: The share of queries that have no coherent score, by figure.
    """

    split: str
    images: int
    captions: int
    judge: dict[str, Any]
    figures: dict[str, Figure]
    undefined: dict[str, float] = field(default_factory=dict)

    def values(self) -> dict[str, float]:
        """The figures without their intervals."""
        return {name: figure.value for name, figure in self.figures.items()}

    def as_json(self) -> dict[str, Any]:
        """The report, fit for JSON."""
        figures = {
            name: {part: None if value is None or np.isnan(value) else value for part, value in vars(figure).items()}
            for name, figure in self.figures.items()
        }
        return vars(self) | {"figures": figures}


def figure_names() -> list[str]:
    """The names of all figures of a report."""
    parts = [f"recall@{k}" for k in RECALL_AT] + ["median_rank"] + [f"cs@{k}" for k in COHERENCE_AT]
    return ["rsum", *(f"{direction}/{part}" for direction in DIRECTIONS for part in parts)]


def embed(model: JointModel, side: Side, *, progress: bool = False) -> Embeddings:
    """The unit vectors of a split that was made ready for the model."""
    return Embeddings(
        split=side.name,
        images=encode(model.image, side.images, progress="images" if progress else None),
        captions=encode(model.text, side.captions, progress="captions" if progress else None),
        image_ids=list(side.data.image_ids),
        caption_ids=list(side.data.caption_ids),
        texts=list(side.data.captions),
        caption_image=side.data.caption_image,
    )


def evaluate_run(folder: RunFolder, split: str, *, progress: bool = False) -> Report:
    """Embeds a split with a run's best checkpoint, evaluates, and keeps both in the run's folder.

    Raises:
        DataError: If the data set has gone or has no such split.
        RunError: If the run has no checkpoint.
    """
    model = checkpoints.read_model(folder.checkpoint("best"))
    side = make_ready(folder.config, model, open_dataset(folder.config.data.spec), split)
    vectors = embed(model, side, progress=progress)
    folder.write_embeddings(vectors)
    report = evaluate(vectors, side.judge)
    folder.write_evaluation(split, report.as_json())
    return report


def evaluate(
    vectors: Embeddings,
    judge: RelevanceProvider,
    *,
    resamples: int = 1000,
    generator: np.random.Generator | None = None,
) -> Report:
    """Both directions over the whole split: every caption of every image is in the gallery.

    The relevance of an image to a caption is the judge's mean over the image's own captions; an own pair has 1.
    Never more than ``BLOCK`` queries meet the gallery at once.

    Args:
        vectors: The split's unit vectors.
        judge: A provider made for the same captions in the same order.
        resamples: Bootstrap resamples of images (their captions move with them); 0 for no intervals.
        generator: Draws the resamples; by default one with a fixed seed, so that a report repeats.
    """
    samples = {direction: _samples(vectors, judge, direction) for direction in DIRECTIONS}
    everyone = np.ones((1, len(vectors.images)), dtype=np.int64)
    values = {name: float(row[0]) for name, row in _figures(samples, vectors, everyone).items()}
    intervals: dict[str, tuple[float, ...]] = {}
    if resamples:
        generator = generator or np.random.default_rng(0)
        images = len(vectors.images)
        drawn = generator.multinomial(images, np.full(images, 1 / images), size=resamples)
        resampled = _figures(samples, vectors, drawn)
        intervals = {name: _interval(rows) for name, rows in resampled.items()}
    return Report(
        split=vectors.split,
        images=len(vectors.images),
        captions=len(vectors.captions),
        judge=judge.describe(),
        figures={name: Figure(value, *intervals.get(name, ())) for name, value in values.items()},
        undefined={
            f"{direction}/{name}": float(np.isnan(sample).mean())
            for direction, per_query in samples.items()
            for name, sample in per_query.items()
            if name.startswith("cs@")
        },
    )


def _samples(vectors: Embeddings, judge: RelevanceProvider, direction: str) -> dict[str, np.ndarray]:
    """Per query: the rank of the nearest own item, and the coherent score at every cut-off, ``(query,)`` each."""
    ranks, curves = [], []
    for similarity, positive, degrees in _blocks(vectors, judge, direction):
        cuts = [min(k, similarity.shape[1]) for k in COHERENCE_AT]
        ranks.append(match_rank_samples(similarity, positive))
        curve = coherent_score_curve_samples(similarity, degrees, k_max=max(cuts))
        curves.append(curve[:, [k - 1 for k in cuts]])
    coherence = np.concatenate(curves)
    columns = {f"cs@{k}": coherence[:, column] for column, k in enumerate(COHERENCE_AT)}
    return {"rank": np.concatenate(ranks)} | columns


def _blocks(
    vectors: Embeddings, judge: RelevanceProvider, direction: str
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Similarity, positive and relevance ``(block of queries, candidate)``, all queries in turn."""
    owner, every_image = vectors.caption_image, np.arange(len(vectors.images))
    if direction == "image_to_caption":
        for start in range(0, len(every_image), BLOCK):
            rows = every_image[start : start + BLOCK]
            relevance = judge.between_images(rows, np.arange(len(owner)))
            yield vectors.images[rows] @ vectors.captions.T, owner[None, :] == rows[:, None], relevance
    else:
        for start in range(0, len(owner), BLOCK):
            rows = np.arange(start, min(start + BLOCK, len(owner)))
            relevance = judge.between_images(every_image, rows).T
            yield vectors.captions[rows] @ vectors.images.T, owner[rows, None] == every_image[None, :], relevance


def _figures(
    samples: dict[str, dict[str, np.ndarray]], vectors: Embeddings, drawn: np.ndarray
) -> dict[str, np.ndarray]:
    """Every figure in every resample, ``(resample,)`` each; ``drawn`` (resample, image): how often an image is in."""
    figures: dict[str, np.ndarray] = {"rsum": np.zeros(len(drawn))}
    for direction, per_query in samples.items():
        image = np.arange(len(vectors.images)) if direction == "image_to_caption" else vectors.caption_image
        ranks = per_query["rank"]
        for k in RECALL_AT:
            recall = _weighted_mean((ranks + 1 <= k).astype(np.float64), image, drawn)
            figures[f"{direction}/recall@{k}"] = recall
            figures["rsum"] = figures["rsum"] + 100 * recall
        figures[f"{direction}/median_rank"] = np.array([np.median(np.repeat(ranks, row[image])) + 1 for row in drawn])
        for k in COHERENCE_AT:
            figures[f"{direction}/cs@{k}"] = _weighted_mean(per_query[f"cs@{k}"], image, drawn)
    return figures


def _interval(resampled: np.ndarray) -> tuple[float, ...]:
    """The middle 95 % of the resamples in which the figure is defined; empty where it never is."""
    defined = resampled[~np.isnan(resampled)]
    return tuple(np.percentile(defined, [2.5, 97.5]).tolist()) if len(defined) else ()


def _weighted_mean(sample: np.ndarray, image: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Mean of the defined values in each resample, ``(resample,)``; nan where none is defined."""
    defined = ~np.isnan(sample)
    images = drawn.shape[1]
    total = np.bincount(image[defined], weights=sample[defined], minlength=images)
    count = np.bincount(image[defined], minlength=images)
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: nothing is defined
        return (drawn @ total) / (drawn @ count)
