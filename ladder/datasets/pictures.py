"""Where the pictures of a data set come from: files, memory, or a drawing on demand."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ladder.errors import DataError

MOST_PIXELS = 40_000_000  # a decompression bomb, not a photograph, lies beyond
LFS_POINTER = b"version https://git-lfs"


class Pictures(Protocol):
    """Pictures by index, 0 to ``len - 1``."""

    def __len__(self) -> int:
        """How many pictures."""

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright. Raises :class:`DataError` naming the file where it cannot be decoded."""

    def path(self, index: int) -> Path | None:
        """A file that holds the picture, made now if need be; ``None`` where there is none."""

    def select(self, rows: np.ndarray) -> Self:
        """The pictures of these rows, in this order."""


class PictureFiles:
    """Pictures that lie in files."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = list(paths)

    def __len__(self) -> int:
        return len(self.paths)

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright."""
        return read_picture(self.paths[index])

    def path(self, index: int) -> Path:
        """Its file."""
        return self.paths[index]

    def select(self, rows: np.ndarray) -> "PictureFiles":
        """The pictures of these rows, in this order."""
        return PictureFiles([self.paths[row] for row in rows])


class Photos:
    """Pictures in memory: an uploaded photograph, or those of a hub's data set."""

    def __init__(self, photos: Sequence[Image.Image]) -> None:
        self.photos = photos

    def __len__(self) -> int:
        return len(self.photos)

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright."""
        return upright(self.photos[int(index)])

    def path(self, index: int) -> None:
        """None: they have no file."""

    def select(self, rows: np.ndarray) -> "Photos":
        """The pictures of these rows, in this order."""
        return Photos([self.photos[int(row)] for row in rows])


def read_picture(path: Path) -> Image.Image:
    """Decodes a whole picture file, RGB and upright.

    Raises:
        DataError: If the file is missing, a Git LFS pointer, not a picture, truncated, or larger
            than ``MOST_PIXELS``; the text names the file and the mend.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                if image.width * image.height > MOST_PIXELS:
                    size = f"{image.width} x {image.height} pixels"
                    raise DataError(f"{path}: {size}, at most {MOST_PIXELS:,} are read; make it smaller")
                return upright(image)
    except FileNotFoundError:
        raise DataError(f"{path}: no such picture; put it there or take its captions out") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise DataError(f"{path}: more than {MOST_PIXELS:,} pixels; make it smaller") from None
    except UnidentifiedImageError:
        if is_lfs_pointer(path):
            raise DataError(
                f"{path}: a Git LFS pointer, not the picture; run `git lfs pull` where it came from"
            ) from None
        raise DataError(f"{path}: not a picture that can be decoded; replace the file") from None
    except (OSError, SyntaxError, ValueError) as error:  # Pillow's decoders raise all three
        raise DataError(f"{path}: the picture is truncated or damaged ({error}); replace the file") from None


def upright(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF orientation says, in RGB, transparency on white."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def is_lfs_pointer(path: Path) -> bool:
    """Whether the file is the small text that Git LFS leaves in place of a large file."""
    with path.open("rb") as file:
        return file.read(len(LFS_POINTER)) == LFS_POINTER
