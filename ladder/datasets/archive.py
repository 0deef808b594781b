"""A ZIP of pictures and one CSV file, from anybody, to a folder that opens as ``table``."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ladder.datasets.pictures import read_picture
from ladder.errors import DataError
from ladder.files import archives
from ladder.files.archives import Limits

PICTURES, TABLE = (".jpg", ".jpeg", ".png", ".webp"), ".csv"
FORMATS = ("JPEG", "PNG", "WEBP")
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")  # of systems, not of people
PHOTOS = Limits(files=50_000, size=4 * 2**30)


def unpack(
    archive: Path | BinaryIO,
    into: Path,
    *,
    limits: Limits = PHOTOS,
    progress: Callable[[Iterable[str]], Iterable[str]] | None = None,
) -> str:
    """Unpacks pictures and their captions into a new folder, and says how the data set there is opened.

    The archive may be a stranger's. Its list is checked before anything is written (by :func:`.archives.check`);
    then every picture is decoded, and the CSV may name no other. All this happens in a folder aside, which is renamed
    to ``into`` when it is whole and opens, and is gone otherwise.

    Args:
        archive: A ZIP file, or one open for reading: JPEG, PNG and WebP pictures and one CSV file as ``table`` reads
            it, in folders or not. What systems add of their own (``__MACOSX``, ``.DS_Store``) is passed over.
        into: The folder to make.
        limits: How much is taken.
        progress: Wraps the names of the pictures as they are decoded, such as ``tqdm.tqdm``.

    Returns:
        A specification for :func:`ladder.open_dataset`: ``table:INTO/…csv``, with ``images=`` where the CSV names the
        pictures from another folder.

    Raises:
        DataError: If it is refused: one line, and nothing is left behind.

    Example:
        >>> unpack(Path("photos.zip"), Path("data/photos"))  # doctest: +SKIP
        'table:data/photos/captions.csv'
    """
    try:
        with archives.aside(into) as folder:
            names = archives.unpack(archive, folder, limits, wanted=_is_wanted)
            try:
                return _checked(names, folder, into, progress)
            except DataError as error:
                raise DataError(str(error).replace(f"{folder}{os.sep}", "")) from None
    except (ValueError, RuntimeError) as error:  # zipfile, of lists that contradict themselves
        raise DataError(f"not a whole ZIP file ({error}); make it or fetch it again") from None
    except OSError as error:
        raise DataError(f"`{into}` cannot be made ({error.strerror or error}); look at its place") from None


def _is_wanted(name: str) -> bool:
    """Whether a file is unpacked; litter is not.

    Raises:
        DataError: If it is neither that, nor by its name a picture or a table.
    """
    path = PurePosixPath(name)
    if path.parts[0] == LITTER[0] or path.name in LITTER:
        return False
    if path.suffix.lower() not in (*PICTURES, TABLE):
        raise DataError(f"the archive holds {name[:80]!a}; only JPEG, PNG and WebP pictures and one CSV file are taken")
    return True


def _checked(
    names: list[str], folder: Path, into: Path, progress: Callable[[Iterable[str]], Iterable[str]] | None
) -> str:
    """Decodes all pictures and opens the table; how it is opened where it will be."""
    tables = [name for name in names if name.lower().endswith(TABLE)]
    pictures = [name for name in names if name not in tables]
    if len(tables) != 1 or not pictures:
        found = f"{len(tables):,} CSV file{'' if len(tables) == 1 else 's'} and {len(pictures):,} pictures"
        raise DataError(f"the archive must hold pictures and one CSV file (image, caption, split), found {found}")
    for name in pictures if progress is None else progress(pictures):
        read_picture(folder / name, FORMATS)
    homes = {PurePosixPath(name).parent for name in pictures}
    problems = []
    for home in [None, *homes] if len(homes) == 1 else [None]:
        try:
            _try(_table(folder, tables[0], home), {(folder / name).resolve() for name in pictures})
        except DataError as error:
            problems.append(error)
        else:
            return _table(into, tables[0], home)
    raise problems[0]


def _table(folder: Path, table: str, home: PurePosixPath | None) -> str:
    """The specification; ``home`` is the folder of all pictures, for a table that does not name it."""
    return f"table:{folder / table}" + ("" if home is None else f",images={folder / home}")


def _try(spec: str, pictures: set[Path]) -> None:
    """The data set opens, and all its pictures came with the archive."""
    from ladder.datasets import inspect, open_dataset  # the family, which imports this module's neighbours

    problems = inspect(spec, pictures=False).problems
    if problems:
        raise DataError(f"{problems[0]}" + (f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""))
    data = open_dataset(spec)
    for image, name in enumerate(data.image_ids):
        path = None if data.pictures is None else data.pictures.path(image)
        if path is None or path.resolve() not in pictures:
            raise DataError(f"the CSV names {name[:80]!a}, which is no picture of the archive; put it in")
