"""Embeddings made elsewhere, as a run that all views open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ladder.datasets import open_dataset
from ladder.errors import ConfigError, DataError
from ladder.files import archives
from ladder.importing import folder as run_folder
from ladder.importing.folder import Imported
from ladder.importing.items import Items, check_repeated, of_data, of_file
from ladder.importing.vectors import COLUMNS, INDEX, NAMES, read_vectors, unit_rows
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.runs.folder import OWN_CAPTIONS

NO_WORDS = "the run has no encoders: search with its images and captions; new words and photographs it cannot read"


def import_embeddings(
    files: Sequence[Path],
    path: Path,
    *,
    captions: Path | None = None,
    data: str | None = None,
    split: str = "test",
    images: Path | None = None,
    relevance: str = "tfidf",
    columns: tuple[str, str] = COLUMNS,
) -> Imported:
    """Brings embeddings of images and captions in as a run, whole or not at all.

    Args:
        files: One ``.npz`` or ``.safetensors`` file with the arrays ``images`` ``(N, width)`` and ``captions``
            ``(M, width)`` and, as one likes, ``caption_image`` ``(M,)``, the image's row of each caption; two ``.npy``
            files, images first; or one Parquet file with a row a caption and two columns of vectors. The images'
            vectors may be a row an image or a row a caption.
        path: The run's folder to be.
        captions: What the captions' rows stand for, a row each: a CSV or Parquet file with the columns image, caption
            and, as one likes, split; or a text file with a caption a line. A Parquet file of vectors brings its own.
        data: In place of ``captions`` a data set whose ``split`` the rows follow in order.
        split: The split's name.
        images: Folder of the pictures, which the ids of the images name.
        relevance: ``NAME[,key=value…]`` of the provider that judges.
        columns: The columns of vectors of a Parquet file.

    Returns:
        The run, and what was mended: rows that were scaled to length 1.

    Raises:
        DataError: If the files are damaged, hold what is no number, or do not fit each other.
        ConfigError: If the options do not go together.
        RunError: If the folder is taken.

    Example:
        >>> found = import_embeddings([Path("clip.npz")], Path("runs/clip"), captions=Path("c.csv"))  # doctest: +SKIP
        >>> found.folder.splits()  # doctest: +SKIP
        ['test']
    """
    if captions is None and data is None and files and files[0].suffix.lower() == ".parquet":
        captions = files[0]
    if (captions is None) == (data is None):
        raise ConfigError("give either a file of captions or a data set that the rows follow, and not both")
    if data is not None and images is not None:
        raise ConfigError("the data set says where its pictures are; leave the folder of pictures out")
    run_folder.must_be_free(path)
    vectors = _read(files, columns)
    items = _of_data(vectors, data, split) if captions is None else _of_file(vectors, captions, split)
    check_repeated(vectors.images, items)
    parts = _parts(items, vectors)
    origin = " + ".join(file.name for file in files)
    notes = (*vectors.notes, NO_WORDS)
    with archives.aside(path) as folder:
        run = RunFolder(folder)
        for part in parts:
            run.write_embeddings(part)
        spec = data or OWN_CAPTIONS + ("" if images is None else f",images={images.absolute()}")
        kept = open_dataset(run.located(spec))
        config = run_folder.describe(spec, parts[0].split, vectors.images.shape[1], origin, relevance)
        run_folder.check_judge(config, kept.split(parts[0].split))
        run_folder.write(run, config, kept.fingerprint, notes)
    return Imported(RunFolder(path), notes)


@dataclass(frozen=True)
class _Vectors:
    """Unit rows as they were read, and what was mended."""

    images: np.ndarray
    captions: np.ndarray
    index: np.ndarray | None
    notes: tuple[str, ...]


def _read(files: Sequence[Path], columns: tuple[str, str]) -> _Vectors:
    """The vectors of the files, checked and scaled to length 1."""
    arrays = read_vectors(files, columns)
    found = [unit_rows(name, arrays[name]) for name in NAMES]
    widths = [rows.shape[1] for rows, _ in found]
    if widths[0] != widths[1]:
        raise DataError(
            f"images have width {widths[0]} and captions {widths[1]}; both must come from the joint space of one model"
        )
    return _Vectors(found[0][0], found[1][0], arrays.get(INDEX), tuple(note for _, note in found if note))


def _of_data(vectors: _Vectors, data: str | None, split: str) -> Items:
    """What the rows stand for, by a data set."""
    assert data is not None  # there is no file of captions then
    if vectors.index is not None:
        raise ConfigError(f"the data set says which captions share an image; leave `{INDEX}` out of the file")
    return of_data(data, split, len(vectors.images), len(vectors.captions))


def _of_file(vectors: _Vectors, captions: Path, split: str) -> Items:
    """What the rows stand for, by a file of captions."""
    return of_file(captions, split, vectors.images, len(vectors.captions), vectors.index)


def _parts(items: Items, vectors: _Vectors) -> list[Embeddings]:
    """The vectors of each split, in the order in which the splits are first named."""
    parts = []
    for split in dict.fromkeys(items.data.splits.tolist()):
        images = np.flatnonzero(items.data.splits == split)
        captions = np.flatnonzero(np.isin(items.data.caption_image, images))
        data = items.data.select(images)
        parts.append(
            Embeddings(
                split=split,
                images=vectors.images[items.image_row[images]],
                captions=vectors.captions[items.caption_row[captions]],
                image_ids=list(data.image_ids),
                caption_ids=list(data.caption_ids),
                texts=list(data.captions),
                caption_image=data.caption_image,
            )
        )
    return parts
