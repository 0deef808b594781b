"""Split lists: a text file a split, an image a line."""

from collections.abc import Mapping
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.text import read_lines


def list_images(
    draft: Draft, lists: Mapping[str, Path], known: set[str], pictures: Path | None, ending: str = ""
) -> None:
    """Lists every image of the split lists that are there; without any, all known images are in ``train``.

    Args:
        draft: Takes the images, and what is wrong with the lists.
        lists: The file of each split; those that are missing are passed over.
        known: The images that have captions.
        pictures: Their folder.
        ending: What a name in a list may lack, such as ``.jpg``.
    """
    found = {split: path for split, path in lists.items() if path.is_file()}
    if not found:
        places = ", ".join(path.name for path in lists.values())
        draft.note(None, None, f"no split lists ({places})", "all images are in `train`")
        for name in sorted(known):
            draft.image(name, "train", _file(pictures, name))
        return
    for split, path in found.items():
        for line, text in enumerate(read_lines(path), start=1):
            name = text.strip()
            if not name:
                continue
            name = name if name.endswith(ending) else name + ending
            if name not in known:
                draft.problem(
                    path, line, f"the image `{name}` has no captions", "take it out of the list or write them"
                )
            else:
                draft.image(name, split, _file(pictures, name), source=path, line=line)
    left = sum(not draft.has(name) for name in known)
    if left:
        draft.note(None, None, f"{left} images with captions are in no split list", "they are left out")


def find_folder(root: Path, names: tuple[str, ...], given: Path | None) -> Path | None:
    """The folder of the pictures: the given one, else the first of these names that is there."""
    if given is not None:
        return given
    return next((root / name for name in names if (root / name).is_dir()), None)


def _file(pictures: Path | None, name: str) -> Path | None:
    return None if pictures is None else pictures / name
