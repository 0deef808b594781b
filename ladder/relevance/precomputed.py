"""Relevance from a file: vectors of the captions, or the whole table of degrees."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from ladder.datasets import CaptionedImages, open_dataset
from ladder.errors import DataError
from ladder.relevance.base import RelevanceProvider, blocks
from ladder.relevance.vectors import cosine

SPLIT = "{split}"
TOLERANCE = 1e-3  # how far float16 files stray from symmetry and from [0, 1]


class Stored(Protocol):
    """What a file says of two captions."""

    kind: str

    def compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """``(rows, columns)`` float64 similarity."""


class PrecomputedRelevance(RelevanceProvider):
    """Degrees read from ``.npy`` files, memory-mapped and checked when opened.

    A file holds either a vector a caption, ``(M, width)``, whose cosines are the degrees, negative ones clipped at 0;
    or, where it is square, the table ``(M, M)`` of the degrees themselves, in [0, 1] and symmetric within 0.001.
    Rows are in the order of ``data.captions``, or of all captions of the data set that ``data`` is a part of.

    Args:
        data: The data set.
        files: The files, for reports.
        table: What they hold.
        rows: ``(M,)`` int, the row of each caption; None where they are in the order of ``data.captions``.

    Example:
        >>> relevance = PrecomputedRelevance.for_data(data, path="f8k_precomp/{split}_vectors.npy")  # doctest: +SKIP
    """

    name = "precomputed"

    def __init__(
        self, data: CaptionedImages, files: Sequence[Path], table: Stored, rows: np.ndarray | None = None
    ) -> None:
        super().__init__(data)
        self.files = list(files)
        self.table = table
        self.rows = np.arange(len(data.captions)) if rows is None else rows

    @classmethod
    def for_data(cls, data: CaptionedImages, path: str) -> Self:
        """Opens and checks the file, or with ``{split}`` in the path a file a split.

        Args:
            data: The data set.
            path: A ``.npy`` file, a row for each of these captions or for each of the whole data set, which is then
                opened to find them. ``{split}`` stands for the name of each split, one file of vectors each, joined in
                the order of the data set's images.

        Raises:
            DataError: If a file is missing, no ``.npy`` table, of another number of captions, or holds what is no
                number, out of range or not symmetric; the text names the file, the row and the column.
        """
        counts = _captions_of_each_split(data) if SPLIT in path else {"": len(data.captions)}
        files = [Path(path.replace(SPLIT, split)).expanduser() for split in counts]
        parts = [_opened(file) for file in files]
        rows = None
        for file, part, (split, count) in zip(files, parts, counts.items(), strict=True):
            if len(part) == count:
                continue
            if split:
                whose = f"the split `{split}` of `{data.spec}`"
                raise DataError(f"{file}: {len(part)} rows, but {whose} has {count} captions; make a row a caption")
            rows = _rows_among_all(data, file, len(part))
        if len(parts) == 1 and parts[0].shape[0] == parts[0].shape[1]:
            return cls(data, files, DegreesTable(files[0], parts[0]), rows)
        return cls(data, files, Vectors(files, parts), rows)

    def describe(self) -> dict[str, Any]:
        """Name, files and what they hold, with a hash of their content."""
        digest = hashlib.sha256()
        for path in self.files:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        files = [str(path) for path in self.files]
        return {"name": self.name, "files": files, "holds": self.table.kind, "content": digest.hexdigest()[:16]}

    def _compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """What the files say."""
        return self.table.compare(self.rows[rows], self.rows[columns])


class Vectors:
    """A vector a caption, in one file or several in turn.

    Args:
        files: Their paths, for errors.
        parts: ``(captions, width)`` each.

    Raises:
        DataError: If their widths differ or a value is not finite.
    """

    kind = "vectors"

    def __init__(self, files: Sequence[Path], parts: Sequence[np.ndarray]) -> None:
        for file, part in zip(files, parts, strict=True):
            if part.shape[1] != parts[0].shape[1]:
                raise DataError(
                    f"{file}: vectors of width {part.shape[1]}, but {parts[0].shape[1]} in {files[0]}; "
                    "make both with the same encoder"
                )
            for rows in blocks(len(part)):
                _refuse_first(file, ~np.isfinite(part[rows]), part[rows], (rows.start, 0), "a finite number")
        self.parts = list(parts)
        self.starts = np.cumsum([0, *(len(part) for part in parts)])

    def compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Cosine of the captions' vectors."""
        return cosine(self._take(rows), self._take(columns))

    def _take(self, captions: np.ndarray) -> np.ndarray:
        """The vectors of these captions, ``(captions, width)``."""
        vectors = np.empty((len(captions), self.parts[0].shape[1]))
        part_of = np.searchsorted(self.starts, captions, side="right") - 1
        for number, part in enumerate(self.parts):
            mine = part_of == number
            vectors[mine] = part[captions[mine] - self.starts[number]]
        return vectors


class DegreesTable:
    """The table of degrees itself.

    Args:
        file: Its path, for errors.
        table: ``(M, M)``.

    Raises:
        DataError: If a value is no number, outside [0, 1] or not symmetric, within ``TOLERANCE``.
    """

    kind = "degrees"

    def __init__(self, file: Path, table: np.ndarray) -> None:
        for above in blocks(len(table)):
            for left in blocks(len(table)):
                block = table[above, left]
                corner = (above.start, left.start)
                wrong = ~((block >= -TOLERANCE) & (block <= 1 + TOLERANCE))  # nan is neither
                _refuse_first(file, wrong, block, corner, "a degree of relevance in [0, 1]")
                apart = np.abs(block - table[left, above].T) > TOLERANCE
                _refuse_first(file, apart, block, corner, "the same as its mirror image")
        self.table = table

    def compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The degrees, the mean of the two that mirror each other: symmetric to the last bit."""
        there = self.table[np.ix_(rows, columns)].astype(np.float64)
        back = self.table[np.ix_(columns, rows)].astype(np.float64)
        return (there + back.T) / 2


def _rows_among_all(data: CaptionedImages, file: Path, length: int) -> np.ndarray:
    """The rows of these captions in a file with a row for each caption of the whole data set, found by their ids."""
    count = len(data.captions)
    said, mend = f"{file}: {length} rows, but `{data.spec}` has {count} captions", "make a row a caption"
    try:
        every = open_dataset(data.spec).caption_ids
    except DataError as error:
        raise DataError(f"{said}; {mend} (the whole data set, of which they may be a part, is gone: {error})") from None
    if length != len(every):
        of_all = f" here and {len(every)} in all; {mend} of all, or a file a split with `{SPLIT}` in the path"
        raise DataError(said + (f"; {mend}" if len(every) == count else of_all))
    row = {name: number for number, name in enumerate(every)}
    if missing := next((name for name in data.caption_ids if name not in row), None):
        raise DataError(f"`{data.spec}` has no caption `{missing}` any more; put it back or judge by other degrees")
    return np.array([row[name] for name in data.caption_ids])


def _captions_of_each_split(data: CaptionedImages) -> dict[str, int]:
    """How many captions each split has, in the order in which the splits stand in the data set."""
    counts: dict[str, int] = {}
    previous = None
    for split, images in zip(data.splits.tolist(), np.diff(data.first_caption).tolist(), strict=True):
        if split in counts and split != previous:
            raise DataError(
                f"`{data.spec}`: the images of split `{split}` do not stand together, so `{SPLIT}` cannot name their "
                "files; give one file for all captions"
            )
        counts[split] = counts.get(split, 0) + images
        previous = split
    return counts


def _opened(path: Path) -> np.ndarray:
    """A table of numbers, memory-mapped."""
    try:
        table = np.lib.format.open_memmap(path, mode="r")
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; give the `.npy` of this data set's captions as `path`") from None
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise DataError(f"{path}: not a `.npy` file that can be read ({reason}); save it with `numpy.save`") from None
    if table.ndim != 2 or table.dtype.kind not in "fiu":
        raise DataError(
            f"{path}: {table.dtype} of shape {table.shape}, expected numbers (captions, width) or (captions, captions)"
            "; save one of these"
        )
    return table


def _refuse_first(file: Path, wrong: np.ndarray, block: np.ndarray, corner: tuple[int, int], expected: str) -> None:
    """Raises for the first wrong value of a block that begins at ``corner`` of the file."""
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise DataError(
            f"{file}: row {corner[0] + row}, column {corner[1] + column} (from 0) holds {block[row, column]:.6g}, "
            f"expected {expected}; make the file again"
        )
