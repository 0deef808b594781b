"""Files of vectors made elsewhere: read without running anything, and held to be vectors."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ladder.errors import DataError, hint
from ladder.files.store import Arrays

NAMES = ("images", "captions")
INDEX = "caption_image"
COLUMNS = ("image_embedding", "caption_embedding")
MOST_BYTES = 8 * 2**30  # of an archive's arrays together
UNIT = 1e-3  # how far from 1 a length may be and still be rounding


def read_vectors(files: Sequence[Path], columns: tuple[str, str] = COLUMNS) -> Arrays:
    """The arrays ``images`` and ``captions``, and ``caption_image`` where the file has it.

    Args:
        files: One ``.npz``, ``.safetensors`` or ``.parquet`` file; or two ``.npy`` files, images first.
        columns: The two columns of a Parquet file, a vector a row each.

    Raises:
        DataError: If a file is missing, damaged, would run code, or does not hold these arrays.
    """
    endings = [file.suffix.lower() for file in files]
    try:
        if endings == [".npy", ".npy"]:
            return {name: np.load(file, allow_pickle=False) for name, file in zip(NAMES, files, strict=True)}
        if endings == [".npz"]:
            return _from_npz(files[0])
        if endings == [".safetensors"]:
            return _from_safetensors(files[0])
        if endings == [".parquet"]:
            return dict(zip(NAMES, (_from_column(files[0], column) for column in columns), strict=True))
    except (OSError, ValueError, EOFError, MemoryError, zipfile.BadZipFile) as error:
        named = " and ".join(f"`{file}`" for file in files)
        reason = "it holds Python objects, which are not read" if "allow_pickle" in str(error) else str(error)
        raise DataError(f"{named} cannot be read ({reason.splitlines()[0]}); save plain arrays of floats") from None
    given = " ".join(file.name for file in files)
    raise DataError(f"expected one .npz, .safetensors or .parquet file, or two .npy files, got `{given}`")


def unit_rows(name: str, values: np.ndarray) -> tuple[np.ndarray, str | None]:
    """The rows scaled to length 1, ``(n, width)`` float32, and a note where they were not of it.

    Raises:
        DataError: If it is no table of finite floats, or a row is all zeros, which has no direction.
    """
    if values.ndim != 2 or values.dtype.kind != "f" or 0 in values.shape:
        got = f"{values.dtype} {values.shape}"
        raise DataError(f"`{name}` must be a table of floats (items, width), got {got}; save one row an item")
    _refuse(name, ~np.isfinite(values).all(axis=1), "holds NaN or infinity")
    rows = values.astype(np.float64)
    most = np.abs(rows).max(axis=1, keepdims=True)
    _refuse(name, most[:, 0] == 0, "is all zeros, which has no direction")
    rows /= most  # so that no square over- or underflows
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = (rows / length).astype(np.float32)
    lengths = length * most
    if np.abs(lengths - 1).max() <= UNIT:
        return unit, None
    return unit, f"the rows of `{name}` had lengths from {lengths.min():.3g} to {lengths.max():.3g}; scaled to 1"


def _refuse(name: str, wrong: np.ndarray, what: str) -> None:
    """Raises where a row is wrong: names the first and counts the others."""
    if wrong.any():
        others = int(wrong.sum()) - 1
        more = f" (and {others:,} more)" if others else ""
        raise DataError(
            f"row {int(np.argmax(wrong))} of `{name}` {what}{more}; export these items again or leave them out"
        )


def _from_npz(file: Path) -> Arrays:
    with zipfile.ZipFile(file) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_BYTES:
        raise DataError(
            f"`{file}` unpacks to {size:,} bytes, at most {MOST_BYTES:,} are read; save float16 or .npy files"
        )
    with np.load(file, allow_pickle=False) as arrays:
        _check_names(file, arrays.files)
        return {name: arrays[name] for name in (*NAMES, INDEX) if name in arrays.files}


def _from_safetensors(file: Path) -> Arrays:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="numpy") as opened:
            names = list(opened.keys())
            _check_names(file, names)
            return {name: opened.get_tensor(name) for name in (*NAMES, INDEX) if name in names}
    except (SafetensorError, TypeError) as error:
        raise DataError(f"`{file}` cannot be read ({str(error).splitlines()[0]}); save float16 or float32") from None


def _from_column(file: Path, column: str) -> np.ndarray:
    """A column of lists of equally many floats as a table."""
    import pyarrow
    from pyarrow import parquet

    try:
        names = parquet.read_schema(file).names
        if column not in names:
            raise DataError(f"`{file}` has no column `{column}`{hint(column, names) if names else ''}")
        values = parquet.read_table(file, columns=[column])[column].combine_chunks()
        if not isinstance(values.type, pyarrow.ListType | pyarrow.LargeListType | pyarrow.FixedSizeListType):
            raise DataError(f"`{file}`: the column `{column}` holds {values.type}, expected a list of floats a row")
        flat = values.flatten().to_numpy(zero_copy_only=False)
    except pyarrow.ArrowException as error:
        raise DataError(f"`{file}` cannot be read ({str(error).splitlines()[0]}); write it again") from None
    if not len(values) or len(flat) % len(values) or set(np.diff(_offsets(values))) != {len(flat) // len(values)}:
        raise DataError(f"`{file}`: the rows of `{column}` are not equally long, or some are empty; write it again")
    return flat.reshape(len(values), -1)


def _offsets(values: Any) -> np.ndarray:
    """Where each row's list begins and ends among all numbers."""
    return np.cumsum([0, *(0 if size is None else size for size in values.value_lengths().to_pylist())])


def _check_names(file: Path, names: Sequence[str]) -> None:
    for name in NAMES:
        if name not in names:
            found = ", ".join(f"`{other}`" for other in names[:6]) or "nothing"
            raise DataError(f"`{file}` holds {found}; expected the arrays `images` and `captions`, rename them")
