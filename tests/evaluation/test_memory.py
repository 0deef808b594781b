"""The table of all queries and the whole gallery is never in memory."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from ladder.evaluation import evaluate
from ladder.relevance import TfidfRelevance
from tests.evaluation.small import record, vectors_of

MOST = 1024**3  # bytes beside the vectors
KEPT = 10_000  # bytes a query: its figures and its points of the curves, but not its 1,000 ranks in every figure


@pytest.mark.slow
def test_a_gallery_of_5000_images_and_25000_captions_takes_less_than_a_gibibyte():
    generator = np.random.default_rng(0)
    owner = np.repeat(np.arange(5200), 5)
    words = [" ".join(f"word{number}" for number in generator.zipf(1.4, size=9) % 3000) for _ in owner]
    judge = TfidfRelevance.for_data(replace(record(owner), captions=tuple(words)))
    rows = generator.normal(size=(5200, 64))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = vectors_of(rows, rows[owner], owner)
    peaks = []
    for asking in (5, 100, 200):  # the first compiles
        tracemalloc.start()
        try:
            evaluate(vectors, judge, judge, queries=np.arange(asking), resamples=100)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    queries = 100 * (1 + 5)
    assert peaks[2] - peaks[1] < KEPT * queries
    assert peaks[2] + KEPT * (5000 - 200) * (1 + 5) < MOST  # were all 5,000 images to ask
