"""``table``: a CSV or Parquet file of one's own, a row a caption."""

import csv
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import SPLIT_NAMES, Draft
from ladder.datasets.spec import Spec
from ladder.datasets.text import open_text
from ladder.errors import DataError

PLACE = "FILE.csv or FILE.parquet with the columns image, caption and perhaps split and caption_id"
OPTIONS = {"images": "folder that the column `image` starts from; by default the table's own"}
NEEDED, KNOWN = ("image", "caption"), ("image", "caption", "split", "caption_id")


def read(spec: Spec, draft: Draft) -> None:
    """Reads the table; an image without a split is in ``train``."""
    path = spec.path
    folder = spec.folder("images") or path.parent
    splits: dict[str, str] = {}
    counts: dict[str, int] = {}
    for line, row in _rows(path):
        image, caption = row.get("image") or "", row.get("caption") or ""
        if not image.strip():
            draft.problem(path, line, "the row names no image", "name it or take the row out")
            continue
        split = SPLIT_NAMES.get(row.get("split") or "train", row.get("split") or "train")
        if image not in splits:
            splits[image], counts[image] = split, 0
            draft.image(image, split, folder / image, source=path, line=line)
        elif splits[image] != split:
            draft.image(image, split, source=path, line=line)
        name = row.get("caption_id") or f"{image}#{counts[image]}"
        counts[image] += 1
        draft.caption(image, caption, name, source=path, line=line)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and rows."""
    if not path.is_file():
        raise DataError(f"{path}: no such table; give a .csv or .parquet file")
    if path.suffix.lower() == ".parquet":
        yield from _parquet_rows(path)
        return
    with open_text(path) as file:
        reader = csv.DictReader(file, strict=True)
        _check_columns(path, list(reader.fieldnames or []))
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            line = reader.reader.line_num  # the outer one lags behind where a row fails
            raise DataError(f"{path}:{line}: not CSV ({error}); quote texts that hold commas or quotes") from None


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.read_table(path)
    except (OSError, ArrowException) as error:
        raise DataError(f"{path}: not a Parquet file ({str(error).splitlines()[0]}); write it again") from None
    _check_columns(path, table.column_names)
    kept = [name for name in KNOWN if name in table.column_names]
    for number, row in enumerate(table.select(kept).to_pylist(), start=1):
        yield number, {name: "" if value is None else str(value) for name, value in row.items()}


def _check_columns(path: Path, found: list[str]) -> None:
    missing = [name for name in NEEDED if name not in found]
    if missing:
        columns = ", ".join(f"`{name}`" for name in found) or "none"
        raise DataError(f"{path}:1: no column `{missing[0]}`, found {columns}; name the columns image, caption, split")
