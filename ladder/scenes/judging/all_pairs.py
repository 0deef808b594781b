"""The similarity of many scenes to many others, all pairs at once."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ladder.scenes.judging.similarity import (
    Frame,
    Link,
    Traits,
    combined,
    frame,
    link_points,
    links,
    thing_points,
    traits,
)
from ladder.scenes.world.graph import Scene

BLOCK = 64  # rows at once, so that what is computed of them stays in the processor's cache


def similarity_table(rows: Sequence[Scene], columns: Sequence[Scene]) -> np.ndarray:
    """:func:`~ladder.scenes.judging.similarity.scene_similarity` of every pair, ``(rows, columns)`` float32.

    The same numbers, rounded, at about 50 ns a pair; memory for the table, and for a block of rows at once.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> dogs = [Scene("beach", "clear", "day", (Thing("dog", colour),)) for colour in ("brown", "white")]
        >>> similarity_table(dogs, dogs)
        array([[1.   , 0.872],
               [0.872, 1.   ]], dtype=float32)
    """
    scenes = [*rows, *columns]
    table = np.empty((len(rows), len(columns)), dtype=np.float32)
    if not table.size:
        return table
    things = _Parts(Traits, [traits(scene) for scene in scenes], thing_points)
    relations = _Parts(Link, [links(scene) for scene in scenes], link_points)
    frames = _coded(Frame, [frame(scene) for scene in scenes])
    right = np.arange(len(rows), len(scenes))
    for start in range(0, len(rows), BLOCK):
        left = np.arange(start, min(start + BLOCK, len(rows)))
        shared = things.shared(left, right) + relations.shared(left, right)
        one, other = (Frame(*(part[some] for part in frames)) for some in (left[:, None], right))
        table[left] = combined(shared, one, other)
    return table


class _Parts:
    """The things, or the relations, of many scenes.

    Args:
        form: Their tuple.
        parts: Those of each scene.
        points: What two of them share, 0 or more.
    """

    def __init__(self, form: Any, parts: Sequence[Sequence[Any]], points: Callable[[Any, Any], Any]) -> None:
        known: dict[Any, int] = {}
        self.slots = max(len(of_scene) for of_scene in parts)
        self.places = np.full((len(parts), self.slots), -1)  # (scene, slot) in the known ones, -1 where there is none
        for row, of_scene in enumerate(parts):
            for slot, part in enumerate(of_scene):
                self.places[row, slot] = known.setdefault(part, len(known))
        self.known: Any = _coded(form, list(known)) if known else ()
        self.form, self.points = form, points

    def shared(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The most points that a matching one to one shares, ``(left, right)``."""
        gains = []
        for slot in range(self.slots):
            place = self.places[left, slot]
            one = self.form(*(column[place, None] for column in self.known))
            points = np.zeros((len(left), len(self.known[0]) + 1), dtype=np.int32)  # the last is for those that are -1
            points[:, :-1] = self.points(one, self.form(*self.known)) * (place >= 0)[:, None]
            gains.append([points[:, self.places[right, other]] for other in range(self.slots)])
        return _most(gains)


def _coded(form: Any, tuples: Sequence[Any]) -> Any:
    """Many tuples as one of arrays; words become numbers."""
    columns = [np.array(column) for column in zip(*tuples, strict=True)]
    return form(*(np.unique(one, return_inverse=True)[1] if one.dtype.kind == "U" else one for one in columns))


def _most(gains: list[list[np.ndarray]]) -> np.ndarray:
    """The most that a matching one to one gains: slot after slot, the best for each set of slots taken."""
    best = {0: np.zeros((1, 1), dtype=np.int32)}
    for row in gains:
        after: dict[int, np.ndarray] = {}
        for taken, total in best.items():
            for other, gain in enumerate(row):
                if not taken >> other & 1:
                    both, reached = taken | 1 << other, total + gain
                    after[both] = np.maximum(after[both], reached) if both in after else reached
        best = after
    return best[(1 << len(gains)) - 1]
