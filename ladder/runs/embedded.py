"""``embedded``: the captions that a run keeps beside its vectors, with or without pictures."""

from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.spec import Spec
from ladder.errors import RunError
from ladder.runs import embeddings

PLACE = "the folder `embeddings` of a run"
OPTIONS = {"images": "folder of the pictures, which the ids of the images name"}
FIRST = ("train", "dev", "test")  # splits that come first, in this order


def read(spec: Spec, draft: Draft) -> None:
    """Reads the items of all splits that are there."""
    folder, pictures = spec.directory, spec.folder("images")
    splits = sorted(embeddings.splits(folder), key=lambda split: (split not in FIRST, (*FIRST, split).index(split)))
    if not splits:
        raise BrokenFileError(folder, None, "no vectors of a split are there", "give the folder `embeddings` of a run")
    for split in splits:
        _read_split(folder, split, pictures, draft)


def _read_split(folder: Path, split: str, pictures: Path | None, draft: Draft) -> None:
    """Drafts the images and captions of a split."""
    source = folder / f"{split}{embeddings.ITEMS}"
    try:
        vectors = embeddings.read(folder, split)
    except RunError:
        raise BrokenFileError(source, None, "the vectors of this split are damaged", "make them again") from None
    for name in vectors.image_ids:
        draft.image(name, split, None if pictures is None else pictures / name, source=source)
    for text, name, image in zip(vectors.texts, vectors.caption_ids, vectors.caption_image, strict=True):
        draft.caption(vectors.image_ids[image], text, name, source=source)
