"""``flickr30k``: the token file of Flickr30k or its results.csv, with split lists where there are any."""

import re
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.formats.flickr import Caption, assemble, read_tokens
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.spec import Spec
from ladder.datasets.text import read_lines

PLACE = "the folder of results.csv or results_20130124.token"
OPTIONS = {"images": "folder of the pictures, if it is not below and called as usual"}
TABLE, TOKENS = "results.csv", "results_20130124.token"
FOLDERS = ("flickr30k-images", "flickr30k_images", "images")
HEADER = ["image_name", "comment_number", "comment"]
_NO_BAR = re.compile(r"(?P<number>\d+)\s+(?P<text>\S.*)")  # as in `2199200615.jpg| 4   A dog runs across the grass .`


def read(spec: Spec, draft: Draft) -> None:
    """Reads captions and the split lists that are there."""
    root = spec.directory
    pictures = spec.pictures(*(root / name for name in FOLDERS))
    if (root / TABLE).exists():
        source = root / TABLE
        captions = _read_table(source, draft)
    elif (root / TOKENS).exists():
        source = root / TOKENS
        captions = read_tokens(source, draft)
    else:
        raise BrokenFileError(
            root, None, f"neither `{TABLE}` nor `{TOKENS}` is there", "give the folder that holds one"
        )
    assemble(draft, source, captions, _lists(root), pictures, ending=".jpg")


def _lists(root: Path) -> dict[str, Path]:
    """The split lists, under either of their names."""
    lists = {}
    for split in ("train", "val", "test"):
        full = root / f"flickr30k_{split}.txt"
        lists[split] = full if full.exists() else root / f"{split}.txt"
    return lists


def _read_table(path: Path, draft: Draft) -> Iterator[Caption]:
    """The captions of ``IMAGE| NUMBER| caption`` a line, which is no CSV: nothing is quoted."""
    lines = read_lines(path)
    header = lines[0] if lines else ""
    if [part.strip() for part in header.split("|")] != HEADER:
        raise BrokenFileError(path, 1, f"expected the header `{'| '.join(HEADER)}`, got `{header}`", "put it there")
    for line, content in enumerate(lines[1:], start=2):
        parts = [part.strip() for part in content.split("|", 2)]
        if len(parts) == 2 and (broken := _NO_BAR.fullmatch(parts[1])):
            draft.note(path, line, "the second `|` is missing", "the line is read as if it stood there")
            parts = [parts[0], broken["number"], broken["text"]]
        if len(parts) == 3 and parts[1].isdecimal():
            yield Caption(line, parts[0], parts[2], f"{parts[0]}#{parts[1]}")
        elif content.strip():
            draft.problem(path, line, "expected `IMAGE| NUMBER| caption`", "mend the line or take it out")
