"""Data sets: a file a format, all yielding the same checked record."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ladder.datasets.draft import Draft
from ladder.datasets.inspection import Inspection, summarise
from ladder.datasets.problem import BrokenFileError, Problem
from ladder.datasets.record import CaptionedImages, Features
from ladder.datasets.spec import Spec, parse
from ladder.errors import DataError, hint

# A format's module says in PLACE what stands behind the colon (empty: nothing), in OPTIONS which keys it takes and what
# they mean, and reads by `read(spec: Spec, draft: Draft) -> None`. What is made up may say by `alone(spec: Spec, split:
# str) -> str` how a split is asked for without the others. One of another room puts itself here.
FORMATS = {
    "flickr8k": "ladder.datasets.formats.flickr8k",
    "flickr30k": "ladder.datasets.formats.flickr30k",
    "karpathy": "ladder.datasets.formats.karpathy",
    "coco": "ladder.datasets.formats.coco",
    "precomp": "ladder.datasets.formats.precomp",
    "table": "ladder.datasets.formats.table",
    "hf": "ladder.datasets.formats.hub",
}
SHARED_OPTIONS = {
    "features": "folder of image features, as `ladder features` makes it",
    "resplit": "80/10/10: all images in splits drawn anew, train, dev and test in per cent",
    "resplit_seed": "another seed draws others (0)",
}


def reader(name: str) -> ModuleType:
    """The module of a format, a key of :data:`FORMATS`, loaded now: some need what others can do without."""
    return import_module(FORMATS[name])


def open_dataset(spec: str) -> CaptionedImages:
    """Opens a data set and checks it; its pictures are not decoded yet.

    Args:
        spec: ``FORMAT[:PLACE][,key=value…]``, for instance ``flickr8k:DIR``, ``table:FILE.csv,images=DIR`` or
            ``scenes``. Every format takes ``features=FOLDER``, which ``ladder features`` makes, and
            ``resplit=80/10/10[,resplit_seed=0]``, which draws the splits anew. A ``~`` is the home folder; a comma
            belongs to a path unless ``key=`` follows it.

    Raises:
        DataError: If the specification or the data set is wrong: one line with the file, the line and what to do.

    Example:
        >>> data = open_dataset("scenes,train=6,dev=2,test=2,tail=0")
        >>> data.split("dev").image_ids
        ('scene-dev-00000', 'scene-dev-00001')
    """
    asked = parse(spec, FORMATS)
    return _made_up(spec) if hasattr(reader(asked.format), "alone") else _opened(spec)


@lru_cache(maxsize=4)
def _made_up(spec: str) -> CaptionedImages:
    """What depends on its specification alone."""
    return _opened(spec)


def _opened(spec: str) -> CaptionedImages:
    """The data set, checked."""
    data, draft = _read(spec)
    if data is None or draft.problems:
        others = len(draft.problems) - 1
        more = f" (and {others:,} more problem{'s' * (others > 1)}: `ladder data inspect {spec}` lists them)"
        raise DataError(f"{draft.problems[0]}{more if others else ''}")
    return data


def open_split(spec: str, split: str) -> CaptionedImages:
    """A split of a data set: ``open_dataset(spec).split(split)``, made up without the others where it is made up.

    Args:
        spec: As :func:`open_dataset` takes it.
        split: Its name.

    Raises:
        DataError: If the data set cannot be opened, or has no such split.

    Example:
        >>> open_split("scenes,train=6,dev=2", "dev").image_ids
        ('scene-dev-00000', 'scene-dev-00001')
    """
    return replace(open_dataset(alone(spec, split)).split(split), spec=spec)


def alone(spec: str, split: str) -> str:
    """By what a split is opened soonest: the data set without its other splits where the format can leave them out."""
    asked = parse(spec, FORMATS)
    spared = getattr(reader(asked.format), "alone", None)
    return spec if spared is None or asked.resplit is not None else spared(asked, split)


def inspect(
    spec: str, *, pictures: bool = True, progress: Callable[[Iterable[int]], Iterable[int]] | None = None
) -> Inspection:
    """Reads a data set to its end, and says what it holds and everything that is wrong with it.

    Args:
        spec: As :func:`open_dataset` takes it.
        pictures: Decode every picture.
        progress: Wraps the pictures' numbers as they are decoded, such as ``tqdm.tqdm``.

    Raises:
        DataError: If the specification is wrong. What is wrong with the data stands in ``problems``.

    Example:
        >>> inspect("scenes,train=6,dev=2,test=2,tail=0", pictures=False).splits
        {'train': 6, 'dev': 2, 'test': 2}
    """
    data, draft = _read(spec)
    return summarise(spec, data, draft, pictures=pictures, progress=progress)


def _read(spec: str) -> tuple[CaptionedImages | None, Draft]:
    """The record as far as it can be made, and what is wrong with it."""
    asked = parse(spec, FORMATS)
    module = reader(asked.format)
    _check_options(asked, module)
    resplit = asked.resplit
    draft = Draft(spec)
    data = None
    try:
        module.read(asked, draft)
        data = draft.finish()
        if data is not None and resplit is not None:
            data = data.resplit(*resplit)
        if data is not None and "features" in asked.options:
            from ladder.datasets.features import read_features

            folder = Path(asked.options["features"]).expanduser()
            data = replace(data, features=read_features(folder, data, draft))
    except BrokenFileError as broken:
        draft.problems.append(broken.problem)
    return data, draft


def _check_options(spec: Spec, module: ModuleType) -> None:
    """The format takes what was given."""
    known = [*module.OPTIONS, *SHARED_OPTIONS]
    for key in spec.options:
        if key not in known:
            raise DataError(f"`{spec.text}`: the format `{spec.format}` takes no option `{key}`{hint(key, known)}")
    if spec.place and not module.PLACE:
        raise DataError(f"`{spec.text}`: the format `{spec.format}` needs no place; leave `:{spec.place}` out")


__all__ = [
    "FORMATS",
    "SHARED_OPTIONS",
    "BrokenFileError",
    "CaptionedImages",
    "Features",
    "Inspection",
    "Problem",
    "alone",
    "inspect",
    "open_dataset",
    "open_split",
    "reader",
]
