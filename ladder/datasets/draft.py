"""Collects what a format reads, checks it, and makes the record of it."""

from collections import Counter
from pathlib import Path

import numpy as np

from ladder.datasets.pictures import LFS_POINTER, PictureFiles, Pictures, is_lfs_pointer
from ladder.datasets.record import CaptionedImages, Features, Problem
from ladder.errors import DataError

SPLIT_NAMES = {"val": "dev", "valid": "dev", "validation": "dev"}
LFS_MOST = 200  # bytes; a pointer is smaller, a picture is not


class Draft:
    """A data set in the making.

    A reader calls :meth:`image`, :meth:`caption`, :meth:`problem` and :meth:`note`, and sets ``pictures`` or
    ``features`` where they are not files of their own; :meth:`finish` checks what all formats have in common.

    Args:
        spec: What was asked for, for messages.
    """

    def __init__(self, spec: str) -> None:
        self.spec = spec
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.pictures: Pictures | None = None
        self.features: Features | None = None
        self._splits: dict[str, str] = {}
        self._paths: dict[str, Path] = {}
        self._captions: dict[str, list[tuple[str, str]]] = {}  # by image: id and text
        self._caption_ids: Counter[str] = Counter()

    def problem(self, path: Path | None, line: int | None, what: str, mend: str) -> None:
        """Something is wrong: the data set cannot be opened."""
        self.problems.append(Problem(path, line, what, mend))

    def note(self, path: Path | None, line: int | None, what: str, mend: str) -> None:
        """An oddity that was mended or passed over."""
        self.notes.append(Problem(path, line, what, mend, note=True))

    def image(
        self, name: str, split: str, path: Path | None = None, *, source: Path | None = None, line: int | None = None
    ) -> None:
        """An image, its split, and its file where it has one; ``source`` and ``line`` say who lists it."""
        split = SPLIT_NAMES.get(split, split)
        if name not in self._splits:
            self._splits[name] = split
            self._captions[name] = []
            if path is not None:
                self._paths[name] = path
        elif self._splits[name] == split:
            self.problem(source, line, f"the image `{name}` is listed twice", "take one line out")
        else:
            both = f"`{self._splits[name]}` and `{split}`"
            self.problem(source, line, f"the image `{name}` is in two splits, {both}", "keep it in one")

    def caption(self, image: str, text: str, name: str, *, source: Path | None = None, line: int | None = None) -> None:
        """A caption of an image that was listed before."""
        text = " ".join(text.split())
        if image not in self._captions:
            self.problem(
                source, line, f"a caption of the unknown image `{image}`", "list the image or take the line out"
            )
        elif not text:
            self.problem(source, line, f"the caption `{name}` is empty", "write it or take the line out")
        elif self._caption_ids[name]:
            self.problem(source, line, f"the caption id `{name}` stands twice", "give each caption its own")
        else:
            self._captions[image].append((name, text))
        self._caption_ids[name] += 1

    def has(self, image: str) -> bool:
        """Whether the image was listed."""
        return image in self._captions

    def finish(self) -> CaptionedImages:
        """The record; whatever :attr:`problems` there are is the caller's to judge.

        Raises:
            DataError: If there is nothing to make a record of.
        """
        for name, captions in self._captions.items():
            if not captions:
                self.problem(None, None, f"the image `{name}` has no caption", "write one or take the image out")
        self._check_pictures()
        kept = [name for name, captions in self._captions.items() if captions]
        if not kept:
            first = f"{self.problems[0]}" if self.problems else f"`{self.spec}` holds no images; look at what it names"
            raise DataError(first)
        counts = [len(self._captions[name]) for name in kept]
        flat = [caption for name in kept for caption in self._captions[name]]
        pictures = self.pictures
        if pictures is None and all(name in self._paths for name in kept):
            pictures = PictureFiles([self._paths[name] for name in kept])
        return CaptionedImages(
            spec=self.spec,
            image_ids=tuple(kept),
            splits=np.array([self._splits[name] for name in kept]),
            captions=tuple(text for _, text in flat),
            caption_ids=tuple(name for name, _ in flat),
            caption_image=np.repeat(np.arange(len(kept)), counts),
            pictures=pictures,
            features=self.features,
            notes=tuple(self.notes),
        )

    def _check_pictures(self) -> None:
        """Every picture file is there and no Git LFS pointer; what it holds is not decoded."""
        for path in self._paths.values():
            try:
                size = path.stat().st_size
            except OSError:
                self.problem(path, None, "no such picture", "put it there or take its captions out")
                continue
            if len(LFS_POINTER) <= size < LFS_MOST and is_lfs_pointer(path):
                what = "a Git LFS pointer, not the picture"
                self.problem(path, None, what, "run `git lfs pull` where it came from")
