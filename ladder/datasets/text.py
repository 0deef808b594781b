"""Text files: UTF-8, or an error that names the line."""

import io
from pathlib import Path

from ladder.datasets.pictures import LFS_POINTER
from ladder.errors import DataError


def open_text(path: Path) -> io.StringIO:
    """The file's text, decoded; a byte order mark is dropped.

    Raises:
        DataError: If the file is missing, a Git LFS pointer, or not UTF-8: names file and line.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; look at the folder's name") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); look at the file's permissions") from None
    if content.startswith(LFS_POINTER):
        raise DataError(f"{path}: a Git LFS pointer, not the file; run `git lfs pull` where it came from")
    try:
        return io.StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None


def read_lines(path: Path) -> list[str]:
    """The file's lines, without their ends."""
    return open_text(path).read().splitlines()
