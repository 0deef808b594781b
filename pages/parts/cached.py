"""What is kept between reruns and shared by all visitors, read only, each with a bound.

torch is imported inside, when a run is first opened: a page that only draws starts without it.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from PIL import Image, ImageOps

from ladder import runs
from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError, LadderError
from ladder.runs import RunFolder

if TYPE_CHECKING:
    from pages.parts.opened import OpenedRun

T = TypeVar("T")
THUMBNAIL = 240  # pixels
EXAMPLES, LETTERS = 4, 30
PLAIN = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){2,7}")  # three words or more, and no sign that Markdown could read


def fingerprint(folder: RunFolder) -> str:
    """Changes whenever what a search reads in the run's folder does."""
    patterns = ("config.toml", "checkpoints/best/*", "embeddings/*")
    files = sorted(path for pattern in patterns for path in folder.path.glob(pattern))
    return "|".join(f"{path.name}:{(state := path.stat()).st_mtime_ns}:{state.st_size}" for path in files)


def opened(folder: RunFolder) -> "OpenedRun":
    """The run, opened anew when its files have changed."""
    return _opened(str(folder.path), fingerprint(folder))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, fingerprint: str) -> "OpenedRun":
    from pages.parts.opened import OpenedRun

    return OpenedRun(RunFolder(Path(path)))


def examples(folder: RunFolder, split: str) -> list[str]:
    """A few short captions of the gallery to start from, always the same ones."""
    return _examples(str(folder.path), split, fingerprint(folder))


@st.cache_data(max_entries=64, show_spinner=False)
def _examples(path: str, split: str, fingerprint: str) -> list[str]:
    captions = (text.rstrip(" .") for text in RunFolder(Path(path)).embeddings(split).texts)
    return spread(
        list(dict.fromkeys(text for text in captions if PLAIN.fullmatch(text) and len(text) <= LETTERS)), EXAMPLES
    )


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most ``count`` items, evenly from first to last.

    Example:
        >>> spread(range(10), 3)
        [0, 3, 6]
    """
    return list(items[:: max(1, len(items) // count)][:count])


def thumbnail(data: CaptionedImages, index: int, side: int = THUMBNAIL, *, whole: bool = False) -> bytes:
    """A small JPEG of a picture: its middle cut square, or the whole of it in a square.

    Raises:
        DataError: If the picture is missing or cannot be decoded.
    """
    if data.pictures is None:
        raise DataError(f"`{data.spec}` has no pictures to show; add `images=DIR` to it")
    path = data.pictures.path(index)
    written = path.stat().st_mtime_ns if path and path.exists() else 0
    return _thumbnail(data.pictures, index, side, whole, f"{data.spec}|{data.fingerprint}|{written}")


@st.cache_data(max_entries=4000, show_spinner=False)  # about 12 kB each
def _thumbnail(_pictures: Pictures, index: int, side: int, whole: bool, version: str) -> bytes:
    picture, size = _pictures.open(index), (side, side)
    small = ImageOps.contain(picture, size) if whole else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def warm_up() -> None:
    """Opens the newest run and searches in it once."""
    for folder in runs.all_runs()[:1]:
        try:
            for split in folder.splits()[:1]:
                opened(folder).search(text="a", k=1, split=split)
        except LadderError:
            return  # the page says so when it is looked at
