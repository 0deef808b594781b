"""``flickr8k``: the token file of Flickr8k or the CSV of its copies, with its split lists."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.formats.flickr import Caption, assemble, read_tokens
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.spec import Spec
from ladder.datasets.text import read_csv

PLACE = "the folder of Flickr8k.token.txt or captions.txt"
OPTIONS = {"images": "folder of the pictures, if it is not below and called as usual"}
TOKENS, TABLE = "Flickr8k.token.txt", "captions.txt"
FOLDERS = ("images", "Images", "Flicker8k_Dataset", "Flickr8k_Dataset")
HEADER = ["image", "caption"]
BOGUS = "2258277193_586949ec62.jpg.1"  # has five lines in the token file, and there is no such photograph


def read(spec: Spec, draft: Draft) -> None:
    """Reads captions and the split lists that are there."""
    root = spec.directory
    pictures = spec.pictures(*(root / name for name in FOLDERS))
    lists = {split: root / f"Flickr_8k.{split}Images.txt" for split in ("train", "dev", "test")}
    if (root / TOKENS).exists():
        source = root / TOKENS
        captions = _without_bogus(source, draft)
    elif (root / TABLE).exists():
        source = root / TABLE
        captions = _read_table(source, draft)
    else:
        raise BrokenFileError(
            root, None, f"neither `{TOKENS}` nor `{TABLE}` is there", "give the folder that holds one"
        )
    assemble(draft, source, captions, lists, pictures)


def _without_bogus(path: Path, draft: Draft) -> Iterator[Caption]:
    """The token file's captions of photographs that exist."""
    for caption in read_tokens(path, draft):
        if caption.image == BOGUS:
            draft.note(path, caption.line, f"there is no photograph `{BOGUS}`", "its caption is left out")
        else:
            yield caption


def _read_table(path: Path, draft: Draft) -> Iterator[Caption]:
    """The captions of the CSV, those of an image counted from 0."""
    counts: Counter[str] = Counter()
    rows = read_csv(path, draft)
    line, header = next(rows, (1, []))
    if header != HEADER:
        got = f"expected the header `{','.join(HEADER)}`, got `{','.join(header)}`"
        raise BrokenFileError(path, line, got, "put it there")
    for line, row in rows:
        if len(row) == len(HEADER):
            image, text = row
            yield Caption(line, image, text, f"{image}#{counts[image]}")
            counts[image] += 1
        else:
            draft.problem(path, line, f"expected 2 columns, got {len(row)}", "put captions with commas in quotes")
