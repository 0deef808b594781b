"""``scenes``: drawn scenes with captions, made up from a seed; needs no download."""

import re
from functools import lru_cache

import numpy as np

from ladder.datasets.draft import Draft
from ladder.datasets.record import CaptionedImages
from ladder.datasets.spec import Spec, parse
from ladder.errors import DataError
from ladder.scenes.composing.tail import TAIL, compose_for
from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.judging.showing import shown
from ladder.scenes.language.captions import describe
from ladder.scenes.language.reading import read as read_words
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Scene

PLACE = ""
OPTIONS = {
    "train": "how many scenes to learn from (2000)",
    "dev": "how many scenes to choose by (500)",
    "test": "how many scenes to judge by (1000)",
    "tail": "how many scenes of combinations that no other split shows (300)",
    "seed": "another seed makes other scenes (0)",
    "size": "side of the pictures in pixels (256)",
}
SPLITS = ("train", "dev", "test", TAIL)
RANGES = {  # lowest, default, highest
    "train": (0, 2000, 100_000),
    "dev": (0, 500, 100_000),
    "test": (0, 1000, 100_000),
    "tail": (0, 300, 100_000),
    "seed": (0, 0, 2**32 - 1),
    "size": (32, 256, 1024),
}
_NAME = re.compile(r"scene-(train|dev|test|tail)-(\d{5})")


def read(spec: Spec, draft: Draft) -> None:
    """Makes up the scenes that the options ask for; a scene depends on seed, split and number alone."""
    asked = {key: _number(spec, key) for key in RANGES}
    names = [f"scene-{split}-{number:05d}" for split in SPLITS for number in range(asked[split])]
    scenes: list[Scene] = []
    for name in names:
        scene, captions = _made(name, asked["seed"])
        draft.image(name, name.split("-")[1])
        for place, caption in enumerate(captions):
            draft.caption(name, caption, f"{name}#{place}")
        scenes.append(scene)
    draft.pictures = DrawnScenes(names, scenes, asked["seed"], asked["size"])


def alone(spec: Spec, split: str) -> str:
    """The same scenes of one split and none of another, if there are any.

    Example:
        >>> alone(parse("scenes,train=9,seed=3", ["scenes"]), "test")
        'scenes,train=0,seed=3,dev=0,tail=0'
    """
    if split not in SPLITS or not _number(spec, split):
        return spec.text
    others = {name: "0" for name in SPLITS if name != split}
    return ",".join([spec.format, *(f"{key}={value}" for key, value in {**spec.options, **others}.items())])


def scene_of(name: str, seed: int = 0) -> Scene:
    """The graph of a scene by its image's name.

    Raises:
        ValueError: If it is no scene's name.

    Example:
        >>> scene_of("scene-dev-00003") == scene_of("scene-dev-00003", seed=1)
        False
    """
    return _made(name, seed)[0]


def scenes_of(data: CaptionedImages) -> list[Scene] | None:
    """The graphs of a data set's images, by its pictures, or by its names where it was kept without pictures.

    Returns:
        A scene an image; None where the data set is not made of scenes.

    Raises:
        DataError: If it holds a caption that its scene does not show.
    """
    if isinstance(data.pictures, DrawnScenes):
        return data.pictures.scenes
    if not re.match(r"scenes(,|$)", data.spec):
        return None
    seed, first, scenes = _number(parse(data.spec, ["scenes"]), "seed"), data.first_caption, []
    for image, name in enumerate(data.image_ids):
        scene, captions = _made(name, seed)
        caption = data.captions[first[image]]  # one tells: an earlier version had other words for the same scenes
        if caption not in captions and shown(read_words(caption), scene) < 1:
            raise DataError(f"`{name}`: its scene does not show `{caption}`; it was made by another version")
        scenes.append(scene)
    return scenes


@lru_cache(maxsize=2**15)  # 50 MB: a training's scenes are made up once, whichever of their splits are asked for
def _made(name: str, seed: int) -> tuple[Scene, tuple[str, ...]]:
    """A scene and its captions."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"expected a name like `scene-train-00012`, got `{name}`")
    dice = Dice(np.random.default_rng((seed, SPLITS.index(match[1]), int(match[2]))))
    scene = compose_for(match[1], dice)
    return scene, tuple(describe(scene, dice))


def _number(spec: Spec, key: str) -> int:
    """An option as a whole number within its range."""
    lowest, default, highest = RANGES[key]
    text = spec.options.get(key, str(default))
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not lowest <= int(text) <= highest:
        raise DataError(f"`{spec.text}`: `{key}` must be a whole number from {lowest} to {highest:,}, got `{text}`")
    return int(text)
