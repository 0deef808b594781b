"""``flickr30k``: the results table or the token file of Flickr30k."""

import re
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.spec import Spec
from ladder.datasets.splits import find_folder, list_images
from ladder.datasets.text import read_lines
from ladder.errors import DataError

PLACE = (
    "DIR with results.csv or results_20130124.token, perhaps split lists train.txt, val.txt, test.txt, and the pictures"
)
OPTIONS = {"images": "folder of the pictures, where it is not one of the usual names below DIR"}
TABLE, TOKENS = "results.csv", "results_20130124.token"
FOLDERS = ("flickr30k-images", "flickr30k_images", "images")
HEADER = ["image_name", "comment_number", "comment"]
_TOKEN = re.compile(r"(?P<image>\S+?)#(?P<number>\d+)\t(?P<text>.*)")
_BROKEN = re.compile(r"(?P<number>\d+)\s+(?P<text>\S.*)")  # 2199200615.jpg| 4   A dog runs across the grass .


def read(spec: Spec, draft: Draft) -> None:
    """Reads captions and, where there are any, split lists."""
    root = spec.path
    path = next((root / name for name in (TABLE, TOKENS) if (root / name).exists()), None)
    if path is None:
        raise DataError(f"{root}: neither {TABLE} nor {TOKENS} is there; give the folder that holds one")
    lines = list((_table_lines if path.name == TABLE else _token_lines)(path, draft))
    pictures = find_folder(root, FOLDERS, spec.folder("images"))
    if pictures is None:
        draft.note(
            root, None, f"no folder of pictures ({', '.join(FOLDERS)})", "there are captions only; give `images=DIR`"
        )
    list_images(draft, _lists(root), {image for _, image, _, _ in lines}, pictures, ending=".jpg")
    for line, image, number, text in lines:
        if draft.has(image):
            draft.caption(image, text, f"{image}#{number}", source=path, line=line)


def _lists(root: Path) -> dict[str, Path]:
    """The split lists, under either of their names."""
    lists = {}
    for split, name in (("train", "train"), ("dev", "val"), ("test", "test")):
        plain, long = root / f"{name}.txt", root / f"flickr30k_{name}.txt"
        lists[split] = long if long.is_file() else plain
    return lists


def _table_lines(path: Path, draft: Draft) -> Iterator[tuple[int, str, str, str]]:
    """Line number, image, caption number and text of ``IMAGE| NUMBER| text``."""
    lines = read_lines(path)
    header = [part.strip() for part in lines[0].split("|")] if lines else []
    if header != HEADER:
        raise DataError(
            f"{path}:1: expected the header `{'| '.join(HEADER)}`, got `{lines[0] if lines else ''}`; put it there"
        )
    for line, content in enumerate(lines[1:], start=2):
        if not content.strip():
            continue
        parts = [part.strip() for part in content.split("|", 2)]
        broken = _BROKEN.fullmatch(parts[1]) if len(parts) == 2 else None
        if broken is not None:
            draft.note(
                path,
                line,
                "the second `|` is missing, as is known of this file",
                "the line is read as if it were there",
            )
            parts = [parts[0], broken["number"], broken["text"]]
        if len(parts) != 3 or not parts[0] or not parts[1].isdigit():
            draft.problem(path, line, "expected `IMAGE.jpg| NUMBER| caption`", "mend the line or take it out")
            continue
        yield line, parts[0], parts[1], parts[2]


def _token_lines(path: Path, draft: Draft) -> Iterator[tuple[int, str, str, str]]:
    """The same of ``IMAGE#NUMBER<tab>text``."""
    for line, content in enumerate(read_lines(path), start=1):
        if not content.strip():
            continue
        match = _TOKEN.fullmatch(content)
        if match is None:
            draft.problem(path, line, "expected `IMAGE.jpg#NUMBER<tab>caption`", "mend the line or take it out")
            continue
        yield line, match["image"], match["number"], match["text"]
