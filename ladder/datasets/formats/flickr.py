"""What Flickr8k and Flickr30k share: token lines, split lists, all captions in one file."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ladder.datasets.draft import Draft
from ladder.datasets.text import read_lines

_TOKEN = re.compile(r"(?P<image>[^\t]+)#(?P<number>\d+)\t(?P<text>.*)")
_NO_TAB = re.compile(r"(?P<image>\S+)#(?P<number>\d+) +(?P<text>\S.*)")


class Caption(NamedTuple):
    """A caption as its file has it, and the line it stands in."""

    line: int
    image: str
    text: str
    name: str


def read_tokens(path: Path, draft: Draft) -> Iterator[Caption]:
    """The captions of a token file, ``IMAGE#NUMBER<tab>caption`` a line; a blank in place of the tab is mended."""
    for line, content in enumerate(read_lines(path), start=1):
        match = _TOKEN.fullmatch(content)
        if match is None and (match := _NO_TAB.fullmatch(content)):
            draft.note(path, line, "a blank stands in place of the tab", "it is read as one")
        if match:
            yield Caption(line, match["image"], match["text"], f"{match['image']}#{match['number']}")
        elif content.strip():
            draft.problem(path, line, "expected `IMAGE#NUMBER<tab>caption`", "mend the line or take it out")


def assemble(
    draft: Draft,
    source: Path,
    captions: Iterable[Caption],
    lists: dict[str, Path],
    pictures: Path | None,
    ending: str = "",
) -> None:
    """Puts captions and split lists together.

    Args:
        draft: Takes the images and captions.
        source: The captions' file.
        captions: Its content.
        lists: A split's file by its name, an image a line; those that are not there are passed over. Without any, all
            images are in ``train``; with some, the images in none are left out. Both are noted.
        pictures: The pictures' folder.
        ending: What a name in a list may lack.
    """

    def file(name: str) -> Path | None:
        return None if pictures is None else pictures / name

    found = {split: path for split, path in lists.items() if path.exists()}
    for split, path in found.items():
        for line, content in enumerate(read_lines(path), start=1):
            if name := content.strip():
                name = name if name.endswith(ending) else name + ending
                draft.image(name, split, file(name), source=path, line=line)
    left = set()
    for line, image, text, name in captions:
        if found and not draft.has(image):
            left.add(image)
        elif draft.has(image) or draft.image(image, "train", file(image), source=source, line=line):
            draft.caption(image, text, name, source=source, line=line)
    if left:
        draft.note(source, None, f"images with captions in no split list: {len(left):,}", "they are left out")
    if not found:
        names = ", ".join(path.name for path in lists.values())
        draft.note(source.parent, None, f"no split lists ({names})", "all images are in `train`")
