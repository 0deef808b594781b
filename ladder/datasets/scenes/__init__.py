"""``scenes``: drawn scenes with captions, made up from a seed; needs no download."""

import re

import numpy as np

from ladder.datasets.draft import Draft
from ladder.datasets.scenes.captions import describe
from ladder.datasets.scenes.compose import compose
from ladder.datasets.scenes.dice import Dice
from ladder.datasets.scenes.graph import Relation, Scene, Thing
from ladder.datasets.scenes.pictures import DrawnScenes
from ladder.datasets.spec import Spec
from ladder.errors import DataError

PLACE = ""
OPTIONS = {
    "train": "how many scenes to learn from (2000)",
    "dev": "how many scenes to choose by (500)",
    "test": "how many scenes to judge by (1000)",
    "seed": "another seed makes other scenes (0)",
    "size": "side of the pictures in pixels (256)",
}
SPLITS = ("train", "dev", "test")
RANGES = {  # lowest, default, highest
    "train": (0, 2000, 100_000),
    "dev": (0, 500, 100_000),
    "test": (0, 1000, 100_000),
    "seed": (0, 0, 2**32 - 1),
    "size": (32, 256, 1024),
}
_NAME = re.compile(r"scene-(train|dev|test)-(\d{5})")


def read(spec: Spec, draft: Draft) -> None:
    """Makes up the scenes that the options ask for; a scene depends on seed, split and number alone."""
    asked = {key: _number(spec, key) for key in RANGES}
    names: list[str] = []
    scenes: list[Scene] = []
    for split in SPLITS:
        for number in range(asked[split]):
            name, dice = f"scene-{split}-{number:05d}", _dice(asked["seed"], split, number)
            scene = compose(dice)
            draft.image(name, split)
            for place, caption in enumerate(describe(scene, dice)):
                draft.caption(name, caption, f"{name}#{place}")
            names.append(name)
            scenes.append(scene)
    draft.pictures = DrawnScenes(names, scenes, asked["seed"], asked["size"])


def scene_of(name: str, seed: int = 0) -> Scene:
    """The graph of a scene by its image's name.

    Raises:
        ValueError: If it is no scene's name.

    Example:
        >>> scene_of("scene-dev-00003") == scene_of("scene-dev-00003", seed=1)
        False
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"expected a name like `scene-train-00012`, got `{name}`")
    return compose(_dice(seed, match[1], int(match[2])))


def _dice(seed: int, split: str, number: int) -> Dice:
    """The numbers that a scene and its captions are made of."""
    return Dice(np.random.default_rng((seed, SPLITS.index(split), number)))


def _number(spec: Spec, key: str) -> int:
    """An option as a whole number within its range."""
    lowest, default, highest = RANGES[key]
    text = spec.options.get(key, str(default))
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not lowest <= int(text) <= highest:
        raise DataError(f"`{spec.text}`: `{key}` must be a whole number from {lowest} to {highest:,}, got `{text}`")
    return int(text)


__all__ = ["DrawnScenes", "Relation", "Scene", "Thing", "read", "scene_of"]
