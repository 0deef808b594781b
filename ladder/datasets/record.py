"""The one record that every data set yields: images, their captions, and their splits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ladder.datasets.pictures import Pictures
from ladder.datasets.problem import Problem
from ladder.errors import DataError, hint


@dataclass(frozen=True)
class Features:
    """Precomputed image features, memory-mapped.

    Attributes:
        tables: One or several tables ``(row, width)``, float16 or float32, whose rows are counted through.
        rows: ``(image,)`` int, the row of each image.
        backbone: The network that made them, a directory or a hub name; None where unknown.
    """

    tables: tuple[np.ndarray, ...]
    rows: np.ndarray
    backbone: str | None = None

    @property
    def width(self) -> int:
        """Numbers a row."""
        return int(self.tables[0].shape[1])

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, images: np.ndarray) -> np.ndarray:
        """The features of these images, ``(len(images), width)`` float32."""
        rows = self.rows[images]
        taken = np.empty((len(rows), self.width), dtype=np.float32)
        first = 0
        for table in self.tables:
            here = (rows >= first) & (rows < first + len(table))
            taken[here] = table[rows[here] - first]
            first += len(table)
        return taken

    def select(self, images: np.ndarray) -> "Features":
        """The features of these images, in this order; nothing is read."""
        return replace(self, rows=self.rows[images])


@dataclass(frozen=True)
class CaptionedImages:
    """Images with captions, checked when they were opened.

    N images, M captions, any number of captions (at least one) an image.

    Attributes:
        spec: What :func:`ladder.open_dataset` was asked for.
        image_ids: N names, each once.
        splits: ``(N,)`` str: ``train``, ``dev``, ``test`` or another name.
        captions: M texts, never empty.
        caption_ids: M names, each once, ``IMAGE#NUMBER`` where the format has none.
        caption_image: ``(M,)`` int64, the image of each caption, ascending: an image's captions stand together.
        pictures: Where the pictures come from; None where only features are known.
        features: Precomputed image features; None where there are none.
        notes: Oddities that were mended or passed over.
    """

    spec: str
    image_ids: tuple[str, ...]
    splits: np.ndarray
    captions: tuple[str, ...]
    caption_ids: tuple[str, ...]
    caption_image: np.ndarray
    pictures: Pictures | None = None
    features: Features | None = None
    notes: tuple[Problem, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.image_ids)

    def __repr__(self) -> str:
        return f"CaptionedImages({self.spec!r}, {len(self):,} images, {len(self.captions):,} captions)"

    def split(self, name: str) -> "CaptionedImages":
        """The images of one split with their captions, renumbered from 0.

        Raises:
            DataError: If no image is in that split.
        """
        rows = np.flatnonzero(self.splits == name)
        if not len(rows):
            raise DataError(f"`{self.spec}` has no split `{name}`{hint(name, set(self.splits.tolist()))}")
        return self.select(rows)

    def select(self, images: np.ndarray) -> "CaptionedImages":
        """These images (ascending rows) with their captions, renumbered from 0."""
        images = np.asarray(images, dtype=np.int64)
        kept = np.flatnonzero(np.isin(self.caption_image, images))
        return replace(
            self,
            image_ids=tuple(self.image_ids[row] for row in images),
            splits=self.splits[images],
            captions=tuple(self.captions[row] for row in kept),
            caption_ids=tuple(self.caption_ids[row] for row in kept),
            caption_image=np.searchsorted(images, self.caption_image[kept]),
            pictures=None if self.pictures is None else self.pictures.select(images),
            features=None if self.features is None else self.features.select(images),
        )

    def resplit(self, shares: Mapping[str, int], seed: int = 0) -> "CaptionedImages":
        """The same in other splits, drawn by a seed: an image with its captions is in one of them.

        Args:
            shares: Per cent of the images by the split's name, 100 in all.
            seed: Draws them; the same images in the same order are split alike.
        """
        ends = np.round(np.cumsum(list(shares.values())) * len(self) / 100).astype(int)
        drawn = np.random.default_rng(seed).permutation(len(self))
        splits = np.empty(len(self), dtype=object)
        for name, rows in zip(shares, np.split(drawn, ends[:-1]), strict=True):
            splits[rows] = name
        return replace(self, splits=splits.astype(str))

    @cached_property
    def first_caption(self) -> np.ndarray:
        """``(N + 1,)`` int64: image i's captions are ``first_caption[i]`` up to ``first_caption[i + 1]``."""
        return np.searchsorted(self.caption_image, np.arange(len(self) + 1))

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with any id, caption or split; not with pictures or paths."""
        digest = hashlib.sha256()
        for part in (*self.image_ids, *self.splits.tolist(), *self.caption_ids, *self.captions):
            digest.update(part.encode() + b"\0")
        digest.update(np.ascontiguousarray(self.caption_image, dtype="<i8").tobytes())
        return digest.hexdigest()[:16]
