"""Collects what a format reads, checks it, and makes the record of it."""

import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ladder.datasets.pictures import LFS_MEND, PictureFiles, Pictures, is_lfs_pointer
from ladder.datasets.problem import Problem
from ladder.datasets.record import CaptionedImages, Features

SPLIT_NAMES = {"train": "train", "dev": "dev", "val": "dev", "valid": "dev", "validation": "dev", "test": "test"}
LFS_MOST = 200  # bytes; a pointer is smaller, a picture is not
_NO_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # would break a list with a name a line
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # UTF-8 has no half characters
_SPLIT = re.compile(r"\w[\w.-]*")  # is part of file names


def split_name(name: str) -> str:
    """The name of a split as the record has it.

    Example:
        >>> split_name("Validation"), split_name("testall")
        ('dev', 'testall')
    """
    return SPLIT_NAMES.get(name.lower(), name)


@dataclass
class _Image:
    """An image that was listed: the place in the order of calls, and who listed it."""

    call: int
    split: str
    path: Path | None
    source: Path | None
    line: int | None
    captions: list[tuple[str, str]] = field(default_factory=list)  # id and text


class Draft:
    """A data set in the making, checked as it grows.

    A format's reader calls :meth:`image` and :meth:`caption`, and :meth:`problem` and :meth:`note` for what only it can
    see. Pictures that are no files, and features, it sets as attributes: a row for each call of :meth:`image`.

    Args:
        spec: What was asked for.

    Attributes:
        problems: What is wrong so far.
        notes: Oddities that were mended or passed over.
        pictures: Where the pictures come from, if not from the paths given to :meth:`image`.
        features: Precomputed image features.

    Example:
        >>> draft = Draft("mine")
        >>> draft.image("a", "validation"), draft.image("a", "train")
        (True, False)
        >>> draft.caption("a", " a   dog ", "a#0")
        >>> draft.finish().captions
        ('a dog',)
        >>> print(draft.problems[0])
        the image `a` is in two splits, `dev` and `train`; keep it in one
    """

    def __init__(self, spec: str) -> None:
        self.spec = spec
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.pictures: Pictures | None = None
        self.features: Features | None = None
        self._images: dict[str, _Image] = {}
        self._caption_ids: set[str] = set()
        self._calls = 0

    def problem(self, path: Path | None, line: int | None, what: str, mend: str) -> None:
        """Something is wrong: the data set cannot be opened."""
        self.problems.append(Problem(path, line, what, mend))

    def note(self, path: Path | None, line: int | None, what: str, mend: str) -> None:
        """An oddity that was mended or passed over."""
        self.notes.append(Problem(path, line, what, mend, note=True))

    def image(
        self, name: str, split: str, path: Path | None = None, *, source: Path | None = None, line: int | None = None
    ) -> bool:
        """An image, its split, and its file where it has one.

        Args:
            name: Its id, unique.
            split: ``val`` and the like become ``dev``.
            path: The picture's file.
            source: The file that lists the image, for messages.
            line: The line there.

        Returns:
            Whether it was taken; if not, a problem says why, and its captions are best left out.
        """
        call, self._calls = self._calls, self._calls + 1
        split = split_name(split)
        if not name or _NO_NAME.search(name):
            self.problem(source, line, f"{name!a} cannot name an image", "give it a name of printable characters")
        elif not _SPLIT.fullmatch(split):
            self.problem(source, line, f"{split!a} cannot name a split", "name it by letters, digits, `_`, `.`, `-`")
        elif name not in self._images:
            self._images[name] = _Image(call, split, path, source, line)
            return True
        elif self._images[name].split == split:
            self.problem(source, line, f"the image `{name}` is listed twice", "take it out once")
        else:
            both = f"`{self._images[name].split}` and `{split}`"
            self.problem(source, line, f"the image `{name}` is in two splits, {both}", "keep it in one")
        return False

    def caption(self, image: str, text: str, name: str, *, source: Path | None = None, line: int | None = None) -> None:
        """A caption of an image that was listed before; its white space is made single blanks.

        Args:
            image: The image's id.
            text: The caption.
            name: The caption's id, unique.
            source: The file that it stands in, for messages.
            line: The line there.
        """
        text = " ".join(text.split())
        if image not in self._images:
            self.problem(source, line, f"a caption of the unknown image `{image}`", "list the image or take it out")
        elif not text:
            self.problem(source, line, f"the caption `{name}` is empty", "write it or take it out")
        elif _NO_TEXT.search(text):
            self.problem(source, line, f"the caption `{name}` holds half a character", "write it again")
        elif name in self._caption_ids:
            self.problem(source, line, f"the caption id `{name}` stands twice", "give each caption its own")
        else:
            self._caption_ids.add(name)
            self._images[image].captions.append((name, text))

    def has(self, image: str) -> bool:
        """Whether the image was listed."""
        return image in self._images

    def split_of(self, image: str) -> str:
        """The split of an image that was listed."""
        return self._images[image].split

    def finish(self) -> CaptionedImages | None:
        """The record of all images that have captions; None where there are none. Adds the last problems."""
        for name, image in self._images.items():
            if not image.captions:
                what = f"the image `{name}` has no caption"
                self.problem(image.source, image.line, what, "write one or take the image out")
            if image.path is not None:
                self._check_picture(image.path, image)
        kept = {name: image for name, image in self._images.items() if image.captions}
        if not kept:
            if not self.problems:
                self.problem(None, None, f"`{self.spec}` holds no images", "look at what it names")
            return None
        calls = np.array([image.call for image in kept.values()])
        captions = [caption for image in kept.values() for caption in image.captions]
        return CaptionedImages(
            spec=self.spec,
            image_ids=tuple(kept),
            splits=np.array([image.split for image in kept.values()]),
            captions=tuple(text for _, text in captions),
            caption_ids=tuple(name for name, _ in captions),
            caption_image=np.repeat(np.arange(len(kept)), [len(image.captions) for image in kept.values()]),
            pictures=_files(kept.values()) if self.pictures is None else self.pictures.select(calls),
            features=None if self.features is None else self.features.select(calls),
            notes=tuple(self.notes),
        )

    def _check_picture(self, path: Path, image: _Image) -> None:
        """The picture's file is there and no Git LFS pointer; it is not decoded."""
        try:
            about = path.stat()
        except (OSError, ValueError):  # a name that no file can have is a ValueError
            about = None
        if about is None or not stat.S_ISREG(about.st_mode):
            listed = (
                "" if image.source is None else f" (listed in {image.source}{f':{image.line}' if image.line else ''})"
            )
            self.problem(path, None, f"no such picture{listed}", "put it there or take the image out")
        elif about.st_size < LFS_MOST and is_lfs_pointer(path):
            self.problem(path, None, "a Git LFS pointer, not the picture", LFS_MEND)


def _files(images: Iterable[_Image]) -> PictureFiles | None:
    """The pictures' files; None where images have none."""
    paths = [image.path for image in images if image.path is not None]
    return PictureFiles(paths) if paths else None
