"""Everything that can be said of a data set, and everything that is wrong with it."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from ladder.datasets import CaptionedImages, Problem, draft_dataset
from ladder.datasets.pictures import Pictures
from ladder.errors import DataError

Watch = Callable[[Iterable[Any], int], Iterable[Any]]


@dataclass(frozen=True)
class Inspection:
    """A data set's summary.

    Attributes:
        spec: What was inspected.
        images: How many.
        captions: How many.
        splits: Images by split.
        captions_an_image: How many images have how many captions.
        words_a_caption: Mean and largest number of words.
        distinct_words: How many, lower case.
        repeated_captions: Captions whose very text occurs more than once.
        shared_captions: Texts that several images have.
        pictures: Whether there are pictures.
        smallest_picture: Width and height of the one with the fewest pixels; None where none was decoded.
        largest_picture: Width and height of the one with the most.
        feature_width: Numbers a feature vector; None where there are none.
        problems: What is wrong.
        notes: Oddities that were mended or passed over.
    """

    spec: str
    images: int
    captions: int
    splits: dict[str, int]
    captions_an_image: dict[int, int]
    words_a_caption: tuple[float, int]
    distinct_words: int
    repeated_captions: int
    shared_captions: int
    pictures: bool
    smallest_picture: tuple[int, int] | None
    largest_picture: tuple[int, int] | None
    feature_width: int | None
    problems: list[Problem]
    notes: list[Problem]


def inspect(spec: str, *, pictures: bool = True, watch: Watch | None = None) -> Inspection:
    """Reads a data set to its end.

    Args:
        spec: As :func:`ladder.open_dataset` takes it.
        pictures: Decode every picture.
        watch: Wraps the pictures as they are decoded, given how many there are: a progress bar.

    Raises:
        DataError: If there is nothing to make a record of; whatever else is wrong stands in ``problems``.
    """
    data, problems = draft_dataset(spec)
    sizes: list[tuple[int, int]] = []
    if pictures and data.pictures is not None:
        known = {problem.path for problem in problems}
        sizes, damaged = _decode(data.pictures, watch)
        problems = problems + [problem for problem in damaged if problem.path not in known]
    problems = problems + _unfit_features(data)
    sizes.sort(key=lambda size: size[0] * size[1])
    texts = Counter(data.captions)
    words = [caption.lower().split() for caption in data.captions]
    owners: dict[str, set[int]] = {}
    for caption, image in zip(data.captions, data.caption_image.tolist(), strict=True):
        owners.setdefault(caption, set()).add(image)
    return Inspection(
        spec=spec,
        images=len(data),
        captions=len(data.captions),
        splits=dict(Counter(data.splits.tolist())),
        captions_an_image=dict(sorted(Counter(np.diff(data.first_caption).tolist()).items())),
        words_a_caption=(float(np.mean([len(row) for row in words])), max(len(row) for row in words)),
        distinct_words=len({word for row in words for word in row}),
        repeated_captions=sum(count - 1 for count in texts.values()),
        shared_captions=sum(len(images) > 1 for images in owners.values()),
        pictures=data.pictures is not None,
        smallest_picture=sizes[0] if sizes else None,
        largest_picture=sizes[-1] if sizes else None,
        feature_width=None if data.features is None else data.features.width,
        problems=problems,
        notes=list(data.notes),
    )


def _decode(pictures: Pictures, watch: Watch | None) -> tuple[list[tuple[int, int]], list[Problem]]:
    """Sizes of the pictures, and those that cannot be decoded; two at a time."""

    def size(index: int) -> tuple[int, int] | Problem:
        try:
            return pictures.open(index).size
        except DataError as error:
            path = pictures.path(index)
            what, _, mend = str(error).removeprefix(f"{path}: ").rpartition("; ")
            return Problem(path, None, what, mend)

    with ThreadPoolExecutor(max_workers=2) as pool:
        found: Iterable[Any] = pool.map(size, range(len(pictures)))
        results = list(watch(found, len(pictures)) if watch else found)
    return [one for one in results if isinstance(one, tuple)], [one for one in results if isinstance(one, Problem)]


def _unfit_features(data: CaptionedImages) -> list[Problem]:
    """Images whose features are not numbers, or nothing but zeros."""
    if data.features is None:
        return []
    problems = []
    for start in range(0, len(data), 1024):
        images = np.arange(start, min(start + 1024, len(data)))
        values = data.features.take(images)
        for image in images[~np.isfinite(values).all(axis=1) | (values == 0).all(axis=1)]:
            what = f"the features of `{data.image_ids[image]}` are not numbers, or all zero"
            problems.append(Problem(None, None, what, "make the features again"))
    return problems
