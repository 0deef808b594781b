"""Data sets: a file a format, all yielding the same checked record."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ladder.datasets.draft import Draft
from ladder.datasets.features import read_features
from ladder.datasets.record import CaptionedImages, Features, Problem
from ladder.datasets.spec import Spec, parse
from ladder.errors import DataError, hint

# Each module says in PLACE and OPTIONS what it takes, and reads by read(spec, draft).
FORMATS = {
    "scenes": "ladder.datasets.scenes",
    "flickr8k": "ladder.datasets.flickr8k",
    "flickr30k": "ladder.datasets.flickr30k",
    "karpathy": "ladder.datasets.karpathy",
    "coco": "ladder.datasets.coco",
    "precomp": "ladder.datasets.precomp",
    "table": "ladder.datasets.table",
    "hf": "ladder.datasets.hub",
}


def open_dataset(spec: str) -> CaptionedImages:
    """Opens a data set and checks it; pictures are not decoded yet.

    Args:
        spec: ``FORMAT[:PLACE][,key=value…]``, for instance ``flickr8k:DIR``, ``table:FILE.csv,images=DIR`` or
            ``scenes``. Every format takes ``features=FOLDER``, which ``ladder features`` makes.

    Raises:
        DataError: If anything is wrong with it: one line with the file, the line, and what to do.

    Example:
        >>> data = open_dataset("scenes,train=6,dev=2,test=2")
        >>> data.split("dev").image_ids
        ('scene-dev-00000', 'scene-dev-00001')
    """
    data, problems = draft_dataset(spec)
    if problems:
        more = f" (and {len(problems) - 1} more: `ladder data inspect {spec}` lists them)" if len(problems) > 1 else ""
        raise DataError(f"{problems[0]}{more}")
    return data


def draft_dataset(spec: str) -> tuple[CaptionedImages, list[Problem]]:
    """The record as far as it can be made, and everything that is wrong with it."""
    asked = parse(spec, FORMATS)
    reader = _reader(asked)
    draft = Draft(spec)
    reader.read(asked, draft)
    data = draft.finish()
    if "features" in asked.options:
        data = replace(data, features=read_features(Path(asked.options["features"]).expanduser(), data))
    return data, draft.problems


def _reader(spec: Spec) -> ModuleType:
    """The format's module, once the options are those that it takes."""
    reader = import_module(FORMATS[spec.format])
    known = [*reader.OPTIONS, "features"]
    for key in spec.options:
        if key not in known:
            raise DataError(f"`{spec.text}`: the format `{spec.format}` takes no option `{key}`{hint(key, known)}")
    return reader


__all__ = ["FORMATS", "CaptionedImages", "Features", "Problem", "draft_dataset", "open_dataset"]
