"""``coco``: COCO's captions_*.json."""

from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import entries, field, read_json
from ladder.datasets.spec import Spec

PLACE = "FILE.json, a captions_*.json"
OPTIONS = {
    "images": "folder of the pictures",
    "split": "the split of all its images; by default `dev` where the file's name holds `val`, else `train`",
}


def read(spec: Spec, draft: Draft) -> None:
    """Reads images and annotations; an image without a caption is left out."""
    path = spec.path
    folder = spec.folder("images")
    split = spec.options.get("split") or ("dev" if "val" in path.stem else "train")
    content = read_json(path)
    annotations = list(entries(content, path, "annotations"))
    captioned = {annotation.get("image_id") for _, annotation in annotations}
    names: dict[object, str] = {}
    left = 0
    for where, image in entries(content, path, "images"):
        number, name = field(image, path, where, "id"), str(field(image, path, where, "file_name"))
        if number not in captioned:
            left += 1
            continue
        names[number] = name
        draft.image(name, split, None if folder is None else folder / name, source=path)
    if left:
        draft.note(path, None, f"{left} images have no caption", "they are left out")
    for where, annotation in annotations:
        number, said = field(annotation, path, where, "image_id"), str(field(annotation, path, where, "caption"))
        draft.caption(names.get(number, f"id {number}"), said, str(field(annotation, path, where, "id")), source=path)
