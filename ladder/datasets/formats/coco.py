"""``coco``: the captions_*.json of MS-COCO."""

import re

from pydantic import BaseModel

from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import read_json
from ladder.datasets.spec import Spec

PLACE = "a captions_*.json"
OPTIONS = {
    "images": "folder of the pictures",
    "split": "the split of all its images; by default `dev` where the file's name says `val`, else `train`",
}
_VALIDATION = re.compile(r"(?<![a-z])val", re.IGNORECASE)


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
    path, folder = spec.path, spec.pictures()
    split = spec.options.get("split", "dev" if _VALIDATION.search(path.stem) else "train")
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
