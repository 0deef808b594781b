"""A folder of image features, as ``ladder features`` makes it."""

import json
from pathlib import Path

import numpy as np

from ladder.datasets.record import CaptionedImages, Features
from ladder.datasets.text import open_text, read_lines
from ladder.errors import DataError

VALUES, IDS, ABOUT = "values.npy", "ids.txt", "features.json"


def read_features(folder: Path, data: CaptionedImages) -> Features:
    """The features of a data set's images, matched by id, memory-mapped.

    Raises:
        DataError: If the folder is incomplete, unfinished or damaged, or an image has no row in it.
    """
    about = _about(folder)
    names = read_lines(folder / IDS)
    try:
        values = np.load(folder / VALUES, mmap_mode="r")
    except FileNotFoundError:
        raise DataError(f"{folder / VALUES}: no such file; make the features again") from None
    except (ValueError, OSError) as error:
        raise DataError(f"{folder / VALUES}: damaged ({error}); make the features again") from None
    if values.ndim != 2 or len(values) != len(names):
        raise DataError(f"{folder}: {values.shape} features for {len(names)} ids; make the features again")
    row = {name: number for number, name in enumerate(names)}
    missing = [name for name in data.image_ids if name not in row]
    if missing:
        raise DataError(
            f"{folder / IDS}: {len(missing)} images of `{data.spec}` have no features, the first is `{missing[0]}`; "
            "make the features of this data set"
        )
    rows = np.array([row[name] for name in data.image_ids], dtype=np.int64)
    return Features((values,), rows, about["backbone"])


def _about(folder: Path) -> dict[str, str | None]:
    """What is said of the features, once they are whole."""
    if not (folder / ABOUT).is_file():
        raise DataError(f"`{folder}` holds no features (no {ABOUT} there); `ladder features` makes them")
    try:
        about = json.load(open_text(folder / ABOUT))
        done, rows = int(about["done"]), int(about["rows"])
        said = {"backbone": about["backbone"]}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder / ABOUT}: damaged ({error}); make the features again") from None
    if done < rows:
        raise DataError(
            f"`{folder}` is unfinished, {done} of {rows} rows; run `ladder features` again, it goes on there"
        )
    return said
