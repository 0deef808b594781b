"""``precomp``: folders of precomputed features as VSE++ and SCAN use them."""

from pathlib import Path

import numpy as np

from ladder.datasets.draft import Draft
from ladder.datasets.record import Features
from ladder.datasets.spec import Spec
from ladder.datasets.text import read_lines
from ladder.errors import DataError

PLACE = "DIR with {train,dev,test}_ims.npy, _caps.txt and perhaps _ids.txt"
OPTIONS = {"images": "folder of the pictures that *_ids.txt names"}
SPLITS = ("train", "dev", "test", "testall")
EACH = 5  # captions an image in these folders, unless there is one


def read(spec: Spec, draft: Draft) -> None:
    """Reads every split that is there: one feature row an image, or five equal ones."""
    root = spec.path
    folder = spec.folder("images")
    tables, rows, before = [], [], 0
    for split in SPLITS:
        if not (root / f"{split}_ims.npy").exists():
            continue
        values, captions, step = _split(root, split)
        names = _names(root, split, len(values) // step, draft, needed=folder is not None)
        each = len(captions) // len(names)
        for number, name in enumerate(names):
            draft.image(name, split, None if folder is None else folder / name, source=root / f"{split}_ids.txt")
            for place in range(each):
                line = number * each + place
                draft.caption(name, captions[line], f"{name}#{place}", source=root / f"{split}_caps.txt", line=line + 1)
        tables.append(values)
        rows.append(before + step * np.arange(len(names)))
        before += len(values)
    if not tables:
        raise DataError(f"{root}: no {SPLITS[0]}_ims.npy or other *_ims.npy there; give the folder that holds them")
    if len({table.shape[1] for table in tables}) > 1:
        widths = ", ".join(str(table.shape[1]) for table in tables)
        raise DataError(f"{root}: the splits' features have different widths ({widths}); make them by one network")
    draft.features = Features(tuple(tables), np.concatenate(rows))


def _split(root: Path, split: str) -> tuple[np.ndarray, list[str], int]:
    """Features ``(row, width)``, captions, and how many rows stand for an image."""
    path, said = root / f"{split}_ims.npy", root / f"{split}_caps.txt"
    try:
        values = np.load(path, mmap_mode="r")
    except (ValueError, OSError) as error:
        raise DataError(f"{path}: not a NumPy file ({str(error).splitlines()[0]}); get it again") from None
    if values.ndim != 2 or values.dtype.kind != "f":
        what = f"{values.dtype} {values.shape}"
        raise DataError(f"{path}: expected a float table (image, width), got {what}; region features are not read")
    captions = read_lines(said)
    if len(captions) not in (len(values), EACH * len(values)) or not len(values):
        raise DataError(
            f"{said}: {len(captions)} captions for the {len(values)} rows of {path.name}, expected {len(values)} or "
            f"{EACH * len(values)}; look for a lost or an empty line"
        )
    if not np.isfinite(values[:100]).all():
        raise DataError(f"{path}: holds values that are not numbers; make the features again")
    return values, captions, EACH if len(captions) == len(values) and _is_repeated(values) else 1


def _is_repeated(values: np.ndarray) -> bool:
    """Whether every image stands in five rows."""
    if len(values) % EACH:
        return False
    head = values[: 20 * EACH].reshape(-1, EACH, values.shape[1])
    return bool((head == head[:, :1]).all())


def _names(root: Path, split: str, images: int, draft: Draft, *, needed: bool) -> list[str]:
    """The images' names: those of the ids file, once or five times each, else made up."""
    path = root / f"{split}_ids.txt"
    if not path.exists():
        if needed:
            draft.problem(path, None, "no such file, so the pictures of `images=` have no names", "leave `images=` out")
        return [f"{split}-{number:06d}" for number in range(images)]
    names = [name.strip() for name in read_lines(path) if name.strip()]
    if len(names) == EACH * images:
        names = names[::EACH]
    if len(names) != images:
        raise DataError(f"{path}: {len(names)} ids for {images} images; look for a lost or a doubled line")
    return names
