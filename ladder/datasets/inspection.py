"""What a data set holds, and everything that is wrong with it."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ladder.datasets.draft import Draft
from ladder.datasets.pictures import Pictures
from ladder.datasets.problem import BrokenFileError, Problem
from ladder.datasets.record import CaptionedImages
from ladder.datasets.wording import read_wording, wording_of
from ladder.errors import DataError

Size = tuple[int, int]
_THREADS = 2
_BLOCK = 1024  # images whose features are looked at together


@dataclass(frozen=True)
class Inspection:
    """The summary of a data set.

    Attributes:
        spec: What was inspected.
        images: How many.
        captions: How many.
        captions_per_image: By a number of captions, how many images have it.
        splits: Images by split.
        words_mean: Words per caption, the mean; nan without captions.
        words_max: Words of the longest caption.
        distinct_words: Words, in lower case, that occur at all.
        duplicate_captions: Texts that are the caption of more than one line, letter by letter.
        shared_captions: Those of them that several images have.
        widths: The smallest and largest width of a picture in pixels; None where none was decoded.
        heights: The same of the height.
        feature_width: Numbers a row of features; None where there are none.
        problems: Everything that is wrong.
        notes: Oddities that were mended or passed over.
    """

    spec: str
    images: int
    captions: int
    captions_per_image: dict[int, int]
    splits: dict[str, int]
    words_mean: float
    words_max: int
    distinct_words: int
    duplicate_captions: int
    shared_captions: int
    widths: Size | None
    heights: Size | None
    feature_width: int | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """Its attributes as values that JSON has."""
        values = asdict(self)
        for kind in ("problems", "notes"):
            values[kind] = [entry | {"path": entry["path"] and str(entry["path"])} for entry in values[kind]]
        return values | {"words_mean": self.words_mean if self.captions else None}


def summarise(
    spec: str,
    data: CaptionedImages | None,
    draft: Draft,
    *,
    pictures: bool,
    progress: Callable[[Iterable[int]], Iterable[int]] | None,
) -> Inspection:
    """The summary of what was read.

    Args:
        spec: What was asked for.
        data: The record; None where none could be made.
        draft: What it was made from.
        pictures: Decode every picture.
        progress: Wraps the pictures' numbers as they are decoded.
    """
    problems = list(draft.problems)
    sizes: list[Size] = []
    if pictures and data is not None and data.pictures is not None:
        sizes, damaged = _decode(data, data.pictures, progress)
        known = {problem.path for problem in problems}
        problems += [problem for problem in damaged if problem.path is None or problem.path not in known]
    if data is not None:
        problems += _unfit_features(data)
    counts = [] if data is None else np.diff(data.first_caption).tolist()
    wording = wording_of([]) if data is None else read_wording(data)
    return Inspection(
        spec=spec,
        images=len(counts),
        captions=0 if data is None else len(data.captions),
        captions_per_image=dict(sorted(Counter(counts).items())),
        splits={} if data is None else dict(Counter(data.splits.tolist())),
        words_mean=float(wording.lengths.mean()) if len(wording.lengths) else float("nan"),
        words_max=int(wording.lengths.max(initial=0)),
        distinct_words=len(wording.counts),
        duplicate_captions=wording.repeated,
        shared_captions=len(wording.shared),
        widths=_span([width for width, _ in sizes]),
        heights=_span([height for _, height in sizes]),
        feature_width=None if data is None or data.features is None else data.features.width,
        problems=tuple(problems),
        notes=tuple(draft.notes),
    )


def _decode(
    data: CaptionedImages, pictures: Pictures, progress: Callable[[Iterable[int]], Iterable[int]] | None
) -> tuple[list[Size], list[Problem]]:
    """The sizes of the pictures that can be decoded, and what is wrong with the others."""

    def size_of(row: int) -> Size | Problem:
        try:
            return pictures.open(row).size
        except BrokenFileError as broken:
            return broken.problem
        except DataError as error:
            return Problem(None, None, f"the picture of `{data.image_ids[row]}`: {error}", "or take the image out")

    rows = range(len(pictures))
    found = []
    with ThreadPoolExecutor(_THREADS) as pool:
        results = pool.map(size_of, rows)
        for _ in rows if progress is None else progress(rows):
            found.append(next(results))  # noqa: PERF401
    sizes = [result for result in found if not isinstance(result, Problem)]
    return sizes, [result for result in found if isinstance(result, Problem)]


def _unfit_features(data: CaptionedImages) -> list[Problem]:
    """Images whose features hold NaN or infinity."""
    if data.features is None:
        return []
    problems = []
    for start in range(0, len(data), _BLOCK):
        images = np.arange(start, min(start + _BLOCK, len(data)))
        with np.errstate(over="ignore"):  # what float32 cannot hold is infinity to whoever reads it
            finite = np.isfinite(data.features.take(images)).all(axis=1)
        for image in images[~finite]:
            what = f"the features of the image `{data.image_ids[image]}` hold NaN or infinity"
            problems.append(Problem(None, None, what, "make the features again"))
    return problems


def _span(values: list[int]) -> Size | None:
    """The smallest and the largest."""
    return (min(values), max(values)) if values else None
