"""A folder of image features, as ``ladder features`` makes it."""

from pathlib import Path

import numpy as np
from pydantic import BaseModel

from ladder.datasets.arrays import open_table
from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import read_json
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.record import CaptionedImages, Features
from ladder.datasets.text import read_lines

VALUES, IDS, ABOUT = "values.npy", "ids.txt", "features.json"
_AGAIN = "make the features again"


class _About(BaseModel):
    backbone: str | None
    width: int
    rows: int
    done: int


def read_features(folder: Path, data: CaptionedImages, draft: Draft) -> Features:
    """The features of a data set's images, matched by id and memory-mapped.

    Args:
        folder: Holds ``values.npy`` ``(rows, width)``, ``ids.txt`` with an image id a line, and ``features.json``.
        data: Its images.
        draft: Takes what is wrong.

    Raises:
        BrokenFileError: If the folder is incomplete, unfinished or damaged, or an image has no row in it.
    """
    if not folder.is_dir():
        raise BrokenFileError(folder, None, "no such folder of features", "`ladder features` makes one")
    about = read_json(folder / ABOUT, _About, draft)
    if about.done < about.rows:
        what = f"unfinished, {about.done:,} of {about.rows:,} rows"
        raise BrokenFileError(folder / ABOUT, None, what, "run `ladder features` again, it goes on where it stopped")
    values = open_table(folder / VALUES)
    if values.shape != (about.rows, about.width):
        what = f"expected {(about.rows, about.width)} as `{ABOUT}` says, got {values.shape}"
        raise BrokenFileError(folder / VALUES, None, what, _AGAIN)
    row = _rows(folder / IDS, about.rows)
    missing = [name for name in data.image_ids if name not in row]
    if missing:
        count = f"{len(missing):,} of the {len(data):,} images" if len(missing) > 1 else "one image"
        what = f"{count} of `{data.spec}` not listed, first `{missing[0]}`"
        raise BrokenFileError(folder / IDS, None, what, "make the features of this data set into a folder of their own")
    return Features((values,), np.array([row[name] for name in data.image_ids]), about.backbone)


def _rows(path: Path, rows: int) -> dict[str, int]:
    """The row of each id."""
    names = read_lines(path)
    if len(names) != rows:
        raise BrokenFileError(path, None, f"{len(names):,} ids for {rows:,} rows of features", _AGAIN)
    row: dict[str, int] = {}
    for number, name in enumerate(names):
        if name in row:
            raise BrokenFileError(path, number + 1, f"the id `{name}` stands twice", _AGAIN)
        row[name] = number
    return row
