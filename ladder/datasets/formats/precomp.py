"""``precomp``: folders of precomputed features as VSE++ and SCAN use them."""

from pathlib import Path

import numpy as np

from ladder.datasets.arrays import open_table
from ladder.datasets.draft import Draft
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.record import Features
from ladder.datasets.spec import Spec
from ladder.datasets.text import read_lines

PLACE = "the folder of {train,dev,test}_ims.npy, {train,dev,test}_caps.txt and, if there are any, *_ids.txt"
OPTIONS = {"images": "folder of the pictures, which the *_ids.txt name"}
SPLITS = ("train", "dev", "test", "testall")
EACH = 5  # captions an image
CHECKED_IMAGES = 200  # whether their rows are repeated


def read(spec: Spec, draft: Draft) -> None:
    """Reads all splits that are there."""
    root = spec.directory
    folder = spec.folder("images")
    found = [
        split for split in SPLITS if _file(root, split, "ims.npy").exists() or _file(root, split, "caps.txt").exists()
    ]
    if not found:
        names = ", ".join(_file(root, split, "ims.npy").name for split in SPLITS)
        raise BrokenFileError(root, None, f"none of {names} is there", "give the folder that holds them")
    tables: list[np.ndarray] = []
    rows: list[np.ndarray] = []
    for split in found:
        table = open_table(_file(root, split, "ims.npy"))
        if table.shape[1] != (tables or [table])[0].shape[1]:
            what = f"features of width {table.shape[1]}, those of `{found[0]}` have {tables[0].shape[1]}"
            raise BrokenFileError(_file(root, split, "ims.npy"), None, what, "make both with one network")
        images = _read_split(root, split, table, folder, draft)
        rows.append(images + sum(len(other) for other in tables))
        tables.append(table)
    draft.features = Features(tuple(tables), np.concatenate(rows))


def _read_split(root: Path, split: str, table: np.ndarray, folder: Path | None, draft: Draft) -> np.ndarray:
    """Drafts a split's images and captions; ``(image,)``, the row of each."""
    path = _file(root, split, "caps.txt")
    captions = read_lines(path)
    while captions and not captions[-1].strip() and len(captions) not in (len(table), EACH * len(table)):
        draft.note(path, len(captions), "an empty line at the end", "it is passed over")
        captions.pop()
    step, each = _layout(path, table, len(captions))
    names = _names(root, split, len(table) // step, needed=folder is not None)
    ids = _file(root, split, "ids.txt")
    for image, (line, name) in enumerate(names):
        known = name
        if split == "testall" and draft.has(name) and draft.split_of(name) == "test":
            known = f"testall/{name}"  # COCO's test images are among those of testall
        picture = None if folder is None else folder / name
        if not draft.image(known, split, picture, source=ids if ids.exists() else path, line=line):
            continue
        for number in range(each):
            row = image * each + number
            draft.caption(known, captions[row], f"{known}#{number}", source=path, line=row + 1)
    return np.arange(len(names)) * step


def _layout(path: Path, table: np.ndarray, captions: int) -> tuple[int, int]:
    """How many rows and how many captions stand for an image."""
    if captions == EACH * len(table):
        return 1, EACH
    if captions == len(table):
        return (EACH, EACH) if _is_repeated(table) else (1, 1)
    what = (
        f"{captions:,} captions for {len(table):,} rows of features, expected {len(table):,} or {EACH * len(table):,}"
    )
    raise BrokenFileError(path, None, what, "look for a lost or an empty line")


def _is_repeated(table: np.ndarray) -> bool:
    """Whether five equal rows stand for each image; looks at some images from beginning to end."""
    if len(table) % EACH:
        return False
    images = np.unique(np.linspace(0, len(table) // EACH - 1, CHECKED_IMAGES).astype(int))
    return all(bool((table[EACH * image : EACH * (image + 1)] == table[EACH * image]).all()) for image in images)


def _names(root: Path, split: str, images: int, *, needed: bool) -> list[tuple[int | None, str]]:
    """The images' names and their lines in the ids file, which lists each once or five times; without it, numbers."""
    path = _file(root, split, "ids.txt")
    if not path.exists():
        if needed:
            raise BrokenFileError(
                path, None, "no such file, but it names the pictures", "put it there or leave `images=` out"
            )
        return [(None, f"{split}-{number:06d}") for number in range(images)]
    names = [name.strip() for name in read_lines(path)]
    if len(names) not in (images, EACH * images):
        what = f"{len(names):,} ids for {images:,} images, expected {images:,} or {EACH * images:,}"
        raise BrokenFileError(path, None, what, "look for a lost, doubled or empty line")
    step = len(names) // images
    for row, name in enumerate(names):
        first = names[row // step * step]
        if name != first:
            what = f"`{name}` stands where `{first}` should stand {EACH} times"
            raise BrokenFileError(path, row + 1, what, "list each image once, or five times in a row")
    return [(row + 1, names[row]) for row in range(0, len(names), step)]


def _file(root: Path, split: str, ending: str) -> Path:
    """A split's file."""
    return root / f"{split}_{ending}"
