"""``karpathy``: the JSON files of Karpathy's splits of Flickr8k, Flickr30k and COCO."""

from pydantic import BaseModel

from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import read_json
from ladder.datasets.spec import Spec

PLACE = "a dataset_*.json"
OPTIONS = {"images": "folder of the pictures"}


class _Sentence(BaseModel):
    raw: str
    sentid: int | str


class _Image(BaseModel):
    filename: str
    filepath: str = ""
    split: str
    sentences: list[_Sentence]


class _Content(BaseModel):
    images: list[_Image]


def read(spec: Spec, draft: Draft) -> None:
    """Reads images with their splits and raw captions; ``restval`` is part of ``train``."""
    path, folder = spec.path, spec.pictures()
    for image in read_json(path, _Content, draft).images:
        split = "train" if image.split == "restval" else image.split
        picture = None if folder is None else folder / image.filepath / image.filename
        if draft.image(image.filename, split, picture, source=path):
            for sentence in image.sentences:
                draft.caption(image.filename, sentence.raw, str(sentence.sentid), source=path)
