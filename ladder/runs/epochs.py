"""The unit vectors that a training keeps on its way, on disk: a folder an epoch, of a sample of the split."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from ladder.errors import RunError
from ladder.runs import embeddings
from ladder.runs.embeddings import Embeddings

IMAGES = 500  # of a split, with all their captions: 6 MB an epoch at five captions and 512 dimensions


def is_kept(epoch: int, every: int, last: int) -> bool:
    """Whether the vectors after an epoch are kept: from the first on every so many, and the last; never where 0.

    Example:
        >>> [epoch for epoch in range(1, 7) if is_kept(epoch, 2, 6)]
        [1, 3, 5, 6]
    """
    return every > 0 and ((epoch - 1) % every == 0 or epoch == last)


def sampled(vectors: Embeddings) -> Embeddings:
    """At most 500 images of a split with all their captions, always the same ones, in the split's order."""
    images = np.sort(np.random.default_rng(0).permutation(len(vectors.image_ids))[:IMAGES])
    captions = np.flatnonzero(np.isin(vectors.caption_image, images))
    return replace(
        vectors,
        images=vectors.images[images],
        captions=vectors.captions[captions],
        image_ids=[vectors.image_ids[row] for row in images],
        caption_ids=[vectors.caption_ids[row] for row in captions],
        texts=[vectors.texts[row] for row in captions],
        caption_image=np.searchsorted(images, vectors.caption_image[captions]),
    )


def write(folder: Path, epoch: int, vectors: Embeddings) -> None:
    """Keeps the vectors of an epoch, counted from 1."""
    embeddings.write(_folder(folder, epoch), vectors)


def read(folder: Path, epoch: int, split: str) -> Embeddings:
    """The vectors of an epoch, memory-mapped.

    Raises:
        RunError: If they are missing or damaged.
    """
    if epoch not in (known := kept(folder, split)):
        raise RunError(f"`{folder}` has no vectors of `{split}` after epoch {epoch}; there are epochs {known}")
    try:
        return embeddings.read(_folder(folder, epoch), split)
    except RunError:
        path = _folder(folder, epoch)
        raise RunError(f"the vectors of `{split}` in `{path}` are damaged; delete it, the others serve") from None


def kept(folder: Path, split: str) -> list[int]:
    """The epochs whose vectors of a split are there, rising."""
    return sorted(int(path.parent.name) for path in folder.glob(f"*/{split}{embeddings.ITEMS}"))


def _folder(folder: Path, epoch: int) -> Path:
    return folder / f"{epoch:03d}"
