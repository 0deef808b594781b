"""``coco``: the captions_*.json of MS-COCO."""

import re
from pathlib import Path

from pydantic import BaseModel

from ladder.datasets.draft import Draft, split_name
from ladder.datasets.jsonfile import read_json
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.spec import SPLITS, Spec

PLACE = "a captions_*.json, or a folder of several, each a split"
OPTIONS = {
    "images": "folder of the pictures, or of their folders, such as train2017",
    "split": "the split of all images; by default `dev` or `test` by `val` or `test` in a file's name, else `train`",
}
PREFIX = "captions_"
_HELD_OUT = re.compile(r"(?<![a-z])(val|test)", re.IGNORECASE)


class _Image(BaseModel):
    id: int | str
    file_name: str


class _Annotation(BaseModel):
    id: int | str
    image_id: int | str
    caption: str


class _Content(BaseModel):
    images: list[_Image]
    annotations: list[_Annotation]


def read(spec: Spec, draft: Draft) -> None:
    """Reads images, called by their file names, and their captions."""
    place, folder = spec.path, spec.pictures()
    for split, path in _files(place).items():
        _read(path, spec.options.get("split", split), folder, draft)


def _files(place: Path) -> dict[str, Path]:
    """The files by the splits that their names say."""
    if not place.is_dir():
        return {_split_of(place): place}
    files: dict[str, Path] = {}
    for path in sorted(place.glob(f"{PREFIX}*.json")):
        if other := files.get(split := _split_of(path)):
            both = f"`{other.name}` and `{path.name}` are both `{split}` by their names"
            raise BrokenFileError(place, None, both, "take one out of the folder, or name one file in its place")
        files[split] = path
    if not files:
        raise BrokenFileError(place, None, f"no {PREFIX}*.json in this folder", "put them there, or name one file")
    return {split: files[split] for split in SPLITS if split in files}


def _split_of(path: Path) -> str:
    found = _HELD_OUT.search(path.stem)
    return split_name(found[0]) if found else "train"


def _read(path: Path, split: str, folder: Path | None, draft: Draft) -> None:
    """Reads one file; its pictures lie in the folder, or in the one within that is called as the file."""
    if folder is not None and (own := folder / path.stem.removeprefix(PREFIX)).is_dir():
        folder = own
    content = read_json(path, _Content, draft)
    names: dict[int | str, str] = {}
    for image in content.images:
        if image.id in names:
            draft.problem(path, None, f"the image id `{image.id}` stands twice in `images`", "give each image its own")
            continue
        names[image.id] = image.file_name
        draft.image(image.file_name, split, None if folder is None else folder / image.file_name, source=path)
    for annotation in content.annotations:
        name = names.get(annotation.image_id, str(annotation.image_id))
        draft.caption(name, annotation.caption, str(annotation.id), source=path)
