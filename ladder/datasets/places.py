"""Where the user's data sets are: the folders that are looked into, and no others."""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from ladder.datasets.spec import parse
from ladder.errors import DataError

VARIABLE, MODELS = "LADDER_DATA", "LADDER_MODELS"
PATHS = ("images", "features")  # options that are paths
NAME = re.compile(r"[^\W_][\w .-]{0,79}(?<![ .])")
SUBFOLDERS = ("images", "Images", "pictures", "photos")
DEEP, MOST = 2, 2000  # levels of folders below a root, and folders in all, that are looked into
MARKS = {  # a file that tells a format whose place is its folder
    "Flickr8k.token.txt": "flickr8k",
    "results_20130124.token": "flickr30k",
    "results.csv": "flickr30k",
    "train_ims.npy": "precomp",
    "dev_ims.npy": "precomp",
    "test_ims.npy": "precomp",
}
FILES = {"dataset_*.json": "karpathy", "captions_*.json": "coco"}  # and those whose place is the file
TOGETHER = {"coco"}  # of these, those whose place is the folder where it holds several


def roots() -> list[Path]:
    """The folders that may hold data sets: those that ``LADDER_DATA`` names, else ``data`` in the working folder."""
    named = [Path(part).expanduser() for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return named or [Path("data")]


def root() -> Path:
    """Where a new data set goes: the first of them."""
    return roots()[0]


def new(name: str) -> Path:
    """The folder of a new data set of this name.

    Raises:
        DataError: If it is no name, or taken.

    Example:
        >>> new("../elsewhere")
        Traceback (most recent call last):
        ladder.errors.DataError: '../elsewhere' is no name for a data set; use letters, digits, blanks and . - _
    """
    if not NAME.fullmatch(name):
        raise DataError(f"{name[:80]!a} is no name for a data set; use letters, digits, blanks and . - _")
    folder = root() / name
    if folder.exists():
        raise DataError(f"`{folder}` exists; give another name or remove it first")
    return folder


def networks(mark: str) -> list[Path]:
    """Folders of networks in the layout of ``transformers``, in those that ``LADDER_MODELS`` names, else in ``models``.

    Args:
        mark: A file that tells their kind: ``preprocessor_config.json`` reads pictures, ``tokenizer.json`` words.
    """
    named = [Path(part).expanduser() for part in os.environ.get(MODELS, "").split(os.pathsep) if part]
    folders = (folder for top in named or [Path("models")] for folder in islice(_folders(top, DEEP), MOST))
    return [folder for folder in folders if (folder / "config.json").is_file() and (folder / mark).is_file()]


def found(folders: Iterable[Path] | None = None) -> list[str]:
    """Specifications of the data sets in these folders and up to two levels below, by path.

    They are told by the names of their files, and not opened: a damaged one is listed too.

    Args:
        folders: By default :func:`roots`.
    """
    specs = (
        spec
        for top in (roots() if folders is None else folders)
        for folder in islice(_folders(top, DEEP), MOST)
        for spec in _in(folder)
    )
    return list(dict.fromkeys(specs))


def checked(spec: str) -> str:
    """A specification from elsewhere that leads to nothing outside the roots, and to no other host.

    Raises:
        DataError: If it does, or is none.

    Example:
        >>> checked("scenes,train=9")
        'scenes,train=9'
        >>> checked("table:/etc/passwd")
        Traceback (most recent call last):
        ladder.errors.DataError: `/etc/passwd` lies outside `data`; put it there, or name its folder by LADDER_DATA
    """
    if spec.startswith("hf:"):
        raise DataError(f"`{spec}` would be fetched from elsewhere; open it on the command line first and save it")
    for path in named_paths(spec):
        if not any(path.resolve().is_relative_to(top.resolve()) for top in roots()):
            where = " and ".join(f"`{top}`" for top in roots())
            raise DataError(f"`{path}` lies outside {where}; put it there, or name its folder by {VARIABLE}")
    return spec


def named_paths(spec: str) -> list[Path]:
    """All files and folders that a specification names.

    Raises:
        DataError: If it is none.

    Example:
        >>> [path.name for path in named_paths("table:a/b.csv,images=c")]
        ['b.csv', 'c']
    """
    from ladder.datasets import FORMATS

    asked = parse(spec, FORMATS)
    options = [Path(asked.options[key]).expanduser() for key in PATHS if key in asked.options]
    return [asked.path, *options] if asked.place else options


def _folders(top: Path, deep: int) -> Iterator[Path]:
    """A folder and those in it, by name; hidden ones and links are passed over."""
    if top.is_dir():
        yield top
        if deep:
            for entry in sorted(top.iterdir()):
                if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
                    yield from _folders(entry, deep - 1)


def _in(folder: Path) -> Iterator[str]:
    """The data sets whose files lie in this folder."""
    told = {MARKS[name] for name in MARKS if (folder / name).is_file()}
    yield from (f"{name}:{folder}" for name in sorted(told))
    for pattern, name in FILES.items():
        files = sorted(folder.glob(pattern))
        places = [folder] if name in TOGETHER and len(files) > 1 else files
        yield from (f"{name}:{place}{_images(folder)}" for place in places)
    if not told:
        for file in sorted(folder.glob("*.csv")):
            first = _first_image(file)
            if first:
                home = None if (folder / first).is_file() else _home(folder, first)
                yield f"table:{file}" + (f",images={home}" if home else "")


def _images(folder: Path) -> str:
    """The folder of pictures beside a file, as an option."""
    home = folder.parent if folder.name == "annotations" else folder  # as COCO's archives unpack
    return f",images={next((home / name for name in SUBFOLDERS if (home / name).is_dir()), home)}"


def _first_image(file: Path) -> str | None:
    """The first image that a CSV file with the columns of ``table`` names; None where it is another file."""
    import csv

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(islice(lines, 20))
            header = [name.strip() for name in next(rows, [])]
            if not {"image", "caption"} <= set(header):
                return None
            return next((row[header.index("image")].strip() for row in rows if len(row) == len(header)), None)
    except (OSError, ValueError, csv.Error):
        return None


def _home(folder: Path, image: str) -> Path | None:
    """The folder within this one in which the picture lies."""
    return next((sub for sub in _folders(folder, 1) if (sub / image).is_file()), None)
