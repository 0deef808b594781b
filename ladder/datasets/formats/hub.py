"""``hf``: a data set of the Hugging Face package ``datasets``, local or from its hub."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ladder.datasets.draft import Draft
from ladder.datasets.pictures import Pictures, upright
from ladder.datasets.spec import Spec
from ladder.errors import DataError

PLACE = "the name of a data set on the hub, or a folder written by its `save_to_disk`"
OPTIONS: dict[str, str] = {}
CAPTION_COLUMNS = ("caption", "captions", "text", "sentences")


class HubPictures(Pictures):
    """Pictures in the tables of a hub's data set, decoded when they are opened.

    Args:
        tables: Each gives a row with the key ``image`` by its number.
        places: The table and the row in it of each picture.

    Example:
        >>> table = [{"image": Image.new("L", (3, 2))}, {"image": Image.new("L", (5, 4))}]
        >>> HubPictures([table], [(0, 0), (0, 1)]).select(np.array([1])).open(0).size
        (5, 4)
    """

    def __init__(self, tables: list[Any], places: list[tuple[int, int]]) -> None:
        self.tables, self.places = tables, places

    def __len__(self) -> int:
        return len(self.places)

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright.

        Raises:
            DataError: If it is missing or cannot be decoded.
        """
        table, row = self.places[index]
        try:
            image = self.tables[table][row]["image"]
            if isinstance(image, Image.Image):
                return upright(image)
            found = f"`image` is {type(image).__name__}, not a picture"
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:  # Pillow's decoders raise all four
            found = f"the picture is truncated or damaged ({error})"
        raise DataError(f"row {row} of table {table}: {found}; replace it")

    def path(self, index: int) -> Path | None:
        """None: they have no file."""
        return None

    def select(self, rows: np.ndarray) -> "HubPictures":
        """The pictures of these rows, in this order."""
        return HubPictures(self.tables, [self.places[row] for row in rows])


def read(spec: Spec, draft: Draft) -> None:
    """Reads every split; a row is an image with its caption or captions."""
    splits = _load(spec)
    places = []
    for number, (split, table) in enumerate(splits.items()):
        column = next((name for name in CAPTION_COLUMNS if name in table.column_names), None)
        if column is None or "image" not in table.column_names:
            found = ", ".join(f"`{name}`" for name in table.column_names) or "none"
            wanted = " or ".join(f"`{name}`" for name in CAPTION_COLUMNS)
            raise DataError(
                f"`{spec.text}`: expected a column `image` and one of {wanted}, found {found} in `{split}`; rename them"
            )
        for row, value in enumerate(table[column]):
            name = f"{split}-{row:06d}"
            draft.image(name, split)
            places.append((number, row))
            for count, text in enumerate(_texts(value)):
                if isinstance(text, str):
                    draft.caption(name, text, f"{name}#{count}")
                else:
                    what = f"row {row} of `{split}`: `{column}` is {type(text).__name__}"
                    draft.problem(None, None, what, "it must hold a text or a list of texts")
    draft.pictures = HubPictures(list(splits.values()), places)


def _load(spec: Spec) -> dict[str, Any]:
    """The splits' tables by name."""
    try:
        import datasets
    except ImportError:
        need = f"`{spec.text}` needs the package `datasets`, which is not installed"
        raise DataError(f"{need}; install it with: pip install datasets") from None
    try:
        load = datasets.load_from_disk if spec.path.is_dir() else datasets.load_dataset
        loaded = load(str(spec.path) if spec.path.is_dir() else spec.place)
    except (OSError, ValueError) as error:  # unknown, offline, damaged
        reason = str(error).partition("\n")[0]
        raise DataError(f"`{spec.text}`: `{spec.place}` cannot be loaded ({reason}); look at its name") from None
    return dict(loaded) if isinstance(loaded, Mapping) else {"train": loaded}


def _texts(value: Any) -> list[Any]:
    """The captions of a row, which the column holds as one or as a list."""
    return value if isinstance(value, list) else [value]
