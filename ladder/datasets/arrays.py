"""NumPy files of image features: memory-mapped, or an error that says what is wrong with one."""

from pathlib import Path

import numpy as np

from ladder.datasets.pictures import LFS_MEND, is_lfs_pointer
from ladder.datasets.problem import BrokenFileError

CHECKED_ROWS = 64  # at opening; `ladder data inspect` looks at all


def open_table(path: Path) -> np.ndarray:
    """A memory-mapped table ``(row, width)`` of float16, float32 or float64.

    Raises:
        BrokenFileError: If it is missing, a Git LFS pointer, damaged, of another shape or type, or if its first rows
            hold NaN or infinity.
    """
    again = "make or fetch the file again"
    try:
        values = np.load(path, mmap_mode="r")
    except FileNotFoundError:
        raise BrokenFileError(path, None, "no such file", "put it there or look at the path") from None
    except (OSError, ValueError, EOFError) as error:
        if path.is_file() and is_lfs_pointer(path):
            raise BrokenFileError(path, None, "a Git LFS pointer, not the file", LFS_MEND) from None
        raise BrokenFileError(path, None, f"not a whole NumPy file ({str(error).splitlines()[0]})", again) from None
    if not isinstance(values, np.ndarray):
        raise BrokenFileError(path, None, "expected one array, got an archive", "save the array with numpy.save")
    if values.ndim != 2 or values.dtype.kind != "f" or 0 in values.shape:
        got = f"{values.dtype} {values.shape}"
        mend = "average regions to one row an image, and save it as float16 or float32"
        raise BrokenFileError(path, None, f"expected a table of floats (images, width), got {got}", mend)
    finite = np.isfinite(values[:CHECKED_ROWS]).all(axis=1)
    if not finite.all():
        raise BrokenFileError(path, None, f"row {int(np.argmin(finite))} holds NaN or infinity", again)
    return values
