"""What rows of vectors stand for: images and captions, and which belongs to which."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ladder.datasets import open_split
from ladder.datasets.draft import Draft
from ladder.datasets.formats.table import fill
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.record import CaptionedImages
from ladder.datasets.text import read_lines
from ladder.errors import DataError

SAME = 1e-4  # of unit rows that stand for one image


@dataclass(frozen=True)
class Items:
    """Images and captions, and the rows of the vectors that stand for them.

    Attributes:
        data: N images and M captions.
        image_row: ``(N,)`` int, a row of the images' vectors each.
        caption_row: ``(M,)`` int, a row of the captions' vectors each.
    """

    data: CaptionedImages
    image_row: np.ndarray
    caption_row: np.ndarray


def of_data(spec: str, split: str, images: int, captions: int) -> Items:
    """The items of a data set's split, whose vectors are in its order.

    Args:
        spec: The data set.
        split: Its split.
        images: Rows of vectors of images: one an image, or one a caption.
        captions: Rows of vectors of captions.

    Raises:
        DataError: If it cannot be opened, or holds other numbers of items.
    """
    data = open_split(spec, split)
    if len(data.captions) != captions or images not in (len(data), captions):
        raise DataError(
            f"{images:,} rows of images and {captions:,} of captions, but the split `{split}` of `{spec}` has "
            f"{len(data):,} images and {len(data.captions):,} captions; export one row for each, in its order"
        )
    rows = np.arange(len(data)) if images == len(data) else data.first_caption[:-1]
    return Items(data, rows, np.arange(captions))


def of_file(path: Path, split: str, images: np.ndarray, captions: int, index: np.ndarray | None) -> Items:
    """The items that a file of captions lists, a row a caption in the order of the vectors.

    Args:
        path: A table as the format ``table`` reads it, in which an image's row is that of its first mention; or a text
            file with a caption a line, in which equally many captions in turn belong to each image.
        split: The split where the table names none.
        images: ``(rows, width)`` unit rows of images: one an image, or equal ones for each of its captions.
        captions: Rows of captions.
        index: ``(captions,)`` the image's row of each caption, where the vectors' file says it.

    Raises:
        DataError: If the file is damaged, or does not fit the vectors.
    """
    if index is not None:
        _check_index(index, len(images), captions)
    draft = Draft(f"table:{path}")
    names: list[tuple[str, str]] = []
    try:
        if path.suffix.lower() in (".csv", ".parquet"):
            names = fill(draft, path, None, split)
        else:
            names = _lines(draft, path, split, _shared(images, captions) if index is None else index)
    except BrokenFileError as broken:
        draft.problems.append(broken.problem)
    data = draft.finish()
    if data is None or draft.problems:
        more = f" (and {len(draft.problems) - 1:,} more)" if len(draft.problems) > 1 else ""
        raise DataError(f"{draft.problems[0]}{more}")
    if len(names) != captions:
        raise DataError(f"{path}: {len(names):,} captions for {captions:,} rows of vectors; give one row a caption")
    line = {name: row for row, (_, name) in enumerate(names)}
    caption_row = np.array([line[name] for name in data.caption_ids])
    return Items(data, _image_rows(path, data, caption_row, len(images), captions, index), caption_row)


def _shared(images: np.ndarray, captions: int) -> np.ndarray:
    """``(captions,)`` the image's row of each caption, where equally many in turn belong to each image.

    Where there are as many rows of images, equal neighbours stand for one image, as VSE++ writes them.
    """
    rows = len(images)
    if captions % rows:
        raise DataError(
            f"{captions:,} captions do not share out among {rows:,} images equally; add the array `caption_image`, or "
            "give a CSV that names the image of each caption"
        )
    if captions > rows:
        return np.repeat(np.arange(rows), captions // rows)
    new = np.any(images[1:] != images[:-1], axis=1)
    starts = np.flatnonzero(np.concatenate([[True], new]))
    sizes = np.diff([*starts, rows])
    return np.repeat(starts, sizes) if (sizes == sizes[0]).all() else np.arange(rows)


def _lines(draft: Draft, path: Path, split: str, index: np.ndarray) -> list[tuple[str, str]]:
    """Drafts a caption a line; the ids of image and caption of each."""
    lines = read_lines(path)
    if len(lines) != len(index):
        raise DataError(f"{path}: {len(lines):,} lines for {len(index):,} rows of captions; give one line a caption")
    place = np.unique(index, return_inverse=True)[1]
    taken = []
    for number, (text, image) in enumerate(zip(lines, place.tolist(), strict=True)):
        name = f"{split}-{image:06d}"
        if not draft.has(name):
            draft.image(name, split, source=path, line=number + 1)
        draft.caption(name, text, f"{name}#{number}", source=path, line=number + 1)
        taken.append((name, f"{name}#{number}"))
    return taken


def _check_index(index: np.ndarray, images: int, captions: int) -> None:
    if index.shape != (captions,) or index.dtype.kind not in "iu":
        raise DataError(
            f"`caption_image` must hold an image's row for each of {captions:,} captions, got {index.dtype} "
            f"{index.shape}"
        )
    if index.min() < 0 or index.max() >= images:
        raise DataError(f"`caption_image` must lie in 0 to {images - 1}, got {index.min()} to {index.max()}")


def _image_rows(
    path: Path, data: CaptionedImages, caption_row: np.ndarray, images: int, captions: int, index: np.ndarray | None
) -> np.ndarray:
    """The row of each image's vector."""
    first = caption_row[data.first_caption[:-1]]  # of the captions of each image
    if index is None and images == captions > len(data):
        return first
    rows = np.arange(len(data)) if index is None else index[first]
    if index is not None and ((index[caption_row] != rows[data.caption_image]).any() or len(set(rows)) != len(rows)):
        raise DataError(f"{path} and `caption_image` do not agree on which captions share an image; leave one out")
    if len(data) != images:
        raise DataError(
            f"{path}: {len(data):,} images with captions for {images:,} rows of images; give one row an image, and a "
            "caption to each"
        )
    return rows


def check_repeated(vectors: np.ndarray, items: Items) -> None:
    """Where the images' vectors are a row a caption, those of one image are the same.

    Args:
        vectors: ``(rows, width)`` unit rows.
        items: What they stand for.

    Raises:
        DataError: If they differ.
    """
    if len(vectors) == len(items.data):
        return
    apart = np.abs(vectors[items.caption_row] - vectors[items.image_row[items.data.caption_image]]).max(axis=1)
    if apart.max() > SAME:
        name = items.data.image_ids[items.data.caption_image[int(np.argmax(apart))]]
        raise DataError(f"the image `{name}` has different vectors in several rows; export one row an image")
