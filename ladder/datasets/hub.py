"""``hf``: a data set of the Hugging Face package ``datasets``, local or of the hub."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
from PIL import Image

from ladder.datasets.draft import Draft
from ladder.datasets.pictures import upright
from ladder.datasets.spec import Spec
from ladder.errors import DataError

PLACE = "NAME of a data set of the hub, or a folder written by `save_to_disk`"
OPTIONS = {"config": "configuration of the data set, where it has several"}
CAPTION_COLUMNS = ("caption", "captions", "text", "sentences", "sentence")


class HubPictures:
    """Pictures that the package decodes when they are asked for.

    Args:
        tables: The splits' tables, each with a column ``image``.
        places: The table and row of each picture.
    """

    def __init__(self, tables: list[Any], places: list[tuple[int, int]]) -> None:
        self.tables, self.places = tables, places

    def __len__(self) -> int:
        return len(self.places)

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright."""
        table, row = self.places[index]
        return upright(self.tables[table][row]["image"])

    def path(self, index: int) -> Path | None:
        """None: they have no file."""
        del index
        return None

    def select(self, rows: np.ndarray) -> Self:
        """The pictures of these rows, in this order."""
        return type(self)(self.tables, [self.places[row] for row in rows])


def read(spec: Spec, draft: Draft) -> None:
    """Reads every split; a row is an image with its captions."""
    splits = _load(spec)
    places = []
    for number, (split, table) in enumerate(splits.items()):
        column = next((name for name in CAPTION_COLUMNS if name in table.column_names), None)
        if column is None or "image" not in table.column_names:
            found = ", ".join(f"`{name}`" for name in table.column_names)
            wanted = " or ".join(f"`{name}`" for name in CAPTION_COLUMNS)
            raise DataError(f"`{spec.text}`: expected a column `image` and {wanted}, found {found}; rename them")
        for row, captions in enumerate(_captions(table[column])):
            name = f"{split}-{row:06d}"
            draft.image(name, split)
            for place, caption in enumerate(captions):
                draft.caption(name, caption, f"{name}#{place}")
            places.append((number, row))
    draft.pictures = HubPictures(list(splits.values()), places)


def _load(spec: Spec) -> dict[str, Any]:
    """The splits by name."""
    try:
        import datasets
    except ModuleNotFoundError:
        raise DataError(f"`{spec.text}` needs the package `datasets`; install it with: pip install datasets") from None
    path = spec.path
    try:
        loaded = (
            datasets.load_from_disk(str(path))
            if path.is_dir()
            else datasets.load_dataset(spec.place, spec.options.get("config"))
        )
    except (OSError, ValueError) as error:  # unknown, offline, damaged: the package's errors derive from these
        raise DataError(f"`{spec.text}` cannot be loaded ({str(error).splitlines()[0]}); look at its name") from None
    return dict(loaded) if hasattr(loaded, "keys") else {"train": loaded}


def _captions(column: list[Any]) -> Iterator[list[str]]:
    """A list of captions a row, whether the column holds lists or single ones."""
    for value in column:
        yield [str(caption) for caption in value] if isinstance(value, list | tuple) else [str(value)]
