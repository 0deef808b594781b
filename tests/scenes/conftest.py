"""Scenes that several tests look at."""

import numpy as np
import pytest

from ladder.datasets import CaptionedImages, open_dataset
from ladder.scenes.composing.compose import compose
from ladder.scenes.language.captions import describe
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Scene


def made_up(count: int, seed: int = 0) -> list[tuple[Scene, list[str]]]:
    """Scenes with their captions."""
    dice = [Dice(np.random.default_rng((seed, number))) for number in range(count)]
    scenes = [compose(each) for each in dice]
    return [(scene, describe(scene, each)) for scene, each in zip(scenes, dice)]


@pytest.fixture(scope="session")
def described() -> list[tuple[Scene, list[str]]]:
    return made_up(2000)


@pytest.fixture(scope="session")
def scenes(described) -> list[Scene]:
    return [scene for scene, _ in described]


@pytest.fixture(scope="session")
def data() -> CaptionedImages:
    """The default data set."""
    return open_dataset("scenes")
