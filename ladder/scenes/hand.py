"""Draws scenes by their names, a line each, into the cache: one of several processes that share many."""

import sys

from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.format import scene_of


def main(seed: int, size: int) -> None:
    """Draws the scenes whose names are read, and writes each name when its picture is there."""
    for line in sys.stdin:
        name = line.strip()
        DrawnScenes([name], [scene_of(name, seed)], seed, size).path(0)
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
