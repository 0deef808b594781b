"""Where the pictures of a data set come from: files, memory, or a drawing on demand."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol, Self

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ladder.datasets.problem import BrokenFileError

MOST_PIXELS = 40_000_000  # a decompression bomb, not a photograph, lies beyond
LFS_POINTER = b"version https://git-lfs"
LFS_MEND = "run `git lfs pull` where it came from"
_OPENING = Lock()  # how warnings are treated belongs to the process, not to a thread


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

    def prepare(self, *, progress: bool = False) -> None:
        """Makes what must be there before the pictures can be opened, with a bar where that takes long."""
        return


class PictureFiles(Pictures):
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


class Photos(Pictures):
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


def read_picture(path: Path, formats: tuple[str, ...] | None = None) -> Image.Image:
    """Decodes a whole picture file, RGB and upright.

    Args:
        path: The file.
        formats: Those of Pillow's formats that are read; None reads all of them.

    Raises:
        BrokenFileError: If it is missing, a Git LFS pointer, not a picture, truncated, or larger than ``MOST_PIXELS``.
    """
    replace = "replace the file"
    try:
        with _header(path, formats) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(path)
            return upright(image)
    except FileNotFoundError:
        raise BrokenFileError(path, None, "no such picture", "put it there or take the image out") from None
    except UnidentifiedImageError:
        if is_lfs_pointer(path):
            raise BrokenFileError(path, None, "a Git LFS pointer, not the picture", LFS_MEND) from None
        raise BrokenFileError(path, None, "not a picture that can be decoded", replace) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(path) from None
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:  # Pillow's decoders raise all four
        raise BrokenFileError(path, None, f"the picture is truncated or damaged ({error})", replace) from None


def _header(path: Path, formats: tuple[str, ...] | None) -> Image.Image:
    """The picture, not yet decoded; one of far too many pixels is an error, where Pillow only warns."""
    with _OPENING, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(path, formats=formats)


def _too_large(path: Path) -> BrokenFileError:
    """The error of a picture beyond ``MOST_PIXELS``."""
    return BrokenFileError(path, None, f"a picture of more than {MOST_PIXELS:,} pixels", "make it smaller")


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
