"""A run's best model on a split: embedded, judged, and kept in the run's folder."""

import time
from dataclasses import replace
from typing import TypedDict, Unpack

import numpy as np

from ladder.datasets import CaptionedImages, open_dataset
from ladder.errors import ConfigError
from ladder.evaluation import judges
from ladder.evaluation.evaluating import evaluate
from ladder.evaluation.names import Figures
from ladder.evaluation.protocols import Protocol
from ladder.evaluation.report import Report
from ladder.models import JointModel, checkpoints, encode
from ladder.runs import RunFolder
from ladder.runs.building import Ready, kept_captions
from ladder.runs.embeddings import Embeddings, join
from ladder.search.ranking import ExactMatch


class Options(TypedDict, total=False):
    """What is evaluated, as :func:`evaluate` takes it."""

    protocol: Protocol
    exact_match: ExactMatch
    figures: Figures
    resamples: int


def embed(model: JointModel, side: Ready, *, progress: bool = False) -> Embeddings:
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


def evaluate_run(
    folder: RunFolder,
    split: str,
    *,
    queries: str | None = None,
    judge: str | None = None,
    second: str | None = None,
    stored: bool = False,
    progress: bool = False,
    **options: Unpack[Options],
) -> Report:
    """Embeds a split with a run's best checkpoint, evaluates, and keeps figures and samples in the run's folder.

    Args:
        folder: The run.
        split: The split that is searched, and that asks.
        queries: Another split that asks instead.
        judge: ``NAME[,key=value…]`` of a relevance provider; by default the training's.
        second: Likewise, or ``none``; by default see :func:`ladder.evaluation.judges.find`.
        stored: Take the vectors and captions that the run kept; the data set may have moved.
        progress: Show progress bars on stderr.
        **options: As :func:`evaluate` takes them.

    Raises:
        ConfigError: If a judge or an option does not exist, or options do not go together.
        DataError: If the data set has gone or has no such split.
        RunError: If the run has no checkpoint, or no vectors that are asked for.
    """
    if queries is not None:
        _check_queries(split, queries, options)
    splits = [split] if queries is None else [split, queries]
    began = time.perf_counter()
    if stored:
        vectors, data = _stored(folder, splits)
        by = judges.find(folder.config, data, judge, second, progress=progress)
    else:
        model = checkpoints.read_model(folder.checkpoint("best"))
        data = _taken(open_dataset(folder.config.data.spec), splits)
        by = judges.find(folder.config, data, judge, second, progress=progress)
        images = model.image.prepare(data.pictures, data.features, progress=progress)
        captions = model.text.prepare(data.captions, progress=progress)
        vectors = embed(model, Ready(split, data, images, captions, by.first), progress=progress)
        if queries is None:
            folder.write_embeddings(vectors)
    ready = time.perf_counter()
    asking = None if queries is None else np.flatnonzero(data.splits == queries)
    report = evaluate(vectors, by.first, by.second, queries=asking, **options)
    count = sum(len(columns["query"]) for columns in report.samples.values())
    seconds = time.perf_counter() - ready
    cost = {"embedding_seconds": ready - began, "seconds": seconds, "queries_per_second": count / seconds}
    report = replace(report, queries=queries, same_judge=by.same, notes=by.notes, cost=cost)
    folder.write_samples(report.view, report.samples)
    folder.write_evaluation(report.view, report.as_json())
    return report


def _check_queries(split: str, queries: str, options: Options) -> None:
    """Another split may ask under this protocol."""
    if queries == split:
        raise ConfigError(f"`--queries {queries}` is the split that is searched; leave it out")
    if options.get("protocol", "all") != "all" or options.get("exact_match", "kept") != "kept":
        raise ConfigError(
            "`--queries` goes with `--protocol all` and `--exact-match kept`: nothing in the gallery is its own"
        )


def _taken(data: CaptionedImages, splits: list[str]) -> CaptionedImages:
    """The images of these splits."""
    parts = [data.split(split) for split in splits]  # an error where there is no such split
    return parts[0] if len(parts) == 1 else data.select(np.flatnonzero(np.isin(data.splits, splits)))


def _stored(folder: RunFolder, splits: list[str]) -> tuple[Embeddings, CaptionedImages]:
    """The vectors that the run kept of these splits, one after the other, and their captions."""
    parts = [folder.embeddings(split) for split in splits]
    joined = join(parts)
    sizes = [len(part.images) for part in parts]
    return joined, replace(kept_captions(folder.config, joined), splits=np.repeat(splits, sizes))
