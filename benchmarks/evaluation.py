"""A whole evaluation, 1,000 images and 5,000 captions, two judges, 1,000 resamples: at most 15 s on two quiet cores."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import scipy.stats

from ladder.datasets import CaptionedImages
from ladder.evaluation import Report, evaluate
from ladder.relevance import PrecomputedRelevance, RelevanceProvider, TfidfRelevance
from ladder.runs.embeddings import Embeddings
from ladder.words.directions import DIRECTIONS

IMAGES, CAPTIONS_EACH, SIZE, TOPICS, WORDS, LENGTH = 1000, 5, 256, 40, 3000, 11
NOISE = 0.8  # of a model's vectors about their topics
LIMIT = 15.0  # seconds


def make_split(images: int) -> tuple[Embeddings, CaptionedImages, np.ndarray]:
    """Images of a few topics each, captions that speak of them, vectors near them, and a sentence vector a caption."""
    generator = np.random.default_rng(0)
    topic = generator.dirichlet(np.full(TOPICS, 0.1), size=images)
    owner = np.repeat(np.arange(images), CAPTIONS_EACH)
    chance = (1 / np.arange(1, WORDS + 1))[None, :] * generator.gamma(0.3, size=(TOPICS, WORDS))  # Zipf's, by topic
    spoken = np.cumsum((topic @ (chance / chance.sum(axis=1, keepdims=True))), axis=1)
    drawn = [np.searchsorted(spoken[image], generator.random(LENGTH) * spoken[image, -1]) for image in owner]
    texts = [" ".join(f"word{number}" for number in words) for words in drawn]
    meaning = generator.normal(size=(TOPICS, SIZE))
    vectors = [_unit(topic[rows] @ meaning, NOISE, generator) for rows in (np.arange(images), owner, owner)]
    ids = [f"{image}.jpg" for image in range(images)]
    caption_ids = [f"{row}" for row in range(len(owner))]
    data = CaptionedImages("made up", tuple(ids), np.full(images, "test"), tuple(texts), tuple(caption_ids), owner)
    return Embeddings("test", vectors[0], vectors[1], ids, caption_ids, texts, owner), data, vectors[2]


def _unit(rows: np.ndarray, noise: float, generator: np.random.Generator) -> np.ndarray:
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows + generator.normal(scale=noise / np.sqrt(rows.shape[1]), size=rows.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def by_loop(vectors: Embeddings, judge: RelevanceProvider, k: int = 100) -> dict[str, float]:
    """CS@100 alone: a sort and scipy's Kendall a query."""
    similarity = vectors.images @ vectors.captions.T
    relevance = judge.between_images(np.arange(len(vectors.images)), np.arange(len(vectors.captions)))
    scores = {}
    for direction, tables in zip(DIRECTIONS, ((similarity, relevance), (similarity.T, relevance.T)), strict=True):
        top = [np.argsort(-row, kind="stable")[:k] for row in tables[0]]
        values = [scipy.stats.kendalltau(s[rows], r[rows]).statistic for s, r, rows in zip(*tables, top, strict=True)]
        scores[f"{direction}/cs@{k}"] = float(np.nanmean(values))
    return scores


def main() -> None:
    """Prints the seconds and the ratio to the loop."""
    vectors, data, sentences = make_split(IMAGES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.npy"
        np.save(path, sentences)
        judge, second = PrecomputedRelevance.for_data(data, str(path)), TfidfRelevance.for_data(data)
        few = make_split(20)  # compiles
        evaluate(few[0], TfidfRelevance.for_data(few[1]))
        seconds = {}
        ways: dict[str, Callable[[], Report | dict[str, float]]] = {
            "default figures, two judges, 1,000 resamples": lambda: evaluate(vectors, judge, second),
            "all figures, two judges, 1,000 resamples": lambda: evaluate(vectors, judge, second, figures="all"),
            "as a training validates": lambda: evaluate(vectors, second, figures="short", resamples=0),
            "CS@100 alone, by a loop over scipy": lambda: by_loop(vectors, second),
        }
        for name, way in ways.items():
            began, busy = time.perf_counter(), time.process_time()
            found = way()
            seconds[name], busy = time.perf_counter() - began, time.process_time() - busy
            values = found if isinstance(found, dict) else found.values()
            said = ", ".join(f"{values[f'{direction}/cs@100']:.4f}" for direction in DIRECTIONS)
            print(f"    {name:46} {seconds[name]:6.1f} s, {busy:5.1f} s of them busy   (CS@100 {said})")
        whole, *_, loop = seconds.values()
        print(
            f"the whole evaluation takes {whole:.1f} s (claim: {LIMIT:.0f} s on two quiet cores), "
            f"{whole / loop:.1f} x the loop for CS@100 alone"
        )
