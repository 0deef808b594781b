"""``karpathy``: the JSON files of Karpathy's splits of Flickr8k, Flickr30k and COCO."""

from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import entries, field, read_json
from ladder.datasets.spec import Spec

PLACE = "FILE.json, a dataset_*.json"
OPTIONS = {"images": "folder of the pictures"}


def read(spec: Spec, draft: Draft) -> None:
    """Reads images with their split and raw captions; ``restval`` is part of ``train``."""
    path = spec.path
    folder = spec.folder("images")
    for where, image in entries(read_json(path), path, "images"):
        name = str(field(image, path, where, "filename"))
        split = str(field(image, path, where, "split"))
        below = str(image.get("filepath", ""))
        picture = None if folder is None else folder / below / name
        draft.image(name, "train" if split == "restval" else split, picture, source=path)
        for number, sentence in entries(image, path, "sentences", where):
            said = f"{where} {number}"
            draft.caption(
                name, str(field(sentence, path, said, "raw")), str(field(sentence, path, said, "sentid")), source=path
            )
