"""The unit vectors of a split on disk, memory-mappable, with the items they stand for."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ladder.errors import RunError
from ladder.files.atomic import write_atomically

if TYPE_CHECKING:
    import pyarrow

ITEMS = ".items.parquet"


@dataclass(frozen=True)
class Embeddings:
    """The unit vectors of one split, with what they stand for.

    Attributes:
        split: Its name.
        images: ``(N, size)`` float32 unit rows.
        captions: ``(M, size)`` float32 unit rows.
        image_ids: N names.
        caption_ids: M names.
        texts: The M captions.
        caption_image: ``(M,)`` int64, the image of each caption, ascending.
    """

    split: str
    images: np.ndarray
    captions: np.ndarray
    image_ids: list[str]
    caption_ids: list[str]
    texts: list[str]
    caption_image: np.ndarray


def write(folder: Path, vectors: Embeddings, *, half: bool = False) -> None:
    """Keeps the vectors of a split, in half the space with ``half``: rounded to float16."""
    import pyarrow

    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in (("images", vectors.images), ("captions", vectors.captions)):
        buffer = io.BytesIO()
        np.save(buffer, rows.astype(np.float16 if half else np.float32))
        write_atomically(folder / f"{vectors.split}.{kind}.npy", buffer.getvalue())
    items = {
        "caption_id": vectors.caption_ids,
        "caption": vectors.texts,
        "image": vectors.caption_image,
        "image_id": [vectors.image_ids[image] for image in vectors.caption_image],
    }
    write_table(folder / f"{vectors.split}{ITEMS}", pyarrow.table(items))


def read(folder: Path, split: str) -> Embeddings:
    """The vectors of a split, memory-mapped; those that were kept in half the space are read whole, as unit rows again.

    Raises:
        RunError: If a file is missing or damaged, or they do not fit each other.
    """
    from pyarrow import ArrowException, parquet

    try:
        images, captions = (np.load(folder / f"{split}.{kind}.npy", mmap_mode="r") for kind in ("images", "captions"))
        items = parquet.read_table(folder / f"{split}{ITEMS}").to_pydict()
        caption_image = np.array(items["image"], dtype=np.int64)
    except (OSError, EOFError, ValueError, KeyError, ArrowException) as error:
        raise RunError(
            f"the embeddings of `{split}` in `{folder}` are damaged ({error}); {_again(folder, split)}"
        ) from None
    if len(captions) != len(caption_image) or caption_image.max(initial=-1) != len(images) - 1:
        raise RunError(f"the embeddings of `{split}` in `{folder}` do not fit their items; {_again(folder, split)}")
    first = np.searchsorted(caption_image, np.arange(len(images)))
    return Embeddings(
        split=split,
        images=_unit(images),
        captions=_unit(captions),
        image_ids=[items["image_id"][row] for row in first],
        caption_ids=items["caption_id"],
        texts=items["caption"],
        caption_image=caption_image,
    )


def _unit(rows: np.ndarray) -> np.ndarray:
    """The rows as they are, or those of float16 as unit rows of float32."""
    if rows.dtype != np.float16:
        return rows
    whole = rows.astype(np.float32)
    return whole / np.linalg.norm(whole, axis=1, keepdims=True)


def join(parts: Sequence[Embeddings]) -> Embeddings:
    """Several splits, one after the other, under the name of the first."""
    first = np.cumsum([0, *(len(part.images) for part in parts)])
    return Embeddings(
        split=parts[0].split,
        images=np.concatenate([part.images for part in parts]),
        captions=np.concatenate([part.captions for part in parts]),
        image_ids=[name for part in parts for name in part.image_ids],
        caption_ids=[name for part in parts for name in part.caption_ids],
        texts=[text for part in parts for text in part.texts],
        caption_image=np.concatenate([part.caption_image + row for part, row in zip(parts, first, strict=False)]),
    )


def splits(folder: Path) -> list[str]:
    """The splits that are there, by the alphabet."""
    return sorted(path.name.removesuffix(ITEMS) for path in folder.glob(f"*{ITEMS}"))


def write_table(path: Path, table: "pyarrow.Table") -> None:
    """Replaces a Parquet file at once."""
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    split = [field.name for field in table.schema if pyarrow.types.is_float32(field.type)]  # figures pack by byte
    packed = {"use_byte_stream_split": split, "use_dictionary": False} if split else {}
    parquet.write_table(table, sink, compression="zstd", compression_level=9, **packed)
    write_atomically(path, sink.getvalue().to_pybytes())


def _again(folder: Path, split: str) -> str:
    return f"`ladder evaluate {folder.parent} --split {split}` makes them again"
