"""The similarity of all pairs of scenes at once is 100 times as fast as pair by pair."""

from collections.abc import Sequence

import numpy as np

from benchmarks.timing import medians
from ladder.datasets import open_dataset
from ladder.scenes.format import scenes_of
from ladder.scenes.judging.all_pairs import similarity_table
from ladder.scenes.judging.similarity import scene_similarity
from ladder.scenes.world.graph import Scene

SCENES = 500
CLAIM = 100


def loop(scenes: Sequence[Scene]) -> np.ndarray:
    """Pair by pair, ``(scene, scene)`` float32."""
    return np.array([[scene_similarity(one, other) for other in scenes] for one in scenes], dtype=np.float32)


def main() -> None:
    """Prints the ratio beside its claim, after a look that both give the same numbers."""
    scenes = scenes_of(open_dataset(f"scenes,train={SCENES},dev=0,test=0,tail=0")) or []
    np.testing.assert_array_equal(similarity_table(scenes, scenes), loop(scenes))
    seconds = medians({"loop": lambda: loop(scenes), "table": lambda: similarity_table(scenes, scenes)}, repeats=3)
    ratio, pair = seconds["loop"] / seconds["table"], seconds["table"] / SCENES**2
    print(f"{SCENES} x {SCENES} scenes: {ratio:.0f} times (claim {CLAIM}); {pair * 1e9:.0f} ns a pair")
