"""Image features of a whole data set by a frozen network: batched, resumable, memory-mapped."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.files.atomic import write_atomically
from ladder.models.pretrained import ImageBackbone

BATCH, SAVE_EVERY = 32, 8  # pictures a batch, batches between two marks of how far it has come


def make_features(data: CaptionedImages, backbone: str, folder: Path, *, progress: bool = False) -> None:
    """Writes the features of every image of a data set into a folder, going on where an earlier call stopped.

    Args:
        data: Has pictures.
        backbone: A local ``transformers`` directory or a hub name.
        folder: Made if need be; ``features=FOLDER`` in a data set's specification reads it.
        progress: Show a progress bar on stderr.

    Raises:
        DataError: If there are no pictures, one cannot be decoded, or the folder holds the features of other images
            or of another network.
    """
    if data.pictures is None:
        raise DataError(f"`{data.spec}` has no pictures to make features of; add `images=DIR` to it")
    network = ImageBackbone(backbone)
    about = {
        "backbone": str(network.directory.resolve()) if Path(backbone).expanduser().is_dir() else backbone,
        "backbone_hash": network.content_hash,
        "pooling": network.pooling,
        "rows": len(data),
    }
    done = _begun(folder, about, data)
    if done is None:
        values, done = _begin(folder, about, data, network.width), 0
    else:
        values = np.load(folder / VALUES, mmap_mode="r+")
    about["width"] = int(values.shape[1])
    data.pictures.prepare(progress=progress)
    with tqdm(total=len(data), initial=done, unit="picture", disable=not progress) as bar:
        for number, (start, photos) in enumerate(_decoded(data.pictures, done)):
            values[start : start + len(photos)] = network.features(photos)
            bar.update(len(photos))
            if number % SAVE_EVERY == SAVE_EVERY - 1:
                _mark(folder, about, values, start + len(photos))
    _mark(folder, about, values, len(data))


def _begun(folder: Path, about: dict[str, object], data: CaptionedImages) -> int | None:
    """How many rows an earlier call has made; None if there was none."""
    if not (folder / ABOUT).exists():
        return None
    before = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    if before["backbone_hash"] != about["backbone_hash"]:
        raise DataError(f"`{folder}` holds features by `{before['backbone']}`; give another folder by `--out`")
    if (folder / IDS).read_text(encoding="utf-8").splitlines() != list(data.image_ids):
        raise DataError(f"`{folder}` holds features of other images than `{data.spec}`; give another folder by `--out`")
    return int(before["done"])


def _begin(folder: Path, about: dict[str, object], data: CaptionedImages, width: int) -> np.ndarray:
    """An empty table on disk, ``(image, width)`` float16."""
    folder.mkdir(parents=True, exist_ok=True)
    values = np.lib.format.open_memmap(folder / VALUES, mode="w+", dtype=np.float16, shape=(len(data), width))
    write_atomically(folder / IDS, "".join(f"{name}\n" for name in data.image_ids).encode())
    _mark(folder, about | {"width": width}, values, 0)
    return values


def _mark(folder: Path, about: dict[str, object], values: np.ndarray, done: int) -> None:
    """Says how far it has come, once the rows are on disk."""
    if isinstance(values, np.memmap):
        values.flush()
    write_atomically(folder / ABOUT, json.dumps(about | {"done": done}, indent=1).encode())


def _decoded(pictures: Pictures, start: int) -> Iterator[tuple[int, list[Image.Image]]]:
    """Batches of pictures from ``start`` on; the next one is decoded while the network works."""

    def decode(first: int) -> list[Image.Image]:
        return [pictures.open(row) for row in range(first, min(first + BATCH, len(pictures)))]

    starts = range(start, len(pictures), BATCH)
    with ThreadPoolExecutor(max_workers=1) as pool:
        ahead = [pool.submit(decode, first) for first in starts[:1]]
        for first in starts:
            photos = ahead.pop().result()
            if first + BATCH < len(pictures):
                ahead.append(pool.submit(decode, first + BATCH))
            yield first, photos
