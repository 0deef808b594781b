"""``flickr8k``: the token file or the CSV of Flickr8k, with its split lists."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.spec import Spec
from ladder.datasets.splits import find_folder, list_images
from ladder.datasets.text import open_text, read_lines
from ladder.errors import DataError

PLACE = "DIR with Flickr8k.token.txt or captions.txt, Flickr_8k.{train,dev,test}Images.txt and the pictures"
OPTIONS = {"images": "folder of the pictures, where it is not one of the usual names below DIR"}
TOKENS, TABLE = "Flickr8k.token.txt", "captions.txt"
FOLDERS = ("images", "Images", "Flicker8k_Dataset", "Flickr8k_Dataset")
BOGUS = ".jpg.1"  # 2258277193_586949ec62.jpg.1 stands in the token file and is no image
_TOKEN = re.compile(r"(?P<image>\S+?)#(?P<number>\d+)(?P<gap>\s+)(?P<text>.*)")


def read(spec: Spec, draft: Draft) -> None:
    """Reads captions and split lists; images in no list are left out."""
    root = spec.path
    if not root.is_dir():
        raise DataError(f"{root}: no such folder; give the one that holds {TOKENS}")
    lines = list(_token_lines(root / TOKENS, draft) if (root / TOKENS).exists() else _table_lines(root / TABLE))
    lists = {split: root / f"Flickr_8k.{split}Images.txt" for split in ("train", "dev", "test")}
    pictures = find_folder(root, FOLDERS, spec.folder("images"))
    if pictures is None:
        draft.note(
            root, None, f"no folder of pictures ({', '.join(FOLDERS)})", "there are captions only; give `images=DIR`"
        )
    list_images(draft, lists, {image for _, image, _, _ in lines}, pictures)
    source = root / TOKENS if (root / TOKENS).exists() else root / TABLE
    for line, image, name, text in lines:
        if draft.has(image):
            draft.caption(image, text, name, source=source, line=line)


def _token_lines(path: Path, draft: Draft) -> Iterator[tuple[int, str, str, str]]:
    """Line number, image, caption id and text of ``IMAGE#NUMBER<tab>text``."""
    for line, content in enumerate(read_lines(path), start=1):
        if not content.strip():
            continue
        match = _TOKEN.fullmatch(content) or _TOKEN.fullmatch(content + "\t")
        if match is None:
            draft.problem(path, line, "expected `IMAGE.jpg#NUMBER<tab>caption`", "mend the line or take it out")
            continue
        image = match["image"]
        if image.endswith(BOGUS):
            draft.note(path, line, f"`{image}` is a known slip of the file, not an image", "its caption is left out")
            continue
        if "\t" not in match["gap"]:
            draft.note(path, line, "a blank stands where a tab should", "it is read as a tab")
        yield line, image, f"{image}#{match['number']}", match["text"]


def _table_lines(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """The same of a CSV with the columns image and caption; numbers follow the order of an image's captions."""
    if not path.exists():
        raise DataError(f"{path.parent}: neither {TOKENS} nor {TABLE} is there; give the folder that holds one")
    with open_text(path) as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if [name.strip() for name in header] != ["image", "caption"]:
            raise DataError(f"{path}:1: expected the header `image,caption`, got `{','.join(header)}`; put it there")
        counts: dict[str, int] = {}
        for row in reader:
            if not row:
                continue
            if len(row) != 2:
                where = f"{path}:{reader.line_num}"
                raise DataError(f"{where}: expected 2 columns, got {len(row)}; quote captions that hold commas")
            number = counts.get(row[0], 0)
            counts[row[0]] = number + 1
            yield reader.line_num, row[0], f"{row[0]}#{number}", row[1]
