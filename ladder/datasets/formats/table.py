"""``table``: a CSV or Parquet file of one's own, a row a caption."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft, split_name
from ladder.datasets.pictures import LFS_MEND, is_lfs_pointer
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.spec import Spec
from ladder.datasets.text import read_csv

PLACE = "a .csv or .parquet file with the columns image, caption and, as you like, split and caption_id"
OPTIONS = {"images": "folder that the column `image` starts from, if it is not the table's own"}
NEEDED, KNOWN = ("image", "caption"), ("image", "caption", "split", "caption_id")


def read(spec: Spec, draft: Draft) -> None:
    """Reads the table; where the split is left empty it is ``train``."""
    fill(draft, spec.path, spec.pictures(spec.path.parent), "train")


def fill(draft: Draft, path: Path, folder: Path | None, usual: str) -> list[tuple[str, str]]:
    """Drafts the rows of a table.

    Args:
        draft: Takes the images and captions.
        path: The table.
        folder: Of the pictures; None where there are none.
        usual: The split where none is written.

    Returns:
        The ids of image and caption of each row that was taken.
    """
    counts: Counter[str] = Counter()
    taken = []
    for line, row in _parquet_rows(path) if path.suffix.lower() == ".parquet" else _csv_rows(path, draft):
        image, split = row["image"].strip(), split_name(row.get("split", "").strip() or usual)
        if not draft.has(image) or draft.split_of(image) != split:
            picture = None if folder is None else folder / image
            if not draft.image(image, split, picture, source=path, line=line):
                continue
        name = row.get("caption_id", "").strip() or f"{image}#{counts[image]}"
        counts[image] += 1
        draft.caption(image, row["caption"], name, source=path, line=line)
        taken.append((image, name))
    return taken


def _csv_rows(path: Path, draft: Draft) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines and rows of a CSV file, whose header is line 1."""
    rows = read_csv(path, draft)
    _, header = next(rows, (1, []))
    columns = [name.strip() for name in header]
    _check_columns(path, columns)
    for line, row in rows:
        if len(row) == len(columns):
            yield line, dict(zip(columns, row, strict=True))
        else:
            what = f"expected {len(columns)} columns as in the header, got {len(row)}"
            draft.problem(path, line, what, "put captions with commas in quotes")


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbers, counted from 1, and rows of a Parquet file."""
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.read_table(path)
    except FileNotFoundError:
        raise BrokenFileError(path, None, "no such file", "put it there or look at the path") from None
    except (OSError, ArrowException) as error:
        if path.is_file() and is_lfs_pointer(path):
            raise BrokenFileError(path, None, "a Git LFS pointer, not the file", LFS_MEND) from None
        raise BrokenFileError(
            path, None, f"not Parquet ({str(error).splitlines()[0]})", "write the file again"
        ) from None
    _check_columns(path, table.column_names)
    kept = table.select([name for name in KNOWN if name in table.column_names])
    for number, row in enumerate(kept.to_pylist(), start=1):
        yield number, {name: "" if value is None else str(value) for name, value in row.items()}


def _check_columns(path: Path, found: list[str]) -> None:
    """The needed columns are there, each once."""
    names = ", ".join(f"`{name}`" for name in found) or "none"
    for name in NEEDED:
        if name not in found:
            mend = "name the columns image, caption, split, caption_id, separated by commas"
            raise BrokenFileError(path, 1, f"no column `{name}`, found {names}", mend)
    for name in KNOWN:
        if found.count(name) > 1:
            raise BrokenFileError(path, 1, f"the column `{name}` stands twice", "leave one out")
