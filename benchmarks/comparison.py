"""A comparison, 1,000 images and 5,000 captions, 40 figures both ways: products of matrices against plain loops.

From the files to the table at most 3 s in a new process, on two quiet cores.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.timing import medians
from ladder.comparison import differences
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config, DataConfig
from ladder.runs.samples import ROWS, Samples
from ladder.words.directions import DIRECTIONS

IMAGES, CAPTIONS_EACH, FIGURES = 1000, 5, 36
RESAMPLES, PERMUTATIONS = 1000, 10_000
PART = 20  # the loops do a twentieth of them
LIMIT = 3.0  # seconds
Pair = tuple[np.ndarray, np.ndarray]
COLD = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from ladder.comparison import FORMATS, compare
from ladder.runs import RunFolder
FORMATS["text"](compare([RunFolder(Path(name)) for name in sys.argv[1:]], "test"))
print(time.perf_counter() - began, time.process_time())
"""


def make_samples(seed: int) -> Samples:
    """Ranks and figures of which a hundredth is undefined; runs of two seeds share most of what they hold."""
    shared, generator = np.random.default_rng(0), np.random.default_rng(seed)
    samples: Samples = {}
    for way, image in zip(DIRECTIONS, (np.arange(IMAGES), np.repeat(np.arange(IMAGES), CAPTIONS_EACH)), strict=True):
        count = len(image)
        rank = np.floor(np.exp(1.5 + 1.5 * shared.normal(size=count) + 0.3 * generator.normal(size=count)))
        samples[way] = {"image": image, "query": np.arange(count), "rank": rank.astype(np.float32)}
        for number in range(FIGURES):
            values = shared.normal(size=count) + 0.3 * generator.normal(size=count)
            values[shared.random(count) < 0.01] = np.nan
            samples[way][f"cs@{number + 1}"] = values.astype(np.float32)
    return samples


def by_loops(a: Samples, b: Samples) -> None:
    """A part of the same resamples and exchanges of images, one at a time, a figure at a time."""
    generator = np.random.default_rng(0)
    queries = {way: [np.flatnonzero(a[way]["image"] == image) for image in range(IMAGES)] for way in DIRECTIONS}
    for _ in range(RESAMPLES // PART):
        drawn = generator.integers(0, IMAGES, size=IMAGES)
        for way in DIRECTIONS:
            rows = np.concatenate([queries[way][image] for image in drawn])
            _every_figure(a[way], b[way], partial(_taken, rows))
    for _ in range(PERMUTATIONS // PART):
        kept = generator.random(IMAGES) < 0.5
        for way in DIRECTIONS:
            stays = kept[a[way]["image"]]
            _every_figure(a[way], b[way], partial(_exchanged, stays))


def _taken(rows: np.ndarray, first: np.ndarray, second: np.ndarray) -> Pair:
    return first[rows], second[rows]


def _exchanged(stays: np.ndarray, first: np.ndarray, second: np.ndarray) -> Pair:
    return np.where(stays, first, second), np.where(stays, second, first)


def _every_figure(
    a: dict[str, np.ndarray], b: dict[str, np.ndarray], draw: Callable[[np.ndarray, np.ndarray], Pair]
) -> list[float]:
    found: list[float] = []
    for name in a:
        if name in ROWS:
            continue
        first, second = draw(a[name], b[name])
        found.append(float(np.nanmean(second) - np.nanmean(first)))
        if name == "rank":
            found.append(float(np.median(second) - np.median(first)))
            found += [float(np.mean(second < k) - np.mean(first < k)) for k in (1, 5, 10)]
    return found


def cold(a: Samples, b: Samples) -> tuple[float, float]:
    """Seconds by the clock and of the processor for a comparison of two runs' folders in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in "ab"]
        for path, samples in zip(paths, (a, b), strict=True):
            run = RunFolder.create(path, Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet")))
            run.write_samples("test", samples)
            run.write_evaluation("test", {"judge": {"name": "tfidf"}, "second": None, "same_judge": True})
        command = [sys.executable, "-c", COLD, *map(str, paths)]
        clock, processor = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        return float(clock), float(processor)


def main() -> None:
    """Prints the ratio and the seconds."""
    a, b = make_samples(1), make_samples(2)
    ways = {
        "loops": lambda: by_loops(a, b),
        "products": lambda: differences([a], [b], resamples=RESAMPLES, permutations=PERMUTATIONS),
    }
    seconds = medians(ways, 3)
    ratio = PART * seconds["loops"] / seconds["products"]
    print(f"{RESAMPLES:,} resamples, {PERMUTATIONS:,} exchanges: products are {ratio:.0f} x as fast as loops")
    clock, processor = cold(a, b)
    print(
        f"from the files to the table in a new process: {clock:.1f} s (claim: {LIMIT:.0f}), processor {processor:.1f} s"
    )
