"""Finds the judged images and captions in a data set, and says what is not there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.evaluation.judgments.record import JudgedPair, Judgments

NAMED = 3  # of what is left out
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"}


@dataclass
class LeftOut:
    """Pairs that cannot be judged, by what is wrong with them.

    Attributes:
        pairs: How many, by reason.
        names: The first few of what was looked for in vain, by reason.
    """

    pairs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reason: str, name: str) -> None:
        """One more pair."""
        self.pairs[reason] += 1
        if name not in self.names[reason] and len(self.names[reason]) < NAMED:
            self.names[reason].append(name)

    def lines(self) -> list[str]:
        """A line a reason: how many pairs, and the first names."""
        return [
            f"{count:,} pair{'s' * (count != 1)} with an {reason}: "
            + ", ".join(f"`{name}`" for name in self.names[reason])
            for reason, count in self.pairs.items()
        ]

    def as_json(self) -> dict[str, Any]:
        """By reason the count and the first names."""
        return {reason: {"pairs": count, "first": self.names[reason]} for reason, count in self.pairs.items()}


@dataclass(frozen=True)
class Matched:
    """The judged pairs whose items a data set has.

    Attributes:
        data: The splits that hold them; of pairs of sentences, a data set of these sentences.
        pairs: In the order of the file.
        left: ``(pair,)`` int64, rows of images, or of the first captions.
        right: ``(pair,)`` int64, rows of captions; -1 where an image's caption is free words.
        own: ``(pair,)`` bool: the caption is one of the image's own; of two captions, that they are of one image.
        left_out: The other pairs.
    """

    data: CaptionedImages
    pairs: list[JudgedPair]
    left: np.ndarray
    right: np.ndarray
    own: np.ndarray
    left_out: LeftOut


def sentences(judgments: Judgments) -> Matched:
    """Pairs of sentences, as a data set of their own: an image a sentence."""
    texts = dict.fromkeys(text for pair in judgments.pairs for text in (pair.left, pair.right))
    rows = {text: row for row, text in enumerate(texts)}
    names = tuple(str(row) for row in range(len(rows)))
    splits = np.full(len(rows), "sentences")
    data = CaptionedImages(str(judgments.path), names, splits, tuple(rows), names, np.arange(len(rows)))
    left, right = np.array([(rows[pair.left], rows[pair.right]) for pair in judgments.pairs], dtype=np.int64).T
    return Matched(data, list(judgments.pairs), left, right, np.zeros(len(left), dtype=bool), LeftOut())


def match(judgments: Judgments, data: CaptionedImages) -> Matched:
    """Looks up images by their file names, with or without folder and ending, and captions by their ids.

    Raises:
        DataError: If not one pair is found.
    """
    left_out = LeftOut()
    of_images, by_id = judgments.kind == "image-caption", judgments.captions == "id"
    images = _ImageNames(data.image_ids)
    captions = {name: [row] for row, name in enumerate(data.caption_ids)}
    kept: list[tuple[JudgedPair, int, int]] = []
    for pair in judgments.pairs:
        left = images.find(pair.left) if of_images else captions.get(pair.left, [])
        right = captions.get(pair.right, []) if by_id else [-1]
        if len(left) > 1:
            left_out.add("ambiguous image", pair.left)
        elif not left:
            left_out.add("unknown image" if of_images else "unknown caption", pair.left)
        elif not right:
            left_out.add("unknown caption", pair.right)
        else:
            kept.append((pair, left[0], right[0]))
    if not kept:
        raise DataError(
            f"{judgments.path}: none of its {len(judgments):,} pairs is in `{data.spec}` "
            f"({'; '.join(left_out.lines())}); give judgments of this data set, or the run of theirs"
        )
    rows = np.array([(left, right) for _, left, right in kept], dtype=np.int64)
    return _narrowed(data, [pair for pair, _, _ in kept], rows, left_out, of_images=of_images)


def _narrowed(
    data: CaptionedImages, pairs: list[JudgedPair], rows: np.ndarray, left_out: LeftOut, *, of_images: bool
) -> Matched:
    """The pairs found, in the splits that hold them: what has no part in them need not be judged or embedded."""
    left, right = rows.T
    by_id = bool((right >= 0).all())
    involved = [left if of_images else data.caption_image[left], data.caption_image[right] if by_id else left]
    images = np.flatnonzero(np.isin(data.splits, np.unique(data.splits[np.concatenate(involved)])))
    captions = np.flatnonzero(np.isin(data.caption_image, images))
    data = data.select(images)
    left = np.searchsorted(images if of_images else captions, left)
    if by_id:
        right = np.searchsorted(captions, right)
        own = (left if of_images else data.caption_image[left]) == data.caption_image[right]
    else:
        first = data.first_caption
        texts = [data.captions[first[image] : first[image + 1]] for image in left]
        own = np.array([pair.right in own_texts for pair, own_texts in zip(pairs, texts, strict=True)])
    return Matched(data, pairs, left, right, own, left_out)


class _ImageNames:
    """Images by name. A name as it stands goes before its file's name, and that before the name without ending."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._exact: dict[str, int] = {}
        self._file: dict[str, list[int]] = defaultdict(list)
        self._stem: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(ids):
            self._exact[name] = row
            self._file[_file(name)].append(row)
            self._stem[_stem(name)].append(row)

    def find(self, name: str) -> list[int]:
        """The rows of all images that may be meant."""
        if name in self._exact:
            return [self._exact[name]]
        file, stem = _file(name), _stem(name)
        other = self._stem if file == stem else self._file  # one of the two names has no ending
        return self._file.get(file) or other.get(stem) or []


def _file(name: str) -> str:
    """The name without its folder."""
    return PurePosixPath(name.replace("\\", "/")).name


def _stem(name: str) -> str:
    """The name without its folder and without the ending of a picture."""
    path = PurePosixPath(_file(name))
    return path.stem if path.suffix.lower() in PICTURES else path.name
